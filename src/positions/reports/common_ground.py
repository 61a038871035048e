"""What a group could sign together, what nobody in it opposes, and what splits it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from positions.measures.common_ground import Ground, common_ground
from positions.problems import UsageError
from positions.reports.amounts import common_ground_of_amounts
from positions.reports.common.cells import condition_words, counted, listed
from positions.reports.common.sides import Names, state_words, with_remark
from positions.reports.common.signing import NOT_COMPARED, Signing, liftable, not_counted, signing_of
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
    if study.grid.scale.is_amount:
        return common_ground_of_amounts(study, with_conditions=with_conditions)
    try:
        grounds = common_ground(study.grid)
    except ValueError as error:
        raise UsageError(str(error), "compare with --measure exact instead") from None
    names = Names.of(study)
    signing = signing_of(study)
    return Report(
        command="common-ground",
        dataset=study.info,
        title=f"Common ground of {names.who(range(len(names.actors)))}" if names.actors else study.info.title,
        tables=(_table(signing, grounds, with_conditions),),
        shown=("common_ground",),
        summary=_summary(signing, grounds, with_conditions),
        notes=(_NOTE, *study.notes_on_filters(), *study.notes),
        options={"with_conditions": with_conditions, **study.selection.as_options()},
    )


def _table(signing: Signing, grounds: Sequence[Ground], with_conditions: bool) -> Table:
    names = signing.names
    conditional = any(_conditions(names, ground) for ground in grounds)
    columns = (
        Column("issue", "Issue"),
        Column("verdict", "Verdict"),
        Column("for", "For"),
        Column("against", "Against"),
        Column("uncommitted", "Uncommitted"),
        Column("conditions", "Condition", below=True, detail=not (with_conditions and conditional)),
        *([Column("signing", "In the way of signing", below=True)] if signing.refused else []),
    )
    rows = tuple(_row(signing, ground) for ground in grounds)
    return Table(
        "common_ground", "Common ground", columns, rows, empty="The selection leaves nothing to compare."
    )


def _row(signing: Signing, ground: Ground) -> tuple[CellValue, ...]:
    names, verdict, tally = signing.names, ground.verdict, ground.tally
    label = _VERDICT_WORDS[verdict] if verdict else ""
    if tally.issue in signing.refused:
        label += ", but their conditions exclude each other"
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
        *([signing.issue_words(tally.issue)] if signing.refused else []),
    )


def _whose(names: Names, ground: Ground, actor: int) -> str:
    """Return whose condition it is; of an opponent, that it is one, since its condition may read "unless"."""
    return names.actors[actor].label + (" (against)" if actor in ground.tally.against else "")


def _conditions(names: Names, ground: Ground) -> list[tuple[int, str]]:
    """Return the actors on a condition with its words, in the order of the file."""
    found = []
    for actor in sorted(ground.tally.conditional):
        detail = names.grid.details.get((actor, ground.tally.issue))
        if detail is not None and detail.entry.condition is not None:
            found.append((actor, condition_words(detail.entry.condition, names.grid.titles) or ""))
    return found


def _summary(signing: Signing, grounds: Sequence[Ground], with_conditions: bool) -> tuple[str, ...]:
    names = signing.names
    if not names.actors or not grounds:
        return ("The selection leaves nothing to compare.",)
    if len(names.actors) == 1:
        return ("One actor alone has nobody to find common ground with: name two or more.",)
    by_verdict = {
        verdict: [ground for ground in grounds if ground.verdict == verdict]
        for verdict in (*_VERDICT_WORDS, None)
    }
    signable = [*by_verdict["all_for"], *by_verdict["all_against"]]
    return (
        *_signed(signing, by_verdict["all_for"], by_verdict["all_against"]),
        *signing.sentences(),
        *_unopposed(names, by_verdict["nobody_opposed"], "more " if signable else ""),
        *_split(names, by_verdict["split"]),
        *_rest(names, by_verdict[None]),
        *liftable(signing.study),
        *(
            _needed(names, [ground for ground in signable if ground.tally.issue not in signing.refused])
            if with_conditions
            else ()
        ),
    )


def _signed(signing: Signing, favour: Sequence[Ground], against: Sequence[Ground]) -> tuple[str, ...]:
    names = signing.names
    if not favour and not against:
        left_out = not_counted(names.grid)
        return (f"There is nothing that they are all known to be for, or all known to be against{left_out}.",)
    everyone = "Both" if len(names.actors) == 2 else f"All {len(names.actors)}"
    sentences = []
    for found, side in ((favour, "for"), (against, "against")):
        open_to = [ground for ground in found if ground.tally.issue not in signing.refused]
        if open_to:
            issues = [_issue_and_conditions(names, ground) for ground in open_to]
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
    if signing.together is not None:
        clash = signing.clash_words(signing.together)
        sentences.append(f"{everyone} cannot sign all of these at once: {clash}.")
    return tuple(sentences)


def _could(signing: Signing, grounds: Sequence[Ground], side: str) -> str:
    """Return what actors could do about issues on which all are on one side, as a clause."""
    verb = "sign" if side == "for" else "oppose"
    if signing.together is not None:
        return f"could {verb} {'it' if len(grounds) == 1 else 'each of them'} by itself"
    together = f"could {verb} {'it' if len(grounds) == 1 else 'them'} together"
    unclear = signing.not_compared([ground.tally.issue for ground in grounds])
    return f"{together}, {NOT_COMPARED}" if unclear else together


def _issue_and_conditions(names: Names, ground: Ground) -> str:
    conditional = sorted(ground.tally.conditional)
    condition = f" ({names.who(conditional)} on a condition)" if conditional else ""
    return f"{names.issue(ground.tally.issue)}{condition}"


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


def _needed(names: Names, grounds: Sequence[Ground]) -> tuple[str, ...]:
    """Say which conditions stand between the actors and signing together."""
    lines = [
        f"{names.issue(ground.tally.issue)}, {names.actors[actor].label}: {text.rstrip('.')}."
        for ground in grounds
        for actor, text in _conditions(names, ground)
    ]
    if not lines:
        said = f"None of what they could sign together depends on a condition{not_counted(names.grid)}."
        return (said,) if grounds else ()
    return ("Conditions that have to be met before they could sign together:", *lines)
