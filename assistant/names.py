"""A question -> where it names a person, by rules that need no model.

Given names come as plain lists with the deduce package; which words are ordinary is known from its
lists and from the corpus itself.
"""

import importlib.util
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from ingest.lexical import fold
from ingest.sentences import Span, sentence_spans

_LISTS: Final = "data/lookup/src"
_GIVEN: Final = ("names/lst_first_name/items.txt",)
_ORDINARY: Final = ("whitelist/lst_common_word/items.txt", "whitelist/lst_stop_word/items.txt")
_PLACES: Final = (
    "locations/lst_placename/lst_residence/items.txt",
    "locations/lst_placename/lst_municipality/items.txt",
    "locations/lst_placename/lst_province/items.txt",
)
_NEVER: Final = frozenset(
    """
    januari februari maart april mei juni juli augustus september oktober november december
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag kerst pasen ramadan islam
    nederland nederlands nederlandse turks turkse marokkaans marokkaanse pools poolse syrisch syrische
    surinaams surinaamse engels engelse arabisch arabische belgie duits duitse frans franse
    jeugdwet wet richtlijn handreiking veilig thuis stichting gemeente raad rechtbank
    hoe wat wie waar wanneer waarom welke moet mag kan is heeft kun geef noem zijn is can
    my our your his her their do does did will would should could must may might shall are was were am
    when where why what how who which if in on at the a an one some many any no not and but or so
    i we you he she they it us me mum mom dad client father mother can't won't don't
    """.split()
)
_BETWEEN: Final = (
    r"(?:(?:van|de|den|der|het|ten|ter|te|in|el|al|ben|bin|abu|von|di|da|dos|la|le|'t|op)\s+){0,3}"
)
_CAPITAL: Final = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+(?:[-'’][A-Za-zÀ-ÿ]+)*"
_FULL: Final = re.compile(rf"\b(?=(({_CAPITAL})\s+{_BETWEEN}{_CAPITAL})\b)")
"""Looks ahead, as the words of two names may overlap: "Bij Daan", "Daan Hofstra"."""
_INITIALS: Final = re.compile(rf"\b(?:[A-Z]\.\s?){{1,4}}{_BETWEEN}{_CAPITAL}\b")
_TITLE: Final = re.compile(
    r"\b(?:mevrouw|mevr\.?|meneer|mijnheer|dhr\.?|mw\.?|de heer|familie|fam\.?|gezin|juf|meester|"
    rf"tante|oom|oma|opa|buurman|buurvrouw)\s+((?:[A-Z]\.\s?)*{_BETWEEN}{_CAPITAL})\b",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"(?<!hoe )\b(?:heet|heten|genaamd|noemen we|naam is|cli[eë]nt|pupil|called|named|name is)\s+"
    r"([^\W\d_]{2,}(?:\s+(?:van|de|den|der|el)\s+[^\W\d_]{2,})?)",
    re.IGNORECASE,
)
_AGED: Final = re.compile(
    r"\b([^\W\d_]{2,})\s*(?:\(\s*\d{1,2}(?:\s*(?:jaar|jr))?\s*\)|,\s*\d{1,2}\s*jaar)"
)
_WORD: Final = re.compile(rf"\b{_CAPITAL}\b")
_NAMED: Final = re.compile(rf"{_CAPITAL}(?:\s+{_BETWEEN}{_CAPITAL})*")


class Names:
    """Finds names of persons that the corpus does not name itself."""

    def __init__(self, known: Iterable[str]) -> None:
        """Take the texts of the corpus: whom they name is no client, and their words are words."""
        text = "\n".join(known)
        self._known = frozenset(
            part
            for match in _NAMED.finditer(text)
            for part in (fold(match[0]), *map(fold, match[0].split()))
        )
        self._ordinary = (
            _listed(_ORDINARY)
            | _NEVER
            | frozenset(fold(word) for word in re.findall(r"\b[a-zà-öø-ÿ]{2,}\b", text))
        )

    def find(self, text: str) -> Iterator[Span]:
        """Where persons are named; spans may overlap."""
        starts = {span.start for span in sentence_spans(text)}
        yield from self._full(text, starts)
        for pattern in (_INITIALS, _TITLE, _CALLED, _AGED):
            for match in pattern.finditer(text):
                group = 1 if pattern.groups else 0
                if self._is_person(match[group], is_cued=pattern in (_INITIALS, _TITLE)):
                    yield Span(*match.span(group))
        for match in _WORD.finditer(text):
            word = fold(match[0]).removesuffix("'s")
            is_first = match.start() in starts
            is_given = word in _listed(_GIVEN) and not self._is_known(match[0])
            if is_given and not (is_first and word in self._ordinary) and word not in _NEVER:
                yield Span(*match.span())

    def allows(self, name: str) -> bool:
        """Whether a name is no client's: the corpus has it, or it is an ordinary word."""
        return self._is_known(name) or all(
            word in self._ordinary or word in _listed(_PLACES) for word in fold(name).split()
        )

    def _full(self, text: str, starts: set[int]) -> Iterator[Span]:
        """A given name and a surname, or two words with a capital that nobody uses otherwise."""
        for match in _FULL.finditer(text):
            first, last = fold(match[2]), fold(match[1].split()[-1])
            if self._is_known(match[1]) or first in _NEVER or last in _NEVER:
                continue
            is_given = first in _listed(_GIVEN) and not (
                match.start() in starts and first in self._ordinary
            )
            if is_given or not (self._is_word(first) or self._is_word(last)):
                yield Span(*match.span(1))

    def _is_person(self, name: str, *, is_cued: bool) -> bool:
        words = fold(name).split()
        if self._is_known(name) or words[0] in _NEVER:
            return False
        if is_cued:
            return name[:1].isupper() or name.split()[-1][:1].isupper()
        return words[0] in _listed(_GIVEN) and (
            words[0] not in self._ordinary or name[:1].isupper()
        )

    def _is_known(self, name: str) -> bool:
        return fold(name).removesuffix("'s") in self._known

    def _is_word(self, word: str) -> bool:
        return word in self._ordinary or word in self._known or word in _listed(_PLACES)


@cache
def _listed(files: tuple[str, ...]) -> frozenset[str]:
    """The folded lines of lists of the deduce package, which is not imported for it."""
    spec = importlib.util.find_spec("deduce")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    lines = (
        line
        for name in files
        for line in (folder / _LISTS / name).read_text(encoding="utf-8").split("\n")
    )
    return frozenset(fold(line.strip()) for line in lines if len(line.strip()) > 1)
