"""`positions map`: who stands near whom, as a picture."""

from __future__ import annotations

from positions.cli.loading import data_of
from positions.cli.options.groups import keywords, takes
from positions.cli.options.measures import MeasureOptions
from positions.cli.options.shared import ActorNames, DataOption, FilterOptions, OutputOptions
from positions.cli.output import write_report


@takes(how=MeasureOptions, data=DataOption, filters=FilterOptions, output=OutputOptions)
def command(
    actors: ActorNames = None,
    *,
    how: MeasureOptions,
    data: DataOption,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Draw a map of the actors: points whose distances approximate 1 - agreement.

    Needs at least six actors and a defined agreement for each pair; otherwise it says why there is no map.

    Examples:

        positions map -o map.svg

        positions map --measure proximity -o map.png

        positions map --table points -f csv
    """
    from positions.library.commands.map import map

    source = data_of(data, example_allowed=not output.is_file)
    result = map(source, *(actors or []), table=output.table, **keywords(how, data.table, filters))
    write_report(result.report, output, inputs=source.inputs)
