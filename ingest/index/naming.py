"""Question -> the sources that it names, by title, former title or abbreviation.

Who names a publication wants to know what that one says, and may not be told what another says.
"Logeren" alone is a subject; "het protocol Logeren", "volgens Logeren" and an abbreviation are
names.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ingest.corpus.publications import Publications
from ingest.index.framing import ARTICLES, asked_of_named
from ingest.index.name_words import (
    NameWord,
    is_capitals,
    is_same,
    is_typed,
    name_word,
    one_noun,
)
from ingest.text.document import Kind, Section, Source
from ingest.text.words import STOP_WORDS, fold

NOUNS: Final = frozenset(
    """
    richtlijn richtlijnen rl guideline guidelines protocol protocollen
    leidraad leidraden handleiding handleidingen regeling regelingen verordening verordeningen
    folder folders brochure brochures convenant standaard werkwijzer werkinstructie werkinstructies
    reglement reglementen handboek handboeken wegwijzer
    """.split()
)
"""What Dutch publications for professionals are called, besides what a profile says."""
SAYING: Final = frozenset(
    """
    volgens vlgs zegt zeggen schrijft raadt adviseert noemt geeft stelt staat beveelt vindt vraagt
    adviseren noemen says
    """.split()
)
"""With one of these in a question an abbreviation is a name and no subject."""
INTRODUCING: Final = frozenset("volgens vlgs zegt schrijft adviseert".split())
"""And so is a title right behind one of these, with at most an article between."""
WINDOW_BEFORE: Final = 3
WINDOW_AFTER: Final = 9
"""A title stands within so many words of what it is the title of."""
LONG_NAME: Final = 3
"""Names of at least so many words are known by most of them."""
MOST: Final = 0.6
JOINING: Final = frozenset("en of".split())
JOINED_BY: Final = JOINING | frozenset("de het die dat over voor van".split())
"""Two titles are both named if nothing stands between them, or only such words and "en" or "of"."""
MIN_FIRST: Final = 3
"""A compound's first part has at least so many letters."""
_SUBTITLE: Final = re.compile(r":\s|\s[-–—]\s|\s\(")
"""Behind one of these a title says what it is about; it is known by what stands before."""
_TOKEN: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names.

    `sources` are the ids of those that the corpus knows, in the order of the corpus, and `sections`
    the ids of all that is theirs; empty where none is named. `elsewhere` are names of publications
    that the corpus does not know, as they were typed. `rest` is the question without the names and
    without what says that they are named; `asked` what is asked of the sources: "hoe lang dat mag"
    of "Staat er in het protocol hoe lang dat mag?".
    """

    sources: tuple[str, ...] = ()
    sections: frozenset[str] = frozenset()
    elsewhere: tuple[str, ...] = ()
    rest: str = ""
    asked: str = ""


NOTHING_NAMED: Final = Named()


class _Name(NamedTuple):
    """One name of a source, without what every publication is called.

    `nouns` are what its source may be called, in one form, and `is_marked` whether it holds an
    abbreviation. One that `is_close` says little: it is a name right behind the noun alone.
    """

    source: Source
    words: tuple[NameWord, ...]
    nouns: frozenset[str]
    is_marked: bool
    is_close: bool


class _Match(NamedTuple):
    """A name of a source found in a question, at the places of its words."""

    source: Source
    at: frozenset[int]


class Naming:
    """Knows the names of the sources of a corpus; never changes, so that threads may share it."""

    def __init__(
        self,
        sources: Iterable[Source],
        sections: Collection[Section],
        publications: Publications,
        has: Callable[[str], bool],
    ) -> None:
        """`has` says whether the corpus has a word, itself and not as a part of others."""
        self._has = has
        self._nouns = {noun: one_noun(noun) for noun in NOUNS | publications.nouns}
        self._of_summaries = frozenset({one_noun(publications.summarised)})
        self._sections = _sections_of(sections)
        own = [each for each in sources if each.id in self._sections]
        self._with_text = {each.document_id for each in sections}
        self._order = [each.id for each in own]
        self._names = [name for each in own for name in self._names_of(each)]
        self._sole = self._sole_of_their_noun(own)

    def named(self, question: str) -> Named:
        """What a question names."""
        words = self._words(question)
        nouns = {at: noun for at, word in enumerate(words) if (noun := self._noun(word))}
        elsewhere = dict(self._elsewhere(words, nouns))
        here = {at: noun for at, noun in nouns.items() if at not in elsewhere}
        is_said = any(word.folded in SAYING for word in words)
        named = [*self._by_noun(words, here), *self._by_itself(words, is_said=is_said)]
        beside = {place for at in elsewhere for place in (at - 1, at)}
        found = _widest([each for each in named if not each.at <= beside])
        sole = self._by_noun_alone(here) if is_said and not found else []
        ids = {match.source.id for match in (*found, *sole)}
        if not ids and not elsewhere:
            return NOTHING_NAMED
        saying = {at for at, word in enumerate(words) if word.folded in SAYING}
        taken = {at for match in found for at in match.at} | nouns.keys() | saying
        return Named(
            tuple(each for each in self._order if each in ids),
            frozenset(section for each in ids for section in self._sections[each]),
            tuple(dict.fromkeys(elsewhere.values())),
            " ".join(word.written for at, word in enumerate(words) if at not in taken),
            asked_of_named(words, {at for match in found for at in match.at}, nouns.keys()),
        )

    def _words(self, text: str) -> list[NameWord]:
        """The words of a text; "scheidingsrichtlijn" is two."""
        return [
            name_word(part)
            for match in _TOKEN.finditer(text)
            for part in self._without_noun(match[0])
        ]

    def _without_noun(self, written: str) -> Sequence[str]:
        """A compound with a publication as two words: what it is about, and the noun."""
        folded = fold(written)
        for noun in self._nouns:
            cut = len(folded) - len(noun)
            if cut >= MIN_FIRST and folded.endswith(noun) and len(folded) == len(written):
                return written[:cut], written[cut:]
        return (written,)

    def _noun(self, word: NameWord) -> str:
        """What a publication is called, in one form; empty if a word is no such thing."""
        if word.folded in self._nouns:
            return self._nouns[word.folded]
        return next((own for noun, own in self._nouns.items() if is_typed(word.folded, noun)), "")

    def _names_of(self, source: Source) -> Iterator[_Name]:
        own = self._nouns_of(source)
        is_any = not own and source.id in self._with_text
        nouns = own or (frozenset(self._nouns.values()) if is_any else self._of_summaries)
        short = _SUBTITLE.split(source.title, 1)[0]
        for text in dict.fromkeys((source.title, short, *source.names)):
            words = [
                word
                for word in self._words(text)
                if not self._noun(word) and word.folded not in STOP_WORDS
            ]
            is_marked = any(is_capitals(word) for word in words)
            is_short = text == short != source.title and text not in source.names
            # Before a subtitle an abbreviation may be whose series it is: "JGZ-richtlijn: Slapen".
            if words and not (is_short and is_marked):
                is_close = is_any or (is_short and len(words) == 1)
                yield _Name(source, tuple(words), nouns, is_marked, is_close)

    def _nouns_of(self, source: Source) -> frozenset[str]:
        """What a source is called by its titles; nothing if they do not say."""
        called = " ".join((source.title, *source.names))
        return frozenset(noun for word in self._words(called) if (noun := self._noun(word)))

    def _sole_of_their_noun(self, sources: Sequence[Source]) -> dict[str, Source]:
        """By noun the source that is the only one to be called so: "het protocol"."""
        called: dict[str, list[Source]] = {}
        for source in sources:
            for noun in self._nouns_of(source) or self._of_summaries:
                called.setdefault(noun, []).append(source)
        return {noun: own[0] for noun, own in called.items() if not own[1:]}

    def _by_noun(self, words: Sequence[NameWord], nouns: Mapping[int, str]) -> Iterator[_Match]:
        """The titles that stand nearest to "richtlijn", and those that are joined to them."""
        for at, noun in nouns.items():
            window = range(max(0, at - WINDOW_BEFORE), min(len(words), at + WINDOW_AFTER + 1))
            called = [name for name in self._names if noun in name.nouns]
            found = [(name, m) for name in called if (m := _match(name, words, window))]
            matches = [m for name, m in found if not name.is_close or _is_behind(at, m, words)]
            yield from _nearest_to(at, _widest(matches), words)

    def _by_itself(self, words: Sequence[NameWord], *, is_said: bool) -> Iterator[_Match]:
        """Abbreviations of which something is said, and whole titles after "volgens"."""
        everywhere = range(len(words))
        is_introduced = any(word.folded in INTRODUCING for word in words)
        for name in self._names:
            is_a_name = name.is_marked and (is_said or len(name.words) > 1)
            match = _match(name, words, everywhere) if is_a_name or is_introduced else None
            if match and (is_a_name or _comes_after_saying(words, match.at)):
                yield match

    def _by_noun_alone(self, nouns: Mapping[int, str]) -> list[_Match]:
        own = [self._sole[noun] for noun in nouns.values() if noun in self._sole]
        return [_Match(source, frozenset()) for source in own]

    def _elsewhere(
        self, words: Sequence[NameWord], nouns: Mapping[int, str]
    ) -> Iterator[tuple[int, str]]:
        """Where "richtlijn" stands beside a name that the corpus has nowhere, and that name.

        A name has a capital, or is of capitals if it comes first: "ADHD-richtlijn".
        """
        for at in nouns:
            after = _run_of_names(words[at + 1 : at + 1 + LONG_NAME])
            before = [word for word in words[max(0, at - 1) : at] if is_capitals(word)]
            own = after or before
            is_known = all(self._has(word.folded) for word in own)
            if own and not is_known and not any(self._is_named(word) for word in own):
                yield at, " ".join([words[at].folded, *(word.written for word in own)])

    def _is_named(self, word: NameWord) -> bool:
        return any(is_same(own, word) for name in self._names for own in name.words)


def _sections_of(sections: Iterable[Section]) -> dict[str, set[str]]:
    """The sections of each document, and those that summarise a source."""
    own: dict[str, set[str]] = {}
    for section in sections:
        own.setdefault(section.document_id, set()).add(section.id)
        if section.kind is Kind.SUMMARY:
            own.setdefault(section.voice, set()).add(section.id)
    return own


def _match(name: _Name, words: Sequence[NameWord], window: range) -> _Match | None:
    """Where a name stands in a window, if enough of it does."""
    at = [_place(each, words, window) for each in name.words]
    found = frozenset(place for place in at if place is not None)
    least = len(name.words) * (MOST if len(name.words) >= LONG_NAME else 1)
    return _Match(name.source, found) if len(found) >= least else None


def _place(own: NameWord, words: Sequence[NameWord], window: range) -> int | None:
    return next((at for at in window if is_same(own, words[at])), None)


def _widest(matches: Sequence[_Match]) -> list[_Match]:
    """Without the names that are part of a longer one: "Kindermishandeling" in the JGZ's."""
    return [each for each in matches if not any(each.at < other.at for other in matches)]


def _nearest_to(
    noun: int, matches: Sequence[_Match], words: Sequence[NameWord]
) -> Iterator[_Match]:
    """The match nearest to a noun, and each that is joined to what was taken."""
    reached, last = noun, frozenset[int]()
    for match in sorted(matches, key=lambda each: min(abs(at - noun) for at in each.at)):
        between = {word.folded for word in words[reached + 1 : min(match.at)]}
        is_joined = not between or (between & JOINING and between <= JOINED_BY)
        if reached == noun or match.at == last or is_joined:
            yield match
            reached, last = max(match.at), match.at


def _is_behind(noun: int, match: _Match, words: Sequence[NameWord]) -> bool:
    """Whether a match stands right behind a noun, with at most an article between."""
    first = min(match.at)
    return noun < first and all(word.folded in ARTICLES for word in words[noun + 1 : first])


def _comes_after_saying(words: Sequence[NameWord], at: frozenset[int]) -> bool:
    return any(word.folded in INTRODUCING for word in words[max(0, min(at) - 2) : min(at)])


def _run_of_names(words: Sequence[NameWord]) -> list[NameWord]:
    """The words with a capital with which a text begins."""
    own: list[NameWord] = []
    for word in words:
        if not word.written[:1].isupper():
            break
        own.append(word)
    return own
