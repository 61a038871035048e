"""The words behind a stance: whose they are, and the source in which they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from positions.dataset.models import Evidence, Position, Source
from positions.reports.common.study import Study
from positions.tables import EvidenceItem, EvidenceKind
from positions.vocabulary import Basis


def evidence_of_cell(study: Study, actor: int, issue: int) -> tuple[EvidenceItem, ...]:
    """Return the evidence behind a cell (both by index), whatever it says: a position, mixed, undecided ...

    Where entries on both sides make the cell mixed, the items of all of them, each with its stance. Nothing
    where a filter took the cell out, or nobody has researched it.
    """
    detail = study.grid.details.get((actor, issue))
    if detail is None or study.grid.state(actor, issue) == "excluded":
        return ()
    held = study.grid.issues[issue].id
    return tuple(
        item
        for entry in detail.entries
        for item in evidence_of_entry(
            entry,
            study.dataset.sources,
            stance=study.dataset.in_words(held, entry.stance) if detail.both_sides else None,
        )
    )


def evidence_of_entry(
    entry: Position, sources: Mapping[str, Source], *, stance: str | None = None
) -> tuple[EvidenceItem, ...]:
    """Return the evidence of one entry; each item shows `stance`, where one is given."""
    return tuple(
        _item(
            item,
            sources.get(item.source) if item.source else None,
            kind=kind_of(
                item.effective_basis,
                stance=entry.stance,
                has_words=bool(item.quote or item.translation),
            ),
            stance=stance,
        )
        for item in entry.evidence
    )


def kind_of(basis: Basis, *, stance: object, has_words: bool) -> EvidenceKind:
    """Return whose words an item holds.

    A source without words that a coder noted beside "silent" is one that was searched.
    """
    if stance == "silent" and basis == "inferred" and not has_words:
        return "searched"
    match basis:
        case "stated":
            return "own"
        case "reported":
            return "paraphrase"
        case "attributed":
            return "according-to"
        case "inferred":
            return "reading"
        case _:
            assert_never(basis)


def archived_copy(source: Source) -> str | None:
    """Return the address of a source's copy in an archive, with its date where that is known."""
    if source.archived is None:
        return None
    made = source.archived.date
    return source.archived.url if made is None else f"{source.archived.url} ({made})"


def _item(item: Evidence, source: Source | None, *, kind: EvidenceKind, stance: str | None) -> EvidenceItem:
    return EvidenceItem(
        kind=kind,
        basis=item.effective_basis,
        words=item.quote,
        translation=item.translation,
        speaker=item.speaker,
        source_id=item.source,
        title=source.title if source else None,
        publisher=source.publisher if source else None,
        author=source.author if source else None,
        date=str(source.date) if source and source.date else None,
        url=source.url if source else None,
        locator=item.locator,
        stance=stance,
        passage=item.url,
        section=source.section if source else None,
        retrieved=str(source.retrieved) if source and source.retrieved else None,
        archived=archived_copy(source) if source else None,
    )
