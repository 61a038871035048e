"""Two actors issue by issue."""

from pathlib import Path

import pytest

from positions.dataset.load import load, load_bytes
from positions.reports.common.study import Study, study_of
from positions.reports.explain import explain
from positions.selection import Selection
from positions.tables import CellValue, EvidenceItem, Ref, Report, Table

HEAD = "format: 1\ntitle: T\nissues:\n"


def study(states: dict[str, tuple[str | None, str | None]]) -> Study:
    """One issue a pair of stances; None is not researched."""
    text = HEAD + "".join(f"  {name}: {{title: {name.title()}}}\n" for name in states) + "stakeholders:\n"
    for position, actor in enumerate(("one", "two")):
        text += f"  {actor}:\n    name: {actor.title()}\n    positions:\n"
        text += "".join(
            f"      {name}: {pair[position]}\n" for name, pair in states.items() if pair[position]
        )
    return study_of(load_bytes(text.encode()))


def rows_of(report: Report) -> dict[str, dict[str, CellValue]]:
    (table,) = report.tables
    assert isinstance(table, Table)
    names = [column.id for column in table.columns]
    found = {}
    for row in table.rows:
        cells = dict(zip(names, row, strict=True))
        issue = cells["issue"]
        assert isinstance(issue, Ref)
        found[issue.id] = cells
    return found


def verdicts(report: Report) -> dict[str, str]:
    found = {}
    for issue, row in rows_of(report).items():
        verdict = row["verdict"]
        assert isinstance(verdict, Ref)
        found[issue] = verdict.id
    return found


def test_the_verdict_is_of_sides_and_else_says_why_there_is_none() -> None:
    report = explain(
        study(
            {
                "same": ("support", "support"),
                "strength": ("strongly-oppose", "oppose"),
                "opposed": ("support", "strongly-oppose"),
                "neutral": ("neutral", "neutral"),
                "one-neutral": ("support", "neutral"),
                "left": ("silent", "support"),
                "right": ("support", None),
                "both": ("not-applicable", "undecided"),
                "mixed": ("mixed", "support"),
                "declined": ("support", "declined"),
            }
        ),
        "one",
        "two",
    )
    assert verdicts(report) == {
        "same": "agree",
        "strength": "agree",
        "opposed": "oppose",
        "neutral": "agree",
        "one-neutral": "differ",
        "left": "a_silent",
        "right": "b_not_researched",
        "both": "a_not_applicable",
        "mixed": "a_mixed",
        "declined": "b_declined",
    }


def test_people_read_who_it_is_that_has_no_position() -> None:
    report = explain(study({"left": ("silent", "support"), "right": ("support", None)}), "one", "two")
    labels = [row["verdict"].label for row in rows_of(report).values() if isinstance(row["verdict"], Ref)]
    assert labels == ["One silent", "Two not researched"]


def test_the_words_in_the_summary_count_what_the_table_shows() -> None:
    report = explain(
        study({"a": ("support", "support"), "b": ("support", "oppose"), "c": ("support", None)}), "one", "two"
    )
    assert report.summary == (
        "One and Two both hold a position on 2 of 3 issues: 1 agreement and 1 opposition.",
        "They oppose each other on B.",
    )
    nothing = explain(study({"a": ("silent", "support")}), "one", "two")
    assert nothing.summary == ("One and Two share no issue: there is no agreement to speak of, high or low.",)


@pytest.fixture
def example(repository: Path) -> Study:
    return study_of(load(repository / "data" / "stakeholders.yaml"))


def test_the_quotations_stand_beside_the_stances(example: Study) -> None:
    row = rows_of(explain(example, "localis", "lga"))["open-to-all"]
    assert row["condition"] == "Localis: the area has a strategic authority"
    evidence = row["b_evidence"]
    assert isinstance(evidence, tuple)
    (item,) = evidence
    assert isinstance(item, EvidenceItem)
    assert item.words == "must be available to all who call for it"
    assert (item.speaker, item.basis, item.date) == ("Cllr Mark Hawthorne", "stated", "2017-03")
    assert "1 if conditions are met" in explain(example, "localis", "lga").summary[0]


def test_the_other_way_round_is_the_same_but_for_the_letters(example: Study) -> None:
    forth, back = verdicts(explain(example, "lga", "ccn")), verdicts(explain(example, "ccn", "lga"))
    swap = {"a": "b", "b": "a"}
    for issue, verdict in forth.items():
        other = back[issue]
        both_without = verdict[1:2] == "_" and other[1:2] == "_" and verdict[0] == other[0]
        assert both_without or other == (
            swap.get(verdict[0], "") + verdict[1:] if verdict[1] == "_" else verdict
        )


def test_a_filtered_cell_is_excluded_and_shows_no_words(repository: Path) -> None:
    loaded = load(repository / "data" / "stakeholders.yaml")
    report = explain(study_of(loaded, Selection(bases=("stated",))), "localis", "lga")
    row = rows_of(report)["local-leadership"]
    assert verdicts(report)["local-leadership"] == "a_excluded"
    assert row["a_evidence"] == ()
    assert any("left out: on another --basis" in note for note in report.notes)


def test_where_both_hold_no_position_both_are_named() -> None:
    found = rows_of(
        explain(
            study({"x": ("silent", "silent"), "y": ("silent", "undecided"), "z": (None, None)}), "one", "two"
        )
    )
    labels = {issue: cells["verdict"] for issue, cells in found.items()}
    assert {issue: cell.label for issue, cell in labels.items() if isinstance(cell, Ref)} == {
        "x": "both silent",
        "y": "One silent, Two undecided",
        "z": "both not researched",
    }
    assert {issue: cell.id for issue, cell in labels.items() if isinstance(cell, Ref)} == {
        "x": "a_silent",
        "y": "a_silent",
        "z": "a_not_researched",
    }
