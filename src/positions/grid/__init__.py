"""The numeric form of a selection: for each actor and each value, one integer with a bit an issue.

Bit `i` of an actor's plane for a value is set where the actor holds that value on issue `i`. What two
actors share, agree on and differ on are then counts of set bits, without a loop over issues.
"""

from __future__ import annotations

from positions.grid.build import actors_of, build_grid, issues_of
from positions.grid.parts import Actor, Detail, GridIssue, Row, Sides, attributes_of, bits
from positions.grid.stance_grid import StanceGrid

__all__ = [
    "Actor",
    "Detail",
    "GridIssue",
    "Row",
    "Sides",
    "StanceGrid",
    "actors_of",
    "attributes_of",
    "bits",
    "build_grid",
    "issues_of",
]
