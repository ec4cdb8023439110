"""What was said of answers -> rows of a table that can be read as questions of one's own.

The columns vraag, beantwoord, passage and id are those of `eval.own`. Only of an answer that a
reader called right is filled in whether there is an answer, and with which words: of the others
that is for the evaluator to say.
"""

from collections.abc import Callable, Mapping, Sequence

from assistant.answer.answer import Outcome
from ingest.text.document import Section
from ui import texts_feedback
from ui.service.feedback import FeedbackRecord, Opinion

SectionsOf = Callable[[str], Mapping[str, Section]]
"""The sections of a release by its id; none where that is not kept."""


def feedback_rows(
    records: Sequence[FeedbackRecord], sections_of: SectionsOf
) -> list[dict[str, object]]:
    """A row for each answer of which something was said."""
    return [
        {
            "id": each.id,
            "vraag": each.question,
            "beantwoord": _has_answer(each),
            "passage": "\n".join(_quotes(each, sections_of)),
            "oordeel": texts_feedback.NAMES[each.opinion],
            "opmerking": each.remark,
            "uitkomst": texts_feedback.OUTCOMES[each.outcome],
            "geciteerd": "\n".join(f"{at.section} [{at.start}:{at.end}]" for at in each.cited),
            "index": each.release,
            "tijd": each.at,
        }
        for each in records
    ]


def _has_answer(record: FeedbackRecord) -> str:
    if record.opinion is not Opinion.RIGHT:
        return ""
    return "ja" if record.outcome in (Outcome.ANSWERED, Outcome.PERHAPS) else "nee"


def _quotes(record: FeedbackRecord, sections_of: SectionsOf) -> list[str]:
    """The cited words, one passage a line, as far as the text they are from is kept."""
    if record.opinion is not Opinion.RIGHT or not record.cited:
        return []
    sections = sections_of(record.release)
    words = [
        " ".join(sections[at.section].text[at.start : at.end].split())
        for at in record.cited
        if at.section in sections
    ]
    return list(filter(None, words))
