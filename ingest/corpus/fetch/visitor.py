"""An address -> what stands there: politely, within limits, and only where we may come.

A visitor says who it is, keeps to robots.txt (RFC 9309), asks for one thing a second, and asks only
for what is new. It follows no redirect to another scheme, nor from a public address to one that can
be reached from this machine alone.
"""

import ipaddress
import re
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from ingest.corpus.fetch.kept import KeptPages, Page
from ingest.text.errors import CorpusError

AGENT: Final = "Steunwijzer"
USER_AGENT: Final = f"{AGENT}/0.1 (richtlijnen voor een eigen bibliotheek; een verzoek per seconde)"
PAUSE_S: Final = 1.0
LONGEST_PAUSE_S: Final = 30.0
"""Who asks for a longer pause between requests is not visited."""
TIMEOUT_S: Final = 30.0
"""For each step of a request; all of it may take four times as long."""
MOST_BYTES: Final = 60_000_000
MOST_REDIRECTS: Final = 5
_GONE: Final = (404, 410)
_REDIRECTS: Final = (301, 302, 303, 307, 308)


class NotThereError(CorpusError):
    """Nothing stands at an address, or it is not for us: without it the rest may still do."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What a visitor needs of the outside world."""

    client: Callable[[], httpx.Client]
    pause: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


def open_client() -> httpx.Client:
    """A client that says who it is and follows nothing by itself."""
    return httpx.Client(
        headers={"User-Agent": USER_AGENT}, timeout=TIMEOUT_S, follow_redirects=False
    )


def own_ways() -> Ways:
    """The world as it is."""
    return Ways(open_client)


class Visitor:
    """Visits addresses one after another; what it saw before it asks for only if it is new."""

    def __init__(self, kept: KeptPages, ways: Ways) -> None:
        self._kept = kept
        self._ways = ways
        self._client = ways.client()
        self._robots: dict[str, RobotFileParser] = {}
        self._last: float | None = None
        self._may_be_near: bool | None = None

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def get(self, address: str) -> Page:
        """What stands at an address.

        Raises:
            NotThereError: nothing does, or robots.txt keeps us away.
            CorpusError: the address is none of ours to visit, or it cannot be read.
        """
        scheme = urlsplit(address).scheme
        for _ in range(MOST_REDIRECTS + 1):
            self._check(address, scheme)
            self._check_robots(address)
            found = self._ask(address)
            if isinstance(found, Page):
                return found
            address = found
        raise CorpusError(f"{address} stuurt steeds weer door.", "Geef het adres waar het uitkomt.")

    def _check(self, address: str, scheme: str) -> None:
        """See that an address may be visited, also where another led to it."""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise CorpusError(f"{address} is geen webadres.", "Begin met https://")
        if parts.scheme != scheme:
            raise CorpusError(
                f"Er wordt doorgestuurd naar {address}, en dat begint anders.",
                "Klopt dat adres, geef het dan zelf.",
            )
        is_near = any(not each.is_global for each in addresses_of(parts.hostname))
        if self._may_be_near is None:
            self._may_be_near = is_near
        if is_near and not self._may_be_near:
            raise CorpusError(
                f"Er wordt doorgestuurd naar {address}, en dat is een adres binnen het eigen "
                "netwerk.",
                "Vertrouw het niet. Haal de tekst zelf op en voeg het bestand toe.",
            )

    def _check_robots(self, address: str) -> None:
        rules = self._rules_of(address)
        if not rules.can_fetch(AGENT, address):
            raise NotThereError(
                f"De website wil niet dat {address} vanzelf wordt opgehaald (robots.txt).",
                "Sla de tekst zelf op, en voeg het bestand toe met: steunwijzer corpus add",
            )
        if self._pause_of(rules) > LONGEST_PAUSE_S:
            raise CorpusError(
                f"De website van {address} wil meer dan {LONGEST_PAUSE_S:.0f} seconden tussen twee "
                "verzoeken.",
                "Sla de tekst zelf op, en voeg het bestand toe met: steunwijzer corpus add",
            )

    def _rules_of(self, address: str) -> RobotFileParser:
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._read_rules(f"{site}/robots.txt")
        return self._robots[site]

    def _read_rules(self, address: str) -> RobotFileParser:
        """What a site allows: all of it where it says nothing, none where it cannot say it."""
        rules = RobotFileParser()
        rules.modified()  # else all is refused, as if it was never read
        scheme = urlsplit(address).scheme
        for _ in range(MOST_REDIRECTS + 1):
            self._check(address, scheme)
            try:
                found = self._ask(address)
            except NotThereError:
                break
            if isinstance(found, Page):
                rules.parse(found.body.decode(errors="replace").splitlines())
                break
            address = found
        return rules

    def _pause_of(self, rules: RobotFileParser | None) -> float:
        wanted = rules.crawl_delay(AGENT) if rules else None
        return max(PAUSE_S, float(wanted or 0))

    def _ask(self, address: str) -> Page | str:
        """The page at an address, or where it leads to."""
        parts = urlsplit(address)
        rules = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        now = self._ways.clock()
        if self._last is not None:
            self._ways.pause(max(0.0, self._last + self._pause_of(rules) - now))
        self._last = self._ways.clock()
        before = self._kept.get(address)
        try:
            with self._client.stream("GET", address, headers=_conditions(before)) as response:
                return self._read(address, response, before)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise CorpusError(
                f"{address} is niet te bereiken: {_why(error)}.",
                "Kijk of het adres klopt en of er internet is, en probeer het later opnieuw.",
            ) from error

    def _read(self, address: str, response: httpx.Response, before: Page | None) -> Page | str:
        if response.status_code == httpx.codes.NOT_MODIFIED and before:
            return before
        if response.status_code in _REDIRECTS and (where := response.headers.get("location")):
            return urljoin(address, str(where))
        if response.status_code in _GONE or (
            400 <= response.status_code < 500 and address.endswith("/robots.txt")
        ):
            raise NotThereError(f"Op {address} staat niets.", "Kijk of het adres klopt.")
        if response.status_code != httpx.codes.OK:
            raise CorpusError(
                f"{address} geeft een fout ({response.status_code}).", "Probeer het later opnieuw."
            )
        page = Page(
            address,
            response.headers.get("content-type", "").partition(";")[0].strip().lower(),
            response.headers.get("etag", ""),
            response.headers.get("last-modified", ""),
            self._body(address, response),
        )
        self._kept.put(page)
        return page

    def _body(self, address: str, response: httpx.Response) -> bytes:
        until = self._ways.clock() + 4 * TIMEOUT_S
        parts, size = [], 0
        said = response.headers.get("content-length", "")
        if re.fullmatch(r"\d+", said) and int(said) > MOST_BYTES:
            raise _too_large(address)
        for part in response.iter_bytes():
            size += len(part)
            if size > MOST_BYTES:
                raise _too_large(address)
            if self._ways.clock() > until:
                raise CorpusError(
                    f"{address} ophalen duurt langer dan {4 * TIMEOUT_S:.0f} seconden.",
                    "Probeer het later opnieuw, of sla de tekst zelf op en voeg het bestand toe.",
                )
            parts.append(part)
        return b"".join(parts)


def addresses_of(host: str) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """Where a name leads to; nowhere if it is not known here, as where only a proxy knows it."""
    try:
        found = socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError):
        return []
    return [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]


def _conditions(before: Page | None) -> dict[str, str]:
    """What has us told that nothing is new."""
    if before is None:
        return {}
    said = {"If-None-Match": before.etag, "If-Modified-Since": before.modified}
    return {name: value for name, value in said.items() if value}


def _too_large(address: str) -> CorpusError:
    return CorpusError(
        f"{address} is meer dan {MOST_BYTES // 1_000_000} MB.",
        "Sla de tekst zelf op, en voeg het bestand toe met: steunwijzer corpus add",
    )


def _why(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "er komt geen antwoord"
    return " ".join(str(error).split()) or type(error).__name__
