"""Which dataset: the one named, else the one that lies here or above, else the example."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from positions.cli import streams
from positions.problems import UsageError

VARIABLE = "POSITIONS_DATA"
PLACES = (Path("data", "stakeholders.yaml"), Path("stakeholders.yaml"))
_PACKAGE = Path(__file__).parent.parent


@dataclass(frozen=True)
class DatasetPath:
    """Where the dataset is: `path` is None for standard input; `others` are files read beside it."""

    path: Path | None
    is_example: bool = False
    others: tuple[Path, ...] = ()

    @property
    def inputs(self) -> tuple[Path, ...]:
        """What must not be overwritten by the output."""
        return self.others if self.path is None else (self.path, *self.others)

    def announce(self, *, quiet: bool = False) -> None:
        """Say on stderr if this is the example."""
        if self.is_example:
            streams.say(
                "No dataset here: this is the example. `positions init` starts your own.", quiet=quiet
            )


def find_dataset(option: str | None, *, example_allowed: bool) -> DatasetPath:
    """Return where the dataset is.

    `--data` comes first, then POSITIONS_DATA, then data/stakeholders.yaml and stakeholders.yaml in this
    folder and, inside a git repository, in those above it up to the repository's root; then the example.

    Raises:
        UsageError: if POSITIONS_DATA names nothing, or there is no dataset and the example is not allowed.
    """
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
    if not example_allowed:
        raise UsageError(
            "there is no dataset here", "name one with --data PATH, or start one with `positions init`"
        )
    return DatasetPath(example_path(), is_example=True)


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


def _nearby() -> Iterator[Path]:
    try:
        here = Path.cwd()
    except OSError:  # the folder has been deleted under us
        return
    for folder in _upward(here):
        for place in PLACES:
            # os.path.isfile is False where a folder may not be searched, and Path.is_file raises
            if os.path.isfile(folder / place):  # noqa: PTH113  # as above
                yield Path(os.path.relpath(folder / place, here)) if folder == here else folder / place


def _upward(here: Path) -> list[Path]:
    folders = [here, *here.parents]
    for index, folder in enumerate(folders):
        if os.path.lexists(folder / ".git"):
            return folders[: index + 1]
    return [here]
