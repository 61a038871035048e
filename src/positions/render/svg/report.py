"""Reports as pictures: SVG whose text stays text, the same bytes for the same data."""

from __future__ import annotations

from dataclasses import replace

from positions.charts import BarPicture, GroupsPicture, SmallNetworks, TimePicture
from positions.problems import UsageError
from positions.render.common.table_selection import chosen
from positions.render.registry import RenderOptions
from positions.render.svg.charts.bars import bars_panel
from positions.render.svg.charts.groups import groups_panel
from positions.render.svg.charts.small_networks import small_networks_panel
from positions.render.svg.charts.timelines import time_panel
from positions.render.svg.frame import Panel, page
from positions.render.svg.heatmap import heatmap
from positions.render.svg.lines import lines_panel
from positions.render.svg.map import map_panel
from positions.render.svg.network import network_panel
from positions.render.svg.network_cells import cells_panel, is_dense
from positions.render.svg.tree import tree_panel
from positions.tables import LinePicture, MapPicture, NetworkPicture, Picture, Report, TreePicture

MOST = 100
"""A picture with more rows or columns than this cannot be read."""


def render(report: Report, options: RenderOptions) -> str:
    """Return a report as an SVG document: its pictures, else its matrices as heatmaps.

    Where the selection leaves nothing, there are the headline and the words that say so.

    Raises:
        UsageError: if a named table is missing or not a matrix, there is nothing to draw, or too much for a
            legible picture.
    """
    return page(report, _panels(report, options))


def _panels(report: Report, options: RenderOptions) -> list[Panel]:
    if report.pictures and options.tables is None:
        return [panel for picture in report.pictures if (panel := _drawn(picture))]
    tables = chosen(report, options, people=True)
    matrices = [table for table in tables if table.kind == "matrix"]
    for table in tables if options.tables is not None else ():
        if table.kind != "matrix":
            raise UsageError(
                f"the table {table.id} is not a matrix and cannot be drawn", f"write it as {table.id}.csv"
            )
    for matrix in matrices:
        _require_size(len(matrix.rows), len(matrix.columns))
    if not matrices:
        raise UsageError(
            f"there is nothing to draw in this report ({report.command})",
            "pictures are made by compare, issues, blocs, network and map",
        )
    return [heatmap(matrix) for matrix in matrices if matrix.rows and matrix.columns]


def _drawn(picture: Picture) -> Panel | None:
    """Return a picture's panel; None where the selection left nothing to draw."""
    match picture:
        case LinePicture(lines=()) | TreePicture(leaves=()) | NetworkPicture(ties=()) | MapPicture(points=()):
            return None
        case BarPicture(bars=()) | TimePicture(panels=()) | TimePicture(starts=()):
            return None
        case GroupsPicture(names=()) | GroupsPicture(starts=()) | SmallNetworks(windows=()):
            return None
        case LinePicture():
            return _first_lines(picture)
        case TreePicture():
            return tree_panel(picture)
        case NetworkPicture():
            if is_dense(picture):
                _require_size(len(picture.nodes), len(picture.second))
                return cells_panel(picture)
            return network_panel(picture)
        case MapPicture():
            return map_panel(picture)
        case BarPicture():
            return bars_panel(picture)
        case TimePicture():
            return time_panel(picture)
        case GroupsPicture():
            return groups_panel(picture)
        case SmallNetworks():
            return small_networks_panel(picture)


def _first_lines(picture: LinePicture) -> Panel:
    """Return the lines of the first issues, and how many are left out."""
    panel, drawn = lines_panel(picture), len(picture.lines)
    if not picture.left:
        return panel
    said = (
        f"The first {drawn} of {drawn + picture.left:,} issues; {picture.left:,} more are left out of the "
        "picture."
    )
    return replace(panel, notes=(said, *panel.notes))


def _require_size(rows: int, columns: int) -> None:
    if max(rows, columns) > MOST:
        raise UsageError(
            f"a picture of {rows} by {columns} cells could not be read; the most is {MOST}",
            "choose fewer actors or issues, or write a page or a table: -o report.html, -o table.csv",
        )
