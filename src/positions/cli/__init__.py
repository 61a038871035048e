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
    from positions.cli.exit_codes import run

    return run(words)
