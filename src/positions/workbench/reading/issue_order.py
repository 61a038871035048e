"""Which issues a passage may be about: those whose words it shares come first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from positions.dataset.models import Issue

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 6
_COMMON_WORDS = """
should more than that this with from have their they which would could must will been were what when
where into over under about most only also such other there every some many much very
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def stems_of(text: str) -> set[str]:
    """Return the words of a text that say something, each cut to its beginning."""
    return {word[:_STEM] for word in map(str.lower, _WORD.findall(text)) if word not in _COMMON}


class IssueWords:
    """The words of issues, taken apart once for any number of passages."""

    def __init__(self, issues: Mapping[str, Issue]) -> None:
        self._stems = {
            name: stems_of(f"{issue.title} {issue.proposition or ''}") for name, issue in issues.items()
        }
        self._counts = Counter(stem for found in self._stems.values() for stem in found)

    def shared(self, passage: str) -> dict[str, float]:
        """Return for each issue how much a passage shares its words; a rare word counts more."""
        here = stems_of(passage) & self._counts.keys()
        if not here:
            return dict.fromkeys(self._stems, 0.0)
        return {
            name: sum(1 / self._counts[stem] for stem in found & here) for name, found in self._stems.items()
        }

    def most_shared(self, passage: str) -> float:
        """Return how much a passage shares the words of the issue whose words it shares most."""
        return (
            max(self.shared(passage).values(), default=0.0)
            if stems_of(passage) & self._counts.keys()
            else 0.0
        )


def issues_by_words(passage: str, context: str, issues: Mapping[str, Issue]) -> list[str]:
    """Return the issues' ids, those whose words the passage shares first; then the file's order.

    The words around the passage (`context`) count a quarter.
    """
    words = IssueWords(issues)
    shared, around = words.shared(passage), words.shared(context)
    order = {name: index for index, name in enumerate(issues)}
    return sorted(issues, key=lambda name: (-(shared[name] + around[name] / 4), order[name]))
