"""What every page of a report has: the document around it, how it opens and how it ends."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files

from positions._version import __version__
from positions.one_line import isolated
from positions.render.common.heading import dateline_of, headline_of
from positions.render.common.palette import css_rules, css_variables
from positions.render.common.text import visible
from positions.render.html.build import Markup, el, join
from positions.tables import Ref, Report

_NOT_IN_STYLE = frozenset('\\"<>&{}\n\r\f')


def document(
    title: str, content: Sequence[Markup | None], *, script: str | None = None, running: str | None = None
) -> str:
    """Return a whole HTML document; its policy lets it load nothing and run nothing but what is in it.

    `script` runs when the page has been read, after start.js; without one nothing runs.
    `running` stands over each printed page but the first; the title unless given.
    """
    style = stylesheet() + _on_every_page(title if running is None else running)
    start, code = (resource("start.js"), script) if script else ("", "")
    policy = "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'"
    policy += f"; style-src '{policy_hash(style)}'"
    if script:
        policy += f"; script-src '{policy_hash(start)}' '{policy_hash(code)}'"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", title),
        el("link", rel="icon", href="data:,"),
        Markup(f"<style>{style}</style>"),
    )
    scripts = [Markup(f"<script>{text}</script>") if script else None for text in (start, code)]
    body = el("body", scripts[0], *content, scripts[1])
    return f"<!doctype html>\n{el('html', head, body, lang='en')}\n"


def _on_every_page(running: str) -> str:
    """Return the rules for what stands in the margins of printed pages."""
    shown = "".join(
        f"\\{ord(letter):06x}" if letter in _NOT_IN_STYLE else letter for letter in isolated(visible(running))
    )
    return (
        f'@page {{ @top-left {{ content: "{shown}"; font: 8pt sans-serif; }} '
        '@bottom-right { content: counter(page) " of " counter(pages); font: 8pt sans-serif; } }\n'
        "@page :first { @top-left { content: none; } }\n"
    )


def stylesheet() -> str:
    """Return the style sheet of a page, with the palette's colours."""
    return css_variables() + resource("report.css").replace("/* the rules of TONES */\n", css_rules())


def resource(name: str) -> str:
    """Return the text of an asset of the page: its style or one of its scripts."""
    return files("positions.render.html").joinpath("assets", name).read_text(encoding="utf-8")


def with_take(script: str) -> str:
    """Return a page's script with what takes its tables along, as text and as pictures."""
    return script.replace("  /* take.js */\n", resource("take.js"))


def policy_hash(text: str) -> str:
    """Return how a content security policy names a script or style of exactly this text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def masthead(report: Report, kicker: str, contents: Sequence[tuple[str, str]]) -> tuple[Markup, Markup]:
    """Return how a page opens, and the way around in it, which stays in sight.

    Args:
        report: gives the finding, the title and what the page is about.
        kicker: the line over the finding.
        contents: address and name of each section.
    """
    below = dateline_of(report)
    head = el(
        "header",
        el("a", "Skip to the tables", href="#main", class_="skip"),
        el("p", kicker, class_="kicker"),
        el("h1", headline_of(report)),
        el("p", below, class_="dateline") if below else None,
        class_="top",
    )
    links = (el("li", el("a", label, href=f"#{name}")) for name, label in contents)
    return head, el("nav", el("ul", *links), aria_label="Contents")


def told(title: str, sentences: Sequence[str], name: str) -> Markup:
    """Return sentences under a heading, as a part of how a page opens."""
    return el("section", el("h2", title), *(el("p", sentence) for sentence in sentences), class_=name)


def issue_heading(issue: Ref, proposition: str | None) -> tuple[Markup, Markup | None]:
    """Return an issue's heading and what it proposes; an issue without a title is headed by the latter."""
    if proposition and issue.label == issue.id:
        return el("h3", proposition, " ", el("small", issue.label)), None
    return el("h3", issue.label), el("p", proposition, class_="proposition") if proposition else None


_ABOUT_WORDS = {
    "description": "About the data",
    "language": "Language",
    "publisher": "Published by",
    "contact": "Contact",
    "edition": "Edition",
    "licence": "Licence",
    "method": "Method",
    "cite": "How to cite it",
}


def about_the_data(report: Report) -> Markup | None:
    """Return what the dataset says of itself, and what of it is held back; None where it says nothing."""
    said = [(_ABOUT_WORDS[name], text) for name, text in report.dataset.about.items()]
    if report.dataset.held_back is not None:
        said.append(("Who may see what", report.dataset.held_back))
    if not said:
        return None
    parts = [part for name, text in said for part in (el("dt", name), el("dd", text))]
    return el("dl", *parts, class_="about")


def colophon(report: Report) -> Markup:
    """Return how a page ends: what made it, from which data, and what is never counted."""
    return el(
        "footer",
        el(
            "p",
            join(
                (
                    f"Made by positions {__version__} from data with the SHA-256 ",
                    el("code", report.dataset.sha256),
                    ". This page is one file, and loads nothing from anywhere.",
                )
            ),
        ),
        about_the_data(report),
        el(
            "p",
            "No position, and never counted as agreement or as neutral: mixed, undecided, declined, silent, "
            "not applicable, not researched.",
        ),
    )
