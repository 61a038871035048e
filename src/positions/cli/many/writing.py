"""What `compare` writes of more actors than a matrix can show: all pairs, one by one, to a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from positions.cli.options.large_n import PartOf
from positions.cli.options.shared import OutputOptions
from positions.library.saving import refuse_inputs
from positions.problems import UsageError

if TYPE_CHECKING:
    from positions.library.commands.compare import Comparing
    from positions.reports.common.study import Study


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
    from positions.render.registry import REGISTRY

    if output.format is not None:
        return REGISTRY[output.format].people
    if output.output is not None and output.output.endswith("/"):
        return False  # a folder gets CSV
    suffix = Path(output.output or "").suffix.lower()
    return all(renderer.people for renderer in REGISTRY.values() if suffix in renderer.suffixes)


def writes_pairs(asked: Comparing, output: OutputOptions) -> bool:
    """Return whether all pairs are to be written one by one: to Parquet, or very many to CSV."""
    from positions.reports.common.pair_limits import takes_long

    study = _of_all_pairs(asked)
    if study is None:
        return False
    if is_parquet(output):
        return True
    many = takes_long(len(study.grid.actors))
    return many and output.table == ("pairs",) and _delimiter(output) is not None


def is_parquet(output: OutputOptions) -> bool:
    """Return whether a Parquet file is named as the output."""
    return output.output is not None and output.output.lower().endswith(".parquet")


def _of_all_pairs(asked: Comparing) -> Study | None:
    """Return the study all of whose pairs are asked for; None where only some are, or other things."""
    options = asked.asked
    others = asked.versus is not None or options["group_by"] or options["top"] is not None
    return None if others else asked.study


def _takes_pairs_alone(output: OutputOptions) -> bool:
    """Return whether neither a format nor a table is asked for that a Parquet file of pairs does not have."""
    return not output.format and output.table in ((), ("pairs",))


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
    from positions.reports.common.pair_limits import refuse_what_no_disk_holds

    assert asked.study is not None  # see writes_pairs
    refuse_what_no_disk_holds(len(asked.study.grid.actors))
    wanted = Asked(asked.study.grid, asked.how, asked.asked["min_agreement"])
    delimiter = _delimiter(output)
    place = None if output.output in (None, "-") else Path(str(output.output))
    if place is not None:
        refuse_inputs(place, inputs)
    with watched(asked.study, asked.how) as tick:
        if place is not None and place.suffix.lower() == ".parquet":
            if not _takes_pairs_alone(output):
                raise UsageError("a Parquet file takes the table of pairs alone", "leave out -f and --table")
            write_parquet(place, wanted, tick, lambda: waiting(f"Writing {place.name}"))
        elif place is None:
            write_delimited(sys.stdout.write, wanted, delimiter or ",", tick)
        else:
            with replacing(place) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
                write_delimited(stream.write, wanted, delimiter or ",", tick)


def write_share(asked: Comparing, part: PartOf, output: OutputOptions) -> None:
    """Write one share of all pairs into a folder, unless it is there.

    Raises:
        UsageError: if there are no pairs to share out, or the folder has shares of something else.
    """
    from positions.library.notices import say

    folder = output.output
    if folder is None or not folder.endswith("/"):
        raise UsageError("shares are files in a folder", "name it with a slash at its end: -o shares/")
    if not _takes_pairs_alone(output):
        raise UsageError("a share is a Parquet file of the table of pairs", "leave out -f and --table")
    if not make_share(asked, part, Path(folder)):
        say(f"Share {part.number} of {part.of} is there already.")


def make_share(asked: Comparing, part: PartOf, folder: Path) -> bool:
    """Write one share of all pairs into a folder; return whether there was anything to do.

    Raises:
        UsageError: if there are no pairs to share out, or the folder has shares of something else.
    """
    from positions.exchange.exports.pairs import Asked
    from positions.exchange.exports.shares import Part, write_part
    from positions.library.commands.compare import watched
    from positions.reports.common.pair_limits import refuse_what_no_disk_holds
    from positions.reports.compare.report import options_of

    study = _of_all_pairs(asked)
    if study is None:
        raise UsageError("all pairs are shared out", "leave out --group-by, --top and --with")
    refuse_what_no_disk_holds(len(study.grid.actors))
    made_of = {"sha256": study.info.sha256, "options": options_of(study, asked.how)}
    pairs = Asked(study.grid, asked.how, asked.asked["min_agreement"])
    with watched(study, asked.how) as tick:
        return write_part(folder, Part(part.number, part.of), pairs, made_of, tick)


def collect_shares(folder: str, part: PartOf | None, output: OutputOptions) -> None:
    """Join the shares of a folder into one Parquet file.

    Raises:
        UsageError: if no such file is named, or shares are missing or do not belong together.
    """
    from positions.exchange.exports.shares import collect
    from positions.library.notices import say, waiting

    if part is not None:
        raise UsageError("--collect and --part do not go together", "make the shares first, then join them")
    if output.output is None or not is_parquet(output):
        raise UsageError("the shares are joined into a Parquet file", "name it: -o pairs.parquet")
    with waiting("Joining the shares"):
        number = collect(Path(folder), Path(output.output))
    say(f"Joined {number:,} shares.")
