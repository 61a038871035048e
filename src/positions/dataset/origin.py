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
