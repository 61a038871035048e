"""Every difference between two datasets, field by field, the most important first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from pydantic import BaseModel

from positions.dataset.entries import Reading
from positions.dataset.models import Acceptable, Condition, Correction, Evidence, Position
from positions.measures.changes import CellChange, DatasetOn
from positions.rounding import as_written

IMPORTANCE: Mapping[str, int] = {
    **dict.fromkeys(("issue.proposition", "stance"), 1),
    **dict.fromkeys(("position.added", "position.gone", "position.stance", "position.condition"), 1),
    "position.acceptable": 1,
    **dict.fromkeys(("issue.added", "issue.gone", "stakeholder.added", "stakeholder.gone"), 1),
    **dict.fromkeys(("entry.added", "entry.gone"), 2),
    **dict.fromkeys(("evidence.quote", "evidence.translation", "evidence.speaker", "evidence.basis"), 2),
    **dict.fromkeys(("evidence.source", "evidence.added", "evidence.gone"), 2),
    **dict.fromkeys(("stakeholder.name", "stakeholder.short", "issue.title"), 2),
    **dict.fromkeys((f"source.{name}" for name in ("url", "title", "publisher", "author", "date")), 2),
    **dict.fromkeys(("source.added", "source.gone"), 2),
    **dict.fromkeys(("issue.weight", "stakeholder.influence", "stakeholder.influences"), 3),
    **dict.fromkeys(("position.salience", "position.confidence", "position.date", "reaffirmed"), 3),
    **dict.fromkeys((f"stakeholder.{name}" for name in ("kind", "member_of", "attributes")), 3),
}
"""How important a difference is, 1 to 4, and in which order those of one importance stand; all others: 4."""

_LEAST = 4
Item = TypeVar("Item", Position, Evidence)


class Entries(NamedTuple):
    """Entries of a cell, with the stance that counts where it is not that of the only one."""

    entries: tuple[Position, ...]
    stance: str | float | None = None


class Cited(NamedTuple):
    """An item of evidence, of an entry."""

    entry: Position
    item: Evidence


class OfIssues(NamedTuple):
    """What is told in an issue's unit or by issues' titles: what is accepted, corrected or needed."""

    held: Acceptable | Correction | Condition


Side = str | Entries | Cited | OfIssues | None
"""What a difference was or became: a field's value as text or in units, entries, or evidence, or nothing."""

_SPOKEN = ("quote", "translation", "speaker", "basis")
"""Fields of evidence that mean nothing without the whole: whose words they are."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    Attributes:
        kind: "stance" (the one that counts is another), "reaffirmed", or "PART.FIELD", where a part is
            dataset, issue, source, stakeholder, position, entry or evidence, and "added" and "gone" stand for
            the whole of it.
        stakeholder, issue, source: ids of the parts that it concerns.
        before, after: what it was and what it became.
    """

    kind: str
    stakeholder: str | None = None
    issue: str | None = None
    source: str | None = None
    before: Side = None
    after: Side = None

    @property
    def importance(self) -> int:
        """1 (what is said) to 4 (remarks)."""
        return IMPORTANCE.get(self.kind, _LEAST)


def differences(old: DatasetOn, new: DatasetOn, cells: Iterable[CellChange]) -> list[Difference]:
    """Return all differences but those of layout, order and comments: by importance, kind, then the file.

    `cells` are the cells that differ, as `changed_cells` finds them.
    """
    found = [
        *_fields("dataset", old.dataset, new.dataset, leave=("issues", "sources", "stakeholders", "scale")),
        *_parts("issue", old.dataset.issues, new.dataset.issues, lambda issue: issue.title),
        *_parts("stakeholder", old.dataset.stakeholders, new.dataset.stakeholders, lambda actor: actor.name),
        *_parts("source", old.dataset.sources, new.dataset.sources, lambda source: source.title),
        *(each for change in cells for each in _cell(old, new, change)),
    ]
    order = {kind: place for place, kind in enumerate(IMPORTANCE)}
    return sorted(found, key=lambda each: (each.importance, order.get(each.kind, len(order))))


Model = TypeVar("Model", bound=BaseModel)


def _parts(
    part: str, old: Mapping[str, Model], new: Mapping[str, Model], words: Callable[[Model], str]
) -> Iterator[Difference]:
    """Yield which issues, sources or stakeholders came and went, and the fields of the others."""
    for name, model in new.items():
        at = Difference(part, **{part: name})  # a part is called as the attribute that names it
        if name not in old:
            yield replace(at, kind=f"{part}.added", after=words(model))
            continue
        for each in _fields(part, old[name], model, leave=("positions",)):
            yield replace(at, kind=each.kind, before=each.before, after=each.after)
    for name, model in old.items():
        if name not in new:
            yield replace(Difference(f"{part}.gone", **{part: name}), before=words(model))


def _fields(part: str, old: BaseModel, new: BaseModel, *, leave: Sequence[str] = ()) -> Iterator[Difference]:
    """Yield the fields of a model that differ, whatever fields it has."""
    for name in type(new).model_fields:
        if name not in leave and getattr(old, name) != getattr(new, name):
            yield Difference(
                f"{part}.{name}",
                before=_side(getattr(old, name)),
                after=_side(getattr(new, name)),
            )


def _side(value: object) -> Side:
    return OfIssues(value) if isinstance(value, Acceptable | Correction | Condition) else field_words(value)


def _cell(old: DatasetOn, new: DatasetOn, change: CellChange) -> Iterator[Difference]:
    at = Difference("", change.actor, change.issue)
    earlier, later = old.reading(change.issue, change.old), new.reading(change.issue, change.new)
    if change.kind in ("added", "gone"):
        yield replace(
            at,
            kind=f"position.{change.kind}",
            before=_entries(change.old),
            after=_entries(change.new),
        )
        return
    moved = change.kind in ("moved", "corrected")
    if moved:
        yield replace(
            at,
            kind="stance",
            before=Entries((earlier.entry,), earlier.stance) if earlier else None,
            after=Entries((later.entry,), later.stance) if later else None,
        )
    told = (earlier.entry if earlier else None, later.entry if later else None) if moved else (None, None)
    for before, after in _aligned(change.old, change.new, _entry_likeness):
        if (before, after) == told:
            continue
        if before is not None and after is not None:
            yield from _entry(at, before, after)
        elif after is not None and after is not told[1]:
            kind, was = _added(earlier, after)
            yield replace(
                at, kind=kind, before=Entries((was,)) if was is not None else None, after=Entries((after,))
            )
        elif before is not None and before is not told[0]:
            yield replace(at, kind="entry.gone", before=Entries((before,)))


def _added(earlier: Reading | None, entry: Position) -> tuple[str, Position | None]:
    """Return what an entry that came is, and the entry that it is to be read beside."""
    if earlier is None or entry.stance != earlier.stance:
        return "entry.added", None
    if entry.condition != earlier.entry.condition:
        return "position.condition", earlier.entry
    if earlier.entry.accepted != entry.accepted:
        return "position.acceptable", earlier.entry
    return "reaffirmed", None


def _entry(at: Difference, old: Position, new: Position) -> Iterator[Difference]:
    for each in _fields("position", old, new, leave=("evidence",)):
        yield replace(at, kind=each.kind, before=each.before, after=each.after)
    for before, after in _aligned(old.evidence, new.evidence, _evidence_likeness):
        if before is not None and after is not None:
            for each in _fields("evidence", before, after):
                spoken = each.kind.removeprefix("evidence.") in _SPOKEN
                yield replace(
                    at,
                    kind=each.kind,
                    source=after.source,
                    before=Cited(old, before) if spoken else each.before,
                    after=Cited(new, after) if spoken else each.after,
                )
        elif after is not None:
            yield replace(at, kind="evidence.added", source=after.source, after=Cited(new, after))
        elif before is not None:
            yield replace(at, kind="evidence.gone", source=before.source, before=Cited(old, before))


def _aligned(
    old: Sequence[Item], new: Sequence[Item], likeness: Sequence[Callable[[Item], object]]
) -> list[tuple[Item | None, Item | None]]:
    """Return what of one list became what of the other; equal ones are left out.

    Each rule of likeness in turn, from the strictest, pairs those left over in their order; the rest has no
    counterpart.
    """
    left, right = list(old), list(new)
    pairs: list[tuple[Item | None, Item | None]] = []
    for rule in likeness:
        for item in tuple(right):
            match = next((other for other in left if rule(other) == rule(item)), None)
            if match is not None:
                _remove(left, match)
                _remove(right, item)
                if match != item:
                    pairs.append((match, item))
    pairs += [(None, item) for item in right]
    pairs += [(item, None) for item in left]
    return pairs


def _remove(items: list[Item], item: Item) -> None:
    del items[next(place for place, other in enumerate(items) if other is item)]


_entry_likeness: tuple[Callable[[Position], object], ...] = (
    lambda entry: entry,
    lambda entry: (entry.stance, str(entry.date)),
    lambda entry: str(entry.date),
    lambda entry: (entry.stance, [item.quote for item in entry.evidence]),
)
_evidence_likeness: tuple[Callable[[Evidence], object], ...] = (
    lambda item: item,
    lambda item: (item.source, item.quote),
    lambda item: item.quote or object(),
    lambda item: item.source,
    lambda _: None,
)


def _entries(entries: Sequence[Position]) -> Entries | None:
    return Entries(tuple(entries)) if entries else None


def field_words(value: object, unit: str | None = None) -> str | None:
    """Return a value of a field as people would write it; None where there is nothing.

    Numbers in it are followed by a unit, where one is given.
    """
    if value is None or value in ((), {}):
        return None
    if isinstance(value, Condition):
        needs = ", ".join(f"{issue} {side}" for issue, side in value.needs.items())
        return f"{value.text} (needs: {needs})" if needs else value.text
    if isinstance(value, BaseModel):
        fields = type(value).model_fields.items()
        named = {field.alias or name: getattr(value, name) for name, field in fields}
        return field_words({name: held for name, held in named.items() if held is not None}, unit)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {field_words(item, unit)}" for name, item in value.items())
    if isinstance(value, tuple):
        return ", ".join(str(field_words(item)) for item in value)
    if isinstance(value, int | float):
        return as_written(value) + (f" {unit}" if unit else "")
    return str(value)
