"""From what is asked for by name to a selection: every name resolved, every contradiction refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from positions.clauses import require_value
from positions.dataset.selection_fields import may_look_at_entries
from positions.library.options.keywords import EntryKeywords, FilterKeywords
from positions.library.options.readers import flag, text, texts
from positions.library.options.reading import Option, read_options, read_value
from positions.problems import UsageError
from positions.rounding import as_fraction
from positions.selection import Selection, clause_of, find_actor, find_issue, find_source

if TYPE_CHECKING:
    from positions.dataset.models import Dataset
    from positions.grid import StanceGrid

_RESOLVED = ("where", "exclude")
_TAKEN_AS_GIVEN = tuple(
    field.name
    for field in fields(Selection)
    if field.name in FilterKeywords.__annotations__ and field.name not in _RESOLVED
)
"""The filters whose keyword is the selection's own name, and whose values need no dataset."""

Values = Mapping[str, Any]
"""Options that have been read, by keyword."""


def selection_of(
    dataset: Dataset, asked: Values, actors: Sequence[str] = (), base: Selection | None = None
) -> Selection:
    """Return the selection that is asked for, every name resolved to its id.

    Args:
        dataset: whose actors, issues and sources are named.
        asked: the filters; those of `EntryKeywords` are looked at where they are there.
        actors: names, to which all actors are narrowed where there are any.
        base: a selection that holds where nothing else is asked for.

    Raises:
        UsageError: if a name is unknown or ambiguous, or two filters do not go together.
    """
    coders = [f"coder={name}" for name in asked["coder"]]
    found: dict[str, object] = {
        "actors": tuple(dict.fromkeys(find_actor(dataset, name) for name in (*actors, *asked["actor"]))),
        "kinds": tuple(require_value(dataset, "kind", name) for name in asked["kind"]),
        "issues": tuple(find_issue(dataset, name) for name in asked["issue"]),
        "tags": tuple(require_value(dataset, "tag", name) for name in asked["tag"]),
        "sources": tuple(find_source(dataset, name) for name in asked["source"]),
        "bases": asked["basis"],
        "conditional": not asked["no_conditional"],
        "where": tuple(clause_of(dataset, text) for text in (*asked["where"], *coders)),
        "exclude": tuple(clause_of(dataset, text) for text in asked["exclude"]),
        **{name: asked[name] for name in _TAKEN_AS_GIVEN},
    }
    default = Selection()
    given = {name: value for name, value in found.items() if value != getattr(default, name)}
    chosen: Selection = replace(base or default, **given)  # type: ignore[arg-type]  # each by its own name
    if "entries" not in asked:
        return chosen
    chosen = with_entries(chosen, asked)
    if chosen.entries == "mean" and dataset.scale.is_nominal:
        hint = "--entries majority takes the most frequent one"
        raise UsageError("stances of a nominal scale have no mean", hint)
    return chosen


def names_of(named: Iterable[object]) -> tuple[str, ...]:
    """Return the names of an argument that repeats and takes commas.

    Raises:
        UsageError: if one is not text.
    """
    return tuple(part.strip() for name in named for part in a_name(name).split(",") if part.strip())


def a_name(value: object) -> str:
    """Return a name as it is.

    Raises:
        UsageError: if it is not text.
    """
    try:
        return text(value)
    except ValueError as error:
        raise UsageError(f"{error}, and names are", "write an id or a name in quotation marks") from None


def with_entries(selection: Selection, asked: Values) -> Selection:
    """Return a selection that takes the entries asked for.

    Raises:
        UsageError: if the options do not go together.
    """
    since, until = asked.get("since"), asked.get("until")
    if asked["entries"] is None and not (since or until):
        return selection
    if asked["entries"] in (None, "latest"):
        if since or until:
            raise UsageError("--since and --until bound a window of entries", "add --entries window")
        return replace(selection, entries="latest", since=None, until=None)
    if selection.as_of is not None:
        if asked["entries"] != "window" and not (since or until):
            return replace(selection, entries=asked["entries"], since=None, until=None)
        raise UsageError(
            f"--as-of and --entries {asked['entries']} do not go together"
            + (" with a period" if asked["entries"] != "window" else ""),
            "end the window with --until instead",
        )
    if since and until and since.first > until.last:
        raise UsageError(f"the window ends before it begins: {since} is after {until}")
    return replace(selection, entries=asked["entries"], since=since, until=until)


class _SelectionKeywords(FilterKeywords, EntryKeywords, total=False):
    """A selection as keywords."""


_KEYWORDS = {
    **{name: name for name in (*_TAKEN_AS_GIVEN, *_RESOLVED, "entries", "since", "until")},
    "kinds": "kind",
    "issues": "issue",
    "tags": "tag",
    "sources": "source",
    "bases": "basis",
}


def checked(dataset: Dataset, selection: Selection) -> Selection:
    """Return a selection that a program made, with names resolved and dates read as the filters' are.

    Raises:
        UsageError: as `selection_of`.
    """
    if not isinstance(selection, Selection):
        raise UsageError(
            f"{type(selection).__name__} is not a selection",
            "give a positions.Selection, or filters by keyword",
        )
    default = Selection()
    given = {
        _KEYWORDS[name]: value
        for name in (field.name for field in fields(selection))
        if name in _KEYWORDS and (value := getattr(selection, name)) != getattr(default, name)
    }
    for name in set(_RESOLVED) & set(given):
        given[name] = [str(clause) for clause in given[name]]
    if not read_value("conditional", Option(flag), selection.conditional):
        given["no_conditional"] = True
    asked = read_options(_SelectionKeywords, given)
    return selection_of(dataset, asked, read_value("actors", Option(texts), selection.actors))


def looks_at_entries(asked: Values) -> bool:
    """Return whether a clause that is asked for looks at entries."""
    texts = (*asked["where"], *asked["exclude"])
    return bool(asked["coder"]) or any(map(may_look_at_entries, texts))


def without_thin(grid: StanceGrid, selection: Selection) -> Selection:
    """Return a selection without the issues and actors on which too little is known to be counted.

    Of the issues, those go first whose minority is smaller than `min_minority`: the share of the actors on
    the smaller side among those for or against (on a nominal scale, the share not in the largest group among
    all who hold a position; 0 where nobody does). An issue of amounts has no sides, and stays. Of the actors,
    those go that hold a position on fewer than `min_answers` of the issues that are left.
    """
    left = [
        index
        for index in range(len(grid.issues))
        if not selection.min_minority
        or grid.scale_of(index).is_amount
        or minority(grid, index) >= as_fraction(selection.min_minority)
    ]
    plane = sum(1 << index for index in left)
    return replace(
        selection,
        thin_issues=frozenset(issue.id for index, issue in enumerate(grid.issues) if not plane >> index & 1),
        thin_actors=frozenset(
            actor.id
            for actor, held in zip(grid.actors, grid.held, strict=True)
            if (held & plane).bit_count() < selection.min_answers
        ),
    )


def minority(grid: StanceGrid, issue: int) -> Fraction:
    """Return the share of the actors that are in the minority on an issue (by index) that is not of amounts.

    See `without_thin` for what that is.
    """
    bit = 1 << issue
    if grid.scale.is_nominal:
        counts = [
            sum(bool(row.levels[index] & bit) for row in grid.rows) for index in range(len(grid.values))
        ]
        total = sum(counts)
        return Fraction(total - max(counts, default=0), total) if total else Fraction(0)
    if grid.scale.has_sides:
        favour = sum(bool(sides.favour & bit) for sides in grid.sides)
        against = sum(bool(sides.against & bit) for sides in grid.sides)
    else:  # others among the issues have no sides, so that planes by side are empty
        scale = grid.scale_of(issue)
        held = (grid.own_value(actor, issue) for actor in range(len(grid.actors)))
        sides = Counter(scale.side(value) for value in held if value is not None)
        favour, against = sides[1], sides[-1]
    return Fraction(min(favour, against), favour + against) if favour + against else Fraction(0)
