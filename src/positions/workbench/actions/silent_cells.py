"""Reading to the end: what a source is silent on, for the actors that it was read for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from positions.dataset.editing.edit import Plan
from positions.dataset.editing.plans.cells import NewPosition, add_position
from positions.dataset.editing.plans.chained import chained
from positions.dataset.load import Loaded
from positions.dataset.models import Evidence, Position
from positions.library.editing.values import build
from positions.problems import UsageError
from positions.workbench.actions.body import Body
from positions.workbench.actions.changes import Changed
from positions.workbench.actions.commands import command_lines, options
from positions.workbench.state.bench import Bench
from positions.workbench.state.snapshot import Snapshot


@dataclass(frozen=True)
class SilentCell:
    """A cell without an entry from the source; `elsewhere` where another source has one."""

    actor: str
    issue: str
    elsewhere: bool


def silent_cells(snapshot: Snapshot, source: str) -> Iterator[SilentCell]:
    """Yield the cells that a source leaves open, of the actors that are coded from it."""
    dataset = snapshot.dataset
    for name, actor in dataset.stakeholders.items():
        cited = {
            issue
            for issue, entries in actor.positions.items()
            if any(item.source == source for entry in entries for item in entry.evidence)
        }
        if cited:
            for issue in dataset.issues:
                if issue not in cited:
                    yield SilentCell(name, issue, bool(actor.positions.get(issue)))


def mark_silent(bench: Bench, body: Body) -> Changed:
    """Write `silent`, dated by the source, into the cells that were ticked."""
    with bench.lock:
        snapshot = bench.snapshot()
        source = body.required("source")
        if source not in snapshot.dataset.sources:
            raise UsageError(f"there is no source {source!r}")
        open_cells = {(cell.actor, cell.issue) for cell in silent_cells(snapshot, source)}
        cells = [(one.required("actor"), one.required("issue")) for one in body.parts("cells")]
        if not cells:
            raise UsageError("no cell is ticked")
        if not set(cells) <= open_cells:
            raise UsageError("a cell was coded meanwhile", "look at the list again")
        date = snapshot.dataset.sources[source].date
        said = {"stance": "silent", "date": date.text if date else None, "coder": bench.coder}
        entry = build(Position, {**said, "evidence": [Evidence(source=source)]})
        plans: list[Callable[[Loaded], Plan]] = [
            partial(add_position, new=NewPosition(actor, issue, entry, same_date=True))
            for actor, issue in cells
        ]
        given = options({"source": source, "date": said["date"], "coder": bench.coder})
        by_issue: dict[str, list[str]] = {}
        for actor, issue in cells:
            by_issue.setdefault(issue, []).append(actor)
        commands = [
            ("add", "position", ",".join(actors), issue, "silent", *given)
            for issue, actors in by_issue.items()
        ]
        bench.edit(lambda loaded: chained(loaded, plans), commands[0])
    what = "cell" if len(cells) == 1 else "cells"
    return Changed(f"Saved: {len(cells)} {what} silent", command_lines(commands, bench.path))
