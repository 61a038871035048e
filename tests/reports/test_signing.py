"""What reports say of signing together, of opposition on a condition, and of nobody where filters act."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from positions.dataset.load import load_bytes
from positions.measures.common_ground import common_ground
from positions.reports.blocs.report import blocs
from positions.reports.brief.report import brief
from positions.reports.common.signing import liftable, signing_of
from positions.reports.common.study import Study, study_of
from positions.reports.common_ground import common_ground_of
from positions.reports.compare.report import compare
from positions.reports.explain import explain
from positions.reports.page.report import page
from positions.selection import Selection
from positions.tables import Ref, Table

pytestmark = pytest.mark.usefixtures("few_shuffles")

FUND_FOR = "{stance: support, condition: {text: c, needs: {y: for}}}"
FUND_AGAINST = "{stance: support, condition: {text: d, needs: {y: against}}}"
TEXT_ALONE = "{stance: support, condition: c}"
LIFTABLE = "{stance: oppose, condition: unless a new fund pays}"


QUOTA = "q: {title: Quota, unit: t, scale: {min: 0, max: 100, neutral: none}}"


def study(*cells: str, selection: Selection | None = None, more: str = "") -> Study:
    issues = ", ".join(["x: {title: Tram}, y: {title: Fund}, z: {title: Parking}", *([more] if more else [])])
    text = f"format: 1\ntitle: T\nissues: {{{issues}}}\n"
    text += "stakeholders:\n"
    for index, cell in enumerate(cells):
        text += f"  a{index}: {{name: A{index}, positions: {{{cell}}}}}\n"
    return study_of(load_bytes(text.encode()), selection)


def said(data: Study) -> str:
    return "\n".join(common_ground_of(data, with_conditions=True).summary)


def test_conditions_that_exclude_each_other_are_no_common_ground() -> None:
    data = study(f"x: {FUND_FOR}", f"x: {FUND_AGAINST}")
    clash = "on conditions that exclude each other: A0 on Tram needs Fund for, A1 on Tram needs Fund against."
    assert f"Both are for Tram, but {clash}" in said(data)
    assert f"On Tram they are on the same side, but {clash}" in explain(data, "a0", "a1").summary
    for text in (said(data), *explain(data, "a0", "a1").summary, *page(data).opening.said):
        assert "could sign" not in text
    assert any(clash in text for text in page(data).opening.said)
    (section,) = [part for part in brief(data).sections if part.title.startswith("What could be signed")]
    assert any(clash in text for text in section.paragraphs)
    (table,) = common_ground_of(data).tables
    assert table.columns[-1].id == "signing"


@pytest.mark.parametrize("third", ["x: neutral", "x: silent", "z: support", "x: oppose"])
def test_a_clash_is_named_whoever_else_stands_elsewhere(third: str) -> None:
    data = study(f"x: {FUND_FOR}", f"x: {FUND_AGAINST}", third)
    clash = "conditions that exclude each other: A0 on Tram needs Fund for, A1 on Tram needs Fund against"
    (table,) = (found for found in common_ground_of(data).tables if isinstance(found, Table))
    assert [row[-1] for row in table.rows if row[-1]] == [f"on {clash}"]
    (section,) = [part for part in brief(data).sections if part.title.startswith("What could be signed")]
    named = f"Those for Tram are so on {clash}."
    for texts in (said(data).split("\n"), section.paragraphs, page(data).opening.said):
        assert named in texts


def test_findings_tell_conditions_that_cannot_be_met_from_those_that_could() -> None:
    data = study(f"x: {FUND_FOR}, z: {TEXT_ALONE}", f"x: {FUND_AGAINST}, z: support")
    told = "1 if conditions are met and 1 on conditions that exclude each other"
    assert f"2 agreements ({told})" in explain(data, "a0", "a1").headline
    assert f"A0 and A1 agree on 2 of 2 shared issues, {told}." in compare(data).summary
    assert any(told in text for text in next(iter(brief(data).sections)).paragraphs)
    unites = next(table for table in compare(data).tables if table.id == "unites")
    assert isinstance(unites, Table)
    assert [row[-1] is not None for row in unites.rows] == [True, False]
    assert [found.remark for found in page(data).opening.unites] == [
        "Their conditions exclude each other",
        None,
    ]


def test_of_many_clashes_the_first_are_told_and_the_rest_counted() -> None:
    more = ", ".join(f"m{index}: {{title: M{index}}}" for index in range(8))
    held = [", ".join(f"m{i}: {cell}" for i in range(8)) for cell in (FUND_FOR, FUND_AGAINST)]
    data = study(*held, "x: support", more=more)
    told = [text for text in said(data).split("\n") if text.startswith("Those ")]
    assert len(told) == 7
    rest = "Those who stand together on 2 more issues do so on conditions that exclude each other too."
    assert told[-1] == rest
    (table,) = (found for found in common_ground_of(data).tables if isinstance(found, Table))
    assert sum(row[-1] is not None for row in table.rows) == 8


def test_what_a_bloc_stands_together_on_carries_the_clash() -> None:
    data = study(f"x: {FUND_FOR}, z: support", f"x: {FUND_AGAINST}, z: support", "x: silent, z: support")
    said = " ".join(blocs(data, number=1).summary)
    assert "Parking (for)" in said
    assert "Tram (for, 2 of 3, but on conditions that exclude each other: A0 on Tram needs Fund for" in said


def test_sides_that_nobody_is_against_but_that_cannot_all_be_signed() -> None:
    data = study(f"x: {FUND_FOR}, z: support", f"x: support, z: {FUND_AGAINST}", "x: support, z: silent")
    clash = "A0 on Tram needs Fund for, A1 on Parking needs Fund against"
    assert f"What stands unopposed cannot all be signed at once: {clash}." in said(data)


def test_sides_that_can_each_be_signed_but_not_together() -> None:
    data = study(f"x: {FUND_FOR}, z: support", f"x: support, z: {FUND_AGAINST}")
    assert "Both are for 2 issues and could sign each of them by itself: Tram (A0 on a" in said(data)
    assert "Both cannot sign all of these at once: A0 on Tram needs Fund for, A1 on Parking" in said(data)
    assert any(
        "They cannot sign all that they agree on at once" in t for t in explain(data, "a0", "a1").summary
    )


@pytest.mark.parametrize(
    ("cells", "compared"),
    [
        ((f"x: {TEXT_ALONE}", f"x: {TEXT_ALONE}"), False),
        ((f"x: {TEXT_ALONE}", f"x: {FUND_FOR}"), False),
        ((f"x: {FUND_FOR}", f"x: {FUND_FOR}"), True),
        ((f"x: {TEXT_ALONE}", "x: support"), True),
    ],
)
def test_texts_alone_are_not_compared(cells: tuple[str, ...], compared: bool) -> None:
    text = said(study(*cells))
    assert "could sign it together" in text
    assert ("on conditions that have not been compared" in text) != compared


def test_texts_alone_are_not_compared_where_another_issue_clashes_either() -> None:
    cells = f"x: {TEXT_ALONE}, z: {FUND_AGAINST}, y: support", f"x: {TEXT_ALONE}, z: support, y: support"
    text = said(study(*cells))
    assert "could sign each of them by itself" in text
    assert "Tram (A0 and A1 on conditions that have not been compared)" in text
    assert "Parking (A0 on a condition)" in text


def test_conditions_on_amounts_are_told_as_those_on_sides_are() -> None:
    on_needs = "q: {stance: 20, condition: {text: c, needs: {y: for}}}"
    text = said(study(f"x: support, {on_needs}", "x: support, q: 20", more=QUOTA))
    assert "Both meet on 1 issue: Quota (20 t; A0 on a condition)." in text
    assert "Quota, A0: c (needs: Fund for)." in text
    assert "depends on a condition" not in text
    assert "depends on a condition." in said(study("q: 20", "q: 20", more=QUOTA))


def test_a_comparison_tells_conditions_on_equal_amounts() -> None:
    cells = [FUND_FOR.replace("support", "20"), FUND_AGAINST.replace("support", "20")]
    clash = "A0 on Quota needs Fund for, A1 on Quota needs Fund against"
    text = "\n".join(compare(study(f"q: {cells[0]}", f"q: {cells[1]}", more=QUOTA)).summary)
    assert f"Quota (20 t, but on conditions that exclude each other: {clash})." in text
    text = "\n".join(compare(study(f"q: {cells[0]}", "q: 20", more=QUOTA)).summary)
    assert "Quota (20 t, 1 on a condition)." in text


def test_who_opposes_a_need_inside_and_outside() -> None:
    cells = (f"x: {FUND_FOR}", "x: support, y: oppose", "x: support, y: strongly-oppose")
    assert "Contested: A0 on Tram needs Fund for, and A1 and A2 stand against Fund." in said(study(*cells))
    inside = said(study(*cells, selection=Selection(actors=("a0", "a1"))))
    assert "Contested: A0 on Tram needs Fund for, and A1 stands against Fund." in inside
    assert "Outside the selection: A0 on Tram needs Fund for, and A2 stands against Fund." in inside
    narrow = said(study(*cells, selection=Selection(actors=("a0", "a1"), issues=("x",))))
    assert "Outside the selection: A0 on Tram needs Fund for, and A2 stands against Fund." in narrow


def test_opposition_that_could_be_lifted_is_listed_whatever_the_filter() -> None:
    cells = ("x: support", f"x: {LIFTABLE}")
    for conditional, out in ((True, ""), (False, ", left out by --no-conditional")):
        lifted = f"Opposition on a condition, which could be lifted{out}: Tram – A1: unless a new fund pays."
        data = study(*cells, selection=Selection(conditional=conditional))
        assert lifted in said(data)
        assert "On condition that" not in said(data)
        assert "obody is known to be against" not in said(data)
        assert lifted in page(data).opening.said
        sections = [part for part in brief(data).sections if part.title.startswith("What could be signed")]
        assert any(lifted in text for text in sections[0].paragraphs)


STANCES = ("support", "oppose", "neutral", "silent", TEXT_ALONE, LIFTABLE, FUND_FOR, FUND_AGAINST)
FEW = "{stance: oppose, confidence: high}"


def needing_another(issue: str, cell: str) -> str:
    """Return the cell, needing z where it would need its own issue: check refuses that."""
    return cell.replace("{y:", "{z:") if issue == "y" else cell


cells = st.dictionaries(st.sampled_from("xyz"), st.sampled_from((*STANCES, FEW)), max_size=3).map(
    lambda found: ", ".join(f"{issue}: {needing_another(issue, cell)}" for issue, cell in found.items())
)
NEGATIVE = re.compile(
    r"\b(nobody|no one|none|neither|no two|on no issue|no issue on which|nothing that)\b", re.I
)


@given(
    actors=st.lists(cells, min_size=2, max_size=4),
    selection=st.sampled_from((Selection(conditional=False), Selection(min_confidence="high"))),
)
@settings(max_examples=examples(80), deadline=None)
def test_what_a_filter_took_out_is_never_nobody(actors: list[str], selection: Selection) -> None:
    data = study(*actors, selection=selection)
    grid = data.grid
    taken = {
        issue for issue in range(3) if any(row.states.get("excluded", 0) >> issue & 1 for row in grid.rows)
    }
    whole = study(*actors).grid
    for ground in common_ground(grid):
        if ground.verdict == "nobody_opposed":
            assert not any(sides.against >> ground.tally.issue & 1 for sides in whole.sides)
    for report in (common_ground_of(data, with_conditions=True), compare(data)):
        for text in (
            *report.summary,
            *(table.empty for table in report.tables if table.kind == "table" and not table.rows),
        ):
            if taken and NEGATIVE.search(text) and "not counted" not in text:
                named = {issue for issue, ref in enumerate(data.issues) if ref.label in text}
                assert named, text
                assert not named & taken, text


AMOUNTS = ("20", "40", "silent", "{stance: 20, condition: c}", FUND_FOR.replace("support", "20"))


@given(
    actors=st.lists(st.tuples(cells, st.sampled_from((*AMOUNTS, AMOUNTS[-1]))), min_size=2, max_size=3),
)
@settings(max_examples=examples(60), deadline=None)
def test_every_condition_of_what_could_be_signed_is_listed(actors: list[tuple[str, str]]) -> None:
    rows = [", ".join([*([sides] if sides else []), f"q: {amount}"]) for sides, amount in actors]
    data = study(*rows, more=QUOTA)
    refused = {data.issues[issue].id for issue in signing_of(data).refused}
    lines, open_to = set[str](), False
    for ref in data.issues:
        entries = [
            (actor.name, entry)
            for actor in data.dataset.stakeholders.values()
            for entry in actor.positions.get(ref.id, ())
        ]
        alike = {entry.stance for _, entry in entries} in ({"support"}, {"oppose"}, {20}, {40})
        if len(entries) == len(actors) and alike and ref.id not in refused:
            open_to = True
            lines |= {f"{ref.label}, {name}: {e.condition.text}" for name, e in entries if e.condition}
    told = said(data).split("\n")
    start = next((at for at, text in enumerate(told) if text.startswith("Conditions that have")), len(told))
    assert {text.removesuffix(".").split(" (needs")[0] for text in told[start + 1 :]} == lines
    assert any("depends on a condition" in text for text in told) == (open_to and not lines)


@given(actors=st.lists(cells, min_size=2, max_size=3))
@settings(max_examples=examples(60), deadline=None)
def test_nobody_could_sign_what_no_outcome_meets(actors: list[str]) -> None:
    data = study(*actors)
    signing = signing_of(data)
    for text in said(data).split("\n"):
        if "together" in text and "could" in text and ("sign" in text or "oppose" in text):
            assert not any(f"{data.issues[issue].label} (" in text for issue in signing.refused)
            assert not signing.together or text.startswith("Conditions that have to be met")


@given(actors=st.lists(cells, min_size=2, max_size=4))
@settings(max_examples=examples(60), deadline=None)
def test_every_clash_of_those_on_one_side_is_named(actors: list[str]) -> None:
    data = study(*actors)
    held: dict[tuple[str, str], list[dict[str, str]]] = {}
    for actor in data.dataset.stakeholders.values():
        for issue, entries in actor.positions.items():
            for entry in entries:
                if entry.stance in ("support", "oppose") and entry.condition is not None:
                    held.setdefault((issue, str(entry.stance)), []).append(dict(entry.condition.needs))
    clashing = {
        issue
        for (issue, _), needs in held.items()
        for one, other in combinations(needs, 2)
        if any(other.get(name, side) != side for name, side in one.items())
    }
    (table,) = (found for found in common_ground_of(data).tables if isinstance(found, Table))
    at = [column.id for column in table.columns].index("signing") if clashing else None
    told = {row[0].id for row in table.rows if isinstance(row[0], Ref) and at is not None and row[at]}
    assert told == clashing
    labels = {ref.label for ref in data.issues if ref.id in clashing}
    for texts in (common_ground_of(data).summary, page(data).opening.said):
        named = [text for text in texts if "exclude each other" in text]
        assert all(any(f" on {label} " in text for text in named) for label in labels)
        assert len(named) == len(labels)


@given(actors=st.lists(cells, min_size=2, max_size=4))
@settings(max_examples=examples(60), deadline=None)
def test_the_page_says_of_a_pair_what_explain_says(actors: list[str]) -> None:
    data = study(*actors)
    found = page(data).clashes
    for a, b in combinations(range(len(actors)), 2):
        said = explain(data, f"a{a}", f"a{b}").summary
        assert [text for text in said if "exclude each other:" in text] == [*found.get((a, b), {}).values()]


@given(actors=st.tuples(cells, cells))
@settings(max_examples=examples(60), deadline=None)
def test_what_explain_counts_as_excluded_is_what_no_outcome_meets(actors: tuple[str, str]) -> None:
    data = study(*actors)
    report = explain(data, "a0", "a1")
    left, right = (
        {issue: entries[0] for issue, entries in actor.positions.items()}
        for actor in data.dataset.stakeholders.values()
    )
    alike = {
        issue
        for issue in left.keys() & right.keys()
        if left[issue].stance == right[issue].stance and left[issue].stance in ("support", "oppose")
    }
    needs = {
        issue: [
            dict(entry.condition.needs) if entry.condition else {} for entry in (left[issue], right[issue])
        ]
        for issue in alike
    }
    clashing = {
        issue for issue, (a, b) in needs.items() if any(b.get(name, side) != side for name, side in a.items())
    }
    depending = sum(bool(left[issue].condition or right[issue].condition) for issue in alike)
    (table,) = (found for found in report.tables if isinstance(found, Table))
    told = {
        row[0].id
        for row in table.rows
        if isinstance(row[0], Ref) and isinstance(row[3], Ref) and "exclude each other" in row[3].label
    }
    assert told == clashing
    for text in (report.headline, " ".join(compare(data).summary)):
        found = re.search(r"(\d+) on conditions that exclude each other", text)
        assert int(found[1] if found else 0) == len(clashing)
        found = re.search(r"(\d+) if conditions are met", text)
        assert int(found[1] if found else 0) == depending - len(clashing)


def test_opposition_that_could_be_lifted_on_very_many_issues_is_told_of_the_first() -> None:
    text = "format: 1\ntitle: T\nissues:\n" + "".join(f"  i{n}: {{title: Issue {n}}}\n" for n in range(8))
    liftables = ", ".join(f"i{n}: {LIFTABLE}" for n in range(8))
    text += f"stakeholders:\n  a: {{name: A, positions: {{{liftables}}}}}\n"
    text += f"  b: {{name: B, positions: {{{', '.join(f'i{n}: support' for n in range(8))}}}}}\n"
    (said,) = liftable(study_of(load_bytes(text.encode())))
    assert said.count("unless a new fund pays") == 6
    assert said.endswith("Issue 5 – A: unless a new fund pays; and 2 more issues.")
