"""Datasets at random in which any part may be private, each private text such that it is found anywhere."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from positions.cli import main
from positions.vocabulary import BASES, CONFIDENCES, STATUSES

STATES = ("mixed", "silent")
STANCES = ("strongly-oppose", "oppose", "neutral", "support", "strongly-support", *STATES)
LABELS = ("tram", "bus")
AMOUNTS: Mapping[str, object] = {"min": 0, "max": 100, "neutral": "none"}
Data = dict[str, Any]


class Secrets:
    """Makes texts and numbers that are private: other ones for another salt, told apart from all else."""

    def __init__(self, seed: int, salt: str) -> None:
        self._random = random.Random(f"{seed}{salt}")  # for data, not for keys
        self.made: list[str] = []
        self.coder = self.text()
        """Has coded what is private alone."""
        self.public_coders = random.Random(f"{seed} coders").choice((("Ada",), ("Ada",), ("Ada", "Bea")))

    def text(self) -> str:
        """Return a text that stands nowhere else."""
        word = f"Zq{self._random.getrandbits(48):012x}"
        self.made.append(word)
        return word

    def number(self) -> float:
        """Return a percentage with many digits, so that it stands nowhere else."""
        number = round(self._random.uniform(1, 99), 9)
        self.made.append(repr(number))
        return number

    def pick(self, choices: tuple[str, ...]) -> str:
        """Return one of some values that are no secret by themselves."""
        return self._random.choice(choices)


def dataset_of(seed: int, salt: str) -> tuple[Data, list[str]]:
    """Return a dataset as YAML would give it, and what is secret in it.

    The same seed gives the same public part and the same marks of privacy; the salt gives the private values.
    """
    dice, secrets = random.Random(seed), Secrets(seed, salt)  # for data, not for keys
    whole_scale = dice.choice(("five-point", "five-point", "five-point", "nominal", "amounts"))
    issues, scales = _issues(dice, whole_scale)
    sources: Data = {
        f"s{number}": {
            "title": f"Source {number}",
            "date": f"{2010 + number}",
            "url": f"https://example.org/{number}",
        }
        for number in range(3)
    }
    sources["hidden"] = {
        "title": secrets.text(),
        "publisher": secrets.text(),
        "url": secrets.text(),
        "date": "2015",
    }
    for part in (*issues.values(), sources["s0"]):
        if dice.random() < 0.4:
            part["note"] = {"text": secrets.text(), "private": True}
    actors: Data = {}
    for number in range(dice.randint(2, 5)):
        private = number > 1 and dice.random() < 0.3
        actors[secrets.text() if private else f"a{number}"] = _actor(
            dice, secrets, f"Actor {number}", scales, private=private
        )
    for actor in actors.values():
        actor["influences"] = {
            other: 2 for other in actors if actors[other] is not actor and dice.random() < 0.3
        }
        actor["member_of"] = [other for other in actors if actors[other] is not actor and dice.random() < 0.1]
    if not any(map(_holds_back, actors.values())):
        del sources["hidden"]  # it is secret only where what rests on it is
    whole = {
        "format": 1,
        "title": "Random",
        "licence": "CC BY 4.0",
        "scale": AMOUNTS if whole_scale == "amounts" else whole_scale,
        "issues": issues,
        "sources": sources,
        "stakeholders": actors,
    }
    return whole, secrets.made


def _issues(dice: random.Random, whole_scale: str) -> tuple[dict[str, Data], dict[str, str]]:
    """Return issues, and the scale of each: its own or the dataset's."""
    issues: dict[str, Data] = {}
    scales: dict[str, str] = {}
    for number in range(dice.randint(1, 4)):
        issue: Data = {"title": f"Issue {number}"}
        scale = whole_scale
        if whole_scale != "nominal" and dice.random() < 0.2:
            scale = "amounts" if whole_scale == "five-point" else "five-point"
            issue |= {"scale": AMOUNTS if scale == "amounts" else scale, "unit": "t"}
        issues[f"i{number}"], scales[f"i{number}"] = issue, scale
    return issues, scales


def _holds_back(actor: Data) -> bool:
    entries = [entry for cell in actor["positions"].values() for entry in cell]
    items = [item for entry in entries for item in entry["evidence"]]
    return any(part.get("private") for part in (actor, *entries, *items))


def _actor(
    dice: random.Random, secrets: Secrets, name: str, scales: Mapping[str, str], *, private: bool
) -> Data:
    actor: Data = {"name": secrets.text() if private else name, "private": private, "kind": "party"}
    if private:
        actor |= {"short": secrets.text(), "url": secrets.text(), "kind": secrets.text()}
        actor |= {"was": [secrets.text()], "attributes": {secrets.text(): secrets.text()}}
    if dice.random() < 0.4:
        actor["note"] = {"text": secrets.text(), "private": True}
    if dice.random() < 0.5:
        actor["influence"] = {"value": secrets.number(), "private": True}
    actor["positions"] = {
        issue: _cell(dice, secrets, scales, issue, private=private) for issue in scales if dice.random() < 0.8
    }
    return actor


def _cell(
    dice: random.Random, secrets: Secrets, scales: Mapping[str, str], issue: str, *, private: bool
) -> list[Data]:
    return [
        _entry(dice, secrets, 2011 + number, scales, issue, private=private)
        for number in range(dice.choice((1, 1, 2)))
    ]


def _public_stance(dice: random.Random, scale: str) -> str | float:
    if scale == "amounts":
        return dice.choice((dice.randint(0, 100), *STATES))
    return dice.choice(LABELS if scale == "nominal" else STANCES)


def _private_stance(secrets: Secrets, scale: str) -> str | float:
    if scale == "amounts":
        return secrets.number()
    return secrets.text() if scale == "nominal" else secrets.pick(STANCES)


def _needed(dice: random.Random, scales: Mapping[str, str], issue: str) -> str | None:
    """Return another issue with sides, on which a stance of an issue with sides may depend; None for none."""
    others = [other for other, scale in scales.items() if other != issue and scale == "five-point"]
    return dice.choice(others) if others and scales[issue] == "five-point" else None


def _condition(secrets: Secrets, stance: str | float, needed: str | None) -> Data | str:
    """Return a private condition, which may need a side of another issue."""
    if needed is None or stance in STATES or secrets.pick(("text", "needs")) == "text":
        return secrets.text()
    return {"text": secrets.text(), "needs": {needed: secrets.pick(("for", "against"))}}


def _entry(
    dice: random.Random,
    secrets: Secrets,
    year: int,
    scales: Mapping[str, str],
    issue: str,
    *,
    private: bool,
) -> Data:
    hidden = dice.random() < 0.2
    by = secrets if hidden or private else None
    date, stance = str(year), _public_stance(dice, scales[issue])
    needed = _needed(dice, scales, issue)
    if by is not None:
        stance = _private_stance(by, scales[issue])
    entry: Data = {"stance": stance, "private": hidden}
    if dice.random() < 0.9 or by is not None:
        entry["date"] = date
    if by is not None:
        entry |= {
            "condition": _condition(by, stance, needed),
            "note": by.text(),
            "coder": by.coder if dice.random() < 0.7 else dice.choice(by.public_coders),
            "attributes": {by.text(): by.text()},
        }
        entry |= {
            "reviewed_by": by.text(),
            "salience": by.number(),
            "confidence": by.pick(tuple(CONFIDENCES)),
        }
        entry |= {"correction": {"date": "2020", "from": entry["stance"], "why": by.text()}}
        if scales[issue] == "amounts" and stance not in STATES:
            entry["acceptable"] = {"min": 0, "max": 100}
    else:
        entry |= {
            "status": dice.choice(tuple(STATUSES)),
            "coder": dice.choice(secrets.public_coders),
            "confidence": dice.choice(CONFIDENCES),
        }
        if dice.random() < 0.5:
            entry["note"] = {"text": secrets.text(), "private": True}
        if dice.random() < 0.5:
            entry["salience"] = {"value": secrets.number(), "private": True}
    entry["evidence"] = [_item(dice, secrets, private=by is not None) for _ in range(dice.randint(0, 2))]
    if not entry["evidence"]:
        entry.setdefault("date", date)  # a cell of several entries needs one, its own or its sources'
    return entry


def _item(dice: random.Random, secrets: Secrets, *, private: bool) -> Data:
    hidden = dice.random() < 0.3
    if hidden or private:
        words = {name: secrets.text() for name in ("quote", "translation", "speaker", "locator", "url")}
        source = secrets.pick(("s0", "hidden"))
        return {**words, "source": source, "basis": secrets.pick(tuple(BASES)), "private": hidden}
    return {
        "source": dice.choice(("s1", "s2")),
        "quote": "Public words",
        "basis": dice.choice(("stated", "reported")),
    }


def all_bytes(content: bytes) -> Iterator[bytes]:
    """Yield a file's bytes, and those of what is packed in it."""
    yield content
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                yield member.filename.encode()
                yield from all_bytes(archive.read(member))


def found_in(files: Mapping[str, bytes], secrets: list[str]) -> list[tuple[str, str]]:
    """Return which secret stands in which file."""
    return [
        (name, secret)
        for name, content in files.items()
        for part in all_bytes(content)
        for secret in secrets
        if secret.encode() in part
    ]


def written(words: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, bytes]:
    """Run a command; return what it wrote, and what it said."""
    data = ("data.yaml",) if words[0] in ("diff", "reliability") else ("-d", "data.yaml")
    code = main([words[0], *data, *words[1:]])
    said = capsys.readouterr()
    files = {"exit code": str(code).encode(), "stdout": said.out.encode(), "stderr": said.err.encode()}
    for path in sorted(folder.rglob("out*")):
        if path.is_file():
            files[path.name] = path.read_bytes()
            path.unlink()
    return files
