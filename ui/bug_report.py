"""A bug -> what the operator may read of it: where it happened, never what was asked.

The message of an exception may hold a question, and so may those of the exceptions before it.
"""

import sys
import traceback
from contextlib import suppress


def report_bug(error: BaseException) -> str:
    """Write where and of what kind a bug is to standard error; returns what was written."""
    report = "".join(_lines(error))
    # A closed or full log must not cost the answer. Without a console there is no stream at all.
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(report)
        sys.stderr.flush()
    return report


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
