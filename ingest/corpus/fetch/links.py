"""An HTML page -> the addresses that it links to, in order."""

from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin


def links_of(address: str, page: bytes) -> list[str]:
    """The addresses, whole and without what is behind #, each once; broken ones are left out."""
    reader = _Links()
    reader.feed(page.decode(errors="replace"))
    found = []
    for link in reader.found:
        try:
            found.append(urldefrag(urljoin(reader.base or address, link.strip())).url)
        except ValueError:  # half an address of IPv6
            continue
    return list(dict.fromkeys(found))


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.base = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember where a link leads."""
        said = dict(attrs).get("href")
        if said and tag == "a":
            self.found.append(said)
        elif said and tag == "base" and not self.base and said.startswith(("http://", "https://")):
            self.base = said
