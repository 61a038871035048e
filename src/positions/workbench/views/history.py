"""What was done, and what has changed since the page was opened or since the last commit."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

from positions.dataset.storage.dataset_files import dataset_files
from positions.render.html.build import Markup, el, join, text
from positions.workbench.actions.taking_back import PastEdit, past_edits
from positions.workbench.state.bench import Bench

_MOST = 200


def history(bench: Bench) -> dict[str, Any]:
    """Return the edits that can be undone or made again, and the diff, as HTML."""
    done, undone = past_edits(bench, _MOST)
    shown = diff(bench)
    return {
        "html": join(
            (
                el("h2", "History"),
                el(
                    "p",
                    el("button", "Undo", type="button", id="do-undo", disabled=not done),
                    " ",
                    el("button", "Redo", type="button", id="do-redo", disabled=not undone),
                    class_="buttons",
                ),
                el("h3", "Edits, the last first") if done else el("p", "Nothing was changed yet."),
                el("ol", *map(_line, done), class_="edits") if done else None,
                el("h3", "Undone") if undone else None,
                el("ol", *map(_line, undone), class_="edits") if undone else None,
                el("h3", "Changed since this was opened"),
                el(
                    "pre",
                    el("code", _as_lines(shown["diff"])),
                    tabindex="0",
                    role="region",
                    aria_label="Changes since this was opened",
                )
                if shown["diff"]
                else el("p", shown["said"]),
            )
        )
    }


def _as_lines(said: str) -> Markup:
    """Return a text line by line: text of the data is shown without its line breaks otherwise."""
    return Markup("\n".join(text(line) for line in said.split("\n")))


def _line(edit: PastEdit) -> Markup:
    coder = f", by {edit.coder}" if edit.coder else ""
    return el("li", el("code", edit.command), el("span", f" {edit.time} UTC{coder}", class_="quiet"))


def diff(bench: Bench) -> dict[str, str]:
    """Return what has changed since the server was started, as a diff; not while others are hidden."""
    snapshot = bench.snapshot()
    if snapshot.hides:
        return {"diff": "", "said": "Not shown while other coders' entries are hidden."}
    parts: list[str] = []
    for file in dataset_files(bench.path):
        old = _lines(bench.opened_with.get(str(file), b""))
        new = _lines(Path(file).read_bytes())
        parts += [
            line if line.endswith("\n") else f"{line}\n"
            for line in difflib.unified_diff(old, new, file.name, file.name)
        ]
    return {"diff": "".join(parts), "said": "Nothing has changed."}


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").splitlines(keepends=True)
