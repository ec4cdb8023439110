"""The use cases of drafts: a chat model reads new texts, and people look at what it noted."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest.text.errors import SteunwijzerError
from ui import texts_pages, texts_reading
from ui.service.deeds import Deeds, Working
from ui.service.roles import Role, check_role

if TYPE_CHECKING:
    from assistant.chat.model import OpenModel
    from ingest.corpus.drafts import WaitingDraft
    from ingest.corpus.notes import SectionNotes

MOST_IN_A_ROW: Final = 3
"""After so many sections of which nothing came we stop: the model does not do what is asked."""
STAGE: Final = "draft"


@dataclass(frozen=True, slots=True)
class Drafted:
    """How many sections were read, of how many nothing came, and how many are left.

    `why` says in Dutch what went wrong last; empty if nothing did.
    """

    read: int
    failed: int
    left: int
    why: str = ""


class Drafting(Deeds):
    """Has a chat model note of sections what is asked of them, and people look at it."""

    def draft_notes(
        self,
        document_id: str,
        working: Working,
        most: int | None = None,
        open_model: "OpenModel | None" = None,
    ) -> Drafted:
        """Read the sections of a text of which nothing is noted, `most` of them if it is given.

        What was read is kept at once: if this breaks off, the next time it goes on from there.

        Raises:
            SteunwijzerError: this is for who keeps the texts, there is no chat model, there is no
                such text, or a draft cannot be written.
        """
        from assistant.chat.failure import ModelFailure
        from assistant.chat.model import open_or_report
        from assistant.draft.draft import draft

        check_role(self._actor, texts_reading.TO_DRAFT, Role.MAINTAINER)
        model = (open_model or open_or_report)(self._settings)
        if model is None:
            raise SteunwijzerError(*texts_reading.NO_DRAFTING_MODEL)
        library = self._own_library()
        title = library.document(document_id).source.title
        unread = library.undrafted(document_id)
        wanted = unread[:most]
        read, failed, in_a_row, why = 0, 0, 0, ""
        for number, section in enumerate(wanted):
            working(STAGE, number, len(wanted))
            try:
                notes = draft(model, title, section, self._settings.chat_timeout_s)
            except ModelFailure as failure:
                failed, in_a_row, why = failed + 1, in_a_row + 1, str(failure)
                if in_a_row == MOST_IN_A_ROW:
                    break
                continue
            library.put_draft(section, notes)
            read, in_a_row = read + 1, 0
        working(STAGE, len(wanted), len(wanted))
        return Drafted(read, failed, len(unread) - read, why)

    def propose_question(self, section_id: str, words: str, question: str) -> None:
        """Say that the passage with these words answers a question: a draft, to be looked at.

        The question is also kept among the evaluator's own.

        Raises:
            CorpusError: a file of the corpus is wrong, or it cannot be written.
            NotAllowedError: this is for who keeps the texts.
            SteunwijzerError: the words are not in the text any more, or it cannot be kept.
        """
        from ui.service.proposed import keep_for_measuring, sentence_with, with_question
        from ui.service.reporting import OWN_SETS

        check_role(self._actor, texts_pages.TO_ANNOTATE, Role.MAINTAINER)
        library = self._own_library()
        section = library.snapshot().sections_by_id().get(section_id)
        if section is None:
            raise SteunwijzerError(*texts_pages.NO_PASSAGE)
        waiting = {each.section.id: each.draft for each in library.drafts()}
        known = waiting.get(section_id) or library.notes(section_id)
        library.put_draft(section, with_question(section, known, words, question))
        passage = sentence_with(section, words)
        keep_for_measuring(self._settings.data / OWN_SETS, question, passage)

    def placed_questions(self) -> dict[str, bool]:
        """The questions of which is known what answers them, and whether somebody looked at that.

        Raises:
            CorpusError: a file of the corpus is wrong.
            NotAllowedError: this is for who keeps the texts.
        """
        check_role(self._actor, texts_pages.TO_ANNOTATE, Role.MAINTAINER)
        library = self._library()
        passages = library.snapshot().annotations.passages
        looked = {own.question for each in passages if not each.is_draft for own in each.asked}
        proposed = {own for each in library.drafts() for own in each.new_questions}
        return dict.fromkeys(proposed, False) | dict.fromkeys(looked, True)

    def note_drafts(self) -> "list[WaitingDraft]":
        """The drafts that wait for somebody to look at them, in the order of the texts.

        Raises:
            CorpusError: a file of the corpus is wrong.
            NotAllowedError: this is for who keeps the texts.
        """
        check_role(self._actor, texts_reading.TO_REVIEW_DRAFTS, Role.MAINTAINER)
        return self._library().drafts()

    def accept_draft(self, own: "WaitingDraft", notes: "SectionNotes") -> None:
        """Make notes of a draft, as it is or as somebody changed it.

        Raises:
            CorpusError: another changed it, or the notes name what is not in the text.
            NotAllowedError: this is for who keeps the texts.
        """
        check_role(self._actor, texts_reading.TO_REVIEW_DRAFTS, Role.MAINTAINER)
        self._own_library().accept_draft(own, notes)

    def discard_draft(self, own: "WaitingDraft") -> None:
        """Throw a draft away.

        Raises:
            CorpusError: another changed it.
            NotAllowedError: this is for who keeps the texts.
        """
        check_role(self._actor, texts_reading.TO_REVIEW_DRAFTS, Role.MAINTAINER)
        self._own_library().discard_draft(own)
