"""All pairs, however many, written one after another: the table `pairs` without the table in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from positions.exchange.sql.connection import open_database
from positions.exchange.sql.interrupts import interruptible
from positions.exchange.sql.text import literal
from positions.files import replacing
from positions.grid import StanceGrid
from positions.measures.pairs.bitset import iterate_pairs
from positions.measures.pairs.engines import BULK_FROM
from positions.measures.pairs.expected import expectations
from positions.measures.pairs.nearness import passes
from positions.measures.pairs.numpy_blocks import BulkPairs, has_numpy, offers
from positions.measures.pairs.results import Comparison, PairResult, Tick, UnfitMeasureError, no_tick
from positions.problems import MissingExtraError, UsageError
from positions.render.common.delimited_text import field_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

COLUMNS = (
    "a",
    "b",
    "shared",
    "same",
    "agree",
    "differ",
    "oppose",
    "conditional",
    "agreement",
    "disagreement",
)
BOUNDS = ("low", "high")
CHANCE = ("effective", "expected", "kappa")
"""The columns of the table `pairs`, in its order."""

_CHUNK = 200_000
_MEMORY = "200MB"
_MARGIN = 1e-12
"""Where a sum of fractions should be exactly the least agreement asked for, it may fall short by this."""


class Asked(NamedTuple):
    """Which pairs of a grid are written: how they are compared, and the least agreement; None takes all.

    `rows` are the actors (by index) whose pairs with all later ones are written; None takes all.
    """

    grid: StanceGrid
    how: Comparison
    least: float | None = None
    rows: range | None = None


def write_parquet(
    path: Path,
    asked: Asked,
    tick: Tick = no_tick,
    merging: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> None:
    """Write the pairs to a Parquet file, in the order of the file of data; what is undefined is null.

    Once all pairs are told to `tick`, their parts are made one file, within `merging`.

    Raises:
        MissingExtraError: if NumPy or DuckDB is not installed.
        UsageError: if the file cannot be written, or the measure does not fit the scale.
    """
    check(asked)
    try:
        import duckdb
        import numpy as np  # noqa: F401  # blocks of pairs need it
    except ImportError:
        raise MissingExtraError("bulk", f"writing {path.name}") from None
    with (
        replacing(path) as target,
        TemporaryDirectory(prefix=".positions-", dir=target.parent) as folder,
        open_database(folder=folder, memory=_MEMORY) as database,
        interruptible(database),
    ):
        parts = []
        try:
            for number, columns in enumerate(_chunks(asked, tick)):
                parts.append(str(Path(folder) / f"{number}.parquet"))
                database.register("chunk", columns)
                database.execute(f"COPY (SELECT * FROM chunk) TO {literal(parts[-1])} (FORMAT parquet)")
            with merging():
                database.execute(_merged(database, asked.grid, parts, target))
        except duckdb.IOException as error:
            raise UsageError(f"cannot write {path}: {str(error).splitlines()[0]}") from None


def _merged(database: Any, grid: StanceGrid, parts: list[str], target: Path) -> str:
    """Return the query that writes all parts into one file, with the actors' ids for their indices.

    As an ENUM an id stands once in a part of the file, and not once a pair.
    """
    ids = [actor.id for actor in grid.actors]
    names = "SELECT unnest($1::INTEGER[]) AS place, unnest($2::VARCHAR[]) AS id"
    database.execute(f"CREATE TABLE names AS {names}", [list(range(len(ids))), ids])
    database.execute("CREATE TYPE actor AS ENUM (SELECT id FROM names ORDER BY place)")
    database.execute("CREATE TABLE actors AS SELECT place, id::actor AS id FROM names")
    numbers = [
        f"nullif({name}, 'nan'::DOUBLE) AS {name}" if name in (*COLUMNS[-2:], *BOUNDS, *CHANCE) else name
        for name in (*COLUMNS[2:], *BOUNDS, *CHANCE)
    ]
    source = f"read_parquet([{', '.join(map(literal, parts))}])" if parts else _nothing()
    return (
        f"COPY (SELECT one.id AS a, two.id AS b, {', '.join(numbers)} FROM {source} AS pair "
        "JOIN actors AS one ON one.place = pair.a JOIN actors AS two ON two.place = pair.b) "
        f"TO {literal(str(target))} (FORMAT parquet, COMPRESSION zstd)"
    )


def _nothing() -> str:
    """Return a table with the columns of the parts and no row."""
    columns = [f"0 AS {name}" for name in COLUMNS[:-2]]
    columns += [f"0.0::DOUBLE AS {name}" for name in (*COLUMNS[-2:], *BOUNDS, *CHANCE)]
    return f"(SELECT {', '.join(columns)} LIMIT 0)"


def write_delimited(
    write: Callable[[str], object], asked: Asked, delimiter: str = ",", tick: Tick = no_tick
) -> None:
    """Write the pairs as lines of text, as the renderer of CSV writes the table `pairs`.

    Raises:
        UsageError: if the measure does not fit the scale.
    """
    check(asked)
    ids = [field_of(actor.id, delimiter) for actor in asked.grid.actors]
    write(delimiter.join((*COLUMNS, *BOUNDS, *CHANCE)) + "\n")
    for rows in _rows(asked, tick):
        write(
            "".join(
                [
                    f"{ids[a]}{delimiter}{ids[b]}{delimiter}"
                    + delimiter.join(
                        ["" if value is None or value != value else str(value) for value in values]
                    )
                    + "\n"
                    for a, b, *values in rows
                ]
            )
        )


def _rows(asked: Asked, tick: Tick) -> Iterator[list[tuple[Any, ...]]]:
    if in_bulk(asked):
        for columns in _block_columns(asked, tick):
            yield list(zip(*(column.tolist() for column in columns.values()), strict=True))
        return
    pairs, expect = _pairs(asked, tick), expectations(asked.grid, asked.how)
    while some := list(islice(pairs, _CHUNK)):
        yield [(*_values(pair), *expect(pair)) for pair in some]


def _chunks(asked: Asked, tick: Tick) -> Iterator[dict[str, NDArray[Any]]]:
    import numpy as np

    if in_bulk(asked):
        yield from _block_columns(asked, tick)
        return
    kinds = [np.int32] * len(COLUMNS[:-2]) + [np.float64] * (2 + len(BOUNDS) + len(CHANCE))
    for rows in _rows(asked, tick):
        columns = zip(*rows, strict=True)
        yield {
            name: np.array([np.nan if value is None else value for value in column], kind)
            for name, kind, column in zip((*COLUMNS, *BOUNDS, *CHANCE), kinds, columns, strict=True)
        }


def in_bulk(asked: Asked) -> bool:
    """Return whether to use blocks: of many actors, where NumPy is there and offers what is asked for.

    Expected agreement and kappa are then sums of floats, and may differ from the core's in the last digit.
    """
    return len(asked.grid.actors) >= BULK_FROM and has_numpy() and offers(asked.grid, asked.how)


def _block_columns(asked: Asked, tick: Tick) -> Iterator[dict[str, NDArray[Any]]]:
    import numpy as np

    bulk = BulkPairs(asked.grid, asked.how)
    for block in bulk.blocks(triangle=True, between=asked.rows):
        a, b = block.pairs()
        arrays = (block.shared, block.same, block.agree, block.differ, block.oppose, block.conditional)
        columns: dict[str, NDArray[Any]] = {"a": a, "b": b}
        columns |= {name: block.above(array) for name, array in zip(COLUMNS[2:-2], arrays, strict=True)}
        columns |= {
            "agreement": block.above(block.agreement),
            "disagreement": block.above(block.disagreement),
        }
        columns |= dict.fromkeys(BOUNDS, np.full(len(a), np.nan))
        beyond = (block.effective, *bulk.expected(block))
        columns |= {name: block.above(array) for name, array in zip(CHANCE, beyond, strict=True)}
        if asked.least is not None:
            kept = columns["agreement"] >= asked.least - _MARGIN
            columns = {name: column[kept] for name, column in columns.items()}
        if len(columns["a"]):
            yield columns
        tick(len(a))


def _pairs(asked: Asked, tick: Tick) -> Iterator[PairResult]:
    for pair in iterate_pairs(asked.grid, asked.how, tick, asked.rows):
        if asked.least is None or passes(pair, asked.least):
            yield pair


def check(asked: Asked) -> None:
    """Check that the pairs can be compared as asked.

    Raises:
        UsageError: if the measure does not fit the scale.
    """
    try:
        asked.how.measure_for(asked.grid)
    except UnfitMeasureError as error:
        raise UsageError(str(error), error.hint) from None


def _values(pair: PairResult) -> tuple[Any, ...]:
    counts = pair.counts
    return (
        pair.a,
        pair.b,
        counts.shared,
        counts.same,
        counts.agree,
        counts.differ,
        counts.oppose,
        counts.conditional,
        pair.agreement,
        pair.disagreement,
        pair.low,
        pair.high,
        pair.effective,
    )
