"""A page of HTML as PDF, printed by a browser of the Chromium family that is installed, without a window."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from positions.problems import UsageError
from positions.programs import find_program

_NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
"""Where a browser lies that no folder of PATH has."""

_QUIETLY = (
    *("--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-extensions"),
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer"),
)
"""A page loads nothing; these keep the browser itself from asking the network."""

_SECONDS = 120
_WHEN = re.compile(rb"/(CreationDate|ModDate) ?\(D:[^)]*\)")
_IDENTITY = re.compile(rb"/ID ?\[ ?<[0-9A-Fa-f]*> ?<[0-9A-Fa-f]*> ?\]")


def find_browser() -> str | None:
    """Return the first browser that can print: CHROME_PATH, else one of the usual names and places."""
    given = os.environ.get("CHROME_PATH")
    if given:
        return find_program(given)
    found = next(filter(None, map(find_program, _NAMES)), None)
    return found or next((place for place in PLACES if Path(place).is_file()), None)


def printed(html: str, *, other: str) -> bytes:
    """Return a page as PDF: the same bytes for the same page and browser.

    Args:
        html: the page.
        other: what to do where no browser is installed, for the hint.

    Raises:
        UsageError: if there is no browser, or it prints nothing.
    """
    browser = find_browser()
    if browser is None:
        raise UsageError("no Chromium, Chrome or Edge is installed to print a PDF", other)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page, out = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html, encoding="utf-8", errors="replace")
        command = [browser, *_QUIETLY, f"--user-data-dir={Path(folder, 'profile')}"]
        if sys.platform == "linux" and os.geteuid() == 0:
            command.append("--no-sandbox")  # root cannot have the sandbox; the page is the program's own
        command += [f"--print-to-pdf={out}", page.as_uri()]
        try:
            subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UsageError(f"{browser} printed no PDF: {error}", other) from None
        if not out.is_file():
            raise UsageError(f"{browser} printed no PDF", other)
        return timeless(out.read_bytes())


def timeless(pdf: bytes) -> bytes:
    """Return a PDF that does not say when it was made, in as many bytes, so that its places stay true."""
    blank = _WHEN.sub(lambda found: _digits(found[0], b"0"), pdf)
    return _IDENTITY.sub(lambda found: re.sub(rb"[0-9A-Fa-f](?=[^<]*>)", b"0", found[0]), blank)


def _digits(text: bytes, digit: bytes) -> bytes:
    """Return a date of PDF with its digits replaced: the first day of 1980, in as many bytes."""
    head, mark, rest = text.partition(b"D:")
    made = b"19800101000000" if len(rest) >= 14 else b""
    return head + mark + made + re.sub(rb"[0-9]", digit, rest[len(made) :])
