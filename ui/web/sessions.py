"""What Gradio keeps of a session, and its end: nothing stays when the answers were fetched.

Gradio keeps a session's events, messages and a copy of its page for an hour and for thousands of
sessions, and some of it for good. It also makes statistics of every event.
"""

import asyncio
from types import SimpleNamespace
from typing import Any, Final

import gradio as gr
import gradio.queueing

from ui.web.bug_report import report_handled
from ui.web.desk import WAITING, Desk

UNHEARD_S: Final = 30.0
"""Seconds that answers are kept for a page that does not come for them."""
_SESSIONS: Final = 20_000
"""Sessions of which the messages are kept: so many questions are not asked in that time."""
_JOBS: Final = 2 * WAITING
"""Events that Gradio hands on at once. The desk decides who waits, so more than it lets wait."""
_QUEUED: Final = 32


class GradioSessions:
    """The sessions of one page, and whether somebody listens to them."""

    def __init__(self, page: gr.Blocks, desk: Desk) -> None:
        self._page = page
        self._desk = desk
        self._heard: dict[str, int] = {}
        self._unheard: dict[str, asyncio.TimerHandle] = {}

    def joined(self, session: str) -> None:
        """A question came: forget it if nobody comes for the answer."""
        self._stop_waiting(session)
        if session not in self._heard:
            loop = asyncio.get_running_loop()
            self._unheard[session] = loop.call_later(UNHEARD_S, self._forget, session)

    def is_open(self, session: str) -> bool:
        """Whether there is something to listen to."""
        messages = self._page._queue.pending_messages_per_session.get(session)
        # Where nothing is still to come, a listener would wait for good.
        return messages is not None and (self._is_awaited(session) or not messages.empty())

    def begin(self, session: str) -> None:
        """Somebody listens."""
        self._stop_waiting(session)
        self._heard[session] = self._heard.get(session, 0) + 1

    def end(self, session: str, *, is_whole: bool) -> None:
        """A listener is gone: forget the session, unless it has just asked something more."""
        left = self._heard.pop(session, 1) - 1
        if left:
            self._heard[session] = left
        elif not (is_whole and self._is_awaited(session)):
            self._forget(session)

    def _is_awaited(self, session: str) -> bool:
        return bool(self._page._queue.pending_event_ids_session.get(session))

    def _stop_waiting(self, session: str) -> None:
        timer = self._unheard.pop(session, None)
        if timer:
            timer.cancel()

    def _forget(self, session: str) -> None:
        self._stop_waiting(session)
        queue, states = self._page._queue, self._page.state_holder
        self._desk.leave(session)
        kept: tuple[Any, ...] = (
            queue.pending_messages_per_session,
            queue.pending_event_ids_session,
            self._page.pending_diff_streams,
            self._page.pending_streams,
            states.session_data,
            states.time_last_used,
        )
        for each in kept:
            each.pop(session, None)


def keep_little(page: gr.Blocks) -> None:
    """Let Gradio pass every event on at once, and make no statistics; before it is mounted.

    It prints exceptions with their messages where a handler raises. Ours do not, but it has code of
    its own around them.
    """
    queueing: Any = gradio.queueing
    queueing.traceback = SimpleNamespace(print_exc=report_handled)
    page.queue(max_size=_QUEUED)
    queue: Any = page._queue
    queue.max_thread_count = _JOBS
    queue.pending_messages_per_session.max_size = _SESSIONS
    queue.ANALYTICS_MAX_EVENTS = 1
    queue.compute_analytics_summary = lambda _: {}
