"""Followed notes -> what of them is not in the text any more: how much, and of which sections."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from ingest.corpus.follow import Followed, start_holder
from ingest.corpus.notes import ABOUT_SEVERAL, PassageStart, SynthesisNote
from ingest.text.document import Section
from ingest.text.errors import CorpusError

_NAMED: Final = 5
"""So many sections are named in one line."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Passages that are not in the text any more, by their quotes.

    `section` is what their section was called, and `file` what names it, in the corpus folder.
    """

    section: str
    file: str
    quotes: tuple[str, ...]


def loss(lost: Sequence[Lost]) -> CorpusError:
    """The failure of annotations that cannot be found in the text any more."""
    quotes: dict[str, set[str]] = {}
    for each in lost:
        quotes.setdefault(each.section, set()).update(each.quotes)
    counts = {section: _passages(own) for section, own in quotes.items()}
    count = sum(counts.values())
    are = "passage met annotaties staat" if count == 1 else "passages met annotaties staan"
    where = _listed([f"{section} ({own})" for section, own in counts.items()])
    files = _listed(list(dict.fromkeys(each.file for each in lost)))
    return CorpusError(
        f"{count} {are} niet meer in de tekst: {where}.",
        f"Neem in {files} bij 'quote' de eerste woorden over zoals ze er nu staan, of ga zonder"
        " die annotaties door met --toch: ze blijven bewaard.",
    )


def _passages(quotes: Set[str]) -> int:
    """How many passages begin with these words: a longer quote may be of the same as a shorter."""
    return sum(
        not any(each != quote and each.startswith(quote) for each in quotes) for quote in quotes
    )


def find_lost(
    corpus: Path,
    followed: Sequence[Followed],
    synthesis: Sequence[SynthesisNote],
    sections: Sequence[Section],
) -> Iterator[Lost]:
    """What is lost, by section and file."""
    for own in followed:
        if own.lost:
            name = own.path.relative_to(corpus).as_posix()
            yield Lost(own.file.section, name, tuple(each.quote for each in own.lost))
    starts = list(lost_starts(synthesis, followed, sections))
    for section in dict.fromkeys(start.section for start in starts):
        quotes = dict.fromkeys(start.quote for start in starts if start.section == section)
        yield Lost(section, ABOUT_SEVERAL.as_posix(), tuple(quotes))


def lost_starts(
    synthesis: Sequence[SynthesisNote], followed: Sequence[Followed], sections: Sequence[Section]
) -> Iterator[PassageStart]:
    """What questions of several passages name, can be found nowhere, and was not let go."""
    for start in chain.from_iterable(question.passages for question in synthesis):
        if not start.gone and start_holder(start, followed, sections) is None:
            yield start


def _listed(names: Sequence[str]) -> str:
    """Names on one line, the first few of many."""
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" en nog {rest}" if rest > 0 else "")
