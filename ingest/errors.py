"""Failures that a user can mend: one line that says what, where and what to do now."""

from typing import Final

INGEST: Final = "Maak hem met: steunwijzer ingest"
"""Remedy for an index that cannot be used."""


class SteunwijzerError(Exception):
    """An expected failure. Its text is one line of plain Dutch, fit to be shown as it is."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(" ".join(f"{what} {remedy}".split()))


class CorpusError(SteunwijzerError):
    """A file of the corpus is wrong: the content maintainer mends the file."""


class IndexUnusableError(SteunwijzerError):
    """There is no index, it is damaged, or it was made with other settings: run ingest."""
