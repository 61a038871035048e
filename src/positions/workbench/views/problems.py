"""What `check` says, each with a way to the place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from positions.dataset.editing.cells import cell_label
from positions.dataset.quotations.check import Verification, check_quotations
from positions.dataset.quotations.hashes import check_hashes
from positions.dataset.quotations.search import NotFound
from positions.problems import Problem
from positions.render.html.build import Markup, el, join
from positions.workbench.state.bench import Bench
from positions.workbench.state.snapshot import Snapshot


def problems(bench: Bench) -> dict[str, Any]:
    """Return the problems as HTML, and how many there are."""
    snapshot = bench.snapshot()
    if snapshot.broken:
        shown = [_line(problem, None, words=not snapshot.hides) for problem in snapshot.broken]
        said = (
            "The file is broken. You see its last state in order, and can change nothing until it is mended."
        )
        return {"html": join((el("h2", "Problems"), el("p", said), el("ul", *shown))), "count": len(shown)}
    verified = bench.texts.verified(snapshot.dataset, bench.folder)
    found = _found(bench, snapshot, verified)
    lost = _lost(snapshot, verified)
    nothing = None if found or lost else el("p", "Nothing is wrong.")
    return {
        "html": join(
            (
                el("h2", "Problems"),
                nothing,
                el("ul", *lost, *(_line(one, snapshot) for one in found), class_="problems")
                if found or lost
                else None,
            )
        ),
        "count": len(found) + len(lost),
    }


def _found(bench: Bench, snapshot: Snapshot, verified: Verification) -> list[Problem]:
    """Return what is wrong, but for quotations that are not found; nothing of what is hidden."""
    loaded = snapshot.whole
    if snapshot.hides:
        from positions.dataset.validation.checks import check_dataset

        return [
            problem
            for problem in check_dataset(snapshot.dataset, loaded.origin)
            if problem.code != "several-coders"
        ]
    others = [
        one
        for one in check_quotations(snapshot.dataset, loaded.origin, verified)
        if one.code != "quote-not-found"
    ]
    return [*loaded.problems, *check_hashes(snapshot.dataset, loaded.origin, bench.folder), *others]


def _lost(snapshot: Snapshot, verified: Verification) -> list[Markup]:
    """Return the quotations that are not in their sources, each with the closest passage and the entry."""
    lines: list[Markup] = []
    for (actor, issue, index, number), result in verified.quotations.items():
        if not isinstance(result, NotFound):
            continue
        entries = snapshot.dataset.stakeholders[actor].positions[issue]
        item = entries[index].evidence[number]
        key = snapshot.keys.of(entries)[index]
        where = f"{snapshot.dataset.stakeholders[actor].label}: {snapshot.dataset.issues[issue].title}"
        address = f"{actor}/{issue}/{key}"
        use = el(
            "button",
            "Use the closest",
            type="button",
            class_="use",
            data_entry=address,
            data_evidence=number + 1,
            data_quote=result.passage,
        )
        lines.append(
            el(
                "li",
                el("p", el("b", "error"), f" {where}: the quotation is not in the text: {item.quote}"),
                el("p", f"Closest: {result.passage}", class_="quiet") if result.passage else None,
                el(
                    "p",
                    use if result.passage and result.in_words else None,
                    el("button", "Open", type="button", class_="open", data_entry=address),
                    class_="buttons",
                ),
            )
        )
    return lines


def _line(problem: Problem, snapshot: Snapshot | None, *, words: bool = True) -> Markup:
    """Return a problem with its place, and where a cell is its place with a way there."""
    place = problem.location
    where = f"{Path(place.file).name}, line {place.line}" if place and place.line else None
    message = problem.message if words else "the file is broken here"
    quiet = el(
        "p", ": ".join(part for part in (where, problem.hint if words else None) if part), class_="quiet"
    )
    cell = _cell_of(problem, snapshot) if snapshot is not None else None
    if cell is None or snapshot is None:
        return el("li", el("p", el("b", problem.severity), f" {message}"), quiet)
    label = cell_label(snapshot.dataset, *cell)
    to_cell = el("button", "Open", type="button", class_="to-cell", data_actor=cell[0], data_issue=cell[1])
    said = el("p", el("b", problem.severity), f" {label}: {message}")
    return el("li", said, quiet, el("p", to_cell, class_="buttons"))


def _cell_of(problem: Problem, snapshot: Snapshot) -> tuple[str, str] | None:
    """Return the cell in which a problem is; None where it is elsewhere."""
    match snapshot.whole.origin.path_at(problem.location) if problem.location is not None else ():
        case ("stakeholders", str(actor), "positions", str(issue), *_):
            known = actor in snapshot.dataset.stakeholders and issue in snapshot.dataset.issues
            return (actor, issue) if known else None
        case _:
            return None
