"""What a report on blocs says: how sure they are, and what each stands together and apart on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from positions.measures.pairs.results import PairResult
from positions.measures.structure.bloc_tests import FEWEST_ISSUES, Chance, Stability
from positions.measures.structure.blocs import Placed, Tree
from positions.measures.structure.null_model import STABLE, Verdict, is_firm, verdict_of
from positions.measures.structure.stands import Stand, stands
from positions.reports.amounts import amount_text
from positions.reports.common.cells import counted, listed, sentence
from positions.reports.common.signing import Signing, signing_of
from positions.reports.common.study import Study
from positions.reports.compare.pair_words import thin_agreements
from positions.rounding import two_decimals
from positions.suggest import first_of

_MOST_TOLD, _MOST_NAMED = 4, 8
_VERDICTS: Mapping[Verdict, str] = {
    "clearly": "clearly set apart",
    "set-apart": "set apart",
    "uncertain": "some grouping, borders uncertain",
    "chance": "no more grouping than chance gives",
}
NOT_COMPARED = "Not compared with chance: --permutations 100 does so."
_P_NOTE = (
    "p: how often stances shuffled within each issue are grouped as well, gaps and majorities kept. A small "
    "p says that stances hang together over issues more than majorities explain; a single left-right line, "
    "or actors who say yes to everything, give it too."
)
_STABILITY_NOTE = (
    "Stability: how alike a bloc comes out when the issues are drawn anew, from 0 to 1 (after Hennig 2007); "
    "from 0.75 up it is stable, below 0.60 it is not."
)


@dataclass(frozen=True)
class Found:
    """The blocs of a study: who is placed, the pairs that they were made from, and how sure they are.

    `chance` is None where nothing was compared with chance; `blocs` are of the grid's actors, by index.
    """

    study: Study
    pairs: Sequence[PairResult]
    placed: Placed
    items: Sequence[Sequence[int]]
    chance: Chance | None
    stability: Stability

    @property
    def tree(self) -> Tree:
        """The tree of those who are placed."""
        return self.placed.tree

    @cached_property
    def blocs(self) -> list[tuple[int, ...]]:
        """The actors of each bloc."""
        return [tuple(self.placed.actors[item] for item in bloc) for bloc in self.items]

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The number of each actor's bloc."""
        return {actor: number for number, members in enumerate(self.blocs, 1) for actor in members}

    @cached_property
    def stands(self) -> list[list[Stand]]:
        """What each bloc stands for together."""
        return stands(self.study.grid, self.blocs)

    @property
    def stabilities(self) -> tuple[float, ...]:
        """Each bloc's stability; nothing where it was not worked out, and of one bloc."""
        return self.stability.blocs.get(len(self.blocs), ()) if len(self.blocs) > 1 else ()

    def name(self, actor: int) -> str:
        """Return what an actor is called."""
        return self.study.grid.actors[actor].label

    def names(self, actors: Sequence[int]) -> str:
        """Return what actors are called, as a list."""
        return listed([self.name(actor) for actor in actors])


def summary_of(found: Found, asked: int | None) -> tuple[str, ...]:
    """Return how many blocs there are and how sure they are, and what each stands for."""
    if not found.blocs:
        return ("The selection leaves nobody to group.",)
    return (
        _chosen(found, asked),
        *(f"Thin ground: {words}." for words in thin_agreements(found.pairs)),
        *(
            text
            for number, members in enumerate(found.blocs, 1)
            for text in _portrait(found, number, members)
        ),
    )


def headline(found: Found, asked: int | None) -> str:
    """Return the blocs in a line without a full stop, those of few by name; "" where there are none."""
    if not found.blocs or (len(found.blocs) == 1 and asked is not None):
        return ""
    if len(found.blocs) == 1:
        return "No blocs: agreement groups the actors no more than chance does"
    count = sentence(counted(len(found.blocs), "bloc"))
    if asked is None and found.chance is None:
        count += ", not compared with chance"
    sizes = [f"{len(members):,}" for members in found.blocs]
    if len(found.placed.actors) > _MOST_NAMED:
        fewer = ["fewer"] if len(sizes) > _MOST_TOLD else []
        return f"{count}, of {listed([*sizes[:_MOST_TOLD], *fewer])} actors"
    return f"{count}: {'; '.join(found.names(members) for members in found.blocs)}"


def _chosen(found: Found, asked: int | None) -> str:
    number, best = len(found.blocs), found.chance.best if found.chance else None
    if asked is None and number == 1 and best is not None:
        most = max(found.tree.silhouettes.values())
        return (
            f"One bloc: {_VERDICTS['chance']}. The best cut, into {counted(found.tree.best(), 'bloc')} with "
            f"a mean silhouette of {two_decimals(most)}, is no better than many of shuffled stances "
            f"({_p(found, best)})."
        )
    count = sentence(counted(number, "bloc"))
    chosen = "as asked for" if asked is not None else "the number that sets them apart best"
    mean = found.tree.silhouettes.get(number)
    if mean is None:
        return f"{count}, {chosen}."
    said = f"{count}, {chosen}; mean silhouette {two_decimals(mean)}"
    if found.chance is None:
        return f"{said}. {NOT_COMPARED}"
    p = best if best is not None and asked is None else found.chance.by_number[number]
    sizes = [(len(members), value) for members, value in zip(found.blocs, found.stabilities, strict=False)]
    verdict = verdict_of(p, sizes)
    return f"{said} ({_p(found, p)}){_stable(found)}: {_VERDICTS[verdict]}{_loose(verdict, sizes)}."


def _loose(verdict: Verdict, sizes: Sequence[tuple[int, float]]) -> str:
    """Return which blocs, each (size, stability), are of one actor or not stable, where others are set apart.

    Where none are, only which are not stable.
    """
    if verdict == "chance":
        return ""
    uncertain = verdict == "uncertain"
    loose = [
        f"bloc {number}{' (one actor)' if size == 1 else ''}"
        for number, (size, stability) in enumerate(sizes, 1)
        if (stability < STABLE if uncertain else not is_firm(size, stability))
    ]
    told = first_of(loose, _MOST_TOLD)
    if not loose:
        return ""
    return f"; not stable: {told}" if uncertain else f", but for {told}"


def _p(found: Found, p: float) -> str:
    shuffles = found.chance.permutations if found.chance else 0
    return f"p = {two_decimals(p)}, {counted(shuffles, 'shuffle')}"


def _stable(found: Found) -> str:
    if not found.stabilities:
        return f"; stability unknown, with fewer than {FEWEST_ISSUES} issues"
    low, high = (two_decimals(end(found.stabilities)) for end in (min, max))
    return f"; stability {low}" if low == high else f"; stability {low} to {high}"


def _portrait(found: Found, number: int, members: Sequence[int]) -> tuple[str, ...]:
    """Say what a bloc shares and what sets it apart."""
    grid = found.study.grid
    name = f"Bloc {number} ({found.names(members)})" if len(members) <= _MOST_TOLD else f"Bloc {number}"
    together = sorted(found.stands[number - 1], key=lambda stand: (-stand.holders, stand.issue))
    apart = sorted(
        (stand for stand in together if stand.apart), key=lambda stand: (-stand.opposed, stand.issue)
    )
    texts = []
    if len(members) == 1:
        texts.append(f"{name} stands alone")
    elif together:
        texts.extend(_together(found, name, members, together))
    elif len(found.blocs) == 1:
        texts.append("On no issue do they stand as one")
    else:
        texts.append(f"{name} stands together on no issue: it is held together by many partial agreements")
    if apart:
        told = _told([f"{_issue(found, stand)} ({_against(found, stand, members)})" for stand in apart])
        texts.append(f"What sets it apart from most of the others: {told}")
    elif len(found.blocs) > 1:
        texts.append(
            "On no issue is it as one against most of the others"
            if not grid.has_amounts and grid.has_sides
            else "On no issue does it hold one stance and most of the others another"
        )
    return (f"{'. '.join(texts)}.",)


def _together(found: Found, name: str, members: Sequence[int], together: Sequence[Stand]) -> tuple[str, ...]:
    """Say on what all of a bloc stand together, and on what only those do who hold a position.

    Who is silent is no part of a stand: each issue of the second kind says how many of the bloc hold it.
    """
    whole = [stand for stand in together if stand.holders == len(members)]
    part = [stand for stand in together if stand.holders < len(members)]
    texts, signing = list[str](), signing_of(found.study, members)
    if whole:
        told = _told(
            [f"{_issue(found, stand)} ({_camp(found, stand)}{_clash(signing, stand)})" for stand in whole]
        )
        texts.append(f"{name} stands together on {counted(len(whole), 'issue')}: {told}")
    if part:
        told = _told(
            [
                f"{_issue(found, stand)} ({_held(found, stand, members)}{_clash(signing, stand)})"
                for stand in part
            ]
        )
        texts.append(
            f"On {len(part):,} more those of it who hold a position stand together: {told}"
            if whole
            else f"Those of {name[:1].lower()}{name[1:]} who hold a position stand together on "
            f"{counted(len(part), 'issue')}: {told}"
        )
    if signing.together:
        texts.append(f"They cannot sign all of that at once: {signing.clash_words(signing.together)}")
    return tuple(texts)


def _clash(signing: Signing, stand: Stand) -> str:
    """Return that, and how, conditions of those who stand together exclude each other; "" where none do."""
    words = signing.issue_words(stand.issue)
    return f", but {words}" if words else ""


def _held(found: Found, stand: Stand, members: Sequence[int]) -> str:
    """Return what a bloc stands for, and how many of it hold a position where not all do: "for, 2 of 4"."""
    camp = _camp(found, stand)
    return camp if stand.holders == len(members) else f"{camp}, {stand.holders:,} of {len(members):,}"


def _told(words: Sequence[str]) -> str:
    rest = len(words) - _MOST_TOLD
    return listed([*words[:_MOST_TOLD], f"{rest} more"] if rest > 0 else words)


def _issue(found: Found, stand: Stand) -> str:
    return found.study.grid.issues[stand.issue].title


def _camp(found: Found, stand: Stand) -> str:
    grid = found.study.grid
    if grid.scale.is_nominal:
        return grid.scale.label_of(stand.camp) or ""
    if grid.is_sided(stand.issue):
        return "for" if stand.camp > 0 else "against"
    return amount_text(grid.in_own(stand.issue, stand.camp), grid.issues[stand.issue].unit)


def _against(found: Found, stand: Stand, members: Sequence[int]) -> str:
    camp = _held(found, stand, members)
    sides = "against" if stand.camp > 0 else "for"
    opposite = sides if found.study.grid.is_sided(stand.issue) else "otherwise"
    if stand.rest == 1:
        return f"{camp}; the only other {opposite}"
    return f"{camp}; {stand.opposed:,} of {stand.rest:,} others {opposite}"


def notes_on(found: Found) -> tuple[str, ...]:
    """Return what p and stability are, which pairs have no distance, and who is left out."""
    tested = found.chance is not None and found.chance.best is not None
    return (
        *((_P_NOTE,) if tested else ()),
        *((_STABILITY_NOTE,) if tested and found.stabilities else ()),
        *_undefined(found),
        *_left_out(found),
    )


def _undefined(found: Found) -> tuple[str, ...]:
    count = len(found.tree.undefined)
    if not count:
        return ()
    has, is_ = ("has", "is") if count == 1 else ("have", "are")
    return (
        f"{sentence(counted(count, 'pair'))} {has} too few shared issues for an agreement and {is_} left out "
        "of the means.",
    )


def _left_out(found: Found) -> tuple[str, ...]:
    left = found.placed.left_out
    if not left:
        return ()
    told = [found.name(actor) for actor, _ in left[:_MOST_TOLD]]
    more = [f"{len(left) - _MOST_TOLD:,} more (table left_out)"] if len(left) > _MOST_TOLD else []
    return (
        f"Left out, since no agreement connects them with the others: {listed([*told, *more])}. The largest "
        f"set that agreements connect has {counted(found.tree.number, 'actor')}; the table linkage numbers "
        "them in their order.",
    )
