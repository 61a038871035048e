"""`positions report --watch`: a page on the loopback address, made again when its data changes."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from positions.problems import PositionsError
from positions.render.html.document import policy_hash
from positions.workbench.guard.middleware import PRIVATE_ANSWER
from positions.workbench.server import HOST, Say, listening, redirect, require_extra, run

LOOK = 0.7
"""Seconds between two looks of an open page."""

_FRAME = """
const page = document.querySelector("iframe");
let known = page.dataset.version;
async function look() {
  try {
    const now = await (await fetch("version")).text();
    if (now !== known) {
      known = now;
      const place = page.contentWindow.location.hash, high = page.contentWindow.scrollY;
      page.onload = () => page.contentWindow.scrollTo(0, high);
      page.contentWindow.location.replace(`page?${now}${place}`);
    }
    document.title = page.contentDocument.title;
  } catch { document.title = "(ended) " + document.title.replace(/^\\(ended\\) /, ""); }
  setTimeout(look, LOOK);
}
setTimeout(look, LOOK);
""".replace("LOOK", str(int(1000 * LOOK)))
_STYLE = "html, body, iframe { margin: 0; border: 0; width: 100%; height: 100%; display: block; }"


class Watched:
    """The page, made when it is asked for and its data is another than the last time."""

    def __init__(self, make: Callable[[], str], inputs: Sequence[Path]) -> None:
        self._make, self._inputs = make, inputs
        self._made: tuple[str, str] | None = None

    def version(self) -> str:
        """Return a digest of when the files were last written, and of how large they are."""
        files = [
            file
            for path in self._inputs
            for file in (sorted(path.rglob("*")) if path.is_dir() else [path])
            if ".positions" not in file.parts
        ]
        digest = hashlib.sha256()
        for file in files:
            with contextlib.suppress(OSError):
                found = file.stat()
                digest.update(f"{file}\0{found.st_mtime_ns}\0{found.st_size}\n".encode("utf-8", "replace"))
        return digest.hexdigest()[:16]

    def page(self) -> str:
        """Return the page of the data as it is now; where it is wrong, a page that says how."""
        now = self.version()
        if self._made is None or self._made[0] != now:
            try:
                html = self._make()
            except PositionsError as error:
                html = _problem_page(error)
            self._made = now, html
        return self._made[1]


def _problem_page(error: PositionsError) -> str:
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>The data is wrong</title>'
        f"<h1>The data is wrong</h1><pre>{escape(str(error))}</pre>"
        "<p>This page is made again when the data is saved."
    )


def watch(make: Callable[[], str], inputs: Sequence[Path], *, port: int, browser: bool, say: Say) -> None:
    """Serve the page until it is interrupted; who knows the address that is said, with its secret, sees it.

    Args:
        make: returns the page's HTML from the data as it is now.
        inputs: the files and folders to look at.
        port: the port, 0 for a free one.
        browser: whether to open the page.
        say: takes the page's address, the first line.

    Raises:
        MissingExtraError: if the optional packages are missing.
        UsageError: if the port is taken.
    """
    require_extra()
    watched, secret = Watched(make, inputs), secrets.token_urlsafe(24)
    with listening(port) as listener:
        found: int = listener.getsockname()[1]
        address = f"http://{HOST}:{found}/{secret}/"
        say(address)
        with redirect(address) if browser else contextlib.nullcontext():
            run(_application(watched, secret, found), listener, lambda: None)


def _application(watched: Watched, secret: str, port: int) -> object:
    from starlette.applications import Starlette
    from starlette.concurrency import run_in_threadpool
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    def admits(request: Request) -> bool:
        given = str(request.path_params["secret"])
        return request.headers.get("host") == f"{HOST}:{port}" and hmac.compare_digest(
            given.encode(), secret.encode()
        )

    async def frame(request: Request) -> Response:
        if not admits(request):
            return Response("not admitted", 403)
        version = await run_in_threadpool(watched.version)
        return Response(_frame(version), media_type="text/html", headers=_headers(_policy()))

    async def version(request: Request) -> Response:
        if not admits(request):
            return Response("not admitted", 403)
        return Response(await run_in_threadpool(watched.version), headers=_headers())

    async def page(request: Request) -> Response:
        if not admits(request):
            return Response("not admitted", 403)
        html = await run_in_threadpool(watched.page)
        content = html.encode("utf-8", "replace")
        return Response(content, media_type="text/html", headers=_headers("frame-ancestors 'self'"))

    return Starlette(
        routes=[
            Route("/{secret}/", frame),
            Route("/{secret}/version", version),
            Route("/{secret}/page", page),
        ]
    )


def _frame(version: str) -> str:
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>positions report</title>'
        f'<style>{_STYLE}</style><iframe title="Report" src="page" data-version="{version}"></iframe>'
        f"<script>{_FRAME}</script>"
    )


def _policy() -> str:
    script, style = policy_hash(_FRAME), policy_hash(_STYLE)
    return (
        f"default-src 'none'; script-src '{script}'; style-src '{style}'; connect-src 'self'; "
        "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _headers(policy: str | None = None) -> dict[str, str]:
    return {**PRIVATE_ANSWER, **({"content-security-policy": policy} if policy else {})}
