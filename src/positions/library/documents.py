"""What is no set of tables: a page, a briefing. Each can be written to a file."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from positions.files import write_atomically
from positions.library.options.reading import place_of
from positions.library.pdf import printed
from positions.library.saving import refuse_inputs
from positions.problems import UsageError

if TYPE_CHECKING:
    from positions.page_model import Briefing

_PAGES = (".html", ".htm")
_MARKDOWN, _WORD, _PDF = (".md", ".markdown"), ".docx", ".pdf"


@dataclass(frozen=True)
class Page:
    """A page of HTML in one file, with what was read for it."""

    html: str
    inputs: tuple[Path, ...] = ()

    def save(self, path: str | PathLike[str]) -> None:
        """Write the page to a file, whole or not at all; a name in .pdf prints it by an installed browser.

        Raises:
            UsageError: if its name is not that of a page, it is an input, or it cannot be written.
        """
        place = Path(place_of(path))
        require_page_name(place)
        if place.suffix.lower() == _PDF:
            other = "write a page and print it from a browser: -o report.html"
            _write(place, printed(self.html, other=other), self.inputs)
            return
        _write(place, self.html.encode("utf-8", "replace"), self.inputs)

    def __repr__(self) -> str:
        return f"Page({len(self.html):,} characters; save(path) writes it)"


@dataclass(frozen=True)
class Brief:
    """A briefing, with what was read for it."""

    briefing: Briefing
    inputs: tuple[Path, ...] = ()

    def markdown(self) -> str:
        """Return it as Markdown."""
        from positions.render.briefing import briefing_markdown

        return briefing_markdown(self.briefing)

    def docx(self) -> bytes:
        """Return it as a document of Word."""
        from positions.render.office.docx import render_briefing

        return render_briefing(self.briefing)

    def pdf(self) -> bytes:
        """Return it as PDF, printed by a browser of the Chromium family that is installed.

        Raises:
            UsageError: if there is none.
        """
        from positions.render.html.report import briefing_page

        other = "write it for Word and save it as PDF there: -o briefing.docx"
        return printed(briefing_page(self.briefing), other=other)

    def save(self, path: str | PathLike[str]) -> None:
        """Write it as Markdown, for Word or as PDF, as the file's name says, whole or not at all.

        Raises:
            UsageError: if the name is that of neither, it is an input, or it cannot be written.
        """
        place = Path(place_of(path))
        suffix = briefing_suffix(place)
        made = {_WORD: self.docx, _PDF: self.pdf}.get(suffix)
        _write(place, made() if made else self.markdown().encode("utf-8", "replace"), self.inputs)

    def _repr_markdown_(self) -> str:
        """Return it as notebooks show it."""
        return self.markdown()

    def __repr__(self) -> str:
        return f"Brief({self.briefing.title!r}; save(path) writes it)"


def require_page_name(path: Path) -> None:
    """Refuse a name that is not that of a page.

    Raises:
        UsageError: if so.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder, and a page is one file", "name a file: -o report.html")
    if path.suffix.lower() not in (*_PAGES, _PDF) and (path.is_file() or not path.exists()):
        raise UsageError(f"{path} is not the name of a page", f"let it end in {', '.join(_PAGES)} or {_PDF}")


def briefing_suffix(path: Path) -> str:
    """Return which form of a briefing a file's name asks for: .docx, .pdf or .md.

    Raises:
        UsageError: if the name is that of neither.
    """
    if path.suffix.lower() in (_WORD, _PDF):
        return path.suffix.lower()
    if path.suffix.lower() in _MARKDOWN or (path.exists() and not path.is_file() and not path.is_dir()):
        return _MARKDOWN[0]
    raise UsageError(f"{path} is not the name of a briefing", "use the suffix .docx, .pdf or .md")


def _write(path: Path, content: bytes, inputs: tuple[Path, ...]) -> None:
    refuse_inputs(path, inputs)
    write_atomically(path, content)
