"""The page's style cut down to what a piece of it needs, so that it acts on nothing around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from positions.render.html.document import stylesheet

SCOPE = "positions-result"
"""The class of the element on which the style acts."""

_COMMENT, _VARIABLE = re.compile(r"/\*.*?\*/", re.DOTALL), re.compile(r"(--[\w-]+): ([^;]+);")
_NAMES = re.compile(r"\.(-?[A-Za-z_][\w-]*)|#([\w-]+)|(?<![\w.#:-])([a-z][a-z0-9]*)(?![\w(-])")
_CLASSES, _TAGS = re.compile(r' class="?([^">]*)'), re.compile(r"<([a-z][a-z0-9]*)")
_STATES = re.compile(r"::?[a-z-]+(?:\((?:[^()]|\([^()]*\))*\))?|\[[^\]]*\]")

_DARK_HOSTS = (
    '[data-jp-theme-light="false"]',
    ".vscode-dark",
    "html[theme=dark]",
    ".quarto-dark",
    '[data-bs-theme="dark"]',
)
_LIGHT_HOSTS = ('[data-jp-theme-light="true"]', ".vscode-light", "html[theme=light]", ".quarto-light")
"""How JupyterLab and nbconvert, VS Code, Colab and Quarto say which of the two they show."""

_BASE = (
    ".{s}{{color-scheme:light dark;background:var(--paper);color:var(--ink);font:14px/1.5 var(--sans);"
    "padding:.75em 1em;overflow-wrap:anywhere;text-align:left}}"
    ".{s} .title{{font:700 1.1em/1.3 var(--serif);margin:.6em 0 .3em}}"
    ".{s} svg{{max-width:100%;height:auto}}"
    # what notebooks do to every table that they show
    ".{s}.{s} table{{margin:0;table-layout:auto;border:0;width:auto}}"
    ".{s}.{s} tr:nth-child(n){{background:none}}"
)


def scoped_style(html: str) -> str:
    """Return the rules of the page's style that act on what a piece of HTML holds, for that piece alone.

    Colours are given in light and dark; the page around the piece says which holds, else the reader's system.
    """
    classes = {name for found in _CLASSES.findall(html) for name in found.split()}
    known = classes | set(_TAGS.findall(html))
    rules = [
        f"{','.join(f'.{SCOPE}.{SCOPE} {selector}' for selector in kept)}{{{body}}}"  # over a notebook's own
        for selectors, body in _rules()
        if (kept := [selector for selector in selectors if _acts_on(selector, known)])
    ]
    style = _BASE.format(s=SCOPE) + "".join(rules)
    schemes = "".join(
        f"{','.join(f'{host} .{SCOPE}' for host in hosts)}{{color-scheme:{scheme}}}"
        for scheme, hosts in (("light", _LIGHT_HOSTS), ("dark", _DARK_HOSTS))
    )
    light, dark = _variables()
    both = "".join(
        f"{name}:{value if name not in dark else f'light-dark({value},{dark[name]})'};"
        for name, value in light.items()
        if f"var({name})" in style
    )
    return f".{SCOPE}{{{both}}}{style}{schemes}"


def _acts_on(selector: str, known: set[str]) -> bool:
    """Return whether all classes and elements that a selector names are in the HTML."""
    names = _NAMES.findall(_STATES.sub("", selector))
    return bool(names) and all(not anchor and (name or element) in known for name, anchor, element in names)


@cache
def _rules() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return the rules that hold on every screen, each as its selectors and what it sets."""
    return tuple(_parsed(_text()))


def _parsed(css: str) -> Iterator[tuple[tuple[str, ...], str]]:
    for head, body in _blocks(css):
        if head == "@media screen":
            yield from _parsed(body)
        elif not head.startswith("@") and not head.startswith((":root", "*", "html", "body")):
            selectors = tuple(part.strip() for part in head.split(","))
            yield selectors, re.sub(r"\s*([;:])\s*", r"\1", body).strip(" \n;")


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and in each pair of outer braces."""
    start = begin = depth = 0
    head = ""
    for place, letter in enumerate(css):
        if letter == "{":
            depth += 1
            if depth == 1:
                head, begin = css[start:place].strip(), place + 1
        elif letter == "}":
            depth -= 1
            if depth == 0:
                yield head, css[begin:place]
                start = place + 1


@cache
def _variables() -> tuple[dict[str, str], dict[str, str]]:
    """Return the colours and faces of the page in light, and those that differ in dark."""
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for head, body in _blocks(_text()):
        if head == ":root":
            light |= dict(_VARIABLE.findall(body))
        elif "prefers-color-scheme: dark" in head:
            dark |= dict(_VARIABLE.findall(body))
    return light, dark


@cache
def _text() -> str:
    return _COMMENT.sub("", stylesheet())
