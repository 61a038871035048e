"""Every quotation of a dataset against the text of its source, where the dataset's folder has one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path as FilePath

from positions.dataset.models import Dataset, Evidence, Source
from positions.dataset.origin import Origin
from positions.dataset.quotations.search import Found, NotFound, SourceText, find_quotation
from positions.dataset.quotations.source_text import is_pdf, source_text_of
from positions.dataset.yaml.reader import Path
from positions.problems import Problem

Key = tuple[str, str, int, int]
"""Actor, issue, number of the entry in the cell, number of the evidence in the entry."""

_GLUED = re.compile(r"\[-([^\W\d]+[.,;:!?]?)-\] \{\+\1(\d{1,3})\+\}")
_LEGEND = "[-in the quotation only-], {+in the source only+}"


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of each quotation.

    `quotations` has every item of evidence that holds a quotation: where it was found, what is closest, or
    None where it could not be checked (no source, no `text`, or a text that could not be read). `problems`
    has, by source, why a text could not be read.
    """

    quotations: Mapping[Key, Found | NotFound | None]
    problems: Mapping[str, Problem]


def verify(dataset: Dataset, folder: FilePath) -> Verification:
    """Look for each quotation in its source's text. Each source is read once, and not kept."""
    by_source: dict[str, list[tuple[Key, str]]] = {}
    quotations: dict[Key, Found | NotFound | None] = {}
    for key, item in evidence_items(dataset):
        if item.quote is not None:
            quotations[key] = None
            by_source.setdefault(item.source or "", []).append((key, item.quote))
    problems: dict[str, Problem] = {}
    for name, source in dataset.sources.items():
        if source.text is None:
            continue
        text = source_text_of(folder, source.text)
        if isinstance(text, Problem):
            problems[name] = text
            continue
        known: dict[str, Found | NotFound] = {}
        for key, quote in by_source.get(name, []):
            known[quote] = result = known.get(quote) or find_quotation(quote, text)
            if isinstance(result, NotFound) and result.gave_up:
                problems[name] = _gave_up(source.text)
            elif isinstance(result, NotFound) and _cannot_tell(quote, source.text):
                problems[name] = _right_to_left(source.text)
            else:
                quotations[key] = result
    return Verification(quotations, problems)


def check_quotations(dataset: Dataset, origin: Origin, verified: Verification) -> list[Problem]:
    """Return a problem for each quotation that is not in its source, and each text that cannot be read.

    Args:
        dataset: what was read.
        origin: where it was read from, for the places of the problems.
        verified: what became of its quotations.

    Returns:
        Errors `quote-not-found`, `source-path-outside`, `source-unreadable` and `missing-extra`, warnings
        `right-to-left-pdf` and notes `source-text-missing` and `quote-not-checked`: those of the sources,
        then those of the quotations, in the dataset's order.
    """
    problems = [
        replace(problem, location=origin.locate(("sources", name, "text")))
        for name, problem in verified.problems.items()
    ]
    for key, item in evidence_items(dataset):
        result = verified.quotations.get(key)
        if isinstance(result, NotFound):
            actor, issue, entry, number = key
            path: Path = ("stakeholders", actor, "positions", issue, entry, "evidence", number, "quote")
            text = dataset.sources[item.source or ""].text or ""
            problems.append(replace(not_found(result, text), location=origin.locate(path)))
    return problems


def look_up(quote: str, source: Source, folder: FilePath) -> tuple[Found | NotFound | None, Problem | None]:
    """Return where a quotation stands in a source's text, or why that cannot be said.

    Both are None where the source has no text. The problem has no location.
    """
    if source.text is None:
        return None, None
    return look_up_in(quote, source.text, source_text_of(folder, source.text))


def look_up_in(
    quote: str, name: str, text: SourceText | Problem
) -> tuple[Found | NotFound | None, Problem | None]:
    """Return the same of a text that has been read from the file of this name, or why it could not be."""
    if isinstance(text, Problem):
        return None, text
    result = find_quotation(quote, text)
    if isinstance(result, NotFound) and result.gave_up:
        return None, _gave_up(name)
    if isinstance(result, NotFound) and _cannot_tell(quote, name):
        return None, _right_to_left(name)
    return result, None


def _cannot_tell(quote: str, text: str) -> bool:
    """Whether a quotation may be in a source's text and not be found: right-to-left text of a PDF."""
    return is_pdf(text) and any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in quote)


def _gave_up(text: str) -> Problem:
    message = f"a quotation was not checked: too many places of {text} are like a part of it"
    hint = "quote more words together, with fewer left out"
    return Problem("quote-not-checked", message, hint=hint, severity="note")


def _right_to_left(text: str) -> Problem:
    message = (
        f"{text} is a PDF with right-to-left text, and quotations that are not found there are not checked"
    )
    hint = "a PDF may hold such text in the order in which it is drawn: save the passages as .txt"
    return Problem("right-to-left-pdf", message, hint=hint, severity="warning")


def evidence_items(dataset: Dataset) -> Iterator[tuple[Key, Evidence]]:
    """Yield every item of evidence with its place, in the dataset's order."""
    for actor, stakeholder in dataset.stakeholders.items():
        for issue, entries in stakeholder.positions.items():
            for entry_number, entry in enumerate(entries):
                for number, item in enumerate(entry.evidence):
                    yield (actor, issue, entry_number, number), item


def not_found(result: NotFound, text: str) -> Problem:
    """Return the problem with a quotation that is not in a source's `text`; without a location."""
    if result.passage is None:
        message = f"the quotation is not in {text}"
        hint = result.difference or "nothing there is like it: is it the right source, or a translation?"
        return Problem("quote-not-found", message, hint=hint)
    page = "" if result.page is None else f"page {result.page}, "
    legend = f"   ({_LEGEND})" if result.in_words else ""
    message = f"the quotation is not in {text} as it stands"
    hint = f"closest, {page}line {result.line}: “{result.passage}”\ndifference: {result.difference}{legend}"
    if result.in_words and (mark := _GLUED.search(result.difference or "")):
        hint += f"\n{mark[2]} may be a footnote mark: quote over it with `{mark[1]}[{mark[2]}]`"
    return Problem("quote-not-found", message, hint=hint)
