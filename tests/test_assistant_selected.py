"""What our own rules make of a prepared question: an answer, what may be one, or none."""

from dataclasses import replace

import pytest
from index_fakes import section, source

from assistant.answer.answer import Answer, Author, NoticeKind, Outcome
from assistant.answer.cite import Draft
from assistant.answer.evidence import Evidence, evidence_of
from assistant.answer.extract import MAX_OF_OTHERS, MIN_ODDS
from assistant.answer.notices import not_found
from assistant.answer.prepared import Prepared
from assistant.answer.ruled import LEAST_IN_DOUBT, OTHERS_MARGIN, PERHAPS_TOLD
from assistant.answer.selected import without_model
from ingest.corpus.profile import neutral_profile
from ingest.index.beside import Beside

TEXT = "\n\n".join(f"Een {who} helpt het gezin." for who in ("oom", "tante", "buur", "vriend"))
GUIDE = source("gids")


def likely(text: str = TEXT) -> list[Evidence]:
    return [replace(item, odds=1.0) for item in evidence_of(section("hulp", text), GUIDE)]


def prepared(
    support: float, weighed: list[Evidence], *whole: Draft, question: str = "Wie helpt?"
) -> Prepared:
    refusal = (not_found("een collega"),)
    blank = Answer(
        question, question, Outcome.NOT_FOUND, (), (), (), refusal, support,
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
    assert PERHAPS_TOLD == MAX_OF_OTHERS == 2


def of(source_id: str, text: str, odds: float) -> Evidence:
    own = section(text, text, document=source_id)
    return replace(evidence_of(own, source(source_id))[0], odds=odds)


def told_in_doubt(*weighed: Evidence) -> list[str]:
    asked = replace(
        prepared(-0.01, list(weighed)), sources={e.source.id: e.source for e in weighed}
    )
    return [each.text for each in without_model(asked).sentences]


@pytest.mark.parametrize(
    ("best", "other", "is_told"),
    [
        (-0.1, -0.1 - OTHERS_MARGIN, True),
        (-0.1, -0.2 - OTHERS_MARGIN, False),
        (-1.0, LEAST_IN_DOUBT, True),
        (-1.0, LEAST_IN_DOUBT - 0.1, False),
    ],
)
def test_in_doubt_what_other_publications_say_is_told_instead_of_more_of_one(
    best: float, other: float, *, is_told: bool
) -> None:
    first, own = of("gids", "Een oom helpt thuis.", best), of("gids", "Tante kookt graag.", best)
    others = [of(each, f"In {each} staat dit.", other) for each in ("folder", "kaart", "boek")]
    told = told_in_doubt(first, own, *others)
    expected = [each.text for each in others[:MAX_OF_OTHERS]] if is_told else [own.text]
    assert told == [first.text, *expected]


def test_in_doubt_an_earlier_edition_is_no_other_document() -> None:
    earlier = replace(source("oud"), superseded_by="gids")
    first, old = (
        of("gids", "Een oom helpt thuis.", -0.1),
        of("oud", "Een oom helpt thuis niet.", -0.2),
    )
    next_best = of("gids", "Tante kookt graag.", -0.3)
    told = told_in_doubt(first, next_best, replace(old, source=earlier))
    assert told == [first.text, next_best.text]


def test_in_doubt_more_of_the_same_is_told_only_if_it_is_likely() -> None:
    first = of("gids", "Een oom helpt thuis.", -0.1)
    for odds, count in ((MIN_ODDS, 2), (MIN_ODDS - 0.1, 1)):
        assert len(told_in_doubt(first, of("gids", "Tante kookt graag.", odds))) == count


def titled(text: str, missing: str, odds: float) -> Evidence:
    lost = replace(section("lijst", text), missing=missing)
    return replace(evidence_of(lost, GUIDE)[0], odds=odds)


@pytest.mark.parametrize(
    ("text", "missing", "outcome"),
    [
        ("Wat een gezin nodig heeft", "De lijst.", "not_found"),
        ("Wat een gezin nodig heeft", "", "answered"),
        ("Wat een gezin nodig heeft.", "De lijst.", "answered"),
        ("- moed\n- geduld", "Het plaatje.", "answered"),
    ],
)
def test_the_title_of_what_was_lost_is_no_answer(text: str, missing: str, outcome: str) -> None:
    item = titled(text, missing, 2.0)
    assert without_model(prepared(1.0, [item])).outcome == outcome


def test_the_title_of_what_was_lost_is_told_beside_nothing() -> None:
    best, *others = likely()
    lost = titled("Wat een gezin nodig heeft", "De lijst.", 0.9)
    answer = without_model(prepared(1.0, [best, lost, *others]))
    assert lost.text not in [each.text for each in answer.sentences]
    assert len(answer.sentences) == 4


def test_without_evidence_there_is_no_answer() -> None:
    answer = without_model(prepared(-0.01, []))
    assert (answer.outcome, answer.sentences) == (Outcome.NOT_FOUND, ())
    assert [each.kind for each in answer.notices] == [NoticeKind.NOT_FOUND]


def test_a_whole_that_was_found_is_told_whatever_else_speaks_for_it() -> None:
    item = likely()[0]
    answer = without_model(prepared(-5.0, [], Draft(item.text, (item,), "Ooms")))
    assert answer.outcome is Outcome.ANSWERED
    assert [(each.text, each.under) for each in answer.sentences] == [(item.text, "Ooms")]


@pytest.mark.parametrize("support", [1.0, -0.01])
def test_without_the_fact_that_a_question_asks_for_there_is_no_answer(support: float) -> None:
    """What is near and has no number would be taken for an answer."""
    answer = without_model(prepared(support, likely(), question="Hoe vaak komt oom?"))
    assert (answer.outcome, answer.sentences) == (Outcome.NOT_FOUND, ())
    assert [each.kind for each in answer.notices] == [NoticeKind.NOT_FOUND, NoticeKind.MISSING]
    assert "hoe vaak" in answer.notices[1].text


def test_with_that_fact_there_is() -> None:
    often = likely("Een oom helpt het gezin elke week een dag.")
    answer = without_model(prepared(1.0, often, question="Hoe vaak komt oom?"))
    assert answer.outcome is Outcome.ANSWERED
    assert NoticeKind.MISSING not in {each.kind for each in answer.notices}


def test_where_more_is_asked_it_is_said_what_is_missing() -> None:
    asked = "Wat doet een oom voor het gezin en hoe vaak komt hij dan?"
    answer = without_model(prepared(1.0, likely(), question=asked))
    assert answer.outcome is Outcome.ANSWERED
    assert "hoe vaak" in next(
        each.text for each in answer.notices if each.kind is NoticeKind.MISSING
    )
