"""Content -> its questions, and the sentences that answer each: what the pointer learns from."""

from typing import NamedTuple

from ingest.index.content import Content


class Lessons(NamedTuple):
    """Questions, each with the numbers of the sentences that answer it; without any for none."""

    texts: list[str]
    told: list[list[int]]
    sentences: list[str]


def questions_of(content: Content) -> Lessons:
    """What is asked of a content, and what nothing in it answers."""
    sections = content.snapshot.sections_by_id()
    number: dict[str, int] = {}
    told = [
        [
            number.setdefault(place.span.of(sections[place.section_id].text), len(number))
            for place in row.told
        ]
        for row in content.questions
    ]
    answered = [(row.text, own) for row, own in zip(content.questions, told, strict=True) if own]
    unanswered = content.snapshot.annotations.unanswered
    return Lessons(
        [*(text for text, _ in answered), *unanswered],
        [own for _, own in answered] + [[] for _ in unanswered],
        list(number),
    )
