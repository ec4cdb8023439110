"""A reverse proxy on this machine, as an operator would put before the page."""

import http.client
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

WAIT_S = 30


@contextmanager
def proxied(address: str, path: str, *, is_kept: bool, headers: Mapping[str, str]) -> Iterator[str]:
    """Shows the page at `address` under a path; the path is passed on if `is_kept`."""

    class Passing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not f"{self.path}/".startswith(f"{path}/"):
                self.send_error(404)
                return
            # The browser leaves a stream when it goes elsewhere.
            with suppress(OSError):
                self._pass_on(self.path if is_kept else self.path.removeprefix(path) or "/")

        do_POST = do_GET  # noqa: N815  # the name that the library calls

        def _pass_on(self, target: str) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            own = {**dict(self.headers), **headers, "Connection": "close"}
            asked = http.client.HTTPConnection(str(urlsplit(address).netloc), timeout=WAIT_S)
            try:
                asked.request(self.command, target, body or None, own)
                self._answer(asked.getresponse())
            finally:
                asked.close()

        def _answer(self, answer: http.client.HTTPResponse) -> None:
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in {"transfer-encoding", "connection"}:
                    self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            while chunk := answer.read1():
                self.wfile.write(chunk)
                self.wfile.flush()

        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

    with Quiet(("127.0.0.1", 0), Passing) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}{path}"
        server.shutdown()
        thread.join()
