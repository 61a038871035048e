"""How a help page looks: one line, examples, usage, then the options by panel."""

from __future__ import annotations

import inspect
import re

import typer

# Typer carries its own Click and exports none of these
from typer._click.core import Command, Context, Parameter
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup, TyperOption

from positions.cli.streams import write_text

_HEADING = "\x1b[1;33m"
_NAME = "\x1b[1;36m"
_DIM = "\x1b[2m"
_END = "\x1b[0m"
_COLORS = re.compile("\x1b\\[[0-9;]*m")
_NAMES_WIDTH = 26

Rows = dict[str, list[tuple[str, str]]]


class _WritesHelp(Command):
    """A command whose help is written as all output is: a full disk or a closed stream ends in one line."""

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Return the option `--help`, which writes the page."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _show_help
        return option


def _show_help(ctx: Context, _option: Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        page = ctx.get_help() + "\n"
        write_text(page if ctx.color else _COLORS.sub("", page))
        raise typer.Exit


class HelpfulCommand(_WritesHelp, TyperCommand):
    """A command whose help page begins with its examples. Colours are stripped where they are not wanted."""

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the page."""
        write_intro(self, ctx, formatter)
        rows: Rows = {"Arguments": [], "Options": []}
        for parameter in self.params:
            record = parameter.get_help_record(ctx)
            if record is not None:
                fallback = "Arguments" if parameter.param_type_name == "argument" else "Options"
                panel = getattr(parameter, "rich_help_panel", None) or fallback
                rows.setdefault(panel, []).append(record)
        shown = {panel: records for panel, records in rows.items() if records} or {"Options": []}
        asking = self.get_help_option(ctx)
        record = asking.get_help_record(ctx) if asking else None
        if record is not None:
            list(shown.values())[-1].append(record)
        write_panels(formatter, shown)


class HelpfulGroup(_WritesHelp, TyperGroup):
    """A group whose help page shows its commands by panel, without importing them."""

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the page."""
        write_intro(self, ctx, formatter)
        rows: Rows = {}
        for name, command in self.commands.items():
            panel = getattr(command, "rich_help_panel", None) or "Commands"
            first, *_ = inspect.cleandoc(command.help or "").split("\n\n")
            rows.setdefault(panel, []).append((name, first))
        records = (parameter.get_help_record(ctx) for parameter in self.get_params(ctx))
        write_panels(formatter, {**rows, "Options": [record for record in records if record is not None]})


def write_intro(command: Command, ctx: Context, formatter: HelpFormatter) -> None:
    """Write the first paragraph of the help text, the examples in it, the usage, and the rest of the text."""
    first, *paragraphs = inspect.cleandoc(command.help or "").split("\n\n")
    examples, others = _examples(paragraphs)
    formatter.write_text(first)
    if examples:
        formatter.write(f"\n{_HEADING}Examples:{_END}\n")
        formatter.write("".join(f"  {line}\n" for line in examples))
    usage = " ".join(command.collect_usage_pieces(ctx))
    formatter.write(f"\n{_HEADING}Usage:{_END} {ctx.command_path} {usage}\n")
    for text in others:
        formatter.write_paragraph()
        formatter.write_text(text)


def _examples(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines under "Examples:", as far as they are indented, and the other paragraphs."""
    examples, others, inside = [], [], False
    for paragraph in paragraphs:
        heading, _, rest = paragraph.partition("\n")
        if heading == "Examples:":
            inside = True
            examples += [line.strip() for line in rest.splitlines()]
        elif inside and paragraph.startswith(" "):
            examples += [line.strip() for line in paragraph.splitlines()]
        else:
            inside = False
            others.append(paragraph)
    return examples, others


def write_panels(formatter: HelpFormatter, panels: Rows) -> None:
    """Write the rows of each panel under its name, all in one column."""
    width = max((len(name) for rows in panels.values() for name, _ in rows), default=0)
    width = min(width, _NAMES_WIDTH)
    for panel, rows in panels.items():
        if not rows:
            continue
        formatter.write(f"\n{_HEADING}{panel}:{_END}\n")
        with formatter.indentation():
            formatter.write_dl(
                [(_colored(name, width), text) for name, text in rows],
                col_max=_NAMES_WIDTH,
            )


def _colored(names: str, width: int) -> str:
    """Colour an option's names but not the word for its value; pad, so that the panels align."""
    shown, value = [], ""
    for part in names.split(", "):
        name, space, rest = part.partition(" ")
        shown.append(f"{_NAME}{name}{_END}")
        value = f"{space}{rest}"
    padding = " " * (width - len(names))
    return ", ".join(shown) + (f"{_DIM}{value}{_END}" if value else "") + padding
