"""Words of sentences, read with a small field of its own."""

from dataclasses import replace

from assistant.answer.verify.flaw import Flaw
from assistant.answer.verify.reading import read_words
from assistant.answer.verify.usage import Usage, usage_of
from assistant.answer.verify.verifier import flaw
from assistant.answer.verify.word import Word
from ingest.corpus.profile import FieldWords, neutral_profile
from ingest.text.words import Lexicon

FIELD = FieldWords(
    people=("netwerk", "steunpilaar"),
    broad=("netwerk",),
    droppable=("sociale",),
    same=(("rust", "vrede"), ("gids", "familie")),
    phrases=(("kring van vrienden", "netwerk"), ("kring", "groep"), ("één team", "team")),
)


def usage(*texts: str) -> Usage:
    """What words say in these texts."""
    return usage_of(Lexicon.of(texts), replace(neutral_profile(), words=FIELD))


def read(text: str) -> list[Word]:
    """The words of a text."""
    return read_words(text, usage(text))


def judged(text: str, evidence: str, context: str = "") -> Flaw | None:
    """What is wrong with a sentence beside its evidence."""
    return flaw(text, evidence, context, usage(text, evidence))
