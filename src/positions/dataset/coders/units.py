"""The units that several coders have judged: cells or statements; and whether they disagree.

Reports and the merge take units from here, so that both call the same units disputed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from positions.dataset.coders.codings import Coding
from positions.dataset.coders.spans import Span, Spans, overlap
from positions.dataset.entries import entry_date
from positions.dataset.models import Position
from positions.vocabulary import UnitKind

Key = tuple[str, str]
"""What tells the statements of a cell apart: ("source", its id), else ("date", the date, or nothing)."""


@dataclass(frozen=True, slots=True)
class CodedUnit:
    """An actor and an issue (ids), and what each coder says there.

    Attributes:
        key: where a statement was made; None where the unit is a cell.
        readings: the entries of each coder, in the order of the coders; none where it has coded nothing. Of
            a statement there is one entry at most, with one item of evidence at most.
        spans: where each coder's statement stands in its source, as far as that is known.
        differ: whether two coders differ.
    """

    actor: str
    issue: str
    key: Key | None
    readings: tuple[tuple[Position, ...], ...]
    spans: tuple[Span | None, ...]
    differ: bool

    @property
    def source(self) -> str | None:
        """The id of the source of a statement, None where it has none."""
        return self.key[1] if self.key is not None and self.key[0] == "source" else None


def default_unit(codings: Sequence[Coding]) -> UnitKind:
    """Return "statement" where a coder has several entries in a cell, else "cell"."""
    several = any(
        len(entries) > 1
        for coding in codings
        for actor in coding.dataset.stakeholders.values()
        for entries in actor.positions.values()
    )
    return "statement" if several else "cell"


def coded_units(codings: Sequence[Coding], kind: UnitKind) -> Iterator[CodedUnit]:
    """Yield all units that a coder has coded, by actor and issue in the order of the first coder's file.

    The statements of a cell come by source, and without one by date. Several of one coder in one source are
    matched with another's where their spans overlap, most first; the others one after the other by date and
    file, unless their spans are known and apart. Stances never decide what is matched.
    """
    spans = [Spans(coding.dataset, coding.folder) for coding in codings]
    first = codings[0].dataset
    for actor in first.stakeholders:
        for issue in first.issues:
            cells = [coding.dataset.stakeholders[actor].positions.get(issue, ()) for coding in codings]
            if not any(cells):
                continue
            if kind == "cell":
                differ = disagree(codings, cells)
                yield CodedUnit(actor, issue, None, tuple(cells), (None,) * len(codings), differ)
                continue
            for key, readings, places in _statements(codings, cells, spans):
                yield CodedUnit(actor, issue, key, readings, places, disagree(codings, readings))


def disagree(codings: Sequence[Coding], readings: Sequence[Sequence[Position]]) -> bool:
    """Whether coders differ: in a stance, in a history where one gives it, or in the side that a condition
    needs of an issue. Who has coded nothing does not differ.

    Args:
        codings: whose readings they are, in the same order.
        readings: the entries of each.
    """
    coded = [(coding, entries) for coding, entries in zip(codings, readings, strict=True) if entries]
    histories = {
        tuple((entry.stance, entry_date(entry, coding.dataset.sources)) for entry in entries)
        for coding, entries in coded
    }
    if not all(_compatible(entries) for entries in zip(*(entries for _, entries in coded), strict=False)):
        return True
    if len(histories) < 2:
        return False
    if any(len(entries) > 1 for _, entries in coded):
        return True
    return len({entries[0].stance for _, entries in coded}) > 1


def _compatible(entries: Sequence[Position]) -> bool:
    """Whether no two entries need different sides of an issue."""
    needs = {need for entry in entries if entry.condition for need in entry.condition.needs.items()}
    return len({issue for issue, _ in needs}) == len(needs)


def statements_of(entries: Iterable[Position]) -> Iterator[Position]:
    """Yield entries with one item of evidence each, or none: a statement each."""
    for entry in entries:
        if len(entry.evidence) < 2:
            yield entry
        else:
            for item in entry.evidence:
                yield entry.model_copy(update={"evidence": (item,)})


def joined_statements(entries: Iterable[Position]) -> tuple[Position, ...]:
    """Return statements as entries: those that say the same but for their evidence become one with all."""
    joined: list[Position] = []
    bare: list[Position] = []
    for entry in entries:
        alone = entry.model_copy(update={"evidence": ()})
        if entry.evidence and alone in bare:
            place = bare.index(alone)
            if joined[place].evidence:
                more = (*joined[place].evidence, *entry.evidence)
                joined[place] = joined[place].model_copy(update={"evidence": more})
                continue
        joined.append(entry)
        bare.append(alone)
    return tuple(joined)


@dataclass(slots=True)
class _Slot:
    """A statement that coders share: each one's entry and span by the coder's number."""

    entries: dict[int, Position] = field(default_factory=dict)
    spans: dict[int, Span | None] = field(default_factory=dict)

    def overlap(self, span: Span | None) -> int:
        return max((overlap(span, other) for other in self.spans.values()), default=0)

    def may_be(self, span: Span | None) -> bool:
        """Whether a statement with this span may be this one: some span is not known, or they overlap."""
        known = [other for other in self.spans.values() if other is not None]
        return span is None or not known or self.overlap(span) > 0


def _statements(
    codings: Sequence[Coding], cells: Sequence[Sequence[Position]], spans: Sequence[Spans]
) -> Iterator[tuple[Key, tuple[tuple[Position, ...], ...], tuple[Span | None, ...]]]:
    found: dict[Key, list[list[tuple[Position, Span | None]]]] = {}
    for number, (coding, entries, places) in enumerate(zip(codings, cells, spans, strict=True)):
        for entry in _by_date(coding, entries):
            item = entry.evidence[0] if entry.evidence else None
            key = _key(coding, entry)
            said = found.setdefault(key, [[] for _ in codings])
            said[number].append((entry, places.of(item) if item is not None and item.source else None))
    for key, said in found.items():
        for slot in _matched(said):
            numbers = range(len(codings))
            readings = tuple((slot.entries[one],) if one in slot.entries else () for one in numbers)
            yield key, readings, tuple(slot.spans.get(one) for one in numbers)


def _by_date(coding: Coding, entries: Sequence[Position]) -> list[Position]:
    def day(entry: Position) -> str:
        found = entry_date(entry, coding.dataset.sources)
        return "" if found is None else found.first.isoformat()

    return sorted(statements_of(entries), key=day)


def _key(coding: Coding, entry: Position) -> Key:
    source = entry.evidence[0].source if entry.evidence else None
    if source is not None:
        return "source", source
    found = entry_date(entry, coding.dataset.sources)
    return "date", "" if found is None else found.text


def _matched(said: Sequence[Sequence[tuple[Position, Span | None]]]) -> list[_Slot]:
    """Return the statements of one key, each with the coders that have it."""
    slots: list[_Slot] = []
    for coder, statements in enumerate(said):
        left = dict(enumerate(statements))
        pairs = sorted(
            (
                (-slot.overlap(span), number, place)
                for number, (_, span) in left.items()
                for place, slot in enumerate(slots)
                if slot.overlap(span)
            ),
        )
        taken: dict[int, int] = {}
        for _, number, place in pairs:
            if number not in taken and place not in taken.values():
                taken[number] = place
        for number, (_, span) in left.items():
            if number not in taken:
                free = (
                    place
                    for place, slot in enumerate(slots)
                    if place not in taken.values() and slot.may_be(span)
                )
                taken[number] = next(free, len(slots))
                if taken[number] == len(slots):
                    slots.append(_Slot())
        for number, (entry, span) in left.items():
            slots[taken[number]].entries[coder] = entry
            slots[taken[number]].spans[coder] = span
    return slots
