"""The page of a comparison of groups: matrices of groups, and how each group divides on every issue."""

from __future__ import annotations

import json
from collections.abc import Sequence

from positions.page_model import GroupLine, GroupPage
from positions.render.common.heading import told_of
from positions.render.common.share_legend import share_legend
from positions.render.common.text import share_text, visible
from positions.render.html.build import Markup, el, scrollable
from positions.render.html.document import (
    colophon,
    document,
    issue_heading,
    masthead,
    resource,
    told,
    with_take,
)
from positions.render.html.matrices import fits_beside, width_class
from positions.render.html.tables import legend_line, matrix_table, notes, rows_table
from positions.rounding import percent
from positions.tables import AnyTable, Ref, Share

_MEMBERS = 300
"""So many members of a group are named."""

_SIDES = (("for", "f2"), ("neutral", "z"), ("against", "a2"))


def render_group_page(page: GroupPage) -> str:
    """Return the whole page as HTML; without its script it reads in full."""
    contents = (
        ("groups", "Groups"),
        ("pairs", "Agreement"),
        *((("issues", "Issues"),) if page.lines else ()),
        ("notes", "Notes"),
    )
    content = (
        *masthead(page.report, "Which groups stand where", contents),
        el(
            "main",
            _pairs(page),
            el(
                "div",
                told("What unites, what divides", told_of(page.report), "said"),
                told("What is compared", page.overview, "evidence"),
                class_="opening",
            ),
            el("section", el("h2", "Groups"), _framed(page.groups), _members(page), id="groups"),
            _issues(page) if page.lines else None,
            el("section", el("h2", "Notes"), notes(page.report.notes), id="notes"),
            id="main",
        ),
        colophon(page.report),
    )
    return document(page.report.title, content, script=with_take(resource("groups.js")))


def _members(page: GroupPage) -> Markup:
    """Return who is in each group, folded: there may be thousands."""
    lists = (
        el("p", el("b", f"{name.label} ({len(members):,}):"), f" {_listed(members)}")
        for name, members in zip(page.names, page.members, strict=True)
    )
    return el("details", el("summary", "Who is in which group"), *lists, class_="names")


def _listed(members: Sequence[str]) -> str:
    rest = len(members) - _MEMBERS
    more = f" and {rest:,} more" if rest > 0 else ""
    return f"{', '.join(members[:_MEMBERS])}{more}."


def _framed(table: AnyTable) -> Markup:
    shown = matrix_table(table) if table.kind == "matrix" else rows_table(table)
    frame = scrollable(shown, table.title)
    name = f"matrix {table.id}" if table.kind == "matrix" else None
    return el("div", frame, class_=name, id=f"{table.id}-matrix", data_take=True)


def _pairs(page: GroupPage) -> Markup:
    return el(
        "section",
        el("h2", "Agreement and disagreement"),
        el(
            "p",
            "Of every two actors, one of each group, on each issue on which both hold a position; on the "
            "diagonal, of every two actors of the same group.",
            class_="intro",
        ),
        el(
            "div",
            *(
                el("div", el("h3", matrix.title), _framed(matrix))
                for matrix in (page.agreement, page.disagreement)
            ),
            class_="beside" if fits_beside(page.names) else "below",
        ),
        legend_line(share_legend(page.agreement, shaded=True)),
        id="pairs",
        class_=width_class(page.agreement),
    )


def _issues(page: GroupPage) -> Markup:
    key = (el("li", _swatch(side), " ", word) for word, side in _SIDES)
    return el(
        "section",
        el("h2", "From the furthest apart to the nearest"),
        el(
            "p",
            "How each group divides on every issue, among its actors who hold a position.",
            class_="intro",
        ),
        el("div", id="controls"),
        el("ul", *key, class_="legend in-sight"),
        el(
            "ol",
            *(_issue(line, page.names) for line in page.lines),
            class_="issues",
            data_groups=json.dumps([visible(name.label) for name in page.names]),
        ),
        id="issues",
    )


def _swatch(side: str) -> Markup:
    drawing = el("rect", width="100%", height="100%", class_=side)
    return el("svg", drawing, class_="swatch", aria_hidden="true", focusable="false")


def _issue(line: GroupLine, names: tuple[Ref, ...]) -> Markup:
    apart = (
        "too few positions to compare"
        if line.difference is None
        else f"{percent(line.difference)[:-1]} points apart"
    )
    heading, proposition = issue_heading(line.issue, line.proposition)
    heads = ("Group", "For", "Neutral", "Against", "Of", "Cohesion")
    rows = (
        _row(name, sides, cohesion, place)
        for place, (name, sides, cohesion) in enumerate(zip(names, line.sides, line.cohesion, strict=True))
    )
    support = (f"{sides[0] / sum(sides):.4g}" if sum(sides) else "-" for sides in line.sides)
    return el(
        "li",
        el(
            "div",
            heading,
            el("p", apart, class_="division quiet" if line.difference is None else "division"),
            class_="head",
        ),
        proposition,
        el(
            "table",
            el("caption", f"How each group divides on {line.issue.label}"),
            el(
                "thead",
                el(
                    "tr",
                    *(
                        el("th", head, scope="col", class_="number" if index else None)
                        for index, head in enumerate(heads)
                    ),
                ),
            ),
            el("tbody", *rows),
            class_="divided",
        ),
        data_place=line.place,
        data_support=" ".join(support),
    )


def _row(name: Ref, sides: tuple[int, int, int], cohesion: Share, place: int) -> Markup:
    total = sum(sides)
    shares = [percent(number / total) if total else "–" for number in sides]
    return el(
        "tr",
        el("th", el("div", el("span", name.label), _bar(sides) if total else None), scope="row"),
        *(el("td", share, class_="number") for share in shares),
        el("td", f"{total:,}", class_="number"),
        el("td", share_text(cohesion), class_="number"),
        data_group=place,
    )


def _bar(sides: tuple[int, int, int]) -> Markup:
    """Return a bar of those for, neutral and against, from left to right."""
    total, before = sum(sides), 0
    parts = []
    for number, (_, side) in zip(sides, _SIDES, strict=True):
        place = {"x": f"{100 * before / total:.4g}%", "width": f"{100 * number / total:.4g}%"}
        parts.append(el("rect", **place, height="100%", class_=side) if number else None)
        before += number
    return el("svg", *parts, class_="bar", aria_hidden="true", focusable="false")
