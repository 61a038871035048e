"""A plan for many changes at once: cells with other entries, parts with other fields, new and removed ones.

Each change is the smallest splice for itself. Changes that do not touch each other are made together, so that
a file is read again only a few times however many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from pydantic import BaseModel

from positions.dataset.editing.cells import with_entries
from positions.dataset.editing.edit import Plan, Step
from positions.dataset.editing.entry_selection import entry_path
from positions.dataset.editing.layout_detection import contents, is_there
from positions.dataset.editing.plans.cells import append_entry, best_home, fill_cell
from positions.dataset.editing.plans.fields import field_splices, part_home, removals_last
from positions.dataset.editing.plans.parts import part_splices, section_home
from positions.dataset.editing.removal import remove_value
from positions.dataset.editing.splice import add_item, add_key, replace_value
from positions.dataset.editing.yaml_nodes import node_of
from positions.dataset.load import Loaded
from positions.dataset.models import Dataset, Evidence, Issue, Position, Source, Stakeholder
from positions.dataset.storage.splices import Splice
from positions.dataset.yaml.reader import Document, Path
from positions.vocabulary import Section

Part = Stakeholder | Issue | Source

_BY_KEY = frozenset({"attributes", "influences", "archived", "acceptable", "correction"})
"""Fields that are always mappings in a file, so that a single key of theirs can change."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry as it is to be.

    Attributes:
        entry: what it says.
        old: its index in the cell as it is; None where it is new.
        items: for each item of its evidence, the index in the old entry's; None where it is new.
    """

    entry: Position
    old: int | None = None
    items: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What is to change.

    Attributes:
        cells: by stakeholder and issue, all entries of a cell: the old ones that stay, in their order, then
            the new ones. Of new stakeholders there are none: they have theirs.
        parts: by section and id, a part as it is to be, new or changed (a stakeholder's positions are those
            of `cells`); None where it is removed.
    """

    cells: Mapping[tuple[str, str], tuple[NewEntry, ...]] = field(default_factory=dict)
    parts: Mapping[tuple[Section, str], Part | None] = field(default_factory=dict)


def rewritten(dataset: Dataset, change: Rewrite) -> Dataset:
    """Return the dataset that comes out."""
    for (section, name), part in change.parts.items():
        parts = dict(getattr(dataset, section))
        if part is None:
            del parts[name]
        elif name in parts and isinstance(part, Stakeholder):
            parts[name] = part.model_copy(update={"positions": parts[name].positions})
        else:
            parts[name] = part
        dataset = dataset.model_copy(update={section: parts})
    for (actor, issue), entries in change.cells.items():
        if actor in dataset.stakeholders:
            dataset = with_entries(dataset, actor, issue, tuple(new.entry for new in entries))
    return dataset


def rewrite(loaded: Loaded, change: Rewrite) -> Plan:
    """Return the plan that makes all changes, as one edit."""
    dataset = loaded.require()
    waiting: dict[int, list[_Change]] = {}
    for one in _changes(loaded, dataset, change):
        waiting.setdefault(one.document, []).append(one)
    steps = (step for index, changes in sorted(waiting.items()) for step in _steps(index, changes))
    return Plan(steps, rewritten(dataset, change), ())


@dataclass(frozen=True, slots=True)
class _Change:
    """A change of one file.

    Attributes:
        document: the number of the file.
        place: what it is about; changes of one place are made one after the other.
        splices: what it does to the file as it then is.
        alone: whether no other change may be made with it.
    """

    document: int
    place: Path
    splices: Callable[[Document], Sequence[Splice]]
    alone: bool = False


def _steps(index: int, changes: Sequence[_Change]) -> Iterator[Step]:
    """Yield steps until all changes of a file are made; each takes those that do not touch each other."""
    waiting = list(changes)

    def take(document: Document) -> Sequence[Splice]:
        made: list[Splice] = []
        left: list[_Change] = []
        places: set[Path] = set()
        for one in waiting:
            free = one.place not in places and not (one.alone and (made or left))
            found = list(one.splices(document)) if free else []
            places.add(one.place)
            if not free or _touch(made, found):
                left.append(one)
                continue
            made += found
            if one.alone:
                left += waiting[waiting.index(one) + 1 :]
                break
        waiting[:] = left
        return made

    while waiting:
        yield Step(index, take)


def _touch(made: Sequence[Splice], found: Sequence[Splice]) -> bool:
    return any(one.start <= other.end and other.start <= one.end for one in made for other in found)


def _changes(loaded: Loaded, dataset: Dataset, change: Rewrite) -> Iterator[_Change]:
    """Yield changes: what others rest on is there before them, and goes after them."""
    gone = [place for place, part in change.parts.items() if part is None]
    for (section, name), part in change.parts.items():
        if part is None:
            continue
        if name in getattr(dataset, section):
            yield from _of_part(loaded, section, name, part)
        else:
            home = section_home(loaded.origin.documents, section)
            adds = partial(part_splices, section=section, name=name, part=part)
            yield _Change(home, (section,), adds, alone=True)
    for (actor, issue), entries in change.cells.items():
        if actor in dataset.stakeholders and ("stakeholders", actor) not in gone:
            yield from _of_cell(loaded, dataset, (actor, issue), entries)
    for section, name in gone:
        for index, document in enumerate(loaded.origin.documents):
            if is_there(document, (section, name)):
                removes = partial(remove_value, path=(section, name))
                yield _Change(index, (section,), removes, alone=True)


def _of_part(loaded: Loaded, section: Section, name: str, part: Part) -> Iterator[_Change]:
    path: Path = (section, name)
    old = getattr(loaded.require(), section)[name]
    for changed in _fields(old, part, but=("positions",)):
        home = part_home(loaded, path, changed.name)
        yield _Change(home, path, _sets(lambda _: path, changed))


@dataclass(frozen=True, slots=True)
class _Field:
    """A field that differs, as the new part has it; `key` is the one key of it that does."""

    part: BaseModel
    name: str
    key: str | None = None


def _fields(old: BaseModel, new: BaseModel, but: Sequence[str] = ()) -> Iterator[_Field]:
    for name in removals_last(new, type(new).model_fields):
        before, after = getattr(old, name), getattr(new, name)
        if name in but or before == after:
            continue
        keys, others = (node_of(value) if value else {} for value in (before, after))
        if name in _BY_KEY and isinstance(keys, dict) and isinstance(others, dict) and keys and others:
            for key in dict.fromkeys([*others, *keys]):
                if keys.get(key) != others.get(key):
                    yield _Field(new, name, key)
        else:
            yield _Field(new, name)


def _sets(path: Callable[[Document], Path], changed: _Field) -> Callable[[Document], Sequence[Splice]]:
    """Return what gives a field, or a key of it, its new value."""

    def splices(document: Document) -> Sequence[Splice]:
        place = path(document)
        if not isinstance(contents(document, place), dict):  # a stance alone: the first change writes all
            node = node_of(changed.part)
            return [] if contents(document, place) == node else replace_value(document, place, node)
        if changed.key is None:
            return field_splices(document, place, changed.name, changed.part)
        inner: Path = (*place, changed.name, changed.key)
        inside = node_of(getattr(changed.part, changed.name))
        assert isinstance(inside, dict)  # see `_fields`
        if changed.key not in inside:
            return remove_value(document, inner)
        if is_there(document, inner):
            return replace_value(document, inner, inside[changed.key])
        return add_key(document, inner[:-1], changed.key, inside[changed.key])

    return splices


def _of_cell(
    loaded: Loaded, dataset: Dataset, where: tuple[str, str], entries: Sequence[NewEntry]
) -> Iterator[_Change]:
    actor, issue = where
    cell: Path = ("stakeholders", actor, "positions", issue)
    there = dataset.stakeholders[actor].positions.get(issue, ())
    documents = loaded.origin.documents
    if not there:
        home = best_home(documents, (cell[:3], cell[:2]))
        filled = tuple(new.entry for new in entries)
        if filled:
            yield _Change(home, cell, partial(fill_cell, cell=cell, entries=filled))
        return
    home = best_home(documents, (cell,))
    kept = {new.old: new for new in entries if new.old is not None}
    if not entries:
        yield _Change(
            home, cell[:3], partial(remove_value, path=cell)
        )  # one by one: with the last cell `positions` goes
        return
    for index, new in kept.items():
        yield from _of_entry(home, cell, index, there[index], new)
    for new in entries:
        if new.old is None:
            yield _Change(home, cell, partial(append_entry, cell=cell, entry=new.entry))
    for index in reversed(range(len(there))):
        if index not in kept:
            yield _Change(home, cell, partial(remove_value, path=(*cell, index)))


def _of_entry(home: int, cell: Path, index: int, old: Position, new: NewEntry) -> Iterator[_Change]:
    """Yield the changes of an entry that stays: of its fields, then of its evidence."""

    def place(document: Document) -> Path:
        return entry_path(document, cell, index)

    evidence = new.entry.evidence
    for changed in _fields(old, new.entry, but=("evidence",)):
        yield _Change(home, cell, _sets(place, changed))
    if old.evidence == evidence:
        return
    if not old.evidence or not evidence:
        yield _Change(home, cell, _sets(place, _Field(new.entry, "evidence")))
        return
    kept = {old_at: item for old_at, item in zip(new.items, evidence, strict=True) if old_at is not None}
    for at, item in kept.items():
        for changed in _fields(old.evidence[at], item):
            yield _Change(home, cell, _sets(_item_place(place, at), changed))
    for old_at, item in zip(new.items, evidence, strict=True):
        if old_at is None:
            yield _Change(home, cell, _adds_item(place, item))
    for at in reversed(range(len(old.evidence))):
        if at not in kept:
            yield _Change(home, cell, _removes_item(place, at))


def _item_place(entry: Callable[[Document], Path], at: int) -> Callable[[Document], Path]:
    return lambda document: (*entry(document), "evidence", at)


def _adds_item(entry: Callable[[Document], Path], item: Evidence) -> Callable[[Document], Sequence[Splice]]:
    return lambda document: add_item(document, (*entry(document), "evidence"), node_of(item))


def _removes_item(entry: Callable[[Document], Path], at: int) -> Callable[[Document], Sequence[Splice]]:
    return lambda document: remove_value(document, (*entry(document), "evidence", at))
