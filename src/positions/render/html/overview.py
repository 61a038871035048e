"""How a page of many actors or issues opens: all stances as one picture, and the actors as a map."""

from __future__ import annotations

from positions.page_model import Page, PageMap
from positions.render.common.marks import Legend, in_words, stance_cells
from positions.render.common.palette import GROUP_COLOURS, label_class, stance_class
from positions.render.html.build import Markup, el
from positions.render.html.tables import legend_line, notes

_SIDE, _EDGE, _POINT = 640, 24, 5.5
_ORDER = ("f2", "f1", "z", "a1", "a2", "no")


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
    cells = set(stance_cells(page.stances))
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
