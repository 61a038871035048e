"""The page of groups without a browser: what it says, and that data is text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from helpers.paths import DATA, EXAMPLE
from positions.cli import main
from positions.library.loading import load
from positions.render.html.groups import render_group_page
from positions.reports.page.groups import group_page

pytestmark = pytest.mark.usefixtures("few_shuffles")

FULL = DATA / "valid" / "full.yaml"


class Tags(HTMLParser):
    """Which tags a page has, and whether each that opens is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.add(tag)
        if tag not in ("meta", "link"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.found.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def votes(folder: Path, issue: str = "x", party: str = "red") -> list[str]:
    rows = [f"{side}{number},{issue},{side}" for side in ("yes", "no") for number in range(4)]
    (folder / "votes.csv").write_text("\n".join(["actor,issue,stance", *rows, ""]), encoding="utf-8")
    rows = [
        f"{side}{number},{party if side == 'yes' else 'blue'}"
        for side in ("yes", "no")
        for number in range(4)
    ]
    (folder / "actors.csv").write_text("\n".join(["actor,party", *rows, ""]), encoding="utf-8")
    return [
        *("report", "-d", str(folder / "votes.csv"), "--stance", "yes=1,no=-1"),
        *("--actors", str(folder / "actors.csv"), "--group-by", "party", "-o", str(folder / "page.html")),
    ]


def test_the_page_says_how_each_group_divides(tmp_path: Path) -> None:
    assert main(votes(tmp_path)) == 0
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "100 points apart" in text
    assert "2 groups by party, of 4 actors each, on 1 issue." in text
    shown = re.findall(
        r'<span>(red|blue)</span>.*?</th>((?:<td class="number">[^<]*</td>)+)', text.split('id="issues"')[1]
    )
    assert [(name, re.findall(r">([^<]+)<", cells)) for name, cells in shown] == [
        ("red", ["100%", "0%", "0%", "4", "100% of 4"]),
        ("blue", ["0%", "0%", "100%", "4", "100% of 4"]),
    ]


def test_who_is_in_which_group_is_told(tmp_path: Path) -> None:
    assert main(votes(tmp_path)) == 0
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<b>red (4):</b> yes0, yes1, yes2, yes3.</p>" in text
    page = group_page(load(EXAMPLE), "kind")
    assert tuple(map(len, page.members)) == tuple(row[1] for row in page.groups.rows)


def test_an_issue_without_a_title_is_headed_by_what_it_proposes(tmp_path: Path) -> None:
    (tmp_path / "issues.csv").write_text("issue,text\nx,Shops should close on Sundays\n", encoding="utf-8")
    assert main([*votes(tmp_path), "--issues", str(tmp_path / "issues.csv")]) == 0
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<h3>Shops should close on Sundays <small>x</small></h3>" in text


def test_it_is_one_file_that_loads_nothing() -> None:
    tags = Tags(render_group_page(group_page(load(EXAMPLE), "kind")))
    assert tags.open == []
    assert not tags.found & {"img", "iframe", "object"}


def test_the_issues_are_those_of_the_data_once() -> None:
    study = load(FULL)
    page = group_page(study, "kind")
    assert sorted(line.issue.id for line in page.lines) == sorted(issue.id for issue in study.grid.issues)
    differences = [-1.0 if line.difference is None else line.difference for line in page.lines]
    assert differences == sorted(differences, reverse=True)
    assert page.positions == sum(sum(sides) for line in page.lines for sides in line.sides)


def test_hostile_names_are_text(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script>"
    assert main(votes(tmp_path, issue=hostile, party="<img src=x onerror=alert(1)>")) == 0
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "img" not in Tags(text).found
    assert text.count("<script>") == 2  # those of the page itself
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--group-by", "prty"], "did you mean 'party'?"),
        (["--by-salience"], "--group-by and --by-salience do not go together"),
    ],
)
def test_what_cannot_be_grouped_is_refused(
    tmp_path: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*votes(tmp_path), *words]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "page.html").exists()


def test_a_nominal_scale_has_matrices_alone(tmp_path: Path) -> None:
    words = [word for word in votes(tmp_path) if word not in ("--stance", "yes=1,no=-1")]
    assert main([*words, "--measure", "exact"]) == 0
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert 'id="pairs"' in text
    assert 'id="issues"' not in text
