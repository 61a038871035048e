"""Exports of Polis conversations: participants-votes.csv (or participant-), with comments.csv beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from positions.dataset.yaml.scalar_output import without_controls
from positions.exchange.tables.answers import Answers, Faults, Layout, collect, fits
from positions.exchange.tables.columns import find_column, require_column, unused_columns, unused_remark
from positions.exchange.tables.delimited import Rows, restored_text
from positions.exchange.tables.long.long_table import with_remarks
from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.table_file import TableFile
from positions.exchange.tables.values.stances import Stances
from positions.problems import UsageError

Fields = dict[str, dict[str, object]]

_LABELS = {"disagree": -1.0, "pass": 0.0, "agree": 1.0}
_VOTES = {"1": "agree", "-1": "disagree", "0": "pass", "1.0": "agree", "-1.0": "disagree", "0.0": "pass"}
_MODERATED = {"1": "accepted", "0": "not-moderated", "-1": "rejected"}
_TITLE = 60
_VOTES_NAME = re.compile("participants?-votes")
"""What stands for `comments` in the name of the file of votes; older exports have the plural."""


def is_polis(file: TableFile) -> bool:
    """Return whether a table is a file of participants' votes."""
    return {"participant", "group-id", "n-votes"} <= set(file.header)


def is_beside_polis(file: TableFile) -> bool:
    """Return whether a table is one of the others of an export: the comments, or the votes one by one."""
    header = set(file.header)
    return {"timestamp", "comment-id"} <= header and bool({"comment-body", "voter-id"} & header)


def read_polis(
    file: TableFile, comments: Path | None = None, *, skip_bad: bool = False
) -> tuple[Answers, Fields, Fields]:
    """Return the votes, and by name what is known of the participants and of the comments.

    Participants are called P0, P1 ..., comments S0, S1 ... by their numbers. An empty cell is no vote.

    Args:
        file: the participants' votes.
        comments: the file of comments; the comments.csv beside the votes where None, if it is there.
        skip_bad: whether to leave out rows that cannot be read.

    Raises:
        UsageError: if a file cannot be opened, or this one has no votes.
        DataError: if a vote is none of 1, 0, -1, or the file of comments is damaged.
    """
    across = {place: f"S{name}" for place, name in enumerate(file.header) if name.isdecimal()}
    key = require_column(file, "participant")
    if not across:
        raise UsageError(f"{file.path} has no column with a comment's number")
    faults = Faults(file)
    layout = Layout(partial(_votes, file, key, across, faults), (0, 1, 2), 3, across=1)
    answers = collect(layout, Stances(TableSettings(stances=_LABELS)), faults, skip_bad=skip_bad)
    beside = file.path.with_name(_VOTES_NAME.sub("comments", file.path.name))
    if comments is None and beside != file.path and beside.is_file():
        comments = beside
    issues = _comments(TableFile(comments)) if comments is not None else {}
    counts = ("n-comments", "n-votes", "n-agree", "n-disagree")
    read = {key, *across, *(find_column(file.header, name) for name in ("group-id", "xid", *counts))}
    remarks = [
        f"Columns not used, since they are counts: {', '.join(counts)}.",
        *unused_remark(unused_columns(file, read)),
    ]
    if comments is None:
        wanted = beside.name if beside != file.path else "comments.csv"
        remarks.append(f"No {wanted} in the same folder: the comments are identified by number only.")
    else:
        remarks += _doubts(answers, issues, comments)
    known: Fields = {
        name: {field: value for field, value in fields.items() if field != "agrees"}
        for name, fields in issues.items()
    }
    return with_remarks(answers, [*file.remarks, *remarks]), _groups(file, key), known


@contextmanager
def _votes(file: TableFile, key: int, across: Mapping[int, str], faults: Faults) -> Iterator[Rows]:
    width, place = len(file.header), [0]
    with file.rows() as rows:

        def cells() -> Iterator[list[str]]:
            for row in rows.cells:
                if fits(row, width, faults, rows):
                    place[0] = rows.line(row)
                    name = row[key].strip()
                    who = f"P{name}" if name else ""
                    for index, comment in across.items():
                        vote = row[index].strip()
                        yield [who, comment, _VOTES.get(vote, vote)]

        yield Rows(cells(), lambda _row: place[0])


def _groups(file: TableFile, key: int) -> Fields:
    """Return the opinion group of each participant that Polis has put in one, and the id of their host's."""
    places = {
        name: place
        for name, column in (("group", "group-id"), ("xid", "xid"))
        if (place := find_column(file.header, column)) is not None
    }
    found: Fields = {}
    for _, row in file.numbered():
        if len(row) > max(key, *places.values(), 0):
            given = {
                name: without_controls(restored_text(row[place])).strip() for name, place in places.items()
            }
            if "group" in given:
                given["group"] = given["group"].removesuffix(".0")
            kept = {name: text for name, text in given.items() if text}
            if kept:
                found[f"P{row[key].strip()}"] = {"attributes": kept}
    return found


def _comments(file: TableFile) -> Fields:
    """Return title, proposition and tags of each comment, and how many agreed as Polis counts."""
    places = {name: require_column(file, name) for name in ("comment-id", "comment-body")}
    for name in ("moderated", "agrees", "is-meta"):
        place = find_column(file.header, name)
        if place is not None:
            places[name] = place
    found: Fields = {}
    for _, row in file.numbered():
        if len(row) <= max(places.values()):
            continue
        texts = {name: without_controls(restored_text(row[place])).strip() for name, place in places.items()}
        if not texts["comment-body"]:
            continue
        fields: dict[str, object] = {
            "title": _shortened(texts["comment-body"]),
            "proposition": " ".join(texts["comment-body"].split()),
        }
        tags = [_MODERATED[texts["moderated"]]] if texts.get("moderated") in _MODERATED else []
        if texts.get("is-meta", "").lower() in ("true", "t", "1"):
            tags.append("metadata")
        if tags:
            fields["tags"] = tuple(tags)
        if texts.get("agrees", "").isdecimal():
            fields["agrees"] = int(texts["agrees"])
        found[f"S{texts['comment-id']}"] = fields
    return found


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _TITLE else text[: _TITLE + 1].rpartition(" ")[0] + " …"


def _doubts(answers: Answers, issues: Fields, path: Path) -> list[str]:
    """Say so where the comments' counts fit the votes the other way round: exports have differed in sign."""
    unknown = [name for name in answers.issues if name not in issues]
    remarks = [f"{path} lacks {len(unknown):,} of the comments voted on."] if unknown else []
    silent = len(issues.keys() - set(answers.issues))
    if silent:
        remarks.append(f"Left out: {silent:,} of the comments in {path}, which are not among those voted on.")
    counts = {"agree": 0, "disagree": 0}
    for vote in counts:
        for name, fields in issues.items():
            if "agrees" in fields:
                own = sum(
                    cells[name][0].stance == vote for cells in answers.positions.values() if name in cells
                )
                counts[vote] += abs(own - int(str(fields["agrees"])))
    if counts["disagree"] < counts["agree"]:
        remarks.append(
            f"Doubtful: the agreement that {path} counts is closer to the number of -1 votes than to that "
            f"of 1 votes; "
            "in some exports the signs are reversed."
        )
    return remarks
