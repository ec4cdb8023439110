"""The use cases of who keeps the texts and looks at them: what there is, a draft, publishing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ingest.text.errors import SteunwijzerError
from ui import texts, texts_pages
from ui.service.deeds import Deeds
from ui.service.jobs import JobKind, Jobs
from ui.service.roles import Role, check_role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ingest.corpus.changes import CorpusChange
    from ingest.corpus.entry import ManifestEntry
    from ingest.index.preview import SectionDifferences
    from ingest.text.document import Section

NOTE_CHARS: Final = 500
"""Longest note of a publication, and longest reason."""
_REHEARSE: Final = ("preview", "--toch")


@dataclass(frozen=True, slots=True)
class Shelved:
    """A source, the sections of its text, and what of it was not accepted yet.

    `sections` is 0 where its text is not in the corpus.
    """

    entry: "ManifestEntry"
    sections: int
    waiting: "tuple[CorpusChange, ...]"


@dataclass(frozen=True, slots=True)
class TextDraft:
    """A text as it is now, beside what is answered from.

    `waiting` is what of it was not accepted yet, `difference` what of its sections differs from the
    release in use, None where that has none, and `original` is the file that it was made from.
    """

    entry: "ManifestEntry"
    markdown: str
    sections: "tuple[Section, ...]"
    difference: "SectionDifferences | None"
    original: "Path"
    waiting: "tuple[CorpusChange, ...]"

    @property
    def is_new(self) -> bool:
        """Whether it was never accepted."""
        return self.entry.text is not None and not self.entry.text.sha256


class Reviewing(Deeds):
    """Use cases of a maintainer who looks."""

    def may_maintain(self) -> None:
        """See that the texts are this actor's to keep.

        Raises:
            NotAllowedError: they are not.
        """
        check_role(self._actor, texts_pages.TO_MAINTAIN, Role.MAINTAINER)

    def shelf(self) -> "list[Shelved]":
        """All sources, in the order of the manifest.

        Raises:
            CorpusError: a file of the corpus is wrong.
            NotAllowedError: this is for who keeps the texts.
        """
        self.may_maintain()
        library = self._library()
        changes = library.changes()
        return [
            Shelved(each.entry, len(each.sections), _of(each.entry.id, changes))
            for each in library.holdings()
        ]

    def draft(self, source_id: str) -> TextDraft:
        """A text of the corpus as it is now, accepted or not.

        Raises:
            CorpusError: there is no such text, or it cannot be read.
            NotAllowedError: this is for who keeps the texts.
        """
        from ingest.corpus.parse import parse
        from ingest.index.preview import section_differences

        self.may_maintain()
        library = self._library()
        document = library.document(source_id)
        entry = next(each for each in library.entries() if each.id == source_id)
        assert entry.text
        sections, published = tuple(parse(document)), tuple(self._published(source_id))
        return TextDraft(
            entry=entry,
            markdown=document.markdown,
            sections=sections,
            difference=section_differences(published, sections) if published else None,
            original=library.folder / entry.text.original,
            waiting=_of(source_id, library.changes()),
        )

    def new_entry(self, file_name: str, **said: Any) -> "ManifestEntry":
        """The entry of a source from what somebody says of it; see ingest.corpus.entry.

        Raises:
            CorpusError: a field is not as it should be.
            NotAllowedError: this is for who keeps the texts.
        """
        from ingest.corpus.entry import new_entry

        check_role(self._actor, texts.TO_ADD, Role.MAINTAINER)
        return new_entry(self._settings.corpus, file_name, **said)

    def save_draft(self, source_id: str, markdown: str, was: str) -> None:
        """Write another text of a document; it counts once it is accepted.

        Raises:
            CorpusError: there is no such text, somebody else changed it, or it is no document.
            NotAllowedError: this is for who keeps the texts.
        """
        check_role(self._actor, texts.TO_ADD, Role.MAINTAINER)
        library = self._own_library()
        library.put_document(source_id, markdown, was, is_accepted=False)

    def begin_publishing(self, jobs: Jobs, note: str = "", reason: str = "") -> None:
        """Put the corpus as it is in use, as work that goes on by itself: `ingest` in a process.

        `note` is kept in the history, and so is the `reason` why it is put in use all the same.

        Raises:
            NotAllowedError: this is for who keeps the texts.
            SteunwijzerError: other work goes on, or what is said of it is too long.
        """
        check_role(self._actor, texts.TO_INGEST, Role.MAINTAINER)
        said = {"door": self._actor.name, "notitie": _line(note), "toch": _line(reason)}
        options = (f"--{name}={value}" for name, value in said.items() if value)
        jobs.start(JobKind.PUBLISH, ("publish", *options))

    def begin_rehearsing(self, jobs: Jobs) -> None:
        """Make the next index and ask it questions, as work that goes on by itself: `rehearse`.

        It is made without annotations that are lost; putting it in use asks why that may be.

        Raises:
            NotAllowedError: this is for who keeps the texts.
            SteunwijzerError: other work goes on.
        """
        check_role(self._actor, texts.TO_PREPARE, Role.MAINTAINER)
        jobs.start(JobKind.REHEARSE, _REHEARSE)

    def stop_publishing(self, jobs: Jobs) -> None:
        """Stop that work; what is in use stays in use.

        Raises:
            NotAllowedError: this is for who keeps the texts.
            SteunwijzerError: other work goes on.
        """
        check_role(self._actor, texts.TO_INGEST, Role.MAINTAINER)
        jobs.stop(JobKind.PUBLISH, JobKind.REHEARSE)

    def _published(self, source_id: str) -> "Iterable[Section]":
        from ingest.index.releases import sections_in_use
        from ingest.text.errors import IndexUnusableError

        try:
            sections = sections_in_use(self._settings.data)
        except IndexUnusableError:  # none yet, or of another version: all is new
            return ()
        return (each for each in sections.values() if each.document_id == source_id)


def _line(text: str) -> str:
    """What was typed, on one line.

    Raises:
        SteunwijzerError: it is too long.
    """
    line = " ".join(text.replace("\0", " ").split())
    if len(line) > NOTE_CHARS:
        raise SteunwijzerError(*texts_pages.too_long(NOTE_CHARS))
    return line


def _of(source_id: str, changes: "Sequence[CorpusChange]") -> "tuple[CorpusChange, ...]":
    return tuple(each for each in changes if each.source_id == source_id)
