"""What two coders read differently, and the decision between their readings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from positions.dataset.coders.codings import coders_in, codings_of, only
from positions.dataset.coders.units import coded_units
from positions.dataset.editing.cells import cell_label
from positions.dataset.editing.edit import Plan
from positions.dataset.editing.entry_selection import EntryChoice
from positions.dataset.editing.plans.chained import chained
from positions.dataset.editing.plans.fields import set_position
from positions.dataset.editing.plans.removals import remove_position
from positions.dataset.load import Loaded
from positions.dataset.models import Position
from positions.problems import UsageError
from positions.workbench.actions.body import Body
from positions.workbench.actions.changes import Changed
from positions.workbench.actions.commands import command_lines
from positions.workbench.state.bench import Bench
from positions.workbench.state.snapshot import EntryGoneError, Snapshot

NEEDS_CODER = "start with `positions edit --coder NAME` to decide: a decision is signed"


@dataclass(frozen=True)
class Reading:
    """What a coder says in a cell: its entries with their numbers in the file, from 1."""

    coder: str
    entries: tuple[tuple[int, Position], ...]


@dataclass(frozen=True)
class Dispute:
    """A cell that coders read differently; `key` says what it holds now."""

    actor: str
    issue: str
    key: str
    readings: tuple[Reading, ...]


def disputes(snapshot: Snapshot) -> list[Dispute]:
    """Return the cells on which coders differ, as `reliability` and its merge find them, in the file's order.

    Entries that nobody has signed are nobody's reading, and are left alone.

    Raises:
        UsageError: if other coders are hidden.
    """
    if snapshot.blind:
        raise UsageError("other coders are hidden", "show them to decide between readings")
    whole = snapshot.whole
    if len(coders_in(whole.require())) < 2:
        return []
    signed = only(whole.require(), lambda entry: entry.coder is not None)
    codings = codings_of([replace(whole, dataset=signed)], [whole.folder or Path()]).coders
    found: list[Dispute] = []
    for unit in coded_units(codings, "cell"):
        if not unit.differ:
            continue
        there = whole.require().stakeholders[unit.actor].positions[unit.issue]
        number = {id(entry): index for index, entry in enumerate(there, 1)}
        readings = tuple(
            Reading(coding.coder, tuple((number[id(entry)], entry) for entry in entries))
            for coding, entries in zip(codings, unit.readings, strict=True)
            if entries
        )
        found.append(Dispute(unit.actor, unit.issue, ",".join(snapshot.keys.of(there)), readings))
    return found


def decide(bench: Bench, body: Body) -> Changed:
    """Keep the readings of some coders in a disputed cell, signed by who decides; the others go.

    All in one edit. Of no coder, the cell goes: it is then open to be coded anew.

    Raises:
        EntryGoneError: if the cell is no longer what the page showed.
        UsageError: if nobody signs, or a coder has no reading there.
    """
    if bench.coder is None:
        raise UsageError("a decision is signed", NEEDS_CODER)
    coder = bench.coder
    with bench.lock:
        snapshot = bench.snapshot()
        cell, kept = (body.required("actor"), body.required("issue")), body.items("keep")
        dispute = next((one for one in disputes(snapshot) if (one.actor, one.issue) == cell), None)
        if dispute is None or dispute.key != body.required("key"):
            raise EntryGoneError("this cell was changed meanwhile", "look at it as it is now")
        unknown = [name for name in kept if name not in [one.coder for one in dispute.readings]]
        if unknown:
            raise UsageError(f"there is no reading of {unknown[0]!r} here")
        plans: list[Callable[[Loaded], Plan]] = []
        words: list[tuple[str, ...]] = []
        signed = [pair for one in dispute.readings if one.coder in kept for pair in one.entries]
        gone = [number for one in dispute.readings if one.coder not in kept for number, _ in one.entries]
        for number, entry in signed:
            if entry.coder != coder:
                choice = EntryChoice(number=number)
                plans.append(
                    partial(
                        set_position, actor=cell[0], issue=cell[1], fields={"coder": coder}, choice=choice
                    )
                )
                words.append(("set", "position", *cell, "--entry", str(number), "--coder", coder))
        for number in sorted(gone, reverse=True):
            choice = EntryChoice(number=number)
            plans.append(partial(remove_position, actor=cell[0], issue=cell[1], choice=choice))
            words.append(("remove", "position", *cell, "--entry", str(number)))
        if not plans:
            raise UsageError("nothing was changed")
        bench.edit(lambda now: chained(now, plans), words[0])
        where = cell_label(snapshot.dataset, *cell)
    said = f"kept {' and '.join(map(str, kept))}" if kept else "kept neither"
    return Changed(f"Decided: {where}, {said}", command_lines(words, bench.path))
