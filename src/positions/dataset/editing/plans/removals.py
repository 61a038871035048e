"""Plans for removals: an entry or its evidence, or a whole stakeholder, issue or source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from positions.dataset.editing.cells import with_entries
from positions.dataset.editing.edit import Plan, Step
from positions.dataset.editing.entry_selection import EntryChoice, choose_entry, entry_path
from positions.dataset.editing.layout_detection import contents, is_there
from positions.dataset.editing.plans.parts import WHAT
from positions.dataset.editing.removal import remove_value
from positions.dataset.entries import needed_by, without_need
from positions.dataset.load import Loaded
from positions.dataset.models import Dataset, Evidence, Position, Stakeholder
from positions.dataset.storage.splices import Splice
from positions.dataset.yaml.reader import Document, Path
from positions.problems import UsageError
from positions.suggest import first_of
from positions.vocabulary import Section

_Value = TypeVar("_Value")

MOST_NAMED = 8
"""How many of the things that hang on a part a refusal names."""


class StillUsedError(UsageError):
    """Something hangs on a part that is to be removed."""


@dataclass(frozen=True, slots=True)
class _Rewrite:
    """A dataset after a removal, and the paths of the values that went, the deepest first in each list."""

    expected: Dataset
    paths: tuple[Path, ...]


def remove_position(loaded: Loaded, actor: str, issue: str, choice: EntryChoice | None) -> Plan:
    """Return the plan that removes an entry; the cell goes with its last entry.

    Raises:
        UsageError: if there is no entry, or several and none is chosen.
    """
    dataset = loaded.require()
    index = choose_entry(dataset, actor, issue, choice)
    entries = dataset.stakeholders[actor].positions[issue]
    cell: Path = ("stakeholders", actor, "positions", issue)
    expected = with_entries(dataset, actor, issue, (*entries[:index], *entries[index + 1 :]))

    def path(document: Document) -> Path:
        return entry_path(document, cell, index) if len(entries) > 1 else cell

    return Plan(_steps(loaded, cell, path), expected, ("stakeholders", actor))


def remove_evidence(
    loaded: Loaded, actor: str, issue: str, number: int, choice: EntryChoice | None = None
) -> Plan:
    """Return the plan that removes an item of an entry's evidence, by its number from 1.

    Raises:
        UsageError: if there is no such entry or item.
    """
    dataset = loaded.require()
    index = choose_entry(dataset, actor, issue, choice)
    entries = dataset.stakeholders[actor].positions[issue]
    entry = entries[index]
    if not 1 <= number <= len(entry.evidence):
        there = len(entry.evidence)
        raise UsageError(
            f"there is no evidence number {number}", f"the entry has {there}" if there else "it has none"
        )
    evidence = (*entry.evidence[: number - 1], *entry.evidence[number:])
    changed = entry.model_copy(update={"evidence": evidence})
    cell: Path = ("stakeholders", actor, "positions", issue)
    expected = with_entries(dataset, actor, issue, (*entries[:index], changed, *entries[index + 1 :]))

    def path(document: Document) -> Path:
        return (*entry_path(document, cell, index), "evidence", number - 1)

    return Plan(_steps(loaded, cell, path), expected, ("stakeholders", actor, "positions", issue))


def remove_part(loaded: Loaded, section: Section, name: str, *, with_positions: bool = False) -> Plan:
    """Return the plan that removes a stakeholder, an issue or a source, with what refers to it.

    With a source goes the evidence that cites it, and an entry whose evidence cites nothing else.

    Raises:
        StillUsedError: naming what hangs on the part, unless `with_positions` allows that to go too.
    """
    dataset = loaded.require()
    used = list(hanging(dataset, section, name))
    if used and not with_positions:
        raise StillUsedError(
            f"{WHAT[section]} {name!r} is still used: {first_of(used, MOST_NAMED)}",
            f"--with-positions removes {'that' if len(used) == 1 else f'all {len(used)}'} with it",
        )
    match section:
        case "stakeholders":
            rewrite = _without_actor(dataset, name)
        case "issues":
            rewrite = _without_issue(dataset, name)
        case "sources":
            rewrite = _without_source(dataset, name)
    kept = {key: part for key, part in getattr(rewrite.expected, section).items() if key != name}
    expected = rewrite.expected.model_copy(update={section: kept})
    steps = [
        step
        for path in (*rewrite.paths, (section, name))
        for step in _steps(loaded, path, partial(_as_written, path=path))
    ]
    return Plan(tuple(steps), expected, (section,))


def hanging(dataset: Dataset, section: Section, name: str) -> Iterator[str]:
    """Yield in words what refers to a part of the dataset, and would go with it."""
    if section == "stakeholders":
        for issue in dataset.stakeholders[name].positions:
            yield f"its position on {dataset.issues[issue].title}"
    for other, actor in dataset.stakeholders.items():
        if section == "stakeholders":
            if other != name and name in actor.member_of:
                yield f"the membership of {actor.label}"
            if other != name and name in actor.influences:
                yield f"the influence of {actor.label} on it"
        elif section == "issues":
            if name in actor.positions:
                yield f"the position of {actor.label}"
            for issue, entries in actor.positions.items():
                if issue != name and any(name in needed_by(entry) for entry in entries):
                    where = f"{actor.label} on {dataset.issues[issue].title}"
                    yield f"what the condition of {where} needs of it"
        else:
            for issue, entries in actor.positions.items():
                count = sum(item.source == name for entry in entries for item in entry.evidence)
                if count:
                    words = "a piece" if count == 1 else f"{count} pieces"
                    yield f"{words} of evidence for {actor.label} on {dataset.issues[issue].title}"


def _without_actor(dataset: Dataset, name: str) -> _Rewrite:
    paths: list[Path] = []
    actors: dict[str, Stakeholder] = {}
    for other, actor in dataset.stakeholders.items():
        if other == name:
            actors[other] = actor
            continue
        groups = [index for index, group in enumerate(actor.member_of) if group == name]
        paths += [("stakeholders", other, "member_of", index) for index in reversed(groups)]
        if name in actor.influences:
            paths.append(("stakeholders", other, "influences", name))
        update = {
            "member_of": tuple(group for group in actor.member_of if group != name),
            "influences": _without(actor.influences, name),
        }
        actors[other] = actor.model_copy(update=update)
    return _Rewrite(dataset.model_copy(update={"stakeholders": actors}), tuple(paths))


def _without_issue(dataset: Dataset, name: str) -> _Rewrite:
    paths: list[Path] = []
    actors: dict[str, Stakeholder] = {}
    for other, actor in dataset.stakeholders.items():
        cells: Path = ("stakeholders", other, "positions")
        paths += [(*cells, name)] if name in actor.positions else []
        positions = {}
        for issue, entries in _without(actor.positions, name).items():
            positions[issue] = tuple(without_need(entry, name) for entry in entries)
            paths += [
                (*cells, issue, index, "condition", "needs", name)
                for index, entry in enumerate(entries)
                if name in needed_by(entry)
            ]
        actors[other] = actor.model_copy(update={"positions": positions})
    return _Rewrite(dataset.model_copy(update={"stakeholders": actors}), tuple(paths))


def _without_source(dataset: Dataset, name: str) -> _Rewrite:
    paths: list[Path] = []
    actors: dict[str, Stakeholder] = {}
    for other, actor in dataset.stakeholders.items():
        positions = {}
        for issue, entries in actor.positions.items():
            cell: Path = ("stakeholders", other, "positions", issue)
            kept, gone = _without_citations(entries, name)
            paths += [cell] if not kept else [(*cell, *path) for path in gone]
            if kept:
                positions[issue] = kept
        actors[other] = actor.model_copy(update={"positions": positions})
    return _Rewrite(dataset.model_copy(update={"stakeholders": actors}), tuple(paths))


def _without_citations(entries: Sequence[Position], source: str) -> tuple[tuple[Position, ...], list[Path]]:
    """Return a cell's entries without what cites a source, and the paths in it of what went, from the end."""
    kept: list[Position] = []
    gone: list[Path] = []
    for index, entry in reversed(list(enumerate(entries))):
        cites = [item.source == source for item in entry.evidence]
        if any(cites) and all(cites):
            gone.append((index,))
            continue
        gone += [(index, "evidence", number) for number, cited in reversed(list(enumerate(cites))) if cited]
        evidence: tuple[Evidence, ...] = tuple(item for item in entry.evidence if item.source != source)
        kept.append(entry if not any(cites) else entry.model_copy(update={"evidence": evidence}))
    return tuple(reversed(kept)), gone


def _without(mapping: Mapping[str, _Value], name: str) -> dict[str, _Value]:
    return {key: value for key, value in mapping.items() if key != name}


def _as_written(document: Document, path: Path) -> Path:
    """Return a path as the file has it: a cell of one entry may be a list or not."""
    if path[:1] == ("stakeholders",) and path[2:3] == ("positions",) and len(path) > 4:
        entry = path[4]
        assert isinstance(entry, int)  # paths of this module lead into a cell by the entry's number
        return (*entry_path(document, path[:4], entry), *path[5:])
    return path


def _steps(loaded: Loaded, whole: Path, path: Callable[[Document], Path]) -> tuple[Step, ...]:
    """Return a step for each file that holds a part of `whole`, which removes what `path` says there."""

    def splices(document: Document) -> list[Splice]:
        return remove_value(document, path(document))

    return tuple(
        Step(index, splices)
        for index, document in enumerate(loaded.origin.documents)
        if contents(document, whole[:1]) is not None and is_there(document, _as_written(document, whole))
    )
