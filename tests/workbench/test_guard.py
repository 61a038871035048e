"""Who is let in, and what every answer forbids the browser."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from helpers.workbench import ORIGIN, PORT, Page
from positions.workbench.guard.gate import LIFETIME, Gate

READS = ["/view/frame", "/view/text/gazette", "/view/grid", "/stands.json", "/diff", "/events"]
WRITES = ["/statements", "/undo", "/begin", "/actors", "/sources/read"]


def test_a_token_opens_once_and_within_a_minute() -> None:
    now = itertools.count(0, LIFETIME / 2)
    gate = Gate(lambda: float(next(now)))
    token = gate.new_token()
    secret = gate.spend(token)
    assert secret is not None
    assert gate.spend(token) is None
    assert gate.admits(f"Bearer {secret}")
    late = gate.new_token()
    next(now)
    next(now)
    assert gate.spend(late) is None
    assert not gate.admits("Bearer ")
    assert not gate.admits(secret)


def test_the_token_is_spent_by_a_post_of_the_page(page: Page) -> None:
    token = page.gate.new_token()
    bare = {"authorization": None}
    assert page.ask("GET", "/session", None, bare, {"token": token}).status == 401
    foreign = {**bare, "origin": "http://127.0.0.1:1"}
    assert page.ask("POST", "/session", {"token": token}, foreign).status == 403
    assert page.ask("POST", "/session", {"token": token}, bare).status == 200
    assert page.ask("POST", "/session", {"token": token}, bare).status == 401


@pytest.mark.parametrize("path", READS)
def test_nothing_is_read_without_the_secret_or_at_another_address(page: Page, path: str) -> None:
    assert page.ask("GET", path, None, {"authorization": None}).status == 401
    assert page.ask("GET", path, None, {"authorization": "Bearer x"}).status == 401
    for host in (
        "localhost",
        f"localhost:{PORT}",
        "evil.example",
        f"127.0.0.1:{PORT + 1}",
        f"evil.example:{PORT}",
    ):
        assert page.ask("GET", path, None, {"host": host}).status == 403
    assert page.ask("GET", path, None, {"sec-fetch-site": "cross-site"}).status == 403
    assert page.ask("GET", path, None, {"sec-fetch-site": "same-site"}).status == 403
    assert page.ask("GET", path, None, {"origin": "http://evil.example"}).status == 403


@pytest.mark.parametrize("path", WRITES)
def test_a_write_needs_the_exact_origin(page: Page, path: str) -> None:
    before = page.bench.path.read_bytes()
    for origin in (
        None,
        "null",
        "http://127.0.0.1",
        f"http://localhost:{PORT}",
        f"https://127.0.0.1:{PORT}",
        ORIGIN + "0",
    ):
        assert page.ask("POST", path, {}, {"origin": origin}).status == 403
    assert page.ask("POST", path, {}, {"authorization": None}).status == 401
    assert page.bench.path.read_bytes() == before


@pytest.mark.parametrize("path", ["/", "/assets/main.js", "/assets/workbench.css", "/view/frame", "/nothing"])
def test_every_answer_has_the_strict_headers_and_no_cors(page: Page, path: str) -> None:
    headers = page.ask("GET", path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert not [name for name in headers if name.startswith("access-control")]


def test_the_shell_holds_no_data_and_no_inline_script(page: Page) -> None:
    text = page.ask("GET", "/", None, {"authorization": None, "sec-fetch-site": "cross-site"}).body.decode()
    assert "Market" not in text
    assert "Traders" not in text
    assert text.count("<script") == 1
    assert "onclick" not in text
    assert "style=" not in text


@pytest.mark.parametrize(
    "name", ["..%2fserver.py", "../server.py", "__init__.py", ".hidden.js", "main.js.map", "x/main.js"]
)
def test_no_other_file_is_served(page: Page, name: str) -> None:
    assert page.ask("GET", f"/assets/{name}").status == 404


def test_bodies_are_bounded_and_strict(page: Page) -> None:
    assert page.ask("POST", "/statements", b"x" * (1024 * 1024 + 1)).status == 413
    many = {"content-length": "3"}
    assert page.ask("POST", "/statements", b"x" * (1024 * 1024 + 1), many).status == 413
    for body in (b"[]", b"{", b"1", b'{"actors": 1}', b"[" * 100_000, b'{"start": "1"}'):
        assert page.ask("POST", "/statements", body).status == 400, body[:20]
    assert page.ask("POST", "/statements", b"a=1", {"content-type": "text/plain"}).status == 400
    assert page.ask("POST", "/undo", {}, {"content-length": "x"}).status == 400


def test_texts_come_only_from_the_dataset_s_folder(page: Page, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    file = page.bench.path
    file.write_text(file.read_text().replace("sources/gazette.txt", "../secret.txt"), encoding="utf-8")
    answer = page.ask("GET", "/view/text/gazette")
    assert answer.status == 422
    assert answer.said["problems"][0]["code"] == "source-path-outside"
