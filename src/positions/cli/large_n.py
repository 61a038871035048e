"""What `compare` writes of more actors than a matrix can show: all pairs, one by one, to a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from positions.cli.options.shared import OutputOptions
from positions.library.saving import refuse_inputs
from positions.problems import UsageError

if TYPE_CHECKING:
    from positions.library.commands.compare import Comparing


def refuse_two_tables(output: OutputOptions) -> None:
    """Refuse the two tables of `--top` in a format that holds one, before they are worked out.

    Raises:
        UsageError: if both are asked for as CSV.
    """
    from positions.render.delimited import refuse_several

    folder = (output.output or "").endswith("/")
    if _delimiter(output) is not None and not output.table and not folder:
        refuse_several(("nearest", "furthest"), "tsv" if _delimiter(output) == "\t" else "csv")


def is_read(output: OutputOptions) -> bool:
    """Return whether people are to read the output, as against a program."""
    from positions.render import REGISTRY

    if output.format is not None:
        return REGISTRY[output.format].people
    if output.output is not None and output.output.endswith("/"):
        return False  # a folder gets CSV
    suffix = Path(output.output or "").suffix.lower()
    return all(renderer.people for renderer in REGISTRY.values() if suffix in renderer.suffixes)


def writes_pairs(asked: Comparing, output: OutputOptions) -> bool:
    """Return whether all pairs are to be written one by one: to Parquet, or very many to CSV."""
    from positions.reports.common.pair_limits import takes_long

    options = asked.asked
    if asked.study is None or asked.versus is not None or options["group_by"] or options["top"] is not None:
        return False
    if output.output is not None and output.output.lower().endswith(".parquet"):
        return True
    many = takes_long(len(asked.study.grid.actors))
    return many and output.table == ("pairs",) and _delimiter(output) is not None


def _delimiter(output: OutputOptions) -> str | None:
    name = output.format or {".csv": "csv", ".tsv": "tsv", ".tab": "tsv"}.get(
        Path(output.output or "").suffix
    )
    return {"csv": ",", "tsv": "\t"}.get(name or "")


def write_pairs(asked: Comparing, output: OutputOptions, inputs: Sequence[Path]) -> None:
    """Write all pairs, one by one.

    Raises:
        UsageError: if the file cannot be written, or holds nothing else.
    """
    import sys

    from positions.exchange.exports.pairs import Asked, write_delimited, write_parquet
    from positions.files import replacing
    from positions.library.commands.compare import watched
    from positions.library.notices import waiting

    assert asked.study is not None  # see writes_pairs
    wanted = Asked(asked.study.grid, asked.how, asked.asked["min_agreement"])
    delimiter = _delimiter(output)
    place = None if output.output in (None, "-") else Path(str(output.output))
    if place is not None:
        refuse_inputs(place, inputs)
    with watched(asked.study, asked.how) as tick:
        if place is not None and place.suffix.lower() == ".parquet":
            if output.format or output.table not in ((), ("pairs",)):
                raise UsageError("a Parquet file takes the table of pairs alone", "leave out -f and --table")
            write_parquet(place, wanted, tick, lambda: waiting(f"Writing {place.name}"))
        elif place is None:
            write_delimited(sys.stdout.write, wanted, delimiter or ",", tick)
        else:
            with replacing(place) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
                write_delimited(stream.write, wanted, delimiter or ",", tick)
