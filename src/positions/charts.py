"""Charts that renderers draw: bars for and against, numbers over time, who is in which group when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ChartTone = Literal["for", "against", "neutral", "plain", "chance"]
"""What a line or a bar stands for; `chance` is what chance gives of the line before it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A name with a number to each side of a line, one of neither, and what stands behind them in words."""

    label: str
    favour: int
    against: int
    neutral: int
    words: str


@dataclass(frozen=True, slots=True)
class BarPicture:
    """Names below one another, each with a bar to both sides: against to the left, for to the right."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A number for each window; None where it is undefined."""

    label: str
    tone: ChartTone
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class TimePanel:
    """Series on one axis, from `low` to `high`. `bars`: those for stand on it, those against hang from it."""

    title: str
    series: tuple[Series, ...]
    low: float
    high: float
    bars: bool = False


@dataclass(frozen=True, slots=True)
class TimePicture:
    """Panels over the same windows, whose first days are `starts` and last days `ends` (ISO dates).

    `middles` are the days by which windows are known that lie about one; empty where they are known by their
    first days, and stand halfway.
    """

    title: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    panels: tuple[TimePanel, ...]
    notes: tuple[str, ...] = ()
    middles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupsPicture:
    """Who is in which group in each window: rows of names, a number from 1 a window, None for absent.

    `starts` are the days by which the windows are known, first days or middles.
    `word` is what a group is called.
    """

    title: str
    names: tuple[str, ...]
    starts: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    notes: tuple[str, ...] = ()
    word: str = "bloc"


@dataclass(frozen=True, slots=True)
class SmallNetwork:
    """The network of a window: each node's size (0 where absent), and ties (a, b, strength, friendly)."""

    heading: str
    sizes: tuple[int, ...]
    ties: tuple[tuple[int, int, float, bool], ...]


@dataclass(frozen=True, slots=True)
class SmallNetworks:
    """The networks of windows side by side, every node in its one place."""

    title: str
    names: tuple[str, ...]
    points: tuple[tuple[float, float], ...]
    groups: tuple[str | None, ...]
    windows: tuple[SmallNetwork, ...]
    notes: tuple[str, ...] = ()


Chart = BarPicture | TimePicture | GroupsPicture | SmallNetworks
