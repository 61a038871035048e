"""What was done, and what has changed since the page was opened or since the last commit."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from positions.dataset.revisions.last_commit import in_last_commit
from positions.dataset.storage.dataset_files import dataset_files
from positions.render.html.build import Markup, el, join, text
from positions.workbench.actions.undoing import PastEdit, past_edits
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
                *_changes("since this was opened", shown["diff"], shown["said"]),
                *(
                    _changes("since the last commit", shown["committed"], shown["said"])
                    if "committed" in shown
                    else ()
                ),
            )
        )
    }


def _changes(since: str, shown: str, said: str) -> Iterator[Markup]:
    yield el("h3", f"Changed {since}")
    if not shown:
        yield el("p", said)
        return
    label = f"Changes {since}"
    yield el("pre", el("code", _as_lines(shown)), tabindex="0", role="region", aria_label=label)


def _as_lines(said: str) -> Markup:
    """Return a text line by line: text of the data is shown without its line breaks otherwise."""
    return Markup("\n".join(text(line) for line in said.split("\n")))


def _line(edit: PastEdit) -> Markup:
    coder = f", by {edit.coder}" if edit.coder else ""
    said = el("span", edit.said) if edit.said != edit.command else None
    command = el("code", edit.command) if edit.command else None
    return el(
        "li",
        said,
        " " if said and command else None,
        command,
        el("span", f" {edit.time} UTC{coder}", class_="quiet"),
    )


def diff(bench: Bench) -> dict[str, str]:
    """Return what has changed since the server was started, as a diff; not while others are hidden.

    `committed` is what has changed since the last commit; it is missing where there is none.
    """
    snapshot = bench.snapshot()
    if snapshot.hides:
        return {"diff": "", "said": "Not shown while other coders' entries are hidden."}
    now = {Path(file): Path(file).read_bytes() for file in dataset_files(bench.path)}
    opened = {file: bench.opened_with.get(str(file), b"") for file in now}
    committed = {file: in_last_commit(file) for file in now}
    found = {"diff": _diff(opened, now), "said": "Nothing has changed."}
    if any(data is not None for data in committed.values()):
        found["committed"] = _diff({file: data or b"" for file, data in committed.items()}, now)
    return found


def _diff(before: Mapping[Path, bytes], now: Mapping[Path, bytes]) -> str:
    return "".join(
        line if line.endswith("\n") else f"{line}\n"
        for file, data in now.items()
        for line in difflib.unified_diff(_lines(before[file]), _lines(data), file.name, file.name)
    )


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").splitlines(keepends=True)
