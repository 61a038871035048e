"""How the page of a report opens: what unites and divides, with who is on which side; many in one picture."""

from __future__ import annotations

from collections.abc import Sequence

from positions.page_model import Page, PageFinding, PageMap
from positions.render.common.marks import Legend, each_once, in_words, stance_cells
from positions.render.common.palette import GROUP_COLOURS, label_class, stance_class
from positions.render.common.text import opposed_text
from positions.render.html.build import Markup, el
from positions.render.html.cells import Addresses
from positions.render.html.document import told
from positions.render.html.tables import legend_line, notes

_SIDE, _EDGE, _POINT = 640, 24, 5.5
_ORDER = ("f2", "f1", "z", "a1", "a2", "no")


def opening(page: Page, addresses: Addresses) -> Markup:
    """Return what unites, what divides and who is near, as parts that stand beside or below the grid."""
    first = page.opening
    evidence = told("On what evidence", page.overview, "evidence")
    if first.unites_words is None and first.divides_words is None and not (first.unites or first.divides):
        title = "What unites, what divides" if page.scale.has_division else "Who is near, who is far"
        return el("div", told(title, first.said, "said"), evidence, class_="opening")
    unites = _part(
        "What unites most" if page.is_many else "What unites",
        first.unites_words,
        _findings(page, addresses, first.unites),
    )
    divides = _part(
        "What divides most",
        first.divides_words,
        _findings(page, addresses, first.divides),
        _more(first.more),
    )
    near = "How the two compare" if len(page.actors) == 2 else "Who is near, who is far"
    return el("div", divides, unites, told(near, first.said, "said"), evidence, class_="opening")


def _part(title: str, words: str | None, *content: Markup | None) -> Markup:
    return el("section", el("h2", title), el("p", words) if words else None, *content, class_="said")


def _more(number: int) -> Markup | None:
    if not number:
        return None
    words = f"{number} more {'issue' if number == 1 else 'issues'}"
    return el("p", el("a", words, href="#issues"), " on which some pairs are opposed", class_="more")


def _findings(page: Page, addresses: Addresses, found: Sequence[PageFinding]) -> Markup | None:
    if not found:
        return None
    return el("ul", *(_finding(page, addresses, finding) for finding in found), class_="findings")


def _finding(page: Page, addresses: Addresses, finding: PageFinding) -> Markup:
    issue, extent = page.issues[finding.issue], finding.extent
    title = issue.proposition if issue.proposition and issue.ref.label == issue.ref.id else issue.ref.label
    counted = el("small", opposed_text(extent)) if extent else None
    sides = (
        el("span", el("b", f"{side}:"), f" {actors}", class_=f"side {_CLASSES[side]}")
        for side, actors in finding.sides
    )
    return el(
        "li",
        el("a", title, href=f"#issue-{addresses.issues[finding.issue]}"),
        " " if counted else None,
        counted,
        *sides,
        el("div", finding.remark, class_="quiet") if finding.remark else None,
    )


_CLASSES = {"For": "favour", "Against": "against"}


def overview(page: Page) -> Markup:
    """Return all stances in one picture, which the script draws, with what its colours mean."""
    across = "issues" if len(page.issues) >= len(page.actors) else "actors"
    down = "actors" if across == "issues" else "issues"
    grouped = (
        ", those of a bloc together" if len(set(page.tree.blocs)) > 1 else ", who agree next to each other"
    )
    return el(
        "section",
        el("h2", "All stances in one picture"),
        el(
            "p",
            f"{len(page.actors):,} actors{grouped}, and {len(page.issues):,} issues, the most divided first: "
            f"{across} run across, {down} down. Point at a place to read it, click to look into it.",
            class_="intro scripted",
        ),
        el("div", id="all-stances", class_="picture"),
        el("noscript", el("p", "The picture needs a script; the tables below hold the same.", class_="note")),
        legend_line(_colours(page)),
        id="overview",
    )


def _colours(page: Page) -> list[Legend]:
    """Return what each colour means: the stances that have it, in words."""
    cells = set(each_once(stance_cells(page.stances)))
    labels = page.scale.levels if page.scale.nominal else ()
    held = {cell.value for cell in cells}
    words: dict[str, dict[str, None]] = {
        label_class(place): {label: None} for place, (label, value) in enumerate(labels) if value in held
    }
    for cell in cells:
        if stance_class(cell) != "n":
            words.setdefault(stance_class(cell), {})[in_words(cell)] = None
    order = sorted(words, key=lambda name: _ORDER.index(name) if name in _ORDER else -1)
    return [Legend("\u2003", " or ".join(sorted(words[name])[:_MOST_WORDS]), name) for name in order]


_MOST_WORDS = 4


def map_section(page: Page, placed: PageMap) -> Markup:
    """Return the actors as points, those of a bloc in one colour, with the number of each bloc."""
    blocs = page.tree.blocs or (0,) * len(page.actors)
    places = {actor: (_at(x), _at(y)) for actor, x, y in placed.points}
    several = len({blocs[actor] for actor in places}) > 1
    members: dict[int, list[tuple[float, float]]] = {}
    for actor, place in places.items():
        members.setdefault(blocs[actor], []).append(place)
    drawn = (
        el(
            "circle",
            el("title", page.actors[actor].ref.name),
            cx=f"{x:.1f}",
            cy=f"{y:.1f}",
            r=str(_POINT),
            fill=_colour(blocs[actor]),
            data_actor=actor,
        )
        for actor, (x, y) in places.items()
    )
    numbers = (
        el("text", str(bloc), x=f"{_mean(at, 0):.1f}", y=f"{_mean(at, 1) + 7:.1f}", aria_hidden="true")
        for bloc, at in sorted(members.items())
        if several and bloc
    )
    tall = max((y for _, y in places.values()), default=0) + _EDGE
    label = f"Map of {len(places):,} actors: near each other who agrees" + (
        ", coloured by bloc" if several else ""
    )
    colour = " Colours and numbers are blocs." if several else ""
    return el(
        "section",
        el("h2", "Who stands near whom"),
        el(
            "p",
            f"Near each other who agrees, far apart who does not.{colour} Point at one for its name.",
            class_="intro",
        ),
        el(
            "svg",
            *drawn,
            *numbers,
            class_="map",
            viewBox=f"0 0 {_SIDE} {tall:.0f}",
            role="img",
            aria_label=label,
        ),
        notes(placed.words),
        id="map",
    )


def _at(share: float) -> float:
    return _EDGE + share * (_SIDE - 2 * _EDGE)


def _mean(places: list[tuple[float, float]], axis: int) -> float:
    return sum(place[axis] for place in places) / len(places)


def _colour(bloc: int) -> str:
    return GROUP_COLOURS[(bloc - 1) % len(GROUP_COLOURS)] if bloc else "none"
