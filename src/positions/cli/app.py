"""The commands and their modules: only the module of the command that runs is imported."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
from typer.main import get_command

from positions._version import __version__
from positions.cli.help_layout import Command, Context, HelpfulCommand, HelpfulGroup, helpful
from positions.cli.options.command_words import running
from positions.cli.streams import write_text
from positions.problems import UsageError
from positions.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: its name, one line of help, the panel it is shown in, and the module with its `command`."""

    name: str
    help: str
    panel: str
    module: str = ""

    @property
    def file(self) -> str:
        """The name of its module in `positions.cli`."""
        return self.module or self.name


COMPARE, LOOK, EDIT = "Compare", "Look closer", "Check and edit"

ENTRIES = (
    Entry("compare", "Compare actors: who agrees with whom, and on what.", COMPARE),
    Entry("explain", "Compare two actors issue by issue, with evidence.", COMPARE),
    Entry("show", "Show an actor or an issue: every stance with its evidence.", LOOK),
    Entry("issues", "List the issues: who is for and against, most divisive first.", LOOK),
    Entry("blocs", "Group actors into blocs, with the tree of agreement.", COMPARE),
    Entry(
        "common-ground",
        "Find what a group could sign together, and what divides it.",
        COMPARE,
        "common_ground",
    ),
    Entry("network", "Build discourse networks of actors, or of actors and issues.", COMPARE),
    Entry("map", "Draw a map of the actors by their distances.", COMPARE),
    Entry("power", "Analyse influence, convergence and divergence (MACTOR).", COMPARE),
    Entry("reliability", "Measure the agreement of several coders, and merge them.", EDIT),
    Entry("report", "Write one HTML page to read, filter, print and send.", COMPARE),
    Entry("brief", "Write a two-page briefing for Word or Markdown.", COMPARE),
    Entry("gaps", "List what is missing, weak or out of date.", LOOK),
    Entry("history", "Show how positions changed over time.", LOOK),
    Entry("diff", "Compare two datasets: what changed, and with what effect.", LOOK),
    Entry("check", "Check a dataset for errors.", EDIT),
    Entry("edit", "Code texts in the browser, on the same file.", EDIT),
    Entry("add", "Add a position, a stakeholder, an issue or a source.", EDIT),
    Entry("set", "Change a position, a stakeholder, an issue or a source.", EDIT),
    Entry("remove", "Remove a position, evidence, a stakeholder, an issue or a source.", EDIT),
    Entry("undo", "Undo the last edits of a dataset.", EDIT),
    Entry("redo", "Redo undone edits.", EDIT),
    Entry("rename", "Rename a stakeholder or an issue everywhere.", EDIT),
    Entry("export", "Export the dataset for a spreadsheet, R, Gephi and others.", EDIT),
    Entry("init", "Create a dataset to edit.", EDIT),
    Entry("import", "Import a spreadsheet, a DNA or a Polis file.", EDIT, "import_"),
    Entry("schema", "Print the JSON Schema, for completion and checks in editors.", EDIT),
)

BY_NAME = {entry.name: entry for entry in ENTRIES}
"""The commands by name, in the order of `ENTRIES`."""

_SAME = {"actor": "stakeholder", "stakeholder": "actor"}
"""Words after a command that mean the same: both are taken wherever one is."""

_PLAIN = {"int": "a whole number", "float": "a number"}
"""Typer's names of types, for readers who do not program."""

SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class LazyGroup(HelpfulGroup):
    """A group that knows its commands' names and imports a command's module when it is run."""

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """Return the command that the first word names, imported."""
        name = args[0]
        if name in self.commands:
            return name, load_command(name), args[1:]
        if ctx.resilient_parsing:
            return None, None, args[1:]
        raise UsageError(
            f"there is no command {name!r}", did_you_mean(name, self.commands) or "see positions --help"
        )


class WordGroup(HelpfulGroup):
    """A command that is followed by a word, such as `add position`: all of one module."""

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """Return the command that the first word names."""
        name = args[0] if args[0] in self.commands else _SAME.get(args[0], args[0])
        if name in self.commands or ctx.resilient_parsing:
            return name, helpful(self.commands.get(name)), args[1:]
        known = did_you_mean(name, self.commands) or f"there are {', '.join(self.commands)}"
        raise UsageError(f"there is no command {ctx.info_name} {name}", known)


@cache
def load_command(name: str) -> Command:
    """Import a command's module and return the command that its function `command` makes, once a process.

    A module with `COMMANDS`, functions by word, is a group of these, and `command` is what it does without.
    """
    module = import_module(f"positions.cli.commands.{BY_NAME[name].file}")
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    if not hasattr(module, "COMMANDS"):
        app.command(name, cls=HelpfulCommand, context_settings=SETTINGS)(module.command)
        return _made(app)
    app.callback(cls=WordGroup, invoke_without_command=True, context_settings=SETTINGS)(module.command)
    for word, function in module.COMMANDS.items():
        app.command(word, cls=HelpfulCommand, context_settings=SETTINGS)(function)
    return _made(app)


def _made(app: typer.Typer) -> Command:
    """Return what Typer makes of the functions: a command or a group of the classes above."""
    made = helpful(get_command(app))
    assert made is not None
    return made


@cache
def build() -> LazyGroup:
    """Return the program as a group of commands that are not imported yet, made once a process."""
    app = typer.Typer(
        add_completion=False,  # its scripts evaluate what they are answered; cli.shells has the program's own
        cls=LazyGroup,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=SETTINGS,
    )
    app.callback()(_program)
    group = get_command(app)
    assert isinstance(group, LazyGroup)  # `cls=LazyGroup` above
    for entry in ENTRIES:
        group.add_command(HelpfulCommand(entry.name, help=entry.help, rich_help_panel=entry.panel))
    return group


def invoke(words: Sequence[str], *, color: bool) -> int:
    """Run one command line and return its exit code.

    Raises:
        PositionsError: whatever the command raises, and a UsageError for words that cannot be understood.
    """
    group = build()
    if request := os.environ.get("_POSITIONS_COMPLETE"):  # set by the script that --show-completion prints
        from positions.cli.shells.answers import answer_shell

        return answer_shell(group, request)
    try:
        arguments = list(words) or ["--help"]
        with running(words), group.make_context("positions", arguments, color=color) as context:
            group.invoke(context)
    except typer.Exit as done:
        return done.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.TyperException as error:
        raise _usage_error(error) from None
    return 0


def _say_version(asked: bool) -> None:
    if asked:
        write_text(f"positions {__version__}\n")
        raise typer.Exit


def _install_completion(asked: bool) -> None:
    if asked:
        from positions.cli.shells.install import current_shell, install

        shell = current_shell()
        path = install(shell, Path.home())
        write_text(f"{shell} completion installed in {path}\nIt takes effect in a new terminal.\n")
        raise typer.Exit


def _show_completion(asked: bool) -> None:
    if asked:
        from positions.cli.shells.install import current_shell
        from positions.cli.shells.scripts import script

        write_text(script(current_shell()))
        raise typer.Exit


def _program(
    version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", is_eager=True, callback=_say_version, help="Show the version and exit."
        ),
    ] = False,
    install_completion: Annotated[
        bool,
        typer.Option(
            "--install-completion",
            is_eager=True,
            callback=_install_completion,
            help="Install completion for the current shell.",
        ),
    ] = False,
    show_completion: Annotated[
        bool,
        typer.Option(
            "--show-completion",
            is_eager=True,
            callback=_show_completion,
            help="Print the completion script for the current shell, to copy or customize.",
        ),
    ] = False,
) -> None:
    """Compare the positions of stakeholders, with the evidence for each.

    Examples:
      positions compare                              the example, or your data/stakeholders.yaml
      positions compare -f markdown -o briefing.md   tables to paste into a briefing
      positions explain localis lga                  why two actors agree or not, with quotations
      positions init                                 create a dataset to edit
    """


def _usage_error(error: typer.TyperException) -> UsageError:
    """Return Typer's error as ours: one line in lower case, with the option probably meant."""
    possible = getattr(error, "possibilities", None)
    if hasattr(error, "possibilities"):
        option = getattr(error, "option_name", "")
        context = getattr(error, "ctx", None)
        where = f"see {context.command_path} --help" if context is not None else None
        hint = did_you_mean(option, possible or ()) or where
        return UsageError(f"there is no option {option}", hint)
    message = " ".join(error.format_message().split()).rstrip(".")
    for name, words in _PLAIN.items():
        message = message.replace(f"is not a valid {name}", f"is not {words}")
    context = getattr(error, "ctx", None)
    missing = message.startswith("Missing") and context is not None
    hint = f"see {context.command_path} --help" if missing and context is not None else None
    return UsageError(message[:1].lower() + message[1:], hint)
