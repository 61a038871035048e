"""Feed the reader random and mutated text: it returns a document with problems, and raises nothing.

    python tests/helpers/fuzz_reader.py [--inputs 100000] [--seed 1] [--pure]

`--pure` runs PyYAML's own parser in place of libyaml's. A shorter run of both is a test in the suite.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import yaml

from positions.dataset.yaml import events, reader
from positions.dataset.yaml.reader import Document, Value, read_bytes
from positions.dataset.yaml.source_map import Lines

VALID = """\
# yaml-language-server: $schema=positions.schema.json
format: 1                             # the version
title: Industrial strategy and “devolution”, März 2017
scale: {levels: {against: -1, for: 1}, neutral: 0}
issues:
  new-structures:
    title: "New structures"
    proposition: New strategic authorities should be set up, where places have none
    tags: [governance, 'local government']
    weight: 1.5
sources:
  pse-2017: {title: "Localis: Industrial reform", date: 2017-03, url: "https://example.org/#top"}
stakeholders:
  lga:
    name: Local Government Association
    short: LGA
    member_of: []
    influences: {government: 2}
    note: |
      Two lines, the second with a colon: here.

      And a last one.
    positions:
      open-to-all: strongly-support
      county-focus: {stance: silent, evidence: [{source: pse-2017}]}
      new-structures:
        - stance: oppose
          date: 2017-03
          salience: 80
          condition: >-
            only if the
            government pays
          evidence:
            - source: pse-2017
              quote: not create unnecessary uncertainty or confusion
                through new institutions
              speaker: Cllr Mark Hawthorne
        - {stance: for, date: 2016}
"""

_LONGER = ("\r\n", "\n  ", "\n\t", ": ", "- ", " #", "---\n", "...\n", "<<: ", "? ")
_META = [*":-?,[]{}#&*!|>'\"%@`~<=.\\\t\n\r ", *_LONGER]
_ODD = list("\xa0\u200b\u2028\u2029\x85\ufeff\x00\x07\x1b\xad\u3000“”’é中😀\ue000\U0010ffff\u200d\u0301")


def mutate(text: str, chance: random.Random) -> bytes:
    """Return a dataset's bytes after one to eight accidents."""
    data = bytearray(text.encode())
    for _ in range(chance.randint(1, 8)):
        place = chance.randint(0, len(data))
        kind = chance.randrange(9)
        if kind == 0 and place < len(data):
            data[place] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del data[place : place + chance.randint(1, 12)]
        elif kind in (2, 3):
            data[place:place] = chance.choice(_META).encode()
        elif kind == 4:
            data[place:place] = chance.choice(_ODD).encode()
        elif kind == 5:
            lines = data.split(b"\n")
            first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[first], lines[second] = lines[second], lines[first]
            data = bytearray(b"\n".join(lines))
        elif kind == 6:
            data = data[:place] if chance.random() < 0.3 else data
        elif kind == 7:
            end = place + chance.randint(1, 80)
            data[place:place] = data[place:end]
        else:
            data[place : place + 1] = chance.choice(_META).encode() * chance.randint(1, 30)
    return bytes(data)


def make(chance: random.Random) -> bytes:
    """Return one input: mostly a mutated dataset, else noise."""
    kind = chance.random()
    if kind < 0.8:
        return mutate(VALID, chance)
    if kind < 0.93:
        pieces = [*_META, *_ODD[:6], *"ab1", "key", "\\x", "\\U00110000", "!!", "&a ", "*a "]
        return "".join(chance.choices(pieces, k=chance.randint(0, 60))).encode()
    if kind < 0.97:
        return "".join(chr(chance.choice((chance.randrange(0xD800), 0x20, 0x3A))) for _ in range(30)).encode()
    return chance.randbytes(chance.randint(0, 60))


def paths(value: Value) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every node."""
    waiting: list[tuple[tuple[str | int, ...], Value]] = [((), value)]
    while waiting:
        path, node = waiting.pop()
        yield path
        if isinstance(node, dict):
            waiting.extend(((*path, key), inner) for key, inner in node.items())
        elif isinstance(node, list):
            waiting.extend(((*path, index), inner) for index, inner in enumerate(node))


def examine(data: bytes) -> Document:
    """Read an input and ask for every place in it.

    Raises:
        AssertionError: if what comes back contradicts itself.
    """
    document = read_bytes(data, "fuzz.yaml")
    assert document.complete or any(problem.is_error for problem in document.problems)
    assert (document.value is not None) or document.problems
    for problem in document.problems:
        assert problem.message
        where = problem.location
        assert where is not None
        if (
            where.line is not None
            and where.column is not None
            and where.excerpt is not None
            and document.text
        ):
            assert where.column <= len(where.excerpt) + 2, problem
            assert Lines(document.text, "fuzz.yaml").text_of(where.line) == where.excerpt
    repr(document.value).encode()
    for path in paths(document.value):
        span = document.span((*path, 0, "function-plain[x]"))
        assert span is None or 0 <= span.start <= span.end <= len(document.text)
        document.locate(path, key=True)
    return document


def pure_parser(text: str) -> Any:
    """Return PyYAML's own parser, as where there is no libyaml."""
    return yaml.Loader(text)


def reworded_parser(open_parser: Callable[[str], Any]) -> Callable[[str], Any]:
    """Return a parser whose errors keep their class and marks and say what no parser says."""

    class Reworded:
        def __init__(self, text: str) -> None:
            self._parser = open_parser(text)

        def get_event(self) -> Any:
            try:
                return self._parser.get_event()
            except yaml.MarkedYAMLError as error:
                raise type(error)("unterwegs", error.context_mark, "geht nicht", error.problem_mark) from None

        def dispose(self) -> None:
            self._parser.dispose()

    return Reworded


def run(inputs: int, seed: int, *, pure: bool) -> Counter[str]:
    """Examine so many inputs; return how often each problem came."""
    chance = random.Random(seed)
    seen: Counter[str] = Counter()
    for _ in range(inputs):
        data = make(chance)
        try:
            if pure:
                with (
                    mock.patch.object(events, "open_parser", pure_parser),
                    mock.patch.object(reader, "open_parser", pure_parser),
                ):
                    document = examine(data)
            else:
                document = examine(data)
        except Exception as error:
            raise AssertionError(f"{error!r} on {data!r}") from error
        seen.update({problem.code for problem in document.problems} or {"no problem"})
    return seen


def main() -> int:
    """Run, and print what was met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pure", action="store_true")
    options = parser.parse_args()
    start = time.perf_counter()
    seen = run(options.inputs, options.seed, pure=options.pure)
    for code, count in seen.most_common():
        print(f"{count:8} {code}")
    print(f"{options.inputs} inputs in {time.perf_counter() - start:.0f} s, and nothing raised")
    return 0


if __name__ == "__main__":
    sys.exit(main())
