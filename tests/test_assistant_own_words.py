"""What a chat model says in own words beside its choice: shown once it has passed, or never."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from evidence_fakes import says, section, source
from test_assistant_selected import prepared

from assistant.answer.answer import Answer, Author, Citation, OwnWords
from assistant.answer.cite import Draft
from assistant.answer.evidence import evidence_of
from assistant.answer.offer import Offer, offered
from assistant.answer.opinion import SecondOpinion, by_model, opinion_of
from assistant.answer.own_prompt import MOST_SENTENCES
from assistant.answer.own_words import LEAST_S, in_own_words, read_own_words
from assistant.answer.prepared import Prepared, told
from assistant.answer.prompt import Message
from assistant.answer.selected import selected
from assistant.chat.asked import Reply
from assistant.chat.condition import UNTRIED, Condition
from assistant.chat.failure import FailureReason, ModelFailure
from ingest.corpus.profile import neutral_profile
from ingest.text.document import Section
from ingest.text.settings import Settings

HELP = section("gids", "hulp", "Een oom kan helpen met school. Een tante helpt met geld.")
CARE = section("gids", "zorg", "Een buur zorgt twee dagen voor de hond.")
GOOD = "Een oom kan bij school helpen."
BAD = "Een oom helpt met school."
OTHER = "Een buur past twee dagen op de hond."
CHOICE = '{"answerable": "yes", "groups": [{"lead": "antwoord", "evidence": [1]}]}'


def reply(*sentences: tuple[str, list[int]]) -> str:
    said = [{"text": text, "evidence": numbers} for text, numbers in sentences]
    return json.dumps({"sentences": said}, ensure_ascii=False)


def ready(*sections: Section) -> tuple[Prepared, Offer]:
    sources = {"gids": source("gids")}
    items = [
        replace(item, odds=1.0) for each in sections for item in evidence_of(each, source("gids"))
    ]
    made = prepared(1.0, items)
    return made, offered(sections, sources, neutral_profile().publications)


def answer_of(*sections: Section) -> Answer:
    made, _ = ready(*sections)
    items = [evidence_of(each, source("gids"))[0] for each in sections]
    return told(made, [Draft(item.text, (item,)) for item in items], Author.MODEL)


def always(verdict: bool, asked: list[str] | None = None) -> SecondOpinion:
    def opinion(text: str, citations: Sequence[Citation], timeout_s: float) -> bool:
        assert timeout_s > 0
        assert citations
        if asked is not None:
            asked.append(text)
        return verdict

    return opinion


def test_what_passes_is_shown_with_its_citations() -> None:
    model = says(reply((GOOD, [1]), (OTHER, [2])))
    assert in_own_words(answer_of(HELP, CARE), model, always(verdict=True), 9) == (
        OwnWords(GOOD, (1,)),
        OwnWords(OTHER, (2,)),
    )


def test_what_is_flagged_is_not_shown_nor_asked_about() -> None:
    asked: list[str] = []
    model = says(reply((BAD, [1]), (OTHER, [2])))
    own = in_own_words(answer_of(HELP, CARE), model, always(verdict=True, asked=asked), 9)
    assert [each.text for each in own] == asked == [OTHER]


def test_what_the_second_opinion_denies_is_not_shown() -> None:
    assert in_own_words(answer_of(HELP), says(reply((GOOD, [1]))), always(verdict=False), 9) == ()


@pytest.mark.parametrize("numbers", [[], [2], [0], [1, 99], ["1"], [True]])
def test_a_sentence_names_passages_of_the_answer_and_no_others(numbers: list[int]) -> None:
    model = says(reply((GOOD, numbers)))
    assert in_own_words(answer_of(HELP), model, always(verdict=True), 9) == ()


def test_a_sentence_is_held_against_what_it_cites_alone() -> None:
    model = says(reply((OTHER, [1])))
    assert in_own_words(answer_of(HELP, CARE), model, always(verdict=True), 9) == ()


def test_no_more_than_three_sentences_are_read_each_once() -> None:
    four = [(f"Zin {n}.", [1]) for n in range(4)]
    assert [each.text for each in read_own_words(reply(*four))] == ["Zin 0.", "Zin 1.", "Zin 2."]
    assert len(read_own_words(reply(four[0], four[0]))) == 1
    assert MOST_SENTENCES == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Een oom kan helpen.",
        "[]",
        '{"sentences": []}',
        '{"sentences": "Een oom kan helpen."}',
        '{"sentences": ["Een oom kan helpen."]}',
        '{"sentences": [{"text": 3, "evidence": [1]}]}',
        '{"sentences": [{"text": "Een oom kan helpen.", "evidence": 1}]}',
        '{"sentences": [{"text": "Een oom kan he',
    ],
)
def test_what_is_no_sentence_with_numbers_is_nothing(text: str) -> None:
    assert read_own_words(text) == ()


def test_json_in_a_fence_is_read_and_marks_are_left_out() -> None:
    text = f"Hier:\n```json\n{reply(('Een oom helpt¹ [1].', [1]))}\n```"
    assert read_own_words(text) == (OwnWords("Een oom helpt.", (1,)),)


def test_without_time_nobody_is_asked() -> None:
    assert in_own_words(answer_of(HELP), says(), always(verdict=True), LEAST_S - 0.1) == ()


def test_a_model_that_fails_leaves_the_answer_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = Reply("", ModelFailure(FailureReason.TIMEOUT))
    monkeypatch.setattr("assistant.answer.own_words.ask", lambda *_: failed)
    assert in_own_words(answer_of(HELP), says(), always(verdict=True), 9) == ()


def grown(opinion: SecondOpinion | None, *replies: str, support: float = 1.0) -> list[Answer]:
    made, offer = ready(HELP, CARE)
    made = replace(made, blank=replace(made.blank, support=support))
    return list(selected(made, offer, says(*replies), (), 9, Condition(UNTRIED), opinion))


def test_own_words_come_after_the_choice_which_stays() -> None:
    plain, choice, whole = grown(always(verdict=True), CHOICE, reply((GOOD, [1])))
    assert [each.is_whole for each in (plain, choice, whole)] == [False, False, True]
    assert [plain.own_words, choice.own_words] == [(), ()]
    assert whole.own_words == (OwnWords(GOOD, (1,)),)
    assert whole.sentences == choice.sentences
    assert (plain.author, choice.author) == (Author.SOURCE, Author.MODEL)


@pytest.mark.parametrize("own", ["", "onzin", reply((BAD, [1]))])
def test_without_own_words_the_choice_is_what_it_would_be(own: str) -> None:
    *_, wanted = grown(always(verdict=True), CHOICE, own)
    *_, plain = grown(None, CHOICE)
    assert wanted == plain


def test_they_are_not_asked_for_unless_wanted() -> None:
    assert [each.own_words for each in grown(None, CHOICE)] == [(), ()]


@pytest.mark.parametrize("choice", ["onzin", '{"answerable": "no"}'])
def test_of_a_choice_that_failed_or_a_no_nothing_is_said(choice: str) -> None:
    *_, answer = grown(always(verdict=True), choice)
    assert answer.own_words == ()


def test_the_opinion_has_the_time_that_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, 4.0, 7.0, 20.0, 20.0])
    monkeypatch.setattr("assistant.answer.own_words.time.monotonic", lambda: next(times))
    given: list[float] = []

    def opinion(_: str, __: Sequence[Citation], timeout_s: float) -> bool:
        given.append(timeout_s)
        return True

    replied = Reply(reply((GOOD, [1]), (OTHER, [2]), ("Een tante helpt met geld.", [1])), None)
    monkeypatch.setattr("assistant.answer.own_words.ask", lambda *_: replied)
    in_own_words(answer_of(HELP, CARE), says(), opinion, 9)
    assert given == [5.0, 2.0]


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ('{"supported": "yes"}', True),
        ('```json\n{"supported": "Ja"}\n```', True),
        ('{"supported": true}', True),
        ('{"supported": "no"}', False),
        ('{"supported": "yes"} {"supported": "no"}', False),
        ('{"supported": "yes, mostly"}', False),
        ('{"oordeel": "yes"}', False),
        ("yes", False),
        ("", False),
    ],
)
def test_only_a_clear_yes_is_one(said: str, verdict: bool) -> None:
    assert by_model(says(said))(GOOD, answer_of(HELP).citations, 9) is verdict


def test_a_yes_that_broke_off_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Reply('{"supported": "yes"}', ModelFailure(FailureReason.CUT_OFF))
    monkeypatch.setattr("assistant.answer.opinion.ask", lambda *_: broken)
    assert not by_model(says())(GOOD, answer_of(HELP).citations, 9)


def test_the_second_opinion_hears_nothing_but_sentence_passages_and_headings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Message] = []

    def ask(_: object, messages: Sequence[Message], *__: object) -> Reply:
        asked.extend(messages)
        return Reply('{"supported": "yes"}', None)

    monkeypatch.setattr("assistant.answer.opinion.ask", ask)
    assert by_model(says())(GOOD, answer_of(HELP).citations, 9)
    assert asked[1] == ("human", f"[1] hulp\nEen oom kan helpen met school.\n\nZin: {GOOD}")


def test_nobody_gives_an_opinion_where_no_own_words_are_wanted(settings: Settings) -> None:
    wanted = settings.model_copy(update={"own_words": True})
    assert opinion_of(settings, says()) is None
    assert opinion_of(wanted, None) is None
    assert opinion_of(wanted, says()) is not None


def test_own_words_are_off_by_default(settings: Settings) -> None:
    assert not settings.own_words
