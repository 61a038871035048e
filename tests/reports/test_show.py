"""Profiles of an actor and of an issue."""

from pathlib import Path

import pytest

from helpers.paths import DOCS
from positions.cli import main
from positions.dataset.load import load, load_bytes
from positions.reports.common.study import Study, study_of
from positions.reports.show import show_actor, show_issue
from positions.selection import Selection
from positions.tables import CellValue, Ref, Report, StanceCell, Table


@pytest.fixture
def example(repository: Path) -> Study:
    return study_of(load(repository / "data" / "stakeholders.yaml"))


def rows_of(report: Report) -> dict[str, dict[str, CellValue]]:
    (table,) = report.tables
    assert isinstance(table, Table)
    names = [column.id for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    return {ref.id: row for row in rows for ref in row.values() if isinstance(ref, Ref)}


def test_an_actors_profile_has_every_issue(example: Study) -> None:
    report = show_actor(example, "lga")
    rows = rows_of(report)
    assert list(rows) == [issue.id for issue in example.issues]
    stance = rows["new-structures"]["stance"]
    assert isinstance(stance, StanceCell)
    assert (stance.label, stance.side, stance.strength) == ("oppose", -1, 0.5)
    assert rows["new-structures"]["date"] == "2017-03"
    assert rows["fiscal-powers"]["basis"] is None
    assert report.summary == ("Council association.", "A position on 8 of 10 issues; 2 silent.")


def test_an_issues_profile_has_every_actor(example: Study) -> None:
    report = show_issue(example, "new-structures")
    rows = rows_of(report)
    assert list(rows) == ["localis", "lga", "ccn", "government"]
    assert rows["ccn"]["condition"] == "strategic authorities are built around county geographies"
    assert report.summary == (
        "Proposition: New strategic authorities should be set up where places have none.",
        "2 for, 1 against and 1 without a position.",
    )


def test_states_are_counted_apart() -> None:
    text = (
        "format: 1\ntitle: T\nissues: {a: {title: A}, b: {title: B}, c: {title: C}, d: {title: D}}\n"
        "stakeholders: {one: {name: One, member_of: [two], positions: {a: silent, b: mixed, c: support}},"
        " two: {name: Two}}\n"
    )
    report = show_actor(study_of(load_bytes(text.encode())), "one")
    assert report.summary == (
        "Member of Two.",
        "A position on 1 of 4 issues; 1 mixed, 1 silent and 1 not researched.",
    )


def test_an_older_entry_counts_as_of_its_day() -> None:
    text = (
        "format: 1\ntitle: T\nissues: {a: {title: A}}\nstakeholders:\n  one:\n    name: One\n    positions:\n"
        "      a: [{stance: support, date: 2016}, {stance: oppose, date: 2017-03}]\n"
    )
    from positions.dataset.dates import parse_date

    loaded = load_bytes(text.encode())
    for day, label in (("2016-12-31", "support"), ("2017-03", "oppose"), ("2015", None)):
        stance = rows_of(show_actor(study_of(loaded, Selection(as_of=parse_date(day))), "one"))["a"]["stance"]
        assert isinstance(stance, StanceCell)
        assert stance.label == label
        assert (stance.state == "excluded") == (label is None)


def test_on_a_scale_without_sides_the_stances_are_counted() -> None:
    nominal = study_of(
        load_bytes(
            b"format: 1\ntitle: T\nscale: nominal\nissues: {a: {title: A}}\n"
            b"stakeholders: {x: {name: X, positions: {a: rail}}, y: {name: Y, positions: {a: road}},\n"
            b"  z: {name: Z, positions: {a: rail}}, w: {name: W}}\n"
        )
    )
    assert show_issue(nominal, "a").summary == ("2 rail, 1 road and 1 without a position.",)


def test_an_issue_of_nobody() -> None:
    nobody = study_of(load_bytes(b"format: 1\ntitle: T\nissues: {a: {title: A}}\n"))
    assert show_issue(nobody, "a").summary == ("Nobody is selected.",)


def test_what_a_filter_took_out_is_not_without_a_position(capsys: pytest.CaptureFixture[str]) -> None:
    data = str(DOCS / "how-to" / "consultation.yaml")
    assert main(["show", "salt marsh", "-d", data, "--where", "status=reviewed"]) == 0
    assert "• 2 for, 1 without a position and 1 left out by a filter." in capsys.readouterr().out
    assert main(["issues", "--consensus", "-d", data, "--where", "status=reviewed"]) == 0
    assert "Salt marsh (2 of 2, 1 without a position, 1 left out by a filter)" in capsys.readouterr().out
