"""Blocs across kinds or parties, and who is in another bloc than most of theirs."""

from __future__ import annotations

import json
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.library.commands.blocs import blocs
from positions.reports.blocs.crossed import crossed
from positions.tables import Matrix, Table

SIDES = {"A": "fffff", "B": "ffffa", "C": "aaaaa", "D": "aaaaf", "E": "aaaff"}
KINDS = {"A": "red", "B": "red", "C": "blue", "D": "blue", "E": "red"}


def data() -> bytes:
    words = {"f": "support", "a": "oppose"}
    actors = {
        name: {
            "name": name,
            "kind": KINDS[name],
            "positions": {f"i{issue}": words[side] for issue, side in enumerate(sides)},
        }
        for name, sides in SIDES.items()
    }
    issues = {f"i{issue}": {"title": f"Issue {issue}"} for issue in range(5)}
    return json.dumps({"format": 1, "title": "Camps", "issues": issues, "stakeholders": actors}).encode()


def test_the_cross_table_and_who_is_elsewhere() -> None:
    found = blocs(data(), blocs=2, group_by="kind").report
    tables = {table.id: table for table in found.tables}
    matrix, elsewhere = tables["crossed"], tables["elsewhere"]
    assert isinstance(matrix, Matrix)
    assert isinstance(elsewhere, Table)
    assert [ref.id for ref in matrix.columns] == ["red", "blue"]
    assert matrix.cells == ((2, 0), (1, 2))
    assert [(getattr(row[0], "id", ""), *row[1:]) for row in elsewhere.rows] == [("E", "red", 2, 1)]
    assert "By kind: red, 2 in bloc 1 and 1 in bloc 2; blue, 2 in bloc 2." in found.summary
    assert "In another bloc than most of their kind: E." in found.summary


@settings(max_examples=examples(60))
@given(st.lists(st.tuples(st.sampled_from([None, "x", "y"]), st.integers(0, 3)), max_size=12))
def test_home_is_where_more_than_half_of_a_group_is(placed: list[tuple[str | None, int]]) -> None:
    bloc_of = {actor: bloc for actor, (_, bloc) in enumerate(placed) if bloc}
    found = crossed([group for group, _ in placed], bloc_of, "kind")
    for group in ("x", "y"):
        mine = [bloc for name, bloc in placed if name == group and bloc]
        home = [bloc for bloc, count in Counter(mine).items() if count > 1 and 2 * count > len(mine)]
        assert ([found.homes[group]] if group in found.homes else []) == home
        wanted = [
            actor
            for actor, (name, bloc) in enumerate(placed)
            if home and name == group and bloc not in (0, home[0])
        ]
        assert [actor for actor, name in found.elsewhere if name == group] == wanted
