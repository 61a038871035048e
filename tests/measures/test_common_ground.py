"""Common ground, against its definitions spelt out cell by cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.dataset.load import load_bytes
from positions.dataset.scale import FIVE_POINT
from positions.grid import build_grid
from positions.measures.common_ground import VERDICTS, Ground, common_ground
from positions.measures.tally import tally_issues, uniting
from positions.vocabulary import NON_POSITIONS

FAVOUR, AGAINST = ("support", "strongly-support"), ("oppose", "strongly-oppose")
cells = st.lists(st.sampled_from([*FIVE_POINT.labels, *NON_POSITIONS, "not-researched"]), max_size=6)
verdict_cells = {
    "all_for": ["support", "strongly-support"],
    "all_against": ["oppose", "oppose"],
    "nobody_opposed": ["support", "silent"],
    "split": ["support", "oppose"],
}


def yaml_of(columns: dict[str, list[str]]) -> bytes:
    """A dataset with a column of cells for each issue; "not-researched" leaves a cell out."""
    lines = ["format: 1", "title: T", "issues:" if columns else "issues: {}"]
    lines += [f"  {issue}: {{title: {issue}}}" for issue in columns]
    number = max((len(column) for column in columns.values()), default=0)
    lines.append("stakeholders:")
    for actor in range(number):
        positions = [f"{issue}: {column[actor]}" for issue, column in columns.items()]
        told = ", ".join(cell for cell in positions if not cell.endswith("not-researched"))
        lines.append(f"  a{actor}: {{name: A{actor}, positions: {{{told}}}}}")
    return "\n".join(lines).encode()


def grounds_of(**columns: list[str]) -> list[Ground]:
    return common_ground(build_grid(load_bytes(yaml_of(columns)).require()))


def expected(column: list[str]) -> str | None:
    """The verdict by its definition in the design."""
    if column and all(cell in FAVOUR for cell in column):
        return "all_for"
    if column and all(cell in AGAINST for cell in column):
        return "all_against"
    if any(cell in FAVOUR for cell in column) and any(cell in AGAINST for cell in column):
        return "split"
    someone = any(cell in FIVE_POINT.labels for cell in column)
    if someone and not any(cell in (*AGAINST, "mixed") for cell in column):
        return "nobody_opposed"
    return None


@given(cells)
def test_a_verdict_follows_its_definition_and_everyone_has_one_place(column: list[str]) -> None:
    (ground,) = grounds_of(tax=column)
    assert ground.verdict == expected(column)
    places = [*ground.tally.favour, *ground.tally.against, *ground.uncommitted]
    assert sorted(places) == list(range(len(column)))
    for actor in ground.uncommitted:
        assert ground.state_of(actor) == column[actor]


@given(st.lists(st.sampled_from([*FIVE_POINT.labels, *NON_POSITIONS]), min_size=1, max_size=6))
def test_what_compare_says_unites_is_what_all_are_for_or_against(column: list[str]) -> None:
    grid = build_grid(load_bytes(yaml_of({"tax": column})).require())
    (ground,) = common_ground(grid)
    assert bool(uniting(grid, tally_issues(grid))) == (ground.verdict in ("all_for", "all_against"))


@given(cells.filter(bool))
def test_whoever_falls_silent_never_makes_a_group_more_united(column: list[str]) -> None:
    united = ("all_for", "all_against")
    quieter = ["silent", *column[1:]]
    if expected(column) not in united:
        assert grounds_of(tax=quieter)[0].verdict not in united


def test_issues_come_by_verdict_then_by_how_many_say_something() -> None:
    columns = {
        "nobody": ["silent", "not-researched", "silent"],
        "split": ["support", "oppose", "silent"],
        "more_split": ["support", "oppose", "oppose"],
        "unopposed": ["support", "silent", "silent"],
        "less_silent": ["support", "neutral", "silent"],
        "against": ["oppose"] * 3,
        "united": ["support"] * 3,
        "opposed_only": ["oppose", "silent", "silent"],
        "mixed": ["support", "mixed", "support"],
    }
    found = [(list(columns)[ground.tally.issue], ground.verdict) for ground in grounds_of(**columns)]
    assert found == [
        ("united", "all_for"),
        ("against", "all_against"),
        ("less_silent", "nobody_opposed"),
        ("unopposed", "nobody_opposed"),
        ("more_split", "split"),
        ("split", "split"),
        ("mixed", None),
        ("opposed_only", None),
        ("nobody", None),
    ]


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_occurs(verdict: str) -> None:
    assert grounds_of(tax=verdict_cells[verdict])[0].verdict == verdict


def test_someone_who_takes_a_side_has_no_state() -> None:
    (ground,) = grounds_of(tax=["support", "neutral"])
    assert ground.state_of(1) == "neutral"
    with pytest.raises(KeyError):
        ground.state_of(0)


def test_a_nominal_scale_is_refused() -> None:
    head = b"format: 1\ntitle: T\nscale: nominal\nissues: {x: {title: X}}\n"
    text = head + b"stakeholders: {a: {name: A, positions: {x: bus}}}"
    with pytest.raises(ValueError, match="no sides"):
        common_ground(build_grid(load_bytes(text).require()))
