"""Where to look, and what a source is silent on."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

from positions.render.html.build import Markup, el
from positions.workbench.actions.silent_cells import silent_cells
from positions.workbench.reading.places_to_look import Look
from positions.workbench.state.bench import Bench
from positions.workbench.state.located import located

_WIDEST = 100


def look(bench: Bench, source: str) -> dict[str, Any]:
    """Return the places of a text that look like statements and are not coded yet."""
    snapshot = bench.snapshot()
    reading = bench.reading(snapshot, source)
    words = reading.source.text
    _, places = bench.voices(snapshot, source, reading)
    coded = located(bench, snapshot, source, reading)
    found = [
        place for place in places if not any(one.start < place.end and place.start < one.end for one in coded)
    ]

    def item(place: Look) -> Markup:
        who = snapshot.dataset.stakeholders[place.actor].label if place.actor else place.speaker
        return el(
            "li",
            el(
                "button",
                el("span", f"{who}: " if who else None, class_="who-speaks") if who else None,
                _shortened(words[place.start : place.end]),
                type="button",
                class_="place",
                data_start=place.start,
                data_end=place.end,
                title=place.why,
            ),
        )

    listed = el("ol", *map(item, found)) if found else el("p", _nothing(places), class_="quiet")
    return {"html": listed, "count": len(found)}


def _nothing(places: list[Look]) -> str:
    if places:
        return "No other place looks like a statement."
    return "No place looks like a statement by plain rules, which know few words: read the text."


def _shortened(sentence: str) -> str:
    return shorten(sentence, _WIDEST, placeholder=" …")


def silent(bench: Bench, source: str) -> dict[str, Any]:
    """Return the cells that a source leaves open as boxes to tick; those coded elsewhere come unticked."""
    snapshot = bench.snapshot()
    dataset = snapshot.dataset
    rows = [
        el(
            "li",
            el(
                "label",
                el(
                    "input",
                    type="checkbox",
                    name="silent",
                    checked=not cell.elsewhere,
                    data_actor=cell.actor,
                    data_issue=cell.issue,
                ),
                f" {dataset.stakeholders[cell.actor].label}: {dataset.issues[cell.issue].title}",
                el("span", " (has a position from another source)", class_="quiet")
                if cell.elsewhere
                else None,
            ),
        )
        for cell in silent_cells(snapshot, source)
    ]
    said = "Nobody is coded from this source yet, or nothing is open." if not rows else None
    intro = "Mark as silent, for the actors coded here, the issues on which this source says nothing of them."
    return {
        "html": el("div", el("p", said or intro), el("ul", *rows, class_="ticks") if rows else None),
        "count": len(rows),
    }
