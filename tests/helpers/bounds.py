"""Run the program, or any work, in a process of its own whose time and memory are counted by the system."""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile

MOST_SECONDS = 20
"""Of the processor, not of the clock: a busy machine makes no difference."""

MOST_BYTES = 1_500_000_000
"""Resident at any one time."""

_ADDRESS_SPACE = 4_000_000_000


_LAUNCH = """
import os, sys
child = os.fork()
if not child:
    os.execv(sys.argv[2], sys.argv[2:])
_, status, used = os.wait4(child, 0)
with open(sys.argv[1], "w") as file:
    print(status, used.ru_utime + used.ru_stime, used.ru_maxrss, file=file)
"""
"""A program counts as resident what the process that started it was: a small one starts it."""


@dataclass(frozen=True)
class Ended:
    """How a process ended: its exit code (negative: the signal that ended it), output, and what it used.

    `bytes` is the most that it held at any one time, without what it shares with the process of the tests.
    """

    code: int
    stdout: str
    stderr: str
    seconds: float
    bytes: int

    def is_within_bounds(self, share: float = 1) -> bool:
        """Whether it ended by itself, within a share of the time and the memory that every input is given."""
        return self.code >= 0 and self.seconds <= share * MOST_SECONDS and self.bytes <= share * MOST_BYTES


def run_bounded(words: Sequence[str], folder: Path, **environment: str) -> Ended:
    """Run `positions WORDS` in a folder, stopped by the system where it takes too much."""
    with NamedTemporaryFile("r", encoding="utf-8") as used:

        def replaced() -> None:
            os.chdir(folder)
            os.environ.pop("POSITIONS_DEBUG", None)  # an internal error is an exit code here
            os.environ.update(environment)
            launch = [sys.executable, "-I", "-S", "-c", _LAUNCH, used.name]
            os.execv(sys.executable, [*launch, sys.executable, "-m", "positions", *words])

        launched = in_child(replaced)
        status, seconds, kilobytes = used.read().split()
    return replace(
        launched,
        code=os.waitstatus_to_exitcode(int(status)),
        seconds=float(seconds),
        bytes=int(kilobytes) * 1024,
    )


def in_child(work: Callable[[], None], interrupt_after: float | None = None) -> Ended:
    """Run work in a fork of this process; its exit code is 0 unless it ends the process itself.

    With `interrupt_after`, Ctrl-C is sent after so many seconds, and `seconds` is how long it took from then
    on, by the clock.
    """
    with TemporaryFile() as out, TemporaryFile() as err:
        shared = _resident()
        child = os.fork()
        if child == 0:
            _become(work, out.fileno(), err.fileno())
        began = 0.0
        if interrupt_after is not None:
            time.sleep(interrupt_after)
            began = time.monotonic()
            os.kill(child, signal.SIGINT)
        _, status, used = os.wait4(child, 0)
        seconds = time.monotonic() - began if interrupt_after is not None else used.ru_utime + used.ru_stime
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    held = max(0, used.ru_maxrss * 1024 - shared)
    return Ended(os.waitstatus_to_exitcode(status), texts[0], texts[1], seconds, held)


def _resident() -> int:
    """Return how many bytes of this process a fork has in memory too, 0 where the system does not say.

    Those of files, as libraries are, come along only when they are used again.
    """
    _, resident, of_files = _pages()
    return (resident - of_files) * resource.getpagesize()


def _reserved() -> int:
    """Return how many bytes of addresses this process has taken: gigabytes, after hours of other tests."""
    return _pages()[0] * resource.getpagesize()


def _pages() -> tuple[int, int, int]:
    """Return the pages of this process: reserved, in memory, and of those of files; 0 where nobody says."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0, 0, 0
    reserved, resident, of_files, *_ = map(int, statm.read_text().split())
    return reserved, resident, of_files


def _become(work: Callable[[], None], out: int, err: int) -> None:
    code = 70
    try:
        gc.freeze()  # the work is counted, not to look through all that the tests hold
        signal.signal(signal.SIGINT, signal.default_int_handler)
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS + 1, MOST_SECONDS + 2))
        most = _reserved() + _ADDRESS_SPACE
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.dup2(out, 1)
        os.dup2(err, 2)
        # not those that pytest has put in their place, which write elsewhere
        sys.stdout, sys.stderr = (open(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))  # noqa: SIM115
        work()
        code = 0
    except BaseException as error:  # a fork of the test must never go on as the test
        code = error.code if isinstance(error, SystemExit) and isinstance(error.code, int) else 70
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
