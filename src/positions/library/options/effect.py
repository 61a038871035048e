"""Options that change nothing in what was asked for: said, never passed over."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from positions.library.notices import say
from positions.library.options.reading import option_of, options_of


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
    if listed:
        say(f"{', '.join(listed)} {'has' if len(listed) == 1 else 'have'} no effect here: {why}.")


def say_no_shares(
    keywords: type, asked: Mapping[str, object], why: str = "no share of pairs is given"
) -> None:
    """Say that `--min-shared` changes nothing, where it was given."""
    say_without_effect(keywords, asked, ("min_shared",), why)
