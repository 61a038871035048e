"""Real names that a dataset withholds: read from a file kept outside it, and shown to the team alone.

The file says who stands behind a pseudonym, by the stakeholder's id:

    r01: Anna Meier
    r02: {name: Ben Ode, short: Ode, ids: [4711, ben@example.org]}
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from positions.dataset.models import Dataset
from positions.dataset.yaml.reader import Value, file_bytes, read_bytes
from positions.problems import DataError, UsageError
from positions.suggest import hint_for

_KEYS = ("name", "short", "ids")
_FORM = "write ID: NAME, or ID: {name: NAME, short: SHORT, ids: [NUMBER, ADDRESS]}"


@dataclass(frozen=True, slots=True)
class RealName:
    """Who stands behind a pseudonym: the full name, a short one, and whatever else tells who it is."""

    name: str
    short: str | None = None
    ids: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that gives the person away."""
        return tuple(dict.fromkeys(text for text in (self.name, self.short, *self.ids) if text))


def read_names(path: Path) -> Mapping[str, RealName]:
    """Return the real names in a file, by the id of the stakeholder.

    Raises:
        DataError: if it is no YAML.
        UsageError: if it cannot be opened, or says something else than names.
    """
    document = read_bytes(file_bytes(path), path.name)
    if any(problem.is_error for problem in document.problems):
        raise DataError(document.problems)
    if not isinstance(document.value, dict) or not document.value:
        raise UsageError(f"{path} holds no names", _FORM)
    return {str(id): _real_name(path, str(id), value) for id, value in document.value.items()}


def with_real_names(
    dataset: Dataset, names: Mapping[str, RealName], file: str, beside: Collection[str] = ()
) -> Dataset:
    """Return a dataset in which stakeholders have their real names; a short one only where that is given too.

    A name may also be that of a stakeholder in `beside`, who is in a dataset that this one is compared with.

    Raises:
        UsageError: if a name is that of no stakeholder.
    """
    for id in names:
        if id not in dataset.stakeholders and id not in beside:
            raise UsageError(
                f"{file} has the name of {id!r}, and there is no such stakeholder",
                hint_for(id, dataset.stakeholders, "stakeholders"),
            )
    actors = {
        id: actor
        if id not in names
        else actor.model_copy(update={"name": names[id].name, "short": names[id].short})
        for id, actor in dataset.stakeholders.items()
    }
    return dataset.model_copy(update={"stakeholders": actors})


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a text gives away who a stakeholder is: its id in the dataset, and the place (line from 1)."""

    id: str
    line: int
    start: int


def occurrences(text: str, names: Mapping[str, RealName]) -> Iterator[Occurrence]:
    """Yield where a real name, or another id of its bearer, occurs in a text: once a line.

    Capitals, accents, and what stands between the words make no difference; a name of two words is found as
    "Meier, Anna" too.
    """
    plain = _plain(text)
    for id, real in names.items():
        spans = {match.span() for pattern in map(_pattern, real.texts) for match in pattern.finditer(plain)}
        told = end = 0
        for start, after in sorted(spans, key=lambda span: (span[0], -span[1])):
            line = plain.count("\n", 0, start) + 1
            if line > told and start >= end:
                yield Occurrence(id, line, start)
                told = line
            end = max(end, after)


def _real_name(path: Path, id: str, value: Value) -> RealName:
    if isinstance(value, str) and value.strip():
        return RealName(value.strip())
    if not isinstance(value, dict) or not isinstance(value.get("name"), str) or set(value) - set(_KEYS):
        raise UsageError(f"{path}: {id!r} has no name", _FORM)
    ids, short = value.get("ids") or [], value.get("short")
    listed = ids if isinstance(ids, list) else [ids]
    return RealName(
        str(value["name"]).strip(),
        str(short).strip() if isinstance(short, str) else None,
        tuple(str(one).strip() for one in listed if isinstance(one, str) and one.strip()),
    )


def _plain(text: str) -> str:
    """Return a text in lower case without accents, each sign in its place."""
    return "".join(_folded(sign) for sign in text)


def _folded(sign: str) -> str:
    """Return a sign's base letter in lower case; a sign that becomes several stays as it is."""
    bare = "".join(
        part for part in unicodedata.normalize("NFD", sign) if not unicodedata.combining(part)
    ).lower()
    return bare if len(bare) == 1 else sign


def _pattern(name: str) -> re.Pattern[str]:
    words = [
        "".join(f"{sign}[\u0300-\u036f]*" for sign in word)
        for word in re.findall(r"[^\W_]+", _plain(unicodedata.normalize("NFC", name)))
    ]
    if not words:
        return re.compile(re.escape(_plain(name)) if name.strip() else r"(?!)")
    orders = [words, words[::-1]] if len(words) == 2 else [words]
    joined = "|".join(r"[\W_]{1,9}".join(order) for order in orders)
    return re.compile(rf"(?<![^\W_])(?:{joined})(?![^\W_])")
