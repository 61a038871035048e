"""`positions power`: influences, forces, convergence and divergence of actors."""

from __future__ import annotations

from typing import Annotated

import typer

from positions.cli.loading import data_of
from positions.cli.options.groups import keywords, takes
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions
from positions.cli.output import write_report


@takes(data=DataOption, filters=FilterOptions, output=OutputOptions)
def command(
    *,
    single_subtraction: Annotated[
        bool,
        typer.Option(
            "--single-subtraction",
            help="Subtract an actor's influence on itself once, not twice, in the force ratio R.",
            rich_help_panel="Measure",
        ),
    ] = False,
    by_salience: Annotated[
        bool,
        typer.Option(
            "--by-salience",
            help="Weight orders 2 and 3 by salience (MACTOR's valued positions), not distance from neutral.",
            rich_help_panel="Measure",
        ),
    ] = False,
    data: DataOption,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Analyse power with the MACTOR method: influence, force, convergence and divergence of actors.

    Examples:

        positions power

        positions power --table midi,3caa,3daa

        positions power -o power/

    It needs `influences` in the dataset: from 0 (none) to 4 (decisive), how far each stakeholder can press
    each of the others. Without them it shows only what follows from positions.
    """
    from positions.library.commands.power import power

    source = data_of(data, example_allowed=not output.is_file)
    result = power(
        source,
        single_subtraction=single_subtraction,
        by_salience=by_salience,
        table=output.table,
        **keywords(data.table, filters),
    )
    write_report(result.report, output, inputs=source.inputs)
