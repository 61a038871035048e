"""Two actors issue by issue: both stances, the verdict, and the words behind each."""

from __future__ import annotations

from positions.grid import StanceGrid, bits
from positions.measures.pairs.bitset import compare_pair, count_pair
from positions.measures.pairs.results import Comparison, PairCounts
from positions.measures.pairs.scores import agree_plane, oppose_plane, same_plane
from positions.measures.pairs.weights import issue_weights, union
from positions.measures.signing import excluding_plane
from positions.reports.amounts import distance_text
from positions.reports.common.cells import condition_words, counted, listed, sentence, stance_cell
from positions.reports.common.evidence import evidence_of_cell
from positions.reports.common.headlines import as_headline
from positions.reports.common.review import review_words
from positions.reports.common.signing import CLASH, depending, signing_of
from positions.reports.common.study import Study
from positions.tables import CellValue, Column, Ref, Report, Table
from positions.vocabulary import NOMINAL_VERDICTS, VERDICTS


def explain(study: Study, a: str, b: str) -> Report:
    """Return what two actors, given by id, hold on each issue and how it compares.

    The verdict is agree, differ or oppose where both hold a position; else it says why there is none:
    `a_silent`, `b_not_researched`, `a_mixed` ... (the first actor's reason where both have one).
    """
    grid = study.grid
    left, right = grid.actor_index(a), grid.actor_index(b)
    names = study.actors[left], study.actors[right]
    clashing = excluding_plane(grid, left, right)
    columns = (
        Column("issue", "Issue"),
        Column("a_stance", names[0].label, "stance"),
        Column("b_stance", names[1].label, "stance"),
        Column("verdict", "Verdict"),
        Column("proposition", "Proposition", below=True),
        Column("condition", "Condition", below=True),
        Column("a_evidence", names[0].label, below=True),
        Column("b_evidence", names[1].label, below=True),
    )
    rows = tuple(
        (
            heading,
            stance_cell(grid, left, issue),
            stance_cell(grid, right, issue),
            _verdict_cell(study, (left, right), issue, names, clash=bool(clashing >> issue & 1)),
            grid.issues[issue].proposition,
            _conditions(study, left, right, issue),
            evidence_of_cell(study, left, issue),
            evidence_of_cell(study, right, issue),
        )
        for issue, heading in enumerate(study.issues)
    )
    checked = _with_reviews(study, (left, right), columns, rows)
    said = _summary(study, left, right)
    table = Table("explain", "Issue by issue", *checked, empty="There is no issue.")
    return Report(
        command="explain",
        dataset=study.info,
        title=f"{names[0].name} and {names[1].name}",
        tables=(table,),
        shown=("explain",),
        summary=said,
        notes=(*study.notes_on_filters(), *study.notes),
        options={"a": a, "b": b, **study.selection.as_options()},
        headline=as_headline(said),
    )


def _with_reviews(
    study: Study,
    pair: tuple[int, int],
    columns: tuple[Column, ...],
    rows: tuple[tuple[CellValue, ...], ...],
) -> tuple[tuple[Column, ...], tuple[tuple[CellValue, ...], ...]]:
    """Return the table with a column on who checked what, where anything of that is known."""
    reviews = [_reviews(study, pair, issue) for issue in range(len(rows))]
    if not any(reviews):
        return columns, rows
    column = Column("checked", "Checked", below=True)
    return (*columns, column), tuple((*row, said) for row, said in zip(rows, reviews, strict=True))


def _reviews(study: Study, pair: tuple[int, int], issue: int) -> str | None:
    found = []
    for actor in pair:
        detail = study.grid.details.get((actor, issue))
        held = study.issues[issue].id
        words = review_words(study.dataset, held, detail.entry) if detail is not None else None
        if words is not None and study.grid.state(actor, issue) != "excluded":
            found.append(f"{study.actors[actor].label}: {words}")
    return " | ".join(found) or None


def verdict(study: Study, a: int, b: int, issue: int) -> str:
    """Return how two actors (by index) compare on an issue (by index), or why they cannot be compared."""
    grid = study.grid
    for letter, actor in (("a", a), ("b", b)):
        state = grid.state(actor, issue)
        if state != "position":
            return f"{letter}_{state.replace('-', '_')}"
    bit = 1 << issue
    if agree_plane(grid, a, b) & bit:
        return "agree"
    return "oppose" if oppose_plane(grid, a, b) & bit else "differ"


def _verdict_cell(
    study: Study, pair: tuple[int, int], issue: int, actors: tuple[Ref, Ref], *, clash: bool
) -> Ref:
    """Return a verdict: `a_silent` for machines, "LGA silent" for people; of amounts the distance.

    Machines are given the first actor's reason where both have one, people both: "both silent". People are
    told that conditions `clash` too, which machines work out from what these need.
    """
    also = f"; {CLASH}" if clash else ""
    name = verdict(study, *pair, issue)
    if study.grid.scale_of(issue).is_amount and name in ("agree", "differ"):
        label = "same" if name == "agree" else f"{_apart(study, pair, issue)} apart"
        return Ref("same" if name == "agree" else "apart", label + also, label + also)
    words = NOMINAL_VERDICTS if study.grid.scale.is_nominal else VERDICTS
    known = [said for verdict, said in words.items() if verdict == name]
    label = (known[0] if known else _without_position(study, pair, issue, actors)) + also
    return Ref(name, label, label)


def _without_position(study: Study, pair: tuple[int, int], issue: int, actors: tuple[Ref, Ref]) -> str:
    """Say which of two actors hold no position, and in what way: "LGA silent", "both silent"."""
    states = [study.grid.state(actor, issue) for actor in pair]
    if states[0] == states[1]:
        return f"both {states[0].replace('-', ' ')}"
    return ", ".join(
        f"{actor.label} {state.replace('-', ' ')}"
        for actor, state in zip(actors, states, strict=True)
        if state != "position"
    )


def _apart(study: Study, pair: tuple[int, int], issue: int) -> str:
    """Return how far two actors that hold an amount are apart."""
    left, right = (study.grid.own_value(actor, issue) or 0.0 for actor in pair)
    return distance_text(left, right, study.grid.issues[issue].unit)


def _conditions(study: Study, a: int, b: int, issue: int) -> str | None:
    found = []
    for actor in (a, b):
        detail = study.grid.details.get((actor, issue))
        if detail is not None and detail.entry.condition and study.grid.state(actor, issue) == "position":
            words = condition_words(detail.entry.condition, study.titles)
            found.append(f"{study.actors[actor].label}: {words}")
    return "; ".join(found) or None


def _of_amounts(study: Study, pair: tuple[int, int], shared: int) -> str:
    """Return on how many issues of a plane two actors hold the same amount, and where they differ most.

    The plane is of issues without sides on which both hold one, one issue or more.
    """
    grid, number = study.grid, shared.bit_count()
    same = (same_plane(grid, *pair) & shared).bit_count()
    if number == 1 and grid.has_sides:
        (issue,) = bits(shared)
        where = study.issues[issue].label
        return f"the same amount on {where}" if same else f"{_apart(study, pair, issue)} apart on {where}"
    of = counted(number, "issue of amounts", "issues of amounts") if grid.has_sides else "them"
    said = f"the same amount on {same or 'none'} of {of}"
    if same == number:
        return said
    apart = {
        issue: abs((grid.value(pair[0], issue) or 0.0) - (grid.value(pair[1], issue) or 0.0))
        for issue in bits(shared)
    }
    furthest = max(apart, key=lambda issue: apart[issue])
    where = f"{study.issues[furthest].label} ({_apart(study, pair, furthest)})"
    return f"{said}, and they are furthest apart on {where}"


def _of_sides(grid: StanceGrid, pair: tuple[int, int], shared: int) -> str:
    """Return on how many issues of a plane two actors agree, differ and are opposed."""
    counts = count_pair(grid, *pair, shared)
    excluding = (excluding_plane(grid, *pair) & agree_plane(grid, *pair) & shared).bit_count()
    parts = [
        f"{counted(counts.agree, 'agreement')}"
        + (f" ({depending(counts.conditional, excluding)})" if counts.conditional else "")
    ]
    if counts.differ:
        parts.append(f"{counted(counts.differ, 'case')} of one neutral and one not")
    parts.append(f"{counted(counts.oppose, 'opposition')}")
    return listed(parts)


def _shared_words(study: Study, pair: tuple[int, int], counts: PairCounts, weighty: int) -> str:
    """Return on how many issues both hold a position, and how these compare, by sides and by amounts."""
    grid = study.grid
    left, right = (study.actors[actor].label for actor in pair)
    shared = grid.held[pair[0]] & grid.held[pair[1]] & weighty
    amounts = shared & ~grid.sided if grid.has_amounts else 0
    parts = [
        *([_of_sides(grid, pair, shared & ~amounts)] if shared & ~amounts else []),
        *([_of_amounts(study, pair, amounts)] if amounts else []),
    ]
    of = counted(len(study.issues), "issue")
    return f"{left} and {right} both hold a position on {counts.shared:,} of {of}: {'; '.join(parts)}."


def _summary(study: Study, a: int, b: int) -> tuple[str, ...]:
    grid = study.grid
    counts = compare_pair(grid, a, b, Comparison()).counts
    left, right = study.actors[a].label, study.actors[b].label
    if counts.shared == 0:
        return (f"{left} and {right} share no issue: there is no agreement to speak of, high or low.",)
    sentences = [_shared_words(study, (a, b), counts, union(issue_weights(grid, Comparison())))]
    opposed = oppose_plane(grid, a, b)
    if opposed:
        on = [issue.label for index, issue in enumerate(study.issues) if opposed >> index & 1]
        sentences.append(f"They oppose each other on {listed(on)}.")
    stronger = agree_plane(grid, a, b) & ~same_plane(grid, a, b)
    if stronger:
        on = [issue.label for index, issue in enumerate(study.issues) if stronger >> index & 1]
        sentences.append(sentence(f"on the same side, at different strength: {listed(on)}."))
    signing = signing_of(study, (a, b))
    sentences += map(signing.between_two, signing.refused)
    if signing.together:
        clash = signing.clash_words(signing.together)
        sentences.append(f"They cannot sign all that they agree on at once: {clash}.")
    sentences += signing.sentences()
    return tuple(sentences)
