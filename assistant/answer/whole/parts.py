"""Section -> the parts that it tells one by one: of a list, of a table, paragraphs with a label."""

import re
from collections.abc import Iterator
from typing import Final

from assistant.answer.cite import Draft
from assistant.answer.evidence import LIST_CHARS, is_fit
from assistant.answer.whole.opening import evidence_at
from ingest.index.release import Release
from ingest.text.document import Section
from ingest.text.place import Place

FEWEST: Final = 2
_TABLE: Final = re.compile(
    r"^[^\n|]+\|[^\n]*\n(?P<rows>(?:[^\n|]+\|[^\n]*(?:\n|$))+)", re.MULTILINE
)
"""Lines with cells, of which the first says what the columns are."""
_LABELLED: Final = re.compile(
    r"^(?P<label>[A-Z@][^\n.:|]{1,40})\.\s+(?P<first>[^\n]+?[.!?])(?=\s|$)", re.MULTILINE
)
"""A paragraph that begins with the name of what it is about: "Verlof. Tijd waarin ..."."""
_LABEL_WORDS: Final = 4


def parts(release: Release, section: Section) -> list[Draft]:
    """Its list, the rows of its table, or what each label says first; nothing without."""
    return _list(release, section) or _rows(release, section) or _labelled(release, section)


def labelled(section: Section) -> Iterator[tuple[str, Place]]:
    """The labels of the paragraphs of a section, each with where its first sentence stands."""
    for found in _LABELLED.finditer(section.text):
        place = Place(section.id, found.start("first"), found.end("first"))
        if len(found["label"].split()) <= _LABEL_WORDS and is_fit(section, place):
            yield found["label"], place


def _list(release: Release, section: Section) -> list[Draft]:
    """The only list of a section; of several nobody can tell which is meant."""
    lists = release.lists(section.id)
    if len(lists) != 1 or lists[0].end - lists[0].start > LIST_CHARS:
        return []
    place = lists[0]
    item = evidence_at(release, place, is_list=True)
    return [Draft(item.text, (item,))] if is_fit(section, place) else []


def _rows(release: Release, section: Section) -> list[Draft]:
    found = _TABLE.search(section.text)
    rows = found["rows"].rstrip() if found else ""
    if found is None or rows.count("\n") < FEWEST - 1 or len(rows) > LIST_CHARS:
        return []
    start = found.start("rows")
    place = Place(section.id, start, start + len(rows))
    if not is_fit(section, place):
        return []
    table = evidence_at(release, place)
    return [Draft(row, (table,)) for row in rows.split("\n")]


def _labelled(release: Release, section: Section) -> list[Draft]:
    found = list(labelled(section))
    if len(found) < FEWEST:
        return []
    told = [(label, evidence_at(release, place)) for label, place in found]
    return [Draft(item.text, (item,), under=label) for label, item in told]
