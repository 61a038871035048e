"""`positions map`: the points, how much they show, and why there is no map where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.studies import EXAMPLE, study, table
from positions.cli import main
from positions.dataset.load import load_bytes
from positions.measures.pairs.engines import compare_pairs
from positions.measures.pairs.results import Comparison
from positions.problems import UsageError
from positions.reports.blocs.report import blocs
from positions.reports.common.study import study_of
from positions.reports.map.placing import FEWEST, MOST
from positions.reports.map.report import POOR, map_of
from positions.tables import MapPicture, Ref

# two camps of three, alike within: on the one line between them everything is shown
TWO_CAMPS = dict.fromkeys("ABC", "support support") | dict.fromkeys("DEF", "oppose oppose")
# the rows of a Hadamard matrix: no plane shows that they are all as far from each other
ALL_APART = {
    name: " ".join("oppose" if (place & index).bit_count() % 2 else "support" for place in range(8))
    for index, name in enumerate("ABCDEFGH")
}


def test_two_camps_stand_at_the_two_ends_of_a_line() -> None:
    report = map_of(study(2, TWO_CAMPS))
    points = {row[0].id: row[1:3] for row in table(report, "points").rows if isinstance(row[0], Ref)}
    assert [points[name] for name in "abc"] == [pytest.approx((0.5, 0.0))] * 3
    assert [points[name] for name in "def"] == [pytest.approx((-0.5, 0.0))] * 3
    assert report.summary[0].startswith("How well the map shows the 15 distances: stress-1 is ")
    (fit,) = table(report, "fit").rows
    assert list(fit) == pytest.approx([0, 1, 15, 0], abs=1e-6)
    assert [row[2] for row in table(report, "axes").rows] == pytest.approx([1, 0, 0, 0, 0, 0])
    assert table(report, "left_out").rows == ()


@pytest.mark.parametrize(
    ("rows", "said", "named"),
    [
        (TWO_CAMPS, "9 pairs stand furthest apart, 6 pairs nearest", ()),
        (
            {
                name: " ".join(["support"] * least + ["oppose"] * (10 - least))
                for name, least in zip("ABCDEF", (0, 1, 3, 5, 10, 10), strict=True)
            },
            "A with E and A with F stand furthest apart, E and F nearest",
            (0, 4, 5),
        ),
    ],
)
def test_pairs_that_are_level_are_counted(rows: dict[str, str], said: str, named: tuple[int, ...]) -> None:
    report = map_of(study(len(rows["A"].split()), rows))
    assert report.headline == said
    (picture,) = report.pictures
    assert isinstance(picture, MapPicture)
    assert picture.headed == named


def test_a_poor_map_warns_and_names_the_pair_that_it_misleads_about() -> None:
    report = map_of(study(8, ALL_APART))
    (fit,) = table(report, "fit").rows
    assert isinstance(fit[0], float)
    assert fit[0] >= POOR
    assert report.summary[1].startswith("Warning: from a stress-1 of 0.20 up a map is a poor one.")
    assert "Most misleading: " in report.summary[2]
    assert "it is 50% of 8." in report.summary[2]


def test_distances_on_a_good_map_are_those_of_the_agreements() -> None:
    found = study(2, TWO_CAMPS)
    (picture,) = map_of(found).pictures
    assert isinstance(picture, MapPicture)
    for pair in compare_pairs(found.grid, Comparison()):
        (_, ax, ay), (_, bx, by) = picture.points[pair.a], picture.points[pair.b]
        assert pair.agreement is not None
        assert ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 == pytest.approx(1 - pair.agreement, abs=1e-9)


def test_agreements_are_thin_by_their_effective_number() -> None:
    text = "format: 1\ntitle: T\nscale: three-point\nissues:\n  i0: {title: I, weight: 50}\n"
    text += "".join(f"  i{issue}: {{title: Issue {issue}}}\n" for issue in range(1, 4)) + "stakeholders:\n"
    for name in "abcdef":
        side = "support" if name in "abc" else "oppose"
        cells = ", ".join(f"i{issue}: {side}" for issue in range(4))
        text += f"  {name}: {{name: {name.upper()}, positions: {{{cells}}}}}\n"
    weighed = study_of(load_bytes(text.encode()))
    thin = "15 of the 15 agreements rest on fewer than 3 issues or an effective n below 2."
    assert thin in map_of(weighed).notes
    assert f"Thin ground: {thin}" in blocs(weighed).summary


def test_thin_agreements_are_told() -> None:
    assert "15 of the 15 agreements rest on fewer than 3 issues." in map_of(study(2, TWO_CAMPS)).notes


@pytest.mark.parametrize(
    ("issues", "rows", "said"),
    [
        (1, dict.fromkeys("ABCDE", "support"), f"no map of 5 actors: it takes {FEWEST} or more"),
        (
            2,
            dict.fromkeys("ABCDE", "support -") | {"F": "- oppose"},
            "agreement with 3 of the others, and the largest set that has them is 5 actors: A",
        ),
        (1, dict.fromkeys("ABCDEF", "support"), "all would stand on one point of the map"),
        (
            1,
            {f"A{n}": "support" for n in range(MOST + 1)},
            f"no map of {MOST + 1:,} actors: the most is {MOST:,}",
        ),
    ],
)
def test_where_there_is_no_map_it_says_why(issues: int, rows: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        map_of(study(issues, rows))
    assert caught.value.hint


def test_on_the_command_line_no_map_is_a_usage_error_in_every_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in ([], ["-f", "json"], ["-o", str(tmp_path / "x.svg")]):
        assert main(["map", "-d", str(EXAMPLE), *words]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert "there is no map of 4 actors" in said.err
    assert not list(tmp_path.iterdir())


def test_points_in_json_and_actors_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "format: 1\ntitle: T\nissues: {i: {title: I}, j: {title: J}}\nstakeholders:\n"
    for number in range(8):
        sides = "support" if number % 2 else "oppose", "support" if number % 3 else "oppose"
        text += f"  a{number}: {{name: A{number}, positions: {{i: {sides[0]}, j: {sides[1]}}}}}\n"
    (tmp_path / "d.yaml").write_text(text)
    names = [f"a{number}" for number in range(7)]
    assert main(["map", "-q", "-d", str(tmp_path / "d.yaml"), *names, "-f", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [found["id"] for found in shown["tables"]] == ["points", "group_points", "axes", "fit", "left_out"]
    assert [row["id"] for row in shown["tables"][0]["rows"]] == names
    assert set(shown["tables"][0]["rows"][0]) == {"id", "x", "y", "group"}


def test_a_pair_without_a_distance_stops_no_map_and_who_cannot_be_placed_is_named() -> None:
    rows = dict.fromkeys("ABC", "support support oppose -")
    rows |= dict.fromkeys("DEF", "oppose oppose - support")
    rows |= {"G": "- - support -", "H": "- - - -"}
    report = map_of(study(4, rows))
    placed = [row[0].id for row in table(report, "points").rows if isinstance(row[0], Ref)]
    left = [(row[0].id, row[1]) for row in table(report, "left_out").rows if isinstance(row[0], Ref)]
    assert placed == list("abcdefg")
    assert left == [("h", 0)]
    assert any(words.startswith("Not on the map") and "7 actors" in words for words in report.summary)


def test_groups_have_colours_and_middles(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = "format: 1\ntitle: T\nissues: {i: {title: I}, j: {title: J}}\nstakeholders:\n"
    for number in range(8):
        sides = "support" if number % 2 else "oppose", "support" if number % 3 else "oppose"
        kind = "even" if number % 2 == 0 else "odd"
        text += f"  a{number}: {{name: A{number}, kind: {kind}, "
        text += f"positions: {{i: {sides[0]}, j: {sides[1]}}}}}\n"
    (tmp_path / "d.yaml").write_text(text)
    words = ["map", "-q", "-d", str(tmp_path / "d.yaml"), "--group-by", "kind"]
    assert main([*words, "-f", "json"]) == 0
    points, middles, *_ = json.loads(capsys.readouterr().out)["tables"]
    of_even = [row for row in points["rows"] if row["group"] == "even"]
    assert len(of_even) == 4
    middle = next(row for row in middles["rows"] if row["group"] == "even")
    assert middle["x"] == pytest.approx(sum(row["x"] for row in of_even) / 4)
    assert main([*words, "-o", str(tmp_path / "m.svg")]) == 0
    drawn = (tmp_path / "m.svg").read_text()
    assert "#0072b2" in drawn
    assert "#d55e00" in drawn
