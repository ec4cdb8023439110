"""Another edition beside the one that is there -> what stays, and what of it is lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.corpus.entry import ManifestEntry
from ingest.corpus.follow import Followed, document_id, follow
from ingest.corpus.lost import Lost, find_lost
from ingest.corpus.manifest import load_document_files, load_entries
from ingest.corpus.notes import NotesFile, load_notes, load_synthesis
from ingest.corpus.parse import parse
from ingest.text.document import Document, Section, Standing
from ingest.text.errors import CorpusError


@dataclass(frozen=True, slots=True)
class Following:
    """What becomes of a text and of its annotations with another text in its place.

    `same` are sections that say the same, under whatever heading; `changed` have their heading and
    say something else; `new` and `gone` are the rest. `kept` counts the files of annotations whose
    text is the same, `stale` are the sections whose annotations hold for a text that changed, and
    `lost` is what of them is not there any more. `renamed` is what annotated
    sections were called and are called now, where that differs.
    """

    same: tuple[Section, ...]
    changed: tuple[Section, ...]
    new: tuple[Section, ...]
    gone: tuple[Section, ...]
    renamed: tuple[tuple[str, str], ...]
    kept: int
    stale: tuple[str, ...]
    lost: tuple[Lost, ...]


def next_edition(known: ManifestEntry, said: ManifestEntry) -> ManifestEntry:
    """What is known of a source, with what somebody says now of another edition of it.

    Terms and an address that are not said now are as they were.
    """
    told = {"title", "edition", "year", "publisher", "standing", "checked"}
    told |= {"reuse", "reuse_terms"} if said.reuse_terms else set()
    told |= {"url", "no_url"} if said.url else set()
    values = {name: getattr(said, name) for name in told}
    values["review"] = None
    values["unconfirmed"] = [name for name in known.unconfirmed if name not in told]
    if said.standing is not Standing.SUPERSEDED:
        values["superseded_by"] = ""
    return known.model_copy(update=values)


def load_following(corpus: Path, source_id: str, markdown: str) -> Following:
    """What another text of a source would do; nothing is written.

    A source without a text is all new.

    Raises:
        CorpusError: there is no such source, the text is no document, or a file of the corpus
            cannot be read.
    """
    entries = load_entries(corpus)
    own = next((each for each in entries if each.id == source_id), None)
    if own is None:
        raise CorpusError(f"'{source_id}' is geen bron.", "Kijk in: steunwijzer corpus list")
    now = parse(Document(own.source(), markdown))
    others = [each for each in entries if each.id != source_id]
    every = [*now, *_sections(corpus, others)]
    was = list(_sections(corpus, [own]))
    notes = [each for each in load_notes(corpus) if document_id(each[1].section) == source_id]
    followed = follow(notes, every)
    lost = find_lost(corpus, followed, load_synthesis(corpus), every)
    is_fresh = [each.is_fresh for each in followed]
    texts, before = {each.text: each for each in was}, {each.id for each in was}
    after, known = {each.text for each in now}, {each.id for each in now}
    return Following(
        same=tuple(each for each in now if each.text in texts),
        changed=tuple(each for each in now if each.text not in texts and each.id in before),
        new=tuple(each for each in now if each.text not in texts and each.id not in before),
        gone=tuple(each for each in was if each.text not in after and each.id not in known),
        renamed=tuple(_renamed(notes, followed)),
        kept=sum(is_fresh),
        stale=tuple(
            each.file.section for each in followed if not each.is_fresh and not each.is_let_go
        ),
        lost=tuple(each for each in lost if document_id(each.section) == source_id),
    )


def _sections(corpus: Path, entries: Sequence[ManifestEntry]) -> Iterator[Section]:
    """The sections of texts; of one that cannot be read there are none."""
    for entry in entries:
        try:
            for own in load_document_files(corpus, [entry]):
                yield from parse(own.document)
        except CorpusError:
            continue


def _renamed(
    notes: Sequence[tuple[Path, NotesFile]], followed: Sequence[Followed]
) -> Iterator[tuple[str, str]]:
    """What annotated sections were called, and are called now, where that differs."""
    for (_, file), own in zip(notes, followed, strict=True):
        if own.home and own.home.id != file.section:
            yield file.section, own.home.id
