"""The Model Context Protocol, spoken by a client of the official package."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from typer.testing import CliRunner

from own_loop import finished
from running_page import request, serving, stopped
from ui import texts
from ui.service.keys import add_key, keys_of
from ui.terminal.cli import app
from ui_fakes import SECTIONS, VALUE

QUESTION = "Wat is een burgervoogd?"
WHOLE = {"ask", "search", "read_passage"}
STDIO = Path(__file__).parent / "mcp_server.py"


def told(result: Any) -> str:
    return " ".join(each.text for each in result.content)


async def use(client: Client) -> None:
    """What an assistant of somebody else does."""
    tools = (await client.list_tools()).tools
    assert {each.name for each in tools} == WHOLE
    assert all(each.annotations and each.annotations.read_only_hint for each in tools)
    assert all(each.description and each.output_schema for each in tools)
    answer = (await client.call_tool("ask", {"question": QUESTION})).structured_content
    assert answer
    assert (answer["question"], answer["outcome"]) == (QUESTION, "answered")
    history = [{"question": "Wat is een JIM?"}]
    asked = {"question": "En dan?", "history": history}
    followed = (await client.call_tool("ask", asked)).structured_content
    assert followed
    assert "Wat is een JIM? En dan?" in followed["notices"][0]["text"]
    found = (await client.call_tool("search", {"words": "JIM"})).structured_content
    assert found
    assert len(found["hits"]) == len(SECTIONS)
    section = {"section_id": found["hits"][1]["section_id"]}
    read = (await client.call_tool("read_passage", section)).structured_content
    assert read
    assert (read["text"], read["page"]) == (VALUE.text, 6)
    gone = await client.call_tool("read_passage", {"section_id": "weg"})
    assert gone.is_error
    assert "Er is geen passage weg in gebruik." in told(gone)
    broken = await client.call_tool("ask", {"question": "kapot Kees"})
    assert broken.is_error
    assert texts.FAILED in told(broken)
    assert "Kees" not in told(broken)


def run(work: Callable[[], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with asyncio.timeout(60):
            await work()

    finished(whole())


def test_a_client_uses_the_tools_over_http() -> None:
    with serving() as (address, process):

        async def work() -> None:
            async with Client(f"{address}/mcp") as client:
                await use(client)

        run(work)
        said = stopped(process)
    assert "ZeroDivisionError" in said
    assert "Kees" not in said
    assert QUESTION not in said


def test_a_client_uses_the_tools_over_standard_input_and_output(tmp_path: Path) -> None:
    log = tmp_path / "fouten.txt"

    async def work() -> None:
        # A client passes on little of its own environment.
        ours = {"PYTHONPATH": str(STDIO.parent.parent)}
        server = StdioServerParameters(command=sys.executable, args=[str(STDIO)], env=ours)
        with log.open("w") as errors:
            async with Client(stdio_client(server, errlog=errors)) as client:
                await use(client)

    run(work)
    assert "ZeroDivisionError" in log.read_text()
    assert "Kees" not in log.read_text()


def test_over_http_the_key_says_who_calls(tmp_path: Path) -> None:
    key = add_key(keys_of(tmp_path), "hulp", "reader")
    with serving(DATA=str(tmp_path)) as (address, _):
        refused = httpx.post(f"{address}/mcp", json={}, timeout=20)
        assert (refused.status_code, refused.json()["status"]) == (401, 401)

        async def work() -> None:
            import httpx2

            headers = {"Authorization": f"Bearer {key}"}
            async with (
                httpx2.AsyncClient(headers=headers) as http,
                Client(streamable_http_client(f"{address}/mcp", http_client=http)) as client,
            ):
                assert (await client.call_tool("ask", {"question": QUESTION})).structured_content

        run(work)


def test_what_keeps_it_from_starting_is_not_said_in_the_protocol(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEUNWIJZER_DATA", str(tmp_path))
    result = CliRunner().invoke(app, ["mcp"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Er is nog geen index" in result.stderr


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_nothing_is_kept_open_for_a_caller(address: str, method: str) -> None:
    assert request(address, method, "/mcp").status in {404, 405}
