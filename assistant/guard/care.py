"""What was typed + what it sounds like -> whether care comes first: danger, a decision.

What is said plainly is known by rules (assistant.guard.safety), what is only hinted at by what
ingest learned from corpus/danger.toml. Both look at a text that is too long to answer as well.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from assistant.guard.safety import Heard
from assistant.question.focus import CountTokens, beginning
from assistant.question.language import is_english
from assistant.question.typed import QUESTION_CHARS
from ingest.corpus.care import Concern
from ingest.index.sorts import Leaning, Sorts
from ingest.text.sentences import overlapping, sentence_spans

DANGER_ODDS: Final = -0.5
DECISION_ODDS: Final = -1.0
SUICIDE_ODDS: Final = 0.0
"""Log-odds from which a question counts as one."""
SENTENCE_ODDS: Final = 4.0
BESIDE_ODDS: Final = -3.0
"""A sentence that sounds so much like danger counts, unless the whole sounds calmer than this: of
the dev questions 2.5% are false alarms, and all in danger are seen."""
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
LISTENED_CHARS: Final = 20_000
"""Of a longer text what it sounds like is listened to at both ends; its words are read all."""
SENTENCE_TOKENS: Final = 26
_ENGLISH_BESIDE: Final = 3.0
"""The letters of danger are learnt from Dutch: an English sentence has so much less of them."""

Embed = Callable[[str], Sequence[float]]


class Ear:
    """Hears danger in a text, with an open index and an embedder; for one question."""

    def __init__(self, sorts: Sorts, embed: Embed, count_tokens: CountTokens) -> None:
        self._sorts = sorts
        self._embed = embed
        self._count_tokens = count_tokens

    def concerns(self, text: str, said: Heard, whole: Leaning | None) -> tuple[Concern, ...]:
        """What is the matter in a text in normal form, the first to be met first.

        `said` is what its words are about, `whole` what it sounds like as a whole if that was
        embedded.
        """
        is_danger = whole is not None and whole.danger >= DANGER_ODDS
        if whole and is_danger:
            heard = [whole]
        else:
            heard = [] if said.signals else list(self._beside(text, whole))
        return said.concerns(
            is_danger=bool(heard),
            is_suicide=any(each.suicide >= SUICIDE_ODDS for each in heard),
        )

    def _beside(self, text: str, whole: Leaning | None) -> Iterator[Leaning]:
        """The sentences that sound like danger, where the whole does not.

        Who asks something ordinary behind a cry for help ("... Wat kan haar mentor doen?") is in no
        less danger, but the question as a whole then sounds calm.
        """
        is_pasted = len(text.split()) > PASTED_WORDS
        if whole and not is_pasted and whole.danger < BESIDE_ODDS:
            return
        least = SENTENCE_ODDS if whole and not is_pasted else DANGER_ODDS
        for sentence in self._alarming(text):
            leaning = self._leaning(sentence)
            if leaning.danger >= least:
                yield leaning
                return

    def _alarming(self, text: str) -> list[str]:
        """The sentences to listen to: of a long text those with letters that sound like danger."""
        is_answered = len(text) <= QUESTION_CHARS
        if len(text) > LISTENED_CHARS:
            text = f"{text[: LISTENED_CHARS // 2]} {text[-LISTENED_CHARS // 2 :]}"
        found = [each for each in sentences(text, in_pieces=not is_answered) if each != text]
        most = HEARD_SENTENCES if is_answered else HEARD_WHEN_PASTED
        if len(found) <= most:
            return found
        return sorted(found, key=self._alarm, reverse=True)[:most]

    def _alarm(self, sentence: str) -> float:
        return self._sorts.sounds_like_danger(sentence) + _ENGLISH_BESIDE * is_english(sentence)

    def _leaning(self, sentence: str) -> Leaning:
        cut = beginning(sentence, self._count_tokens, SENTENCE_TOKENS)
        return self._sorts.leaning(cut, self._embed(cut))


def sentences(text: str, *, in_pieces: bool) -> list[str]:
    """The sentences of a text, but for the shortest, and if need be their pieces, each once."""
    found = (text[span.start : span.end].split() for span in sentence_spans(text))
    kept = (piece for words in found for piece in _pieces(words, is_story=in_pieces))
    return list(dict.fromkeys(" ".join(words) for words in kept if len(words) >= SENTENCE_WORDS))


def asks_decision(said: Heard, leaning: Leaning) -> bool:
    """Whether a decision is asked for that is not the assistant's."""
    return said.decides or leaning.decision >= DECISION_ODDS


def _pieces(words: Sequence[str], *, is_story: bool) -> Iterator[Sequence[str]]:
    """A sentence if it is not too long; its pieces if it is, or if it may begin in another."""
    if len(words) <= _LONGEST_SENTENCE:
        yield words
        if not is_story:
            return
    for size in _PIECES:
        if len(words) > size:
            yield from overlapping(words, size)
