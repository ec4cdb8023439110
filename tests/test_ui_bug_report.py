"""The operator gets to know where a bug is, and nobody what was asked."""

import asyncio
import logging
import sys
from collections.abc import Iterator

import pytest

from assistant.answer.answer import Answer
from assistant.guard.privacy import Masked
from own_loop import finished
from page_within import Page, run
from running_page import join, listen, serving, stopped
from ui import texts
from ui.web import chat
from ui.web.bug_report import report_bug, without_message
from ui_fakes import FakeAssistant

QUESTION = "Is Kees kapot"


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    try:
        try:
            if cause:
                raise cause
        finally:
            raise error
    except BaseException as caught:  # noqa: BLE001  # whatever was given
        return caught


@pytest.mark.parametrize(
    "error",
    [
        ValueError(QUESTION),
        KeyError({QUESTION: QUESTION}),
        ExceptionGroup(QUESTION, [ValueError(QUESTION), ExceptionGroup("x", [OSError(QUESTION)])]),
        KeyboardInterrupt(QUESTION),
        UnicodeEncodeError("ascii", QUESTION, 0, 1, QUESTION),
    ],
)
def test_a_report_names_places_and_kinds_and_no_words(
    capsys: pytest.CaptureFixture[str], error: BaseException
) -> None:
    error.add_note(QUESTION)
    report = report_bug(raised(error, LookupError(QUESTION)))
    assert capsys.readouterr().err == report
    assert "in raised" in report
    assert type(error).__name__ in report
    assert "LookupError" in report
    assert "Kees" not in report


def test_a_chain_that_bites_its_tail_ends() -> None:
    first, second = ValueError(), KeyError()
    first.__context__, second.__context__ = second, first
    assert report_bug(first).count("ValueError") == 1


def test_a_log_that_cannot_be_written_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def write(self, text: str) -> None:
            raise OSError

    for stream in (Full(), None):
        monkeypatch.setattr(sys, "stderr", stream)
        assert "ValueError" in report_bug(ValueError())


def test_a_log_record_keeps_no_words_of_an_exception(capsys: pytest.CaptureFixture[str]) -> None:
    error = raised(ValueError(QUESTION))
    record = logging.LogRecord(
        "asyncio",
        logging.ERROR,
        "x.py",
        1,
        "Task exception was never retrieved: %s",
        (QUESTION,),
        (ValueError, error, error.__traceback__),
    )
    assert without_message(record)
    assert "Kees" not in logging.Formatter().format(record)
    assert "ValueError" in capsys.readouterr().err


class Broken(FakeAssistant):
    """Breaks at a place of choice, with the question in the exception."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place

    def mask(self, text: str) -> Masked:
        if self._place == "mask":
            raise ValueError(text)
        return super().mask(text)

    def stream(self, question: str, *_: object) -> Iterator[Answer]:  # type: ignore[override]
        if self._place == "before":
            raise ValueError(question)
        answer = self.ask("Wat is een JIM?")
        yield answer
        if self._place == "after":
            raise ExceptionGroup(question, [ValueError(question)])


@pytest.mark.parametrize("place", ["mask", "before", "after", "turn", "sources", "gradio"])
def test_a_bug_at_any_level_is_told_to_reader_and_operator_without_the_question(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    heard = []

    def broken(*_: object) -> str:
        raise ValueError(QUESTION)

    async def test(page: Page) -> None:
        if place == "sources":
            monkeypatch.setattr(chat, "sources_html", broken)
        if place == "turn":
            monkeypatch.setattr("ui.web.page.outline", broken)
        if place == "gradio":
            monkeypatch.setattr(page.blocks, "postprocess_data", broken)
        await page.join(QUESTION)
        heard.append(await page.listen())
        await page.until_nothing_is_kept()

    run(test, Broken(place))
    told = capsys.readouterr()
    assert "ValueError" in told.err
    assert "Kees" not in told.err + told.out
    if place == "gradio":
        assert '"success":false' in heard[0]
    else:
        assert texts.FAILED in heard[0]


def test_the_server_process_prints_no_question() -> None:
    with serving() as (address, process):
        context = '{"conversation": "%s", "number": 1, "history": []}' % ("0" * 32)
        for data in ([QUESTION, context], [QUESTION], [{"a": QUESTION}, context], [QUESTION, "{"]):
            join(address, data)
            listen(address)
        told = stopped(process)
    assert "ZeroDivisionError" in told
    assert "Kees" not in told


def test_a_task_that_nobody_awaits_prints_no_question() -> None:
    code = f"""
import asyncio, threading
from ui.web.bug_report import report_everywhere
report_everywhere()
def broken(): raise ValueError({QUESTION!r})
class Dying:
    def __del__(self): broken()
async def main():
    async def task(): broken()
    asyncio.create_task(task())
    thread = threading.Thread(target=broken); thread.start(); thread.join()
    Dying()
    await asyncio.sleep(0.01)
asyncio.run(main())
broken()
"""

    async def whole() -> bytes:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", code, stderr=asyncio.subprocess.PIPE
        )
        return (await process.communicate())[1]

    told = finished(whole()).decode()
    assert told.count("ValueError\n") == 4
    assert "Kees" not in told
