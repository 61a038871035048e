"""`positions add stakeholder`, `add issue` and `add source`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from positions.cli import prompts as asking
from positions.cli.edits.edit_options import EditOptions, carry_out
from positions.cli.edits.quotations import say_remark
from positions.cli.options.groups import takes
from positions.cli.options.parts import IssueOptions, SourceOptions, StakeholderOptions, given_fields
from positions.library.editing.values import build
from positions.problems import UsageError

if TYPE_CHECKING:
    from positions.dataset.editing.edit import Edited
    from positions.dataset.editing.plan_parts import Section
    from positions.dataset.load import Loaded
    from positions.dataset.models import Issue, Source, Stakeholder

_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


@takes(fields=StakeholderOptions, how=EditOptions)
def stakeholder(
    id: Annotated[str | None, typer.Argument(metavar="ID", help="Short id, for example lga.")] = None,
    *,
    fields: StakeholderOptions,
    how: EditOptions,
) -> None:
    """Add a stakeholder.

    Examples:

        positions add stakeholder lga --name "Local Councils" --short LGA
    """
    from positions.dataset.models import Stakeholder
    from positions.selection import find_actor

    loaded = how.load()
    given = given_fields(fields)
    asked = id is None or "name" not in given
    asking.require(ID=id is None, name="name" not in given)
    name = given.get("name") or asking.ask("Full name", str)
    id = _id(loaded, "stakeholders", id, given.get("short") or name)
    if asked:
        short = given.get("short") or asking.ask_if_any("Short name for matrices", str)
        kind = given.get("kind") or asking.ask_if_any("What it is, for example union or think tank", str)
        given |= {"short": short, "kind": kind}
    groups = [find_actor(loaded.require(), group) for group in fields.member_of]
    _add(how, "stakeholders", id, build(Stakeholder, {**given, "name": name, "member_of": groups}))


@takes(fields=IssueOptions, how=EditOptions)
def issue(
    id: Annotated[str | None, typer.Argument(metavar="ID", help="Short id, for example parking.")] = None,
    *,
    fields: IssueOptions,
    how: EditOptions,
) -> None:
    """Add an issue, with the proposition that a stance is for or against.

    Examples:

        positions add issue parking --title Parking --proposition "It should cost"
    """
    from positions.dataset.models import Issue

    loaded = how.load()
    given = given_fields(fields)
    asking.require(ID=id is None, title="title" not in given, proposition="proposition" not in given)
    title = given.get("title") or asking.ask("Title", str)
    id = _id(loaded, "issues", id, title)
    question = "Proposition, a sentence one can be for or against"
    proposition = given.get("proposition") or asking.ask(question, str)
    _add(
        how,
        "issues",
        id,
        build(Issue, {**given, "title": title, "proposition": proposition, "tags": list(fields.tags)}),
    )


@takes(fields=SourceOptions, how=EditOptions)
def source(
    id: Annotated[str | None, typer.Argument(metavar="ID", help="Short id, for example report-2026.")] = None,
    *,
    fields: SourceOptions,
    how: EditOptions,
) -> None:
    """Add a source.

    Examples:

        positions add source report --title "Annual report" --text sources/report.txt
    """
    from positions.dataset.models import Source

    given = given_fields(fields)
    loaded = how.load()
    asked = id is None or "title" not in given
    asking.require(ID=id is None, title="title" not in given)
    given["title"] = given.get("title") or asking.ask("Title", str)
    id = _id(loaded, "sources", id, given["title"])
    if asked:
        questions: dict[str, tuple[str, Callable[[str], str]]] = {
            "publisher": ("Publisher", str),
            "date": ("Date: YYYY, YYYY-MM or YYYY-MM-DD", _date),
            "url": ("Web address", str),
            "text": ("A copy of the text in the dataset's folder, for example sources/report.txt", str),
        }
        for name, (question, read) in questions.items():
            given[name] = given.get(name) or asking.ask_if_any(question, read)
    look_for_text(loaded, given.get("text"))
    _add(how, "sources", id, build(Source, given))


def _id(loaded: Loaded, section: Section, given: str | None, name: str) -> str:
    """Return the id that was given, or else asked for; one made of the name is suggested."""
    from positions.dataset.editing.plan_parts import a_new_id

    dataset = loaded.require()
    if given is not None:
        return a_new_id(dataset, section, given)
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    suggested = _NOT_IN_IDS.sub("-", letters).strip("-")
    if not suggested or suggested in getattr(dataset, section):
        return asking.ask("Id, short", lambda text: a_new_id(dataset, section, text))
    return asking.ask_for_id("Id", suggested, lambda text: a_new_id(dataset, section, text))


def _date(text: str) -> str:
    """Return a date as it was typed, if it is one."""
    from positions.dataset.dates import parse_date

    try:
        return parse_date(text).text
    except ValueError as error:
        raise UsageError(str(error)) from None


def look_for_text(loaded: Loaded, text: str | None) -> None:
    """Refuse a text outside the folder, or one that cannot be read; say so if it is not there yet."""
    from positions.library.editing import editor

    editor.look_for_text(loaded, text, say_remark)


def _add(how: EditOptions, section: Section, id: str, part: Issue | Source | Stakeholder) -> None:
    from positions.dataset.editing.plan_parts import WHAT, add_part

    def done(edited: Edited) -> str:
        called = getattr(part, "title", None) or getattr(part, "name", "")
        where = edited.location
        return f"Added: {WHAT[section]} {id}, {called} ({where.file}:{where.line})"

    carry_out(how, lambda loaded: add_part(loaded, section, id, part), done)
