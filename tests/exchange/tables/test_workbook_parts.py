"""A workbook as an archive: its elements counted before it is parsed, and one that is cut."""

from pathlib import Path

import pytest

from helpers.hostile import change_part, write_workbook
from positions.cli import main
from positions.exchange.tables.workbooks.parts import check_parts
from positions.problems import DataError


def test_the_limit_of_elements_is_raised_as_its_hint_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, end = tmp_path / "t.xlsx", "</Relationships>"
    change_part(path, "xl/_rels/workbook.xml.rels", end, "<a/>" * 400_000 + end)
    with pytest.raises(DataError, match="more than 307,692 elements") as caught:
        check_parts(path, "t.xlsx")
    hint = caught.value.problems[0].hint
    assert hint is not None
    variable, value = next(word for word in hint.split() if "=" in word).split("=")
    monkeypatch.setenv(variable, value)
    check_parts(path, "t.xlsx")


def test_the_longest_text_follows_the_longest_cell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, text = tmp_path / "t.xlsx", "y" * 1_500_000
    change_part(
        path, "xl/worksheets/sheet1.xml", "</sheetData>", f"<row><c><v>{text}</v></c></row></sheetData>"
    )
    with pytest.raises(DataError, match="a tag or a text of over"):
        check_parts(path, "t.xlsx")
    monkeypatch.setenv("POSITIONS_MAX_CELL", "2000000")
    check_parts(path, "t.xlsx")


def test_a_workbook_that_lacks_its_beginning_is_a_damaged_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_workbook(tmp_path / "book.xlsx")
    whole = (tmp_path / "book.xlsx").read_bytes()
    for lacking in (1, 40, 400):
        (tmp_path / "book.xlsx").write_bytes(whole[lacking:])
        assert main(["import", str(tmp_path / "book.xlsx"), "-q"]) == 1
        assert "error[unreadable-table]: this is not a workbook, or a damaged one" in capsys.readouterr().err
