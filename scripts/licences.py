"""Check that what the program installs for its users is under a permissive licence.

    python scripts/licences.py [--project positions]

Walks the requirements of the program and of each of its extras but `dev`, and theirs in turn, as they are
installed beside this Python. Prints one line for each package. The exit code is 1 where one is missing or its
licence is not in the list below.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from importlib import metadata

from packaging.requirements import Requirement

ALLOWED = frozenset(
    (
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "HPND", "ISC", "MIT"),
        *("MIT-0", "MIT-CMU", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib"),
    )
)
"""SPDX identifiers of licences that put no condition on programs that use the package."""

NOT_FOR_USERS = frozenset({"dev"})
"""Extras for those who work on the program."""

_PLAIN_NAMES = (
    (r"\bapache\b", "Apache-2.0"),
    (r"\bmozilla public license 2|\bmpl[- ]2", "MPL-2.0"),
    (r"\bpython software foundation\b|\bpsf\b", "PSF-2.0"),
    (r"\bisc\b", "ISC"),
    (r"\bmit\b|permission is hereby granted, free of charge", "MIT"),
    (r"\bbsd\b|redistribution and use in source and binary forms", "BSD-3-Clause"),
)
_UNWANTED = re.compile(r"\b(?:A|L)?GPL|General Public License|Proprietary|Non-?Commercial", re.IGNORECASE)


def identify(package: metadata.Distribution) -> str:
    """Return a package's licence as an SPDX expression, or the words that it uses where those are unknown.

    It comes from the field `License-Expression`, else from the classifiers, the field `License` or, where a
    package has none of these, the beginning of its licence's text.
    """
    fields = package.metadata
    expression = fields.get("License-Expression")
    if expression:
        return expression
    words = [name for name in fields.get_all("Classifier") or () if name.startswith("License ::")]
    said = "; ".join(words) or (fields.get("License") or "").strip() or _licence_text(package)
    if not _UNWANTED.search(said):
        for pattern, identifier in _PLAIN_NAMES:
            if re.search(pattern, said, re.IGNORECASE):
                return identifier
    return said.split("\n")[0][:80] or "unknown"


def _licence_text(package: metadata.Distribution) -> str:
    files = [file for file in package.files or () if re.match("LICEN[CS]E|COPYING", file.name, re.IGNORECASE)]
    texts = [file.locate().read_text(encoding="utf-8", errors="replace") for file in files[:1]]
    return " ".join(texts[0].split())[:1500] if texts else ""


def is_allowed(expression: str) -> bool:
    """Whether an SPDX expression can be met by allowed licences: every AND part, one of the OR parts.

    An exception (`WITH`) only adds rights, so that what stands before it decides.
    """
    tokens = re.findall(r"\(|\)|[^\s()]+", expression)
    position = 0

    def alternatives() -> bool:
        nonlocal position
        allowed = conjunction()
        while position < len(tokens) and tokens[position].upper() == "OR":
            position += 1
            allowed = conjunction() or allowed
        return allowed

    def conjunction() -> bool:
        nonlocal position
        allowed = licence()
        while position < len(tokens) and tokens[position].upper() == "AND":
            position += 1
            allowed = licence() and allowed
        return allowed

    def licence() -> bool:
        nonlocal position
        if position >= len(tokens):
            return False
        token = tokens[position]
        position += 1
        if token == "(":
            allowed = alternatives()
            position += 1
            return allowed
        if position + 1 < len(tokens) and tokens[position].upper() == "WITH":
            position += 2
        return token in ALLOWED

    return alternatives() and position >= len(tokens)


def installed_for_users(project: str) -> dict[str, metadata.Distribution | None]:
    """Return the packages that a project's users get, by normalised name; None where one is not installed."""
    root = metadata.distribution(project)
    extras = set(root.metadata.get_all("Provides-Extra") or ()) - NOT_FOR_USERS
    packages: dict[str, metadata.Distribution | None] = {}
    walked: set[tuple[str, frozenset[str]]] = set()
    waiting = list(_requirements(root, extras))
    while waiting:
        requirement = waiting.pop()
        name = re.sub("[-_.]+", "-", requirement.name).lower()
        if name not in packages:
            try:
                packages[name] = metadata.distribution(requirement.name)
            except metadata.PackageNotFoundError:
                packages[name] = None
        found = packages[name]
        step = (name, frozenset(requirement.extras))
        if found is not None and step not in walked:
            walked.add(step)
            waiting.extend(_requirements(found, requirement.extras))
    return packages


def _requirements(package: metadata.Distribution, extras: Iterable[str]) -> Iterable[Requirement]:
    environments = [{"extra": extra} for extra in ("", *extras)]
    for line in package.requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or any(requirement.marker.evaluate(one) for one in environments):
            yield requirement


def main() -> int:
    """Print each package's licence, and return 1 where one may not be used."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", default="positions")
    bad = 0
    for name, package in sorted(installed_for_users(parser.parse_args().project).items()):
        licence = identify(package) if package is not None else "not installed"
        allowed = package is not None and is_allowed(licence)
        bad += not allowed
        print(f"{'ok ' if allowed else 'NO '} {name} {licence}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
