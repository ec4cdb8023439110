import json

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.answer import Outcome
from eval.benchmark import Question, QuestionKind, gold_place
from eval.measures import (
    Passage,
    answer_scores,
    covered,
    history_scores,
    ranked_sections,
    retrieval_scores,
)
from eval.response import Cited, KeptSentence, Quote, Response, failed
from ingest.text.document import Kind, Section
from ingest.text.place import Place

TEXT = "Eerste zin. Tweede zin. Derde zin."


def section(name: str, text: str = TEXT) -> Section:
    return Section(name, "d", (name,), Kind.BODY, "", "", (), text)


SECTIONS = {name: section(name) for name in "abcdefghijkl"}


def question(
    kind: str = "fact", gold: tuple[tuple[str, str], ...] = (("a", "Tweede zin."),)
) -> Question:
    record = {
        "id": "q",
        "split": "dev",
        "kind": kind,
        "question": "Wat?",
        "gold": [{"section": name, "quote": quote} for name, quote in gold],
        "answer": "Dit.",
        "checked": {"by": "x", "how": "y"},
    }
    return Question.model_validate_json(json.dumps(record))


def whole(name: str) -> Passage:
    return (Place(name, 0, len(TEXT)),)


def response(*cited: tuple[str, int, int], outcome: Outcome = Outcome.ANSWERED) -> Response:
    citations = tuple(
        Cited(number=number, section=name, start=start, end=end, text=TEXT[start:end])
        for number, (name, start, end) in enumerate(cited, start=1)
    )
    return Response(
        id="q",
        searched="Wat?",
        outcome=outcome,
        sentences=tuple(
            KeptSentence(text=each.text, citations=(each.number,)) for each in citations
        ),
        citations=citations,
        notices=(),
        passages=(),
        support=1.0,
        elapsed_ms=1.0,
    )


def test_ranks_count_sections_and_not_passages() -> None:
    ranking = [whole("b"), whole("b"), whole("a")]
    scores = retrieval_scores([question()], {"q": ranking}, SECTIONS)["q"]
    assert scores["MRR"] == 0.5
    assert (scores["R@1"], scores["R@5"]) == (0, 1)
    assert scores["nDCG@10"] == pytest.approx(0.6309, abs=1e-4)


def test_several_gold_sections_share_recall() -> None:
    asked = question(gold=(("a", "Tweede zin."), ("b", "Derde zin.")))
    scores = retrieval_scores([asked], {"q": [whole("a"), whole("c")]}, SECTIONS)["q"]
    assert (scores["R@1"], scores["R@10"], scores["coverage@5"]) == (0.5, 0.5, 0.5)


def test_a_question_that_found_nothing_scores_zero() -> None:
    scores = retrieval_scores([question()], {"q": []}, SECTIONS)["q"]
    assert set(scores) == {"nDCG@10", "R@1", "R@5", "R@10", "MRR", "coverage@5"}
    assert set(scores.values()) == {0.0}


def test_a_question_without_gold_has_no_retrieval_scores() -> None:
    assert retrieval_scores([question("far_off", ())], {"q": [whole("a")]}, SECTIONS) == {}


def test_a_passage_over_several_sections_stands_for_the_gold_it_touches() -> None:
    passage = (Place("b", 0, 30), Place("a", 0, 15))
    gold = [Place("a", 12, 23)]
    assert ranked_sections([passage], gold) == ["a"]
    assert ranked_sections([passage], [Place("a", 15, 23)]) == ["b"]


def test_a_quote_is_covered_by_passages_taken_together() -> None:
    gold = [Place("a", 0, 23)]
    first, second = (Place("a", 0, 11),), (Place("a", 12, 34),)
    assert covered(gold, [first], SECTIONS) == 0
    assert covered(gold, [first, second], SECTIONS) == 1


names = st.sampled_from(sorted(SECTIONS))


@given(st.lists(names, max_size=12), st.lists(names, min_size=1, max_size=3, unique=True))
def test_scores_lie_between_zero_and_one_and_agree_with_ir_measures(
    ranking: list[str], gold: list[str]
) -> None:
    asked = question(gold=tuple((name, "Tweede zin.") for name in gold))
    found = retrieval_scores([asked], {"q": [whole(name) for name in ranking]}, SECTIONS)["q"]
    assert all(0 <= score <= 1 for score in found.values())
    distinct = list(dict.fromkeys(ranking))
    qrels = [ir_measures.Qrel("q", name, 1) for name in gold]
    run = [ir_measures.ScoredDoc("q", name, -float(rank)) for rank, name in enumerate(distinct)]
    expected = ir_measures.calc_aggregate([ir_measures.nDCG @ 10, ir_measures.RR], qrels, run)
    assert found["nDCG@10"] == pytest.approx(expected[ir_measures.nDCG @ 10])
    assert found["MRR"] == pytest.approx(expected[ir_measures.RR])


@given(st.permutations(sorted(SECTIONS)))
def test_putting_the_gold_first_is_perfect(ranking: list[str]) -> None:
    first = ["a", *(name for name in ranking if name != "a")]
    scores = retrieval_scores([question()], {"q": [whole(name) for name in first]}, SECTIONS)["q"]
    assert set(scores.values()) == {1.0}


def test_citations_are_right_if_they_touch_the_gold() -> None:
    scores = answer_scores(question(), response(("a", 12, 23), ("b", 0, 11)), SECTIONS, frozenset())
    assert scores["citation_precision"] == 0.5
    assert (scores["citation_recall"], scores["citation_hit"]) == (1, 1)
    assert (scores["answered"], scores["answers_right"]) == (1, 1)
    assert (scores["exact_quotes"], scores["cited_sentences"]) == (1, 1)


def test_a_refused_or_failed_question_with_an_answer_scores_zero() -> None:
    for said in (response(outcome=Outcome.NOT_FOUND), failed("q", "Wat?", "Stuk.")):
        scores = answer_scores(question(), said, SECTIONS, frozenset())
        assert scores["answered"] == scores["citation_precision"] == scores["citation_hit"] == 0
        assert "citation_hit_answered" not in scores
        assert "answers_right" not in scores


def test_an_answer_to_what_has_none_is_wrong() -> None:
    asked = question("near_miss", ())
    said = answer_scores(asked, response(("a", 0, 11)), SECTIONS, frozenset())
    assert (said["refused"], said["answers_right"]) == (0, 0)
    refused = answer_scores(asked, response(outcome=Outcome.NOT_FOUND), SECTIONS, frozenset())
    assert refused["refused"] == 1
    assert "answered" not in refused


def test_a_failed_question_is_not_rightly_refused() -> None:
    asked = question("near_miss", ())
    assert answer_scores(asked, failed("q", "Wat?", "Stuk."), SECTIONS, frozenset()) == {
        "refused": 0.0
    }


def test_where_care_comes_first_no_outcome_is_wrong() -> None:
    scores = answer_scores(question("danger", ()), response(), SECTIONS, frozenset({"danger"}))
    assert scores == {"notices": 0.0}


def test_a_retyped_quote_and_a_bare_sentence_are_seen() -> None:
    said = response(("a", 0, 11))
    retyped = said.citations[0].model_copy(update={"text": "Eerste zin!"})
    bare = KeptSentence(text="Zomaar.", citations=())
    broken = said.model_copy(update={"citations": (retyped,), "sentences": (*said.sentences, bare)})
    scores = answer_scores(question(), broken, SECTIONS, frozenset())
    assert (scores["exact_quotes"], scores["cited_sentences"]) == (0, 0.5)


def test_personal_data_that_comes_back_anywhere_is_seen() -> None:
    own = question(gold=()).model_copy(update={"kind": QuestionKind.PERSONAL_DATA})
    own = own.model_copy(update={"question": "Kees Vis belt", "secrets": ("Kees Vis",)})
    hidden = response(("a", 0, 11)).model_copy(update={"searched": "[naam] belt"})
    searched = hidden.model_copy(update={"searched": "Kees Vis belt"})
    shown = hidden.model_copy(update={"shown": "Kees Vis belt"})
    found = [answer_scores(own, each, SECTIONS, frozenset()) for each in (hidden, searched, shown)]
    assert [each["masked"] for each in found] == [1, 0, 0]
    assert "masked" not in answer_scores(question(), hidden, SECTIONS, frozenset())


def test_a_question_that_names_a_guideline_is_answered_from_that_alone() -> None:
    own = question("named_guideline")
    alone, mixed = response(("a", 0, 11)), response(("a", 0, 11), ("b", 0, 11))
    assert answer_scores(own, alone, SECTIONS, frozenset())["from_named"] == 1
    assert answer_scores(own, mixed, SECTIONS, frozenset())["from_named"] == 0
    assert "from_named" not in answer_scores(question(), mixed, SECTIONS, frozenset())


@pytest.mark.parametrize("kind", ["calm", "small_talk", "about_assistant", "danger"])
def test_without_gold_neither_answering_nor_refusing_them_is_wrong(kind: str) -> None:
    own = question(kind, gold=())
    for each in (response(("a", 0, 11)), response(outcome=Outcome.NOT_FOUND)):
        assert not {"refused", "answers_right"} & set(
            answer_scores(own, each, SECTIONS, frozenset())
        )


def test_what_a_named_guideline_does_not_say_is_to_be_refused() -> None:
    own = question("named_guideline", gold=())
    refused = response(outcome=Outcome.NOT_FOUND)
    assert answer_scores(own, refused, SECTIONS, frozenset())["refused"] == 1
    assert answer_scores(own, response(("a", 0, 11)), SECTIONS, frozenset())["refused"] == 0


def false_premise() -> Question:
    own = question()
    correction = {"kind": QuestionKind.FALSE_PREMISE, "gold": (), "correction": own.gold}
    return own.model_copy(update=correction)


def corrected(found: Response) -> float:
    return answer_scores(false_premise(), found, SECTIONS, frozenset())["corrected"]


def test_a_false_premise_is_corrected_where_what_says_so_is_cited_or_shown_as_nearest() -> None:
    gold = gold_place(false_premise().correction[0], SECTIONS)
    cites = (gold.section_id, gold.start, gold.end)
    assert corrected(response(cites)) == 1
    assert corrected(response(("b", 0, 2))) == 0
    near = Quote(section=gold.section_id, start=gold.start, end=gold.end, text="x")
    far = Quote(section="b", start=0, end=2, text="x")
    refused = response(outcome=Outcome.NOT_FOUND)
    third, fourth = (far, far, near), (far, far, far, near)
    assert corrected(refused.model_copy(update={"passages": third})) == 1
    assert corrected(refused.model_copy(update={"passages": fourth})) == 0


def test_history_counts_where_a_question_does_not_find_gold_by_its_own_words() -> None:
    alone = {"a": {"R@5": 0.0}, "b": {"R@5": 0.0}, "c": {"R@5": 0.5}}
    found = {"a": {"R@5": 0.5}, "b": {"R@5": 0.0}, "c": {"R@5": 0.0}, "d": {"R@5": 0.0}}
    assert history_scores(found, alone) == {"a": {"from_history": 1}, "b": {"from_history": 0}}


def test_lists_are_judged_in_any_answer_that_has_one() -> None:
    text = "Wat helpt:\n- Een oom.\n- Een buur."
    sections = {"a": section("a", text)}
    cut = response(("a", 0, 22))
    sentence = KeptSentence(text=text[:22], citations=(1,))
    shown = cut.model_copy(update={"sentences": (sentence,)})
    without_gold = question("near_miss", ())
    found = answer_scores(without_gold, shown, sections, frozenset())
    assert found["lists_whole"] == 0


@pytest.mark.parametrize("kind", ["small_talk", "about_assistant"])
def test_talk_is_met_aptly_by_what_the_assistant_says_of_itself(kind: str) -> None:
    own = question(kind, gold=())
    for outcome in Outcome:
        scores = answer_scores(own, response(outcome=outcome), SECTIONS, frozenset())
        assert scores["apt"] == (outcome is Outcome.ITSELF)
    assert "apt" not in answer_scores(question(), response(), SECTIONS, frozenset())
