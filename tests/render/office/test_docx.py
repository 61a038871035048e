"""Word documents: real tables with shading, the same bytes, harmless, and readable by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from helpers.examples import examples
from helpers.random_reports import made_up, reports
from helpers.studies import EXAMPLE, example, study
from positions.cli import main
from positions.problems import MissingExtraError, UsageError
from positions.render.common.text_width import width
from positions.render.office.docx import render_briefing
from positions.render.registry import REGISTRY, RenderOptions
from positions.reports.brief.report import brief
from positions.reports.compare.report import compare
from positions.tables import DatasetInfo, Matrix, Ref, Report, Share

pytestmark = pytest.mark.usefixtures("few_shuffles")

docx = pytest.importorskip("docx")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def rendered(report: Report) -> bytes:
    made = REGISTRY["docx"].render(report, RenderOptions())
    assert isinstance(made, bytes)
    return made


def test_matrices_are_tables_with_shading_and_heads_that_repeat() -> None:
    document = docx.Document(BytesIO(render_briefing(brief(example()))))
    tables = document.tables
    assert len(tables) == 4
    agreement = tables[0]
    assert [cell.text for cell in agreement.rows[0].cells] == ["", "Localis", "LGA", "CCN", "Government"]
    assert agreement.cell(1, 2).text.split("\n") == ["67%", "of 6 *1"]
    assert agreement.cell(1, 4).text.split("\n") == ["(100%)", "of 2"]
    shades = [shade.get(f"{W}fill") for shade in agreement.cell(1, 3)._tc.iter(f"{W}shd")]
    assert shades == ["1F5C99"]
    assert not list(agreement.cell(1, 4)._tc.iter(f"{W}shd"))  # thin: no colour
    assert all(run.italic for run in agreement.cell(1, 4).paragraphs[0].runs)
    assert all(list(table.rows[0]._tr.iter(f"{W}tblHeader")) for table in tables)


def test_headings_are_headings_and_the_annex_begins_a_page() -> None:
    document = docx.Document(BytesIO(render_briefing(brief(example()))))
    heads = {
        paragraph.text: paragraph
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith("Heading")
    }
    assert {"Who is with whom", "On what", "Open questions", "In their own words"} <= set(heads)
    assert heads["Annex: all open questions"].paragraph_format.page_break_before
    assert not heads["In their own words"].paragraph_format.page_break_before
    assert document.core_properties.title.startswith("Localis supports New structures, LGA opposes it")
    assert document.sections[0].header.paragraphs[0].text.startswith(example().info.title)
    fields = [field.get(f"{W}instr") for field in document.sections[0].footer._element.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_same_data_gives_the_same_bytes_whenever(monkeypatch: pytest.MonkeyPatch) -> None:
    first = render_briefing(brief(example()))
    assert first == render_briefing(brief(example()))
    times = {member.date_time for member in zipfile.ZipFile(BytesIO(first)).infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1500000000")
    second = render_briefing(brief(example()))
    assert {member.date_time for member in zipfile.ZipFile(BytesIO(second)).infolist()} == {
        (2017, 7, 14, 2, 40, 0)
    }
    assert docx.Document(BytesIO(second)).core_properties.created.year == 2017


@given(reports())
@settings(max_examples=examples(12), suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_data_it_can_be_opened_again(report: Report) -> None:
    document = docx.Document(BytesIO(rendered(report)))
    assert document.paragraphs
    parts = zipfile.ZipFile(BytesIO(rendered(report))).namelist()
    assert not [name for name in parts if "vba" in name.lower() or "embed" in name.lower()]


def test_any_report_can_be_a_document() -> None:
    document = docx.Document(BytesIO(rendered(compare(example()))))
    assert len(document.tables) == 3
    wide = docx.Document(BytesIO(rendered(made_up(13, 14))))
    assert wide.sections[0].page_width > wide.sections[0].page_height


def test_wide_matrices_stand_across_a_page_of_their_own() -> None:
    actors = {f"The-association-of-actors-number-{n}": "support oppose" for n in range(14)}
    document = docx.Document(BytesIO(render_briefing(brief(study(2, actors)))))
    across = [part.page_width > part.page_height for part in document.sections]
    assert across == [False, True]
    heads = document.tables[-1].rows[0].cells[1:]
    assert all(cell._tc.tcPr.find(f"{W}textDirection").get(f"{W}val") == "btLr" for cell in heads)


def test_turned_headings_are_whole_where_there_is_room() -> None:
    names = {f"Department-{n} for Levelling Up, Housing and Communities" for n in range(8)}
    refs = tuple(Ref(f"r{n}", name, name) for n, name in enumerate(sorted(names)))
    cells = tuple(tuple(Share(0.5, 4) for _ in refs) for _ in refs)
    report = Report("c", DatasetInfo("t", ""), "T", (Matrix("m", "M", "share", refs, refs, cells),), ("m",))
    heads = docx.Document(BytesIO(rendered(report))).tables[0].rows[0].cells[1:]
    assert {cell.text for cell in heads} == names


def test_a_very_long_word_takes_no_page() -> None:
    names = {"long" * 60 + str(n): " ".join(["support", "oppose", "oppose"][n % 2 :][:2]) for n in range(7)}
    made = docx.Document(BytesIO(render_briefing(brief(study(2, names)))))
    for table in made.tables:
        for row in table.rows:
            assert row.height is None or row.height.cm < 6
        assert all(column.width.cm > 1 for column in table.columns)
    heads = made.tables[-1].rows[0].cells[1:]
    assert all(cell.text.endswith("…") for cell in heads)


@pytest.mark.parametrize(("actors", "issues"), [(4, 10), (9, 14), (30, 3)])
def test_no_table_runs_off_its_page(actors: int, issues: int) -> None:
    names = {
        f"The-{n}th-Donaudampfschifffahrtsgesellschaft": " ".join(
            ("support", "oppose")[n % 2] for _ in range(issues)
        )
        for n in range(actors)
    }
    made = docx.Document(BytesIO(render_briefing(brief(study(issues, names)))))
    room = {part.page_width - part.left_margin - part.right_margin for part in made.sections}
    for table in made.tables:
        assert sum(column.width for column in table.columns) <= max(room)


def test_columns_are_as_wide_as_their_longest_word() -> None:
    made = docx.Document(BytesIO(render_briefing(brief(example()))))
    divides = next(table for table in made.tables if table.cell(0, 0).text == "Issue")
    for column, cell in zip(divides.columns, divides.rows[0].cells, strict=True):
        longest = max(width(word, 8.5, "bold") for word in cell.text.split())
        assert column.width / 12700 >= longest + 10  # points, with the space at both sides


def test_it_has_no_picture_of_another_document() -> None:
    parts = zipfile.ZipFile(BytesIO(render_briefing(brief(example()))))
    assert not [name for name in parts.namelist() if name.endswith((".jpeg", ".png"))]
    assert b"thumbnail" not in parts.read("_rels/.rels")


def test_it_says_its_language_and_whose_it_is() -> None:
    made = docx.Document(BytesIO(render_briefing(brief(example()))))
    about = made.core_properties
    assert (about.language, about.author) == ("en-GB", "positions")
    languages = {element.get(f"{W}val") for element in made.styles.element.iter(f"{W}lang")}
    assert languages == {"en-GB"}


def test_the_parts_of_a_tables_properties_stand_in_the_order_of_the_format() -> None:
    order = ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook")
    made = docx.Document(
        BytesIO(render_briefing(brief(study(2, {f"A{n}": "support oppose" for n in range(14)}))))
    )
    for table in made.tables:
        names = [element.tag.removeprefix(W) for element in table._tbl.tblPr]
        assert names == [name for name in order if name in names]


def test_a_table_that_fits_no_page_is_refused() -> None:
    with pytest.raises(UsageError, match="a table of 31 columns does not fit a page; the most is 30"):
        rendered(made_up(31, 31))


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtraError) as caught:
        rendered(compare(example()))
    assert caught.value.hint == "pip install 'positions[docx]'"


def office(folder: Path, source: Path) -> Path:
    """Return the PDF that LibreOffice makes of a document."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    done = subprocess.run(
        [program, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)],
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    made = source.with_suffix(".pdf")
    if "could not be loaded" in done.stderr + done.stdout and not _writer(program):
        pytest.skip("LibreOffice is installed without Writer")
    assert made.exists(), done.stdout + done.stderr
    return made


def _writer(program: str) -> bool:
    return bool(list(Path(program).resolve().parent.glob("libsw*lo.so")))


def test_libreoffice_opens_it_and_shows_all_of_it_on_a_few_pages(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    target = tmp_path / "briefing.docx"
    assert main(["brief", "-q", "-d", str(EXAMPLE), "-o", str(target)]) == 0
    pages = [page.extract_text() for page in pypdf.PdfReader(office(tmp_path, target)).pages]
    annex = next(number for number, text in enumerate(pages) if "Annex: all open questions" in text)
    assert annex == 2  # two pages, then the annex
    text = " ".join(" ".join(pages).split())
    for words in ("Who is with whom", "(100%)", "of 6 *1", "nobody opposed", "resources go to counties"):
        assert words in text


def arabic() -> Report:
    """Matrices of nine actors, of whom one has a name in Arabic, with the title in the running head."""
    names = ["جمعية البلديات للتنمية", *(f"Department-{n} for Levelling Up and Housing" for n in range(8))]
    refs = tuple(Ref(f"r{n}", name, name) for n, name in enumerate(names))
    cells = tuple(tuple(Share(0.5, 4) for _ in refs) for _ in refs)
    matrix = Matrix("m", "M", "share", refs, refs, cells)
    about = DatasetInfo("أسماء", "")
    said = ("الحكم المحلي: silent - LGA.", "ينبغي تمويل النقل العام في حلف NATO من ميزانية الدولة.")
    return Report("c", about, "T", (matrix,), ("m",), summary=said, dateline="أسماء: 12 actors")


def test_words_from_right_to_left_have_the_size_and_weight_of_those_around_them() -> None:
    opened = docx.Document(BytesIO(rendered(arabic())))
    roots = [opened.element.body, opened.styles.element, opened.sections[0].header._element]
    for root in roots:
        for plain, complex_ in (("sz", "szCs"), ("b", "bCs"), ("i", "iCs")):
            for found in root.iter(f"{W}{plain}"):
                beside = found.getnext()
                assert beside is not None
                assert beside.tag == f"{W}{complex_}"
                assert dict(beside.attrib) == dict(found.attrib)
    runs = [run for root in roots for run in root.iter(f"{W}r") if "أ" in run.text]
    assert runs
    assert all(run.rPr.find(f"{W}rtl") is not None for run in runs), "in the running head as well"


def test_a_name_from_right_to_left_does_not_turn_a_sentence() -> None:
    body = docx.Document(BytesIO(rendered(arabic()))).element.body
    turned = {
        paragraph.text.replace("\u200e", ""): paragraph.find(f"{W}pPr/{W}bidi") is not None
        for paragraph in body.iter(f"{W}p")
    }
    assert turned["الحكم المحلي: silent - LGA."] is False
    assert turned["ينبغي تمويل النقل العام في حلف NATO من ميزانية الدولة."] is True


def test_a_heading_from_right_to_left_is_not_turned() -> None:
    heads = docx.Document(BytesIO(rendered(arabic()))).tables[0].rows[0].cells[1:]
    turned = [cell._tc.tcPr.find(f"{W}textDirection") is not None for cell in heads]
    assert turned == [False, *[True] * 8]


def test_a_table_of_sentences_may_part_and_one_of_numbers_stays_whole() -> None:
    document = docx.Document(BytesIO(render_briefing(brief(example()))))
    tied = [
        [row.cells[0].paragraphs[0].paragraph_format.keep_with_next is True for row in table.rows]
        for table in document.tables
    ]
    agreement, disagreement, stances = tied[:3]
    assert agreement == disagreement == [True] * 4 + [False]
    assert stances == [True] * 3 + [False] * 5 + [True] * 2 + [False]
