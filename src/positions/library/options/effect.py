"""Options that change nothing in what was asked for: said, never passed over."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from positions.dataset.selection_fields import may_look_at_entries
from positions.library.notices import say
from positions.library.options.reading import option_of, options_of

OF_ENTRIES = ("source", "as_of", "basis", "min_confidence", "no_conditional", "coder", "entries")
"""The keywords of the filters that look at entries; clauses do where their field is one of entries."""


def given(keywords: type, asked: Mapping[str, object]) -> list[str]:
    """Return the keywords of the options that were given, other than as they are by default."""
    known = options_of(keywords)
    return [name for name, value in asked.items() if value and value != known[name].default]


def say_without_effect(keywords: type, asked: Mapping[str, object], idle: Collection[str], why: str) -> None:
    """Say which of the options given change nothing, if any.

    Args:
        keywords: the options that there are.
        asked: their values.
        idle: the keywords of those without an effect.
        why: the rest of the sentence, such as "every entry of a cell is shown".
    """
    listed = [option_of(name) for name in given(keywords, asked) if name in idle]
    _say_idle(listed, why)


def _say_idle(listed: Sequence[str], why: str) -> None:
    if listed:
        say(f"{', '.join(listed)} {'has' if len(listed) == 1 else 'have'} no effect here: {why}.")


def filters_of_entries_given(
    keywords: type, asked: Mapping[str, object], *, but: Collection[str] = ()
) -> list[str]:
    """Return the filters given that look at entries, as the command line writes them.

    Args:
        keywords: the options that there are.
        asked: their values; clauses are texts.
        but: keywords that are not meant.
    """
    found = [option_of(name) for name in given(keywords, asked) if name in OF_ENTRIES and name not in but]
    for name in ("where", "exclude"):
        clauses = asked[name]
        assert isinstance(clauses, Collection)  # as their reader returns them
        found += [f"{option_of(name)} {text}" for text in map(str, clauses) if may_look_at_entries(text)]
    return found


def say_entries_unfiltered(keywords: type, asked: Mapping[str, object], why: str) -> None:
    """Say which of the filters given look at entries, where every entry is shown, if any."""
    _say_idle(filters_of_entries_given(keywords, asked), why)


def say_no_shares(
    keywords: type, asked: Mapping[str, object], why: str = "no share of pairs is given"
) -> None:
    """Say that `--min-shared` changes nothing, where it was given."""
    say_without_effect(keywords, asked, ("min_shared",), why)
