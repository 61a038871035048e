"""`positions add stakeholder` and `add issue`."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Annotated

import typer

from positions.cli import prompts as asking
from positions.cli.edits.edit_options import EditOptions, carry_out
from positions.cli.options.groups import takes
from positions.cli.options.more_fields import MoreOfIssue, MoreOfStakeholder
from positions.cli.options.parts import IssueOptions, StakeholderOptions, given_fields
from positions.library.editing.values import build, proposition_remark

if TYPE_CHECKING:
    from positions.dataset.load import Loaded
    from positions.dataset.models import Issue, Source, Stakeholder
    from positions.vocabulary import Section

_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


@takes(fields=StakeholderOptions, more=MoreOfStakeholder, how=EditOptions)
def stakeholder(
    id: Annotated[str | None, typer.Argument(metavar="ID", help="Short id, for example lga.")] = None,
    *,
    fields: StakeholderOptions,
    more: MoreOfStakeholder,
    how: EditOptions,
) -> None:
    """Add a stakeholder.

    Examples:

        positions add stakeholder lga --name "Local Councils" --short LGA
    """
    from positions.cli.edits.shaping import shaped
    from positions.dataset.models import Stakeholder
    from positions.selection import find_actor

    loaded = how.load()
    given, _ = shaped(given_fields(fields) | given_fields(more), {}, "stakeholder")
    asked = id is None or "name" not in given
    asking.require(ID=id is None, name="name" not in given)
    name = given.get("name") or asking.ask("Full name", str)
    id = new_id(loaded, "stakeholders", id, given.get("short") or name)
    if asked:
        short = given.get("short") or asking.ask_if_any("Short name for matrices", str)
        kind = given.get("kind") or asking.ask_if_any("What it is, for example union or think tank", str)
        given |= {"short": short, "kind": kind}
    groups = [find_actor(loaded.require(), group) for group in fields.member_of]
    put_part(how, "stakeholders", id, build(Stakeholder, {**given, "name": name, "member_of": groups}))


@takes(fields=IssueOptions, more=MoreOfIssue, how=EditOptions)
def issue(
    id: Annotated[str | None, typer.Argument(metavar="ID", help="Short id, for example parking.")] = None,
    *,
    fields: IssueOptions,
    more: MoreOfIssue,
    how: EditOptions,
) -> None:
    """Add an issue, with the proposition that a stance is for or against.

    Examples:

        positions add issue parking --title Parking --proposition "It should cost"
    """
    from positions.cli.edits.shaping import shaped
    from positions.dataset.models import Issue

    loaded = how.load()
    given, _ = shaped(given_fields(fields) | given_fields(more), {}, "")
    asking.require(ID=id is None, title="title" not in given, proposition="proposition" not in given)
    title = given.get("title") or asking.ask("Title", str)
    id = new_id(loaded, "issues", id, title)
    question = "Proposition, a sentence one can be for or against"
    proposition = given.get("proposition") or asking.ask(question, str)
    remark = proposition_remark(title, proposition)
    if remark is not None:
        how.notify(remark)
    put_part(
        how,
        "issues",
        id,
        build(Issue, {**given, "title": title, "proposition": proposition, "tags": list(fields.tags)}),
    )


def new_id(loaded: Loaded, section: Section, given: str | None, name: str) -> str:
    """Return the id that was given, or else asked for; one made of the name is suggested."""
    from positions.dataset.editing.plans.parts import a_new_id

    dataset = loaded.require()
    if given is not None:
        return a_new_id(dataset, section, given)
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    suggested = _NOT_IN_IDS.sub("-", letters).strip("-")
    if not suggested or suggested in getattr(dataset, section):
        return asking.ask("Id, short", lambda text: a_new_id(dataset, section, text))
    return asking.ask_or("Id", suggested, lambda text: a_new_id(dataset, section, text))


def put_part(how: EditOptions, section: Section, id: str, part: Issue | Source | Stakeholder) -> None:
    """Add a part to the dataset, and say what was added where."""
    from positions.dataset.editing.plans.parts import add_part
    from positions.library.editing.additions import added_part

    carry_out(
        how,
        lambda loaded: add_part(loaded, section, id, part),
        lambda edited: added_part(edited, section, part),
    )
