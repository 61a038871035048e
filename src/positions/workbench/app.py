"""The server's addresses, each a few lines: read the request, do one thing, answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from positions.problems import UsageError
from positions.vocabulary import Turn
from positions.workbench.actions import (
    changes,
    new_dataset,
    reconciling,
    silent_cells,
    sources,
    statements,
    undoing,
)
from positions.workbench.actions.body import Body
from positions.workbench.answers import answered
from positions.workbench.assets import asset
from positions.workbench.guard.gate import NOT_ADMITTED, Gate
from positions.workbench.guard.middleware import Guard
from positions.workbench.state.bench import Bench
from positions.workbench.views import (
    comparison,
    edit_result,
    entry,
    frame,
    grid,
    history,
    problems,
    reconcile,
    shell,
    suggestions,
    text,
)
from positions.workbench.watching import watched

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from positions.vocabulary import Section

FILES = ("/sources", "/sources/read")
"""Addresses to which a whole file may be sent."""

View = Callable[[Bench, Request], Any]
Action = Callable[[Bench, Request, Body], Any]
Endpoint = Callable[[Request], Awaitable[Response]]


def guarded(bench: Bench, gate: Gate, port: Callable[[], int]) -> Guard:
    """Return the application of a workbench behind its guard."""

    @asynccontextmanager
    async def living(_app: Starlette) -> AsyncIterator[None]:
        bench.events.begin()
        async with watched(bench):
            yield

    return Guard(Starlette(routes=_routes(bench, gate), lifespan=living), gate, port, FILES)


def _routes(bench: Bench, gate: Gate) -> list[Route]:
    def see(view: View) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            status, said = await run_in_threadpool(answered, lambda: view(bench, request))
            return JSONResponse(said, status)

        return endpoint

    def do(action: Action) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            body = await _body(request)

            def act() -> Any:
                if isinstance(body, UsageError):
                    raise body
                return bench.once(body.text("request"), lambda: action(bench, request, body))

            status, said = await run_in_threadpool(answered, act)
            return JSONResponse(said, status)

        return endpoint

    async def session(request: Request) -> Response:
        body = await _body(request)
        secret = None if isinstance(body, UsageError) else gate.spend(str(body.fields.get("token", "")))
        if secret is None:
            return JSONResponse({"code": "not-admitted", "message": NOT_ADMITTED}, 401)
        return JSONResponse({"secret": secret})

    async def events(_request: Request) -> Response:
        version = await run_in_threadpool(frame.version, bench)
        return StreamingResponse(bench.events.stream(version), media_type="text/event-stream")

    async def page(_request: Request) -> Response:
        return Response(shell.empty_page(), media_type="text/html")

    async def file(request: Request) -> Response:
        found = asset(request.path_params["name"])
        if found is None:
            return Response("there is no such file", 404)
        content, kind = found
        return Response(content, media_type=kind)

    def path(request: Request, *names: str) -> tuple[str, ...]:
        return tuple(str(request.path_params[name]) for name in names)

    def place(request: Request) -> tuple[str, str, str]:
        actor, issue, key = path(request, "actor", "issue", "key")
        return actor, issue, key

    see_only: list[tuple[str, View]] = [
        ("/view/frame", lambda b, r: frame.frame(b)),
        ("/view/text/{id}", lambda b, r: text.text(b, *path(r, "id"))),
        ("/view/look/{id}", lambda b, r: suggestions.look(b, *path(r, "id"))),
        ("/view/silent/{id}", lambda b, r: suggestions.silent(b, *path(r, "id"))),
        ("/view/entry/{actor}/{issue}/{key}", lambda b, r: entry.entry(b, place(r))),
        ("/view/cell/{actor}/{issue}", lambda b, r: entry.cell(b, *path(r, "actor", "issue"))),
        ("/view/grid", lambda b, r: grid.grid(b)),
        ("/view/stands", lambda b, r: comparison.stands(b)),
        ("/view/problems", lambda b, r: problems.problems(b)),
        ("/view/history", lambda b, r: history.history(b)),
        ("/view/reconcile", lambda b, r: reconcile.reconcile(b, _number(r, "at"))),
        ("/stands.json", lambda b, r: comparison.as_json(b)),
        ("/diff", lambda b, r: history.diff(b)),
        ("/text/{id}/at", lambda b, r: text.at(b, path(r, "id")[0], _span(r))),
    ]

    def take_back(what: Turn) -> Action:
        return lambda b, r, body: edit_result.changed(b, undoing.take_back(b, what, body.text("expected")))

    def remove(b: Bench, r: Request, body: Body) -> Any:
        number = body.number("evidence") if "evidence" in body.fields else None
        return edit_result.changed(b, changes.remove_entry(b, place(r), number))

    def added(b: Bench, new: tuple[changes.Changed, str]) -> Any:
        edited, name = new
        return {**edit_result.changed(b, edited), "id": name}

    def of_part(name: str, section: Section) -> list[tuple[str, str, Action]]:
        def change(b: Bench, r: Request, body: Body) -> Any:
            return edit_result.changed(b, changes.change_part(b, section, path(r, "id")[0], body))

        def drop(b: Bench, r: Request, body: Body) -> Any:
            allowed = body.flag("with_positions")
            return edit_result.changed(
                b, changes.remove_a_part(b, section, path(r, "id")[0], with_positions=allowed)
            )

        return [("PUT", f"/{name}/{{id}}", change), ("DELETE", f"/{name}/{{id}}", drop)]

    do_all: list[tuple[str, str, Action]] = [
        ("POST", "/statements", lambda b, r, body: edit_result.coded(b, statements.code(b, body))),
        ("POST", "/preview", lambda b, r, body: {"said": statements.preview(b, body)}),
        (
            "PUT",
            "/entries/{actor}/{issue}/{key}",
            lambda b, r, body: edit_result.changed(b, changes.change_entry(b, place(r), body)),
        ),
        ("DELETE", "/entries/{actor}/{issue}/{key}", remove),
        ("POST", "/sources/read", lambda b, r, body: sources.read_source(body)),
        ("POST", "/sources", lambda b, r, body: added(b, sources.add_source(b, body))),
        ("POST", "/actors", lambda b, r, body: added(b, changes.add_new_part(b, "stakeholders", body))),
        ("POST", "/issues", lambda b, r, body: added(b, changes.add_new_part(b, "issues", body))),
        *of_part("actors", "stakeholders"),
        *of_part("issues", "issues"),
        *of_part("sources", "sources"),
        ("POST", "/silent", lambda b, r, body: edit_result.changed(b, silent_cells.mark_silent(b, body))),
        ("POST", "/reconcile", lambda b, r, body: edit_result.changed(b, reconciling.decide(b, body))),
        ("POST", "/undo", take_back("undo")),
        ("POST", "/redo", take_back("redo")),
        ("POST", "/begin", lambda b, r, body: edit_result.changed(b, new_dataset.begin(b, body))),
        ("POST", "/others", lambda b, r, body: frame.show_others(b, shown=body.flag("shown"))),
    ]
    return [
        Route("/", page),
        Route("/assets/{name}", file),
        Route("/session", session, methods=["POST"]),
        Route("/events", events),
        *(Route(address, see(view)) for address, view in see_only),
        *(Route(address, do(action), methods=[method]) for method, address, action in do_all),
    ]


async def _body(request: Request) -> Body | UsageError:
    data = await request.body()
    if not data:
        return Body({})
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        return UsageError("the request is not JSON")
    try:
        return Body(await request.json())
    except (ValueError, RecursionError, UsageError):
        return UsageError("the request is not a JSON object")


def _number(request: Request, name: str) -> int:
    given = request.query_params.get(name, "0")
    if not (given.isdecimal() and given.isascii() and len(given) < 10):
        raise UsageError(f"{name} is no number")
    return int(given)


def _span(request: Request) -> tuple[int, int]:
    start, end = (request.query_params.get(name, "") for name in ("start", "end"))
    if not (start.isdecimal() and end.isdecimal() and len(start) < 10 and len(end) < 10):
        raise UsageError("start and end are not numbers")
    return int(start), int(end)
