"""What a group could sign together, what nobody in it opposes, and what splits it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from positions.measures.common_ground import Ground, common_ground
from positions.problems import UsageError
from positions.reports.common.cells import condition_words, counted, listed
from positions.reports.common.sides import STATE_WORDS, Names
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
    try:
        grounds = common_ground(study.grid)
    except ValueError as error:
        raise UsageError(str(error), "compare with --measure exact instead") from None
    names = Names.of(study)
    return Report(
        command="common-ground",
        dataset=study.info,
        title=f"Common ground of {names.who(range(len(names.actors)))}" if names.actors else study.info.title,
        tables=(_table(names, grounds, with_conditions),),
        shown=("common_ground",),
        summary=_summary(names, grounds, with_conditions),
        notes=(_NOTE, *study.notes_on_filters(), *study.notes),
        options={"with_conditions": with_conditions, **study.selection.as_options()},
    )


def _table(names: Names, grounds: Sequence[Ground], with_conditions: bool) -> Table:
    conditional = any(_conditions(names, ground) for ground in grounds)
    columns = (
        Column("issue", "Issue"),
        Column("verdict", "Verdict"),
        Column("for", "For"),
        Column("against", "Against"),
        Column("uncommitted", "Uncommitted"),
        Column("conditions", "On condition that", below=True, detail=not (with_conditions and conditional)),
    )
    rows = tuple(_row(names, ground) for ground in grounds)
    return Table(
        "common_ground", "Common ground", columns, rows, empty="The selection leaves nothing to compare."
    )


def _row(names: Names, ground: Ground) -> tuple[CellValue, ...]:
    verdict, tally = ground.verdict, ground.tally
    return (
        names.issues[tally.issue],
        Ref(verdict, _VERDICT_WORDS[verdict], _VERDICT_WORDS[verdict]) if verdict else None,
        _holders(names, ground, tally.favour),
        _holders(names, ground, tally.against),
        tuple(
            _with_remark(names.actors[actor], STATE_WORDS[ground.state_of(actor)])
            for actor in ground.uncommitted
        ),
        "; ".join(f"{names.actors[actor].label}: {text}" for actor, text in _conditions(names, ground))
        or None,
    )


def _holders(names: Names, ground: Ground, actors: Sequence[int]) -> tuple[Ref, ...]:
    return tuple(
        _with_remark(names.actors[actor], "on a condition")
        if actor in ground.tally.conditional
        else names.actors[actor]
        for actor in actors
    )


def _with_remark(actor: Ref, remark: str) -> Ref:
    return replace(actor, label=f"{actor.label} ({remark})")


def _conditions(names: Names, ground: Ground) -> list[tuple[int, str]]:
    """Return the actors on a condition with its words, in the order of the file."""
    found = []
    for actor in sorted(ground.tally.conditional):
        detail = names.grid.details.get((actor, ground.tally.issue))
        if detail is not None and detail.entry.condition is not None:
            found.append((actor, condition_words(detail.entry.condition, names.grid.titles) or ""))
    return found


def _summary(names: Names, grounds: Sequence[Ground], with_conditions: bool) -> tuple[str, ...]:
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
        *_signed(names, by_verdict["all_for"], by_verdict["all_against"]),
        *_unopposed(names, by_verdict["nobody_opposed"], "more " if signable else ""),
        *_split(names, by_verdict["split"]),
        *_rest(names, by_verdict[None]),
        *(_needed(names, signable) if with_conditions else ()),
    )


def _signed(names: Names, favour: Sequence[Ground], against: Sequence[Ground]) -> tuple[str, ...]:
    if not favour and not against:
        return ("There is nothing that they are all known to be for, or all known to be against.",)
    everyone = "Both" if len(names.actors) == 2 else f"All {len(names.actors)}"
    sentences = []
    for found, side in ((favour, "for"), (against, "against")):
        if found:
            issues = [_issue_and_conditions(names, ground) for ground in found]
            signing = "sign" if side == "for" else "oppose"
            together = f"could {signing} {'it' if len(found) == 1 else 'them'} together"
            count = counted(len(found), "issue")
            sentences.append(f"{everyone} are {side} {count} and {together}: {listed(issues)}.")
    return tuple(sentences)


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
    nobody = [ground for ground in grounds if not ground.tally.holders and not ground.states.get("mixed")]
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
        return ("None of what they could sign together depends on a condition.",) if grounds else ()
    return ("Conditions that have to be met before they could sign together:", *lines)
