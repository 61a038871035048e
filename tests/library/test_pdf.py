"""Pages as PDF: by a browser that is installed, without one a line that says what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from positions.library.pdf import PLACES, find_browser, printed, timeless
from positions.problems import UsageError


def test_without_a_browser_one_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROME_PATH", "/nowhere/chrome")
    with pytest.raises(UsageError, match="no Chromium, Chrome or Edge is installed") as caught:
        printed("<p>", other="write it for Word")
    assert caught.value.hint == "write it for Word"


def test_a_pdf_does_not_say_when_it_was_made_and_keeps_its_places() -> None:
    made = b"%PDF /CreationDate (D:20260102030405+01'00') /ModDate (D:20260102030405Z) /ID [<AB12> <cd34>]"
    found = timeless(made)
    assert len(found) == len(made)
    assert found == (
        b"%PDF /CreationDate (D:19800101000000+00'00') /ModDate (D:19800101000000Z) /ID [<0000> <0000>]"
    )


def test_a_browser_is_not_looked_for_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("chromium", "chromium.exe"):
        (tmp_path / name).write_text("#!/bin/sh\ntouch PWNED\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHROME_PATH", raising=False)
    for path in ("", ".", os.pathsep, f".{os.pathsep}"):
        monkeypatch.setenv("PATH", path)
        assert find_browser() in (None, *_elsewhere())
    assert not (tmp_path / "PWNED").exists()


def _elsewhere() -> list[str]:
    """Return the absolute places at which a browser may lie whatever PATH says."""
    return [place for place in PLACES if Path(place).is_file()]
