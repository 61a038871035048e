"""How the page opens: what unites and what divides with who is on which side, and where many stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from positions.measures.pairs.results import Comparison, PairResult
from positions.measures.tally import Tally
from positions.page_model import MANY, PageFinding, PageMap, PageOpening
from positions.problems import UsageError
from positions.reports.amounts import ground_of_amounts
from positions.reports.common.cells import sentence
from positions.reports.common.sides import Names
from positions.reports.common.signing import CLASH, Signing, liftable, signing_of
from positions.reports.common.study import Study
from positions.reports.compare.moves import moved_table, moved_words
from positions.reports.compare.report import Compared
from positions.reports.map.report import map_of
from positions.tables import Count, MapPicture

_UNITING_TOLD = 6
_DIVIDING_TOLD = 3
_TOLD_OF_MANY = 10


def opening_of(study: Study, found: Compared) -> PageOpening:
    """Return what unites and what divides as issues with their sides, and the words on pairs."""
    names, words = Names.of(study), found.words
    if len(names.actors) < 2 or not names.issues:
        return PageOpening((), None, (), None, 0, words.whole)
    signing = signing_of(study)
    meet = _of_amounts(signing) if study.grid.has_amounts else ()
    if not study.grid.has_sides:
        return PageOpening((), None, (), None, 0, (*words.whole, *meet, *_on_signing(signing)))
    united, divided = found.united, found.divided
    many = max(len(study.actors), len(study.issues)) > MANY
    most, first = (_TOLD_OF_MANY, _TOLD_OF_MANY) if many else (_UNITING_TOLD, _DIVIDING_TOLD)
    next_to = _nearly_united(study, united)[: most - min(len(united), most)] if many else []
    return PageOpening(
        unites=tuple(
            PageFinding(
                tally.issue,
                _sides(names, tally),
                Count(tally.opposed, tally.pairs) if many else None,
                sentence(CLASH) if tally.issue in signing.clashing else None,
            )
            for tally in (*united[:most], *next_to)
        ),
        unites_words=None if 0 < len(united) <= _UNITING_TOLD else " ".join(words.unites),
        divides=tuple(
            PageFinding(tally.issue, _sides(names, tally), Count(tally.opposed, tally.pairs))
            for tally in divided[:first]
        ),
        divides_words=None if divided else " ".join(words.divides),
        more=max(0, len(divided) - first),
        said=(*_moved(study), *words.amounts, *words.pairs, *meet, *_on_signing(signing)),
    )


def _of_amounts(signing: Signing) -> tuple[str, ...]:
    """Return on which issues of amounts all meet, and how far apart they are on the others."""
    ground = ground_of_amounts(signing, with_conditions=False)
    return (*ground.agreed, *ground.rest)


def _nearly_united(study: Study, united: Sequence[Tally]) -> list[Tally]:
    """Return the issues with the smallest share of opposed pairs, where half or more hold a position."""
    whole = {tally.issue for tally in united}
    half = len(study.actors) / 2
    held = [
        profile
        for profile in study.profiles
        if profile.issue not in whole and sum(map(len, profile.values.values())) >= half
    ]
    held.sort(key=lambda profile: (profile.opposed_share or 0.0, profile.issue))
    return [profile.tally for profile in held]


def _moved(study: Study) -> tuple[str, ...]:
    """Return who moved, where anybody did."""
    table = moved_table(study)
    return (moved_words(table),) if table.rows else ()


def _on_signing(signing: Signing) -> tuple[str, ...]:
    """Return what stands in the way of signing what unites, and which opposition could be lifted."""
    study = signing.study
    return (
        *(
            f"{study.issues[issue].label}: all {side}, but {signing.issue_words(issue)}."
            for issue, side in signing.signed.items()
            if issue in signing.refused
        ),
        *(
            [f"What unites cannot all be signed at once: {signing.clash_words(signing.together)}."]
            if signing.together
            else []
        ),
        *signing.sentences(),
        *liftable(study),
    )


def _sides(names: Names, tally: Tally) -> tuple[tuple[str, str], ...]:
    sides = (("For", tally.favour), ("Against", tally.against))
    many = len(names.actors) > MANY
    return tuple(
        (side, f"{len(actors):,} of {len(names.actors):,} ({who})" if many else who)
        for side, actors in sides
        if actors and (who := names.who(actors, tally))
    )


def map_for(study: Study, how: Comparison, pairs: Sequence[PairResult]) -> PageMap | None:
    """Return where actors stand, from 0 to 1 either way; None where there is no map of them.

    `pairs` are the results of all.
    """
    try:
        found = map_of(study, how, pairs=pairs)
    except UsageError:
        return None
    place_of = {actor: index for index, actor in enumerate(study.actors)}
    picture = cast("MapPicture", found.pictures[0])
    across, up = [x for _, x, _ in picture.points], [y for _, _, y in picture.points]
    left, top = min(across), max(up)
    span = max(max(across) - left, top - min(up)) or 1.0
    return PageMap(
        tuple((place_of[ref], (x - left) / span, (top - y) / span) for ref, x, y in picture.points),
        (found.summary[0], *found.notes[1:2]),
    )
