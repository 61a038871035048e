"""What the made-up tables say, written before any reader, and how their rows are written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

TRUTH = """
Ash    + - + 0 . -
Birch  - - + + 0 +
Cedar  + + . - + 0
Dora   0 - - + . .
Elm    + 0 + - - +
Fir    . + - 0 + -
"""
"""Who is for (+), against (-), neutral (0), or gave no answer (.), on six issues."""

ACTORS = [line.split()[0] for line in TRUTH.split("\n") if line]
SIGNS = {
    (actor, number): sign
    for actor, line in zip(ACTORS, TRUTH.strip().split("\n"), strict=True)
    for number, sign in enumerate(line.split()[1:])
}
ISSUES = range(6)
SIDES = {"+": 1, "-": -1, "0": 0}

Rows = list[list[str]]
Write = Callable[[Path, bool], Path]


def lines(rows: Sequence[Sequence[object]], delimiter: str = ",") -> str:
    """Return rows as a text of delimited cells."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


def answers(codes: dict[str, object]) -> Iterator[tuple[int, int, str, object]]:
    """Yield the number of actor and issue, the actor's name and the code of each answer; the first twice."""
    cells = [
        (ACTORS.index(actor), issue, actor, codes[sign])
        for (actor, issue), sign in SIGNS.items()
        if sign in codes
    ]
    yield from [*cells, cells[0]]


def grid(codes: dict[str, str]) -> Iterator[list[str]]:
    """Yield the codes of each actor on all issues."""
    for actor in ACTORS:
        yield [codes.get(SIGNS[actor, issue], "") for issue in ISSUES]


@dataclass(frozen=True)
class Published:
    """A format: where its layout is published, how a table of it is written, the options that read it.

    `write` makes the files, with a malformed answer where it is told to, and returns the table. `signs` are
    those that the format has a code for; `names` whether actors are called as in TRUTH; `bad` is part of the
    message on the malformed answer.
    """

    url: str
    write: Write
    options: dict[str, object]
    signs: str = "+-0"
    bad: str = "not"
    names: bool = True
