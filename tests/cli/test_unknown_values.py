"""A value that nothing has is refused with what there is, by every filter of every command alike."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import positions
from helpers.commands import options_on_the_line, run_line, write_files
from positions.cli.app import BY_NAME
from positions.problems import UsageError

WORDS: Mapping[str, list[str]] = {
    "diff": ["data.yaml", "new.yaml"],
    "reliability": ["data.yaml", "new.yaml"],
    "changelog": ["data.yaml", "new.yaml"],
    "explain": ["ann", "ben"],
    "show": ["rail"],
    "export": ["--type", "long", "-o", "-"],
    "report": ["-o", "report.html"],
    "brief": ["-o", "brief.md"],
}
FILTERS = ("--kind", "--tag", "--source", "--issue", "--actor", "--coder")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path)
    return tmp_path


FILTERED = [name for name in BY_NAME if "--kind" in options_on_the_line(name)]


def test_most_commands_filter() -> None:
    assert {"compare", "issues", "network", "blocs", "map", "report", "diff"} <= set(FILTERED)


@pytest.mark.parametrize("command", FILTERED)
def test_an_unknown_value_is_refused_with_what_there_is(folder: Path, command: str) -> None:
    data = [] if "new.yaml" in WORDS.get(command, ()) else ["-d", "data.yaml"]
    known = {"--kind": "person", "--tag": "transport"}
    for option in {*FILTERS} & options_on_the_line(command):
        code, out, err = run_line([command, *WORDS.get(command, []), *data, option, "zzz"])
        assert (code, out) == (2, ""), (command, option, out)
        assert "'zzz'" in err, (command, option)
        assert known.get(option, "") in err, (command, option)


def test_the_library_refuses_it_too(folder: Path) -> None:
    narrowed: Any = positions.Selection
    for name, option in (("kind", "kinds"), ("tag", "tags")):
        asked: Any = {name: "zzz"}
        with pytest.raises(UsageError, match=f"nothing has the {name} 'zzz'"):
            positions.compare("data.yaml", **asked)
        with pytest.raises(UsageError, match=f"nothing has the {name} 'zzz'"):
            positions.load("data.yaml", narrowed(**{option: ("zzz",)}))


def test_capitals_and_none_at_all_are_values(folder: Path) -> None:
    assert len(positions.load("data.yaml", kind="CLUB").grid.actors) == 3
    assert len(positions.load("data.yaml", where="kind=").grid.actors) == 2
