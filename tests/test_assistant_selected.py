"""What our own rules make of a prepared question: an answer, what may be one, or none."""

from dataclasses import replace

import pytest
from index_fakes import section, source

from assistant.answer.answer import Answer, Author, NoticeKind, Outcome
from assistant.answer.cite import Draft
from assistant.answer.evidence import Evidence, evidence_of
from assistant.answer.notices import not_found
from assistant.answer.prepared import Prepared
from assistant.answer.selected import PERHAPS_TOLD, without_model
from ingest.corpus.profile import neutral_profile
from ingest.index.beside import Beside

TEXT = "\n\n".join(f"Een {who} helpt het gezin." for who in ("oom", "tante", "buur", "vriend"))
GUIDE = source("gids")


def likely(text: str = TEXT) -> list[Evidence]:
    return [replace(item, odds=1.0) for item in evidence_of(section("hulp", text), GUIDE)]


def prepared(support: float, weighed: list[Evidence], *whole: Draft) -> Prepared:
    refusal = (not_found("een collega"),)
    blank = Answer(
        "Wie helpt?", "Wie helpt?", Outcome.NOT_FOUND, (), (), (), refusal, support,
        weighed=tuple(weighed),
    )  # fmt: skip
    return Prepared(blank, (), neutral_profile(), {GUIDE.id: GUIDE}, Beside((), ()), tuple(whole))


@pytest.mark.parametrize(
    ("support", "outcome", "told"),
    [(0.0, Outcome.ANSWERED, 4), (-0.01, Outcome.PERHAPS, PERHAPS_TOLD)],
)
def test_where_it_is_not_sure_a_little_is_told_and_not_as_an_answer(
    support: float, outcome: Outcome, told: int
) -> None:
    answer = without_model(prepared(support, likely()))
    assert (answer.outcome, len(answer.sentences)) == (outcome, told)
    assert answer.author is Author.SOURCE
    assert NoticeKind.NOT_FOUND not in {each.kind for each in answer.notices}


def test_a_little_is_two_sentences() -> None:
    assert PERHAPS_TOLD == 2


def test_without_evidence_there_is_no_answer() -> None:
    answer = without_model(prepared(-0.01, []))
    assert (answer.outcome, answer.sentences) == (Outcome.NOT_FOUND, ())
    assert [each.kind for each in answer.notices] == [NoticeKind.NOT_FOUND]


def test_a_whole_that_was_found_is_told_whatever_else_speaks_for_it() -> None:
    item = likely()[0]
    answer = without_model(prepared(-5.0, [], Draft(item.text, (item,), "Ooms")))
    assert answer.outcome is Outcome.ANSWERED
    assert [(each.text, each.under) for each in answer.sentences] == [(item.text, "Ooms")]
