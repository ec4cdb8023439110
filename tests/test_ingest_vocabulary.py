"""The words of a corpus: what it knows, how rare each is, and where it has them."""

import math
from pathlib import Path

import pytest
from index_fakes import annotation, annotations, content, place, section

from ingest.index.content import Content
from ingest.index.vocabulary import Vocabulary
from ingest.text.document import Chunk
from ingest.text.place import Place
from ingest.text.words import stem

AID = section("hulp", "Een steunouder vangt een kind op.", headings=("Vormen", "Steunouders"))
WARD = section("voogd", "Een burgervoogd beslist over een kind.", headings=())
KNOWN = annotations(annotation(place(WARD), {"Wie tekent?": ()}, "handtekening"))
CONTENT = content(AID, WARD, annotations=KNOWN, terms=(("oppas", "steunouder"),))


@pytest.fixture
def words() -> Vocabulary:
    return Vocabulary.build(CONTENT)


def rarity(holding: int, texts: int = 2) -> float:
    return math.log1p((texts - holding + 0.5) / (holding + 0.5))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Wat doet een steunouedr?", "Wat doet een steunouder?"),
        ("Zet een handteekning", "Zet een handtekening"),  # annotations have it
        ("De oppas en een steunoduer", "De oppas en een steunouder"),
        ("Een steunoma van Steunouedr", "Een steunoma van Steunouedr"),
    ],
)
def test_typing_errors_are_mended_by_the_words_it_knows(
    words: Vocabulary, typed: str, meant: str
) -> None:
    assert words.mended(typed) == meant


def test_a_term_is_as_rare_as_few_chunks_hold_it(words: Vocabulary) -> None:
    assert words.rarities("Beslist een kind over raketten?") == pytest.approx(
        {stem("beslist"): rarity(1), stem("kind"): rarity(2), stem("raketten"): rarity(0)}
    )


def test_what_annotations_say_makes_a_term_no_less_rare(words: Vocabulary) -> None:
    assert words.rarities("handtekening")[stem("handtekening")] == rarity(0)


@pytest.mark.parametrize(
    "word",
    [
        "burgervoogd",  # of the text
        "burgervoogden",  # in another form
        "vormen",  # of a heading
        "handtekening",  # of an annotation
        "oppas",  # of what people say
    ],
)
def test_a_word_is_known_from_wherever_the_corpus_has_it(words: Vocabulary, word: str) -> None:
    assert words.knows(word)


def test_a_word_for_what_the_corpus_does_not_have_is_not_known() -> None:
    terms = (("oom", "burgervoogd"), ("hut", "boomhut"), ("weg", "kind raket"))
    words = Vocabulary.build(content(WARD, terms=terms))
    assert words.knows("oom")
    assert not words.knows("hut")
    assert not words.knows("weg")


def test_a_compound_is_known_by_its_parts_and_a_strange_word_not() -> None:
    words = Vocabulary.build(
        content(section("a", "De steun van een ouder, en rust voor wie zorgt"))
    )
    assert words.knows("steunouder")
    assert not words.knows("raket")


def test_a_chunk_has_the_terms_of_its_text_and_of_all_headings_above_it(words: Vocabulary) -> None:
    [first, second] = CONTENT.chunks
    assert {stem("steunouder"), stem("vormen"), stem("kind")} <= words.terms_of(first)
    assert stem("steunouders") in words.terms_of(first)
    assert words.terms_of(second) == set(words.lexicon.terms(WARD.text))


def test_a_place_has_the_terms_of_its_own_words_alone(words: Vocabulary) -> None:
    assert words.terms_at(place(AID, "vangt een kind")) == set(words.lexicon.terms("vangt kind"))


def test_a_section_is_named_by_its_own_heading_and_not_by_those_above(words: Vocabulary) -> None:
    assert words.heading_terms(AID.id) == words.rarities("Steunouders")
    assert words.heading_terms(WARD.id) == {}


def remembered(words: Vocabulary) -> int:
    caches = (words.terms_at, words.heading_terms, words.above)
    return sum(each.cache_info().currsize for each in caches)


def test_terms_are_remembered_of_places_and_never_of_what_is_asked(words: Vocabulary) -> None:
    before = remembered(words)
    for text in ("Mijn buurvrouw Janny Jansma drinkt", "voogd", "kind"):
        words.rarities(text)
        words.widened(text)
        words.knows(text)
    assert remembered(words) == before == 0
    words.terms_of(CONTENT.chunks[0])
    assert remembered(words) == 2
    words.terms_of(CONTENT.chunks[0])
    assert remembered(words) == 2
    assert "janny" not in repr(words.lexicon._remembered)


def test_what_is_remembered_of_a_place_is_told_again(words: Vocabulary) -> None:
    for _ in range(2):
        for chunk in CONTENT.chunks:
            assert words.terms_at(chunk.place) == set(words.lexicon.terms(chunk.text))


def same(one: Vocabulary, other: Vocabulary, own: Content, question: str) -> bool:
    chunks: tuple[Chunk, ...] = own.chunks
    return (
        one.rarities(question) == other.rarities(question)
        and one.widened(question) == other.widened(question)
        and [one.terms_of(each) for each in chunks] == [other.terms_of(each) for each in chunks]
        and [one.knows(word) for word in question.split()]
        == [other.knows(word) for word in question.split()]
    )


def test_a_vocabulary_reads_what_it_kept(words: Vocabulary, tmp_path: Path) -> None:
    words.save(tmp_path / "words")
    opened = Vocabulary.open(tmp_path / "words", CONTENT)
    assert same(words, opened, CONTENT, "burgervoogden oppas handtekening raket steunouder")
    assert opened.text.scores("kind").tolist() == words.text.scores("kind").tolist()


def test_a_place_of_no_words_has_no_terms(words: Vocabulary) -> None:
    assert words.terms_at(Place(AID.id, 0, 0)) == frozenset()
