"""The command line: parse, call one report, hand it to a renderer."""

import sys

_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> int:
    """Run the program on the arguments given (the command line's, if None) and return its exit code.

    The version is answered before anything heavy is imported.
    """
    if arguments is None:
        try:
            return _run_once(sys.argv[1:])
        except KeyboardInterrupt:  # Ctrl-C before the handlers are installed
            return _INTERRUPTED
    if _is_version(arguments) and _say_version():
        return 0
    from positions.cli.exit_codes import run

    return run(arguments)


def _is_version(words: list[str]) -> bool:
    return words[:1] in (["-V"], ["--version"])


def _say_version() -> bool:
    """Return whether the version could be written; if not, `run` says why."""
    from positions._version import __version__

    try:
        print(f"positions {__version__}", flush=True)
    except OSError:
        return False
    return True


def _run_once(words: list[str]) -> int:
    """Run in a process that ends with the answer: a fifth of its time would go into tidying its memory."""
    if _is_version(words) and _say_version():
        return 0
    import gc
    import os

    from positions.cli import interruption

    try:
        interruption.listen()
        gc.disable()
        # no plugin of another package has a say in what a dataset is, and looking for them takes time
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        # of a BLAS with several threads those that wait spin: on a busy machine that is most of the time
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from positions.cli.exit_codes import run

        code = run(words)
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except Exception:
        if not interruption.was_interrupted():
            raise
        code = _INTERRUPTED
    if "duckdb" not in sys.modules:  # which complains on stderr where its objects are not collected
        gc.freeze()  # nothing that is left is looked through again when the interpreter ends
    return interruption.end(code)
