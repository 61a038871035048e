"""One thread for small products, and as many as before afterwards."""

from __future__ import annotations

import pytest

from positions.measures import blas
from positions.measures.blas import one_thread

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
