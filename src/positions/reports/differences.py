"""Differences between two datasets as a table and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import assert_never

from positions.attribution import evidence_text
from positions.dataset.models import Condition, Position
from positions.measures.differences import Cited, Difference, Entries, OfIssues, Side, field_words
from positions.reports.common.cells import accepted_words, condition_words, counted, listed
from positions.reports.common.evidence import evidence_of_entry
from positions.reports.common.study import Study
from positions.tables import CellValue, Column, Ref, Table

_WORDS: Mapping[str, str] = {
    "stance": "stance",
    "issue.proposition": "proposition",
    "position.added": "position added",
    "position.gone": "position gone",
    "position.condition": "condition",
    "entry.added": "entry added",
    "entry.gone": "entry gone",
    "evidence.quote": "quotation",
    "evidence.added": "evidence added",
    "evidence.gone": "evidence gone",
    "evidence.source": "source of the evidence",
    "source.url": "address of the source",
    "source.text": "file with the source's text",
    "evidence.url": "address of the evidence",
    "evidence.private": "privacy of the evidence",
    "position.private": "privacy",
    "position.attributes": "other variables",
}
"""What a difference is called, where it is not simply the field of the part."""

_FIELD_WORDS: Mapping[str, str] = {
    "archived": "archived copy",
    "cite": "citation",
    "member_of": "memberships",
    "private": "privacy",
    "retrieved": "date of reading",
    "sha256": "hash of the text",
    "short": "short name",
    "url": "address",
    "was": "former ids",
}
"""What a field of a part is called, where its key is no word for it."""

_TOLD = 6
_MOST_WORDS = 60
_CELL_PARTS = ("position", "entry", "evidence")


def kind_words(kind: str) -> str:
    """Return what a kind of difference is called: "stance", "name of the stakeholder", "issue added"."""
    part, _, field = kind.partition(".")
    if kind in _WORDS or not field:
        return _WORDS.get(kind, kind)
    if field in ("added", "gone"):
        return f"{part} {field}"
    words = _FIELD_WORDS.get(field) or field.replace("_", " ")
    return words if part in _CELL_PARTS else f"{words} of the {part}"


def changes_table(found: Sequence[Difference], old: Study, new: Study) -> Table:
    """Return a row for each difference, the most important first, with the words before and after."""
    columns = (
        Column("subject", "What"),
        Column("change", "Change"),
        Column("importance", "Importance", "integer", detail=True),
        Column("stakeholder", "Actor", detail=True),
        Column("issue", "Issue", detail=True),
        Column("source", "Source", detail=True),
        Column("before", "Before", below=True),
        Column("after", "Now", below=True),
    )
    rows = tuple(_row(each, old, new) for each in found)
    return Table("changes", "Changes", columns, rows, empty="There is no change to list.")


def _row(each: Difference, old: Study, new: Study) -> tuple[CellValue, ...]:
    words = kind_words(each.kind)
    actor = None if each.stakeholder is None else actor_ref(each.stakeholder, old, new)
    issue = None if each.issue is None else issue_ref(each.issue, old, new)
    source = None if each.source is None else _source_ref(each.source, old, new)
    return (
        _subject(actor, issue, source) or new.info.title,
        Ref(each.kind, words, words),
        each.importance,
        actor,
        issue,
        source,
        side_words(old, each.issue, each.before),
        side_words(new, each.issue, each.after),
    )


def side_words(study: Study, issue: str | None, side: Side) -> str | None:
    """Return what a difference was or became in words, evidence with whose words it holds."""
    match side:
        case None | str():
            return side
        case OfIssues(Condition() as condition):
            return condition_words(condition, study.titles)
        case OfIssues(held):
            about = study.dataset.issues.get(issue or "")
            return field_words(held, about.unit if about else None)
        case Cited(entry, item):
            return _evidence_words(study, entry.model_copy(update={"evidence": (item,)}))
        case Entries(entries, stance):
            return "; ".join(_entry_words(study, issue, entry, stance) for entry in entries)
        case _:
            assert_never(side)


def _entry_words(study: Study, issue: str | None, entry: Position, stance: str | float | None) -> str:
    """Return an entry as a line: stance, date, condition, and the evidence that has words."""
    date = study.date_of(entry)
    shown = study.dataset.in_words(issue or "", entry.stance if stance is None else stance)
    spoken = tuple(item for item in entry.evidence if item.quote or item.translation)
    parts = [
        shown + ("" if date is None else f" ({date})"),
        *([f"accepts {accepted}"] if (accepted := accepted_words(entry)) else []),
        *([f"on condition: {condition_words(entry.condition, study.titles)}"] if entry.condition else []),
        *([_evidence_words(study, entry.model_copy(update={"evidence": spoken}))] if spoken else []),
    ]
    return ", ".join(parts)


def _evidence_words(study: Study, entry: Position) -> str:
    items = evidence_of_entry(entry, study.dataset.sources)
    return "; ".join(evidence_text(item).line for item in items)


def _subject(actor: Ref | None, issue: Ref | None, source: Ref | None) -> str:
    """Return what a difference is about, in words; "" where it is the dataset."""
    if actor and issue:
        return f"{actor.label} on {issue.label}"
    only = actor or issue or source
    return only.label if only else ""


def actor_ref(name: str, old: Study, new: Study) -> Ref:
    """Return the heading of an actor of either dataset, as the newer one calls it."""
    found = new.dataset.stakeholders.get(name) or old.dataset.stakeholders[name]
    return Ref(name, found.label, found.name)


def issue_ref(name: str, old: Study, new: Study) -> Ref:
    """Return the heading of an issue of either dataset, as the newer one calls it."""
    found = new.dataset.issues.get(name) or old.dataset.issues[name]
    return Ref(name, found.title, found.title)


def _source_ref(name: str, old: Study, new: Study) -> Ref:
    found = new.dataset.sources.get(name) or old.dataset.sources.get(name)
    return Ref(name, found.title if found else name, found.title if found else name)


def selected_ids(study: Study) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of a study's actors and of its issues."""
    return frozenset(actor.id for actor in study.actors), frozenset(issue.id for issue in study.issues)


def concerning(found: Iterable[Difference], old: Study, new: Study) -> tuple[Difference, ...]:
    """Return the differences that are about what is selected in either study.

    A source is where a selected cell cites it, or no cell does; what is about the whole dataset always is.
    """
    (old_actors, old_issues), (new_actors, new_issues) = map(selected_ids, (old, new))
    actors, issues = old_actors | new_actors, old_issues | new_issues
    cited: dict[str, bool] = {}
    for study in (old, new):
        for actor, issue, source in _citations(study):
            cited[source] = cited.get(source, False) or (actor in actors and issue in issues)
    return tuple(
        each
        for each in found
        if (each.stakeholder is None or each.stakeholder in actors)
        and (each.issue is None or each.issue in issues)
        and (each.source is None or each.stakeholder is not None or cited.get(each.source, True))
    )


def _citations(study: Study) -> Iterator[tuple[str, str, str]]:
    for actor, stakeholder in study.dataset.stakeholders.items():
        for issue, entries in stakeholder.positions.items():
            for entry in entries:
                for item in entry.evidence:
                    if item.source is not None:
                        yield actor, issue, item.source


def said_of_differences(found: Sequence[Difference]) -> Iterator[str]:
    """Yield how many differences there are beside those of cells, what a proposition said, and by kind."""
    for each in found:
        if each.kind == "issue.proposition":
            yield (
                f"A proposition is another, so stances on it may mean something else: {_short(each.before)} "
                f"became {_short(each.after)}."
            )
    rest = Counter(
        each.kind
        for each in found
        if each.kind.partition(".")[0] not in (*_CELL_PARTS, "stance", "reaffirmed")
    )
    if rest:
        words = [f"{kind_words(kind)} ({number})" for kind, number in rest.most_common()]
        more = [f"{len(words) - _TOLD} more kinds"] if len(words) > _TOLD else []
        yield f"Besides positions, {counted(rest.total(), 'change')}: {listed([*words[:_TOLD], *more])}."


def _short(side: Side) -> str:
    if not isinstance(side, str):
        return "none"
    words = side
    return f"“{words}”" if len(words) <= _MOST_WORDS else f"“{words[:_MOST_WORDS].rstrip()} ...”"
