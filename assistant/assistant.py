"""Question and history -> Answer: care, search, evidence, words, in that order."""

import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from assistant.answer.answer import Answer, Author, Nearest, Notice, Outcome
from assistant.answer.cite import Draft, cite
from assistant.answer.entailment import Entailment
from assistant.answer.evidence import Evidence, gather, heading_share
from assistant.answer.extract import extract
from assistant.answer.generate import generate, standalone_by_model
from assistant.answer.notices import (
    DECISION,
    MODEL_FAILED,
    NOT_FOUND,
    danger,
    failed,
    follow_up,
    for_citations,
    for_lost_content,
    not_in_corpus,
    personal_data,
    unusable,
)
from assistant.answer.refusal import refused
from assistant.answer.rerank import RERANKED, Reranker
from assistant.answer.retrieve import HITS, Retrieved, retrieve
from assistant.answer.sufficiency import support, unknown_words
from assistant.answer.verify import Verifier
from assistant.chat.failure import ModelFailure
from assistant.chat.model import open_or_report
from assistant.guard.deduced import Deduced
from assistant.guard.guard import watch
from assistant.guard.masked import shown, without_masks
from assistant.guard.privacy import Masked, Privacy
from assistant.guard.sounds import Ear
from assistant.journal import Journal
from assistant.question.focus import focus
from assistant.question.follow_up import Turn, leans_on_history, standalone
from assistant.question.typed import Typed, clean, plain, read
from ingest.corpus.contacts import Contact
from ingest.index.embed.embedders import open_embedder
from ingest.index.index import Index
from ingest.index.live import LiveIndex
from ingest.text.document import Hit, Section
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings
from ingest.text.words import Lexicon

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

HISTORY_TURNS: Final = 6
"""So many turns back a follow-up may point."""
NAMED_SHARE: Final = 0.5
"""A question that names this share of a heading asks about its section: then the reader is told
what the conversion lost there, also where nothing of the section is cited."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What is known of a question before it is answered.

    `blank` is the answer if there is none; without evidence it stays that. `said` are the notices
    that hold whatever the answer becomes.
    """

    blank: Answer
    said: tuple[Notice, ...]
    evidence: tuple[Evidence, ...]
    lexicon: Lexicon


class Assistant:
    """Answers questions from the index in use; safe for use by several threads."""

    def __init__(self, settings: Settings) -> None:
        """Open the index and load the embedder, and the models that the operator configured.

        Raises:
            IndexUnusableError: there is no usable index.
            SteunwijzerError: the embedder, a cross-encoder or the Chroma server cannot be used.
        """
        self._embedder = open_embedder(settings.embedder)
        self._reranker = Reranker(settings.reranker) if settings.reranker else None
        self._model = open_or_report(settings)
        self._timeout_s = settings.chat_timeout_s
        self._entailment = Entailment(settings.entailment) if settings.entailment else None
        self._journal = Journal(settings.log) if settings.log else None
        self._live = LiveIndex(settings)
        self._deduced = Deduced(settings.data / "deduce")
        with self._live.reading() as index:
            self._privacy = Privacy(index.names(), self._deduced)
            self._contacts = index.contacts
        # Questions may not keep all cores busy: one is left for who serves and looks after them.
        self._cores = threading.BoundedSemaphore(max(1, (os.cpu_count() or 1) - 1))

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Whom to call when somebody is in danger."""
        return self._contacts

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer one question; `history` holds the earlier turns, oldest first.

        A question that cannot be searched for (empty, too long, no words) is not found, with a
        notice that says why; danger is heard in it all the same.

        Raises:
            SteunwijzerError: the index cannot be read any more.
        """
        *_, answer = self.stream(question, history)
        return answer

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """The answer as it grows; the last one is whole. Every one can be shown as it is.

        Raises:
            SteunwijzerError: as `ask`.
        """
        typed = read(question)
        masked = shown(question, self.mask)
        try:
            for answer in self._stream(typed, masked, history):
                yield answer
        except SteunwijzerError as error:
            watched = watch(typed.text)
            if not watched.is_danger:
                raise
            answer = refused(masked, watched.to_call(self._contacts), failed(str(error)))
            yield answer
        if self._journal:
            self._journal.write(answer)

    def _stream(self, typed: Typed, masked: Masked, history: Sequence[Turn]) -> Iterator[Answer]:
        if typed.complaint:
            yield self._unusable(typed, masked)
            return
        asked = plain(masked.text)
        standing = self._standalone(asked, history) if leans_on_history(asked) else asked
        with self._cores:
            prepared = self._prepared(typed, masked, asked, standing)
        yield from self._answers(prepared)

    def _unusable(self, typed: Typed, masked: Masked) -> Answer:
        """What is said to a question that cannot be searched for; danger is heard all the same."""
        with self._cores, self._live.reading() as index:
            watched = watch(typed.text, Ear(index, self._embedder))
            contacts = watched.to_call(index.contacts)
        return refused(masked, contacts, unusable(typed.complaint))

    def _answers(self, prepared: _Prepared) -> Iterator[Answer]:
        """No evidence, no answer, and no model that is asked for one."""
        if not prepared.evidence:
            yield prepared.blank
        elif self._model:
            yield from self._worded(prepared, self._model)
        else:
            yield _told(prepared, extract(prepared.evidence), Author.SOURCE)

    def search(self, words: str, count: int = HITS) -> tuple[Nearest, ...]:
        """The passages nearest to a question or to loose words, best first.

        Raises:
            QuestionError: they are empty, too long, or no words.
            SteunwijzerError: as `ask`.
        """
        words = focus(clean(words), self._embedder.count_tokens)
        vector = self._embedder.embed_query(words)
        with self._live.reading() as index:
            return _shown(index, self._found(index, words, vector, count).hits)

    def mask(self, text: str) -> Masked:
        """A text without the personal data that can be found in it."""
        return self._privacy.mask(text)

    def warm_up(self) -> None:
        """Load what finds more names, in the background; for a process that keeps going."""
        self._deduced.warm_up()

    def close(self) -> None:
        """Let go of the index."""
        self._live.close()

    def _standalone(self, question: str, history: Sequence[Turn]) -> str:
        """A follow-up as a question that stands by itself: by the model, or else by rule."""
        turns = [
            Turn(plain(shown(turn.question, self.mask).text), shown(turn.answer, self.mask).text)
            for turn in history[-HISTORY_TURNS:]
        ]
        if self._model and turns:
            try:
                return standalone_by_model(self._model, question, turns, self._timeout_s)
            except ModelFailure:
                pass  # the rule is what there is without a model
        return standalone(question, turns)

    def _prepared(self, typed: Typed, masked: Masked, asked: str, standing: str) -> _Prepared:
        """Meet the question with care, search, and answer in the source's own words.

        `asked` is the masked question in normal form, `standing` the one that stands by itself.
        """
        focused = focus(standing, self._embedder.count_tokens)
        searched = without_masks(focused)
        vector = self._embedder.embed_query(searched)
        with self._live.reading() as index:
            found = self._found(index, searched, vector)
            supported = support(index, searched, vector, found)
            hits = _shown(index, found.hits)
            ear = Ear(index, self._embedder, {searched: vector})
            watched = watch(typed.text, ear, searched)
            contacts = watched.to_call(index.contacts)
            notices = [
                *([danger(contacts)] if contacts else []),
                *([personal_data(masked.kinds)] if masked.kinds else []),
                *([follow_up(focused)] if focused != asked else []),
                *([DECISION] if watched.decides else []),
            ]
            lost = for_lost_content(_asked_about(index, searched, hits))
            missing = [NOT_FOUND, *not_in_corpus(unknown_words(index, searched))]
            blank = Answer(
                masked.text,
                focused,
                Outcome.NOT_FOUND,
                (),
                (),
                hits,
                _distinct([*notices, *missing, *lost]),
                supported,
                contacts=contacts,
            )
            evidence = gather(index, searched, vector, found.hits) if supported >= 0 else []
            return _Prepared(blank, (*notices, *lost), tuple(evidence), index.lexicon)

    def _worded(self, prepared: _Prepared, model: "BaseChatModel") -> Iterator[Answer]:
        """The answer in a model's words as far as they pass; in the source's own if they fail."""
        extracted = extract(prepared.evidence)
        verifier = Verifier(prepared.lexicon, self._entailment)
        drafts: list[Draft] = []
        has_own = False
        if prepared.blank.contacts:
            # Whom to call need not wait for the model's first sentence.
            yield replace(prepared.blank, is_whole=False)
        try:
            for draft, is_own in generate(
                model, prepared.blank.question, prepared.evidence, verifier, self._timeout_s
            ):
                drafts.append(draft)
                has_own |= is_own
                yield replace(_told(prepared, drafts, Author.MODEL), is_whole=False)
        except ModelFailure:
            has_own = False
        if has_own and _answers(drafts, extracted):
            yield _told(prepared, drafts, Author.MODEL)
        else:
            yield _told(prepared, extracted, Author.SOURCE, MODEL_FAILED)

    def _found(
        self, index: Index, words: str, vector: Sequence[float], count: int = HITS
    ) -> Retrieved:
        if self._reranker is None:
            return retrieve(index, words, vector, count)
        found = retrieve(index, words, vector, max(count, RERANKED))
        return found._replace(hits=self._reranker.rerank(words, found.hits)[:count])


def _told(prepared: _Prepared, drafts: Sequence[Draft], author: Author, *more: Notice) -> Answer:
    """The answer that drafts make, with what the reader must know of what it cites."""
    sentences, citations = cite(drafts)
    lost = for_lost_content(citation.section for citation in citations)
    notices = _distinct([*prepared.said, *more, *for_citations(citations), *lost])
    return replace(
        prepared.blank,
        outcome=Outcome.ANSWERED,
        sentences=sentences,
        citations=citations,
        notices=notices,
        author=author,
    )


def _answers(drafts: Sequence[Draft], extracted: Sequence[Draft]) -> bool:
    """Whether the drafts rest on some of what the source itself would be quoted for."""
    best = {item.number for draft in extracted for item in draft.evidence}
    return any(item.number in best for draft in drafts for item in draft.evidence)


def _asked_about(index: Index, searched: str, hits: Sequence[Nearest]) -> list[Section]:
    """The sections of which a question names most of the heading."""
    asked = frozenset(index.lexicon.terms(searched))
    return [hit.section for hit in hits if heading_share(index, hit.section, asked) >= NAMED_SHARE]


def _distinct(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    return tuple(dict.fromkeys(notices))


def _shown(index: Index, hits: Sequence[Hit]) -> tuple[Nearest, ...]:
    return tuple(
        Nearest(hit, section, index.sources[section.document_id])
        for hit in hits
        for section in [index.sections[hit.chunk.section_id]]
    )
