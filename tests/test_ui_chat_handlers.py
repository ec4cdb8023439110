"""What a handler makes of a question, whatever comes in."""

from typing import Any

import pytest

from assistant.guard.privacy import Masked
from assistant.question.typed import QUESTION_CHARS
from own_loop import finished
from ui import texts
from ui.web.chat import Handlers, head_html
from ui.web.desk import Desk, DeskFull
from ui_fakes import FakeAssistant, workspace_of

TOLD = '{"conversation": "%s", "number": 1, "history": []}' % ("0" * 32)


class Request:
    """As much of Gradio's as is used."""

    session_hash = "bezoek"


def updates(
    question: Any,
    told: Any = TOLD,
    assistant: FakeAssistant | None = None,
    desk: Desk | None = None,
) -> list[Any]:
    async def whole() -> list[Any]:
        handlers = Handlers(workspace_of(assistant or FakeAssistant()), desk or Desk(), 10)
        return [each async for each in handlers.ask(question, told, Request())]  # type: ignore[arg-type]

    return finished(whole())


def test_the_question_is_shown_before_it_is_answered() -> None:
    first, last = updates("Wat is een JIM?")
    assert "Steunwijzer zoekt" in first[0]
    assert "Dit staat in de handreiking:" in last[0]
    assert 'id="bronnen-1"' in last[1]


class Full(Desk):
    """Has no room for anybody."""

    def enter(self, *_: Any) -> Any:
        raise DeskFull(is_own=False)


def test_somebody_in_danger_is_told_whom_to_call_where_there_is_no_answer() -> None:
    danger = "Vader bedreigt moeder nu met een mes"
    *_, (turn, _) = updates(danger, desk=Full())
    assert "tel:112" in turn
    assert texts.CROWDED in turn
    *_, (turn, _) = updates(f"{danger}, alles is kapot")
    assert "tel:112" in turn
    assert texts.FAILED in turn
    *_, (turn, _) = updates("Wat is een JIM?", desk=Full())
    assert "tel:" not in turn
    assert texts.CROWDED in turn


@pytest.mark.parametrize(
    "value",
    [{"path": "/etc/hosts", "meta": {"_type": "gradio.FileData"}}, ["a"], 1, None, True, b"a"],
)
def test_only_text_is_a_question_or_a_conversation(value: Any) -> None:
    for question, told in ((value, TOLD), ("Wat is een JIM?", value)):
        assistant = FakeAssistant()
        assert len(updates(question, told, assistant)) == 1
        assert assistant.asked == []


def test_half_a_name_where_a_long_question_is_cut_is_not_shown() -> None:
    class Shrinking(FakeAssistant):
        def mask(self, text: str) -> Masked:
            return Masked(text.replace("Kees", ""), ())

    question = "xx" + "Kees" * QUESTION_CHARS
    for turn, _ in updates(question, assistant=Shrinking()):
        assert "Ke" not in turn


def test_no_text_ends_the_script_of_the_page() -> None:
    assert head_html().partition("<script>")[2].count("</") == 1
