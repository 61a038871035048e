"""`positions add position ACTOR ISSUE STANCE`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from positions.cli import prompts as asking
from positions.cli import streams
from positions.cli.commands.add.position_questions import (
    ask_actor,
    ask_confidence,
    ask_how,
    ask_issue,
    ask_stance,
)
from positions.cli.completion import complete_actor, complete_issue
from positions.cli.edits.conditions import condition_given
from positions.cli.edits.edit_options import EditOptions, carry_out
from positions.cli.edits.quotations import not_found_problem, require_found
from positions.cli.options.groups import takes
from positions.cli.options.position import CellOptions, EntryOptions, EvidenceOptions
from positions.cli.problem_lines import problem_text
from positions.library.editing.values import build, tidy
from positions.problems import UsageError

if TYPE_CHECKING:
    from positions.dataset.editing.edit import Edited
    from positions.dataset.editing.plans.cells import NewPosition
    from positions.dataset.load import Loaded
    from positions.dataset.models import Position


@takes(words=EvidenceOptions, entry=EntryOptions, cell=CellOptions, how=EditOptions)
def position(
    actor: Annotated[
        str | None,
        typer.Argument(
            metavar="ACTOR[,ACTOR...]",
            autocompletion=complete_actor,
            help="Stakeholder by id, short or full name; with commas: a joint statement.",
        ),
    ] = None,
    issue: Annotated[
        str | None,
        typer.Argument(metavar="ISSUE", autocompletion=complete_issue, help="Issue by id or title."),
    ] = None,
    stance: Annotated[
        str | None,
        typer.Argument(metavar="STANCE", help="Stance on the scale, or a state: silent, mixed, declined ..."),
    ] = None,
    *,
    words: EvidenceOptions,
    entry: EntryOptions,
    cell: CellOptions,
    how: EditOptions,
) -> None:
    """Add a position, with its evidence.

    If the actor already has a position on the issue, the new one becomes another dated entry, provided that
    the dates differ. The quotation is checked against the text of its source.

    Examples:

        positions add position

        positions add position lga parking oppose --source report --quote "no rise"

        positions add position lga parking support --date 2026-02

        positions add position lga,ccn parking oppose --source letter
    """
    from positions.dataset.editing.plans.cells import NewPosition, find_stance
    from positions.selection import find_actors, find_issue

    loaded = how.load()
    dataset = loaded.require()
    asked = actor is None or issue is None or stance is None
    asking.require(ACTOR=actor is None, ISSUE=issue is None, STANCE=stance is None)
    holders = find_actors(dataset, actor) if actor is not None else (ask_actor(loaded),)
    issue = find_issue(dataset, issue) if issue is not None else ask_issue(loaded, holders[0])
    taken = find_stance(loaded, issue, stance) if stance is not None else ask_stance(loaded, issue)
    evidence = evidence_given(loaded, words, asked=asked)
    fields = {
        "stance": taken,
        "date": entry.date.text if entry.date is not None else None,
        "salience": entry.salience,
        "confidence": entry.confidence or (ask_confidence() if asked else None),
        "condition": condition_given(loaded, tidy(entry.condition), entry.needs or ()),
        "note": tidy(entry.note),
        "coder": tidy(entry.coder),
        "status": entry.status,
        "reviewed_by": tidy(entry.reviewed_by),
        "reviewed_on": entry.reviewed_on.text if entry.reviewed_on is not None else None,
        "evidence": [evidence] if evidence else [],
    }
    held = build(_position(), fields)
    _carry_out([NewPosition(one, issue, held, cell.replaces, cell.old_date) for one in holders], how)


def _position() -> type[Position]:
    from positions.dataset.models import Position

    return Position


def _carry_out(added: Sequence[NewPosition], how: EditOptions) -> None:
    """Make the edit; on a terminal, ask for what a single position turns out to lack."""
    from positions.dataset.editing.plans.cells import CellTakenError, add_positions
    from positions.library.editing.additions import added_positions

    new = added[0]

    def done(edited: Edited) -> str:
        return added_positions(edited, added)

    try:
        carry_out(how, lambda loaded: add_positions(loaded, added), done, new.entry.coder)
    except CellTakenError as error:
        if not asking.can_ask() or len(added) > 1:
            raise
        _carry_out([ask_how(new, error)], how)


def evidence_given(loaded: Loaded, words: EvidenceOptions, *, asked: bool) -> dict[str, str]:
    """Return the item of evidence that the options make, with its quotation found in its source."""
    from positions.selection import find_source

    dataset = loaded.require()
    source = find_source(dataset, words.source) if words.source is not None else None
    if source is None and asked and dataset.sources:
        sources = [(name, found.title) for name, found in dataset.sources.items()]
        source = asking.choose_if_any("Source?", sources, lambda text: find_source(dataset, text))
    quote = " ".join((words.quote or "").split()) or None
    if quote is None and asked:
        quote = _ask_quotation(loaded, source)
    elif quote is not None:
        require_found(loaded, source, quote, forced=words.force)
    speaker = tidy(words.speaker)
    if speaker is None and asked and quote is not None:
        speaker = asking.ask_if_any("Speaker", str)
    if words.basis == "attributed" and speaker is None:
        raise UsageError("missing: --speaker", "who says so? an attributed position needs it")
    fields = {
        "source": source,
        "quote": quote,
        "translation": tidy(words.translation),
        "speaker": speaker,
        "locator": tidy(words.locator),
        "basis": words.basis,
        "url": tidy(words.url),
    }
    return {name: value for name, value in fields.items() if value is not None}


def _ask_quotation(loaded: Loaded, source: str | None) -> str | None:
    while True:
        quote = asking.paste("Quotation")
        problem = not_found_problem(loaded, source, quote) if quote is not None else None
        if problem is None:
            return quote
        streams.say(problem_text([problem], ascii=streams.is_ascii()), end="")
        if asking.ask_if_any("k to keep it all the same; else paste it again", _keep):
            return quote


def _keep(text: str) -> bool:
    if text.casefold() in ("k", "keep"):
        return True
    raise UsageError("that is neither k nor nothing")
