"""A question, and words of the passage that answers it -> a draft that says so; asked from now on.

Readers asked the question and were not helped. The draft waits for somebody to look at it, and the
question is kept with that passage among the evaluator's own.
"""

from pathlib import Path
from typing import Final

from assistant.draft.read import quote_at
from eval.tables import as_typed, read_table, write_table
from ingest.corpus.notes import PassageNote, SectionNotes
from ingest.text.document import Section
from ingest.text.errors import SteunwijzerError, why
from ingest.text.normal import one_line
from ingest.text.sentences import sentence_spans
from ui import texts_pages

READERS_SET: Final = "vragen-van-lezers.csv"
"""Among the own sets of the evaluator."""


def with_question(
    section: Section, known: SectionNotes | None, words: str, question: str
) -> SectionNotes:
    """What is known of a section and also that the passage with these words answers a question.

    It is that of the notes in which the words begin, or else a new one from their sentence on.

    Raises:
        SteunwijzerError: the words are not in the section.
    """
    at = _begin(section, words)
    passages = list(known.passage if known else ())
    starts = {section.text.find(each.quote): number for number, each in enumerate(passages)}
    before = [start for start in starts if 0 <= start <= at]
    if before:
        number = starts[max(before)]
        asked = dict.fromkeys((*passages[number].questions, question))
        passages[number] = passages[number].model_copy(update={"questions": tuple(asked)})
    else:
        passages.insert(0, _passage(section, at, question))
    return SectionNotes(plain=known.plain if known else passages[0].plain, passage=tuple(passages))


def sentence_with(section: Section, words: str) -> str:
    """The sentence in which these words begin, on one line.

    Raises:
        SteunwijzerError: the words are not in the section.
    """
    return _sentence(section, _begin(section, words))


def keep_for_measuring(folder: Path, question: str, passage: str) -> None:
    """Add a question and the words that answer it to the readers' own in a folder, once.

    Raises:
        SteunwijzerError: what is there is no table, or it cannot be written.
    """
    path = folder / READERS_SET
    rows = [dict(row) for row in read_table(path).to_dict("records")] if path.exists() else []
    if any(as_typed(str(row.get("vraag"))) == question for row in rows):
        return
    row = {"vraag": question, "beantwoord": "ja", "passage": passage}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_table(path, [*({str(key): own[key] for key in own} for own in rows), row])
    except OSError as error:
        raise SteunwijzerError(*texts_pages.set_unkept(READERS_SET, why(error))) from error


def _begin(section: Section, words: str) -> int:
    """Where the sentence begins in which these words begin."""
    at = section.text.find(words) if words else -1
    starts = [span.start for span in sentence_spans(section.text) if span.start <= at]
    if not starts:
        raise SteunwijzerError(*texts_pages.NO_PASSAGE)
    return starts[-1]


def _passage(section: Section, at: int, question: str) -> PassageNote:
    quote = quote_at(section, at)
    if not quote:
        raise SteunwijzerError(*texts_pages.NO_PASSAGE)
    plain = _sentence(section, at)
    return PassageNote(quote=quote, plain=plain, terms=(), questions=(question,))


def _sentence(section: Section, at: int) -> str:
    """The sentence that begins there, on one line."""
    span = next(span for span in sentence_spans(section.text) if span.start == at)
    return one_line(section.text[at : span.end]).strip()
