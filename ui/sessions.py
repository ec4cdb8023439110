"""What Gradio keeps of a session, and its end: nothing stays when the answers were fetched.

Gradio keeps a session's events, messages and a copy of its page for an hour and for thousands of
sessions; some of it for good.
"""

import gradio as gr


class GradioSessions:
    """The sessions of one page."""

    def __init__(self, page: gr.Blocks) -> None:
        self._page = page

    def is_open(self, session: str) -> bool:
        """Whether there is something to listen to."""
        return session in self._page._queue.pending_messages_per_session

    def end(self, session: str) -> None:
        """Forget a session of which nothing is still to come."""
        queue = self._page._queue
        if queue.pending_event_ids_session.get(session) and self.is_open(session):
            return
        queue.pending_messages_per_session.pop(session, None)
        queue.pending_event_ids_session.pop(session, None)
        self._page.pending_diff_streams.pop(session, None)
