"""`positions add source`: from options, or from the file that holds its text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from positions.cli import prompts as asking
from positions.cli import streams
from positions.cli.commands.add.part import new_id, put_part
from positions.cli.edits.edit_options import EditOptions
from positions.cli.edits.quotations import look_for_text
from positions.cli.options.groups import takes
from positions.cli.options.more_fields import MoreOfSource
from positions.cli.options.parts import SourceOptions, given_fields
from positions.cli.problem_lines import visible
from positions.library.editing.values import build
from positions.problems import UsageError

if TYPE_CHECKING:
    from positions.dataset.incoming.reading import IncomingSource
    from positions.dataset.load import Loaded

Question = tuple[str, Callable[[str], str]]
"""What is asked, and what reads the answer."""

_NOTHING = "-"
"""The answer that leaves out what was found."""


@takes(fields=SourceOptions, more=MoreOfSource, how=EditOptions)
def source(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="ID|FILE",
            help="Short id, for example report-2026, or a file with the text: .txt, .md, .html, .pdf, "
            ".docx, .eml.",
        ),
    ] = None,
    id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Id of a source from a file (default: its name).")
    ] = None,
    *,
    fields: SourceOptions,
    more: MoreOfSource,
    how: EditOptions,
) -> None:
    """Add a source: by an id, or from a file, whose text is copied to `sources/`.

    Title, author, publisher, date, address and language are read from the file. On a terminal you are
    prompted to confirm them; options take precedence.

    Examples:

        positions add source report --title "Annual report" --text sources/report.txt

        positions add source ~/Downloads/decision.pdf --id decision --date 2026-03-14
    """
    from positions.cli.edits.shaping import shaped

    given, _ = shaped(given_fields(fields) | given_fields(more), {}, "")
    if what is not None and _is_file(what, titled="title" in given):
        _add_file(how, Path(what).expanduser(), id, given)
        return
    if id is not None:
        if what is not None:
            raise UsageError("--id needs a FILE", f"write the id alone: positions add source {id}")
        what = id
    _add_described(how, what, given)


def _is_file(what: str, *, titled: bool) -> bool:
    """Return whether an argument names a file: by a folder in it, or an ending that is read.

    With a title it may still be an id (`report.txt`) where there is no such file.
    """
    from positions.dataset.incoming.reading import INSTEAD, KINDS

    path = Path(what).expanduser()
    if "/" in what or "\\" in what:
        return True
    is_document = path.suffix.lower() in {*KINDS, *INSTEAD} - {""}
    return path.suffix != "" and (path.is_file() or (is_document and not titled))


def _add_described(how: EditOptions, id: str | None, given: dict[str, Any]) -> None:
    from positions.dataset.models import Source

    loaded = how.load()
    asked = id is None or "title" not in given
    asking.require(ID=id is None, title="title" not in given)
    given["title"] = given.get("title") or asking.ask("Title", str)
    id = new_id(loaded, "sources", id, given["title"])
    if asked:
        copy = "A copy of the text in the dataset's folder, for example sources/report.txt"
        questions: dict[str, Question] = {**_QUESTIONS, "text": (copy, str)}
        for name, (question, read) in questions.items():
            given[name] = given.get(name) or asking.ask_if_any(question, read)
    look_for_text(loaded, given.get("text"))
    put_part(how, "sources", id, build(Source, given))


def _add_file(how: EditOptions, path: Path, id: str | None, given: dict[str, Any]) -> None:
    from positions.dataset.editing.plans.parts import a_new_id
    from positions.dataset.incoming.reading import read_incoming_file
    from positions.dataset.incoming.storing import stored
    from positions.library.editing.sources import folder_of, incoming_id, incoming_part

    loaded = how.load()
    dataset = loaded.require()
    incoming = read_incoming_file(path)
    if asking.can_ask() and (id is None or "title" not in given):
        given = {**given, **_confirmed(incoming, given)}
    else:
        _show(how, incoming, given)
    part = incoming_part(incoming, given)
    if id is None and asking.can_ask():
        id = _asked_id(loaded, incoming)
    name = incoming_id(dataset, incoming) if id is None else a_new_id(dataset, "sources", id)
    for remark in incoming.remarks:
        how.notify(remark)
    with stored(folder_of(loaded), incoming, name, dry_run=how.dry_run) as text:
        put_part(how, "sources", name, part.model_copy(update={"text": text}))
        how.notify(f"Its text {'would be' if how.dry_run else 'is'} {text}.")


def _show(how: EditOptions, incoming: IncomingSource, given: dict[str, Any]) -> None:
    """Say what is taken from the file, option by option."""
    taken = [f"{name} {value}" for name, value in incoming.found.items() if name not in given]
    if taken:
        how.notify(f"From {incoming.name}: {'; '.join(map(visible, taken))}.")


def _confirmed(incoming: IncomingSource, given: dict[str, Any]) -> dict[str, str]:
    """Ask about each detail that no option gives; an empty text leaves out what was found."""
    streams.say(f"{incoming.name}: Enter takes what is proposed, {_NOTHING} leaves it out.")
    answers: dict[str, str] = {}
    if "title" not in given:
        found = incoming.found.get("title")
        answers["title"] = asking.ask("Title", str) if found is None else asking.ask_or("Title", found, str)
    questions: dict[str, Question] = {"author": ("Author", str), **_QUESTIONS}
    for name, (question, read) in questions.items():
        if name in given:
            continue
        proposed = incoming.found.get(name)
        if proposed is None:
            answers[name] = asking.ask_if_any(question, read) or ""
        else:
            answers[name] = asking.ask_or(question, proposed, _or_nothing(read))
    return answers


def _or_nothing(read: Callable[[str], str]) -> Callable[[str], str]:
    return lambda answer: "" if answer == _NOTHING else read(answer)


def _asked_id(loaded: Loaded, incoming: IncomingSource) -> str:
    from positions.dataset.editing.plans.parts import a_new_id
    from positions.library.editing.sources import incoming_id

    def parse(text: str) -> str:
        return a_new_id(loaded.require(), "sources", text)

    if not incoming.suggested_id:
        return asking.ask("Id, short", parse)
    return asking.ask_or("Id", incoming_id(loaded.require(), incoming), parse)


def _date(text: str) -> str:
    """Return a date as it was typed, if it is one."""
    from positions.dataset.dates import parse_date

    try:
        return parse_date(text).text
    except ValueError as error:
        raise UsageError(str(error)) from None


_QUESTIONS: dict[str, Question] = {
    "publisher": ("Publisher", str),
    "date": ("Date: YYYY, YYYY-MM or YYYY-MM-DD", _date),
    "url": ("Web address", str),
}
