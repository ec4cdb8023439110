"""A sentence and those before it -> from where on it can be understood."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from ingest.text.document import Section
from ingest.text.place import Place

_LEANING: Final = re.compile(
    r"(?:Dit|Deze|Dat|Die|Hierdoor|Daardoor|Daarom|Hierbij|Daarbij|Daarmee|Hiermee|Hij|Zij|Ze"
    r"|Het kan|Zo|Dan|Dergelijke|Dus|Op die manier|In zo'n|Anders|Maar|Want|Daarvoor|Hiervoor"
    r"|Daaraan|Daarvan|Daarna|Het is dan|Hier ligt"
    r"|(?:Aan|Bij|Door|Met|Naast|Van|Voor|Zonder) (?:hen|hem|haar|dit|deze|die|dat))\b"
)
"""A sentence that opens so leans on the one before it."""
_OWN: Final = re.compile(
    r"(?:(?:Met|In|Door|Voor|Van|Aan|Bij|Naast) )?(?:deze|dit) (\w+)", re.IGNORECASE
)
_DOCUMENTS: Final = frozenset(
    {"publicatie", "notitie", "brochure", "folder", "protocol", "verordening"}
    | {"reglement", "document", "werkboek", "hoofdstuk", "paragraaf", "bijlage"}
    | {"uitgave"}
)
"""A text that speaks of itself leans on nothing: "In dit hoofdstuk ..."."""
_BESIDE: Final = re.compile(r"Naast dat (?:de|het|een|er|ik|je|we|wij|ze|zij|hij|deze|die)\b")
_POINTS: Final = re.compile(
    r"(?:[\w’'-]+\s+){1,4}(?:daar|hier)(?:aan|bij|door|in|mee|na|om|op|over|toe|tussen|uit|van|voor)\b"
)
"""What points back in its first words leans too: "De meerwaarde daarvan is ..."."""
_ADDS: Final = re.compile(
    r"(?:Bovendien|Daarnaast|Ook|Tegelijk|Tegelijkertijd|Toch|Een tweede|Tot slot|Wel|Soms|En)\b"
    r"(?P<next>(?:\W+\w+){0,3})"
)
"""What adds to the sentence before it says something by itself ("Ook een buurman kan helpen"),"""
_REFERS: Final = re.compile(
    r"^\W*(?:die|dat)\b|\b(?:ze|zij|hij|hen|hun|dit|deze|daar\w*|hier\w*|zo'n|zulke|dergelijke|dan|zo)\b"
)
"""unless it speaks of what was said right away ("Daarnaast stellen ze zich niet altijd ..."). The
best sentence of 292 dev answers led in .73 instead of .69."""


def needs(
    section: Section, place: Place, sentences: Sequence[Place], nouns: Collection[str] = ()
) -> int:
    """Where the sentence before begins, if this one leans on it and it is of the same paragraph.

    `sentences` are those of the section, in order; `nouns` are what its publication is called.
    """
    if not leans(place.span.of(section.text), nouns):
        return place.start
    before = [each for each in sentences if each.end <= place.start][-1:]
    is_near = bool(before) and "\n" not in section.text[before[0].end : place.start]
    return before[0].start if is_near else place.start


def leans(sentence: str, nouns: Collection[str] = ()) -> bool:
    """Whether a sentence cannot be understood without the one before it, by how it opens."""
    own = _OWN.match(sentence)
    if _BESIDE.match(sentence) or (own and {own[1].casefold()} & _DOCUMENTS.union(nouns)):
        return False
    adds = _ADDS.match(sentence)
    if adds:
        return _REFERS.search(adds["next"]) is not None
    return (_LEANING.match(sentence) or _POINTS.match(sentence)) is not None
