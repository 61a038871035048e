"""The text layer of a PDF file, page by page."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping
from dataclasses import dataclass

from positions.problems import MissingExtraError, Problem

MOST_CHARACTERS = 25_000_000
"""Of the text that a PDF's pages may hold together."""


@dataclass(frozen=True, slots=True)
class PdfPages:
    """The text of each page, and what the document says of itself (`/Title`, `/Author`, `/CreationDate`)."""

    pages: tuple[str, ...]
    information: Mapping[str, str]


def read_pdf(data: bytes, name: str) -> PdfPages | Problem:
    """Return the pages of a PDF, or the error `source-unreadable` (without a location).

    Without the optional package for PDF the error is `missing-extra`.
    """
    try:
        from pypdf import PdfReader
    except ImportError:
        missing = MissingExtraError("pdf", "reading PDF files")
        return Problem("missing-extra", f"cannot read {name!r}: {missing}", hint=missing.hint)
    logger = logging.getLogger("pypdf")
    was_disabled, logger.disabled = logger.disabled, True
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            hint = "save a copy without one, or its text as .txt"
            return unreadable(name, "it is protected by a password", hint)
        pages: list[str] = []
        length = 0
        for page in reader.pages:
            pages.append(page.extract_text())
            length += len(pages[-1])
            if length > MOST_CHARACTERS:
                return unreadable(name, "it holds too much text", "keep the pages that are quoted")
        information = {
            str(key): value for key, value in (reader.metadata or {}).items() if isinstance(value, str)
        }
    except Exception as error:  # noqa: BLE001, RUF100  # pypdf raises many kinds on broken files; none may pass
        return unreadable(name, f"it is a broken or unusual PDF ({error})", "save its text as .txt")
    finally:
        logger.disabled = was_disabled
    if not any(page.strip() for page in pages):
        hint = "it may be a scan: recognise its text (OCR), or type the passages into a .txt file"
        return unreadable(name, "the PDF has no text layer", hint)
    return PdfPages(tuple(pages), information)


def unreadable(name: str, reason: str, hint: str | None = None) -> Problem:
    """Return the error that a source's file cannot be read."""
    return Problem("source-unreadable", f"cannot read {name!r}: {reason}", hint=hint)
