"""Which issues a passage may be about: those whose words it shares come first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from positions.dataset.models import Issue

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 6
_COMMON = """
should more than that this with from have their they which would could must will been were what when
where into over under about most only also such other there every some many much very
"""


def stems_of(text: str) -> set[str]:
    """Return the words of a text that say something, each cut to its beginning."""
    return {word[:_STEM] for word in map(str.lower, _WORD.findall(text)) if word not in _COMMON.split()}


def words_shared(passage: str, issues: Mapping[str, Issue]) -> dict[str, float]:
    """Return for each issue how much a passage shares its words; a word that few issues have counts more."""
    stems = {name: stems_of(f"{issue.title} {issue.proposition or ''}") for name, issue in issues.items()}
    counts = Counter(stem for found in stems.values() for stem in found)
    here = stems_of(passage)
    return {name: sum(1 / counts[stem] for stem in found & here) for name, found in stems.items()}


def issues_by_words(passage: str, context: str, issues: Mapping[str, Issue]) -> list[str]:
    """Return the issues' ids, those whose words the passage shares first; then the file's order.

    The words around the passage (`context`) count a quarter.
    """
    shared, around = words_shared(passage, issues), words_shared(context, issues)
    order = {name: index for index, name in enumerate(issues)}
    return sorted(issues, key=lambda name: (-(shared[name] + around[name] / 4), order[name]))
