"""What is told of a question in parts: each in its order, once, and what is not there is said."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from index_fakes import section, source
from questions_in_parts import IN_PARTS

from assistant.answer.answer import Answer, NoticeKind, Outcome
from assistant.answer.cite import Draft
from assistant.answer.evidence import Evidence, evidence_of
from assistant.answer.in_parts import MOST_WORDS
from assistant.answer.notices import not_found
from assistant.answer.prepared import Prepared, PreparedPart
from assistant.answer.selected import without_model
from assistant.assistant import Assistant
from assistant.question.follow_up import Turn
from assistant.question.parts import QuestionPart
from ingest.corpus.profile import neutral_profile
from ingest.index.beside import Beside
from ingest.text.settings import Settings

GUIDE = source("gids")
TEXT = "\n\n".join(f"De {who} helpt het gezin vaak." for who in ("oom", "tante", "buur"))
OOM, TANTE, BUUR = evidence_of(section("hulp", TEXT), GUIDE)


def prepared(support: float, *weighed: Evidence, question: str = "Wie helpt?") -> Prepared:
    likely = tuple(replace(item, odds=3.0 - place) for place, item in enumerate(weighed))
    blank = Answer(
        question, question, Outcome.NOT_FOUND, (), (), (), (not_found("een collega"),), support,
        weighed=likely,
    )  # fmt: skip
    return Prepared(blank, (), neutral_profile(), {GUIDE.id: GUIDE}, Beside((), ()))


def part(asked: str, support: float, *weighed: Evidence, on_topic: bool = True) -> PreparedPart:
    own = QuestionPart(asked, asked, asked)
    return PreparedPart(own, prepared(support, *weighed, question=asked), on_topic)


def answer_to(whole: Prepared, *parts: PreparedPart) -> Answer:
    return without_model(replace(whole, parts=parts))


def under(answer: Answer) -> list[tuple[str, str]]:
    return [(each.under, each.text.split()[1]) for each in answer.sentences]


def unsaid(answer: Answer) -> list[str]:
    return [each.text for each in answer.notices if each.kind is NoticeKind.MISSING]


REFUSED = prepared(-2.0)


def test_where_nothing_answers_all_each_part_is_told_in_the_order_asked() -> None:
    for first, second in ((OOM, TANTE), (TANTE, OOM)):
        answer = answer_to(REFUSED, part("Een?", 1.0, first), part("Twee?", 1.0, second))
        told = [("Een?", first.text.split()[1]), ("Twee?", second.text.split()[1])]
        assert (answer.outcome, under(answer)) == (Outcome.ANSWERED, told)
        assert unsaid(answer) == []
        assert NoticeKind.NOT_FOUND not in {each.kind for each in answer.notices}


def test_a_part_without_an_answer_is_named_and_the_other_is_told() -> None:
    answer = answer_to(REFUSED, part("Een?", 1.0, OOM), part("Twee?", -2.0))
    assert under(answer) == [("", "oom")]
    assert unsaid(answer) == ["Over “Twee?” vind ik niets in de bronnen."]


def test_a_part_that_may_be_answered_is_said_to_be_no_more() -> None:
    answer = answer_to(REFUSED, part("Een?", 1.0, OOM), part("Twee?", -0.1, TANTE))
    assert under(answer) == [("Een?", "oom"), ("Twee?", "tante")]
    assert unsaid(answer) == ["Op “Twee?” vind ik geen duidelijk antwoord."]


def test_where_no_part_is_answered_the_refusal_stands() -> None:
    answer = answer_to(REFUSED, part("Een?", -2.0), part("Twee?", -0.1, OOM))
    assert answer == REFUSED.blank


def test_a_later_part_stands_by_itself_only_if_it_is_about_the_first() -> None:
    first, later = part("Een?", -2.0), part("Twee?", 1.0, OOM)
    assert unsaid(answer_to(REFUSED, first, later)) == ["Over “Een?” vind ik niets in de bronnen."]
    astray = later._replace(is_on_topic=False)
    assert answer_to(REFUSED, first, astray) == REFUSED.blank
    assert answer_to(REFUSED, first, part("En?", -2.0), later) == REFUSED.blank


def test_parts_of_a_case_that_is_refused_are_refused() -> None:
    of_case = [
        each._replace(part=replace(each.part, has_case=True))
        for each in (part("Een?", 1.0, OOM), part("Twee?", 1.0, TANTE))
    ]
    assert answer_to(REFUSED, *of_case) == REFUSED.blank


def test_what_answers_all_is_told_under_the_part_that_it_answers() -> None:
    whole = prepared(1.0, BUUR, OOM, TANTE)
    answer = answer_to(whole, part("Een?", 1.0, TANTE), part("Twee?", 1.0, OOM, BUUR))
    assert under(answer) == [("Een?", "tante"), ("Twee?", "oom"), ("Twee?", "buur")]
    assert answer.support == 1.0


def test_a_part_that_it_leaves_out_is_added_in_its_place() -> None:
    parts = part("Een?", 1.0, TANTE), part("Twee?", 1.0, OOM)
    answer = answer_to(prepared(1.0, OOM), *parts)
    assert under(answer) == [("Een?", "tante"), ("Twee?", "oom")]


def test_parts_with_one_answer_have_one_answer() -> None:
    whole = prepared(1.0, OOM, TANTE)
    answer = answer_to(whole, part("Een?", 1.0, OOM), part("Twee?", 1.0, OOM))
    assert answer == without_model(whole)


def test_of_three_parts_those_with_one_answer_are_told_together() -> None:
    one, other, again = part("a?", 1.0, OOM), part("b?", 1.0, TANTE), part("c?", 1.0, OOM)
    answer = answer_to(REFUSED, one, other, again)
    assert under(answer) == [("a? c?", "oom"), ("b?", "tante")]


def test_where_parts_know_another_answer_that_to_all_stays() -> None:
    whole = prepared(1.0, BUUR)
    answer = answer_to(whole, part("Een?", 1.0, OOM), part("Twee?", -2.0))
    assert under(answer) == [("", "buur")]
    assert unsaid(answer) == ["Over “Twee?” vind ik niets in de bronnen."]


def test_what_may_answer_all_says_of_which_part_there_is_nothing() -> None:
    whole = prepared(-0.1, BUUR)
    answer = answer_to(whole, part("Een?", -2.0), part("Twee?", -0.1, BUUR))
    assert (answer.outcome, under(answer)) == (Outcome.PERHAPS, [("", "buur")])
    assert unsaid(answer) == ["Over “Een?” vind ik niets in de bronnen."]


def test_what_is_said_of_one_of_two_things_does_not_tell_which() -> None:
    sides = [
        each._replace(part=replace(each.part, is_side=True))
        for each in (part("Een?", 1.0, OOM), part("Twee?", 1.0, TANTE), part("Twee?", -2.0))
    ]
    assert answer_to(REFUSED, sides[0], sides[2]) == REFUSED.blank
    assert under(answer_to(REFUSED, *sides[:2])) == [("Een?", "oom"), ("Twee?", "tante")]
    assert under(answer_to(prepared(1.0, OOM), *sides[:2])) == [("", "oom")]


def test_a_list_that_leaves_no_room_is_not_told_of_a_part() -> None:
    long = " ".join(["woord"] * 100)
    items = evidence_of(section("lijst", f"Een {long}."), GUIDE)
    as_list = replace(items[0], is_list=True)
    answer = answer_to(REFUSED, part("Een?", 1.0, as_list, OOM), part("Twee?", 1.0, TANTE))
    assert under(answer) == [("Een?", "oom"), ("Twee?", "tante")]


def test_all_of_a_kind_is_told_of_a_part_only_where_it_is_sure() -> None:
    first, later = part("Een?", 1.0, OOM), part("Twee?", -2.0)
    whole = replace(later.prepared, whole=(Draft(TANTE.text, (TANTE,)),))
    answer = answer_to(REFUSED, first, later._replace(prepared=whole))
    assert unsaid(answer) == ["Over “Twee?” vind ik niets in de bronnen."]
    sure = replace(whole, blank=replace(whole.blank, support=1.0))
    answer = answer_to(REFUSED, first, later._replace(prepared=sure))
    assert under(answer) == [("Een?", "oom"), ("Twee?", "tante")]


@pytest.fixture(scope="module")
def assistant(handreiking: Settings) -> Iterator[Assistant]:
    with closing(Assistant(handreiking)) as opened:
        yield opened


def test_of_the_handreiking_both_parts_are_told(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Wat is het verschil tussen een maatje en een mentor, en wie begeleidt de koppeling?"
    )
    first, *_, last = answer.sentences
    assert (first.under, last.under) == (
        "Wat is het verschil tussen een maatje en een mentor?",
        "Wie begeleidt de koppeling?",
    )
    assert "Maatjes" in first.text
    assert "coördinator" in last.text


@pytest.mark.parametrize(
    ("question", "told", "missing"),
    [
        ("Wat is een steunouder en wie betaalt dat?", "vrijwilliger", "Wie betaalt dat?"),
        ("hoe werkt buurtgezinnen en wat kost het de gemeente", "gekoppeld", "Wat kost het"),
        (
            "hoe vind ik iemand in het netwerk, en moet die een VOG hebben?",
            "iemand kent die",
            "Moet die een VOG hebben?",
        ),
    ],
)
def test_of_the_handreiking_what_is_not_there_is_named(
    assistant: Assistant, question: str, told: str, missing: str
) -> None:
    answer = assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert told in " ".join(each.text for each in answer.sentences)
    assert [missing in each for each in unsaid(answer)] == [True]


def test_where_the_handreiking_answers_no_part_it_is_the_usual_refusal(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("is een JIM verplicht en hoe lang duurt het")
    assert answer.outcome is Outcome.NOT_FOUND
    assert unsaid(answer) == []


def test_what_is_about_something_else_does_not_answer_a_later_part(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Hoeveel weken duurt Families First en hoe vaak komt er dan iemand over de vloer?"
    )
    assert answer.outcome is Outcome.NOT_FOUND


STEP = Turn("Wat is een steunouder?", "Een steunouder is een vrijwilliger.")


@pytest.mark.parametrize(
    ("question", "history"),
    [
        ("Hij slaat haar nu! Wat is een steunouder en wie betaalt dat?", []),
        ("Moet dit kind weg bij moeder of kan het daar blijven?", []),
        ("En wie betaalt dat en wie regelt dat?", [STEP]),
        ("Hoe betrek ik vader en moeder bij het plan?", []),
    ],
)
def test_danger_decisions_and_follow_ups_are_one_question(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, question: str, history: list[Turn]
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("assistant.answer.looked_up._part", fail)
    assistant.ask(question, history)
    with pytest.raises(AssertionError):
        assistant.ask("Wat is een steunouder en wie betaalt dat?")


def test_a_name_in_a_part_is_masked(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Wat is een steunouder? En moet Pietje de Vries, geboren 3-4-2012, een VOG hebben?"
    )
    assert unsaid(answer)
    assert not any("Pietje" in each or "2012" in each for each in unsaid(answer))


def test_answers_in_parts_stay_short(assistant: Assistant) -> None:
    answers = [assistant.ask(question) for question, _ in IN_PARTS]
    lengths = sorted(
        words
        for each in answers
        if (words := len(" ".join(s.text for s in each.sentences).split()))
    )
    assert lengths[len(lengths) // 2] <= 70
    assert lengths[-1] <= MOST_WORDS
