"""Groups of the actors of a very large table: counted in the database, so that no answer is in memory."""

from __future__ import annotations

from pathlib import Path

from positions.dataset.entries import stance_value
from positions.dataset.models import Dataset
from positions.exchange.duckdb.grid import described
from positions.exchange.duckdb.table import Numbered, can_number, numbered
from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.table_file import TableFile
from positions.grid import actors_of, issues_of
from positions.measures.groups.counts import GroupCounts
from positions.measures.pairs.results import Comparison
from positions.reports.common.study import info_of
from positions.reports.groups.report import Grouped, membership
from positions.tables import Ref


def grouped_table(
    path: Path, settings: TableSettings, by: str, how: Comparison
) -> tuple[Grouped, tuple[str, ...]] | None:
    """Return the counts of a table by an attribute of its actors, and remarks on its reading.

    None where the table is small, or another reader must read it: so where an actor is private, of which the
    database knows nothing.

    Raises:
        UsageError: if a file cannot be opened, or no actor has the attribute.
        DataError: if a row of a file about actors or issues cannot be read.
    """
    if not can_number(path):
        return None
    with numbered(path, settings) as found:
        if found is None:
            return None
        dataset, remarks = described(path, settings, found)
        if any(actor.private for actor in dataset.stakeholders.values()):
            return None
        counts = _counts(found, dataset, by)
    data = Grouped(
        info=info_of(dataset, TableFile(path).sha256()),
        counts=counts,
        issues=tuple(Ref(issue.id, issue.title, issue.title) for issue in issues_of(dataset.issues)),
        by=by,
        options={
            "measure": how.measure_for(counts),
            "min_shared": how.min_shared,
            "weighted": how.weighted,
            "by_salience": how.by_salience,
            "range": how.bounds,
        },
    )
    return data, (*found.remarks, *remarks)


def _counts(found: Numbered, dataset: Dataset, by: str) -> GroupCounts:
    scale, database = dataset.scale, found.database
    of_actor = membership(actors_of(dataset.stakeholders), by)
    groups = tuple(dict.fromkeys(name for name in of_actor if name is not None))
    number = {name: index for index, name in enumerate(groups)}
    grouped = [(actor, number[name]) for actor, name in enumerate(of_actor) if name is not None]
    database.execute(
        "CREATE TABLE grouped AS SELECT unnest($1::INTEGER[]) AS a, unnest($2::INTEGER[]) AS g",
        [[actor for actor, _ in grouped], [group for _, group in grouped]],
    )
    query = "SELECT g, i, s, count(*) FROM answers JOIN grouped USING (a) GROUP BY g, i, s ORDER BY g, i, s"
    read = [None if stance is None else stance_value(stance, scale) for stance in found.stances]
    values = tuple(sorted(scale.labels.values())) or tuple(
        sorted({value for value in read if value is not None})
    )
    index_of = {value: index for index, value in enumerate(values)}
    held: list[list[dict[int, int]]] = [[{} for _ in groups] for _ in found.issues]
    for group, issue, text, times in database.execute(query).fetchall():
        value = read[text]
        if value is not None:
            levels = held[issue][group]
            levels[index_of[value]] = levels.get(index_of[value], 0) + times
    return GroupCounts(
        groups=groups,
        sizes=tuple(of_actor.count(name) for name in groups),
        scale=scale,
        values=values,
        weights=tuple(float(issue.weight) for issue in dataset.issues.values()),
        held=held,
        ungrouped=of_actor.count(None),
    )
