"""All pairs on a cluster of three workers on this machine, one of which is killed on the way."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from positions import cli

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("distributed")
pytestmark = pytest.mark.slow

SCHEDULER = """
import asyncio, sys
from distributed import Scheduler
async def main():
    async with Scheduler(host="127.0.0.1", port=0, dashboard=False) as made:
        print(made.address, flush=True)
        await made.finished()
asyncio.run(main())
"""
WORKER = """
import asyncio, sys
from distributed import Worker
async def main():
    async with Worker(sys.argv[1], nthreads=1, host="127.0.0.1", dashboard=False) as made:
        await made.finished()
asyncio.run(main())
"""


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """The address of a scheduler, and the processes of its three workers."""
    scheduler = subprocess.Popen([sys.executable, "-c", SCHEDULER], stdout=subprocess.PIPE, text=True)
    assert scheduler.stdout is not None
    address = scheduler.stdout.readline().strip()
    workers = [
        subprocess.Popen([sys.executable, "-c", WORKER, address], stderr=subprocess.DEVNULL, text=True)
        for _ in range(3)
    ]
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()
    scheduler.stdout.close()


def table(path: Path) -> Path:
    rows = (
        f"a{actor},i{issue},{(actor * issue + actor // 3) % 3 - 1}\n"
        for actor in range(700)
        for issue in range(40)
        if (actor + issue) % 4
    )
    path.write_text("actor,issue,stance\n" + "".join(rows), encoding="utf-8")
    return path


def listed(folder: Path) -> list[Path]:
    """Return a folder's files, none where it is not there yet, or is removed meanwhile."""
    try:
        return list(folder.iterdir())
    except FileNotFoundError:
        return []


def test_a_lost_worker_changes_nothing(
    cluster: tuple[str, list[subprocess.Popen[str]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import distributed

    monkeypatch.chdir(tmp_path)
    address, workers = cluster
    with distributed.Client(address) as client:  # type: ignore[no-untyped-call]  # it has no types
        client.wait_for_workers(3)
    data = ["compare", "-d", str(table(Path("votes.csv"))), "--scale", "-1:1", "-q"]
    assert cli.main([*data, "-o", "whole.parquet"]) == 0
    shares = Path("pairs.parquet.shares")

    def kill_one_midway() -> None:
        while not any(file.suffix == ".json" for file in listed(shares)):
            time.sleep(0.005)
        workers[0].kill()

    killer = threading.Thread(target=kill_one_midway, daemon=True)
    killer.start()
    assert cli.main([*data, "--cluster", address, "-o", "pairs.parquet"]) == 0
    killer.join()
    assert workers[0].wait() != 0
    assert not shares.exists()
    whole, found = (duckdb.sql(f"SELECT * FROM '{name}.parquet'").fetchall() for name in ("whole", "pairs"))
    assert len(whole) == 700 * 699 // 2
    assert found == whole
