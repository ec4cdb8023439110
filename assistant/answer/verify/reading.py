"""Text -> its words, each with the clause it stands in and with what binds and narrows it."""

import re
from collections.abc import Sequence
from typing import Final

from assistant.answer.verify.clauses import Clauses, is_relative
from assistant.answer.verify.language import CONJUNCTIONS, STOPS, language
from assistant.answer.verify.usage import Usage
from assistant.answer.verify.word import Word
from ingest.text.words import fold, stem

_MARK: Final = re.compile(r"@?[^\W_]+(?:[-'’.][^\W_]+)*|[,;:()–/\n]|(?<=\s)-(?=\s)")


def read_words(text: str, usage: Usage) -> list[Word]:
    """The words of a text, each with what binds it."""
    marks = _marks(usage.in_one_word(text))
    reader = _Reader(usage)
    for place, (mark, word) in enumerate(marks):
        reader.read(mark, word, [each for _, each in marks[place + 1 :]])
    return reader.words


def _marks(text: str) -> list[tuple[str, str]]:
    """Words and stops of a text, as written and folded."""
    return [(found[0], fold(found[0]).replace("/", "of")) for found in _MARK.finditer(text)]


class _Reader:
    """Reads the words of a text from left to right, and notes what binds each."""

    def __init__(self, usage: Usage) -> None:
        self.words: list[Word] = []
        self._usage = usage
        self._clauses = Clauses(self.words)
        self._before: Word | None = None
        self._case = self._former_case = ""
        self._is_listed = self._is_determined = False
        self._waiting: list[tuple[Word, bool]] = []

    def read(self, mark: str, word: str, rest: Sequence[str]) -> None:
        """Take the next word or stop; `rest` are those behind it."""
        begun = self._clauses.count
        if word in STOPS:
            self._stop(word)
            self._clauses.stop(word, rest)
        else:
            self._clauses.turn(word, rest, self._before)
        if self._clauses.count > begun:
            self._case = ""
        if word not in STOPS:
            self._take(_word(mark, word, self._usage, is_first=not self.words))

    def _stop(self, mark: str) -> None:
        """Nothing is bound over a stop, but for what goes on behind brackets or in a list."""
        self._before, self._is_determined = None, False
        self._case = self._case if mark == ")" else ""
        self._is_listed = mark == ","
        self._waiting = []

    def _take(self, word: Word) -> None:
        clauses = self._clauses
        word.clause, word.part, word.shares = clauses.clause, clauses.part, clauses.shares
        if word.has_substance and word.text not in language().prepositions:
            self._bind(word)
        else:
            self._pass(word)
        self.words.append(word)

    def _bind(self, word: Word) -> None:
        """Note preposition, adjectives and what the word narrows."""
        before = self._before
        word.is_bare = not self._is_determined
        word.cases = frozenset(
            {self._case, "", self._former_case} if self._is_listed else {self._case}
        )
        if before is not None and before.is_modifier:
            word.modifiers = [*before.modifiers, before]
            word.is_bare = False
            word.cases |= {""}
        word.is_first = self._is_subject(word)
        for other, _ in self._waiting:
            other.narrowed.append(word)
        if not word.is_modifier:
            self._former_case = self._former_case if self._is_listed else self._case
            self._case, self._is_listed = "", False
            self._waiting = [each for each in self._waiting if each[1]]
        self._before, self._is_determined = word, False

    def _is_subject(self, word: Word) -> bool:
        """Whether a clause may begin with it: no verb and no other noun came before."""
        return self._clauses.is_one_phrase() and (
            word.is_bound
            or not any(
                other.has_substance and not other.is_modifier for other in self._clauses.own()
            )
        )

    def _pass(self, word: Word) -> None:
        """Note what a small word does to the words around it."""
        text, noun = word.text, self._before
        is_free = not is_relative(text) or not self._clauses.defines()
        if noun and _narrows(noun, text) and is_free:
            self._waiting.append((noun, is_relative(text) and noun.is_person))
            if text == "of":
                noun.narrowed.append(word)
        if text in language().prepositions:
            self._case = text
        elif text in CONJUNCTIONS:
            self._is_listed = True
        elif text not in language().determiners:
            self._case = ""
        self._is_determined = text in language().determiners or text in language().prepositions
        self._before = None


def _narrows(noun: Word, behind: str) -> bool:
    """Whether what follows says which one, or which other one."""
    is_one = noun.is_person and not noun.is_broad
    return behind == "of" or is_relative(behind) or (is_one and behind in language().narrowing)


def _word(mark: str, word: str, usage: Usage, *, is_first: bool) -> Word:
    number = language().numbers.get(word, word if word[0].isdigit() else "")
    bend = language().bends.get(word, "")
    same = {language().same.get(word, ""), usage.same.get(word, "")}
    is_light = word in language().light or word in language().auxiliaries
    return Word(
        word,
        frozenset({number}) if number else frozenset({word, stem(word), *same} - {""}),
        frozenset(usage.lexicon.word_terms(word)[1:]),
        bend,
        _base(word),
        is_number=bool(number),
        is_name=sum(map(str.isupper, mark)) > is_first or word[0] == "@",
        is_person=word in usage.people,
        is_broad=word in usage.broad,
        is_droppable=word in usage.droppable,
        is_publication=word in usage.nouns,
        has_substance=not bend and not is_light,
    )


def _base(word: str) -> str:
    """What is left of a verb when its particle comes loose, or nothing."""
    is_verb = word.endswith(("t", "en", "d"))
    particle = next(
        (each for each in language().particles if is_verb and word.startswith(each)), ""
    )
    return word[len(particle) :] if particle else ""
