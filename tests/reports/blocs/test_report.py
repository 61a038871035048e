"""What `blocs` reports: tables, the tree as a drawing, and words."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from helpers.studies import example, study, table
from positions.measures.pairs.results import Comparison
from positions.measures.structure.linkage import Merge
from positions.problems import UsageError
from positions.render.registry import REGISTRY, RenderOptions
from positions.reports.blocs.dendrogram import WIDTH, dendrogram
from positions.reports.blocs.report import blocs, permutations_for
from positions.selection import Selection
from positions.tables import Drawing, Ref, Report

CAMPS = {
    "Airlines": "support support oppose support",
    "Airports": "support support oppose neutral",
    "Residents": "oppose oppose support oppose",
    "The-campaign-for-quieter-skies-over-the-valley": "oppose oppose support support",
    "Railways": "neutral support support neutral",
}


def bloc_of(report: Report) -> dict[str, object]:
    return {row[0].id: row[1] for row in table(report, "blocs").rows if isinstance(row[0], Ref)}


def test_the_example_is_one_bloc_and_the_best_cut_of_it_stands_on_thin_ground() -> None:
    only = blocs(example())
    assert set(bloc_of(only).values()) == {1}
    assert only.summary[0].startswith(
        "One bloc: no more grouping than chance gives. The best cut, into 2 blocs"
    )
    report = blocs(example(), number=2)
    assert "no more grouping than chance gives" in report.summary[0]
    assert bloc_of(report) == {"localis": 1, "lga": 2, "ccn": 1, "government": 1}
    assert [column.id for column in table(report, "blocs").columns] == ["id", "bloc", "stability"]
    linkage = table(report, "linkage")
    assert [column.id for column in linkage.columns] == ["left", "right", "distance", "size"]
    assert [tuple(row) for row in linkage.rows] == [
        (2, 3, 0.0, 2),  # of three that all agree, the first two by id
        (0, 4, 0.0, 3),
        (5, 1, pytest.approx((1 / 3 + 1 / 4 + 1 / 3) / 3), 4),
    ]
    assert "Thin ground: 2 of the 6 agreements rest on fewer than 3 issues." in report.summary


@pytest.mark.parametrize("ascii", [False, True])
def test_on_a_terminal_of_80_columns(snapshot: SnapshotAssertion, ascii: bool) -> None:
    report = blocs(study(4, CAMPS))
    text = REGISTRY["terminal"].render(report, RenderOptions(width=80, ascii=ascii))
    assert isinstance(text, str)
    assert max(map(len, text.splitlines())) <= 80
    assert text == snapshot


def test_in_markdown_the_tree_is_a_block_of_code(snapshot: SnapshotAssertion) -> None:
    assert REGISTRY["markdown"].render(blocs(study(4, CAMPS)), RenderOptions()) == snapshot


def test_as_many_blocs_as_asked_for() -> None:
    for number in range(1, 6):
        report = blocs(study(4, CAMPS), number=number)
        assert set(bloc_of(report).values()) == set(range(1, number + 1))
        assert report.options["blocs"] == number
    with pytest.raises(UsageError, match="5 actors cannot make 6 blocs"):
        blocs(study(4, CAMPS), number=6)


def test_below_three_actors_the_number_is_asked_for() -> None:
    two = study(1, {"A": "support", "B": "oppose"})
    with pytest.raises(UsageError, match="with 2 actors the number of blocs cannot be worked out") as caught:
        blocs(two)
    assert caught.value.hint == "say how many: --blocs 1 or --blocs 2"
    assert bloc_of(blocs(two, number=2)) == {"a": 1, "b": 2}
    with pytest.raises(UsageError, match="with 1 actor ") as caught:
        blocs(study(1, {"A": "support"}))
    assert caught.value.hint == "say how many: --blocs 1"


def test_who_shares_no_issue_with_the_others_is_left_out_and_named() -> None:
    rows = {"A": "support - -", "B": "support oppose -", "C": "oppose support -", "D": "- - support"}
    report = blocs(study(3, rows | {"E": "- - oppose"}))
    assert bloc_of(report).keys() == {"a", "b", "c"}
    left = table(report, "left_out")
    assert [column.id for column in left.columns] == ["id", "shared_with"]
    assert [(row[0].id, row[1]) for row in left.rows if isinstance(row[0], Ref)] == [("d", 1), ("e", 1)]
    (note,) = [note for note in report.notes if note.startswith("Left out")]
    assert "with the others: D and E. The largest set that agreements connect has 3 actors" in note
    assert [leaf[0].id for leaf in getattr(report.pictures[0], "leaves")] == ["a", "b", "c"]  # noqa: B009


def test_pairs_without_a_shared_issue_stop_nothing() -> None:
    report = blocs(study(2, {"A": "support -", "B": "support oppose", "C": "- oppose"}))
    assert bloc_of(report).keys() == {"a", "b", "c"}
    assert any(note.startswith("1 pair has too few shared issues") for note in report.notes)
    apart = study(2, {"A": "support -", "B": "support -", "C": "- support", "D": "- oppose"})
    with pytest.raises(UsageError, match="connect no more than two, such as A and B: the number of blocs"):
        blocs(apart)
    with pytest.raises(UsageError, match="2 actors cannot make 3 blocs"):
        blocs(apart, number=3)
    assert len(table(blocs(apart, number=2), "left_out").rows) == 2


def test_solutions_have_p_of_their_own_and_the_best_that_of_the_best() -> None:
    report = blocs(study(4, CAMPS), permutations=30)
    assert [column.id for column in table(report, "solutions").columns] == [
        *("blocs", "silhouette", "p", "stability"),
    ]
    assert [row[0] for row in table(report, "solutions").rows] == [2, 3, 4]
    assert (report.options["permutations"], report.options["seed"]) == (30, 1)
    assert [row[3] for row in table(report, "solutions").rows] == [None] * 3  # fewer than five issues


def test_blocs_that_hang_together_beyond_chance_are_told_with_their_stability() -> None:
    one, other = "support oppose " * 6, "oppose support " * 6
    report = blocs(study(12, dict(zip("ABCDEFGH", [one, other] * 4, strict=True))), permutations=99)
    assert report.summary[0] == (
        "2 blocs, the number that sets them apart best; mean silhouette 1.00 (p = 0.01, 99 shuffles); "
        "stability 1.00: clearly set apart."
    )
    assert [row[2] for row in table(report, "blocs").rows] == [1.0] * 8


def test_with_numpy_as_many_shuffles_are_made_of_three_hundred_actors_as_of_few() -> None:
    pytest.importorskip("numpy")
    found = study(1, {f"A{number}": "support" for number in range(3)})
    assert [permutations_for(found, Comparison(), number) for number in (3, 60, 300, 301)] == [
        *(1000, 1000, 1000, 0),
    ]


def test_without_numpy_nothing_is_compared_with_chance_unasked_above_sixty_actors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("positions.measures.structure.numpy_null_model.has_numpy", lambda: False)
    rows = {f"A{number}": "support" if number % 2 else "oppose" for number in range(61)}
    found = study(1, rows)
    assert [permutations_for(found, Comparison(), number) for number in (3, 20, 21, 40, 41, 60, 61)] == [
        *(1000, 1000, 200, 200, 100, 100, 0),
    ]
    report = blocs(found)
    assert "Not compared with chance: --permutations 100 does so." in report.summary[0]
    assert {row[2] for row in table(report, "solutions").rows} == {None}


def test_a_selection_of_nobody_is_said_in_a_sentence() -> None:
    report = blocs(example(Selection(kinds=("navy",))))
    assert report.summary == ("The selection leaves nobody to group.",)
    assert report.drawings == ()


def test_labels_of_a_nominal_scale_are_named() -> None:
    rows = {"A": "bus tram", "B": "bus tram", "C": "train bus", "D": "train bus"}
    report = blocs(study(2, rows, scale="nominal"), number=2)
    assert any("Issue 0 (bus; 2 of 2 others otherwise)" in text for text in report.summary)
    with pytest.raises(UsageError, match="needs a scale with an order"):
        blocs(study(2, rows, scale="nominal"), Comparison(measure="side"))


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        (["support support"] * 2 + ["oppose oppose"] * 2, "no more grouping than chance gives"),
        (["support support"] * 4, "no more grouping than chance gives"),
    ],
)
def test_a_tree_is_not_taken_for_blocs(shares: list[str], words: str) -> None:
    report = blocs(study(2, dict(zip("ABCD", shares, strict=True))))
    assert words in report.summary[0]


def drawing(number: int, merges: list[Merge], order: list[int]) -> Drawing:
    return dendrogram([f"actor {n}" for n in range(number)], [1] * number, order, merges)


def test_what_has_no_distance_is_not_joined() -> None:
    found = drawing(3, [Merge(0, 1, 0.5, 2), Merge(3, 2, None, 3)], [0, 1, 2])
    assert found.lines[0].endswith("┐")
    assert found.lines[1].endswith("┘")
    assert found.lines[2] == "1  actor 2"
    assert "50%" in found.lines[3]


def test_a_drawing_fits_its_width_and_has_ascii_lines_of_the_same_length() -> None:
    merges = [Merge(0, 1, 0.1, 2), Merge(2, 3, 0.1, 2), Merge(4, 5, 0.1, 4)]
    found = drawing(4, merges, [0, 1, 2, 3])
    assert len(found.lines) == len(found.ascii_lines) == 5
    assert all(len(line) <= WIDTH for line in found.lines)
    assert all(line.isascii() for line in found.ascii_lines)
    assert list(map(len, found.lines)) == list(map(len, found.ascii_lines))


def test_nobody_and_one_actor_can_be_drawn() -> None:
    assert drawing(0, [], []).lines == ()
    assert drawing(1, [], [0]).lines == ("1  actor 0",)


def test_long_and_wide_names_keep_the_tree_straight() -> None:
    found = dendrogram(["名" * 30, "b"], [1, 2], [0, 1], [Merge(0, 1, 0.5, 2)])
    assert found.lines[0].startswith("1  " + "名" * 12 + "…")
    assert found.ascii_lines[0].startswith("1  " + "名" * 11 + "...")


def test_who_is_silent_stands_with_nobody() -> None:
    said = blocs(example()).summary[-1]
    together, _, part = said.partition(" On ")
    assert together.endswith("stands together on 2 issues: Local leadership (for) and Rebalancing (for).")
    assert part.startswith("4 more those of it who hold a position stand together: ")
    assert part.count("(for, 2 of 4)") == 4


def test_where_nobody_is_silent_no_number_stands() -> None:
    (said,) = [text for text in blocs(study(4, CAMPS), number=2).summary if text.startswith("Bloc 2")]
    assert "hold a position" not in said
