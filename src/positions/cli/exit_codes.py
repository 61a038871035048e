"""The one place that turns errors into lines on stderr and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from positions.cli import streams
from positions.cli.interruption import was_interrupted
from positions.cli.problem_lines import problem_text, usage_text
from positions.files import reason
from positions.problems import DataError, PositionsError, UsageError

DONE = 0
WRONG_DATA = 1
WRONG_USE = 2
INTERNAL = 70  # EX_SOFTWARE of sysexits.h: never the fault of a file or an argument
INTERRUPTED = 130

REPORT_AT = "please report it, with the command that you ran"


def run(words: Sequence[str]) -> int:
    """Run one command line and return its exit code; whatever goes wrong is said on stderr.

    An error that nobody foresaw is said in one line, and with its traceback where POSITIONS_DEBUG is set.
    """
    streams.survive_any_encoding()
    choice = streams.color_choice(words)
    try:
        from positions.cli.app import invoke

        return invoke(words, color=streams.use_color(choice, sys.stdout))
    except BrokenPipeError:
        streams.discard_stdout()
        return DONE
    except KeyboardInterrupt:
        streams.say("")  # the terminal has echoed ^C: begin a new line
        return INTERRUPTED
    except Exception as error:
        if was_interrupted():  # a library has made an error of its own of the interruption
            streams.say("")
            return INTERRUPTED
        return report(error, choice)


def report(error: Exception, choice: streams.ColorChoice = "auto") -> int:
    """Say on stderr what went wrong, and return the exit code for it."""
    color = streams.use_color(choice, sys.stderr)
    plain = streams.is_ascii(sys.stderr)
    if isinstance(error, DataError):
        streams.say(problem_text(error.problems, color=color, ascii=plain), end="", painted=True)
        return WRONG_DATA
    if isinstance(error, UsageError):
        streams.say(usage_text(str(error), error.hint, color=color, ascii=plain), end="", painted=True)
        return WRONG_USE
    if isinstance(error, OSError):
        streams.discard_stdout()  # what is left to write there would fail again when the interpreter ends
        what = f"cannot use {error.filename}" if error.filename else "cannot read or write"
        line = usage_text(f"{what}: {reason(error)}", None, color=color, ascii=plain)
        streams.say(line, end="", painted=True)
        return WRONG_USE
    if isinstance(error, PositionsError):
        streams.say(usage_text(str(error), None, color=color, ascii=plain), end="", painted=True)
        return WRONG_DATA
    if isinstance(error, MemoryError):  # of the machine or of a limit set on the process, not of a bug
        hint = "close other programs, or split the input"
        streams.say(usage_text("there is not enough memory for this", hint, color=color, ascii=plain), end="")
        return WRONG_USE
    if os.environ.get("POSITIONS_DEBUG"):
        raise error
    what = f"internal error: {type(error).__name__}: {error}"
    hint = f"{REPORT_AT}; POSITIONS_DEBUG=1 shows where it happened"
    streams.say(usage_text(what, hint, color=color, ascii=plain), end="", painted=True)
    return INTERNAL
