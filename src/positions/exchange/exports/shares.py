"""All pairs in shares that do not depend on each other: a Parquet file and a manifest each, then joined.

A share is a range of rows of the triangle of pairs. Its manifest is written last, so that a share without one
was not finished, and one with it is not made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from positions._version import __version__
from positions.exchange.exports.pairs import Asked, in_bulk, write_parquet
from positions.exchange.sql.connection import open_database
from positions.exchange.sql.text import literal
from positions.files import replacing
from positions.measures.pairs.numpy_blocks import PRODUCT_ROWS
from positions.measures.pairs.results import Tick, no_tick
from positions.problems import MissingExtraError, UsageError
from positions.suggest import first_of

_MOST_NAMED = 8
_SHARES_A_WORKER = 4
_READ = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """One of the shares of all pairs, counted from 1."""

    number: int
    of: int

    @property
    def name(self) -> str:
        """The name of its file, by which files sort in the order of the pairs."""
        width = len(str(self.of))
        return f"part-{self.number:0{width}}-of-{self.of}.parquet"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a finished share holds.

    Attributes:
        part, of: which share it is.
        rows: the first actor (by index) whose pairs with all later ones it has, and the one after the last.
        made_of: what shares must have in common to be joined: hash of the data, options, version.
        sha256: of its file.
    """

    part: int
    of: int
    rows: tuple[int, int]
    made_of: Mapping[str, Any]
    sha256: str


def shares_for(workers: int) -> int:
    """Return into how many shares work is cut for so many workers: several each, so that none waits long."""
    return _SHARES_A_WORKER * workers


def rows_of(part: Part, actors: int, step: int) -> range:
    """Return the actors (by index) whose pairs with all later ones are in a share.

    Shares have about as many pairs each; each begins at a multiple of `step`.
    """
    pairs = actors * (actors - 1) // 2

    def begin(share: int) -> int:
        """Return the first multiple of `step` before which at least that many shares of the pairs lie."""
        wanted, row = pairs * share, 0
        while row < actors and (row * (2 * actors - row - 1) // 2) * part.of < wanted:
            row += step
        return min(row, actors)

    last = actors if part.number == part.of else begin(part.number)
    return range(begin(part.number - 1), last)


def write_part(
    folder: Path, part: Part, asked: Asked, made_of: Mapping[str, Any], tick: Tick = no_tick
) -> bool:
    """Write a share and its manifest into a folder; return whether there was anything to do.

    Raises:
        MissingExtraError: if NumPy or DuckDB is not installed.
        UsageError: if the folder has shares of other data or options, or cannot be written.
    """
    told = {"version": __version__, **made_of, "min_agreement": asked.least}
    file = folder / part.name
    place = file.with_suffix(".json")
    for found in _manifests(folder).values():
        if found.of != part.of or dict(found.made_of) != told:
            raise UsageError(
                f"{folder} holds shares of other data, options or numbers of shares",
                "name another folder after -o",
            )
    if place.exists() and file.exists() and _read(place).sha256 == _digest(file):
        return False
    rows = rows_of(part, len(asked.grid.actors), PRODUCT_ROWS if in_bulk(asked) else 1)
    folder.mkdir(parents=True, exist_ok=True)
    write_parquet(file, replace_rows(asked, rows), tick)
    manifest = Manifest(part.number, part.of, (rows.start, rows.stop), told, _digest(file))
    with replacing(place) as target:
        target.write_text(json.dumps(asdict(manifest), indent=2) + "\n", encoding="utf-8")
    return True


def replace_rows(asked: Asked, rows: range) -> Asked:
    """Return the same pairs, of some rows only."""
    return asked._replace(rows=rows)


def collect(folder: Path, target: Path) -> int:
    """Join the shares of a folder into one Parquet file, in the order of the pairs; return their number.

    Raises:
        MissingExtraError: if DuckDB is not installed.
        UsageError: if shares are missing, differ in what they are made of, or are not as they were written.
    """
    found = _manifests(folder)
    if not found:
        raise UsageError(
            f"{folder} holds no finished share", f"compare --part 1/8 -o {folder}/ makes the first"
        )
    first = next(iter(found.values()))
    if any(other.of != first.of or other.made_of != first.made_of for other in found.values()):
        raise UsageError(
            f"{folder} holds shares of different data or options", "make them in one folder each"
        )
    missing = [number for number in range(1, first.of + 1) if number not in found]
    if missing:
        named = first_of([f"{number}/{first.of}" for number in missing], _MOST_NAMED)
        raise UsageError(
            f"{folder} lacks {len(missing)} of {first.of} shares: {named}",
            f"compare --part {missing[0]}/{first.of}",
        )
    files = [folder / Part(number, first.of).name for number in range(1, first.of + 1)]
    for number, file in enumerate(files, 1):
        if not file.exists() or _digest(file) != found[number].sha256:
            raise UsageError(
                f"{file} is not as it was written",
                f"delete it, and make it again: --part {number}/{first.of}",
            )
    _join(files, target)
    return first.of


def _join(files: list[Path], target: Path) -> None:
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("bulk", "joining shares") from None
    sources = ", ".join(literal(str(file)) for file in files)
    with replacing(target) as temporary, open_database(folder=target.parent, memory="500MB") as database:
        try:
            database.execute(
                f"COPY (SELECT * FROM read_parquet([{sources}])) TO {literal(str(temporary))} "
                "(FORMAT parquet, COMPRESSION zstd)"
            )
        except duckdb.Error as error:
            raise UsageError(f"cannot write {target}: {str(error).splitlines()[0]}") from None


def _manifests(folder: Path) -> dict[int, Manifest]:
    """Return the manifests of the finished shares by their number."""
    found = [_read(place) for place in sorted(folder.glob("part-*.json"))]
    return {manifest.part: manifest for manifest in found}


def _read(place: Path) -> Manifest:
    try:
        made = Manifest(**json.loads(place.read_text(encoding="utf-8")))
    except (ValueError, TypeError, OSError):
        raise UsageError(
            f"{place} is not the manifest of a share", "delete it, and make the share again"
        ) from None
    return replace(made, rows=(made.rows[0], made.rows[1]))


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(_READ):
            digest.update(block)
    return digest.hexdigest()
