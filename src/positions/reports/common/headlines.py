"""The heading of a report: its finding in a line, the extent of the data, and its sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypedDict

from positions.dataset.models import Position, Source
from positions.measures.tally import Tally
from positions.reports.common.cells import counted, listed, sentence
from positions.reports.common.sides import Names, shortened
from positions.reports.common.signing import EXCLUDING, Signing
from positions.reports.common.study import Study
from positions.statements import Statement

_NAMED, _ISSUES, _CREDITED = 2, 2, 3

MOST_LEVEL = 2
"""Of more pairs that are level none is named."""


class Above(TypedDict):
    """The fields of a report that stand above and below its tables."""

    headline: str
    dateline: str
    credit: str


def above(study: Study, headline: str, statements: Sequence[Statement] | None = None) -> Above:
    """Return a finding with the line on the data and the line on its sources.

    A report that counts statements gives those that it counts: cells have the latest of them alone.
    """
    return Above(headline=headline, dateline=dateline(study, statements), credit=credit(study, statements))


def as_headline(said: Sequence[str]) -> str:
    """Return the first sentence of a summary as a headline, without its full stop; "" where there is none."""
    return said[0].removesuffix(".") if said else ""


def headline_of_sides(signing: Signing, united: Sequence[Tally], divided: Sequence[Tally]) -> str:
    """Return what divides most and what unites, in a line without a full stop; "" where neither is known.

    "Localis supports New structures, LGA opposes it; all 4 support Local leadership and Rebalancing". Who is
    on a side on a condition is named only where nobody is without one, and counted apart. What conditions
    that exclude each other keep from being signed is told as such.

    Args:
        signing: what the actors could sign, with the headings.
        united: the issues on which all are on one side.
        divided: the issues with an opposed pair, the most divided first.
    """
    names = signing.names
    if len(names.actors) < 2:
        return ""
    parts = [*([_split(names, divided[0])] if divided else []), *_shared(signing, united)]
    return sentence("; ".join(parts))


def _split(names: Names, tally: Tally) -> str:
    favour, support = _holders(names, tally.favour, tally)
    against, oppose = _holders(names, tally.against, tally)
    issue = short_title(names.issue(tally.issue))
    return f"{favour} support{'s' if support else ''} {issue}, {against} oppose{'s' if oppose else ''} it"


def _holders(names: Names, side: Sequence[int], tally: Tally) -> tuple[str, bool]:
    """Return who is on a side, a few by name and more as a number, and whether it is one alone."""
    firm = [actor for actor in side if actor not in tally.conditional]
    told, rest = firm or list(side), len(side) - len(firm)
    alone = len(told) == 1
    aside = "" if firm else " (on a condition)" if alone else " (each on a condition)"
    if len(told) <= _NAMED:
        return f"{listed([names.actors[actor].label for actor in told])}{aside}", alone
    if firm and rest:
        aside = f" ({rest:,} more on a condition)"
    return f"{len(told):,} of {len(names.actors):,}{aside}", False


def _shared(signing: Signing, united: Sequence[Tally]) -> Iterator[str]:
    """Yield what all support and what all oppose; apart from it what their conditions keep from them."""
    names = signing.names
    together = " (not all at once)" if signing.together else ""
    for refused in (False, True):
        excluding = f", {EXCLUDING}" if refused else together
        for verb in ("support", "oppose"):
            found = [
                tally
                for tally in united
                if (tally.favour if verb == "support" else tally.against)
                and (tally.issue in signing.refused) == refused
            ]
            if found:
                titles = [short_title(names.issue(tally.issue)) for tally in found]
                rest = len(titles) - _ISSUES
                shown = titles if rest <= 0 else [titles[0], counted(len(titles) - 1, "more issue")]
                yield f"{names.everyone} {verb} {listed(shown)}{excluding}"


def short_title(title: str) -> str:
    """Return an issue's title as it stands in a headline: a long one, a whole sentence, is cut and quoted.

    The full stop of a title that is a sentence would end the headline.
    """
    title = title.removesuffix(".")
    cut = shortened(title)
    return title if cut == title or "“" in title else f"“{cut}”"


def named_pairs(level: Sequence[tuple[str, str]]) -> str:
    """Return the names of one pair or of two that are level, or how many pairs they are."""
    if len(level) > MOST_LEVEL:
        return counted(len(level), "pair")
    link = " and " if len(level) == 1 else " with "
    return listed([link.join(pair) for pair in level])


def dateline(study: Study, statements: Sequence[Statement] | None = None) -> str:
    """Return how much is compared, of when, from how many sources: "4 actors, 10 issues, 1 source".

    What is compared are positions, the cells of the study, unless statements are given.
    """
    if statements is None:
        what, days = "positions", [found for entry in _entries(study) if (found := study.date_of(entry))]
    else:
        what, days = "statements", [one.date for one in statements if one.date is not None]
    parts = [counted(len(study.actors), "actor"), counted(len(study.issues), "issue")]
    if days:
        first, last = min(days, key=lambda day: day.first), max(days, key=lambda day: day.last)
        parts.append(f"{what} of {first}" + ("" if first == last else f" to {last}"))
    used = _sources(study, statements)
    return ", ".join([*parts, *([counted(len(used), "source")] if used else [])])


def credit(study: Study, statements: Sequence[Statement] | None = None) -> str:
    """Return the sources of what is compared: the first few with publisher and date; "" for none."""
    used = _sources(study, statements)
    told = [source_words(source) for source in used[:_CREDITED]]
    rest = len(used) - len(told)
    return "; ".join([*told, *([f"and {counted(rest, 'more source')}"] if rest else [])])


def source_words(source: Source) -> str:
    """Return a source as its title with publisher and date: "Local growth (Daily Planet, 2017-03)"."""
    where = ", ".join(str(part) for part in (source.publisher, source.date) if part)
    return f"{source.title} ({where})" if where else source.title


def _entries(study: Study) -> Iterator[Position]:
    grid = study.grid
    return (
        detail.entry
        for (actor, issue), detail in grid.details.items()
        if grid.state(actor, issue) != "excluded"
    )


def _sources(study: Study, statements: Sequence[Statement] | None) -> list[Source]:
    """Return the sources that the entries, or the statements, are from, in the order of the file."""
    if statements is None:
        cited = {item.source for entry in _entries(study) for item in entry.evidence if item.source}
    else:
        cited = {one.source for one in statements if one.source}
    return [source for name, source in study.dataset.sources.items() if name in cited]
