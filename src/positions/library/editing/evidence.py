"""The words behind a new position, looked for in their source at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from positions.dataset.load import Loaded
from positions.dataset.models import Evidence
from positions.dataset.quotations.check import look_up, not_found
from positions.dataset.quotations.search import Found, NotFound
from positions.library.editing.fields import EvidenceFields
from positions.library.editing.values import build, tidy
from positions.problems import DataError, Problem, UsageError
from positions.selection import find_source

Say = Callable[[str | Problem], None]
"""Takes what a person should know: a sentence, or a problem that stops nothing."""


def evidence_of(
    loaded: Loaded, fields: EvidenceFields, say: Say, *, looked_up: bool = False
) -> Evidence | None:
    """Return the item of evidence that the fields make; None where they say nothing.

    Args:
        loaded: the dataset.
        fields: the words and where they stand.
        say: told where the quotation is, or why it could not be looked for.
        looked_up: whether the quotation has been looked for already.

    Raises:
        DataError: if the quotation is not in the source's text, and is not to be kept all the same.
        UsageError: if the source is unknown or a field is wrong.
    """
    named = fields.get("source")
    source = find_source(loaded.require(), named) if named is not None else None
    quote = " ".join((tidy(fields.get("quote")) or "").split()) or None
    if quote is not None and not looked_up:
        require_found(quotation_problem(loaded, source, quote, say), say, forced=fields.get("force", False))
    given: Mapping[str, object] = {
        "source": source,
        "quote": quote,
        "translation": tidy(fields.get("translation")),
        "speaker": tidy(fields.get("speaker")),
        "locator": tidy(fields.get("locator")),
        "basis": fields.get("basis"),
        "url": tidy(fields.get("url")),
    }
    if given["basis"] == "attributed" and given["speaker"] is None:
        raise UsageError("missing: --speaker", "name the speaker: an attributed position needs one")
    return build(Evidence, given) if any(value is not None for value in given.values()) else None


def require_found(problem: Problem | None, say: Say, *, forced: bool) -> None:
    """Refuse a quotation that is not in its source's text; with `forced`, only say so.

    Raises:
        DataError: if there is such a problem, with the closest passage.
    """
    if problem is None:
        return
    if not forced:
        hint = f"{problem.hint}\ncorrect it, or keep it as it is with --force"
        raise DataError([replace(problem, hint=hint)])
    say(f"Kept anyway: {problem.message}.")


def quotation_problem(loaded: Loaded, source: str | None, quote: str, say: Say) -> Problem | None:
    """Return the problem with a quotation that is not in its source; say where it is, if it is."""
    found_in = loaded.require().sources.get(source or "")
    if found_in is None or loaded.folder is None:
        return None
    found, problem = look_up(quote, found_in, loaded.folder)
    if isinstance(found, NotFound):
        return not_found(found, found_in.text or "")
    if isinstance(found, Found):
        page = "" if found.page is None else f"page {found.page}, "
        say(f"The quotation is in {found_in.text}, {page}line {found.line}.")
    elif problem is not None:
        say(problem)
    return None
