"""The maintainer's folder -> all that is known of a corpus, and back: the only door to it."""

import datetime
from pathlib import Path

from ingest.corpus.accept import Acceptance, accept, load_changes
from ingest.corpus.changes import CorpusChange
from ingest.corpus.drafts import WaitingDraft, accept_draft, discard_draft, load_drafts
from ingest.corpus.edition import Following, load_following
from ingest.corpus.entry import FILE, ManifestEntry
from ingest.corpus.fitted import Fitted, load_fitted
from ingest.corpus.holdings import Holding, load_holdings
from ingest.corpus.manifest import load_entries
from ingest.corpus.notes import SectionNotes
from ingest.corpus.parse import parse
from ingest.corpus.put_notes import (
    load_notes_of,
    put_draft,
    put_fitted,
    put_notes,
    put_word_lists,
    undrafted,
)
from ingest.corpus.put_texts import (
    add_document,
    load_document,
    put_document,
    put_edition,
    put_entry,
)
from ingest.corpus.removed import Removal, load_removal, remove
from ingest.corpus.review import Remark, review
from ingest.corpus.snapshot import Snapshot, load_snapshot
from ingest.corpus.superseded import reinstate, supersede
from ingest.corpus.terms import WordLists, load_word_lists
from ingest.text.document import Document, Section
from ingest.text.text_file import is_there


class Library:
    """A corpus folder; the only way to what is in it.

    Of what is written over, `was` is what it is written over: if that is not what stands there any
    more, somebody else changed it, and nothing is written. What is not named stays as it is,
    comments, order and line ends included. All that is written raises a CorpusError, and leaves
    the file as it was, where it cannot be written or would be wrong.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def is_begun(self) -> bool:
        """Whether there is a manifest; the first text that is added makes one."""
        return is_there(self.folder / FILE)

    def snapshot(self) -> Snapshot:
        """Read the whole folder.

        Raises:
            CorpusError: a file of the corpus is wrong or was not accepted, or there is nothing to
                index.
        """
        return load_snapshot(self.folder)

    def changes(self) -> tuple[CorpusChange, ...]:
        """All that is not as it was accepted, in the order of the manifest.

        Raises:
            CorpusError: a file cannot be read, or a document is no document.
        """
        return load_changes(self.folder)

    def accept(
        self, source_id: str, *, with_original: bool = False, without_lost: bool = False
    ) -> Acceptance:
        """Accept a text as it is now, and its annotations as far as they hold for it.

        An original that was accepted once is accepted again only if that is asked for, and
        annotations of which a passage is not there any more only if it is let go (`without_lost`).

        Raises:
            CorpusError: there is no such text, or as `changes`.
        """
        return accept(
            self.folder, source_id, with_original=with_original, without_lost=without_lost
        )

    def entries(self) -> tuple[ManifestEntry, ...]:
        """All that the manifest says of each source, in its order.

        Raises:
            CorpusError: the manifest is missing or wrong.
        """
        return load_entries(self.folder)

    def put_source(self, entry: ManifestEntry, was: ManifestEntry) -> None:
        """Say something else of a source; where its text is stays as it is."""
        put_entry(self.folder, entry, was)

    def document(self, source_id: str) -> Document:
        """A text as it is now, accepted or not.

        Raises:
            CorpusError: there is no such text, or it cannot be read.
        """
        return load_document(self.folder, source_id)

    def add_document(
        self,
        entry: ManifestEntry,
        markdown: str,
        original: bytes,
        received_as: str,
        *,
        is_accepted: bool = True,
    ) -> None:
        """Add a source and its text; `received_as` is the name of the original.

        One that is not accepted counts only once somebody looked at it, and accepts it.
        """
        add_document(self.folder, entry, markdown, original, received_as, is_accepted=is_accepted)

    def put_edition(
        self,
        entry: ManifestEntry,
        markdown: str,
        original: bytes,
        received_as: str,
        *,
        is_accepted: bool = True,
    ) -> bool:
        """Give a source that is there another text, or its first; whether anything changed.

        One that is not accepted has the hash of the text before it, so it is a changed text.
        """
        return put_edition(
            self.folder, entry, markdown, original, received_as, is_accepted=is_accepted
        )

    def following(self, source_id: str, markdown: str) -> Following:
        """What another text of a source would leave of its sections and annotations.

        Raises:
            CorpusError: there is no such source, the text is no document, or a file of the corpus
                cannot be read.
        """
        return load_following(self.folder, source_id, markdown)

    def holdings(self) -> tuple[Holding, ...]:
        """What there is of each source, in the order of the manifest.

        Raises:
            CorpusError: the manifest or an annotation cannot be read.
        """
        return load_holdings(self.folder)

    def review(self, today: datetime.date) -> list[Remark]:
        """What the maintainer should look at, first what must be mended.

        Raises:
            CorpusError: the manifest or an annotation cannot be read.
        """
        return review(self.folder, today)

    def removal(self, source_id: str) -> Removal:
        """What would go with a source; nothing is written.

        Raises:
            CorpusError: there is no such source, or a file of the corpus cannot be read.
        """
        return load_removal(self.folder, source_id)

    def remove(self, source_id: str) -> Removal:
        """Take a source out: its text, its original, its annotations and its entry.

        The entry stays where another text summarises the source. What is stopped half-way is
        completed by doing it again; until then the text is not answered from.
        """
        return remove(self.folder, source_id)

    def supersede(self, old_id: str, new_id: str) -> None:
        """Say that a source took the place of another: the old one counts no more."""
        supersede(self.folder, old_id, new_id)

    def reinstate(self, source_id: str) -> None:
        """Say that a superseded source counts again: the way back of `supersede`."""
        reinstate(self.folder, source_id)

    def put_document(
        self, source_id: str, markdown: str, was: str, *, is_accepted: bool = True
    ) -> None:
        """Write another text of a document; its annotations are stale until accepted.

        One that is not accepted counts only once somebody looked at it, and accepts it.
        """
        put_document(self.folder, source_id, markdown, was, is_accepted=is_accepted)

    def notes(self, section_id: str) -> SectionNotes | None:
        """What is written of a section to find it by, None if nothing is.

        Raises:
            CorpusError: a file is no annotation.
        """
        return load_notes_of(self.folder, section_id)

    def put_annotation(
        self, section_id: str, notes: SectionNotes, was: SectionNotes | None
    ) -> None:
        """Write notes of a section, accepted for its text as it is now."""
        put_notes(self.folder, section_id, notes, was)

    def put_draft(self, section: Section, notes: SectionNotes) -> None:
        """Write what a chat model noted of a section; it counts until somebody writes notes."""
        put_draft(self.folder, section, notes)

    def drafts(self) -> list[WaitingDraft]:
        """The drafts that wait for somebody to look at them, in the order of the texts.

        Raises:
            CorpusError: the manifest is wrong, or a file is no annotation.
        """
        every = [section for each in load_holdings(self.folder) for section in each.sections]
        return load_drafts(self.folder, every)

    def accept_draft(self, own: WaitingDraft, notes: SectionNotes) -> None:
        """Make notes of a draft, as it is or as somebody changed it; it waits no more."""
        accept_draft(self.folder, own, notes)

    def discard_draft(self, own: WaitingDraft) -> None:
        """Throw a draft away."""
        discard_draft(self.folder, own)

    def undrafted(self, source_id: str) -> list[Section]:
        """The sections of a document of which nothing is noted yet, by people or in a draft.

        Raises:
            CorpusError: there is no such text, or a file is wrong.
        """
        return undrafted(self.folder, parse(load_document(self.folder, source_id)))

    def word_lists(self) -> WordLists:
        """What people say, and what is searched for besides.

        Raises:
            CorpusError: the file is no such list.
        """
        return load_word_lists(self.folder)

    def put_terms(self, lists: WordLists, was: WordLists) -> None:
        """Write what people say, and what is searched for besides."""
        put_word_lists(self.folder, lists, was)

    def fitted(self) -> Fitted:
        """What was fitted for this corpus, or else for that of the package.

        Raises:
            CorpusError: the file is not as it should be.
        """
        return load_fitted(self.folder)

    def put_fitted(self, fitted: Fitted, was: Fitted) -> None:
        """Write what was fitted for this corpus."""
        put_fitted(self.folder, fitted, was)
