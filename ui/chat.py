"""The chat page: a conversation on the left, the passages that it cites on the right."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from assistant.answer import Turn
from ingest.errors import SteunwijzerError
from ui import texts
from ui.batch import Asks
from ui.outline import plain_text
from ui.page import Exchange, conversation_html, disclaimer_html, header_html, sources_html

# Gradio reads these when it is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import gradio as gr

CSS_FILE: Final = Path(__file__).with_name("page.css")
SCRIPT_FILE: Final = Path(__file__).with_name("page.js")
QUESTIONS_AT_ONCE: Final = 8
_SYSTEM_FONTS: Final = ("system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")

State = tuple[Exchange, ...]
Update = tuple[Any, ...]
"""New values of conversation, sources, question, examples, new-conversation button and state."""


def build_page(assistant: Asks) -> gr.Blocks:
    """The page on which `assistant` answers; nothing of a conversation is kept after the visit."""
    page: gr.Blocks = gr.Blocks(title=texts.NAME, analytics_enabled=False, fill_width=True)
    with page:
        _html(header_html(), "sw-kopvak")
        with gr.Row(elem_id="sw-hoofd", equal_height=False):
            with gr.Column(elem_id="sw-gesprek", scale=3, min_width=0):
                conversation = _html(conversation_html(()), "sw-gespreksvak")
                examples, buttons = _examples()
                question, ask, restart = _question()
                _html(disclaimer_html(), "sw-voetvak")
            with gr.Column(elem_id="sw-paneel", scale=2, min_width=0):
                sources = _html(sources_html(()), "sw-bronnenvak")
        state = gr.State(())
        outputs = [conversation, sources, question, examples, restart, state]
        _wire(_Handlers(assistant), question, ask, restart, buttons, state, outputs)
    return page


def calm_theme() -> gr.themes.Base:
    """Gradio's plainest theme with the computer's own fonts, always light."""
    theme = gr.themes.Base(font=list(_SYSTEM_FONTS), font_mono=["monospace"])
    light = {name: value for name, value in vars(theme).items() if f"{name}_dark" in vars(theme)}
    return theme.set(**{f"{name}_dark": value for name, value in light.items()})


def head_html() -> str:
    """What the page needs in its head: the script that links citations and cards."""
    said = {"lostTitle": texts.LOST_TITLE, "lost": texts.LOST, "close": texts.CLOSE}
    # No text of a script may hold an end tag.
    words = json.dumps(said).replace("<", "\\u003c")
    script = SCRIPT_FILE.read_text(encoding="utf-8")
    return f"<script>const steunwijzerTexts = {words};\n{script}</script>"


class _Handlers:
    """What the page does when someone asks; each call gets the conversation so far."""

    def __init__(self, assistant: Asks) -> None:
        self._assistant = assistant

    def ask(self, question: object, exchanges: State) -> Iterator[Update]:
        """Show the question at once, then what came of it."""
        if not isinstance(question, str):
            return  # Gradio hands on whatever comes in
        yield _update((*exchanges, Exchange(question, None)), gr.skip(), exchanges)
        try:
            for answer in self._assistant.stream(question, _history(exchanges)):
                yield _finished((*exchanges, Exchange(answer.question, answer)))
        except SteunwijzerError as error:
            yield _finished((*exchanges, Exchange(question, str(error))))
        except Exception:
            yield _finished((*exchanges, Exchange(question, texts.FAILED)))
            raise


def _history(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    return tuple(
        Turn(exchange.question, plain_text(exchange.answer))
        for exchange in exchanges
        if exchange.answer
    )


def _finished(exchanges: State) -> Update:
    return _update(exchanges, sources_html(exchanges), exchanges)


def _update(shown: State, sources: Any, state: State) -> Update:
    is_started = bool(shown)
    return (
        conversation_html(shown),
        sources,
        "",
        gr.update(visible=not is_started),
        gr.update(visible=is_started),
        state,
    )


def _restart() -> Update:
    return _finished(())


def _html(value: str, elem_id: str) -> gr.HTML:
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=None)


def _examples() -> tuple[gr.Column, list[gr.Button]]:
    with gr.Column(elem_id="sw-voorbeelden", min_width=0) as examples:
        _html(f"<h3>{texts.EXAMPLES_TITLE}</h3>", "sw-voorbeeldkop")
        buttons = [gr.Button(text, elem_classes="sw-voorbeeld") for text in texts.EXAMPLES]
    return examples, buttons


def _question() -> tuple[gr.Textbox, gr.Button, gr.Button]:
    question = gr.Textbox(
        label=texts.QUESTION_LABEL,
        placeholder=texts.QUESTION_PLACEHOLDER,
        lines=1,
        max_lines=6,
        elem_id="sw-vraag",
        container=True,
    )
    with gr.Row(elem_id="sw-knoppen"):
        ask = gr.Button(texts.ASK, variant="primary", elem_id="sw-vraag-stellen", min_width=0)
        restart = gr.Button(
            texts.NEW_CONVERSATION, visible=False, elem_id="sw-opnieuw", min_width=0
        )
    return question, ask, restart


def _wire(
    handlers: _Handlers,
    question: gr.Textbox,
    ask: gr.Button,
    restart: gr.Button,
    examples: Sequence[gr.Button],
    state: gr.State,
    outputs: list[Any],
) -> None:
    options: dict[str, Any] = {
        "outputs": outputs,
        "show_progress": "hidden",
        "concurrency_limit": QUESTIONS_AT_ONCE,
        "concurrency_id": "ask",
        "api_visibility": "private",
    }
    gr.on([question.submit, ask.click], handlers.ask, inputs=[question, state], **options)
    for example in examples:
        example.click(handlers.ask, inputs=[example, state], **options)
    restart.click(_restart, **options)
