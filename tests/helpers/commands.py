"""The commands run in this process: from the command line, and as the functions of the library."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from inspect import Parameter, signature
from keyword import iskeyword
from pathlib import Path
from typing import Any, get_args, get_type_hints

import positions
from positions.cli import main
from positions.cli.app import load_command
from positions.cli.problem_lines import problem_json
from positions.dataset.authoring.schema import schema_bytes
from positions.library.options.reading import option_of, options_of
from positions.problems import DataError, RemarkWarning, UsageError
from positions.render.registry import REGISTRY, RenderOptions

WITHOUT_KEYWORD = {
    *("--data", "--example", "--format", "--color", "--quiet", "--help", "--help-all", "--max-bytes"),
    *("--places",),  # what the answer has anyway
}
"""Options that say which data (the first argument of a function), or how an answer is shown."""

DATASET = """\
format: 1
title: Commands
sources:
  report: {title: The report, date: 2016-05-01}
  speech: {title: A speech, date: 2017-02-03}
issues:
  rail: {title: Rail, proposition: Build the railway, tags: [transport], weight: 2}
  bus: {title: Bus, proposition: Run the buses, tags: [transport, money]}
  tax: {title: Tax, tags: [money]}
  homes: {title: Homes}
stakeholders:
  ann:
    name: Ann
    kind: person
    attributes: {region: north}
    influences: {ben: 2, cat: 1}
    positions:
      rail: [{stance: support, date: 2016}, {stance: oppose, date: 2017}]
      bus: {stance: support, condition: the fares fall, confidence: low}
      tax: {stance: oppose, evidence: [{source: report, quote: No tax, basis: stated}], salience: 70}
      homes: {stance: support, coder: Zoe, status: reviewed, attributes: {venue: hall}}
  ben:
    name: Ben
    kind: person
    influences: {ann: 1}
    positions: {rail: support, bus: silent, tax: support, homes: oppose}
  cat:
    name: Cat
    positions:
      rail:
        stance: strongly-oppose
        status: draft
        evidence: [{source: speech, quote: Never, basis: reported}]
      bus: {stance: neutral, confidence: high}
      tax: support
      homes: support
  dan: {name: Dan, kind: club, positions: {rail: support, bus: support, tax: oppose, homes: oppose}}
  eve: {name: Eve, kind: club, positions: {rail: oppose, bus: oppose, tax: oppose, homes: support}}
  fay: {name: Fay, kind: club, positions: {rail: oppose, bus: support, tax: undecided, homes: support}}
  gus:
    name: Gus
    attributes: {region: south}
    positions: {rail: support, bus: oppose, tax: support, homes: strongly-support}
"""

VOTES = """\
actor,issue,stance,kind
ann,rail,yes,person
ann,bus,no,person
ben,rail,no,person
ben,bus,no,person
cat,rail,yes,club
cat,bus,yes,club
"""


INPUTS = ("data.yaml", "new.yaml", "votes.csv", "actors.csv", "issues.csv")


def write_files(folder: Path) -> None:
    """Write the files that the commands are run on."""
    (folder / "data.yaml").write_text(DATASET, encoding="utf-8")
    changed = DATASET.replace(
        "dan: {name: Dan, kind: club, positions: {rail: support",
        "dan: {name: Dan, kind: club, positions: {rail: oppose",
    )
    (folder / "new.yaml").write_text(changed, encoding="utf-8")
    (folder / "votes.csv").write_text(VOTES, encoding="utf-8")
    (folder / "actors.csv").write_text("id,name,kind\nann,Ann,member\nben,Ben,member\n", encoding="utf-8")
    (folder / "issues.csv").write_text("id,title\nrail,The railway\n", encoding="utf-8")


def function_of(command: str) -> Callable[..., Any]:
    """Return the function of a command: under its name, with underscores."""
    name = command.replace("-", "_")
    found: Callable[..., Any] = getattr(positions, f"{name}_" if iskeyword(name) else name)
    return found


def keywords_of(command: str) -> dict[str, str]:
    """Return the keywords of a command's function, each with its option as the command line writes it."""
    function = function_of(command)
    parameters = signature(function).parameters.values()
    own = [one.name for one in parameters if one.kind is Parameter.KEYWORD_ONLY]
    takes_more = any(one.kind is Parameter.VAR_KEYWORD for one in parameters)
    listed = [*options_of(get_args(get_type_hints(function)["options"])[0])] if takes_more else []
    return {name: option_of(name) for name in (*own, *listed)}


def options_on_the_line(command: str) -> set[str]:
    """Return the options of a command that say what is answered, by their long names."""
    parameters = load_command(command).params
    options = {word for one in parameters for word in one.opts if word.startswith("--")}
    return options - WITHOUT_KEYWORD


def on_the_line(options: Mapping[str, Any]) -> list[str]:
    """Return keywords and their values as words of a command line."""
    words: list[str] = []
    for name, value in options.items():
        if value is True:
            words.append(option_of(name))
        elif name in ("where", "exclude"):
            clauses = [f"{k}={v}" for k, v in value.items()] if isinstance(value, Mapping) else value
            for clause in [clauses] if isinstance(clauses, str) else clauses:
                words += [option_of(name), clause]
        elif isinstance(value, Mapping):
            words += [option_of(name), ",".join(f"{key}={item}" for key, item in value.items())]
        else:
            text = ",".join(value) if isinstance(value, (list, tuple)) else str(value)
            words += [option_of(name), text]
    return words


def run_line(words: Sequence[str]) -> tuple[int, str, str]:
    """Run a command line; return its exit code and what it wrote to both streams."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = main([*words])
    return code, _written(out), _written(err)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


def answer_text(answer: Any) -> str:
    """Return what a function answers as the command writes it to standard output."""
    match answer:
        case positions.Result():
            return str(REGISTRY["json"].render(answer.report, RenderOptions()))
        case dict():
            return schema_bytes(answer).decode()
        case Path():
            return answer.read_text(encoding="utf-8") if answer.is_file() else ""
    for name in ("html", "yaml"):
        if hasattr(answer, name):
            return str(getattr(answer, name))
    return problem_json(answer.problems) if hasattr(answer, "problems") else str(answer.markdown())


def run_function(call: Callable[[], Any]) -> tuple[str | None, str | None]:
    """Call a function; return what it answers as text, or its error as the command line writes it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RemarkWarning)
        try:
            return answer_text(call()), None
        except UsageError as error:
            return None, error_line(error)
        except DataError as error:
            return None, "; ".join(problem.message for problem in error.problems)


def error_line(error: UsageError) -> str:
    """Return an error as the command line writes it."""
    return f"error: {error}" + ("" if error.hint is None else f" ({error.hint})")


def without_tool(text: str) -> Any:
    """Return JSON without the part that says what made it; other text as it is."""
    try:
        found = json.loads(text)
    except ValueError:
        return text
    if isinstance(found, dict):
        found.pop("tool", None)
    return found
