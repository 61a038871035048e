"""Reports made for tests of the renderers: at random, with hostile text, and two that are looked at."""

from __future__ import annotations

import random
from typing import get_args

from hypothesis import strategies as st

from positions.tables import (
    AnyTable,
    CellValue,
    Column,
    ColumnType,
    Count,
    DatasetInfo,
    EvidenceItem,
    EvidenceKind,
    Matrix,
    Ref,
    Report,
    Share,
    StanceCell,
    Table,
)

HOSTILE = (
    "a|b",
    "two\nlines",
    "\x1b[31mred\x1b[0m\x07",
    "[red]markup[/red] [bold]",
    "שלום \u202eevil\u202c",
    "👩‍👩‍👧 :smile:",
    "</script><script>alert(1)</script>",
    "=HYPERLINK(1)",
    "`code` *bold* _under_ ~~struck~~ $x$",
    "\\| \\",
    "&amp; & &#124;",
    "\t+1",
    "'=1",
    "# heading",
    "1. list",
    "> quote",
    "<b>html</b>",
    '"quoted", and more',
    "\ud800",
    "\u2028\u2029\x00",
    "日本語の表題",
    "https://example.org/a_b_c?d=1",
    "---",
)
WORDS = st.text(
    st.characters(categories=("L", "N", "P", "S", "Z", "Cc", "Cf")), min_size=1, max_size=16
) | st.sampled_from(HOSTILE)
STATES = (
    "mixed",
    "undecided",
    "declined",
    "silent",
    "not-applicable",
    "not-researched",
    "excluded",
)
LEVELS = {"strongly-oppose": -2, "oppose": -1, "neutral": 0, "support": 1, "strongly-support": 2}
FINITE = st.floats(-1e6, 1e6, allow_nan=False)


@st.composite
def stances(draw: st.DrawFn) -> StanceCell:
    basis = draw(st.sampled_from(("stated", "reported", "attributed", "inferred", "none", None)))
    confidence = draw(st.sampled_from(("high", "medium", "low", None)))
    if draw(st.booleans()):
        return StanceCell(draw(st.sampled_from(STATES)), basis=basis, confidence=confidence)
    label, value = draw(st.sampled_from(sorted(LEVELS.items())))
    condition = draw(st.none() | WORDS)
    side = (value > 0) - (value < 0)
    return StanceCell(
        "position", label, float(value), side, abs(value) / 2, basis, confidence, condition, grades=2
    )


@st.composite
def shares(draw: st.DrawFn) -> Share:
    shared = draw(st.integers(0, 60))
    if not shared:
        return Share(None, 0)
    value = draw(st.none() | st.floats(0, 1))
    low, high = draw(st.just((None, None)) | st.just((0.25, 0.875)))
    return Share(value, shared, draw(st.integers(0, min(shared, 3))), low, high)


EVIDENCE_KINDS: tuple[EvidenceKind, ...] = get_args(EvidenceKind)
EVIDENCE = st.builds(
    EvidenceItem,
    kind=st.sampled_from(EVIDENCE_KINDS),
    basis=st.sampled_from(("stated", "reported", "attributed", "inferred", "none")),
    words=st.none() | WORDS,
    translation=st.none() | WORDS,
    speaker=st.none() | WORDS,
    source_id=st.none() | st.sampled_from(("s1", "s2")),
    title=st.none() | WORDS,
    publisher=st.none() | WORDS,
    author=st.none() | WORDS,
    date=st.none() | st.just("2017-03"),
    url=st.none() | st.just("https://example.org/"),
    locator=st.none() | WORDS,
    stance=st.none() | WORDS,
)


def refs(prefix: str, least: int = 1, most: int = 5) -> st.SearchStrategy[tuple[Ref, ...]]:
    return st.lists(st.tuples(WORDS, WORDS), min_size=least, max_size=most).map(
        lambda pairs: tuple(Ref(f"{prefix}{index}", *pair) for index, pair in enumerate(pairs))
    )


def cells(kind: ColumnType) -> st.SearchStrategy[CellValue]:
    few = st.lists(EVIDENCE, max_size=2).map(tuple)
    ref = WORDS.map(lambda word: Ref("r", word, word))
    kinds: dict[str, st.SearchStrategy[CellValue]] = {
        "text": st.one_of(st.none(), WORDS, ref, st.lists(ref, max_size=3).map(tuple), few),
        "integer": st.one_of(
            st.none(), st.integers(-(10**9), 10**9), st.builds(Count, st.integers(0, 99), st.integers(0, 99))
        ),
        "number": st.none() | FINITE,
        "share": st.one_of(st.none(), shares(), st.floats(0, 1)),
        "date": st.none() | st.sampled_from(("2017", "2017-03", "2017-03-23")),
        "stance": stances(),
    }
    return kinds[kind]


KINDS: tuple[ColumnType, ...] = ("text", "integer", "number", "share", "date", "stance")


@st.composite
def tables(draw: st.DrawFn, name: str = "table") -> Table:
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=6))
    columns = tuple(
        Column(f"c{index}", draw(WORDS), kind, below=bool(index) and draw(st.booleans()))
        for index, kind in enumerate(kinds)
    )
    rows = draw(st.lists(st.tuples(*(cells(kind) for kind in kinds)), max_size=4))
    return Table(name, draw(WORDS), columns, tuple(rows), empty=draw(WORDS), notes=(draw(WORDS),))


@st.composite
def matrices(draw: st.DrawFn, name: str = "matrix") -> Matrix:
    kind: ColumnType = draw(st.sampled_from(("stance", "share", "integer", "number")))
    down, across = draw(refs("a")), draw(refs("i", most=9))
    body = tuple(tuple(draw(cells(kind)) for _ in across) for _ in down)
    return Matrix(name, draw(WORDS), kind, down, across, body)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    found: tuple[AnyTable, ...] = (draw(matrices("first")), draw(tables("second")), draw(matrices("third")))
    options = draw(st.dictionaries(WORDS, st.one_of(st.none(), st.booleans(), FINITE, WORDS), max_size=2))
    return Report(
        "made",
        DatasetInfo(draw(WORDS), "0" * 64),
        draw(WORDS),
        found,
        ("first", "second", "third"),
        tuple(draw(st.lists(WORDS, max_size=2))),
        tuple(draw(st.lists(WORDS, max_size=2))),
        options,
    )


def made_up(actors: int, issues: int, seed: int = 1) -> Report:
    """Return a comparison of made-up stances, the same for the same arguments."""
    chance = random.Random(seed)
    down = tuple(
        Ref(f"actor-{n}", f"Actor {n}", f"The {n}th association of actors") for n in range(1, actors + 1)
    )
    across = tuple(Ref(f"issue-{n}", f"Issue number {n}", f"Issue number {n}") for n in range(1, issues + 1))
    grid = tuple(tuple(_stance(chance) for _ in across) for _ in down)
    square = [[_share(chance) for _ in down] for _ in down]
    even: tuple[tuple[CellValue, ...], ...] = tuple(
        tuple(None if a == b else square[max(a, b)][min(a, b)] for b in range(actors)) for a in range(actors)
    )
    return Report(
        "compare",
        DatasetInfo("Made up", "0" * 64),
        "Made up",
        (
            Matrix("stances", "Stances", "stance", down, across, grid),
            Matrix("agreement", "Agreement", "share", down, down, even),
            Matrix("disagreement", "Disagreement", "share", down, down, even),
        ),
        ("stances", "agreement", "disagreement"),
        ("A sentence in words.",),
        ("A note.",),
        {"measure": "side"},
    )


def _stance(chance: random.Random) -> StanceCell:
    if chance.random() < 0.5:
        return StanceCell(chance.choice(STATES))
    label = chance.choice(sorted(LEVELS))
    value = LEVELS[label]
    return StanceCell(
        "position",
        label,
        float(value),
        (value > 0) - (value < 0),
        abs(value) / 2,
        chance.choice(("stated", "inferred")),
        "high",
        chance.choice((None, None, None, "if it is paid for")),
        grades=2,
    )


def _share(chance: random.Random) -> Share:
    shared = chance.randint(0, 12)
    agreed = chance.randint(0, shared)
    return Share(agreed / shared if shared else None, shared, min(agreed, chance.choice((0, 0, 1))))
