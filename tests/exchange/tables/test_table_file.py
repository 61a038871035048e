"""Table files of every kind, whole and damaged."""

from __future__ import annotations

import csv
import gzip
import io
import json
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.exchange.tables.delimited import restored_text
from positions.exchange.tables.settings import FileFormat
from positions.exchange.tables.table_file import TableFile, is_table, stem
from positions.problems import DataError, MissingExtraError, UsageError
from positions.render.common.delimited_text import neutralised


def write(folder: Path, name: str, content: bytes | str) -> TableFile:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return TableFile(path)


def everything(file: TableFile) -> list[tuple[int, list[str]]]:
    return [(0, file.header), *file.numbered()]


def problem(file: TableFile) -> tuple[str, int | None, str]:
    """Return the code, the line and the words of the only problem of a file."""
    with pytest.raises(DataError) as caught:
        everything(file)
    (found,) = caught.value.problems
    assert found.location is not None
    return found.code, found.location.line, f"{found.message} ({found.hint})"


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ('"a, b, c, d";x;y', ["a, b, c, d", "x", "y"]),
        ('x;"a, b, c, d"', ["x", "a, b, c, d"]),
        ('"a; b; c","d; e"', ["a; b; c", "d; e"]),
        ("a,b;c,d", ["a", "b;c", "d"]),
    ],
)
def test_delimiters_in_quotation_marks_do_not_count(tmp_path: Path, header: str, columns: list[str]) -> None:
    assert write(tmp_path, "a.csv", f"{header}\n").header == columns


PLAIN = "actor,issue,stance\nA,x,yes\nB,x,no\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        "\ufeff" + PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.rstrip("\n"),
        '"actor","issue","stance"\n"A","x","yes"\n"B","x","no"\n',
    ],
)
def test_the_ways_in_which_programs_write_csv(tmp_path: Path, content: str) -> None:
    file = write(tmp_path, "a.csv", content)
    assert everything(file) == [
        (0, ["actor", "issue", "stance"]),
        (2, ["A", "x", "yes"]),
        (3, ["B", "x", "no"]),
    ]


def test_compressed_and_tab_separated(tmp_path: Path) -> None:
    file = write(tmp_path, "a.tsv.gz", gzip.compress(PLAIN.replace(",", "\t").encode()))
    assert everything(file)[1] == (2, ["A", "x", "yes"])


def test_a_tsv_may_hold_commas(tmp_path: Path) -> None:
    assert write(tmp_path, "a.tsv", "a,b,c\td\n1,2\t3\n").header == ["a,b,c", "d"]


def test_lines_are_those_of_the_file_where_cells_hold_line_breaks(tmp_path: Path) -> None:
    file = write(tmp_path, "a.csv", 'a,b\n\n"x\r\ny\nz",1\n2,"3\n"\n4,5\n')
    assert [line for line, _ in file.numbered()] == [3, 6, 8]


def test_names_of_table_files() -> None:
    assert [
        is_table(Path(name)) for name in ("a.csv", "b.TSV.GZ", "c.xlsx", "d.parquet", "e.yaml", "f.gz")
    ] == [*(True, True, True, True, False, False)]
    assert [stem(Path(name)) for name in ("a.b.csv", "votes.csv.gz", ".csv")] == ["a.b", "votes", ".csv"]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", None, "empty"),
        (b"\n\n", None, "empty"),
        ("actor,stance\nMüller,yes\n".encode("latin-1"), 2, "--encoding windows-1252"),
        (b"actor\0,issue\n", None, "NUL"),
        (b'a,b\n1,2\n"3,4\n5,6\n', 3, "never closed"),
        (b'a,b\n1,2\n3,"' + b"x" * 200_000 + b'"\n', 3, "never closed"),
        (b'a,b\n1,"2"x\n', 2, "cannot be read"),
        (b"a,b,a\n1,2,3\n", None, "two columns are called 'a'"),
        (b"Votes of 2026\nof the council\n", None, "one column only"),
        (PLAIN.replace(",", "^").encode(), None, "--delimiter"),
        (b"PK\x03\x04...", None, "workbook"),
        (b"sep=;\nactor;issue\nA;x\n", 1, "for Excel alone"),
        (b"a,b\n1,2\n3," + b"x" * 200_000 + b"\n", 3, "longer than 131,072 characters"),
    ],
)
def test_what_is_no_csv_is_one_clear_problem(
    tmp_path: Path, content: bytes, line: int | None, words: str
) -> None:
    code, found, said = problem(write(tmp_path, "a.csv", content))
    assert (code, found) == ("unreadable-table", line)
    assert words in said


def test_a_bad_byte_far_below_is_found_with_its_line(tmp_path: Path) -> None:
    content = b"a,b\n" + b"1,2\n" * 400_000 + b"\xe9,2\n"
    assert problem(write(tmp_path, "a.csv", content))[1] == 400_002


def test_a_compressed_file_that_is_cut_off_or_damaged(tmp_path: Path) -> None:
    whole = gzip.compress(("a,b\n" + "".join(f"{n},{n * n}\n" for n in range(5000))).encode())
    assert "cut off" in problem(write(tmp_path, "a.csv.gz", whole[:-20]))[2]
    assert "not compressed" in problem(write(tmp_path, "b.csv.gz", PLAIN))[2]
    assert "damaged" in problem(write(tmp_path, "d.csv.gz", whole[:2] + b"\xff" + whole[3:]))[2]
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 0xFF
    assert problem(write(tmp_path, "c.csv.gz", bytes(flipped)))[0] == "unreadable-table"


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "d.csv").mkdir()
    for name in ("none.csv", "none.csv.gz", "none.xlsx", "none.parquet", "d.csv"):
        with pytest.raises(UsageError, match="cannot open"):
            everything(TableFile(tmp_path / name))


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
            min_size=2,
            max_size=2,
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=examples(60), deadline=None)
def test_what_the_csv_module_writes_is_read_as_it_was(rows: list[list[str]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        out = io.StringIO(newline="")
        csv.writer(out).writerows([["a", "b"], *rows])
        file = write(Path(folder), "a.csv", out.getvalue())
        expected = [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows]
        assert [row for _, row in file.numbered()] == expected
        assert out.getvalue().splitlines()[0] == "a,b"


@given(st.binary(max_size=300))
@settings(max_examples=examples(100), deadline=None)
def test_any_bytes_are_a_table_or_a_problem(content: bytes) -> None:
    import tempfile

    for name in ("a.csv", "a.csv.gz", "a.tsv"):
        with tempfile.TemporaryDirectory() as folder:
            file = write(Path(folder), name, content)
            with suppress(DataError):  # anything else fails the test
                everything(file)


@given(st.text(max_size=20))
def test_text_neutralised_for_spreadsheets_comes_back(text: str) -> None:
    assert restored_text(neutralised(text)) == text


def workbook(path: Path, rows: list[list[object]], merge: str | None = None) -> TableFile:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    book.save(path)
    return TableFile(path)


def test_a_workbook(tmp_path: Path) -> None:
    from datetime import date, datetime

    rows: list[list[object]] = [
        ["actor", "n", "date"],
        ["A", 2.0, date(2025, 3, 1)],
        [None, None, None],
        ["B", 0.5, datetime(2025, 3, 1, 12, 30)],
        [True, None, None],
    ]
    assert everything(workbook(tmp_path / "a.xlsx", rows)) == [
        (0, ["actor", "n", "date"]),
        (2, ["A", "2", "2025-03-01"]),
        (4, ["B", "0.5", "2025-03-01 12:30:00"]),
        (5, ["TRUE", "", ""]),
    ]


def test_what_a_program_would_have_to_guess_in_a_workbook_is_refused(tmp_path: Path) -> None:
    rows: list[list[object]] = [["a", "b"], ["x", "y"]]
    assert "A2:B2 are merged" in problem(workbook(tmp_path / "m.xlsx", rows, "A2:B2"))[2]
    formula = workbook(tmp_path / "f.xlsx", [["a", "b"], ["x", "=1+1"]])
    assert problem(formula)[:2] == ("unreadable-table", 2)
    assert "B2 holds a formula" in problem(formula)[2]


def of_sheets(path: Path, sheets: dict[str, list[list[object]]], *, hidden: str = "") -> Path:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title == hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


VOTES: list[list[object]] = [["actor", "issue", "stance"], ["A", "x", "yes"]]
COVER: list[list[object]] = [["Votes of 2026"], ["Made by", "the council"], ["On", "a Monday"]]


def test_the_sheet_that_is_a_table_is_found_and_the_others_are_named(tmp_path: Path) -> None:
    path = of_sheets(tmp_path / "a.xlsx", {"Cover": COVER, "Old": VOTES, "Votes": VOTES}, hidden="Old")
    file = TableFile(path)
    assert file.header == ["actor", "issue", "stance"]
    assert file.remarks == (f"Read from {path}: its sheet 'Votes'; not read: 'Cover', 'Old' (hidden).",)
    for wanted in ("Old", "old", "2"):
        chosen = TableFile(path, FileFormat(sheet=wanted))
        assert chosen.header == ["actor", "issue", "stance"]
        assert chosen.remarks == (f"The sheet 'Old' of {path} is hidden.",)
    with pytest.raises(UsageError, match="no sheet 'Vote'"):
        _ = TableFile(path, FileFormat(sheet="Vote")).header
    assert TableFile(of_sheets(tmp_path / "b.xlsx", {"Notes": [], "Votes": VOTES})).header[0] == "actor"


def test_hidden_columns_are_named_with_their_headings(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = of_sheets(tmp_path / "a.xlsx", {"Votes": [["actor", "x", "y", 2026], ["A", "yes", "no", "yes"]]})
    book = openpyxl.load_workbook(path)
    sheet = book.active
    for letter in "BDF":  # nothing is in F
        sheet.column_dimensions[letter].hidden = True
    book.save(path)
    said = "Columns B ('x'), D ('2026') of {} are hidden, and are read all the same."
    assert TableFile(path).remarks == (said.format(path),)
    sheet.column_dimensions.group("B", "C", hidden=True)
    sheet.column_dimensions["D"].hidden = False
    book.save(path)
    said = "Columns B ('x'), C ('y') of {} are hidden, and are read all the same."
    assert TableFile(path).remarks == (said.format(path),)


def test_a_sheet_that_is_not_asked_for_may_hold_anything(tmp_path: Path) -> None:
    from positions.exchange.tables.reading import read_table
    from positions.exchange.tables.settings import TableSettings

    notes: list[list[object]] = [["a", "b"], ["c", "d"], [*[None] * 2000, "stray"]]
    path = of_sheets(tmp_path / "a.xlsx", {"Notes": notes, "Votes": VOTES})
    chosen = TableFile(path, FileFormat(sheet="Votes"))
    assert read_table(chosen, TableSettings()).answers.issues == ("x",)
    with pytest.raises(DataError, match="BXY3 lies far outside"):
        read_table(TableFile(path), TableSettings())


def test_titles_above_the_header_may_be_merged_and_hidden_rows_are_named(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in [["The votes of 2026"], [None], *VOTES, ["B", "x", "no"]]:
        book.active.append(row)
    book.active.merge_cells("A1:C1")
    book.active.row_dimensions[4].hidden = True
    book.save(tmp_path / "a.xlsx")
    file = TableFile(tmp_path / "a.xlsx")
    assert everything(file)[1:] == [(4, ["A", "x", "yes"]), (5, ["B", "x", "no"])]
    assert "Row 4" in file.remarks[0]
    assert "line 3" in file.remarks[1]


@pytest.mark.parametrize(
    ("content", "how"),
    [
        (PLAIN.encode("utf-16"), FileFormat()),
        (PLAIN.encode("utf-32"), FileFormat()),
        (PLAIN.encode("cp500"), FileFormat(encoding="cp500")),
        (PLAIN.replace(",", "|").encode(), FileFormat()),
        (PLAIN.replace(",", "^").encode(), FileFormat(delimiter="^")),
        (PLAIN.replace(",", "\t").encode(), FileFormat(delimiter="tab")),
        (b"Votes of 2026\n\n" + PLAIN.encode(), FileFormat()),
        (b"Votes of 2026\n" + PLAIN.replace(",", ";").encode(), FileFormat()),
        (b"Votes,2026\n" + PLAIN.encode(), FileFormat(header_row=2)),
    ],
)
def test_other_ways_to_write_the_same_table(tmp_path: Path, content: bytes, how: FileFormat) -> None:
    file = TableFile(write(tmp_path, "a.csv", content).path, how)
    assert [file.header, *(row for _, row in file.numbered())] == [row.split(",") for row in PLAIN.split()]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (FileFormat(encoding="klingon"), "not a known encoding"),
        (FileFormat(encoding="base64"), "not a known encoding"),
        (FileFormat(delimiter=";;"), "not one character"),
        (FileFormat(header_row=9), "has no row there"),
        (FileFormat(sheet="1"), "--sheet is for workbooks"),
    ],
)
def test_what_does_not_fit_a_file_is_refused(tmp_path: Path, how: FileFormat, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        everything(TableFile(write(tmp_path, "a.csv", PLAIN).path, how))


def test_qualtrics_writes_three_rows_above_the_answers(tmp_path: Path) -> None:
    ids = '"{""ImportId"":""_r""}","{""ImportId"":""QID1""}"'
    text = f'ResponseId,Q1\nResponse ID,"Free buses, at night?"\n{ids}\nR_1,Yes\n'
    file = write(tmp_path, "a.csv", text)
    assert [row for _, row in file.numbered()] == [["R_1", "Yes"]]
    assert file.top.titles == {"ResponseId": "Response ID", "Q1": "Free buses, at night?"}


RECORDS = [
    {"who": {"name": "A"}, "on": "x", "vote": 1},
    {"who": {"name": "B"}, "on": "x", "tags": ["p", "q"]},
]


@pytest.mark.parametrize(
    ("name", "text", "records"),
    [
        ("a.json", json.dumps(RECORDS), None),
        ("a.json", json.dumps({"votes": RECORDS, "n": 2}), None),
        ("a.jsonl", "\n".join(map(json.dumps, RECORDS)), None),
        ("a.json", json.dumps({"of": {"votes": RECORDS}}), "of.votes"),
        ("a.yaml", yaml.safe_dump(RECORDS), None),
    ],
)
def test_records(tmp_path: Path, name: str, text: str, records: str | None) -> None:
    path = write(tmp_path, name, text).path
    assert is_table(path)
    file = TableFile(path, FileFormat(records=records))
    rows = [dict(zip(file.header, row, strict=True)) for _, row in file.numbered()]
    assert [(row["who.name"], row["on"], row["vote"], row["tags"]) for row in rows] == [
        ("A", "x", "1", ""),
        ("B", "x", "", "p; q"),
    ]


def test_records_within_records_have_the_fields_of_both(tmp_path: Path) -> None:
    votes = [{"id": 7, "date": "2026-03-01", "members": {"A": {"vote": "yes"}, "B": {"vote": "no"}}}]
    file = TableFile(write(tmp_path, "a.json", json.dumps(votes)).path, FileFormat(records="members"))
    assert file.header == ["top.id", "top.date", "key", "vote"]
    assert [row[-2:] for _, row in file.numbered()] == [["A", "yes"], ["B", "no"]]


def test_a_dataset_is_no_table_of_records(tmp_path: Path) -> None:
    assert not is_table(write(tmp_path, "a.json", '{"format": 1, "title": "t"}').path)
    assert not is_table(write(tmp_path, "a.yaml", "# made by hand\nformat: 1\n").path)


def test_a_workbook_is_read_anew_when_it_has_changed(tmp_path: Path) -> None:
    first = everything(workbook(tmp_path / "a.xlsx", [["a", "b"], ["x", "y"]]))
    assert everything(workbook(tmp_path / "a.xlsx", [["a", "b"], ["x", "z"]])) != first


def test_a_workbook_without_its_main_part(tmp_path: Path) -> None:
    import zipfile

    whole = workbook(tmp_path / "a.xlsx", [["a", "b"]]).path
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"sheet.main+xml", b"sheet.none+xml"))
    assert "not a workbook" in problem(TableFile(tmp_path / "b.xlsx"))[2]


def test_a_workbook_with_a_password(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    found = problem(write(tmp_path, "a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))
    assert "password" in found[2]


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 neither"])
def test_what_is_no_workbook(tmp_path: Path, content: bytes) -> None:
    pytest.importorskip("openpyxl")
    assert "not a workbook" in problem(write(tmp_path, "a.xlsx", content))[2]


def parquet(path: Path, query: str) -> TableFile:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect(":memory:") as database:
        database.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return TableFile(path)


def test_a_parquet_file(tmp_path: Path) -> None:
    file = parquet(
        tmp_path / "a[1]*.parquet",
        "SELECT 'A' AS actor, 1 AS n, 2.5 AS m, DATE '2025-03-01' AS d, NULL AS z "
        "UNION ALL SELECT 'B', 2, 3, NULL, 1",
    )
    assert everything(file) == [
        (0, ["actor", "n", "m", "d", "z"]),
        (2, ["A", "1", "2.5", "2025-03-01", ""]),
        (3, ["B", "2", "3.0", "", "1"]),
    ]


def test_a_parquet_file_of_times_and_small_floats(tmp_path: Path) -> None:
    file = parquet(
        tmp_path / "a.parquet",
        "SELECT TIMESTAMPTZ '2026-03-01 00:00:00+00' AS day, 0.1::FLOAT AS f, TIME '10:00' AS \"a \"\"t\"",
    )
    assert everything(file)[1] == (2, ["2026-03-01", "0.1", "10:00:00"])


def test_a_parquet_file_with_lists_or_no_parquet_at_all(tmp_path: Path) -> None:
    assert "INTEGER[]" in problem(parquet(tmp_path / "a.parquet", "SELECT [1, 2] AS a"))[2]
    assert "STRUCT" in problem(parquet(tmp_path / "b.parquet", "SELECT {'x': 1} AS a"))[2]
    assert "MAP" in problem(parquet(tmp_path / "d.parquet", "SELECT MAP {'x': 1} AS a"))[2]
    assert "not a Parquet" in problem(write(tmp_path, "c.parquet", b"PAR1 not"))[2]


@pytest.mark.parametrize(("name", "extra"), [("a.xlsx", "xlsx"), ("a.parquet", "bulk")])
def test_a_missing_extra_names_the_line_that_installs_it(
    tmp_path: Path, name: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(MissingExtraError) as caught:
        everything(write(tmp_path, name, b"x"))
    assert caught.value.hint == f"pip install 'positions[{extra}]'"


# no comma: a cell of which each line has the form of a row is taken for rows
CELLS = st.text(alphabet="ab;\n\" '−\u00a0", max_size=5)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6), st.sampled_from(["\r\n", "\r"]))
@settings(max_examples=examples(60), deadline=None)
def test_line_breaks_in_cells_are_one_character_whatever_they_are(
    rows: list[tuple[str, str, str]], ending: str
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([("actor", "issue", "stance"), *rows])
    with TemporaryDirectory() as folder:
        path = Path(folder)
        plain = everything(write(path, "a.csv", text.getvalue()))
        broken = everything(write(path, "b.csv", text.getvalue().replace("\n", ending)))
        excel = everything(write(path, "c.csv", text.getvalue().replace("\n", "_x000D_\n")))
    assert broken == plain == excel
    assert [tuple(row) for _, row in plain[1:]] == [tuple(row) for row in rows]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("first_x000D_\nsecond", "first\nsecond"),
        ("first\r\nsecond", "first\nsecond"),
        ("a_x0009_b", "a\tb"),
        ("_xD83D__xDE8C_", "\N{BUS}"),
        ("_x005F_x000D_", "_x000D_"),
        ("_x00_ _xyz", "_x00_ _xyz"),
    ],
)
def test_escapes_of_excel_are_read(tmp_path: Path, written: str, read: str) -> None:
    file = workbook(tmp_path / "a.xlsx", [["actor", "note"], ["A", written]])
    assert list(file.numbered()) == [(2, ["A", read])]


@pytest.mark.parametrize("suffix", ["sav", "dta"])
def test_files_of_statistics_programs_are_read_by_their_labels(tmp_path: Path, suffix: str) -> None:
    pyreadstat, pandas = pytest.importorskip("pyreadstat"), pytest.importorskip("pandas")
    frame = pandas.DataFrame({"id": ["A", "B"], "q1": [1.0, None], "q2": [2.0, 2.5]})
    labels = {"q1": {1: "Agree", 2: "Disagree"}, "q2": {2: "Disagree"}}
    write = {"sav": pyreadstat.write_sav, "dta": pyreadstat.write_dta}[suffix]
    path = tmp_path / f"a.{suffix}"
    write(frame, str(path), column_labels=["", "Tolls", "Buses"], variable_value_labels=labels)
    file = TableFile(path)
    assert everything(file) == [
        (0, ["id", "q1", "q2"]),
        (2, ["A", "Agree", "Disagree"]),
        (3, ["B", "", "2.5"]),
    ]
    assert file.top.titles == {"q1": "Tolls", "q2": "Buses"}
    path.write_bytes(b"no statistics")
    assert "SPSS or Stata" in problem(TableFile(path))[2]


def test_an_open_document_spreadsheet(tmp_path: Path) -> None:
    import zipfile

    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    names += 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    names += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    number = '<table:table-cell office:value-type="float" office:value="{}"/>'
    day = '<table:table-cell office:value-type="date" office:date-value="2026-03-01"/>'
    empty = '<table:table-cell table:number-columns-repeated="{}"/>'
    rows = [
        [text.format("The votes"), empty.format(1000)],
        [],
        [text.format("actor"), text.format("n"), text.format("on"), empty.format(16381)],
        [text.format("A<text:s text:c='2'/>b"), number.format("2"), day],
        [text.format("C"), empty.format(1), day],
    ]
    body = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    body += '<table:table-row table:number-rows-repeated="1048000"/>'
    sheets = f'<table:table table:name="Votes">{body}</table:table>'
    content = (
        f"<office:document-content {names}><office:body>{sheets}</office:body></office:document-content>"
    )
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as parts:
        parts.writestr("content.xml", content)
    assert everything(TableFile(tmp_path / "a.ods")) == [
        (0, ["actor", "n", "on"]),
        (4, ["A  b", "2", "2026-03-01"]),
        (5, ["C", "", "2026-03-01"]),
    ]
    (tmp_path / "b.ods").write_bytes(b"PK")
    assert "not a spreadsheet" in problem(TableFile(tmp_path / "b.ods"))[2]
