"""The command line: parse, call one report, hand it to a renderer."""

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the program on the arguments given (the command line's, if None) and return its exit code.

    The version is answered before anything heavy is imported.
    """
    words = sys.argv[1:] if arguments is None else arguments
    if words[:1] in (["-V"], ["--version"]):
        from positions._version import __version__

        try:
            print(f"positions {__version__}", flush=True)
        except OSError:
            pass  # said again below, where a full disk and a closed pipe are told apart
        else:
            return 0
    if arguments is None:
        return _run_once(words)
    from positions.cli.exit_codes import run

    return run(words)


def _run_once(words: list[str]) -> int:
    """Run in a process that ends with the answer: a fifth of its time would go into tidying its memory."""
    import gc
    import os

    gc.disable()
    # no plugin of another package has a say in what a dataset is, and looking for them takes time
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from positions.cli.exit_codes import run

    code = run(words)
    if "duckdb" not in sys.modules:  # it would complain on stderr of what it finds still there
        gc.freeze()  # nothing that is left is looked through again when the interpreter ends
    return code
