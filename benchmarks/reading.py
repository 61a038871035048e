"""How long reading takes, as a share of `yaml.load` with CSafeLoader on the same text in the same run.

The data are made here: 200 stakeholders on 200 issues, in the full form (block style, one evidence item a
cell) and in the short form. Each round times every way once, one after the other; the best of the rounds
counts. With `--validate` the whole of loading, pydantic's part included, is timed as well.

    python benchmarks/reading.py [--rounds 3] [--size 200] [--validate]
"""

from __future__ import annotations

import argparse
import gc
import random
import time
from collections.abc import Callable

import yaml

from positions.dataset.yaml.reader import read_text

STANCES = ("strongly-oppose", "oppose", "neutral", "support", "strongly-support", "silent")
TEXT = (
    "councils should not create unnecessary uncertainty or confusion through the creation of new "
    "institutions and every place must be able to lead its own industrial reform at local level"
)
WORDS = TEXT.split()


def _head(size: int) -> list[str]:
    lines = ["format: 1", "title: A made dataset", "issues:"]
    for issue in range(size):
        lines += [f"  issue-{issue}:", f"    title: Issue {issue}"]
    lines.append("sources:")
    for source in range(size):
        lines += [f"  source-{source}:", f"    title: Source {source}", "    date: 2017-03-23"]
    return [*lines, "stakeholders:"]


def short_form(size: int, chance: random.Random) -> str:
    """Return a dataset of `issue: stance` lines."""
    lines = _head(size)
    for actor in range(size):
        lines += [f"  actor-{actor}:", f"    name: Actor {actor}", "    positions:"]
        lines += [f"      issue-{issue}: {chance.choice(STANCES)}" for issue in range(size)]
    return "\n".join(lines) + "\n"


def full_form(size: int, chance: random.Random) -> str:
    """Return a dataset in which every cell is written out, with one evidence item."""
    lines = _head(size)
    for actor in range(size):
        lines += [f"  actor-{actor}:", f"    name: Actor {actor}", "    positions:"]
        for issue in range(size):
            lines += [
                f"      issue-{issue}:",
                f"        stance: {chance.choice(STANCES)}",
                f"        date: 2017-{chance.randint(1, 12):02}",
                f"        salience: {chance.randint(0, 100)}",
                f"        confidence: {chance.choice(('high', 'medium', 'low'))}",
                "        evidence:",
                f"          - source: source-{chance.randrange(size)}",
                f"            quote: {' '.join(chance.choices(WORDS, k=14))}",
                f"            speaker: Speaker {chance.randrange(size)}",
                f"            locator: para {chance.randint(1, 40)}",
            ]
    return "\n".join(lines) + "\n"


def _seconds(action: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    result = action()
    taken = time.perf_counter() - start
    del result
    return taken


def _ways(text: str, validate: bool) -> dict[str, Callable[[], object]]:
    def load_safely() -> object:
        return yaml.load(text, Loader=yaml.CSafeLoader)

    def read() -> object:
        return read_text(text)

    def read_and_place() -> object:
        return read_text(text).span(())

    ways: dict[str, Callable[[], object]] = {
        "yaml.load": load_safely,
        "read": read,
        "read, then places": read_and_place,
    }
    if validate:
        from positions.dataset.load import load_bytes

        data = text.encode()
        ways["read and validate"] = lambda: load_bytes(data)
    return ways


def main() -> None:
    """Print a table of shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--size", type=int, default=200)
    parser.add_argument("--validate", action="store_true")
    options = parser.parse_args()
    print(f"libyaml: {yaml.__with_libyaml__}; {options.size} x {options.size}; best of {options.rounds}")
    for name, make in (("full form", full_form), ("short form", short_form)):
        text = make(options.size, random.Random(2017))
        ways = _ways(text, options.validate)
        best = dict.fromkeys(ways, float("inf"))
        for _ in range(options.rounds):
            for way, action in ways.items():
                best[way] = min(best[way], _seconds(action))
        print(f"{name}, {len(text) / 1e6:.1f} MB")
        for way, seconds in best.items():
            print(f"  {way:<20} {seconds:7.2f} s   {seconds / best['yaml.load']:.2f} x yaml.load")


if __name__ == "__main__":
    main()
