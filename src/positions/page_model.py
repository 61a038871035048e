"""What the page of a report is made from: tables, and what stands behind each of their cells.

Like `tables`, this is plain data between reports and renderers: no dataset, no measure, no HTML.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from positions.tables import (
    AnyTable,
    Count,
    EvidenceItem,
    LineScale,
    Matrix,
    Ref,
    Report,
    Share,
    StanceCell,
    Table,
)

MANY = 40
"""A page of more actors or issues than this opens with an overview; the rest is asked for."""


MOST_CELLS = 100_000
"""A table of more cells than this stands in no page: it would take megabytes, and nobody reads it."""

MOST_JOINS_TOLD = 12
"""Of a tree so many joins are told in words."""


@dataclass(frozen=True, slots=True)
class PageActor:
    """An actor, and what it can be filtered by."""

    ref: Ref
    kind: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageIssue:
    """An issue, what it puts to the vote, and what it can be filtered by."""

    ref: Ref
    proposition: str | None = None
    tags: tuple[str, ...] = ()
    weight: float = 1.0
    unit: str | None = None
    scale: PageScale | None = None
    """Its own, where the page's is one on which several are laid."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One entry of a cell with the words behind it; `counts` is the one that decides what the cell says."""

    cell: StanceCell
    counts: bool
    date: str | None = None
    note: str | None = None
    coder: str | None = None
    review: str | None = None
    salience: float | None = None
    evidence: tuple[EvidenceItem, ...] = ()


@dataclass(frozen=True, slots=True)
class PageScale(LineScale):
    """The scale of stances, and how far apart two of them can be."""

    span: float | None = None
    """Largest difference between two stances on an issue, where it is not that of the bounds."""

    @property
    def range(self) -> float:
        """Largest possible difference between two stances on an issue."""
        return self.maximum - self.minimum if self.span is None else self.span

    @property
    def has_division(self) -> bool:
        """Whether two stances may be opposed: by side, or as labels that differ; amounts never are."""
        return self.sided or self.nominal


@dataclass(frozen=True, slots=True)
class PageMethod:
    """How pairs are compared; the page recomputes them in the same way when a reader filters."""

    measure: str
    min_shared: int
    weighted: bool
    by_salience: bool


@dataclass(frozen=True, slots=True)
class PageLine:
    """One issue (by index) on the line from oppose to support.

    Attributes:
        holders: each value that somebody holds, ascending, with the actors (by index).
        others: each state in words that is no position, with the actors in it.
        opposed: pairs on opposite sides, of all pairs that hold a position.
    """

    issue: int
    holders: tuple[tuple[float, tuple[int, ...]], ...]
    others: tuple[tuple[str, tuple[int, ...]], ...]
    opposed: Count


@dataclass(frozen=True, slots=True)
class PageFinding:
    """An issue (by index) that opens the page: who is on which side, and how many pairs are opposed.

    `sides` are ("For", actors in words); `extent` is None where there is nothing to count; `remark` says
    where conditions of those on one side exclude each other.
    """

    issue: int
    sides: tuple[tuple[str, str], ...]
    extent: Count | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class PageOpening:
    """What a reader sees first.

    Attributes:
        unites: the first issues on which all stand on one side, of many actors those that come next too;
            `unites_words` tells all of them, or of none.
        divides: the issues with the most opposed pairs, the first few; `divides_words` likewise.
        more: how many more issues divide.
        said: what else there is to say, in sentences.
    """

    unites: tuple[PageFinding, ...]
    unites_words: str | None
    divides: tuple[PageFinding, ...]
    divides_words: str | None
    more: int
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JoinGround:
    """What a join of two groups rests on.

    `pairs` are how many pairs of an actor of each have an agreement; `shared` on how many issues it rests
    where the groups are two actors.
    """

    pairs: int
    shared: int | None


@dataclass(frozen=True, slots=True)
class PageTree:
    """How actors join into blocs.

    Attributes:
        order: the actors (by index) as they stand beneath the tree.
        merges: (left, right, distance) in SciPy's numbering; the distance is None where nothing joins them.
        grounds: what each of the first joins that are told rests on.
        blocs: each actor's bloc, from 1, 0 for who is left out; empty where their number cannot be worked
            out.
        members: the blocs as a table; None likewise.
        words: what is to be said of the blocs, or why there are none.
        notes: what qualifies them.
    """

    order: tuple[int, ...]
    merges: tuple[tuple[int, int, float | None], ...]
    grounds: tuple[JoinGround, ...]
    blocs: tuple[int, ...]
    members: Table | None
    words: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageMap:
    """Actors (by index) as points from 0 to 1, across and down; `words` say how well these show agreement."""

    points: tuple[tuple[int, float, float], ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """Everything that the page of a report shows.

    Attributes:
        report: the comparison, with the notes on its matrices.
        opening: what unites, what divides, who is near to whom.
        overview: sentences on how many actors, issues and positions there are, and on what evidence.
        agreement: of each pair; None where there are too many for a page, as `disagreement`.
        shares: the different ones among the agreements of all pairs.
        entries: (actor index, issue index) -> the entries behind the cell, the newest first.
        lines: the issues from the most divided to the most shared.
        clashes: (index, higher index) of two actors -> the issues, by index, on which their conditions
            exclude each other, with a sentence that says what does.
        map: the actors as points, where there are many of them.
        is_public_part: whether some of the data is held back: what is not here may still be there.
        gaps: what is missing or weak.
    """

    report: Report
    opening: PageOpening
    overview: tuple[str, ...]
    actors: tuple[PageActor, ...]
    issues: tuple[PageIssue, ...]
    stances: Matrix
    agreement: Matrix | None
    disagreement: Matrix | None
    shares: tuple[Share, ...]
    scale: PageScale
    method: PageMethod
    lines: tuple[PageLine, ...]
    tree: PageTree
    gaps: Table
    gap_words: tuple[str, ...]
    entries: Mapping[tuple[int, int], tuple[PageEntry, ...]] = field(default_factory=dict)
    clashes: Mapping[tuple[int, int], Mapping[int, str]] = field(default_factory=dict)
    map: PageMap | None = None
    is_public_part: bool = False

    @property
    def is_many(self) -> bool:
        """Whether there is too much to read it all: the page opens with an overview."""
        return max(len(self.actors), len(self.issues)) > MANY


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One issue, and of each group how many are for, neutral and against, in the order of the groups.

    `place` is the issue's in the file. `difference` is how far apart the supports of two groups are at most,
    0..1; None where too few hold a position. `cohesion` is each group's share of pairs on the same side,
    over those for or against.
    """

    issue: Ref
    proposition: str | None
    sides: tuple[tuple[int, int, int], ...]
    cohesion: tuple[Share, ...]
    difference: float | None
    place: int = 0


@dataclass(frozen=True, slots=True)
class GroupPage:
    """Everything that the page of a comparison of groups shows.

    Attributes:
        report: the comparison, whose summary opens the page and whose notes end it.
        overview: sentences on what the groups are and what is counted.
        names: what the groups are called.
        groups: the groups as a table, with their sizes.
        members: the names of the actors of each group, in the order of the groups.
        lines: the issues from those on which groups are furthest apart; none on a nominal scale.
    """

    report: Report
    overview: tuple[str, ...]
    names: tuple[Ref, ...]
    actors: int
    positions: int
    groups: Table
    members: tuple[tuple[str, ...], ...]
    agreement: Matrix
    disagreement: Matrix
    lines: tuple[GroupLine, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a briefing: a heading, paragraphs, points in a list, and tables.

    `annex` says that it follows the briefing proper, behind the notes.
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    tables: tuple[AnyTable, ...] = ()
    annex: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """Words behind an actor's stance on an issue, and what that stance is, in words."""

    issue: str
    actor: str
    stance: str
    item: EvidenceItem


@dataclass(frozen=True, slots=True)
class WordsSection:
    """Words that a briefing rests on; `note` says how they were selected, and how many are left out."""

    title: str
    note: str
    items: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """A few pages to take into a meeting: what matters, the sections, and the words that it rests on.

    `title` is the finding where there is one, `dateline` then names the data. `about` are sentences on the
    data, for its end: publisher, licence, method, what is held back.
    """

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    words: tuple[WordsSection, ...]
    notes: tuple[str, ...]
    about: tuple[str, ...] = ()
    dateline: str = ""
