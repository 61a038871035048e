"""What `positions add position` asks on a terminal where the actor, the issue or the stance is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from positions.cli import prompts as asking
from positions.cli import streams
from positions.cli.commands.add.position_questions import (
    ask_actor,
    ask_basis,
    ask_confidence,
    ask_date,
    ask_issue,
    ask_stance,
)
from positions.cli.edits.quotations import not_found_problem
from positions.cli.options.position import EntryOptions, EvidenceOptions
from positions.cli.problem_lines import problem_text
from positions.problems import UsageError
from positions.vocabulary import NON_POSITIONS, Basis, Confidence

if TYPE_CHECKING:
    from positions.dataset.load import Loaded


@dataclass
class Told:
    """What was given on the command line, and then what was answered."""

    actor: str | None
    issue: str | None
    stance: str | None
    words: EvidenceOptions
    entry: EntryOptions


def interview(loaded: Loaded, told: Told) -> Told:
    """Ask for all that was not given, one question after the other, and return it.

    Raises:
        UsageError: if there are no more answers.
    """
    asked = _Interview(loaded, told)
    words, entry = told.words, told.entry
    questions: list[tuple[Callable[[], None], bool]] = [
        (asked.actor, told.actor is None),
        (asked.issue, told.issue is None),
        (asked.stance, told.stance is None),
        (asked.source, words.source is None and bool(loaded.require().sources)),
        (asked.quote, words.quote is None),
        (asked.speaker, words.speaker is None),
        (asked.basis, words.basis is None),
        (asked.confidence, entry.confidence is None),
        (asked.date, entry.date is None),
        (asked.condition, entry.condition is None),
    ]
    asking.in_turn([question for question, is_open in questions if is_open])
    return told


class _Interview:
    """The questions; each puts its answer into what was told."""

    def __init__(self, loaded: Loaded, told: Told) -> None:
        self._loaded, self._told = loaded, told

    def actor(self) -> None:
        self._told.actor = ask_actor(self._loaded)

    def issue(self) -> None:
        from positions.selection import find_actors

        holder, *_ = find_actors(self._loaded.require(), self._told.actor or "")
        self._told.issue = ask_issue(self._loaded, holder)

    def stance(self) -> None:
        from positions.selection import find_issue

        issue = find_issue(self._loaded.require(), self._told.issue or "")
        self._told.stance = str(ask_stance(self._loaded, issue))

    def source(self) -> None:
        from positions.selection import find_source

        dataset = self._loaded.require()
        sources = [(name, found.title) for name, found in dataset.sources.items()]
        self._words(source=asking.choose_if_any("Source?", sources, lambda text: find_source(dataset, text)))

    def quote(self) -> None:
        from positions.selection import find_source

        given = self._told.words.source
        source = find_source(self._loaded.require(), given) if given is not None else None
        self._words(quote=_ask_quotation(self._loaded, source))

    def speaker(self) -> None:
        if self._told.words.quote is not None:
            self._words(speaker=asking.ask_if_any("Speaker", str))

    def basis(self) -> None:
        words = self._told.words
        if words.source is None and words.quote is None:
            return
        found = ask_basis(quoted=words.quote is not None)
        self._words(basis=cast(Basis | None, found))
        while found == "attributed" and not self._told.words.speaker:
            self._words(speaker=asking.ask("Who says so of it", str))

    def confidence(self) -> None:
        self._told.entry = replace(self._told.entry, confidence=cast(Confidence | None, ask_confidence()))

    def date(self) -> None:
        source = self._loaded.require().sources.get(self._told.words.source or "")
        found = ask_date(source.date if source is not None else None)
        self._told.entry = replace(self._told.entry, date=found)

    def condition(self) -> None:
        if self._told.stance not in NON_POSITIONS:
            found = asking.ask_if_any("Condition, in words: only if ...", str)
            self._told.entry = replace(self._told.entry, condition=found)

    def _words(self, **fields: object) -> None:
        self._told.words = replace(self._told.words, **fields)  # type: ignore[arg-type]  # of their types


def _ask_quotation(loaded: Loaded, source: str | None) -> str | None:
    while True:
        quote = asking.paste("Quotation")
        problem = not_found_problem(loaded, source, quote) if quote is not None else None
        if problem is None:
            return quote
        streams.say(problem_text([problem], ascii=streams.is_ascii()), end="")
        if asking.ask_if_any("k to keep it anyway; otherwise paste it again", _keep):
            return quote


def _keep(text: str) -> bool:
    if text.casefold() in ("k", "keep"):
        return True
    raise UsageError("type k or press Enter")
