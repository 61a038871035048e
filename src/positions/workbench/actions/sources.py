"""New sources: a pasted text or a dropped file, read first and then added."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any, cast

from positions.problems import UsageError
from positions.workbench.actions.body import Body
from positions.workbench.actions.changes import Changed
from positions.workbench.actions.commands import command_lines, options
from positions.workbench.actions.new_parts import free_id
from positions.workbench.state.bench import Bench
from positions.workbench.state.snapshot import Snapshot
from positions.workbench.state.texts import SourceReading

if TYPE_CHECKING:
    from positions.dataset.incoming.reading import IncomingSource

MOST_PREVIEW = 4000
_UNNAMED = "source"
"""The id of a file whose name has no letter that an id could have."""

_FIELDS = ("title", "author", "publisher", "date", "url", "language")


def _incoming(body: Body) -> IncomingSource:
    from positions.dataset.incoming.reading import read_incoming

    name = body.text("name") or "pasted.txt"
    encoded = body.fields.get("data")
    if not isinstance(encoded, str):
        raise UsageError("missing: data")
    try:
        data = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise UsageError("data is not base64") from None
    return read_incoming(data, name)


def read_source(body: Body) -> dict[str, object]:
    """Return what a file says of itself, and the beginning of its text; nothing is written."""
    incoming = _incoming(body)
    return {
        "kind": incoming.kind,
        "id": incoming.suggested_id,
        "found": dict(incoming.found),
        "remarks": list(incoming.remarks),
        "text": incoming.text[:MOST_PREVIEW],
        "length": len(incoming.text),
    }


def _free_id(bench: Bench, snapshot: Snapshot, wanted: str, text: str) -> str:
    """Return an id for a text, with a number behind it where another text has the wanted one.

    Raises:
        UsageError: if the very text is there already.
    """
    there = snapshot.whole.require().sources.get(wanted)
    reading = bench.texts.of(there, bench.folder) if there is not None else None
    if (
        there is not None
        and isinstance(reading, SourceReading)
        and reading.source.text.split() == text.split()
    ):
        raise UsageError(f"this text is there already, as the source {there.title!r}")
    return wanted if there is None else free_id(snapshot, "sources", wanted)


def add_source(bench: Bench, body: Body) -> tuple[Changed, str]:
    """Add a source with its text; return its id too."""
    from positions.library.editing.editor import editing

    incoming = _incoming(body)
    fields = {name: body.text(name) or "" for name in _FIELDS if name in body.fields}
    with bench.lock:
        snapshot = bench.snapshot()  # raises where there is no dataset yet
        editor = editing(bench.path, coder=bench.coder)
        name = _free_id(bench, snapshot, body.text("id") or incoming.suggested_id or _UNNAMED, incoming.text)
        edit = editor.add_source_file(incoming, name, **cast(Any, fields))
        bench.take_over(edit.changes)
    added = str(edit.changes.about[-1])
    given = options({"id": added, **{name: value or None for name, value in fields.items()}})
    words = ("add", "source", body.text("name") or "pasted.txt", *given)
    return Changed(edit.said, command_lines([words], bench.path)), added
