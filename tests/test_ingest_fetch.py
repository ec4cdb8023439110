"""What is fetched is fetched politely, within limits, and only where we may come."""

import ipaddress
import json
import zipfile
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest

from ingest.corpus.convert.read import read
from ingest.corpus.fetch import visitor
from ingest.corpus.fetch.gathered import Received, gather
from ingest.corpus.fetch.kept import KeptPages
from ingest.corpus.fetch.links import links_of
from ingest.corpus.fetch.visitor import Visitor
from ingest.text.errors import CorpusError
from small_site import Site, Waiting, page, served

PLACE = "https://richtlijnen.example/pleegzorg/"
PDF = b"%PDF-1.7\nonzin"


def guideline() -> dict[str, str | bytes | int]:
    """A page per recommendation, one of them with a page below it, and a PDF beside."""
    links = (
        "<li><a href='aanbeveling-1/'>Een</a></li><li><a href='/pleegzorg/aanbeveling-2/#top'>Twee"
        "</a></li><li><a href='/pleegzorg/aanbeveling-2/'>Nog eens</a></li>"
        "<li><a href='/scheiding/'>Andere</a></li><li><a href='https://elders.example/'>Weg</a></li>"
        "<li><a href='/pleegzorg/aanbeveling-1/?print=1'>Afdrukken</a></li>"
        "<li><a href='/m/p.pdf'>PDF</a></li>"
    )
    deeper = "<li><a href='toelichting/'>Toelichting</a></li>"
    return {
        "/pleegzorg/": page("Pleegzorg", "Waar dit over gaat.", links=links),
        "/pleegzorg/aanbeveling-1/": page("Aanbeveling 1", "Vraag het kind.", links=deeper),
        "/pleegzorg/aanbeveling-1/toelichting/": page("Toelichting", "Waarom dat helpt."),
        "/pleegzorg/aanbeveling-2/": page("Aanbeveling 2", "Vraag de ouders."),
    }


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    public = [ipaddress.ip_address("9.9.9.9")]
    near = {"127.0.0.1": "127.0.0.1", "intranet.example": "10.0.0.7", "localhost": "::1"}
    monkeypatch.setattr(
        visitor,
        "addresses_of",
        lambda host: [ipaddress.ip_address(near[host])] if host in near else public,
    )
    with served(Site(guideline())) as found:
        yield found


@pytest.fixture
def clock() -> Waiting:
    return Waiting()


@pytest.fixture
def kept(tmp_path: Path) -> KeptPages:
    return KeptPages(tmp_path / "kept")


def fetch(site: Site, clock: Waiting, kept: KeptPages, address: str = PLACE) -> Received:
    with closing(Visitor(kept, clock.ways(site))) as own:
        return gather(own, address)


def test_a_page_takes_along_the_pages_below_it_in_their_order(
    site: Site, clock: Waiting, kept: KeptPages
) -> None:
    found = fetch(site, clock, kept)
    assert (found.name, found.pages) == ("pleegzorg.zip", 4)
    assert site.paths == [
        "/robots.txt",
        "/pleegzorg/",
        "/pleegzorg/aanbeveling-1/",
        "/pleegzorg/aanbeveling-1/toelichting/",
        "/pleegzorg/aanbeveling-2/",
    ]
    assert found.files == ("https://richtlijnen.example/m/p.pdf",)
    with zipfile.ZipFile(BytesIO(found.data)) as packed:
        listed = json.loads(packed.read("pages.json"))
        assert [each["address"] for each in listed][:2] == [PLACE, f"{PLACE}aanbeveling-1/"]
        assert packed.read("001.html").decode() == site.pages["/pleegzorg/"]


def test_such_pages_become_one_document_with_the_first_on_top(
    site: Site, clock: Waiting, kept: KeptPages, tmp_path: Path
) -> None:
    found = fetch(site, clock, kept)
    file = tmp_path / found.name
    file.write_bytes(found.data)
    made = read(file)
    assert made.said.title == "Pleegzorg"
    assert made.said.url == PLACE
    heads = [line for line in made.markdown("Pleegzorg").splitlines() if line.startswith("#")]
    assert heads == ["# Pleegzorg", "## Aanbeveling 1", "## Toelichting", "## Aanbeveling 2"]
    assert "Cookies" not in made.body
    assert "Naar het begin" not in made.body


def test_who_visits_says_so_and_asks_for_one_thing_a_second(
    site: Site, clock: Waiting, kept: KeptPages
) -> None:
    fetch(site, clock, kept)
    assert {agent.partition("/")[0] for _, _, agent in site.asked} == {"Steunwijzer"}
    assert clock.waited == [1.0] * 4


def test_a_site_that_wants_more_time_gets_it(site: Site, clock: Waiting, kept: KeptPages) -> None:
    site.pages["/robots.txt"] = "User-agent: *\nCrawl-delay: 5\nAllow: /\n"
    fetch(site, clock, kept)
    assert clock.waited == [5.0] * 4
    site.pages["/robots.txt"] = "User-agent: *\nCrawl-delay: 3600\nAllow: /\n"
    with pytest.raises(CorpusError, match="meer dan 30 seconden tussen twee verzoeken"):
        fetch(site, clock, kept)


def test_what_did_not_change_is_not_sent_again_and_makes_the_same_file(
    site: Site, clock: Waiting, kept: KeptPages
) -> None:
    first = fetch(site, clock, kept)
    site.asked.clear()
    assert fetch(site, clock, kept).data == first.data
    assert all(known for path, known, _ in site.asked if path != "/robots.txt")
    site.pages["/pleegzorg/aanbeveling-2/"] = page("Aanbeveling 2", "Vraag de ouders altijd.")
    assert fetch(site, clock, kept).data != first.data


def test_what_was_kept_and_is_damaged_is_fetched_anew(
    site: Site, clock: Waiting, kept: KeptPages
) -> None:
    first = fetch(site, clock, kept)
    for number, path in enumerate(sorted(kept.folder.iterdir())):
        path.write_bytes([b"", b"{}\n", b"onzin", path.read_bytes()[:-3]][number % 4])
    site.asked.clear()
    assert fetch(site, clock, kept).data == first.data
    assert not any(known for _, known, _ in site.asked)


@pytest.mark.parametrize(
    "rules", ["User-agent: *\nDisallow: /pleegzorg/", "User-agent: Steunwijzer\nDisallow: /"]
)
def test_what_robots_may_not_visit_is_not_visited(
    site: Site, clock: Waiting, kept: KeptPages, rules: str
) -> None:
    site.pages["/robots.txt"] = rules
    with pytest.raises(CorpusError, match=r"robots\.txt.*steunwijzer corpus add"):
        fetch(site, clock, kept)
    assert site.paths == ["/robots.txt"]


def test_a_site_that_cannot_say_what_it_allows_is_left_alone(
    site: Site, clock: Waiting, kept: KeptPages
) -> None:
    site.pages["/robots.txt"] = 503
    with pytest.raises(CorpusError, match=r"robots\.txt geeft een fout \(503\)"):
        fetch(site, clock, kept)
    assert site.paths == ["/robots.txt"]


def test_a_part_that_is_not_there_or_not_for_us_is_named_and_the_rest_is_had(
    site: Site, clock: Waiting, kept: KeptPages
) -> None:
    del site.pages["/pleegzorg/aanbeveling-2/"]
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /pleegzorg/aanbeveling-1/toelichting/"
    found = fetch(site, clock, kept)
    assert found.pages == 2
    assert found.missing == (f"{PLACE}aanbeveling-1/toelichting/", f"{PLACE}aanbeveling-2/")


def test_a_part_that_fails_fails_the_whole(site: Site, clock: Waiting, kept: KeptPages) -> None:
    """Half a guideline would be taken for all of it."""
    site.pages["/pleegzorg/aanbeveling-2/"] = 500
    with pytest.raises(CorpusError, match=r"aanbeveling-2/ geeft een fout \(500\)"):
        fetch(site, clock, kept)


def test_a_file_is_taken_as_it_is(site: Site, clock: Waiting, kept: KeptPages) -> None:
    site.pages["/m/Richtlijn%20Pleegzorg.pdf"] = PDF
    found = fetch(site, clock, kept, "https://richtlijnen.example/m/Richtlijn%20Pleegzorg.pdf")
    assert found == Received("richtlijn-pleegzorg.pdf", PDF)


def test_a_redirect_is_followed_and_what_is_below_where_it_leads(
    site: Site, clock: Waiting, kept: KeptPages
) -> None:
    site.pages["/oud/"] = "-> /pleegzorg/"
    assert fetch(site, clock, kept, "https://richtlijnen.example/oud/").pages == 4


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("http://richtlijnen.example/pleegzorg/", "dat begint anders"),
        ("file:///etc/passwd", "is geen webadres"),
        ("https://127.0.0.1/geheim", "binnen het eigen netwerk"),
        ("https://intranet.example/geheim", "binnen het eigen netwerk"),
        ("https://localhost/geheim", "binnen het eigen netwerk"),
        ("/rond/", "stuurt steeds weer door"),
    ],
)
def test_a_redirect_to_where_we_may_not_come_is_not_followed(
    site: Site, clock: Waiting, kept: KeptPages, where: str, said: str
) -> None:
    site.pages |= {"/rond/": f"-> {where}", "/geheim": "geheim"}
    with pytest.raises(CorpusError, match=said) as caught:
        fetch(site, clock, kept, "https://richtlijnen.example/rond/")
    assert "\n" not in str(caught.value)
    assert "/geheim" not in site.paths


def test_who_starts_on_the_own_network_may_stay_there(
    site: Site, clock: Waiting, kept: KeptPages
) -> None:
    site.pages["/oud/"] = "-> http://intranet.example/pleegzorg/"
    assert fetch(site, clock, kept, "http://127.0.0.1/oud/").pages == 4


@pytest.mark.parametrize("address", ["ftp://a.example/x", "file:///etc/passwd", "https:///x"])
def test_only_the_web_is_visited(site: Site, clock: Waiting, kept: KeptPages, address: str) -> None:
    with pytest.raises(CorpusError, match="is geen webadres"):
        fetch(site, clock, kept, address)
    assert site.asked == []


@pytest.mark.parametrize("tells_length", [True, False])
def test_what_is_too_large_is_left(
    site: Site,
    clock: Waiting,
    kept: KeptPages,
    monkeypatch: pytest.MonkeyPatch,
    tells_length: bool,
) -> None:
    site.tells_length = tells_length
    monkeypatch.setattr(visitor, "MOST_BYTES", 100)
    with pytest.raises(CorpusError, match="pleegzorg/ is meer dan"):
        fetch(site, clock, kept)


def test_what_takes_too_long_is_left(
    site: Site, clock: Waiting, kept: KeptPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = clock.ways(site)
    ticks = iter(range(0, 10**6, 200))
    slow = visitor.Ways(ways.client, ways.pause, lambda: float(next(ticks)))
    with (
        closing(Visitor(kept, slow)) as own,
        pytest.raises(CorpusError, match="langer dan 120 seconden"),
    ):
        gather(own, PLACE)


def test_a_site_that_does_not_answer_gives_one_line(clock: Waiting, kept: KeptPages) -> None:
    site = Site({}, address="http://127.0.0.1:9")
    with pytest.raises(CorpusError, match="is niet te bereiken") as caught:
        fetch(site, clock, kept, "http://127.0.0.1:9/x/")
    assert "\n" not in str(caught.value)


def test_links_are_whole_each_once_and_broken_ones_are_left_out() -> None:
    text = b"<a href='b'>1</a><a href=' /c#x '>2</a><a href='b#y'>3</a><a href='http://[::1'>4</a>"
    assert links_of("https://a.nl/x/", text) == ["https://a.nl/x/b", "https://a.nl/c"]
    assert links_of("https://a.nl/", b"<base href='https://b.nl/m/'><a href='n'>") == [
        "https://b.nl/m/n"
    ]
    assert links_of("https://a.nl/", b"\xff<a href><<a href=") == []
