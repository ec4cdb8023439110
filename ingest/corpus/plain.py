"""Texts of which nothing more is known -> a snapshot, as of a corpus without annotations."""

from typing import Final

from ingest.corpus.annotations import NO_ANNOTATIONS
from ingest.corpus.contacts import NO_SAFETY
from ingest.corpus.fitted import load_fitted
from ingest.corpus.profile import neutral_profile
from ingest.corpus.snapshot import Snapshot
from ingest.corpus.talk import NO_TALK
from ingest.corpus.terms import LayTerms
from ingest.text.document import Section, Source
from ingest.text.settings import BUNDLED_CORPUS

NO_TERMS: Final[LayTerms] = ()


def plain_snapshot(sources: tuple[Source, ...], sections: tuple[Section, ...]) -> Snapshot:
    """Texts of which nothing more is known."""
    fitted = load_fitted(BUNDLED_CORPUS)
    profile = neutral_profile([source.title for source in sources])
    return Snapshot(
        sources, sections, NO_ANNOTATIONS, NO_TERMS, NO_SAFETY, NO_TALK, fitted, profile
    )
