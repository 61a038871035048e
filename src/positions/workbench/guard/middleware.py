"""Every request, before anything is done: is it this page, at this address, from somebody who came in?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from positions.workbench.guard.gate import NOT_ADMITTED, Gate

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BYTES = 1024 * 1024
"""Of the body of a request; a file that is dropped on the page may be larger."""

MOST_FILE_BYTES = 26 * 1024 * 1024

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types positions"
)
PRIVATE_ANSWER = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}
"""Headers of every answer that holds data: no other site gets it, and nobody keeps it."""

_HEADERS = {
    **PRIVATE_ANSWER,
    "content-security-policy": _POLICY,
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
}
_ENCODED = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]


class Guard:
    """Lets through what the page itself asks for, and nothing else."""

    def __init__(self, app: App, gate: Gate, port: Callable[[], int], files: Iterable[str] = ()) -> None:
        self._app, self._gate, self._port = app, gate, port
        self._files = frozenset(files)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
        }
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await _refuse(send, *refusal)
            return
        most = MOST_FILE_BYTES if scope["path"] in self._files else MOST_BYTES
        body = await _body(receive, most) if scope["method"] not in ("GET", "HEAD") else b""
        if body is None:
            await _refuse(send, 413, "too-large", f"at most {most // 1024} kB are taken at once")
            return
        waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def replayed() -> Message:
            return waiting.pop() if waiting else await receive()

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message.get("headers", ())}
                added = [pair for pair in _ENCODED if pair[0] not in given]
                message = {**message, "headers": [*message.get("headers", ()), *added]}
            await send(message)

        await self._app(scope, replayed, with_headers)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str, str] | None:
        """Return why a request is refused: status, code and words; None where it is not."""
        origin = f"http://127.0.0.1:{self._port()}"
        if headers.get("host") != origin.removeprefix("http://"):
            return 403, "wrong-host", "this address is not the workbench's"
        if not headers.get("content-length", "0").isdigit():
            return 400, "bad-length", "the length of the request is no number"
        path, reads = scope["path"], scope["method"] in ("GET", "HEAD")
        if reads and (path == "/" or path.startswith("/assets/")):
            return None  # the same for everybody, and without a word of the data
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return 403, "other-site", "only the workbench's own page may ask for this"
        if headers.get("origin", origin if reads else None) != origin:
            return 403, "wrong-origin", "only the workbench's own page may ask for this"
        if path == "/session" and scope["method"] == "POST":
            return None
        if not self._gate.admits(headers.get("authorization", "")):
            return 401, "not-admitted", NOT_ADMITTED
        return None


async def _body(receive: Receive, most: int) -> bytes | None:
    """Return the whole body of a request; None where it is larger than it may be."""
    parts: list[bytes] = []
    taken, more = 0, True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        taken += len(parts[-1])
        if taken > most:
            return None
        more = message.get("more_body", False)
    return b"".join(parts)


async def _refuse(send: Send, status: int, code: str, message: str) -> None:
    from json import dumps

    body = dumps({"code": code, "message": message}).encode()
    kind = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*kind, *_ENCODED]})
    await send({"type": "http.response.body", "body": body})
