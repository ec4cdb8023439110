"""Sections and questions -> what the annotations ask of passages beside those that were told."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from ingest.index.represent import QuestionRow
from ingest.text.document import Section
from ingest.text.place import Place

_STEPS: Final = (0, 1, -1, 2)
"""Which sections are looked in, seen from one that was told: itself, the next, the one before."""


class Beside:
    """The questions of a corpus by the sentences that answer them, in the order of the text."""

    def __init__(self, sections: Sequence[Section], rows: Sequence[QuestionRow]) -> None:
        self._sections = [(each.id, each.document_id) for each in sections]
        self._at = {each.id: at for at, each in enumerate(sections)}
        self._asked: dict[str, dict[tuple[Place, ...], list[str]]] = {}
        own = defaultdict[tuple[Place, ...], list[str]](list)
        for row in rows:
            # A question of several passages has no place of its own.
            if len(row.passages) == 1 and row.told:
                own[row.told].append(row.text)
        for told, questions in own.items():
            self._asked.setdefault(told[0].section_id, {})[told] = questions

    def questions(self, told: Sequence[Place]) -> Iterator[Sequence[str]]:
        """Questions with one answer together, that of those that lie nearest first.

        Their answers lie in the sections of what was told, or in those around them, and none of
        them was told.
        """
        for section_id in self._near(told):
            for answer, questions in self._asked.get(section_id, {}).items():
                if not any(each.touches(place) for each in answer for place in told):
                    yield questions

    def _near(self, told: Sequence[Place]) -> Iterator[str]:
        """Ids of sections of the same documents, each once."""
        sections = dict.fromkeys(each.section_id for each in told)
        own = [self._at[section_id] for section_id in sections if section_id in self._at]
        found = [
            self._sections[at + step][0]
            for step in _STEPS
            for at in own
            if 0 <= at + step < len(self._sections)
            and self._sections[at + step][1] == self._sections[at][1]
        ]
        yield from dict.fromkeys(found)
