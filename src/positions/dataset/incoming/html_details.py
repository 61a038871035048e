"""The metadata in the head of an HTML page."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

_LOOKED_AT = 400_000
"""Characters of a page that are looked through: its head, and where sites keep their data."""

_META = re.compile(r"<(meta|link|html)\b([^<>]{0,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:.-]{1,40})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LINKED_DATA = re.compile(r"<script\b[^<>]{0,400}application/ld\+json[^<>]{0,400}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,400}>")

_NAMES = {
    "title": ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title"),
    "author": ("citation_author", "author", "article:author", "dc.creator", "dcterms.creator", "byl"),
    "publisher": ("citation_publisher", "og:site_name", "dc.publisher", "dcterms.publisher", "publisher"),
    "date": (
        *("citation_publication_date", "article:published_time", "dc.date", "dcterms.issued", "dcterms.date"),
        *("date", "datepublished", "pubdate", "publish-date", "parsely-pub-date"),
    ),
    "url": ("og:url",),
    "language": ("dc.language", "og:locale"),
}


def html_details(text: str) -> Iterator[tuple[str, str | None]]:
    """Return what a page says of itself, the better first: addresses, meta elements, linked data, title."""
    head = text[:_LOOKED_AT]
    tags = [(match[1].lower(), _attributes(match[2])) for match in _META.finditer(head)]
    for tag, given in tags:
        if tag == "link" and given.get("rel", "").lower() == "canonical":
            yield "url", given.get("href")
        if tag == "html":
            yield "language", given.get("lang")
    said = {_name_of(given): given.get("content") for tag, given in reversed(tags) if tag == "meta"}
    for detail, names in _NAMES.items():
        for name in names:
            yield detail, said.get(name)
    yield from _linked_data(head)
    for element in ("h1", "title"):
        yield "title", _element(head, element)


def _attributes(text: str) -> dict[str, str]:
    return {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(text)
    }


def _name_of(given: dict[str, str]) -> str:
    return (given.get("name") or given.get("property") or given.get("itemprop") or "").lower()


def _element(head: str, name: str) -> str | None:
    """Return the text of the first element of a name."""
    lower = head.lower() if head.isascii() else head  # of other scripts `lower` can change the length
    begun = re.search(rf"<{name}\b[^<>]{{0,400}}>", lower)
    if begun is None:
        return None
    end = lower.find(f"</{name}", begun.end())
    return html.unescape(_TAG.sub(" ", head[begun.end() : end])) if end >= 0 else None


def _linked_data(head: str) -> Iterator[tuple[str, str | None]]:
    """Return what the page's JSON-LD says of an article."""
    for begun in _LINKED_DATA.finditer(head):
        end = head.find("</script", begun.end())
        try:
            data = json.loads(head[begun.end() : end if end >= 0 else len(head)])
        except (ValueError, RecursionError):
            continue
        parts = data if isinstance(data, list) else [data]
        graphs = [part["@graph"] for part in parts if isinstance(part, dict) and "@graph" in part]
        nested = [part for graph in graphs if isinstance(graph, list) for part in graph]
        for part in (*parts, *nested):
            if isinstance(part, dict) and "datePublished" in part:
                yield "title", _text(part.get("headline"))
                yield "author", _text(part.get("author"))
                yield "publisher", _text(part.get("publisher"))
                yield "date", _text(part.get("datePublished"))


def _text(value: object) -> str | None:
    """Return a text, the name of a thing, or the names of several."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        names = [name for name in map(_text, value[:20]) if name]
        return ", ".join(names) or None
    return value if isinstance(value, str) else None
