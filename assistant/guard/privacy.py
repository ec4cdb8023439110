"""A text -> the same without the personal data of clients.

What has a form (a citizen service number, a telephone number, an address) and most names are found
by rules, from the first moment (guard/identifiers.py, guard/names.py). The deduce library
finds more; it loads in the background and needs about 1.2 GB of memory. Source:
https://github.com/vmenger/deduce, de-identification of Dutch medical notes.
"""

import logging
import re
import threading
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.guard.identifiers import Found, Identifiers, PersonalKind, is_address
from assistant.guard.names import Names
from ingest.text.normal import NormalText, normal_form
from ingest.text.place import Span

if TYPE_CHECKING:
    from deduce import Deduce

__all__ = ["Masked", "PersonalKind", "Privacy"]

_LOG: Final = logging.getLogger(__name__)
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
_PERSONS: Final = frozenset({"persoon", "patient"})


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with masks, and the kinds of what they stand for, each once, by first appearance."""

    text: str
    kinds: tuple[PersonalKind, ...]


class Privacy:
    """Finds personal data and masks it; safe for use by several threads."""

    def __init__(self, known: Iterable[str], cache: Path | None = None) -> None:
        """Take the texts of the corpus: whom they name is left untouched.

        `cache` is the folder in which deduce keeps its tables (77 MB), built in a minute or two the
        first time; without it that is its own package folder.
        """
        texts = ["\n".join(normal_form(line).text for line in text.split("\n")) for text in known]
        self._names = Names(texts)
        self._identifiers = Identifiers(texts)
        self._cache = cache
        self._deduce: Deduce | None = None
        self._lock = threading.Lock()
        self._loading = threading.Thread(target=self._load, daemon=True)

    def warm_up(self) -> None:
        """Start to load deduce; until it is there the rules work alone."""
        with self._lock:
            if self._loading.ident is None:
                self._loading.start()

    def mask(self, text: str) -> Masked:
        """The text without personal data; masking it again changes nothing."""
        kinds: set[PersonalKind] = set()
        while found := self._apart(text):  # each round leaves less that can be found
            kinds.update(each.kind for each in found)
            text = _without(text, found)
        order = dict.fromkeys(_KINDS[match[0]] for match in _MASK.finditer(text))
        return Masked(text, tuple(kind for kind in order if kind in kinds))

    def _apart(self, text: str) -> list[Found]:
        """What there is to mask, in order; of what overlaps, what was found first and is surest.

        It is looked for in the normal form, and masked where that stands in the text.
        """
        normal = normal_form(text)
        looked = self._looked(normal)
        kept: list[Found] = []
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

    def _found(self, text: str) -> Iterator[Found]:
        yield from self._identifiers.find(text)
        names = sorted(self._names.find(text), key=lambda span: span.start - span.end)
        yield from (Found(span.start, span.end, PersonalKind.NAME) for span in names)
        if self._deduce is not None:
            yield from self._deduced(self._deduce, text)

    def _deduced(self, deduce: "Deduce", text: str) -> Iterator[Found]:
        """What deduce adds: persons that may be one, and addresses."""
        with self._lock:
            annotations = deduce.deidentify(text).annotations
        for each in annotations:
            span = Span(each.start_char, each.end_char)
            if each.tag in _PERSONS and self._names.is_plausible(text, span):
                yield Found(*span, PersonalKind.NAME)
            elif each.tag == "locatie" and is_address(each.text):
                yield Found(*span, PersonalKind.ADDRESS)

    def _load(self) -> None:
        try:
            self._deduce = _open_deduce(self._cache)
        except Exception as error:  # noqa: BLE001  # a thread of its own: the rules go on alone
            _LOG.warning("Names are found by rules alone: deduce does not load (%s).", error)


def _open_deduce(cache: Path | None) -> "Deduce":
    """Load deduce without its settings for the whole program: debug logging, and all warnings."""
    root, silent = logging.getLogger(), logging.NullHandler()
    root.addHandler(silent)
    try:
        with warnings.catch_warnings():
            from deduce import Deduce, annotator  # noqa: F401  # loaded here, with its warnings
    finally:
        root.removeHandler(silent)
    return Deduce(cache_path=cache) if cache else Deduce()


def _in_original(normal: NormalText, found: Found) -> Found:
    span = normal.original_span(Span(found.start, found.end))
    return Found(span.start, span.end, found.kind)


def _without(text: str, found: Iterable[Found]) -> str:
    parts, at = [], 0
    for each in found:
        parts += [text[at : each.start], _MASKS[each.kind]]
        at = each.end
    return "".join([*parts, text[at:]])
