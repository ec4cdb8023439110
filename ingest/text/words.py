"""Dutch text -> terms (stems and compound parts) -> BM25 scores."""

import math
import re
import threading
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import bm25s
import numpy as np
import snowballstemmer
from numpy.typing import NDArray

STOP_WORDS: Final = frozenset(
    """
    aan al alles als altijd ander andere anders ben bent bij daar daarom dan dat de der deze die
    dit doen
    door dus echt een eens en er even ga gaan gaat geen goed graag had hebben hebt heb heeft heel
    hem hen het hier hij hoe hun iemand iets ik in is ja je jij jou jouw jullie kan kun kunnen
    kunt maar maak maken me meer men met mij mijn moet moeten na naar niet niets nog nu of om omdat
    ons onze ook op over precies te tegen toch toen tot u uit uw van veel via voor vraag waar
    waarom wanneer was wat we wel welk welke werd wie wij wil willen word worden wordt ze zei zelf
    zich zij zijn zo zoals zonder zou zeggen zegt staat eigenlijk gewoon doe doet mag moeten houdt
    inhoudt betekent betekenis heet heten
    the a an and are as at be by can do does for from has have how i it its my on that their them
    they this to was what when where which who why will with you your he she
    """.split()
)
"""Dutch and English words that say nothing of the subject; negations too, for want of a use."""
MIN_PART_CHARS: Final = 4
"""A compound part is at least this long: shorter ones (`in`, `ver`, `op`) are mostly affixes."""
GRAM_CHARS: Final = 4
_WORD: Final = re.compile(r"@?\w+(?:[-'’]\w+)*")
_JOINTS: Final = ("", "s", "en", "e", "n")

Terms = tuple[str, ...]


class _Stemmers(threading.local):
    """A stemmer for each thread: it holds the word it is at work on."""

    def __init__(self) -> None:
        self.stemmer = snowballstemmer.stemmer("dutch")


_STEMMERS: Final = _Stemmers()


def fold(text: str) -> str:
    """Lower case without accents, as words are compared."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """The words of a text, folded, in order; a hyphenated word is one word."""
    return [match[0] for match in _WORD.finditer(fold(text))]


def stem(word: str) -> str:
    """Stem of a Dutch word (Snowball, http://snowballstem.org/algorithms/dutch/stemmer.html)."""
    return str(_STEMMERS.stemmer.stemWord(word))


def content_words(text: str) -> list[str]:
    """The words of a text that say something about its subject, folded, in order."""
    return [word for word in words(text) if word not in STOP_WORDS and len(word) > 1]


class Lexicon:
    """Text -> terms, with compounds split into words that the corpus itself uses."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.vocabulary = frozenset(word for word in vocabulary if len(word) >= MIN_PART_CHARS)

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Lexicon":
        """The lexicon of a corpus: all words of its texts may be compound parts."""
        return cls(part for text in texts for word in words(text) for part in _pieces(word))

    def save(self, path: Path) -> None:
        """Write the vocabulary to a file."""
        path.write_text("\n".join(sorted(self.vocabulary)), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "Lexicon":
        """Read what `save` wrote."""
        return cls(path.read_text(encoding="utf-8").split("\n"))

    def terms(self, text: str) -> Terms:
        """Stems of the content words, of the pieces of hyphenated words and of compound parts."""
        return tuple(term for word in content_words(text) for term in self.word_terms(word))

    def word_terms(self, word: str) -> list[str]:
        """Terms of one folded word, its own stem first."""
        pieces = _pieces(word)
        terms = [stem("".join(pieces))]
        for piece in pieces:
            if len(pieces) > 1 and piece not in STOP_WORDS:
                terms.append(stem(piece))
            terms.extend(stem(part) for part in self._split(piece))
        return terms

    def _split(self, word: str) -> tuple[str, ...]:
        """Parts of a compound, longest head first; empty when the word is no compound."""
        for cut in range(MIN_PART_CHARS, len(word) - MIN_PART_CHARS + 1):
            tail = word[cut:]
            head = self._head(word[:cut])
            if head and tail in self.vocabulary:
                return (*(self._split(head) or (head,)), tail)
        return ()

    def _head(self, text: str) -> str:
        """The known word that `text` is, once the joint (`s`, `en`) is taken off; else empty."""
        for joint in _JOINTS:
            head = text[: len(text) - len(joint)]
            if text.endswith(joint) and head in self.vocabulary:
                return head
        return ""


def _pieces(word: str) -> list[str]:
    return [piece for piece in re.split(r"[-']", word.lstrip("@")) if piece]


def grams(text: str) -> Terms:
    """Overlapping runs of four letters of the content words, with their edges marked.

    They tolerate typing errors and endings, and find parts of compounds that no vocabulary knows.
    """
    marked = (f"<{word}>" for word in content_words(text))
    return tuple(
        word[start : start + GRAM_CHARS]
        for word in marked
        for start in range(max(1, len(word) - GRAM_CHARS + 1))
    )


class LexicalIndex:
    """BM25 over the terms of a fixed list of texts; `terms` makes terms of a text."""

    def __init__(self, bm25: bm25s.BM25, terms: Callable[[str], Terms]) -> None:
        self._bm25 = bm25
        self._terms = terms

    @classmethod
    def build(cls, texts: Sequence[str], terms: Callable[[str], Terms]) -> "LexicalIndex":
        """Index `texts`, at least one; a text's score stands at its place in the list."""
        bm25 = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        tokens = [list(terms(text)) for text in texts]
        if not any(tokens):  # the library cannot index nothing at all
            tokens = [[""] for _ in texts]
        bm25.index(tokens, show_progress=False)
        return cls(bm25, terms)

    def save(self, folder: Path) -> None:
        """Write the index to a folder, which is made."""
        self._bm25.save(str(folder), show_progress=False)

    @classmethod
    def load(cls, folder: Path, terms: Callable[[str], Terms]) -> "LexicalIndex":
        """Read what `save` wrote; `terms` must be what it was built with."""
        return cls(bm25s.BM25.load(str(folder), show_progress=False), terms)

    def scores(self, text: str) -> NDArray[np.float32]:
        """BM25 scores, shape (texts,), of a question or of loose words."""
        known = [term for term in dict.fromkeys(self._terms(text)) if self.knows(term)]
        if not known:
            return np.zeros(self.size, dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)

    @property
    def size(self) -> int:
        """Number of indexed texts."""
        return int(self._bm25.scores["num_docs"])

    def knows(self, term: str) -> bool:
        """Whether any indexed text holds the term."""
        return term in self._bm25.vocab_dict

    def idf(self, term: str) -> float:
        """How rare a term is: ln(1 + (N - n + 0.5) / (n + 0.5)), n texts out of N holding it."""
        starts = self._bm25.scores["indptr"]
        term_id = self._bm25.vocab_dict.get(term)
        holding = 0 if term_id is None else int(starts[term_id + 1] - starts[term_id])
        return math.log1p((self.size - holding + 0.5) / (holding + 0.5))
