"""The structure of windows as lines over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from positions.charts import Series, TimePanel, TimePicture
from positions.tables import AnyTable, Table

_PANELS = (
    ("statements", "Statements", None),
    ("actors", "Who speaks", None),
    ("modularity", "Modularity", "modularity_by_chance"),
    ("ei_index", "E-I index", "ei_by_chance"),
    ("polarisation", "Polarisation", "polarisation_by_chance"),
    ("communities", "Communities", None),
)


def over_time_pictures(tables: Sequence[AnyTable]) -> Iterator[TimePicture]:
    """Yield the picture of the table `structure`, where it is there and has a window."""
    for table in tables:
        if table.id == "structure" and table.kind == "table" and table.rows:
            yield _picture(table)


def _picture(table: Table) -> TimePicture:
    place = {column.id: number for number, column in enumerate(table.columns)}

    def values(name: str) -> tuple[float | None, ...]:
        cells = [row[place[name]] for row in table.rows]
        return tuple(float(cell) if isinstance(cell, int | float) else None for cell in cells)

    panels = []
    for name, title, chance in _PANELS:
        series = [Series("observed", "plain", values(name))]
        if chance is not None and any(value is not None for value in values(chance)):
            series.append(Series("by chance", "chance", values(chance)))
        known = [value for one in series for value in one.values if value is not None]
        if known:
            low = -1.0 if name == "ei_index" else 0.0
            high = max(known) if chance is None else 1.0
            panels.append(TimePanel(title, tuple(series), min(low, *known), max(high, *known)))
    return TimePicture(
        "Structure over time",
        tuple(str(row[place["start"]]) for row in table.rows),
        tuple(str(row[place["end"]]) for row in table.rows),
        tuple(panels),
        middles=tuple(str(row[place["middle"]]) for row in table.rows) if "middle" in place else (),
    )
