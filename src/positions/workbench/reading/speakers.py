"""Who speaks in a passage: a guess from the names beside it, with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from positions.dataset.models import Dataset, Stakeholder
from positions.workbench.reading.paragraphs import Paragraph
from positions.workbench.reading.sentences import sentences_of
from positions.workbench.reading.speech import SAYS, quoted_spans

_TITLES = r"(?:(?:Cllr|Sir|Dame|Lord|Lady|Dr|Prof|Professor|Mr|Mrs|Ms|Councillor|Mayor)\.?\s)?"
_PERSON = re.compile(rf"{_TITLES}[A-Z][\w’'-]+(?:\s(?:de|van|von|der|[A-Z]\.|[A-Z][\w’'-]+))+")
_PRONOUN = re.compile(r"\b(?:he|she|they|it)\b", re.IGNORECASE)
_LOOK_BACK = 6
"""Paragraphs before the passage's own in which a speaker is looked for."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Who may speak: the actor's id, the person's name, and why; each None where nothing tells."""

    actor: str | None = None
    speaker: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class _Voice:
    """A sentence in which somebody is said to speak."""

    start: int
    end: int
    actor: str | None
    speaker: str | None


class Voices:
    """The sentences of a text in which somebody speaks, and who."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], dataset: Dataset) -> None:
        self._text, self._paragraphs = text, paragraphs
        self._names = names_of(dataset.stakeholders)
        self._known = _known_speakers(dataset)

    @cached_property
    def _by_paragraph(self) -> list[list[_Voice]]:
        people: dict[str, tuple[str, str | None]] = {}
        for speaker, actor in self._known.items():
            people[speaker.split()[-1]] = speaker, actor
        last: _Voice | None = None
        found: list[list[_Voice]] = []
        for paragraph in self._paragraphs:
            here: list[_Voice] = []
            spoken = quoted_spans(self._text, paragraph)
            for start, end in sentences_of(self._text, paragraph.start, paragraph.end):
                voice = self._voice(start, end, spoken, people, last)
                if voice is not None:
                    here.append(voice)
                    last = voice
            found.append(here)
        return found

    def _voice(
        self,
        start: int,
        end: int,
        spoken: Sequence[tuple[int, int]],
        people: dict[str, tuple[str, str | None]],
        last: _Voice | None,
    ) -> _Voice | None:
        """Return who speaks in a sentence; what stands in quotation marks is not looked at."""
        outside = "".join(
            " " if any(low <= place < high for low, high in spoken) else self._text[place]
            for place in range(start, end)
        )
        verb = SAYS.search(outside)
        actors = [(match.start(), actor) for match, actor in self._named(outside)]
        if verb is None and not actors:
            return None
        at = verb.start() if verb else 0
        nearest = min(actors, key=lambda found: (found[0] > at, abs(found[0] - at)), default=None)
        actor = nearest[1] if nearest else None
        if verb is None:
            return _Voice(start, end, actor, None)
        speaker = self._person(outside, at, people, actor)
        if speaker is not None:
            actor = actor or people[speaker.split()[-1]][1]
        elif actor is None and _PRONOUN.search(outside) and last is not None:
            actor, speaker = last.actor, last.speaker
        return _Voice(start, end, actor, speaker) if actor or speaker else None

    def _person(
        self, outside: str, at: int, people: dict[str, tuple[str, str | None]], actor: str | None
    ) -> str | None:
        """Return the person who speaks in a sentence; one met for the first time is kept by the surname."""
        taken = [match.span() for match, _ in self._named(outside)]
        full = [
            match
            for match in _PERSON.finditer(outside)
            if not any(low < match.end() and match.start() < high for low, high in taken)
        ]
        if full:  # the sentence's subject stands first, whatever is said of it before the verb
            before = [match for match in full if match.start() < at]
            name = " ".join((before or full)[0].group().split())
            name = name.removesuffix("’s").removesuffix("'s")
            return people.setdefault(name.split()[-1], (name, actor))[0]
        words = set(re.findall(r"\w+", outside))
        return next((name for surname, (name, _) in people.items() if surname in words), None)

    def _named(self, text: str) -> Iterable[tuple[re.Match[str], str]]:
        return ((match, actor) for actor, pattern in self._names.items() for match in pattern.finditer(text))

    def guess(self, number: int, start: int, end: int) -> Guess:
        """Return who speaks in a passage of the paragraph with this number.

        The passage's own sentence counts first, then the paragraph's others, the nearest first, then the
        paragraphs before, and the one after where a quotation runs on into it.
        """
        here = self._by_paragraph[number]
        for voice in here:
            if voice.start <= start < voice.end:
                return self._guess(voice, "named in this sentence")
        if here:
            voice = min(here, key=lambda one: min(abs(one.start - end), abs(start - one.end)))
            return self._guess(voice, "named in this paragraph")
        for back in range(1, _LOOK_BACK + 1):
            if number - back < 0:
                break
            for voice in reversed(self._by_paragraph[number - back]):
                return self._guess(voice, f"named {back} paragraph{'s' if back > 1 else ''} above")
        return Guess()

    def speaks(self, number: int, start: int, end: int) -> bool:
        """Return whether somebody is said to speak in the sentence at a span."""
        return any(voice.start < end and start < voice.end for voice in self._by_paragraph[number])

    @property
    def people(self) -> tuple[str, ...]:
        """The persons who speak in the text, in order."""
        names = (voice.speaker for here in self._by_paragraph for voice in here)
        return tuple(dict.fromkeys(name for name in names if name))

    def _guess(self, voice: _Voice, why: str) -> Guess:
        return Guess(voice.actor, voice.speaker, why)


def names_of(actors: Mapping[str, Stakeholder]) -> dict[str, re.Pattern[str]]:
    """Return for each actor the pattern that finds its name or short name in a text."""
    found: dict[str, re.Pattern[str]] = {}
    for name, actor in actors.items():
        words = {actor.name, actor.short or actor.name}
        spelled = "|".join(
            re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True)
        )
        # a name in lower-case letters counts too where it is a plain word, such as "the government"
        plain = "|".join(f"(?i:{re.escape(word)})" for word in words if word.isalpha() and not word.isupper())
        found[name] = re.compile(rf"(?<!\w)(?:{spelled}{'|' if plain else ''}{plain})(?!\w)")
    return found


def _known_speakers(dataset: Dataset) -> dict[str, str | None]:
    """Return the speakers whom the dataset names, each with its actor; None where it has several."""
    found: dict[str, str | None] = {}
    for name, actor in dataset.stakeholders.items():
        for entries in actor.positions.values():
            for item in (item for entry in entries for item in entry.evidence):
                if item.speaker and item.effective_basis in ("stated", "reported"):
                    found[item.speaker] = name if found.get(item.speaker, name) == name else None
    return found
