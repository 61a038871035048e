"""Where output goes, in what form and colour."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.random_reports import made_up
from positions.cli import streams
from positions.cli.options.shared import OutputOptions
from positions.cli.output import write_report
from positions.library import saving
from positions.problems import UsageError
from positions.render.registry import REGISTRY, Renderer
from positions.tables import Column, DatasetInfo, Report, Table

COLUMNS = (Column("name", "Name"), Column("n", "N", "integer"))
REPORT = Report(
    "issues",
    DatasetInfo("Title", "0" * 64),
    "Title",
    (
        Table("first", "First", COLUMNS, (("Bär – “x”", 1),)),
        Table("second", "Second", COLUMNS, (("b", 2),)),
    ),
    ("first",),
)


class Terminal(io.TextIOWrapper):
    """A stdout that says that it is a terminal."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="")

    def isatty(self) -> bool:
        return True

    @property
    def written(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)  # by __init__
        return self.buffer.getvalue().decode(self.encoding)


@pytest.mark.parametrize(
    ("choice", "no_color", "force_color", "terminal", "term", "expected"),
    [
        ("always", "1", "", False, "dumb", True),
        ("never", "", "1", True, "xterm", False),
        ("auto", "1", "1", True, "xterm", False),
        ("auto", "", "1", False, "dumb", True),
        ("auto", "", "", True, "xterm", True),
        ("auto", "", "", True, "dumb", False),
        ("auto", "", "", False, "xterm", False),
    ],
)
def test_what_decides_about_colour(  # one row of the table
    choice: streams.ColorChoice,
    no_color: str,
    force_color: str,
    terminal: bool,
    term: str,
    expected: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in (("NO_COLOR", no_color), ("FORCE_COLOR", force_color), ("TERM", term)):
        monkeypatch.setenv(name, value)
    stream = Terminal() if terminal else io.TextIOWrapper(io.BytesIO())
    assert streams.use_color(choice, stream) is expected


@pytest.mark.parametrize(
    ("words", "choice"),
    [
        ([], "auto"),
        (["compare", "--color", "always"], "always"),
        (["compare", "--color=never", "x"], "never"),
        (["--color", "always", "--color", "never"], "never"),
        (["compare", "--", "--color", "always"], "auto"),
        (["compare", "--color"], "auto"),
        (["compare", "--color", "purple"], "auto"),
        (["compare", "--colorful=always", "always"], "auto"),
    ],
)
def test_colour_is_known_before_the_line_is_understood(words: list[str], choice: str) -> None:
    assert streams.color_choice(words) == choice


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bär", "Bar"),
        ("“a” – ‘b’…", "\"a\" - 'b'..."),
        ("≥\u00a0½", ">= ?"),
        ("ﬁve", "five"),
        ("漢", "?"),
        ("→", "->"),
    ],
)
def test_the_nearest_ascii(text: str, expected: str) -> None:
    streams.survive_any_encoding()
    assert text.encode("ascii", "positions.nearest").decode() == expected


@given(st.text())
def test_any_text_can_be_written_in_any_encoding(text: str) -> None:
    streams.survive_any_encoding()
    for encoding in ("ascii", "latin-1", "cp1252"):
        text.encode(encoding, "positions.nearest")


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_the_suffix_implies_the_format_and_the_format_wins(name: str, tmp_path: Path) -> None:
    renderer, report = REGISTRY[name], made_up(2, 2)
    one = ("agreement",)
    for suffix in renderer.suffixes:
        write_report(report, OutputOptions(output=str(tmp_path / f"x{suffix.upper()}"), table=one))
        write_report(report, OutputOptions(output=str(tmp_path / "y.other"), format=name, table=one))
        assert (tmp_path / f"x{suffix.upper()}").read_bytes() == (tmp_path / "y.other").read_bytes()
    assert (tmp_path / "y.other").read_bytes() != b""


def test_each_suffix_implies_one_format() -> None:
    suffixes = [suffix for renderer in REGISTRY.values() for suffix in renderer.suffixes]
    assert len(suffixes) == len(set(suffixes))


@pytest.mark.parametrize(
    ("name", "said"),
    [("x.pdf", r"the suffix \.pdf implies no format"), ("x", "has no suffix to imply a format")],
)
def test_a_suffix_that_implies_nothing_is_said_with_the_choices(name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=said) as refused:
        write_report(REPORT, OutputOptions(output=str(tmp_path / name)))
    assert ".md" in str(refused.value.hint)
    assert list(tmp_path.iterdir()) == []


def test_standard_output_gets_the_same_bytes_with_and_without_a_dash(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    write_report(REPORT, OutputOptions(format="markdown"))
    without = capfdbinary.readouterr().out
    write_report(REPORT, OutputOptions(format="markdown", output="-"))
    assert capfdbinary.readouterr().out == without != b""


def test_an_unknown_table_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no table 'frist'") as refused:
        write_report(REPORT, OutputOptions(output=str(tmp_path / "a.csv"), table=("frist",)))
    assert "first" in str(refused.value.hint)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["/", ""])
def test_a_folder_gets_one_file_a_table(ending: str, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    if not ending:
        folder.mkdir()
    write_report(REPORT, OutputOptions(output=f"{folder}{ending}"))
    assert sorted(path.name for path in folder.iterdir()) == ["first.csv", "second.csv"]
    assert "b,2" in (folder / "second.csv").read_text(encoding="utf-8-sig")


def test_a_folder_gets_the_tables_asked_for_in_the_format_asked_for(tmp_path: Path) -> None:
    write_report(REPORT, OutputOptions(output=f"{tmp_path}/t/", format="tsv", table=("second",)))
    assert [path.name for path in (tmp_path / "t").iterdir()] == ["second.tsv"]


def test_a_folder_is_refused_to_a_format_that_is_one_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="json is one file"):
        write_report(REPORT, OutputOptions(output=f"{tmp_path}/t/", format="json"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot make the folder"):
        write_report(REPORT, OutputOptions(output=f"{tmp_path}/a/b/"))


def test_the_input_is_never_overwritten(tmp_path: Path) -> None:
    data = tmp_path / "data.md"
    data.write_text("format: 1\n", encoding="utf-8")
    (tmp_path / "link.md").symlink_to(data)
    (tmp_path / "hard.md").hardlink_to(data)
    for name in ("data.md", "link.md", "hard.md", "../" + tmp_path.name + "/data.md"):
        with pytest.raises(UsageError, match="is the input"):
            write_report(REPORT, OutputOptions(output=str(tmp_path / name)), inputs=[data])
    assert data.read_text(encoding="utf-8") == "format: 1\n"


def test_a_file_of_a_dataset_in_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("format: 1\n", encoding="utf-8")
    options = OutputOptions(output=str(tmp_path / "a.yaml"), format="markdown")
    with pytest.raises(UsageError, match="is the input"):
        write_report(REPORT, options, inputs=[tmp_path])
    write_report(REPORT, OutputOptions(output=str(tmp_path / "a.md")), inputs=[tmp_path])
    assert (tmp_path / "a.md").exists()


BINARY = Renderer("blob", (".blob",), f"{__name__}:render_blob", binary=True)


def render_blob(_report: object, _options: object) -> bytes:
    return b"\x00\xff"


def test_a_binary_format_never_goes_to_a_terminal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(saving, "REGISTRY", {**REGISTRY, "blob": BINARY})
    write_report(REPORT, OutputOptions(format="blob"))
    assert capfdbinary.readouterr().out == b"\x00\xff"
    write_report(REPORT, OutputOptions(output=str(tmp_path / "x.blob")))
    assert (tmp_path / "x.blob").read_bytes() == b"\x00\xff"
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    with pytest.raises(UsageError, match="blob is a binary format") as refused:
        write_report(REPORT, OutputOptions(format="blob"))
    assert "-o FILE.blob" in str(refused.value.hint)
    assert terminal.written == ""


def test_a_stdout_of_text_alone_is_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = io.StringIO()
    monkeypatch.setattr(sys, "stdout", notebook)
    streams.write_text("Bär\n")
    assert notebook.getvalue() == "Bär\n"


def test_a_closed_stdout_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(UsageError, match="standard output: it is closed"):
        streams.write_text("x")


def test_remarks_go_to_stderr_unless_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    streams.say("remark")
    streams.say("hushed", quiet=True)
    assert capsys.readouterr() == ("", "remark\n")


def test_a_remark_that_nobody_reads_does_no_harm() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    code = "from positions.cli import streams; streams.say('x' * 100_000); streams.say('y'); print('done')"
    result = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=writer, check=False)
    os.close(writer)
    assert (result.returncode, result.stdout) == (0, b"done\n")


def test_a_pipe_gets_neither_colour_nor_a_width(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr(saving, "REGISTRY", {"spy": Renderer("spy", (".spy",), f"{__name__}:render_spy")})

    def remember(_report: object, options: object) -> str:
        seen.append(options)
        return ""

    monkeypatch.setattr(sys.modules[__name__], "render_spy", remember)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    write_report(REPORT, OutputOptions(format="spy"))
    monkeypatch.setenv("COLUMNS", "77")
    monkeypatch.setattr(sys, "stdout", Terminal())
    write_report(REPORT, OutputOptions(format="spy", table=("first",)))
    piped, shown = seen
    assert repr(piped) == "RenderOptions(width=None, color=False, ascii=True, tables=None)"
    assert repr(shown) == "RenderOptions(width=77, color=True, ascii=False, tables=('first',))"


def render_spy(_report: object, _options: object) -> str:
    """Stand in for a renderer; the test above puts one that remembers in its place."""
    raise AssertionError("not replaced")
