"""A source's text with what is coded in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from positions.problems import UsageError
from positions.render.common.marks import in_words, marked
from positions.render.common.palette import stance_class
from positions.render.html.build import Markup, el, join
from positions.workbench.reading.issue_order import issues_by_words
from positions.workbench.reading.paragraphs import Paragraph
from positions.workbench.reading.speech import guess_basis
from positions.workbench.state.bench import Bench
from positions.workbench.state.located import Located, located
from positions.workbench.state.snapshot import Snapshot
from positions.workbench.state.texts import SourceReading

SECTION = 40
"""Paragraphs in a section: those that are off the screen are not laid out."""


def text(bench: Bench, source: str) -> dict[str, Any]:
    """Return a source's text as HTML, with the hash that its offsets hold for."""
    snapshot = bench.snapshot()
    reading = bench.reading(snapshot, source)
    found = located(bench, snapshot, source, reading)
    blocks = list(_blocks(snapshot, reading, found, reading.paragraphs))
    sections = [el("section", *blocks[at : at + SECTION]) for at in range(0, len(blocks), SECTION)]
    about = snapshot.dataset.sources[source]
    facts = ", ".join(str(part) for part in (about.author, about.publisher, about.date) if part)
    head = el("header", el("h2", about.title), el("p", facts, class_="quiet") if facts else None)
    return {
        "id": source,
        "sha256": reading.sha256,
        "version": snapshot.version,
        "html": join((head, *sections)),
        "title": about.title,
    }


def changed_paragraphs(bench: Bench, source: str, span: tuple[int, int]) -> dict[int, str]:
    """Return the paragraphs that a span touches, drawn anew, by their number."""
    snapshot = bench.snapshot()
    reading = bench.reading(snapshot, source)
    touched = [one for one in reading.paragraphs if one.start < span[1] and span[0] < one.end]
    around = touched[0].start, touched[-1].end
    found = located(bench, snapshot, source, reading, around)
    blocks = _blocks(snapshot, reading, found, touched)
    return {one.number: block for one, block in zip(touched, blocks, strict=True)}


def _blocks(
    snapshot: Snapshot, reading: SourceReading, found: Sequence[Located], paragraphs: Sequence[Paragraph]
) -> Iterator[Markup]:
    """Yield each paragraph with its statements' labels in the margin; one that did not change as it was."""
    dataset, page = snapshot.dataset, None
    for paragraph, here in zip(paragraphs, _by_paragraph(found, paragraphs), strict=True):
        new_page = paragraph.page if paragraph.page != page else None
        page = paragraph.page
        made_of = [
            (one.address, one.cell, one.start, one.end, dataset.stakeholders[one.actor].label) for one in here
        ]
        kept = reading.kept.get(("block", paragraph.number, new_page))
        if kept is None or kept[0] != made_of:
            kept = made_of, _block(snapshot, reading, paragraph, here, new_page)
            reading.kept["block", paragraph.number, new_page] = kept
        yield kept[1]


def _by_paragraph(found: Sequence[Located], paragraphs: Sequence[Paragraph]) -> Iterator[list[Located]]:
    """Yield for each paragraph, in their order, the statements that stand in it or reach into it."""
    coming, open_ones = 0, list[Located]()
    for paragraph in paragraphs:
        open_ones = [one for one in open_ones if one.end > paragraph.start]
        while coming < len(found) and found[coming].start < paragraph.end:
            if found[coming].end > paragraph.start:
                open_ones.append(found[coming])
            coming += 1
        yield list(open_ones)


def _block(
    snapshot: Snapshot,
    reading: SourceReading,
    paragraph: Paragraph,
    here: Sequence[Located],
    new_page: int | None,
) -> Markup:
    starts = " ".join(str(start - paragraph.start) for start, _ in reading.sentences[paragraph.number])
    shown = el(
        "h3" if paragraph.heading else "p",
        *_segments(reading.source.text, paragraph, here),
        class_="w",
        data_at=paragraph.start,
        data_s=starts,
        dir="auto",
    )
    labels = [_label(snapshot, one) for one in here if one.start >= paragraph.start]
    return el(
        "div",
        el("p", f"Page {new_page}", class_="page") if new_page else None,
        shown,
        el("div", *labels, class_="labels") if labels else None,
        class_="block",
        id=f"b{paragraph.number}",
        data_n=str(paragraph.number + 1),
    )


def _label(snapshot: Snapshot, one: Located) -> Markup:
    dataset = snapshot.dataset
    actor, issue = dataset.stakeholders[one.actor].label, dataset.issues[one.issue].title
    return el(
        "button",
        el("span", marked(one.cell), class_=f"m {stance_class(one.cell)}", aria_hidden="true"),
        f" {actor}: {issue}",
        el("span", f", {in_words(one.cell)}", class_="vh"),
        type="button",
        class_="label",
        data_entry=one.address,
    )


def _segments(words: str, paragraph: Paragraph, found: Sequence[Located]) -> Iterator[Markup | str]:
    """Yield a paragraph's text cut where statements begin or end, what is coded as a mark."""
    cuts = {paragraph.start, paragraph.end}
    for one in found:
        cuts |= {max(one.start, paragraph.start), min(one.end, paragraph.end)}
    places = sorted(cuts)
    for start, end in pairwise(places):
        here = [one for one in found if one.start < end and start < one.end]
        piece = _shown(words[start:end])
        if not here:
            yield piece
            continue
        tones = list(dict.fromkeys(stance_class(one.cell) for one in here))
        tone = f"side-{tones[0]}" if len(tones) == 1 else f"bands from-{tones[0]} to-{tones[1]}"
        many = " many" if len(here) > 1 else ""
        yield el("mark", piece, class_=f"{tone}{many}", data_entry=" ".join(one.address for one in here))


def _shown(piece: str) -> Markup:
    """Return a piece of text sign for sign: offsets on the page are those of the text."""
    return Markup(escape(piece, quote=False))


def at(bench: Bench, source: str, span: tuple[int, int]) -> dict[str, Any]:
    """Return what may be guessed of a passage: who speaks, how, and on which issues first."""
    snapshot = bench.snapshot()
    reading = bench.reading(snapshot, source)
    start, end = span
    if not start < end <= len(reading.source.text) or not reading.paragraphs:
        raise UsageError("there is no such passage")
    paragraph = reading.at(start)
    words = reading.source.text
    guess = bench.voices(snapshot, source, reading)[0].guess(paragraph.number, start, end)
    basis, reason = guess_basis(words, paragraph, start, min(end, paragraph.end))
    issues = issues_by_words(
        words[start:end], words[paragraph.start : paragraph.end], snapshot.dataset.issues
    )
    date = snapshot.dataset.sources[source].date
    return {
        "actor": guess.actor,
        "speaker": guess.speaker,
        "why": guess.why,
        "basis": basis,
        "why_basis": reason,
        "issues": issues,
        "date": date.text if date else "",
        "quote": " ".join(words[start:end].split()),
    }
