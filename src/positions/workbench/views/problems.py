"""What `check` says, each with a way to the place."""

from __future__ import annotations

from typing import Any

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
        shown = [_line(problem, words=not snapshot.hides) for problem in snapshot.broken]
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
                el("ul", *lost, *map(_line, found), class_="problems") if found or lost else None,
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


def _line(problem: Problem, *, words: bool = True) -> Markup:
    place = problem.location
    where = f"{place.file}:{place.line}" if place and place.line else ""
    return el(
        "li",
        el("p", el("b", problem.severity), f" {problem.message if words else 'the file is broken here'}"),
        el("p", " ".join(part for part in (where, problem.hint if words else None) if part), class_="quiet"),
    )
