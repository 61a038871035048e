"""A new entry for a cell from what the form says, and what becomes of the cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from positions.dataset.dates import PartialDate
from positions.dataset.editing.cells import cell_label
from positions.dataset.editing.edit import Plan
from positions.dataset.editing.entry_selection import EntryChoice
from positions.dataset.editing.plans.cells import (
    NewPosition,
    add_position,
    is_of_another_coder,
    replace_entry,
)
from positions.dataset.editing.plans.chained import chained
from positions.dataset.editing.plans.fields import add_evidence, set_position
from positions.dataset.entries import entry_date, latest
from positions.dataset.load import Loaded
from positions.dataset.models import Condition, Dataset, Evidence, Position
from positions.library.editing.fields import ENTRY_FIELDS, EVIDENCE_FIELDS
from positions.problems import UsageError
from positions.rounding import as_written
from positions.workbench.actions.commands import options
from positions.workbench.state.snapshot import Snapshot

FIRST_ENTRY = "a first entry"
"""What saving does to a cell in which nothing is coded."""

KEPT_FIELDS = ("confidence", "condition", "note")
"""Of an entry that gets more evidence: what the new statement may add, and never replaces."""


class TakenError(UsageError):
    """The cell has an entry, and it must be said what becomes of it; `choices` are the ways, by name."""

    def __init__(self, message: str, choices: Mapping[str, str]) -> None:
        self.choices = dict(choices)
        super().__init__(message)


@dataclass(frozen=True)
class Move:
    """What saving does to a cell: in words, as a plan, and as a command, with `more` of them after it."""

    said: str
    plan: Callable[[Loaded], Plan]
    words: tuple[str, ...]
    more: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Wanted:
    """What becomes of a taken cell (`how`), when its old entry was taken, and the words of a command."""

    how: str | None = None
    old_date: PartialDate | None = None
    options: tuple[str, ...] = field(default=())


def move_into(snapshot: Snapshot, place: tuple[str, str], new: Position, wanted: Wanted) -> Move:
    """Return what saving an entry does to its cell.

    Raises:
        TakenError: if there is more than one way.
    """
    dataset, (actor, issue) = snapshot.whole.require(), place
    own = [
        (index, entry)
        for index, _, entry in snapshot.entries(actor, issue)
        if not is_of_another_coder(entry, new)
    ]
    words = ("add", "position", actor, issue, str(new.stance), *wanted.options)
    add = partial(NewPosition, actor, issue, new)
    if not own:
        return Move(FIRST_ENTRY, lambda loaded: add_position(loaded, add(same_date=True)), words)
    if wanted.how == "replace" and len(own) == 1:
        index, old = own[0]
        replacing = (*words, "--replace")
        return Move(
            f"replaces {_said(dataset, place[1], old)}",
            lambda loaded: replace_entry(loaded, add(), index),
            replacing,
        )
    return _beside(dataset, place, (new, own), wanted, (add, words))


def _beside(
    dataset: Dataset,
    place: tuple[str, str],
    entries: tuple[Position, list[tuple[int, Position]]],
    wanted: Wanted,
    adding: tuple[Callable[..., NewPosition], tuple[str, ...]],
) -> Move:
    (new, own), (add, words) = entries, adding
    date = entry_date(new, dataset.sources)
    dates = [entry_date(entry, dataset.sources) for _, entry in own]
    replace_it = {"replace": "replace the entry that is there"} if len(own) == 1 else {}
    there = "; ".join(_said(dataset, place[1], entry) for _, entry in own)
    cell = f"{cell_label(dataset, *place)} is coded already"
    if date is None:
        raise TakenError(
            f"{cell}: {there}. The new statement needs a date", {"date": "give it a date", **replace_it}
        )
    if None in dates:
        if wanted.old_date is None:
            ways = {"old_date": "say when the older one was taken", **replace_it}
            raise TakenError(f"{cell}: {there}", ways)
        older = (*words, "--old-date", wanted.old_date.text)
        dated = partial(add, same_date=True, old_date=wanted.old_date)
        return Move("a later entry", lambda loaded: add_position(loaded, dated()), older)
    same_day = [
        one for one, known in zip(own, dates, strict=True) if known is not None and known.text == date.text
    ]
    alike = next((one for one in same_day if one[1].stance == new.stance), None)
    if alike is not None and wanted.how in (None, "evidence"):
        return _more_evidence(place, alike, new)
    if same_day and wanted.how != "beside":
        counts = _what_counts(dataset, place[1], [*(entry for _, entry in own), new])
        ways = {"beside": f"add it beside: {counts}", **replace_it}
        raise TakenError(f"{cell}, of the same date: {there}", ways)
    said = "a second entry of one date" if same_day else "an entry of another date"
    words = (*words, "--same-date") if same_day else words
    return Move(said, lambda loaded: add_position(loaded, add(same_date=True)), words)


def _what_counts(dataset: Dataset, issue: str, entries: list[Position]) -> str:
    """Return what a cell says with a last entry that is of the date of another."""
    reading = latest(entries, dataset.sources, dataset.scale_of(issue))
    if reading is None or reading.conflict is None:
        return "a later entry counts"
    if reading.conflict == "opposite-sides":
        return "for and against on one date, the cell counts as mixed"
    return f"of one date the last one counts, {dataset.in_words(issue, reading.stance)}"


def _more_evidence(place: tuple[str, str], old: tuple[int, Position], new: Position) -> Move:
    index, entry = old
    added = {
        name: getattr(new, name)
        for name in KEPT_FIELDS
        if getattr(new, name) is not None and getattr(entry, name) is None
    }
    choice = EntryChoice(number=index + 1)

    def plan(loaded: Loaded) -> Plan:
        plans: list[Callable[[Loaded], Plan]] = [
            lambda now, item=item: add_evidence(now, *place, item, choice)  # type: ignore[misc]  # a default binds it
            for item in new.evidence
        ]
        if added:
            plans.append(lambda now: set_position(now, *place, added, choice))
        return chained(loaded, plans)

    which = (*place, "--entry", str(index + 1))
    adding = [("add", "evidence", *which, *evidence_options(item)) for item in new.evidence]
    fields = new.model_copy(update={name: None for name in KEPT_FIELDS if name not in added})
    setting = ("set", "position", *which, *options({name: _text_of(fields, name) for name in KEPT_FIELDS}))
    commands = [*adding, *([setting] if added else [])]
    return Move("more evidence for the entry that is there", plan, commands[0], tuple(commands[1:]))


def _said(dataset: Dataset, issue: str, entry: Position) -> str:
    date = entry_date(entry, dataset.sources)
    return f"{dataset.in_words(issue, entry.stance)} ({date or 'no date'})"


def options_of(new: Position, item: Evidence | None) -> tuple[str, ...]:
    """Return the options of a command that say what an entry and its evidence say."""
    of_entry = options({name: _text_of(new, name) for name in ENTRY_FIELDS})
    needs = [
        part
        for issue, side in (new.condition.needs if new.condition else {}).items()
        for part in ("--needs", f"{issue}={side}")
    ]
    return (*(evidence_options(item) if item is not None else ()), *of_entry, *needs)


def evidence_options(item: Evidence) -> tuple[str, ...]:
    """Return the options of a command that say what an item of evidence says."""
    return options({name: getattr(item, name) for name in EVIDENCE_FIELDS})


def _text_of(entry: Position, name: str) -> object:
    value = getattr(entry, name)
    if isinstance(value, PartialDate | Condition):
        return value.text
    return as_written(value) if isinstance(value, float) else value
