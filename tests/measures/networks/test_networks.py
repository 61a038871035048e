"""Discourse networks, against figures that Discourse Network Analyzer printed and against plain loops."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import product
from math import sqrt
from pathlib import Path
from typing import get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from helpers.paths import SHARED
from positions.dataset.load import load_bytes
from positions.dataset.models import Dataset
from positions.dataset.scale import FIVE_POINT, THREE_POINT, Scale
from positions.measures.networks.one_mode import (
    Network,
    NetworkRule,
    fault_of,
    network,
)
from positions.selection import Selection
from positions.statements import (
    Statement,
    StatementSet,
    collect_statements,
    within_period,
    without_duplicates,
)
from positions.vocabulary import Aggregation, Duplicates, Mode, Normalization

DNA = SHARED / "cases" / "dna"
SAMPLE = SHARED / "data" / "dna-sample-statements.csv"
needs_dna = pytest.mark.skipif(
    not (DNA.is_dir() and SAMPLE.is_file()), reason="../shared with its reference figures is absent"
)

ONE_MODE: tuple[Aggregation, ...] = ("ignore", "congruence", "conflict", "subtract")
NORMS: tuple[Normalization, ...] = ("none", "average", "jaccard", "cosine", "dna-cosine")
TWO_MODE: tuple[Aggregation, ...] = ("ignore", "subtract", "combine")
DUPLICATES: tuple[Duplicates, ...] = get_args(Duplicates)
THEIR_WORDS = {"no": "none", "cosine": "dna-cosine", "acrossrange": "all"}

Matrix = dict[tuple[str, str], float | None]


# Discourse Network Analyzer


@cache
def sample() -> Dataset:
    """DNA's sample as a dataset: documents are sources, organisations actors, concepts issues."""
    with SAMPLE.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    concepts = {row["concept"]: f"c{row['statement_id']}" for row in reversed(rows)}
    actors = {row["organization"]: f"o{row['statement_id']}" for row in reversed(rows)}
    cells: dict[str, dict[str, list[object]]] = {actor: {} for actor in actors.values()}
    for row in rows:
        entry = {
            "stance": "agree" if row["agreement"] == "1" else "disagree",
            "evidence": [{"source": f"d{row['document_id']}", "speaker": row["person"]}],
        }
        cells[actors[row["organization"]]].setdefault(concepts[row["concept"]], []).append(entry)
    document = {
        "format": 1,
        "title": "Sample",
        "scale": {"levels": {"disagree": -1, "agree": 1}},
        "issues": {name: {"title": title} for title, name in concepts.items()},
        "sources": {
            f"d{row['document_id']}": {"title": "-", "date": row["date"][:10], "section": row["section"]}
            for row in rows
        },
        "stakeholders": {name: {"name": title, "positions": cells[name]} for title, name in actors.items()},
    }
    return load_bytes(yaml.safe_dump(document).encode()).require()


def by_name(found: Network, dataset: Dataset) -> Matrix:
    """The ties by the names of row and column."""
    actors = [actor.name for actor in dataset.stakeholders.values()]
    columns = actors if found.rows is found.columns else [issue.title for issue in dataset.issues.values()]
    return {
        (actors[row], columns[column]): tie
        for row, ties in zip(found.rows, found.ties, strict=True)
        for column, tie in zip(found.columns, ties, strict=True)
    }


def printed(path: Path) -> Matrix:
    with path.open(newline="", encoding="utf-8") as file:
        (_, *columns), *rows = csv.reader(file)
    return {
        (name, column): float(cell)
        for name, *cells in rows
        for column, cell in zip(columns, cells, strict=True)
    }


def reference_files() -> list[Path]:
    return sorted((DNA / "org").glob("*.csv")) if DNA.is_dir() else []


@needs_dna
@pytest.mark.parametrize("path", reference_files(), ids=[path.stem for path in reference_files()])
@pytest.mark.parametrize("observed", [False, True], ids=["declared", "observed"])
def test_every_network_that_dna_printed(path: Path, observed: bool) -> None:
    mode, _, _, *words = path.stem.split("_")
    aggregation, normalization, duplicates = (THEIR_WORDS.get(word, word) for word in words)
    dataset = sample()
    rule = NetworkRule(
        "one" if mode == "onemode" else "two",
        aggregation,  # type: ignore[arg-type]  # a word from a file's name
        normalization,  # type: ignore[arg-type]  # as above
        duplicates,  # type: ignore[arg-type]  # as above
        observed_range=observed,
    )
    expected = printed(path)
    assert len(expected) in (49, 42)
    assert by_name(network(collect_statements(dataset), rule), dataset) == pytest.approx(expected, abs=1e-9)


@needs_dna
def test_all_of_dnas_files_are_there() -> None:
    assert len(reference_files()) == 4 * 4 * 3 + (3 + 3 + 2) * 3


@needs_dna
def test_dna_takes_the_range_from_the_values_observed() -> None:
    """The same votes on a scale that allows more than anybody used."""
    dataset = sample()
    wide = dataset.model_copy(
        update={"scale": Scale("levels", {"never": -3.0, **dataset.scale.labels, "always": 3.0}, -3.0, 3.0)}
    )
    rule = NetworkRule("one", "subtract", "average", "document", observed_range=True)
    expected = printed(DNA / "org" / "onemode_organization_agreement_subtract_average_document.csv")
    found = collect_statements(wide)
    assert by_name(network(found, rule), wide) == pytest.approx(expected, abs=1e-9)
    declared = by_name(network(found, replace(rule, observed_range=False)), wide)
    assert declared != pytest.approx(expected, abs=0.1)


def of_dnas_own_tests(name: str) -> Network:
    """The network of a file in testthat, whose name says what is counted and what is left out."""
    dataset = sample()
    sources = tuple(key for key, source in dataset.sources.items() if source.section == "1")
    found = collect_statements(dataset, Selection(sources=sources if "onlySection1" in name else ()))
    kept = found.statements
    if "excludeValues" in name:
        said = {"Senate", "Sierra Club", "There should be legislation to regulate emissions."}
        actors, issues = list(dataset.stakeholders.values()), list(dataset.issues.values())
        kept = tuple(s for s in kept if not {actors[s.actor].name, issues[s.issue].title} & said)
    if "agreement_true_only" in name:
        kept = tuple(statement for statement in kept if statement.value == 1)
    if "from2005-02-01_to2005-02-10" in name:
        kept = within_period(kept, date(2005, 2, 1), date(2005, 2, 10))
    rule = NetworkRule(
        mode="two" if name.startswith("twomode") else "one",
        aggregation="ignore" if name.endswith("default") else "congruence",
        normalization="average" if "average" in name else "none",
        isolates=name.endswith("isolates"),
    )
    return network(found, rule, kept)


TESTTHAT = {
    "twomode_default": 40,
    "onemode_default": 276,
    "onemode_congruence_average": 25.80,
    "onemode_congruence_average_onlySection1": None,
    "onemode_congruence_average_excludeValues": 9.81,
    "onemode_congruence_average_excludeValues_isolates": 9.81,
    "onemode_congruence_no_agreement_true_only": None,
    "onemode_congruence_no_from2005-02-01_to2005-02-10": None,
}


@needs_dna
@pytest.mark.parametrize("name", TESTTHAT)
def test_the_networks_of_dnas_own_tests(name: str) -> None:
    found = by_name(of_dnas_own_tests(name), sample())
    assert found == pytest.approx(printed(DNA / "testthat" / f"{name}.csv"), abs=1e-9)
    total = TESTTHAT[name]
    assert total is None or round(sum(tie or 0 for tie in found.values()), 2) == total


@needs_dna
def test_both_of_two_opposite_statements_in_one_document_are_kept() -> None:
    dataset = sample()
    rule = NetworkRule("two", "combine", duplicates="document")
    cells = by_name(network(collect_statements(dataset), rule), dataset)
    both = [names for names, cell in cells.items() if cell == 3]
    assert both == [("Energy and Environmental Analysis, Inc.", "Emissions legislation should regulate CO2.")]


# plain loops over statements, as the formulas are written


def small(
    statements: Sequence[Statement], scale: Scale = FIVE_POINT, actors: int = 4, issues: int = 3
) -> StatementSet:
    values = [statement.value for statement in statements]
    return StatementSet(
        tuple(sorted(statements, key=lambda statement: statement.day or date.min)),
        tuple(f"a{index}" for index in range(actors)),
        tuple(f"i{index}" for index in range(issues)),
        scale,
        max(values) - min(values) if values else None,
    )


days = st.none() | st.integers(0, 400).map(lambda number: date(2016, 12, 20) + timedelta(number))
sources = st.none() | st.sampled_from(["s1", "s2", "s3"])


def statements_on(scale: Scale) -> st.SearchStrategy[list[Statement]]:
    values = st.sampled_from(list(scale.labels.values()))
    one = st.builds(Statement, st.integers(0, 3), st.integers(0, 2), values, days, sources)
    return st.lists(one, max_size=14)


some_statements = statements_on(FIVE_POINT)
SCALES = (FIVE_POINT, THREE_POINT, Scale("levels", {"no": 0.0, "yes": 1.0}, 0.0, 1.0, 0.5))
on_some_scale = st.sampled_from(SCALES).flatmap(
    lambda scale: statements_on(scale).map(lambda statements: small(statements, scale))
)


def oracle_kept(statements: Iterable[Statement], rule: NetworkRule) -> list[Statement]:
    kept: list[Statement] = []
    for statement in statements:
        same = [
            earlier
            for earlier in kept
            if (earlier.actor, earlier.issue) == (statement.actor, statement.issue)
            and (rule.aggregation == "ignore" or earlier.value == statement.value)
            and oracle_same_period(earlier, statement, rule.duplicates)
        ]
        if not same:
            kept.append(statement)
    return kept


def oracle_same_period(one: Statement, other: Statement, duplicates: Duplicates) -> bool:
    if duplicates in ("include", "all"):
        return duplicates == "all"
    if duplicates == "document":
        return one.source is not None and one.source == other.source
    if one.day is None or other.day is None:
        return False
    if duplicates == "week":
        return one.day - timedelta(one.day.weekday()) == other.day - timedelta(other.day.weekday())
    return one.day.strftime("%Y-%m"[: 5 if duplicates == "month" else 2]) == other.day.strftime(
        "%Y-%m"[: 5 if duplicates == "month" else 2]
    )


def oracle_tie(kept: list[Statement], one: int, other: int, rule: NetworkRule, extent: float) -> float | None:
    mine = [statement for statement in kept if statement.actor == one]
    theirs = [statement for statement in kept if statement.actor == other]
    pairs = [(a, b) for a in mine for b in theirs if a.issue == b.issue]
    if rule.aggregation == "ignore":
        tie = float(len(pairs))
    elif extent == 0:
        return None
    else:
        congruence = sum(1 - abs(a.value - b.value) / extent for a, b in pairs)
        conflict = sum(abs(a.value - b.value) / extent for a, b in pairs)
        tie = {"congruence": congruence, "conflict": conflict, "subtract": congruence - conflict}[
            rule.aggregation
        ]
    norm = oracle_norm(mine, theirs, rule.normalization)
    return tie / norm if norm else 0.0


def oracle_norm(mine: list[Statement], theirs: list[Statement], normalization: Normalization) -> float:
    if normalization == "none":
        return 1
    if normalization == "average":
        return (len(mine) + len(theirs)) / 2
    if normalization == "dna-cosine":
        return len(mine) * len(theirs)
    if normalization == "cosine":
        lengths = [
            sqrt(sum(sum(s.issue == issue for s in side) ** 2 for issue in range(3)))
            for side in (mine, theirs)
        ]
        return lengths[0] * lengths[1]
    cells = {side: [(s.issue, s.value) for s in said] for side, said in ((0, mine), (1, theirs))}
    both = sum(left == right for left in cells[0] for right in cells[1])
    alone = [sum(cell not in cells[1 - side] for cell in cells[side]) for side in (0, 1)]
    return both + sum(alone)


one_mode_rules = st.builds(
    NetworkRule,
    mode=st.just("one"),
    aggregation=st.sampled_from(ONE_MODE),
    normalization=st.sampled_from(NORMS),
    duplicates=st.sampled_from(DUPLICATES),
    observed_range=st.booleans(),
    isolates=st.booleans(),
)


@given(on_some_scale, one_mode_rules)
def test_a_one_mode_network_equals_a_plain_loop_over_pairs_of_statements(
    found: StatementSet, rule: NetworkRule
) -> None:
    made = network(found, rule)
    kept = oracle_kept(found.statements, rule)
    extent = (found.observed_range or 0) if rule.observed_range else found.scale.range
    present = [actor for actor in range(4) if rule.isolates or any(s.actor == actor for s in kept)]
    assert (list(made.rows), made.columns) == (present, made.rows)
    assert (made.statements, made.repeated) == (len(kept), len(found.statements) - len(kept))
    for (row, one), (column, other) in product(enumerate(present), repeat=2):
        issues = {s.issue for s in kept if s.actor == one} & {s.issue for s in kept if s.actor == other}
        assert made.shared[row][column] == len(issues)
        tie = 0.0 if one == other else oracle_tie(kept, one, other, rule, extent)
        assert made.ties[row][column] == (None if tie is None else pytest.approx(tie, abs=1e-12))


@given(on_some_scale, one_mode_rules)
def test_a_one_mode_network_is_symmetric_with_an_empty_diagonal(
    found: StatementSet, rule: NetworkRule
) -> None:
    made = network(found, rule)
    assert [list(row) for row in made.ties] == [list(column) for column in zip(*made.ties, strict=True)]
    assert all(made.ties[index][index] == 0 for index in range(len(made.rows)))


@given(on_some_scale, st.sampled_from(NORMS))
def test_ignore_is_the_sum_and_subtract_the_difference(found: StatementSet, norm: Normalization) -> None:
    ties = {
        aggregation: network(found, NetworkRule("one", aggregation, norm, isolates=True)).ties
        for aggregation in ONE_MODE
    }
    for row, column in product(range(4), repeat=2):
        ignore, congruence, conflict, subtract = (ties[name][row][column] for name in ONE_MODE)
        assert congruence is not None
        assert conflict is not None
        assert congruence + conflict == pytest.approx(ignore, abs=1e-12)
        assert congruence - conflict == pytest.approx(subtract, abs=1e-12)


@given(on_some_scale, st.sampled_from(ONE_MODE), st.sampled_from(DUPLICATES))
def test_the_cosines_stay_within_one(
    found: StatementSet, aggregation: Aggregation, duplicates: Duplicates
) -> None:
    for norm in ("cosine", "dna-cosine"):
        made = network(found, NetworkRule("one", aggregation, norm, duplicates))
        assert all(abs(tie or 0) <= 1 + 1e-12 for row in made.ties for tie in row)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.sampled_from([-1.0, 1.0])), max_size=14))
def test_congruence_by_jaccard_is_a_share_on_two_levels(cells: list[tuple[int, int, float]]) -> None:
    scale = Scale("levels", {"against": -1.0, "for": 1.0})
    statements = [Statement(*cell) for cell in cells]
    made = network(small(statements, scale), NetworkRule("one", "congruence", "jaccard", "all"))
    profiles = [{(s.issue, s.value) for s in statements if s.actor == actor} for actor in made.rows]
    for (row, mine), (column, theirs) in product(enumerate(profiles), repeat=2):
        expected = 0 if row == column else len(mine & theirs) / len(mine | theirs)
        assert made.ties[row][column] == pytest.approx(expected)


@given(on_some_scale, one_mode_rules, st.permutations(range(4)))
def test_relabelling_actors_moves_rows_and_changes_nothing(
    found: StatementSet, rule: NetworkRule, order: list[int]
) -> None:
    rule = replace(rule, isolates=True)
    moved = tuple(replace(statement, actor=order[statement.actor]) for statement in found.statements)
    before, after = network(found, rule), network(found, rule, moved)
    for row, column in product(range(4), repeat=2):
        tie = before.ties[row][column]
        assert after.ties[order[row]][order[column]] == (
            None if tie is None else pytest.approx(tie, abs=1e-12)
        )
        assert after.shared[order[row]][order[column]] == before.shared[row][column]


@given(some_statements, one_mode_rules)
def test_reversing_the_scale_changes_nothing(statements: list[Statement], rule: NetworkRule) -> None:
    mirrored = [replace(statement, value=-statement.value) for statement in statements]
    before, after = network(small(statements), rule), network(small(mirrored), rule)
    assert before == after


# two-mode


@given(
    on_some_scale,
    st.sampled_from(TWO_MODE),
    st.sampled_from(["none", "activity", "prominence"]),
    st.sampled_from(DUPLICATES),
)
def test_a_two_mode_network_equals_a_plain_loop(
    found: StatementSet, aggregation: Aggregation, normalization: Normalization, duplicates: Duplicates
) -> None:
    rule = NetworkRule("two", aggregation, normalization, duplicates)
    if aggregation == "combine" and normalization == "prominence":
        assert fault_of(rule, FIVE_POINT) is not None
        return
    made = network(found, rule)
    kept = oracle_kept(found.statements, rule)
    assert list(made.rows) == sorted({s.actor for s in kept})
    assert list(made.columns) == sorted({s.issue for s in kept})
    for row, actor in enumerate(made.rows):
        plain = [oracle_cell(kept, actor, issue, found.scale, aggregation) for issue in made.columns]
        for column, issue in enumerate(made.columns):
            divisor: float = 1
            if normalization == "activity":
                filled = [cell for cell in plain if cell]
                divisor = len(filled) if aggregation == "combine" else sum(s.actor == actor for s in kept)
            elif normalization == "prominence":
                divisor = sum(s.issue == issue for s in kept)
            expected = plain[column] / divisor if divisor else 0.0
            assert made.ties[row][column] == pytest.approx(expected, abs=1e-12)
            assert made.shared[row][column] == sum((s.actor, s.issue) == (actor, issue) for s in kept)


def oracle_cell(
    kept: list[Statement], actor: int, issue: int, scale: Scale, aggregation: Aggregation
) -> float:
    values = [s.value - scale.neutral for s in kept if (s.actor, s.issue) == (actor, issue)]
    if aggregation == "ignore":
        return len(values)
    favour, against = sum(value > 0 for value in values), sum(value < 0 for value in values)
    if aggregation == "combine":
        return {(False, False): 0, (True, False): 1, (False, True): 2, (True, True): 3}[
            favour > 0, against > 0
        ]
    return favour - against if len(scale.labels) == 2 else sum(values)


def test_combine_tells_for_against_and_both_and_leaves_neutral_out() -> None:
    said = [(0, 0, 2.0), (0, 1, -1.0), (1, 0, 1.0), (1, 0, -2.0), (2, 0, 0.0)]
    found = small([Statement(*cell) for cell in said], actors=3, issues=2)
    assert network(found, NetworkRule("two", "combine")).ties == ((1, 2), (3, 0), (0, 0))
    assert network(found, NetworkRule("two", "combine", "activity")).ties == ((0.5, 1), (3, 0), (0, 0))


# what is not defined


@pytest.mark.parametrize("mode", get_args(Mode))
@pytest.mark.parametrize("observed", [False, True])
def test_no_statement_makes_no_network(mode: Mode, observed: bool) -> None:
    made = network(small([]), NetworkRule(mode, observed_range=observed))
    assert made == Network((), (), (), (), 0, 0)


def test_isolates_have_no_tie_and_no_division_by_zero() -> None:
    for normalization in NORMS:
        made = network(small([]), NetworkRule("one", normalization=normalization, isolates=True))
        assert made.ties == ((0.0,) * 4,) * 4
    for normalization in ("none", "activity", "prominence"):
        made = network(small([]), NetworkRule("two", "ignore", normalization, isolates=True))
        assert made.ties == ((0.0,) * 3,) * 4


def test_one_actor_alone_has_no_tie() -> None:
    made = network(small([Statement(2, 0, 1.0), Statement(2, 1, 1.0)]), NetworkRule())
    assert (made.rows, made.ties, made.shared) == ((2,), ((0.0,),), ((2,),))


def test_without_a_range_a_tie_is_undefined_but_ignore_needs_none() -> None:
    found = small([Statement(0, 0, 1.0), Statement(1, 0, 1.0)])
    for aggregation in ("congruence", "conflict", "subtract"):
        made = network(found, NetworkRule("one", aggregation, "average", observed_range=True))
        assert made.ties == ((0.0, None), (None, 0.0))
    ignored = network(found, NetworkRule("one", "ignore", "average", observed_range=True))
    assert ignored.ties == ((0.0, 1.0), (1.0, 0.0))


def test_on_a_nominal_scale_the_same_label_is_congruent_and_any_other_conflicts() -> None:
    scale = Scale.nominal(("bus", "tram", "train"))
    said = [(0, 0, 0.0), (0, 1, 0.0), (1, 0, 0.0), (1, 1, 2.0), (2, 1, 1.0)]
    found = small([Statement(*cell) for cell in said], scale, actors=3)
    assert network(found, NetworkRule("one", "congruence")).ties == ((0, 1, 0), (1, 0, 0), (0, 0, 0))
    assert network(found, NetworkRule("one", "conflict")).ties == ((0, 1, 1), (1, 0, 1), (1, 1, 0))
    assert network(found, NetworkRule("two", "ignore")).ties == ((1, 1), (1, 1), (0, 1))


@pytest.mark.parametrize(
    ("rule", "nominal", "words"),
    [
        (NetworkRule("one", "combine"), False, "two-mode"),
        (NetworkRule("one", normalization="activity"), False, "two-mode"),
        (NetworkRule("one", normalization="prominence"), False, "two-mode"),
        (NetworkRule("two", "congruence"), False, "one-mode"),
        (NetworkRule("two", "conflict"), False, "one-mode"),
        *((NetworkRule("two", normalization=norm), False, "one-mode") for norm in NORMS if norm != "none"),
        (NetworkRule("two", "combine", "prominence"), False, "no counts"),
        (NetworkRule("two", "subtract"), True, "sides"),
        (NetworkRule("two", "combine"), True, "sides"),
        (NetworkRule("one", observed_range=True), True, "no range"),
    ],
)
def test_what_makes_no_sense_is_refused(rule: NetworkRule, nominal: bool, words: str) -> None:
    scale = Scale.nominal(("bus", "tram")) if nominal else FIVE_POINT
    with pytest.raises(ValueError, match=words):
        network(small([], scale), rule)


def test_everything_else_makes_sense() -> None:
    for mode, aggregation, normalization in product(
        get_args(Mode), get_args(Aggregation), get_args(Normalization)
    ):
        rule = NetworkRule(mode, aggregation, normalization)
        sensible = (
            aggregation in ONE_MODE and normalization in NORMS
            if mode == "one"
            else aggregation in TWO_MODE
            and normalization in ("none", "activity", "prominence")
            and (aggregation, normalization) != ("combine", "prominence")
        )
        assert (fault_of(rule, FIVE_POINT) is None) == sensible


@given(some_statements, st.sampled_from(DUPLICATES))
def test_leaving_duplicates_out_twice_changes_nothing(statements: list[Statement], rule: Duplicates) -> None:
    once = without_duplicates(small(statements).statements, rule)
    assert without_duplicates(once, rule) == once
