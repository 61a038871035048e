"""An option that changes nothing in what a command finds says so, or is refused: none is passed over."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from helpers.sensitive import COMMANDS, FILES, PROBES
from positions.cli import main
from positions.cli.app import load_command

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("few_shuffles")]

MANNERS = {
    *("--help", "--help-all", "--format", "--output", "--color", "--quiet", "--table", "--dry-run"),
    *("--data", "--example", "--force", "--quotes"),
}
"""How it is said, where to and of what, not what is found; `--quotes` is what `check` does anyway."""

EXCEPTIONS = {
    ("diff", "--may-be-new"): "it is for scripts, in which the old dataset is there or not",
    ("network", "--group-by"): "with --window, kind is what it is without, and the dataset has no other",
    ("import", "--skip-bad"): "all rows of the table can be read, and nothing is left out",
    ("check", "--strict"): "the dataset has no warning that it would fail on",
    ("check", "--places"): "no source has a text, so that no quotation is found",
    ("check", "--no-quotes"): "no source has a text, so that no quotation is looked for",
}
"""What changes nothing for a reason that lies in the dataset."""

Outcome = tuple[int, str, str, dict[str, str]]


def outcome(words: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> Outcome:
    """Return the exit code, what is found, what is said, and the files that are written."""
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    here = Path.cwd()
    os.chdir(folder)
    try:
        code = main(words)
    finally:
        os.chdir(here)
    shown = capsys.readouterr()
    written = {
        path.name: path.read_text("utf-8", "replace") for path in folder.iterdir() if path.name not in FILES
    }
    return code, _found(shown.out), shown.err, written


def _found(out: str) -> str:
    """Return what was written, of a report in JSON the tables: its other parts repeat the options."""
    try:
        document = json.loads(out)
    except ValueError:
        return out
    return json.dumps(document["tables"]) if isinstance(document, dict) and "tables" in document else out


@pytest.mark.parametrize("line", COMMANDS)
def test_every_option_has_an_effect_or_says_that_it_has_none(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = line.split()
    command = words[0]
    options = {
        name: parameter
        for parameter in load_command(command).params
        if parameter.param_type_name == "option"
        for name in (*parameter.opts, *parameter.secondary_opts)
        if name.startswith("--")
    }
    # people see more than JSON holds, but the filters are repeated there
    forms = [["-f", "json"], []] if "--format" in options and command != "check" else [[]]
    bases = [
        outcome([*words, *form], tmp_path / f"base{number}", capsys) for number, form in enumerate(forms)
    ]
    assert all(base[0] == 0 for base in bases), bases
    silent = []
    for number, name in enumerate(sorted(options.keys() - MANNERS - set(words))):
        is_filter = options[name].rich_help_panel == "Filters"  # type: ignore[attr-defined]  # Typer's options have it
        tried = [
            (outcome([*words, name, *probe, *form], tmp_path / f"{number}-{at}-{way}", capsys), base)
            for at, probe in enumerate(PROBES.get(name, ((),)))
            for way, (form, base) in enumerate(zip(forms, bases, strict=True))
            if way == 0 or not is_filter
        ]
        moved = any((found[:2], found[3]) != (base[:2], base[3]) for found, base in tried)
        if not moved and not all(name in found[2] for found, _ in tried):
            silent.append(name)
    assert {name for name in silent if (command, name) not in EXCEPTIONS} == set()


def test_an_option_that_is_given_twice_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["compare", "--group-by", "kind", "--group-by", "name"]
    assert "--group-by is given twice: the last one counts" in outcome(words, tmp_path / "a", capsys)[2]
    assert "given twice" not in outcome([*words, "-q"], tmp_path / "b", capsys)[2]
    several = ["compare", "--issue", "rail", "--issue", "bus", "--range", "--range"]
    assert "given twice" not in outcome(several, tmp_path / "c", capsys)[2]
