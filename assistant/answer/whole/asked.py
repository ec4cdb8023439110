"""Question -> the terms of what it asks for all of, and whether a text has them."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from assistant.answer.support import coverage
from ingest.index.release import Release
from ingest.text.words import content_words

HELD: Final = 0.95
"""A text has what is asked for if it has this share of it, by rarity."""
KIND_WORDS: Final = frozenset(
    """
    soorten soort dingen ding alle allemaal noem noemt noemen geef geeft geven opsomming opsommen
    lijst lijstje rijtje rij welke hoeveel punten volledig overzicht twee drie vier vijf zes zeven
    acht negen tien hallo staan staat bestaan tekst erin kinds sorts things list hoofdstuk chapter
    hfst bijlage kent kennen onderscheidt beschrijft biedt aub svp alsjeblieft alstublieft please
    """.split()
)
"""Words that say that all of something is asked for, and not of what."""
_TWICE: Final = re.compile(r"(.)\1")

AskedTerms = Mapping[str, float]


def asked_terms(release: Release, question: str) -> AskedTerms:
    """The terms of what is asked for all of, each with how rare it is."""
    empty = KIND_WORDS | release.profile.publications.nouns
    said = [word for word in content_words(question) if word not in empty]
    stems = [release.words.lexicon.word_terms(word)[0] for word in said]
    return {loose(each): release.words.text.idf(each) for each in stems}


def has(held: Iterable[str], asked: AskedTerms, share: float = HELD) -> bool:
    """Whether terms of the corpus have what is asked for; where nothing is, they do."""
    return not asked or share_held(held, asked) >= share


def share_held(held: Iterable[str], asked: AskedTerms) -> float:
    """How much of what is asked for is among terms of the corpus, by rarity; in [0, 1]."""
    return coverage(asked, {loose(each) for each in held})


def loose(term: str) -> str:
    """A stem with every letter once: "sociaal" and "sociale", "voordeel" and "voordelen"."""
    return _TWICE.sub(r"\1", term)
