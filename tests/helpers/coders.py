"""Random readings of several coders, and what follows from them by plain loops."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations
from pathlib import Path
from random import Random

from positions.dataset.coders.codings import Codings, codings_of
from positions.dataset.editing.emit import dataset_to_yaml
from positions.dataset.load import load
from positions.dataset.models import Dataset, Evidence, Issue, Position, Source, Stakeholder

ACTORS, ISSUES, DAYS = ("a", "b", "c"), ("x", "y"), ("2018-01-01", "2018-02-01", "2018-03-01")
SOURCES = {f"s{number}": DAYS[number % 3] for number in range(5)}
SCALE = {"oppose": -1.0, "neutral": 0.0, "support": 1.0}

Said = tuple[str, str, str | None, str | None, str]
"""Actor, issue, source, date, stance: a source or a date, or neither."""


def random_readings(seed: int) -> dict[str, list[Said]]:
    """Return what two to four coders say, often the same, with several statements in most cells."""
    random = Random(seed)
    truth: list[Said] = []
    for _ in range(random.randint(8, 24)):
        source = random.choice([*SOURCES, None])
        day = None if source else random.choice(DAYS)
        stance = random.choice(["support", "support", "oppose", "neutral", "silent", "undecided"])
        truth.append((random.choice(ACTORS), random.choice(ISSUES), source, day, stance))
    coders = {}
    for coder in ("ann", "ben", "cid", "dee")[: random.randint(2, 4)]:
        said = []
        for actor, issue, source, day, stance in truth:
            if random.random() < 0.8:
                other = random.choice(["support", "oppose", "silent"])
                said.append((actor, issue, source, day, stance if random.random() < 0.7 else other))
        coders[coder] = said or truth[:1]
    return coders


def dataset_of(readings: dict[str, list[Said]]) -> Dataset:
    """Return one dataset whose entries name their coder."""
    cells: dict[str, dict[str, list[Position]]] = {actor: {} for actor in ACTORS}
    for coder, said in readings.items():
        for actor, issue, source, day, stance in said:
            fields: dict[str, object] = {"stance": stance, "coder": coder, "date": day}
            if source is not None:
                fields["evidence"] = (Evidence(source=source),)
            cells[actor].setdefault(issue, []).append(Position.model_validate(fields))
    return Dataset.model_validate(
        {
            "format": 1,
            "title": "T",
            "scale": "three-point",
            "issues": {issue: Issue(title=issue.upper()) for issue in ISSUES},
            "sources": {
                name: Source.model_validate({"title": name.upper(), "date": day})
                for name, day in SOURCES.items()
            },
            "stakeholders": {
                actor: Stakeholder.model_validate({"name": actor.upper(), "positions": found})
                for actor, found in cells.items()
            },
        }
    )


def codings_of_readings(folder: Path, readings: dict[str, list[Said]]) -> Codings:
    """Return the readings as a dataset in a file gives them."""
    path = folder / "coded.yaml"
    path.write_text(dataset_to_yaml(dataset_of(readings)), encoding="utf-8")
    return read_codings([path])


def plain_units(readings: dict[str, list[Said]]) -> list[tuple[str, str, str | None, list[str | None]]]:
    """Return each statement (actor, issue, source, each coder's stance), the k-th with the k-th."""
    keys = {(said[0], said[1], said[2], said[3]) for found in readings.values() for said in found}
    units = []
    for actor, issue, source, day in keys:
        here = [
            [said[4] for said in found if said[:4] == (actor, issue, source, day)]
            for found in readings.values()
        ]
        for place in range(max(map(len, here))):
            units.append(
                (
                    actor,
                    issue,
                    source,
                    [found[place] if place < len(found) else None for found in here],
                )
            )
    return units


def plain_alpha(units: list[list[float | None]], metric: str) -> float | None:
    """Return Krippendorff's alpha by the definition."""
    kept = [[value for value in unit if value is not None] for unit in units]
    kept = [unit for unit in kept if len(unit) > 1]
    values = [value for unit in kept for value in unit]

    def apart(left: float, right: float) -> float:
        if metric == "nominal":
            return float(left != right)
        if metric == "interval":
            return (left - right) ** 2
        low, high = min(left, right), max(left, right)
        return (
            sum(low <= value <= high for value in values) - (values.count(left) + values.count(right)) / 2
        ) ** 2

    expected = sum(apart(left, right) for left, right in permutations(values, 2))
    if not expected:
        return None
    observed = sum(
        apart(left, right) / (len(unit) - 1) for unit in kept for left, right in permutations(unit, 2)
    )
    return 1 - (observed / len(values)) / (expected / (len(values) * (len(values) - 1)))


def plain_detection(readings: dict[str, list[Said]]) -> tuple[list[list[float | None]], list[int]]:
    """Return who found each triple of the universe, and both, only a, only b summed over pairs of coders."""
    read = [{said[2] for said in found if said[2]} for found in readings.values()]
    found = [{said[:3] for said in one if said[2] and said[4] != "silent"} for one in readings.values()]
    units: list[list[float | None]] = []
    for source in SOURCES:
        if sum(source in sources for sources in read) < 2:
            continue
        actors = {triple[0] for triples in found for triple in triples if triple[2] == source}
        for actor in actors:
            for issue in ISSUES:
                units.append(
                    [
                        float((actor, issue, source) in triples) if source in sources else None
                        for sources, triples in zip(read, found, strict=True)
                    ]
                )
    sums = [0, 0, 0]
    for one, other in combinations(range(len(read)), 2):
        both = read[one] & read[other]
        left, right = ({triple for triple in found[number] if triple[2] in both} for number in (one, other))
        for place, number in enumerate((len(left & right), len(left - right), len(right - left))):
            sums[place] += number
    return units, sums


def read_codings(paths: Sequence[Path]) -> Codings:
    """Open datasets and return the readings in them, as `positions reliability` does."""
    return codings_of([load(path, several_coders=len(paths) == 1) for path in paths], paths)
