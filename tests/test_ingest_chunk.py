"""Chunks: slices of their section that cover it, in whole sentences."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.index.chunk import CHUNK_CHARS, STUB_CHARS, chunk
from ingest.index.represent import Part, VectorRow, vector_rows
from ingest.text.document import Chunk, Kind, PageMark, Section
from ingest.text.place import Span
from ingest.text.sentences import list_spans, sentence_spans


def section(text: str) -> Section:
    return Section("doc/a", "doc", ("A",), Kind.BODY, "", "", (PageMark(0, 1),), text)


def rows_of(part: Chunk) -> list[VectorRow]:
    return vector_rows(section(""), part)


def sentences(part: Chunk) -> list[Span]:
    rows = [row for row in rows_of(part) if row.part is Part.SENTENCE]
    return [row.place.span for row in rows]


sentence = st.text(alphabet="abcdé ,", min_size=1, max_size=90).map(lambda s: f"Z{s.strip()}.")
paragraph = st.lists(sentence, min_size=1, max_size=12).map(" ".join)
announced = st.just("Het kan zo:")
listing = st.lists(sentence.map(lambda s: f"- {s}"), min_size=1, max_size=6).map("\n".join)
texts = st.lists(st.one_of(paragraph, listing, announced), min_size=1, max_size=6).map("\n\n".join)


@given(texts)
def test_chunks_are_slices_that_cover_every_sentence_once(text: str) -> None:
    whole = section(text)
    chunks = chunk(whole, chunk_chars=150)
    assert all(text[part.start : part.end] == part.text for part in chunks)
    assert [span for part in chunks for span in sentences(part)] == sentence_spans(text)


@given(texts)
def test_only_a_stub_or_a_single_long_sentence_exceeds_the_limit(text: str) -> None:
    for part in chunk(section(text), chunk_chars=150):
        assert len(part.text) <= 150 + STUB_CHARS or len(sentences(part)) == 1


@given(texts)
def test_ids_of_chunks_and_vectors_are_unique_and_stay_the_same(text: str) -> None:
    chunks = chunk(section(text), chunk_chars=150)
    ids = [row.id for part in chunks for row in rows_of(part)]
    assert len(ids) == len(set(ids))
    assert chunk(section(text), chunk_chars=150) == chunks


def test_a_list_stays_with_the_sentence_that_announces_it() -> None:
    filler = ("Een zin die ruimte vult. " * 10).strip()
    listing = (
        "Het kan op de volgende manieren:\n\n- met praktische steun;\n- met emotionele steun;\n"
    )
    listing += "- met informatie en met een luisterend oor."
    parts = chunk(section(f"{filler}\n\n{listing}"), chunk_chars=len(filler) + 10)
    assert parts[-1].text == listing


def test_a_stub_joins_the_chunk_before_it() -> None:
    text = f"{'Woord ' * 20}einde.\n\nBron: de website"
    assert [part.text for part in chunk(section(text), chunk_chars=130)] == [text]


def test_a_long_paragraph_is_cut_in_equal_pieces() -> None:
    text = " ".join(["Een zin van dertig tekens lang."] * 9)
    assert [len(part.text) for part in chunk(section(text), chunk_chars=250)] == [127, 159]


def test_a_sentence_longer_than_a_chunk_is_not_cut() -> None:
    text = "Woord " * (CHUNK_CHARS // 3) + "einde."
    assert [part.text for part in chunk(section(text))] == [text]


def test_a_chunk_its_sentences_and_its_lists_get_a_vector() -> None:
    text = "Het kan zo:\n\n- praktisch;\n- anders."
    [only] = chunk(section(text))
    assert [(row.part, row.place.span.of(text)) for row in rows_of(only)] == [
        (Part.CHUNK, text),
        (Part.SENTENCE, "Het kan zo:"),
        (Part.SENTENCE, "praktisch;"),
        (Part.SENTENCE, "anders."),
        (Part.LIST, text),
    ]


@given(texts)
def test_the_lists_of_a_chunk_lie_in_the_lists_of_its_section(text: str) -> None:
    wholes = list_spans(text)
    for part in chunk(section(text), chunk_chars=150):
        for row in rows_of(part):
            if row.part is Part.LIST:
                assert any(row.place.span.is_within(whole) for whole in wholes)


def test_a_chunk_and_a_list_are_embedded_behind_their_heading_a_sentence_alone() -> None:
    [only] = chunk(section("Het kan zo:\n\n- praktisch."))
    assert [row.text for row in rows_of(only)] == [
        "A. Het kan zo:\n\n- praktisch.",
        "Het kan zo:",
        "praktisch.",
        "A. Het kan zo:\n\n- praktisch.",
    ]
