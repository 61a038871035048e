"""An item of evidence as text, the same in every format that people read.

An actor's own words stand in quotation marks, and no others do. A paraphrase is introduced by who reports it,
another's words by who says so, and what a coder read into a text is called the coder's reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from positions.one_line import visible
from positions.tables import EvidenceItem


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """The parts of an item of evidence as people read it; any may be empty.

    Attributes:
        introduction: whose words they are where they are not the actor's own: "according to A speaker".
        words: the words, in quotation marks if they are the actor's own.
        speaker: who said the actor's own words; others are named in the introduction.
        title: the source's title.
        published: who published it, who wrote it, and when: "A publisher, 2017-03".
        locator: the place in the source.
        basis: the basis as the data has it.
        reference: what stands for the source's address, such as "[1]".
        ascii: whether the program's own signs are ASCII.
    """

    introduction: str
    words: str
    speaker: str
    title: str
    published: str
    locator: str
    basis: str
    reference: str = ""
    ascii: bool = False

    @property
    def title_marks(self) -> tuple[str, str]:
        """The single quotation marks of a title, which set it apart from spoken words."""
        return ("'", "'") if self.ascii else ("‘", "’")

    @property
    def after_title(self) -> str:
        """What follows the title: " (A publisher, 2017-03)[1], para 14; stated"."""
        published = f" ({self.published})" if self.title else self.published
        source = f"{published if self.published else ''}{f' {self.reference}' if self.reference else ''}"
        where = f", {self.locator}" if self.locator and (self.before_title or self.title) else self.locator
        place = f"{source}{where}"
        between = "; " if self.basis and (place or self.title or self.before_title) else ""
        return f"{place}{between}{self.basis}"

    @property
    def before_title(self) -> str:
        """What stands before the title: "A speaker, in "; "A speaker" where there is no source."""
        if not self.speaker:
            return ""
        return f"{self.speaker}, in " if self.title or self.published else self.speaker

    @property
    def attribution(self) -> str:
        """Who said it, where and when: "A speaker, in ‘A title’ (A publisher, 2017-03), para 14; stated"."""
        left, right = self.title_marks
        title = f"{left}{self.title}{right}" if self.title else ""
        return f"{self.before_title}{title}{self.after_title}"

    def heading(self, label: str) -> str:
        """Return a label with whose words follow it: "LGA:", or "LGA (according to A speaker):"."""
        return f"{label}{self.aside}{':' if self.words and not self.aside else ''}"

    @property
    def aside(self) -> str:
        """What stands behind a label: "" for own words, else " (according to A speaker):"."""
        return f" ({self.introduction}){':' if self.words else ''}" if self.introduction else ""

    @property
    def line(self) -> str:
        """All of it in one line: "according to A speaker: words — ‘A title’ (A publisher, 2017)"."""
        said = ": ".join(filter(None, (self.introduction, self.words)))
        return f"{said} {'--' if self.ascii else '—'} {self.attribution}" if said else self.attribution


def evidence_text(item: EvidenceItem, reference: str = "", *, ascii: bool = False) -> EvidenceText:
    """Return the parts of an item of evidence as text; `reference` stands for the source's address."""
    published = (item.author, item.publisher, item.date)
    return EvidenceText(
        introduction="; ".join(filter(None, (visible(item.stance or ""), _introduction(item)))),
        words=_words(item, ascii),
        speaker=visible(item.speaker or "") if item.kind in ("own", "searched") else "",
        title=visible(item.title or item.source_id or ""),
        published=", ".join(visible(part) for part in published if part and visible(part)),
        locator=", ".join(visible(part) for part in (item.locator, item.passage) if part),
        basis="" if item.kind == "searched" else visible(item.basis),
        reference=reference,
        ascii=ascii,
    )


def _introduction(item: EvidenceItem) -> str:
    """Return whose words they are; "" for the actor's own."""
    speaker = visible(item.speaker or "")
    has_words = bool(item.words or item.translation)
    match item.kind:
        case "own":
            return "" if has_words else "own words, not quoted here"
        case "paraphrase":
            reporter = visible(item.author or item.publisher or "") or "its source"
            return f"{speaker}, as reported by {reporter}" if speaker else f"as reported by {reporter}"
        case "according-to":
            return f"according to {speaker or 'another, who is not named'}"
        case "reading":
            return f"the coder's reading of words by {speaker}" if speaker else "the coder's reading"
        case "searched":
            return "nothing found"
        case _:
            assert_never(item.kind)


def _words(item: EvidenceItem, ascii: bool) -> str:
    """Return the words with their translation, in quotation marks if they are the actor's own; "" if none."""
    left, right = ('""' if ascii else "“”") if item.kind == "own" else ("", "")
    words = f"{left}{visible(item.words)}{right}" if item.words else ""
    if item.translation:
        translation = f"{left}{visible(item.translation)}{right}"
        words = f"{words} [in translation: {translation}]" if words else f"in translation: {translation}"
    return words
