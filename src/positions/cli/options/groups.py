"""Groups of options as frozen dataclasses, which one decorator expands into a command's signature."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path
from typing import Annotated, Any, ParamSpec, TypeVar, get_args, get_origin, get_type_hints

from positions.cli.progress import Terminal
from positions.cli.streams import audience_of
from positions.library.audience import made_for
from positions.library.notices import heard_by
from positions.library.options.reading import keyword_of

P = ParamSpec("P")
R = TypeVar("R")


def takes(**groups: type) -> Callable[[Callable[P, R]], Callable[..., R]]:
    """Return the decorator that gives a command the options of the groups, each by the parameter of its name.

    `@takes(data=DataOption)` replaces the parameter `data` by the fields of `DataOption`; when the command is
    called, they arrive as one `DataOption`. A field that is a tuple becomes a list option.
    """

    def decorate(function: Callable[P, R]) -> Callable[..., R]:
        own = inspect.signature(function)
        hints = get_type_hints(function, include_extras=True)
        positional, optional = [], []
        for parameter in own.parameters.values():
            if parameter.name in groups:
                optional.extend(_parameters(groups[parameter.name]))
            elif parameter.kind is parameter.KEYWORD_ONLY:
                optional.append(parameter.replace(annotation=hints[parameter.name]))
            else:
                positional.append(parameter.replace(annotation=hints[parameter.name]))

        def command(**values: Any) -> R:
            quiet, color = bool(values.get("quiet")), values.get("color", "auto")
            audience, names = audience_of(values), values.get("names_file")
            built = {name: _build(group, values) for name, group in groups.items()}
            with heard_by(Terminal(quiet=quiet, color=color)), made_for(audience, names and Path(names)):
                return function(**values, **built)  # type: ignore[call-arg]  # the signature below says what arrives

        command.__name__ = function.__name__
        command.__doc__ = function.__doc__
        command.__module__ = function.__module__
        parameters = [*positional, *optional]
        command.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]  # read by inspect
        command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return command

    return decorate


def _parameters(group: type) -> list[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=_cli_default(field.default),
            annotation=_cli_type(hints[field.name]),
        )
        for field in fields(group)
    ]


def _cli_type(hint: Any) -> Any:
    """Return the type that Typer knows for a field's type: a list for a tuple of any length."""
    kind, *details = get_args(hint)
    if get_origin(kind) is tuple:
        kind = list[get_args(kind)[0]]  # type: ignore[misc]  # a type made at run time
    return Annotated[(kind, *details)]


def _cli_default(default: Any) -> Any:
    if default is MISSING:
        return inspect.Parameter.empty
    return list(default) if isinstance(default, tuple) else default


def _build(group: type, values: dict[str, Any]) -> Any:
    given: Mapping[str, Any] = {field.name: values.pop(field.name) for field in fields(group)}
    return group(
        **{name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    )


def keywords(*groups: Any) -> dict[str, Any]:
    """Return the options of groups as keywords of the library: named as on the command line."""
    return {
        keyword: getattr(group, name)
        for group in groups
        for name, keyword in _keywords(group.__class__).items()
    }


@cache
def _keywords(group: Any) -> dict[str, str]:
    hints = get_type_hints(group, include_extras=True)
    return {field.name: keyword_of(_declared(hints[field.name])) for field in fields(group)}


def _declared(hint: Any) -> str:
    """Return how an option is written: --name. Typer keeps the first word of it where a default may stand."""
    info = next(detail for detail in get_args(hint)[1:] if hasattr(detail, "param_decls"))
    return next(word for word in map(str, (info.default, *info.param_decls)) if word.startswith("--"))
