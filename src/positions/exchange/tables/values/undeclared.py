"""Stances of which nothing says what they mean: words of a usual scale, others, numbers, codes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from positions.dataset.scale import FIVE_POINT, NAMED_SCALES, THREE_POINT, Scale
from positions.dataset.stance_words.meaning import plain
from positions.exchange.tables.values.word_meaning import number_or_state
from positions.offers import option
from positions.problems import Problem
from positions.rounding import as_written
from positions.suggest import first_of

USUAL_WORDS = {plain(label): label for scale in NAMED_SCALES.values() for label in scale.labels}
"""The labels of the usual scales, without capitals and hyphens."""

USUAL_ABSENT = frozenset((8, 9, 77, 88, 97, 98, 99, 888, 998, 999, 9999))
"""Numbers that surveys and roll calls use for no answer."""

_MOST_CODES = 12
_MOST_WORDS = 4
_FEWEST_STEPS = 3
_MOST_SHOWN = 12
_FEW_SHOWN = 3


def usual_scale(labels: Collection[str]) -> Scale | None:
    """Return the smallest usual scale that has all labels, None where none has, or there is no label."""
    scales = (scale for scale in (THREE_POINT, FIVE_POINT) if set(labels) <= set(scale.labels))
    return next(scales, None) if labels else None


def undeclared(numbers: Sequence[float], words: Sequence[str] = ()) -> Problem:
    """Return the problem that stances are numbers, and nothing says whether they are amounts or codes.

    Whole numbers with gaps between them are probably codes, as 1, 2, 3, 8 and 9 are, but no numbers of both
    signs, as -2, 1 and 2; `words` stand beside them.
    """
    low, high = min(numbers), max(numbers)
    codes = sorted(set(numbers))
    steps, absent = _steps(codes)
    unclear = [word for word in words if _said(word) == "..."][:_MOST_WORDS]
    meant = [
        *(f"{word}={value}" for word in words if (value := _said(word)) != "..." or word in unclear),
        *(f"{code}=missing" for code in absent),
    ]
    span = f"{steps[0]}:{steps[1]}"
    if words or absent:
        said = ",".join(meant)
        beside = (
            f"{', '.join(map(repr, words[:_MOST_WORDS]))} stand"
            if len(words) > 1
            else f"{words[0]!r} stands"
            if words
            else ""
        )
        listed = ", ".join(map(as_written, codes[:_MOST_CODES]))
        message = (
            f"some stances are numbers, and {beside} beside them"
            if words
            else f"the stances are the numbers {listed}: probably codes, and nothing says what each means"
        )
        how = f"{option('--scale', span)} {option('--stance', said)}"
        hint = f"if {span.replace(':', ' to ')} are steps: {how}"
        other = f"; {_as_codes(codes)}" if _are_codes(codes) and len(codes) > 2 else ""
        return Problem("undeclared-scale", message, hint=f"{hint} (missing: no answer){other}")
    amounts = (
        f"name the lowest and the highest that are possible, seen or not: {option('--scale', span)} "
        f"(or MIN:MAX:NEUTRAL{'; 0:100 if they are percentages' if _may_be_percents(codes) else ''})"
    )
    extent = f"{as_written(low)} to {as_written(high)}"
    few = _are_codes(codes) and not _may_be_percents(codes)
    gaps = high - low + 1 > len(codes) and high - low < 100 and any(number % 5 for number in codes)
    if few and gaps and len(codes) > 2 and low >= 0:
        listed = ", ".join(map(as_written, codes))
        return Problem(
            "undeclared-scale",
            f"the stances are the numbers {listed}: probably codes, and nothing says what each means",
            hint=f"{_as_codes(codes)}; if they are amounts, {amounts}",
        )
    message = f"the stances are numbers ({extent}), and nothing says on what scale"
    return Problem("undeclared-scale", message, hint=f"{amounts}; {_as_codes(codes)}" if few else amounts)


def _steps(codes: Sequence[float]) -> tuple[tuple[str, str], list[str]]:
    """Return the lowest and the highest of what may be steps, and the codes beside them for no answer.

    Codes for no answer are those that are used for it, as 9, 99 and -99, with a gap between them and the
    steps. Whole steps of both signs go as far below 0 as above.
    """
    known = [code for code in codes if abs(code) in USUAL_ABSENT and -code not in codes]
    below = [code for code in known if code < 0]
    steps = list(codes[len(below) :])
    if len(steps) < _FEWEST_STEPS or steps[0] - max(below, default=0) <= 1 or [*below, *steps] != [*codes]:
        below, steps = [], list(codes)
    last = next((at for at in range(1, len(steps)) if steps[at] - steps[at - 1] > 1), len(steps))
    above = steps[last:] if last >= _FEWEST_STEPS and set(steps[last:]) <= set(known) else []
    steps = steps[: len(steps) - len(above)]
    low, high = steps[0], steps[-1] if len(steps) > 1 else steps[0] + 1
    if low < 0 < high and _are_codes(steps):
        low, high = min(low, -high), max(high, -low)
    return (as_written(low), as_written(high)), [as_written(code) for code in (*below, *above)]


def _are_codes(codes: Sequence[float]) -> bool:
    return len(codes) <= _MOST_CODES and all(number.is_integer() for number in codes)


def _may_be_percents(codes: Sequence[float]) -> bool:
    """Return whether most numbers have two digits, as few codes do except those for no answer."""
    long = [code for code in codes if 10 <= code <= 100 and code not in USUAL_ABSENT]
    return len(long) > 2 and 2 * len(long) > len(codes) and codes[0] >= 0 and codes[-1] <= 100


def _said(word: str) -> str:
    value = number_or_state(word)
    return value if isinstance(value, str) else "..."


def _as_codes(codes: Sequence[float]) -> str:
    if codes[0] < 0:
        meant = ["..."] * len(codes)
    else:
        meant = [*["support", "oppose", *["..."] * len(codes)][: max(1, len(codes) - 1)], "missing"]
    pairs = ",".join(f"{as_written(code)}={word}" for code, word in zip(codes, meant, strict=False))
    return f"if they are codes, say what each means: {option('--stance', pairs)} (missing: no answer)"


def advice_on(labels: Sequence[str]) -> str:
    """Return what to tell people of labels that nothing was said about."""
    usual = usual_scale(labels)
    if usual is not None:
        other = "" if usual is FIVE_POINT else "; --scale five-point if strong ones were possible"
        return (
            f"The stances are words of the scale {usual.name}, and are read on it{other}; "
            "--scale nominal takes them as labels without an order."
        )
    meant = {label: value for label in labels if (value := number_or_state(label, labels)) is not None}
    numbers = {value for value in meant.values() if isinstance(value, int)}
    if len(numbers) > 1 and len(meant) == len(labels) <= _MOST_SHOWN:
        scale = FIVE_POINT if max(map(abs, numbers)) > 1 else THREE_POINT
        how = f"--scale {scale.name} {_stances(meant)}"
    else:
        how = _to_fill_in(labels, meant, numbered=len(numbers) > 1)
    said = f"The stances are taken as labels without an order; {how} would give them one."
    return " ".join(filter(None, (said, _remark_on(_no_answers(meant)))))


def _to_fill_in(labels: Sequence[str], meant: Mapping[str, int | str], *, numbered: bool) -> str:
    """Return the option that says what labels mean, with dots for those that people must say.

    All that are probably no answers are in it; of many others only the first few are.
    """
    none = _no_answers(meant)
    others = [label for label in labels if label not in none]
    shown = {*none, *(others if len(others) <= _MOST_SHOWN else others[:_FEW_SHOWN])}
    known = meant if numbered else none
    return option("--stance", ",".join(f"{it}={known.get(it, '...')}" for it in labels if it in shown))


def _no_answers(meant: Mapping[str, int | str | None]) -> dict[str, str]:
    return {label: value for label, value in meant.items() if isinstance(value, str) and value != "mixed"}


def remark_on_no_answers(labels: Sequence[str]) -> str | None:
    """Return what to say of labels that mean that there is no answer, or no position; None without any."""
    return _remark_on(_no_answers({label: number_or_state(label, labels) for label in labels}))


def _remark_on(none: Mapping[str, str]) -> str | None:
    if not none:
        return None
    listed = first_of([repr(label) for label in none], _MOST_SHOWN)
    one = len(none) == 1
    return (
        f"{'This is probably no answer' if one else 'These are probably no answers'}, but "
        f"{'a stance' if one else 'stances'} here on which actors can agree: {listed}; {_stances(none)} "
        "says otherwise."
    )


def _stances(meant: Mapping[str, int | str]) -> str:
    return option("--stance", ",".join(f"{label}={value}" for label, value in meant.items()))
