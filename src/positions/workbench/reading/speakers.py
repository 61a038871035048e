"""Who speaks in a passage: a guess from the names beside it, with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from positions.dataset.models import Dataset, Stakeholder
from positions.dataset.quotations.check import evidence_items
from positions.workbench.reading.paragraphs import Paragraph
from positions.workbench.reading.sentences import sentences_of
from positions.workbench.reading.speech import GROUP, SAYS, quoted_spans

_TITLES = r"(?:(?:Cllr|Sir|Dame|Lord|Lady|Dr|Prof|Professor|Mr|Mrs|Ms|Councillor|Mayor)\.?\s)?"
_PERSON = re.compile(rf"{_TITLES}[A-Z][\w’'-]+(?:\s(?:de|van|von|der|[A-Z]\.|[A-Z][\w’'-]+))+")
_BODY = re.compile(r"\bThe (?:[A-Z][\w’'-]+ ?){2,}")
"""A body's name, as "The Traders' Association": of one that no actor has."""

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
    """A sentence in which somebody is said to speak; a body or group that is no actor yet has no name."""

    start: int
    end: int
    actor: str | None
    speaker: str | None


_Named = tuple[int, int, str]
"""Where an actor is named, and its id."""


class Voices:
    """The sentences of a text in which somebody speaks, and who."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], dataset: Dataset) -> None:
        self._text, self._paragraphs = text, paragraphs
        self._names = names_of(dataset.stakeholders)
        self._known = known_speakers(dataset)
        self._titles = {issue.title.casefold() for issue in dataset.issues.values()}

    @cached_property
    def _by_paragraph(self) -> list[list[_Voice]]:
        people: dict[str, tuple[str, str | None]] = {}
        for speaker, actor in self._known.items():
            if speaker.split()[-1][0].isupper():
                people[speaker.split()[-1]] = speaker, actor
        last: _Voice | None = None
        found: list[list[_Voice]] = []
        for paragraph in self._paragraphs:
            here: list[_Voice] = []
            outside = self._outside(paragraph)
            named = list(self._named(outside))
            speaks = [match.start() for match in SAYS.finditer(outside)] if outside.strip() else []
            for start, end in sentences_of(self._text, paragraph.start, paragraph.end):
                span = start - paragraph.start, end - paragraph.start
                inside = [one for one in named if span[0] <= one[0] < span[1]]
                verbs = [at for at in speaks if span[0] <= at < span[1]]
                if not inside and not verbs:
                    continue
                voice = self._voice(
                    (start, end), outside[slice(*span)], _moved(inside, span[0]), people, last
                )
                if voice is not None:
                    here.append(voice)
                    last = voice
            found.append(here)
        return found

    def _outside(self, paragraph: Paragraph) -> str:
        """Return a paragraph with blanks in place of what stands in quotation marks."""
        parts, place = [], paragraph.start
        for start, end in quoted_spans(self._text, paragraph):
            parts += [self._text[place:start], " " * (end - start)]
            place = end
        return "".join([*parts, self._text[place : paragraph.end]])

    def _voice(
        self,
        span: tuple[int, int],
        outside: str,
        named: Sequence[_Named],
        people: dict[str, tuple[str, str | None]],
        last: _Voice | None,
    ) -> _Voice | None:
        """Return who speaks in a sentence; what stands in quotation marks is not looked at."""
        verb = SAYS.search(outside)
        at = verb.start() if verb else 0
        nearest = min(named, key=lambda one: (one[0] > at, abs(one[0] - at)), default=None)
        actor = nearest[2] if nearest else None
        if verb is None:
            return _Voice(*span, actor, None)
        speaker = self._person(outside, at, named, people, actor)
        if speaker is not None:
            actor = actor or people[speaker.split()[-1]][1]
        elif self._is_stranger(outside, at, named):
            return _Voice(*span, None, None)
        elif actor is None and _PRONOUN.search(outside) and last is not None:
            return _Voice(*span, last.actor, last.speaker)
        return _Voice(*span, actor, speaker) if actor or speaker else None

    def _is_stranger(self, outside: str, at: int, named: Sequence[_Named]) -> bool:
        """Return whether a body or group that is no actor stands before the verb, and no actor does."""
        if any(low < at for low, _, _ in named):
            return False
        return any(match.start() < at for kind in (_BODY, GROUP) for match in kind.finditer(outside))

    def _person(
        self,
        outside: str,
        at: int,
        named: Sequence[_Named],
        people: dict[str, tuple[str, str | None]],
        actor: str | None,
    ) -> str | None:
        """Return the person who speaks in a sentence; one met for the first time is kept by the surname."""
        full = [
            match
            for match in _PERSON.finditer(outside)
            if not any(low < match.end() and match.start() < high for low, high, _ in named)
            and not match.group().startswith("The ")  # a body, not a person
            and " ".join(match.group().split()).casefold() not in self._titles
        ]
        if full:  # the sentence's subject stands first, whatever is said of it before the verb
            before = [match for match in full if match.start() < at]
            name = " ".join((before or full)[0].group().split())
            name = name.removesuffix("’s").removesuffix("'s")
            return people.setdefault(name.split()[-1], (name, actor))[0]
        words = set(re.findall(r"\w+", outside))
        return next((name for surname, (name, _) in people.items() if surname in words), None)

    def _named(self, text: str) -> Iterable[_Named]:
        """Yield the actors that a text names, each with its place."""
        if self._names is None:
            return
        pattern, actors = self._names
        for match in pattern.finditer(text):
            yield match.start(), match.end(), actors[(match.lastindex or 1) - 1]

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
        return Guess(voice.actor, voice.speaker, why if voice.actor or voice.speaker else None)


def _moved(named: Sequence[_Named], by: int) -> list[_Named]:
    return [(start - by, end - by, actor) for start, end, actor in named]


def names_of(actors: Mapping[str, Stakeholder]) -> tuple[re.Pattern[str], list[str]] | None:
    """Return the pattern that finds the names and short names of actors, and their ids by its groups.

    A name that is a plain word, such as "Government", counts in lower-case letters too.
    """
    spelled: list[tuple[str, str]] = []
    for name, actor in actors.items():
        for word in {actor.name, actor.short or actor.name}:
            pattern = r"\s+".join(map(re.escape, word.split()))
            plain = word.isalpha() and not word.isupper()
            spelled.append((f"(?i:{pattern})" if plain else pattern, name))
    if not spelled:
        return None
    spelled.sort(key=lambda one: -len(one[0]))  # the longest name that fits
    groups = "|".join(f"({pattern})" for pattern, _ in spelled)
    return re.compile(rf"(?<!\w)(?:{groups})(?!\w)"), [name for _, name in spelled]


def known_speakers(dataset: Dataset) -> dict[str, str | None]:
    """Return the speakers whom the dataset names, each with its actor; None where it has several."""
    found: dict[str, str | None] = {}
    for (actor, *_), item in evidence_items(dataset):
        if item.speaker and item.effective_basis in ("stated", "reported"):
            found[item.speaker] = actor if found.get(item.speaker, actor) == actor else None
    return found
