"""`positions add stakeholder`, `add issue` and `add source`."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Annotated, Any

import typer

from positions.cli import prompts as asking
from positions.cli import streams
from positions.cli.editing import EditOptions, build, carry_out, tidy
from positions.cli.options.groups import takes
from positions.cli.options.shared import listed
from positions.cli.problem_lines import problem_text
from positions.problems import DataError, Problem, UsageError

if TYPE_CHECKING:
    from positions.dataset.editing.edit import Edited
    from positions.dataset.editing.plan_parts import Section
    from positions.dataset.load import Loaded
    from positions.dataset.models import Issue, Source, Stakeholder

_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


@takes(how=EditOptions)
def stakeholder(
    id: Annotated[str | None, typer.Argument(metavar="ID", help="Short id, for example lga.")] = None,
    *,
    name: Annotated[str | None, typer.Option("--name", metavar="TEXT", help="Full name.")] = None,
    short: Annotated[
        str | None, typer.Option("--short", metavar="TEXT", help="Short name for matrices.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="TEXT", help="Kind of actor: think tank, union ...")
    ] = None,
    member_of: Annotated[
        list[str] | None,
        typer.Option("--member-of", metavar="ACTOR", callback=listed(), help="Association it belongs to."),
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Remark.")] = None,
    how: EditOptions,
) -> None:
    """Add a stakeholder.

    Examples:

        positions add stakeholder lga --name "Local Councils" --short LGA
    """
    from positions.dataset.models import Stakeholder
    from positions.selection import find_actor

    loaded = how.load()
    asked = id is None or tidy(name) is None
    asking.require(ID=id is None, name=tidy(name) is None)
    name = tidy(name) or asking.ask("Full name", str)
    id = _id(loaded, "stakeholders", id, short or name)
    if asked:
        short = tidy(short) or asking.ask_if_any("Short name for matrices", str)
        kind = tidy(kind) or asking.ask_if_any("What it is, for example union or think tank", str)
    groups = [find_actor(loaded.require(), group) for group in member_of or ()]
    fields = {"name": name, "short": tidy(short), "kind": tidy(kind), "member_of": groups, "note": tidy(note)}
    _add(how, "stakeholders", id, build(Stakeholder, fields))


@takes(how=EditOptions)
def issue(
    id: Annotated[str | None, typer.Argument(metavar="ID", help="Short id, for example parking.")] = None,
    *,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="Short name, as shown in tables.")
    ] = None,
    proposition: Annotated[
        str | None,
        typer.Option("--proposition", metavar="TEXT", help="Sentence that a stance is for or against."),
    ] = None,
    tag: Annotated[
        list[str] | None,
        typer.Option("--tag", metavar="TAG", callback=listed(), help="Tag to filter by."),
    ] = None,
    weight: Annotated[
        float | None, typer.Option("--weight", metavar="N", help="Weight of the issue (default: 1).")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Remark.")] = None,
    how: EditOptions,
) -> None:
    """Add an issue, with the proposition that a stance is for or against.

    Examples:

        positions add issue parking --title Parking --proposition "It should cost"
    """
    from positions.dataset.models import Issue

    loaded = how.load()
    asking.require(ID=id is None, title=tidy(title) is None, proposition=tidy(proposition) is None)
    title = tidy(title) or asking.ask("Title", str)
    id = _id(loaded, "issues", id, title)
    proposition = tidy(proposition) or asking.ask("Proposition, a sentence one can be for or against", str)
    fields = {
        "title": title,
        "proposition": proposition,
        "tags": tag,
        "weight": weight,
        "note": tidy(note),
    }
    _add(how, "issues", id, build(Issue, fields))


@takes(how=EditOptions)
def source(
    id: Annotated[str | None, typer.Argument(metavar="ID", help="Short id, for example report-2026.")] = None,
    *,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="Title of the text or speech.")
    ] = None,
    publisher: Annotated[str | None, typer.Option("--publisher", metavar="TEXT", help="Publisher.")] = None,
    author: Annotated[str | None, typer.Option("--author", metavar="TEXT", help="Author.")] = None,
    type: Annotated[
        str | None, typer.Option("--type", metavar="TEXT", help="Kind of source: article, speech ...")
    ] = None,
    section: Annotated[
        str | None, typer.Option("--section", metavar="TEXT", help="Section of the publication.")
    ] = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help="Date of publication: YYYY, YYYY-MM or YYYY-MM-DD."),
    ] = None,
    retrieved: Annotated[
        str | None, typer.Option("--retrieved", metavar="DATE", help="Date of retrieval.")
    ] = None,
    url: Annotated[str | None, typer.Option("--url", metavar="TEXT", help="Web address.")] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="TEXT", help="Language, for example en.")
    ] = None,
    text: Annotated[
        str | None,
        typer.Option(
            "--text",
            metavar="FILE",
            help="Copy of the text in the dataset's folder, against which quotations are checked.",
        ),
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Remark.")] = None,
    how: EditOptions,
) -> None:
    """Add a source.

    Examples:

        positions add source report --title "Annual report" --text sources/report.txt
    """
    from positions.dataset.models import Source

    fields: dict[str, Any] = {
        "title": title,
        "publisher": publisher,
        "author": author,
        "type": type,
        "section": section,
        "date": date,
        "retrieved": retrieved,
        "url": url,
        "language": language,
        "text": text,
        "note": note,
    }
    fields = {name: tidy(value) for name, value in fields.items()}
    loaded = how.load()
    asked = id is None or fields["title"] is None
    asking.require(ID=id is None, title=fields["title"] is None)
    fields["title"] = fields["title"] or asking.ask("Title", str)
    id = _id(loaded, "sources", id, fields["title"])
    if asked:
        fields["publisher"] = fields["publisher"] or asking.ask_if_any("Publisher", str)
        fields["date"] = fields["date"] or asking.ask_if_any("Date: YYYY, YYYY-MM or YYYY-MM-DD", _date)
        fields["url"] = fields["url"] or asking.ask_if_any("Web address", str)
        question = "A copy of the text in the dataset's folder, for example sources/report.txt"
        fields["text"] = fields["text"] or asking.ask_if_any(question, str)
    _look_for_text(loaded, fields["text"])
    _add(how, "sources", id, build(Source, fields))


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


def _look_for_text(loaded: Loaded, text: str | None) -> None:
    """Refuse a text outside the folder, or one that cannot be read; say so if it is not there yet."""
    from positions.dataset.quotations.source_text import read_source_text, resolve_source_path

    if not text or loaded.folder is None:
        return
    path = resolve_source_path(loaded.folder, text)
    found = path if isinstance(path, Problem) else read_source_text(path)
    if not isinstance(found, Problem):
        return
    if found.is_error and found.code != "missing-extra":
        raise DataError([found])
    streams.say(problem_text([found], ascii=streams.is_ascii()), end="")


def _add(how: EditOptions, section: Section, id: str, part: Issue | Source | Stakeholder) -> None:
    from positions.dataset.editing.plan_parts import WHAT, add_part

    def done(edited: Edited) -> str:
        called = getattr(part, "title", None) or getattr(part, "name", "")
        where = edited.location
        return f"Added: {WHAT[section]} {id}, {called} ({where.file}:{where.line})"

    carry_out(how, lambda loaded: add_part(loaded, section, id, part), done)
