"""No test, and no process that a test starts, may reach another machine: the program has nothing to send.

The guard is an audit hook, which no code can remove again. The loopback device and sockets in the file system
stay allowed: the browser's driver uses them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

EXIT_CODE = 97
"""How a child process ends that tried to reach another machine."""

attempts: list[str] = []
"""What this process tried; a fixture in `tests/conftest.py` wants it empty after each test."""

_ADDRESSED = ("socket.connect", "socket.sendto", "socket.sendmsg")
_INHERITED = [path for path in (os.environ.get("PYTHONPATH"),) if path]
_NAMED = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")


class NetworkRefused(Exception):  # noqa: N818  # no fault of the machine's, but of the code that asked
    """A connection to another machine was tried."""


def is_local(host: object) -> bool:
    """Whether a host is this machine: no host, the loopback device, or a socket in the file system."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    return host is None or host in ("", "localhost", "::1") or str(host).startswith("127.")


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if event in _NAMED:
        host = arguments[0] if arguments else None
    elif event in _ADDRESSED:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) and address else None
    else:
        return
    if not is_local(host):
        attempts.append(f"{event}: {host!r}")
        raise NetworkRefused(attempts[-1])


def refuse_network() -> None:
    """Refuse connections to other machines from now on, in this process."""
    sys.addaudithook(_hook)


def python_path() -> str:
    """Return a PYTHONPATH with which a Python process ends where it tries to reach another machine."""
    return os.pathsep.join([str(Path(__file__).parent / "offline_site"), *_INHERITED])
