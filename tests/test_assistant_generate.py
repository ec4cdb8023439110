"""Answers worded by a chat model: what is read of its reply, and what of that is given."""

from collections.abc import Iterator

import pytest
from evidence_fakes import evidence, says, section

from assistant.answer.cite import Draft
from assistant.answer.generate import Written, generate, read_sentences, standalone_by_model
from assistant.answer.verify.usage import usage_of
from assistant.answer.verify.verifier import Verifier
from assistant.chat.failure import FailureReason, ModelFailure
from assistant.question.follow_up import Turn
from ingest.corpus.profile import neutral_profile
from ingest.text.words import Lexicon

JIM = section("een", "jim", "Een JIM is een mentor die door de jongere zelf is gekozen.")
AID = section("een", "hulp", "Een steunouder is een vrijwilliger. Hij vangt een kind op.")
WAYS = section("een", "wegen", "Er zijn drie wegen:\n- lopen\n- fietsen\n- varen")
EVIDENCE = [evidence(1, JIM), evidence(2, AID), evidence(3, WAYS, is_list=True)]
PROFILE = neutral_profile()
VERIFIER = Verifier(usage_of(Lexicon.of([JIM.text, AID.text, WAYS.text]), PROFILE))


def drafts(*lines: str) -> list[tuple[Draft, bool]]:
    return list(generate(says("\n".join(lines)), "vraag", EVIDENCE, VERIFIER, PROFILE, 10))


def texts(*lines: str) -> list[str]:
    return [draft.text for draft, _ in drafts(*lines)]


def test_a_carried_sentence_is_given_in_the_models_words() -> None:
    [(draft, is_own)] = drafts("[1] Een JIM is door de jongere zelf gekozen.")
    assert is_own
    assert draft == Draft("Een JIM is door de jongere zelf gekozen.", (EVIDENCE[0],))


def test_what_is_not_carried_is_given_as_the_source_has_it() -> None:
    [(draft, is_own)] = drafts("[1] Een JIM is een mentor die door de rechter is gekozen.")
    assert not is_own
    assert draft.text == JIM.text


@pytest.mark.parametrize("line", ["[9] Een JIM is een mentor.", "Een JIM is een mentor.", "[] x"])
def test_a_sentence_without_evidence_is_dropped(line: str) -> None:
    assert texts(line) == []


def test_a_list_is_given_whole_whatever_the_model_makes_of_it() -> None:
    assert texts("[3] Lopen is een weg.", "[3] Fietsen ook.") == [WAYS.text]


def test_the_same_source_is_not_repeated() -> None:
    assert texts("[1] Onzin over bananen hier.", "[1] Nog meer onzin hier.") == [JIM.text]


def test_sentences_come_before_the_answer_is_whole() -> None:
    def pieces() -> Iterator[str]:
        yield "[1] Eerste zin.\n[2] Twee"
        raise AssertionError("read on")

    assert next(read_sentences(pieces())) == Written("Eerste zin.", (1,))


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_json_is_read_in_pieces_of_any_size(size: int) -> None:
    text = (
        '{"sentences": [{"evidence": [1, 3], "text": "Een } zin."}, {"evidence": [], "text": "b"}]}'
    )
    pieces = (text[at : at + size] for at in range(0, len(text), size))
    assert list(read_sentences(pieces)) == [Written("Een } zin.", (1, 3)), Written("b", ())]


@pytest.mark.parametrize("size", [1, 4, 1000])
def test_lines_are_read_in_pieces_of_any_size(size: int) -> None:
    text = "Natuurlijk!\n[1] Een zin.\n- [2, 3]: Nog een."
    pieces = (text[at : at + size] for at in range(0, len(text), size))
    assert list(read_sentences(pieces)) == [Written("Een zin.", (1,)), Written("Nog een.", (2, 3))]


@pytest.mark.parametrize(
    "text",
    [
        '{"sentences": [{"evidence": [1], "te',
        '{"sentences": [{"evidence": [1], "text": "a"}',
        '{"sentences": [{"evidence": "1", "text": "a"}]}',
        '{"zinnen": []}',
    ],
)
def test_broken_json_is_a_failure(text: str) -> None:
    with pytest.raises(ModelFailure) as failure:
        list(read_sentences([text]))
    assert failure.value.reason is FailureReason.BROKEN


HISTORY = [Turn("Wat is een JIM?", "Een JIM is een mentor.")]


def test_a_follow_up_is_made_to_stand_by_itself() -> None:
    model = says("Wie kiest een JIM?")
    assert standalone_by_model(model, "Wie kiest hem?", HISTORY, 10) == "Wie kiest een JIM?"


@pytest.mark.parametrize(
    "reply", ["Een JIM wordt gekozen.", "Wie kiest een burgervoogd?", "Wie kiest?\nEn hoe?"]
)
def test_a_model_that_makes_another_question_is_not_followed(reply: str) -> None:
    with pytest.raises(ModelFailure):
        standalone_by_model(says(reply), "Wie kiest hem?", HISTORY, 10)
