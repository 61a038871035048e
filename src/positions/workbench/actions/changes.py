"""Changes of what is there: an entry's fields, a part's fields and id, and removals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from positions.dataset.editing.cells import cell_label
from positions.dataset.editing.edit import Plan
from positions.dataset.editing.entry_selection import EntryChoice
from positions.dataset.editing.plans.cells import find_stance
from positions.dataset.editing.plans.chained import chained
from positions.dataset.editing.plans.fields import EvidenceChange, set_part, set_position
from positions.dataset.editing.plans.parts import WHAT, add_part
from positions.dataset.editing.plans.removals import remove_evidence, remove_part, remove_position
from positions.dataset.editing.plans.renames import rename_part
from positions.dataset.load import Loaded
from positions.dataset.models import Condition, Evidence, Issue, Position, Source, Stakeholder
from positions.dataset.private_values import still_private
from positions.dataset.quotations.check import not_found
from positions.dataset.quotations.search import NotFound
from positions.library.editing.values import build, partial_date
from positions.problems import DataError, UsageError
from positions.vocabulary import Section
from positions.workbench.actions.body import Body
from positions.workbench.actions.commands import command_lines, options
from positions.workbench.actions.entries import Wanted, evidence_options, move_into, options_of
from positions.workbench.actions.new_parts import NewPart, about_part, new_actor, new_issue
from positions.workbench.actions.remarks import remarks_of
from positions.workbench.state.bench import Bench
from positions.workbench.state.snapshot import Snapshot
from positions.workbench.state.texts import SourceReading

ENTRY_FIELDS = ("stance", "date", "confidence", "condition", "note", "status")
EVIDENCE_FIELDS = ("quote", "translation", "speaker", "locator", "basis", "url")
PART_FIELDS: dict[Section, tuple[str, ...]] = {
    "stakeholders": ("name", "short", "kind", "note", "url"),
    "issues": ("title", "proposition", "note"),
    "sources": ("title", "publisher", "author", "type", "date", "url", "note"),
}
_MODELS = {"stakeholders": Stakeholder, "issues": Issue, "sources": Source}


@dataclass(frozen=True)
class Changed:
    """What was changed: in a sentence, and as a command, with what is to be said of the dataset now."""

    said: str
    commands: str
    remarks: tuple[str, ...] = ()


def change_entry(bench: Bench, place: tuple[str, str, str], body: Body) -> Changed:
    """Give fields of an entry, and of its evidence, other values; an empty one clears it.

    With another actor or issue the entry moves to that cell, all in one edit.

    Raises:
        EntryGoneError: if the entry is no longer what the page showed.
        TakenError: if it moves to a cell that has an entry, and it must be said what becomes of it.
    """
    with bench.lock:
        snapshot = bench.snapshot()
        index, entry = snapshot.entry(*place)
        choice = EntryChoice(number=index + 1)
        target = _target(snapshot, place[:2], body)
        fields = _values(Position, entry, body, ENTRY_FIELDS)
        if "stance" in fields:
            fields["stance"] = find_stance(snapshot.whole, target[1], str(fields["stance"]))
        changes = list(_evidence_changes(bench, snapshot, entry, body))
        if target != place[:2]:
            return _move_entry(bench, snapshot, place, target, _changed(entry, fields, changes), body)
        if not fields and not changes:
            raise UsageError("nothing was changed")
        each: list[EvidenceChange | None] = [*changes] or [None]
        steps = [(fields if number == 0 else {}, change) for number, change in enumerate(each)]
        of_cell = partial(set_position, actor=place[0], issue=place[1], choice=choice)
        plans = [partial(of_cell, fields=own, evidence=change) for own, change in steps]
        words = [_set_words("position", place[:2], own, change, index + 1) for own, change in steps]
        edited = bench.edit(lambda now: chained(now, plans), words[0])
        where = cell_label(snapshot.dataset, *place[:2])
    lines = command_lines(words, bench.path)
    return Changed(f"Changed: {where}", lines, remarks_of(edited, snapshot))


def _target(snapshot: Snapshot, cell: tuple[str, str], body: Body) -> tuple[str, str]:
    """Return the cell in which an entry is to stand."""
    actor, issue = body.text("actor") or cell[0], body.text("issue") or cell[1]
    for name, known, what in (
        (actor, snapshot.dataset.stakeholders, "actor"),
        (issue, snapshot.dataset.issues, "issue"),
    ):
        if name not in known:
            raise UsageError(f"there is no {what} {name!r}", "it may have been renamed or removed")
    return actor, issue


def _evidence_changes(
    bench: Bench, snapshot: Snapshot, entry: Position, body: Body
) -> Iterator[EvidenceChange]:
    """Yield what is changed in items of an entry's evidence: in one, or in each of a list."""
    given = body.parts("items") if "items" in body.fields else [body] if "evidence" in body.fields else []
    for one in given:
        number = one.number("evidence")
        item = entry.evidence[number - 1] if 0 < number <= len(entry.evidence) else None
        if item is None:
            raise UsageError(f"there is no evidence number {number}")
        fields = _values(Evidence, item, one, EVIDENCE_FIELDS)
        _require_found(bench, snapshot, item.source, fields.get("quote"))
        if fields:
            yield EvidenceChange(fields, number)


def _changed(entry: Position, fields: dict[str, object], changes: Sequence[EvidenceChange]) -> Position:
    items = list(entry.evidence)
    for change in changes:
        at = (change.number or 1) - 1
        items[at] = items[at].model_copy(update=dict(change.fields))
    return entry.model_copy(update={**fields, "evidence": tuple(items)})


def _move_entry(
    bench: Bench,
    snapshot: Snapshot,
    place: tuple[str, str, str],
    target: tuple[str, str],
    entry: Position,
    body: Body,
) -> Changed:
    """Remove an entry from its cell and put it, as it is now, into another."""
    index, _ = snapshot.entry(*place)
    find_stance(snapshot.whole, target[1], str(entry.stance))  # raises where the target's scale has none such
    first = entry.evidence[0] if entry.evidence else None
    wanted = Wanted(body.text("how"), partial_date(body.text("old_date")), options_of(entry, first))
    move = move_into(snapshot, target, entry, wanted)
    choice, cell = EntryChoice(number=index + 1), place[:2]
    removing = ("remove", "position", *cell, "--entry", str(index + 1))
    more = [("add", "evidence", *target, *evidence_options(item)) for item in entry.evidence[1:]]
    edited = bench.edit(
        lambda now: chained(now, [lambda one: remove_position(one, *cell, choice), move.plan]), move.words
    )
    said = f"Moved to {cell_label(snapshot.dataset, *target)}: {move.said}"
    lines = command_lines([removing, move.words, *(move.more or more)], bench.path)
    return Changed(said, lines, remarks_of(edited, snapshot))


def _require_found(bench: Bench, snapshot: Snapshot, name: str | None, quote: object) -> None:
    """Refuse a new quotation that is not in its source's text, with the closest passage."""
    source = snapshot.dataset.sources.get(name or "")
    reading = bench.texts.of(source, bench.folder) if source is not None and isinstance(quote, str) else None
    if source is None or not isinstance(reading, SourceReading):
        return
    found, _ = bench.texts.find(str(quote), source, reading)
    if isinstance(found, NotFound):
        raise DataError([not_found(found, source.text or "")])


def _values(model: type[Any], old: object, body: Body, names: tuple[str, ...]) -> dict[str, object]:
    """Return new values of fields as a model holds them; what is given as it was is none."""
    given = {name: _kept_beside(getattr(old, name), body.text(name)) for name in names if name in body.fields}
    required = {name: getattr(old, name) for name, field in model.model_fields.items() if field.is_required()}
    built = build(model, {**required, **given})
    return {name: getattr(built, name) for name in given if getattr(built, name) != getattr(old, name)}


def _kept_beside(before: object, now: str | None) -> object:
    """Return a text with what stands beside the one before it: a mark of privacy, what a condition needs."""
    if now and isinstance(before, Condition) and before.needs:
        return {"text": now, "needs": dict(before.needs)}
    return still_private(before, now)


def _set_words(
    what: str,
    place: tuple[str, ...],
    fields: dict[str, object],
    change: EvidenceChange | None,
    entry: int | None,
) -> tuple[str, ...]:
    both = {**fields, **(change.fields if change else {})}
    cleared = [name for name, value in both.items() if value is None]
    said = {
        "entry": entry,
        "evidence": change.number if change is not None and change.fields else None,
        **{name: getattr(value, "text", value) for name, value in both.items()},
        "clear": ",".join(cleared) or None,
    }
    return ("set", what, *place, *options(said))


def remove_entry(bench: Bench, place: tuple[str, str, str], evidence: int | None) -> Changed:
    """Remove an entry, or one item of its evidence (from 1); the last item takes the entry with it."""
    with bench.lock:
        snapshot = bench.snapshot()
        index, entry = snapshot.entry(*place)
        choice, cell = EntryChoice(number=index + 1), place[:2]
        several = len(snapshot.whole.require().stakeholders[place[0]].positions[place[1]]) > 1
        chosen = ("--entry", str(index + 1)) if several else ()
        words: tuple[str, ...]
        if evidence is None or len(entry.evidence) <= 1:
            words = ("remove", "position", *cell, *chosen)
            bench.edit(lambda now: remove_position(now, *cell, choice), words)
        else:
            words = ("remove", "evidence", *cell, str(evidence), *chosen)
            bench.edit(lambda now: remove_evidence(now, *cell, evidence, choice), words)
        where = cell_label(snapshot.dataset, *cell)
    return Changed(f"Removed: {where}", command_lines([words], bench.path))


def add_new_part(bench: Bench, section: Section, body: Body) -> tuple[Changed, str]:
    """Add an actor or an issue; return its id too."""
    with bench.lock:
        snapshot = bench.snapshot()
        new: NewPart = new_actor(snapshot, body) if section == "stakeholders" else new_issue(snapshot, body)
        edited = bench.edit(lambda now: add_part(now, section, new.id, new.part), new.words)
    label = getattr(new.part, "name", None) or getattr(new.part, "title", "")
    lines, remarks = command_lines([new.words], bench.path), (*new.remarks, *remarks_of(edited, snapshot))
    return Changed(f"Added: {WHAT[section]} {label}", lines, remarks), new.id


def change_part(bench: Bench, section: Section, name: str, body: Body) -> Changed:
    """Give fields of an actor, an issue or a source other values, and another id where one is given."""
    with bench.lock:
        snapshot = bench.snapshot()
        part = getattr(snapshot.whole.require(), section).get(name)
        if part is None:
            raise UsageError(f"there is no {WHAT[section]} {name!r}", "it may have been renamed or removed")
        fields = _values(_MODELS[section], part, body, PART_FIELDS[section])
        other = body.text("id") or name
        plans: list[Callable[[Loaded], Plan]] = []
        words: list[tuple[str, ...]] = []
        if fields:
            plans.append(lambda now: set_part(now, section, name, fields))
            words.append(_set_words(WHAT[section], (name,), fields, None, None))
        if other != name:
            if section == "sources":
                raise UsageError("a source keeps its id")
            plans.append(lambda now: rename_part(now, cast(Any, section), name, other))
            words.append(("rename", "actor" if section == "stakeholders" else "issue", name, other))
        if not plans:
            raise UsageError("nothing was changed")
        edited = bench.edit(lambda now: chained(now, plans), words[0])
        part = getattr(edited.loaded.require(), section)[other]
    lines, remarks = command_lines(words, bench.path), (*about_part(part), *remarks_of(edited, snapshot))
    return Changed(f"Changed: {WHAT[section]} {other}", lines, remarks)


def remove_a_part(bench: Bench, section: Section, name: str, *, with_positions: bool) -> Changed:
    """Remove an actor, an issue or a source; what hangs on it goes only where that is allowed."""
    with bench.lock:
        snapshot = bench.snapshot()
        if name not in getattr(snapshot.whole.require(), section):
            raise UsageError(f"there is no {WHAT[section]} {name!r}", "it may have been renamed or removed")
        if snapshot.hides and with_positions:
            hint = "show them first, or remove your own one by one"
            raise UsageError("other coders' entries, which are hidden, may hang on it", hint)
        words = ("remove", WHAT[section], name, *(["--with-positions"] if with_positions else []))
        bench.edit(lambda now: remove_part(now, section, name, with_positions=with_positions), words)
    return Changed(f"Removed: {WHAT[section]} {name}", command_lines([words], bench.path))
