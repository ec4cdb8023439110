"""A text -> the same without the personal data of clients.

What has a form (a citizen service number, a telephone number, an address) and most names are found
by rules (guard/identifiers.py, guard/names.py); a library may add some (guard/deduced.py).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from assistant.guard.deduced import Deduced
from assistant.guard.identifiers import Identifiers, PersonalKind, PersonalSpan, is_address
from assistant.guard.names import Names
from ingest.text.normal import NormalText, normal_form
from ingest.text.place import Span

__all__ = ["Masked", "PersonalKind", "Privacy"]

_MASKS: Final = {
    PersonalKind.BSN: "[bsn]",
    PersonalKind.NAME: "[naam]",
    PersonalKind.BIRTH_DATE: "[geboortedatum]",
    PersonalKind.ADDRESS: "[adres]",
    PersonalKind.PHONE: "[telefoon]",
    PersonalKind.EMAIL: "[e-mail]",
    PersonalKind.FILE_NUMBER: "[dossiernummer]",
}
_KINDS: Final = {mask: kind for kind, mask in _MASKS.items()}
_MASK: Final = re.compile("|".join(map(re.escape, _KINDS)))
_UNDERSCORE: Final = re.compile(r"_(?!\S*@)")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with masks, and the kinds of what they stand for, each once, by first appearance."""

    text: str
    kinds: tuple[PersonalKind, ...]


class Privacy:
    """Finds personal data and masks it; safe for use by several threads.

    It belongs to one release of a corpus: whom its texts name is left untouched. What depends on no
    corpus is shared: the lists of words are read once, and one `Deduced` serves every release.
    """

    def __init__(self, texts: Iterable[str], deduced: Deduced | None = None) -> None:
        """Take the texts of the corpus, which takes 40 ms for 55,000 characters."""
        texts = _in_normal_form(texts)
        self._names = Names(texts)
        self._identifiers = Identifiers(texts)
        self._deduced = deduced or Deduced()

    def mask(self, text: str) -> Masked:
        """The text without personal data; masking it again changes nothing."""
        kinds: set[PersonalKind] = set()
        while found := self._apart(text):  # each round leaves less that can be found
            kinds.update(each.kind for each in found)
            text = _without(text, found)
        order = dict.fromkeys(_KINDS[match[0]] for match in _MASK.finditer(text))
        return Masked(text, tuple(kind for kind in order if kind in kinds))

    def _apart(self, text: str) -> list[PersonalSpan]:
        """What there is to mask, in order; of what overlaps, what was found first and is surest.

        It is looked for in the normal form, and masked where that stands in the text.
        """
        normal = normal_form(text)
        looked = self._looked(normal)
        kept: list[PersonalSpan] = []
        taken = [match.span() for match in _MASK.finditer(looked)]
        for each in self._found(looked):
            if all(each.end <= start or end <= each.start for start, end in taken):
                taken.append((each.start, each.end))
                kept.append(each)
        return [_in_original(normal, each) for each in sorted(kept)]

    def _looked(self, normal: NormalText) -> str:
        """What is looked at, as long as the normal form: no capitals but on names, no underscores.

        A file name joins words by those ("kevin_de_bruin"); in an address they are its own.
        """
        text = _UNDERSCORE.sub(" ", normal.text)
        return self._names.recased(text)

    def _found(self, text: str) -> Iterator[PersonalSpan]:
        """What there may be: what has a form, then names, the longest first, then deduce's."""
        yield from self._identifiers.find(text)
        names = sorted(self._names.find(text), key=lambda span: span.start - span.end)
        yield from (PersonalSpan(*span, PersonalKind.NAME) for span in names)
        yield from (each for each in self._deduced.find(text) if self._is_believed(text, each))

    def _is_believed(self, text: str, found: PersonalSpan) -> bool:
        """Whether what deduce takes for a person may be one, and for a place is an address."""
        if found.kind is PersonalKind.NAME:
            return self._names.is_plausible(text, Span(found.start, found.end))
        return is_address(text[found.start : found.end])


def _in_normal_form(texts: Iterable[str]) -> list[str]:
    """Texts of a corpus in normal form, line by line; each distinct word is looked at once."""
    known: dict[str, str] = {}

    def normal(word: str) -> str:
        if word not in known:
            is_plain = word.isascii() and word.isalnum()
            known[word] = word if is_plain else normal_form(word).text
        return known[word]

    def of_line(line: str) -> str:
        return " ".join(filter(None, map(normal, line.split())))

    return ["\n".join(map(of_line, text.split("\n"))) for text in texts]


def _in_original(normal: NormalText, found: PersonalSpan) -> PersonalSpan:
    span = normal.original_span(Span(found.start, found.end))
    return PersonalSpan(span.start, span.end, found.kind)


def _without(text: str, found: Iterable[PersonalSpan]) -> str:
    parts, at = [], 0
    for each in found:
        parts += [text[at : each.start], _MASKS[each.kind]]
        at = each.end
    return "".join([*parts, text[at:]])
