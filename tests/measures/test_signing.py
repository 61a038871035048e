"""What can be signed together: twenty cases by hand, and a plain enumeration of all outcomes."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.dataset.load import load_bytes
from positions.grid import StanceGrid, build_grid
from positions.measures.signing import Claim, circles, claims, clashes, clashes_on, contested, held_side
from positions.vocabulary import FirmSide

ISSUES = ("w", "x", "y", "z")
SIGNS: dict[str, FirmSide] = {"+": "for", "-": "against"}
STANCES = {"+": "support", "-": "oppose", "0": "neutral", "?": "silent"}


def grid_of(*actors: str) -> StanceGrid:
    """A grid of actors such as "x+ y-:x+z-": for x; against y if x goes for and z against."""
    text = "format: 1\ntitle: T\nissues: {w: {title: W}, x: {title: X}, y: {title: Y}, z: {title: Z}}\n"
    text += "stakeholders:\n"
    for index, cells in enumerate(actors):
        text += f"  a{index}:\n    name: A{index}\n    positions:\n"
        for cell in cells.split():
            stance, _, needs = cell.partition(":")
            named = [
                f"{needs[at]}: {SIGNS[needs[at + 1]]}"
                for at in range(0, len(needs), 2)
                if needs[at] != stance[0]
            ]
            condition = f", condition: {{text: t, needs: {{{', '.join(named)}}}}}" if named else ""
            text += f"      {stance[0]}: {{stance: {STANCES[stance[1]]}{condition}}}\n"
    loaded = load_bytes(text.encode())
    return build_grid(loaded.require())


def signed_of(text: str) -> dict[int, FirmSide]:
    return {ISSUES.index(cell[0]): SIGNS[cell[1]] for cell in text.split()}


def outcomes(grid: StanceGrid, signed: dict[int, FirmSide], actors: list[int]) -> int:
    """The number of outcomes in which all that is signed prevails and no signer's condition is unmet."""
    number = 0
    for sides in product(SIGNS.values(), repeat=len(ISSUES)):
        outcome = dict(zip(ISSUES, sides, strict=True))
        held = all(outcome[ISSUES[issue]] == side for issue, side in signed.items())
        for actor in actors:
            for issue, side in signed.items():
                detail = grid.details.get((actor, issue))
                if detail is None or detail.entry.condition is None:
                    continue
                if detail.entry.stance == ("support" if side == "for" else "oppose"):
                    held = held and all(outcome[n] == s for n, s in detail.entry.condition.needs.items())
        number += held
    return number


CASES = {
    "no conditions": (["x+", "x+"], "x+", None, [], 0),
    "one condition, met by nobody": (["x+:y+", "x+"], "x+", None, [], 0),
    "the same need twice": (["x+:y+", "x+:y+"], "x+", None, [], 0),
    "clash of two": (["x+:y+", "x+:y-"], "x+", ("y", 2), [], 0),
    "clash of two who oppose": (["x-:y+", "x-:y-"], "x-", ("y", 2), [], 0),
    "clash across issues": (["x+:z+ y+", "x+ y+:z-"], "x+ y+", ("z", 2), [], 0),
    "each alone": (["x+:z+ y+", "x+ y+:z-"], "x+", None, [], 0),
    "the need is signed": (["x+:y+ y+", "x+ y+"], "x+ y+", None, [], 0),
    "the other side is signed": (["x+:y- y+", "x+ y+"], "x+ y+", ("y", 1), ["y-"], 0),
    "chain that holds": (["x+:y+ y+ z+", "x+ y+:z+ z+"], "x+ y+ z+", None, [], 0),
    "chain that breaks": (["x+:y+ y+ z-", "x+ y+:z+ z-"], "x+ y+ z-", ("z", 1), ["z+"], 0),
    "consent in a circle": (["x+:y+ y+", "x+ y+:x+"], "x+ y+", None, [], 0),
    "a circle of three": (["x+:y+ y+ z+", "x+ y+:z+ z+", "x+ y+ z+:x+"], "x+ y+ z+", None, [], 0),
    "a circle that cannot hold": (["x+:y+ y+", "x+ y+:x-"], "x+ y+", ("x", 1), ["x-"], 1),
    "a circle that nobody signs": (["x+:y+ y+ z+", "y+:x- z+"], "z+", None, [], 1),
    "contested": (["x+:y+", "x+ y-"], "x+", None, ["y+"], 0),
    "contested by the one who needs": (["x+:y+ y-", "x+"], "x+", None, ["y+"], 0),
    "contested and a clash": (["x+:y+", "x+:y- y-"], "x+", ("y", 2), ["y+"], 0),
    "needs of who does not sign": (["x+:y+", "x-:y-"], "x+", None, [], 0),
    "needs of a neutral actor": (["x+:y+", "x0:y-"], "x+", None, [], 0),
    "a need on what nobody holds": (["x+:w-", "x+:z+"], "x+", None, [], 0),
}


@pytest.mark.parametrize("name", CASES)
def test_by_hand(name: str) -> None:
    actors, signed, clash, opposed, circling = CASES[name]
    grid, sides = grid_of(*actors), signed_of(signed)
    everyone = list(range(len(actors)))
    found = claims(grid, sides, everyone)
    clashing = clashes(found)
    assert (clash is None) == (outcomes(grid, sides, everyone) > 0)
    smallest = [(one.favour[0].goal[0], one.conditions) for one in clashing][:1]
    assert smallest == ([] if clash is None else [clash])
    needs = [need.claim.goal for need in contested(found, grid, apart_from=frozenset())]
    assert sorted({f"{issue}{'+' if side == 'for' else '-'}" for issue, side in needs}) == opposed
    assert len(circles(grid)) == circling


def test_an_outsider_is_no_signer() -> None:
    grid = grid_of("x+:y+", "x+", "x+:y- y-")
    inside, outside = frozenset({"a0", "a1"}), frozenset({"a2"})
    found = claims(grid, signed_of("x+"), [0, 1])
    assert clashes(found) == []
    assert contested(found, grid, apart_from=outside) == []
    (need,) = contested(found, grid, apart_from=inside)
    assert (need.claim.goal, need.by) == (("y", "for"), (2,))


def test_a_need_on_an_issue_that_the_others_have_not_hides_no_other() -> None:
    found = [Claim(("q", "for"), 0, 1), Claim(("z", "for"), 0, 1)]
    (need,) = contested(found, grid_of("z-"), apart_from=frozenset())
    assert (need.claim.goal, need.by) == (("z", "for"), (0,))


def test_a_circle_names_its_links_from_where_it_begins() -> None:
    (chain,) = circles(grid_of("x+:y+ y+", "x+ y+:z+", "z+:x- w+"))
    assert [(link.wanted, link.needed, link.actor) for link in chain] == [
        (("x", "for"), ("y", "for"), 0),
        (("y", "for"), ("z", "for"), 1),
        (("z", "for"), ("x", "against"), 2),
    ]


needs = st.dictionaries(st.sampled_from(ISSUES), st.sampled_from("+-"), max_size=3).map(
    lambda found: "".join(f"{issue}{sign}" for issue, sign in found.items())
)
cells = st.dictionaries(
    st.sampled_from(ISSUES), st.tuples(st.sampled_from("++--0"), needs), min_size=1, max_size=4
).map(
    lambda found: " ".join(
        f"{issue}{sign}" + (f":{more}" if more else "") for issue, (sign, more) in found.items()
    )
)


@given(actors=st.lists(cells, min_size=1, max_size=3), data=st.data())
@settings(max_examples=examples(150), deadline=None)
def test_it_can_be_signed_if_and_only_if_some_outcome_meets_it(
    actors: list[str], data: st.DataObject
) -> None:
    grid = grid_of(*actors)
    signed = data.draw(
        st.dictionaries(
            st.sampled_from(range(len(ISSUES))), st.sampled_from(list(SIGNS.values())), min_size=1
        )
    )
    everyone = list(range(len(actors)))
    found = claims(grid, signed, everyone)
    clashing = clashes(found)
    assert (not clashing) == (outcomes(grid, signed, everyone) > 0)
    assert [one.conditions for one in clashing] == sorted(one.conditions for one in clashing)
    for issue in ISSUES:  # every claim on an issue that gets both sides is told, or that its side is signed
        goals = [claim for claim in found if claim.goal[0] == issue]
        clash = next((one for one in clashing if one.favour[0].goal[0] == issue), None)
        assert (clash is None) == (len({claim.goal for claim in goals}) < 2)
        for side, told in (("for", clash.favour), ("against", clash.against)) if clash else ():
            whole = {claim for claim in goals if claim.goal[1] == side}
            assert set(told) == ({claim for claim in whole if claim.signed} or whole)
    for need in contested(found, grid, apart_from=frozenset()):
        issue, side = need.claim.goal
        for actor in everyone:
            opposes = held_side(grid, actor, ISSUES.index(issue)) not in (None, side)
            assert (actor in need.by) == opposes


@given(actors=st.lists(cells, min_size=2, max_size=4))
@settings(max_examples=examples(100), deadline=None)
def test_those_on_one_side_clash_whoever_stands_elsewhere(actors: list[str]) -> None:
    grid = grid_of(*actors)
    everyone = list(range(len(actors)))
    for issue in range(len(ISSUES)):
        found = clashes_on(grid, issue, everyone)
        met = [outcomes(grid, {issue: side}, everyone) > 0 for side in SIGNS.values()]
        assert (not found) == all(met)
        for clash in found:
            on = [claim.actor for side in clash for claim in side if claim.actor is not None]
            assert len({held_side(grid, actor, issue) for actor in on}) == 1


def test_those_who_hold_amounts_clash_where_they_meet() -> None:
    text = """format: 1
title: T
scale: {min: 0, max: 100, neutral: none}
issues: {q: {title: Quota}, b: {title: Beta, scale: three-point}}
stakeholders:
"""
    needing = "q: {{stance: {}, condition: {{text: t, needs: {{b: {}}}}}}}"
    for amounts, clash in (((20, 20), True), ((20, 30), False)):
        wanted = zip(amounts, ("for", "against"), strict=True)
        held = [needing.format(*one) for one in wanted]
        actors = "".join(
            f"  a{index}: {{name: A{index}, positions: {{{cell}}}}}\n"
            for index, cell in enumerate([*held, "q: silent"])
        )
        grid = build_grid(load_bytes((text + actors).encode()).require())
        assert bool(clashes_on(grid, 0, [0, 1, 2])) == clash
