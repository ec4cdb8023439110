"""Lexicon of the text + words of its field + those of the language -> what a word says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from assistant.answer.verify.language import grouped, language
from ingest.corpus.profile import Profile
from ingest.text.words import Lexicon, fold


@dataclass(frozen=True)
class Usage:
    """What the words of a text and its field say.

    `people`, `broad` and `droppable` are as in a profile, and `nouns` what a publication is called.
    `same` gives a word of the field the name of the group that says the same, and `phrases` a
    phrase the word that it is read as.
    """

    lexicon: Lexicon
    people: frozenset[str]
    broad: frozenset[str]
    droppable: frozenset[str]
    nouns: frozenset[str]
    same: Mapping[str, str]
    phrases: Mapping[str, str]

    def in_one_word(self, text: str) -> str:
        """The text with each set phrase as one word."""
        # The pattern takes an i without a dot for an i, and `fold` does not.
        return self._phrase.sub(lambda found: self.phrases.get(fold(found[0]), found[0]), text)

    @cached_property
    def _phrase(self) -> re.Pattern[str]:
        """The longest of those that begin alike comes first."""
        phrases = sorted(self.phrases, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)


def usage_of(lexicon: Lexicon, profile: Profile) -> Usage:
    """What words say in a text with this lexicon and profile."""
    words = profile.words
    folded = {fold(said): word for said, word in words.phrases}
    return Usage(
        lexicon,
        language().people.union(words.people),
        frozenset(words.broad),
        language().droppable.union(words.droppable),
        profile.publications.nouns,
        grouped(words.same),
        {**language().phrases, **dict(words.phrases), **folded},
    )
