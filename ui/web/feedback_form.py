"""The slip of an answer -> HTML by which the reader says what it was worth.

Two or three buttons below the answer; the browser shows the field for a remark after one of them
was pressed. Screen readers do not read it out along with the answer: who wants it finds it there.
"""

from html import escape

from assistant.answer.answer import Answer
from assistant.question.typed import QUESTION_CHARS
from ui import texts_feedback


def form_html(number: int, answer: Answer, slip: str) -> str:
    """The form of a turn; nothing where there is no slip."""
    if not slip:
        return ""
    is_answered = bool(answer.citations)
    choices = texts_feedback.OPINIONS if is_answered else texts_feedback.OPINIONS_NOT_FOUND
    return (
        f'<div class="sw-klopt" role="group" aria-labelledby="klopt-{number}" aria-live="off" '
        f'data-bewijs="{escape(slip)}"><p id="klopt-{number}">{texts_feedback.ASKED}</p>'
        + "".join(_button(opinion, said) for opinion, said in choices.items())
        + f'<p class="sw-gezegd" role="status"></p>{_remark(number)}</div>'
    )


def _button(opinion: str, said: str) -> str:
    return f'<button type="button" data-oordeel="{opinion}" aria-pressed="false">{said}</button>'


def _remark(number: int) -> str:
    field = f"opmerking-{number}"
    return (
        f'<details class="sw-opmerking" hidden><summary>{texts_feedback.REMARK}</summary>'
        f'<label for="{field}">{texts_feedback.REMARK_LABEL}</label>'
        f'<textarea id="{field}" rows="2" maxlength="{QUESTION_CHARS}"></textarea>'
        f'<button type="button" class="sw-verstuur">{texts_feedback.SEND_REMARK}</button></details>'
    )
