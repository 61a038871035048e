"""What `positions add position` asks on a terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from positions.cli import prompts as asking
from positions.cli import streams
from positions.cli.problem_lines import visible
from positions.dataset.dates import PartialDate
from positions.problems import UsageError
from positions.rounding import as_written
from positions.vocabulary import NON_POSITIONS, STATE_ENTRIES

if TYPE_CHECKING:
    from positions.dataset.editing.plans.cells import CellTakenError, NewPosition
    from positions.dataset.load import Loaded


def ask_actor(loaded: Loaded) -> str:
    """Ask for one of the actors; return its id."""
    from positions.selection import find_actor

    dataset = loaded.require()
    if not dataset.stakeholders:
        raise UsageError("there is no stakeholder yet", "positions add stakeholder")
    actors = [(name, actor.name) for name, actor in dataset.stakeholders.items()]
    return asking.choose("Whose position?", actors, lambda text: find_actor(dataset, text))


def ask_issue(loaded: Loaded, actor: str) -> str:
    """Ask for an issue and return its id; each is shown with what the actor says of it so far."""
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


def ask_stance(loaded: Loaded, issue: str) -> str | int | float:
    """Ask for a stance on the dataset's scale, which is shown, as is what it is about."""
    from positions.dataset.editing.plans.cells import find_stance

    dataset = loaded.require()
    scale, found = dataset.scale_of(issue), dataset.issues[issue]
    streams.say(f"  {visible(found.proposition or found.title)}")
    if scale.is_range:
        against, for_ = (" (against)", " (for)") if scale.sided else ("", "")
        unit = f" {visible(found.unit)}" if found.unit else ""
        low, high = as_written(scale.minimum), as_written(scale.maximum)
        streams.say(f"  from {low}{against} to {high}{for_}{unit}")
        return asking.ask(
            f"Stance, a number, or {', '.join(NON_POSITIONS)}", lambda text: find_stance(loaded, issue, text)
        )
    stances = [(label, "") for label in scale.labels] + [
        (state, STATE_ENTRIES[state].prompt) for state in NON_POSITIONS
    ]
    return asking.choose("Stance?", stances, lambda text: str(find_stance(loaded, issue, text)))


def ask_confidence() -> str | None:
    """Ask for the coder's confidence; None where none is given."""
    levels = [("high", "it says so"), ("medium", "it means so"), ("low", "it may mean so")]
    return asking.choose_if_any("Your confidence?", levels, _no_such_level)


def _no_such_level(text: str) -> str:
    raise UsageError(f"{text!r} is not one of high, medium, low")


def ask_how(new: NewPosition, error: CellTakenError) -> NewPosition:
    """Return the position with the date that it lacks, or in the place of the one that is there."""
    streams.say(f"{error}.\nIf it moved, give the date; or r puts the new one in the older one's place.")
    whose = "older" if error.need == "old-date" else "new"
    answer = asking.ask(f"Date of the {whose} one: YYYY, YYYY-MM or YYYY-MM-DD, or r", _date_or_replace)
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
