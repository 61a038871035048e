"""What was held back is said with tables too: on stderr, and in Parquet's metadata."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.cli import main
from positions.exchange.exports.parquet import HELD_BACK

DATA = """\
format: 1
title: T
issues: {i: {title: I}}
stakeholders:
  a: {name: A, positions: {i: support}}
  b: {name: B, positions: {i: {stance: oppose, private: true}}}
  c: {name: C, positions: {i: neutral}}
"""
PUBLIC, TEAM = "Held back as private: ", "For the team only, not to be passed on: "


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data.yaml").write_text(DATA)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("audience", ["public", "team"])
@pytest.mark.parametrize(
    "words",
    [
        ("compare", "-f", "csv", "--table", "stances"),
        ("compare", "-f", "tsv", "--table", "stances"),
        ("compare", "--table", "stances", "-o", "out.csv"),
        ("compare", "-o", "out/"),
        ("export", "-o", "out.csv"),
        ("export", "-o", "-"),
        ("export", "-o", "out/"),
        ("export", "--type", "wide", "-o", "out.tsv"),
    ],
    ids=" ".join,
)
def test_a_table_is_written_with_a_word_on_stderr(
    words: tuple[str, ...], audience: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([words[0], "-d", "data.yaml", *words[1:], "--audience", audience]) == 0
    err = capsys.readouterr().err
    assert err.count(PUBLIC if audience == "public" else TEAM) == 1


def test_nothing_is_said_where_all_is_public_or_quiet(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["compare", "-d", "data.yaml", "-f", "csv", "--table", "stances", "-q"]) == 0
    Path("data.yaml").write_text(DATA.replace("private: true", "note: n"))
    assert main(["compare", "-d", "data.yaml", "-f", "csv", "--table", "stances"]) == 0
    assert capsys.readouterr().err == ""


def test_a_briefing_says_it_once(capsys: pytest.CaptureFixture[str]) -> None:
    Path("data.yaml").write_text(DATA.replace("title: T\n", "title: T\nlicence: CC0\n"))
    assert main(["brief", "-d", "data.yaml"]) == 0
    out = capsys.readouterr().out
    assert "Licence: CC0" in out
    assert out.count(PUBLIC) == 1


@pytest.mark.parametrize("audience", ["public", "team"])
def test_parquet_says_it_in_its_metadata(audience: str, capsys: pytest.CaptureFixture[str]) -> None:
    duckdb = pytest.importorskip("duckdb")
    assert main(["export", "-d", "data.yaml", "-o", "out.parquet", "--audience", audience]) == 0
    said = PUBLIC if audience == "public" else TEAM
    assert said in capsys.readouterr().err
    ((value,),) = duckdb.execute(
        f"SELECT decode(value) FROM parquet_kv_metadata('out.parquet') WHERE decode(key) = '{HELD_BACK}'"
    ).fetchall()
    assert value.startswith(said)
    assert len(duckdb.execute("SELECT * FROM 'out.parquet'").fetchall()) == 3
