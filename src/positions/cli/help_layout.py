"""The layout of help pages: summary, examples, usage, then the options by panel."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from contextlib import AbstractContextManager
from typing import Any, Protocol

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from positions.cli.options.panels import SHARED_PANELS
from positions.cli.streams import say, write_text

_HEADING = "\x1b[1;33m"
_NAME = "\x1b[1;36m"
_DIM = "\x1b[2m"
_END = "\x1b[0m"
_COLORS = re.compile("\x1b\\[[0-9;]*m")
_NAMES_WIDTH = 26
_HELP, _HELP_ALL = "help_page", "help_all_page"
"""The names of the two options in a command's parameters."""

Rows = dict[str, list[tuple[str, str]]]


class Formatter(Protocol):
    """What a help page is written with, as far as it is used here; Typer exports no name for its own."""

    def write(self, string: str) -> None:
        """Write a text as it is."""

    def write_text(self, text: str) -> None:
        """Write a text that is wrapped."""

    def write_paragraph(self) -> None:
        """Begin a paragraph."""

    def write_dl(self, rows: list[tuple[str, str]], col_max: int = 30) -> None:
        """Write rows in two columns, the first at most so wide."""

    def indentation(self) -> AbstractContextManager[None]:
        """Indent what is written meanwhile."""

    def getvalue(self) -> str:
        """Return what was written."""


class Context(Protocol):
    """What a command is run with, as far as it is used here; Typer exports a subclass of its own alone."""

    info_name: str | None
    resilient_parsing: bool
    color: bool | None

    @property
    def command_path(self) -> str:
        """The program's name and the command's."""

    def make_formatter(self) -> Formatter:
        """Return a formatter as wide as the terminal."""


class HelpfulCommand(TyperCommand):
    """A command whose help page begins with its examples.

    `--help` shows its own options and the common few; `--help-all` also those of the shared panels.
    """

    def __init__(self, *words: Any, **settings: Any) -> None:
        super().__init__(*words, **{**settings, "add_help_option": False})
        self.params += help_options(self, some_hidden=bool(self.shared_panels()))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Return what is left of the words of a command line; say which options are given twice."""
        if not ctx.resilient_parsing:
            given, _, order = self.make_parser(ctx).parse_args(args=list(args))
            times = Counter(
                parameter.opts[0]
                for parameter in order
                if isinstance(parameter, TyperOption) and not (parameter.multiple or parameter.is_flag)
            )
            for name, number in times.items():
                if number > 1:
                    how_often = "twice" if number == 2 else f"{number} times"
                    say(f"{name} is given {how_often}: the last one counts.", quiet=bool(given.get("quiet")))
        return super().parse_args(ctx, args)

    def shared_panels(self) -> list[str]:
        """Return the panels that only `--help-all` shows, in its order."""
        found = (getattr(parameter, "rich_help_panel", None) for parameter in self.params)
        return [panel for panel in dict.fromkeys(found) if panel in SHARED_PANELS]

    def write_page(self, ctx: Any, formatter: Formatter, *, everything: bool) -> None:
        """Write the page; `everything`: with the shared panels."""
        write_intro(self, ctx, formatter)
        rows: Rows = {"Arguments": [], "Options": []}
        about_help = []
        for parameter in self.params:
            record = parameter.get_help_record(ctx)
            if record is None:
                continue
            if parameter.name in (_HELP, _HELP_ALL):
                about_help.append(record)
                continue
            fallback = "Arguments" if parameter.param_type_name == "argument" else "Options"
            panel = getattr(parameter, "rich_help_panel", None) or fallback
            rows.setdefault(panel, []).append(record)
        hidden = [] if everything else self.shared_panels()
        left_out = sum(len(rows.pop(panel)) for panel in hidden)
        shown = {panel: records for panel, records in rows.items() if records} or {"Options": []}
        list(shown.values())[-1].extend(about_help)
        write_panels(formatter, shown)
        if hidden:
            names = ", ".join(SHARED_PANELS[panel] for panel in hidden)
            options = "option" if left_out == 1 else "options"
            formatter.write("\n")
            formatter.write_text(f"{left_out} more {options} with --help-all: {names}.")


class HelpfulGroup(TyperGroup):
    """A group whose help page shows its commands by panel, without importing them."""

    def __init__(self, *words: Any, **settings: Any) -> None:
        super().__init__(*words, **{**settings, "add_help_option": False})
        self.params += help_options(self, some_hidden=False)

    def write_page(self, ctx: Any, formatter: Formatter, *, everything: bool) -> None:
        """Write the page, which has no shared panels: `everything` is the same."""
        write_intro(self, ctx, formatter)
        rows: Rows = {}
        for name, command in self.commands.items():
            panel = getattr(command, "rich_help_panel", None) or "Commands"
            first, *_ = inspect.cleandoc(command.help or "").split("\n\n")
            rows.setdefault(panel, []).append((name, first))
        records = (parameter.get_help_record(ctx) for parameter in self.params)
        write_panels(formatter, {**rows, "Options": [record for record in records if record is not None]})


Command = HelpfulCommand | HelpfulGroup


def helpful(command: object) -> Command | None:
    """Return a command that Typer made, which is of the classes above; None for None."""
    assert command is None or isinstance(command, Command)
    return command


def help_options(command: Command, *, some_hidden: bool) -> list[TyperOption]:
    """Return `--help` and `--help-all`, which is listed only where `--help` hides something.

    They write the page as all output is written: a full disk or a closed stream ends in one line.
    """

    def show(ctx: Context, asked: bool, *, everything: bool) -> None:
        if asked and not ctx.resilient_parsing:
            formatter = ctx.make_formatter()
            command.write_page(ctx, formatter, everything=everything)
            page = formatter.getvalue().rstrip("\n") + "\n"
            write_text(page if ctx.color else _COLORS.sub("", page))
            raise typer.Exit

    def short(ctx: Context, _option: object, asked: bool) -> None:
        show(ctx, asked, everything=False)

    def full(ctx: Context, _option: object, asked: bool) -> None:
        show(ctx, asked, everything=True)

    first = TyperOption(
        param_decls=[_HELP, "-h", "--help"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=short,
        help="Show this message and exit.",
    )
    second = TyperOption(
        param_decls=[_HELP_ALL, "--help-all"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=full,
        hidden=not some_hidden,
        help="Show all options and exit.",
    )
    return [second, first] if some_hidden else [first, second]


def write_intro(command: Command, ctx: Any, formatter: Formatter) -> None:
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


def write_panels(formatter: Formatter, panels: Rows) -> None:
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
