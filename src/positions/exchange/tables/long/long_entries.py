"""Rows of a long table that say more than a stance: dates, sources, quotations, salience."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from positions.budget import COLUMNS
from positions.dataset.entries import entry_date
from positions.dataset.models import Evidence, Position, Source
from positions.exchange.alike_names import spelled_remarks
from positions.exchange.needs import parse_needs
from positions.exchange.tables.answers import (
    Answers,
    Faults,
    Layout,
    fits,
    is_blank,
    kept_out,
    name_of,
    note_fault,
    refuse_empty,
    refuse_issues,
    remarks_on,
)
from positions.exchange.tables.columns import (
    ACCEPTABLE,
    ARCHIVED,
    ATTRIBUTE,
    CORRECTION,
    ENTRY,
    ENTRY_MORE,
    EVIDENCE,
    EVIDENCE_MORE,
    MARKS,
    SOURCE,
    SOURCE_MARKS,
    SOURCE_MORE,
    LongColumns,
)
from positions.exchange.tables.delimited import restored_text
from positions.exchange.tables.long.parts_of_rows import part_of_row
from positions.exchange.tables.settings import parse_number
from positions.exchange.tables.values.numbers import parse_amount
from positions.exchange.tables.values.recoding import UnreadableError, readable
from positions.exchange.tables.values.stances import EXCLUDED, Stances
from positions.names import Spellings, name_key
from positions.problems import DataError, Location

_NUMBERS = ("salience",)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry with the line of its first row."""

    position: Position
    line: int


@dataclass(frozen=True, slots=True)
class EntryReading:
    """How stances are read, by issue where some have a scale of their own, and where faults are noted.

    `own` has the stances of an issue by its `name_key`.
    """

    stances: Stances
    faults: Faults
    own: Mapping[str, Stances] = field(default_factory=dict)

    def stances_of(self, issue: str) -> Stances:
        """Return what reads the stances on an issue."""
        return self.own.get(name_key(issue), self.stances) if self.own else self.stances


class _Collection:
    """The entries of a table by actor and issue, and what they refer to."""

    def __init__(self, reading: EntryReading, columns: LongColumns) -> None:
        self._file, self._most_issues = reading.faults.file, COLUMNS.most
        self.reading, self.columns = reading, columns
        self.cells: dict[str, dict[str, list[_Entry]]] = {}
        self.issues: dict[str, None] = {}
        self.sources: dict[str, dict[str, Any]] = {}
        self.silent = self.same = 0
        self.actor_names, self.issue_names, self.source_names = Spellings(), Spellings(), Spellings()

    def add(self, row: list[str], line: int, only: str) -> None:
        """Take in a row.

        Raises:
            UnreadableError: if it cannot be read; nothing of it is then taken.
        """
        texts = {name: restored_text(row[place]) for name, place in self.columns.index.items()}
        actor = self.actor_names.one(name_of(texts["actor"], "actor"))
        issue = self.issue_names.one(name_of(texts.get("issue", only), "issue"))
        stance = self.reading.stances_of(issue).read(texts["stance"])
        if stance is None:
            position = None
        else:
            position = part_of_row(Position, {"stance": stance, **_entry_fields(texts)})
            source_fields = self._source(texts)
            position = position.model_copy(update={"evidence": _evidence(texts)})
            if source_fields is not None:
                self.sources.setdefault(texts["source"].strip(), {}).update(source_fields)
        self.cells.setdefault(actor, {})
        self.issues.setdefault(issue)
        if len(self.issues) > self._most_issues:
            refuse_issues(self._file)
        if position is None and texts["stance"].strip() == EXCLUDED:
            self.cells[actor].setdefault(issue, [])
        elif position is None:
            self.silent += 1
        else:
            self._enter(actor, issue, _Entry(position, line))

    def _source(self, texts: dict[str, str]) -> dict[str, Any] | None:
        """Return the fields of the row's source, None where it names none."""
        fields = _source_fields(texts)
        if not texts.get("source", "").strip():
            texts["source"] = str(fields.get("title") or fields.get("url") or "")
        name = texts["source"].strip()
        if not name:
            return None
        name = texts["source"] = self.source_names.one(name)
        part_of_row(Source, {"title": name, **fields})
        for key, value in self.sources.get(name, {}).items():
            if fields.get(key, value) != value:
                message = f"the source {name!r} has another {key} in an earlier row: {value}"
                raise UnreadableError(
                    "repeated-source", message, "give the same value in each row, or give it once"
                )
        return fields

    def _enter(self, actor: str, issue: str, entry: _Entry) -> None:
        entries = self.cells[actor].setdefault(issue, [])
        bare = entry.position.model_copy(update={"evidence": ()})
        coder = entry.position.coder
        # a coder's rows are statements in their order: one goes on with the row before it, or is a new entry
        own = [index for index, other in enumerate(entries) if coder and other.position.coder == coder][-1:]
        for index in own if coder else range(len(entries)):
            other = entries[index]
            if other.position.model_copy(update={"evidence": ()}) == bare:
                said = other.position.evidence
                if coder and entry.position.date is not None and not entry.position.evidence:
                    continue  # what a coder gives twice of a day, without evidence, are two statements
                more = [item for item in entry.position.evidence if coder or item not in said]
                if not more:
                    self.same += 1
                    return
                joined = other.position.model_copy(update={"evidence": (*said, *more)})
                entries[index] = replace(other, position=joined)
                return
        entries.append(entry)


def collect_entries(
    layout: Layout,
    columns: LongColumns,
    only: str,
    reading: EntryReading,
    *,
    skip_bad: bool = False,
) -> Answers:
    """Return what the rows of a table say whose columns tell more than a stance.

    Rows of a cell that say the same but for their evidence become one entry with all of it. Several entries
    of a cell need a date each, their own or their source's. Nothing is taken of rows that are faults already.

    Raises:
        DataError: if a row cannot be read, unless they are skipped.
    """
    stances, faults = reading.stances, reading.faults
    found, bad = _Collection(reading, columns), frozenset(faults.lines)
    with layout.rows() as rows:
        for row in rows.cells:
            if not fits(row, layout.width, faults, rows) or rows.line(row) in bad:
                continue
            try:
                found.add(row, rows.line(row), only)
            except UnreadableError as error:
                if not is_blank(row):
                    note_fault(faults, rows.line(row), error, row, layout)
    refusal = next((one.refusal for one in (stances, *reading.own.values()) if one.refusal is not None), None)
    if refusal is not None:
        raise DataError([replace(refusal, location=Location(str(faults.file.path), 2))])
    refuse_empty(found.cells, faults)
    sources = {
        name: Source.model_validate({"title": name, **_address(name), **fields})
        for name, fields in found.sources.items()
    }
    positions = _settled(found, sources, faults)
    unit = "row" if layout.across is None else "cell"
    problems = faults.settle(skip_bad=skip_bad)
    return Answers(
        stances.scale,
        positions,
        tuple(found.issues),
        sources=sources,
        plain=False,
        skipped=len(faults.lines) if layout.across is None else faults.rows,
        unit=unit,
        problems=problems,
        remarks=(
            *spelled_remarks(actor=found.actor_names, issue=found.issue_names, source=found.source_names),
            *remarks_on(found.silent, found.same, stances, unit),
            *kept_out(positions),
        ),
    )


def _settled(
    found: _Collection, sources: dict[str, Source], faults: Faults
) -> dict[str, dict[str, tuple[Position, ...]]]:
    """Return the cells; of several entries without dates the later are faults, unless coders differ.

    Where a table has several coders, nobody reads one history out of their entries.
    """
    coders = {
        entry.position.coder
        for cells in found.cells.values()
        for entries in cells.values()
        for entry in entries
    }
    several = len(coders - {None}) > 1
    positions: dict[str, dict[str, tuple[Position, ...]]] = {}
    for actor, cells in found.cells.items():
        positions[actor] = {}
        for issue, entries in cells.items():
            if not entries:
                positions[actor][issue] = ()
                continue
            first, *others = entries
            kept = [first]
            for entry in others:
                dated = all(entry_date(other.position, sources) is not None for other in (first, entry))
                if not dated and not several:
                    message = f"{actor!r} has another stance on {issue!r} in line {first.line}"
                    hint = "keep one of the two, or give both a date to make a history"
                    faults.add(entry.line, "repeated-cell", message, hint)
                else:
                    kept.append(entry)
            positions[actor][issue] = tuple(entry.position for entry in kept)
    return positions


def _entry_fields(texts: dict[str, str]) -> dict[str, Any]:
    fields = _with_needs(_given(texts, ENTRY))
    _mark_private(fields, texts, MARKS)
    fields |= _called(_given(texts, tuple(ENTRY_MORE)), ENTRY_MORE)
    correction = _called(_given(texts, tuple(CORRECTION)), CORRECTION)
    if correction:
        number = parse_number(str(correction.get("from", "")))
        fields["correction"] = correction if number is None else {**correction, "from": number}
    accepted = _called(_given(texts, tuple(ACCEPTABLE)), ACCEPTABLE)
    if accepted:
        fields["acceptable"] = {name: _number(name, str(text)) for name, text in accepted.items()}
    attributes = _given(texts, tuple(name for name in texts if name.startswith(ATTRIBUTE)))
    if attributes:
        fields["attributes"] = {name.removeprefix(ATTRIBUTE): value for name, value in attributes.items()}
    return fields


def _source_fields(texts: dict[str, str]) -> dict[str, Any]:
    fields = _given(texts, tuple(SOURCE))
    _mark_private(fields, texts, SOURCE_MARKS)
    fields = _called(fields, SOURCE) | _called(_given(texts, tuple(SOURCE_MORE)), SOURCE_MORE)
    archived = _called(_given(texts, tuple(ARCHIVED)), ARCHIVED)
    return {**fields, "archived": archived} if archived else fields


def _called(values: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return values under the names of the fields that their columns stand for."""
    return {names[column]: value for column, value in values.items()}


def _mark_private(fields: dict[str, Any], texts: dict[str, str], marks: Mapping[str, str]) -> None:
    for mark, name in marks.items():
        if name in fields and _given(texts, (mark,)):
            key = "value" if name in _NUMBERS else "text"
            fields[name] = {key: fields[name], "private": texts[mark].strip()}


def _evidence(texts: dict[str, str]) -> tuple[Evidence, ...]:
    fields = _given(texts, EVIDENCE) | _called(_given(texts, tuple(EVIDENCE_MORE)), EVIDENCE_MORE)
    if not fields:
        return ()
    if fields.get("basis") == "attributed" and "speaker" not in fields:
        message = "an attributed position without a speaker"
        raise UnreadableError("attributed-without-speaker", message)
    return (part_of_row(Evidence, fields),)


def _given(texts: dict[str, str], names: tuple[str, ...]) -> dict[str, Any]:
    """Return the fields that the row gives, numbers as numbers; texts as they stand, other words trimmed."""
    found: dict[str, Any] = {}
    for name in names:
        text = texts.get(name, "")
        if not text.strip():
            continue
        if name in _NUMBERS:
            found[name] = _number(name, text)
        else:
            found[name] = readable(text.strip())
    return found


def _with_needs(fields: dict[str, Any]) -> dict[str, Any]:
    """Return an entry's fields with what its condition needs inside it."""
    needs = fields.pop("needs", None)
    if needs is None:
        return fields
    if "condition" not in fields:
        raise UnreadableError("bad-value", "`needs` without a condition", "say in `condition` what it is")
    try:
        return {**fields, "condition": {"text": fields["condition"], "needs": parse_needs(needs)}}
    except ValueError as error:
        raise UnreadableError("bad-value", f"`needs`: {error}") from None


def _number(name: str, text: str) -> float:
    number = parse_amount(text.strip())
    if number is None:
        raise UnreadableError("bad-value", f"`{name}` is a number, and not {text.strip()!r}")
    return number


def _address(name: str) -> dict[str, str]:
    return {"url": name} if name.startswith(("http://", "https://")) else {}
