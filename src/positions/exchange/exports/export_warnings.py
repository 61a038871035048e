"""What a table has no place for, in sentences, and how to read the table again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from positions.dataset.models import ABOUT, Dataset, Position
from positions.dataset.plain_keys import plain_keys
from positions.dataset.scale import NAMED_SCALES, Scale
from positions.dataset.scale_declaration import NO_NEUTRAL
from positions.exchange.tables.own_exports.scale_column import scale_text
from positions.exchange.tables.settings import parse_stances
from positions.exchange.tables.values.recoding import labelled_scale
from positions.offers import option
from positions.problems import UsageError
from positions.reports.common.cells import counted, listed
from positions.rounding import as_written


def lost_in_long(dataset: Dataset, *, beside: bool = False) -> tuple[str, ...]:
    """Return what a dataset has that a long table leaves out, in sentences.

    `beside`: the tables of actors and issues stand beside it, and hold a part of that.
    """
    in_others, nowhere = _in_side_tables(dataset), _in_no_table(dataset)
    others = f"Not in the long table, but with --type actors and --type issues: {listed(in_others)}."
    return (
        *([others] if in_others and not beside else []),
        *([f"Not in any table: {listed(nowhere)}."] if nowhere else []),
    )


def _in_side_tables(dataset: Dataset) -> list[str]:
    actors, issues = list(dataset.stakeholders.values()), list(dataset.issues.values())
    return [
        *_some((actor.short for actor in actors), "short name"),
        *_some((actor.note for actor in actors), "remark on a stakeholder", "remarks on stakeholders"),
        *_some(
            (actor.attributes for actor in actors), "stakeholder's attributes", "stakeholders' attributes"
        ),
        *_some((issue.weight != 1 for issue in issues), "weight"),
        *_some((issue.tags for issue in issues), "issue's tags", "issues' tags"),
        *_some((issue.note for issue in issues), "remark on an issue", "remarks on issues"),
    ]


def _in_no_table(dataset: Dataset) -> list[str]:
    actors = list(dataset.stakeholders.values())
    return [
        *_some(
            (actor.member_of for actor in actors), "stakeholder's memberships", "stakeholders' memberships"
        ),
        *_some(
            (actor.influences for actor in actors),
            "stakeholder's influence on others",
            "stakeholders' influence on others",
        ),
        *_lost_of_sources(dataset),
    ]


def lost_without_gaps(dataset: Dataset) -> tuple[str, ...]:
    """Return who and what is not in a long table without rows for gaps, as a sentence; none where all are."""
    held = {issue for actor in dataset.stakeholders.values() for issue in actor.positions}
    gone = [
        *_some((not actor.positions for actor in dataset.stakeholders.values()), "stakeholder"),
        *_some((issue not in held for issue in dataset.issues), "issue"),
    ]
    return (f"Not in the long table, since no entry is theirs: {listed(gone)}.",) if gone else ()


def lost_in_wide(dataset: Dataset) -> tuple[str, ...]:
    """Return what a dataset has that a wide table leaves out, in sentences; none where there is nothing."""
    actors, issues = list(dataset.stakeholders.items()), list(dataset.issues.items())
    entries = [entry for _, actor in actors for cell in actor.positions.values() for entry in cell]
    older = len(entries) - sum(bool(cell) for _, actor in actors for cell in actor.positions.values())
    in_long = [
        *_some((actor.name != name for name, actor in actors), "stakeholder's name", "stakeholders' names"),
        *_some((actor.kind for _, actor in actors), "kind"),
        *_some((actor.influence is not None for _, actor in actors), "influence"),
        *_some((issue.title != name for name, issue in issues), "issue's title", "issues' titles"),
        *_some((issue.proposition for _, issue in issues), "proposition"),
        *([counted(older, "other entry of a cell", "other entries of a cell")] if older else []),
        *_some((entry.date for entry in entries), "date"),
        *_some(
            (item for entry in entries for item in entry.evidence), "item of evidence", "items of evidence"
        ),
        *_some(
            map(_remarks, entries),
            "entry's condition, confidence, salience, note or coder",
            "entries' conditions, confidence, salience, notes or coder",
        ),
        *_lost_plain_keys(entries),
        *_some((entry.correction for entry in entries), "correction"),
        *_some(
            (entry.acceptable for entry in entries),
            "interval that is acceptable",
            "intervals that are acceptable",
        ),
        *_some((issue.unit for _, issue in issues), "unit"),
        *_some((issue.scale for _, issue in issues), "issue's own scale", "issues' own scales"),
        *_some((entry.attributes for entry in entries), "entry's attributes", "entries' attributes"),
        *_some(
            (name for name in ABOUT if getattr(dataset, name)), "key of the dataset", "keys of the dataset"
        ),
        *_some(dataset.sources.values(), "source"),
        *_some((actor.url for _, actor in actors), "stakeholder's address", "stakeholders' addresses"),
        *_some([*(actor.was for _, actor in actors), *(issue.was for _, issue in issues)], "former id"),
        *_some(_marks_of_privacy(dataset), "mark of what is private", "marks of what is private"),
    ]
    in_others, nowhere = _in_side_tables(dataset), _in_no_table(dataset)
    return (
        *([f"Not in the wide table, but in the long one: {listed(in_long)}."] if in_long else []),
        *(
            [f"Not in either, but with --type actors and --type issues: {listed(in_others)}."]
            if in_others
            else []
        ),
        *([f"Not in any table: {listed(nowhere)}."] if nowhere else []),
    )


def reading_options(scale: Scale) -> str:
    """Return the options with which `positions import` reads a table on this scale."""
    if scale.name in NAMED_SCALES:
        return f"--scale {scale.name}"
    if scale.is_range:
        neutral = as_written(scale.neutral) if scale.sided else NO_NEUTRAL
        return option("--scale", f"{as_written(scale.minimum)}:{as_written(scale.maximum)}:{neutral}")
    if scale.is_nominal:
        return "--scale nominal"
    pairs = ",".join(f"{label}={as_written(value)}" for label, value in scale.labels.items())
    if _as_stances_tell(pairs) == scale:
        return option("--stance", pairs)
    return option("--scale", scale_text(scale))


def _as_stances_tell(pairs: str) -> Scale | None:
    """Return the scale that `--stance` with these pairs declares; None where it declares none."""
    try:
        return labelled_scale(parse_stances([pairs]))
    except UsageError:
        return None


def _lost_of_sources(dataset: Dataset) -> Iterator[str]:
    used = dataset.cited_sources
    unused = [name for name in dataset.sources if name not in used]
    if unused:
        yield counted(len(unused), "source that nothing rests on", "sources that nothing rests on")


def _remarks(entry: Position) -> bool:
    return any((entry.condition, entry.confidence, entry.salience is not None, entry.note, entry.coder))


def _marks_of_privacy(dataset: Dataset) -> Iterator[bool]:
    for actor in dataset.stakeholders.values():
        yield actor.private
        for entry in (entry for cell in actor.positions.values() for entry in cell):
            yield entry.private
            yield from (item.private for item in entry.evidence)


def _lost_plain_keys(entries: Sequence[Position]) -> Iterator[str]:
    keys = plain_keys(Position)
    for one, several in dict.fromkeys(key.counted for key in keys.values()):
        names = [name for name, key in keys.items() if key.counted == (one, several)]
        yield from _some((any(getattr(entry, name) for name in names) for entry in entries), one, several)


def _some(values: Iterable[object], one: str, several: str | None = None) -> list[str]:
    number = sum(map(bool, values))
    return [counted(number, one, several)] if number else []
