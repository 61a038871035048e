"""Work of DuckDB's that Ctrl-C and termination end."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING

from positions.signals import INTERRUPTING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@contextmanager
def interruptible(database: DuckDBPyConnection) -> Iterator[None]:
    """Let Ctrl-C interrupt what a database does within.

    Raises:
        KeyboardInterrupt: if it was interrupted, which DuckDB tells as an error of its own.
    """
    import duckdb

    try:
        with _told_of_signals(database):
            yield
    except (RuntimeError, duckdb.Error) as error:
        if "interrupt" not in str(error).lower():
            raise
        raise KeyboardInterrupt from None


@contextmanager
def _told_of_signals(database: DuckDBPyConnection) -> Iterator[None]:
    """Tell a database of an interruption from another thread.

    The main thread runs no handler of a signal as long as a query lasts, and DuckDB itself looks for one too
    seldom; but the system's signal is written to a socket at once.
    """
    if current_thread() is not main_thread():  # no other thread is interrupted
        yield
        return
    import duckdb

    heard, told = socket.socketpair()
    told.setblocking(False)
    before = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)

    def listen() -> None:
        while number := heard.recv(1):
            if number[0] in INTERRUPTING:
                with suppress(duckdb.Error):  # it has been closed meanwhile
                    database.interrupt()

    listener = Thread(target=listen, daemon=True)
    listener.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        told.close()  # ends the listening thread
        listener.join()
        heard.close()
