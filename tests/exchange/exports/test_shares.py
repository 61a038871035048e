"""All pairs in shares: they join to what one process writes, and a finished share is not made again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions import cli
from positions.exchange.exports import pairs
from positions.exchange.exports.shares import Part, rows_of
from positions.problems import UsageError
from positions.reports.common.pair_limits import refuse_what_no_disk_holds

duckdb = pytest.importorskip("duckdb")


@settings(max_examples=examples(200))
@given(st.integers(1, 40), st.integers(0, 300), st.sampled_from([1, 7, 512]))
def test_shares_have_every_row_once_and_are_of_a_size(of: int, actors: int, step: int) -> None:
    shares = [rows_of(Part(number, of), actors, step) for number in range(1, of + 1)]
    assert [row for share in shares for row in share] == list(range(actors))
    assert all(share.start % step == 0 for share in shares if len(share))
    if step == 1:
        sizes = [sum(actors - 1 - row for row in share) for share in shares]
        assert max(sizes, default=0) <= actors * (actors - 1) / 2 / of + actors


def table(path: Path, actors: int = 9) -> Path:
    rows = [
        f"a{actor},i{issue},{('yes', 'no')[(actor * issue + actor // 2) % 2]}"
        for actor in range(actors)
        for issue in range(6)
        if (actor + issue) % 5
    ]
    path.write_text("\n".join(["actor,issue,stance", *rows]) + "\n", encoding="utf-8")
    return path


def run(*words: str) -> int:
    return cli.main([*words, "-q"])


def rows(path: Path) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = duckdb.sql(f"SELECT * FROM '{path}'").fetchall()
    return found


@pytest.mark.parametrize("bulk", [False, True])
def test_shares_join_to_what_one_process_writes(
    bulk: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    data = ["compare", "-d", str(table(Path("votes.csv"))), "--stance", "yes=1,no=-1"]
    monkeypatch.setattr(pairs, "BULK_FROM", 2 if bulk else 500)
    for number in (3, 1, 2):
        assert run(*data, "--part", f"{number}/3", "-o", "shares/") == 0
    assert run("compare", "--collect", "shares/", "-o", "joined.parquet") == 0
    assert run(*data, "-o", "whole.parquet") == 0
    whole = rows(Path("whole.parquet"))
    assert len(whole) == 36
    assert rows(Path("joined.parquet")) == whole


def test_a_finished_share_stays_and_an_unfinished_one_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    share = [
        "compare",
        "-d",
        str(table(Path("votes.csv"))),
        "--stance",
        "yes=1,no=-1",
        "-o",
        "shares/",
        "--part",
    ]
    assert run(*share, "1/2") == 0
    file, manifest = Path("shares/part-1-of-2.parquet"), Path("shares/part-1-of-2.json")
    made = file.stat().st_mtime_ns
    assert cli.main([*share, "1/2"]) == 0
    assert "Share 1 of 2 is there already." in capsys.readouterr().err
    assert file.stat().st_mtime_ns == made
    manifest.unlink()  # as if it had been stopped before the end
    assert run(*share, "1/2") == 0
    assert json.loads(manifest.read_text(encoding="utf-8"))["rows"][0] == 0
    assert cli.main(["compare", "--collect", "shares/", "-o", "all.parquet"]) == 2
    assert "lacks 1 of 2 shares: 2/2" in capsys.readouterr().err
    assert cli.main([*share, "1/3"]) == 2
    assert "shares of other data" in capsys.readouterr().err
    assert cli.main([*share, "1/2", "--measure", "exact"]) == 2
    assert run(*share, "2/2") == 0
    file.write_bytes(file.read_bytes()[:-1])
    assert cli.main(["compare", "--collect", "shares/", "-o", "all.parquet"]) == 2
    assert "is not as it was written" in capsys.readouterr().err
    assert not Path("all.parquet").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--part", "0/3", "-o", "s/"], "no share I/N"),
        (["--part", "1/3", "-o", "s"], "shares are files in a folder"),
        (["--part", "1/3", "-o", "s/", "--top", "3"], "all pairs are shared out"),
        (["--collect", "s/", "-o", "pairs.csv"], "into a Parquet file"),
        (["--collect", "s/", "-o", "pairs.parquet"], "no finished share"),
    ],
)
def test_what_is_no_share_is_refused(
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    table(Path("votes.csv"))
    assert cli.main(["compare", "-d", "votes.csv", *words]) == 2
    assert said in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["votes.csv"]


def test_all_pairs_of_a_million_actors_are_refused_with_the_reason() -> None:
    with pytest.raises(UsageError, match=r"499,999,500,000 pairs: about 3\.6 TB"):
        refuse_what_no_disk_holds(1_000_000)
    refuse_what_no_disk_holds(150_000)
