"""A question and its gold -> the notices that belong with its answer."""

from collections.abc import Mapping

from assistant.answer.answer import NoticeKind
from eval.benchmark import CARE, Question
from ingest.text.document import Section, Source, Standing, SummaryStanding


def due_notices(
    question: Question, sections: Mapping[str, Section], sources: Mapping[str, Source]
) -> frozenset[str]:
    """The notices that belong with an answer to a question.

    Where all its gold is of what is out of date, or of persons, the reader must hear it.
    """
    due = set(question.notices)
    if question.kind in CARE:
        due.add(str(question.kind))
    golden = [sections[name] for name in question.gold_sections]
    if {sources[each.document_id].standing for each in golden} == {Standing.SUPERSEDED}:
        due.add(str(NoticeKind.OUTDATED))
    if golden and all(section.voice in sources for section in golden):
        if {sources[section.voice].summary for section in golden} == {SummaryStanding.OUTDATED}:
            due.add(str(NoticeKind.OUTDATED_SUMMARY))
    elif golden and all(section.voice for section in golden):
        due.add(str(NoticeKind.QUOTED_PERSON))
    return frozenset(due)
