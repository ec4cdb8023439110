"""What is made of a file, to be looked at: its Markdown, and what a person should know of it."""

from dataclasses import dataclass

from ingest.corpus.convert.block import Finding
from ingest.corpus.convert.house import titled


@dataclass(frozen=True, slots=True)
class SaysOfItself:
    """What a file says of itself, to be proposed and never to be believed; empty where it does not.

    `terms` is the sentence that says what may be done with the text.
    """

    title: str = ""
    edition: str = ""
    year: int | None = None
    publisher: str = ""
    url: str = ""
    terms: str = ""


@dataclass(frozen=True, slots=True)
class Converted:
    """A file as Markdown of the house: `body` is all of it but the title.

    Somebody who wrote it as such already is taken at their word: then `is_house`, and `body` is the
    whole text, title included. `format` is what the file is, in Dutch; `pages` how many of them,
    None where there are none.
    """

    format: str
    body: str
    said: SaysOfItself
    pages: int | None
    tables: int
    notes: int
    dropped: tuple[Finding, ...]
    doubts: tuple[Finding, ...]
    is_house: bool = False

    def markdown(self, title: str) -> str:
        """The document, under this title."""
        return self.body if self.is_house else titled(title, self.body)
