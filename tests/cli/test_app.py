"""The frame of the command line: help, unknown words, exit codes, versions."""

from __future__ import annotations

import gc
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.paths import SOURCE
from positions._version import __version__
from positions.cli import app, exit_codes, main
from positions.problems import DataError, Location, Problem, UsageError

COMMANDS = sorted(app.BY_NAME)
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "positions", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


def failing(error: BaseException) -> Callable[..., int]:
    def fail(*_words: object, **_options: object) -> int:
        raise error

    return fail


def test_every_command_has_its_module_and_every_module_is_listed() -> None:
    there = {
        path.name.removesuffix(".py")
        for path in (SOURCE / "cli" / "commands").iterdir()
        if path.name not in ("__init__.py", "__pycache__")
    }
    assert {entry.file for entry in app.ENTRIES} == there


def test_command_names_are_listed_once() -> None:
    assert len({entry.name for entry in app.ENTRIES}) == len(app.ENTRIES)


@pytest.mark.parametrize("word", ["-h", "--help", None])
def test_the_groups_help_shows_every_command_after_the_examples(
    word: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word] if word else []) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.index("Examples:") < out.index("Usage:") < out.index("Compare:")
    for entry in app.ENTRIES:
        assert re.search(rf"^  {entry.name} +{re.escape(entry.help[:30])}", out, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("word", ["-h", "--help"])
def test_each_commands_help_begins_with_examples_and_fits(
    name: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, word]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.index("Examples:") < out.index(f"Usage: positions {name}")
    assert "-h, --help" in out
    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out
    for line in re.findall(r"^  (positions .*)$", out, re.MULTILINE):
        assert line.split()[1] in COMMANDS, f"an example of {name} runs a command that is not there: {line}"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_commands_line_of_help_ends_as_a_sentence(name: str) -> None:
    assert app.BY_NAME[name].help.endswith((".", "?"))
    assert len(app.BY_NAME[name].help) <= 66


def test_an_unknown_command_gives_one_line_with_the_one_that_was_meant(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["comprae"]) == 2
    assert capsys.readouterr() == ("", "error: there is no command 'comprae' (did you mean 'compare'?)\n")


def test_an_unknown_option_gives_one_line_with_the_one_that_was_meant(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["compare", "--quiett"]) == 2
    assert capsys.readouterr() == ("", "error: there is no option --quiett (did you mean '--quiet'?)\n")


@pytest.mark.parametrize(
    "words", [["--nonsense"], ["compare", "--nonsense"], ["compare", "-f"], ["explain"], ["xyzzy"]]
)
def test_wrong_use_gives_one_line_and_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["compare", "--min-shared", "x"], "'x' is not a whole number"),
        (["explain", "lga"], "missing argument 'B' (see positions explain --help)"),
    ],
)
def test_wrong_use_is_said_in_plain_words(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert said in capsys.readouterr().err


def test_an_empty_dataset_is_not_blamed_on_filters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.yaml"
    empty.write_text("format: 1\ntitle: T\n", encoding="utf-8")
    assert main(["compare", "-d", str(empty)]) == 0
    assert capsys.readouterr().err == "The dataset has no stakeholder yet.\n"
    assert main(["compare", "-d", str(empty), "--min-answers", "1"]) == 0
    assert capsys.readouterr().err == "The filters leave no stakeholder.\n"


@pytest.mark.parametrize("words", [["-V"], ["--version"], ["--version", "compare"]])
def test_version(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    assert capsys.readouterr() == (f"positions {__version__}\n", "")


def test_python_m_and_the_fast_way_say_the_same_version() -> None:
    assert run("--version").stdout == run("-V").stdout == f"positions {__version__}\n"


def test_the_citation_gives_the_version(repository: Path) -> None:
    cited = re.search(r"^version: (.+)$", (repository / "CITATION.cff").read_text(encoding="utf-8"), re.M)
    assert cited is not None
    assert cited.group(1) == __version__


def test_no_variable_of_a_ci_service_colours_a_pipe() -> None:
    assert "\x1b" not in run("--help", GITHUB_ACTIONS="true", PY_COLORS="1").stdout


def test_help_in_colour_says_what_help_without_says() -> None:
    plain, colored = run("--help").stdout, run("--help", FORCE_COLOR="1").stdout
    assert "\x1b[" in colored
    assert ANSI.sub("", colored) == plain


def test_help_is_written_where_the_encoding_is_ascii() -> None:
    program = (
        "import sys; from positions.cli import main; sys.exit(any(main([n, '--help']) for n in sys.argv[1:]))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, *COMMANDS],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.isascii()
    assert result.stdout.count(b"Usage: ") == len(COMMANDS)


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["compare", "--help"], ["compare"]])
def test_a_closed_pipe_is_quiet(words: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        result = subprocess.run(
            [sys.executable, "-m", "positions", *words, *(["-q"] if words == ["compare"] else [])],
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writer)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("words", [["--version"], ["--help"], ["compare", "--help"], ["compare", "-q"]])
def test_a_full_disk_behind_stdout_gives_one_line(words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "positions", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "no space left on device" in result.stderr


def test_wrong_data_is_1_with_every_problem_and_their_count(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    problems = [
        Problem(
            "unknown-issue", "there is no issue 'a'", Location("x.yaml", 3, 5, "    a: support"), "add it"
        ),
        Problem("no-source", "no source", Location("x.yaml", 4), severity="warning"),
    ]
    monkeypatch.setattr(app, "invoke", failing(DataError(problems)))
    assert main(["compare"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "x.yaml:3:5: error[unknown-issue]: there is no issue 'a'",
        "        a: support",
        "        ^",
        "  hint: add it",
        "",
        "x.yaml:4: warning[no-source]: no source",
        "",
        "1 error, 1 warning in x.yaml",
    ]


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (
            UsageError("there is no actor 'x'", "did you mean 'y'?"),
            2,
            "there is no actor 'x' (did you mean 'y'?)",
        ),
        (PermissionError(13, "Permission denied", "a.yaml"), 2, "cannot use a.yaml: permission denied"),
        (OSError(5, "Input/output error"), 2, "cannot read or write: input/output error"),
    ],
)
def test_what_the_user_can_mend_is_one_line(
    error: Exception,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(app, "invoke", failing(error))
    assert main(["compare"]) == code
    assert capsys.readouterr() == ("", f"error: {said}\n")


def test_interrupted_is_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(app, "invoke", failing(KeyboardInterrupt()))
    assert main(["compare"]) == exit_codes.INTERRUPTED == 130
    assert capsys.readouterr().err == "\n"


def test_a_lack_of_memory_is_no_internal_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "invoke", failing(MemoryError()))
    assert main(["compare"]) == exit_codes.WRONG_USE
    err = capsys.readouterr().err
    assert err.startswith("error: there is not enough memory for this")
    assert err.count("\n") == 1


def test_an_internal_error_is_one_line_that_asks_for_a_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("POSITIONS_DEBUG")
    monkeypatch.setattr(app, "invoke", failing(ZeroDivisionError("division by zero")))
    assert main(["compare"]) == exit_codes.INTERNAL
    err = capsys.readouterr().err
    assert err.startswith("error: internal error: ZeroDivisionError: division by zero (please report it")
    assert err.count("\n") == 1


def test_an_internal_error_is_raised_where_it_is_to_be_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "invoke", failing(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        main(["compare"])


def test_control_characters_in_an_argument_are_shown_and_not_obeyed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["\x1b[31mred\nline"]) == 2
    err = capsys.readouterr().err
    assert "\x1b" not in err
    assert err.count("\n") == 1


def test_completion_scripts_name_the_program() -> None:
    for shell in ("bash", "zsh", "fish"):
        result = run(_POSITIONS_COMPLETE=f"source_{shell}")
        assert result.returncode == 0
        assert "positions" in result.stdout


def test_commands_complete_in_the_shell() -> None:
    result = run(_POSITIONS_COMPLETE="lines_bash", _POSITIONS_LINE="positions expl")
    assert result.stdout.split() == ["explain"]


def test_options_complete_in_the_shell() -> None:
    result = run(_POSITIONS_COMPLETE="lines_bash", _POSITIONS_LINE="positions compare --no-c")
    assert result.stdout.split() == ["--no-conditional"]


def test_only_a_process_of_its_own_goes_without_a_garbage_collector() -> None:
    frozen = gc.get_freeze_count()  # what was collected
    assert main(["--help"]) == 0
    assert gc.isenabled()
    assert gc.get_freeze_count() <= frozen
