"""The page's own files: its modules and its style, which is the report's with what the workbench adds."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_KINDS = {"js": "text/javascript", "css": "text/css"}


@cache
def asset(name: str) -> tuple[str, str] | None:
    """Return a file's text and its media type; None where there is none."""
    folder = files("positions.workbench").joinpath("assets")
    suffix = name.rpartition(".")[2]
    if suffix not in _KINDS or "/" in name or "\\" in name or name.startswith("."):
        return None
    if not folder.joinpath(name).is_file():
        return None
    text = folder.joinpath(name).read_text(encoding="utf-8")
    if name == "workbench.css":
        from positions.render.html.document import stylesheet

        text = stylesheet() + text
    return text, _KINDS[suffix]
