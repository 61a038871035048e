"""What every screen shares: the title, the sources, what can be chosen, and what is wrong."""

from __future__ import annotations

from typing import Any

from positions.dataset.scale import Scale
from positions.problems import PositionsError
from positions.render.common.marks import mark
from positions.render.common.palette import stance_class
from positions.render.html.build import Markup, el
from positions.reports.common.cells import level_cell
from positions.vocabulary import BASIS_ENTRIES, STATE_ENTRIES
from positions.workbench.actions.undoing import past_edits
from positions.workbench.answers import problem_json
from positions.workbench.state.bench import Bench
from positions.workbench.state.located import count_by_source
from positions.workbench.state.snapshot import Snapshot


def version(bench: Bench) -> str:
    """Return the hash of the dataset as it is now, "none" where there is none that can be read."""
    try:
        return bench.snapshot().version
    except PositionsError:
        return "none"


def frame(bench: Bench) -> dict[str, Any]:
    """Return what the page keeps beside the screen that is shown."""
    snapshot = bench.snapshot()
    dataset = snapshot.dataset
    done, undone = past_edits(bench, 1)
    return {
        "title": dataset.title,
        "version": snapshot.version,
        "broken": [problem_json(problem) for problem in snapshot.broken]
        if not snapshot.hides
        else _without_words(snapshot),
        "coder": bench.coder,
        "blind": snapshot.blind,
        "reconcile": not snapshot.blind and len(_coders(snapshot)) > 1,
        "sources": source_list(snapshot),
        "actors": [
            {"id": name, "label": actor.label, "name": actor.name}
            for name, actor in dataset.stakeholders.items()
        ],
        "issues": [_issue(snapshot, name) for name in dataset.issues],
        "speakers": _speakers(snapshot),
        "scale": scale_json(dataset.scale),
        "bases": [
            {"key": name[0], "id": name, "name": entry.meaning} for name, entry in BASIS_ENTRIES.items()
        ],
        "undo": {"id": done[0].id, "said": done[0].said} if done else None,
        "redo": {"id": undone[0].id, "said": undone[0].said} if undone else None,
    }


def _issue(snapshot: Snapshot, name: str) -> dict[str, Any]:
    """Return an issue as a choice, with its scale where that is its own."""
    dataset = snapshot.dataset
    issue, scale = dataset.issues[name], dataset.scale_of(name)
    own = {} if scale == dataset.scale else {"scale": scale_json(scale)}
    return {"id": name, "label": issue.title, "name": issue.proposition or "", **own}


def _without_words(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Return what is wrong with a file without the words of it, which may be another coder's."""
    keys = ("code", "severity", "file", "line")
    shown = [
        {name: value for name, value in problem_json(problem).items() if name in keys}
        for problem in snapshot.broken
    ]
    return [{**one, "message": "the file is broken here", "hint": None} for one in shown]


def scale_json(scale: Scale) -> dict[str, Any]:
    """Return the stances that can be chosen, each with its key, sign and tone, and the states."""
    levels = []
    for number, label in enumerate(scale.labels, 1):
        cell = level_cell(scale, label)
        shown = {"key": str(number) if number < 10 else "", "id": label, "words": scale.in_words(label)}
        levels.append({**shown, "sign": mark(cell), "tone": stance_class(cell)})
    states = [
        {"key": name[0], "id": name, "words": entry.label, "sign": entry.sign, "tone": "no"}
        for name, entry in STATE_ENTRIES.items()
        if entry.coded
    ]
    bounds = [scale.minimum, scale.maximum] if scale.is_range else None
    return {"levels": levels, "states": states, "range": bounds}


def source_list(snapshot: Snapshot) -> Markup:
    """Return the sources with how many statements are coded from each."""
    counts = count_by_source(snapshot)
    items = [
        el(
            "li",
            el(
                "button",
                el("span", source.title, class_="t"),
                el("span", str(counts[name]), class_="count", aria_hidden="true"),
                el("span", f", {counts[name]} coded{'' if source.text else ', no text here'}", class_="vh"),
                type="button",
                class_="source",
                data_source=name,
            ),
        )
        for name, source in snapshot.dataset.sources.items()
    ]
    return el("ul", *items) if items else el("p", "There is no source yet.", class_="quiet")


def _speakers(snapshot: Snapshot) -> list[dict[str, str | None]]:
    """Return who spoke for whom, on what basis and in which source, the last first."""
    return [
        {"actor": actor, "speaker": speaker, "basis": basis, "source": source}
        for actor, cited in snapshot.cited.items()
        for speaker, basis, source in cited.speakers
    ]


def _coders(snapshot: Snapshot) -> set[str]:
    return {name for cited in snapshot.cited.values() for name in cited.coders}


def show_others(bench: Bench, *, shown: bool) -> dict[str, Any]:
    """Show or hide the entries of other coders for this session, and return the frame."""
    bench.shows_others = shown or bench.coder is None
    bench.tell()
    return frame(bench)
