"""Coding: a passage becomes an actor's statement on an issue, with new parts of the dataset where needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from positions.dataset.editing.edit import Plan
from positions.dataset.editing.plans.cells import find_stance
from positions.dataset.editing.plans.chained import chained
from positions.dataset.editing.plans.parts import add_part
from positions.dataset.load import Loaded
from positions.dataset.models import Evidence, Position, Stakeholder
from positions.library.editing.values import build, partial_date
from positions.problems import UsageError
from positions.workbench.actions.body import Body
from positions.workbench.actions.commands import command_lines
from positions.workbench.actions.entries import FIRST_ENTRY, Move, Wanted, move_into, options_of
from positions.workbench.actions.new_parts import NewPart, new_actor, new_issue
from positions.workbench.actions.quoting import Span, quotation_at
from positions.workbench.actions.remarks import remarks_of
from positions.workbench.state.bench import Bench
from positions.workbench.state.snapshot import Snapshot


class TextChangedError(UsageError):
    """The text of the source is no longer the one in which the passage was chosen."""


@dataclass(frozen=True)
class Coded:
    """A statement that was written.

    Attributes:
        said: it in a sentence.
        commands: the lines of the command line that do the same.
        source: where the words are; None without words.
        span: where the quotation stands in the source's text; None for the place alone.
        before: the version of the dataset that was changed.
        remarks: what is to be said of the dataset now and was not before.
    """

    said: str
    commands: str
    source: str | None
    span: Span | None
    before: str
    remarks: tuple[str, ...] = ()


def code(bench: Bench, body: Body) -> Coded:
    """Write a statement.

    Raises:
        TakenError: if a cell has an entry and it must be said what becomes of it.
        TextChangedError: if the text changed.
        UsageError, DataError: if a field is wrong; nothing is then written.
    """
    with bench.lock:
        snapshot = bench.snapshot()
        item, span = evidence_from(bench, snapshot, body)
        issue, new_one = _issue(snapshot, body)
        actors, new_ones = _actors(snapshot, body)
        entry = entry_from(snapshot, issue, body, item, bench.coder)
        wanted = Wanted(body.text("how"), partial_date(body.text("old_date")), options_of(entry, item))
        moves = [move_into(snapshot, (actor, issue), entry, wanted) for actor in actors]
        plans = _plans(new_one, new_ones, issue, entry, moves)
        coming = [one.id for one in new_ones]
        commands = _commands([*zip(actors, moves, strict=True)], coming, issue, entry, wanted)
        edited = bench.edit(lambda loaded: chained(loaded, plans), commands[0])
    dataset = edited.loaded.require()
    names = ", ".join(dataset.stakeholders[name].label for name in (*actors, *(one.id for one in new_ones)))
    said = f"{names} on {dataset.issues[issue].title}, {dataset.in_words(issue, entry.stance)}"
    parts = [one.words for one in (*([new_one] if new_one else []), *new_ones)]
    lines = command_lines([*parts, *commands], bench.path)
    remarks = (*(new_one.remarks if new_one else ()), *remarks_of(edited, snapshot))
    return Coded(f"Saved: {said}", lines, item.source if item else None, span, snapshot.version, remarks)


def preview(bench: Bench, body: Body) -> str:
    """Return in words what saving would do to the cells, before it is done.

    Raises:
        TakenError: as `code`.
    """
    snapshot = bench.snapshot()
    issue = body.fields.get("issue")
    known = [
        name
        for name in body.items("actors")
        if isinstance(name, str) and name in snapshot.dataset.stakeholders
    ]
    if not isinstance(issue, str) or issue not in snapshot.dataset.issues or not known:
        return FIRST_ENTRY
    item = Evidence(source=body.text("source"), quote="…") if body.text("source") else None
    entry = entry_from(snapshot, issue, body, item, bench.coder)
    wanted = Wanted(body.text("how"), partial_date(body.text("old_date")))
    said = {name: move_into(snapshot, (name, issue), entry, wanted).said for name in known}
    if len(set(said.values())) == 1:
        return said[known[0]]
    labels = {name: snapshot.dataset.stakeholders[name].label for name in known}
    return "; ".join(f"{labels[name]}: {words}" for name, words in said.items())


def evidence_from(bench: Bench, snapshot: Snapshot, body: Body) -> tuple[Evidence | None, Span | None]:
    """Return the item of evidence that a passage makes, and where its quotation stands."""
    source = body.text("source")
    if source is None:
        return None, None
    reading = bench.reading(snapshot, source)
    if body.required("sha256") != reading.sha256:
        raise TextChangedError("the text of the source has changed", "choose the passage again")
    spans = [(body.number("start"), body.number("end"))]
    spans += [(one.number("start"), one.number("end")) for one in body.parts("more")]
    quote: str | None = None
    span: Span | None = None
    if not body.flag("place_only"):
        quote, span = quotation_at(reading, spans)
    basis, speaker = body.text("basis"), body.text("speaker")
    if basis == "attributed" and speaker is None:
        raise UsageError("missing: speaker", "name the speaker: an attributed position needs one")
    given = {
        "source": source,
        "quote": quote,
        "translation": body.text("translation"),
        "speaker": speaker,
        "locator": body.text("locator") or (None if quote else _place(reading.at(spans[0][0]).number)),
        "basis": None if quote and basis == "stated" else basis,
    }
    return build(Evidence, given), span


def _place(number: int) -> str:
    return f"para {number + 1}"


def entry_from(
    snapshot: Snapshot, issue: str, body: Body, item: Evidence | None, coder: str | None
) -> Position:
    """Return the entry that the form makes."""
    given: dict[str, object] = {
        "stance": find_stance(snapshot.whole, issue, body.required("stance")),
        "date": body.text("date"),
        "confidence": body.text("confidence"),
        "condition": body.text("condition"),
        "note": body.text("note"),
        "coder": coder,
        "evidence": [item] if item is not None else [],
    }
    source = snapshot.dataset.sources.get(item.source or "") if item else None
    if source is not None and source.date is not None and given["date"] == source.date.text:
        given["date"] = None
    return build(Position, given)


def _issue(snapshot: Snapshot, body: Body) -> tuple[str, NewPart | None]:
    given = body.fields.get("issue")
    if isinstance(given, dict):
        new = new_issue(snapshot, Body(given))
        return new.id, new
    name = body.required("issue")
    if name not in snapshot.dataset.issues:
        raise UsageError(f"there is no issue {name!r}", "it may have been renamed or removed")
    return name, None


def _actors(snapshot: Snapshot, body: Body) -> tuple[list[str], list[NewPart]]:
    known: list[str] = []
    new: list[NewPart] = []
    for given in body.items("actors"):
        if isinstance(given, dict):
            new.append(new_actor(snapshot, Body(given), taken=[one.id for one in new]))
        elif given not in snapshot.dataset.stakeholders:
            raise UsageError(f"there is no actor {given!r}", "it may have been renamed or removed")
        elif given not in known:
            known.append(str(given))
    if not known and not new:
        raise UsageError("missing: actor")
    return known, new


def _plans(
    new_one: NewPart | None, new_ones: list[NewPart], issue: str, entry: Position, moves: list[Move]
) -> list[Callable[[Loaded], Plan]]:
    plans: list[Callable[[Loaded], Plan]] = [move.plan for move in moves]
    for new in new_ones:
        assert isinstance(new.part, Stakeholder)  # as new_actor makes it
        holder = new.part.model_copy(update={"positions": {issue: (entry,)}})
        plans.append(_adding("stakeholders", new.id, holder))
    if new_one is not None:
        plans.insert(0, _adding("issues", new_one.id, new_one.part))
    return plans


def _adding(section: str, name: str, part: object) -> Callable[[Loaded], Plan]:
    return lambda loaded: add_part(loaded, section, name, part)  # type: ignore[arg-type]  # of this section


def _commands(
    moves: Sequence[tuple[str, Move]], coming: Sequence[str], issue: str, entry: Position, wanted: Wanted
) -> list[tuple[str, ...]]:
    """Return the commands that do the same: one for all actors of whom the same is to be said.

    Args:
        moves: actors that are there, with what saving does to the cell of each.
        coming: the ids of new actors.
        issue: which it is on.
        entry: what is saved.
        wanted: the options for a first entry.
    """
    groups: dict[tuple[str, ...], list[str]] = {}
    others: list[tuple[str, ...]] = []
    for actor, move in moves:
        if move.words[:2] == ("add", "position"):
            groups.setdefault(move.words[5:], []).append(actor)
        else:
            others += [move.words, *move.more]
    if coming:
        groups.setdefault(wanted.options, []).extend(coming)
    adding = [
        ("add", "position", ",".join(names), issue, str(entry.stance), *extra)
        for extra, names in groups.items()
    ]
    return [*adding, *others]
