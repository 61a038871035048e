"""`check`: is the dataset in order?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from positions.library.loading import Data
from positions.library.notices import say
from positions.library.options.keywords import CheckKeywords
from positions.library.options.reading import read_options
from positions.library.source import Source, load_source, source_of
from positions.problems import Problem, UsageError

if TYPE_CHECKING:
    from positions.reports.check import Checked, Withheld


@dataclass(frozen=True)
class CheckResult:
    """What checking came to.

    Attributes:
        checked: what each dataset came to.
        passed: whether there is no error; with `strict`, no problem at all.
    """

    checked: tuple[Checked, ...]
    passed: bool

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems: errors, warnings and notes, each with its place and a hint."""
        return tuple(problem for one in self.checked for problem in one.problems)

    @property
    def places(self) -> tuple[str, ...]:
        """Where each quotation was found."""
        return tuple(place for one in self.checked for place in one.places)

    def __repr__(self) -> str:
        lines = [f"{one.name}: {one.overview}" for one in self.checked if one.overview is not None]
        shown = [f"{problem.location}: {problem.severity}: {problem.message}" for problem in self.problems]
        return "\n".join([*lines, *shown]) or "nothing was checked"


def check(*data: Data, **options: Unpack[CheckKeywords]) -> CheckResult:
    """Find every mistake in datasets: their form, their references, their stances, their quotations.

    Args:
        data: datasets in YAML: files, folders, bytes. Of files that are parts of a dataset's folder, the
            folder is checked, once.
        options: `quotes` (False: quotations are not looked for in the sources' texts), `strict` (warnings and
            notes fail too), `names_` (a file with the real names of stakeholders, kept outside: an error
            wherever the dataset gives one of them away).

    Raises:
        UsageError: if one cannot be opened, or none is named.
    """
    from positions.reports.check import check as check_report
    from positions.reports.check import fails

    asked = read_options(CheckKeywords, options)
    if not data:
        raise UsageError("check what?", "name a dataset: a file or a folder")
    names = _names(asked["names_"])
    checked = tuple(
        check_report(load_source(source), quotes=asked["quotes"], names=names)
        for source in _whole(map(source_of, data))
    )
    return CheckResult(checked, not fails(checked, strict=asked["strict"]))


def _names(file: Path | None) -> Withheld | None:
    from positions.dataset.audience.names import read_names
    from positions.reports.check import Withheld

    return None if file is None else Withheld(read_names(file), file)


def _whole(sources: Iterable[Source]) -> list[Source]:
    """Return the datasets that are named, each once: for a part of a folder's dataset, the folder."""
    from positions.dataset.storage.parts import folder_of_parts

    whole: dict[Path | int, Source] = {}
    for source in sources:
        folder = None if source.path is None else folder_of_parts(source.path)
        if folder is not None and folder not in whole:
            say(f"{source.path} is a part of the dataset in {folder}: checking the folder.")
        place = folder or source.path
        whole[id(source) if place is None else place] = source if folder is None else Source(folder)
    return list(whole.values())
