"""Dutch text -> terms: stems and compound parts, or runs of letters."""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import Stemmer

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
    inhoudt betekent betekenis heet heten verstaan verstaat bedoeld bedoelen bedoelt begrip uitleg
    uitleggen uitgelegd noem noemen noemt genoemd omschrijf omschrijven omschreven
    beschrijf beschrijven beschrijft beschreven klopt staan gezegd
    waarvoor waarover waaruit waarmee waarin waarbij waaraan waarop waarvan
    the a an and are as at be by can do does for from has have how i it its my on that their them
    they this to was what when where which who why will with you your he she
    """.split()
)
"""Dutch and English words that say nothing of the subject; negations too, for want of a use."""
MIN_PART_CHARS: Final = 4
"""A compound part is at least this long: shorter ones (`in`, `ver`, `op`) are mostly affixes."""
GRAM_CHARS: Final = 4
_WORD: Final = re.compile(r"@?\w+(?:[-'’]\w+)*")
_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_JOINTS: Final = ("", "s", "en", "e", "n")

Terms = tuple[str, ...]


class _Stemmers(threading.local):
    """A stemmer for each thread: it holds the word it is at work on, and remembers none."""

    def __init__(self) -> None:
        self.stemmer = Stemmer.Stemmer("dutch", 0)


_STEMMERS: Final = _Stemmers()


def fold(text: str) -> str:
    """Lower case without accents, as words are compared."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").lower())
    return _BEYOND_ASCII.sub(_without_accent, decomposed)


def _without_accent(match: re.Match[str]) -> str:
    return "" if unicodedata.combining(match[0]) else match[0]


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
        """`vocabulary` are the words that compounds are made of."""
        self.vocabulary = frozenset(word for word in vocabulary if len(word) >= MIN_PART_CHARS)
        self._remembered: dict[str, Terms] = {}
        """Terms of words of the corpus: never of other words, which people may have typed."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Lexicon":
        """The lexicon of a corpus: all words of its texts may be compound parts."""
        used = {word for text in texts for word in words(text)}
        lexicon = cls(part for word in used for part in _pieces(word))
        for word in used:
            lexicon._remember(word)
        return lexicon

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

    def word_terms(self, word: str) -> Terms:
        """Terms of one folded word, its own stem first."""
        known = self._remembered.get(word)
        if known is not None:
            return known
        if word in self.vocabulary:
            return self._remember(word)
        return tuple(map(stem, self._stemmed(word)))

    def _remember(self, word: str) -> Terms:
        self._remembered[word] = tuple(map(stem, self._stemmed(word)))
        return self._remembered[word]

    def _stemmed(self, word: str) -> Iterator[str]:
        """What of a word is stemmed: the word itself, its pieces, and the parts of those."""
        pieces = _pieces(word)
        yield "".join(pieces)
        for piece in pieces:
            if len(pieces) > 1 and piece not in STOP_WORDS:
                yield piece
            yield from self._split(piece)

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
    if word.isalnum():
        return [word]
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
