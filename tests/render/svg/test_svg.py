"""Pictures: well-formed, harmless, the same every time; no text cut or covered; never colour alone."""

from __future__ import annotations

import math
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import example as case
from hypothesis import strategies as st

from helpers.drawings import SVG, check_room, parsed, texts
from helpers.examples import examples
from helpers.random_reports import HOSTILE, WORDS, made_up, reports
from helpers.studies import EXAMPLE, example, study
from positions.charts import Series, TimePanel, TimePicture
from positions.cli import main
from positions.measures.networks.one_mode import NetworkRule
from positions.problems import UsageError
from positions.render.common.heading import headline_of
from positions.render.common.palette import AGREE, FOR, OPPOSE, RULE, SOFT
from positions.render.common.text_width import FONT_FILES, Face, fitted, missing, width, widths, wrapped
from positions.render.registry import REGISTRY, RenderOptions
from positions.render.svg.geometry import crosses
from positions.render.svg.labels import Spot, place_names
from positions.render.svg.style import Lettering
from positions.reports.blocs.report import blocs
from positions.reports.compare.report import compare
from positions.reports.issues import issues
from positions.reports.map.report import map_of
from positions.reports.network.report import network_report
from positions.selection import Selection
from positions.tables import (
    DatasetInfo,
    MapPicture,
    Matrix,
    NetworkPicture,
    Picture,
    Ref,
    Report,
    Share,
    Tie,
    TreePicture,
)

CAMPS = {
    "Airlines": "support support oppose support support oppose",
    "Airports": "support support oppose neutral oppose support",
    "Residents": "oppose oppose support oppose support -",
    "The-campaign-for-quieter-skies-over-the-upper-valley": "oppose oppose support support - support",
    "Railways": "neutral support support neutral oppose oppose",
    "Council": "oppose support support oppose support support",
    "Chamber": "support oppose oppose support support support",
}
RANGE = """\
format: 1
title: T
scale: {min: 0, max: 100}
issues: {levy: {title: Levy}, flights: {title: Flights a night}}
stakeholders:
  a: {name: Airlines Association, positions: {levy: 0, flights: 90}}
  b: {name: Residents League of the Upper and of the Lower Valley, positions: {levy: 100, flights: 0}}
  c: {name: City Council, positions: {levy: 40, flights: 20}}
  d: {name: Chamber of Commerce, positions: {levy: 42.5, flights: 20}}
  e: {name: Green Party, positions: {levy: 45, flights: silent}}
"""


def drawn(report: Report, *tables: str) -> str:
    text = REGISTRY["svg"].render(report, RenderOptions(tables=tables or None))
    assert isinstance(text, str)
    return text


def alone(picture: Picture, title: str = "T", *summary: str) -> Report:
    """Return a report with nothing but a picture."""
    return Report("c", DatasetInfo("t", ""), title, (), (), summary, pictures=(picture,))


SUBTRACT = NetworkRule(mode="one", aggregation="subtract", normalization="average")
TWO = NetworkRule(mode="two", aggregation="combine", normalization="none")
PICTURES: dict[str, Callable[[], Report]] = {
    "compare": lambda: compare(example()),
    "compare many": lambda: made_up(18, 25),
    "issues": lambda: issues(example()),
    "issues camps": lambda: issues(study(6, CAMPS)),
    "blocs": lambda: blocs(example()),
    "blocs camps": lambda: blocs(study(6, CAMPS)),
    "network": lambda: network_report(example(), SUBTRACT),
    "network camps": lambda: network_report(study(6, CAMPS), SUBTRACT),
    "two-mode": lambda: network_report(study(6, CAMPS), TWO),
    "map": lambda: map_of(study(6, CAMPS)),
}


@cache
def pictured(name: str) -> Report:
    return PICTURES[name]()


@pytest.mark.parametrize("name", PICTURES)
def test_no_text_is_cut_and_none_covers_another(name: str) -> None:
    check_room(drawn(pictured(name)))


@pytest.mark.parametrize("panels", [1, 2, 7])
@pytest.mark.parametrize("number", range(1, 9))
def test_dates_below_an_axis_do_not_touch(number: int, panels: int) -> None:
    days = [f"202{place}-01-03" for place in range(number)]
    over = TimePanel("T", (Series("for", "for", (1.0,) * number),), 0.0, 1.0, bars=True)
    for middles in ((), tuple(days)):
        picture = TimePicture("T", tuple(days), (*days[1:], "2028-01-01"), (over,) * panels, (), middles)
        svg = drawn(alone(picture))
        check_room(svg, wider=1.1)
        assert svg.count(f">{days[0]}<") == panels


@pytest.mark.parametrize("name", PICTURES)
def test_in_a_wider_font_neither(name: str) -> None:
    check_room(drawn(pictured(name)), wider=1.1)


@pytest.mark.parametrize("name", PICTURES)
def test_the_same_data_gives_the_same_bytes(name: str) -> None:
    assert drawn(pictured(name)) == drawn(PICTURES[name]())


def test_neither_the_order_of_hashes_nor_the_language_of_the_machine_matters(tmp_path: Path) -> None:
    made = []
    for seed, language in (("1", "C"), ("2", "de_DE.UTF-8")):
        target = tmp_path / f"{seed}.svg"
        words = ["network", "-q", "-d", str(EXAMPLE), "-o", str(target)]
        subprocess.run(
            [sys.executable, "-m", "positions", *words],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": language},
            check=True,
        )
        made.append(target.read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize("name", PICTURES)
def test_it_says_in_words_what_it_shows(name: str) -> None:
    root = parsed(drawn(pictured(name)))
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "title desc"
    title, described = root.findall(f"{SVG}title")[0], root.findall(f"{SVG}desc")[0]
    assert title.text == headline_of(pictured(name))
    assert described.text is not None
    assert all(" ".join(text.split()) in described.text for text in pictured(name).summary)


@given(reports())
@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_data_nothing_acts_and_nothing_is_loaded(report: Report) -> None:
    svg = drawn(report)
    root = parsed(svg)
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert names <= {"svg", "title", "desc", "rect", "line", "circle", "text"}
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or "href" in name or name == "style"}
    assert "url(" not in re.sub(r">[^<]*<", "><", svg)


def hostile_pictures(words: list[str]) -> list[Picture]:
    refs = tuple(Ref(f"r{index}", word, word * 2) for index, word in enumerate(words))
    chain = [Tie(index, index + 1, 1.0, "agree", 1, "1") for index in range(len(refs) - 1)]
    merges: list[tuple[int, int, float | None]] = []
    for index in range(len(refs) - 1):
        merges.append((len(refs) + index - 1 if index else 0, index + 1, 0.1 * index if index < 3 else None))
    return [
        NetworkPicture(refs, (), tuple(chain), (("agree", "a"),)),
        TreePicture(tuple((ref, 1) for ref in refs), tuple(range(len(refs))), tuple(merges)),
        MapPicture(tuple((ref, float(index % 3), float(index // 3)) for index, ref in enumerate(refs))),
    ]


@given(st.lists(WORDS, min_size=2, max_size=8))
@settings(max_examples=examples(25))
def test_hostile_names_in_every_kind_of_picture(words: list[str]) -> None:
    for picture in hostile_pictures(words):
        report = Report("c", DatasetInfo("t", ""), words[0], (), (), pictures=(picture,))
        parsed(drawn(report))


def test_what_xml_forbids_is_replaced() -> None:
    word = "".join(map(chr, range(32))) + "\x7f\x85\ufffe\uffff\ud800\u202e"
    for picture in hostile_pictures([word, "b"]):
        svg = drawn(alone(picture, word))
        parsed(svg)
        assert not [letter for letter in svg if letter < " " and letter != "\n"]
        assert "\u202e" not in svg


def test_hostile_text_is_shown_as_it_is() -> None:
    refs = tuple(Ref(f"r{index}", word, word) for index, word in enumerate(HOSTILE[:5]))
    cells = tuple(tuple(Share(0.5, 4) for _ in refs) for _ in refs)
    report = Report(
        "c", DatasetInfo("t", ""), "<b>&amp;", (Matrix("m", "M", "share", refs, refs, cells),), ("m",)
    )
    shown = " ".join(text.text for text in texts(drawn(report)))
    assert "<b>&amp;" in shown
    assert "\\x1b[31mred" in shown.replace(" ", "")


def test_a_cell_has_its_share_and_its_n_and_a_thin_one_is_thin() -> None:
    svg = drawn(compare(example()), "agreement")
    shown = [text.text for text in texts(svg)]
    assert "67%" in shown
    assert "of 6 *1" in shown
    assert shown.count("(100%)") == 4  # of 2 issues, both halves of the matrix
    thin = [element for element in parsed(svg).iter(f"{SVG}rect") if element.get("stroke-dasharray")]
    assert len(thin) == 4
    assert all(element.attrib["fill"] == "none" for element in thin)


def test_undefined_shares_are_a_dash() -> None:
    svg = drawn(compare(study(2, {"A": "support -", "B": "- support"})), "agreement")
    shown = [text.text for text in texts(svg)]
    assert shown.count("–") == 2
    assert shown.count("of 0") == 2


def test_ties_of_two_kinds_differ_in_more_than_colour() -> None:
    svg = drawn(pictured("network camps"))
    dashes = {
        (line.attrib["stroke"], line.get("stroke-dasharray"))
        for line in parsed(svg).iter(f"{SVG}line")
        if line.attrib["stroke"] not in (RULE, SOFT)
    }
    assert len(dashes) == len({dash for _, dash in dashes}) == 2
    shown = [text.text for text in texts(svg)]
    assert "congruence outweighs conflict" in shown
    assert "conflict outweighs congruence" in shown
    assert any(text.startswith("−0.") for text in shown)


def test_of_very_many_ties_the_strongest_are_drawn_and_it_says_so() -> None:
    refs = tuple(Ref(f"r{index}", f"Actor {index}", f"Actor {index}") for index in range(20))
    ties = tuple(Tie(a, b, 1 + a + b / 100, "plain", 1, f"{a}") for a in range(20) for b in range(a + 1, 20))
    report = Report(
        "network",
        DatasetInfo("t", ""),
        "T",
        (),
        (),
        pictures=(NetworkPicture(refs, (), ties, (("plain", "p"),)),),
    )
    shown = " ".join(text.text for text in texts(drawn(report)))
    assert "Drawn are the strongest ties of each kind: 40 of 190 (p)." in shown


def named(number: int, longest: int, seed: int) -> tuple[Ref, ...]:
    """Return actors with names of one to `longest` words."""
    chance = random.Random(seed)
    words = ("Association", "of", "County", "Councils", "and", "Residents", "for", "a", "quieter", "Union")
    names = [" ".join(chance.choices(words, k=chance.randint(1, longest))) for _ in range(number)]
    return tuple(Ref(f"r{index}", name, name) for index, name in enumerate(names))


@pytest.mark.parametrize(("number", "longest"), [(2, 9), (3, 9), (7, 1), (19, 2), (19, 9), (30, 4), (44, 9)])
def test_names_around_a_network_cover_nothing(number: int, longest: int) -> None:
    refs = named(number, longest, number)
    ties = tuple(Tie(index, index + 1, 1.0 + index, "agree", 1, "1") for index in range(number - 1))
    svg = drawn(alone(NetworkPicture(refs, (), ties, (("agree", "a"),))))
    check_room(svg, wider=1.1)
    names = {word for ref in refs for word in ref.label.split()}
    dots = [
        (float(dot.attrib["cx"]) - 9, float(dot.attrib["cy"]) - 9, float(dot.attrib["cx"]) + 9)
        for dot in parsed(svg).iter(f"{SVG}circle")
    ]
    for text in texts(svg):
        if set(text.text.split()) <= names:
            for left, top, right in dots:
                box = (text.left, text.top, text.right, text.bottom)
                assert not crosses(box, (left + 1, top + 9), (right - 1, top + 9)), text


def test_a_number_stands_on_its_own_line_alone_where_it_can() -> None:
    refs = named(5, 1, 1)
    ties = tuple(Tie(a, b, 1 + a + b / 10, "agree", 1, f"{a}.{b}") for a in range(5) for b in range(a + 1, 5))
    svg = drawn(alone(NetworkPicture(refs, (), ties, (("agree", "a"),))))
    lines = [
        tuple(float(line.attrib[name]) for name in ("x1", "y1", "x2", "y2"))
        for line in parsed(svg).iter(f"{SVG}line")
        if line.attrib["stroke"] == AGREE
    ][:10]
    for text in texts(svg):
        if re.fullmatch(r"\d\.\d", text.text):
            box = (text.left, text.top, text.right, text.bottom)
            assert sum(crosses(box, (a, b), (c, d)) for a, b, c, d in lines) == 1, text


def two_mode(number: int, label: str) -> NetworkPicture:
    """Return a network in which each of twelve actors is tied to `number` issues, for the even ones."""
    actors, issues = named(12, 2, 1), tuple(Ref(f"i{n}", f"Issue {n}", f"Issue {n}") for n in range(number))
    ties = tuple(
        Tie(a, 12 + b, 1.0, "oppose" if b % 2 else "agree", 1, label)
        for a in range(12)
        for b in range(number)
    )
    return NetworkPicture(actors, issues, ties, (("agree", "for"), ("oppose", "against")))


def test_ties_to_issues_have_the_colours_of_stances() -> None:
    strokes = {line.get("stroke") for line in parsed(drawn(alone(two_mode(3, "")))).iter(f"{SVG}line")}
    assert {FOR, OPPOSE} <= strokes
    assert AGREE not in strokes


def test_so_many_ties_to_issues_that_lines_would_be_a_tangle_are_cells() -> None:
    svg = drawn(alone(two_mode(9, "")))
    check_room(svg, wider=1.1)
    shown = [text.text for text in texts(svg)]
    assert (shown.count("+"), shown.count("−")) == (12 * 5 + 1, 12 * 4 + 1)  # and the key
    assert "108 ties, each drawn as a cell, since so many lines would overlap." in shown
    assert not [line for line in parsed(svg).iter(f"{SVG}line") if line.get("stroke") in (FOR, OPPOSE)]
    with pytest.raises(UsageError, match="a picture of 12 by 101 cells"):
        drawn(alone(two_mode(101, "")))


def test_one_strength_for_all_is_said_once() -> None:
    shown = [text.text for text in texts(drawn(alone(two_mode(2, "1"))))]
    assert "Every tie has the strength 1." in shown
    assert "1" not in shown


def test_issues_have_everyone_in_their_place() -> None:
    svg = drawn(issues(example()))
    shown = {text.text: text for text in reversed(texts(svg))}  # the head of the lines, not the key
    oppose, support, strong = (shown[word] for word in ("oppose", "support", "strongly support"))
    middle = {name: (text.left + text.right) / 2 for name, text in shown.items()}
    assert middle["− LGA"] == pytest.approx((oppose.left + oppose.right) / 2, abs=1)
    assert middle["+*° CCN"] == pytest.approx((support.left + support.right) / 2, abs=1)
    assert middle["++ Localis"] == pytest.approx((strong.left + strong.right) / 2, abs=1)
    assert "Silent: Government" in shown
    assert "2 of 3 pairs opposed" in shown


def test_of_many_actors_a_bar_tells_how_many_and_a_few_are_named() -> None:
    many = {f"Actor-{number}": "oppose" if number % 3 else "support" for number in range(90)}
    svg = drawn(issues(study(1, many)))
    check_room(svg)
    shown = [text.text for text in texts(svg)]
    assert {"− 60", "+ 30"} <= set(shown)
    assert "Actor-1, Actor-2, Actor-4, Actor-5, Actor-7 and 55 more" in " ".join(shown)
    [against, for_] = [
        float(bar.attrib["width"]) for bar in parsed(svg).iter(f"{SVG}rect") if bar.get("rx") == "11"
    ]
    assert against == pytest.approx(2 * for_, abs=0.1)


def test_on_a_range_actors_stand_at_their_numbers(tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text(RANGE)
    target = tmp_path / "r.svg"
    assert main(["issues", "-q", "-d", str(tmp_path / "r.yaml"), "-o", str(target)]) == 0
    svg = target.read_text(encoding="utf-8")
    check_room(svg)
    shown = [text.text for text in texts(svg)]
    assert "42.5 Chamber of Commerce°" in shown
    assert "← oppose (0)" in shown


def test_the_tree_tells_blocs_apart_by_numbers_and_dashes() -> None:
    svg = drawn(blocs(example(), number=2))
    shown = [text.text for text in texts(svg)]
    assert {"1", "2", "69%"} <= set(shown)
    dashed = [line for line in parsed(svg).iter(f"{SVG}line") if line.get("stroke-dasharray")]
    assert len(dashed) == 4  # two stems and the join beyond the blocs, and the key


def test_points_on_one_place_share_a_name() -> None:
    refs = tuple(Ref(name, name, name) for name in ("Port", "City", "Rail"))
    picture = MapPicture(((refs[0], 0.0, 0.0), (refs[1], 0.0, 0.0), (refs[2], 1.0, 0.5)))
    svg = drawn(Report("map", DatasetInfo("t", ""), "T", (), (), pictures=(picture,)))
    assert "Port, City" in [text.text for text in texts(svg)]
    assert len(list(parsed(svg).iter(f"{SVG}circle"))) == 2


def test_the_map_is_to_scale() -> None:
    refs = tuple(Ref(name, name, name) for name in ("a", "b", "c"))
    picture = MapPicture(((refs[0], 0.0, 0.0), (refs[1], 0.6, 0.0), (refs[2], 0.6, 0.3)))
    svg = drawn(Report("map", DatasetInfo("t", ""), "T", (), (), pictures=(picture,)))
    (ax, ay), (bx, by), (cx, cy) = (
        (float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in parsed(svg).iter(f"{SVG}circle")
    )
    assert (bx - ax) == pytest.approx(2 * (by - cy), abs=0.1)  # up is up
    assert (ay, cx) == (by, bx)


def crowd(number: int, longest: int) -> MapPicture:
    """Return a map of two camps, each a crowd."""
    chance = random.Random(number)
    refs = named(number, longest, number)
    return MapPicture(
        tuple((ref, chance.choice((-1, 1)) + chance.gauss(0, 0.1), chance.gauss(0, 0.2)) for ref in refs)
    )


@pytest.mark.parametrize(("number", "longest"), [(8, 6), (20, 2), (20, 9)])
def test_names_on_a_map_cover_nothing(number: int, longest: int) -> None:
    check_room(drawn(alone(crowd(number, longest))))


def test_a_name_stands_off_the_lines_where_it_can() -> None:
    spots = [Spot((200.0, 200.0), ["Northam residents"], (0,)), Spot((400.0, 200.0), ["Vale"], (1,))]
    lines = [(spots[0].place, spots[1].place), (spots[0].place, (200.0, 400.0))]
    boxes = place_names(spots, (0.0, 0.0, 600.0, 400.0), lines)
    assert not any(crosses(box, *line) for box in boxes for line in lines)
    besides = place_names(spots, (0.0, 0.0, 600.0, 400.0))
    assert any(crosses(box, *line) for box in besides for line in lines)


def test_in_a_crowd_points_have_numbers_and_the_names_stand_below() -> None:
    picture = crowd(40, 9)
    svg = drawn(alone(picture))
    check_room(svg)
    shown = [text.text for text in texts(svg)]
    assert {str(number) for number in range(1, 41)} <= set(shown)
    assert f"1: {picture.points[0][0].name}; 2: {picture.points[1][0].name}" in " ".join(shown)


def test_a_name_is_nearest_to_its_own_point_or_has_a_line_to_it() -> None:
    refs = tuple(Ref(name, name, name) for name in ("Northam residents", "Vale friends", "Far away"))
    picture = MapPicture(((refs[0], 0.0, 0.0), (refs[1], 0.0, -0.05), (refs[2], 1.0, 0.3)))
    svg = drawn(alone(picture))
    dots = [(float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in parsed(svg).iter(f"{SVG}circle")]
    leaders = [line for line in parsed(svg).iter(f"{SVG}line") if line.get("stroke") == SOFT]
    shown = {text.text: text for text in texts(svg)}
    for own, ref in enumerate(refs):
        text = shown[ref.label]
        far = [
            max(text.left - x, 0, x - text.right) ** 2 + max(text.top - y, 0, y - text.bottom) ** 2
            for x, y in dots
        ]
        led = any((float(line.attrib["x1"]), float(line.attrib["y1"])) == dots[own] for line in leaders)
        assert led or min(far) == far[own]


def test_the_source_and_the_state_of_the_data_stand_below() -> None:
    found = example()
    shown = " ".join(text.text for text in texts(drawn(issues(found))))
    assert "Source: Localis: Industrial reform must be driven and led at local level (Public Sector" in shown
    assert f"Data: {found.info.title} (data {found.info.sha256[:8]}). Made with positions issues." in shown


def test_a_warning_stands_out_and_costs_no_other_sentence_its_place() -> None:
    picture = MapPicture(tuple((ref, float(index), 0.0) for index, ref in enumerate(named(3, 1, 1))))
    svg = drawn(alone(picture, "T", "One.", "Warning: two.", "Three.", "Four."))
    bold = {text.text for text in parsed(svg).iter(f"{SVG}text") if text.get("font-weight") == "700"}
    assert "Warning: two." in {text.text for text in parsed(svg).iter(f"{SVG}text")}
    shown = {element.text: element for element in parsed(svg).iter(f"{SVG}text")}
    assert shown["Warning: two."].get("font-weight") == "700"
    assert shown["Three."].get("font-weight") is None
    assert "Four." not in shown
    assert "One." not in bold


def test_a_long_sentence_ends_where_a_part_of_it_ends() -> None:
    picture = MapPicture(tuple((ref, float(index), 0.0) for index, ref in enumerate(named(3, 1, 1))))
    parts = [
        f"issue {number} (for everyone; but not against anybody at all, as it seems)" for number in range(9)
    ]
    shown = [text.text for text in texts(drawn(alone(picture, "T", "; ".join(parts))))]
    end = next(text for text in shown if text.endswith("…"))
    assert end.endswith("); …")


def test_a_minus_is_a_minus() -> None:
    report = Report(
        "map",
        DatasetInfo("t", ""),
        "T",
        (),
        (),
        notes=("Scaling of 1 - agreement, -1 at the end; well-known a-1 and (-2).",),
        pictures=(MapPicture(((Ref("a", "a", "a"), 0.0, 0.0), (Ref("b", "b", "b"), 1.0, 0.0))),),
    )
    shown = " ".join(text.text for text in texts(drawn(report)))
    assert "Scaling of 1 − agreement, −1 at the end; well-known a-1 and (−2)." in shown


NOBODY = Selection(kinds=("think tank",), actors=("lga",))
ALONE = study(1, {"A": "support"})


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (compare(example(NOBODY)), "The selection leaves nothing to compare."),
        (issues(example(NOBODY)), "The selection leaves nothing to show."),
        (blocs(example(NOBODY)), "The selection leaves nobody to group."),
        (network_report(example(NOBODY), NetworkRule()), "There is no statement to make a network of."),
        (network_report(ALONE, NetworkRule()), "No two of them speak about the same issue."),
    ],
)
def test_where_nothing_is_left_it_says_so(report: Report, words: str) -> None:
    svg = drawn(report)
    check_room(svg)
    assert words in [text.text for text in texts(svg)]


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(UsageError, match="a picture of 101 by 101 cells could not be read; the most is 100"):
        drawn(made_up(101, 2), "agreement")
    with pytest.raises(UsageError, match="the table divides is not a matrix"):
        drawn(compare(example()), "divides")
    with pytest.raises(UsageError, match="nothing to draw in this report"):
        drawn(Report("gaps", DatasetInfo("t", ""), "T", (), ()))


@pytest.mark.parametrize("face", FONT_FILES)
def test_letters_are_as_wide_as_those_of_arial_and_times(face: Face) -> None:
    # from the tables of widths of the standard 14 fonts of PDF, in thousandths
    known = {
        "regular": {"A": 667, "i": 222, "m": 833, "%": 889},
        "bold": {"A": 722, "i": 278, "m": 889, "%": 889},
        "italic": {"A": 667, "i": 222, "m": 833, "%": 889},
        "serif": {"A": 722, "i": 278, "m": 833, "%": 1000},
    }[face]
    for letter, thousandths in known.items():
        assert widths(face).letters[letter] == pytest.approx(thousandths / 1000, abs=0.0015)


@given(
    st.text(max_size=60) | st.text("ab -_/.é\u0301👩\u200d", max_size=60),
    st.floats(30, 300),
    st.sampled_from(sorted(FONT_FILES)),
)
@case("\u2d68\u2d68/0", 31.0, "bold")  # a part behind a stroke that would have had room before it
@settings(max_examples=examples(150))
def test_wrapping_loses_nothing_and_fits(text: str, room: float, face: Face) -> None:
    lines = wrapped(text, room, 12, face)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(width(line, 12, face) <= room for line in lines)
    few = wrapped(text, room, 12, face, most=2)
    assert len(few) <= 2
    assert all(width(line, 12, face) <= room for line in few)
    assert few == lines if len(lines) <= 2 else few[1].endswith("…")


def test_a_long_word_breaks_behind_a_hyphen_and_never_before_an_accent() -> None:
    look = Lettering(12)
    room = look.width("tele-communication")
    assert look.wrapped("tele-communications", room) == ["tele-communication", "s"]
    assert look.wrapped("communications-policy", look.width("communications-pol")) == [
        "communications-",
        "policy",
    ]
    for lines in (look.wrapped("e\u0301" * 40, 100), look.wrapped("👩\u200d👧" * 20, 100)):
        assert len(lines) > 1
        assert not any(line.startswith(("\u0301", "\u200d")) or line.endswith("\u200d") for line in lines)


@given(st.text(max_size=40), st.floats(20, 200))
def test_a_text_that_is_cut_says_so(text: str, room: float) -> None:
    shown = fitted(text, room, 12)
    assert shown == text or (shown.endswith("…") and text.startswith(shown[:-1]))
    assert width(shown, 12) <= room


def test_letters_that_the_fonts_lack_are_known() -> None:
    assert missing("Ærø, Łódź, Αθήνα, Київ ++ −− ± × · ○ °") == []
    assert missing("a日b日") == ["日"]
    assert missing("👩\u200d👧\u200c") == ["👩", "👧"]
    assert missing("\u2068م\u2069") == ["م"]


@pytest.mark.parametrize("command", ["compare", "issues", "blocs", "network"])
def test_the_suffix_implies_it(command: str, tmp_path: Path) -> None:
    target = tmp_path / "x.svg"
    assert main([command, "-q", "-d", str(EXAMPLE), "-o", str(target)]) == 0
    assert ElementTree.parse(target).getroot().tag == f"{SVG}svg"


def test_a_name_in_a_crowd_stands_beside_its_point_on_either_side() -> None:
    chance = random.Random(3)
    refs = [Ref(f"a{index}", f"Member {index}", f"Member {index}") for index in range(70)]
    picture = MapPicture(tuple((ref, chance.gauss(0, 1), chance.gauss(0, 1)) for ref in refs))
    svg = drawn(alone(picture))
    dots = [(float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in parsed(svg).iter(f"{SVG}circle")]
    names = [
        text for text in parsed(svg).iter(f"{SVG}text") if "".join(text.itertext()).startswith("Member ")
    ]
    assert {name.get("text-anchor") for name in names} == {None, "end"}
    for name in names:  # its edge towards the point is fixed, however wide its letters are on a machine
        x, y = float(name.attrib["x"]), float(name.attrib["y"])
        assert min(abs(x - dot) for dot, height in dots if abs(height - y) < 12) <= 12


def test_the_names_of_the_headline_stand_on_a_crowded_map() -> None:
    chance = random.Random(5)
    refs = [Ref(f"a{index}", f"Member {index}", f"Member {index}") for index in range(200)]
    points = [(chance.gauss(0, 1), chance.gauss(0, 1)) for _ in refs]
    middle = sorted(range(len(refs)), key=lambda index: math.hypot(*points[index]))[:4]
    placed = tuple((ref, x, y) for ref, (x, y) in zip(refs, points, strict=True))
    names = {f"Member {index}" for index in middle}

    def written(svg: str) -> set[str]:
        return {"".join(text.itertext()) for text in parsed(svg).iter(f"{SVG}text")}

    assert not names <= written(drawn(alone(MapPicture(placed))))
    assert names <= written(drawn(alone(MapPicture(placed, (), tuple(middle)))))
