"""What of a dataset the public sees: sources that public evidence cites, and no others."""

from __future__ import annotations

import pytest

from positions.dataset.audience.public_view import public_view
from positions.dataset.load import load_bytes

DATA = """\
format: 1
title: T
issues: {i: {title: I}, j: {title: J}}
sources: {s: {title: S}, t: {title: T}, u: {title: U}}
stakeholders:
  a:
    name: A
    positions:
      i: {stance: support, evidence: [{source: s}]}
      j: {stance: oppose, evidence: [{source: t}], PRIVATE}
"""


@pytest.mark.parametrize(
    ("private", "sources"),
    [("private: true", {"s"}), ("note: seen", {"s", "t", "u"})],
    ids=["private", "public"],
)
def test_the_public_sees_the_sources_of_what_it_sees(private: str, sources: set[str]) -> None:
    dataset = load_bytes(DATA.replace("PRIVATE", private).encode()).require()
    assert set(public_view(dataset).dataset.sources) == sources
