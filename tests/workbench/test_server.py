"""Starting the workbench: what is missing is named, and nobody else sees the token."""

from __future__ import annotations

import builtins
import socket
import stat
import webbrowser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from helpers.workbench import write_market
from positions.cli import main
from positions.problems import UsageError
from positions.workbench.server import HOST, listening, redirect, serve, usual_port


def test_a_missing_extra_gives_the_line_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def without(name: str, *given: Any, **how: Any) -> Any:
        if name.split(".")[0] == "uvicorn":
            raise ImportError(name)
        return real(name, *given, **how)

    monkeypatch.setattr(builtins, "__import__", without)
    assert main(["edit", str(tmp_path), "--no-browser"]) == 2
    assert "pip install 'positions[edit]'" in capsys.readouterr().err


def test_a_port_that_is_taken_and_a_path_that_is_none_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_market(tmp_path / "market")
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        with pytest.raises(UsageError, match="is taken"):
            serve(file, port=other.getsockname()[1], browser=False, say=print)
    assert main(["edit", str(tmp_path / "nothing"), "--no-browser"]) == 2
    assert "there is no file or folder" in capsys.readouterr().err


def test_a_dataset_has_its_own_port_unless_that_is_taken(tmp_path: Path) -> None:
    """A browser keeps drafts for each port: started again, the page finds what was typed."""
    usual = usual_port(tmp_path)
    assert usual == usual_port(tmp_path)
    assert len({usual_port(tmp_path / str(number)) for number in range(50)}) > 40
    with listening(0, usual) as first:
        assert first.getsockname()[1] == usual
        with listening(0, usual) as second:
            assert second.getsockname()[1] not in (0, usual)


def test_the_browser_is_started_through_a_file_that_others_cannot_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    with redirect("http://127.0.0.1:1/#token") as thread:
        thread.join()
        assert "token" not in opened[0]
        file = Path(urlsplit(opened[0]).path)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
        assert "#token" in file.read_text()
    assert not file.exists()
