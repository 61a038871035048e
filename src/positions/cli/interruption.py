"""Ctrl-C and termination at any moment: the signal decides the exit code, even if the exception is swallowed.

Only a process that runs one command line listens. Where the program is called from Python, signals are the
caller's.
"""

from __future__ import annotations

import _thread
import signal
import sys
from time import sleep
from types import FrameType

from positions.signals import INTERRUPTING

_came: list[signal.Signals] = []
_listening: list[int] = []
_MAIN_THREAD = _thread.get_ident()  # the main thread imports this, before it listens
_A_MOMENT = 0.005  # seconds in which Python leaves the place where exceptions are lost


def listen() -> None:
    """Let the signals that interrupt the program raise KeyboardInterrupt, those that are ignored excepted."""
    for number in INTERRUPTING:
        if signal.getsignal(number) not in (signal.SIG_IGN, None):
            signal.signal(number, _notice)
            _listening.append(number)
    sys.unraisablehook = _raise_again


def was_interrupted() -> bool:
    """Return whether a signal has interrupted the program."""
    return bool(_came)


def finish() -> None:
    """Ignore interruptions from here on: what was asked for is done, and saying so is all that is left.

    Raises:
        KeyboardInterrupt: if one came before.
    """
    for number in _listening:
        signal.signal(number, signal.SIG_IGN)  # this runs the handler of a signal that has come
    if _came:
        raise KeyboardInterrupt


def end(code: int) -> int:
    """Ignore interruptions while the interpreter ends; return the process's exit code.

    That is 128 and the signal's number if there was one, as shells count, else `code`.
    """
    try:
        finish()
    except KeyboardInterrupt:
        for number in _listening:
            signal.signal(number, signal.SIG_IGN)
        return 128 + int(_came[0])
    return code


def _notice(number: int, frame: FrameType | None) -> None:
    """Raise KeyboardInterrupt, unless one is on its way out: clearing up is not interrupted again."""
    _came.append(signal.Signals(number))
    if frame is not None and frame.f_code is _raise_again.__code__:
        _thread.start_new_thread(_interrupt_soon, ())  # an exception would be lost in there too
        return
    error = sys.exc_info()[1]
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return
        error = error.__context__
    raise KeyboardInterrupt


def _raise_again(what: sys.UnraisableHookArgs) -> None:
    """Raise an interruption anew that came where Python only reports exceptions, such as in `__del__`."""
    if issubclass(what.exc_type, KeyboardInterrupt) and _came:
        _thread.start_new_thread(_interrupt_soon, ())
    else:
        sys.__unraisablehook__(what)


def _interrupt_soon() -> None:
    sleep(_A_MOMENT)
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(_MAIN_THREAD, _came[0])  # which ends what the main thread waits for
    else:
        _thread.interrupt_main(_came[0])
