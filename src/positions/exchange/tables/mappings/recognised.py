"""Tables in a format that a shipped mapping reads, recognised by the names of their columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from positions.exchange.tables.columns import LONG
from positions.exchange.tables.mappings.reading import SHIPPED, read_mapping, shipped_names
from positions.exchange.tables.settings import TableSettings
from positions.exchange.tables.table_file import TableFile
from positions.names import alike_key
from positions.problems import DataError, UsageError

_ENOUGH = 3
"""With fewer names than this in common, a table is not taken for one of a format."""


def refuse_known_format(file: TableFile) -> None:
    """Raise where a table has the columns of a known format, which says what its codes mean.

    Raises:
        UsageError: if so, with the mapping that reads it; or if the file cannot be opened.
    """
    own = _header(file)
    keys = _keys(own)
    if _keys(LONG) <= keys:
        return
    for name in shipped_names():
        if not _may_fit((SHIPPED / f"{name}.yaml").read_text(encoding="utf-8"), own):
            continue
        settings = read_mapping(str(SHIPPED / f"{name}.yaml"))
        names = [*_names(settings)]
        if len(names) < _ENOUGH or settings.split or (settings.constants and not settings.format.header):
            continue
        form, there = settings.format, keys
        if form.header or form.repeated:
            there = _keys(_header(file.with_names(form.header, form.repeated)))
        if _keys(names) <= there:
            raise UsageError(
                f"{file.path} has the columns of a known format, and its codes mean what that says",
                f"--mapping {name} reads it",
            )


def _keys(names: Iterable[str]) -> set[str]:
    return set(map(alike_key, names))


def _may_fit(mapping: str, header: Sequence[str]) -> bool:
    """Return whether a mapping's text has names of the header: to read YAML takes longer than that.

    A mapping that says which row is the header, or which names stand in it twice, may find another one.
    """
    finds = "\nheader:" in mapping or "\nrepeated:" in mapping
    return finds or sum(name in mapping for name in header if len(name) > 1) >= _ENOUGH - 1


def _header(file: TableFile) -> list[str]:
    """Return a table's header; none where it cannot be read, which its reading will say."""
    try:
        return file.header
    except DataError:
        return []


def _names(settings: TableSettings) -> Iterator[str]:
    """Yield the names of the columns that a table must have for a mapping to read it."""
    made = {*settings.constants, *settings.choices}
    for column in settings.columns.values():
        yield from (part for part in column.split("+") if part and part not in made)
    yield from settings.format.header
    for name in settings.answers:
        if name.startswith("not:") or not any(sign in name for sign in ":*?["):
            yield name.removeprefix("not:")
