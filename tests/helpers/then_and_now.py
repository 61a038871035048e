"""What every command wrote at an earlier revision, and what it writes now: each output that differs, and how.

    git worktree add --detach ../then REVISION
    python tests/helpers/then_and_now.py ../then/src DATASET.yaml ...

Each dataset is read by both. The table that is printed has a line for each output that is not the same, with
how it differs; the files stay in the folder named by `--keep`. For JSON and CSV, keys that were added (`+`)
are told from those whose values changed (`~`), with the first such value.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

REPORTS = (
    "compare",
    "compare --measure proximity",
    "compare --measure exact",
    "compare --group-by kind",
    "compare --top 3",
    "compare --range",
    "compare --by-salience",
    "compare --basis stated",
    "compare --as-of 2015",
    "compare --no-conditional",
    "explain {a} {b}",
    "show {a}",
    "show {i}",
    "issues",
    "issues --consensus",
    "common-ground",
    "common-ground {a} {b}",
    "blocs",
    "blocs --blocs 2",
    "map",
    "network",
    "network --mode two",
    "network --window 90d",
    "power",
    "gaps",
    "history",
    "history {a}",
)
"""Commands that show a report: each is written in each of the formats."""

FORMATS = ("json", "csv", "markdown", "terminal")

FILES = (
    "export --type long -o long.csv",
    "export --type long -o long.json",
    "export --type wide -o wide.csv",
    "export --type actors -o actors.csv",
    "export --type issues -o issues.csv",
    "export --type pairs -o pairs.csv",
    "export --type long -o long.parquet",
    "export -o workbook.xlsx",
    "export -o data.graphml",
    "export --type network -o network.graphml",
    "report -o report.html",
    "brief -o brief.md",
    "brief -o brief.docx",
    "compare -o matrix.svg",
    "blocs -o tree.svg",
    "issues -o issues.svg",
    "schema -o schema.json",
)
"""Commands that write one file."""

TWICE = (
    "diff {data} {data} -f json",
    "reliability {data} {data} -f json",
    "reliability {data} {data} -f csv",
    "check {data}",
)
"""Commands that name their datasets by themselves."""


def commands(data: Path) -> Iterator[str]:
    """Yield the command lines that are tried on a dataset."""
    with data.open(encoding="utf-8") as file:
        content = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    first, second, *_ = content["stakeholders"]
    names = {"a": first, "b": second, "i": next(iter(content["issues"])), "data": data.name}
    for words in REPORTS:
        for form in FORMATS:
            yield f"{words.format(**names)} -d {data.name} -f {form}"
    for words in FILES:
        yield f"{words} -d {data.name}"
    yield from (words.format(**names) for words in TWICE)


def run_all(data: Path, out: Path) -> None:
    """Run every command with the package that is first on the path; keep what it writes, and what it says."""
    from positions.cli import main

    folder = out / data.stem
    folder.mkdir(parents=True)
    here = folder / "here"
    here.mkdir()
    shutil.copy(data, here)
    os.chdir(here)
    for number, words in enumerate(commands(data)):
        said, warned = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(warned):
            code = main(words.split())
        made = [path for path in here.iterdir() if path.name != data.name]
        target = folder / f"{number:03d}"
        target.mkdir()
        for path in made:
            path.rename(target / path.name)
        (target / "stdout").write_text(said.getvalue(), encoding="utf-8")
        (target / "stderr").write_text(f"{code}\n{warned.getvalue()}", encoding="utf-8")


def differences(then: Path, now: Path, data: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each output that differs: the command, which of its outputs, and how."""
    for number, words in enumerate(commands(data)):
        before, after = (root / data.stem / f"{number:03d}" for root in (then, now))
        for name in sorted({path.name for side in (before, after) for path in side.iterdir()}):
            one, other = before / name, after / name
            if not (one.exists() and other.exists()):
                yield words, name, "written by one alone"
            elif one.read_bytes() != other.read_bytes():
                yield words, name, how(name, words, one, other)


def how(name: str, words: str, one: Path, other: Path) -> str:
    """Return in words how two files differ."""
    is_json = name.endswith(".json") or (name == "stdout" and words.endswith("json"))
    if zipfile.is_zipfile(one) and zipfile.is_zipfile(other):
        return in_archives(one, other)
    with contextlib.suppress(ValueError):
        if is_json:
            return grouped(
                in_json(by_id(json.loads(one.read_bytes())), by_id(json.loads(other.read_bytes())))
            )
        if (name == "stdout" and words.endswith("csv")) or name.endswith(".csv"):
            return grouped(in_json(columns_of(one), columns_of(other)))
    before, after = (path.read_text(encoding="utf-8", errors="replace").splitlines() for path in (one, other))
    return f"{len(set(before) - set(after))} of {len(before)} lines gone, {len(set(after) - set(before))} new"


def grouped(found: Iterator[tuple[str, str]]) -> str:
    """Return differences by where they are: the first of each, and how many there are."""
    first: dict[str, tuple[str, int]] = {}
    for where, what in found:
        example, number = first.get(where, (what, 0))
        first[where] = example, number + 1
    return "; ".join(
        f"{where}{f' {example}' * bool(example)}{f' ({number} times)' * (number > 1)}"
        for where, (example, number) in first.items()
    )


def by_id(value: Any) -> Any:
    """Return a value of JSON in which lists of tables, and of columns, are mappings by id."""
    if isinstance(value, dict):
        return {key: by_id(part) for key, part in value.items()}
    if not isinstance(value, list):
        return value
    if value and all(isinstance(part, dict) and set(part) >= {"id", "columns"} for part in value):
        return {part["id"]: by_id(part) for part in value}
    if value and all(isinstance(part, dict) and set(part) >= {"id", "label"} for part in value):
        return {part["id"]: by_id(part) for part in value}
    return [by_id(part) for part in value]


def columns_of(path: Path) -> dict[str, list[str]]:
    """Return a CSV's columns by name."""
    head, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    return {name: [row[place] for row in rows] for place, name in enumerate(head)}


def in_json(before: Any, after: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Yield where two values of JSON differ: `+key` was added, `-key` is gone, `~key` changed."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            place = f"{where}.{key}".lstrip(".")
            if key not in before:
                yield f"+{place}", ""
            elif key not in after:
                yield f"-{place}", ""
            else:
                yield from in_json(before[key], after[key], place)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield from in_json(one, other, f"{where}[]")
    elif before != after or type(before) is not type(after):
        yield f"~{where}", f"{str(before)[:90]!r} -> {str(after)[:90]!r}"


def in_archives(one: Path, other: Path) -> str:
    """Return which members of two archives differ."""
    with zipfile.ZipFile(one) as before, zipfile.ZipFile(other) as after:
        names = sorted({*before.namelist(), *after.namelist()})
        both = set(before.namelist()) & set(after.namelist())
        differ = [name for name in names if name not in both or before.read(name) != after.read(name)]
    return f"members {differ}" if differ else "order or packing of the archive"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("then", type=Path, help="the folder `src` of the earlier revision")
    parser.add_argument("data", type=Path, nargs="+", help="datasets that both read")
    parser.add_argument("--keep", type=Path, required=True, help="a new folder for what both write")
    parser.add_argument("--run", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    data = [path.resolve() for path in asked.data]
    if asked.run:
        sys.path.insert(0, str(asked.then.resolve()))
        keep = asked.keep.resolve()
        for path in data:
            run_all(path, keep)
        return 0
    now = Path(__file__).parents[2] / "src"
    for name, source in (("then", asked.then), ("now", now)):
        if not (asked.keep / name).exists():
            words = [
                sys.executable,
                __file__,
                str(source),
                *map(str, data),
                "--run",
                "--keep",
                str(asked.keep / name),
            ]
            subprocess.run(words, check=True, env={**os.environ, "PYTHONPATH": str(source), "COLUMNS": "100"})
    for path in data:
        for command, name, kind in differences(asked.keep / "then", asked.keep / "now", path):
            print(f"{path.stem} | {command} | {name} | {kind}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
