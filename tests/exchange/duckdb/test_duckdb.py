"""All pairs streamed to files, and large tables read by DuckDB: both as the core does it."""

from __future__ import annotations

import csv
import gzip
import io
import random
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.grids import as_grid, plain
from positions.cli import main
from positions.dataset.scale import FIVE_POINT
from positions.exchange.duckdb import grid as bulk_grid
from positions.exchange.duckdb import table as bulk_table
from positions.exchange.exports.pairs import BOUNDS, CHANCE, COLUMNS, Asked, write_delimited, write_parquet
from positions.exchange.tables.settings import TableSettings, parse_scale
from positions.grid import StanceGrid
from positions.measures.pairs import nearest
from positions.measures.pairs.bitset import iterate_pairs
from positions.measures.pairs.engines import compare_pairs
from positions.measures.pairs.expected import expectations
from positions.measures.pairs.nearest import agreeing_pairs, neighbours
from positions.measures.pairs.results import Comparison
from positions.reports.common import pair_limits
from positions.vocabulary import MEASURES, Measure

pytest.importorskip("numpy", reason="NumPy, of the extra bulk, is not installed")
duckdb = pytest.importorskip("duckdb", reason="DuckDB, of the extra bulk, is not installed")

LABELS = ("strongly-oppose", "oppose", "neutral", "support", "strongly-support", "-", "silent")
YES_NO = ["--stance", "yes=1,abstain=0,no=-1"]


def many(actors: int, issues: int = 6) -> StanceGrid:
    chance = random.Random(7)
    return as_grid(plain(FIVE_POINT, *(" ".join(chance.choices(LABELS, k=issues)) for _ in range(actors))))


def expected(grid: StanceGrid, how: Comparison) -> list[tuple[object, ...]]:
    ids, expect = [actor.id for actor in grid.actors], expectations(grid, how)
    return [
        (
            *(ids[pair.a], ids[pair.b], *pair.counts[:6], pair.agreement, pair.disagreement),
            *(pair.low, pair.high, pair.effective, *expect(pair)),
        )
        for pair in compare_pairs(grid, how)
    ]


@pytest.mark.parametrize("how", [Comparison(), Comparison(bounds=True), Comparison(min_shared=3)])
def test_parquet_holds_every_pair_in_the_order_of_the_file(how: Comparison, tmp_path: Path) -> None:
    grid, path = many(40), tmp_path / "it's pairs.parquet"
    done: list[int] = []
    write_parquet(path, Asked(grid, how), done.append)
    with duckdb.connect() as database:
        found = database.read_parquet(str(path))
        assert tuple(found.columns) == (*COLUMNS, *BOUNDS, *CHANCE)
        assert found.fetchall() == expected(grid, how)
    assert sum(done) == 40 * 39 // 2
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_parquet_of_no_pair_has_the_columns(tmp_path: Path) -> None:
    write_parquet(tmp_path / "one.parquet", Asked(many(1), Comparison()))
    with duckdb.connect() as database:
        found = database.read_parquet(str(tmp_path / "one.parquet"))
        assert (tuple(found.columns), found.fetchall()) == ((*COLUMNS, *BOUNDS, *CHANCE), [])


def test_only_pairs_that_agree_enough(tmp_path: Path) -> None:
    grid = many(30)
    write_parquet(tmp_path / "some.parquet", Asked(grid, Comparison(), 0.6))
    with duckdb.connect() as database:
        found = database.read_parquet(str(tmp_path / "some.parquet")).fetchall()
    kept = [row for row in expected(grid, Comparison()) if isinstance(row[8], float) and row[8] >= 0.6]
    assert found == kept
    assert 0 < len(kept) < 30 * 29 // 2


def test_an_interruption_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "pairs.parquet"
    path.write_bytes(b"old")

    def interrupted(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_parquet(path, Asked(many(20), Comparison()), interrupted)
    assert [one.name for one in tmp_path.iterdir()] == ["pairs.parquet"]
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("how", [Comparison(), Comparison(bounds=True)])
def test_streamed_csv_is_what_the_renderer_writes(
    how: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [
        "compare",
        "--table",
        "pairs",
        "-o",
        str(tmp_path / "a.csv"),
        *(["--range"] if how.bounds else []),
    ]
    assert main(words) == 0
    monkeypatch.setattr(pair_limits, "LONG_WORK", 1)
    words[words.index(str(tmp_path / "a.csv"))] = str(tmp_path / "b.csv")
    assert main(words) == 0
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("weights", [(1.0,) * 6, (0.1, 2.0, 2.0, 0.5, 7.0, 1.0)])
def test_delimited_lines_of_blocks_are_the_cores(
    measure: Measure, weights: tuple[float, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """But for the last digit of expected agreement and kappa."""
    grid = many(12)
    issues = tuple(replace(issue, weight=weight) for issue, weight in zip(grid.issues, weights, strict=True))
    asked = Asked(replace(grid, issues=issues), Comparison(measure=measure))
    fast, slow = io.StringIO(), io.StringIO()
    write_delimited(slow.write, asked, "\t")
    monkeypatch.setattr("positions.exchange.exports.pairs.BULK_FROM", 2)
    write_delimited(fast.write, asked, "\t")
    lines = [[line.split("\t") for line in out.getvalue().splitlines()] for out in (fast, slow)]
    assert len(lines[0]) == 1 + 12 * 11 // 2
    for one, other in zip(*lines, strict=True):
        assert one[:-2] == other[:-2]
        for left, right in zip(one[-2:], other[-2:], strict=True):
            try:
                assert float(left) == pytest.approx(float(right), abs=1e-9)
            except ValueError:
                assert left == right


@pytest.mark.parametrize("measure", ["side", "proximity"])
def test_blocks_find_the_same_neighbours(measure: str, monkeypatch: pytest.MonkeyPatch) -> None:
    grid, how = many(50, 4), Comparison(measure="proximity" if measure == "proximity" else "side")
    slow = neighbours(grid, how, 3), neighbours(grid, how, 3, 0.5), list(agreeing_pairs(grid, how, 0.75))
    monkeypatch.setattr(nearest, "BULK_FROM", 2)
    fast = neighbours(grid, how, 3), neighbours(grid, how, 3, 0.5), list(agreeing_pairs(grid, how, 0.75))
    assert fast == slow
    assert slow[2] == [
        pair for pair in iterate_pairs(grid, how) if pair.agreement is not None and pair.agreement >= 0.75
    ]


def votes(path: Path, *extra: str) -> Path:
    chance = random.Random(3)
    lines = ["actor,issue,stance"]
    for actor in range(30):
        for issue in range(20):
            if chance.random() < 0.7:
                lines.append(
                    f'a{actor},"issue, {issue}",{chance.choice(["yes", "no", "abstain", "silent", ""])}'
                )
    text = "\n".join([*lines, *extra]) + "\n"
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def output(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize("name", ["votes.csv", "votes.csv.gz", "votes.parquet"])
@pytest.mark.parametrize(
    "words",
    [
        ["-f", "json"],
        ["--issue", "issue, 3", "-f", "json"],
        ["a1,a2,a3", "-f", "json"],
        ["--group-by", "side"],
    ],
)
def test_a_large_table_reads_as_a_small_one_does(
    name: str,
    words: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if name.endswith("parquet"):
        with duckdb.connect() as database:
            database.read_csv(str(votes(tmp_path / "votes.csv")), all_varchar=True).write_parquet(
                str(tmp_path / name)
            )
    else:
        votes(tmp_path / name)
    (tmp_path / "who.csv").write_text("actor,side\na1,x\na2,y\na3,x\na7,y\n", encoding="utf-8")
    line = ["compare", "-d", str(tmp_path / name), *YES_NO, "--actors", str(tmp_path / "who.csv"), *words]
    if "a1,a2,a3" in line:
        line = [line[0], "a1,a2,a3", *(word for word in line[1:] if word != "a1,a2,a3")]
    if "--issue" in line:  # an option that takes commas cannot name it
        line[line.index("--issue") + 1] = "none"
    small = output(capsys, *line)
    monkeypatch.setattr(bulk_table, "WORTH_IT", 0)
    assert output(capsys, *line) == small


def test_a_range_of_more_values_than_a_short_integer_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All distinct: a number beyond 32,767 would turn into another's, or into none."""
    actors, issues = 4, 8300
    rows = [f"a{n % actors},i{n // actors},{n}" for n in range(actors * issues)]
    path = tmp_path / "many.csv"
    path.write_text("\n".join(["actor,issue,stance", *rows]) + "\n", encoding="utf-8")
    table_settings = TableSettings(scale=parse_scale("0:40000"))
    monkeypatch.setattr(bulk_table, "WORTH_IT", 0)
    loaded = bulk_grid.load_bulk(path, table_settings)
    assert isinstance(loaded, bulk_grid.BulkTable)
    assert loaded.cells is not None
    assert all(loaded.stances[loaded.cells[n % actors, n // actors]] == n for n in range(actors * issues))


@pytest.mark.parametrize("bad", ["a1,issue x,maybe", "a1", "a0,again,yes\na0,again,no", " a1 ,issue x,yes"])
def test_what_is_odd_is_told_by_the_plain_reader(
    bad: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["compare", "-d", str(votes(tmp_path / "votes.csv", bad)), *YES_NO, "-f", "json"]
    small = output(capsys, *line)
    monkeypatch.setattr(bulk_table, "WORTH_IT", 0)
    assert output(capsys, *line) == small


def test_what_would_speed_it_up_is_said_once_and_only_where_it_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["compare", "-d", str(votes(tmp_path / "votes.csv")), *YES_NO, "--top", "1", "--table", "nearest"]
    advice = "pip install 'positions[bulk]' would speed this up."
    assert advice not in output(capsys, *line)[2]
    monkeypatch.setattr(pair_limits, "LONG_WORK", 1)
    monkeypatch.setattr(bulk_table, "LONG_READING", 0)
    assert advice not in output(capsys, *line)[2]
    monkeypatch.setattr("positions.measures.pairs.numpy_blocks.has_numpy", lambda: False)
    assert f"435 pairs take a while: {advice}" in output(capsys, *line)[2]
    monkeypatch.setattr("positions.exchange.duckdb.table.find_spec", lambda name: None)
    code, _, said = output(capsys, *line)
    assert (code, said.splitlines()) == (
        0,
        [
            f"votes.csv takes a while to read: {advice}",
            *(one for one in said.splitlines() if "without a stance" in one),
            f"435 pairs take a while: {advice}",
        ],
    )
    assert advice not in output(capsys, *line, "-q")[2]
    matrix = [*line[: line.index("--top")], "--table", "agreement", "-f", "csv"]
    assert f"435 pairs take a while: {advice}" in output(capsys, *matrix)[2]


@pytest.mark.parametrize("words", [["-f", "csv"], ["-f", "tsv"], ["-o", "pairs.csv"]])
def test_two_tables_in_a_file_of_one_are_refused_before_the_work(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the pairs are compared")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(nearest, "iterate_pairs", never)
    line = ["compare", "-d", str(votes(tmp_path / "votes.csv")), *YES_NO, "--top", "1", *words]
    code, _, said = output(capsys, *line)
    assert code == 2
    assert "holds one table a file; there are nearest, furthest (choose one, as in --table nearest" in said


def test_groups_of_a_table_beside_which_an_actor_is_private_count_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sides = "".join(
        f"a{number},{'xy'[number % 2]},{'true' if number == 3 else ''}\n" for number in range(1, 30)
    )
    (tmp_path / "who.csv").write_text(f"actor,side,private\n{sides}", encoding="utf-8")
    line = ["compare", "-d", str(votes(tmp_path / "votes.csv")), *YES_NO, "--group-by", "side", "-f", "json"]
    line += ["--actors", str(tmp_path / "who.csv")]
    slow = output(capsys, *line)
    monkeypatch.setattr(bulk_table, "WORTH_IT", 0)
    assert output(capsys, *line)[:2] == slow[:2]
    everyone = output(capsys, *line, "--audience", "team")
    assert everyone[0] == slow[0] == 0
    assert everyone[1] != slow[1]


def test_a_table_that_no_memory_holds_is_refused_but_for_groups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "who.csv").write_text("actor,side\na1,x\na2,y\na3,x\n", encoding="utf-8")
    line = [
        "compare",
        "-d",
        str(votes(tmp_path / "votes.csv")),
        *YES_NO,
        "--actors",
        str(tmp_path / "who.csv"),
    ]
    monkeypatch.setattr(bulk_table, "WORTH_IT", 0)
    monkeypatch.setattr(bulk_grid, "MOST_CELLS", 30 * 20 - 1)
    whole = output(capsys, *line, "-f", "json")
    assert whole[0] == 0  # few answers are read one by one, however many cells there are
    monkeypatch.setattr(bulk_grid, "MOST_ANSWERS", 3)
    code, out, said = output(capsys, *line, "-f", "json")
    assert (code, out) == (2, "")
    assert "answers, 30 actors x 20 issues, are more than fit in memory (compare --group-by kind" in said
    assert output(capsys, *line, "--group-by", "side")[0] == 0
    monkeypatch.setattr(bulk_grid, "MOST_CELLS", 30 * 20)
    assert output(capsys, *line, "-f", "json") == whole


@pytest.mark.slow
def test_the_panel_adds_up(shared: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = shared / "data" / "gss_panels_large.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        actors = {row[0] for row in csv.reader(stream)} - {"actor"}
    who = tmp_path / "who.csv"
    who.write_text("actor,all\n" + "".join(f"{actor},all\n" for actor in sorted(actors)), encoding="utf-8")
    words = ["compare", "-d", str(path), "--scale", "nominal", "--actors", str(who), "--group-by", "all"]
    code, text, _ = output(capsys, *words, "--table", "group_pairs", "-f", "csv")
    assert code == 0
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["pairs"], row["joint"], row["same"]) == ("260707195", "11134417442", "5567590486")


@pytest.mark.parametrize("missing", ["duckdb", "numpy"])
def test_a_long_table_says_what_would_help(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, other = tmp_path / "a.csv", tmp_path / "a.xlsx"
    for path in (table, other):
        path.write_bytes(b"x" * 100)
    monkeypatch.setattr(bulk_table, "LONG_READING", 100)
    assert not bulk_table.lacks_database(table)
    monkeypatch.setattr(bulk_table, "find_spec", lambda name: None if name == missing else object())
    assert bulk_table.lacks_database(table)
    assert not bulk_table.lacks_database(other)
    monkeypatch.setattr(bulk_table, "LONG_READING", 101)
    assert not bulk_table.lacks_database(table)
