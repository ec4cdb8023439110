"""Notes and sections -> where each noted passage stands now, wherever its section went.

The id of a section comes from its headings, so it says where notes stood when they were accepted
and no more. Text that did not change is known by its hash, under whatever id. In text that changed
a passage is known by its quote: first in the section that holds most of the quotes of its notes,
then in the only other one that has it, as where a section was split or joined to another.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from ingest.corpus.notes import NotesFile, PassageNote, PassageStart, text_hash
from ingest.text.document import Section


@dataclass(frozen=True, slots=True)
class Followed:
    """Notes, the section that they are about now, and the one in which each passage stands.

    `home` is None where nothing of their section can be found, and a place is None where a passage
    cannot be.
    """

    path: Path
    file: NotesFile
    home: Section | None
    places: tuple[Section | None, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections that the notes are about: their home, then others where passages stand."""
        found = (self.home, *self.places)
        return tuple({each.id: each for each in found if each}.values())

    @property
    def sha256(self) -> str:
        """The hash of all text that the notes are about now; empty where there is none."""
        return text_hash(*self.sections) if self.sections else ""

    @property
    def is_fresh(self) -> bool:
        """Whether that is the text that they were accepted for."""
        return bool(self.sections) and self.file.sha256 == self.sha256

    @property
    def lost(self) -> tuple[PassageNote, ...]:
        """Passages that are not in the text any more, and that nobody let go."""
        pairs = zip(self.file.passage, self.places, strict=True)
        return tuple(passage for passage, place in pairs if not place and not passage.gone)

    @property
    def is_let_go(self) -> bool:
        """Whether nothing of them can be found, and that is known."""
        return not self.sections and not self.lost

    def holder(self, quote: str) -> Section | None:
        """The section of theirs in which these words stand, if one does."""
        return next((each for each in self.sections if quote in each.text), None)


def follow(notes: Sequence[tuple[Path, NotesFile]], sections: Sequence[Section]) -> list[Followed]:
    """Find what all the notes of a corpus are about, in its sections as they are now.

    What is found for some leaves fewer sections for the others: so they are looked for until no
    more is found, as they would be if each were accepted in turn.
    """
    unchanged = _same_text([file for _, file in notes], sections)
    taken = {number: section.id for number, section in unchanged.items()}
    while True:
        followed = [
            in_section(path, file, unchanged[number])
            if number in unchanged
            else _by_quotes(path, file, _free(sections, taken, number), sections)
            for number, (path, file) in enumerate(notes)
        ]
        found = {
            number: own.sections[0].id
            for number, own in enumerate(followed)
            if number not in taken and len(own.sections) == 1 and not own.lost
        }
        if not found:
            return followed
        taken |= found


def _free(sections: Sequence[Section], taken: Mapping[int, str], number: int) -> list[Section]:
    """The sections that no notes but those of this number are about."""
    others = {section_id for other, section_id in taken.items() if other != number}
    return [section for section in sections if section.id not in others]


def in_section(path: Path, file: NotesFile, section: Section) -> Followed:
    """Notes as being about this section and no other."""
    places = [section if passage.quote in section.text else None for passage in file.passage]
    return Followed(path, file, section, tuple(places))


def document_id(section_id: str) -> str:
    """The document that a section is of, which may not be there."""
    return section_id.partition("/")[0]


def holders(words: str, named: str, *pools: Sequence[Section]) -> list[Section]:
    """The sections that have these words, which once stood in the section named so.

    Those of the same document go before all others, and those of an earlier pool before those of a
    later one.
    """
    found = [[section for section in pool if words in section.text] for pool in pools]
    own = [[each for each in pool if each.document_id == document_id(named)] for pool in found]
    return next(filter(None, (*own, *found)), [])


def holder(words: str, named: str, sections: Sequence[Section]) -> Section | None:
    """The section named so if it has these words, or else the only one that does."""
    found = holders(words, named, sections)
    own = next((section for section in found if section.id == named), None)
    return own or (found[0] if len(found) == 1 else None)


def start_holder(
    start: PassageStart, followed: Sequence[Followed], sections: Sequence[Section]
) -> Section | None:
    """The section in which a passage begins that a question of several passages names.

    It is one that the notes of its section are about, or the only one that has its words.
    """
    about = (own.holder(start.quote) for own in followed if own.file.section == start.section)
    return next(filter(None, about), None) or holder(start.quote, start.section, sections)


def _same_text(files: Sequence[NotesFile], sections: Sequence[Section]) -> dict[int, Section]:
    """The section with the very text of notes, by their number.

    Of several it is one of their document, if that has any, with the most similar id; none is given
    twice as long as there are others.
    """
    with_hash: dict[str, list[Section]] = defaultdict(list)
    for section in sections:
        with_hash[text_hash(section)].append(section)
    pairs = [
        (number, section)
        for number, file in enumerate(files)
        for found in [with_hash.get(file.sha256, [])]
        for section in _of_document(file, found) or _elsewhere(file, found, sections)
    ]
    pairs.sort(key=lambda pair: _likeness(files[pair[0]].section, pair[1].id), reverse=True)
    found: dict[int, Section] = {}
    taken: set[str] = set()
    for number, section in pairs:
        if number not in found and section.id not in taken:
            found[number] = section
            taken.add(section.id)
    for number, section in pairs:  # of two that said the same one went
        found.setdefault(number, section)
    return found


def _elsewhere(
    file: NotesFile, found: Sequence[Section], sections: Sequence[Section]
) -> Sequence[Section]:
    """Sections of any document, unless that of the notes has something of them.

    Another edition of a document may have much of its text.
    """
    own = _of_document(file, sections)
    is_there = any(each.quote in section.text for section in own for each in file.passage)
    return () if is_there else found


def _of_document(file: NotesFile, sections: Sequence[Section]) -> list[Section]:
    own = document_id(file.section)
    return [section for section in sections if section.document_id == own]


def _by_quotes(
    path: Path, file: NotesFile, free: Sequence[Section], sections: Sequence[Section]
) -> Followed:
    """Notes whose text changed; what nobody has notes of (`free`) goes before what somebody has."""
    around = _elsewhere(file, sections, sections) or _of_document(file, sections)
    own = {section.id for section in around}
    inside = [section for section in free if section.id in own]
    held = [holders(passage.quote, file.section, inside, around) for passage in file.passage]
    home = _home(file, held, around)
    places = [
        home if home and passage.quote in home.text else (found[0] if len(found) == 1 else None)
        for passage, found in zip(file.passage, held, strict=True)
    ]
    return Followed(path, file, home, tuple(places))


def _home(
    file: NotesFile, held: Sequence[Sequence[Section]], sections: Sequence[Section]
) -> Section | None:
    """The section that holds most of the quotes, or else the one of the same id."""
    letters = {section.id: 0 for section in sections if section.id == file.section}
    for passage, found in zip(file.passage, held, strict=True):
        for section in found:
            if len(found) == 1 or section.id == file.section:
                letters[section.id] = letters.get(section.id, 0) + len(passage.quote)
    best = max(
        letters, key=lambda each: (letters[each], *_likeness(file.section, each)), default=""
    )
    return next((section for section in sections if section.id == best), None)


def _likeness(one: str, other: str) -> tuple[bool, float]:
    """How alike two ids are: of one document, and the share of headings that they have in order."""
    matcher = SequenceMatcher(None, one.split("/"), other.split("/"), autojunk=False)
    return document_id(one) == document_id(other), matcher.ratio()
