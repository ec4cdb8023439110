"""Each ranking signal on its own, against scores that were worked out by hand."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_fakes import annotation, annotations, content, place, query, section

from ingest.corpus.fitted import SignalWeights
from ingest.index.content import Content
from ingest.index.matcher import NEVER, Matcher
from ingest.index.query import Query
from ingest.index.represent import Part
from ingest.index.signals import words as words_signal
from ingest.index.signals.chunk import ChunkSignal
from ingest.index.signals.document import DocumentSignal, numbered
from ingest.index.signals.document_words import DocumentWordsSignal
from ingest.index.signals.every import SIGNALS
from ingest.index.signals.grams import GramsSignal
from ingest.index.signals.matcher import SYNTHESIS_WEIGHT, MatcherSignal, examples
from ingest.index.signals.questions import QuestionsSignal
from ingest.index.signals.sentence import SentenceSignal
from ingest.index.signals.signal import Basis, Scale, Scored, Signal
from ingest.index.signals.words import WordsSignal, best_of
from ingest.index.vocabulary import Vocabulary

AID = section("hulp", "Een steunouder vangt een kind op. Hij helpt bij huiswerk.")
WARD = section("voogd", "Een burgervoogd beslist over een kind.")
LAW = section("recht", "De rechter benoemt een voogd.", document="wet")
KNOWN = annotations(
    annotation(place(AID), {"Wie vangt op?": (), "Wie helpt?": (), "Wie past op?": ()}),
    annotation(place(WARD), {"Wie beslist?": ()}),
)
PLAIN = content(AID, WARD, LAW)
ANNOTATED = content(AID, WARD, LAW, annotations=KNOWN)
NO_VECTORS = np.zeros((0, 2), dtype=np.float32)
NAN = pytest.approx(math.nan, nan_ok=True)


def rows(*parts: Part) -> list[int]:
    """The numbers of the vectors of some parts, in the order of the text."""
    return [number for number, row in enumerate(PLAIN.rows) if row.part in parts]


def told(scored: Scored) -> tuple[list[float], set[int]]:
    return [round(float(score), 4) for score in scored.scores], set(scored.proposed.tolist())


CHUNKS = rows(Part.CHUNK)
SENTENCES = rows(Part.SENTENCE)


def test_the_texts_have_the_vectors_that_these_tests_count_on() -> None:
    assert [PLAIN.rows[number].chunk_id for number in CHUNKS] == [
        chunk.id for chunk in PLAIN.chunks
    ]
    owners = [PLAIN.rows[number].chunk_id.split("@")[0] for number in SENTENCES]
    assert owners == [AID.id, AID.id, WARD.id, LAW.id]


def near_text() -> Query:
    """Of the chunks the first and the second were found, of the sentences three of four."""
    return query(
        near={
            SENTENCES[1]: 0.9,
            CHUNKS[0]: 0.8,
            SENTENCES[0]: 0.7,
            SENTENCES[2]: 0.6,
            CHUNKS[1]: 0.5,
        }
    )


def test_a_chunk_scores_the_cosine_of_its_own_vector_and_else_the_last_found() -> None:
    assert told(ChunkSignal(PLAIN).score(near_text())) == ([0.8, 0.5, 0.5], {0, 1})


def test_a_chunk_scores_the_cosine_of_its_best_sentence_and_else_the_last_found() -> None:
    assert told(SentenceSignal(PLAIN).score(near_text())) == ([0.9, 0.6, 0.5], {0, 1})


def test_a_list_counts_as_a_sentence_does() -> None:
    ways = content(section("wegen", "Zo kan het:\n- lopen\n- fietsen"))
    [number] = [nth for nth, row in enumerate(ways.rows) if row.part is Part.LIST]
    found = SentenceSignal(ways).score(query(near={number: 0.9, 0: 0.1}))
    assert told(found) == ([0.9], {0})
    assert told(ChunkSignal(ways).score(query(near={number: 0.9, 0: 0.1}))) == ([0.1], {0})


def test_all_that_is_near_is_proposed_whatever_it_is_of() -> None:
    only = query(near={SENTENCES[3]: 0.4})
    assert told(ChunkSignal(PLAIN).score(only))[1] == {2}
    assert told(SentenceSignal(PLAIN).score(only))[1] == {2}


def test_questions_score_the_mean_of_three_and_what_is_missing_as_near_as_the_last() -> None:
    """The first chunk has three questions of which two were found, the second its only one."""
    near = query(asked={0: 0.9, 3: 0.8, 2: 0.6})
    scores, proposed = told(QuestionsSignal(ANNOTATED).score(near))
    assert scores[:2] == [0.7, round((0.8 + 0.6 + 0.6) / 3, 4)]
    assert scores[2] == NAN
    assert proposed == {0, 1}


def test_a_question_of_several_chunks_counts_for_each() -> None:
    long = section("lang", "\n\n".join(f"Alinea {n}. " + "Nog een zin. " * 60 for n in range(2)))
    both = annotations(annotation(place(long), {"Wat staat hier?": ()}))
    own = content(long, annotations=both)
    assert len(own.chunks) == 2
    assert told(QuestionsSignal(own).score(query(asked={0: 0.5}))) == ([0.5, 0.5], {0, 1})


def matching(weights: list[list[float]], held: Content = ANNOTATED) -> MatcherSignal:
    """One that was learnt by hand: a row of coefficients for each passage."""
    coefficients = np.asarray(weights, dtype=np.float32)
    mean, none = np.zeros(2, dtype=np.float32), np.zeros(len(weights), dtype=np.float32)
    return MatcherSignal(held, Matcher(coefficients, none, mean))


def test_the_matcher_scores_the_log_probability_of_a_chunks_best_passage() -> None:
    scores, proposed = told(matching([[1, 0], [0, 0]]).score(query(vector=(0.5, 0))))
    likely = math.exp(2) / (math.exp(2) + 1)
    assert scores[:2] == [round(math.log(likely), 4), round(math.log(1 - likely), 4)]
    assert scores[2] == NAN
    assert proposed == {0, 1}


def test_of_two_passages_in_a_chunk_the_likelier_counts() -> None:
    first, second = place(AID, "Een steunouder vangt een kind op."), place(AID, "Hij helpt bij")
    two = annotations(
        annotation(first, {"Wie vangt op?": ()}), annotation(second, {"Wie helpt?": ()})
    )
    signal = matching([[1, 0], [0, 0]], content(AID, WARD, annotations=two))
    [score, none] = signal.score(query(vector=(0.5, 0))).scores
    assert score == pytest.approx(math.log(math.exp(2) / (math.exp(2) + 1)), abs=1e-4)
    assert math.isnan(none)


def test_what_cannot_be_learnt_of_one_passage_scores_the_same_everywhere() -> None:
    one = content(AID, WARD, annotations=annotations(annotation(place(AID), {"Wie?": ()})))
    rows = np.ones((len(one.rows), 2), dtype=np.float32)
    signal = MatcherSignal.build(one, rows, rows[:1], Vocabulary.build(one))
    scores, proposed = told(signal.score(query()))
    assert (scores[0], proposed) == (0.0, {0})
    assert scores[1] == NAN


def test_the_matcher_learns_from_questions_and_from_the_sentences_of_passages() -> None:
    vectors = np.arange(2 * len(ANNOTATED.rows), dtype=np.float32).reshape(-1, 2)
    asked = -np.arange(2 * len(ANNOTATED.questions), dtype=np.float32).reshape(-1, 2)
    questions, sentences = examples(ANNOTATED, vectors, asked)
    assert [(each.passage, each.weight) for each in questions] == [
        (0, 1.0),
        (0, 1.0),
        (0, 1.0),
        (1, 1.0),
    ]
    assert [each.vector.tolist() for each in questions] == asked.tolist()
    assert [each.passage for each in sentences] == [0, 0, 1]
    assert [each.vector.tolist() for each in sentences] == [
        vectors[number].tolist() for number in SENTENCES[:3]
    ]


def test_a_question_of_several_passages_is_shared_among_them() -> None:
    shared = ANNOTATED.questions[0]
    row = type(shared)("s0", "Wie doet wat?", shared.chunk_ids, (0, 1), ())
    several = Content(ANNOTATED.snapshot, ANNOTATED.chunks, (), ANNOTATED.passages, (row,), (), {})
    questions, _ = examples(several, NO_VECTORS, np.ones((1, 2), dtype=np.float32))
    assert [(each.passage, each.weight) for each in questions] == [
        (0, SYNTHESIS_WEIGHT / 2),
        (1, SYNTHESIS_WEIGHT / 2),
    ]


def test_a_sentence_belongs_to_the_last_passage_that_has_begun() -> None:
    later = place(AID, "Hij helpt bij huiswerk.")
    own = content(AID, annotations=annotations(annotation(later, {"Wie helpt?": ()})))
    _, sentences = examples(own, np.ones((len(own.rows), 2)), np.ones((1, 2)))
    assert [each.passage for each in sentences] == [0, 0]  # before the first it is the first
    first = place(AID, "Een steunouder vangt een kind op.")
    both = annotations(annotation(first, {"Wie?": ()}), annotation(later, {"Wie helpt?": ()}))
    own = content(AID, annotations=both)
    _, sentences = examples(own, np.ones((len(own.rows), 2)), np.ones((2, 2)))
    assert [each.passage for each in sentences] == [0, 1]


WORDS = Vocabulary.build(PLAIN)


def built(kind: type[Signal], own: Content = PLAIN) -> Signal:
    return kind.build(own, NO_VECTORS, NO_VECTORS, Vocabulary.build(own))


def test_words_propose_the_chunks_that_hold_one_of_them() -> None:
    scores, proposed = told(built(WordsSignal).score(query("huiswerk", words=WORDS)))
    assert scores[0] > 0
    assert (scores[1:], proposed) == ([0, 0], {0})


def test_words_of_annotations_help_to_find_a_chunk() -> None:
    known = annotations(annotation(place(WARD), {"Wie tekent?": ()}, "handtekening"))
    signal = built(WordsSignal, content(AID, WARD, annotations=known))
    assert told(signal.score(query("handtekening")))[1] == {1}


def test_words_are_searched_with_the_terms_for_them_and_letters_as_they_stand() -> None:
    lay = content(AID, WARD, LAW, terms=(("oppas", "steunouder"),))
    words = Vocabulary.build(lay)
    asked = query("oppas", words=words)
    assert asked.widened == "oppas steunouder"
    assert told(built(WordsSignal, lay).score(asked))[1] == {0}
    assert told(built(DocumentWordsSignal, lay).score(asked))[0][0] > 0
    assert told(built(GramsSignal, lay).score(asked))[1] == set()


def test_letters_find_a_word_in_spite_of_a_typing_error() -> None:
    asked = query("burgervogd", words=WORDS)
    assert told(built(WordsSignal).score(asked))[1] == set()
    assert built(GramsSignal).score(asked).scores.argmax() == 1


def test_a_document_scores_the_cosine_with_the_mean_of_its_chunks_and_proposes_none() -> None:
    vectors = np.full((len(PLAIN.rows), 2), 9, dtype=np.float32)  # sentences do not count
    vectors[CHUNKS] = [[1, 0], [0.6, 0.8], [0, 1]]
    signal = DocumentSignal.build(PLAIN, vectors, NO_VECTORS, WORDS)
    mean = 1.6 / math.hypot(1.6, 0.8)
    asked = query(vector=(1, 0))
    assert told(signal.score(asked)) == ([round(mean, 4)] * 2 + [0.0], set())
    # By what text is held against, and not by what questions are.
    elsewhere = replace(asked, vector=np.asarray((0, 1), np.float32))
    assert told(signal.score(elsewhere)) == told(signal.score(asked))


def test_a_chunk_scores_the_words_of_its_document_and_no_chunk_is_proposed() -> None:
    scores, proposed = told(built(DocumentWordsSignal).score(query("huiswerk")))
    assert scores[0] == scores[1] > 0
    assert (scores[2], proposed) == (0, set())


def test_documents_are_numbered_as_they_first_come() -> None:
    assert numbered(["b", "a", "b", "c"]).tolist() == [0, 1, 0, 2]


@pytest.mark.parametrize("kind", SIGNALS)
def test_a_signal_reads_what_it_kept(kind: type[Signal], tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(len(ANNOTATED.rows), 2)).astype(np.float32)
    asked = rng.normal(size=(len(ANNOTATED.questions), 2)).astype(np.float32)
    words = Vocabulary.build(ANNOTATED)
    made = kind.build(ANNOTATED, rows, asked, words)
    made.save(tmp_path)
    opened = kind.open(tmp_path, ANNOTATED, words)
    question = query(
        "wie vangt een kind op", words=words, near={0: 0.9, 1: 0.4}, asked={0: 0.9, 3: 0.2}
    )
    before, after = made.score(question), opened.score(question)
    assert np.array_equal(before.scores, after.scores, equal_nan=True)
    assert before.scores.shape == (3,)
    assert before.scores.dtype == np.float32
    assert sorted(before.proposed.tolist()) == sorted(after.proposed.tolist())


def test_every_signal_has_a_weight_and_every_weight_a_signal() -> None:
    assert [kind.name for kind in SIGNALS] == list(SignalWeights.model_fields)


def test_a_signal_goes_by_meaning_or_by_words() -> None:
    by_words = {kind.name for kind in SIGNALS if kind.basis is Basis.WORDS}
    assert by_words == {"words", "grams", "document_words"}


def test_of_many_chunks_with_a_word_the_best_are_proposed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(words_signal, "PROPOSED", 3)
    scores = np.asarray([0, 5, 1, 0, 3, 2, 4], dtype=np.float32)
    assert set(best_of(scores).tolist()) == {1, 4, 6}
    assert set(best_of(scores[:5]).tolist()) == {1, 2, 4}


def test_never_is_below_any_chance_that_is_left() -> None:
    assert math.exp(NEVER) < 1e-12


@given(st.lists(st.floats(-5, 5, width=32), min_size=1, max_size=9), st.floats(-3, 3))
def test_a_scale_gives_deviations_from_its_mean(values: list[float], mean: float) -> None:
    found = Scale(mean=mean, deviation=0.5).of(np.asarray(values, dtype=np.float32))
    assert found == pytest.approx([(each - mean) / 0.5 for each in values], abs=1e-3)


def test_what_does_not_differ_has_no_scale_and_what_is_unknown_stays_so() -> None:
    scores = np.asarray([0.3, math.nan], dtype=np.float32)
    assert Scale(mean=0.1, deviation=1e-5).of(scores).tolist() == [0, 0]
    assert Scale(mean=0.1, deviation=0.1).of(scores) == pytest.approx([2, math.nan], nan_ok=True)
