"""Loading: from a path to a dataset, or to every problem that prevents it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath

from pydantic import ValidationError

from positions.dataset.merging import ACTORS, SECTIONS, Merge
from positions.dataset.models import FORMAT, Dataset, Stakeholder
from positions.dataset.origin import Origin
from positions.dataset.scale import Scale
from positions.dataset.storage.parts import folder_of_part, unread_parts
from positions.dataset.storage.snapshot import read_between_edits
from positions.dataset.validation.checks import check_changes
from positions.dataset.validation.despite import problems_despite
from positions.dataset.validation.messages import describe
from positions.dataset.yaml.reader import Document, Value, read_bytes
from positions.problems import DataError, Problem
from positions.vocabulary import NON_POSITIONS


@dataclass(frozen=True, slots=True)
class Loaded:
    """A dataset with where it came from.

    `dataset` is None where there are errors. `problems` holds warnings and notes too. `sha256` is over the
    file's bytes; of a folder, over the names and bytes of its files in the order of the names. `held_back`
    says what of it its readers do not see, or that they see what is private; None where nothing is. `clean`
    are the actors in whose cells nothing is wrong, not even with a single coder a cell.
    """

    dataset: Dataset | None
    origin: Origin
    problems: tuple[Problem, ...]
    sha256: str
    folder: FilePath | None
    held_back: str | None = None
    clean: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def name(self) -> str:
        """What the dataset is called in messages: its file, or its folder."""
        documents = self.origin.documents
        return documents[0].name if len(documents) == 1 or self.folder is None else f"{self.folder}/"

    def require(self) -> Dataset:
        """Return the dataset.

        Raises:
            DataError: with all problems, if there is an error among them.
        """
        if self.dataset is None:
            raise DataError(self.problems)
        return self.dataset


def load(path: FilePath, *, several_coders: bool = False) -> Loaded:
    """Read a dataset from a file, or from a folder of YAML files that are merged.

    It is read between two edits. Where an edit was interrupted half-way, that is the one problem.

    Raises:
        UsageError: if the path cannot be opened, or a folder holds no YAML file.
    """
    contents, unfinished = read_between_edits(path)
    loaded = load_contents(contents, path, several_coders=several_coders)
    if unfinished:
        return replace(loaded, dataset=None, problems=unfinished)
    if path.is_dir():
        return replace(loaded, problems=(*loaded.problems, *unread_parts(path)))
    return replace(loaded, problems=_of_a_part(loaded, path)) if loaded.dataset is None else loaded


def _of_a_part(loaded: Loaded, path: FilePath) -> tuple[Problem, ...]:
    """Return the problems of a file; of one that is a part of a folder, that it is one."""
    document = loaded.origin.documents[0]
    alone = isinstance(document.value, dict) and set(document.value) <= set(SECTIONS)
    folder = folder_of_part(path) if alone and document.value and document.complete else None
    if folder is None:
        return loaded.problems
    message = f"this file alone is not a dataset: it is a part of the one in the folder {folder}"
    problem = Problem("part-alone", message, document.locate(()), f"name the folder: {folder}")
    return (problem, *document.problems)


def load_contents(
    contents: Mapping[FilePath, bytes],
    path: FilePath,
    *,
    several_coders: bool = False,
    before: Loaded | None = None,
    nearer: Sequence[Document] = (),
) -> Loaded:
    """Build the dataset at a path from the bytes of its files.

    Args:
        contents: the bytes of each file.
        path: the file or folder.
        several_coders: whether entries by different coders may stand in one cell.
        before: the dataset when the files held other bytes; what has not changed is not read again.
        nearer: documents made of those before, which are nearer to what the files hold now: of an edit in
            several places, all but the last are read already.
    """
    files = [(file.name, str(file), data) for file, data in contents.items()]
    is_folder = path.is_dir()
    folder = path if is_folder else path.parent
    return load_files(
        files, folder, is_folder=is_folder, several_coders=several_coders, before=before, nearer=nearer
    )


def digest_of_contents(contents: Mapping[FilePath, bytes], path: FilePath) -> str:
    """Return the hash that the dataset at a path has whose files hold these bytes, without reading it."""
    return _digest([(file.name, data) for file, data in contents.items()], is_folder=path.is_dir())


def _digest(files: Iterable[tuple[str, bytes]], *, is_folder: bool) -> str:
    digest = hashlib.sha256()
    for name, data in files:
        if is_folder:
            digest.update(name.encode() + b"\0" + len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def load_files(
    files: Sequence[tuple[str, str, bytes]],
    folder: FilePath | None,
    *,
    is_folder: bool,
    several_coders: bool = False,
    before: Loaded | None = None,
    nearer: Sequence[Document] = (),
) -> Loaded:
    """Build a dataset from files that have been read: (file name, name in messages, bytes).

    Args:
        files: one, or those of a folder by name.
        folder: where sources' texts are found from; None where there is no such place.
        is_folder: whether the hash is over names and bytes, as for a folder.
        several_coders: whether entries by different coders may stand in one cell.
        before: the dataset when the files held other bytes; what has not changed is not read again.
        nearer: as for `load_contents`.
    """
    known = before if before is not None and before.dataset is not None else None
    documents = _documents(files, [*known.origin.documents, *nearer] if known is not None else [])
    digest = _digest([(name, data) for name, _, data in files], is_folder=is_folder)
    return _build(documents, digest, folder, several_coders, known)


def _documents(files: Sequence[tuple[str, str, bytes]], before: Sequence[Document]) -> list[Document]:
    """Return the documents of files; of one that was read before, only what has changed since is read."""
    if not before:
        return [read_bytes(data, shown) for _, shown, data in files]
    from positions.dataset.yaml.reread import read_bytes_again  # editing needs it, reading does without

    known = {document.name: document for document in before}
    return [
        read_bytes_again(known[shown], data) if shown in known else read_bytes(data, shown)
        for _, shown, data in files
    ]


def emptied(loaded: Loaded) -> Loaded:
    """Return a dataset before anything was in it: with its title and its scale, and nothing else.

    Raises:
        DataError: if it has errors.
    """
    nothing = loaded.require().model_copy(update={section: {} for section in SECTIONS})
    return replace(loaded, dataset=nothing, problems=(), sha256=hashlib.sha256().hexdigest())


def load_bytes(data: bytes, name: str = "<stdin>", *, several_coders: bool = False) -> Loaded:
    """Read a dataset from bytes, for example from standard input."""
    return _build([read_bytes(data, name)], hashlib.sha256(data).hexdigest(), None, several_coders)


def _build(
    documents: Sequence[Document],
    sha256: str,
    folder: FilePath | None,
    several_coders: bool,
    before: Loaded | None = None,
) -> Loaded:
    origin = Origin(tuple(documents))
    problems = [problem for document in documents for problem in document.problems]
    dataset: Dataset | None = None
    clean: frozenset[str] = frozenset()
    if all(map(_is_dataset, documents)):
        merged = Merge(documents)
        problems.extend(merged.problems)
        complete = all(document.complete for document in documents)
        known = _unchanged(merged.value, before) if before is not None else {}
        dataset, found = _validated(merged.value, origin, several_coders, complete=complete, known=known)
        if dataset is not None:
            still = _still_clean(dataset, known, before) if before is not None else frozenset()
            checked = check_changes(dataset, origin, still, several_coders=several_coders)
            found, clean = checked.problems, frozenset() if several_coders else checked.clean
        problems.extend(found)
    elif not any(problem.is_error for problem in problems):
        problems.extend(_no_mapping(documents))
    problems = _before_breaks(problems, documents)
    if any(problem.is_error for problem in problems):
        dataset = None
    found_in_order = tuple(_in_order(problems, documents))
    return Loaded(dataset, origin, found_in_order, sha256, folder, clean=clean)


def _unchanged(value: dict[str, Value], before: Loaded) -> dict[str, Stakeholder]:
    """Return the actors of which the files say the very same as before, by their id."""
    then = Merge(before.origin.documents).value.get(ACTORS)
    now = value.get(ACTORS)
    if not isinstance(then, dict) or not isinstance(now, dict):
        return {}
    actors = before.require().stakeholders
    return {name: actors[name] for name in now if name in actors and _is_same(now[name], then.get(name))}


def _still_clean(dataset: Dataset, known: Mapping[str, Stakeholder], before: Loaded) -> frozenset[str]:
    """Return the actors that are as they were, and in whose cells nothing is wrong as nothing was.

    What is right in a cell depends on all that is declared beside the actors.
    """
    then = before.require()
    for name in Dataset.model_fields:
        if name != ACTORS and getattr(dataset, name) != getattr(then, name):
            return frozenset()
    return before.clean & known.keys()


def _is_same(now: Value, then: Value) -> bool:
    """Return whether two values are one, or mappings in the same order of values that are."""
    if now is then:
        return True
    if not isinstance(now, dict) or not isinstance(then, dict) or list(now) != list(then):
        return False
    return all(_is_same(now[key], then[key]) for key in now)


def _built(value: dict[str, Value], known: Mapping[str, Stakeholder]) -> Dataset:
    """Return the dataset of a value, of whose actors some are known already.

    Raises:
        ValidationError: if anything else is wrong.
    """
    actors = value.get(ACTORS)
    if not known or not isinstance(actors, dict):
        return Dataset.model_validate(value)
    others: dict[str, Value] = {name: actor for name, actor in actors.items() if name not in known}
    rest = Dataset.model_validate({**value, ACTORS: others})
    new = rest.stakeholders
    return rest.model_copy(
        update={ACTORS: {name: known[name] if name in known else new[name] for name in actors}}
    )


def _validated(
    value: dict[str, Value],
    origin: Origin,
    several_coders: bool,
    *,
    complete: bool,
    known: Mapping[str, Stakeholder],
) -> tuple[Dataset | None, list[Problem]]:
    too_new = _too_new(value, origin)
    if too_new is not None:
        return None, [too_new]
    try:
        dataset = _built(value, known)
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False)
        problems = [describe(error, origin) for error in errors if complete or error["type"] != "missing"]
        return None, [*problems, *problems_despite(value, errors, origin, several_coders=several_coders)]
    if dataset.scale.name == "nominal" and not dataset.scale.labels:
        dataset = dataset.model_copy(update={"scale": observed_labels(dataset)})
    return dataset, []


def _too_new(value: dict[str, Value], origin: Origin) -> Problem | None:
    declared = value.get("format")
    if declared is None or declared == str(FORMAT):
        return None
    if isinstance(declared, str) and declared.isdecimal() and int(declared) > FORMAT:
        message = f"the file is in format {declared}, and this program reads up to {FORMAT}"
        return origin.problem(
            "format-too-new", ("format",), message, "upgrade: pip install --upgrade positions"
        )
    return origin.problem(
        "unknown-format", ("format",), "there is no such format", f"write `format: {FORMAT}`"
    )


def observed_labels(dataset: Dataset) -> Scale:
    """Return the nominal scale of the labels that occur as stances, in the order of the file."""
    stances = (
        str(entry.stance)
        for stakeholder in dataset.stakeholders.values()
        for entries in stakeholder.positions.values()
        for entry in entries
        if entry.stance not in NON_POSITIONS
    )
    return Scale.nominal(tuple(dict.fromkeys(stances)))


def _is_dataset(document: Document) -> bool:
    """Return whether at least one of its keys is a dataset's: else it is another kind of file altogether."""
    return isinstance(document.value, dict) and not Dataset.model_fields.keys().isdisjoint(document.value)


def _no_mapping(documents: Sequence[Document]) -> Iterator[Problem]:
    for document in documents:
        if not _is_dataset(document):
            hint = "it begins with `format: 1` and `title: ...`: `positions init` writes one to start from"
            yield Problem("not-a-dataset", "this file is not a dataset", document.locate(()), hint)


def _before_breaks(problems: Sequence[Problem], documents: Sequence[Document]) -> list[Problem]:
    """Leave out what seems wrong behind a syntax error: the text there was not understood."""
    breaks = {
        problem.location.file: (problem.location.line or 0, problem.location.column or 0)
        for document in documents
        for problem in document.problems
        if problem.code == "rest-not-checked" and problem.location is not None
    }
    found = {problem for document in documents for problem in document.problems}

    def stands(problem: Problem) -> bool:
        where = problem.location
        if problem in found or where is None or where.file not in breaks:
            return True
        return (where.line or 0, where.column or 0) < breaks[where.file]

    return [problem for problem in problems if stands(problem)]


def _in_order(problems: Iterable[Problem], documents: Sequence[Document]) -> list[Problem]:
    """Return the problems file by file, from top to bottom, each once."""
    files = {document.name: index for index, document in enumerate(documents)}

    def place(problem: Problem) -> tuple[int, int, int]:
        where = problem.location
        if where is None:
            return len(files), 0, 0
        return files.get(where.file, len(files)), where.line or 0, where.column or 0

    return sorted(dict.fromkeys(problems), key=place)
