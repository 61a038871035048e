"""How positions moved, and what changed between two datasets."""

import subprocess
from pathlib import Path

import pytest

from positions.dataset.load import Loaded, load, load_bytes
from positions.dataset.revisions.load_revision import is_revision, load_revision
from positions.measures.pairs.results import Comparison
from positions.problems import UsageError
from positions.reports.common.study import Study, study_of
from positions.reports.diff import diff
from positions.reports.history import history, pair_history
from positions.selection import Selection
from positions.tables import CellValue, Ref, Report, Share, StanceCell

TEXT = """format: 1
title: T
issues: {a: {title: Tax}, b: {title: Rail}}
sources: {s: {title: A speech, date: 2018}}
stakeholders:
  one:
    name: One
    positions:
      a:
        - {stance: oppose, date: 2019-04-02}
        - {stance: support, date: 2017}
        - {stance: strongly-oppose, date: 2021}
      b: {stance: support, evidence: [{source: s}]}
  two:
    name: Two
    positions:
      a: {stance: support, date: 2016}
      b: {stance: silent, date: 2020}
"""


def loaded(text: str = TEXT) -> Loaded:
    return load_bytes(text.encode())


def plain(value: CellValue) -> object:
    if isinstance(value, Ref):
        return value.id
    if isinstance(value, StanceCell):
        return value.label
    if isinstance(value, Share):
        return value.value, value.shared
    return tuple(item.id for item in value if isinstance(item, Ref)) if isinstance(value, tuple) else value


def rows(report: Report, number: int = 0) -> list[tuple[object, ...]]:
    table = report.tables[number]
    assert table.kind == "table"
    return [tuple(plain(value) for value in row) for row in table.rows]


def test_a_cells_entries_stand_in_the_order_of_their_dates() -> None:
    report = history(study_of(loaded(), Selection(actors=("one",))))
    assert rows(report) == [
        ("one", "a", "2017", "support", (), None, None, ()),
        ("one", "a", "2019-04-02", "oppose", (), "moved", None, ()),
        ("one", "a", "2021", "strongly-oppose", (), "moved", None, ()),
        ("one", "b", "2018", "support", ("s",), None, None, ()),
    ]
    assert report.summary == ("One on Tax: support (2017), oppose (2019-04-02) then strongly oppose (2021).",)


def test_a_condition_that_comes_or_changes_is_a_move_and_a_reaffirmed_stance_none() -> None:
    text = TEXT.replace(
        "b: {stance: support, evidence: [{source: s}]}",
        """b:
        - {stance: support, date: 2018}
        - {stance: support, date: 2019, condition: if it is cheap}
        - {stance: support, date: 2020, condition: if it is cheap}
        - {stance: support, date: 2021, condition: if it is fast}
        - {stance: support, date: 2022}""",
    )
    report = history(study_of(loaded(text), Selection(actors=("one",), issues=("b",))))
    assert [row[5:7] for row in rows(report)] == [
        (None, None),
        ("condition", "if it is cheap"),
        ("reaffirmed", "if it is cheap"),
        ("condition", "if it is fast"),
        ("condition", None),
    ]
    assert report.summary == (
        "One on Rail: support (2018), support on a condition (2019), support on another condition (2021) "
        "then support without a condition (2022).",
    )
    other = history(study_of(loaded(), Selection(actors=("two",))))
    assert other.summary == ("No cell holds two entries with different stances or conditions.",)


AMOUNTS = """format: 1
title: T
scale: {min: 0, max: 100, neutral: none}
issues: {q: {title: Quota}}
stakeholders:
  x:
    name: X
    positions:
      q:
        - {stance: 20, date: 2017, acceptable: {max: 30}}
        - {stance: 20, date: 2018, acceptable: {min: 20, max: 30}}
        - {stance: 20, date: 2019, acceptable: {max: 50}}
        - {stance: 20, date: 2020}
"""


def test_amounts_that_become_acceptable_are_no_reaffirmation() -> None:
    report = history(study_of(loaded(AMOUNTS)))
    assert [row[5] for row in rows(report)] == [None, "reaffirmed", "acceptable", "acceptable"]
    assert report.summary == (
        "X on Quota: 20 accepting 20 to 30 (2017), 20 accepting 20 to 50 (2019) "
        "then 20 accepting no other amount (2020).",
    )
    old, new = (
        study_of(loaded(AMOUNTS.partition(f"        - {{stance: 20, date: {year}")[0]))
        for year in (2019, 2020)
    )
    changes = next(table for table in diff(old, new).tables if table.id == "changes")
    assert changes.kind == "table"
    assert [(plain(row[1]), *row[-2:]) for row in changes.rows] == [
        ("position.acceptable", "20 (2018), accepts 20 to 30", "20 (2019), accepts 20 to 50")
    ]


def test_a_pairs_agreement_changes_on_the_days_of_their_entries() -> None:
    report = pair_history(study_of(loaded()), "one", "two", Comparison())
    assert rows(report) == [
        ("2016-01-01", (None, 0), (None, 0), 0, 0, 0, 0),
        ("2017-01-01", (1.0, 1), (0.0, 1), 1, 1, 0, 0),
        ("2018-01-01", (1.0, 1), (0.0, 1), 1, 1, 0, 0),
        ("2019-04-02", (0.0, 1), (1.0, 1), 1, 0, 0, 1),
        ("2020-01-01", (0.0, 1), (1.0, 1), 1, 0, 0, 1),
        ("2021-01-01", (0.0, 1), (1.0, 1), 1, 0, 0, 1),
    ]


def test_nothing_dated_has_no_history_and_says_so() -> None:
    text = TEXT.replace(", date: 2016", "").replace(", date: 2020", "").replace(", date: 2018", "")
    only_two = study_of(loaded(text), Selection(issues=("b",)))
    assert rows(pair_history(only_two, "one", "two", Comparison())) == []


def differing(old: str, new: str) -> Report:
    return diff(study_of(loaded(old)), study_of(loaded(new)))


def test_each_kind_of_change_is_told_apart() -> None:
    new = (
        TEXT.replace("a: {stance: support, date: 2016}", "a: {stance: oppose, date: 2022}")
        .replace(
            "b: {stance: support, evidence: [{source: s}]}",
            "b: {stance: support, evidence: [{source: s, basis: reported}]}",
        )
        .replace("b: {stance: silent, date: 2020}", "")
        + "  three: {name: Three, positions: {a: neutral}}\n"
    )
    report = differing(TEXT, new)
    assert rows(report) == [
        ("one", "b", "evidence", "support", "support", 0.0),
        ("two", "a", "moved", "support", "oppose", -2.0),
        ("three", "a", "added", None, "neutral", None),
        ("two", "b", "gone", "silent", None, None),
    ]
    assert rows(report, 2) == [("one", "two", (0.0, 1), (1.0, 1))]
    assert "4 cells changed: 1 moved, 1 added, 1 gone and 1 evidence changed." in report.summary
    assert "Besides positions, 1 change: stakeholder added (1)." in report.summary


def test_there_and_back_is_the_same_with_the_signs_turned() -> None:
    new = TEXT.replace("stance: silent", "stance: oppose").replace("{stance: support, date: 2016}", "neutral")
    forth, back = rows(differing(TEXT, new)), rows(differing(new, TEXT))
    assert [(a, i, n, o) for a, i, _, o, n, _ in forth] == [(a, i, o, n) for a, i, _, o, n, _ in back]
    for one, other in zip(forth, back, strict=True):
        assert one[5] is None or (
            isinstance(one[5], float) and isinstance(other[5], float) and one[5] == -other[5]
        )


def test_a_dataset_does_not_differ_from_itself() -> None:
    report = differing(TEXT, TEXT)
    assert rows(report) == rows(report, 2) == []
    assert report.summary == ("Nothing has changed: the two are the same.",)


def test_other_scales_are_not_compared() -> None:
    other = TEXT.replace("title: T\n", "title: T\nscale: three-point\n").replace("strongly-oppose", "oppose")
    with pytest.raises(
        UsageError,
        match=r"different scales \(scale was five-point, is three-point; gone: strongly-oppose \(-2\) and "
        r"strongly-support \(2\)\)",
    ):
        differing(TEXT, other)


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository_of_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    git(tmp_path, "init", "-q")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "d.yaml").write_text(TEXT)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    (tmp_path / "data" / "d.yaml").write_text(TEXT.replace("stance: silent", "stance: oppose"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def studies(old: Loaded, new: Loaded) -> tuple[Study, Study]:
    return study_of(old), study_of(new)


def test_a_revision_of_the_repository_is_read_from_any_folder_in_it(
    repository_of_two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = load(repository_of_two / "data" / "d.yaml")
    for folder, text in ((".", "HEAD:data/d.yaml"), (".", "HEAD:data"), ("data", "HEAD:d.yaml")):
        monkeypatch.chdir(repository_of_two / folder)
        assert rows(diff(*studies(load_revision(text), now))) == [
            ("two", "b", "moved", "silent", "oppose", None)
        ]


@pytest.mark.parametrize("text", ["HEAD:none.yaml", "nothing:data/d.yaml", "HEAD:data/none"])
def test_what_git_does_not_know_is_one_line(repository_of_two: Path, text: str) -> None:
    assert repository_of_two.exists()
    with pytest.raises(UsageError, match="cannot open"):
        load_revision(text)


def test_outside_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="cannot open"):
        load_revision("HEAD:d.yaml")


def test_what_a_revision_looks_like() -> None:
    assert is_revision("HEAD~1:data/stakeholders.yaml")
    assert not is_revision("data/stakeholders.yaml")
    assert not is_revision("--output=x:y")
    assert not is_revision("HEAD:")


def test_two_stances_on_one_date_are_no_move() -> None:
    """Which came first is not known; such a cell is mixed."""
    entries = (
        "[{stance: oppose, date: 2005-01}, {stance: support, date: 2005-01}, {stance: oppose, date: 2006}]"
    )
    text = (
        "format: 1\ntitle: T\nissues: {a: {title: Tax}}\nstakeholders:\n"
        f"  one: {{name: One, positions: {{a: {entries}}}}}\n"
    )
    report = history(study_of(load_bytes(text.encode())))
    assert report.summary == (
        "One on Tax: oppose and support on the same date (2005-01) then oppose (2006).",
    )
    changes = [row[5] for table in report.tables for row in getattr(table, "rows")]  # noqa: B009  # a matrix has cells
    assert [getattr(change, "id", None) for change in changes] == [None, "same date", "moved"]


CORRECTED = """format: 1
title: T
issues: {a: {title: Tax}, b: {title: Rail}}
stakeholders:
  one:
    name: One
    positions:
      a: {stance: support, date: 2017, correction: {date: 2020-02, from: oppose, why: misread}}
      b:
        - {stance: oppose, date: 2016}
        - {stance: support, date: SECOND, correction: {date: 2020-03, from: oppose}}
"""


@pytest.mark.parametrize(
    ("second", "change", "said"),
    [
        ("2016", "corrected", "No position has moved"),
        ("2020-03", "corrected", "No position has moved"),
        ("2018", "moved", "One on Rail: oppose (2016) then support (2018)."),
    ],
)
def test_corrections_have_a_list_of_their_own_and_are_no_movement(
    second: str, change: str, said: str
) -> None:
    report = history(study_of(loaded(CORRECTED.replace("SECOND", second))))
    assert [row[5] for row in rows(report)] == [None, None, change]
    moved = report.summary[:-1]
    assert (moved[0] if moved else report.headline).startswith(said)
    assert len(moved) == (change == "moved"), "where entries differ, it is not said that none do"
    assert report.summary[-1] == "2 corrections of the coding: no movement."
    assert report.shown == ("history", "corrections")
    assert rows(report, 1) == [
        ("one", "a", "2017", "support", "oppose", "2020-02", "misread"),
        ("one", "b", second, "support", "oppose", "2020-03", None),
    ]


def test_without_corrections_there_is_no_list_of_them() -> None:
    report = history(study_of(loaded()))
    assert [table.id for table in report.tables] == ["history"]


def test_people_see_a_source_once_and_no_column_of_changes_without_one() -> None:
    first = history(study_of(loaded(CORRECTED.replace("SECOND", "2018"))))
    (columns,) = (table.columns for table in first.tables if table.id == "history" and table.kind == "table")
    assert [column.id for column in columns if not column.detail] == [
        "stakeholder",
        "issue",
        "date",
        "stance",
        "change",
        "condition",
        "words",
    ]
    text = "format: 1\ntitle: T\nissues: {a: {title: A}}\n"
    text += "stakeholders: {x: {name: X, positions: {a: support}}}\n"
    still = history(study_of(loaded(text)))
    (columns,) = (table.columns for table in still.tables if table.kind == "table")
    assert {"source", "change"} == {column.id for column in columns if column.detail}
