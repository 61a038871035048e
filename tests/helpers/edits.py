"""Edits that several tests make, and a check of what came out that knows nothing of how it was made."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from helpers.paths import DATA
from positions.dataset.dates import PartialDate, parse_date
from positions.dataset.editing.edit import Edited, Plan
from positions.dataset.editing.plans.cells import NewPosition, add_position
from positions.dataset.editing.plans.parts import add_part
from positions.dataset.editing.plans.renames import rename_part
from positions.dataset.load import Loaded
from positions.dataset.models import Dataset, Issue, Position, Source, Stakeholder

LAYOUTS = DATA / "layouts"

SHORT: dict[str, Any] = {"stance": "neutral"}
LONG: dict[str, Any] = {
    "stance": "support",
    "date": "2018-05",
    "confidence": "high",
    "condition": "if: paid for",
    "evidence": [{"quote": "yes to parks, and “no” to roads", "speaker": "A, B"}, {"quote": "#1"}],
}
DATED: dict[str, Any] = {"stance": "neutral", "date": "2019"}

Raw = dict[str, Any]


def position(fields: dict[str, Any]) -> Position:
    return Position.model_validate(fields)


def cell(actor: str, issue: str, fields: dict[str, Any], **how: Any) -> Callable[[Loaded], Plan]:
    return lambda loaded: add_position(loaded, NewPosition(actor, issue, position(fields), **how))


EDITS: dict[str, Callable[[Loaded], Plan]] = {
    "cell-short": cell("lga", "parks", SHORT),
    "cell-long": cell("lga", "parks", LONG),
    "second": cell("lga", "roads", LONG),
    "second-short": cell("lga", "roads", DATED),
    "second-of-undated": cell("ccn", "roads", DATED, old_date=parse_date("2015")),
    "third": cell("ccn", "rail", LONG),
    "third-short": cell("ccn", "rail", DATED),
    "replace-short": cell("lga", "roads", SHORT, replaces=True),
    "replace-long": cell("lga", "roads", LONG, replaces=True),
    "replace-first": cell("ccn", "rail", {"stance": "neutral", "date": "2016", "note": "x"}, replaces=True),
    "replace-last": cell("ccn", "rail", {**LONG, "date": "2017-03"}, replaces=True),
    "stakeholder": lambda loaded: add_part(
        loaded, "stakeholders", "tuc-2", Stakeholder(name="Trades: Union", short="no")
    ),
    "issue": lambda loaded: add_part(loaded, "issues", "no", Issue(title="Air", tags=("a", "b c"))),
    "source": lambda loaded: add_part(loaded, "sources", "s2", Source(title="Two", url="https://x.org/#a")),
    "rename-actor": lambda loaded: rename_part(loaded, "stakeholders", "lga", "2017"),
    "rename-issue": lambda loaded: rename_part(loaded, "issues", "rail", "trains.new"),
}


def raw(part: Any) -> Any:
    """Return a part of a dataset as plain values, less the scale."""
    if isinstance(part, BaseModel):
        return {name: raw(getattr(part, name)) for name in type(part).model_fields if name != "scale"}
    if isinstance(part, PartialDate):
        return part.text
    if isinstance(part, dict):
        return {key: raw(value) for key, value in part.items()}
    return tuple(raw(value) for value in part) if isinstance(part, tuple) else part


def expected(name: str, before: Dataset) -> Raw:
    """Return what an edit should make of a dataset, computed on plain values."""
    after: Raw = raw(before)
    actors = after["stakeholders"]

    def entry(fields: dict[str, Any]) -> Raw:
        return dict(raw(position(fields)))

    def cells(actor: str, issue: str) -> list[Raw]:
        return list(actors[actor]["positions"].get(issue, ()))

    def put(actor: str, issue: str, entries: list[Raw]) -> None:
        actors[actor]["positions"][issue] = tuple(entries)

    match name:
        case "cell-short" | "cell-long":
            put("lga", "parks", [entry(SHORT if name == "cell-short" else LONG)])
        case "second" | "second-short":
            put("lga", "roads", [*cells("lga", "roads"), entry(LONG if name == "second" else DATED)])
        case "second-of-undated":
            old = {**cells("ccn", "roads")[0], "date": "2015"}
            put("ccn", "roads", [old, entry(DATED)])
        case "third" | "third-short":
            put("ccn", "rail", [*cells("ccn", "rail"), entry(LONG if name == "third" else DATED)])
        case "replace-short" | "replace-long":
            put("lga", "roads", [entry(SHORT if name == "replace-short" else LONG)])
        case "replace-first":
            new = entry({"stance": "neutral", "date": "2016", "note": "x"})
            put("ccn", "rail", [new, *cells("ccn", "rail")[1:]])
        case "replace-last":
            put("ccn", "rail", [*cells("ccn", "rail")[:-1], entry({**LONG, "date": "2017-03"})])
        case "stakeholder":
            actors["tuc-2"] = raw(Stakeholder(name="Trades: Union", short="no"))
        case "issue":
            after["issues"]["no"] = raw(Issue(title="Air", tags=("a", "b c")))
        case "source":
            after["sources"]["s2"] = raw(Source(title="Two", url="https://x.org/#a"))
        case "rename-actor":
            after["stakeholders"] = renamed(actors, "lga", "2017")
            after["stakeholders"]["2017"]["was"] = ("lga",)
            for actor in after["stakeholders"].values():
                actor["influences"] = renamed(actor["influences"], "lga", "2017")
                actor["member_of"] = tuple("2017" if one == "lga" else one for one in actor["member_of"])
        case "rename-issue":
            after["issues"] = renamed(after["issues"], "rail", "trains.new")
            after["issues"]["trains.new"]["was"] = ("rail",)
            for actor in actors.values():
                actor["positions"] = renamed(actor["positions"], "rail", "trains.new")
    return after


def renamed(mapping: Raw, old: str, new: str) -> Raw:
    return {new if key == old else key: value for key, value in mapping.items()}


def texts(edited: Edited) -> list[tuple[str, str]]:
    return [(before.decode(), after.decode()) for before, after in edited.changes.values()]


def lines(text: str) -> list[str]:
    return re.split("\r\n|\r|\n", text)


def lost_lines(before: str, after: str) -> list[str]:
    """Return the old lines that are not among the new ones, in their order."""
    matcher = difflib.SequenceMatcher(None, lines(before), lines(after), autojunk=False)
    return [
        line
        for kind, first, last, _, _ in matcher.get_opcodes()
        if kind in ("replace", "delete")
        for line in lines(before)[first:last]
    ]


def comments(text: str) -> list[str]:
    """Return what looks like a comment in each line, in order."""
    return [found[1] for line in lines(text) if (found := re.search(r"(?:^|\s)(#.*)$", line))]
