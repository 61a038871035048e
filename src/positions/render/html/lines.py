"""Each issue of the page as a line from oppose to support, with every actor in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from positions.page_model import Page, PageLine, PageScale
from positions.render.common.marks import in_words, mark, qualifiers
from positions.render.common.palette import stance_class
from positions.render.common.text import opposed_text, visible
from positions.render.html.build import Child, Markup, el, join
from positions.render.html.cells import Addresses, stance_words
from positions.render.html.document import issue_heading
from positions.rounding import as_written
from positions.tables import StanceCell

MANY_ACTORS = 60
"""In a page with more actors than this, a line tells the number at each place and the first few names."""

ENDS = 10
"""Of many issues so many are shown from either end; with a script, the others are asked for."""

_TOLD = 5
_MANY_LEVELS = 7


def issue_lines(page: Page, addresses: Addresses) -> Markup:
    """Return the issues in the order of the page, as a list."""
    first, last = ENDS, len(page.lines) - ENDS
    few = page.is_many and last > first
    made = (
        _line(page, addresses, line, rest=few and first <= place < last)
        for place, line in enumerate(page.lines)
    )
    return el("ol", *made, class_="issues few" if few else "issues")


def _line(page: Page, addresses: Addresses, line: PageLine, *, rest: bool = False) -> Markup:
    issue = page.issues[line.issue]
    heading, proposition = issue_heading(issue.ref, issue.proposition)
    scale = scale_on(page, line.issue)
    apart = _division(page, line) if scale.has_division else _spread(page, line)
    return el(
        "li",
        el("div", heading, apart, class_="head"),
        proposition,
        _ranged(page, addresses, line) if not scale.levels else _levels(page, addresses, line),
        _others(page, line),
        id=f"issue-{addresses.issues[line.issue]}",
        class_="rest" if rest else None,
        data_issue=line.issue,
        data_unit=_unit(page, line),
    )


def scale_on(page: Page, issue: int) -> PageScale:
    """Return the scale of stances on the issue with this index."""
    return page.issues[issue].scale or page.scale


def _division(page: Page, line: PageLine) -> Markup:
    """Return how many pairs are opposed; the bar is all pairs, so that few never look like many."""
    opposed, pairs = line.opposed.number, line.opposed.total
    everyone = len(page.actors) * (len(page.actors) - 1) // 2
    held, share = (f"{100 * number / everyone if everyone else 0:.4g}%" for number in (pairs, opposed))
    bar = el(
        "svg",
        el("rect", width=held, height="100%", class_="empty"),
        el("rect", width=share, height="100%", class_="full"),
        class_="bar",
        aria_hidden="true",
        focusable="false",
        hidden=not pairs,
    )
    return el(
        "p",
        bar,
        " ",
        el("span", _opposed_words(line)),
        class_="division" if pairs else "division quiet",
    )


def _unit(page: Page, line: PageLine) -> str | None:
    """Return the unit of the amounts held on an issue; None where there is none."""
    cells = (cast("StanceCell", page.stances.cells[who[0]][line.issue]) for _, who in line.holders)
    return next((visible(cell.unit) for cell in cells if cell.unit), None)


def _spread(page: Page, line: PageLine) -> Markup:
    """Return how far the amounts held on an issue are apart."""
    if not line.holders:
        return el("p", el("span", _opposed_words(line)), class_="division quiet")
    (low, _), (high, _) = line.holders[0], line.holders[-1]
    given = _unit(page, line)
    unit = f" {given}" if given else ""
    words = f"{as_written(low)} to {as_written(high)}{unit}" if low != high else f"{as_written(low)}{unit}"
    return el("p", el("span", words), class_="division quiet")


def _opposed_words(line: PageLine) -> str:
    if line.opposed.total:
        return opposed_text(line.opposed)
    left_out = len(dict(line.others).get("excluded", ()))
    said = "only one holds a position" if line.holders else "nobody holds a position"
    return said if not left_out else f"{said} that the filters left, {left_out} left out"


def _levels(page: Page, addresses: Addresses, line: PageLine) -> Markup:
    held = dict(line.holders)
    scale = scale_on(page, line.issue)
    levels = scale.levels
    if scale.nominal or len(levels) > _MANY_LEVELS:  # no line of places, or one of too many
        levels = tuple((label, value) for label, value in levels if value in held)
    return el(
        "ul",
        *(
            el(
                "li",
                el("span", label if scale.nominal else label.replace("-", " "), class_="level"),
                el("span", *_names(page, addresses, line.issue, held.get(value, ())), class_="actors"),
                data_value=as_written(value),
            )
            for label, value in levels
        ),
        class_="line listed"
        if scale.nominal or len(scale.levels) > _MANY_LEVELS
        else "line scaled tally"
        if len(page.actors) > MANY_ACTORS
        else "line scaled",
    )


def _names(page: Page, addresses: Addresses, issue: int, actors: Sequence[int]) -> Iterator[Child]:
    """Yield actors as links to their stances; of many, their number and the names of the first few."""
    if len(page.actors) > MANY_ACTORS:
        yield el("b", str(len(actors))) if actors else None
        yield f" {_few(page, actors)}" if actors else None
        return
    for index, actor in enumerate(actors):
        cell = cast("StanceCell", page.stances.cells[actor][issue])
        yield " " if index else None
        yield _chip(page, addresses, (actor, issue), cell)


def _few(page: Page, actors: Sequence[int]) -> str:
    """Return actors as a list, of many in a large page the first few."""
    shown = actors if len(page.actors) <= MANY_ACTORS or len(actors) <= _TOLD + 1 else actors[:_TOLD]
    rest = f" and {len(actors) - len(shown)} more" if len(actors) > len(shown) else ""
    return f"{', '.join(page.actors[actor].ref.label for actor in shown)}{rest}"


def _chip(page: Page, addresses: Addresses, key: tuple[int, int], cell: StanceCell) -> Markup:
    address = addresses.stance(*key)
    what = f"{mark(cell)}{qualifiers(cell)}" if cell.side is not None else qualifiers(cell)
    inner = join(
        (
            el("span", what, aria_hidden="true", class_="sign") if what else None,
            page.actors[key[0]].ref.label,
            el("span", f", {stance_words(cell)}", class_="vh"),
        )
    )
    name = f"chip {stance_class(cell)}"
    if address is None:
        return el("span", inner, class_=name, data_actor=key[0])
    return el("a", inner, class_=name, href=f"#{address}", data_actor=key[0])


def _ranged(page: Page, addresses: Addresses, line: PageLine) -> Markup:
    """Return a line of numbers: a dot for each actor at its place, and below it who stands where."""
    scale = scale_on(page, line.issue)
    low, span = scale.minimum, scale.range
    stacked: dict[int, int] = {}
    dots = []
    for value, actors in line.holders:
        share = (value - low) / span
        place = round(share * 60)  # dots nearer to each other than their width stand on one another
        for actor in actors:
            height = stacked.get(place, 0)
            stacked[place] = height + 1
            cell = cast("StanceCell", page.stances.cells[actor][line.issue])
            dots.append(
                el(
                    "circle",
                    cx=f"{3 + 94 * share:.4g}%",
                    cy=-8 - 11 * height,
                    r="5",
                    class_=stance_class(cell),
                    data_actor=actor,
                )
            )
    height = 14 + 11 * max(stacked.values(), default=1)
    middle = f"{3 + 94 * (scale.neutral - low) / span:.4g}%" if scale.sided else None
    picture = el(
        "svg",
        el(
            "g",
            el("line", x1="3%", x2="97%", y1="0", y2="0"),
            el("line", x1=middle, x2=middle, y1="-6", y2="6") if middle is not None else None,
            *dots,
            transform=f"translate(0 {height - 8})",
        ),
        class_="strip",
        height=str(height),
        width="100%",
        aria_hidden="true",
        focusable="false",
    )
    ends = el(
        "p",
        el("span", f"{as_written(scale.minimum)}{' oppose' if scale.sided else ''}"),
        el("span", f"{'support ' if scale.sided else ''}{as_written(scale.maximum)}"),
        class_="ends",
    )
    places = el(
        "ul",
        *(
            el(
                "li",
                el(
                    "span",
                    in_words(cast("StanceCell", page.stances.cells[actors[0]][line.issue])),
                    class_="level",
                ),
                el("span", *_names(page, addresses, line.issue, actors), class_="actors"),
                data_value=as_written(value),
            )
            for value, actors in line.holders
        ),
        class_="line listed",
    )
    return el("div", picture, ends, places)


def _others(page: Page, line: PageLine) -> Markup:
    """Return who holds no position, and in what way."""
    parts = (
        join((el("b", f"{words.capitalize()}:"), f" {_few(page, actors)}. ")) for words, actors in line.others
    )
    return el("p", *parts, class_="others")
