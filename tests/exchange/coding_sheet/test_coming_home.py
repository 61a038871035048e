"""A coding sheet that comes home: what is read, what is refused, and what stays."""

from __future__ import annotations

import csv
import shutil
import subprocess
import warnings
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

import positions
from positions.dataset.editing.recording import ANONYMOUS
from positions.dataset.editing.undoing import undo
from positions.dataset.quotations.source_text import read_source_text
from positions.library.coding_sheet import ImportedSheet
from positions.problems import DataError, RemarkWarning

openpyxl = pytest.importorskip("openpyxl")
pytestmark = pytest.mark.filterwarnings("ignore::positions.RemarkWarning")

DATA = """\
# a remark that stays
format: 1
title: Night buses
issues:
  buses: {title: Night buses, proposition: Buses should run all night}
  fares: {title: Fares, proposition: Fares should fall}
sources:
  article: {title: An article, date: 2017-03, text: article.txt}
  speech: {title: A speech}
stakeholders:
  union:
    name: Drivers' Union
    short: Union
    positions:
      buses:
        stance: oppose   # why
        confidence: high
        note: {text: not for everybody, private: true}
        evidence:
          - {source: article, quote: no driver should work all night}
          - {source: speech, quote: told in confidence, private: true}
      fares: support
  riders:
    name: Riders
    positions:
      buses:
        - {stance: neutral, date: 2016, evidence: [{source: speech, quote: '=1+1 is what they say'}]}
        - {stance: strongly-support, date: 2017-03}
      fares: {stance: oppose, private: true}
  spies: {name: Spies, private: true, positions: {fares: neutral}}
"""
ARTICLE = "They said that no driver should work all night. Fares must fall, said the riders."


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    return written(tmp_path)


def written(folder: Path) -> Path:
    file = folder / "data.yaml"
    file.write_text(DATA, encoding="utf-8")
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return file


@cache
def exported() -> bytes:
    """Return the workbook of that dataset, made once."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "sheet.xlsx")
        positions.export(written(Path(folder)), file, type="coding-sheet")
        return file.read_bytes()


def bring_home(file: Path, dataset: Path, **options: Any) -> ImportedSheet:
    done = positions.import_(file, into=dataset, **options)
    assert isinstance(done, ImportedSheet)
    return done


class Sheet:
    """A workbook as somebody edits it: cells by the heading, rows by their number."""

    def __init__(self, file: Path, dataset: Path, audience: Any = None, made: bytes | None = None) -> None:
        self.file, self.dataset = file, dataset
        if made is None:
            positions.export(dataset, file, type="coding-sheet", audience=audience)
        else:
            file.write_bytes(made)
        self.book: Any = openpyxl.load_workbook(file)

    def put(self, row: int, sheet: str = "Positions", /, **cells: object) -> None:
        """Type into cells of a row; a heading has `_` for a space."""
        page = self.book[sheet]
        heads = {cell.value: cell.column for cell in page[1]}
        for label, value in cells.items():
            page.cell(row, heads[label.replace("_", " ")]).value = value

    def free(self, sheet: str = "Positions") -> int:
        """Return the first row that is empty."""
        page = self.book[sheet]
        return next(row for row in range(2, page.max_row + 1) if not page.cell(row, 1).value)

    def home(self, **options: Any) -> ImportedSheet:
        """Save it and bring it home."""
        self.book.save(self.file)
        return bring_home(self.file, self.dataset, **options)

    def refused(self, **options: Any) -> list[str]:
        """Bring it home and return what is wrong, a line each; nothing is written."""
        before = self.dataset.read_bytes()
        with pytest.raises(DataError) as error:
            self.home(**options)
        assert self.dataset.read_bytes() == before
        return [
            f"{one.location.line if one.location else None} {one.code}: {one.message}"
            for one in error.value.problems
        ]


@pytest.fixture
def sheet(dataset: Path, tmp_path: Path) -> Sheet:
    return Sheet(tmp_path / "sheet.xlsx", dataset, made=exported())


def test_what_was_not_touched_changes_nothing(sheet: Sheet) -> None:
    assert sheet.home().changes == ()
    assert sheet.dataset.read_text("utf-8") == DATA


def test_one_cell_changes_one_line_and_undo_takes_all_back(sheet: Sheet) -> None:
    sheet.put(2, Confidence="low")
    assert sheet.home().changes == ("Positions row 2: Union on Night buses: Confidence 'high' -> 'low'",)
    changed = set(DATA.splitlines()) ^ set(sheet.dataset.read_text("utf-8").splitlines())
    assert changed == {"        confidence: high", "        confidence: low"}
    undo(sheet.dataset, ANONYMOUS)
    assert sheet.dataset.read_text("utf-8") == DATA


def test_new_parts_are_typed_into_their_sheets(sheet: Sheet) -> None:
    sheet.put(sheet.free("Stakeholders"), "Stakeholders", Name="Taxi Drivers", Kind="trade")
    sheet.put(
        sheet.free("Issues"), "Issues", Title="Tolls", Proposition="Tolls should rise", Tags="roads; money"
    )
    sheet.put(sheet.free("Sources"), "Sources", Title="A leaflet", Published="2019-05")
    new = {"Stance": "strongly oppose", "Source": "A leaflet", "Quotation": "no\n  more tolls"}
    sheet.put(sheet.free(), Stakeholder="taxi drivers", Issue="Tolls: Tolls should rise", **new)
    found = sheet.home().dataset
    entry = found.stakeholders["taxi-drivers"].positions["tolls"][0]
    assert (entry.stance, entry.evidence[0].source) == ("strongly-oppose", "a-leaflet")
    assert entry.evidence[0].quote == "no more tolls"
    assert found.issues["tolls"].tags == ("roads", "money")
    assert found.sources["a-leaflet"].date is not None
    assert sheet.home().changes == ()  # a second time: all of it is there


def test_what_is_private_is_not_in_the_sheet_and_stays(sheet: Sheet) -> None:
    text = str([[cell.value for row in page for cell in row] for page in sheet.book])
    assert not any(secret in text for secret in ("in confidence", "everybody", "Spies"))
    sheet.put(2, Stance="neutral", Quotation_2="Fares must fall", Source_2="An article")
    entry = sheet.home().dataset.stakeholders["union"].positions["buses"][0]
    assert [item.quote for item in entry.evidence] == [
        "no driver should work all night",
        "told in confidence",
        "Fares must fall",
    ]
    assert entry.note is not None
    assert str(entry.note) == "not for everybody"
    assert "told in confidence, private: true" in sheet.dataset.read_text("utf-8")


def test_what_is_private_is_not_lost_by_who_does_not_see_it(sheet: Sheet) -> None:
    sheet.put(2, Note="another")
    (line,) = sheet.refused()
    assert line.endswith("Note (it holds something private)")
    sheet.put(2, Note=None, Delete="x")
    (line,) = sheet.refused()
    assert "it holds something private that is not in the sheet" in line


def test_the_team_sees_and_changes_what_is_private(dataset: Path, tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "team.xlsx", dataset, "team")
    sheet.put(2, Note_is_private=None)
    done = sheet.home()
    assert "note: not for everybody" in dataset.read_text("utf-8")
    assert len(done.changes) == 1


def test_quotations_are_looked_for_in_their_sources(sheet: Sheet) -> None:
    sheet.put(2, Quotation="no driver should work at night")
    (line,) = sheet.refused()
    assert line.startswith("2 quote-not-found: the quotation is not in article.txt")
    assert sheet.home(force=True).changes


def test_what_is_deleted_already_is_no_conflict(sheet: Sheet) -> None:
    sheet.put(4, Delete="x")
    sheet.put(5, Stance="oppose")
    sheet.put(3, Delete="x")
    new = {"Stakeholder": "Drivers' Union", "Issue": "Fares", "Stance": "neutral", "Date": "2020"}
    sheet.put(sheet.free(), **new)
    done = sheet.home()
    assert len(done.changes) == 4
    assert [one.stance for one in done.dataset.stakeholders["riders"].positions["buses"]] == ["oppose"]
    assert sheet.home().changes == ()
    later = Sheet(sheet.file, sheet.dataset, "team")
    later.put(4, "Stakeholders", Delete="x")
    spies = [row for row in range(2, later.free()) if later.book["Positions"].cell(row, 1).value == "Spies"]
    later.put(spies[0], Delete="x")
    assert len(later.home().changes) == 2
    assert later.home().changes == ()


def test_what_has_to_be_there_is_not_cleared(sheet: Sheet) -> None:
    for name, column in {"Stakeholders": "Name", "Issues": "Title", "Sources": "Title"}.items():
        sheet.put(2, name, **{column: None})
    sheet.put(2, Stakeholder=None)
    sheet.put(3, Issue=None)
    sheet.put(4, Stance=None, Note="why")
    assert sorted(sheet.refused()) == [
        "2 missing-key: Issues: Title is empty",
        "2 missing-key: Sources: Title is empty",
        "2 missing-key: Stakeholders: Name is empty",
        "2 missing-key: the row has a key, and no stakeholder",
        "3 missing-key: the row has a key, and no issue",
        "4 missing-key: Stance is empty",
    ]


def test_influences_are_asked_for_as_they_are_written(sheet: Sheet) -> None:
    sheet.put(2, "Stakeholders", Influences="riders")
    (line,) = sheet.refused()
    assert line.endswith("'riders' is not an influence: write STAKEHOLDER=2")


def test_each_source_of_new_quotations_is_read_once(sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counting(path: Path) -> object:
        read.append(path.name)
        return read_source_text(path)

    monkeypatch.setattr("positions.dataset.quotations.source_text.read_source_text", counting)
    sheet.put(3, Source="An article", Quotation="Fares must fall")
    sheet.put(4, Source="An article", Quotation="said the riders")
    assert len(sheet.home().changes) == 2
    assert read == ["article.txt"]


HOSTILE: list[tuple[dict[str, object], str]] = [
    ({"Note": "=1+1"}, "unreadable-table: Positions!L2 holds a formula"),
    ({"Note": "a_x0007_b"}, "control-character: Note holds a control character, U+0007"),
    ({"Salience": 1e308}, "bad-value: Salience: must be at most 100, not 1e+308"),
    ({"Salience": "much"}, "bad-value: Salience: 'much' is not a number"),
    ({"Date": 42795}, "bad-value: Date: "),
    ({"Stance": "in favour"}, "bad-stance: Stance: 'in favour' is not a stance on this scale"),
    ({"Stance": None}, "missing-key: Stance is empty"),
    ({"Basis": "hearsay"}, "bad-value: Basis: "),
    ({"Source": "nowhere"}, "unknown-source: Source: there is no source 'nowhere'"),
    ({"Delete": "yes"}, "bad-value: Delete: 'yes' is not x"),
    ({"Key": "nonsense"}, "bad-value: Key: 'nonsense' is no key"),
    ({"Issue": "Trams"}, "unknown-issue: there is no issue 'Trams'"),
]


@pytest.mark.parametrize(("cells", "said"), HOSTILE, ids=[str(cells) for cells, _ in HOSTILE])
def test_hostile_cells_are_one_line_each(sheet: Sheet, cells: dict[str, object], said: str) -> None:
    sheet.put(2, **cells)
    (line,) = sheet.refused()
    assert line.startswith(f"2 {said}")
    assert sheet.home(partial=True).left_out


def test_merged_cells_are_refused_by_name(sheet: Sheet) -> None:
    sheet.book["Positions"].merge_cells("A2:A3")
    lines = sheet.refused()
    assert any("the cells Positions!A2:A3 are merged" in line for line in lines)


TEXTS: list[tuple[object, str]] = [
    ("'=1+1", "=1+1"),
    ("_x005F_x000D_", "_x000D_"),
    ("a_x000D_\nb", "a\nb"),
    (1e308, "1e+308"),
    (date(2017, 3, 1), "2017-03-01"),
    (True, "TRUE"),
    ("#DIV/0!x", "#DIV/0!x"),
    ("e\u0301", "\u00e9"),
]


@pytest.mark.parametrize(("typed", "kept"), TEXTS, ids=[repr(typed) for typed, _ in TEXTS])
def test_odd_texts_come_in_as_text(sheet: Sheet, typed: object, kept: str) -> None:
    sheet.put(3, Note=typed)
    assert sheet.home().dataset.stakeholders["union"].positions["fares"][0].note == kept


def test_rows_that_are_sorted_copied_or_gone(sheet: Sheet) -> None:
    page = sheet.book["Positions"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2, max_row=5)]
    assert rows[0][0] == "Drivers' Union"
    copied = list(rows[2])
    heads = [cell.value for cell in page[1]]
    copied[heads.index("Date")], copied[heads.index("Stance")] = "2019", "oppose"
    for number, row in enumerate([copied, rows[2], rows[0]], 2):  # the copy first, two rows are gone
        for column, value in enumerate(row, 1):
            page.cell(number, column).value = value
            page.cell(number, column).data_type = "s" if value else "n"
    for column in range(1, len(heads) + 1):
        page.cell(5, column).value = None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", RemarkWarning)
        done = sheet.home()
    assert done.changes == ("Positions row 2: Riders on Night buses: new, oppose, 2019",)
    said = " ".join(str(one.message) for one in caught)
    assert "2 rows are missing in the sheet Positions, and kept" in said
    assert [entry.stance for entry in done.dataset.stakeholders["riders"].positions["buses"]] == [
        "neutral",
        "strongly-support",
        "oppose",
    ]


def test_a_moved_and_a_deleted_row(sheet: Sheet) -> None:
    sheet.put(3, Issue="Night buses", Stakeholder="Riders", Date="2020")
    sheet.put(4, Delete="X")
    found = sheet.home().dataset.stakeholders
    assert "fares" not in found["union"].positions
    assert [str(entry.date) for entry in found["riders"].positions["buses"]] == ["2017-03", "2020"]


def test_new_rows_that_cannot_be_put_in_order_are_refused(sheet: Sheet) -> None:
    row = sheet.free()
    sheet.put(row, Stakeholder="Drivers' Union", Issue="Fares", Stance="oppose")
    sheet.put(row + 1, Stakeholder="Riders", Issue="Night buses", Stance="oppose", Date="2016")
    sheet.put(row + 2, Stakeholder="Riders", Issue="Night buses", Quotation="and no stance")
    sheet.put(row + 3, Stakeholder="Riders", Issue="Night buses")
    assert [line.split(":")[0] for line in sheet.refused()] == [
        f"{row} missing-date",
        f"{row + 1} same-date-conflict",
        f"{row + 2} missing-key",
    ]


def test_both_sides_change_the_same(sheet: Sheet, dataset: Path) -> None:
    sheet.put(2, Confidence="low", Coder="ab")
    sheet.put(3, Note="kept")
    dataset.write_text(DATA.replace("confidence: high", "confidence: medium"), encoding="utf-8")
    (line,) = sheet.refused()
    assert line == "2 sheet-conflict: Union on Night buses: the dataset has changed too: " + (
        "Confidence (was 'high', now 'medium', here 'low')"
    )
    done = sheet.home(partial=True)
    found = done.dataset.stakeholders["union"].positions
    assert (found["buses"][0].coder, found["fares"][0].note) == (None, "kept")
    assert [problem.code for problem in done.left_out] == ["sheet-conflict"]


def test_a_number_in_the_hidden_sheet_that_is_none_of_ours_does_no_harm(sheet: Sheet, dataset: Path) -> None:
    kept = sheet.book["_base"]
    (head,) = [row for row in kept if [cell.value for cell in row[:2]] == ["columns", "Positions"]]
    entry = next(row for row in kept if row[0].value == "row" and "Drivers" in str(row[2].value))
    for row, text in ((head, f"quote {'9' * 5000}"), (entry, "words")):
        kept.cell(row[0].row, kept.max_column if row is entry else kept.max_column + 1).value = text
    dataset.write_text(DATA.replace("confidence: high", "confidence: medium"), encoding="utf-8")
    sheet.put(2, Coder="ab")
    assert sheet.home().changes == ("Positions row 2: Union on Night buses: Coder 'ab' added",)


def test_a_part_that_is_still_used_is_not_deleted(sheet: Sheet) -> None:
    sheet.put(2, "Issues", Delete="x")
    (line,) = sheet.refused()
    assert line.startswith("2 still-used: issue 'buses' is still used: the position of Union")


def test_parts_are_changed_and_their_ids_are_not(sheet: Sheet) -> None:
    sheet.put(2, "Issues", Title="Buses at night", Weight="2,5")
    sheet.put(2, "Stakeholders", Kind="union")
    found = sheet.home().dataset
    assert (found.issues["buses"].title, found.issues["buses"].weight) == ("Buses at night", 2.5)
    assert found.stakeholders["union"].kind == "union"
    sheet.put(2, "Stakeholders", Id="drivers")
    (line,) = sheet.refused()
    assert line == "2 bad-value: Stakeholders: union: an id is not changed in the sheet"


def test_the_same_as_csv(dataset: Path, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    positions.export(dataset, file, type="coding-sheet")
    assert bring_home(file, dataset).changes == ()
    head, *rows = list(csv.reader(file.read_text("utf-8").splitlines()))
    assert rows[2][head.index("Quotation")].startswith("'=1+1")
    rows[1][head.index("Stance")] = "oppose"
    rows.append(
        [
            {"Stakeholder": "union", "Issue": "Fares", "Stance": "support", "Date": "2020"}.get(h, "")
            for h in head
        ]
    )
    rows[1][head.index("Date")] = "2019"

    def write() -> None:
        with file.open("w", encoding="utf-8", newline="") as target:
            csv.writer(target).writerows([head, *rows])

    write()
    done = bring_home(file, dataset)
    assert [entry.stance for entry in done.dataset.stakeholders["union"].positions["fares"]] == [
        "oppose",
        "support",
    ]
    rows[1][head.index("Stance")] = "neutral"  # the .csv has no base: what it was is not known any more
    write()
    with pytest.raises(DataError, match="the dataset has changed it since"):
        bring_home(file, dataset)


def test_a_dataset_in_a_folder(dataset: Path, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    head, _, actors = DATA.partition("stakeholders:\n")
    union, _, others = actors.partition("  riders:\n")
    (folder / "head.yaml").write_text(f"{head}stakeholders:\n  riders:\n{others}", encoding="utf-8")
    (folder / "union.yaml").write_text(f"stakeholders:\n{union}", encoding="utf-8")
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    before = (folder / "head.yaml").read_bytes()
    sheet = Sheet(tmp_path / "folder.xlsx", folder)
    row = next(r for r in range(2, 6) if sheet.book["Positions"].cell(r, 1).value == "Drivers' Union")
    sheet.put(row, Confidence="medium", Speaker="Ann")
    sheet.book.save(sheet.file)
    bring_home(sheet.file, folder)
    assert (folder / "head.yaml").read_bytes() == before
    text = (folder / "union.yaml").read_text("utf-8")
    assert all(said in text for said in ("confidence: medium", "speaker: Ann"))


def _by_libreoffice(file: Path, folder: Path) -> Path:
    """Open and save a workbook once with the real program."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    target = folder / "saved"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(target), str(file)]
    done = subprocess.run(command, capture_output=True, timeout=180, check=False)
    saved = target / file.name
    if not saved.exists():
        pytest.skip(f"LibreOffice opens no workbook here: {done.stderr.decode()[-200:]}")
    return saved


def test_libreoffice_opens_and_saves_it_and_nothing_changes(dataset: Path, tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "sheet.xlsx", dataset, "team")
    saved = _by_libreoffice(sheet.file, tmp_path)
    assert bring_home(saved, dataset).changes == ()
    assert dataset.read_text("utf-8") == DATA
    book: Any = openpyxl.load_workbook(saved)
    lists = {
        str(one.sqref).partition("2")[0]: one.formula1
        for one in book["Positions"].data_validations.dataValidation
    }
    assert set(lists) >= {"A", "B", "C"}
    assert not any(page.protection.sheet for page in book)
    values: Any = openpyxl.load_workbook(saved, data_only=True)
    offered = [cell.value for cell in values["_lists"]["B"]][:3]
    assert offered == ["issues", "Night buses: Buses should run all night", "Fares: Fares should fall"]
