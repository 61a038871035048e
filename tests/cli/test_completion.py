"""Ids for the shell: from any file, whatever is in it, without a word."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.private_data import dataset_of
from positions.clauses import fields_of, known_values
from positions.cli.completion import (
    complete_actor,
    complete_clause,
    complete_coder,
    complete_issue,
    complete_source,
    complete_subject,
)
from positions.dataset.audience.public_view import public_view
from positions.dataset.load import load

DATA = """\
format: 1
title: T
issues: {new-towns: {title: A}, rail: {title: B}}
stakeholders:
  lga: {name: Local Government Association}
  localis: {name: Localis}
"""


def context(path: Path | str, options: str = "", **given: object) -> Any:
    """Return as much of a context as completion looks at: a command's options, and what is typed of them."""
    command = SimpleNamespace(params=[SimpleNamespace(name=name, default=None) for name in options.split()])
    return SimpleNamespace(params={"data": str(path), **given}, command=command)


@pytest.fixture
def data(tmp_path: Path) -> Any:
    (tmp_path / "a.yaml").write_text(DATA, encoding="utf-8")
    return context(tmp_path / "a.yaml")


def test_ids_that_begin_like_this(data: Any) -> None:
    assert complete_actor(data, "l") == ["lga", "localis"]
    assert complete_actor(data, "lo") == ["localis"]
    assert complete_issue(data, "") == ["new-towns", "rail"]
    assert complete_subject(data, "") == ["lga", "localis", "new-towns", "rail"]


def test_the_last_of_several_with_commas(data: Any) -> None:
    assert complete_issue(data, "rail,n") == ["rail,new-towns"]


def test_a_folder_of_files(tmp_path: Path, data: Any) -> None:
    (tmp_path / "b.yml").write_text("stakeholders: {lib: {name: L}}\n", encoding="utf-8")
    assert complete_actor(context(tmp_path), "l") == ["lga", "localis", "lib"]


@pytest.mark.parametrize("name", ["missing.yaml", "-", ""])
def test_what_cannot_be_read_completes_to_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert complete_actor(context(name), "") == []
    assert capsys.readouterr() == ("", "")


def test_only_what_check_accepts_and_no_option_is_offered(tmp_path: Path) -> None:
    ids = ["good", "-x", "--help", "a b", "x;y", "`z`", "$(z)", "id", "label", "a\\", "ä.1_b"]
    actors = ", ".join(f"'{key}': {{name: N}}" for key in ids)
    (tmp_path / "a.yaml").write_text(f"stakeholders: {{{actors}}}\n", encoding="utf-8")
    assert complete_actor(context(tmp_path / "a.yaml"), "") == ["good", "ä.1_b"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_the_folder_does_not_keep_the_shell_waiting(tmp_path: Path, data: Any) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert complete_actor(context(tmp_path), "lo") == ["localis"]
    assert complete_actor(context(tmp_path / "pipe.yaml"), "") == []


CODED = """\
format: 1
title: T
issues: {rail: {title: B}}
sources: {plain: {title: S}, secret: {title: S}}
stakeholders:
  ada: {name: A, positions: {rail: {stance: support, coder: Zoe, evidence: [{source: plain, quote: q}]}}}
  ben:
    name: B
    positions:
      rail: {stance: oppose, coder: Yan, private: true, evidence: [{source: secret, quote: q}]}
  cid: {name: C, private: true, attributes: {rank: first}, positions: {rail: {stance: oppose, coder: Yan}}}
"""
REPORT = "audience output format"


@pytest.mark.parametrize(
    ("options", "given", "public"),
    [
        (REPORT, {}, False),
        (REPORT, {"format": "terminal"}, False),
        (REPORT, {"format": "json"}, True),
        (REPORT, {"output": "out.xlsx"}, True),
        (REPORT, {"output": "out.xlsx", "audience": "team"}, False),
        (REPORT, {"audience": "public"}, True),
        ("audience output watch", {}, True),
        ("audience output watch", {"watch": True}, False),
        ("data", {}, False),
    ],
    ids=str,
)
def test_only_what_the_audience_may_see_is_offered(
    options: str, given: dict[str, object], public: bool, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(CODED, encoding="utf-8")
    typed = context(tmp_path / "a.yaml", options, **given)
    assert complete_coder(typed, "") == (["Zoe"] if public else ["Zoe", "Yan"])
    assert complete_coder(typed, "Zoe,Y") == ([] if public else ["Zoe,Yan"])
    assert complete_clause(typed, "coder=") == (["coder=Zoe"] if public else ["coder=Zoe", "coder=Yan"])
    assert complete_clause(typed, "r") == ([] if public else ["rank="])
    assert complete_actor(typed, "") == (["ada", "ben"] if public else ["ada", "ben", "cid"])
    assert complete_source(typed, "") == (["plain"] if public else ["plain", "secret"])


def test_of_a_dataset_with_errors_nothing_is_offered_in_public(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(CODED.replace("support", "nonsense"), encoding="utf-8")
    assert complete_coder(context(tmp_path / "a.yaml", REPORT, audience="public"), "") == []


@pytest.mark.parametrize("seed", range(examples(12)))
def test_in_public_the_values_of_every_field_are_those_of_the_public_view(seed: int, tmp_path: Path) -> None:
    data, secrets = dataset_of(seed, "")
    (tmp_path / "a.yaml").write_text(json.dumps(data), encoding="utf-8")
    dataset = load(tmp_path / "a.yaml", several_coders=True).require()
    view, typed = public_view(dataset).dataset, context(tmp_path / "a.yaml", REPORT, audience="public")
    offered = complete_clause(typed, "")
    assert offered == [f"{field}=" for field in fields_of(view)]
    for field in fields_of(view):
        values = complete_clause(typed, f"{field}=")
        offered += values
        if field not in ("basis", "stance"):  # of these there are closed sets besides
            assert set(values) == {f"{field}={value}" for value in known_values(view, field)}
    offered += [*complete_subject(typed, ""), *complete_source(typed, ""), *complete_coder(typed, "")]
    assert not any(secret in one for secret in secrets for one in offered)


@given(
    st.binary(max_size=200) | st.text(alphabet="stakeholdrs:{}[]-\n \t\"'&*!,", max_size=200).map(str.encode)
)
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_in_the_file_it_never_fails(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    for key in complete_subject(context(path), ""):
        assert isinstance(key, str)
