"""The guard of `tests/helpers/offline.py` holds: no test reaches another machine."""

from __future__ import annotations

import socket
import subprocess
import sys
import urllib.request

import pytest

from helpers import offline

ELSEWHERE = "192.0.2.1"  # reserved for documentation: no machine has it


@pytest.mark.parametrize(
    "reach",
    [
        lambda: socket.create_connection((ELSEWHERE, 80), timeout=1),
        lambda: socket.getaddrinfo("positions.invalid", 443),
        lambda: urllib.request.urlopen("http://positions.invalid/", timeout=1),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", (ELSEWHERE, 53)),
    ],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_other_machines_are_refused_and_the_attempt_is_kept(reach: object) -> None:
    assert callable(reach)
    with pytest.raises(offline.NetworkRefused):
        reach()
    assert offline.attempts
    offline.attempts.clear()


def test_a_process_that_a_test_starts_is_refused_too() -> None:
    code = f"""
import socket
try:
    socket.create_connection(("{ELSEWHERE}", 80), timeout=1)
except BaseException:
    pass
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.returncode == offline.EXIT_CODE
    assert ELSEWHERE in ended.stderr


def test_this_machine_is_allowed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
    assert not offline.attempts
