"""Text + what was learnt -> the concerns that it sounds like, whole or sentence by sentence.

What is only hinted at is known by what ingest learned from corpus/danger.toml. A text that is too
long to answer is listened to as well.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, Protocol

from assistant.guard.spoken import Spoken
from assistant.question.focus import beginning
from assistant.question.language import is_english
from assistant.question.typed import QUESTION_CHARS
from ingest.corpus.contacts import Concern
from ingest.text.sentences import overlapping, sentence_spans

DANGER_ODDS: Final = 0.0
DECISION_ODDS: Final = -1.5
SUICIDE_ODDS: Final = 0.0
"""From these log-odds a question counts as one."""
SENTENCE_ODDS: Final = 1.0
"""From these a sentence of it sounds like danger: apart from the rest more sentences do. By what is
typed all 31 dangers of dev are heard so, and 10 of the 549 others; as is answered 30, and 9."""
PASTED_ODDS: Final = -0.5
"""The same in a long text. Of 61 dangers that are heard alone one is missed among 5,900 characters
of notes, and three from 0; of 199 other questions 13 are heard in vain, and 11 from 0."""
BESIDE_ODDS: Final = -4.0
"""What sounds calmer than this as a whole is not heard sentence by sentence. Of the dev questions
all 31 in danger were heard so, and 11 of the 552 others, before SENTENCE_ODDS."""
SENTENCE_WORDS: Final = 4
PASTED_WORDS: Final = 60
"""In a longer text every sentence is heard as if it were asked by itself."""
_LONGEST_SENTENCE: Final = 40
_PIECES: Final = (24, 12)
"""Words; a sentence is also heard in pieces that overlap by half: what is pasted may begin or end
in the middle of another.
"""
HEARD_SENTENCES: Final = 2
HEARD_WHEN_PASTED: Final = 16
"""So many sentences are embedded of a text that is answered, and of one too long for that."""
HEARD_AT_ONCE: Final = 2
"""So many are embedded in one call, before it is known whether more are needed: two at once cost 6%
less than one by one, and more at once no less than two."""
LISTENED_CHARS: Final = 20_000
"""Of a longer text what it sounds like is listened to at both ends; its words are read all."""
SENTENCE_TOKENS: Final = 26
_ENGLISH_BESIDE: Final = 3.0
"""The phrasing of danger is learnt from Dutch: an English sentence has so much less of it."""

Leaning = Mapping[Concern, float]
"""How much a text sounds like each, in log-odds but for a constant; of CHILD nothing is learnt."""


class Learned(Protocol):
    """What was learnt of a corpus's examples; an open index is one."""

    def leaning(self, text: str, vector: Sequence[float], /) -> Leaning:
        """How much a text with this vector sounds like DANGER, SUICIDE and DECISION."""

    def sounds_like_danger(self, text: str, /) -> float:
        """How much its phrasing alone sounds like danger; to choose what to listen to."""


class EmbedsQueries(Protocol):
    """What makes vectors of questions; every embedder does."""

    def embed_queries(self, texts: list[str], /) -> list[list[float]]:
        """A vector for each."""

    def count_tokens(self, text: str, /) -> int:
        """How many tokens a text is, which is what embedding it costs."""


class Ear:
    """Hears what texts sound like; for one question, of which it embeds no text twice."""

    def __init__(
        self,
        learned: Learned,
        embedder: EmbedsQueries,
        embedded: Mapping[str, Sequence[float]] | None = None,
    ) -> None:
        """`embedded` are the vectors of what was embedded of this question already."""
        self._learned = learned
        self._embedder = embedder
        self._vectors = dict(embedded or {})

    def concerns(self, spoken: Spoken, asked: str = "") -> frozenset[Concern]:
        """What a text in normal form sounds like, of which the words are known.

        `asked` is what is searched for of it, if anything is: that is what it sounds like as a
        whole, and whether a decision is asked for.
        """
        whole = next(self._leanings([asked])) if asked else None
        heard = self._danger(spoken, whole)
        is_met = {
            Concern.DANGER: heard is not None,
            Concern.SUICIDE: heard is not None and heard[Concern.SUICIDE] >= SUICIDE_ODDS,
            Concern.DECISION: whole is not None and whole[Concern.DECISION] >= DECISION_ODDS,
        }
        return frozenset(concern for concern, holds in is_met.items() if holds)

    def _danger(self, spoken: Spoken, whole: Leaning | None) -> Leaning | None:
        """What sounds like danger, if anything does; danger in plain words needs no listening."""
        if whole and whole[Concern.DANGER] >= DANGER_ODDS:
            return whole
        return None if Concern.DANGER in spoken.concerns else self._beside(spoken.text, whole)

    def _beside(self, text: str, whole: Leaning | None) -> Leaning | None:
        """The first sentence that sounds like danger, where the whole does not.

        Who asks something ordinary behind a cry for help ("... Wat kan haar mentor doen?") is in no
        less danger, but the question as a whole then sounds calm.
        """
        is_pasted = len(text.split()) > PASTED_WORDS
        if whole and not is_pasted and whole[Concern.DANGER] < BESIDE_ODDS:
            return None
        least = PASTED_ODDS if is_pasted else SENTENCE_ODDS
        leanings = self._leanings(map(self._cut, self._alarming(text)))
        return next((each for each in leanings if each[Concern.DANGER] >= least), None)

    def _alarming(self, text: str) -> list[str]:
        """The sentences to listen to: of a long text those whose phrasing sounds like danger."""
        is_answered = len(text) <= QUESTION_CHARS
        if len(text) > LISTENED_CHARS:
            text = f"{text[: LISTENED_CHARS // 2]} {text[-LISTENED_CHARS // 2 :]}"
        found = [each for each in told_apart(text, in_pieces=not is_answered) if each != text]
        most = HEARD_SENTENCES if is_answered else HEARD_WHEN_PASTED
        if len(found) <= most:
            return found
        return sorted(found, key=self._alarm, reverse=True)[:most]

    def _alarm(self, sentence: str) -> float:
        return self._learned.sounds_like_danger(sentence) + _ENGLISH_BESIDE * is_english(sentence)

    def _leanings(self, texts: Iterable[str]) -> Iterator[Leaning]:
        """What each text sounds like; those that nobody waits for are not embedded."""
        waiting = iter(texts)
        while some := list(islice(waiting, HEARD_AT_ONCE)):
            self._embed(some)
            yield from (self._learned.leaning(text, self._vectors[text]) for text in some)

    def _cut(self, sentence: str) -> str:
        return beginning(sentence, self._embedder.count_tokens, SENTENCE_TOKENS)

    def _embed(self, texts: Sequence[str]) -> None:
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if new:
            self._vectors.update(zip(new, self._embedder.embed_queries(new), strict=True))


def told_apart(text: str, *, in_pieces: bool) -> list[str]:
    """The sentences of a text, but for the shortest, and if need be their pieces, each once."""
    found = (text[span.start : span.end].split() for span in sentence_spans(text))
    kept = (piece for words in found for piece in _pieces(words, is_story=in_pieces))
    return list(dict.fromkeys(" ".join(words) for words in kept if len(words) >= SENTENCE_WORDS))


def _pieces(words: Sequence[str], *, is_story: bool) -> Iterator[Sequence[str]]:
    """A sentence if it is not too long; its pieces if it is, or if it may begin in another."""
    if len(words) <= _LONGEST_SENTENCE:
        yield words
        if not is_story:
            return
    for size in _PIECES:
        if len(words) > size:
            yield from overlapping(words, size)
