"""What stays of a visit on the server: nothing."""

import asyncio

import pytest

from page_within import Page, run, told
from ui.web import sessions
from ui.web.routes import JOIN, LISTEN
from ui_fakes import FakeAssistant

pytestmark = pytest.mark.whole


def test_nothing_stays_when_the_answer_was_fetched() -> None:
    async def test(page: Page) -> None:
        for question in ("Wat is een JIM?", "Dit is kapot", "", "Hoe is het weer"):
            assert (await page.join(question)).status_code == 200
            assert '"process_completed"' in await page.listen()
        await page.until_nothing_is_kept()
        assert len(page.blocks._queue.event_analytics) <= 1

    run(test)


def test_nothing_stays_when_the_page_goes_away() -> None:
    assistant = FakeAssistant()

    async def test(page: Page) -> None:
        for _ in range(2):
            await page.join("Vertel langzaam over een JIM")
        async with page.client.stream(
            "GET",
            LISTEN,
            params={"session_hash": "sessie"},
            headers={"X-Steunwijzer-Visit": "a"},
        ) as answer:
            async for line in answer.aiter_lines():
                if "process_generating" in line:
                    break
        await page.until_nothing_is_kept()

    run(test, assistant)
    # What still waited was never begun.
    assert len(assistant.asked) == 1


def test_nothing_stays_when_nobody_comes_for_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "UNHEARD_S", 0.2)

    async def test(page: Page) -> None:
        await page.join("Wat is een JIM?")
        await page.join("Vertel langzaam over een JIM", session="andere")
        assert page.kept()
        await page.until_nothing_is_kept()

    run(test)


def test_a_session_of_which_nothing_is_to_come_has_nothing_to_hear() -> None:
    async def test(page: Page) -> None:
        await page.join("Wat is een JIM?")
        async with page.client.stream(
            "GET", LISTEN, params={"session_hash": "sessie"}, headers={"X-Steunwijzer-Visit": "a"}
        ) as answer:
            async for line in answer.aiter_lines():
                if "close_stream" in line:
                    # The first listener has not even hung up.
                    assert await page.listen() == "Not Found"

    run(test)


def test_a_later_question_is_not_given_up_with_an_earlier_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sessions, "UNHEARD_S", 0.6)

    async def test(page: Page) -> None:
        await page.join("Wat is een JIM?")
        assert "JIM" in await page.listen()
        await asyncio.sleep(0.4)
        await page.join("Wat is een JIM?")
        await asyncio.sleep(0.4)
        assert "JIM" in await page.listen()

    run(test)


def test_only_the_page_that_asked_hears_the_answer() -> None:
    async def test(page: Page) -> None:
        await page.join("Wat is een JIM?", key="geheim")
        assert await page.listen(key="") == "Not Found"
        assert await page.listen(key="ander") == "Not Found"
        assert "JIM" in await page.listen(key="geheim")

    run(test)


def test_a_session_that_is_told_of_hears_only_its_last_turn() -> None:
    async def test(page: Page) -> None:
        history = [{"question": "Wat is een burgervoogd?", "answer": "Iemand die ..."}]
        body = {"data": ["En dan?", told(2, history)], "fn_index": 0, "session_hash": "s"}
        await page.client.post(JOIN, json=body)
        answer = await page.listen("s", key="")
        assert "beurt-2" in answer
        assert "beurt-1" not in answer
        assert "Ik zocht op: Wat is een burgervoogd? En dan?" in answer

    run(test)


@pytest.mark.parametrize("context", ["", "{}", "null", '{"conversation": "x"}', "[" * 50_000])
def test_a_conversation_that_no_page_tells_gets_no_answer(context: str) -> None:
    async def test(page: Page) -> None:
        body = {"data": ["Wat is een JIM?", context], "fn_index": 0, "session_hash": "s"}
        assert (await page.client.post(JOIN, json=body)).status_code == 200
        answer = await page.listen("s", key="")
        assert "JIM" not in answer
        assert '"success":true' in answer

    run(test)


def test_a_flood_of_one_visit_is_refused_and_keeps_no_other_waiting() -> None:
    async def test(page: Page) -> None:
        for _ in range(12):
            await page.join("Vertel langzaam over een JIM", session="vloed")
        flood = asyncio.create_task(page.listen("vloed"))
        await page.join("Wat is een JIM?", session="ander")
        assert "Transformatie" in await page.listen("ander")
        # Four slow answers of the flood take their time, one after the other.
        assert not flood.done()
        heard = await flood
        assert heard.count("Er wachten nog andere vragen van jou.") >= 8

    run(test)


def test_an_answer_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.web.app._BEYOND_MODEL_S", -59.5)

    async def test(page: Page) -> None:
        await page.join("Vertel langzaam over een JIM")
        assert "Het antwoord duurt te lang." in await page.listen()

    run(test)
