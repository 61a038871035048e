"""Feed mutants of honest files of each kind to the program, each in a process of its own.

    python tests/helpers/fuzz_inputs.py [--kind csv] [--mutants 15000] [--seed 0] [--keep FOLDER]
    python tests/helpers/fuzz_inputs.py --honest | FILE ...

A mutant passes where the program ends by itself with the exit code 0, 1 or 2 within the time and the memory
of `helpers.bounds`; a signal, an internal error, a traceback fails. A process that has imported all forks for
each mutant, which costs a hundredth of a new one. `--keep` writes the mutants that fail into a folder: put
them into tests/data/fuzz, where the suite runs them for good. FILES are run with each command of
their kind, and so are, with `--honest`, the sound files that the mutants are made of.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from helpers.bounds import Ended, in_child
from helpers.fuzz.kinds import FILE, KINDS, Kind, Words

_BATCH = 250


def warm(*kinds: str) -> None:
    """Import what reading needs by reading an honest file of each kind, so that a fork need not."""
    from positions.cli import main

    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w") as nowhere:
        for name in kinds:
            if KINDS[name].is_made_apart:
                import duckdb  # noqa: F401  # not used before a fork: its threads would not come along

                name = "csv"
            path = Path(folder, f"warm{KINDS[name].suffix}")
            KINDS[name].honest(path)
            with redirect_stdout(nowhere), redirect_stderr(nowhere):
                for words in KINDS[name].commands:
                    main(_about(path, words))
    gc.collect()
    gc.freeze()  # what is here already is not looked through, and so not copied, in each fork


def _about(path: Path, words: Words) -> list[str]:
    return [str(path) if word == FILE else word for word in words]


def kind_of(path: Path) -> Kind:
    """Return the kind of a file by its name."""
    found = [kind for kind in KINDS.values() if path.name.endswith(kind.suffix)]
    return max(found, key=lambda kind: len(kind.suffix))


def run_file(path: Path, words: Words) -> Ended:
    """Run a command on a file, in a fork of this process."""

    def work() -> None:
        from positions.cli import main

        os.environ.pop("POSITIONS_DEBUG", None)
        raise SystemExit(main(_about(path, words)))

    return in_child(work)


def is_sound(ended: Ended) -> bool:
    """Whether a run ended as every input must."""
    return ended.code in (0, 1, 2) and ended.is_within_bounds() and "Traceback" not in ended.stderr


def _write(kind: Kind, chances: list[tuple[Path, random.Random]]) -> None:
    if not kind.is_made_apart:
        kind.mutants(chances)
        return
    ended = in_child(partial(kind.mutants, chances))
    assert ended.code == 0, ended.stderr


def mutants(name: str, numbers: range, folder: Path) -> Iterator[tuple[int, Path]]:
    """Yield the mutants of these numbers, as files of a folder; each is removed after its turn."""
    kind = KINDS[name]
    for first in numbers[::_BATCH]:
        batch = range(first, min(first + _BATCH, numbers.stop))
        paths = {number: folder / f"{name}-{number}{kind.suffix}" for number in batch}
        _write(kind, [(path, random.Random(f"{name} {number}")) for number, path in paths.items()])
        for number, path in paths.items():
            yield number, path
            path.unlink()


def run(name: str, numbers: range, keep: Path | None = None) -> tuple[Counter[int], list[str]]:
    """Run the mutants of these numbers; return how often each exit code came, and what failed."""
    commands = KINDS[name].commands
    codes: Counter[int] = Counter()
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="positions-fuzz-") as folder:
        for number, path in mutants(name, numbers, Path(folder)):
            words = commands[number % len(commands)]
            ended = run_file(path, words)
            codes[ended.code] += 1
            if not is_sound(ended):
                failed.append(
                    f"{path.name} {words[0]}: exit {ended.code}, {ended.seconds:.1f} s, {ended.stderr[-600:]}"
                )
                if keep is not None:
                    (keep / path.name).write_bytes(path.read_bytes())
            if sum(codes.values()) % 500 == 0:
                print(
                    f"{name}: {dict(sorted(codes.items()))} so far, {len(failed)} failed",
                    file=sys.stderr,
                    flush=True,
                )
    return codes, failed


def run_files(paths: Iterable[Path]) -> list[tuple[str, bool]]:
    """Run each command of its kind on each file; return how it ended, and whether soundly."""
    found = []
    for path in paths:
        for words in kind_of(path).commands:
            ended = run_file(path, words)
            said = ended.stderr.strip()[-600:]
            line = f"{path.name} {words[0]}: exit {ended.code}, {ended.seconds:.1f} s, {said}"
            found.append((line, is_sound(ended)))
    return found


def run_honest() -> list[tuple[str, bool]]:
    """Run each command of each kind on a sound file."""
    with tempfile.TemporaryDirectory(prefix="positions-fuzz-") as folder:
        paths = [Path(folder, f"honest{kind.suffix}") for kind in KINDS.values()]
        for path in paths:
            ended = in_child(partial(kind_of(path).honest, path))
            assert ended.code == 0, ended.stderr
        return run_files(paths)


def main() -> int:
    """Run, and print what was met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=[*KINDS], action="append")
    parser.add_argument("--mutants", type=int, default=15_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--honest", action="store_true")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    bad = 0
    kinds = options.kind or [*KINDS]
    warm(*kinds)
    if options.files or options.honest:
        found = run_honest() if options.honest else run_files(options.files)
        print("\n".join(line if sound else f"FAILED {line}" for line, sound in found))
        return 0 if all(sound for _, sound in found) else 1
    for name in kinds:
        began = time.perf_counter()
        codes, failed = run(name, range(options.seed, options.seed + options.mutants), options.keep)
        bad += len(failed)
        print(f"{name}: {dict(sorted(codes.items()))} in {time.perf_counter() - began:.0f} s", flush=True)
        for line in failed:
            print(line, flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
