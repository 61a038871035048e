"""Coefficients beside alpha, detection and unitising: figures of independent programs."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from positions.measures.reliability.alpha import agreeing_pairs, alpha, alpha_of
from positions.measures.reliability.coefficients import (
    all_patterns,
    cohen,
    fleiss,
    gwet,
    pairs_of,
    percent_of,
    scott,
)
from positions.measures.reliability.detection import Found, detection_pairs, detection_patterns, f1_of
from positions.measures.reliability.unitising import Continuum, unitising_alpha

Units = list[list[float | None]]
SETS = ("gwet_4x12", "five_point_3x30", "prevalence_2x60")


def read(shared: Path, name: str) -> tuple[list[str], Units, Any]:
    folder = shared / "cases" / "stats" / "reliability"
    with (folder / f"{name}.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    coders = [key for key in rows[0] if key != "unit"]
    words = sorted({row[coder] for row in rows for coder in coders} - {""})
    numbers = {word: float(word) if word[-1].isdigit() else float(words.index(word)) for word in words}
    units = [[numbers.get(row[coder]) for coder in coders] for row in rows]
    return coders, units, json.loads((folder / f"{name}.json").read_text())


@pytest.mark.parametrize("name", SETS)
def test_all_coders_together_as_irrcac_and_krippendorff_have_them(shared: Path, name: str) -> None:
    _, units, expected = read(shared, name)
    patterns = Counter(all_patterns(units))
    categories = sorted({value for unit in units for value in unit if value is not None})
    known = expected["all"]
    assert gwet(patterns, categories) == pytest.approx(known["ac1"], abs=1e-8)
    assert fleiss(patterns) == pytest.approx(known["fleiss_kappa"], abs=1e-8)
    assert percent_of(patterns) == pytest.approx(known["ac1_pa"], abs=1e-8)
    assert alpha(units, "nominal") == pytest.approx(known["alpha_nominal"], abs=1e-8)
    for weights in ("linear", "quadratic"):
        if f"ac2_{weights}" in known:
            found = gwet(patterns, categories, weights)
            assert found == pytest.approx(known[f"ac2_{weights}"], abs=1e-8)


@pytest.mark.parametrize("name", SETS)
def test_pairs_of_coders_as_scikit_learn_nltk_and_irrcac_have_them(shared: Path, name: str) -> None:
    coders, units, expected = read(shared, name)
    categories = sorted({value for unit in units for value in unit if value is not None})
    for pair in expected["pairs"]:
        a, b = coders.index(pair["a"]), coders.index(pair["b"])
        counts = pairs_of(units, a, b)
        two = [[unit[a], unit[b]] for unit in units if unit[a] is not None and unit[b] is not None]
        assert counts.total() == pair["units"]
        assert cohen(counts) == pytest.approx(pair["cohen"], abs=1e-8)
        assert scott(counts) == pytest.approx(pair["scott"], abs=1e-8)
        assert gwet(Counter(all_patterns(two)), categories) == pytest.approx(pair["ac1"], abs=1e-8)


def test_the_statements_of_three_coders_as_plain_loops_detect_them(shared: Path) -> None:
    folder = shared / "cases" / "stats" / "detection"
    with (folder / "statements.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    expected = json.loads((folder / "statements.json").read_text())
    coders = []
    for coder in ("P", "Q", "R"):
        said = [row for row in rows if row["coder"] == coder]
        triples = {
            (row["source"], int(row["actor"][1:]), int(row["issue"][1:]))
            for row in said
            if row["stance"] != "silent"
        }
        coders.append(Found(frozenset(row["source"] for row in said), frozenset(triples)))
    pairs = detection_pairs(coders)
    for found, known in zip(pairs, expected["pairs"], strict=True):
        assert (found.sources, found.both, found.only_a, found.only_b) == tuple(
            known[name] for name in ("sources", "both", "only_a", "only_b")
        )
        assert (found.precision, found.recall, found.f1) == pytest.approx(
            (known["precision_of_a_against_b"], known["recall_of_a_against_b"], known["f1"]), abs=1e-12
        )
    assert f1_of(pairs) == pytest.approx(expected["f1_pooled"], abs=1e-12)
    patterns = sum(detection_patterns(coders, 5).values(), Counter())
    assert patterns.total() == expected["universe"]
    assert alpha_of(patterns, "nominal") == pytest.approx(expected["alpha_detection"], abs=1e-9)


def test_krippendorffs_example_of_unitising(shared: Path) -> None:
    folder = shared / "cases" / "stats" / "unitising"
    expected = json.loads((folder / "krippendorff_2004.json").read_text())
    begin, length = expected["continuum"]["begin"], expected["continuum"]["length"]
    marked: dict[str, dict[str, list[tuple[int, int]]]] = {coder: {} for coder in expected["coders"]}
    with (folder / "krippendorff_2004.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            start = int(row["begin"]) - begin
            marked[row["coder"]].setdefault(row["category"], []).append((start, start + int(row["length"])))
    whole = unitising_alpha([Continuum(length, tuple(marked.values()))])  # type: ignore[arg-type]  # keys are words
    assert whole == pytest.approx(expected["alpha"], abs=1e-9)
    for category, known in expected["by_category"].items():
        only = tuple({category: found[category]} for found in marked.values())
        assert unitising_alpha([Continuum(length, only)]) == pytest.approx(known["alpha"], abs=1e-9)


def test_a_small_example_by_hand() -> None:
    units: Units = [[1, 1], [1, 2], [2, 2], [1, 1], [1, None]]
    pairs = pairs_of(units, 0, 1)
    # 3 of 4 alike; the first gives 1 three times, the second twice
    assert cohen(pairs) == pytest.approx((3 / 4 - (3 * 2 + 1 * 2) / 16) / (1 - 8 / 16))
    assert scott(pairs) == pytest.approx((3 / 4 - (25 + 9) / 64) / (1 - 34 / 64))
    patterns = Counter(all_patterns(units))
    share = (1 + 1 / 2 + 0 + 1 + 1) / 5  # the unit coded once counts here
    assert fleiss(patterns) == pytest.approx(
        (3 / 4 - share**2 - (1 - share) ** 2) / (1 - share**2 - (1 - share) ** 2)
    )
    chance = 2 * share * (1 - share)
    assert gwet(patterns, [1, 2]) == pytest.approx((3 / 4 - chance) / (1 - chance))
    assert agreeing_pairs(units) == (3, 4)


def test_what_does_not_vary_has_no_coefficient() -> None:
    units: Units = [[1, 1], [1, 1]]
    assert cohen(pairs_of(units, 0, 1)) is None
    assert scott(pairs_of(units, 0, 1)) is None
    assert fleiss(Counter(all_patterns(units))) is None
    assert gwet(Counter(all_patterns(units)), [1]) is None
    assert cohen({}) is None
    assert unitising_alpha([Continuum(10, ({}, {}))]) is None
    assert f1_of([]) is None


def test_unitising_of_the_same_stretches_is_one_and_of_others_less() -> None:
    same = Continuum(100, ({"x": [(0, 10), (50, 60)]}, {"x": [(50, 60), (0, 10)]}))
    assert unitising_alpha([same]) == 1
    apart = Continuum(100, ({"x": [(0, 10)]}, {"x": [(80, 90)]}))
    found = unitising_alpha([apart])
    assert found is not None
    assert found < 0
