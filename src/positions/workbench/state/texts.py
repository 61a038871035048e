"""The texts of sources, read once for each state of their files, and where quotations stand in them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from positions.dataset.models import Dataset, Source
from positions.dataset.quotations.check import Key, Verification, evidence_items, look_up_in
from positions.dataset.quotations.search import Found, NotFound, SourceText
from positions.dataset.quotations.source_text import read_source_text, resolve_source_path
from positions.problems import Problem
from positions.workbench.reading.paragraphs import Paragraph, paragraphs_of
from positions.workbench.reading.sentences import sentences_of


@dataclass
class SourceReading:
    """A source's text as it was read, with its paragraphs.

    `kept` is what was found in it or drawn of it, for as long as what that depends on stays the same.
    """

    source: SourceText
    kept: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def sha256(self) -> str:
        """The hash of the text, which says that offsets into it still hold."""
        return hashlib.sha256(self.source.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the text."""
        return paragraphs_of(self.source)

    @cached_property
    def sentences(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """The spans of the sentences of each paragraph."""
        text = self.source.text
        return tuple(tuple(sentences_of(text, one.start, one.end)) for one in self.paragraphs)

    def at(self, offset: int) -> Paragraph:
        """Return the paragraph that holds an offset, else the last one before it.

        Raises:
            IndexError: if the text has none.
        """
        before = [one for one in self.paragraphs if one.start <= offset]
        return before[-1] if before else self.paragraphs[0]


class Texts:
    """The texts of a dataset's sources."""

    def __init__(self) -> None:
        self._read: dict[Path, tuple[tuple[int, int, int], SourceReading | Problem]] = {}
        self._found: dict[tuple[str, str], tuple[Found | NotFound | None, Problem | None]] = {}

    def of(self, source: Source, folder: Path) -> SourceReading | Problem | None:
        """Return a source's text, why it cannot be read, or None where it has none."""
        if source.text is None:
            return None
        path = resolve_source_path(folder, source.text)
        if isinstance(path, Problem):
            return path
        try:
            found = path.stat()
        except OSError:
            return Problem("source-unreadable", f"cannot read {source.text!r}")
        state = found.st_mtime_ns, found.st_size, found.st_ino
        known = self._read.get(path)
        if known is None or known[0] != state:
            text = read_source_text(path)
            reading = text if isinstance(text, Problem) else SourceReading(text)
            self._read[path] = known = state, reading
        return known[1]

    def known(self, source: Source, folder: Path) -> SourceReading | Problem | None:
        """Return a source's text as `of` does; None where nobody has asked for it yet."""
        if source.text is None or not any(path.name == Path(source.text).name for path in self._read):
            return None
        return self.of(source, folder)

    def find(
        self, quote: str, source: Source, reading: SourceReading
    ) -> tuple[Found | NotFound | None, Problem | None]:
        """Return where a quotation stands in a text, or why that cannot be said."""
        key = reading.sha256, quote
        if key not in self._found:
            self._found[key] = look_up_in(quote, source.text or "", reading.source)
        return self._found[key]

    def verified(self, dataset: Dataset, folder: Path) -> Verification:
        """Return what became of each quotation, as `check` does, of texts that are read already."""
        readings = {name: self.of(source, folder) for name, source in dataset.sources.items()}
        quotations: dict[Key, Found | NotFound | None] = {}
        problems = {name: one for name, one in readings.items() if isinstance(one, Problem)}
        for key, item in evidence_items(dataset):
            if item.quote is None:
                continue
            quotations[key] = None
            name = item.source or ""
            reading = readings.get(name)
            if not isinstance(reading, SourceReading):
                continue
            quotations[key], problem = self.find(item.quote, dataset.sources[name], reading)
            if problem is not None:
                problems[name] = problem
        return Verification(quotations, problems)
