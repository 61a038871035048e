"""HTML that escapes by construction: text is escaped unless it was made here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from positions.one_line import isolated
from positions.render.common.text import visible

_VOID = frozenset(("meta", "link", "br", "hr", "input"))
_DRAWN = frozenset(("line", "circle", "rect"))  # of SVG: closed in themselves, or the next would be inside
_LINK = re.compile(r"(?:https?://[^\s<>\"'\\]+|mailto:[^\s<>\"'\\]+)", re.IGNORECASE | re.ASCII)
_IN_SCRIPT = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


class Markup(str):
    """Text that is HTML already. Only this module makes it from anything but literals."""

    __slots__ = ()


Child = str | Markup | None
Attribute = str | int | bool | None


@lru_cache(maxsize=4096)  # a page says most of its words many times
def text(value: str) -> Markup:
    """Return text as HTML that shows it: escaped, and with nothing in it that acts on what is around it."""
    return Markup(escape(isolated(visible(value))))


def el(name: str, /, *children: Child, **attributes: Attribute) -> Markup:
    """Return an element. Children that are no markup are escaped; None is left out.

    An attribute's trailing underscore is dropped and others are hyphens; None and False leave it out.
    """
    start = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}"
    if name in _DRAWN:
        return Markup(f"{start}/>")
    if name in _VOID:
        return Markup(f"{start}>")
    content = join(map(_undirected, children)) if attributes.get("dir") == "auto" else join(children)
    return Markup(f"{start}>{content}</{name}>")


def _undirected(child: Child) -> Child:
    """Return text without isolates: a browser skips them when it takes a direction from the first letters."""
    if child is None or isinstance(child, Markup):
        return child
    return Markup(_inline(child, isolate=False))


def join(children: Iterable[Child]) -> Markup:
    """Return markup and texts one after the other, the texts escaped."""
    return Markup(
        "".join(
            child if isinstance(child, Markup) else _inline(child) for child in children if child is not None
        )
    )


def _inline(value: str, *, isolate: bool = True) -> str:
    """Return text with the spaces that part it from its neighbours."""
    before, after = " " * value.startswith(" "), " " * (value.endswith(" ") and len(value) > 1)
    return f"{before}{text(value) if isolate else escape(visible(value))}{after}"


def prose(sentence: str) -> Markup:
    """Return a sentence of the program's own in which `code` between backticks is set as such."""
    parts = sentence.split("`")
    return join(el("code", part) if index % 2 else part for index, part in enumerate(parts))


def _attribute(name: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{_quoted(str(value))}"'


@lru_cache(maxsize=1024)
def _quoted(value: str) -> str:
    return escape(visible(value))


def link(label: str, address: str | None) -> Markup:
    """Return a link to an address on the web or of a mailbox; any other address is text behind the label."""
    if address is None:
        return text(label)
    if _LINK.fullmatch(address) and visible(address) == address:
        return el("a", label, href=address, rel="noopener noreferrer")
    return text(label if label == address else f"{label} ({address})")


def script_data(value: object) -> Markup:
    """Return a value as JSON that can stand in a script element: nothing in it can end the element."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(plain.translate(_IN_SCRIPT).encode("utf-8", "replace").decode("utf-8"))


def scrollable(content: Child, label: str) -> Markup:
    """Return content in a frame that scrolls sideways, reachable by keyboard and named for screen readers."""
    return el("div", content, class_="scroll", role="region", aria_label=label, tabindex="0")
