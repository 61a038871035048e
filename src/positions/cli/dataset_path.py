"""Which dataset: the one named, else the one that lies here or above, else the example."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from positions.problems import UsageError

VARIABLE = "POSITIONS_DATA"
PLACES = (Path("data", "stakeholders.yaml"), Path("stakeholders.yaml"))
_PACKAGE = Path(__file__).parent.parent


@dataclass(frozen=True)
class DatasetPath:
    """Where the dataset is: `path` is None for standard input.

    With the example, `near` names what may have been meant instead, and `asked_for` says that it was named.
    """

    path: Path | None
    is_example: bool = False
    near: str | None = None
    asked_for: bool = False

    @property
    def inputs(self) -> tuple[Path, ...]:
        """What must not be overwritten by the output."""
        return () if self.path is None else (self.path,)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What people should know if this is the example."""
        if not self.is_example or self.asked_for:
            return ()
        near = () if self.near is None else (f"{self.near[:1].upper()}{self.near[1:]}.",)
        return ("No dataset here: this is the example. `positions init` starts your own.", *near)


def find_dataset(option: str | None, *, example_allowed: bool, example: bool | None = None) -> DatasetPath:
    """Return where the dataset is.

    `--data` comes first, then POSITIONS_DATA, then data/stakeholders.yaml and stakeholders.yaml in this
    folder and, inside a git repository, in those above it up to the repository's root; then the example.

    Args:
        option: the text of `--data`.
        example_allowed: whether the example stands in where there is no dataset.
        example: whether `--example` was given; None where the command has no such option.

    Raises:
        UsageError: if POSITIONS_DATA names nothing, two datasets are named, or there is no dataset and the
            example is not allowed; with the folders that were searched.
    """
    if example:
        if option is not None:
            raise UsageError("--data and --example name two datasets", "leave one of them out")
        return DatasetPath(example_path(), is_example=True, asked_for=True)
    if option is not None:
        return DatasetPath(None if option == "-" else Path(option))
    named = os.environ.get(VARIABLE)
    if named:
        if named != "-" and not os.path.lexists(named):
            raise UsageError(f"{VARIABLE} names {named}, and there is no such file or folder")
        return DatasetPath(None if named == "-" else Path(named))
    found = next(_nearby(), None)
    if found is not None:
        return DatasetPath(found)
    near = _near_miss()
    if not example_allowed:
        searched = ", ".join(
            dict.fromkeys(str(folder / place.parent) for folder in _folders() for place in PLACES)
        )
        ways = "name one with --data PATH, or start one with `positions init`"
        if example is not None:
            ways = "name one with --data PATH, start one with `positions init`, or use --example"
        message = f"there is no dataset here: no stakeholders.yaml in {searched}" if searched else _NO_FOLDER
        raise UsageError(message, f"{near}; or {ways}" if near else ways)
    return DatasetPath(example_path(), is_example=True, near=near)


_NO_FOLDER = "there is no dataset here: this folder is gone"
_NEAR_NAMES = ("stakeholders.yaml.txt", "stakeholders.yml", "stakeholder.yaml", "stakeholders.yaml")


def _near_miss() -> str | None:
    """Return a hint at a file that may be meant: with another suffix or spelling, or one folder above."""
    for folder in _folders()[:1]:
        for place in PLACES:
            for file in _listed(folder / place.parent):
                if file.name.lower() in _NEAR_NAMES:
                    return f"there is {os.path.relpath(file, folder)}: rename it to stakeholders.yaml"
        for place in PLACES:
            above = folder.parent / place
            if os.path.isfile(above):  # noqa: PTH113  # False where a folder may not be searched
                return f"there is a dataset in the folder above: --data {os.path.relpath(above, folder)}"
    return None


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def example_path(package: Path = _PACKAGE) -> Path:
    """Return where the example is: in the package, else (an editable install) in the checkout around it.

    Raises:
        UsageError: if it is in neither.
    """
    installed = package / "data" / "stakeholders.yaml"
    checkout = package.parent.parent / "data" / "stakeholders.yaml"
    for path in (installed, checkout):
        if path.is_file():
            return path
    raise UsageError("the example dataset is missing from this installation", "name one with --data PATH")


def _folders() -> list[Path]:
    """Return the folders that are searched, this one first; none where it has been deleted under us."""
    try:
        return _upward(Path.cwd())
    except OSError:
        return []


def _nearby() -> Iterator[Path]:
    folders = _folders()
    for folder in folders:
        here = folders[0]
        for place in PLACES:
            # os.path.isfile is False where a folder may not be searched, and Path.is_file raises
            if os.path.isfile(folder / place):  # noqa: PTH113  # as above
                yield Path(os.path.relpath(folder / place, here)) if folder == here else folder / place


def repository_root() -> Path | None:
    """Return the root of the git repository around the current folder, links resolved; None outside one."""
    folders = _folders()
    root = Path(os.path.realpath(folders[-1])) if folders else None
    return root if root is not None and os.path.lexists(root / ".git") else None


def _upward(here: Path) -> list[Path]:
    folders = [here, *here.parents]
    for index, folder in enumerate(folders):
        if os.path.lexists(folder / ".git"):
            return folders[: index + 1]
    return [here]
