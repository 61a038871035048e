"""Notification of open pages about changes, each through a stream of events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

_BEAT = 15.0
"""Seconds after which a stream says that it is still there."""


class Events:
    """The open streams. All methods but those that end in `soon` run in the server's loop."""

    def __init__(self) -> None:
        self._open: set[asyncio.Queue[str | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended = False
        self._texts: dict[str, str] = {}

    def begin(self) -> None:
        """Note the loop in which the server runs."""
        self._loop = asyncio.get_running_loop()

    def tell(self, kind: str, **said: object) -> None:
        """Send an event to every stream."""
        line = _event(kind, **said)
        for queue in self._open:
            queue.put_nowait(line)

    def tell_text(self, source: str, sha256: str) -> None:
        """Send what the text of a source is now; a stream that begins later is told the last of it.

        A page may have read the text before a change of which it was told by no stream yet; one that shows
        this text already does nothing.
        """
        self._texts[source] = sha256
        self.tell("text", source=source, sha256=sha256)

    def tell_soon(self, kind: str, **said: object) -> None:
        """Send an event, from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(lambda: self.tell(kind, **said))

    def end_soon(self) -> None:
        """End every stream, from a handler of signals or any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.end)

    def end(self) -> None:
        """Say goodbye and end every stream: the server waits for none."""
        self.tell("bye")
        self._ended = True
        for queue in self._open:
            queue.put_nowait(None)

    async def stream(self, first: str) -> AsyncIterator[str]:
        """Yield the events for one page, beginning with the version and the texts that there are."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._open.add(queue)
        try:
            yield _event("version", version=first)
            for source, sha256 in list(self._texts.items()):
                yield _event("text", source=source, sha256=sha256)
            while not self._ended:
                try:
                    line = await asyncio.wait_for(queue.get(), _BEAT)
                except TimeoutError:
                    line = ": still here\n\n"
                if line is None:
                    return
                yield line
        finally:
            self._open.discard(queue)


def _event(kind: str, **said: object) -> str:
    return f"event: {kind}\ndata: {json.dumps(said)}\n\n"
