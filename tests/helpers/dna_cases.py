"""Statements and windows of the cases of Discourse Network Analyzer over time."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from math import sqrt
from pathlib import Path
from typing import get_args

from positions.dataset.dates import TimeSpan, parse_window
from positions.dataset.scale import Scale
from positions.measures.networks.window_updates import WindowNetwork
from positions.measures.networks.windows import Bounds, dna_kernel_windows, dna_windows
from positions.statements import Statement, StatementSet, repeat_key
from positions.vocabulary import Kernel

TWO_LEVELS = Scale("levels", {"disagree": -1.0, "agree": 1.0}, -1.0, 1.0)


def days_of(found: StatementSet) -> list[date]:
    return [statement.day for statement in found.statements if statement.day is not None]


UNITS = {"days": "d", "weeks": "w", "months": "m", "years": "y", "events": "e"}


def dna_set(shared: Path, name: str) -> StatementSet:
    if name == "made-a":
        path = shared / "cases" / "dna-time" / "made-a.csv"
        names = ("actor", "issue", "stance", "date", "document")
    else:
        path = shared / "data" / "dna-sample-statements.csv"
        names = ("organization", "concept", "agreement", "date", "document_id")
    with path.open(newline="", encoding="utf-8") as file:
        rows = [tuple(row[column] for column in names) for row in csv.DictReader(file)]
    actors, issues = (sorted({row[place] for row in rows}) for place in (0, 1))
    statements = [
        Statement(
            actors.index(actor),
            issues.index(issue),
            1.0 if stance == "1" else -1.0,
            date.fromisoformat(day[:10]),
            document,
        )
        for actor, issue, stance, day, document in rows
    ]
    statements.sort(key=lambda one: one.day or date.min)
    return StatementSet(tuple(statements), tuple(actors), tuple(issues), TWO_LEVELS, 2.0)


def dna_bounds(row: dict[str, str], days: list[date]) -> Iterator[Bounds]:
    first = date.fromisoformat(row["from"][:10]) if row["from"] else days[0]
    last = date.fromisoformat(row["to"][:10]) if row["to"] else days[-1]
    length = parse_window(row["size"] + UNITS[row["unit"]])
    for kernel in get_args(Kernel):
        if row["kernel"] == kernel:
            assert isinstance(length, TimeSpan)
            return dna_kernel_windows(days, (first, last), length, kernel, indent=row["indent"] == "true")
    return dna_windows(days, (first, last), length)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def own_ties(found: StatementSet, window: WindowNetwork, aggregation: str) -> dict[int, float]:
    """Return what DNA has on the diagonal under a kernel: the tie of each actor with itself."""
    sums: dict[tuple[int, int], dict[float, float]] = {}
    bounds, seen = window.bounds, set()
    here = found.statements[bounds.first : bounds.stop]
    for statement, weight in zip(here, bounds.weights or (), strict=True):
        key = repeat_key(statement, "document")
        if key not in seen:
            seen.add(key)
            cell = sums.setdefault((statement.actor, statement.issue), {-1.0: 0.0, 1.0: 0.0})
            cell[statement.value] += sqrt(weight)
    own: dict[int, float] = {}
    for (actor, _), cell in sums.items():
        congruence, conflict = cell[1.0] ** 2 + cell[-1.0] ** 2, 2 * cell[1.0] * cell[-1.0]
        tie = {"congruence": congruence, "conflict": conflict, "subtract": congruence - conflict}[aggregation]
        own[actor] = own.get(actor, 0.0) + tie
    return own
