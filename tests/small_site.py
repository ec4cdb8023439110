"""A website on this machine with the structure of those of guidelines, and a way to it by name."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx

from ingest.corpus.fetch.visitor import USER_AGENT, Ways


def page(title: str, *paragraphs: str, links: str = "") -> str:
    """A page as such sites make them: a menu, a head, a main part and a foot."""
    told = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        "<!doctype html><html><head><title>Site</title></head><body>"
        "<header>Richtlijnen voor iedereen</header><nav><a href='/'>Naar het begin</a></nav>"
        f"<main><h1>{title}</h1>{told}<ul>{links}</ul></main>"
        "<footer>Cookies en privacy</footer></body></html>"
    )


@dataclass
class Site:
    """What stands where, by path: a text, bytes, a status, or where it leads to (`-> ...`)."""

    pages: dict[str, str | bytes | int]
    asked: list[tuple[str, str | None, str]] = field(default_factory=list)
    """Path, If-None-Match and User-Agent of each request."""
    address: str = ""
    tells_length: bool = True

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]


@contextmanager
def served(site: Site) -> Iterator[Site]:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.headers.get("If-None-Match")
            site.asked.append((self.path, known, self.headers.get("User-Agent", "")))
            body = site.pages.get(self.path, 404)
            if isinstance(body, int):
                self._answer(body, b"")
                return
            if isinstance(body, str) and body.startswith("-> "):
                self._answer(302, b"", Location=body.removeprefix("-> "))
                return
            data = body.encode() if isinstance(body, str) else body
            etag = f'"{hash(data)}"'
            if known == etag:
                self._answer(304, b"")
                return
            kind = "application/pdf" if data.startswith(b"%PDF") else "text/html; charset=utf-8"
            kind = "text/plain" if self.path == "/robots.txt" else kind
            self._answer(200, data, ETag=etag, **{"Content-Type": kind})

        def _answer(self, status: int, data: bytes, **headers: str) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if site.tells_length:
                self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

    with Quiet(("127.0.0.1", 0), Answering) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        site.address = f"http://127.0.0.1:{server.server_address[1]}"
        yield site
        server.shutdown()


@dataclass
class Waiting:
    """A clock that stands still but for who waits."""

    now: float = 0.0
    waited: list[float] = field(default_factory=list)

    def pause(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += seconds

    def ways(self, site: Site) -> Ways:
        """Every name leads to the site, with or without TLS."""
        return Ways(lambda: _client(site), self.pause, lambda: self.now)


def _client(site: Site) -> httpx.Client:
    port = httpx.URL(site.address).port

    class ToSite(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=port)
            return super().handle_request(request)

    return httpx.Client(
        transport=ToSite(), headers={"User-Agent": USER_AGENT}, follow_redirects=False
    )
