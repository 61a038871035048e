"""What can stand at the end of a command line that is not complete, found with Typer's public methods."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any, Protocol

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption


class Candidate(Protocol):
    """A word that can stand there, and what it does."""

    value: Any
    help: str | None


def split_line(line: str) -> list[str]:
    """Return the words of a command line as a shell reads them; an open quotation ends with the line."""
    lexer = shlex.shlex(line, posix=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    words: list[str] = []
    try:
        words.extend(lexer)
    except ValueError:  # the line ends within quotation marks or after a backslash
        words.append(lexer.token)
    return words


def candidates(program: TyperGroup, line: str) -> Sequence[Candidate]:
    """Return what can replace the last word of a line, which is empty where the line ends with a space."""
    words = split_line(line)[1:]
    begun = words.pop() if words and not line[-1].isspace() else ""
    return _of_command(
        program, typer.Context(program, info_name="positions", resilient_parsing=True), words, begun
    )


def _of_command(
    command: TyperGroup | TyperCommand, context: typer.Context, words: list[str], begun: str
) -> Sequence[Candidate]:
    """Go down to the command that the words name, and search there."""
    if isinstance(command, TyperGroup):
        rest = command.make_parser(context).parse_args(list(words))[1]
        if rest:
            name, inner, after = command.resolve_command(context, rest)
            if not isinstance(inner, TyperGroup | TyperCommand):
                return []
            below = typer.Context(inner, parent=context, info_name=name, resilient_parsing=True)
            return _of_command(inner, below, after, begun)
    command.parse_args(context, list(words))
    return _at_the_end(command, context, words, begun)


def _at_the_end(
    command: TyperGroup | TyperCommand, context: typer.Context, words: list[str], begun: str
) -> Sequence[Candidate]:
    """Return the candidates of the option or argument that the last word belongs to, or of the command."""
    if begun == "=":
        begun = ""
    elif begun.startswith("-") and "=" in begun:
        name, _, begun = begun.partition("=")
        words = [*words, name]
    if begun.startswith("-") and "--" not in words:
        return command.shell_complete(context, begun)
    parameters = command.get_params(context)
    for parameter in parameters:
        if isinstance(parameter, TyperOption) and _awaits_value(parameter, words):
            return parameter.shell_complete(context, begun)
    for parameter in parameters:
        if isinstance(parameter, TyperArgument) and _takes_more(parameter, context):
            return parameter.shell_complete(context, begun)
    return command.shell_complete(context, begun)


def _awaits_value(option: TyperOption, words: list[str]) -> bool:
    """Return whether the last of the words that look like an option is this one, and lacks its value."""
    if option.is_flag or option.count:
        return False
    last = next((word for word in reversed(words[-option.nargs :]) if word.startswith("-")), None)
    return last is not None and last in option.opts


def _takes_more(argument: TyperArgument, context: typer.Context) -> bool:
    """Return whether an argument can take another word."""
    if argument.nargs == -1 or argument.name is None:
        return True
    source = context.get_parameter_source(argument.name)
    return source is None or source.name != "COMMANDLINE"
