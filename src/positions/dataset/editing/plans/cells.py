"""Plans for edits of a cell: a first position, a later one beside it, or another in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from positions.dataset.dates import PartialDate
from positions.dataset.editing.cells import cell_label, with_entries
from positions.dataset.editing.edit import Plan, Step
from positions.dataset.editing.entry_selection import entry_path
from positions.dataset.editing.layout_detection import contents, layout_at, mark_at
from positions.dataset.editing.splice import add_item, add_key, make_list, replace_value
from positions.dataset.editing.yaml_nodes import flow_pair, node_of
from positions.dataset.entries import entry_date
from positions.dataset.load import Loaded
from positions.dataset.models import Dataset, Position
from positions.dataset.stance_words.suggestion import suggest_stance
from positions.dataset.storage.splices import Splice
from positions.dataset.yaml.reader import Document, Path
from positions.dataset.yaml.scalars import Plain, resolve
from positions.problems import UsageError
from positions.rounding import as_written
from positions.vocabulary import NON_POSITIONS

Need = Literal["date", "old-date", "other-date"]

_OR_REPLACE = "to replace the old one, use --replace"


@dataclass(frozen=True, slots=True)
class NewPosition:
    """A position to add: whose, on what, and the entry itself.

    `replaces` puts it in the place of the entry that is there; `old_date` is when that one was taken, where
    the file does not say. `same_date` lets it stand beside an entry of the same date, as a second statement
    of one day.
    """

    actor: str
    issue: str
    entry: Position
    replaces: bool = False
    old_date: PartialDate | None = None
    same_date: bool = False

    @property
    def path(self) -> Path:
        """Where the cell stands in a dataset."""
        return ("stakeholders", self.actor, "positions", self.issue)


class CellTakenError(UsageError):
    """The cell has an entry, and beside it the new one lacks something.

    `need` says what: a date of its own, the date of the old one, or another date than the old one has.
    """

    def __init__(self, need: Need, message: str, hint: str) -> None:
        self.need = need
        super().__init__(message, hint)


def find_stance(loaded: Loaded, issue: str, text: str) -> str | int | float:
    """Return the stance that a text names on an issue's scale: a label, a number, a state that is none.

    Raises:
        UsageError: naming the labels, or the bounds, if it names none.
    """
    scale, word = loaded.require().scale_of(issue), text.strip()
    if word in NON_POSITIONS or word in scale.labels:
        return word
    if scale.is_range:
        number = resolve(word)
        if isinstance(number, Plain) and scale.minimum <= float(number) <= scale.maximum:
            return int(float(number)) if float(number).is_integer() else float(number)
        bounds = f"a number from {as_written(scale.minimum)} to {as_written(scale.maximum)}"
        listed = f"{bounds}, or {', '.join(NON_POSITIONS)}"
        raise UsageError(f"{text!r} is not a stance on this scale", suggest_stance(word, scale) or listed)
    declared = [contents(document, ("scale",)) for document in loaded.origin.documents]
    if "nominal" in declared and word:  # every label is one
        return word
    close = suggest_stance(word, scale)
    listed = f"the scale has {', '.join(scale.labels)}; without a position: {', '.join(NON_POSITIONS)}"
    raise UsageError(f"{text!r} is not a stance on this scale", f"{close} {listed}" if close else listed)


def add_position(loaded: Loaded, new: NewPosition) -> Plan:
    """Return the plan that puts a position into its cell.

    Raises:
        CellTakenError: if the cell has an entry and the two could not be put in order of time.
        UsageError: if there is nothing to replace, or it is unclear which entry.
    """
    dataset = loaded.require()
    entries = dataset.stakeholders[new.actor].positions.get(new.issue, ())
    if new.replaces:
        return _replacing(loaded, new, entries)
    if not entries:
        if new.old_date is not None:
            raise UsageError("there is no older position for --old-date to date")
        return _first(loaded, new)
    return _beside(loaded, new, _dated(dataset, new, entries))


def add_positions(loaded: Loaded, added: Sequence[NewPosition]) -> Plan:
    """Return the plan that puts positions of different actors into their cells: one joint statement.

    Raises:
        CellTakenError, UsageError: as `add_position`; nothing is then added.
    """
    plans = [add_position(loaded, new) for new in added]
    actors = dict(loaded.require().stakeholders)
    for plan, new in zip(plans, added, strict=True):
        assert isinstance(plan.expected, Dataset)  # as add_position makes it
        actors[new.actor] = plan.expected.stakeholders[new.actor]
    expected = loaded.require().model_copy(update={"stakeholders": actors})
    return Plan(tuple(step for plan in plans for step in plan.steps), expected, plans[0].about)


def _first(loaded: Loaded, new: NewPosition) -> Plan:
    index = best_home(loaded.origin.documents, (new.path[:3], new.path[:2]))
    step = Step(index, lambda document: fill_cell(document, new.path, (new.entry,)))
    return Plan((step,), _expected(loaded, new, (new.entry,)), new.path)


def fill_cell(document: Document, cell: Path, entries: tuple[Position, ...]) -> list[Splice]:
    """Return the splices that give an actor a cell that it has not, and its `positions` if need be."""
    actor, issue, node = cell[:2], str(cell[3]), node_of(entries)
    there = contents(document, actor)
    if isinstance(there, dict) and "positions" in there:
        return add_key(document, cell[:3], issue, node)
    return add_key(document, actor, "positions", {issue: node})


def _beside(loaded: Loaded, new: NewPosition, entries: tuple[Position, ...]) -> Plan:
    """Return the plan that makes the new entry the last of the cell's."""
    index = best_home(loaded.origin.documents, (new.path,))
    steps = [Step(index, lambda document: append_entry(document, new.path, new.entry))]
    if new.old_date is not None:
        steps.insert(0, Step(index, lambda document: _date_old(document, new)))
    path = (*new.path, len(entries))
    return Plan(tuple(steps), _expected(loaded, new, (*entries, new.entry)), path)


def append_entry(document: Document, cell: Path, entry: Position) -> list[Splice]:
    """Return the splices that put an entry behind those of a cell."""
    change = add_item if isinstance(contents(document, cell), list) else make_list
    return change(document, cell, node_of(entry))


def _date_old(document: Document, new: NewPosition) -> list[Splice]:
    """Return the splices that give the one entry of a cell its date."""
    path = entry_path(document, new.path, 0)
    old, span = contents(document, path), document.span(path)
    assert new.old_date is not None  # the caller has checked
    assert span is not None  # the caller has checked that the cell is there
    if isinstance(old, dict):
        return add_key(document, path, "date", new.old_date, "stance")
    layout = layout_at(document, path)
    assert isinstance(old, str)  # the short form is text alone
    as_written = isinstance(old, Plain) or mark_at(document, path)
    stance = document.text[span.start : span.end] if as_written else layout.scalar(old, flow=True)
    date = flow_pair("date", new.old_date, layout)
    return [Splice(span.start, span.end, f"{{{layout.key('stance')}: {stance}, {date}}}")]


def _replacing(loaded: Loaded, new: NewPosition, entries: tuple[Position, ...]) -> Plan:
    dataset = loaded.require()
    if not entries:
        raise UsageError(
            f"{_on(dataset, new)}: there is no position to replace",
            "leave --replace out",
        )
    if new.old_date is not None:
        raise UsageError("--old-date and --replace do not go together", "leave one of them out")
    at = 0 if len(entries) == 1 else _of_same_date(dataset, new, entries)
    return replace_entry(loaded, new, at)


def replace_entry(loaded: Loaded, new: NewPosition, at: int) -> Plan:
    """Return the plan that puts an entry in the place of one of its cell, by its number from 0."""
    entries = loaded.require().stakeholders[new.actor].positions[new.issue]
    index = best_home(loaded.origin.documents, (new.path,))
    replaced = (*entries[:at], new.entry, *entries[at + 1 :])
    path = (*new.path, at) if len(entries) > 1 else new.path

    def splices(document: Document) -> list[Splice]:
        return replace_value(document, entry_path(document, new.path, at), node_of(new.entry))

    return Plan((Step(index, splices),), _expected(loaded, new, replaced), path)


def _of_same_date(dataset: Dataset, new: NewPosition, entries: Sequence[Position]) -> int:
    date = entry_date(new.entry, dataset.sources)
    dates = [entry_date(entry, dataset.sources) for entry in entries]
    found = [index for index, known in enumerate(dates) if date is not None and known == date]
    if len(found) != 1:
        listed = ", ".join(str(known) for known in dates)
        message = f"{_on(dataset, new)}: there are {len(entries)} positions, of {listed}"
        raise UsageError(message, "use --date to choose which of them to replace")
    return found[0]


def _dated(dataset: Dataset, new: NewPosition, entries: tuple[Position, ...]) -> tuple[Position, ...]:
    """Return the cell's entries, the old one with its date, once all of them can be put in order of time."""
    cell, entries = entries, tuple(entry for entry in entries if not is_of_another_coder(entry, new.entry))
    if not entries:
        return cell  # two coders' readings of a cell are not put in order of time
    old_dates = [entry_date(entry, dataset.sources) for entry in entries]
    there = "; ".join(
        f"{entry.stance}, {date or 'no date'}" for entry, date in zip(entries, old_dates, strict=True)
    )
    message = f"{_on(dataset, new)}: there is a position already: {there}"
    date = entry_date(new.entry, dataset.sources)
    if date is None:
        hint = f"if it moved, give the new one a --date; {_OR_REPLACE}"
        raise CellTakenError("date", message, hint)
    if None not in old_dates and new.old_date is not None:
        raise UsageError(
            f"{_on(dataset, new)}: the older position has a date already",
            "leave --old-date out",
        )
    if None in old_dates and len(cell) == 1:
        if new.old_date is None:
            hint = f"if it moved by {date}, say with --old-date when the older one was taken; {_OR_REPLACE}"
            raise CellTakenError("old-date", message, hint)
        old_dates = [new.old_date]
        cell = (entries[0].model_copy(update={"date": new.old_date}),)
    if not new.same_date and any(known is not None and known.first == date.first for known in old_dates):
        whose = "" if new.entry.date is not None else ", its source's"
        same = f"the new entry has the same date ({date}{whose})"
        hint = f"{same}: if it moved, give the new one another --date; {_OR_REPLACE}"
        raise CellTakenError("other-date", message, hint)
    return cell


def is_of_another_coder(entry: Position, new: Position) -> bool:
    """Return whether two coders have signed the entries, which are then not put in order of time."""
    return entry.coder is not None and new.coder is not None and entry.coder != new.coder


def _expected(loaded: Loaded, new: NewPosition, entries: tuple[Position, ...]) -> Dataset:
    return with_entries(loaded.require(), new.actor, new.issue, entries)


def best_home(documents: Sequence[Document], paths: Sequence[Path]) -> int:
    """Return the number of the file that holds most of the first of the paths that any holds."""
    for path in paths:
        there = [index for index, document in enumerate(documents) if contents(document, path) is not None]
        if there:
            return max(there, key=lambda index: (len(contents(documents[index], path) or ()), -index))
    raise AssertionError("the dataset has the actor")


def _on(dataset: Dataset, new: NewPosition) -> str:
    return cell_label(dataset, new.actor, new.issue)
