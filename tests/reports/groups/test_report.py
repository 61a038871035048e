"""Groups as people and programs see them; the nearest of each; what cannot be shown."""

from __future__ import annotations

import csv
import io
import json
from itertools import combinations
from pathlib import Path

import pytest

from positions.cli import main
from positions.measures.pairs.bitset import iterate_pairs
from positions.measures.pairs.nearest import neighbours
from positions.measures.pairs.results import Comparison
from positions.problems import UsageError
from positions.reports.common import pair_limits
from positions.reports.common.pair_limits import refuse_what_cannot_end

TABLE = """actor,issue,stance
a,x,yes
a,y,no
b,x,yes
b,y,yes
c,x,no
c,y,no
d,x,abstain
"""
ACTORS = "actor,party\na,red\nb,red\nc,blue\n"


@pytest.fixture
def table(tmp_path: Path) -> list[str]:
    (tmp_path / "votes.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "actors.csv").write_text(ACTORS, encoding="utf-8")
    data = ["-d", str(tmp_path / "votes.csv"), "--stance", "yes=1,abstain=0,no=-1"]
    return ["compare", *data, "--actors", str(tmp_path / "actors.csv")]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_groups_of_a_table(table: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*table, "--group-by", "party", "--table", "group_pairs", "-f", "csv"]) == 0
    found = rows(capsys.readouterr().out)
    assert [(row["a"], row["b"], row["pairs"], row["joint"], row["agree"]) for row in found] == [
        ("red", "red", "1", "2", "1"),
        ("red", "blue", "2", "4", "1"),
        ("blue", "blue", "0", "0", "0"),
    ]
    assert [row["agreement"] for row in found] == ["0.5", "0.25", ""]


def test_what_is_left_out_is_said(table: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*table, "--group-by", "party"]) == 0
    text = capsys.readouterr().out
    assert "1 actor without the attribute 'party' is in no group and left out." in text
    assert "Cohesion: the share of pairs on the same side, among those of a group" in text


def test_issues_by_group_count_each_side(table: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*table, "--group-by", "party", "--table", "group_issues", "-f", "csv"]) == 0
    found = [tuple(row.values()) for row in rows(capsys.readouterr().out)]
    assert found == [
        ("x", "red", "2", "0", "0", "2", "1.0", "1.0", "1.0", "1.0", "1.0"),
        ("x", "blue", "0", "1", "0", "1", "0.0", "", "", "", ""),
        ("y", "red", "1", "1", "0", "2", "0.5", "0.0", "0.0", "0.25", "0.25"),
        ("y", "blue", "0", "1", "0", "1", "0.0", "", "", "", ""),
    ]


def test_what_sets_groups_apart_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sides = {"x": ("yes", "no"), "y": ("yes", "yes"), "z": ("no", "no")}
    votes = "".join(
        f"{party}{number},{issue},{stance}\n"
        for issue, stances in sides.items()
        for party, stance in zip(("red", "blue"), stances, strict=True)
        for number in range(4)
    )
    votes = votes.replace("blue0,x,no", "blue0,x,yes")
    (tmp_path / "votes.csv").write_text(f"actor,issue,stance\n{votes}", encoding="utf-8")
    parties = "".join(f"{party}{number},{party}\n" for party in ("red", "blue") for number in range(4))
    (tmp_path / "actors.csv").write_text(f"actor,party\n{parties}", encoding="utf-8")
    (tmp_path / "issues.csv").write_text("issue,text\nx,Buses should run at night\n", encoding="utf-8")
    words = ["compare", "-d", str(tmp_path / "votes.csv"), "--stance", "yes=1,no=-1", "--group-by", "party"]
    words += ["--actors", str(tmp_path / "actors.csv"), "--issues", str(tmp_path / "issues.csv")]
    assert main(words) == 0
    text = capsys.readouterr().out
    assert "Furthest apart on x, “Buses should run at night” (red: 100% of 4 for, blue: 25% of 4)." in text
    assert "Most of both groups are for 1 issue: y." in text
    assert "Most of both groups are against 1 issue: z." in text
    assert "the share, over n joint answers" in text


def test_a_nominal_scale_has_no_support(table: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    nominal = [word for word in table if word not in ("--stance", "yes=1,abstain=0,no=-1")]
    assert main([*nominal, "--group-by", "party", "--measure", "exact", "-f", "json"]) == 0
    tables = [one["id"] for one in json.loads(capsys.readouterr().out)["tables"]]
    assert "support" not in tables
    assert "group_issues" not in tables


def test_json_has_the_tables_and_the_option(table: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*table, "--group-by", "party", "-f", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in found["tables"]] == [
        "groups",
        "agreement",
        "disagreement",
        "group_pairs",
        "cohesion",
        "cohesion_2",
        "support",
        "group_issues",
    ]
    assert found["options"]["group_by"] == "party"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--group-by", "prty"], "did you mean 'party'?"),
        (["--group-by", "party", "--top", "1"], "--group-by and --top do not go together"),
        (["--group-by", "party", "--range"], "--group-by and --range do not go together"),
        (["--top", "2", "--sort", "name"], "--top and --sort do not go together"),
        (["--min-agreement", "2"], "not between 0 and 1"),
        (["--group-by", "party", "--table", "pairs"], "there is no table 'pairs'"),
        (["-f", "csv", "-o", "pairs.parquet"], "a Parquet file takes the table of pairs alone"),
    ],
)
def test_what_does_not_go_together_is_refused(
    table: list[str], words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*table, *words]) == 2
    assert said in capsys.readouterr().err


def test_the_nearest_and_furthest_of_each(table: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*table, "--top", "1", "--table", "nearest", "-f", "csv"]) == 0
    found = rows(capsys.readouterr().out)
    assert [(row["actor"], row["other"], row["agreement"]) for row in found] == [
        ("a", "b", "0.5"),
        ("b", "a", "0.5"),
        ("c", "a", "0.5"),
        ("d", "a", "0.0"),
    ]


def test_pairs_that_agree_at_least_so_much(table: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*table, "--min-agreement", "0.5", "-f", "csv"]) == 0
    found = rows(capsys.readouterr().out)
    assert [(row["a"], row["b"]) for row in found] == [("a", "b"), ("a", "c")]


@pytest.mark.parametrize("actors", [1_001, 3_001, 150_000])
def test_more_than_anybody_reads_is_refused_with_what_would_serve(actors: int) -> None:
    with pytest.raises(UsageError) as caught:
        refuse_what_cannot_end(actors, read=True)
    assert f"{actors * actors:,} cells" in str(caught.value)
    for option in ("--group-by", "--top", "-o pairs.parquet"):
        assert option in str(caught.value.hint)


def test_a_program_may_read_more_than_people() -> None:
    refuse_what_cannot_end(2_200, read=False)
    with pytest.raises(UsageError):
        refuse_what_cannot_end(2_201, read=False)


def test_all_tables_at_once_are_no_more_for_a_program_than_for_people(
    table: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pair_limits, "MOST_READ", 3)
    assert main([*table, "-f", "json"]) == 2
    assert "compare --table agreement makes one table" in capsys.readouterr().err
    assert main([*table, "-f", "json", "--table", "agreement"]) == 0
    monkeypatch.setattr(pair_limits, "MOST_HELD", 3)
    assert main([*table, "-f", "json"]) == 2
    assert "--table" not in capsys.readouterr().err


def test_the_command_refuses(
    table: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pair_limits, "MOST_READ", 3)
    assert main(table) == 2
    assert "4 x 4 actors: 16 cells a matrix" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        (["blocs"], "MOST_HELD"),
        (["network"], "MOST_HELD"),
        (["gaps"], "MOST_HELD"),
        (["power"], "MOST_READ"),
        (["brief"], "MOST_READ"),
        (["report", "-o", "page.html"], "MOST_READ"),
        (["export", "-o", "ties.graphml"], "MOST_HELD"),
    ],
)
def test_so_does_every_command_that_forms_all_pairs(
    words: list[str],
    limit: str,
    table: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    line = [*words, *table[1:]]
    monkeypatch.setattr(pair_limits, limit, 3)
    assert main(line) == 2
    said = capsys.readouterr().err
    assert "4 x 4 actors: 16 cells a matrix" in said
    assert "compare --group-by kind" in said
    monkeypatch.setattr(pair_limits, limit, 4)
    assert main(line) == 0


def test_the_senate_by_party(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = shared / "data"
    words = ["compare", "-d", str(data / "us_senate_109.csv.gz"), "--stance", "yes=1,no=-1"]
    words += ["--actors", str(data / "us_senate_109.groups.csv"), "--group-by", "group"]
    assert main([*words, "--table", "group_pairs", "-f", "csv"]) == 0
    found = {(row["a"], row["b"]): row for row in rows(capsys.readouterr().out)}
    assert found["R", "R"]["pairs"] == str(56 * 55 // 2)
    assert float(found["R", "R"]["agreement"]) > 0.8 > 0.5 > float(found["R", "D"]["agreement"])
    pooled: dict[tuple[str, str], list[int]] = {}
    assert main([*words[:5], "--table", "pairs", "-f", "csv"]) == 0
    with (data / "us_senate_109.groups.csv").open(encoding="utf-8") as stream:
        party = {row["actor"]: row["group"] for row in csv.DictReader(stream)}
    for row in rows(capsys.readouterr().out):
        key = party[row["a"]], party[row["b"]]
        sums = pooled.setdefault(key if key in found else key[::-1], [0, 0])
        sums[0] += int(row["shared"])
        sums[1] += int(row["agree"])
    for key, (joint, agree) in pooled.items():
        assert (found[key]["joint"], found[key]["agree"]) == (str(joint), str(agree))


def test_polis_by_group(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = shared / "data"
    words = ["compare", "-d", str(data / "polis_brexit.csv.gz"), "--stance", "agree=1,pass=0,disagree=-1"]
    words += ["--actors", str(data / "polis_brexit.groups.csv"), "--group-by", "group"]
    assert main([*words, "--table", "groups", "-f", "csv"]) == 0
    assert [(row["group"], row["actors"]) for row in rows(capsys.readouterr().out)] == [
        ("1", "91"),
        ("0", "106"),
    ]


def test_neighbours_by_sorting_all_pairs() -> None:
    from helpers.grids import as_grid, plain
    from positions.dataset.scale import FIVE_POINT

    grid = as_grid(
        plain(FIVE_POINT, "support oppose -", "support - oppose", "oppose oppose oppose", "- support neutral")
    )
    how = Comparison(measure="proximity")
    pairs = {frozenset((pair.a, pair.b)): pair for pair in iterate_pairs(grid, how)}
    assert set(pairs) == {frozenset(pair) for pair in combinations(range(4), 2)}
    for one in neighbours(grid, how, 2):
        known = [
            (pair.agreement, pair.counts.shared, -next(iter(both - {one.actor})), pair)
            for both, pair in pairs.items()
            if one.actor in both and pair.agreement is not None
        ]
        nearest = sorted(known, key=lambda entry: entry[:3], reverse=True)[:2]
        furthest = sorted(known, key=lambda entry: (-entry[0], *entry[1:3]), reverse=True)[:2]
        assert list(one.nearest) == [entry[-1] for entry in nearest]
        assert list(one.furthest) == [entry[-1] for entry in furthest]


def test_what_is_as_far_apart_as_the_last_is_not_said_to_be_less(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    actors = [f"{party}{number}" for party in "rb" for number in range(3)]
    votes = [
        f"{actor},i{issue},{'yes' if actor[0] == 'r' else 'no'}" for actor in actors for issue in range(5)
    ]
    votes += [f"{actor},weak,{'no' if actor in ('r0', 'b0') else 'yes'}" for actor in actors if actor != "b1"]
    (tmp_path / "votes.csv").write_text("\n".join(["actor,issue,stance", *votes]), encoding="utf-8")
    lines = ["actor,party", *(f"{actor},{actor[0]}" for actor in actors)]
    (tmp_path / "actors.csv").write_text("\n".join(lines), encoding="utf-8")
    data = ["-d", str(tmp_path / "votes.csv"), "--stance", "yes=1,no=-1"]
    assert main(["compare", *data, "--actors", str(tmp_path / "actors.csv"), "--group-by", "party"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "b: 0% of 3); as far as on i2 on 2 more." in said
