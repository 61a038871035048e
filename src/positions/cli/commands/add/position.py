"""`positions add position ACTOR ISSUE STANCE`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from positions.cli import prompts as asking
from positions.cli import streams
from positions.cli.commands.add.position_options import CellOptions, EntryOptions, EvidenceOptions
from positions.cli.commands.add.position_questions import (
    ask_actor,
    ask_confidence,
    ask_how,
    ask_issue,
    ask_stance,
)
from positions.cli.completion import complete_actor, complete_issue
from positions.cli.editing import EditOptions, build, carry_out, tidy
from positions.cli.options.groups import takes
from positions.cli.problem_lines import problem_text
from positions.problems import DataError, Problem, UsageError
from positions.suggest import did_you_mean
from positions.vocabulary import SIDES

if TYPE_CHECKING:
    from positions.dataset.editing.edit import Edited
    from positions.dataset.editing.plan_cells import NewPosition
    from positions.dataset.load import Loaded
    from positions.dataset.models import Position


@takes(words=EvidenceOptions, entry=EntryOptions, cell=CellOptions, how=EditOptions)
def position(
    actor: Annotated[
        str | None,
        typer.Argument(
            metavar="ACTOR", autocompletion=complete_actor, help="Stakeholder by id, short or full name."
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

    Where the actor has a position on the issue already, the new one becomes a later one beside it if the
    dates differ. The quotation is looked for in the source's text at once.

    Examples:

        positions add position

        positions add position lga parking oppose --source report --quote "no rise"

        positions add position lga parking support --date 2026-02
    """
    from positions.dataset.editing.plan_cells import NewPosition, find_stance
    from positions.selection import find_actor, find_issue

    loaded = how.load()
    dataset = loaded.require()
    asked = actor is None or issue is None or stance is None
    asking.require(ACTOR=actor is None, ISSUE=issue is None, STANCE=stance is None)
    actor = find_actor(dataset, actor) if actor is not None else ask_actor(loaded)
    issue = find_issue(dataset, issue) if issue is not None else ask_issue(loaded, actor)
    taken = find_stance(loaded, stance) if stance is not None else ask_stance(loaded, issue)
    evidence = _evidence(loaded, words, asked=asked)
    fields = {
        "stance": taken,
        "date": entry.date.text if entry.date is not None else None,
        "salience": entry.salience,
        "confidence": entry.confidence or (ask_confidence() if asked else None),
        "condition": _condition(loaded, tidy(entry.condition), entry.needs or []),
        "note": tidy(entry.note),
        "coder": tidy(entry.coder),
        "evidence": [evidence] if evidence else [],
    }
    new = NewPosition(actor, issue, build(_position(), fields), cell.replaces, cell.old_date)
    _carry_out(new, how)


def _condition(loaded: Loaded, text: str | None, needs: list[str]) -> dict[str, object] | str | None:
    """Return the condition that the options make.

    Raises:
        UsageError: if what it needs is no list of issues with sides, or it has no words.
    """
    from positions.exchange.needs import parse_needs
    from positions.selection import find_issue

    if not needs:
        return text
    if text is None:
        raise UsageError("--needs without --condition", "say the condition in words too: --condition TEXT")
    try:
        found = parse_needs(";".join(needs))
    except ValueError as error:
        raise UsageError(f"--needs: {error}") from None
    for issue, side in found.items():
        if side not in ("for", "against"):
            raise UsageError(f"--needs {issue}={side}: a side is for or against", did_you_mean(side, SIDES))
    dataset = loaded.require()
    return {"text": text, "needs": {find_issue(dataset, issue): side for issue, side in found.items()}}


def _position() -> type[Position]:
    from positions.dataset.models import Position

    return Position


def _carry_out(new: NewPosition, how: EditOptions) -> None:
    """Make the edit; on a terminal, ask for what it turns out to lack."""
    from positions.dataset.editing.plan_cells import CellTakenError, add_position

    def done(edited: Edited) -> str:
        dataset, where = edited.loaded.require(), edited.location
        label, title = dataset.stakeholders[new.actor].label, dataset.issues[new.issue].title
        did = "Replaced" if new.replaces else "Added"
        return f"{did}: {label} on {title}: {new.entry.stance} ({where.file}:{where.line})"

    try:
        carry_out(how, lambda loaded: add_position(loaded, new), done, new.entry.coder)
    except CellTakenError as error:
        if not asking.can_ask():
            raise
        _carry_out(ask_how(new, error), how)


def _evidence(loaded: Loaded, words: EvidenceOptions, *, asked: bool) -> dict[str, str]:
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
        _require_found(_not_found(loaded, source, quote), forced=words.force)
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
    }
    return {name: value for name, value in fields.items() if value is not None}


def _not_found(loaded: Loaded, source: str | None, quote: str) -> Problem | None:
    """Return the problem with a quotation that is not in its source; say where it is, if it is."""
    from positions.dataset.quotations.check import look_up, not_found
    from positions.dataset.quotations.search import Found, NotFound

    found_in = loaded.require().sources.get(source or "")
    if found_in is None or loaded.folder is None:
        return None
    found, problem = look_up(quote, found_in, loaded.folder)
    if isinstance(found, NotFound):
        return not_found(found, found_in.text or "")
    if isinstance(found, Found):
        page = "" if found.page is None else f"page {found.page}, "
        streams.say(f"The quotation is in {found_in.text}, {page}line {found.line}.")
    elif problem is not None:
        streams.say(problem_text([problem], ascii=streams.is_ascii()), end="")
    return None


def _require_found(problem: Problem | None, *, forced: bool) -> None:
    if problem is None:
        return
    if not forced:
        hint = f"{problem.hint}\ncorrect it, or keep it as it is with --force"
        raise DataError([replace(problem, hint=hint)])
    streams.say(f"Kept all the same: {problem.message}.")


def _ask_quotation(loaded: Loaded, source: str | None) -> str | None:
    while True:
        quote = asking.paste("Quotation")
        problem = _not_found(loaded, source, quote) if quote is not None else None
        if problem is None:
            return quote
        streams.say(problem_text([problem], ascii=streams.is_ascii()), end="")
        if asking.ask_if_any("k to keep it all the same; else paste it again", _keep):
            return quote


def _keep(text: str) -> bool:
    if text.casefold() in ("k", "keep"):
        return True
    raise UsageError("that is neither k nor nothing")
