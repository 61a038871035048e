"""The report on common ground: its rows, and what people read."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from positions.dataset.load import load, load_bytes
from positions.measures.common_ground import VERDICTS
from positions.problems import UsageError
from positions.reports.common.study import Study, study_of
from positions.reports.common_ground import common_ground_of
from positions.selection import Selection
from positions.tables import CellValue, Ref, Report, Table

HEAD = "format: 1\ntitle: T\nissues: {tax: {title: Tax}, bus: {title: Buses}}\nstakeholders:\n"


def example(repository: Path, *actors: str) -> Study:
    return study_of(load(repository / "data" / "stakeholders.yaml"), Selection(actors=actors))


def small(*cells: str) -> Study:
    actors = [f"  a{index}: {{name: A{index}, positions: {{{cell}}}}}\n" for index, cell in enumerate(cells)]
    return study_of(load_bytes((HEAD + "".join(actors)).encode()))


def table_of(report: Report) -> Table:
    (table,) = report.tables
    assert isinstance(table, Table)
    return table


def machine(cell: CellValue) -> object:
    if isinstance(cell, Ref):
        return cell.id
    return [machine(part) for part in cell if isinstance(part, Ref)] if isinstance(cell, tuple) else cell


def rows_of(report: Report) -> list[list[object]]:
    return [[machine(cell) for cell in row] for row in table_of(report).rows]


def test_the_columns_that_scripts_rely_on(repository: Path) -> None:
    for with_conditions in (False, True):
        table = table_of(common_ground_of(example(repository), with_conditions=with_conditions))
        names = [column.id for column in table.columns]
        assert names == ["issue", "verdict", "for", "against", "uncommitted", "conditions"]
        assert table.id == "common_ground"


def test_the_example(repository: Path) -> None:
    rows = rows_of(common_ground_of(example(repository)))
    verdicts = [verdict for _, verdict, *_ in rows]
    assert verdicts == ["all_for"] * 2 + ["nobody_opposed"] * 5 + ["split"] * 3
    by_issue = {row[0]: row[2:] for row in rows}
    assert by_issue["new-structures"] == [
        ["localis", "ccn"],
        ["lga"],
        ["government"],
        "CCN: strategic authorities are built around county geographies",
    ]
    assert by_issue["rebalancing"] == [["localis", "lga", "ccn", "government"], [], [], None]


def test_verdicts_are_the_four_or_none(repository: Path) -> None:
    for actors in ((), ("lga", "ccn"), ("government",)):
        for row in rows_of(common_ground_of(example(repository, *actors))):
            assert row[1] in (*VERDICTS, None)


@pytest.mark.parametrize("actors", [(), ("localis", "ccn"), ("lga", "ccn")])
def test_what_people_read(repository: Path, actors: tuple[str, ...], snapshot: SnapshotAssertion) -> None:
    report = common_ground_of(example(repository, *actors), with_conditions=True)
    assert "\n".join([report.title, *report.summary, *report.notes]) == snapshot


def test_people_see_conditions_where_they_ask_for_them_and_there_are_some(repository: Path) -> None:
    def shown(study: Study, with_conditions: bool) -> bool:
        return not table_of(common_ground_of(study, with_conditions=with_conditions)).columns[-1].detail

    assert shown(example(repository), True)
    assert not shown(example(repository), False)
    assert not shown(small("tax: support", "tax: support"), True)


def test_what_depends_on_no_condition_is_said_to() -> None:
    free = common_ground_of(small("tax: support", "tax: support"), with_conditions=True)
    assert "None of what they could sign together depends on a condition." in free.summary
    nothing = common_ground_of(small("tax: support", "tax: oppose"), with_conditions=True)
    assert nothing.summary == (
        "There is nothing that they are all known to be for, or all known to be against.",
        "They are split on 1 issue: Tax – A0 for, A1 against.",
        "Neither is known to hold a position on Buses: that is no common ground.",
    )


def test_all_against_is_common_ground_too() -> None:
    report = common_ground_of(small("tax: oppose", "tax: strongly-oppose", "tax: oppose"))
    assert report.summary[0] == "All 3 are against 1 issue and could oppose it together: Tax."


def test_a_mixed_voice_leaves_no_verdict() -> None:
    report = common_ground_of(small("tax: support", "tax: mixed"))
    assert rows_of(report)[0] == ["tax", None, ["a0"], [], ["a1"], None]
    assert "There is no verdict on 1 issue: Tax – A0 for (A1 mixed)." in report.summary


def test_the_uncommitted_are_named_with_what_they_are() -> None:
    report = common_ground_of(small("tax: support", "tax: undecided", "tax: not-applicable", ""))
    uncommitted = table_of(report).rows[0][4]
    assert isinstance(uncommitted, tuple)
    assert [part.label for part in uncommitted if isinstance(part, Ref)] == [
        "A1 (undecided)",
        "A2 (not applicable)",
        "A3 (not researched)",
    ]


def test_many_issues_are_counted_not_all_told() -> None:
    issues = ", ".join(f"i{index}: {{title: I{index}}}" for index in range(9))
    positions = ", ".join(f"i{index}: support" for index in range(9))
    head = f"format: 1\ntitle: T\nissues: {{{issues}}}\n"
    text = f"{head}stakeholders:\n  a: {{name: A, positions: {{{positions}}}}}\n"
    report = common_ground_of(study_of(load_bytes((text + "  b: {name: B}\n").encode())))
    assert report.summary[1].startswith(
        "Nobody is known to be against or mixed on 9 issues: I0 – B not researched; I1"
    )
    assert report.summary[1].endswith("I5 – B not researched; and 3 more.")


def test_one_actor_or_none_has_no_common_ground(repository: Path) -> None:
    alone = common_ground_of(example(repository, "lga"))
    assert alone.summary == ("One actor alone has nobody to find common ground with: name two or more.",)
    data = load(repository / "data" / "stakeholders.yaml")
    nobody = common_ground_of(study_of(data, Selection(kinds=("none",))))
    assert nobody.summary == ("The selection leaves nothing to compare.",)


def test_a_nominal_scale_is_refused() -> None:
    text = "scale: nominal\n" + HEAD + "  a: {name: A, positions: {tax: low}}\n"
    with pytest.raises(UsageError, match="a nominal scale has no sides"):
        common_ground_of(study_of(load_bytes(text.encode())))


def test_the_headline_counts_what_all_stand_on_and_what_splits_them(repository: Path) -> None:
    report = common_ground_of(example(repository))
    assert report.headline == "On 2 of 10 issues all 4 stand on one side; 3 split them"
    verdicts = [str(getattr(row[1], "label", "")) for row in table_of(report).rows]
    assert verdicts.count("all for") + verdicts.count("all against") == 2
    assert verdicts.count("split") == 3
    assert common_ground_of(small("tax: support", "tax: oppose")).headline == (
        "On no issue do both stand on one side; 1 splits them"
    )
    assert common_ground_of(example(repository, "lga")).headline == ""
