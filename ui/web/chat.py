"""The chat page: a conversation on the left, the passages that it cites on the right.

The conversation itself is the browser's: page.js keeps it, sends what a follow-up needs along with
each question, and gets the last turn back.
"""

import asyncio
import json
import os
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from assistant.answer.answer import Answer
from assistant.guard.masked import shown
from assistant.question.follow_up import HISTORY_TURNS, Turn
from assistant.question.typed import QUESTION_CHARS, READ_CHARS
from ingest.corpus.profile import Profile
from ingest.text.errors import SteunwijzerError
from ui import texts, texts_feedback
from ui.service.workspace import Workspace
from ui.web.bug_report import report_bug
from ui.web.cards import cards_script
from ui.web.conversation import TurnPlace, read_conversation
from ui.web.desk import Desk, DeskFull, Gone
from ui.web.page import (
    Exchange,
    disclaimer_html,
    earlier_html,
    header_html,
    now_html,
    panel_html,
    sources_html,
    start_html,
    turn_html,
)

# Gradio reads these when it is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import gradio as gr

CSS_FILES: Final = [
    Path(__file__).with_name(name) for name in ("look.css", "page.css", "cards.css")
]
SCRIPT_FILE: Final = Path(__file__).with_name("page.js")
_SYSTEM_FONTS: Final = ("system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")

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
            with gr.Column(elem_id="sw-gesprek", scale=3, min_width=0):
                now = _conversation(profile)
                examples = _examples(profile.examples)
                question, ask = _question(texts.placeholder(profile.placeholder))
                _html(disclaimer_html(workspace.contacts, profile.clients), "sw-voetvak")
            with gr.Column(elem_id="sw-paneel", scale=2, min_width=0):
                _html(panel_html(), "sw-paneelkop")
                sources = _html("", "sw-bronnenvak")
        _wire(Handlers(workspace, desk, limit_s), question, ask, examples, [now, sources])
    return page


def calm_theme() -> gr.themes.Base:
    """Gradio's plainest theme with the computer's own fonts, always light."""
    theme = gr.themes.Base(font=list(_SYSTEM_FONTS), font_mono=["monospace"])
    light = {name: value for name, value in vars(theme).items() if f"{name}_dark" in vars(theme)}
    return theme.set(**{f"{name}_dark": value for name, value in light.items()})


def head_html() -> str:
    """What the page needs in its head: the script that keeps the conversation."""
    said = {
        "lostTitle": texts.LOST_TITLE,
        "lost": texts.LOST,
        "close": texts.CLOSE,
        "notKept": texts_feedback.LOST,
    }
    known = {"turns": HISTORY_TURNS, "answered": QUESTION_CHARS, "sent": READ_CHARS, **said}
    # No text of a script may hold an end tag.
    words = json.dumps(known).replace("<", "\\u003c")
    script = SCRIPT_FILE.read_text(encoding="utf-8")
    cards = cards_script()
    return f"<script>const steunwijzerKnows = {words};\n{script}\n{cards}</script>"


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
        place, history = conversation
        exchanges = self._exchanges(question, history, str(request.session_hash))
        async with aclosing(exchanges):
            async for exchange in exchanges:
                yield _update(place, exchange)

    async def _exchanges(
        self, question: str, history: tuple[Turn, ...], visit: str
    ) -> AsyncGenerator[Exchange, None]:
        masked = ""
        try:
            masked = await asyncio.to_thread(self._masked, question)
            yield Exchange(masked, None)
            ticket = self.desk.enter(visit, lambda: self.workspace.stream(question, history))
            async with aclosing(ticket.answers(self.limit_s)) as answers:
                async for answer in answers:
                    yield Exchange(answer.question, answer, self.workspace.slip(answer))
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


def _examples(questions: Sequence[str]) -> list[gr.Button]:
    if not questions:
        return []
    with gr.Column(elem_id="sw-voorbeelden", min_width=0):
        _html(f"<h3>{texts.EXAMPLES_TITLE}</h3>", "sw-voorbeeldkop")
        return [gr.Button(text, elem_classes="sw-voorbeeld") for text in questions]


def _question(placeholder: str) -> tuple[gr.Textbox, gr.Button]:
    question = gr.Textbox(
        label=texts.QUESTION_LABEL,
        placeholder=placeholder,
        lines=1,
        max_lines=6,
        elem_id="sw-vraag",
        container=True,
    )
    with gr.Row(elem_id="sw-knoppen"):
        ask = gr.Button(texts.ASK, variant="primary", elem_id="sw-vraag-stellen", min_width=0)
        # The browser alone begins a new conversation.
        gr.Button(texts.NEW_CONVERSATION, elem_id="sw-opnieuw", min_width=0)
    return question, ask


def _wire(
    handlers: Handlers,
    question: gr.Textbox,
    ask: gr.Button,
    examples: Sequence[gr.Button],
    outputs: list[Any],
) -> None:
    # What the browser tells of the conversation: its script fills it in.
    told = gr.Textbox(visible=False)
    options: dict[str, Any] = {
        "outputs": outputs,
        "show_progress": "hidden",
        # The desk decides who waits.
        "concurrency_limit": None,
        "concurrency_id": "ask",
        "api_visibility": "private",
    }
    typed = "(question, told) => steunwijzer.send(question, true)"
    gr.on([question.submit, ask.click], handlers.ask, inputs=[question, told], js=typed, **options)
    # Questions under an answer press a button that nobody sees.
    proposed = gr.Button("", elem_id="sw-verstuur", visible="hidden")
    js = "() => steunwijzer.sendChosen()"
    proposed.click(handlers.ask, inputs=[question, told], js=js, **options)
    for example in examples:
        chosen = "(question, told) => steunwijzer.send(question, false)"
        example.click(handlers.ask, inputs=[example, told], js=chosen, **options)
