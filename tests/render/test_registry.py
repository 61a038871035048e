"""The registry of renderers, and the choice of tables."""

import subprocess
import sys

import pytest
from hypothesis import given, settings

from helpers.examples import examples
from helpers.random_reports import made_up, reports
from helpers.studies import study
from positions.problems import UsageError
from positions.render.bounded import on_screen
from positions.render.registry import REGISTRY, Renderer, RenderOptions
from positions.reports.compare.report import compare
from positions.reports.issues import issues
from positions.tables import Report

pytestmark = pytest.mark.usefixtures("few_shuffles")


def test_each_suffix_implies_one_format() -> None:
    suffixes = [suffix for renderer in REGISTRY.values() for suffix in renderer.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)


def test_the_name_is_the_key() -> None:
    assert list(REGISTRY)[:5] == ["terminal", "markdown", "csv", "tsv", "json"]
    assert all(renderer.name == name for name, renderer in REGISTRY.items())


@pytest.mark.parametrize("renderer", REGISTRY.values(), ids=REGISTRY)
def test_every_format_is_rendered(renderer: Renderer) -> None:
    found = renderer.render(made_up(3, 2), RenderOptions(tables=("agreement",)))
    assert isinstance(found, bytes) == renderer.binary
    assert found


@pytest.mark.parametrize("name", ["csv", "json", "markdown"])
def test_only_the_terminal_needs_rich(name: str) -> None:
    program = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from positions.render.registry import REGISTRY, RenderOptions\n"
        "assert not {'rich', 'json', 'csv'} & set(sys.modules), 'the registry is light'\n"
        "from positions.tables import *\n"
        "table = Table('x', 'X', (Column('a', 'A'),), ((1,),))\n"
        "report = Report('c', DatasetInfo('t', ''), 't', (table,), ('x',))\n"
        f"assert REGISTRY['{name}'].render(report)\n"
        "assert 'rich' not in sys.modules and 'pydantic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("name", ["terminal", "markdown", "csv", "tsv", "json"])
def test_an_unknown_table_is_named_with_those_there_are(name: str) -> None:
    with pytest.raises(UsageError, match=r"no table 'agrement'; the tables are stances, agreement, dis") as e:
        REGISTRY[name].render(made_up(2, 2), RenderOptions(tables=("agrement",)))
    assert e.value.hint == "did you mean 'agreement'?"


@given(reports())
@settings(max_examples=examples(25), deadline=None)
@pytest.mark.parametrize("name", ["terminal", "markdown", "json"])
def test_the_same_report_gives_the_same_output_and_ends_with_one_line_break(
    name: str, report: Report
) -> None:
    first, second = REGISTRY[name].render(report), REGISTRY[name].render(report)
    assert isinstance(first, str)
    assert first == second
    assert first.endswith("\n")
    assert not first.endswith("\n\n")


def test_a_terminal_gets_the_first_of_many_and_how_to_get_the_rest() -> None:
    many = study(
        3, {f"A{number}": f"{'support' if number % 2 else 'oppose'} support -" for number in range(41)}
    )
    whole = compare(many)
    shown = on_screen(whole)
    assert shown.shown == ("divides", "unites")
    assert "Too large for a screen: Stances (41 by 3), Agreement (41 by 41)" in shown.notes[-1]
    assert [table.id for table in shown.tables] == [table.id for table in whole.tables]
    few = compare(study(3, {"A": "support support -", "B": "oppose support -"}))
    assert on_screen(few) == few
    rows = issues(study(101, {"A": "support " * 101, "B": "oppose " * 101}))
    cut = on_screen(rows).tables[0]
    assert len(cut.rows) == 100
    assert cut.notes[-1].startswith("The first 100 of 101 rows. All: --table issues, or -o issues.csv")


def test_a_picture_of_many_issues_has_the_first_and_says_so() -> None:
    svg = REGISTRY["svg"].render(issues(study(41, {"A": "support " * 41, "B": "oppose " * 41})))
    assert isinstance(svg, str)
    assert "The first 40 of 41 issues; 1 more are left out of the picture." in svg
