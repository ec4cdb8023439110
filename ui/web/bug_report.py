"""A bug -> what the operator may read of it: where it happened, never what was asked.

The message of an exception may hold a question, and so may those of the exceptions before it.
"""

import logging
import sys
import threading
import traceback
from contextlib import suppress
from typing import Final

_LOGGERS: Final = ("asyncio", "uvicorn.error")
_IN_A_LOG: Final = "Een fout in Steunwijzer; hierboven staat waar."


def report_bug(error: BaseException) -> str:
    """Write where and of what kind a bug is to standard error; returns what was written."""
    report = "".join(_lines(error))
    # A closed or full log must not cost the answer. Without a console there is no stream at all.
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(report)
        sys.stderr.flush()
    return report


def report_handled() -> None:
    """Report the exception that is being handled; what `traceback.print_exc` does otherwise."""
    error = sys.exception()
    if error is not None:
        report_bug(error)


def report_everywhere() -> None:
    """Let Python itself, its threads and the logs of the server report bugs in this way too."""
    sys.excepthook = lambda _kind, error, _trace: _report(error)
    sys.unraisablehook = lambda told: _report(told.exc_value)
    threading.excepthook = lambda told: _report(told.exc_value)
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(without_message)


def without_message(record: logging.LogRecord) -> bool:
    """Report the exception of a log record, and leave it and its words out of the log."""
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        report_bug(error)
        # The words of asyncio repeat the exception.
        record.msg, record.args, record.exc_info = _IN_A_LOG, (), None
    return True


def _report(error: BaseException | None) -> None:
    if isinstance(error, BaseException):
        report_bug(error)


def _lines(error: BaseException) -> list[str]:
    """The chain of exceptions, oldest first: frames and types, without messages."""
    lines: list[str] = []
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        lines[:0] = [*traceback.format_tb(each.__traceback__), f"{type(each).__qualname__}\n"]
        within = each.exceptions if isinstance(each, BaseExceptionGroup) else ()
        for member in within:
            lines[:0] = _lines(member)
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return lines
