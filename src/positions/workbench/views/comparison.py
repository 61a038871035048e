"""The comparison of the dataset as it is now."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from positions.measures.pairs.results import Comparison
from positions.render.html.build import Markup, el, join
from positions.render.html.tables import notes, table_section
from positions.render.json import render
from positions.render.registry import RenderOptions
from positions.reports.compare.report import compare, tells_sides
from positions.tables import Report
from positions.workbench.state.bench import Bench
from positions.workbench.views.studies import refused, study

_SHOWN = ("agreement", "disagreement", "unites", "divides")
_OF_SIDES = ("unites", "divides")
_MOST = 60
"""More actors than this are not compared on the screen, but by the command line."""


def stands(bench: Bench) -> dict[str, Any]:
    """Return agreement and disagreement, what unites and what divides, as HTML."""
    found = _report(bench, _SHOWN)
    if isinstance(found, Markup):
        return {"html": join((el("h2", "As it stands"), found))}
    parts = [table_section(table) for table in found.tables]
    return {
        "html": join(
            (
                el("h2", "As it stands"),
                *(el("p", sentence) for sentence in found.summary),
                *parts,
                notes(found.notes),
            )
        )
    }


def as_json(bench: Bench) -> Any:
    """Return the same as `positions compare -f json` prints."""
    found = _report(bench)
    return {"refused": found} if isinstance(found, Markup) else json.loads(render(found, RenderOptions()))


def _report(bench: Bench, wanted: Sequence[str] = ()) -> Report | Markup:
    found = study(bench.snapshot())
    if isinstance(found, Markup):
        return found
    if len(found.grid.actors) > _MOST:
        return el(
            "p", f"There are more than {_MOST} actors: `positions compare` compares them.", class_="note"
        )
    there = [name for name in wanted if name not in _OF_SIDES or tells_sides(found.grid)]
    return refused(lambda: compare(found, Comparison(), wanted=there))
