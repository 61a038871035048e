"""A result in a notebook: a few lines of text, tables as HTML that acts on nothing, files as by -o."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from helpers.examples import examples
from helpers.random_reports import made_up, reports
from positions import Result, Study, UsageError, load
from positions.cli.app import invoke
from positions.library.commands.compare import compare
from positions.render.html.scoped_style import scoped_style
from positions.render.registry import REGISTRY
from positions.reports.blocs.report import blocs
from positions.tables import Report

pytestmark = pytest.mark.usefixtures("few_shuffles")


@pytest.fixture(scope="module")
def study(repository: Path) -> Study:
    return load(repository / "data" / "stakeholders.yaml")


def test_a_few_lines_and_no_more(study: Study) -> None:
    shown = repr(compare(study))
    assert len(shown.splitlines()) <= 5
    assert len(shown) < 1000
    assert shown.startswith("<positions compare: Industrial strategy and English devolution, March 2017\n")
    assert "agreement (4 by 4)" in shown
    assert len(repr(study)) < 120
    assert repr(study) == (
        "<Study 'Industrial strategy and English devolution, March 2017': "
        "4 stakeholders, 10 issues, 24 positions>"
    )
    assert len(repr(compare(study).tables)) < 1500


@given(reports())
@settings(max_examples=examples(15), deadline=None)
def test_nothing_acts_in_the_lines(report: Report) -> None:
    shown = repr(Result(report))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", shown)
    assert len(shown.splitlines()) <= 4


@given(reports())
@settings(max_examples=examples(20), deadline=None)
def test_no_text_of_the_data_becomes_an_element_or_a_rule(report: Report) -> None:
    shown = Result(report)._repr_html_()
    known = "div style p table caption thead tbody tr th td span small b ul li a q strong code"
    assert set(re.findall(r"<([a-z0-9]+)", shown)) <= set(known.split())
    assert shown.count("<style>") == 1
    assert not re.search(r"<[^>]+ (style|on\w+|id)=", shown.partition("</style>")[2])
    assert "<script" not in shown


@pytest.mark.parametrize("size", [(4, 6), (12, 10), (3, 30)])
def test_the_style_acts_on_the_result_alone_and_on_all_that_it_holds(size: tuple[int, int]) -> None:
    shown = Result(made_up(*size))._repr_html_()
    style, _, body = shown.partition("<style>")[2].partition("</style>")
    heads = re.findall(r"([^{}]+)\{", style)
    assert len(heads) > 20
    for selector in (part for head in heads for part in re.sub(r"\([^)]*\)", "", head).split(",")):
        assert re.match(r"(?:\S+ )?(?:\.positions-result)+(?![\w-])", selector.strip()), selector
    names = {name for found in re.findall(r'class="([^"]*)"', body) for name in found.split()}
    coloured = names & {"f1", "f2", "a1", "a2", "z", "n", "no", "g1", "g2", "g3", "g4"}
    assert coloured
    for name in coloured:
        assert (
            f".positions-result .{name}{{" in style or f".positions-result .{name}," in style
        )  # nothing before it
    assert set(re.findall(r"var\((--[\w-]+)\)", style)) <= set(re.findall(r"(--[\w-]+):", style))


def test_a_rule_of_what_is_not_there_is_left_out() -> None:
    style = scoped_style('<div class="note"><p>x</p></div>')
    assert ".positions-result .note" in style
    for absent in ("dialog", ".tree", "table{border", ".g1", "@media", "--g1", "body"):
        assert absent not in style


def test_a_result_is_small_in_a_notebook(study: Study) -> None:
    assert len(compare(study)._repr_html_()) < 20_000
    large = Result(made_up(200, 120))._repr_html_()
    assert len(large) < 300_000
    assert "Not shown here: 170 more rows and 90 more columns." in large


def test_a_picture_stands_in_the_html_and_alone(study: Study) -> None:
    result = Result(blocs(study))
    picture = result._repr_svg_()
    assert picture is not None
    assert picture == REGISTRY["svg"].render(result.report)
    assert picture in result._repr_html_()
    assert compare(study)._repr_svg_() is None


@pytest.mark.parametrize(
    "name",
    ["r.svg", "r.png", "r.html", "r.json", "r.md", "r.txt", "r.xlsx", "r.docx", "agreement.csv"],
)
def test_save_writes_what_the_option_writes(
    name: str, study: Study, repository: Path, tmp_path: Path
) -> None:
    for package in {".png": ["resvg_py"], ".xlsx": ["openpyxl"], ".docx": ["docx"]}.get(
        Path(name).suffix, []
    ):
        pytest.importorskip(package)
    ours, theirs = tmp_path / f"ours-{name}", tmp_path / f"theirs-{name}"
    tables = ("agreement",) if name.startswith("agreement") else ()
    assert compare(study).save(ours, tables=tables) == ours
    data = str(repository / "data" / "stakeholders.yaml")
    words = ["compare", "-d", data, "-o", str(theirs), *(["--table", "agreement"] if tables else [])]
    assert invoke(words, color=False) == 0
    assert ours.read_bytes() == theirs.read_bytes()


def test_a_folder_gets_a_file_a_table(study: Study, tmp_path: Path) -> None:
    result = compare(study)
    result.save(f"{tmp_path / 'tables'}/")
    assert {path.stem for path in (tmp_path / "tables").iterdir()} == set(result.tables)


def test_what_was_read_is_not_overwritten(repository: Path, tmp_path: Path) -> None:
    data = tmp_path / "data.yaml"
    data.write_bytes((repository / "data" / "stakeholders.yaml").read_bytes())
    before = data.read_bytes()
    with pytest.raises(UsageError, match="is the input and would be overwritten"):
        compare(load(data)).save(data, format="json")
    assert data.read_bytes() == before


@pytest.mark.parametrize(
    ("place", "tables", "message", "hint"),
    [
        ("x.foo", (), "the suffix .foo implies no format", "use one of .txt, "),
        ("x", (), "x has no suffix to imply a format", "use one of .txt, "),
        ("x.csv", (), "csv holds one table a file; there are stances", "choose one, as in --table agreement"),
        ("x.csv", ("agremnt",), "there is no table 'agremnt'", "did you mean 'agreement'?"),
        ("none/x.csv", ("agreement",), "cannot write none/x.csv: there is no folder none", None),
    ],
)
def test_a_wrong_file_is_refused_as_by_the_option(  # the cases of one table
    place: str,
    tables: tuple[str, ...],
    message: str,
    hint: str | None,
    study: Study,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=re.escape(message)) as raised:
        compare(study).save(place, tables=tables)
    assert (raised.value.hint or "").startswith(hint or "")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(UsageError, match="there is no format 'svgg'"):
        compare(study).save("x.svg", format="svgg")


def test_a_traceback_shows_the_hint(study: Study) -> None:
    with pytest.raises(UsageError, match="there are stances, agreement") as raised:
        compare(study).table("agreemnt")
    assert isinstance(raised.value, KeyError)
    assert raised.value.__notes__ == ["hint: did you mean 'agreement'?"]
    with pytest.raises(UsageError, match="is a table, not a matrix") as raised:
        compare(study).matrix("pairs")
    assert isinstance(raised.value, ValueError)
