"""Sentences that look like somebody's statement: a place to look, by plain rules, and never a coding."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from positions.dataset.models import Issue
from positions.workbench.reading.issue_order import IssueWords
from positions.workbench.reading.paragraphs import Paragraph
from positions.workbench.reading.sentences import sentences_of
from positions.workbench.reading.speakers import Voices
from positions.workbench.reading.speech import GROUP, SAYS, inside, quoted_spans

_WANTS = re.compile(
    r"\b(?:should|must|needs?|ought to|will not|cannot|can only|would|let us|we want|we will|"
    r"has to|have to|right to|wrong to|unacceptable|essential|vital|crucial|never)\b",
    re.IGNORECASE,
)
_TAKES_SIDES = re.compile(
    r"\b(?:support|oppos|reject|back|welcom|demand|endors|object|favou?r|propos|recommend|condemn|dismiss|"
    r"critici[sz]|alleg|complain)\w*|\b(?:concerns?|objections?|doubts?) (?:about|over|that)\b|"
    r"\b(?:voic|express|rais)(?:e|es|ed|ing) (?:\w+ )?(?:concerns?|objections?|doubts?)\b|"
    r"\b(?:wants?|wanted|ask(?:s|ed)|call(?:s|ed) (?:for|on)|urge[sd]?|agree[sd]?|prefer(?:s|red)?)\b|"
    r"\b(?:is|are|was|were) (?:against|for|opposed to|in favou?r of)\b",
    re.IGNORECASE,
)
_SIDES = "somebody takes sides, or says what should be"
_LEAST_WORDS = 4
_MUCH = 1.3
"""So much of an issue's words must a sentence share that says neither what is wanted nor who takes sides."""


@dataclass(frozen=True, slots=True)
class Look:
    """A sentence to look at: its paragraph, its span, why, and who may speak."""

    paragraph: int
    start: int
    end: int
    why: str
    actor: str | None
    speaker: str | None


def places_to_look(
    text: str, paragraphs: Sequence[Paragraph], voices: Voices, issues: Mapping[str, Issue]
) -> list[Look]:
    """Return the sentences that look like statements, in order."""
    found: list[Look] = []
    words = IssueWords(issues)
    for paragraph in paragraphs:
        if paragraph.heading:
            continue
        spoken = quoted_spans(text, paragraph)
        before: str | None = None
        for start, end in sentences_of(text, paragraph.start, paragraph.end):
            quoted = inside(spoken, start, end)
            voiced = voices.speaks(paragraph.number, start, end) or _group_speaks(text[start:end])
            why = _why(text[start:end], quoted, voiced, words)
            if why is None and quoted and before == _SIDES:
                why = "direct speech behind it"
            before = why
            if why is not None:
                guess = voices.guess(paragraph.number, start, end)
                found.append(Look(paragraph.number, start, end, why, guess.actor, guess.speaker))
    return found


def _group_speaks(sentence: str) -> bool:
    return GROUP.search(sentence) is not None and SAYS.search(sentence) is not None


def _why(sentence: str, spoken: bool, voiced: bool, words: IssueWords) -> str | None:
    """Return why a sentence looks like a statement; None where it does not."""
    if len(sentence.split()) < _LEAST_WORDS:
        return None
    wants = _WANTS.search(sentence) is not None
    if spoken:
        return "direct speech" if wants or words.most_shared(sentence) >= _MUCH else None
    if not voiced:
        return None
    if _TAKES_SIDES.search(sentence) is not None:
        return _SIDES
    return _SIDES if wants else None
