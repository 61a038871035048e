"""The keyword arguments of the commands: named as on the command line, with underscores."""

import datetime
from collections.abc import Iterable, Mapping
from os import PathLike
from typing import Annotated, Literal, TypedDict, get_args

from positions import vocabulary
from positions.dataset.dates import PartialDate, TimeSpan
from positions.library.options import readers
from positions.library.options.reading import Option
from positions.vocabulary import (
    AUDIENCES,
    BASES,
    CONFIDENCES,
    Aggregation,
    Audience,
    Confidence,
    EntryRule,
    Measure,
    Mode,
    Normalization,
)

Names = str | Iterable[str]
"""One name, several parted by commas, or a list of them."""

DateText = str | int | datetime.date | PartialDate
"""A year, a month or a day: 2017, "2017-03", "2017-03-23", or a date."""

Clauses = str | Iterable[str] | Mapping[str, str | Iterable[str]]
"""FIELD=VALUE, several of them, or values by field."""

FilePath = str | PathLike[str]
Entries = EntryRule
Sort = vocabulary.Sort
MapMethod = Literal["distances", "ideal"]
Count = Literal["actors", "statements"]
Unit = vocabulary.UnitKind
Phases = vocabulary.DistanceKind
On = Literal["agreement", "network"]
Nodes = vocabulary.NodeKind
Kernel = vocabulary.Kernel
Duplicates = vocabulary.Duplicates
ExportType = vocabulary.ExportKind
ImportType = Literal["long", "wide", "dna", "polis"]
Variable = vocabulary.ActorVariable

_FLAG = Option(readers.flag, default=False)
_DATE = Option(readers.a_date)
_NAMES = Option(readers.names(), ())


class TableKeywords(TypedDict, total=False):
    """How a table is read that stands in place of a dataset."""

    column: Annotated[Names | Mapping[str, str], Option(readers.texts, ())]
    stance: Annotated[Names | Mapping[str, float | str], Option(readers.texts, ())]
    scale: Annotated[str | None, Option(readers.text)]
    actors: Annotated[FilePath | None, Option(readers.path)]
    issues: Annotated[FilePath | None, Option(readers.path)]
    answers: Annotated[Names, Option(readers.texts, ())]
    transpose: Annotated[bool, _FLAG]
    mapping: Annotated[FilePath | None, Option(readers.place)]
    sheet: Annotated[str | int | None, Option(readers.text_or_number)]
    header_row: Annotated[int | None, Option(readers.whole(1))]
    encoding: Annotated[str | None, Option(readers.text)]
    delimiter: Annotated[str | None, Option(readers.text)]
    decimal: Annotated[str | None, Option(readers.text)]
    date_format: Annotated[Names, Option(readers.texts, ())]
    records: Annotated[str | None, Option(readers.text)]


class FilterKeywords(TypedDict, total=False):
    """Which part of the data."""

    issue: Annotated[Names, _NAMES]
    tag: Annotated[Names, _NAMES]
    kind: Annotated[Names, _NAMES]
    source: Annotated[Names, _NAMES]
    as_of: Annotated[DateText | None, _DATE]
    basis: Annotated[Names, Option(readers.names(*BASES), ())]
    min_confidence: Annotated[Confidence | None, Option(readers.one_of(*CONFIDENCES))]
    no_conditional: Annotated[bool, _FLAG]
    actor: Annotated[Names, _NAMES]
    coder: Annotated[Names, _NAMES]
    where: Annotated[Clauses, Option(readers.clauses, ())]
    exclude: Annotated[Clauses, Option(readers.clauses, ())]
    min_answers: Annotated[int | None, Option(readers.whole(0), 0)]
    min_minority: Annotated[float | None, Option(readers.share, 0.0)]


class EntriesKeyword(TypedDict, total=False):
    """Which of a cell's entries count."""

    entries: Annotated[Entries | None, Option(readers.one_of(*get_args(Entries)))]


class EntryKeywords(EntriesKeyword, total=False):
    """Which of a cell's dated entries count, in which period."""

    since: Annotated[DateText | None, _DATE]
    until: Annotated[DateText | None, _DATE]


class ReportKeywords(FilterKeywords, total=False):
    """What every report of a part of the data takes."""

    min_shared: Annotated[int | None, Option(readers.whole(1), 1)]
    table: Annotated[Names, _NAMES]


class AudienceKeyword(TypedDict, total=False):
    """Whom the answer is for."""

    audience: Annotated[Audience | None, Option(readers.one_of(*AUDIENCES))]


class NamesKeyword(TypedDict, total=False):
    """The file with the real names of stakeholders, for the team."""

    names_: Annotated[FilePath | None, Option(readers.path)]


class StudyKeywords(ReportKeywords, TableKeywords, AudienceKeyword, NamesKeyword, total=False):
    """What every report of one dataset or table takes."""


class MeasureKeyword(TypedDict, total=False):
    """How agreement is measured."""

    measure: Annotated[Measure | None, Option(readers.one_of(*get_args(Measure)))]


class MeasureKeywords(MeasureKeyword, total=False):
    """How pairs are compared."""

    unweighted: Annotated[bool, _FLAG]
    by_salience: Annotated[bool, _FLAG]


class LoadKeywords(FilterKeywords, EntryKeywords, TableKeywords, AudienceKeyword, NamesKeyword, total=False):
    """What `load` takes."""


class CellKeywords(StudyKeywords, EntriesKeyword, total=False):
    """What reports on cells take."""


class PairKeywords(CellKeywords, MeasureKeywords, total=False):
    """What reports on pairs take."""


class GroupKeyword(TypedDict, total=False):
    """By what actors are grouped."""

    group_by: Annotated[str | None, Option(readers.text)]


class CompareKeywords(PairKeywords, EntryKeywords, GroupKeyword, total=False):
    """What `compare` takes."""

    with_: Annotated[str | None, Option(readers.text)]
    range: Annotated[bool, _FLAG]
    robust: Annotated[bool, _FLAG]
    moved_since: Annotated[DateText | None, _DATE]
    sort: Annotated[Sort | None, Option(readers.one_of(*get_args(Sort)))]
    top: Annotated[int | None, Option(readers.whole(1))]
    min_agreement: Annotated[float | None, Option(readers.share)]


class MapKeywords(PairKeywords, GroupKeyword, total=False):
    """What `map` takes."""

    method: Annotated[MapMethod | None, Option(readers.one_of(*get_args(MapMethod)), "distances")]
    dimensions: Annotated[int | None, Option(readers.whole(1))]


class CommonGroundKeywords(CellKeywords, total=False):
    """What `common_ground` takes."""

    with_conditions: Annotated[bool, _FLAG]


class DaysKeywords(TypedDict, total=False):
    """Which days count."""

    since: Annotated[DateText | None, _DATE]
    until: Annotated[DateText | None, _DATE]


class PeriodKeywords(DaysKeywords, total=False):
    """Which days count, and windows over them."""

    window: Annotated[str | int | None, Option(readers.window)]
    step: Annotated[str | int | None, Option(readers.window)]


class IssuesKeywords(CellKeywords, PeriodKeywords, total=False):
    """What `issues` takes."""

    consensus: Annotated[bool, _FLAG]
    group_by: Annotated[Names, _NAMES]
    count: Annotated[Count | None, Option(readers.one_of(*get_args(Count)), "actors")]
    duplicates: Annotated[Duplicates | None, Option(readers.one_of(*get_args(Duplicates)), "document")]


class BlocsKeywords(PairKeywords, PeriodKeywords, GroupKeyword, total=False):
    """What `blocs` takes."""

    on: Annotated[On | None, Option(readers.one_of(*get_args(On)), "agreement")]
    nodes: Annotated[Nodes | None, Option(readers.one_of(*get_args(Nodes)), "actor")]
    duplicates: Annotated[Duplicates | None, Option(readers.one_of(*get_args(Duplicates)), "document")]
    blocs: Annotated[int | None, Option(readers.whole(1))]
    permutations: Annotated[int | None, Option(readers.whole(1, readers.MOST_SHUFFLES))]


class TieKeywords(TypedDict, total=False):
    """How ties are made."""

    mode: Annotated[Mode | None, Option(readers.one_of(*get_args(Mode)), "one")]
    aggregation: Annotated[Aggregation | None, Option(readers.one_of(*get_args(Aggregation)), "subtract")]
    normalization: Annotated[Normalization | None, Option(readers.one_of(*get_args(Normalization)))]
    duplicates: Annotated[Duplicates | None, Option(readers.one_of(*get_args(Duplicates)), "document")]
    observed_range: Annotated[bool, _FLAG]
    isolates: Annotated[bool, _FLAG]
    nodes: Annotated[Nodes | None, Option(readers.one_of(*get_args(Nodes)), "actor")]


class NetworkKeywords(StudyKeywords, TieKeywords, PeriodKeywords, total=False):
    """What `network` takes."""

    kernel: Annotated[Kernel | None, Option(readers.one_of(*get_args(Kernel)))]
    dna_windows: Annotated[bool, _FLAG]
    group_by: Annotated[str | None, Option(readers.text)]
    permutations: Annotated[int | None, Option(readers.whole(0, readers.MOST_SHUFFLES))]
    phases: Annotated[Phases | None, Option(readers.one_of(*get_args(Phases)))]
    backbone: Annotated[bool, _FLAG]


class PowerKeywords(StudyKeywords, total=False):
    """What `power` takes."""

    single_subtraction: Annotated[bool, _FLAG]
    by_salience: Annotated[bool, _FLAG]


class GapsKeywords(CellKeywords, total=False):
    """What `gaps` takes."""

    stale_after: Annotated[str | TimeSpan | None, Option(readers.a_span)]


class HistoryKeywords(StudyKeywords, MeasureKeyword, total=False):
    """What `history` takes."""


class DiffKeywords(ReportKeywords, MeasureKeyword, AudienceKeyword, NamesKeyword, total=False):
    """What `diff` takes."""

    may_be_new: Annotated[bool, _FLAG]
    from_: Annotated[DateText | None, _DATE]
    to: Annotated[DateText | None, _DATE]


class ReliabilityKeywords(ReportKeywords, TableKeywords, AudienceKeyword, NamesKeyword, total=False):
    """What `reliability` takes."""

    unit: Annotated[Unit | None, Option(readers.one_of(*get_args(Unit)))]
    merge: Annotated[FilePath | None, Option(readers.path)]
    force: Annotated[bool, _FLAG]


class PageKeywords(
    FilterKeywords,
    EntriesKeyword,
    TableKeywords,
    MeasureKeywords,
    AudienceKeyword,
    NamesKeyword,
    total=False,
):
    """What `brief` takes, and what `report` takes beside groups."""

    min_shared: Annotated[int | None, Option(readers.whole(1), 1)]


class ReportPageKeywords(PageKeywords, GroupKeyword, total=False):
    """What `report` takes."""


class ExportKeywords(PageKeywords, TieKeywords, PeriodKeywords, total=False):
    """What `export` takes."""

    type: Annotated[ExportType | None, Option(readers.one_of(*get_args(ExportType)))]
    no_gaps: Annotated[bool, _FLAG]


class ImportKeywords(TableKeywords, total=False):
    """What `import_` takes."""

    output: Annotated[FilePath | None, Option(readers.path)]
    type: Annotated[ImportType | None, Option(readers.one_of(*get_args(ImportType)))]
    actor: Annotated[Variable | None, Option(readers.one_of(*get_args(Variable)), "organization")]
    issue: Annotated[str | None, Option(readers.text)]
    title: Annotated[str | None, Option(readers.text)]
    skip_bad: Annotated[bool, _FLAG]
    save_mapping: Annotated[FilePath | None, Option(readers.path)]
    force: Annotated[bool, _FLAG]
    into: Annotated[FilePath | None, Option(readers.path)]
    dry_run: Annotated[bool, _FLAG]
    partial: Annotated[bool, _FLAG]


class CheckKeywords(TypedDict, total=False):
    """What `check` takes."""

    quotes: Annotated[bool, Option(readers.flag, default=True)]
    strict: Annotated[bool, _FLAG]
    names_: Annotated[FilePath | None, Option(readers.path)]
