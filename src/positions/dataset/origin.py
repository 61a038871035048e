"""Which file, line and column a part of a dataset came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from positions.dataset.yaml.reader import Document, Path, Value
from positions.problems import Location, Problem, Severity


@dataclass(frozen=True, slots=True)
class Origin:
    """The documents that a dataset was read from, one a file."""

    documents: tuple[Document, ...]

    def document(self, path: Path) -> Document:
        """Return the document that holds the deepest part of the path, the first of several."""
        return max(self.documents, key=lambda document: _depth(document.value, path))

    def locate(self, path: Path, *, key: bool = False) -> Location:
        """Return the place of the value at the path, or of the key itself."""
        return self.document(path).locate(path, key=key)

    def path_at(self, where: Location) -> Path:
        """Return the path of the deepest value whose lines hold a place; () where there is none."""
        document = next((one for one in self.documents if one.name == where.file), None)
        if document is None or where.line is None:
            return ()
        path: Path = ()
        while (inner := _last_from(document, path, where.line)) is not None:
            path = inner
        return path

    def problem(
        self,
        code: str,
        path: Path,
        message: str,
        hint: str | None = None,
        severity: Severity = "error",
    ) -> Problem:
        """Return a problem with the value at the path."""
        return Problem(code, message, self.locate(path), hint, severity)


def _last_from(document: Document, path: Path, line: int) -> Path | None:
    """Return the last value in a mapping or list that begins in a line or before it, and reaches it."""
    value = document.value
    for part in path:
        value = value[part]  # type: ignore[index]  # a path of the document itself
    parts = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    found: Path | None = None
    for part in parts:
        span = document.span((*path, part), key=True)
        if span is None or span.line > line:
            break
        found = (*path, part)
    extent = document.extent(found) if found is not None else None
    if extent is None or document.text.count("\n", 0, extent[1]) + 1 < line:
        return None
    return found


def _depth(value: Value, path: Sequence[str | int]) -> int:
    depth = 0
    for part in path:
        if isinstance(value, dict) and part in value:
            value = value[str(part)]
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            break
        depth += 1
    return depth
