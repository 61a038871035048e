"""What `compare` does for more actors than a matrix can show: groups, nearest pairs, all pairs to a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from positions.cli.options.large_n import ManyOptions
from positions.cli.options.shared import OutputOptions
from positions.cli.output import write_report
from positions.cli.progress import progress, say_what_helps, waiting
from positions.cli.streams import say
from positions.library.saving import refuse_inputs
from positions.problems import UsageError

if TYPE_CHECKING:
    from positions.exchange.tables.settings import TableSettings
    from positions.measures.pairs.results import Comparison
    from positions.reports.common.study import Study


def write_table_by_group(
    path: Path, settings: TableSettings, by: str, how: Comparison, output: OutputOptions
) -> bool:
    """Write the groups of a very large table without reading it into memory; return whether that was done.

    Raises:
        UsageError: as the report does, or if a file cannot be opened.
    """
    from positions.exchange.duckdb.groups import grouped_table
    from positions.reports.groups.report import group_report

    refuse_for_groups(how)
    with waiting(f"Counting {path.name}", quiet=output.quiet):
        found = grouped_table(path, settings, by, how)
    if found is None:
        return False
    data, remarks = found
    for remark in remarks:
        say(remark, quiet=output.quiet)
    others = [given for given in (settings.actors, settings.issues) if given is not None]
    write_report(group_report(data, how, wanted=output.table), output, inputs=[path, *others])
    return True


def refuse_for_groups(how: Comparison) -> None:
    """Refuse what cannot be asked of groups.

    Raises:
        UsageError: if salience or bounds are asked for.
    """
    if how.by_salience or how.bounds:
        option = "--by-salience" if how.by_salience else "--range"
        raise UsageError(f"--group-by and {option} do not go together", "groups are compared by counts alone")


def write_many(
    study: Study, many: ManyOptions, how: Comparison, output: OutputOptions, *, inputs: Sequence[Path]
) -> bool:
    """Write what these options ask for, or all pairs to a file; return whether that was asked for at all.

    Raises:
        UsageError: if matrices of so many actors are asked for as nobody could read, and as the report does.
    """
    from positions.reports.common.pair_limits import refuse_what_cannot_end

    if many.group_by is not None:
        from positions.reports.groups.report import group_report, grouped

        refuse_for_groups(how)
        report = group_report(grouped(study, many.group_by, how), how, wanted=output.table)
        write_report(report, output, inputs=inputs)
        return True
    actors = len(study.grid.actors)
    if many.top is None and _streams(study, output):
        _write_pairs(study, many, how, output, inputs)
        return True
    if many.given is None:
        refuse_what_cannot_end(actors, read=_is_read(output))
        return False
    if many.top is not None:
        _refuse_both(output)
    with watched(study, how, output) as tick:
        if many.top is not None:
            from positions.reports.compare.nearest import nearest

            report = nearest(study, how, many.top, least=many.min_agreement, wanted=output.table, tick=tick)
        else:
            from positions.reports.compare.nearest import agreeing

            report = agreeing(study, how, many.min_agreement or 0.0, tick=tick)
    write_report(report, output, inputs=inputs)
    return True


def _refuse_both(output: OutputOptions) -> None:
    """Refuse the two tables of `--top` in a format that holds one, before they are worked out.

    Raises:
        UsageError: if both are asked for as CSV.
    """
    from positions.render.delimited import refuse_several

    folder = (output.output or "").endswith("/")
    if _delimiter(output) is not None and not output.table and not folder:
        refuse_several(("nearest", "furthest"), "tsv" if _delimiter(output) == "\t" else "csv")


def _is_read(output: OutputOptions) -> bool:
    from positions.render import REGISTRY

    if output.format is not None:
        return REGISTRY[output.format].people
    if output.output is not None and output.output.endswith("/"):
        return False  # a folder gets CSV
    suffix = Path(output.output or "").suffix.lower()
    return all(renderer.people for renderer in REGISTRY.values() if suffix in renderer.suffixes)


def _streams(study: Study, output: OutputOptions) -> bool:
    """Return whether all pairs are to be written one by one: to Parquet, or very many to CSV."""
    from positions.reports.common.pair_limits import takes_long

    if output.output is not None and output.output.lower().endswith(".parquet"):
        return True
    return (
        takes_long(len(study.grid.actors)) and output.table == ("pairs",) and _delimiter(output) is not None
    )


def _delimiter(output: OutputOptions) -> str | None:
    name = output.format or {".csv": "csv", ".tsv": "tsv", ".tab": "tsv"}.get(
        Path(output.output or "").suffix
    )
    return {"csv": ",", "tsv": "\t"}.get(name or "")


def _write_pairs(
    study: Study, many: ManyOptions, how: Comparison, output: OutputOptions, inputs: Sequence[Path]
) -> None:
    import sys

    from positions.exchange.exports.pairs import Asked, write_delimited, write_parquet
    from positions.files import replacing

    asked = Asked(study.grid, how, many.min_agreement)
    delimiter = _delimiter(output)
    place = None if output.output in (None, "-") else Path(str(output.output))
    if place is not None:
        refuse_inputs(place, inputs)
    with watched(study, how, output) as tick:
        if place is not None and place.suffix.lower() == ".parquet":
            if output.format or output.table not in ((), ("pairs",)):
                raise UsageError("a Parquet file takes the table of pairs alone", "leave out -f and --table")
            write_parquet(place, asked, tick, lambda: waiting(f"Writing {place.name}", quiet=output.quiet))
        elif place is None:
            write_delimited(sys.stdout.write, asked, delimiter or ",", tick)
        else:
            with replacing(place) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
                write_delimited(stream.write, asked, delimiter or ",", tick)


def watched(
    study: Study, how: Comparison, output: OutputOptions
) -> AbstractContextManager[Callable[[int], None]]:
    """Return the bar of work on all pairs; say what would speed it up where it takes long."""
    from positions.measures.pairs.numpy_blocks import has_numpy, offers
    from positions.reports.common.pair_limits import number_of_pairs, takes_long

    actors = len(study.grid.actors)
    pairs = number_of_pairs(actors)
    if takes_long(actors) and offers(study.grid, how) and not has_numpy():
        say_what_helps(f"{pairs:,} pairs take a while", quiet=output.quiet)
    return progress("Comparing pairs", pairs, quiet=output.quiet)
