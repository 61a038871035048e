"""Option groups: dataclasses that become options, and come back as dataclasses."""

from __future__ import annotations

import inspect
from dataclasses import FrozenInstanceError, fields
from decimal import Decimal
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

import positions
from helpers.studies import EXAMPLE
from positions.cli import main
from positions.cli.options.groups import takes
from positions.cli.options.shared import DataOption, FilterOptions, OutputOptions, ReportingOptions
from positions.library.options.readers import share
from positions.render.registry import REGISTRY

SEEN: list[tuple[object, ...]] = []


@takes(data=DataOption, filters=FilterOptions, output=OutputOptions)
def command(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...")] = None,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Be strict.")] = False,
    data: DataOption,
    filters: FilterOptions,
    output: OutputOptions,
) -> None:
    """Remember what arrives."""
    SEEN.append((names, strict, data, filters, output))


APP = typer.Typer(add_completion=False, rich_markup_mode=None)
APP.command()(command)


def given(*words: str) -> tuple[list[str] | None, bool, DataOption, FilterOptions, OutputOptions]:
    SEEN.clear()
    result = CliRunner().invoke(APP, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    [seen] = SEEN
    return seen  # type: ignore[return-value]  # as the command's signature says


def refused(*words: str) -> str:
    SEEN.clear()
    result = CliRunner().invoke(APP, list(words), catch_exceptions=False)
    assert result.exit_code == 2
    assert SEEN == []
    return " ".join(result.output.split())


def test_nothing_given_is_every_groups_default() -> None:
    assert given() == (None, False, DataOption(), FilterOptions(), OutputOptions())


def test_list_options_repeat_and_take_commas() -> None:
    *_, filters, output = given(
        "--issue", "a,b", "--issue", "c", "--tag", " x , y,", "--basis", "stated,reported", "--table", "p,q"
    )
    assert filters.issue == ("a", "b", "c")
    assert filters.tag == ("x", "y")
    assert filters.basis == ("stated", "reported")
    assert output.table == ("p", "q")


def test_everything_arrives_where_it_belongs() -> None:
    names, strict, data, filters, output = given(
        *("LGA", "CCN", "--strict", "-d", "x.yaml", "--kind", "party", "--source", "s", "--as-of", "2017-03"),
        *("--min-confidence", "high", "--min-shared", "3", "--no-conditional"),
        *("-f", "json", "-o", "out.json", "--color", "never", "-q"),
    )
    assert (names, strict, data) == (["LGA", "CCN"], True, DataOption(data="x.yaml"))
    assert filters.as_of is not None
    assert (str(filters.as_of), str(filters.as_of.last)) == ("2017-03", "2017-03-31")
    assert (filters.kind, filters.source) == (("party",), ("s",))
    assert (filters.min_confidence, filters.min_shared, filters.no_conditional) == ("high", 3, True)
    assert output == OutputOptions("json", "out.json", (), "never", True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--basis", "stated,heard"), "'heard' is not one of stated, reported, attributed, inferred"),
        (("--format", "odt"), f"'odt' is not one of {', '.join(REGISTRY)}"),
        (("--as-of", "2017-13"), "there is no such day"),
        (("--as-of", "March 2017"), "write YYYY, YYYY-MM or YYYY-MM-DD"),
        (("--min-confidence", "sure"), "'low', 'medium', 'high'"),
        (("--color", "red"), "'auto', 'always', 'never'"),
        (("--min-shared", "0"), "0 is less than 1"),
        (("--min-minority", "101%"), "1.01 is not between 0 and 1"),
        (("--min-minority", "2,5"), "'2,5' is not a number: write 0.025, or 2.5%"),
        (("--min-minority", "nan"), "nan is not between 0 and 1"),
        (("--min-shared", "few"), "'few' is not a valid int"),
    ],
)
def test_what_is_wrong_is_said_with_the_choices(words: tuple[str, ...], said: str) -> None:
    assert said in refused(*words)


@pytest.mark.parametrize("percent", ["2.5", "2.3", "7", "0", "100", "33.3"])
def test_a_percentage_is_the_share_that_is_written_out(percent: str) -> None:
    written = str(Decimal(percent) / 100)
    assert share(f"{percent}%") == share(written) == share(float(written)) == float(written)


@pytest.mark.parametrize("command", ["blocs", "network"])
def test_shuffles_that_would_never_end_are_refused(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--example", "--permutations", "1000000001"]) == 2
    assert "1,000,000,001 is more than 1,000,000" in capsys.readouterr().err
    with pytest.raises(positions.UsageError, match="1,000,000,001 is more than 1,000,000"):
        getattr(positions, command)(positions.load(EXAMPLE), permutations=1_000_000_001)


def test_the_signature_has_each_field_once_after_the_arguments() -> None:
    names = list(inspect.signature(command).parameters)
    groups = (DataOption, FilterOptions, OutputOptions)
    expanded = [field.name for group in groups for field in fields(group)]
    assert names == ["names", "strict", *expanded]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("group", [DataOption, FilterOptions, OutputOptions, ReportingOptions])
def test_groups_are_frozen_and_can_be_compared_and_hashed(group: type) -> None:
    made = group()
    assert hash(made) == hash(group())
    with pytest.raises(FrozenInstanceError):
        setattr(made, fields(group)[0].name, None)


def test_the_function_behind_a_command_can_still_be_found() -> None:
    assert command.__name__ == "command"
    assert command.__doc__ == "Remember what arrives."
