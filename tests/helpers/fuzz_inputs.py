"""Feed mutants of honest files of each kind to the program, each in a process of its own.

    python tests/helpers/fuzz_inputs.py [--kind csv] [--mutants 15000] [--seed 0] [--keep FOLDER]

A mutant passes where the program ends by itself with the exit code 0, 1 or 2 within the time and the memory
of `helpers.bounds`; a signal, an internal error, a traceback fails. A process that has imported all forks for
each mutant, which costs a hundredth of a new one. `--keep` writes the mutants that fail into a folder: put
them into tests/data/fuzz, where the suite runs them for good.
"""

from __future__ import annotations

import argparse
import gzip
import io
import os
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from helpers.bounds import Ended, in_child
from helpers.fuzz_reader import VALID, mutate
from helpers.hostile import write_dna

_TABLE = (
    "actor,issue,stance,date,quote,source\n"
    'LGA,new structures,yes,2017-03,"not create, ""uncertainty""",Paper\n'
    '"Localis, London",new structures,no,2016,"two\nlines",Speech\n'
    "CBI,more power,abstain,,,\n"
)
_WIDE = "actor,one,two,three\nA,yes,no,\nB,no,,yes\nC,yes,yes,yes\n"


def _plain_table() -> bytes:
    return _TABLE.encode()


def _workbook() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("actor", "issue", "stance", "date"), ("A", "one", "yes", None), ("B", "one", "no", 2017)):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _parquet() -> bytes:
    import duckdb

    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as database:
        path = Path(folder, "t.parquet")
        rows = (
            "SELECT 'a' || i AS actor, 'i' || i % 3 AS issue, "
            "if(i % 2 = 0, 'yes', 'no') AS stance, i::DOUBLE AS salience"
        )
        database.execute(f"COPY ({rows} FROM range(40) t(i)) TO '{path}' (FORMAT parquet)")
        return path.read_bytes()


def _database() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "t.dna")
        write_dna(path)
        return path.read_bytes()


def damage(data: bytes, chance: random.Random) -> bytes:
    """Return bytes after one to eight accidents: bits, runs, lengths, pieces moved."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(changed) + 1)
        match chance.randrange(7):
            case 0 | 1 if place < len(changed):
                changed[place] ^= 1 << chance.randrange(8)
            case 2 if place < len(changed):
                changed[place] = chance.choice((0, 1, 0x7F, 0x80, 0xFF))
            case 3:
                value = chance.choice((0, 1, 2**31 - 1, 2**32 - 1, chance.getrandbits(32)))
                changed[place : place + 4] = value.to_bytes(4, chance.choice(("big", "little")))
            case 4:
                del changed[place : place + chance.randint(1, 40)]
            case 5:
                changed[place:place] = changed[place : place + chance.randint(1, 80)]
            case _ if chance.random() < 0.2:
                del changed[place:]
    return bytes(changed)


def _mutate_workbook(data: bytes, chance: random.Random) -> bytes:
    """Damage a part of the XML inside, most often the sheet's, or the archive itself."""
    if chance.random() < 0.2:
        return damage(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    name = sheet if chance.random() < 0.6 else chance.choice(list(parts))
    parts[name] = _mutate_xml(parts[name], chance)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part, text in parts.items():
            new.writestr(part, text)
    return stream.getvalue()


_VALUES = (b"0", b"-1", b"1048577", b"99999999999", b"1e308", b"x", b"", b"A1:XFD1048576")
_MARKUP = ((b"<v>", b"<f>"), (b't="s"', b't="e"'), (b"<row", b"<c"), (b"</c>", b"</c><c/>"))


def _mutate_xml(text: bytes, chance: random.Random) -> bytes:
    """Change figures and names, which keeps the XML well formed; or anything."""
    if chance.random() < 0.3:
        return damage(text, chance)
    for _ in range(chance.randint(1, 4)):
        figures = [place for place, byte in enumerate(text) if 48 <= byte <= 57]
        place = chance.choice(figures) if figures else 0
        value = chance.choice(
            (b"0", b"-1", b"1048577", b"99999999999", b"1e308", b"x", b"", b"A1:XFD1048576")
        )
        text = text[:place] + value + text[place + 1 :]
        if chance.random() < 0.3:
            pair = chance.choice(
                ((b"<v>", b"<f>"), (b't="s"', b't="e"'), (b"<row", b"<c"), (b"</c>", b"</c><c/>"))
            )
            text = text.replace(*pair, 1)
    return text


def _mutate_text(data: bytes, chance: random.Random) -> bytes:
    return mutate(data.decode(), chance)


def _mutate_table(data: bytes, chance: random.Random) -> bytes:
    return mutate((data if chance.random() < 0.7 else _WIDE.encode()).decode(), chance)


Mutator = Callable[[bytes, random.Random], bytes]
KINDS: dict[str, tuple[str, Callable[[], bytes], Mutator]] = {
    "yaml": (".yaml", VALID.encode, _mutate_text),
    "csv": (".csv", _plain_table, _mutate_table),
    "gz": (".csv.gz", lambda: gzip.compress(_plain_table(), mtime=0), damage),
    "xlsx": (".xlsx", _workbook, _mutate_workbook),
    "parquet": (".parquet", _parquet, damage),
    "dna": (".dna", _database, damage),
}
"""Each kind of input: its suffix, an honest file, and how one is damaged."""


def warm() -> None:
    """Import what reading needs by reading an honest file of each kind, so that a fork need not."""
    import openpyxl  # noqa: F401  # heavy, and imported where it is used

    from positions.cli import main

    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w") as nowhere:
        for kind in ("yaml", "csv", "dna"):
            suffix, make, _ = KINDS[kind]
            path = Path(folder, f"warm{suffix}")
            path.write_bytes(make())
            with redirect_stdout(nowhere), redirect_stderr(nowhere):
                for words in _commands(path):
                    main(words)
    import duckdb  # noqa: F401  # not used before a fork: its threads would not come along


def _commands(path: Path) -> list[list[str]]:
    """Return the command lines that read a file of this kind."""
    if path.suffix == ".yaml":
        return [["check", str(path)]]
    if path.suffix == ".dna":
        return [["import", str(path), "-q"]]
    return [["compare", "-q", "-d", str(path), "-f", "json"], ["import", str(path), "-q"]]


def run_file(path: Path) -> Ended:
    """Run the program on a file, in a fork of this process."""

    def work() -> None:
        from positions.cli import main

        os.environ.pop("POSITIONS_DEBUG", None)
        words = _commands(path)
        raise SystemExit(main(words[path.stat().st_mtime_ns % len(words)]))

    return in_child(work)


def is_sound(ended: Ended) -> bool:
    """Whether a run ended as every input must."""
    return ended.code in (0, 1, 2) and ended.is_within_bounds() and "Traceback" not in ended.stderr


def run(kind: str, mutants: int, seed: int, keep: Path | None = None) -> tuple[Counter[int], list[str]]:
    """Run so many mutants of a kind; return how often each exit code came, and what failed."""
    suffix, make, change = KINDS[kind]
    honest = make()
    codes: Counter[int] = Counter()
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="positions-fuzz-") as folder:
        for number in range(seed, seed + mutants):
            data = change(honest, random.Random(f"{kind} {number}"))
            path = Path(folder, f"{kind}-{number}{suffix}")
            path.write_bytes(data)
            os.utime(path, ns=(number, number))  # even: compare, odd: import
            ended = run_file(path)
            path.unlink()
            codes[ended.code] += 1
            if not is_sound(ended):
                failed.append(f"{path.name}: exit {ended.code}, {ended.seconds:.1f} s, {ended.stderr[-600:]}")
                if keep is not None:
                    (keep / path.name).write_bytes(data)
    return codes, failed


def main() -> int:
    """Run, and print what was met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=[*KINDS], action="append")
    parser.add_argument("--mutants", type=int, default=15_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    warm()
    bad = 0
    for kind in options.kind or KINDS:
        began = time.perf_counter()
        codes, failed = run(kind, options.mutants, options.seed, options.keep)
        bad += len(failed)
        print(f"{kind}: {dict(sorted(codes.items()))} in {time.perf_counter() - began:.0f} s", flush=True)
        for line in failed:
            print(line, flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
