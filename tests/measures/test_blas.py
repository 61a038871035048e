"""One thread for small products, and as many as before afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations
from random import Random

import pytest

from positions.measures import blas
from positions.measures.blas import one_thread
from positions.measures.structure.stress_map import stress_map

np = pytest.importorskip("numpy")


def threads() -> int:
    if np.show_config(mode="dicts")["Build Dependencies"]["blas"]["name"] != "scipy-openblas":
        pytest.skip("NumPy here has another BLAS")
    found = blas.openblas()
    assert found is not None, "the OpenBLAS of NumPy's wheel, whose functions have other names than it thinks"
    library, name = found
    number: int = getattr(library, name.format("get"))()
    return number


def test_there_is_one_thread_meanwhile_and_as_many_as_before_afterwards() -> None:
    before = threads()
    with one_thread():
        assert threads() == 1
    assert threads() == before
    with pytest.raises(ZeroDivisionError), one_thread():
        raise ZeroDivisionError
    assert threads() == before


def test_without_such_a_library_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blas, "openblas", lambda: None)
    with one_thread():
        assert (np.eye(2) @ np.eye(2)).trace() == 2


def test_maps_are_made_by_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    eigh = np.linalg.eigh

    def counted(matrix: object) -> object:
        seen.append(threads())
        return eigh(matrix)

    monkeypatch.setattr(np.linalg, "eigh", counted)
    random = Random(1)
    stress_map(30, {pair: random.random() for pair in combinations(range(30), 2)}, numpy=True)
    assert seen == [1]


def test_the_program_has_one_thread_from_the_beginning() -> None:
    """Whatever of it asks NumPy for something first."""
    threads()
    run = (
        "from positions.cli import _run_once, interruption; interruption.end = lambda code: code; "
        "_run_once(['schema']); from positions.measures.blas import openblas; library, name = openblas(); "
        "print('threads:', getattr(library, name.format('get'))())"
    )
    mine = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True, env=mine)
    assert done.stdout.endswith("threads: 1\n")
