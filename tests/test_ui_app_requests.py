"""The running server, spoken to byte by byte."""

import pytest

from running_page import raw, request, serving, stopped
from ui.web.routes import JOIN


def host(address: str) -> bytes:
    return address.removeprefix("http://").encode()


def status(answer: bytes) -> int:
    return int(answer.split(b" ")[1])


def test_the_page_is_served_with_headers_that_keep_it_to_itself(address: str) -> None:
    reply = request(address, "GET", "/")
    assert reply.status == 200
    policy = reply.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "connect-src 'self'" in policy
    assert "http" not in policy
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["referrer-policy"] == "no-referrer"
    assert reply.headers["cache-control"] == "no-store"
    assert "server" not in reply.headers


def test_what_is_long_is_compressed_for_who_can_read_that(address: str) -> None:
    asked = b"GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nAccept-Encoding: %s\r\n\r\n"
    compressed = raw(address, asked % (host(address), b"gzip"))
    assert b"content-encoding: gzip" in compressed.partition(b"\r\n\r\n")[0]
    assert len(compressed) < 30_000 < len(raw(address, asked % (host(address), b"identity")))


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nHost: kwaad.example\r\n",
        b"GET http://kwaad.example/ HTTP/1.1\r\nHost: %s\r\n",
        b"GET http://%s/ HTTP/1.1\r\nHost: kwaad.example\r\n",
        b"GET / HTTP/1.1\r\nHost: %s\r\nHost: kwaad.example\r\n",
        b"GET / HTTP/1.1\r\n",
        b"GET / HTTP/1.0\r\n",
        b"GET / HTTP/1.1\r\nHost: %s\r\nX-Forwarded-Host: x\r\nOrigin: null\r\n",
        b"CONNECT kwaad.example:80 HTTP/1.1\r\nHost: %s\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: %s\r\n",
        b"GET / HTTP/1.1\r\nHost: %s\r\nOrigin: http://kwaad.example\r\n",
        b"OPTIONS / HTTP/1.1\r\nHost: %s\r\nOrigin: http://kwaad.example\r\n"
        b"Access-Control-Request-Method: POST\r\n",
    ],
)
def test_a_request_for_another_or_from_another_gets_nothing(address: str, head: bytes) -> None:
    answer = raw(address, head.replace(b"%s", host(address)) + b"Connection: close\r\n\r\n")
    assert status(answer) in {400, 403, 421}
    assert b"access-control-" not in answer.lower()
    assert b"gradio" not in answer


def test_the_page_names_no_host_of_a_client(address: str) -> None:
    names = ("X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Gradio-Server")
    headers = dict.fromkeys(names, "kwaad.example")
    reply = request(address, "GET", "/?deep_link=x", headers=headers)
    assert reply.status == 200
    assert "kwaad" not in reply.text


def test_a_body_in_chunks_is_counted(address: str) -> None:
    chunk = b"%x\r\n" % 100_000 + b"a" * 100_000 + b"\r\n"
    answer = raw(
        address,
        b"POST %s HTTP/1.1\r\nHost: %s\r\nTransfer-Encoding: chunked\r\n\r\n"
        % (JOIN.encode(), host(address))
        + chunk * 11,
    )
    assert status(answer) == 413


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (b"Content-Length: 2000000", 413),
        (b"Content-Length: abc", 400),
        (b"Content-Length: -1", 400),
        (b"Content-Length: 1\r\nContent-Length: 2", 400),
        (b"Transfer-Encoding: gzip", 400),
    ],
)
def test_a_body_of_an_impossible_size_is_refused(
    address: str, fields: bytes, expected: int
) -> None:
    head = b"POST %s HTTP/1.1\r\nHost: %s\r\n%s\r\n\r\n" % (JOIN.encode(), host(address), fields)
    assert status(raw(address, head)) == expected


def test_a_websocket_is_not_opened(address: str) -> None:
    head = (
        b"GET /gradio_api/queue/join HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        b"Sec-WebSocket-Version: 13\r\n\r\n" % host(address)
    )
    assert not raw(address, head, wait_s=10).startswith(b"HTTP/1.1 101")


def test_refused_requests_are_not_logged() -> None:
    secret = b"Vader-Kees"
    with serving() as (address, process):
        for head in (
            b"GET /%s HTTP/1.1\r\nHost: %%s\r\n\r\n" % secret,
            b"GET /gradio_api/queue/data?session_hash=%s HTTP/1.1\r\nHost: %%s\r\n\r\n" % secret,
            b"POST %s HTTP/1.1\r\nHost: %%s\r\nContent-Length: 10\r\n\r\n%s"
            % (JOIN.encode(), secret),
            b"%s\r\n\r\n" % secret,
        ):
            # The connection stays open after an answer in order.
            line = b"\r\nConnection: close\r\n\r\n"
            raw(address, head.replace(b"%s", host(address)).replace(b"\r\n\r\n", line, 1))
        assert "Kees" not in stopped(process)
