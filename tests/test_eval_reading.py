"""What a reader reads of an answer, by word and by sentence."""

import pytest

from assistant.answer.answer import Outcome
from eval.benchmark import Question
from eval.reading import lists_whole, paragraph, reading_scores
from eval.response import Cited, KeptSentence, Response, failed
from ingest.text.document import Kind, Section
from ingest.text.place import Place

FIRST = "Een steunouder vangt een kind op."
SECOND = "Dat gebeurt een dag per week."
THIRD = "De ouders hebben dan tijd voor zichzelf."
LIST = "- Oma helpt.\n- De buurman past op.\n- De juf luistert."
TEXT = f"{FIRST} {SECOND} {THIRD}\n\n{LIST}"
SECTIONS = {"s": Section("s", "gids", ("Steun",), Kind.BODY, "", "", (), TEXT)}


def asked(*quotes: str, useful: tuple[str, ...] = ()) -> Question:
    gold = [{"section": "s", "quote": each, "vital": each not in useful} for each in quotes]
    record = {"id": "q", "split": "dev", "kind": "fact", "question": "Wat?", "gold": gold}
    checked = {"by": "iemand", "how": "gelezen"}
    return Question.model_validate(record | {"answer": "Dit.", "checked": checked})


def told(*sentences: str, joined: bool = False) -> Response:
    """An answer of these sentences, each with a citation of its own, or all with one."""
    starts = [TEXT.index(each) for each in sentences]
    ends = [start + len(each) for start, each in zip(starts, sentences, strict=True)]
    if joined:
        starts, ends = [min(starts)] * len(starts), [max(ends)] * len(ends)
    numbers = [1] * len(sentences) if joined else list(range(1, len(sentences) + 1))
    cited = {
        number: Cited(section="s", start=start, end=end, text=TEXT[start:end], number=number)
        for number, start, end in zip(numbers, starts, ends, strict=True)
    }
    return failed("q", "Wat?", "").model_copy(
        update={
            "outcome": Outcome.ANSWERED,
            "sentences": tuple(
                KeptSentence(text=each, citations=(number,))
                for each, number in zip(sentences, numbers, strict=True)
            ),
            "citations": tuple(cited.values()),
        }
    )


def scores(question: Question, response: Response) -> dict[str, float]:
    return reading_scores(question, response, SECTIONS)


def test_an_answer_that_is_the_gold_scores_all() -> None:
    found = scores(asked(FIRST), told(FIRST))
    assert found == {
        "essentials": 1,
        "complete": 1,
        "first_on_point": 1,
        "on_point": 1,
        "in_context": 1,
        "words": 6,
    }


def test_a_refusal_tells_nothing_and_has_no_words_to_judge() -> None:
    found = scores(asked(FIRST), failed("q", "Wat?", ""))
    assert found == {"essentials": 0, "complete": 0, "first_on_point": 0}


@pytest.mark.parametrize("joined", [True, False])
def test_how_sentences_are_joined_into_citations_changes_nothing(joined: bool) -> None:
    found = scores(asked(FIRST), told(FIRST, SECOND, joined=joined))
    assert found["on_point"] == pytest.approx(6 / 12)
    assert found["words"] == 12


def test_a_quote_is_told_by_half_of_its_words_and_not_by_less() -> None:
    half, less = FIRST[: FIRST.index(" vangt") + 6], FIRST[: FIRST.index(" vangt")]
    assert scores(asked(FIRST), told(half))["essentials"] == 1
    assert scores(asked(FIRST), told(less))["essentials"] == 0


def test_what_is_only_useful_is_not_missed() -> None:
    question = asked(FIRST, THIRD, useful=(THIRD,))
    assert scores(question, told(FIRST))["complete"] == 1
    assert scores(asked(FIRST, THIRD), told(FIRST))["essentials"] == 0.5
    assert scores(asked(FIRST, THIRD), told(FIRST))["complete"] == 0
    assert scores(question, told(FIRST, THIRD))["on_point"] == 1


@pytest.mark.parametrize(
    ("sentences", "expected"), [((FIRST, THIRD), 1), ((THIRD, FIRST), 0), ((LIST,), 0)]
)
def test_what_is_read_first_counts(sentences: tuple[str, ...], expected: int) -> None:
    assert scores(asked(FIRST), told(*sentences))["first_on_point"] == expected


def test_of_a_list_the_first_item_is_read_first() -> None:
    assert scores(asked("Oma helpt."), told(LIST))["first_on_point"] == 1
    assert scores(asked("De juf luistert."), told(LIST))["first_on_point"] == 0


def test_the_paragraph_of_the_gold_is_its_context() -> None:
    found = scores(asked(SECOND), told(FIRST))
    assert (found["on_point"], found["in_context"]) == (0, 1)
    assert scores(asked("Oma helpt."), told(FIRST))["in_context"] == 0


def test_a_sentence_in_other_words_stands_for_what_it_cites() -> None:
    response = told(FIRST)
    own = response.sentences[0].model_copy(update={"text": "Een vrijwilliger helpt."})
    found = scores(asked(FIRST), response.model_copy(update={"sentences": (own,)}))
    assert (found["essentials"], found["words"]) == (1, 6)


@pytest.mark.parametrize("quote", [FIRST, THIRD, "Oma helpt.", LIST])
def test_a_paragraph_ends_at_a_blank_line(quote: str) -> None:
    start = TEXT.index(quote)
    found = paragraph(Place("s", start, start + len(quote)), SECTIONS)
    assert found.span.of(TEXT) in (LIST, f"{FIRST} {SECOND} {THIRD}")
    assert Place("s", start, start + len(quote)).is_within(found)


@pytest.mark.parametrize(
    ("sentences", "share"),
    [
        ((LIST,), 1),
        (("Oma helpt.", "De buurman past op.", "De juf luistert."), 1),
        ((FIRST, "De buurman past op."), 0),
        ((FIRST, SECOND), None),
    ],
)
def test_a_list_is_shown_whole_or_not_at_all(
    sentences: tuple[str, ...], share: float | None
) -> None:
    assert lists_whole(told(*sentences), SECTIONS) == share


def test_what_is_not_shown_of_a_citation_does_not_make_a_list_whole() -> None:
    cited = told("Oma helpt.", "De juf luistert.", joined=True)
    assert lists_whole(cited, SECTIONS) == 0
