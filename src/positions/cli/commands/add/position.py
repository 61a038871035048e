"""`positions add position ACTOR ISSUE STANCE`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, cast

import typer

from positions.cli import prompts as asking
from positions.cli.commands.add.position_interview import Told, interview
from positions.cli.commands.add.position_questions import ask_how
from positions.cli.completion import complete_actor, complete_issue
from positions.cli.edits.conditions import condition_given
from positions.cli.edits.edit_options import EditOptions, carry_out
from positions.cli.edits.quotations import require_found
from positions.cli.options.groups import takes
from positions.cli.options.more_fields import MoreOfPosition
from positions.cli.options.parts import given_fields
from positions.cli.options.position import CellOptions, EntryOptions, EvidenceOptions
from positions.library.editing.fields import ENTRY_FIELDS
from positions.library.editing.values import build, tidy
from positions.problems import UsageError

if TYPE_CHECKING:
    from positions.dataset.editing.edit import Edited
    from positions.dataset.editing.plans.cells import NewPosition
    from positions.dataset.load import Loaded
    from positions.dataset.models import Position


@takes(words=EvidenceOptions, entry=EntryOptions, more=MoreOfPosition, cell=CellOptions, how=EditOptions)
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
    more: MoreOfPosition,
    cell: CellOptions,
    how: EditOptions,
) -> None:
    """Add a position, with its evidence.

    If the actor already has a position on the issue, the new one becomes another dated entry, provided that
    the dates differ. The quotation is checked against the text of its source. On a terminal, the
    command asks for what is missing, and < goes back to the previous question.

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
    if asked:
        told = interview(loaded, Told(actor, issue, stance, words, entry))
        actor, issue, stance, words, entry = told.actor, told.issue, told.stance, told.words, told.entry
    holders, issue = find_actors(dataset, actor or ""), find_issue(dataset, issue or "")
    taken = find_stance(loaded, issue, stance or "")
    evidence = evidence_given(loaded, words, looked_for=asked)
    given = given_fields(entry)
    fields = {name: given.get(name) for name in ENTRY_FIELDS} | {
        "stance": taken,
        "condition": condition_given(loaded, given.get("condition"), given.get("needs", ())),
        "evidence": [evidence] if evidence else [],
    }
    held = build(_position(), fields | _more(loaded, issue, more, fields))
    added = [NewPosition(one, issue, held, cell.replaces, cell.old_date, cell.same_date) for one in holders]
    _carry_out(added, how)


def _more(
    loaded: Loaded, issue: str, more: MoreOfPosition, fields: Mapping[str, object]
) -> dict[str, object]:
    """Return the fields that several options make, and those that become private."""
    from positions.cli.edits.shaping import corrected, shaped
    from positions.dataset.editing.plans.cells import find_stance

    given = given_fields(more)
    former = more.corrected_from
    corrected(given, {}, None if former is None else find_stance(loaded, issue, former))
    found, is_private = shaped(given, fields, "position")
    evidence = cast("list[dict[str, object]]", fields["evidence"])
    if is_private and not evidence:
        raise UsageError("there is no evidence to be private", "give it: --quote, --source")
    if is_private:
        found["evidence"] = [{**item, "private": True} for item in evidence]
    return found


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


def evidence_given(loaded: Loaded, words: EvidenceOptions, *, looked_for: bool = False) -> dict[str, str]:
    """Return the item of evidence that the options make, with its quotation found in its source.

    Args:
        loaded: the dataset.
        words: the options.
        looked_for: whether the quotation was looked for already.

    Raises:
        DataError: if the quotation is not in its source.
        UsageError: if the source is unknown, or nobody is named who attributes.
    """
    from positions.selection import find_source

    source = find_source(loaded.require(), words.source) if words.source is not None else None
    quote = " ".join((words.quote or "").split()) or None
    if quote is not None and not looked_for:
        require_found(loaded, source, quote, forced=words.force)
    speaker = tidy(words.speaker)
    if words.basis == "attributed" and speaker is None:
        raise UsageError("missing: --speaker", "name the speaker: an attributed position needs one")
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
