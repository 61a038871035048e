"""Starting and ending the workbench: the loopback address, the browser, Ctrl-C."""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from types import FrameType
from typing import Any

from positions.problems import MissingExtraError, UsageError

HOST = "127.0.0.1"
"""The only address that is served; there is no option to change that."""

Say = Callable[[str], None]


def require_extra() -> None:
    """Refuse to start where the optional packages are missing.

    Raises:
        MissingExtraError: with the line that installs them.
    """
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError:
        raise MissingExtraError("edit", "the workbench") from None


def serve(path: Path, *, port: int = 0, coder: str | None = None, browser: bool = True, say: Say) -> None:
    """Serve the workbench of a dataset until it is interrupted.

    Args:
        path: the dataset's file or folder; one that does not exist yet is begun in the page.
        port: the port; with 0 the same one for this path each time, so that a browser finds again what was
            typed and not saved, or a free one where that is taken.
        coder: who signs what is coded.
        browser: whether to open the page.
        say: takes the page's address, the first line.

    Raises:
        MissingExtraError: if the optional packages are missing.
        UsageError: if the port is taken.
    """
    require_extra()
    from positions.workbench.app import guarded
    from positions.workbench.guard.gate import Gate
    from positions.workbench.state.bench import Bench

    with listening(port, usual_port(path)) as listener:
        found: int = listener.getsockname()[1]
        bench, gate = Bench(path, coder), Gate()
        app = guarded(bench, gate, lambda: found)

        def link() -> str:
            return f"http://{HOST}:{found}/#{gate.new_token()}"

        say(link())
        with redirect(link()) if browser else contextlib.nullcontext():
            if sys.stdin is not None and sys.stdin.isatty():
                threading.Thread(target=_offer_links, args=(link, say), daemon=True).start()
            run(app, listener, bench.events.end_soon)


def run(app: Any, listener: socket.socket, ending: Callable[[], None]) -> None:
    """Serve an application until it is interrupted; `ending` ends what streams, or that would wait for it."""
    import uvicorn

    config = uvicorn.Config(
        app,
        log_level="critical",
        access_log=False,
        lifespan="on",
        timeout_graceful_shutdown=1,
        server_header=False,
        http="h11",
        ws="none",
    )

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            """End at once, and with exit code 0: open streams of events are ended first."""
            self.force_exit = self.should_exit
            self.should_exit = True
            ending()

    Server(config).run(sockets=[listener])


_USUAL_PORTS = range(20_000, 32_000)
"""Below those that systems give to connections."""


def usual_port(path: Path) -> int:
    """Return the port of a dataset: a browser keeps drafts for each port apart."""
    digest = hashlib.sha256(os.fsencode(path.resolve())).digest()
    return _USUAL_PORTS[int.from_bytes(digest[:4], "big") % len(_USUAL_PORTS)]


@contextlib.contextmanager
def listening(port: int, usual: int = 0) -> Iterator[socket.socket]:
    """Yield a socket on the loopback address.

    Args:
        port: the port, 0 for a free one.
        usual: the one to take rather than any other free one.

    Raises:
        UsageError: if the port is taken.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            _bind(listener, port, usual)
        except OSError:
            raise UsageError(f"port {port} is taken", "choose another, or leave --port out") from None
        listener.listen(64)
        yield listener


def _bind(listener: socket.socket, port: int, usual: int) -> None:
    try:
        listener.bind((HOST, port or usual))
    except OSError:
        if port:
            raise
        listener.bind((HOST, 0))


@contextlib.contextmanager
def redirect(address: str) -> Iterator[threading.Thread]:
    """Open the browser through a file that only this user can read: others see a program's command line."""
    with tempfile.TemporaryDirectory(prefix="positions-") as folder:  # made with mode 0700
        file = Path(folder) / "open.html"
        goes = f'<meta http-equiv="refresh" content="0; url={escape(address)}">'
        page = f'<!doctype html><meta charset="utf-8">{goes}'
        with os.fdopen(
            os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as out:
            out.write(page)
        opening = threading.Thread(target=webbrowser.open, args=(file.as_uri(),), daemon=True)
        opening.start()
        yield opening


def _offer_links(link: Callable[[], str], say: Say) -> None:
    """Say a new address whenever Enter is pressed: each opens once, within a minute."""
    for _ in sys.stdin:
        say(link())
