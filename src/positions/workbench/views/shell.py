"""The empty page: it holds no data, and is the same for every user."""

from __future__ import annotations

from positions.render.html.build import Markup, el

SCREENS = (
    ("text", "Text", "t"),
    ("grid", "Grid", "g"),
    ("stands", "As it stands", "a"),
    ("problems", "Problems", "p"),
    ("history", "History", "h"),
    ("reconcile", "Reconcile", "r"),
)


def empty_page() -> str:
    """Return the whole document."""
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", "positions"),
        el("link", rel="icon", href="data:,"),
        el("link", rel="stylesheet", href="/assets/workbench.css"),
        el("script", type="module", src="/assets/main.js"),
    )
    body = el("body", _top(), _main(), _dialogs(), class_="bench")
    return f"<!doctype html>\n{el('html', head, body, lang='en')}\n"


def _top() -> Markup:
    tabs = [
        el(
            "button",
            label,
            type="button",
            id=f"tab-{name}",
            data_screen=name,
            aria_current="page" if name == "text" else None,
            hidden=name == "reconcile",
        )
        for name, label, _ in SCREENS
    ]
    return el(
        "header",
        el("h1", "positions", id="title"),
        el("nav", *tabs, aria_label="Screens"),
        el(
            "div",
            el("span", id="coder", class_="quiet"),
            el("button", "Show others", type="button", id="others", hidden=True),
            el("button", "Undo", type="button", id="undo", title="Ctrl+Z"),
            el("button", "Redo", type="button", id="redo", title="Ctrl+Shift+Z"),
            el("button", "Keys", type="button", id="keys", title="?"),
            class_="tools-bar",
        ),
        el("p", id="banner", role="alert", hidden=True),
        class_="bar-top",
    )


def _main() -> Markup:
    left = el(
        "nav",
        el("h2", "Sources"),
        el("div", id="sources"),
        el("p", el("button", "Add a source", type="button", id="add-source"), class_="buttons"),
        el("h2", "Where to look"),
        el("div", id="look"),
        el("p", el("button", "Read to the end", type="button", id="silent"), class_="buttons"),
        id="left",
        aria_label="Sources and places to look",
    )
    text = el(
        "div", id="text", tabindex="0", role="application", aria_label="Text", aria_describedby="text-help"
    )
    side = el("aside", el("div", id="side"), id="right", aria_label="Coding")
    help_line = "Down and Up choose a sentence, Enter codes it, question mark lists the keys."
    return el(
        "main",
        el(
            "div",
            left,
            el("div", el("p", help_line, id="text-help", class_="vh"), text, id="middle"),
            side,
            id="screen-text",
        ),
        el("div", id="screen-other", hidden=True, tabindex="-1"),
        id="main",
    )


def _dialogs() -> Markup:
    return el(
        "div",
        el("div", id="said", role="status", aria_live="polite", class_="status"),
        el("div", id="spoken", aria_live="polite", class_="vh"),
        el("dialog", id="dialog", aria_labelledby="dialog-title"),
    )
