"""Is a dataset in order: its form, its references, and every quotation in its source's text?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from positions.dataset.audience.leaks import check_names
from positions.dataset.audience.names import RealName
from positions.dataset.load import Loaded
from positions.dataset.models import Dataset
from positions.dataset.quotations.check import Verification, check_quotations, verify
from positions.dataset.quotations.hashes import check_hashes
from positions.dataset.quotations.search import Found
from positions.problems import Problem
from positions.reports.common.cells import counted
from positions.reports.common.overview import overview


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking a dataset came to.

    Attributes:
        name: the file or folder.
        problems: all of them, those of quotations last.
        overview: what the dataset holds, in one line; None where it has errors of form.
        places: for each quotation that was found, where it stands and whose it is.
    """

    name: str
    problems: tuple[Problem, ...]
    overview: str | None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withheld:
    """Real names by the stakeholder's id, and the file that they are in."""

    names: Mapping[str, RealName]
    file: Path


def check(loaded: Loaded, *, quotes: bool = True, names: Withheld | None = None) -> Checked:
    """Return what is wrong with a dataset, and what it holds.

    With `names`, an error wherever the dataset gives one of them away.

    Quotations are looked for only where the dataset is otherwise sound and lies in a folder.
    """
    if names is not None:
        given_away = tuple(check_names(loaded, names.names, names.file))
        loaded = replace(loaded, problems=(*loaded.problems, *given_away))
    dataset = loaded.dataset
    if dataset is None:
        return Checked(loaded.name, loaded.problems, None)
    if not quotes or loaded.folder is None:
        return Checked(loaded.name, loaded.problems, overview(dataset))
    verified = verify(dataset, loaded.folder)
    return Checked(
        loaded.name,
        (
            *loaded.problems,
            *check_hashes(dataset, loaded.origin, loaded.folder),
            *check_quotations(dataset, loaded.origin, verified),
        ),
        f"{overview(dataset)}; {_quotations(verified)}",
        tuple(_places(dataset, verified)),
    )


def fails(checked: Sequence[Checked], *, strict: bool) -> bool:
    """Return whether there is an error; with `strict`, whether there is any problem at all."""
    return any(problem.is_error or strict for one in checked for problem in one.problems)


def _quotations(verified: Verification) -> str:
    found = sum(isinstance(result, Found) for result in verified.quotations.values())
    unchecked = sum(result is None for result in verified.quotations.values())
    total = len(verified.quotations)
    if not total:
        return "no quotations"
    if unchecked == total:
        return f"{counted(total, 'quotation')}, none checked: no source has a `text` here"
    rest = f", {unchecked} not checked" if unchecked else ""
    return f"{found:,} of {counted(total, 'quotation')} found in the sources{rest}"


def _places(dataset: Dataset, verified: Verification) -> Iterator[str]:
    for (actor, issue, entry, number), result in verified.quotations.items():
        item = dataset.stakeholders[actor].positions[issue][entry].evidence[number]
        if isinstance(result, Found) and item.source is not None:
            page = "" if result.page is None else f"page {result.page}, "
            text = dataset.sources[item.source].text
            words = f"“{item.quote}”" if item.effective_basis == "stated" else item.quote
            basis = "" if item.effective_basis == "stated" else f" ({item.effective_basis})"
            yield f"{text}: {page}line {result.line}: {actor} on {issue}{basis}: {words}"
