"""What was typed + what it sounds like -> whether care comes first: who is in danger, what to decide.

What is said plainly is known by rules (assistant.safety), what is only hinted at by what ingest
learned from corpus/danger.toml. Both look at all of a text, also of one that is too long to answer.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from assistant.focus import CountTokens, beginning
from assistant.question import QUESTION_CHARS, is_english
from assistant.safety import concerns, decides
from ingest.index import Index, Leaning
from ingest.safety import Concern
from ingest.sentences import sentence_spans

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
_STORY_WORDS: Final = 24
_STORY_STEP: Final = 12
_LONGEST_SENTENCE: Final = 40
"""Words; a sentence without full stops is heard in overlapping pieces."""
HEARD_SENTENCES: Final = 3
HEARD_WHEN_PASTED: Final = 24
"""So many sentences are embedded of a text that is answered, and of one that is too long for that."""
SENTENCE_TOKENS: Final = 48
_ENGLISH_BESIDE: Final = 3.0
"""The letters of danger are learnt from Dutch: an English sentence has so much less of them."""

Embed = Callable[[str], Sequence[float]]


class Ear:
    """Hears danger in a text, with an open index and an embedder; for one question."""

    def __init__(self, index: Index, embed: Embed, count_tokens: CountTokens) -> None:
        self._index = index
        self._embed = embed
        self._count_tokens = count_tokens

    def concerns(self, text: str, whole: Leaning | None) -> tuple[Concern, ...]:
        """What is the matter in a text in normal form, the first to be met first.

        `whole` is what the question as a whole sounds like, if it was embedded.
        """
        is_danger = whole is not None and whole.danger >= DANGER_ODDS
        heard = [whole] if whole and is_danger else list(self._beside(text, whole))
        return concerns(
            text,
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
        found = [each for each in sentences(text) if each != text or len(text) > QUESTION_CHARS]
        most = HEARD_SENTENCES if len(text) <= QUESTION_CHARS else HEARD_WHEN_PASTED
        if len(found) <= most:
            return found
        return sorted(found, key=self._alarm, reverse=True)[:most]

    def _alarm(self, sentence: str) -> float:
        return self._index.sounds_like_danger(sentence) + _ENGLISH_BESIDE * is_english(sentence)

    def _leaning(self, sentence: str) -> Leaning:
        cut = beginning(sentence, self._count_tokens, SENTENCE_TOKENS)
        return self._index.leaning(cut, self._embed(cut))


def sentences(text: str) -> list[str]:
    """The sentences of a text, long ones in overlapping pieces; the shortest are left out."""
    found = (text[span.start : span.end].split() for span in sentence_spans(text))
    pieces = (piece for words in found for piece in _pieces(words))
    return list(dict.fromkeys(" ".join(words) for words in pieces if len(words) >= SENTENCE_WORDS))


def asks_decision(text: str, leaning: Leaning) -> bool:
    """Whether a decision is asked for that is not the assistant's."""
    return decides(text) or leaning.decision >= DECISION_ODDS


def _pieces(words: list[str]) -> Iterator[list[str]]:
    if len(words) <= _LONGEST_SENTENCE:
        yield words
        return
    for start in range(0, len(words) - _STORY_WORDS + _STORY_STEP, _STORY_STEP):
        yield words[start : start + _STORY_WORDS]
