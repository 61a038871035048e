"""Which of a cell's dated entries counts, and what it then says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from positions.dataset.dates import PartialDate
from positions.dataset.models import Position, Source
from positions.dataset.scale import Scale
from positions.vocabulary import CONFIDENCES, NON_POSITIONS

Conflict = Literal["opposite-sides", "different-strength"]
Frequency = tuple[int, int, int]
"""The number of statements for, against, and neutral."""

_NEUTRAL = 1e-9
"""A mean nearer to neutral than this is neutral."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says once its entries are weighed.

    `stance` is the stance that counts; "mixed" where entries of the deciding date (or of the window) fall
    on both sides. `entry` is the entry that it comes from (the last of those concerned). `conflict` tells
    that the deciding date holds entries that differ. `both_sides` are the entries that together make it
    mixed, or of which it is the mean; none where one entry alone decides.
    """

    stance: str | int | float
    entry: Position
    conflict: Conflict | None = None
    both_sides: tuple[Position, ...] = ()


def entry_date(entry: Position, sources: Mapping[str, Source]) -> PartialDate | None:
    """Return the entry's own date, else the latest date of its sources, else None."""
    if entry.date is not None:
        return entry.date
    dates = [
        source.date
        for item in entry.evidence
        if item.source is not None
        and (source := sources.get(item.source)) is not None
        and source.date is not None
    ]
    return max(dates, key=lambda found: found.first, default=None)


def with_needs(entry: Position, renamed: Callable[[str], str]) -> Position:
    """Return an entry whose condition names the issues that it needs otherwise."""
    condition = entry.condition
    if condition is None or not condition.needs:
        return entry
    needs = {renamed(issue): side for issue, side in condition.needs.items()}
    return entry.model_copy(update={"condition": condition.model_copy(update={"needs": needs})})


def needed_by(entry: Position) -> tuple[str, ...]:
    """Return the issues that an entry's condition needs a side of."""
    return tuple(entry.condition.needs) if entry.condition is not None else ()


def without_need(entry: Position, issue: str) -> Position:
    """Return an entry whose condition does not need a side of an issue."""
    condition = entry.condition
    if condition is None or issue not in condition.needs:
        return entry
    needs = {name: side for name, side in condition.needs.items() if name != issue}
    return entry.model_copy(update={"condition": condition.model_copy(update={"needs": needs})})


def stance_value(stance: str | int | float, scale: Scale) -> float | None:
    """Return the number of a stance on the scale, None for a state without a position."""
    if scale.is_nominal:
        return scale.labels.get(str(stance))
    if isinstance(stance, str):
        return None if stance in NON_POSITIONS else scale.labels.get(stance)
    return float(stance)


def latest(
    entries: Sequence[Position], sources: Mapping[str, Source], scale: Scale, as_of: PartialDate | None = None
) -> Reading | None:
    """Return what the cell says on a day: the latest entry on or before it; None where there is none.

    A partial date counts from its first day, `as_of` to its last. A single entry without a date always
    counts. Where the latest date has several entries, see `_weigh`.
    """
    dated = [(_first_day(entry, sources), entry) for entry in entries]
    if as_of is not None:
        dated = [(day, entry) for day, entry in dated if day <= as_of.last]
    if not dated:
        return None
    newest = max(day for day, _ in dated)
    return _weigh([entry for day, entry in dated if day == newest], scale)


def within(
    entries: Sequence[Position],
    sources: Mapping[str, Source],
    scale: Scale,
    since: PartialDate | None,
    until: PartialDate | None,
) -> Reading | None:
    """Return what the cell says over a period: mixed where its entries fall on both sides, else its latest.

    Entries without a date count in every period. None where the period holds no entry.
    """
    kept = in_period(entries, sources, since, until)
    if not kept:
        return None
    reading = latest(kept, sources, scale)
    if reading is not None and on_both_sides(kept, scale):
        return Reading("mixed", reading.entry, both_sides=tuple(kept))
    return reading


def majority(entries: Sequence[Position], sources: Mapping[str, Source], scale: Scale) -> Reading:
    """Return what most statements say: the most frequent value of the most frequent side.

    As many for as against, or as neutral, is mixed. Of values as frequent in that side the one nearer to
    neutral counts. On a scale without sides the most frequent value counts, and a tie is mixed. States count
    only where there is no value; then the latest does. The entry is the last that has the value.
    """
    said = _said(entries, scale)
    if not said:
        return _last(entries, sources, scale)
    values: dict[float, int] = {}
    sides: dict[float, int] = {}
    for _, value, times in said:
        side = scale.side(value)
        group = value if side is None else float(side)
        values[value] = values.get(value, 0) + times
        sides[group] = sides.get(group, 0) + times
    most = max(sides.values())
    leading = [side for side, times in sides.items() if times == most]
    last = _last([entry for entry, _, _ in said], sources, scale).entry
    if len(leading) > 1:
        return Reading("mixed", last, both_sides=tuple(entry for entry, _, _ in said))
    within_side = [value for value in values if scale.side(value) in (None, leading[0])]
    held = leading if not scale.has_sides else within_side
    chosen = max(held, key=lambda value: (values[value], -abs(value - scale.neutral)))
    entry = _last([one for one, value, _ in said if value == chosen], sources, scale).entry
    return Reading(entry.stance, entry)


def mean(entries: Sequence[Position], sources: Mapping[str, Source], scale: Scale) -> Reading:
    """Return the mean value of all statements; without a value, the latest state.

    What is within 1e-9 of neutral is neutral. The entry of several is one in their place (`_merged`), and
    they are all among `both_sides`.

    Raises:
        ValueError: on a nominal scale, whose numbers mean nothing.
    """
    if scale.is_nominal:
        raise ValueError("labels of a nominal scale have no mean")
    said = _said(entries, scale)
    if not said:
        return _last(entries, sources, scale)
    found = sum(value * times for _, value, times in said) / sum(times for _, _, times in said)
    if abs(found - scale.neutral) < _NEUTRAL:
        found = scale.neutral
    entries = [entry for entry, _, _ in said]
    if len(entries) == 1:
        return Reading(found, entries[0])
    last = _last(entries, sources, scale).entry
    return Reading(found, _merged(found, entries, last.salience), both_sides=tuple(entries))


def _merged(stance: float, entries: Sequence[Position], salience: float | None) -> Position:
    """Return an entry in place of several: what all say alike, and nothing that only one of them says.

    Their evidence is all of theirs, and the confidence the least. None was corrected to what it says.
    """
    first, given = entries[0], [entry.confidence for entry in entries]
    alike = {
        name: field.get_default()
        for name, field in type(first).model_fields.items()
        if any(getattr(entry, name) != getattr(first, name) for entry in entries)
    }
    least = min((word for word in given if word is not None), key=CONFIDENCES.index, default=None)
    changed = {
        "stance": stance,
        "salience": salience,
        "evidence": tuple(item for entry in entries for item in entry.evidence),
        "confidence": None if None in given else least,
        "private": any(entry.private for entry in entries),
        "correction": None,
    }
    return first.model_copy(update={**alike, **changed})


def frequency(entries: Sequence[Position], scale: Scale) -> Frequency | None:
    """Return how many statements are for, against and neutral; None of one entry alone, or without sides.

    Each item of evidence is a statement, and an entry without evidence is one.
    """
    if len(entries) < 2 or not scale.has_sides:
        return None
    number = {1: 0, -1: 0, 0: 0}
    for _, value, times in _said(entries, scale):
        number[scale.side(value) or 0] += times
    return number[1], number[-1], number[0]


def in_period(
    entries: Sequence[Position],
    sources: Mapping[str, Source],
    since: PartialDate | None,
    until: PartialDate | None,
) -> list[Position]:
    """Return the entries of a period; those without a date are in every one."""
    return [
        entry
        for entry in entries
        if (day := _first_day(entry, sources)) == date.min
        or ((since is None or day >= since.first) and (until is None or day <= until.last))
    ]


def _said(entries: Sequence[Position], scale: Scale) -> list[tuple[Position, float, int]]:
    """Return the entries that have a value, with it and the number of statements."""
    return [
        (entry, value, max(1, len(entry.evidence)))
        for entry in entries
        if (value := stance_value(entry.stance, scale)) is not None
    ]


def _last(entries: Sequence[Position], sources: Mapping[str, Source], scale: Scale) -> Reading:
    reading = latest(entries, sources, scale)
    assert reading is not None  # a cell has at least one entry
    return reading


@dataclass(frozen=True, slots=True)
class Move:
    """A stance that was another before: what the cell said then and says now, and the entry that began it."""

    before: Reading
    after: Reading
    began: Position


def last_move(
    entries: Sequence[Position],
    sources: Mapping[str, Source],
    scale: Scale,
    as_of: PartialDate | None = None,
    since: PartialDate | None = None,
) -> Move | None:
    """Return the last change of what a cell says; None where it never said anything else.

    A coder's mistake that was put right is no move. With `since`, what the cell said before that date is
    compared with what it says now, whatever lay between.
    """
    now = latest(entries, sources, scale, as_of)
    if now is None:
        return None
    dated = sorted(((_first_day(entry, sources), entry) for entry in entries), key=lambda item: item[0])
    if as_of is not None:
        dated = [(day, entry) for day, entry in dated if day <= as_of.last]
    began = now.entry
    for day in sorted({day for day, _ in dated}, reverse=True):
        said = _weigh([entry for first, entry in dated if first == day], scale)
        if since is not None and day >= since.first:
            began = said.entry if said.stance == now.stance else began
            continue
        if said.stance != now.stance:
            correction = now.entry.correction
            return (
                None if correction is not None and correction.from_ == said.stance else Move(said, now, began)
            )
        if since is not None:
            return None
        began = said.entry
    return None


def _first_day(entry: Position, sources: Mapping[str, Source]) -> date:
    found = entry_date(entry, sources)
    return date.min if found is None else found.first


def on_both_sides(entries: Sequence[Position], scale: Scale) -> bool:
    """Return whether entries are for and against; on a nominal scale, whether they have several labels."""
    values = [value for entry in entries if (value := stance_value(entry.stance, scale)) is not None]
    if scale.is_nominal:
        return len(set(values)) > 1
    sides = {scale.side(value) for value in values}
    return {1, -1} <= sides


def _weigh(entries: Sequence[Position], scale: Scale) -> Reading:
    """Return what entries of one date say together.

    A position outweighs a state that is none, except that `mixed` beside anything stays mixed. For and
    against make a derived mixed. The same side at different strength: the last in the file.
    """
    last = entries[-1]
    stances = {entry.stance for entry in entries}
    if len(stances) == 1:
        return Reading(last.stance, last)
    if "mixed" in stances or on_both_sides(entries, scale):
        return Reading("mixed", last, "opposite-sides", tuple(entries))
    held = [entry for entry in entries if stance_value(entry.stance, scale) is not None]
    chosen = held[-1] if held else last
    return Reading(chosen.stance, chosen, "different-strength")
