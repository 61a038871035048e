"""Pages as PDF: by a browser that is installed, without one a line that says what to do."""

from __future__ import annotations

import pytest

from positions.library.printing import printed, timeless
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
