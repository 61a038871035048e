"""Ids for the shell: from any file, whatever is in it, without a word."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.cli.completion import complete_actor, complete_issue, complete_subject

DATA = """\
format: 1
title: T
issues: {new-towns: {title: A}, rail: {title: B}}
stakeholders:
  lga: {name: Local Government Association}
  localis: {name: Localis}
"""


def context(path: Path | str) -> Any:
    """Return as much of a context as completion looks at."""
    return SimpleNamespace(params={"data": str(path)})


@pytest.fixture
def data(tmp_path: Path) -> Any:
    (tmp_path / "a.yaml").write_text(DATA, encoding="utf-8")
    return context(tmp_path / "a.yaml")


def test_ids_that_begin_like_this(data: Any) -> None:
    assert complete_actor(data, "l") == ["lga", "localis"]
    assert complete_actor(data, "lo") == ["localis"]
    assert complete_issue(data, "") == ["new-towns", "rail"]
    assert complete_subject(data, "") == ["lga", "localis", "new-towns", "rail"]


def test_the_last_of_several_with_commas(data: Any) -> None:
    assert complete_issue(data, "rail,n") == ["rail,new-towns"]


def test_a_folder_of_files(tmp_path: Path, data: Any) -> None:
    (tmp_path / "b.yml").write_text("stakeholders: {lib: {name: L}}\n", encoding="utf-8")
    assert complete_actor(context(tmp_path), "l") == ["lga", "localis", "lib"]


@pytest.mark.parametrize("name", ["missing.yaml", "-", ""])
def test_what_cannot_be_read_completes_to_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert complete_actor(context(name), "") == []
    assert capsys.readouterr() == ("", "")


def test_only_what_check_accepts_and_no_option_is_offered(tmp_path: Path) -> None:
    ids = ["good", "-x", "--help", "a b", "x;y", "`z`", "$(z)", "id", "label", "a\\", "ä.1_b"]
    actors = ", ".join(f"'{key}': {{name: N}}" for key in ids)
    (tmp_path / "a.yaml").write_text(f"stakeholders: {{{actors}}}\n", encoding="utf-8")
    assert complete_actor(context(tmp_path / "a.yaml"), "") == ["good", "ä.1_b"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_the_folder_does_not_keep_the_shell_waiting(tmp_path: Path, data: Any) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert complete_actor(context(tmp_path), "lo") == ["localis"]
    assert complete_actor(context(tmp_path / "pipe.yaml"), "") == []


@given(
    st.binary(max_size=200) | st.text(alphabet="stakeholdrs:{}[]-\n \t\"'&*!,", max_size=200).map(str.encode)
)
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_in_the_file_it_never_fails(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    for key in complete_subject(context(path), ""):
        assert isinstance(key, str)
