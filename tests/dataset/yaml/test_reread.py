"""A file of which a part has changed is read as if it were read anew, and only the part is parsed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.edits import LAYOUTS
from helpers.examples import examples
from positions.dataset.editing.edit import Plan, edit
from positions.dataset.editing.plans.cells import NewPosition, add_position
from positions.dataset.editing.plans.chained import chained
from positions.dataset.editing.plans.parts import add_part
from positions.dataset.load import Loaded, load_contents
from positions.dataset.models import Dataset, Issue, Position
from positions.dataset.origin import Origin
from positions.dataset.validation import checks
from positions.dataset.yaml import reread
from positions.dataset.yaml.reader import Document, Value, read_bytes, read_text
from positions.dataset.yaml.reread import read_bytes_again
from positions.problems import Problem

FILES = sorted(LAYOUTS.glob("*.yaml"))
PIECES = (
    "x", " ", "  ", "\n", "\n\n", ": ", "- ", "#", " # why", "'", '"', "|", "|+\n", ">-", "{", "}", "[", "]",
    ",", "&a ", "*a", "? ", "---\n", "...\n", "%YAML 1.2\n", "\t", "\r\n", "\xa0", "\u2028", "é", "<<<<<<<",
    "  new: {title: New}\n", "      parks: support\n", "stakeholders:\n", "note: |\n    a\n\n   # b\n",
    "\ufeff", "lga", "!!str ", "~", "0", "!", "a: b: c", "end.of.the.entry: 1\n",
)  # fmt: skip


def paths(value: Value, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of everything in a document."""
    yield path
    inner: Any = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, part in inner:
        yield from paths(part, (*path, key))


def typed(value: Value) -> Any:
    """Return a value in which an unquoted number differs from the text, and one order from another."""
    if isinstance(value, dict):
        return [(key, typed(part)) for key, part in value.items()]
    return [typed(part) for part in value] if isinstance(value, list) else (type(value), value)


def is_equal(found: Document, wanted: Document) -> bool:
    """Return whether two documents say the same, in the same places, with the same problems."""
    said = [
        (one.name, one.text, typed(one.value), one.complete, one.problems, [
            (path, one.span(path), one.span(path, key=True), one.style(path)) for path in paths(one.value)
        ])
        for one in (found, wanted)
    ]  # fmt: skip
    return said[0] == said[1]


@given(st.data())
@settings(max_examples=examples(300), deadline=None)
def test_what_is_read_again_is_what_is_read_anew(data: st.DataObject) -> None:
    """Several changes, one after the other, anywhere in files of every layout."""
    text = data.draw(st.sampled_from(FILES)).read_text(encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reread, "_LEAST", 0)
        document = read_bytes(text.encode(), "x")
        for _ in range(data.draw(st.integers(1, 3))):
            start = data.draw(st.integers(0, len(text)))
            end = min(len(text), start + data.draw(st.sampled_from((0, 0, 1, 3, 30))))
            text = (
                text[:start] + "".join(data.draw(st.lists(st.sampled_from(PIECES), max_size=3))) + text[end:]
            )
            document = read_bytes_again(document, text.encode("utf-8", "replace"))
            assert is_equal(document, read_bytes(text.encode("utf-8", "replace"), "x"))


def large(actors: int) -> str:
    rows = "".join(
        f"  a{actor}:\n    name: Actor {actor}\n    positions:\n"
        + "".join(
            f"      i{issue}:\n        - {{stance: support, date: {2000 + issue}}}\n" for issue in range(9)
        )
        for actor in range(actors)
    )
    issues = "".join(f"  i{issue}: {{title: Issue {issue}}}\n" for issue in range(9))
    return f"format: 1\ntitle: Large\nissues:\n  i5.new: {{title: New}}\n{issues}stakeholders:\n{rows}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{stance: support, date: 2003}\n", "{stance: oppose, date: 2003}\n"),
        ("date: 2003}\n", "date: 2003}\n        - {stance: oppose, date: 2004}\n"),
        ("      i3:\n        - {stance: support, date: 2003}\n", ""),
        ("      i4:\n", "      # why\n      i4:\n"),
        ("      i8:\n", "      i5.new: silent\n      i8:\n"),
    ],
)
def test_only_the_entry_that_differs_is_parsed(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = large(20)
    at = text.index(old, text.index("  a7:"))
    changed = text[:at] + new + text[at + len(old) :]
    before = load_contents({tmp_path / "d.yaml": text.encode()}, tmp_path / "d.yaml")
    read: list[int] = []

    def counting(text: str, name: str = "<text>") -> Document:
        read.append(len(text))
        return read_text(text, name)

    monkeypatch.setattr(reread, "read_text", counting)
    after = load_contents({tmp_path / "d.yaml": changed.encode()}, tmp_path / "d.yaml", before=before)
    assert read
    assert max(read) < len(changed) // 10
    anew = load_contents({tmp_path / "d.yaml": changed.encode()}, tmp_path / "d.yaml")
    assert is_equal(after.origin.documents[0], anew.origin.documents[0])
    assert (after.dataset, after.problems, after.sha256) == (anew.dataset, anew.problems, anew.sha256)
    now, then = after.require().stakeholders, before.require().stakeholders
    assert [name for name in now if now[name] is not then[name]] == ["a7"]


def test_of_an_edit_in_two_places_only_those_are_parsed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A statement on a new issue: one place is under the issues, the other under the actor."""
    place = tmp_path / "d.yaml"
    place.write_text(large(20), encoding="utf-8")
    before = load_contents({place: place.read_bytes()}, place)
    read: list[int] = []

    def counting(text: str, name: str = "<text>") -> Document:
        read.append(len(text))
        return read_text(text, name)

    def plan(loaded: Loaded) -> Plan:
        new = NewPosition("a7", "k", Position.model_validate({"stance": "oppose"}))
        return chained(
            loaded,
            [
                lambda now: add_part(now, "issues", "k", Issue(title="K")),
                lambda now: add_position(now, new),
            ],
        )

    monkeypatch.setattr(reread, "read_text", counting)
    after = edit(place, plan, known=before).loaded
    assert max(read) < place.stat().st_size // 10
    anew = load_contents({place: place.read_bytes()}, place)
    assert is_equal(after.origin.documents[0], anew.origin.documents[0])
    assert (after.dataset, after.problems, after.clean) == (anew.dataset, anew.problems, anew.clean)
    assert after.require().stakeholders["a7"].positions["k"]


def test_a_folder_is_read_again_as_it_is_read_anew(tmp_path: Path) -> None:
    """Parts that one file leaves empty and others fill are in no file's value but their own."""
    files = {
        "a.yaml": "{format: 1, title: T, issues: {i: {title: I}}, stakeholders: {a: {name: A, positions: }}}",
        "b.yaml": "stakeholders:\n  a:\n    positions:\n      i: support\n",
        "c.yaml": "stakeholders:\n  a:\n    positions:\n",
    }
    contents = {tmp_path / name: text.encode() for name, text in files.items()}
    before = load_contents(contents, tmp_path)
    contents[tmp_path / "c.yaml"] += b"  b: {name: B, positions: {i: oppose}}\n"
    after, anew = load_contents(contents, tmp_path, before=before), load_contents(contents, tmp_path)
    assert after.dataset == anew.require()
    assert [one.value for one in after.origin.documents] == [one.value for one in anew.origin.documents]
    contents[tmp_path / "c.yaml"] = files["b.yaml"].encode()
    twice = load_contents(contents, tmp_path, before=after)
    assert [one.code for one in twice.problems] == ["defined-twice"]


@pytest.mark.parametrize("now", ["[]", "5", "", "{a: 5}"])
def test_stakeholders_that_are_no_mapping_any_more_are_read_as_anew(tmp_path: Path, now: str) -> None:
    place = tmp_path / "d.yaml"
    text = "format: 1\ntitle: T\nissues: {i: {title: I}}\nstakeholders: {a: {name: A}}\n"
    before = load_contents({place: text.encode()}, place)
    contents = {place: text.replace("{a: {name: A}}", now).encode()}
    after, anew = load_contents(contents, place, before=before), load_contents(contents, place)
    assert (after.dataset, after.problems) == (anew.dataset, anew.problems)


CELLS = (
    "support", "[{stance: support, date: 2020}, {stance: oppose, date: 2020}]",
    "[{stance: support, date: 2020}, {stance: oppose, evidence: [{source: s}]}]",
    "{stance: silent, condition: If asked}", "{stance: support, evidence: [{quote: We want it}]}",
    "{stance: support, attributes: {a b: 1}}", "{stance: support, attributes: {x: 1}}",
    "{stance: support, condition: {text: If so, needs: {k: for}}}",
    "{stance: support, coder: ab, reviewed_by: ab, status: reviewed}",
    "[{stance: support, coder: ab}, {stance: oppose, coder: cd}]",
)  # fmt: skip
ERRORS = ("{stance: strange}", "{stance: support, evidence: [{source: other}]}")
HEADS = tuple(
    f"issues: {{i: {{title: I}}, j: {{title: J}}, {k}}}\nsources: {{s: {{title: S{date}}}}}"
    for k in ("k: {title: K}", "k: {title: K, scale: {minimum: 0, maximum: 9, neutral: none}}")
    for date in ("", ", date: 2021", ", date: 2020")
)
ABOUT = ("", "attributes: {entry.x: 1}, ", "member_of: [a0], ")


@pytest.mark.parametrize("seed", range(8))
def test_what_is_wrong_is_found_again_as_anew(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells that were in order and stay as they were are not looked at again."""
    monkeypatch.setattr(reread, "_LEAST", 0)
    chance, place, before = random.Random(seed), Path("d.yaml"), None

    def actor() -> tuple[str, str, str]:
        wrong = ERRORS if chance.random() < 0.05 else CELLS
        return chance.choice(ABOUT), chance.choice(CELLS), chance.choice(wrong)

    head, actors = chance.choice(HEADS), [actor() for _ in range(5)]
    for _ in range(40):
        if chance.random() < 0.5:
            head = chance.choice(HEADS)
        else:
            actors[chance.randrange(5)] = actor()
        rows = "".join(
            f"  a{number}: {{name: Actor {number}, {about}positions: {{i: {first}, j: {second}}}}}\n"
            for number, (about, first, second) in enumerate(actors)
        )
        contents = {place: f"format: 1\ntitle: T\n{head}\nstakeholders:\n{rows}".encode()}
        after, anew = load_contents(contents, place, before=before), load_contents(contents, place)
        assert (after.problems, after.dataset, after.clean) == (anew.problems, anew.dataset, anew.clean)
        before = after if after.dataset is not None else before


def test_of_a_dataset_only_what_an_edit_touches_is_checked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text, place = large(20), tmp_path / "d.yaml"
    before = load_contents({place: text.encode()}, place)
    assert len(before.clean) == 20
    looked_at = list[str]()
    cell = checks._cell

    def counting(
        dataset: Dataset, origin: Origin, path: tuple[str | int, ...], *rest: Any
    ) -> Iterator[Problem]:
        looked_at.append(str(path[1]))
        return cell(dataset, origin, path, *rest)

    monkeypatch.setattr(checks, "_cell", counting)
    after = load_contents({place: text.replace("2003}", "2013}", 1).encode()}, place, before=before)
    assert set(looked_at) == {"a0"}
    assert after.clean == before.clean
