"""What part of a dataset is compared: which actors, which issues, which entries, of what quality."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache, partial
from typing import Literal

from positions.clauses import (
    OF_EVIDENCE,
    Clause,
    first_failing,
    grouped,
    passes,
    require_field,
    require_value,
    values_of_actor,
    values_of_entry,
    values_of_issue,
)
from positions.dataset.dates import PartialDate
from positions.dataset.models import Dataset, Evidence, Issue, Position, Stakeholder
from positions.dataset.selection_fields import parse_clause
from positions.dataset.validation.former_ids import former_ids
from positions.names import alike_key
from positions.problems import UsageError
from positions.suggest import did_you_mean, first_of
from positions.vocabulary import CONFIDENCES, NO_BASIS, WITHHELD, Confidence, EntryRule, Section

Grouped = Mapping[str, frozenset[str]]
"""Values by field, as they are compared."""

_WHOLE_CELLS = (
    *("actors", "kinds", "issues", "tags", "where", "exclude"),
    *("min_answers", "min_minority", "thin_actors", "thin_issues"),
)
"""The filters of actors and issues; any other looks at entries, and clauses do where they say so."""

FILTER_WORDS = {
    "as-of": "dated after --as-of",
    "window": "outside the window",
    "source": "without evidence from the --source",
    "basis": "on another --basis",
    "min-confidence": "below --min-confidence",
    "no-conditional": "conditional",
    WITHHELD: WITHHELD,
}
"""Why a filter leaves a cell or a statement out, in words, by the name that `fails` and `resolve` give."""


ENTRY_RULE_WORDS: Mapping[EntryRule, str] = {
    "latest": "",
    "window": "the latest of its entries in the period, and mixed where these are on both sides",
    "majority": "what most of its entries say",
    "mean": "the mean of its entries",
}
"""What a cell is by the entries that count; nothing need be said of the latest."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters, all of which must hold; an empty one lets everything pass.

    `as_of`, `since` and `until` choose among a cell's entries (`entries` says how) and come first. The
    quality filters (`sources`, `bases`, `min_confidence`, `conditional`) then make a cell *excluded*: they
    never bring back an older entry. Clauses (`where`, `exclude`) on a coder choose among the entries as dates
    do; on other fields of entries they are quality filters. `min_answers` and `min_minority` are counted on
    what all others leave, in a grid; `thin_actors` and `thin_issues` are the ids that
    they leave out, None where nobody has counted.
    """

    actors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    as_of: PartialDate | None = None
    entries: EntryRule = "latest"
    since: PartialDate | None = None
    until: PartialDate | None = None
    sources: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    min_confidence: Confidence | None = None
    conditional: bool = True
    where: tuple[Clause, ...] = ()
    exclude: tuple[Clause, ...] = ()
    min_answers: int = 0
    min_minority: float = 0.0
    thin_actors: frozenset[str] | None = None
    thin_issues: frozenset[str] | None = None

    def as_options(self) -> dict[str, object]:
        """Return the filters that are set, for the record in a report."""
        values = {name: getattr(self, name) for name in self.__slots__}
        default = Selection()
        return {
            name: _plain(value)
            for name, value in values.items()
            if value != getattr(default, name) and not isinstance(value, frozenset)
        }

    @property
    def filters_entries(self) -> bool:
        """Whether any filter looks at entries, and not at actors and issues alone."""
        others = any(
            getattr(self, field.name) != field.default
            for field in fields(self)
            if field.name not in _WHOLE_CELLS
        )
        return others or self.has_entry_clauses

    @property
    def has_entry_clauses(self) -> bool:
        """Whether any clause looks at entries."""
        return any(clause.level == "entry" for clause in (*self.where, *self.exclude))

    def of_coders(self, entries: Sequence[Position]) -> Sequence[Position]:
        """Return the entries of a cell by the coders that are asked for; all where none is."""
        where, exclude = self._clauses(only=("coder",))
        if not where and not exclude:
            return entries
        return [entry for entry in entries if passes(where, exclude, "entry", _values_of(entry))]

    def fails_state(self, entries: Sequence[Position], state: str) -> str | None:
        """Return the first filter that a state that is no position does not pass, None where it passes.

        It is what one entry says, or what several of one date say together.
        """
        for entry in entries:
            failed = self._fails_clauses(entry, but=(*OF_EVIDENCE, "stance"))
            if failed is not None:
                return failed
        where, exclude = self._clauses(only=("stance",))
        failed = first_failing(where, exclude, "entry", lambda field: (alike_key(state),))
        return None if failed is None else _clause_words(failed)

    def fails_evidence(self, item: Evidence | None) -> str | None:
        """Return the first filter on evidence that an item does not pass; None stands for no evidence."""
        if self.sources and (item is None or item.source not in self.sources):
            return "source"
        if self.bases and (item is None or item.effective_basis not in self.bases):
            return "basis"
        source, basis = (None, NO_BASIS) if item is None else (item.source, item.effective_basis)
        values = {"source": (alike_key(source or ""),), "basis": (alike_key(basis),)}
        where, exclude = self._clauses(only=OF_EVIDENCE)
        failed = first_failing(where, exclude, "entry", lambda field: values[field])
        return None if failed is None else _clause_words(failed)

    def _fails_clauses(self, entry: Position, *, but: tuple[str, ...] = ()) -> str | None:
        if not self.has_entry_clauses:
            return None
        where, exclude = self._clauses(but=but)
        failed = first_failing(where, exclude, "entry", _values_of(entry))
        return None if failed is None else _clause_words(failed)

    def _clauses(self, *, only: tuple[str, ...] = (), but: tuple[str, ...] = ()) -> tuple[Grouped, Grouped]:
        """Return the values of `where` and of `exclude` by field, of some fields."""
        return _of_fields(self.where, only, but), _of_fields(self.exclude, only, but)

    def fails(self, entry: Position) -> str | None:
        """Return the name of the first quality filter that an entry does not pass, None where it passes."""
        if self.sources and not any(item.source in self.sources for item in entry.evidence):
            return "source"
        if self.bases and entry.basis not in self.bases:
            return "basis"
        return self.fails_as_coded(entry, but=())

    def fails_as_coded(self, entry: Position, *, but: tuple[str, ...] = OF_EVIDENCE) -> str | None:
        """Return the first filter that an entry does not pass whatever its evidence, None where it passes.

        An entry without a confidence fails any `min_confidence`.
        """
        if self.min_confidence is not None and (
            entry.confidence is None
            or CONFIDENCES.index(entry.confidence) < CONFIDENCES.index(self.min_confidence)
        ):
            return "min-confidence"
        if not self.conditional and entry.condition is not None:
            return "no-conditional"
        return self._fails_clauses(entry, but=but)


def filters_of_entries(selection: Selection) -> Selection:
    """Return a selection with its filters of entries alone: all actors and all issues pass."""
    default = Selection()
    of_cells = {name: getattr(default, name) for name in _WHOLE_CELLS}
    kept = {
        name: tuple(clause for clause in getattr(selection, name) if clause.level == "entry")
        for name in ("where", "exclude")
    }
    return replace(selection, **{**of_cells, **kept})


def selected_actors(dataset: Dataset, selection: Selection) -> dict[str, Stakeholder]:
    """Return the actors that the selection lets pass, in the order of the file."""
    where, exclude = _of_fields(selection.where), _of_fields(selection.exclude)
    return {
        actor: stakeholder
        for actor, stakeholder in dataset.stakeholders.items()
        if (not selection.actors or actor in selection.actors)
        and (not selection.kinds or _folded(stakeholder.kind) in map(_folded, selection.kinds))
        and actor not in (selection.thin_actors or ())
        and passes(where, exclude, "actor", partial(values_of_actor, name=actor, actor=stakeholder))
    }


def selected_issues(dataset: Dataset, selection: Selection) -> dict[str, Issue]:
    """Return the issues that the selection lets pass, in the order of the file."""
    tags = {_folded(tag) for tag in selection.tags}
    where, exclude = _of_fields(selection.where), _of_fields(selection.exclude)
    return {
        name: issue
        for name, issue in dataset.issues.items()
        if (not selection.issues or name in selection.issues)
        and (not tags or tags & {_folded(tag) for tag in issue.tags})
        and name not in (selection.thin_issues or ())
        and passes(where, exclude, "issue", partial(values_of_issue, name=name, issue=issue))
    }


def clause_of(dataset: Dataset, text: str) -> Clause:
    """Return the clause that FIELD=VALUE says of a dataset: actors, issues and sources by any of their names.

    Raises:
        UsageError: if the field or the value is not in the dataset, with what there is.
    """
    field, value = parse_clause(text)
    field = require_field(dataset, field)
    find = {"actor": find_actor, "issue": find_issue, "source": find_source}.get(field)
    return Clause(field, find(dataset, value) if find and value else require_value(dataset, field, value))


def find_actor(dataset: Dataset, text: str) -> str:
    """Return the id of the actor that a text names by id, short or full name, ignoring case.

    Raises:
        UsageError: if none or several are so named.
    """
    return _find(
        text,
        {actor: (found.short, found.name) for actor, found in dataset.stakeholders.items()},
        "stakeholder",
        former_ids(dataset.stakeholders),
    )


def find_actors(dataset: Dataset, text: str) -> tuple[str, ...]:
    """Return the ids of the actors that a text names, with commas between several, each once.

    Raises:
        UsageError: if one of them is unknown or ambiguous.
    """
    try:
        return (find_actor(dataset, text),)
    except UsageError:
        names = [name.strip() for name in text.split(",") if name.strip()]
        if len(names) < 2:
            raise
    return tuple(dict.fromkeys(find_actor(dataset, name) for name in names))


def find_issue(dataset: Dataset, text: str) -> str:
    """Return the id of the issue that a text names by id or title, ignoring case.

    Raises:
        UsageError: if none or several are so named.
    """
    titles = {issue: (found.title,) for issue, found in dataset.issues.items()}
    return _find(text, titles, "issue", former_ids(dataset.issues))


def find_source(dataset: Dataset, text: str) -> str:
    """Return the id of the source that a text names by id or title, ignoring case.

    Raises:
        UsageError: if none or several are so named.
    """
    return _find(text, {source: (found.title,) for source, found in dataset.sources.items()}, "source")


def find_part(dataset: Dataset, section: Section, text: str) -> str:
    """Return the id of the part of a section that a text names, ignoring case.

    Raises:
        UsageError: if none or several are so named.
    """
    match section:
        case "stakeholders":
            return find_actor(dataset, text)
        case "issues":
            return find_issue(dataset, text)
        case "sources":
            return find_source(dataset, text)


def find_subject(
    dataset: Dataset, text: str, *, sources: bool = False
) -> tuple[Literal["actor", "issue", "source"], str]:
    """Return whether a text names an actor or an issue, and its id; `actor:x` and `issue:x` say which.

    Args:
        dataset: where it is looked for.
        text: an id, a name or a title.
        sources: whether what names neither may name a source; `source:x` does in any case.

    Raises:
        UsageError: if it names nothing, or one of each.
    """
    prefix, _, rest = text.partition(":")
    if prefix == "actor" and rest:
        return "actor", find_actor(dataset, rest)
    if prefix == "issue" and rest:
        return "issue", find_issue(dataset, rest)
    if sources and prefix == "source" and rest:
        return "source", find_source(dataset, rest)
    found: list[tuple[Literal["actor", "issue"], str]] = []
    for name, find in (("actor", find_actor), ("issue", find_issue)):
        try:
            found.append(("actor" if name == "actor" else "issue", find(dataset, text)))
        except UsageError as error:
            if isinstance(error, AmbiguousNameError):
                raise
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{text!r} is a stakeholder and an issue", f"write actor:{text} or issue:{text}")
    if sources and text in dataset.sources:
        return "source", text
    known = [*dataset.stakeholders, *dataset.issues]
    raise UsageError(f"there is no stakeholder or issue {text!r}", did_you_mean(text, known))


@lru_cache(maxsize=64)
def _of_fields(clauses: tuple[Clause, ...], only: tuple[str, ...] = (), but: tuple[str, ...] = ()) -> Grouped:
    return grouped(
        clause for clause in clauses if (not only or clause.field in only) and clause.field not in but
    )


def _values_of(entry: Position) -> Callable[[str], tuple[str, ...]]:
    return lambda field: values_of_entry(field, entry)


def _clause_words(field: str) -> str:
    return f"by --where or --exclude on {field}"


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [str(item) if isinstance(item, Clause) else item for item in value]
    return str(value) if isinstance(value, PartialDate) else value


class AmbiguousNameError(UsageError):
    """A name that more than one actor or issue bears."""


def _find(
    text: str, names: Mapping[str, tuple[str | None, ...]], what: str, former: Mapping[str, str] | None = None
) -> str:
    if text in names:
        return text
    if former and text in former:
        return former[text]
    wanted = _folded(text)
    matches = [
        key
        for key, others in names.items()
        if wanted in {_folded(key), *(_folded(other) for other in others)}
    ]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise AmbiguousNameError(f"{text!r} names several {what}s", f"write the id: {', '.join(matches)}")
    spelt = {spelling: key for key, others in names.items() for spelling in (key, *others) if spelling}
    raise UsageError(f"there is no {what} {text!r}", did_you_mean(text, spelt) or _listed(names, what))


def _listed(names: Mapping[str, object], what: str, most: int = 12) -> str:
    if not names:
        return f"the dataset has no {what} yet"
    return f"the {what}s are {first_of(list(names), most)}"


def _folded(text: str | None) -> str:
    return alike_key(text or "")
