"""The maintainer's folder -> all that is known of a corpus, at one moment."""

from pathlib import Path
from typing import Final

from pydantic.dataclasses import dataclass

from ingest.corpus.annotations import NO_ANNOTATIONS, Annotations, load_annotations
from ingest.corpus.contacts import NO_SAFETY, Safety, load_safety
from ingest.corpus.fitted import Fitted, load_fitted
from ingest.corpus.folder import check_corpus_folder
from ingest.corpus.manifest import load_documents, load_sources
from ingest.corpus.parse import check_voices, parse
from ingest.corpus.profile import Profile, load_profile, neutral_profile
from ingest.corpus.terms import Terms, load_terms
from ingest.text.document import Section, Source
from ingest.text.errors import CorpusError
from ingest.text.settings import BUNDLED_CORPUS

NO_TERMS: Final[Terms] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a corpus holds and what is known of it; all that an index is made of."""

    sources: tuple[Source, ...]
    sections: tuple[Section, ...]
    annotations: Annotations
    terms: Terms
    safety: Safety
    fitted: Fitted
    profile: Profile


class Library:
    """A corpus folder; the only way to what is in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def snapshot(self) -> Snapshot:
        """Read the whole folder.

        Raises:
            CorpusError: a file of the corpus is wrong, or there is nothing to index.
        """
        sources = load_sources(self.folder)
        check_corpus_folder(self.folder)
        documents = load_documents(self.folder)
        sections = [section for document in documents for section in parse(document)]
        check_voices(sections, sources)
        if not sections:
            raise CorpusError(f"In {self.folder} staat geen tekst.", "Voeg een document toe.")
        return Snapshot(
            tuple(sources),
            tuple(sections),
            load_annotations(self.folder, sections),
            load_terms(self.folder),
            load_safety(self.folder),
            load_fitted(self.folder),
            load_profile(self.folder, [document.source.title for document in documents]),
        )


def plain_snapshot(sources: tuple[Source, ...], sections: tuple[Section, ...]) -> Snapshot:
    """Texts of which nothing more is known."""
    fitted = load_fitted(BUNDLED_CORPUS)
    profile = neutral_profile([source.title for source in sources])
    return Snapshot(sources, sections, NO_ANNOTATIONS, NO_TERMS, NO_SAFETY, fitted, profile)
