"""A turn's answer -> HTML by which the reader asks on, or takes it along.

On the clipboard it is the answer with its sources, as a file the whole conversation.

What is taken along is written on it, for the browser: it alone has the conversation. Screen readers
do not read it out along with the answer.
"""

from html import escape

from assistant.answer.answer import Answer
from ui import texts_reading
from ui.transcript import told_turn
from ui.web.export import Form


def take_html(answer: Answer) -> str:
    """The buttons of a turn; nothing where there is no whole answer."""
    if answer.complaint or not answer.is_whole:
        return ""
    told = escape(told_turn(answer).model_dump_json())
    copy = f'<button type="button" class="sw-kopieer">{texts_reading.COPY}</button>'
    return (
        f'{_onward(answer)}<div class="sw-meenemen" aria-live="off" data-beurt="{told}">'
        f"{copy if answer.citations else ''}{_save()}"
        f'<span role="status" class="sw-meegenomen" data-gekopieerd="{texts_reading.COPIED}" '
        f'data-niet-gekopieerd="{texts_reading.NOT_COPIED}" data-bewaard="{texts_reading.SAVED}" '
        f'data-niet-bewaard="{texts_reading.NOT_SAVED}" data-bronnen="{texts_reading.SOURCES}">'
        "</span></div>"
    )


def _onward(answer: Answer) -> str:
    """Questions to go on with, each of which is asked by one click."""
    if not answer.onward:
        return ""
    buttons = "".join(
        f'<button type="button" class="sw-voorbeeld">{escape(each)}</button>'
        for each in answer.onward
    )
    return (
        f'<div class="sw-verder-vragen" role="group" aria-label="{texts_reading.ONWARD}" '
        f'aria-live="off"><p>{texts_reading.ONWARD}</p>{buttons}</div>'
    )


def _save() -> str:
    said = {
        Form.WORD: texts_reading.SAVE_WORD,
        Form.MARKDOWN: texts_reading.SAVE_MARKDOWN,
        Form.PRINT: texts_reading.SAVE_PRINT,
    }
    buttons = "".join(
        f'<button type="button" data-bewaar="{form}">{name}</button>' for form, name in said.items()
    )
    return (
        f'<details class="sw-bewaar"><summary>{texts_reading.SAVE}</summary>'
        f"<p>{buttons}</p></details>"
    )
