"""Discourse Network Analyzer: documents become sources, statements dated evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from positions.dataset.dates import PartialDate, parse_date
from positions.dataset.models import FORMAT, Dataset, Evidence, Issue, Position, Source, Stakeholder
from positions.dataset.quotations.search import Found, SourceText, find_quotation
from positions.exchange.alike_names import spelled_remarks
from positions.exchange.dna.database import DnaDocument, DnaFile, DnaStatement, read_dna_file
from positions.exchange.dna.one_spelling import with_one_spelling
from positions.exchange.dna.statement_words import cut_words
from positions.exchange.import_dataset import Imported, with_ids
from positions.exchange.slugs import ids_of
from positions.exchange.tables.answers import Faults
from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.table_file import TableFile
from positions.exchange.tables.values.recoding import UnreadableError
from positions.exchange.tables.values.stances import Stances
from positions.names import Spellings
from positions.problems import DataError, Location, UsageError
from positions.suggest import hint_for
from positions.vocabulary import ActorVariable

_AGREEMENT = {"0": "disagree", "1": "agree"}
_BOOLEAN = {"disagree": -1.0, "agree": 1.0}
_OTHER = {"organization": "person", "person": "organization"}


@dataclass(frozen=True, slots=True)
class _Variables:
    """The type of statement that is read, and which of its variables is the actor, the issue, the stance."""

    type: int
    actor: str
    issue: str
    stance: str
    boolean: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """A statement as an entry: actor, issue, and what it says."""

    actor: str
    issue: str
    entry: Position
    order: tuple[str, int, int]


def read_dna(
    path: Path, settings: TableSettings, actor: ActorVariable = "organization", *, skip_bad: bool = False
) -> Imported:
    """Return a database as a dataset whose sources have their texts.

    Agreement that is yes or no becomes the scale disagree -1, agree 1; an integer needs a declared scale.
    Other names of the variables are given as `--column actor=..., issue=..., stance=...`.

    Args:
        path: the database.
        settings: names of variables, and the scale.
        actor: who is the actor, unless the settings name a variable.
        skip_bad: whether to leave out statements that cannot be read.

    Raises:
        UsageError: if it cannot be opened, or has no statements with such variables.
        DataError: if it is damaged, or a statement cannot be read and is not to be skipped.
    """
    found = read_dna_file(path)
    variables = _variables(found, settings, actor)
    actors, issues = Spellings(), Spellings()
    found = with_one_spelling(found, variables.type, {variables.actor: actors, variables.issue: issues})
    if variables.boolean and not settings.stances:
        settings = replace(settings, stances=_BOOLEAN)
    stances, faults = Stances(settings), Faults(TableFile(path))
    texts = {key: _readable(document.text) for key, document in found.documents.items()}
    titles = _titles(found.documents)
    sources = {titles[key]: _source(document, titles[key]) for key, document in found.documents.items()}
    prepared = {key: SourceText(text) for key, text in texts.items()}
    read, uncut = [], 0
    for statement in found.statements:
        if statement.type == variables.type:
            try:
                one = _statement(statement, found, variables, stances)
            except UnreadableError as error:
                faults.add(statement.id, error.code, f"statement {statement.id}: {error}", error.hint)
                continue
            item = _quotation(statement, found.documents, prepared, titles, variables)
            uncut += item.quote is None
            read.append(replace(one, entry=one.entry.model_copy(update={"evidence": (item,)})))
    faults.listed = [replace(problem, location=Location(str(path))) for problem in faults.listed]
    if stances.refusal is not None:
        raise DataError([replace(stances.refusal, location=Location(str(path)))])
    problems = faults.settle(skip_bad=skip_bad)
    ids = ids_of(sources)
    dataset = with_ids(
        Dataset.model_construct(
            format=FORMAT,
            title=path.stem,
            scale=stances.scale,
            issues=_issues(found, variables, read),
            sources={
                name: source.model_copy(update={"text": f"sources/{ids[name]}.txt"})
                for name, source in sources.items()
            },
            stakeholders=_stakeholders(found, variables, read),
        )
    )
    return Imported(
        dataset,
        texts={f"sources/{ids[titles[key]]}.txt": text for key, text in texts.items()},
        remarks=(*_remarks(found, variables, uncut), *spelled_remarks(actor=actors, issue=issues)),
        problems=problems,
        skipped=faults.rows,
        unit="statement",
    )


def _variables(found: DnaFile, settings: TableSettings, actor: str) -> _Variables:
    names = {
        "actor": settings.columns.get("actor", actor),
        "issue": settings.columns.get("issue", "concept"),
        "stance": settings.columns.get("stance", "agreement"),
    }
    for kind, kinds in found.variables.items():
        if set(names.values()) <= set(kinds) and kinds[names["stance"]] != "long text":
            boolean = kinds[names["stance"]] == "boolean"
            return _Variables(kind, names["actor"], names["issue"], names["stance"], boolean)
    known = sorted({name for kinds in found.variables.values() for name in kinds})
    lacking = next((name for name in names.values() if name not in known), None)
    if lacking is None:
        raise UsageError(f"no type of statement has {', '.join(names.values())} together")
    field = next(field for field, name in names.items() if name == lacking)
    hint = f"{hint_for(lacking, known, 'variables')}; --column {field}=NAME says which it is"
    raise UsageError(f"no statement has a variable {lacking!r}", hint)


def _titles(documents: Mapping[int, DnaDocument]) -> dict[int, str]:
    """Return a title of its own for each document."""
    found: dict[int, str] = {}
    taken: set[str] = set()
    for key, document in documents.items():
        title = _line(document.title) or f"Document {key}"
        if title in taken:
            title = f"{title} ({key})"
        taken.add(title)
        found[key] = title
    return found


def _source(document: DnaDocument, title: str) -> Source:
    fields = {
        "publisher": document.source,
        "author": document.author,
        "type": document.type,
        "section": document.section,
        "note": document.notes,
    }
    given: dict[str, Any] = {name: text for name, value in fields.items() if (text := _line(value))}
    return Source.model_construct(title=title, date=_day(document.date), **given)


def _statement(statement: DnaStatement, found: DnaFile, variables: _Variables, stances: Stances) -> _Read:
    document = found.documents.get(statement.document)
    if document is None:
        raise UnreadableError("unknown-source", f"there is no document {statement.document}")
    actor, issue = (_line(statement.values.get(name, "")) for name in (variables.actor, variables.issue))
    for name, value in ((variables.actor, actor), (variables.issue, issue)):
        if not value:
            hint = "name it in DNA, or leave such statements out with --skip-bad"
            raise UnreadableError("missing-name", f"it has no {name}", hint)
    value = statement.values.get(variables.stance, "")
    stance = stances.read(_AGREEMENT.get(value, value) if variables.boolean else value)
    if stance is None:
        raise UnreadableError("bad-stance", f"it has no {variables.stance}")
    day = _day(document.date)
    if day is None:
        raise UnreadableError(
            "bad-value", "the date of its document is outside the calendar", "correct the date in DNA"
        )
    entry = Position(stance=stance, coder=_line(statement.coder) or None).model_copy(
        update={"date": day, "attributes": _others(statement, found, variables)}
    )
    return _Read(actor, issue, entry, (day.text, document.id, statement.start))


def _other_names(found: DnaFile, variables: _Variables) -> Iterator[str]:
    """Yield a statement's other variables: all that are not the actor, issue, stance or the speaker."""
    speaker = "person" if variables.actor == "organization" else ""
    for name in found.variables[variables.type]:
        if name not in (variables.actor, variables.issue, variables.stance, speaker):
            yield name


def _others(statement: DnaStatement, found: DnaFile, variables: _Variables) -> dict[str, str]:
    return {
        _line(name): text
        for name in _other_names(found, variables)
        if (text := _line(statement.values.get(name, "")))
    }


def _quotation(
    statement: DnaStatement,
    documents: Mapping[int, DnaDocument],
    prepared: Mapping[int, SourceText],
    titles: Mapping[int, str],
    variables: _Variables,
) -> Evidence:
    """Return the words of a statement, without a quotation where it would not be found in the text again."""
    words = " ".join(cut_words(documents[statement.document].text, statement.start, statement.stop).split())
    found = words and isinstance(find_quotation(words, prepared[statement.document]), Found)
    speaker = _line(statement.values.get(_OTHER.get(variables.actor, ""), ""))
    return Evidence(
        source=titles[statement.document],
        quote=words if found else None,
        speaker=speaker if speaker and variables.actor == "organization" else None,
        locator=f"characters {statement.start} to {statement.stop}",
        basis=None if found else "stated",
    )


def _stakeholders(found: DnaFile, variables: _Variables, read: Sequence[_Read]) -> dict[str, Stakeholder]:
    known = found.entities.get((variables.type, variables.actor), {})
    by_actor: dict[str, dict[str, list[_Read]]] = {_line(name): {} for name in known}
    for one in sorted(read, key=lambda statement: statement.order):
        by_actor.setdefault(one.actor, {}).setdefault(one.issue, []).append(one)
    attributes = {_line(name): given for name, given in known.items()}
    shorts = Counter(_line(given.get("Alias", "")) for given in known.values())
    return {
        name: Stakeholder.model_construct(
            name=name,
            **_described(attributes.get(name, {}), shorts),
            positions={issue: tuple(_entries(statements)) for issue, statements in cells.items()},
        )
        for name, cells in by_actor.items()
    }


def _described(attributes: Mapping[str, str], shorts: Mapping[str, int]) -> dict[str, Any]:
    """Return kind, note, short name (an alias that no other entity has) and other attributes of an entity."""
    fields: dict[str, Any] = {}
    others = dict(attributes)
    if shorts.get(alias := _line(others.get("Alias", ""))) == 1 and alias:
        fields["short"] = alias
        del others["Alias"]
    for name, field in (("Type", "kind"), ("Notes", "note")):
        text = _line(others.pop(name, ""))
        if text:
            fields[field] = text
    if others:
        fields["attributes"] = {_line(name).lower(): _line(text) for name, text in others.items()}
    return fields


def _issues(found: DnaFile, variables: _Variables, read: Sequence[_Read]) -> dict[str, Issue]:
    known = found.entities.get((variables.type, variables.issue), {})
    given = {_line(name): attributes for name, attributes in known.items()}
    names = dict.fromkeys([*given, *(one.issue for one in read)])
    issues = {}
    for name in names:
        fields = dict(given.get(name, {}))
        tag = fields.pop("Type", "")
        notes = [_line(text) if key == "Notes" else f"{key}: {_line(text)}" for key, text in fields.items()]
        issues[name] = Issue.model_construct(
            title=name, tags=(tag,) if tag else (), note="; ".join(notes) or None
        )
    return issues


def _entries(statements: Sequence[_Read]) -> Iterator[Position]:
    """Yield the entries of a cell: statements of one day, stance, coder and other variables together."""
    joined: dict[tuple[object, ...], Position] = {}
    for one in statements:
        entry = one.entry
        key = (entry.stance, str(entry.date), entry.coder, *entry.attributes.items())
        before = joined.get(key)
        if before is not None:
            entry = before.model_copy(update={"evidence": (*before.evidence, *entry.evidence)})
        joined[key] = entry
    return iter(joined.values())


def _remarks(found: DnaFile, variables: _Variables, uncut: int) -> Iterator[str]:
    others: dict[str, int] = {}
    for statement in found.statements:
        if statement.type != variables.type:
            label = found.types.get(statement.type, "unknown")
            others[label] = others.get(label, 0) + 1
    for label, number in others.items():
        yield f"Left out, since it is no statement of a stance: {number:,} of the type {label!r}."
    kept = list(_other_names(found, variables))
    if kept:
        yield (
            f"Other variables are kept as attributes of entries: {', '.join(kept)} "
            f"(--where entry.{kept[0]}=VALUE)."
        )
    for (kind, name), entities in found.entities.items():
        described = sum(map(bool, entities.values()))
        if described and kind == variables.type and name not in (variables.actor, variables.issue):
            is_other = name == _OTHER.get(variables.actor)
            way = f" (--actor {name} makes them those of actors)" if is_other else ""
            yield f"Not kept: the attributes of {described:,} entities of the variable {name!r}{way}."
    if uncut:
        yield f"{uncut:,} quotations could not be cut from their documents and are left out: see `locator`."


def _day(seconds: int) -> PartialDate | None:
    """Return the day of a time in seconds since 1970, None where the calendar has none."""
    try:
        day = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    except OverflowError:
        return None
    return parse_date(day.date().isoformat())


def _readable(text: str) -> str:
    """Return a text as a file may hold it: line feeds, no NUL."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _line(text: str) -> str:
    """Return a text in one line, without control characters."""
    return " ".join("".join(sign if sign.isprintable() or sign.isspace() else "" for sign in text).split())
