"""The text of a mail (.eml) and its headers."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr

from positions.dataset.incoming.found_dates import mail_date
from positions.dataset.quotations.markup import html_text
from positions.dataset.quotations.pdf_pages import unreadable
from positions.dataset.quotations.wording import BREAK
from positions.problems import Problem

_MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail's text, details with what its head says of each, and the names of what is attached."""

    text: str
    details: tuple[tuple[str, str | None], ...]
    attached: tuple[str, ...]


def read_mail(data: bytes, name: str) -> Mail | Problem:
    """Return what a mail holds, or the error `source-unreadable` (without a location).

    The plain text is taken where there is one, else the text of its HTML.
    """
    hint = "save its text as .txt"
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        if not isinstance(message, EmailMessage) or not (message["from"] or message["subject"]):
            return unreadable(name, "it is not a mail: it has neither sender nor subject", hint)
        body = message.get_body(("plain", "html"))
        content = body.get_content() if body is not None else ""
        subtype = body.get_content_subtype() if body is not None else "plain"
        details = _details(message)
        attached = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    except (AttributeError, KeyError, LookupError, TypeError, ValueError, RecursionError) as error:
        # what the standard library raises on broken or strange mails
        return unreadable(name, f"it is a broken or unusual mail ({error})", hint)
    text = html_text(content).replace(BREAK, "\n") if subtype == "html" else content
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not text.strip():
        return unreadable(name, "it holds no text", hint)
    return Mail(text.strip() + "\n", details, tuple(attached[:_MOST_LISTED]))


def _details(message: EmailMessage) -> tuple[tuple[str, str | None], ...]:
    sender, address = parseaddr(str(message["from"] or ""))
    return (
        ("title", str(message["subject"] or "")),
        ("author", sender or address),
        ("date", mail_date(str(message["date"] or ""))),
        ("language", str(message["content-language"] or "")),
    )
