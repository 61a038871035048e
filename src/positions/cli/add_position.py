"""`positions add position ACTOR ISSUE STANCE`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from positions.cli import asking, streams
from positions.cli.completion import complete_actor, complete_issue, complete_source
from positions.cli.editing import EditOptions, build, carry_out, tidy
from positions.cli.options import a_date, takes
from positions.cli.problem_lines import problem_text, visible
from positions.dataset.dates import PartialDate
from positions.problems import DataError, Problem, UsageError

if TYPE_CHECKING:
    from positions.dataset.edit import Edited
    from positions.dataset.edit_cells import CellTakenError, NewPosition
    from positions.dataset.load import Loaded
    from positions.dataset.models import Position

_STATES = {
    "mixed": "no position: speaks on both sides",
    "undecided": "no position: has not made up its mind",
    "declined": "no position: said that it takes none",
    "silent": "no position: looked for, and not found",
    "not-applicable": "no position: it cannot have one",
}
WORDS, ENTRY, CELL = "Evidence", "Position", "Where there is a position already"


@dataclass(frozen=True)
class EvidenceOptions:
    """The words that the position rests on."""

    quote: Annotated[
        str | None,
        typer.Option("--quote", metavar="TEXT", help="The words themselves.", rich_help_panel=WORDS),
    ] = None
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            metavar="ID",
            autocompletion=complete_source,
            help="Where they stand.",
            rich_help_panel=WORDS,
        ),
    ] = None
    speaker: Annotated[
        str | None,
        typer.Option("--speaker", metavar="TEXT", help="Who said or wrote them.", rich_help_panel=WORDS),
    ] = None
    locator: Annotated[
        str | None,
        typer.Option(
            "--locator", metavar="TEXT", help="Where in the source: page 3, para 14.", rich_help_panel=WORDS
        ),
    ] = None
    basis: Annotated[
        Literal["stated", "reported", "attributed", "inferred"] | None,
        typer.Option(
            "--basis",
            metavar="BASIS",
            help="stated: own words; reported: a paraphrase; attributed: another actor says so; inferred: "
            "your reading.",
            rich_help_panel=WORDS,
        ),
    ] = None
    translation: Annotated[
        str | None,
        typer.Option(
            "--translation",
            metavar="TEXT",
            help="The words in the dataset's language.",
            rich_help_panel=WORDS,
        ),
    ] = None
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Keep a quotation that is not in its source's text.", rich_help_panel=WORDS
        ),
    ] = False


@dataclass(frozen=True)
class EntryOptions:
    """What else is said of the position."""

    date: Annotated[
        PartialDate | None,
        typer.Option(
            "--date",
            metavar="DATE",
            parser=a_date,
            help="When it was taken: YYYY, YYYY-MM or YYYY-MM-DD; its source's date unless given.",
            rich_help_panel=ENTRY,
        ),
    ] = None
    confidence: Annotated[
        Literal["low", "medium", "high"] | None,
        typer.Option(
            "--confidence", metavar="LEVEL", help="Yours: low, medium, high.", rich_help_panel=ENTRY
        ),
    ] = None
    condition: Annotated[
        str | None,
        typer.Option(
            "--condition", metavar="TEXT", help='What it depends on: "yes, if".', rich_help_panel=ENTRY
        ),
    ] = None
    salience: Annotated[
        float | None,
        typer.Option("--salience", metavar="0-100", help="How much it matters to it.", rich_help_panel=ENTRY),
    ] = None
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="A remark.", rich_help_panel=ENTRY)
    ] = None
    coder: Annotated[
        str | None, typer.Option("--coder", metavar="TEXT", help="Who coded it.", rich_help_panel=ENTRY)
    ] = None


@dataclass(frozen=True)
class CellOptions:
    """What becomes of the position that is there."""

    replaces: Annotated[
        bool, typer.Option("--replace", help="Put the new one in its place.", rich_help_panel=CELL)
    ] = False
    old_date: Annotated[
        PartialDate | None,
        typer.Option(
            "--old-date",
            metavar="DATE",
            parser=a_date,
            help="When the older one was taken, if the file does not say.",
            rich_help_panel=CELL,
        ),
    ] = None


@takes(words=EvidenceOptions, entry=EntryOptions, cell=CellOptions, how=EditOptions)
def position(
    actor: Annotated[
        str | None,
        typer.Argument(metavar="ACTOR", autocompletion=complete_actor, help="By id, short or full name."),
    ] = None,
    issue: Annotated[
        str | None, typer.Argument(metavar="ISSUE", autocompletion=complete_issue, help="By id or title.")
    ] = None,
    stance: Annotated[
        str | None,
        typer.Argument(metavar="STANCE", help="A word of the scale, or silent, mixed, declined ..."),
    ] = None,
    *,
    words: EvidenceOptions,
    entry: EntryOptions,
    cell: CellOptions,
    how: EditOptions,
) -> None:
    """Add a position, with the words that it rests on.

    Where the actor has a position on the issue already, the new one becomes a later one beside it if the
    dates differ. The quotation is looked for in the source's text at once.

    Examples:

        positions add position

        positions add position lga parking oppose --source report --quote "no rise"

        positions add position lga parking support --date 2026-02
    """
    from positions.dataset.edit_cells import NewPosition, find_stance
    from positions.selection import find_actor, find_issue

    loaded = how.load()
    dataset = loaded.require()
    asked = actor is None or issue is None or stance is None
    asking.require(ACTOR=actor is None, ISSUE=issue is None, STANCE=stance is None)
    actor = find_actor(dataset, actor) if actor is not None else _ask_actor(loaded)
    issue = find_issue(dataset, issue) if issue is not None else _ask_issue(loaded, actor)
    taken = find_stance(loaded, stance) if stance is not None else _ask_stance(loaded, issue)
    evidence = _evidence(loaded, words, asked=asked)
    fields = {
        "stance": taken,
        "date": entry.date.text if entry.date is not None else None,
        "salience": entry.salience,
        "confidence": entry.confidence or (_ask_confidence() if asked else None),
        "condition": tidy(entry.condition),
        "note": tidy(entry.note),
        "coder": tidy(entry.coder),
        "evidence": [evidence] if evidence else [],
    }
    new = NewPosition(actor, issue, build(_position(), fields), cell.replaces, cell.old_date)
    _carry_out(new, how)


def _position() -> type[Position]:
    from positions.dataset.models import Position

    return Position


def _carry_out(new: NewPosition, how: EditOptions) -> None:
    """Make the edit; on a terminal, ask for what it turns out to lack."""
    from positions.dataset.edit_cells import CellTakenError, add_position

    def done(edited: Edited) -> str:
        dataset, where = edited.loaded.require(), edited.location
        label, title = dataset.stakeholders[new.actor].label, dataset.issues[new.issue].title
        did = "Replaced" if new.replaces else "Added"
        return f"{did}: {label} on {title}: {new.entry.stance} ({where.file}:{where.line})"

    try:
        carry_out(how, lambda loaded: add_position(loaded, new), done)
    except CellTakenError as error:
        if not asking.can_ask():
            raise
        _carry_out(_ask_how(new, error), how)


def _ask_how(new: NewPosition, error: CellTakenError) -> NewPosition:
    """Return the position with the date that it lacks, or in the place of the one that is there."""
    streams.say(f"{error}")
    whose = "the older one" if error.need == "old-date" else "the new one"
    question = (
        f"It moved: when was {whose} taken (YYYY, YYYY-MM or YYYY-MM-DD)? Or r to replace the older one"
    )
    answer = asking.ask(question, _date_or_replace)
    if answer is None:
        return replace(new, replaces=True)
    if error.need == "old-date":
        return replace(new, old_date=answer)
    return replace(new, entry=new.entry.model_copy(update={"date": answer}))


def _date_or_replace(text: str) -> PartialDate | None:
    from positions.dataset.dates import parse_date

    if text.casefold() in ("r", "replace"):
        return None
    try:
        return parse_date(text)
    except ValueError as error:
        raise UsageError(str(error)) from None


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
    from positions.dataset.quotation_check import look_up, not_found
    from positions.dataset.quotes import Found, NotFound

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


def _ask_actor(loaded: Loaded) -> str:
    from positions.selection import find_actor

    dataset = loaded.require()
    if not dataset.stakeholders:
        raise UsageError("there is no stakeholder yet", "positions add stakeholder")
    actors = [(name, actor.name) for name, actor in dataset.stakeholders.items()]
    return asking.choose("Whose position?", actors, lambda text: find_actor(dataset, text))


def _ask_issue(loaded: Loaded, actor: str) -> str:
    """Ask for an issue; each is shown with what the actor says of it so far."""
    from positions.selection import find_issue

    dataset = loaded.require()
    if not dataset.issues:
        raise UsageError("there is no issue yet", "positions add issue")
    cells = dataset.stakeholders[actor].positions
    issues = [
        (name, f"{issue.title} [{cells[name][-1].stance}]" if name in cells else issue.title)
        for name, issue in dataset.issues.items()
    ]
    return asking.choose("On which issue?", issues, lambda text: find_issue(dataset, text))


def _ask_stance(loaded: Loaded, issue: str) -> str | int | float:
    from positions.dataset.edit_cells import find_stance
    from positions.dataset.scale import NON_POSITIONS

    dataset = loaded.require()
    scale, found = dataset.scale, dataset.issues[issue]
    streams.say(f"  {visible(found.proposition or found.title)}")
    if scale.is_range:
        streams.say(f"  from {scale.minimum:g} (against) to {scale.maximum:g} (for)")
        return asking.ask(
            f"Stance, a number, or {', '.join(NON_POSITIONS)}", lambda text: find_stance(loaded, text)
        )
    stances = [(label, "") for label in scale.labels] + [(state, _STATES[state]) for state in NON_POSITIONS]
    return asking.choose("Stance?", stances, lambda text: str(find_stance(loaded, text)))


def _ask_confidence() -> str | None:
    levels = [("high", "it says so"), ("medium", "it means so"), ("low", "it may mean so")]
    return asking.choose_if_any("Your confidence?", levels, _no_such_level)


def _no_such_level(text: str) -> str:
    raise UsageError(f"{text!r} is none of high, medium, low")
