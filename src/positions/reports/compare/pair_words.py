"""Who is nearest to whom and who furthest apart, in words that name the measure's own share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, assert_never

from positions.grid import StanceGrid
from positions.measures.chance.best_of_many import BestOfMany
from positions.measures.pairs.results import Comparison, PairResult
from positions.measures.pairs.scores import agree_plane
from positions.measures.pairs.weights import issue_weights, salience_weights, union
from positions.measures.signing import excluding_plane
from positions.reports.common.cells import counted, listed, sentence
from positions.reports.common.sides import Names
from positions.reports.common.signing import depending, not_counted
from positions.rounding import percent, two_decimals
from positions.tables import THIN, THIN_EFFECTIVE, is_thin_ground
from positions.vocabulary import MEASURE_ENTRIES

_MOST_TOLD, _MOST_HEADED = 3, 2
_HALF = 0.5
_BY_CHANCE = 0.05


class Pairs(NamedTuple):
    """Pairs, how they were compared, and how the best of them compares with chance where that was asked.

    `enough` are those on which a sentence may rest: a share that is not thin.
    """

    results: Sequence[PairResult]
    how: Comparison
    enough: Sequence[PairResult]
    best: BestOfMany | None = None

    @classmethod
    def of(cls, results: Sequence[PairResult], how: Comparison) -> Pairs:
        """Return pairs that were compared so."""
        return cls(results, how, [pair for pair in results if is_enough(pair)])


def is_enough(pair: PairResult) -> bool:
    """Return whether a pair has a share that is not thin, so that a sentence may rest on it."""
    return pair.agreement is not None and not is_thin_ground(pair.counts.shared, pair.kish)


def is_thin_pair(pair: PairResult) -> bool:
    """Return whether a pair has a share, and a thin one."""
    return pair.agreement is not None and is_thin_ground(pair.counts.shared, pair.kish)


def enough_words(pairs: Sequence[PairResult]) -> str:
    """Return what pairs must have to be named: "share at least 3 issues", by effective number too."""
    words = f"share at least {THIN} issues"
    return f"{words}, with an effective n of {THIN_EFFECTIVE} or more" if _weighted(pairs) else words


def thin_words(pairs: Sequence[PairResult]) -> str:
    """Return on what thin shares rest: "fewer than 3 issues", by effective number too."""
    words = f"fewer than {THIN} issues"
    return f"{words} or an effective n below {THIN_EFFECTIVE}" if _weighted(pairs) else words


def thin_agreements(pairs: Sequence[PairResult]) -> tuple[str, ...]:
    """Return how many of the agreements that are defined are thin, as a clause; nothing where none is."""
    thin = sum(map(is_thin_pair, pairs))
    if not thin:
        return ()
    agreements = counted(_shares_of(pairs), "agreement")
    return (f"{thin:,} of the {agreements} {'rests' if thin == 1 else 'rest'} on {thin_words(pairs)}",)


def counted_by(grid: StanceGrid, how: Comparison) -> str:
    """Return by what issues count unequally: "their weight", "the mean salience ..."; "" where equally."""
    parts = ["their weight"] if how.weighted and len(grid.weight_classes) > 1 else []
    parts += ["the mean salience that the two give them"] if how.by_salience else []
    return " times ".join(parts)


def words_on_pairs(names: Names, pairs: Pairs) -> tuple[str, ...]:
    """Return who is nearest and who furthest apart, what chance gives, and on how much that rests."""
    return (*_extremes(names, pairs), *_chance(pairs.best), _extent(names, pairs))


def nearest_word(agreement: float) -> str:
    """Return what the highest agreement is called: half or more is near."""
    return "Nearest" if agreement >= _HALF else "Most agreement, though below half"


def _furthest_word(agreement: float) -> str:
    return "Furthest apart" if agreement < _HALF else "Least agreement"


def _extremes(names: Names, pairs: Pairs) -> tuple[str, ...]:
    """Say which pair is nearest and which furthest apart, of those that share enough issues to tell."""
    results = pairs.results
    if len(results) == 1:
        return (f"{_pair(names, results[0])} {agreed_on(names.grid, results[0], pairs.how)}.",)
    known = pairs.enough
    if not known:
        words = enough_words(results).replace("at least", "as many as")
        return (f"No two {words}{not_counted(names.grid)}: too thin to say who is nearest to whom.",)
    shares = {pair.agreement for pair in known if pair.agreement is not None}
    highest, lowest = max(shares), min(shares)
    if highest == lowest:
        return ()
    nearest = [pair for pair in known if pair.agreement == highest]
    furthest = [pair for pair in known if pair.agreement == lowest]
    near, far = _told(names, nearest, pairs.how), _told(names, furthest, pairs.how)
    return (
        f"{nearest_word(highest)}, of those that {enough_words(results)}: {near}.",
        f"{_furthest_word(lowest)} among these: {far}.",
        *(
            (certainty(results, nearest, "pair"), certainty(results, furthest, "pair", furthest=True))
            if pairs.how.bounds
            else ()
        ),
    )


def headline_of_pairs(names: Names, pairs: Pairs) -> str:
    """Return which pairs are nearest and which furthest apart, in a line without a full stop.

    "Localis and CCN are nearest, Localis and LGA agree least"; of two actors, on how much they agree. Of
    pairs that share enough issues to tell, which the line says where others do not. "" where no two shares
    differ.
    """
    results = pairs.results
    if len(results) == 1:
        return f"{_pair(names, results[0])} {agreed_on(names.grid, results[0], pairs.how)}"
    known = [(pair.agreement, pair) for pair in pairs.enough if pair.agreement is not None]
    shares = {share for share, _ in known}
    if len(shares) < 2:
        return ""
    ends = (
        (max(shares), "are nearest" if max(shares) >= _HALF else "agree most"),
        (min(shares), "are furthest apart" if min(shares) < _HALF else "agree least"),
    )
    parts = [f"{_few([pair for share, pair in known if share == end], names)} {verb}" for end, verb in ends]
    among = f", of those that {enough_words(results)}" if _shares_of(results) > len(known) else ""
    return sentence(f"{', '.join(parts)}{among}")


def _shares_of(pairs: Sequence[PairResult]) -> int:
    """Return how many pairs have a share."""
    return sum(pair.agreement is not None for pair in pairs)


def _few(pairs: Sequence[PairResult], names: Names) -> str:
    """Return one or two pairs by name, more as a number."""
    if len(pairs) > _MOST_HEADED:
        return counted(len(pairs), "pair")
    link = " and " if len(pairs) == 1 else " with "
    return listed([f"{names.actors[pair.a].label}{link}{names.actors[pair.b].label}" for pair in pairs])


def certainty(
    results: Sequence[PairResult], told: Sequence[PairResult], what: str, *, furthest: bool = False
) -> str:
    """Return whether those reported as nearest are so whatever the unknown positions are.

    By the bounds of all: none of the others can be as near as the least of those told may be.

    Args:
        results: all pairs.
        told: those that have the highest share; the lowest where `furthest`.
        what: what there are several of, a pair or an actor.
        furthest: whether it is about who is furthest apart.
    """
    who = "Who is furthest apart" if furthest else "Who is nearest"
    named = {(pair.a, pair.b) for pair in told}
    others = [pair for pair in results if (pair.a, pair.b) not in named]
    known = [pair for pair in told if pair.low is not None and pair.high is not None]
    if len(known) < len(named) or not known:
        return f"{who} is not certain: too much is unknown to bound it."
    if furthest:
        most = max(pair.high or 0.0 for pair in known)
        rivals = sum(pair.low is not None and pair.low <= most for pair in others)
    else:
        least = min(pair.low or 0.0 for pair in known)
        rivals = sum(pair.high is not None and pair.high >= least for pair in others)
    if not rivals:
        return f"{who} is so whatever the unknown positions are."
    more = "as far apart or further" if furthest else "as near or nearer"
    return (
        f"{who} is not certain: depending on unknown positions, {counted(rivals, f'other {what}')} could be "
        f"{more}."
    )


def _told(names: Names, pairs: Sequence[PairResult], how: Comparison) -> str:
    told = sorted(pairs, key=lambda pair: -pair.counts.shared)[:_MOST_TOLD]
    words = [f"{_pair(names, pair)}, who {agreed_on(names.grid, pair, how)}" for pair in told]
    rest = len(pairs) - len(told)
    return "; ".join([*words, f"and {counted(rest, 'more pair')}"] if rest else words)


def _pair(names: Names, pair: PairResult) -> str:
    return f"{names.actors[pair.a].label} and {names.actors[pair.b].label}"


def agreed_on(grid: StanceGrid, pair: PairResult, how: Comparison) -> str:
    """Return a pair's share in words, by the measure that gives it.

    "agree on 4 of 6 shared issues, 1 if conditions are met"; where issues count unequally "agree on 60% by
    weight of 3 shared issues (1 by number)"; by distance "have 98% agreement by proximity over 4 shared
    issues". Conditions that exclude each other are told apart from those that could be met.
    """
    counts, measure = pair.counts, how.measure_for(grid)
    if not counts.shared:
        return "share no issue" + (" to which both give a salience" if how.by_salience else "")
    if pair.agreement is None:
        return f"share {counted(counts.shared, 'issue')}, too few for a share"
    alike = "on the same side or at the same amount" if grid.has_amounts else "on the same side"
    entry = MEASURE_ENTRIES[measure]
    of = "" if entry.counts == "agree" or grid.scale.is_nominal else f" of them {alike}"
    depends = _depending(grid, pair, how, of)
    match entry.counts:
        case "agree":
            return f"agree on {_of_shared(grid, pair, how, counts.agree)}{depends}{_opposition(pair)}"
        case "same":
            return f"hold the same stance on {_of_shared(grid, pair, how, counts.same)}{depends}"
        case None:
            over = f"{counted(counts.shared, 'shared issue')}{_by(grid, pair, how, ', counted ')}"
            return f"have {percent(pair.agreement)} {entry.mean} over {over}{depends}"
        case _:
            assert_never(entry.counts)


def _depending(grid: StanceGrid, pair: PairResult, how: Comparison, of: str) -> str:
    """Return how many agreements depend on conditions, as a clause; "" where none does."""
    if not pair.counts.conditional or not grid.has_division:
        return ""
    weights = salience_weights(grid, pair.a, pair.b, how) if how.by_salience else issue_weights(grid, how)
    agreed = agree_plane(grid, pair.a, pair.b) & union(weights)
    excluding = (agreed & excluding_plane(grid, pair.a, pair.b)).bit_count()
    return f", {depending(pair.counts.conditional, excluding, of)}"


def _of_shared(grid: StanceGrid, pair: PairResult, how: Comparison, number: int) -> str:
    """Return a share of the shared issues: their number, or where they count unequally a percentage."""
    shared = counted(pair.counts.shared, "shared issue")
    by = _by(grid, pair, how, " ")
    if not by or pair.agreement is None:
        return f"{number} of {shared}"
    return f"{percent(pair.agreement)}{by} of {shared} ({number} by number)"


def _by(grid: StanceGrid, pair: PairResult, how: Comparison, before: str) -> str:
    """Return by what a pair's issues count unequally: "by weight", "by salience"; "" where equally."""
    if pair.kish is None:
        return ""
    weight = how.weighted and len(grid.weight_classes) > 1
    words = [*(["weight"] if weight else []), *(["salience"] if how.by_salience else [])]
    return f"{before}by {' and '.join(words)}"


def _opposition(pair: PairResult) -> str:
    counts = pair.counts
    if not counts.oppose:
        return ""
    number = str(counts.oppose)
    if pair.kish is not None and pair.disagreement is not None:
        number = f"{percent(pair.disagreement)} of the {counts.shared} ({counts.oppose} by number)"
    text = f", and oppose each other on {number}"
    if counts.oppose_conditional:
        some = counts.oppose_conditional < counts.oppose
        text += f", {f'{counts.oppose_conditional} of them ' if some else ''}on a condition"
    return text


def _chance(best: BestOfMany | None) -> tuple[str, ...]:
    """Say what the best of so many pairs would be, were each issue's positions dealt out at random."""
    if best is None:
        return ()
    fewest, most = best.extent
    over = f"{most:,}" if fewest == most else f"{fewest:,} to {most:,}"
    verdict = "more than chance gives" if best.p <= _BY_CHANCE else "no more than chance gives"
    return (
        f"Were the positions on each issue dealt out at random, the highest agreement of {best.pairs:,} such "
        f"pairs would be {percent(best.middle)} of {over} issues (the median of {best.shuffles:,} shuffles; "
        f"in {best.reached:,} of them at most {percent(best.high)} of {over}): {percent(best.observed)} of "
        f"{best.shared:,} is {verdict} (p = {two_decimals(best.p)}).",
    )


def _extent(names: Names, told: Pairs) -> str:
    pairs = told.results
    numbers = [pair.counts.shared for pair in pairs]
    low, high = min(numbers), max(numbers)
    extent = str(low) if low == high else f"{low} to {high}"
    which = "The two" if len(pairs) == 1 else "The pairs"
    text = f"{which} share {extent} of {counted(len(names.issues), 'issue')}"
    defined = _shares_of(pairs)
    thin = defined - len(told.enough)
    if not thin:
        return f"{text}."
    if len(pairs) == 1:
        return f"{text}: too few for a share to say much."
    shares = counted(defined, "share")
    rest, say = ("rests", "says") if thin == 1 else ("rest", "say")
    return f"{text}; {thin:,} of {shares} {rest} on {thin_words(pairs)} and {say} little."


def _weighted(pairs: Sequence[PairResult]) -> bool:
    return any(pair.kish is not None for pair in pairs)
