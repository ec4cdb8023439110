"""The words of a corpus: terms of a text, how rare each is, and what people say instead."""

from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import Final

from ingest.corpus.terms import expand, meanings
from ingest.index.bm25 import Bm25Index
from ingest.index.content import Content
from ingest.index.mistyped import Mistyped
from ingest.text.document import Chunk
from ingest.text.place import Place
from ingest.text.words import Lexicon, content_words, words

_LEXICON: Final = "lexicon.txt"
_KNOWN: Final = "terms.txt"
_TEXT: Final = "text"
_REMEMBERED: Final = 10_000
"""So many places have their terms kept at hand."""


class Vocabulary:
    """What a corpus makes of words; never changes, so that threads may share it.

    `text` is BM25 over the chunks and their headings, without what annotations say; rarity is told
    by it. Terms are remembered of places of the corpus alone, never of what anybody asks.
    """

    def __init__(
        self, content: Content, lexicon: Lexicon, known: frozenset[str], text: Bm25Index
    ) -> None:
        self.lexicon = lexicon
        self.text = text
        self._known = known
        self._lay_terms = content.snapshot.terms
        safety, talk = content.snapshot.safety, content.snapshot.talk
        self._examples = [*chain.from_iterable(safety.examples), *talk.examples, *talk.real]
        self._sections = content.snapshot.sections_by_id()
        self.terms_at = lru_cache(_REMEMBERED)(self._terms_at)
        self.heading_terms = lru_cache(_REMEMBERED)(self._heading_terms)
        self.above = lru_cache(_REMEMBERED)(self._headings_terms)

    @classmethod
    def build(cls, content: Content) -> "Vocabulary":
        """The vocabulary of a corpus: all its words may be parts of compounds."""
        annotated = content.annotated_texts()
        lexicon = Lexicon.of(annotated)
        used = {word for text in annotated for word in content_words(text)}
        known = frozenset(term for word in used for term in lexicon.word_terms(word))
        return cls(content, lexicon, known, Bm25Index.build(content.texts(), lexicon.terms))

    def save(self, folder: Path) -> None:
        """Write it to a folder, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        self.lexicon.save(folder / _LEXICON)
        (folder / _KNOWN).write_text("\n".join(sorted(self._known)), encoding="utf-8")
        self.text.save(folder / _TEXT)

    @classmethod
    def open(cls, folder: Path, content: Content) -> "Vocabulary":
        """Read what `save` wrote."""
        lexicon = Lexicon.load(folder / _LEXICON)
        known = frozenset((folder / _KNOWN).read_text(encoding="utf-8").split("\n"))
        return cls(content, lexicon, known, Bm25Index.load(folder / _TEXT, lexicon.terms))

    def mended(self, text: str) -> str:
        """A text without its typing errors, as far as the corpus tells what was meant."""
        return self._mistyped.mended(text)

    @cached_property
    def _mistyped(self) -> Mistyped:
        """By the words of the corpus, and of what people say in danger and to the assistant."""
        said = frozenset(word for text in self._examples for word in words(text))
        return Mistyped(
            self.lexicon.vocabulary | said,
            lambda word: word in said or self.knows(word),
            self._common,
        )

    def _common(self, word: str) -> float:
        return -self.text.idf(self.lexicon.word_terms(word)[0])

    def rarities(self, text: str) -> dict[str, float]:
        """The terms of a text, each with how rare it is in the corpus (see Bm25Index.idf)."""
        return {term: self.text.idf(term) for term in self.lexicon.terms(text)}

    def widened(self, text: str) -> str:
        """A text with the terms of the guidelines for the words that people use."""
        return expand(text, self._lay_terms)

    def knows(self, word: str) -> bool:
        """Whether text or annotations have a word, in any form or as part of a compound.

        Or all of a term that people use it for: the terms are those of the field, so that what one
        stands for need not be in the corpus.
        """
        said = (word, *meanings(word, self._lay_terms))
        return any(all(map(self._has, content_words(text))) for text in said)

    def _has(self, word: str) -> bool:
        return any(term in self._known for term in self.lexicon.word_terms(word))

    def is_said(self, word: str) -> bool:
        """Whether the text has a folded word in some form, or what a compound is a kind of.

        A word that says nothing of a subject is said everywhere.
        """
        terms = self.lexicon.terms(word)
        return not terms or self.text.knows(terms[0]) or self.text.knows(terms[-1])

    def has(self, word: str) -> bool:
        """Whether the text has a folded word in some form, itself and not as a part of others."""
        return self.text.knows(self.lexicon.word_terms(word)[0])

    def terms_of(self, chunk: Chunk) -> frozenset[str]:
        """The terms of a chunk and of the headings above it."""
        return self.terms_at(chunk.place) | self.above(chunk.section_id)

    def _terms_at(self, place: Place) -> frozenset[str]:
        return frozenset(self.lexicon.terms(place.span.of(self._sections[place.section_id].text)))

    def _headings_terms(self, section_id: str) -> frozenset[str]:
        """The terms of all headings above a section."""
        return frozenset(self.lexicon.terms(" ".join(self._sections[section_id].headings)))

    def _heading_terms(self, section_id: str) -> dict[str, float]:
        """The terms of a section's own heading, each with how rare it is."""
        headings = self._sections[section_id].headings
        return self.rarities(headings[-1]) if headings else {}
