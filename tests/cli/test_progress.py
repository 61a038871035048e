"""A bar on stderr for long work, and only on a terminal."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from time import monotonic, sleep

import pytest

from positions.cli.progress import progress, waiting


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def drawn(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, *, quiet: bool = False, after: float = 0.0
) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    with progress("Comparing pairs", 4, quiet=quiet, after=after) as tick:
        for _ in range(4):
            tick(1)
    return stream.getvalue()


def test_a_terminal_shows_what_is_done_and_how_far(monkeypatch: pytest.MonkeyPatch) -> None:
    text = drawn(monkeypatch, Terminal())
    assert "Comparing pairs" in text
    assert "%" in text


def test_a_pipe_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, io.StringIO()) == ""


def test_quiet_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, Terminal(), quiet=True) == ""


def test_work_that_is_soon_done_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, Terminal(), after=60.0) == ""


def test_the_bar_is_taken_away_when_the_work_is_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")

    def interrupted() -> None:
        with progress("Comparing pairs", 4, after=0.0) as tick:
            tick(1)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert stream.getvalue().endswith(("\x1b[2K", "\x1b[?25h"))


def waited(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, *, quiet: bool = False, after: float = 0.0
) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    with waiting("Reading votes.csv", quiet=quiet, after=after):
        end = monotonic() + (10 if after == 0.0 and not quiet and stream.isatty() else 0.1)
        while "Reading votes.csv" not in stream.getvalue() and monotonic() < end:
            sleep(0.01)
    return stream.getvalue()


def test_work_of_unknown_length_is_shown_while_it_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    text = waited(monkeypatch, Terminal())
    assert "Reading votes.csv" in text
    assert "%" not in text
    assert text.endswith(("\x1b[2K", "\x1b[?25h"))


def test_a_pipe_quiet_and_short_work_see_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert waited(monkeypatch, io.StringIO()) == ""
    assert waited(monkeypatch, Terminal(), quiet=True) == ""
    assert waited(monkeypatch, Terminal(), after=60.0) == ""


def test_a_bar_is_gone_once_all_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    with progress("Comparing pairs", 4, after=0.0) as tick:
        tick(2)
        shown = stream.getvalue()
        tick(2)
        gone = stream.getvalue()
        sleep(0.3)  # a bar that is still there is drawn ten times a second
        assert stream.getvalue() == gone
    assert "Comparing pairs" in shown
    assert stream.getvalue() == gone


SLOW = """
import signal, duckdb
from positions.exchange.sql.interrupts import interruptible
signal.signal(signal.SIGINT, signal.default_int_handler)
with duckdb.connect() as database:
    print("begun", flush=True)
    try:
        with interruptible(database):
            database.execute("CREATE TABLE t AS SELECT a FROM range(10000000) x(a), range(10000000) y(b) "
                "WHERE hash(a, b) % 1000000 = 1")
    except KeyboardInterrupt:
        print("interrupted")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send to a process")
def test_a_query_of_hours_can_be_interrupted() -> None:
    pytest.importorskip("duckdb", reason="DuckDB, of the extra bulk, is not installed")
    with subprocess.Popen([sys.executable, "-c", SLOW], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "begun\n"
            sleep(0.2)
            process.send_signal(signal.SIGINT)
            assert process.communicate(timeout=60)[0] == "interrupted\n"
        finally:
            process.kill()


def test_another_error_of_a_query_stays_what_it_is() -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB, of the extra bulk, is not installed")
    from positions.exchange.sql.interrupts import interruptible

    with duckdb.connect() as database, pytest.raises(duckdb.Error), interruptible(database):
        database.execute("SELECT nothing FROM nowhere")
