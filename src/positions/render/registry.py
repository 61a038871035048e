"""Reports as text or bytes: a registry of renderers, each imported when it is first used.

The registry is the list of `--format` choices. It is read for every `--help`, so nothing heavy is imported
here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from positions.tables import Report


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How to render a report.

    Attributes:
        width: columns of the terminal; None where it is none: no wrapping and no truncation.
        color: whether to colour what a terminal shows.
        ascii: whether the program's own signs must be ASCII; the data's text stays as it is.
        tables: ids of the tables asked for, in that order; None for those that the format shows unasked.
    """

    width: int | None = None
    color: bool = False
    ascii: bool = False
    tables: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Renderer:
    """A format.

    Attributes:
        name: what `--format` calls it.
        suffixes: the file names that imply it, the usual one first; none is another renderer's.
        function: "module:name" of the function from a report and its options to the output.
        binary: whether the output is bytes that no terminal should show.
        many: whether a file of this format holds several tables.
        people: whether it is made for people, who see the tables that the report names as `shown`.
    """

    name: str
    suffixes: tuple[str, ...]
    function: str
    binary: bool = False
    many: bool = True
    people: bool = True

    def render(self, report: Report, options: RenderOptions | None = None) -> str | bytes:
        """Return the report in this format: bytes if it is binary, else text.

        Raises:
            UsageError: if the options ask for a table that the report has not, or for several tables in a
                format that holds one.
        """
        module, _, name = self.function.partition(":")
        function = cast("_Function", getattr(import_module(module), name))
        return function(report, options or RenderOptions())


_Function = Callable[["Report", RenderOptions], "str | bytes"]

_RENDERERS = (
    Renderer("terminal", (".txt",), "positions.render.terminal.report:render"),
    Renderer("markdown", (".md", ".markdown"), "positions.render.markdown:render"),
    Renderer("csv", (".csv",), "positions.render.delimited:render_csv", many=False, people=False),
    Renderer("tsv", (".tsv", ".tab"), "positions.render.delimited:render_tsv", many=False, people=False),
    Renderer("json", (".json",), "positions.render.json:render", people=False),
    Renderer("html", (".html", ".htm"), "positions.render.html.report:render"),
    Renderer("xlsx", (".xlsx",), "positions.render.office.xlsx:render", binary=True, people=False),
    Renderer("docx", (".docx",), "positions.render.office.docx:render", binary=True),
    Renderer("svg", (".svg",), "positions.render.svg.report:render"),
    Renderer("png", (".png",), "positions.render.svg.png:render", binary=True),
)

REGISTRY: Mapping[str, Renderer] = MappingProxyType({renderer.name: renderer for renderer in _RENDERERS})
"""Every renderer by its name."""
