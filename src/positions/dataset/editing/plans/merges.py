"""Plans that merge two actors, or two issues: the entries of both are kept, as dated ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from positions.dataset.editing.cells import cell_label
from positions.dataset.editing.edit import Plan, Step
from positions.dataset.editing.layout_detection import contents
from positions.dataset.editing.plans.cells import NewPosition, add_position
from positions.dataset.editing.plans.chained import chained
from positions.dataset.editing.plans.fields import part_home
from positions.dataset.editing.plans.parts import WHAT
from positions.dataset.editing.plans.removals import remove_part
from positions.dataset.editing.plans.renames import former_splices, occurrences
from positions.dataset.editing.splice import rename_text
from positions.dataset.entries import entry_date, with_needs
from positions.dataset.load import Loaded
from positions.dataset.models import Dataset, Position, Stakeholder
from positions.dataset.storage.splices import Splice
from positions.dataset.yaml.reader import Document, Path
from positions.problems import UsageError
from positions.suggest import first_of
from positions.vocabulary import Renamable

Cell = tuple[str, str]
"""An actor and an issue, by id."""

_MOST_NAMED = 8
_NOT_LOST = ("positions", "was")
_WIDEST = 60


def merge_parts(loaded: Loaded, section: Renamable, old: str, new: str, *, forget: bool = False) -> Plan:
    """Return the plan after which the actor or the issue `new` has what `old` had too, and `old` is gone.

    Entries of both stand in one cell, statements of one day beside each other; entries that say the same
    stand there once. What refers to `old` refers to `new`, whose name and other fields stay. Its `was` has
    `old`, and all that this was before, unless they are to be forgotten.

    Raises:
        UsageError: naming the cells in which both have entries, one of them without a date.
    """
    dataset = loaded.require()
    if old == new:
        raise UsageError(f"{old!r} is one already", "name the one that goes first, then the one that stays")
    conflicts = list(_conflicts(dataset, section, old, new))
    if conflicts:
        raise UsageError(
            f"{old!r} and {new!r} cannot become one: {first_of(conflicts, _MOST_NAMED)}",
            "date these entries, or remove one of the two in each cell; nothing was written",
        )
    moved = [
        (source, target, number)
        for source, target in _cells(dataset, section, old, new)
        for number, entry in enumerate(_entries(dataset, source))
        if entry not in _entries(dataset, target)
    ]
    plan = chained(
        loaded,
        [
            partial(_refer, section=section, old=old, new=new),
            *(
                partial(_move, source=source, target=target, number=number)
                for source, target, number in moved
            ),
            lambda now: remove_part(now, section, old, with_positions=True),
            *([] if forget else [partial(_remember, section=section, old=dataset, names=(old, new))]),
        ],
    )
    return Plan(plan.steps, plan.expected, (section, new))


def _cells(dataset: Dataset, section: Renamable, old: str, new: str) -> Iterator[tuple[Cell, Cell]]:
    """Yield each cell of the one that goes, with the cell of the other that takes its entries."""
    if section == "stakeholders":
        yield from (((old, issue), (new, issue)) for issue in dataset.stakeholders[old].positions)
        return
    for actor, stakeholder in dataset.stakeholders.items():
        if old in stakeholder.positions:
            yield (actor, old), (actor, new)


def _entries(dataset: Dataset, cell: Cell) -> tuple[Position, ...]:
    return dataset.stakeholders[cell[0]].positions.get(cell[1], ())


def _conflicts(dataset: Dataset, section: Renamable, old: str, new: str) -> Iterator[str]:
    """Yield in words what cannot be put into one cell in order of time, or needs both sides of one issue."""
    if section == "issues" and dataset.scale_of(old) != dataset.scale_of(new):
        yield "their scales differ"
    for source, target in _cells(dataset, section, old, new):
        there = _entries(dataset, target)
        if not there:
            continue
        label = cell_label(dataset, *target)
        days = {entry_date(entry, dataset.sources) for entry in there}
        for entry in _entries(dataset, source):
            day = entry_date(entry, dataset.sources)
            if entry not in there and (day is None or None in days):
                yield f"{label} ({entry.stance}{'' if day is None else f', {day}'})"
    if section == "issues":
        for actor in dataset.stakeholders.values():
            for entries in actor.positions.values():
                needs = [entry.condition.needs for entry in entries if entry.condition is not None]
                if any(need.get(old, side) != side for need in needs if (side := need.get(new))):
                    yield f"a condition of {actor.label} needs both, on different sides"


def _move(loaded: Loaded, source: Cell, target: Cell, number: int) -> Plan:
    entry = _entries(loaded.require(), source)[number]
    return add_position(loaded, NewPosition(*target, entry, same_date=True))


def _refer(loaded: Loaded, section: Renamable, old: str, new: str) -> Plan:
    """Return the plan that lets what refers to one refer to the other; where it refers to both, as it is."""
    dataset = loaded.require()
    own = (old, new) if section == "stakeholders" else ()
    actors = {
        name: actor
        if name in own
        else _referring(actor, old, new)
        if section == "stakeholders"
        else _needing(actor, old, new)
        for name, actor in dataset.stakeholders.items()
    }

    def splices(document: Document) -> list[Splice]:
        found = []
        for path, is_key in occurrences(document, section, old):
            beside = contents(document, path[:-1])
            is_reference = path[0] == "stakeholders" and path[2:] != ("positions", old)
            if is_reference and len(path) > 2 and path[1] not in own and new not in (beside or ()):
                found.append(document.span(path, key=is_key))
        return [rename_text(document, span, new) for span in found if span is not None]

    steps = tuple(Step(index, splices) for index in range(len(loaded.origin.documents)))
    return Plan(steps, dataset.model_copy(update={"stakeholders": actors}), (section, new))


def _referring(actor: Stakeholder, old: str, new: str) -> Stakeholder:
    influences, groups = actor.influences, actor.member_of
    if new not in influences:
        influences = {new if name == old else name: degree for name, degree in influences.items()}
    if new not in groups:
        groups = tuple(new if name == old else name for name in groups)
    return actor.model_copy(update={"influences": influences, "member_of": groups})


def _needing(actor: Stakeholder, old: str, new: str) -> Stakeholder:
    def entry_of(entry: Position) -> Position:
        needs = entry.condition.needs if entry.condition is not None else {}
        return entry if new in needs else with_needs(entry, lambda name: new if name == old else name)

    cells = {issue: tuple(map(entry_of, entries)) for issue, entries in actor.positions.items()}
    return actor.model_copy(update={"positions": cells})


def _remember(loaded: Loaded, section: Renamable, old: Dataset, names: tuple[str, str]) -> Plan:
    """Return the plan that writes what the one that has gone was called behind what the other was."""
    gone, kept = names
    dataset = loaded.require()
    parts = getattr(dataset, section)
    was = dict.fromkeys((*parts[kept].was, *getattr(old, section)[gone].was, gone))
    part = parts[kept].model_copy(update={"was": tuple(was)})
    path: Path = (section, kept)
    home = part_home(loaded, path, "was")
    step = Step(home, lambda document: former_splices(document, path, part))
    return Plan((step,), dataset.model_copy(update={section: {**parts, kept: part}}), path)


def left_behind(dataset: Dataset, section: Renamable, old: str, new: str) -> list[str]:
    """Return what the one that goes says of itself and the other does not, in words; entries are kept."""
    parts = getattr(dataset, section)
    gone, kept = parts[old], parts[new]
    return [
        f"{name} {_short(value)}"
        for name in type(gone).model_fields
        if name not in _NOT_LOST
        and (value := getattr(gone, name)) != type(gone).model_fields[name].default
        and value not in (getattr(kept, name), (), {})
    ]


def _short(value: object) -> str:
    said = getattr(value, "text", value)
    text = repr(said) if isinstance(said, str) else str(said)
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 3]}..."


def merged_words(section: Renamable, old: str, new: str, name: str, lost: Sequence[str] = ()) -> str:
    """Say what was made one, with the name of the dataset, and what was not taken over."""
    said = f"Merged: {WHAT[section]} {old} is now a part of {new}, in {name}"
    if not lost:
        return said
    add = f"positions set {WHAT[section]} {new}"
    return f"{said}\nNot taken over from {old}: {', '.join(lost)}. To add it: {add}"
