"""Heavy work in a process of its own: what it needs of memory goes back when it ends, and no request waits for it."""

import importlib
import multiprocessing
import signal
from multiprocessing.connection import Connection
from typing import Any


class EndedEarlyError(Exception):
    """The process was killed, or memory ran out, before there was an answer."""


def apart(function: str, **values: Any) -> Any:
    """Call ``module:function`` with these values in a new process and give back what it returns.

    Named, not passed, so that this process need not load the module. Values and result are copied. Raises what the
    function raised, or EndedEarlyError.
    """
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_answer, args=(theirs, function, values), daemon=True)
    process.start()
    theirs.close()
    try:
        result, error = ours.recv()
    except EOFError as reason:
        raise EndedEarlyError(function) from reason
    finally:
        ours.close()
        process.join()
    if error is not None:
        raise error
    return result


def _answer(told: Connection, function: str, values: dict[str, Any]) -> None:
    # Ctrl-C reaches every process of the terminal; this one ends when its parent has, at the first word it says.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    module, _colon, name = function.partition(":")
    try:
        told.send((getattr(importlib.import_module(module), name)(**values), None))
    except Exception as error:
        told.send((None, error))
