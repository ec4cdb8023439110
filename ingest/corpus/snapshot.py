"""Corpus folder -> all that an index is made of, read and checked at one moment."""

from collections.abc import Sequence
from pathlib import Path

from pydantic.dataclasses import dataclass

from ingest.corpus.annotations import Annotations, load_annotations
from ingest.corpus.contacts import Safety, load_safety
from ingest.corpus.entry import ManifestEntry
from ingest.corpus.fitted import Fitted, load_fitted
from ingest.corpus.folder import check_corpus_folder
from ingest.corpus.manifest import accept_command, load_documents, load_entries
from ingest.corpus.parse import check_voices, parse
from ingest.corpus.profile import Profile, load_profile
from ingest.corpus.talk import Talk, load_talk
from ingest.corpus.terms import LayTerms, load_terms
from ingest.text.document import Section, Source
from ingest.text.errors import CorpusError


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a corpus holds and what is known of it; all that an index is made of."""

    sources: tuple[Source, ...]
    sections: tuple[Section, ...]
    annotations: Annotations
    terms: LayTerms
    safety: Safety
    talk: Talk
    fitted: Fitted
    profile: Profile

    def sections_by_id(self) -> dict[str, Section]:
        """The sections by their ids, in their order."""
        return {section.id: section for section in self.sections}


def load_snapshot(corpus: Path) -> Snapshot:
    """Read the whole folder.

    Raises:
        CorpusError: a file is wrong or was not accepted, or there is nothing to index.
    """
    entries = load_entries(corpus)
    sources = [entry.source() for entry in entries]
    check_corpus_folder(corpus)
    documents = load_documents(corpus)
    sections = [section for document in documents for section in parse(document)]
    check_voices(sections, sources)
    if not sections:
        raise _nothing(corpus, entries)
    return Snapshot(
        _known(entries, sections),
        tuple(sections),
        load_annotations(corpus, sections, [each.id for each in entries if each.is_out]),
        load_terms(corpus),
        load_safety(corpus),
        load_talk(corpus),
        load_fitted(corpus),
        load_profile(corpus, [document.source.title for document in documents]),
    )


def _known(entries: Sequence[ManifestEntry], sections: Sequence[Section]) -> tuple[Source, ...]:
    """The sources that readers may hear of: one whose text is out counts if another names it."""
    named = {entry.superseded_by for entry in entries} | {section.voice for section in sections}
    return tuple(entry.source() for entry in entries if not entry.is_out or entry.id in named)


def _nothing(folder: Path, entries: Sequence[ManifestEntry]) -> CorpusError:
    """The failure of a corpus in which there is nothing to answer from."""
    waiting = [entry.id for entry in entries if entry.is_out]
    if waiting:
        what = f"In {folder} staat nog geen tekst die is aanvaard."
        return CorpusError(what, f"Lees na en draai: {accept_command(waiting[0])}")
    return CorpusError(f"In {folder} staat geen tekst.", "Voeg een document toe.")
