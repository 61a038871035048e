"""Several coders' readings as one dataset: what they agree on is decided, what they dispute is marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from positions.dataset.coders.codings import Coding
from positions.dataset.coders.units import CodedUnit, coded_units, default_unit, joined_statements
from positions.dataset.models import Condition, Dataset, Evidence, Position, Source
from positions.dataset.plain_keys import plain_keys
from positions.dataset.private_values import PrivateNumber, PrivateText
from positions.problems import DataError, Location, Problem
from positions.vocabulary import CONFIDENCES, Confidence, UnitKind

_IF_ALL_AGREE = ("acceptable", "correction", *plain_keys(Position))

DisputedCell = tuple[str, str]
"""The ids of an actor and an issue."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged dataset, and what in it holds an entry of each coder and waits for a decision.

    `disputed` are the cells, `units` the number of cells or statements in them, as `kind` says.
    """

    dataset: Dataset
    disputed: tuple[DisputedCell, ...]
    units: int
    kind: UnitKind


def merge(codings: Sequence[Coding], kind: UnitKind | None = None) -> Merged:
    """Return one dataset of all coders' readings.

    A unit (see `units`) on which the coders who coded it agree becomes one entry (a cell: entries) with
    everyone's evidence, each item once; what one coder alone has coded stays as it is. A disputed unit keeps
    every coder's entries, each with its `coder`: `check` reports the cell as `several-coders` until one is
    left. In a cell of several coders' statements, those that are decided name no coder. Everything else
    (titles, kinds, tags ...) is the first coder's.

    Args:
        codings: whose readings they are.
        kind: what is compared; `default_unit` where None.

    Raises:
        DataError: if one source id stands for different sources.
    """
    kind = kind or default_unit(codings)
    first = codings[0].dataset
    by_cell: dict[DisputedCell, list[CodedUnit]] = {}
    for unit in coded_units(codings, kind):
        by_cell.setdefault((unit.actor, unit.issue), []).append(unit)
    actors = {}
    for actor, stakeholder in first.stakeholders.items():
        cells = {
            issue: _cell(codings, by_cell[actor, issue])
            for issue in first.issues
            if (actor, issue) in by_cell
        }
        actors[actor] = stakeholder.model_copy(update={"positions": cells})
    dataset = first.model_copy(update={"sources": _sources(codings), "stakeholders": actors})
    disputed = tuple(place for place, units in by_cell.items() if any(unit.differ for unit in units))
    number = sum(unit.differ for units in by_cell.values() for unit in units)
    return Merged(dataset, disputed, number, kind)


def disputed_words(merged: Merged) -> str:
    """Return how much is disputed in words: "1 disputed cell", "3 disputed statements in 2 cells"."""
    cells = len(merged.disputed)
    if merged.kind == "cell":
        return f"{cells} disputed {'cell' if cells == 1 else 'cells'}"
    what = "statement" if merged.units == 1 else "statements"
    return f"{merged.units} disputed {what} in {cells} {'cell' if cells == 1 else 'cells'}"


def comments_on(merged: Merged, codings: Sequence[Coding]) -> list[str]:
    """Return the lines for the top of the merged file: whose readings it holds, and what is to be decided."""
    coders = ", ".join(coding.coder for coding in codings)
    lines = [f"The readings of {coders}, merged by `positions reliability --merge`."]
    if not merged.disputed:
        return [*lines, "Nothing is disputed."]
    number = len(merged.disputed)
    if merged.kind == "statement":
        held = f"{disputed_words(merged)}: each keeps an entry of each coder."
    else:
        cells = "1 cell is disputed and holds" if number == 1 else f"{number} cells are disputed and hold"
        held = f"{cells} an entry of each coder."
    return [
        *lines,
        held,
        "In each, keep the one that holds; `positions check` shows what is left to decide:",
        *(f"  {actor}: {issue}" for actor, issue in merged.disputed),
    ]


def _cell(codings: Sequence[Coding], units: Sequence[CodedUnit]) -> tuple[Position, ...]:
    """Return the merged entries of a cell, disputed ones with their coders."""
    coders = {number for unit in units for number, entries in enumerate(unit.readings) if entries}
    if len(coders) == 1:
        (only,) = coders
        return codings[only].dataset.stakeholders[units[0].actor].positions[units[0].issue]
    merged: list[tuple[Position, ...]] = []
    for unit in units:
        if unit.differ:
            merged += [
                tuple(entry.model_copy(update={"coder": coding.coder}) for entry in entries)
                for coding, entries in zip(codings, unit.readings, strict=True)
            ]
        else:
            merged.append(_agreed([entries for entries in unit.readings if entries]))
    return joined_statements(entry for entries in merged for entry in entries)


def _agreed(readings: Sequence[Sequence[Position]]) -> tuple[Position, ...]:
    if len(readings) == 1:
        return tuple(entry.model_copy(update={"coder": None}) for entry in readings[0])
    return tuple(_one(entries) for entries in zip(*readings, strict=True))


def _one(entries: Sequence[Position]) -> Position:
    """Return one entry for several coders' that say the same.

    Its confidence is the lowest given, its salience the mean of those given, its date the first given; its
    conditions and notes are all that differ, one after the other. What is private to one of them stays
    private. What is acceptable, a correction and plain keys (a review's) stay where all have the same;
    attributes where none contradicts them.
    """
    return entries[0].model_copy(update={name: merged(entries) for name, merged in MERGED.items()})


def _confidence(entries: Sequence[Position]) -> Confidence | None:
    given: list[Confidence] = [entry.confidence for entry in entries if entry.confidence is not None]
    return min(given, key=CONFIDENCES.index, default=None)


def _condition(given: Sequence[Condition]) -> Condition | None:
    """Return all that the conditions say and need; they need no two sides of one issue."""
    text = _joined([condition.text for condition in given])
    needs = {issue: side for condition in given for issue, side in condition.needs.items()}
    return None if text is None else Condition(text=text, needs=needs)


def _if_all_agree(entries: Sequence[Position], name: str) -> object:
    first, *others = (getattr(entry, name) for entry in entries)
    return first if all(other == first for other in others) else None


def _attributes(entries: Sequence[Position]) -> dict[str, str]:
    said: dict[str, dict[str, None]] = {}
    for entry in entries:
        for name, value in entry.attributes.items():
            said.setdefault(name, {}).setdefault(value)
    return {name: next(iter(values)) for name, values in said.items() if len(values) == 1}


def _mean(numbers: Sequence[float]) -> float | None:
    if not numbers:
        return None
    mean = sum(numbers) / len(numbers)
    return PrivateNumber(mean) if any(isinstance(one, PrivateNumber) for one in numbers) else mean


def _joined(texts: Sequence[str | None]) -> str | None:
    given = [text for text in texts if text is not None]
    joined = "; ".join(dict.fromkeys(map(str, given)))
    private = any(isinstance(text, PrivateText) for text in given)
    return (PrivateText(joined) if private else joined) if given else None


def _evidence(entries: Sequence[Position]) -> tuple[Evidence, ...]:
    """Return all items once; of a source alone, none where another item from that source has a quotation."""
    items = list(dict.fromkeys(item for entry in entries for item in entry.evidence))
    quoted = {item.source for item in items if item.quote is not None}
    return tuple(
        item for item in items if item.quote is not None or item.source not in quoted or _says_more(item)
    )


def _says_more(item: Evidence) -> bool:
    """Whether an item without a quotation holds anything but its source."""
    return item != Evidence(source=item.source)


MERGED: Mapping[str, Callable[[Sequence[Position]], object]] = {
    "stance": lambda entries: entries[0].stance,  # all entries have it
    "date": lambda entries: next((entry.date for entry in entries if entry.date is not None), None),
    "salience": lambda entries: _mean([entry.salience for entry in entries if entry.salience is not None]),
    "confidence": _confidence,
    "condition": lambda entries: _condition([entry.condition for entry in entries if entry.condition]),
    "note": lambda entries: _joined([entry.note for entry in entries]),
    "coder": lambda entries: None,
    "evidence": _evidence,
    "attributes": _attributes,
    "private": lambda entries: any(entry.private for entry in entries),
    **{name: partial(_if_all_agree, name=name) for name in _IF_ALL_AGREE},
}
"""What becomes of each field of several coders' entries that say the same; a test holds that each is here."""


def _sources(codings: Sequence[Coding]) -> dict[str, Source]:
    """Return all coders' sources, what one leaves out of a source filled in from another.

    Raises:
        DataError: if one id stands for sources that differ.
    """
    merged: dict[str, Source] = {}
    problems = []
    for coding in codings:
        for name, source in coding.dataset.sources.items():
            known = merged.get(name)
            if known is None:
                merged[name] = source
                continue
            filled = {
                key: value for key in type(known).model_fields if (value := getattr(source, key)) is not None
            }
            differing = [key for key, value in filled.items() if getattr(known, key) not in (None, value)]
            for key in differing:
                message = f"the {key} of the source {name!r} is not the same in every coder's file"
                hint = "one id stands for one source: correct one of them, or rename one"
                place: Location = coding.locate(("sources", name, key))
                problems.append(Problem("coders-differ", message, place, hint))
            missing = {key: value for key, value in filled.items() if getattr(known, key) is None}
            merged[name] = known.model_copy(update=missing)
    if problems:
        raise DataError(problems)
    return merged
