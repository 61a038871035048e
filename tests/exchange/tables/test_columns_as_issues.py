"""Columns taken for issues are named, and free text beside answers is not among them."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.exchange.tables.settings import TableSettings, parse_scale
from positions.exchange.tables.table_dataset import load_table
from positions.exchange.tables.values.headings import beside_others, is_added
from positions.exchange.tables.wide.column_lists import listed_columns

QUESTIONS = [f"Q{number}" for number in range(1, 6)]


def _read(path: Path, header: list[str], columns: dict[str, str]) -> tuple[str, ...]:
    rows = [",".join([name, *(str(1 + at % 5) for at in range(len(header) - 1))]) for name in "ABC"]
    path.write_text("\n".join([",".join(header), *rows]), encoding="utf-8")
    return load_table(path, TableSettings(scale=parse_scale("1:5"), columns=columns)).remarks


@pytest.mark.parametrize("columns", [{}, {"actor": "Org"}])
def test_all_of_a_few_issues_are_named(columns: dict[str, str], tmp_path: Path) -> None:
    remarks = " ".join(_read(tmp_path / "t.csv", ["Org", *QUESTIONS, "Credit rating", "Seats"], columns))
    assert "ssues are 'Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Credit rating', 'Seats'" in remarks


def test_of_many_issues_those_unlike_the_others_are_named() -> None:
    names = [*(f"Q{number}" for number in range(1, 16)), "Seats", *(f"Q{number}" for number in range(16, 31))]
    assert listed_columns(names) == "'Q1' to 'Q30' (30), 'Seats'"
    asked = [f"{'Should ' * 20}{letter}?" for letter in "abcdefghijklmno"]
    assert listed_columns(asked).endswith("…' and 3 more")


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Comments",
            "Begründung",
            "BEGRUENDUNG",
            "Anmerkung",
            "Anmerkungen 2",
            "Bemerkung.1",
            "Erläuterung",
        ),
        *("Commentaires", "Remarques", "Précisions", "Observación", "Motivazione", "Toelichting", "Reason"),
    ],
)
def test_comments_are_known_in_several_languages(heading: str) -> None:
    assert is_added(heading)


def test_comments_named_after_a_question_are_beside_it() -> None:
    beside = ["Vorschlag 1 Begründung", "Kommentar zu Vorschlag 2", "Commentaires sur Q3", "Comments: Q3"]
    asked = ["Vorschlag 1", "Vorschlag 2: Soll es?", "Q3", "Comments on drafts", "Reasons to stay", "Motif"]
    assert beside_others([*beside, *asked]) == {*beside}
