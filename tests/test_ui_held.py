"""An answer of Gradio, told in as many requests as it takes."""

import asyncio
from typing import Any

import pytest

from own_loop import finished
from ui.web import held
from ui.web.held import End, Held

START = {"type": "http.response.start", "status": 200, "headers": []}


def body(text: bytes) -> dict[str, Any]:
    return {"type": "http.response.body", "body": text, "more_body": True}


async def stays() -> Any:
    """A client that hangs up never."""
    await asyncio.Event().wait()


async def leaves() -> Any:
    """A client that hangs up at once."""
    return {"type": "http.disconnect"}


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "PART_S", 0.02)


def test_a_request_ends_before_its_answer_and_the_next_goes_on_where_it_was() -> None:
    async def tell() -> tuple[list[End], list[list[Any]]]:
        go_on = asyncio.Event()

        async def work(send: Any) -> None:
            await send(START)
            await send(body(b"one"))
            await go_on.wait()
            await send(body(b"two"))

        ends: list[End] = []
        said: list[list[Any]] = []
        answer = Held(work)
        for _ in range(2):
            part: list[Any] = []

            async def send(message: Any, part: list[Any] = part) -> None:
                part.append(message)

            ends.append(await answer.tell(stays, send))
            said.append(part)
            go_on.set()
        return ends, said

    ends, (first, second) = finished(tell())
    assert ends == [End.MORE, End.ALL]
    assert [each.get("body") for each in first] == [None, b"one", b""]
    assert first[-1]["more_body"] is False
    assert [each.get("body") for each in second] == [None, b"two"]
    assert second[0] == START


def test_who_hangs_up_is_noticed_and_the_work_ends() -> None:
    async def tell() -> tuple[End, bool]:
        is_ended = False

        async def work(send: Any) -> None:
            nonlocal is_ended
            try:
                await send(START)
                await asyncio.Event().wait()
            finally:
                is_ended = True

        async def send(_: Any) -> None: ...

        answer = Held(work)
        end = await answer.tell(leaves, send)
        await answer.stop()
        return end, is_ended

    assert finished(tell()) == (End.GONE, True)
