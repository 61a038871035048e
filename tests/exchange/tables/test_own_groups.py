"""Groups that a table's own column names, which nobody has mapped."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

import positions

pytestmark = pytest.mark.filterwarnings("ignore::positions.problems.RemarkWarning")

SIZE = 4


def votes(path: Path, *, changing: bool) -> Path:
    """Write votes: the reds for all, the blues against; with `changing`, the first is a blue on one issue."""
    with path.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file)
        write.writerow(["actor", "issue", "stance", "Party"])
        for actor in range(SIZE):
            for issue in range(3):
                is_red = actor % 2 == 0 and not (changing and (actor, issue) == (0, 0))
                write.writerow([f"a{actor}", f"i{issue}", 1 if is_red else -1, "red" if is_red else "blue"])
    return path


def shares(path: Path, **options: Any) -> dict[frozenset[object], tuple[object, object]]:
    result = positions.compare(path, scale="-1:1", table="group_pairs", **options)
    rows = result.rows("group_pairs")
    return {frozenset((row["a"], row["b"])): (row["joint"], row["agreement"]) for row in rows}


@pytest.mark.parametrize("changing", [False, True])
def test_actors_are_grouped_by_a_column_that_is_called_so(changing: bool, tmp_path: Path) -> None:
    found = shares(votes(tmp_path / "votes.csv", changing=changing), group_by="Party")
    assert found == shares(tmp_path / "votes.csv", group_by="group", column="group=Party")
    (_, agreement) = found[frozenset(("red", "blue"))]
    assert agreement == 0


def test_what_a_file_of_actors_says_comes_before_the_column(tmp_path: Path) -> None:
    path = votes(tmp_path / "votes.csv", changing=False)
    (tmp_path / "actors.csv").write_text("actor,Party\na0,x\na1,x\na2,y\na3,y\n")
    found = shares(path, group_by="Party", actors=str(tmp_path / "actors.csv"))
    assert set(found) == {frozenset("xy"), frozenset("x"), frozenset("y")}


def test_a_column_that_the_table_has_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(positions.UsageError, match="Partie"):
        shares(votes(tmp_path / "votes.csv", changing=False), group_by="Partie")


def test_texts_for_no_answer_are_offered_as_such(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("actor,x,y\nA,support,n/a\nB,oppose,support\nC,NA,oppose\n")
    with pytest.warns(positions.problems.RemarkWarning, match="n/a=missing,oppose=-1,NA=missing"):
        positions.load(tmp_path / "t.csv")


def test_one_number_in_two_chambers_is_said_to_be_perhaps_two_issues(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text("chamber,session,roll,actor,stance\nHouse,1,7,a,yes\nSenate,1,7,b,no\nHouse,1,8,a,no\n")
    given = {"stance": "yes=1,no=-1"}
    with pytest.warns(
        positions.problems.RemarkWarning, match=r"several values of chamber: .*issue=chamber\+roll "
    ):
        positions.load(path, column="issue=roll", **given)  # type: ignore[arg-type]
    apart = positions.load(path, column="issue=chamber+roll", **given).dataset  # type: ignore[arg-type]
    assert len(apart.issues) == 3
