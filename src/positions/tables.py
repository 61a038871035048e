"""What a report hands to a renderer: tables, matrices and sentences, and nothing else.

Everything that a renderer may show is here. A renderer knows neither datasets nor measures, and a
report knows neither terminals nor file formats.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from positions.charts import Chart

if TYPE_CHECKING:
    from positions.vocabulary import Movement

ColumnType = Literal["text", "integer", "number", "share", "date", "stance"]

SHARED_ISSUES = "shared issues"
"""What the number beside a share counts, unless a table says otherwise."""

THIN, THIN_EFFECTIVE = 3, 2
"""A share over fewer shared issues, or fewer by effective number, is thin: no sentence rests on it."""


def is_thin_ground(shared: int, effective: float | None = None) -> bool:
    """Return whether so many shared issues, worth `effective` of equal weight, are too few to rely on."""
    return shared < THIN or (effective is not None and effective < THIN_EFFECTIVE)


@dataclass(frozen=True, slots=True)
class Ref:
    """An actor or issue: machines get the id, people the label (short name) and once the full name."""

    id: str
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Share:
    """A share between 0 and 1 with the number of shared issues behind it.

    `value` is None where it is undefined (no shared issue, or fewer than asked for). `conditional` is how
    many of the issues counted in the share depend on a condition. `low` and `high` bound the share over
    what is not known, where that was asked for. `effective` is the number of equally weighted issues that
    the share is worth (Kish), None where it is `shared`.
    """

    value: float | None
    shared: int
    conditional: int = 0
    low: float | None = None
    high: float | None = None
    effective: float | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """An issue that must go one way, "for" or "against", for a stance to hold."""

    issue: Ref
    side: str


@dataclass(frozen=True, slots=True)
class StanceCell:
    """One actor on one issue.

    `state` is "position" or the name of why there is none: mixed, undecided, declined, silent,
    not-applicable, not-researched, excluded. `label` is the stance's name (None on a range), `value` its
    number, `side` -1, 0 or 1 and None where the scale knows no sides, `strength` 0..1 the distance from
    neutral as a share of the largest possible, `grades` how many strengths its scale has on a side (None on
    a range or a nominal scale). `condition` is what it depends on in words, `needs` the same where it can be
    compared. `unit` is what an amount is counted in, `accepts` the lowest and highest that the actor accepts
    (None for the amount itself). `frequency` is how many statements are for, against and neutral, where
    there are several entries. `moved` says which way the stance moved, where it was another before, and
    `moved_words` from what and when. `extent` is the lowest, the neutral (None for amounts) and the highest
    number of its range.
    """

    state: str
    label: str | None = None
    value: float | None = None
    side: int | None = None
    strength: float | None = None
    basis: str | None = None
    confidence: str | None = None
    condition: str | None = None
    grades: int | None = None
    needs: tuple[Need, ...] = ()
    unit: str | None = None
    accepts: tuple[float | None, float | None] | None = None
    frequency: tuple[int, int, int] | None = None
    moved: Movement | None = None
    moved_words: str | None = None
    extent: tuple[float, float | None, float] | None = None

    @property
    def condition_words(self) -> str | None:
        """The condition as people read it, with the sides that it needs."""
        return None if self.condition is None else words_of_condition(self.condition, self.needs)


def words_of_condition(condition: str, needs: tuple[Need, ...]) -> str:
    """Return a condition as people read it: "a fund is set up (needs: New fund for, Old tax against)"."""
    if not needs:
        return condition
    return f"{condition} (needs: {', '.join(f'{need.issue.label} {need.side}' for need in needs)})"


EvidenceKind = Literal["own", "paraphrase", "according-to", "reading", "searched"]
"""Whose words an item of evidence holds: the actor's own; a writer's report of them; what another says of the
actor; words that a coder reads a stance into; or none, because a source was searched and nothing found."""


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One item of evidence as a reader sees it; everything but the kind and the basis may be missing.

    Only words of the kind `own` may stand in quotation marks. `title`, `publisher`, `author`, `date`, `url`,
    `section`, `retrieved` and `archived` (an address, and its date) are those of the source; `passage` is the
    address of the words themselves. `stance` says what this item speaks for, where a cell rests on entries
    that differ.
    """

    kind: EvidenceKind
    basis: str
    words: str | None = None
    translation: str | None = None
    speaker: str | None = None
    source_id: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: str | None = None
    url: str | None = None
    locator: str | None = None
    stance: str | None = None
    passage: str | None = None
    section: str | None = None
    retrieved: str | None = None
    archived: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number out of a total, in an integer column: people read "2 of 3", machines get the number alone."""

    number: int
    total: int


CellValue = (
    str | int | float | Ref | Share | Count | StanceCell | tuple[Ref, ...] | tuple[EvidenceItem, ...] | None
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    `below` asks people's formats to set long text under the row, not beside it. `detail` is a column that
    only machines' formats show: people's formats (terminal, markdown, HTML) leave it out. `counted`: what the
    number beside each share counts.
    """

    id: str
    label: str
    type: ColumnType = "text"
    below: bool = False
    detail: bool = False
    counted: str = SHARED_ISSUES


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Rows of cells, one a column. An empty table is shown as `empty`, a sentence.

    `tasks`: each row is something to do; Markdown makes it a list to tick off.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    empty: str = "Nothing to show."
    notes: tuple[str, ...] = ()
    tasks: bool = False
    kind: Literal["table"] = "table"

    @property
    def size(self) -> str:
        """How large it is, in words."""
        return f"{len(self.rows):,} {'row' if len(self.rows) == 1 else 'rows'}"

    def __repr__(self) -> str:
        return f"<Table {self.id}: {self.size} of {', '.join(column.id for column in self.columns)}>"


@dataclass(frozen=True, slots=True, repr=False)
class Matrix:
    """Cells by row and column, each headed by an actor or issue; all cells are of one type.

    `sparse`: a 0 means that there is nothing (no tie); people's formats leave the cell blank.
    `counted`: what the number beside each share counts.
    """

    id: str
    title: str
    type: ColumnType
    rows: tuple[Ref, ...]
    columns: tuple[Ref, ...]
    cells: tuple[tuple[CellValue, ...], ...]
    notes: tuple[str, ...] = ()
    sparse: bool = False
    counted: str = SHARED_ISSUES
    kind: Literal["matrix"] = "matrix"

    @property
    def size(self) -> str:
        """How large it is, in words."""
        return f"{len(self.rows):,} by {len(self.columns):,}"

    def __repr__(self) -> str:
        return f"<Matrix {self.id}: {self.size} of {self.type}>"


AnyTable = Table | Matrix


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture in characters of one width, for people's formats; machines' leave it out.

    `ascii_lines` is the same picture where signs must be ASCII (the data's own text stays as it is), `narrow`
    one for screens that are narrower than its lines.
    """

    id: str
    title: str
    lines: tuple[str, ...]
    ascii_lines: tuple[str, ...]
    narrow: Drawing | None = None


@dataclass(frozen=True, slots=True)
class LineScale:
    """What a line goes over: levels ascending (none on a range), the two ends, and whether it has sides."""

    levels: tuple[tuple[str, float], ...]
    minimum: float
    maximum: float
    neutral: float
    nominal: bool
    sided: bool = True


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """An issue with who holds a position on it, and in `others` each state in words with those in it."""

    issue: Ref
    proposition: str | None
    holders: tuple[tuple[Ref, StanceCell], ...]
    others: tuple[tuple[str, tuple[Ref, ...]], ...]
    opposed: Count
    scale: LineScale


MOST_LINES = 40
"""A picture of more issues than this could not be read."""


@dataclass(frozen=True, slots=True)
class LinePicture:
    """Issues as lines, each on its own scale: `MOST_LINES` at most, `left` is how many more there are."""

    lines: tuple[PlacedLine, ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class TreePicture:
    """How actors join.

    `leaves` are the actors, each with the number of its bloc; `order` says how they stand beneath the tree;
    `merges` are (left, right, distance) in SciPy's numbering, the distance None where nothing joins them.
    """

    leaves: tuple[tuple[Ref, int], ...]
    order: tuple[int, ...]
    merges: tuple[tuple[int, int, float | None], ...]


TieKind = Literal["agree", "oppose", "both", "plain"]


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie of two nodes: its strength (above 0), what kind it is, and on how many issues it rests.

    `label` is what stands at it.
    """

    a: int
    b: int
    strength: float
    kind: TieKind
    shared: int
    label: str


@dataclass(frozen=True, slots=True)
class NetworkPicture:
    """Nodes and the ties between them; `second` nodes are issues, numbered after the others.

    `nodes` come in the order in which they stand in the picture; `kinds` says what each kind of tie means;
    `notes` take the place of the report's, which are on its tables. `sizes` are numbers of statements,
    `groups` what nodes are coloured by, `points` where they stand: of all nodes, or empty.
    """

    nodes: tuple[Ref, ...]
    second: tuple[Ref, ...]
    ties: tuple[Tie, ...]
    kinds: tuple[tuple[TieKind, str], ...]
    notes: tuple[str, ...] = ()
    sizes: tuple[int, ...] = ()
    groups: tuple[str | None, ...] = ()
    points: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class MapPicture:
    """Actors as points (x, y); distances in the picture stand for 1 - agreement.

    `groups` has the group of each point or None, or nothing; `headed` the points that the headline names.
    """

    points: tuple[tuple[Ref, float, float], ...]
    groups: tuple[str | None, ...] = ()
    headed: tuple[int, ...] = ()


Picture = LinePicture | TreePicture | NetworkPicture | MapPicture | Chart


@dataclass(frozen=True, slots=True)
class DatasetInfo:
    """Which data a report is about: its title, the SHA-256 of its bytes and its stances.

    `labels` are the scale's from the lowest to the highest, none on a range; `ordered` is False where their
    order means nothing. `files` are those that it was read from, where there are any. `about`
    is what the dataset says of itself, by the key of the format: description, licence, publisher ...
    `held_back` says how much the public does not see of it, or that the team sees all; None if all is public.
    """

    title: str
    sha256: str
    labels: tuple[str, ...] = ()
    ordered: bool = True
    files: tuple[str, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)
    held_back: str | None = None

    @property
    def origin(self) -> str:
        """Who publishes it, which edition it is and under which licence, as words behind its title."""
        edition = f"edition {self.about['edition']}" if "edition" in self.about else None
        parts = (edition, self.about.get("publisher"), self.about.get("licence"))
        return "".join(f", {part}" for part in parts if part)


@dataclass(frozen=True, slots=True)
class Report:
    """The answer to one question.

    `headline` is its finding in a line, "" where it has none: then `title`, which names the data, heads it.
    `dateline` is how much is compared, of when, and from how many sources; `credit` names these.
    `shown` names the tables that people's formats (terminal, markdown) show when none is asked for;
    machines' formats get them all. `summary` says in words what the tables show, a sentence each.
    `notes` say what qualifies the whole: filters, and how many cells they took out. `drawings` stand
    between the tables and the summary. `pictures` are what SVG and PNG draw; where there are none, they draw
    the matrices that are `shown`.
    """

    command: str
    dataset: DatasetInfo
    title: str
    tables: tuple[AnyTable, ...]
    shown: tuple[str, ...]
    summary: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)
    drawings: tuple[Drawing, ...] = ()
    pictures: tuple[Picture, ...] = ()
    headline: str = ""
    dateline: str = ""
    credit: str = ""
