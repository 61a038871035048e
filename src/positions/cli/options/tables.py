"""Options for reading a table as a dataset, or importing one."""

from dataclasses import dataclass
from typing import Annotated

import typer

from positions.cli.options.panels import TABLE

# Typer evaluates the annotations, so they are values here, not text
ColumnPairs = Annotated[
    tuple[str, ...],
    typer.Option(
        "--column",
        metavar="FIELD=COLUMN",
        help="Map a field to a column with a different header: --column stance=vote. Fields: actor, issue, "
        "stance, date, source, quote, kind ...",
        rich_help_panel=TABLE,
    ),
]
StancePairs = Annotated[
    tuple[str, ...],
    typer.Option(
        "--stance",
        metavar="TEXT=NUMBER",
        help="Map values to stances: --stance yes=1,abstain=0,no=-1; or to states: --stance pass=undecided.",
        rich_help_panel=TABLE,
    ),
]
ScaleText = Annotated[
    str | None,
    typer.Option(
        "--scale",
        metavar="MIN:MAX[:NEUTRAL]",
        help="Scale of numeric stances, lowest to highest; a named scale: five-point, three-point, "
        "nominal; or JSON, as `scale` in a dataset.",
        rich_help_panel=TABLE,
    ),
]
ActorsFile = Annotated[
    str | None,
    typer.Option(
        "--actors",
        metavar="FILE",
        help="Table of actors: name, short, kind, influence, note, and columns to group by.",
        rich_help_panel=TABLE,
    ),
]
IssuesFile = Annotated[
    str | None,
    typer.Option(
        "--issues",
        metavar="FILE",
        help="Table of issues: title, proposition (or text), tags, weight, note.",
        rich_help_panel=TABLE,
    ),
]
AnswerColumns = Annotated[
    tuple[str, ...],
    typer.Option(
        "--answers",
        metavar="COLUMNS",
        help="Columns of a wide table that are issues: names, FIRST:LAST, Q* (all that fit), or not:NAME "
        "for all but some. "
        "Default: those that can be.",
        rich_help_panel=TABLE,
    ),
]
MappingName = Annotated[
    str | None,
    typer.Option(
        "--mapping",
        metavar="NAME|FILE",
        help="Read a known format: voteview, un-votes, howtheyvote, public-whip, qual-o-mat, wahl-o-mat, "
        "polis, loomio, decidim, dna-events, coded-segments, qualcoder, webkit-positions, "
        "mozilla-positions, kieskompas, stemwijzer, ches, manifesto, scrutins; or settings saved in a YAML "
        "file. Other options override it.",
        rich_help_panel=TABLE,
    ),
]
Transposed = Annotated[
    bool,
    typer.Option(
        "--transpose",
        help="Read a wide table with issues as rows and actors as columns.",
        rich_help_panel=TABLE,
    ),
]
SheetName = Annotated[
    str | None,
    typer.Option(
        "--sheet",
        metavar="NAME|N",
        help="Sheet of a workbook, by name or number. Default: the first that looks like a table.",
        rich_help_panel=TABLE,
    ),
]
HeaderRow = Annotated[
    int | None,
    typer.Option(
        "--header-row",
        metavar="N",
        min=1,
        help="Line of the header. Default: the first with more than one column name.",
        rich_help_panel=TABLE,
    ),
]
EncodingName = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        help="Encoding of a text file, for example windows-1252. Default: UTF-8, or what its first bytes "
        "declare.",
        rich_help_panel=TABLE,
    ),
]
DelimiterText = Annotated[
    str | None,
    typer.Option(
        "--delimiter",
        metavar="TEXT",
        help="Delimiter of a text file; tab is one. Default: the commonest of , ; tab |.",
        rich_help_panel=TABLE,
    ),
]
DecimalSign = Annotated[
    str | None,
    typer.Option(
        "--decimal",
        metavar="SIGN",
        help="Sign for decimals in a text file, a point or a comma; the other one is for thousands. Default: "
        "the one that all numbers allow.",
        rich_help_panel=TABLE,
    ),
]
DateFormats = Annotated[
    tuple[str, ...],
    typer.Option(
        "--date-format",
        metavar="FORMAT",
        help="Format of dates, for example %d/%m/%Y; several are tried in order. Default: any unambiguous "
        "format.",
        rich_help_panel=TABLE,
    ),
]
RecordsPath = Annotated[
    str | None,
    typer.Option(
        "--records",
        metavar="NAME.NAME",
        help="Keys that lead to the records in JSON or YAML. Default: the only list.",
        rich_help_panel=TABLE,
    ),
]


@dataclass(frozen=True)
class TableOptions:
    """How a table is read."""

    column: ColumnPairs = ()
    stance: StancePairs = ()
    scale: ScaleText = None
    actors_file: ActorsFile = None
    issues_file: IssuesFile = None
    answers: AnswerColumns = ()
    transpose: Transposed = False
    mapping: MappingName = None
    sheet: SheetName = None
    header_row: HeaderRow = None
    encoding: EncodingName = None
    delimiter: DelimiterText = None
    decimal: DecimalSign = None
    date_format: DateFormats = ()
    records: RecordsPath = None
