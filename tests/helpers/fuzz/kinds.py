"""Each kind of input: its suffix, an honest file, how mutants are written, and the commands that read it."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from helpers.fuzz.accidents import damage
from helpers.fuzz.databases import honest_database, mutate_database
from helpers.fuzz.parquet_files import write_honest, write_mutants
from helpers.fuzz.tables import LONG, mutate_table
from helpers.fuzz.workbooks import honest_workbook, mutate_workbook
from helpers.fuzz.yaml_mutants import HONEST, mutate_yaml

Words = tuple[str, ...]
Chances = Iterable[tuple[Path, random.Random]]

FILE = "FILE"
"""What stands for the file in the words of a command."""

_TABLE: tuple[Words, ...] = (
    ("compare", "-q", "-d", FILE, "-f", "json"),
    ("import", FILE, "-q"),
    ("issues", "-q", "-d", FILE),
    ("blocs", "-q", "-d", FILE, "--blocs", "2"),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of input.

    Attributes:
        suffix: how its files' names end.
        honest: writes a sound file.
        mutants: writes a mutant to each path, by the chance that is beside it.
        commands: of which each mutant gets one, in turn.
        is_made_apart: whether what writes it starts threads, which no fork has afterwards.
    """

    suffix: str
    honest: Callable[[Path], None]
    mutants: Callable[[Chances], None]
    commands: tuple[Words, ...]
    is_made_apart: bool = False


def _of_bytes(
    suffix: str,
    honest: Callable[[], bytes],
    mutate: Callable[[bytes, random.Random], bytes],
    commands: tuple[Words, ...],
) -> Kind:
    def write(chances: Chances) -> None:
        data = honest()
        for path, chance in chances:
            path.write_bytes(mutate(data, chance))

    def write_honest_bytes(path: Path) -> None:
        path.write_bytes(honest())

    return Kind(suffix, write_honest_bytes, write, commands)


KINDS: dict[str, Kind] = {
    "yaml": _of_bytes(
        ".yaml",
        HONEST.encode,
        mutate_yaml,
        (
            ("check", FILE),
            ("compare", "-q", "-d", FILE, "-f", "json"),
            ("check", FILE, "-f", "github"),
            ("issues", "-q", "-d", FILE),
            ("history", "lga", "-q", "-d", FILE),
            ("brief", "-q", "-d", FILE),
        ),
    ),
    "csv": _of_bytes(".csv", LONG.encode, mutate_table, _TABLE),
    "gz": _of_bytes(".csv.gz", lambda: gzip.compress(LONG.encode(), mtime=0), damage, _TABLE),
    "xlsx": _of_bytes(".xlsx", honest_workbook, mutate_workbook, _TABLE),
    "parquet": Kind(".parquet", write_honest, write_mutants, _TABLE, is_made_apart=True),
    "dna": _of_bytes(
        ".dna",
        honest_database,
        mutate_database,
        (("import", FILE, "-q"), ("import", FILE, "-q", "--skip-bad")),
    ),
}
