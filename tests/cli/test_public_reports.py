"""Small inputs from public bug reports of neighbouring programs come out right."""

import shutil
from pathlib import Path

import pytest

from helpers.paths import SHARED
from positions.cli import main

CASES = SHARED / "cases" / "reports"

CHECKS = [
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
