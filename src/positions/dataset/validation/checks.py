"""Rules across the parts of a dataset: references that lead nowhere, stances off the scale, dates.

Each rule yields problems; none of them stops another. What the models can check of one part alone is
checked there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from positions.dataset.entries import entry_date, latest
from positions.dataset.models import Dataset, Position
from positions.dataset.origin import Origin
from positions.dataset.scale import Scale
from positions.dataset.scale_declaration import is_number
from positions.dataset.stance_words.suggestion import suggest_stance
from positions.dataset.validation.attribute_names import check_attribute_names
from positions.dataset.validation.coder_names import check_coder_names
from positions.dataset.validation.former_ids import check_former_ids, reference_hint
from positions.dataset.validation.reviews import check_review
from positions.dataset.yaml.reader import Path
from positions.names import alike_key
from positions.problems import Problem
from positions.rounding import as_written
from positions.suggest import hint_for
from positions.vocabulary import NON_POSITIONS

OF_SCALE = frozenset(("bad-stance", "bad-acceptable", "acceptable-without-amounts", "same-date-conflict"))
"""Codes of problems that say how an entry and the scale of its issue go together."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with a dataset, in the order of the file, and the actors in whose cells nothing is."""

    problems: list[Problem]
    clean: frozenset[str]


def check_dataset(
    dataset: Dataset,
    origin: Origin,
    *,
    several_coders: bool = False,
    follows: Callable[[Problem, Path], bool] | None = None,
) -> list[Problem]:
    """Return every problem with references, stances, dates and evidence, in the order of the file.

    Args:
        dataset: what was read.
        origin: where it was read from, for the places of the problems.
        several_coders: whether entries by different coders may stand in one cell, as `reliability` allows.
        follows: whether a problem of the cell at a path only follows from another, and is left out.
    """
    return check_changes(dataset, origin, several_coders=several_coders, follows=follows).problems


def check_changes(
    dataset: Dataset,
    origin: Origin,
    clean: frozenset[str] = frozenset(),
    *,
    several_coders: bool = False,
    follows: Callable[[Problem, Path], bool] | None = None,
) -> Checked:
    """Return the same, and of which actors no cell needs to be looked at again while it stays as it is.

    Args:
        dataset: what was read.
        origin: where it was read from.
        clean: actors in whose cells nothing was wrong, which are as they were, in a dataset whose other
            parts are: issues, sources and scales.
        several_coders: as for `check_dataset`.
        follows: as for `check_dataset`.
    """
    names = check_attribute_names(dataset, origin, clean)
    problems = [
        *_titles(dataset, origin),
        *_actors(dataset, origin),
        *check_former_ids(dataset, origin),
        *names.problems,
        *check_coder_names(dataset, origin),
        *_scales(dataset, origin),
    ]
    wrong = set(names.actors)
    sound: set[tuple[int, int]] = set()  # equal cells of a stance alone are one object, checked once
    for actor, stakeholder in dataset.stakeholders.items():
        if actor in clean:
            continue
        for issue, entries in stakeholder.positions.items():
            described = dataset.issues.get(issue)
            looked_at = id(entries), 0 if described is None else id(described.scale)
            if described is not None and looked_at in sound:
                continue
            path: Path = ("stakeholders", actor, "positions", issue)
            if described is None:
                wrong.add(actor)
                hint = reference_hint(issue, dataset.issues, "issues")
                message = f"there is no issue {issue!r}"
                problems.append(Problem("unknown-issue", message, origin.locate(path, key=True), hint))
            found = list(_cell(dataset, origin, path, entries, several_coders))
            if described is None and len(dataset.scales) > 1:  # by which scale, nobody knows
                found = [problem for problem in found if problem.code not in OF_SCALE]
            if follows is not None:
                found = [problem for problem in found if not follows(problem, path)]
            problems.extend(found)
            if found:
                wrong.add(actor)
            else:
                sound.add(looked_at)
    return Checked(problems, frozenset(dataset.stakeholders.keys() - wrong))


def _scales(dataset: Dataset, origin: Origin) -> Iterator[Problem]:
    """Yield the scales of issues that have another kind of arithmetic than the dataset's."""
    for name, issue in dataset.issues.items():
        if issue.scale is None or not (issue.scale.is_nominal or dataset.scale.is_nominal):
            continue
        other = "the dataset's is nominal" if dataset.scale.is_nominal else "the dataset's is not"
        message = f"this scale of {name!r} has {'no' if issue.scale.is_nominal else 'an'} order, and {other}"
        hint = "labels without an order cannot be compared with others: keep them in a dataset of their own"
        yield origin.problem("issue-scale", ("issues", name, "scale"), message, hint)


def _actors(dataset: Dataset, origin: Origin) -> Iterator[Problem]:
    called: dict[str, str] = {}
    for actor, stakeholder in dataset.stakeholders.items():
        path: Path = ("stakeholders", actor)
        for key, others in (
            ("influences", list(stakeholder.influences)),
            ("member_of", list(stakeholder.member_of)),
        ):
            for position, other in enumerate(others):
                place: Path = (*path, key, other) if key == "influences" else (*path, key, position)
                if other not in dataset.stakeholders:
                    hint = reference_hint(other, dataset.stakeholders, "stakeholders")
                    message = f"there is no stakeholder {other!r}"
                    yield Problem(
                        "unknown-stakeholder", message, origin.locate(place, key=key == "influences"), hint
                    )
                elif other == actor:
                    yield origin.problem(
                        "self-reference", place, f"{actor!r} cannot stand in its own `{key}`"
                    )
                elif key == "member_of":
                    yield origin.problem(
                        "counted-twice",
                        place,
                        f"{stakeholder.name} and {dataset.stakeholders[other].name}, which it belongs to, "
                        "are both in the file",
                        "its position counts twice; leave one out, or compare with `--kind`",
                        "warning",
                    )
        label = alike_key(stakeholder.label)
        if label in called:
            message = f"{stakeholder.label!r} is also what {called[label]!r} is called"
            hint = "give each a `short` of its own, or tables cannot tell them apart"
            yield origin.problem("same-name", (*path, "short"), message, hint, "warning")
        called.setdefault(label, actor)


def _titles(dataset: Dataset, origin: Origin) -> Iterator[Problem]:
    called: dict[str, str] = {}
    for issue, described in dataset.issues.items():
        title = alike_key(described.title)
        if title in called:
            message = f"{described.title!r} is also what {called[title]!r} is called"
            hint = "give each a title of its own, or tables cannot tell them apart"
            yield origin.problem("same-name", ("issues", issue, "title"), message, hint, "warning")
        called.setdefault(title, issue)


def _cell(
    dataset: Dataset, origin: Origin, path: Path, entries: tuple[Position, ...], several_coders: bool
) -> Iterator[Problem]:
    coders = {entry.coder for entry in entries if entry.coder is not None}
    disputed = len(coders) > 1
    dated = len(entries) > 1 and not disputed and not several_coders
    undated = False
    for index, entry in enumerate(entries):
        place = (*path, index)
        yield from _stance(dataset, origin, place, entry)
        if entry.correction is not None:
            yield from _on_scale(
                _scale_at(dataset, place), origin, (*place, "correction", "from"), entry.correction.from_
            )
        yield from _acceptable(dataset, origin, (*place, "acceptable"), entry)
        yield from _needs(dataset, origin, (*place, "condition", "needs"), entry)
        yield from _evidence(dataset, origin, place, entry)
        yield from check_review(dataset, origin, place, entry)
        if dated and entry_date(entry, dataset.sources) is None:
            undated = True
            message = "one of several entries in a cell has no date, so their order is unknown"
            yield origin.problem(
                "missing-date", place, message, "add `date: YYYY-MM-DD` to each entry, or to its source"
            )
    if dated and not undated:
        yield from _conflict(dataset, origin, path, entries)
    if disputed and not several_coders:
        message = f"entries by several coders in one cell: {', '.join(sorted(coders))}"
        hint = (
            "comparisons need `--coder`, with `--where coder=` for entries that name none; "
            "`positions reliability` compares the coders"
        )
        yield origin.problem("several-coders", path, message, hint, "note")


def _conflict(
    dataset: Dataset, origin: Origin, path: Path, entries: tuple[Position, ...]
) -> Iterator[Problem]:
    reading = latest(entries, dataset.sources, _scale_at(dataset, path))
    if reading is None or reading.conflict is None:
        return
    if reading.conflict == "opposite-sides":
        message = "entries for and against on the same, latest date: the cell counts as mixed"
    else:
        message = (
            f"entries that differ on the same, latest date: {reading.stance!r}, the last in the file, counts"
        )
    hint = "give the later one a later date, or keep one of them"
    yield origin.problem("same-date-conflict", path, message, hint, "warning")


def _stance(dataset: Dataset, origin: Origin, path: Path, entry: Position) -> Iterator[Problem]:
    if entry.stance in NON_POSITIONS and entry.condition is not None:
        message = f"a condition beside {entry.stance!r}, which is not a position"
        yield origin.problem("condition-without-position", (*path, "condition"), message, severity="warning")
    yield from _on_scale(_scale_at(dataset, path), origin, (*path, "stance"), entry.stance)


def _scale_at(dataset: Dataset, path: Path) -> Scale:
    """Return the scale of an entry's issue; `path` is stakeholders, actor, positions, issue, entry ..."""
    return dataset.scale_of(str(path[3]))


def _on_scale(scale: Scale, origin: Origin, place: Path, stance: str | int | float) -> Iterator[Problem]:
    """Yield what is wrong with a stance, today's or one that was corrected, on its issue's scale."""
    if stance in NON_POSITIONS:
        return
    if scale.is_range:
        bounds = f"a number from {as_written(scale.minimum)} to {as_written(scale.maximum)}"
        if isinstance(stance, str):
            hint = suggest_stance(stance, scale) or f"or one of {', '.join(NON_POSITIONS)}"
            if is_number(stance):
                hint = f"write it without quotation marks: {stance}"
            yield origin.problem(
                "bad-stance", place, f"{stance!r} is not a stance: this scale takes {bounds}", hint
            )
        elif not scale.minimum <= stance <= scale.maximum:
            yield origin.problem("bad-stance", place, f"{stance} is not on the scale, which takes {bounds}")
        return
    if scale.name == "nominal" and not scale.labels:
        return
    if scale.is_nominal and str(stance) in scale.labels:
        return
    if not isinstance(stance, str):
        message = f"{stance} is a number, and this scale has labels"
        yield origin.problem("bad-stance", place, message, f"write one of {', '.join(scale.labels)}")
    elif stance not in scale.labels:
        close = suggest_stance(stance, scale)
        listed = f"the scale has {', '.join(scale.labels)}; without a position: {', '.join(NON_POSITIONS)}"
        message = f"{stance!r} is not a stance on this scale"
        yield origin.problem("bad-stance", place, message, f"{close} {listed}" if close else listed)


def _acceptable(dataset: Dataset, origin: Origin, path: Path, entry: Position) -> Iterator[Problem]:
    """Yield what is wrong with the amounts that an actor accepts."""
    scale, given, stance = _scale_at(dataset, path), entry.acceptable, entry.stance
    if given is None:
        return
    if not scale.is_amount:
        message = "`acceptable` is for amounts, and stances on this scale have sides"
        hint = "delete it, or declare the scale with `neutral: none`"
        yield Problem("acceptable-without-amounts", message, origin.locate(path, key=True), hint)
        return
    if isinstance(stance, str):
        if stance in NON_POSITIONS:
            message = f"`acceptable` beside {stance!r}, which is no amount"
            yield Problem("acceptable-without-amounts", message, origin.locate(path, key=True), "delete it")
        return
    low, high = (stance if bound is None else bound for bound in (given.min, given.max))
    if not scale.minimum <= low <= stance <= high <= scale.maximum:
        bounds = f"{as_written(scale.minimum)} to {as_written(scale.maximum)}"
        message = f"{as_written(low)} to {as_written(high)} does not hold the stance {as_written(stance)}"
        if low <= stance <= high:
            message = f"{as_written(low)} to {as_written(high)} is not on the scale, which takes {bounds}"
        yield origin.problem("bad-acceptable", path, message, "write min <= stance <= max, within the scale")


def _needs(dataset: Dataset, origin: Origin, path: Path, entry: Position) -> Iterator[Problem]:
    """Yield what is wrong with needs: under a state, of no issue or the same one, on scales without sides."""
    needs = entry.condition.needs if entry.condition else {}
    if needs and entry.stance in NON_POSITIONS:
        message = f"`needs` beside {entry.stance!r}: only a position can depend on an outcome"
        yield Problem(
            "needs-without-position",
            message,
            origin.locate(path, key=True),
            "delete `needs`, or code a position",
        )
    for issue in needs:
        where = origin.locate((*path, issue), key=True)
        if issue not in dataset.issues:
            hint = reference_hint(issue, dataset.issues, "issues")
            yield Problem("unknown-issue", f"there is no issue {issue!r}", where, hint)
        elif not dataset.scale_of(issue).has_sides:
            message = f"`needs` names a side of {issue!r}, and its scale has none"
            hint = "say it in the condition's `text`, or use a scale with a neutral point"
            yield Problem("needs-without-sides", message, where, hint)
        elif issue == path[3]:
            message = f"a position on {issue!r} cannot depend on the outcome of {issue!r} itself"
            hint = "name another issue, or say it in the condition's `text` alone"
            yield Problem("needs-itself", message, where, hint)


def _evidence(dataset: Dataset, origin: Origin, path: Path, entry: Position) -> Iterator[Problem]:
    for index, item in enumerate(entry.evidence):
        place = (*path, "evidence", index)
        if item.source is not None and item.source not in dataset.sources:
            hint = hint_for(item.source, dataset.sources, "sources")
            yield origin.problem(
                "unknown-source", (*place, "source"), f"there is no source {item.source!r}", hint
            )
        if item.source is None and item.quote is None:
            message = "evidence with neither a source nor a quotation"
            yield origin.problem("empty-evidence", place, message, "add `source:` and `quote:`", "warning")
        elif item.source is None:
            message = "a quotation without a source cannot be checked"
            yield origin.problem(
                "quote-without-source", place, message, "add `source:` with the id of a source", "warning"
            )
        if item.basis == "attributed" and item.speaker is None:
            message = "an attributed position without a `speaker`"
            yield origin.problem("attributed-without-speaker", place, message, "add `speaker: ...`")
