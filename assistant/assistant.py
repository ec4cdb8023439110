"""Question and history -> Answer: care, search, evidence, words, in that order."""

import os
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from math import inf
from pathlib import Path

from assistant.answer.answer import Answer, Nearest
from assistant.answer.itself import about_itself
from assistant.answer.looked_up import Embed, Search, answerable, look_up
from assistant.answer.notices import failed, unusable
from assistant.answer.offer import BAND, HITS_READ, Offer, offer
from assistant.answer.opinion import opinion_of
from assistant.answer.prepared import Prepared, nearest
from assistant.answer.prompt import room_chars
from assistant.answer.refusal import refused
from assistant.answer.rerank import Reranker, found_by
from assistant.answer.selected import selected, without_model
from assistant.answer.standalone import STANDALONE_SHARE, standalone_by_model
from assistant.answer.talk import TALK_CHARS, hear_talk, is_told
from assistant.answer.trial import NO_MODEL, Trial, trial
from assistant.chat.condition import Condition
from assistant.chat.failure import ModelFailure
from assistant.chat.model import ANSWER_TOKENS, OpenModel, condition_of, open_or_report
from assistant.guard.deduced import Deduced
from assistant.guard.guard import watch
from assistant.guard.known import Known
from assistant.guard.masked import shown, without_masks
from assistant.guard.privacy import Masked, Privacy
from assistant.guard.sounds import Ear
from assistant.question.courtesy import without_courtesy
from assistant.question.focus import focus
from assistant.question.follow_up import HISTORY_TURNS, Reading, Turn, points_back, reading
from assistant.question.typed import Typed, clean, plain, read
from ingest.corpus.contacts import Contact
from ingest.corpus.profile import Profile
from ingest.index.embed.embedder import OpenEmbedder, open_embedder
from ingest.index.live import Live
from ingest.index.release import Release
from ingest.index.search import HITS, NONE_FAVOURED
from ingest.text.document import Published
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings

Sources = Collection[str]


class Assistant:
    """Answers questions from the release in use; safe for use by several threads."""

    def __init__(
        self,
        settings: Settings,
        open_embedder: OpenEmbedder = open_embedder,
        open_model: OpenModel = open_or_report,
        only: Path | None = None,
    ) -> None:
        """Open the index in use, load the embedder, and the models that the operator configured.

        With `only`, answers come from that release, whatever is in use.

        Raises:
            IndexUnusableError: there is no usable index.
            SteunwijzerError: the embedder, a cross-encoder or the Chroma server cannot be used.
        """
        self._embedder = open_embedder(settings.embedder)
        self._reranker = Reranker(settings.reranker) if settings.reranker else None
        self._model = open_model(settings)
        self._opinion = opinion_of(settings, self._model)
        self._timeout_s = settings.chat_timeout_s
        self._condition = condition_of(settings, self._model)
        # A model that cannot be opened chooses nothing, and nothing is sent to it.
        self._settings = settings.model_copy(update={} if self._model else {"chat": ""})
        self._deduced = Deduced(settings.data / "deduce")
        self._live = Live(settings.data, self._known, only)
        # Questions may not keep all cores busy: one is left for who serves and looks after them.
        self._cores = threading.BoundedSemaphore(max(1, (os.cpu_count() or 1) - 1))

    @property
    def condition(self) -> Condition:
        """How the operator's chat model does."""
        return self._condition

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Whom to call when somebody is in danger."""
        with self._live.reading() as known:
            return known.release.contacts

    @property
    def profile(self) -> Profile:
        """What is particular to the publication that is answered from."""
        with self._live.reading() as known:
            return known.release.profile

    @property
    def published(self) -> tuple[Published, ...]:
        """The texts that are answered from."""
        with self._live.reading() as known:
            return known.release.published

    def ask(self, question: str, history: Sequence[Turn] = (), sources: Sources = ()) -> Answer:
        """Answer one question; `history` holds the earlier turns, oldest first.

        With `sources`, ids of documents, nothing is searched or cited that is not in one of those.
        A question that cannot be searched for (empty, too long, no words) is not found, with a
        notice that says why; danger is heard in it all the same.

        Raises:
            SteunwijzerError: the index cannot be read any more.
        """
        *_, answer = self.stream(question, history, sources)
        return answer

    def stream(
        self, question: str, history: Sequence[Turn] = (), sources: Sources = ()
    ) -> Iterator[Answer]:
        """As `ask`, the answer as it grows; the last is whole. Every one can be shown as it is.

        Raises:
            SteunwijzerError: as `ask`.
        """
        typed = read(question)
        masked = shown(question, self.mask)
        try:
            yield from self._stream(typed, masked, history, sources)
        except SteunwijzerError as error:
            watched = watch(typed.text)
            if not watched.is_danger:
                raise
            yield refused(masked, watched.to_call(self.contacts), failed(str(error)))

    def _stream(
        self, typed: Typed, masked: Masked, history: Sequence[Turn], sources: Sources
    ) -> Iterator[Answer]:
        if typed.complaint:
            yield self._unusable(typed, masked)
            return
        end_s = time.monotonic() + self._timeout_s
        asked = self._asked(masked.text)
        embed = cache(self._embedder.embed_question)  # no text of one question is embedded twice
        with self._cores:
            said = self._itself(typed, masked, asked, embed, history)
        if said:
            yield said
            return
        turns = self._turns(asked, history)
        meant = self._reading(asked, turns)
        with self._cores:
            prepared, offered = self._prepared(typed, masked, asked, meant, embed, turns, sources)
        if self._model and offered and not prepared.whole:
            left_s = max(0.0, end_s - time.monotonic())
            yield from selected(
                prepared, offered, self._model, turns, left_s, self._condition, self._opinion
            )
        else:
            yield without_model(prepared)

    def _unusable(self, typed: Typed, masked: Masked) -> Answer:
        """What is said to a question that cannot be searched for; danger is heard all the same."""
        with self._cores, self._live.reading() as known:
            release = known.release
            watched = watch(typed.text, Ear(release.sorts, self._embedder))
        contacts, clients = watched.to_call(release.contacts), release.profile.clients
        return refused(masked, contacts, unusable(typed.complaint), clients)

    def _known(self, folder: Path) -> Known:
        release = Release(self._settings, folder)
        return Known(release, Privacy(release.names, self._deduced))

    def try_model(self, question: str, history: Sequence[Turn] = ()) -> Trial:
        """What the chat model replies to a question of the operator, as it came.

        Raises:
            SteunwijzerError: there is no chat model, or as `ask`.
        """
        if self._model is None:
            raise SteunwijzerError(*NO_MODEL)
        typed, masked = read(question), shown(question, self.mask)
        asked = self._asked(masked.text)
        turns = self._turns(asked, history)
        embed, meant = self._embedder.embed_question, reading(asked, turns)
        prepared, offered = self._prepared(typed, masked, asked, meant, embed, turns, (), -inf)
        assert offered
        return trial(prepared, offered, self._model, turns, self._timeout_s)

    def search(self, words: str, count: int = HITS, sources: Sources = ()) -> tuple[Nearest, ...]:
        """The passages nearest to a question or to loose words, best first; `sources` as in `ask`.

        Raises:
            QuestionError: they are empty, too long, or no words.
            SteunwijzerError: as `ask`.
        """
        words = focus(self._asked(clean(words)), self._embedder.count_tokens)
        with self._live.reading() as known:
            release = known.release.only(sources)
            query = release.query(words, self._embedder.embed_question(words))
            found = found_by(self._reranker, release, query, NONE_FAVOURED, count)
            return nearest(release, found.hits)

    def mask(self, text: str) -> Masked:
        """A text without the personal data that can be found in it."""
        with self._live.reading() as known:
            return known.privacy.mask(text)

    def warm_up(self) -> None:
        """Load what finds more names, in the background; for a process that keeps going."""
        self._deduced.warm_up()

    def close(self) -> None:
        """Let go of the index."""
        self._live.close()

    def _asked(self, text: str) -> str:
        """What is asked, in normal form: without courtesy, and without typing errors."""
        with self._live.reading() as known:
            return known.release.words.mended(without_courtesy(plain(text)))

    def _turns(self, asked: str, history: Sequence[Turn]) -> Sequence[Turn]:
        """The turns before a question, masked, where they may say what it means."""
        turns = history[-HISTORY_TURNS:]
        if not self._model and not points_back(asked, turns):
            return ()
        masked = [
            (shown(turn.question, self.mask), shown(turn.answer, self.mask)) for turn in turns
        ]
        return [Turn(self._asked(question.text), answer.text) for question, answer in masked]

    def _reading(self, asked: str, turns: Sequence[Turn]) -> Reading:
        """What a question is taken to mean after the turns before it: by the model, or by rule."""
        if self._model and turns:
            try:
                share_s = self._timeout_s * STANDALONE_SHARE
                if text := standalone_by_model(self._model, asked, turns, share_s):
                    return Reading(text, text)
            except ModelFailure as failure:
                self._condition.failed(failure)
        return reading(asked, turns)

    def _prepared(
        self,
        typed: Typed,
        masked: Masked,
        asked: str,
        meant: Reading,
        embed: Embed,
        turns: Sequence[Turn] = (),
        sources: Sources = (),
        least: float = -BAND,
    ) -> tuple[Prepared, Offer | None]:
        """Search for a question, and listen to what was typed.

        `asked` is the masked question in normal form, `meant` what it is taken to mean. A model is
        offered nothing where there is none, or less support than `least`.
        """
        with self._live.reading() as known:
            release = known.release.only(sources)
            count = HITS_READ if self._model else HITS
            search = Search(release, embed, self._embedder.count_tokens, self._reranker, count)
            looked = look_up(search, meant)
            ear = Ear(release.sorts, self._embedder, {looked.searched: looked.meaning})
            watched = watch(typed.text, ear, looked.searched)
            prepared = answerable(search, looked, masked, asked, watched)
            if self._model is None or prepared.blank.support < least:
                return prepared, None
            room = room_chars(self._settings.chat_window, ANSWER_TOKENS, masked.text, turns)
            return prepared, offer(release, looked.found.hits, room)

    def _itself(
        self, typed: Typed, masked: Masked, asked: str, embed: Embed, history: Sequence[Turn]
    ) -> Answer | None:
        """What is said to small talk and to a question about the assistant; None to any other.

        It is what was asked that counts, not what it leans on: a "dank je wel" leans on nothing.
        What does lean on an answer asks on, unless it speaks to the assistant.
        """
        if len(asked) > TALK_CHARS:
            return None
        searched = without_masks(asked)
        vector = embed(searched).meaning
        leans = points_back(asked, history) and history[-1].answer != ""
        with self._live.reading() as known:
            release = known.release
            heard = hear_talk(release, searched, vector, leans=leans)
            ear = Ear(release.sorts, self._embedder, {searched: vector})
            if heard is None or not is_told(heard, watched := watch(typed.text, ear, searched)):
                return None
            return about_itself(release, self._settings, heard.said, masked, watched)
