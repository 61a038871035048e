"""A workbench without a server: requests go to the application in the process."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from positions.workbench.app import guarded
from positions.workbench.guard.gate import Gate
from positions.workbench.state.bench import Bench

PORT = 8123
ORIGIN = f"http://127.0.0.1:{PORT}"

ARTICLE = """Traders split over the market

The Traders' Association said that parking in the centre must not cost more. “Higher charges would empty the \
high street,” its chair, Ann Hill, told the council.

The Residents' Forum welcomed the plan. “Streets should be for people, not for parked cars,” said Omar Reed, \
its secretary. “A night bus is needed too.”

The meeting began at seven o'clock in the town hall. It was raining.

“A night bus is needed too,” Ann Hill agreed.
"""

DATASET = """# what the council heard
format: 1
title: Market street
scale: five-point

issues:
  parking:
    title: Parking
    proposition: Parking in the centre should cost more
  night-buses:
    title: Night buses
    proposition: A bus should run at night

sources:
  gazette:
    title: Traders split over the market
    date: 2026-02
    text: sources/gazette.txt

stakeholders:
  traders:
    name: Traders' Association   # since 1902
    short: Traders
    positions:
      parking:
        stance: oppose
        evidence: [{source: gazette, quote: Higher charges would empty the high street, speaker: Ann Hill}]
  forum:
    name: Residents' Forum
"""


@dataclass
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def said(self) -> Any:
        return json.loads(self.body)


@dataclass
class Page:
    """A page that has come in."""

    bench: Bench
    gate: Gate = field(default_factory=Gate)
    secret: str = ""

    def __post_init__(self) -> None:
        self.app = guarded(self.bench, self.gate, lambda: PORT)
        self.secret = self.secret or self.gate.spend(self.gate.new_token()) or ""

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: Mapping[str, str | None] | None = None,
        query: Mapping[str, object] | None = None,
    ) -> Answer:
        """Send a request; a header that is None is left out."""
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        given: dict[str, str | None] = {
            "host": ORIGIN.removeprefix("http://"),
            "authorization": f"Bearer {self.secret}",
            "origin": None if method == "GET" else ORIGIN,
            "content-type": "application/json" if data else None,
            "content-length": str(len(data)),
            **(headers or {}),
        }
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": urlencode(query or {}).encode(),
            "headers": [(key.encode(), value.encode()) for key, value in given.items() if value is not None],
        }
        # in a thread of its own: a browser's driver leaves a running event loop in this one
        with ThreadPoolExecutor(1) as own:
            return own.submit(asyncio.run, self._asked(scope, data)).result()

    async def _asked(self, scope: dict[str, Any], data: bytes) -> Answer:
        sent: list[Any] = []
        waiting = [{"type": "http.request", "body": data, "more_body": False}]

        async def receive() -> Any:
            return waiting.pop(0) if waiting else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        start = next(message for message in sent if message["type"] == "http.response.start")
        body = b"".join(message.get("body", b"") for message in sent)
        headers = {key.decode().lower(): value.decode() for key, value in start["headers"]}
        return Answer(start["status"], headers, body)

    def get(self, path: str, **query: object) -> Any:
        answer = self.ask("GET", path, query=query)
        assert answer.status == 200, answer.body
        return answer.said

    def send(self, method: str, path: str, body: Any = None, *, status: int = 200) -> Any:
        answer = self.ask(method, path, body or {})
        assert answer.status == status, (answer.status, answer.body)
        return answer.said

    def code(self, words: str, status: int = 200, **fields: Any) -> Any:
        """Code words of the first source's text, at their first place."""
        snapshot = self.bench.snapshot()
        source = fields.pop("source", next(iter(snapshot.dataset.sources)))
        reading = self.bench.reading(snapshot, source)
        start = fields.pop("start", reading.source.text.find(words))
        assert start >= 0, words
        body = {
            "source": source,
            "sha256": reading.sha256,
            "start": start,
            "end": start + len(words),
            **fields,
        }
        return self.send("POST", "/statements", body, status=status)


def write_market(folder: Path) -> Path:
    """Write a small dataset with a text of its own and return its file."""
    (folder / "sources").mkdir(parents=True)
    (folder / "sources" / "gazette.txt").write_text(ARTICLE, encoding="utf-8")
    file = folder / "stakeholders.yaml"
    file.write_text(DATASET, encoding="utf-8")
    return file


def market(folder: Path, coder: str | None = None) -> Page:
    """Return the page of that dataset."""
    return Page(Bench(write_market(folder), coder))
