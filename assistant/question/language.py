"""The language of a question: Dutch, English or another."""

import re
from enum import StrEnum
from typing import Final

from ingest.text.words import words

_ENGLISH: Final = frozenset(
    "the what who how which where when why does do can could should are and about a an to from "
    "with for this that these there they their my your i you it did has have not or if".split()
)
_ENGLISH_WORDS: Final = 2
"""So many of them at least: a single "for" or "a" may be a name."""
_OTHER: Final = frozenset(
    "ist und wie kann ich nicht für mein meine ein eine mit wer warum können sie "
    "qu'est-ce que est-ce comment puis-je pour dans avec les des une est pourquoi quel quelle qui "
    "qué cómo puedo para con los las una por quién cuál es el nedir nasıl için bir ne ve mı mi bu "
    "co to jest jak czy dla kto dlaczego mogę się".split()
)
"""Words of German, French, Spanish, Turkish and Polish; Dutch has few of them."""
_OTHER_WORDS: Final = 2
_DUTCH: Final = frozenset(
    "de het een en van is wat hoe wie in op voor met dat die niet ik je mag kan moet aan er".split()
)
_OTHER_SCRIPT: Final = re.compile(r"[\u0370-\u1fff\u3040-\u9fff\uac00-\ud7af]")
_LETTER: Final = re.compile(r"[^\W\d_]")


class AskedIn(StrEnum):
    """What the assistant tells apart."""

    DUTCH = "dutch"
    ENGLISH = "english"
    OTHER = "other"


def language(question: str) -> AskedIn:
    """The language of a question, by its letters and by words that Dutch does not have."""
    spoken = set(words(question))
    letters = len(_LETTER.findall(question))
    if 2 * len(_OTHER_SCRIPT.findall(question)) > letters:
        return AskedIn.OTHER
    # Who quotes a saying in another language asks in Dutch.
    dutch, english, other = (len(own & spoken) for own in (_DUTCH, _ENGLISH, _OTHER))
    if english >= _ENGLISH_WORDS and english > dutch:
        return AskedIn.ENGLISH
    return AskedIn.OTHER if other >= _OTHER_WORDS and other > dutch else AskedIn.DUTCH


def is_english(question: str) -> bool:
    """Whether there is English in the question, by words that Dutch does not have."""
    return len(_ENGLISH.intersection(words(question))) >= _ENGLISH_WORDS
