"""Numbers in tables: per cent, points and commas for thousands, each read in the one way that it allows."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import positions
from helpers.examples import examples
from positions.exchange.tables.settings import FileFormat, TableSettings, parse_scale
from positions.exchange.tables.values.numbers import parse_amount
from positions.exchange.tables.values.recoding import UnreadableError
from positions.exchange.tables.values.stances import Stances
from positions.exchange.tables.workbooks.percents import is_percent_format, percent_text
from positions.problems import DataError, UsageError

pytestmark = pytest.mark.filterwarnings("ignore::positions.problems.RemarkWarning")

FORMATS = {
    "0%": True,
    "0.00%": True,
    "[Red]0.0 %;-0.0 %": True,
    "General": False,
    '0"%"': False,
    "0\\%": False,
    "#,##0": False,
}
LARGE = 1000
NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def stances(scale: str | None, texts: list[str], decimal: str | None = None, *, typed: bool = False) -> Any:
    """Return what texts are read as on a scale, or the hint of why they are not."""
    how = TableSettings(
        scale=parse_scale(scale) if scale else None, format=FileFormat(decimal=decimal), typed=typed
    )
    reader = Stances(how)
    try:
        found = [reader.read(text) for text in texts]
    except UnreadableError as error:
        return error.hint
    return found if reader.refusal is None else reader.refusal.hint


@pytest.mark.parametrize(("code", "shows"), FORMATS.items())
def test_a_percent_format_is_one_that_multiplies(code: str, shows: bool) -> None:
    assert is_percent_format(code) is shows


@given(hundredths=st.integers(-(10**6), 10**6), digits=st.integers(0, 6))
@settings(max_examples=examples(100))
def test_a_share_is_shown_as_the_percent_that_was_typed(hundredths: int, digits: int) -> None:
    typed = hundredths / 10**digits
    assert parse_amount(percent_text(typed / 100)) == pytest.approx(typed, rel=1e-14)
    assert "e" not in percent_text(typed / 100).lower()


@pytest.mark.parametrize(("scale", "read"), [("0:100", [50, 7, 0]), ("0:1", [0.5, 0.07, 0])])
def test_cells_shown_as_percent_are_read_as_such(scale: str, read: list[float], tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["Name", "Share"])
    for name, share in zip("ABC", (0.5, 0.07, 0), strict=True):
        book.active.append([name, share])
        book.active.cell(book.active.max_row, 2).number_format = "0%"
    book.save(tmp_path / "t.xlsx")
    rows = "".join(f"{name},{share}%\n" for name, share in zip("ABC", (50, 7, 0), strict=True))
    (tmp_path / "t.csv").write_text(f"Name,Share\n{rows}", encoding="utf-8")
    cells = "".join(
        f"<table:table-row>{_text(name)}"
        f'<table:table-cell office:value-type="percentage" office:value="{share}"/></table:table-row>'
        for name, share in zip("ABC", (0.5, 0.07, 0), strict=True)
    )
    head = f"<table:table-row>{_text('Name')}{_text('Share')}</table:table-row>"
    body = f"<office:body><table:table>{head}{cells}</table:table></office:body>"
    with zipfile.ZipFile(tmp_path / "t.ods", "w") as parts:
        parts.writestr("content.xml", f"<office:document-content {NAMES}>{body}</office:document-content>")
    for end in ("xlsx", "csv", "ods"):
        dataset = positions.load(tmp_path / f"t.{end}", scale=scale, answers="Share").dataset
        assert [actor.positions["Share"][0].stance for actor in dataset.stakeholders.values()] == read, end


def _text(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def test_shares_beside_per_cent_are_refused_unless_declared() -> None:
    assert "--stance 0.5=50" in stances("0:100", ["50%", "0.5"])
    assert "--stance 0,5=50" in stances("0:100", ["50%", "0,5"])
    assert stances("0:1", ["50%", "0,5"]) == [0.5, 0.5]
    assert stances("0:100", ["50%", "20"]) == [50, 20]


@pytest.mark.parametrize(
    ("scale", "texts", "read"),
    [
        ("0:10", ["1.500", "2.000"], [1.5, 2]),
        ("0:5000", ["1.500", "2.5"], [1.5, 2.5]),
        ("0:5000", ["0.125", "1.500"], [0.125, 1.5]),
        ("0:5000", ["1.500", "2.000"], "--decimal"),
        ("0:5000", ["1.500", "900"], "--decimal"),
        ("1000:5000", ["1.500"], "--decimal ,"),
        (None, ["1.500", "2.000"], "--decimal"),
        ("0:5000", ["1,500"], "--decimal"),
    ],
)
def test_a_point_or_comma_before_three_digits(scale: str | None, texts: list[str], read: Any) -> None:
    found = stances(scale, texts)
    assert found == read if isinstance(read, list) else read in found


@given(
    number=st.integers(0, 10**7),
    decimals=st.integers(0, 999),
    decimal=st.sampled_from([".", ","]),
    grouped=st.booleans(),
)
@settings(max_examples=examples(100))
def test_a_declared_sign_reads_numbers_as_they_were_written(
    number: int, decimals: int, decimal: str, grouped: bool
) -> None:
    whole = f"{number:,}" if grouped else str(number)
    text = f"{whole}.{decimals:03}".translate({ord("."): decimal, ord(","): "." if decimal == "," else ","})
    assert parse_amount(text, decimal) == pytest.approx(number + decimals / LARGE)
    assert stances("0:100000000", [text], decimal) == [pytest.approx(number + decimals / LARGE)]


def test_numbers_of_a_file_that_tells_them_from_texts_are_sure() -> None:
    assert stances("0:5000", ["1.125", "2.375"], typed=True) == [1.125, 2.375]
    assert "write decimals with a point" in stances("0:5000", ["1.500"], typed=True)
    assert "write decimals with a point" in stances("0:5000", ["1.500", "2.5"], typed=True)


def test_own_scales_of_issues_are_as_careful(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("actor,issue,issue_scale,stance\nA,x,0:5000,1.500\nB,x,0:5000,2.000\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"may be 1500 or 1\.5"):
        positions.load(table)
    dataset = positions.load(table, decimal=",").dataset
    assert [actor.positions["x"][0].stance for actor in dataset.stakeholders.values()] == [1500, 2000]


def test_a_sign_for_decimals_is_for_text_files(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text('[{"actor": "A", "issue": "x", "stance": "1"}]', encoding="utf-8")
    with pytest.raises(UsageError, match="--decimal is for CSV"):
        positions.load(tmp_path / "t.json", decimal=",", scale="0:5")
    (tmp_path / "t.csv").write_text("actor,issue,stance\nA,x,1\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no sign for decimals"):
        positions.load(tmp_path / "t.csv", decimal="x", scale="0:5")
