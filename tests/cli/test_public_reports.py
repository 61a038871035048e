"""Small inputs from public bug reports of neighbouring programs come out right."""

import shutil
from pathlib import Path

import pytest

from helpers.paths import SHARED
from positions.cli import main

pytestmark = pytest.mark.usefixtures("few_shuffles")

CASES = SHARED / "cases" / "reports"

CHECKS = [
    ("a3-one-issue-title-twice", "d.yaml", 0, "warning[same-name]"),
    ("c1-struck-out-words-are-verified", "d.yaml", 1, "quote-not-found"),
    ("c1-struck-out-words-are-verified", "e.yaml", 0, "1 of 1 quotation found"),
    ("c2-footnote-mark-in-sup", "d.yaml", 0, "1 of 1 quotation found"),
    ("c3-display-none", "d.yaml", 0, "1 of 1 quotation found"),
    ("d1-declared-windows-1252", "d.yaml", 0, "1 of 1 quotation found"),
    ("e1-appledouble", "data", 0, "1 stakeholder"),
    ("e2-suffix-in-capitals", "data", 0, "2 stakeholders"),
    ("f1-hashtag-quotation", "d.yaml", 0, "warning[cut-by-comment]"),
    ("g1-json-surrogate-pair", "d.yaml", 0, "1 issue"),
    ("h1-markdown-footnote", "d.yaml", 0, "1 of 1 quotation found"),
    ("j1-footnote-figure-in-a-pdf", "d.yaml", 1, "buses[12]"),
    ("n1-indented-conflict-marks", "d.yaml", 1, "error[merge-conflict]"),
]


@pytest.mark.parametrize(("case", "name", "code", "said"), CHECKS)
def test_a_reported_case_is_checked_rightly(
    case: str, name: str, code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not CASES.is_dir():
        pytest.skip("the reference cases are not here")
    if case.startswith("j1"):
        pytest.importorskip("pypdf")
    folder = tmp_path / "case"
    shutil.copytree(CASES / case, folder)
    assert main(["check", str(folder / name)]) == code
    assert said in capsys.readouterr().out


IMPORTS = [
    ("b1-crlf-inside-a-csv-cell", "v.csv", "first\\nsecond"),
    ("m1-rows-without-their-empty-ends", "v.csv", "Bob:"),
    ("l1-polis-names-of-today", "2025-01-05-1201-3phdex2kjf-participant-votes.csv", "title: Second"),
]


@pytest.mark.parametrize(("case", "name", "said"), IMPORTS)
def test_a_reported_table_is_imported_whole(
    case: str, name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if not CASES.is_dir():
        pytest.skip("the reference cases are not here")
    scale = [] if case.startswith("l1") else ["--scale", "five-point"]
    assert main(["import", str(CASES / case / name), *scale, "-o", "-"]) == 0
    shown = capsys.readouterr()
    assert said in shown.out
    assert "warning" not in shown.err


@pytest.mark.parametrize("command", [["import", "-o", "-"], ["compare", "--table", "stances", "-d"]])
def test_names_that_look_alike_are_one_or_are_named(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    if not CASES.is_dir():
        pytest.skip("the reference cases are not here")
    scale = ["--scale", "five-point"]
    assert main([*command, str(CASES / "a1-no-break-space-splits-an-actor" / "v.csv"), *scale]) == 0
    shown = capsys.readouterr()
    assert shown.out.count("Ann") == 1
    assert "Read as one actor each, since the spellings look the same: 'Ann Lee' (3 spellings)" in shown.err
    assert main([*command, str(CASES / "a2-capitals-split-an-actor-in-a-table" / "v.csv"), *scale]) == 0
    assert "differ only in capitals: 'UNISON' and 'Unison'" in capsys.readouterr().err


@pytest.mark.parametrize("word", ["participant-votes", "participants-votes"])
def test_the_comments_of_a_polis_export_are_found_by_its_name(
    word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    votes = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0\n0,0,0,1,1,0,1\n"
    (tmp_path / f"x-{word}.csv").write_text(votes, encoding="utf-8")
    (tmp_path / "x-comments.csv").write_text(
        "timestamp,comment-id,comment-body\n1,0,More buses\n", encoding="utf-8"
    )
    assert main(["import", str(tmp_path / f"x-{word}.csv"), "-o", "-"]) == 0
    assert "title: More buses" in capsys.readouterr().out
