"""--where, --exclude and the counts against a plain loop over actors, issues and entries."""

from __future__ import annotations

import json
import random
import warnings
from fractions import Fraction
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import positions
from helpers.examples import examples
from positions.dataset.load import load_bytes
from positions.grid import StanceGrid
from positions.problems import UsageError
from positions.selection import clause_of

STANCES = ["support", "oppose", "neutral", "silent", "undecided", "strongly-oppose"]
TAGS = [["x"], ["y"], ["x", "y"], []]
STATES = {"silent", "undecided"}
FIELDS: dict[str, list[str]] = {
    "actor": ["a0", "Actor 1", "a2"],
    "kind": ["union", "party", ""],
    "region": ["north", "South", ""],
    "issue": ["i0", "Issue 1"],
    "tag": ["x", "y", ""],
    "stance": ["support", "silent", "oppose"],
    "source": ["s0", "Source 1"],
    "basis": ["stated", "reported", "none"],
    "coder": ["Zoe", "Yan", ""],
    "status": ["draft", "reviewed", "disputed", ""],
    "entry.venue": ["hall", "street", ""],
}


def dataset(seed: int) -> dict[str, Any]:
    """Return a dataset in which each value of each field occurs."""
    draw = random.Random(seed)

    def maybe(key: str, values: list[str]) -> dict[str, str]:
        value = draw.choice(values)
        return {key: value} if value else {}

    actors = {}
    for number in range(5):
        cells = {}
        for issue in range(4):
            if draw.random() < 0.85:
                entry: dict[str, Any] = {"stance": draw.choice(STANCES)}
                if entry["stance"] not in STATES and draw.random() < 0.7:
                    item = {"source": draw.choice(["s0", "s1"]), "basis": draw.choice(["stated", "reported"])}
                    entry["evidence"] = [{**item, "quote": "Words"}]
                entry |= maybe("coder", FIELDS["coder"]) | maybe("status", FIELDS["status"])
                venue = draw.choice(FIELDS["entry.venue"])
                entry |= {"attributes": {"venue": venue}} if venue else {}
                cells[f"i{issue}"] = entry
        region = draw.choice(FIELDS["region"])
        attributes = {"attributes": {"region": region}} if region else {}
        kind = maybe("kind", FIELDS["kind"])
        actors[f"a{number}"] = {"name": f"Actor {number}", **kind, **attributes, "positions": cells}
    entries = [{"stance": stance, "date": 2000 + n} for n, stance in enumerate(STANCES[:1])]
    full = {"coder": "Zoe", "status": "draft", "attributes": {"venue": "hall"}}
    others = {"coder": "Yan", "status": "reviewed", "attributes": {"venue": "street"}}
    actors["full"] = {
        "name": "Full",
        "kind": "union",
        "attributes": {"region": "north"},
        "positions": {"i0": {**entries[0], **full}, "i1": {**entries[0], **others}},
    }
    actors["more"] = {"name": "More", "kind": "party", "attributes": {"region": "South"}}
    return {
        "format": 1,
        "title": "T",
        "issues": {
            f"i{n}": {"title": f"Issue {n}", "tags": [["x"], ["y"], ["x", "y"], []][n]} for n in range(4)
        },
        "sources": {f"s{n}": {"title": f"Source {n}"} for n in range(2)},
        "stakeholders": actors,
    }


def ids_of(data: dict[str, Any], field: str, value: str) -> str:
    """Return a value as the data has it: ids for names."""
    section = {"actor": "stakeholders", "issue": "issues", "source": "sources"}.get(field)
    if section is None:
        return str(value).casefold()
    named = {part.get("name") or part.get("title"): key for key, part in data[section].items()}
    return str(named.get(value, value))


def values_in(field: str, name: str, part: dict[str, Any]) -> set[str]:
    """Return the values that an actor, an issue or an entry has of a field; an empty text for none."""
    if field in ("actor", "issue"):
        return {name}
    if field == "tag":
        return set(part["tags"]) or {""}
    if field == "source":
        return {item["source"] for item in part.get("evidence", [])} or {""}
    if field == "basis":
        return {part["evidence"][0]["basis"]} if part.get("evidence") else {"none"}
    own = part.get("attributes", {})
    found = own.get(field.removeprefix("entry.")) if field in ("region", "entry.venue") else part.get(field)
    return {str(found or "").casefold()}


OF = {
    "actor": ("actor", "kind", "region"),
    "issue": ("issue", "tag"),
    "entry": ("stance", "source", "basis", "coder", "status", "entry.venue"),
}


def keeps(
    data: dict[str, Any], asked: dict[str, dict[str, list[str]]], level: str, name: str, part: Any
) -> bool:
    """Return whether one thing passes all clauses of its level."""
    state = level == "entry" and part["stance"] in STATES
    for field in OF[level]:
        if state and field in ("source", "basis"):
            continue
        has = values_in(field, name, part)
        wanted = {ids_of(data, field, value) if value else "" for value in asked["where"].get(field, [])}
        unwanted = {ids_of(data, field, value) if value else "" for value in asked["exclude"].get(field, [])}
        if (field in asked["where"] and not has & wanted) or has & unwanted:
            return False
    return True


def cells(grid: StanceGrid) -> dict[tuple[str, str], str]:
    return {
        (actor.id, issue.id): grid.state(a, i)
        for a, actor in enumerate(grid.actors)
        for i, issue in enumerate(grid.issues)
    }


def alternatives(fields: list[str]) -> st.SearchStrategy[dict[str, list[str]]]:
    """Return clauses on these fields, one or two values of each."""
    return st.fixed_dictionaries(
        {
            field: st.lists(st.sampled_from(FIELDS[field]), min_size=1, max_size=2, unique=True)
            for field in fields
        }
    )


clauses = st.lists(st.sampled_from(sorted(FIELDS)), unique=True, max_size=3).flatmap(alternatives)


@settings(max_examples=examples(150), deadline=None, derandomize=True, database=None)
@given(st.integers(0, 40), clauses, clauses)
def test_clauses_keep_what_a_loop_keeps(
    seed: int, where: dict[str, list[str]], exclude: dict[str, list[str]]
) -> None:
    data = dataset(seed)
    asked = {"where": where, "exclude": exclude}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", positions.RemarkWarning)  # that nothing is left
        study = positions.load(yaml.safe_dump(data).encode(), where=where, exclude=exclude)
    actors = [
        name for name, actor in data["stakeholders"].items() if keeps(data, asked, "actor", name, actor)
    ]
    issues = [name for name, issue in data["issues"].items() if keeps(data, asked, "issue", name, issue)]
    expected = {}
    for actor in actors:
        held = data["stakeholders"][actor].get("positions", {})
        for issue in issues:
            entry = held.get(issue)
            state = "not-researched"
            if entry is not None:
                stance = entry["stance"]
                state = stance if stance in STATES else "position"
                state = state if keeps(data, asked, "entry", "", entry) else "excluded"
            expected[actor, issue] = state
    assert cells(study.grid) == expected


@settings(max_examples=examples(60), deadline=None, derandomize=True, database=None)
@given(st.integers(0, 200), st.integers(0, 4), st.sampled_from([0.0, 0.1, 0.25, 1 / 3, 0.5]))
def test_counts_leave_out_what_a_loop_leaves_out(seed: int, answers: int, share: float) -> None:
    data = dataset(seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", positions.RemarkWarning)
        study = positions.load(yaml.safe_dump(data).encode(), min_answers=answers, min_minority=share)
    held = {name: actor.get("positions", {}) for name, actor in data["stakeholders"].items()}
    issues = []
    for issue in data["issues"]:
        stances = [own[issue]["stance"] for own in held.values() if issue in own]
        favour, against = stances.count("support"), sum("oppose" in stance for stance in stances)
        least = Fraction(share).limit_denominator(1000)
        total = favour + against
        if not share or (total and Fraction(min(favour, against), total) >= least):
            issues.append(issue)
    actors = [
        name
        for name, own in held.items()
        if sum(issue in own and own[issue]["stance"] not in STATES for issue in issues) >= answers
    ]
    assert [actor.id for actor in study.grid.actors] == actors
    assert [issue.id for issue in study.grid.issues] == issues


MIXED: dict[str, Any] = {
    "title": "Farming",
    "issues": {
        "tax": {"title": "Tax"},
        "ban": {"title": "Ban"},
        "quota": {"title": "Quota", "scale": {"min": 0, "max": 50, "neutral": "none"}, "unit": "t"},
    },
    "stakeholders": {
        "a": {"name": "A", "positions": {"tax": "support", "ban": "support", "quota": 10}},
        "b": {"name": "B", "positions": {"tax": "oppose", "ban": "support", "quota": 40}},
        "c": {"name": "C", "positions": {"tax": "oppose", "ban": "neutral", "quota": 40}},
    },
}


@pytest.mark.parametrize(
    ("share", "kept", "remarks"),
    [
        (0.0, ["tax", "ban", "quota"], 0),
        (0.3, ["tax", "quota"], 2),
        (0.4, ["quota"], 2),
    ],
)
def test_an_issue_of_amounts_is_never_lopsided(share: float, kept: list[str], remarks: int) -> None:
    study = positions.load(json.dumps({"format": 1, **MIXED}).encode(), min_minority=share)
    assert [issue.id for issue in study.grid.issues] == kept
    said = [note for note in study.notes_on_filters() if "minority" in note]
    assert len(said) == remarks
    if share:
        left_out = 3 - len(kept)
        assert said[0].startswith(f"{left_out} issue{'s' * (left_out > 1)} left out")
        assert said[1] == "1 issue has amounts and no sides, and stays: --min-minority looks at sides."


def test_older_filters_are_shorthands() -> None:
    data = yaml.safe_dump(dataset(3)).encode()
    for older, clause in (
        ({"kind": "union"}, "kind=union"),
        ({"issue": "Issue 1"}, "issue=i1"),
        ({"tag": "x"}, "tag=x"),
        ({"source": "s0"}, "source=Source 0"),
        ({"basis": "reported"}, "basis=reported"),
        ({"actor": "a0"}, "actor=Actor 0"),
        ({"coder": "Zoe"}, "coder=zoe"),
    ):
        one, other = positions.load(data, **older), positions.load(data, where=clause)  # type: ignore[arg-type]  # text
        assert cells(one.grid) == cells(other.grid), clause


def test_a_coder_is_chosen_before_the_latest_entry() -> None:
    data = dataset(0)
    data["stakeholders"]["a0"]["positions"]["i0"] = [
        {"stance": "support", "date": 2001, "coder": "Zoe"},
        {"stance": "oppose", "date": 2002, "coder": "Yan"},
    ]
    grid = positions.load(yaml.safe_dump(data).encode(), coder="Zoe").grid
    assert grid.value(grid.actor_index("a0"), 0) == 1


def test_case_is_ignored_in_the_names_of_fields() -> None:
    data = dataset(0)
    data["stakeholders"]["a0"]["attributes"] = {"Seat": "north", "Stance": "firm", "PARTY": "x", "party": "y"}

    def selected(clause: str) -> list[str]:
        found = positions.load(yaml.safe_dump(data).encode(), where=clause).selection.where
        return [str(one) for one in found]

    assert selected("seat = North") == ["Seat=north"]
    assert selected("ISSUE=I1") == ["issue=i1"]
    assert selected("Stance=firm") == ["Stance=firm"]  # a name as it is written comes first
    assert selected("stance=Support") == ["stance=support"]
    with pytest.raises(UsageError) as refused:
        selected("Party=x")
    assert (str(refused.value), refused.value.hint) == (
        "'Party' is the name of several fields",
        "write one of PARTY, party",
    )


def test_a_number_is_found_however_it_is_written() -> None:
    text = "format: 1\ntitle: T\nissues: {i: {title: I}}\nstakeholders:\n"
    groups = ("1.0", "2.0", "02", "1e2")
    text += "".join(
        f"  a{n}: {{name: A{n}, attributes: {{group: '{one}'}}}}\n" for n, one in enumerate(groups)
    )
    dataset = load_bytes(text.encode()).require()
    found = {typed: clause_of(dataset, f"group={typed}").value for typed in ("1", "1.0", "2.00", "02", "100")}
    assert found == {"1": "1.0", "1.0": "1.0", "2.00": "2.0", "02": "02", "100": "1e2"}
    for typed in ("3", "one"):
        with pytest.raises(UsageError, match="nothing has the group"):
            clause_of(dataset, f"group={typed}")


@pytest.mark.parametrize(
    ("clause", "message", "hint"),
    [
        ("regoin=north", "there is no field 'regoin'", "did you mean 'region'?"),
        ("region=nort", "nothing has the region 'nort'", "did you mean 'north'?"),
        ("kind=choir", "nothing has the kind 'choir'", "the values of kind are "),
        ("issue=i9", "there is no issue 'i9'", "the issues are i0, i1, i2, i3"),
        ("status=new", "nothing has the status 'new'", "the values of status are draft, reviewed, disputed"),
        ("entry.place=hall", "there is no field 'entry.place'", "did you mean "),
        (
            "kind",
            "invalid value for '--where': 'kind' is not FIELD=VALUE: write kind=union, or issue=rail",
            "",
        ),
    ],
)
def test_what_there_is_not_is_refused(clause: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as refused:
        positions.load(yaml.safe_dump(dataset(1)).encode(), where=clause)
    assert str(refused.value) == message
    assert (refused.value.hint or "").startswith(hint)
