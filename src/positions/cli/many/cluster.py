"""Shares of all pairs on the workers of a Dask cluster: the driver hands them out, and joins them.

A share is what `--part` writes. Workers see the data and the folder of shares under the same paths. The share
of a worker that is lost goes to another one; a finished share is not made again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from shutil import rmtree
from typing import Any

from positions.cli.many.writing import collect_shares, is_parquet, make_share
from positions.cli.options.large_n import PartOf
from positions.cli.options.shared import OutputOptions
from positions.problems import MissingExtraError, UsageError

_RETRIES, _SECONDS = 5, "10s"


def pairs_on_cluster(
    address: str, data: Path, actors: Sequence[str], options: Mapping[str, object], output: OutputOptions
) -> None:
    """Write all pairs into a Parquet file, made in shares by the workers of a cluster.

    Raises:
        MissingExtraError: if Dask is not installed.
        UsageError: if the cluster is not there or has no worker, or no Parquet file is named.
    """
    from positions.exchange.exports.shares import shares_for

    try:
        distributed: Any = import_module("distributed")  # which has no types of its own
    except ImportError:
        raise MissingExtraError("cluster", "a cluster") from None
    if output.output is None or not is_parquet(output):
        raise UsageError("a cluster writes all pairs into a Parquet file", "name it: -o pairs.parquet")
    folder = Path(f"{output.output}.shares").absolute()
    try:
        client = distributed.Client(address, timeout=_SECONDS)
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(
            f"there is no cluster at {address}: {error}", "dask scheduler says where it is"
        ) from None
    with client:
        workers = len(client.scheduler_info(n_workers=-1)["workers"])
        if not workers:
            raise UsageError(f"the cluster at {address} has no worker", f"dask worker {address} starts one")
        number = shares_for(workers)
        shares = [
            client.submit(
                on_worker, str(data.absolute()), list(actors), dict(options), (part, number), str(folder),
                pure=False, retries=_RETRIES,
            )
            for part in range(1, number + 1)
        ]  # fmt: skip
        for share in distributed.as_completed(shares):
            if share.status != "finished":
                share.result()  # raises what went wrong
            share.release()  # the file is what is wanted: a worker lost later costs nothing
    collect_shares(str(folder), None, output)
    rmtree(folder)


def on_worker(
    data: str, actors: Sequence[str], options: Mapping[str, object], part: tuple[int, int], folder: str
) -> int:
    """Make one share on a worker; return its number."""
    from positions.library.commands.compare import comparing

    make_share(comparing(data, actors, options), PartOf(*part), Path(folder))
    return part[0]
