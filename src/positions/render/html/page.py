"""The page of a report: one file that asks the network for nothing and reads in full without its script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from positions.page_model import Page
from positions.render.common.marks import Legend, legend, stance_cells
from positions.render.common.matrix_form import for_people
from positions.render.common.share_legend import legend_of_shares, shade_legend, share_legend
from positions.render.html.build import Markup, el, join, prose, script_data, scrollable
from positions.render.html.cells import Addresses
from positions.render.html.details import pair_sections, stance_sections
from positions.render.html.document import colophon, document, masthead, resource, with_take
from positions.render.html.lines import issue_lines
from positions.render.html.matrices import (
    PANEL,
    fits_beside,
    full_names,
    is_large,
    share_matrix,
    stance_grid,
    wide_class,
    width_class,
)
from positions.render.html.opening import map_section, opening, overview
from positions.render.html.page_data import page_data
from positions.render.html.tables import legend_line, notes, rows_table
from positions.render.html.tree import dendrogram
from positions.tables import SHARED_ISSUES
from positions.vocabulary import WITHHELD, state_entry

_GAPS_SHOWN = 15
_GAPS_AT_MOST = 200
_UNFOLDED = 150
"""More stances than this are folded, an actor at a time."""

_WHO = "Who is for what, and who against."
_WHERE = "Who stands where."
BESIDE = 5
"""Beside a grid of at most so many columns there is room for what unites and what divides."""

_LARGE = 400
"""A page of more cells than this lays out a section only when it is near the screen."""

_CONTENTS = (
    ("stances", "Stances"),
    ("pairs", "Agreement"),
    ("issues", "Issues"),
    ("blocs", "Blocs"),
    ("gaps", "Gaps"),
    ("words", "Words"),
)


def render_page(page: Page) -> str:
    """Return the whole page as HTML."""
    addresses = Addresses(page)
    contents = (*((("overview", "Overview"),) if page.is_many else ()), *_CONTENTS)
    content = (
        *masthead(page.report, "Who stands where", contents),
        el(
            "main",
            el("div", id="controls"),
            *_front(page, addresses),
            _pairs(page, addresses),
            _issues(page, addresses),
            _blocs(page),
            _gaps(page),
            _words(page, addresses),
            _pair_details(page, addresses),
            id="main",
            class_="large" if len(page.actors) * len(page.issues) > _LARGE else None,
        ),
        colophon(page.report),
        el("script", script_data(page_data(page, addresses)), type="application/json", id="data"),
    )
    return document(page.report.title, content, script=_script(page))


def _script(page: Page) -> str:
    """Return the script of the page; only a page of many has pictures of everything."""
    whole = resource("overview.js") if page.is_many else ""
    return with_take(resource("report.js").replace("  /* overview.js */\n", whole))


def _front(page: Page, addresses: Addresses) -> Iterator[Markup]:
    """Yield what opens the page: the stances and what they come to; of many the overview first."""
    if page.is_many:
        yield el("div", overview(page), opening(page, addresses), class_="front")
        if page.map is not None:
            yield map_section(page, page.map)
        yield _stances(page, addresses)
        return
    beside = len(for_people(page.stances).columns) <= BESIDE
    yield el(
        "div",
        _stances(page, addresses),
        opening(page, addresses),
        class_="front beside-it" if beside else "front",
    )


def _stances(page: Page, addresses: Addresses) -> Markup:
    return el(
        "section",
        el("h2", "Stances"),
        el(
            "p",
            f"{_WHO if page.scale.has_division else _WHERE} A cell leads to the words behind it.",
            class_="intro",
        ),
        _panel_note(page),
        stance_grid(page, addresses),
        legend_line(with_filtered(legend(stance_cells(page.stances)))),
        full_names([actor.ref for actor in page.actors]),
        id="stances",
        class_=width_class(for_people(page.stances)),
    )


def _panel_note(page: Page) -> Markup | None:
    if not is_large(page):
        return None
    return el(
        "p",
        prose(
            "These tables are large. With a script they are shown in panels of rows and columns; on paper "
            "stands only what is on the screen. `positions compare -o tables/` writes them whole."
        ),
        class_="note",
    )


def _pairs(page: Page, addresses: Addresses) -> Markup:
    return el(
        "section",
        el("h2", "Agreement and disagreement"),
        el(
            "p",
            "The share of the issues on which both hold a position, and how many these are. Pale and in "
            "parentheses: too few to rely on.",
            class_="intro",
        ),
        el("div", id="all-pairs", class_="picture") if page.is_many else None,
        _folded(
            page,
            f"The shares of pairs, {PANEL} at a time",
            el(
                "div",
                el("div", el("h3", "Agreement"), share_matrix(page, "agreement", addresses)),
                el("div", el("h3", "Disagreement"), share_matrix(page, "disagreement", addresses)),
                class_="beside" if fits_beside([actor.ref for actor in page.actors]) else "below",
            ),
        ),
        legend_line((*legend_of_shares(page.shares, SHARED_ISSUES), *shade_legend(page.shares))),
        notes(page.report.notes),
        id="pairs",
        class_=wide_class(len(page.actors)),
    )


def _folded(page: Page, summary: str, *content: Markup | None) -> Markup:
    """Return content, in a page of many behind a line that opens it."""
    if not page.is_many:
        return join(content)
    return el("details", el("summary", summary), *content, class_="fold")


def _issues(page: Page, addresses: Addresses) -> Markup:
    return el(
        "section",
        el(
            "h2",
            "From the most divided to the most shared"
            if page.scale.has_division
            else "From the furthest apart to the nearest",
        ),
        issue_lines(page, addresses) if page.lines else el("p", "There is no issue."),
        id="issues",
    )


def _blocs(page: Page) -> Markup:
    tree = page.tree
    members = rows_table(tree.members) if tree.members else None
    frame = scrollable(members, "Blocs") if members else None
    drawing = dendrogram(page)
    caption = el(
        "p",
        "The number before a name is its bloc. Lines meet at the mean agreement of the groups they join.",
        class_="intro",
    )
    return el(
        "section",
        el("h2", "Blocs"),
        *(el("p", sentence) for sentence in tree.words),
        frame,
        legend_line(share_legend(tree.members)) if tree.members else None,
        _folded(page, "How the actors join", drawing, caption) if drawing else None,
        notes(tree.notes),
        id="blocs",
    )


def _gaps(page: Page) -> Markup:
    rows = page.gaps.rows
    first, rest = rows[:_GAPS_SHOWN], rows[_GAPS_SHOWN:_GAPS_AT_MOST]
    more = (
        el(
            "details",
            el("summary", f"{len(rest)} more"),
            scrollable(rows_table(page.gaps, rest), "More gaps"),
        )
        if rest
        else None
    )
    cut = len(rows) - len(first) - len(rest)
    return el(
        "section",
        el("h2", "Gaps"),
        *(el("p", sentence, class_="intro") for sentence in page.gap_words),
        scrollable(rows_table(page.gaps, first), "Gaps"),
        more,
        el("p", f"{len(rest)} more gaps stand on the screen.", class_="note paper") if rest else None,
        el("p", prose(f"And {cut} more, which weigh less: `positions gaps` lists them all."), class_="note")
        if cut > 0
        else None,
        id="gaps",
    )


def _words(page: Page, addresses: Addresses) -> Markup:
    folded = len(page.entries) > _UNFOLDED
    sections = list(stance_sections(page, addresses, folded=folded))
    hint = "Each name opens its stances. On paper stand those that were open."
    return el(
        "section",
        el("h2", "The words behind each stance"),
        el("p", hint, class_="intro") if folded and sections else None,
        _folded(page, f"The stances of {len(sections):,} actors", *sections)
        if sections
        else el("p", "The data holds no quotations, sources or notes."),
        id="words",
    )


def _pair_details(page: Page, addresses: Addresses) -> Markup:
    if is_large(page):
        told = el(
            "p",
            prose(
                "There are too many pairs to set out here. With a script, a cell of a matrix opens its pair; "
                "without, `positions explain` shows two actors issue by issue."
            ),
        )
        return el("noscript", el("section", el("h2", "Pairs"), told))
    return el(
        "noscript",
        el("section", el("h2", "Each pair, issue by issue"), *pair_sections(page, addresses), class_="each"),
    )


def with_filtered(signs: Sequence[Legend]) -> list[Legend]:
    """Return a legend in which the sign of what is withheld stands also for what the filters leave out."""
    excluded = state_entry("excluded")
    also = f"{WITHHELD}, or {excluded.legend}"
    return [replace(one, words=also) if one.words == WITHHELD else one for one in signs]
