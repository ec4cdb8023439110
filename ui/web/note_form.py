"""Notes of a section -> fields that people can change, each beside its passage; and back.

The questions of a passage stand in one field, each on a line. Where some sentences answer it and
not the whole passage, their numbers stand behind it: `Wie past er op? [1, 2]`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ingest.corpus.notes import AskedNote, PassageNote, SectionNotes
from ingest.text.document import Section
from ingest.text.errors import SteunwijzerError
from ingest.text.sentences import sentence_spans
from ui import texts_pages
from ui.web.number import whole_number

_LINE: Final = re.compile(r"(.+?)\s*\[([\d\s,]+)\]")
_NUMBER: Final = re.compile(r"\d+")
_TERMS: Final = re.compile(r"[;\n]+")


@dataclass(frozen=True, slots=True)
class NumberedSentence:
    """A sentence and its number in the passage; 0 where it is of none."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class PassageFields:
    """A passage, and what is said of it, as text; `name` tells its fields from those of others."""

    name: str
    sentences: tuple[NumberedSentence, ...]
    plain: str
    questions: str
    terms: str
    is_kept: bool = True


@dataclass(frozen=True, slots=True)
class NotesForm:
    """The fields of notes: what the section says, and its passages in the order of its text.

    `before` is the text that stands before the first passage.
    """

    plain: str
    before: str
    passages: tuple[PassageFields, ...]


def form_of(section: Section, notes: SectionNotes) -> NotesForm:
    """The fields that show notes of a section; all passages have to be in its text."""
    starts = [section.text.index(each.quote) for each in notes.passage]
    passages = tuple(
        PassageFields(
            f"p{number}",
            _sentences(section, start, min((at for at in starts if at > start), default=None)),
            passage.plain,
            _questions_text(passage),
            "; ".join(passage.terms),
        )
        for number, (start, passage) in enumerate(zip(starts, notes.passage, strict=True), start=1)
    )
    in_order = tuple(passages[at] for at in sorted(range(len(starts)), key=starts.__getitem__))
    return NotesForm(notes.plain, section.text[: min(starts)].strip(), in_order)


def with_typed(form: NotesForm, typed: Mapping[str, str]) -> NotesForm:
    """The same fields with what somebody typed in them."""
    passages = tuple(
        PassageFields(
            each.name,
            each.sentences,
            typed.get(f"{each.name}-gewoon", ""),
            typed.get(f"{each.name}-vragen", ""),
            typed.get(f"{each.name}-termen", ""),
            bool(typed.get(f"{each.name}-houd")),
        )
        for each in form.passages
    )
    return NotesForm(typed.get("gewoon", ""), form.before, passages)


def notes_of(draft: SectionNotes, form: NotesForm) -> SectionNotes:
    """The notes that the fields of a draft say now.

    Raises:
        SteunwijzerError: something is missing, or no passage is kept.
    """
    fields = {each.name: each for each in form.passages}
    passages = tuple(
        _passage(number, passage, fields[f"p{number}"])
        for number, passage in enumerate(draft.passage, start=1)
        if fields[f"p{number}"].is_kept
    )
    if not passages:
        raise SteunwijzerError(*texts_pages.NO_PASSAGE_KEPT)
    if not form.plain.strip():
        raise SteunwijzerError(*texts_pages.NO_PLAIN)
    return SectionNotes(plain=_one_line(form.plain), passage=passages)


def _passage(number: int, passage: PassageNote, fields: PassageFields) -> PassageNote:
    questions, asked = _questions(fields.questions)
    if not questions and not asked:
        raise SteunwijzerError(*texts_pages.no_question_at(number))
    if not fields.plain.strip():
        raise SteunwijzerError(*texts_pages.NO_PLAIN)
    terms = filter(None, map(_one_line, _TERMS.split(fields.terms)))
    return PassageNote(
        quote=passage.quote,
        plain=_one_line(fields.plain),
        terms=tuple(dict.fromkeys(terms)),
        questions=questions,
        asked=asked,
        gone=passage.gone,
    )


def _questions_text(passage: PassageNote) -> str:
    lines = list(passage.questions)
    for asked in passage.asked:
        told = ", ".join(map(str, asked.told))
        lines += [f"{question} [{told}]" for question in asked.questions]
    return "\n".join(lines)


def _questions(text: str) -> tuple[tuple[str, ...], tuple[AskedNote, ...]]:
    """The questions that the whole passage answers, and those that some of its sentences do."""
    whole: dict[str, None] = {}
    by_told: dict[tuple[int, ...], dict[str, None]] = {}
    for line in filter(None, map(_one_line, text.splitlines())):
        question, told = _told(line)
        (by_told.setdefault(told, {}) if told else whole)[question] = None
    asked = (AskedNote(told=told, questions=tuple(own)) for told, own in by_told.items())
    return tuple(whole), tuple(asked)


def _told(line: str) -> tuple[str, tuple[int, ...]]:
    """A question, and the numbers behind it; none where the whole passage answers it."""
    found = _LINE.fullmatch(line)
    numbers = [whole_number(each) for each in _NUMBER.findall(found[2])] if found else []
    # What no passage has so many sentences for is part of the question.
    if found is None or None in numbers:
        return line, ()
    return found[1], tuple(filter(None, numbers))


def _sentences(section: Section, start: int, end: int | None) -> tuple[NumberedSentence, ...]:
    """The sentences that begin in a passage; what follows each up to the next goes with it."""
    stop = len(section.text) if end is None else end
    own = [span.start for span in sentence_spans(section.text) if start <= span.start < stop]
    ends = [*own[1:], stop]
    return tuple(
        NumberedSentence(number, section.text[at:until])
        for number, (at, until) in enumerate(zip(own, ends, strict=True), start=1)
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
