"""Several coders' readings of the same sources: a file each, or one file whose entries name their coder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from positions.dataset.audience.public_views import public_views
from positions.dataset.load import Loaded
from positions.dataset.models import Dataset, Position, Stakeholder
from positions.dataset.origin import Origin
from positions.dataset.scale import Scale
from positions.dataset.yaml.reader import Path as YamlPath
from positions.problems import DataError, Location, Problem, UsageError
from positions.vocabulary import Audience

Cells = Mapping[str, tuple[Position, ...]]


@dataclass(frozen=True, slots=True)
class Coding:
    """What one coder has coded. All of a set have the same issues, actors and scale, in the same order.

    `folder` is where sources' texts are found from, None where they cannot be read. `file` names the data in
    messages.
    """

    coder: str
    dataset: Dataset
    origin: Origin
    folder: Path | None = None
    file: str = ""

    def locate(self, path: YamlPath, *, key: bool = False) -> Location:
        """Return the place of a value, or of its key; of what is no YAML, the file."""
        return self.origin.locate(path, key=key) if self.origin.documents else Location(self.file)


@dataclass(frozen=True, slots=True)
class Codings:
    """The coders' readings, with the warnings about them; `sha256` has one of each file that was read.
    `held_back` says what of them the public does not see."""

    coders: tuple[Coding, ...]
    warnings: tuple[Problem, ...]
    sha256: tuple[str, ...]
    held_back: str | None = None


def codings_of(loaded: Sequence[Loaded], paths: Sequence[Path], audience: Audience = "team") -> Codings:
    """Return the readings in datasets that were opened, one for each coder or one of several.

    They hold all that is private too; `codings_seen_by` takes it out.

    Args:
        loaded: the datasets.
        paths: the file or folder of each.
        audience: who sees the names of coders: a file's coder is, for the public, who signed what is public,
            and those of one file come in the order of that.

    Raises:
        DataError: if a dataset has errors, or they differ in issues, actors or scale.
        UsageError: if there is one coder only.
    """
    problems = [problem for one in loaded for problem in one.problems]
    if any(one.dataset is None for one in loaded):
        raise DataError(problems)
    codings = (
        _by_coder(loaded[0], paths[0], audience) if len(loaded) == 1 else _by_file(paths, loaded, audience)
    )
    first, others = codings[0], codings[1:]
    found = [problem for other in others for problem in _differences(first, other)] if len(loaded) > 1 else []
    if any(problem.is_error for problem in found):
        raise DataError([*problems, *found])
    scale = _common_scale(codings)
    aligned = tuple(_aligned(coding, first.dataset, scale) for coding in codings)
    return Codings(aligned, (*problems, *found), tuple(one.sha256 for one in loaded))


def _coding(coder: str, dataset: Dataset, loaded: Loaded, path: Path) -> Coding:
    documents = ", ".join(document.name for document in loaded.origin.documents)
    return Coding(coder, dataset, loaded.origin, loaded.folder, documents or str(path))


def _by_coder(loaded: Loaded, path: Path, audience: Audience) -> list[Coding]:
    """Split a dataset whose entries name their coder."""
    dataset = loaded.require()
    whole = _coding("", dataset, loaded, path)
    coders = dict.fromkeys(
        entry.coder
        for actor in dataset.stakeholders.values()
        for entry in _entries(actor)
        if entry.coder is not None and not (audience == "public" and (actor.private or entry.private))
    )
    unnamed = []
    for actor, stakeholder in dataset.stakeholders.items():
        for issue, entries in stakeholder.positions.items():
            for index, entry in enumerate(entries):
                if entry.coder is None:
                    place = ("stakeholders", actor, "positions", issue, index)
                    message = "an entry without a coder beside entries that have one"
                    hint = "add `coder: ...`, or give a file for each coder"
                    unnamed.append(Problem("missing-coder", message, whole.locate(place), hint))
                else:
                    coders.setdefault(entry.coder)
    if len(coders) < 2:
        raise UsageError(
            f"{whole.file} holds the readings of {'one coder' if coders else 'no named coder'}",
            "name a file for each coder, or give each entry its `coder`",
        )
    if unnamed:
        raise DataError([*loaded.problems, *unnamed])

    def of(coder: str) -> Coding:
        return replace(whole, coder=coder, dataset=only(dataset, lambda entry: entry.coder == coder))

    return [of(coder) for coder in coders]


def only(dataset: Dataset, is_wanted: Callable[[Position], bool]) -> Dataset:
    """Return a dataset with the entries that are wanted, without the cells that have none of them."""

    def cells(stakeholder: Stakeholder) -> Cells:
        kept = {
            issue: tuple(entry for entry in entries if is_wanted(entry))
            for issue, entries in stakeholder.positions.items()
        }
        return {issue: entries for issue, entries in kept.items() if entries}

    return _with_cells(dataset, {actor: cells(found) for actor, found in dataset.stakeholders.items()})


def _with_cells(dataset: Dataset, cells: Mapping[str, Cells]) -> Dataset:
    actors = {
        actor: dataset.stakeholders[actor].model_copy(update={"positions": positions})
        for actor, positions in cells.items()
    }
    return dataset.model_copy(update={"stakeholders": actors})


def _by_file(paths: Sequence[Path], loaded: Sequence[Loaded], audience: Audience) -> list[Coding]:
    """Name each file's coder: as its entries do, else by the file's name, else by its path."""
    datasets = [one.require() for one in loaded]
    shown = _seen(datasets, audience)
    inside = [coders_in(dataset) for dataset in shown]
    for path, coders in zip(paths, inside, strict=True):
        if len(coders) > 1:
            raise UsageError(
                f"{path} holds the readings of several coders: {', '.join(coders)}",
                "give that file alone, or a file for each coder",
            )
    candidates = [
        [next(iter(coders), path.stem) for path, coders in zip(paths, inside, strict=True)],
        [path.stem for path in paths],
        [str(path) for path in paths],
    ]
    for names in candidates:
        if len(set(names)) == len(names):
            return [
                _coding(name, dataset, one, path)
                for name, dataset, one, path in zip(names, datasets, loaded, paths, strict=True)
            ]
    twice = next(name for name, count in Counter(candidates[-1]).items() if count > 1)
    raise UsageError(f"{twice} is named twice", "name a file for each coder")


def coders_in(dataset: Dataset) -> list[str]:
    """Return who has signed an entry, by name."""
    entries = (entry for actor in dataset.stakeholders.values() for entry in _entries(actor))
    return sorted({entry.coder for entry in entries if entry.coder is not None})


def _seen(datasets: Sequence[Dataset], audience: Audience) -> Sequence[Dataset]:
    return [view.dataset for view in public_views(datasets)] if audience == "public" else datasets


def _entries(actor: Stakeholder) -> Iterator[Position]:
    for entries in actor.positions.values():
        yield from entries


def _differences(first: Coding, other: Coding) -> Iterator[Problem]:
    """Yield what two coders' datasets must have in common and have not."""
    left, right = first.dataset, other.dataset
    both_nominal = left.scale.is_nominal and right.scale.is_nominal
    if left.scale != right.scale and not both_nominal:
        message = f"the scale is not that of {first.file}"
        hint = "coders can be compared on one scale only"
        yield Problem("coders-differ", message, other.locate(("scale",)), hint)
    for name, issue in right.issues.items():
        if name in left.issues and issue.scale != left.issues[name].scale:
            message = f"the scale of {name!r} is not that of {first.file}"
            hint = "coders can be compared on one scale only"
            yield Problem("coders-differ", message, other.locate(("issues", name, "scale")), hint)
    for section, what in (("issues", "issue"), ("stakeholders", "stakeholder")):
        names = list(getattr(left, section)), list(getattr(right, section))
        for one, here, there in ((first, *names), (other, *names[::-1])):
            elsewhere = other if one is first else first
            for name in here:
                if name not in there:
                    message = f"the {what} {name!r} is not in {elsewhere.file}"
                    hint = "copy it over, or delete it here; cells that a coder has not coded may stay empty"
                    path = (section, name)
                    yield Problem("coders-differ", message, one.locate(path, key=True), hint)
    yield from _wordings(first, other)


def _wordings(first: Coding, other: Coding) -> Iterator[Problem]:
    """Yield the wordings that differ: the coders may have had different questions before them."""
    for section, keys in (("issues", ("title", "proposition")), ("stakeholders", ("name",))):
        for name, found in getattr(other.dataset, section).items():
            same = getattr(first.dataset, section).get(name)
            for key in keys:
                if same is not None and getattr(same, key) != getattr(found, key):
                    message = f"the {key} of {name!r} is not that of {first.file}"
                    hint = "check that the coders have judged the same thing"
                    place = other.locate((section, name, key))
                    yield Problem("coders-differ", message, place, hint, "warning")


def _common_scale(codings: Sequence[Coding]) -> Scale:
    """Return the scale that all have; of nominal ones, whose labels may be those that occur, their union."""
    scale = codings[0].dataset.scale
    if not scale.is_nominal:
        return scale
    return Scale.nominal(
        tuple(dict.fromkeys(label for coding in codings for label in coding.dataset.scale.labels))
    )


def _aligned(coding: Coding, first: Dataset, scale: Scale) -> Coding:
    """Return a coding with issues and actors in the order of the first coder's file."""
    found = coding.dataset
    dataset = found.model_copy(
        update={
            "scale": scale,
            "issues": {name: found.issues[name] for name in first.issues},
            "stakeholders": {name: found.stakeholders[name] for name in first.stakeholders},
        }
    )
    return replace(coding, dataset=dataset)
