"""Stopping a program at each of its calls to the system that change something, and what must come of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

CALLS = ("open", "write", "fsync", "link", "replace", "unlink", "mkdir", "chmod", "chown")


class Crash(BaseException):
    """The program is gone: none of its calls does anything any more."""


class Step:
    """Counts the calls; at the number given, something happens."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.calls = 0

    @property
    def is_reached(self) -> bool:
        return self.calls >= self.at


@contextmanager
def dying(at: int) -> Iterator[Step]:
    """Let the program die at its call of this number, a write half done, and swallow the `Crash`."""
    step = Step(at)

    def wrap(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            if step.is_reached:
                raise Crash
            step.calls += 1
            if step.is_reached:
                if name == "write":
                    real(arguments[0], arguments[1][: len(arguments[1]) // 2])
                raise Crash
            return real(*arguments, **named)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, wrap(name, getattr(os, name)))
        with suppress(Crash):
            yield step


@contextmanager
def at_call(at: int, act: Callable[[], None]) -> Iterator[Step]:
    """Do something before the call of this number; if it raises, the call is not made, and later ones are."""
    step = Step(at)

    def wrap(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            step.calls += 1
            if step.calls == at:
                act()
            return real(*arguments, **named)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, wrap(getattr(os, name)))
        yield step


def make_folder(folder: Path, actors: int) -> None:
    """Write a dataset of one file for the issues and one for each actor; renaming an issue changes all."""
    folder.mkdir(exist_ok=True)
    issues = "format: 1\ntitle: T\nissues:\n  rail: {title: Rail}  # one\n  roads: {title: Roads}\n"
    (folder / "issues.yaml").write_bytes(issues.encode())
    for number in range(actors):
        mark = "\ufeff" if number % 3 == 2 else ""
        end = "\r\n" if number % 2 else "\n"
        lines = [
            f"{mark}stakeholders:",
            f"  actor-{number}:",
            f"    name: Actor é {number}",
            "    positions:",
            "      rail: support  # said",
            "      roads: {stance: oppose, note: rail}",
            "",
        ]
        (folder / f"actor-{number}.yaml").write_bytes(end.join(lines).encode())


def texts_in(folder: Path) -> dict[str, bytes]:
    """Return the bytes of a folder's files by name; what lies in folders within is left out."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def tree(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files in a folder and below."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
