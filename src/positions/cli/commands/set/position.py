"""`positions set position ACTOR ISSUE`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from positions.cli.commands.set.fields import Clear, new_values
from positions.cli.completion import complete_actor, complete_issue
from positions.cli.edits.conditions import condition_given
from positions.cli.edits.edit_options import EditOptions, carry_out
from positions.cli.edits.quotations import require_found
from positions.cli.options.groups import takes
from positions.cli.options.more_fields import MoreOfPosition, PublishOption
from positions.cli.options.parts import given_fields
from positions.cli.options.position import EntryChoiceOption, EntryOptions, EvidenceOptions
from positions.cli.options.shared import at_least

if TYPE_CHECKING:
    from positions.dataset.editing.edit import Edited, Plan
    from positions.dataset.editing.plans.fields import EvidenceChange
    from positions.dataset.load import Loaded
    from positions.dataset.models import Position


@takes(
    chosen=EntryChoiceOption,
    fields=EntryOptions,
    more=MoreOfPosition,
    words=EvidenceOptions,
    public=PublishOption,
    how=EditOptions,
)
def position(
    actor: Annotated[
        str, typer.Argument(metavar="ACTOR", autocompletion=complete_actor, help="By id, short or full name.")
    ],
    issue: Annotated[
        str, typer.Argument(metavar="ISSUE", autocompletion=complete_issue, help="By id or title.")
    ],
    *,
    chosen: EntryChoiceOption,
    stance: Annotated[
        str | None,
        typer.Option("--stance", metavar="STANCE", help="A word of the scale, or silent, mixed ..."),
    ] = None,
    fields: EntryOptions,
    more: MoreOfPosition,
    number: Annotated[
        int | None,
        typer.Option(
            "--evidence",
            metavar="N",
            callback=at_least(1),
            help="Number of the item of evidence, from 1; required if there are several.",
            rich_help_panel="Evidence",
        ),
    ] = None,
    words: EvidenceOptions,
    public: PublishOption,
    clear: Clear = None,
    how: EditOptions,
) -> None:
    """Change fields of a position, or of its evidence.

    Examples:

        positions set position lga parking --stance oppose --date 2026-02

        positions set position lga parking --entry 2 --evidence 1 --locator "page 4"

        positions set position lga parking --clear condition,note

        positions set position lga parking --stance oppose --corrected-from support --corrected-on 2026-03
    """
    from positions.cli.edits.shaping import corrected, shaped
    from positions.dataset.editing.plans.fields import set_position
    from positions.selection import find_actor, find_issue

    said: list[str] = []

    def plan(loaded: Loaded) -> Plan:
        from positions.dataset.editing.entry_selection import choose_entry

        dataset = loaded.require()
        place = find_actor(dataset, actor), find_issue(dataset, issue)
        choice = chosen.choice()
        entry = dataset.stakeholders[place[0]].positions.get(place[1], ())
        index = choose_entry(dataset, *place, choice)
        given = given_fields(fields) | given_fields(more)
        corrected(given, dict(entry[index]), _taken(loaded, place[1], more.corrected_from))
        shape = shaped(given, dict(entry[index]), "position", public.public)
        if stance is not None:
            shape[0]["stance"] = _taken(loaded, place[1], stance)
        values, change = _values(loaded, entry[index], shape, given_fields(words), clear or [], number)
        said[:] = [dataset.stakeholders[place[0]].label, dataset.issues[place[1]].title]
        said.append(", ".join([*values, *(change.fields if change else ())]))
        return set_position(loaded, *place, values, choice, change)

    def done(edited: Edited) -> str:
        where = edited.location
        return f"Set: {said[0]} on {said[1]}: {said[2]} ({where.file}:{where.line})"

    carry_out(how, plan, done)


def _taken(loaded: Loaded, issue: str, stance: str | None) -> str | float | None:
    from positions.dataset.editing.plans.cells import find_stance

    return None if stance is None else find_stance(loaded, issue, stance)


def _values(
    loaded: Loaded,
    entry: Position,
    shape: tuple[dict[str, Any], bool | None],
    words: dict[str, Any],
    cleared: Sequence[str],
    number: int | None,
) -> tuple[dict[str, object], EvidenceChange | None]:
    """Return the new values of an entry's fields, and of those of an item of its evidence.

    Args:
        loaded: the dataset.
        entry: the entry as it is.
        shape: fields of the entry that are given, and whether its evidence becomes private.
        words: fields of the evidence that are given.
        cleared: names of fields to remove.
        number: which item of evidence, from 1.
    """
    from positions.dataset.editing.plans.fields import EvidenceChange
    from positions.dataset.models import Evidence, Position
    from positions.library.notices import say
    from positions.selection import find_source

    given, is_private = shape
    needs = given.pop("needs", ())
    if needs or "condition" in given:
        text = given.get("condition") or (entry.condition.text if entry.condition else None)
        there = {} if needs or entry.condition is None else entry.condition.needs
        kept = [f"{issue}={side}" for issue, side in there.items()]
        given["condition"] = condition_given(loaded, text, needs or kept)
        if kept:
            listed = ", ".join(kept)
            say(f"The condition still needs {listed}: --needs says otherwise, --clear condition removes it.")
    forced = words.pop("force")
    if is_private is not None:
        words["private"] = is_private
    if "source" in words:
        words["source"] = find_source(loaded.require(), words["source"])
    if "quote" in words:
        words["quote"] = " ".join(words["quote"].split())
        require_found(loaded, words.get("source") or _source(entry, number), words["quote"], forced=forced)
    of_evidence = [
        name
        for name in cleared
        if name.replace("-", "_") in Evidence.model_fields.keys() - Position.model_fields.keys()
    ]
    change = None
    if words or of_evidence:
        change = EvidenceChange(new_values(Evidence, {}, words, of_evidence), number)
    rest = [name for name in cleared if name not in of_evidence]
    if change is not None and not given and not rest:
        return {}, change
    return new_values(Position, {"stance": entry.stance}, given, rest), change


def _source(entry: Position, number: int | None) -> str | None:
    """Return the source that an item of evidence cites already."""
    at = (number or 1) - 1
    return entry.evidence[at].source if 0 <= at < len(entry.evidence) else None
