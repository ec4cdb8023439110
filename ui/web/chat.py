"""The chat page: a conversation on the left, the passages that it cites on the right.

The conversation itself is the browser's: ask.js has it, sends what a follow-up needs along with
each question, and gets the last turn back.
"""

import asyncio
import json
import os
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from assistant.answer.answer import Answer
from assistant.guard.masked import shown
from assistant.question.follow_up import HISTORY_TURNS, points_back
from assistant.question.typed import QUESTION_CHARS, READ_CHARS
from ingest.corpus.profile import Profile
from ingest.text.errors import SteunwijzerError
from ui import texts, texts_asking, texts_feedback
from ui.service.workspace import Workspace
from ui.web.bug_report import report_bug
from ui.web.cards import cards_script
from ui.web.conversation import Conversation, TurnPlace, read_conversation
from ui.web.desk import Desk, DeskFull, Gone
from ui.web.frame import foot_html, header_html, question_html, start_html
from ui.web.page import (
    Exchange,
    earlier_html,
    now_html,
    panel_html,
    sources_html,
    turn_html,
)
from ui.web.plain import LOOK_FILE

# Gradio reads these when it is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import gradio as gr

_STYLE_FILES: Final = tuple(map(LOOK_FILE.with_name, ("page.css", "cards.css")))
SCRIPT_FILES: Final = [
    Path(__file__).with_name(f"{name}.js") for name in ("page", "stream", "ask", "kept", "choose")
]
"""They know each other's names."""
_SYSTEM_FONTS: Final = ("system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")

_WORDS: Final = {
    "lostTitle": texts.LOST_TITLE,
    "lost": texts.LOST,
    "close": texts.CLOSE,
    "notKept": texts_feedback.LOST,
    "edit": texts_asking.EDIT,
    "drop": texts_asking.DROP,
    "again": texts_asking.AGAIN,
    "waits": texts_asking.WAITS,
    "waitsForServer": texts_asking.WAITS_FOR_SERVER,
    "tooLong": texts_asking.TOO_LONG,
    "aside": texts_asking.ASIDE,
    "stopped": texts_asking.STOPPED,
    "cutShort": texts_asking.CUT_SHORT,
    "refused": texts_asking.REFUSED,
    "keptOn": texts_asking.KEPT_ON,
    "keptOff": texts_asking.KEPT_OFF,
    "wiped": texts_asking.WIPED,
    "notStored": texts_asking.NOT_STORED,
    "goOn": texts_asking.GO_ON,
    "searchesAll": texts_asking.SEARCHES_ALL,
    "searchesSome": texts_asking.SEARCHES_SOME,
}
"""What the scripts say; they call it by these names."""
Update = tuple[Any, Any]
"""New values of the last turn and of its sources."""


def build_page(workspace: Workspace, desk: Desk, limit_s: float, places: str = "") -> gr.Blocks:
    """The page of a workspace, on which each question is answered within this many seconds.

    `places` are links to other pages, as HTML.
    """
    profile = workspace.profile
    page: gr.Blocks = gr.Blocks(title=texts.NAME, analytics_enabled=False, fill_width=True)
    with page:
        _html(header_html(profile.tagline, places), "sw-kopvak")
        with gr.Row(elem_id="sw-hoofd", equal_height=False):
            with gr.Column(elem_id="sw-gesprek", scale=0, min_width=0):
                _html('<div id="sw-keuze" hidden></div>', "sw-keuzevak")
                now = _conversation(profile)
                _html(question_html(texts.placeholder(profile.placeholder)), "sw-vraagvak")
                _html(foot_html(workspace.contacts, profile.clients), "sw-voetvak")
            with gr.Column(elem_id="sw-paneel", scale=1, min_width=0):
                _html(panel_html(), "sw-paneelkop")
                sources = _html("", "sw-bronnenvak")
        _wire(Handlers(workspace, desk, limit_s), [now, sources])
    return page


def calm_theme() -> gr.themes.Base:
    """Gradio's plainest theme with the computer's own fonts; look.css knows light and dark."""
    theme = gr.themes.Base(font=list(_SYSTEM_FONTS), font_mono=["monospace"])
    theme.set(body_background_fill="var(--sw-vlak)", body_text_color="var(--sw-inkt)")
    light = {name: value for name, value in vars(theme).items() if f"{name}_dark" in vars(theme)}
    return theme.set(**{f"{name}_dark": value for name, value in light.items()})


def head_html() -> str:
    """What the page needs in its head: its look, the scripts of the conversation, their words."""
    known = {
        "turns": HISTORY_TURNS,
        "answered": QUESTION_CHARS,
        "sent": READ_CHARS,
        "keptHours": texts_asking.KEPT_HOURS,
        "keptCount": texts_asking.KEPT_COUNT,
        **_WORDS,
    }
    # No text of a script may hold an end tag.
    words = json.dumps(known).replace("<", "\\u003c")
    scripts = "\n".join(each.read_text(encoding="utf-8") for each in SCRIPT_FILES)
    return (
        f"<style>{_style()}</style>"
        f'<script>(() => {{\n"use strict";\nconst steunwijzerKnows = {words};\n{scripts}}})();\n'
        f"{cards_script()}</script>"
    )


def _style() -> str:
    """The look of the page, before that of Gradio wherever both say something of one thing.

    Given to Gradio itself it would be rewritten, and some of what it says of screens be lost.
    """
    shared, *own = (each.read_text(encoding="utf-8") for each in (LOOK_FILE, *_STYLE_FILES))
    return "\n".join((shared, ".gradio-container.gradio-container {", *own, "}"))


@dataclass(frozen=True, slots=True)
class Handlers:
    """What the page does when someone asks: it always says what came of it, and never raises.

    Gradio would print the message of an exception, and that may hold the question.
    """

    workspace: Workspace
    desk: Desk
    limit_s: float

    async def ask(
        self, question: object, told: object, request: gr.Request
    ) -> AsyncGenerator[Update, None]:
        """Show the question at once, then what came of it."""
        conversation = read_conversation(told)
        # Gradio hands on whatever comes in.
        if not isinstance(question, str) or conversation is None:
            yield gr.skip(), gr.skip()
            return
        exchanges = self._exchanges(question, conversation, str(request.session_hash))
        async with aclosing(exchanges):
            async for exchange in exchanges:
                yield _update(conversation.place, exchange)

    async def _exchanges(
        self, question: str, conversation: Conversation, visit: str
    ) -> AsyncGenerator[Exchange, None]:
        _, history, sources = conversation
        masked = ""
        try:
            masked = await asyncio.to_thread(self._masked, question)
            yield Exchange(masked, None)
            leans = points_back(masked, history)
            asking = partial(self.workspace.stream, question, history, sources)
            ticket = self.desk.enter(visit, asking)
            async with aclosing(ticket.answers(self.limit_s)) as answers:
                async for answer in answers:
                    yield Exchange(answer.question, answer, self.workspace.slip(answer), leans)
        except Gone:
            return
        except Exception as error:  # noqa: BLE001  # each has its sentence
            yield Exchange(
                masked, await asyncio.to_thread(self._failed, question, _sentence(error))
            )

    def _masked(self, question: str) -> str:
        """The question as it is shown before there is an answer: without personal data."""
        return shown(question, self.workspace.mask).text

    def _failed(self, question: str, why: str) -> Answer | str:
        """What is said where there is no answer: whom to call, if there is danger, and why."""
        try:
            return self.workspace.failed(question, why)
        except Exception as error:  # noqa: BLE001  # what failed may be the masking itself
            report_bug(error)
            return why


def _update(place: TurnPlace, exchange: Exchange) -> Update:
    try:
        sources = sources_html(place, exchange) if exchange.result else gr.skip()
        return now_html(turn_html(place, exchange)), sources
    except Exception as error:  # noqa: BLE001  # the reader is told that something went wrong
        report_bug(error)
        return now_html(turn_html(place, Exchange("", texts.FAILED))), ""


def _sentence(error: Exception) -> str:
    """What the reader gets to know of a failure; the operator gets to know where a bug is."""
    if isinstance(error, DeskFull):
        return texts.ONE_AT_A_TIME if error.is_own else texts.CROWDED
    if isinstance(error, TimeoutError):
        return texts.TOO_SLOW
    if isinstance(error, SteunwijzerError):
        return str(error)
    report_bug(error)
    return texts.FAILED


def _html(value: str, elem_id: str) -> gr.HTML:
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=None)


def _conversation(profile: Profile) -> gr.HTML:
    """The place of the last turn, below the welcome and the earlier turns."""
    with gr.Column(elem_id="sw-gespreksvak", min_width=0):
        _html(start_html(profile) + earlier_html(), "sw-begin")
        return _html(now_html(), "sw-nu")


def _wire(handlers: Handlers, outputs: list[Any]) -> None:
    """The browser asks by pressing a button that nobody sees, and fills in what it sends."""
    send = gr.Button("", elem_id="sw-verstuur", visible="hidden")
    question, told = gr.Textbox(visible=False), gr.Textbox(visible=False)
    send.click(
        handlers.ask,
        inputs=[question, told],
        js="() => steunwijzer.send()",
        outputs=outputs,
        show_progress="hidden",
        # The page sends one at a time, and the desk decides who waits.
        trigger_mode="multiple",
        concurrency_limit=None,
        concurrency_id="ask",
        api_visibility="private",
    )
