"""Watches for changes of the dataset or a text by other programs, and notifies the open pages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.concurrency import run_in_threadpool

from positions.problems import PositionsError, Problem
from positions.workbench.state.bench import Bench
from positions.workbench.state.texts import SourceReading

INTERVAL = 0.5
"""Seconds between two looks."""


@asynccontextmanager
async def watched(bench: Bench) -> AsyncIterator[None]:
    """Look again and again for as long as the `with` lasts."""
    task = asyncio.create_task(_watch(bench))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _watch(bench: Bench) -> None:
    version, texts = "", dict[str, str]()
    while True:
        await asyncio.sleep(INTERVAL)
        now, broken, found = await run_in_threadpool(_look, bench)
        if now != version:  # at the first look as well: a page may have been opened before a change
            bench.events.tell("broken" if broken else "version", version=now)
            version = now
        else:  # while nothing happens, prepare the next edit
            await run_in_threadpool(bench.get_ready)
        for name, digest in found.items():
            if texts.get(name) != digest:
                bench.events.tell_text(name, digest)
        texts = found


def _look(bench: Bench) -> tuple[str, bool, dict[str, str]]:
    """Return the version of the dataset, whether it is broken, and the hashes of the texts that were read."""
    try:
        with bench.lock:
            snapshot = bench.snapshot()
            readings = {
                name: bench.texts.known(source, bench.folder)
                for name, source in snapshot.dataset.sources.items()
            }
    except (PositionsError, OSError):
        return "none", True, {}
    found = {name: one.sha256 for name, one in readings.items() if isinstance(one, SourceReading)}
    problems = {name: one.message for name, one in readings.items() if isinstance(one, Problem)}
    return snapshot.version, bool(snapshot.broken), {**found, **problems}
