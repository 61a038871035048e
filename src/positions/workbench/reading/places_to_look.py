"""Sentences that look like somebody's statement: a place to look, by plain rules, and never a coding."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from positions.dataset.models import Issue
from positions.workbench.reading.issue_order import words_shared
from positions.workbench.reading.paragraphs import Paragraph
from positions.workbench.reading.sentences import sentences_of
from positions.workbench.reading.speakers import Voices
from positions.workbench.reading.speech import SAYS, inside, quoted_spans

_WANTS = re.compile(
    r"\b(?:should|must|need(?:s|ed)? to|ought to|will not|cannot|can only|would|let us|we want|we will|"
    r"has to|have to|right to|wrong to|unacceptable|essential|vital|crucial|never)\b",
    re.IGNORECASE,
)
_LEAST_WORDS = 4
_MUCH = 1.0


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
    for paragraph in paragraphs:
        if paragraph.heading:
            continue
        spoken = quoted_spans(text, paragraph)
        for start, end in sentences_of(text, paragraph.start, paragraph.end):
            why = _why(
                text[start:end],
                inside(spoken, start, end),
                voices.speaks(paragraph.number, start, end),
                issues,
            )
            if why is not None:
                guess = voices.guess(paragraph.number, start, end)
                found.append(Look(paragraph.number, start, end, why, guess.actor, guess.speaker))
    return found


def _why(sentence: str, spoken: bool, voiced: bool, issues: Mapping[str, Issue]) -> str | None:
    """Return why a sentence looks like a statement; None where it does not."""
    if len(sentence.split()) < _LEAST_WORDS:
        return None
    shared = max(words_shared(sentence, issues).values(), default=0.0)
    says = SAYS.search(sentence) is not None
    wants = _WANTS.search(sentence) is not None
    if spoken and (wants or shared >= _MUCH):
        return "direct speech"
    if voiced and says and (shared > 0 or wants or "“" in sentence or '"' in sentence):
        return "somebody says"
    if voiced and shared >= _MUCH:
        return "an actor, and words of an issue"
    return None
