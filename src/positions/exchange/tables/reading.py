"""One reader for tables of every kind: what kind a table is, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from itertools import islice
from typing import assert_never

from positions.exchange.data_files import open_data
from positions.exchange.tables.answers import Answers
from positions.exchange.tables.columns import FIELDS, LONG, OF_ACTOR, find_column, is_attribute
from positions.exchange.tables.long.long_table import read_long
from positions.exchange.tables.mappings.recognised import refuse_known_format
from positions.exchange.tables.mappings.sibling_files import with_files_beside
from positions.exchange.tables.own_exports.reports import refuse_report, refuse_workbook
from positions.exchange.tables.prepared import prepared
from positions.exchange.tables.settings import TableKind, TableSettings
from positions.exchange.tables.side_tables import Fields, more_on_actors, more_on_issues, scales_of_issues
from positions.exchange.tables.table_file import TableFile
from positions.exchange.tables.values.headings import (
    ISSUES,
    NAMES,
    STANCES,
    called_as_people,
    is_name,
    plain_heading,
)
from positions.exchange.tables.wide.answer_columns import answers_across
from positions.exchange.tables.wide.polis import is_beside_polis, is_polis, read_polis
from positions.exchange.tables.wide.row_names import has_issues_down
from positions.exchange.tables.wide.wide_table import read_wide
from positions.names import alike_key, name_key
from positions.problems import UsageError

TABLE_WORDS: dict[str, str] = {
    "long": "a long table, a row for each answer",
    "wide": "a wide table, actors down and issues across",
    "polis": "the votes of a Polis conversation",
}
"""What each kind of table is, in words."""

TRANSPOSED_WORDS = "a wide table, issues down and actors across"

_OF_ENTRIES = ("date", "salience", "confidence", "quote", "source", "basis")
_DOCUMENTS = ("document", "document name", "file", "filename", "source", "case")
_CODES = ("code", "codename", "code name", "codes")
_SEGMENTS = ("segment", "coded segment", "quote", "text", "coded text", "seltext", "quotation")
_LOOKED_AT = 1000
_BEGINNING = 1 << 20
"""Bytes of JSON in which a key is looked for that tells what it is."""


@dataclass(frozen=True, slots=True)
class ReadTable:
    """What a table says, with what is said of its actors and issues, there and in files beside it."""

    kind: TableKind
    answers: Answers
    actors: Fields
    issues: Fields
    remarks: tuple[str, ...]
    transposed: bool = False

    @property
    def words(self) -> str:
        """What kind of table it is, in words."""
        return table_words(self.kind, transposed=self.transposed)


def table_words(kind: TableKind, *, transposed: bool = False) -> str:
    """Return what a kind of table is, in words."""
    return TRANSPOSED_WORDS if kind == "wide" and transposed else TABLE_WORDS[kind]


def read_table(
    file: TableFile, settings: TableSettings, *, found: TableKind | None = None, skip_bad: bool = False
) -> ReadTable:
    """Return what a table says.

    Args:
        file: the table.
        settings: how it is read.
        found: what `guess_kind` found, where it was asked before.
        skip_bad: whether to leave out rows that cannot be read.

    Raises:
        UsageError: if a file cannot be opened, or the settings do not fit each other or the table.
        DataError: if a row cannot be read, unless they are skipped.
    """
    refuse_workbook(file)
    _refuse_scrutins(file)
    kind = settings.kind or found or guess_kind(file, settings)
    if kind == "wide" and not settings.transpose and has_issues_down(file, settings):
        settings = replace(settings, transpose=True)
    settings = replace(with_files_beside(file.path, settings), typed=file.is_typed)
    said: list[str] = []
    if kind != "polis":
        beside = scales_of_issues(settings.issues, settings.of_issues)
        settings = replace(settings, scales={**settings.scales, **beside})
        there = {**_there(file, settings), **own_groups(file, settings), **_full_names(file, settings, kind)}
        said = _said_of(there, settings)
        settings = replace(settings, columns={**there, **settings.columns}) if there else settings
    known_actors, known_issues = Fields(), Fields()
    answers: Answers
    match kind:
        case "polis":
            answers, known_actors, known_issues = read_polis(file, settings.issues, skip_bad=skip_bad)
        case "wide":
            answers = read_wide(prepared(file, settings), settings, skip_bad=skip_bad)
        case "long":
            answers = read_long(prepared(file, settings), settings, skip_bad=skip_bad)
        case _:
            assert_never(kind)
    actors = more_on_actors(settings.actors, answers.positions, settings.of_actors)
    described = None if kind == "polis" else settings.issues
    issues = more_on_issues(described, answers.issues, settings.of_issues)
    return ReadTable(
        kind,
        answers,
        {name: {**known_actors.get(name, {}), **actors.fields.get(name, {})} for name in answers.positions},
        {
            name: {**known_issues.get(name, {}), **_scale(settings, name), **issues.fields.get(name, {})}
            for name in answers.issues
        },
        (*said, *answers.remarks, *actors.remarks, *issues.remarks),
        transposed=settings.transpose,
    )


def _scale(settings: TableSettings, issue: str) -> dict[str, object]:
    scale = settings.scales.get(name_key(issue))
    return {} if scale is None else {"scale": scale}


def _there(file: TableFile, settings: TableSettings) -> dict[str, str]:
    """Return the columns that a table has of those that it may have: of `a|b` and `title/*` the first."""
    header = [*file.header, *(f"{name}.text" for name in settings.lookups)]
    found: dict[str, str] = {}
    for field, name in settings.optional.items():
        for one in name.split("|"):
            fitting = (column for column in header if "*" in one and fnmatchcase(column, one))
            column = one if find_column(header, one) is not None else next(fitting, None)
            if column is not None:
                found[field] = column
                break
    return found


def _full_names(file: TableFile, settings: TableSettings, kind: TableKind) -> dict[str, str]:
    """Return the column of actors of a wide table with given names and family names: both together."""
    if kind != "wide" or settings.transpose or find_column(file.header, "actor") is not None:
        return {}
    people = called_as_people(file.header)
    if people is None or not _comes_first(file.header, people[0]):
        return {}
    return {"actor": "+".join(people)}


def _said_of(there: dict[str, str], settings: TableSettings) -> list[str]:
    """Return a sentence on actors that two columns name, where nobody has said so."""
    joined = there.get("actor", "")
    if "+" not in joined or settings.columns.get("actor"):
        return []
    first, second = joined.split("+", 1)
    names = f"the columns {first!r} and {second!r} together"
    return [f"Actors are named by {names} (--column actor=COLUMN names another)."]


def _comes_first(header: list[str], column: str) -> bool:
    """Return whether no column before another is called as actors' names are."""
    return not any(map(is_name, header[: header.index(column)]))


def own_groups(file: TableFile, settings: TableSettings) -> dict[str, str]:
    """Return the columns of a table by which its actors are to be grouped, as attributes of theirs.

    What a file of actors says comes before the table's own columns.
    """
    if settings.actors is not None:
        return {}
    found = {}
    for name in settings.groups:
        place = find_column(file.header, name)
        if place is not None and name not in FIELDS and not is_attribute(name):
            found[f"{OF_ACTOR}{name}"] = file.header[place]
    return found


def guess_kind(file: TableFile, settings: TableSettings) -> TableKind:
    """Return what kind of table a file holds, going by what is asked and then by its content.

    Without a column of stances, a table is long where it has columns that only a long one has, or where most
    names in its first column stand there again.

    Raises:
        UsageError: if it is none that has answers, or what is asked fits no kind.
        DataError: if it is damaged.
    """
    columns = settings.columns
    across = settings.transpose or bool(settings.answers)
    if across and columns.get("stance"):
        option = "--transpose" if settings.transpose else "--answers"
        message = f"{option} is for wide tables, and --column stance= for long ones"
        raise UsageError(message, "leave one of the two out")
    if across:
        return "wide"
    if not columns:  # which say that the file is answers, whatever it looks like
        refuse_known_format(file)
        _refuse_other_tables(file)
        if is_polis(file):
            return "polis"
    if file.top.below:
        return "wide"
    named = [name for name in LONG if find_column(file.header, columns.get(name, name)) is not None]
    if "stance" in named or columns.get("stance") or len(named) > 1:
        return "long"
    called = {plain_heading(name) for name in file.header}
    if all(called & set(words) for words in (NAMES, ISSUES, STANCES)):
        return "long"
    places = {find_column(file.header, name) for name in _OF_ENTRIES if name not in columns} - {None}
    if not places and not _repeats_names(file, settings):
        return "wide"
    others = {place for place in places if place is not None}
    return "wide" if _is_wide_all_the_same(file, settings, others) else "long"


def _refuse_other_tables(file: TableFile) -> None:
    if is_beside_polis(file):
        hint = "name the file participants-votes.csv that belongs to it"
        raise UsageError(f"{file.path} is a part of a Polis export, and not the one that is read", hint)
    _refuse_scrutins(file)
    _refuse_segments(file)
    refuse_report(file)


def _refuse_scrutins(file: TableFile) -> None:
    """Raise where a file is roll calls as the Assemblée nationale publishes them: its keys say who voted how.

    Raises:
        UsageError: if so, or it cannot be opened.
    """
    if not file.path.name.lower().endswith(".json"):
        return
    with open_data(file.path) as opened:
        if b'"ventilationVotes"' not in opened.read(_BEGINNING):
            return
    message = f"{file.path} is a scrutin of the Assemblée nationale, of which only the keys say who voted how"
    raise UsageError(
        message, "make a table of it with jq: the line is in the docs, how-to/from-roll-calls.md"
    )


def _refuse_segments(file: TableFile) -> None:
    """Raise where a table lists coded segments of documents, none of which says for or against.

    Raises:
        UsageError: if so, with how to read it.
    """
    names = [alike_key(name) for name in file.header]
    found = [
        next((file.header[names.index(name)] for name in kind if name in names), None)
        for kind in (_DOCUMENTS, _CODES, _SEGMENTS)
    ]
    if None in found or find_column(file.header, "stance") is not None:
        return
    document, code, segment = found
    hint = (
        "where codes are written `issue > stance`, --mapping coded-segments reads them; where a column has "
        f"the stance: --column actor={document!r},issue={code!r},quote={segment!r},stance=NAME"
    )
    raise UsageError(f"{file.path} is a table of coded segments: no column says for or against", hint)


def _is_wide_all_the_same(file: TableFile, settings: TableSettings, others: set[int]) -> bool:
    """Return whether several columns can be answers of a table that has dates, or names that stand again.

    Where columns are called as a long table's are, by other words, it is a long one.
    """
    called = [plain_heading(name) for name in file.header]
    if set(called) & set(ISSUES) and set(called) & set(STANCES):
        return False
    return answers_across(file, settings, {0, *others}) > 1


def _repeats_names(file: TableFile, settings: TableSettings) -> bool:
    """Return whether most names in the column of actors stand there again; given names alone are none."""
    if called_as_people(file.header) is not None:
        return False
    place = find_column(file.header, settings.columns.get("actor", "")) or 0
    names = [row[place] for _, row in islice(file.numbered(), _LOOKED_AT) if place < len(row)]
    return len(names) > 2 and 3 * len(set(names)) <= 2 * len(names)
