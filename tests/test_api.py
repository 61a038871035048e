"""The public face: what is promised is there, and nothing heavy is loaded before it is used."""

import subprocess
import sys
from pathlib import Path

import pytest

import positions
from positions.tables import Matrix


def test_everything_promised_is_there_and_nothing_else() -> None:
    assert positions.__all__ == sorted(positions.__all__)
    assert dir(positions) == positions.__all__
    for name in positions.__all__:
        assert getattr(positions, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = positions.nothing


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = {"pydantic", "yaml", "rich", "typer", "numpy"}
    code = f"import sys, positions; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_compare_by_the_api(repository: Path) -> None:
    data = positions.load(repository / "data" / "stakeholders.yaml")
    result = positions.compare(data, measure="proximity")
    agreement = result.matrix("agreement")
    assert agreement["localis"]["lga"] == pytest.approx(0.708333, abs=1e-6)
    assert agreement["localis"]["localis"] is None
    assert {row["a"] for row in result.rows("pairs")} == {"localis", "lga", "ccn"}
    assert isinstance(result.table("stances"), Matrix)
    assert any("Rebalancing" in sentence for sentence in result.summary)
    with pytest.raises(KeyError, match="there are stances, agreement"):
        result.table("nothing")
    with pytest.raises(ValueError, match="is a table, not a matrix"):
        result.matrix("pairs")


def test_explain_by_the_api(repository: Path) -> None:
    data = positions.load(repository / "data" / "stakeholders.yaml")
    verdicts = {
        row["issue"]: row["verdict"] for row in positions.explain(data, "Localis", "LGA").rows("explain")
    }
    assert verdicts["new-structures"] == "oppose"
    assert verdicts["rebalancing"] == "agree"
    assert verdicts["uniform-framework"] == "a_silent"


def test_a_data_frame_has_the_ids_as_its_index(repository: Path) -> None:
    pytest.importorskip("pandas")
    result = positions.compare(positions.load(repository / "data" / "stakeholders.yaml"))
    frame = result.to_pandas("agreement")
    assert list(frame.index) == list(frame.columns) == ["localis", "lga", "ccn", "government"]
    assert frame.loc["lga", "ccn"] == 0.75
    assert frame.isna().to_numpy().diagonal().all()
    assert len(result.to_pandas("pairs")) == 6


def test_without_pandas_the_line_that_installs_it(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    result = positions.compare(positions.load(repository / "data" / "stakeholders.yaml"))
    with pytest.raises(positions.UsageError) as raised:
        result.to_pandas("agreement")
    assert raised.value.hint == "pip install 'positions[pandas]'"
