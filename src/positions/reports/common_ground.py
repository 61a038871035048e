"""What a group could sign together, what nobody in it opposes, and what splits it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from positions.grid import bits
from positions.measures.common_ground import Ground, common_ground
from positions.problems import UsageError
from positions.reports.amounts import GroundPart, ground_of_amounts
from positions.reports.common.cells import counted, listed, sentence
from positions.reports.common.headlines import above
from positions.reports.common.sides import Names, state_words, with_remark
from positions.reports.common.signing import CLASH, NOT_COMPARED, Signing, liftable, not_counted, signing_of
from positions.reports.common.study import Study
from positions.tables import CellValue, Column, Ref, Report, Table

_VERDICT_WORDS = {
    "all_for": "all for",
    "all_against": "all against",
    "nobody_opposed": "nobody opposed",
    "split": "split",
}
_MOST_TOLD = 6
_NOTE = (
    "All for, all against: everyone named holds a position, all on that side. Nobody opposed: at least one "
    "holds a position, nobody is against or mixed, and not everyone is for. Split: at least one for "
    "and one against. An issue that is none of these has no verdict; silence is never counted as consent."
)


def common_ground_of(study: Study, *, with_conditions: bool = False) -> Report:
    """Return the common ground of the selected actors, issue by issue.

    Args:
        study: the data; its selection names the actors.
        with_conditions: whether people are shown the conditions that have to be met (machines always are).

    Raises:
        UsageError: if the scale is nominal.
    """
    if study.grid.scale.is_nominal:
        raise UsageError(
            "a nominal scale has no sides, so nothing on it is for or against",
            "compare with --measure exact instead",
        )
    names, found = Names.of(study), grounds_of(study, with_conditions=with_conditions)
    parts = [part for part in (found.sides, found.amounts) if part is not None]
    if len(parts) == 1:
        parts = [replace(parts[0], table=replace(parts[0].table, id="common_ground", title="Common ground"))]
    return Report(
        command="common-ground",
        dataset=study.info,
        title=f"Common ground of {names.who(range(len(names.actors)))}" if names.actors else study.info.title,
        tables=tuple(part.table for part in parts),
        shown=tuple(part.table.id for part in parts),
        summary=_nothing(names) or found.words,
        notes=(*(part.note for part in parts), *study.notes_on_filters(), *study.notes),
        options={"with_conditions": with_conditions, **study.selection.as_options()},
        **above(study, _headline(names, common_ground(study.grid) if study.grid.has_sides else ())),
    )


def _headline(names: Names, grounds: Sequence[Ground]) -> str:
    """Return on how many issues all stand on one side and how many split them; "" where that says nothing."""
    if len(names.actors) < 2 or not grounds:
        return ""
    alike = sum(ground.verdict in ("all_for", "all_against") for ground in grounds)
    split = sum(ground.verdict == "split" for ground in grounds)
    issues = counted(len(grounds), "issue")
    found = f"On {f'{alike:,} of {issues}' if alike else 'no issue do'} {names.everyone} stand on one side"
    return found + (
        f"; {split:,} {'splits' if split == 1 else 'split'} them" if split else "; none splits them"
    )


def _nothing(names: Names) -> tuple[str, ...]:
    """Say why there is nothing to compare; nothing where there is."""
    if not names.actors or not names.issues:
        return ("The selection leaves nothing to compare.",)
    if len(names.actors) == 1:
        return ("One actor alone has nobody to find common ground with: name two or more.",)
    return ()


@dataclass(frozen=True, slots=True)
class Grounds:
    """The common ground of a study's actors: on issues with sides, and on issues of amounts.

    `needed` are the conditions that have to be met, in sentences; none where these are not asked for.
    """

    signing: Signing
    sides: GroundPart | None
    amounts: GroundPart | None
    needed: tuple[str, ...]

    @property
    def of_signing(self) -> tuple[str, ...]:
        """Why what each issue allows does not go together, and which needs are opposed, in sentences."""
        signing = self.signing
        everyone = sentence(signing.names.everyone)
        return (
            *(
                [f"{everyone} cannot sign all of these at once: {signing.clash_words(signing.together)}."]
                if signing.together
                else []
            ),
            *signing.sentences(),
        )

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that is said: on what all are together, what stands in the way, and the rest."""
        parts = [part for part in (self.sides, self.amounts) if part is not None]
        return (
            *(text for part in parts for text in part.agreed),
            *self.of_signing,
            *(text for part in parts for text in part.rest),
            *self.needed,
        )


def grounds_of(study: Study, *, with_conditions: bool) -> Grounds:
    """Return the common ground of the selected actors; the scale must not be nominal."""
    grid, signing = study.grid, signing_of(study)
    return Grounds(
        signing,
        _of_sides(signing, with_conditions) if grid.has_sides else None,
        ground_of_amounts(signing, with_conditions=with_conditions) if grid.has_amounts else None,
        _needed(signing) if with_conditions else (),
    )


def _of_sides(signing: Signing, with_conditions: bool) -> GroundPart:
    grounds = common_ground(signing.study.grid)
    return GroundPart(_table(signing, grounds, with_conditions), _NOTE, *_summary(signing, grounds))


def _table(signing: Signing, grounds: Sequence[Ground], with_conditions: bool) -> Table:
    names = signing.names
    conditional = any(_conditions(names, ground) for ground in grounds)
    told = any(ground.tally.issue in signing.clashing for ground in grounds)
    columns = (
        Column("issue", "Issue"),
        Column("verdict", "Verdict"),
        Column("for", "For"),
        Column("against", "Against"),
        Column("uncommitted", "Uncommitted"),
        Column("conditions", "Condition", below=True, detail=not (with_conditions and conditional)),
        *([Column("signing", "In the way of signing", below=True)] if told else []),
    )
    rows = tuple(
        (*_row(signing, ground), *([signing.issue_words(ground.tally.issue)] if told else []))
        for ground in grounds
    )
    return Table(
        "common_ground", "Common ground", columns, rows, empty="The selection leaves nothing to compare."
    )


def _row(signing: Signing, ground: Ground) -> tuple[CellValue, ...]:
    names, verdict, tally = signing.names, ground.verdict, ground.tally
    label = _VERDICT_WORDS[verdict] if verdict else ""
    if verdict != "split" and tally.issue in signing.clashing:
        label += f", but {CLASH}"
    return (
        names.issues[tally.issue],
        Ref(verdict, label, label) if verdict else None,
        names.refs(tally.favour, tally),
        names.refs(tally.against, tally),
        tuple(
            with_remark(names.actors[actor], state_words(names.grid)[ground.state_of(actor)])
            for actor in ground.uncommitted
        ),
        "; ".join(f"{_whose(names, ground, actor)}: {text}" for actor, text in _conditions(names, ground))
        or None,
    )


def _whose(names: Names, ground: Ground, actor: int) -> str:
    """Return whose condition it is; of an opponent, that it is one, since its condition may read "unless"."""
    return names.actors[actor].label + (" (against)" if actor in ground.tally.against else "")


def _conditions(names: Names, ground: Ground) -> list[tuple[int, str]]:
    """Return the actors on a condition with its words, in the order of the file."""
    return names.conditions(ground.tally.issue, sorted(ground.tally.conditional))


def _summary(signing: Signing, grounds: Sequence[Ground]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is said of the sides on which all stand, and what of all else."""
    names = signing.names
    by_verdict = {
        verdict: [ground for ground in grounds if ground.verdict == verdict]
        for verdict in (*_VERDICT_WORDS, None)
    }
    signable = [*by_verdict["all_for"], *by_verdict["all_against"]]
    return _signed(signing, by_verdict["all_for"], by_verdict["all_against"]), (
        *_unopposed(names, by_verdict["nobody_opposed"], "more " if signable else ""),
        *_split(names, by_verdict["split"]),
        *_rest(names, by_verdict[None]),
        *liftable(signing.study),
    )


def _signed(signing: Signing, favour: Sequence[Ground], against: Sequence[Ground]) -> tuple[str, ...]:
    names = signing.names
    if not favour and not against:
        left_out = not_counted(names.grid, list(bits(names.grid.sided)))
        return (f"There is nothing that they are all known to be for, or all known to be against{left_out}.",)
    everyone = sentence(names.everyone)
    sentences = []
    for found, side in ((favour, "for"), (against, "against")):
        open_to = [ground for ground in found if ground.tally.issue not in signing.refused]
        if open_to:
            issues = [_issue_and_conditions(signing, ground) for ground in open_to]
            count = counted(len(open_to), "issue")
            sentences.append(
                f"{everyone} are {side} {count} and {_could(signing, open_to, side)}: {listed(issues)}."
            )
        sentences += [
            f"{everyone} are {side} {names.issue(ground.tally.issue)}, but "
            f"{signing.issue_words(ground.tally.issue)}."
            for ground in found
            if ground.tally.issue in signing.refused
        ]
    return tuple(sentences)


def _could(signing: Signing, grounds: Sequence[Ground], side: str) -> str:
    """Return what actors could do about issues on which all are on one side, as a clause."""
    verb = "sign" if side == "for" else "oppose"
    if signing.together:
        return f"could {verb} {'it' if len(grounds) == 1 else 'each of them'} by itself"
    together = f"could {verb} {'it' if len(grounds) == 1 else 'them'} together"
    unclear = signing.not_compared([ground.tally.issue for ground in grounds])
    return f"{together}, {NOT_COMPARED}" if unclear else together


def _issue_and_conditions(signing: Signing, ground: Ground) -> str:
    """Return an issue with who is there on a condition; where each is signed by itself, how they compare."""
    names, issue, conditional = signing.names, ground.tally.issue, sorted(ground.tally.conditional)
    how = NOT_COMPARED if signing.together and signing.not_compared([issue]) else "on a condition"
    return names.issue(issue) + (f" ({names.who(conditional)} {how})" if conditional else "")


def _unopposed(names: Names, grounds: Sequence[Ground], more: str) -> tuple[str, ...]:
    if not grounds:
        return ()
    told = _several(names, grounds, lambda ground: names.uncommitted(ground.tally, ground.states))
    return (f"Nobody is known to be against or mixed on {counted(len(grounds), f'{more}issue')}: {told}.",)


def _split(names: Names, grounds: Sequence[Ground]) -> tuple[str, ...]:
    if not grounds:
        return ()
    told = _several(names, grounds, lambda ground: names.sides(ground.tally))
    return (f"They are split on {counted(len(grounds), 'issue')}: {told}.",)


def _rest(names: Names, grounds: Sequence[Ground]) -> tuple[str, ...]:
    """Say what the issues without a verdict are: nobody's, or opposed and carried by none, or mixed."""
    nobody = [ground for ground in grounds if not ground.tally.holders and _all_known(ground)]
    others = [ground for ground in grounds if ground not in nobody]
    sentences = []
    if others:
        told = _several(names, others, lambda ground: names.standing(ground.tally, ground.states))
        sentences.append(f"There is no verdict on {counted(len(others), 'issue')}: {told}.")
    if nobody:
        issues = listed([names.issue(ground.tally.issue) for ground in nobody])
        who = "Neither" if len(names.actors) == 2 else "None of them"
        sentences.append(f"{who} is known to hold a position on {issues}: that is no common ground.")
    return tuple(sentences)


def _all_known(ground: Ground) -> bool:
    """Whether nobody speaks on both sides of an issue, and no filter took a cell out."""
    return not ground.states.get("mixed") and not ground.states.get("excluded")


def _several(names: Names, grounds: Sequence[Ground], remark: Callable[[Ground], str]) -> str:
    """Return the first few issues, each with a remark, and how many more there are."""
    told = [f"{names.issue(ground.tally.issue)} – {remark(ground)}" for ground in grounds[:_MOST_TOLD]]
    rest = len(grounds) - _MOST_TOLD
    return "; ".join([*told, f"and {counted(rest, 'more', 'more')}"] if rest > 0 else told)


def _needed(signing: Signing) -> tuple[str, ...]:
    """Say which conditions stand between the actors and signing together, on issues of amounts too."""
    names, open_to = signing.names, signing.open_to
    lines = [
        f"{names.issue(issue)}, {names.actors[actor].label}: {text.rstrip('.')}."
        for issue in open_to
        for actor, text in names.conditions(issue, signing.on_condition(issue))
    ]
    if not lines:
        left_out = not_counted(names.grid, None if names.grid.has_amounts else list(bits(names.grid.sided)))
        said = f"None of what they could sign together depends on a condition{left_out}."
        return (said,) if open_to else ()
    return ("Conditions that have to be met before they could sign together:", *lines)
