"""What `positions add position` asks on a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from positions.cli import prompts as asking
from positions.cli import streams
from positions.cli.problem_lines import visible
from positions.dataset.dates import PartialDate
from positions.library.editing.values import partial_date
from positions.problems import UsageError
from positions.rounding import as_written
from positions.vocabulary import BASIS_ENTRIES, NON_POSITIONS, STATE_ENTRIES

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
    """Ask for a stance on the dataset's scale, which is shown, together with the issue's proposition."""
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
    return asking.choose_if_any(
        "Your confidence?", levels, lambda text: _no_such(text, [name for name, _ in levels])
    )


def _no_such(text: str, names: Iterable[str]) -> str:
    raise UsageError(f"{text!r} is not one of {', '.join(names)}")


def ask_basis(*, quoted: bool) -> str | None:
    """Ask whose words they are; None for the one that is meant where none is written."""
    meant = "stated" if quoted else "inferred"
    bases = [
        (name, f"{entry.meaning}{' (if you press Enter)' if name == meant else ''}")
        for name, entry in BASIS_ENTRIES.items()
    ]
    found = asking.choose_if_any("Basis?", bases, lambda text: _no_such(text, BASIS_ENTRIES))
    return None if found == meant else found


def ask_date(own: PartialDate | None) -> PartialDate | None:
    """Ask when the position was taken; None for its source's date."""
    where = f", where it is not {own}, its source's" if own is not None else ", YYYY, YYYY-MM or YYYY-MM-DD"
    return asking.ask_if_any(f"Date{where}", partial_date)


def ask_how(new: NewPosition, error: CellTakenError) -> NewPosition:
    """Return the position with the date that it lacks, in the older one's place, or beside it."""
    both = error.need == "other-date"
    streams.say(
        f"{error}.\nIf it moved, give the date; or r puts the new one in the older one's place"
        f"{', and b keeps both: two statements of one day' if both else ''}."
    )
    whose = "older" if error.need == "old-date" else "new"
    answer = asking.ask(
        f"Date of the {whose} one: YYYY, YYYY-MM or YYYY-MM-DD, or r{' or b' if both else ''}",
        lambda text: "both" if both and text.casefold() in ("b", "both") else _date_or_replace(text),
    )
    if isinstance(answer, str):
        return replace(new, same_date=True)
    if answer is None:
        return replace(new, replaces=True)
    if error.need == "old-date":
        return replace(new, old_date=answer)
    return replace(new, entry=new.entry.model_copy(update={"date": answer}))


def _date_or_replace(text: str) -> PartialDate | None:
    return None if text.casefold() in ("r", "replace") else partial_date(text)
