"""Texts of sources: what is read, what is refused, and where a path may lead."""

from __future__ import annotations

import builtins
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.paths import DATA
from helpers.pdf_file import pdf_bytes
from positions.dataset.quotations import source_text
from positions.dataset.quotations.markup import html_text, markdown_text
from positions.dataset.quotations.search import Found, NotFound, SourceText, find_quotation
from positions.dataset.quotations.source_text import read_source_text, resolve_source_path
from positions.problems import Problem

TEXTS = DATA / "source_texts"


def line_of(quote: str, text: SourceText | Problem) -> int | None:
    assert isinstance(text, SourceText)
    found = find_quotation(quote, text)
    return found.line if isinstance(found, Found) else None


def problem(result: object) -> tuple[str, str, str | None, str]:
    assert isinstance(result, Problem)
    return result.code, result.message, result.hint, result.severity


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ("What a timetable is for", 10),
        ("The first proposal is simple: every parish should have at least one return journey a day", 10),
        ("should have at least one", 12),
        ("a day — or two", 12),
        ("It costs < 5 pounds, and 3 < 4", 13),
        ("every parish should have a tram", None),
        ("every parish should have a bus", None),
        ("color: black", None),
        ("for The first", 10),
        ("forThe first", None),
        ("the cost of cross-border routes", 12),
    ],
)
def test_html_is_read_without_its_markup_and_lines_are_the_files(quote: str, line: int | None) -> None:
    assert line_of(quote, read_source_text(TEXTS / "page.html")) == line


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ("What a timetable is for", 1),
        ("A timetable is not a wish; it is a promise to every village on the route", 3),
        ("to every village on the route", 4),
        ("share the cost of cross-border routes – at least most of it", 6),
        ("It costs 2 * 3 pounds, says the snake_case file, and that is all", 9),
        ("It costs 2 3 pounds", None),
        ("example.org", None),
    ],
)
def test_markdown_is_read_without_its_markup(quote: str, line: int | None) -> None:
    assert line_of(quote, read_source_text(TEXTS / "notes.md")) == line


def test_plain_text_keeps_what_is_markup_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one <b>two</b> **three**", encoding="utf-8")
    assert line_of("one <b>two</b> **three**", read_source_text(tmp_path / "a.txt")) == 1


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("a<br>b", "a b"),
        ("a<br/>b", "a b"),
        ("wo<b>rd</b>", "word"),
        ("wo<wbr>rd", "word"),
        ("a <script>b</SCRIPT> c", "a c"),
        ("a <script>b", "a"),
        ("a <!-- b", "a"),
        ("a <![CDATA[b]]> c", "a c"),
        ("a <![ b", "a"),
        ("a < b", "a < b"),
        ("a <b", "a <b"),
        ("a &amp;lt; b &unknown; &#8217;", "a &lt; b &unknown; ’"),
        ("<td>1</td><td>2</td>", "1 2"),
        ("a <template><p>b</p></template> c", "a c"),
        ("<a title='x > y'>z</a>", "z"),
    ],
)
def test_html_small(page: str, text: str) -> None:
    assert " ".join(html_text(page).split()) == text


@settings(max_examples=examples(80), deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<b\n>", "<!--", "-->", "a", " ", "\n", "<", "<![", "<script>", "</script>"]
        )
    )
)
def test_html_never_raises_and_never_has_more_lines_than_the_file(pieces: list[str]) -> None:
    page = "".join(pieces)
    assert html_text(page).count("\n") <= page.count("\n")


@pytest.mark.parametrize("piece", ["<a ", "<", "<!--", "<![", '<a b="', "<script>", "<a/", "</", "&"])
def test_hostile_html_takes_no_hostile_time(piece: str) -> None:
    """html.parser takes minutes for the first of these, and raises on another."""
    assert isinstance(html_text(piece * 30_000), str)


@pytest.mark.parametrize(
    "piece", ["*", "_", "[", "[a](", "<a", "<!--", "<!-- -", "![x][", "> ", "~ ~~", "\\", "[a]((("]
)
def test_hostile_markdown_takes_no_hostile_time(piece: str) -> None:
    assert isinstance(markdown_text(piece * 20_000), str)


def test_pdf_is_read_page_by_page(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    lines = ["Page two begins here, and the devolu-", "tion of \\223powers\\224 at county-", "level goes on."]
    (tmp_path / "a.pdf").write_bytes(pdf_bytes([["A report"], lines]))
    text = read_source_text(tmp_path / "a.pdf")
    assert isinstance(text, SourceText)
    found = find_quotation('the devolution of "powers" at county-level', text)
    assert isinstance(found, Found)
    assert (found.page, found.line) == (2, 1)
    assert text.text[found.start : found.end].startswith("the devolu-\ntion")
    missing = find_quotation("the devolution of powers at district-level", text)
    assert isinstance(missing, NotFound)
    assert (missing.page, missing.line) == (2, 1)
    across = find_quotation("A report Page two begins", text)
    assert isinstance(across, Found)
    assert (across.page, across.line) == (1, 1)


def test_pdf_without_a_text_layer(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    (tmp_path / "scan.pdf").write_bytes(pdf_bytes([[], []]))
    assert problem(read_source_text(tmp_path / "scan.pdf")) == (
        "source-unreadable",
        "cannot read 'scan.pdf': the PDF has no text layer",
        "it may be a scan: recognise its text (OCR), or type the passages into a .txt file",
        "error",
    )


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.4", b"no pdf", pdf_bytes([["A"]])[:200], b"%PDF-1.4\n" + bytes(2000)]
)
def test_broken_pdf_is_a_problem(tmp_path: Path, data: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pypdf")
    (tmp_path / "a.pdf").write_bytes(data)
    code, message, _, _ = problem(read_source_text(tmp_path / "a.pdf"))
    assert code == "source-unreadable"
    assert message.startswith("cannot read 'a.pdf': ")
    assert capfd.readouterr().err == ""


def test_pdf_without_the_package_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_bytes([["A"]]))
    real = builtins.__import__

    def without(name: str, *rest: object) -> ModuleType:
        if name.startswith("pypdf"):
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(builtins, "__import__", without)
    assert problem(read_source_text(tmp_path / "a.pdf")) == (
        "missing-extra",
        "cannot read 'a.pdf': reading PDF files needs an optional package",
        "pip install 'positions[pdf]'",
        "error",
    )


@pytest.mark.parametrize(
    ("data", "reason", "hint"),
    [
        (
            "a\nb “c”".encode("cp1252"),
            "it is not UTF-8 (byte 0x93 in line 2)",
            "it is probably Windows-1252 or Latin-1: open it in an editor and save it as UTF-8",
        ),
        (
            b"\xff\xfea\0\0\xd8",
            "it is not utf-16-le, as it declares",
            "open it in an editor and save it as UTF-8",
        ),
        ("a\0b".encode("utf-16"), "it is not text: it holds NUL bytes", None),
        (b"a\0b", "it is not text: it holds NUL bytes", None),
    ],
)
def test_other_encodings_are_refused_in_words(
    tmp_path: Path, data: bytes, reason: str, hint: str | None
) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    expected = ("source-unreadable", f"cannot read 'a.txt': {reason}", hint, "error")
    assert problem(read_source_text(tmp_path / "a.txt")) == expected


def test_byte_order_mark_and_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\nfour")
    text = read_source_text(tmp_path / "a.txt")
    assert isinstance(text, SourceText)
    assert text.text == "one\ntwo\nthree\nfour"


def test_too_large_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("words " * 10, encoding="utf-8")
    monkeypatch.setattr(source_text, "MOST_BYTES", 60)
    assert isinstance(read_source_text(tmp_path / "a.txt"), SourceText)
    monkeypatch.setattr(source_text, "MOST_BYTES", 59)
    assert problem(read_source_text(tmp_path / "a.txt"))[0] == "source-unreadable"


def test_other_kinds_of_files(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    assert problem(read_source_text(tmp_path / "a.docx")) == (
        "source-unreadable",
        "cannot read 'a.docx': files of the kind .docx are not read",
        "save the text as .txt, .md, .html or .pdf",
        "error",
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dataset's folder, with a file that is not one of its business beside it."""
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    inside = tmp_path / "dataset"
    (inside / "sources").mkdir(parents=True)
    (inside / "sources" / "a.txt").write_text("text", encoding="utf-8")
    return inside


@pytest.mark.parametrize("text", ["sources/a.txt", "./sources/a.txt", "sources//a.txt", "sources/./a.txt"])
def test_paths_inside(folder: Path, text: str) -> None:
    assert resolve_source_path(folder, text) == (folder / "sources" / "a.txt").resolve()


@pytest.mark.parametrize(
    "text",
    [
        "../secret.txt",
        "sources/../../secret.txt",
        "sources/../sources/a.txt",
        "..",
        "/etc/passwd",
        "//host/share/a.txt",
        "C:\\secret.txt",
        "C:secret.txt",
        "\\\\host\\share\\a.txt",
        "sources\\..\\..\\secret.txt",
        "~/secret.txt",
    ],
)
def test_paths_that_may_lead_out(folder: Path, text: str) -> None:
    assert problem(resolve_source_path(folder, text)) == (
        "source-path-outside",
        f"{text!r} may lead out of the dataset's folder",
        "write the path from the dataset's folder, without `..`, for example sources/report.txt",
        "error",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_links_are_followed_inside_and_refused_outside(folder: Path) -> None:
    (folder / "link.txt").symlink_to("sources/a.txt")
    (folder / "out.txt").symlink_to("../secret.txt")
    (folder / "up").symlink_to("..")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "gone.txt").symlink_to("nothing.txt")
    assert resolve_source_path(folder, "link.txt") == (folder / "sources" / "a.txt").resolve()
    for text in ("out.txt", "up/secret.txt", "up/nothing.txt"):
        assert problem(resolve_source_path(folder, text))[0] == "source-path-outside"
    assert problem(resolve_source_path(folder, "loop.txt"))[0] == "source-unreadable"
    assert problem(resolve_source_path(folder, "gone.txt"))[0] == "source-text-missing"


@pytest.mark.skipif(sys.platform == "win32", reason="a folder that is a link needs a privilege on Windows")
def test_the_folder_itself_may_be_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").symlink_to(folder)
    assert (
        resolve_source_path(tmp_path / "elsewhere", "sources/a.txt")
        == (folder / "sources" / "a.txt").resolve()
    )


@pytest.mark.parametrize(
    "text", ["nothing.txt", "sources/a.txt/b", "http://example.org/a.html", "sources\\a.txt"]
)
def test_a_text_that_is_not_there_is_a_note(folder: Path, text: str) -> None:
    code, _, hint, severity = problem(resolve_source_path(folder, text))
    assert (code, severity) == ("source-text-missing", "note")
    assert hint is not None


@pytest.mark.parametrize("text", [".", "sources", "", "a\0b", "x" * 5000])
def test_what_is_no_file(folder: Path, text: str) -> None:
    assert problem(resolve_source_path(folder, text))[0] == "source-unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_refused_without_waiting(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    assert (
        problem(resolve_source_path(folder, "pipe.txt"))[1]
        == "cannot read 'pipe.txt': it is not a regular file"
    )
    assert (
        problem(read_source_text(folder / "pipe.txt"))[1]
        == "cannot read 'pipe.txt': it is not a regular file"
    )


@settings(max_examples=examples(80), deadline=None)
@given(
    st.text(max_size=40) | st.lists(st.sampled_from(["..", ".", "/", "\\", "a", "~", "C:", ""])).map("/".join)
)
def test_no_text_leads_out(text: str) -> None:
    result = resolve_source_path(TEXTS, text)
    assert isinstance(result, Problem) or result.is_relative_to(TEXTS.resolve())


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(folder: Path) -> None:
    (folder / "sources" / "a.txt").chmod(0)
    assert (
        problem(read_source_text(folder / "sources" / "a.txt"))[1] == "cannot read 'a.txt': permission denied"
    )
