"""A snapshot -> chunks and what stands for them: rows, questions, words, names."""

from dataclasses import replace

import pytest
from index_fakes import annotation, annotations, content, place, section, snapshot, source
from pydantic import ValidationError

from ingest.corpus.annotations import Annotations, AnswerPart, Synthesis
from ingest.corpus.plain import plain_snapshot
from ingest.index.content import content_json, content_of, known_names, represented
from ingest.index.represent import Part
from ingest.text.document import Kind, Section
from ingest.text.place import Place

AID = section("hulp", "Een steunouder vangt op. Hij helpt mee.", headings=("Vormen", "Hulp"))
WARD = section("voogd", "Een burgervoogd beslist.", headings=())
LAW = section("recht", "De rechter benoemt.", document="wet")
LONG = section("lang", "\n\n".join(f"Alinea {n}. " + "Nog een zin. " * 60 for n in range(3)))


def passage(where: Section, words: str = "", **asked: tuple[Place, ...]) -> Annotations:
    return annotations(
        annotation(place(where, words), {f"{each}?": told for each, told in asked.items()}, "term")
    )


def test_every_sentence_of_every_section_lies_in_a_chunk_with_a_row() -> None:
    own = content(AID, WARD, LAW)
    assert [chunk.text for chunk in own.chunks] == [AID.text, WARD.text, LAW.text]
    spoken = [
        (row.part, row.place.span.of(section.text))
        for row in own.rows
        for section in (AID, WARD, LAW)
        if section.id == row.place.section_id
    ]
    assert spoken[:3] == [
        (Part.CHUNK, AID.text),
        (Part.SENTENCE, "Een steunouder vangt op."),
        (Part.SENTENCE, "Hij helpt mee."),
    ]


def test_documents_and_texts_stand_in_the_order_of_the_chunks() -> None:
    own = content(AID, WARD, LAW, annotations=passage(WARD, wie=()))
    assert own.documents() == ["gids", "gids", "wet"]
    assert own.positions() == {chunk.id: place for place, chunk in enumerate(own.chunks)}
    assert own.texts() == [f"Vormen Hulp {AID.text}", WARD.text, f"Recht {LAW.text}"]
    assert own.document_texts() == [f"Vormen Hulp {AID.text} {WARD.text}", f"Recht {LAW.text}"]


def test_what_annotations_say_is_searched_and_is_no_text() -> None:
    own = content(AID, WARD, annotations=passage(WARD, wie=()))
    assert own.words == {own.chunks[1].id: "In gewone woorden. wie? term"}
    assert own.annotated_texts() == [own.texts()[0], f"{WARD.text} In gewone woorden. wie? term"]


def test_a_question_belongs_to_the_chunks_and_the_passage_that_answer_it() -> None:
    told = place(AID, "Hij helpt mee.")
    own = content(AID, WARD, annotations=passage(AID, wie=(told,), wat=()))
    assert [(row.text, row.chunk_ids, row.passages, row.told) for row in own.questions] == [
        ("wie?", (own.chunks[0].id,), (0,), (told,)),
        ("wat?", (own.chunks[0].id,), (0,), ()),
    ]
    assert [row.place for row in own.passages] == [place(AID)]
    assert own.is_annotated
    assert not content(AID).is_annotated


def test_a_passage_over_several_chunks_lies_in_each_that_it_touches() -> None:
    own = content(LONG, annotations=passage(LONG, "Alinea 1. ", wie=()))
    assert len(own.chunks) == 3
    assert own.passages[0].chunk_ids == (own.chunks[1].id,)
    whole = content(LONG, annotations=passage(LONG, wie=()))
    assert whole.passages[0].chunk_ids == tuple(chunk.id for chunk in whole.chunks)
    assert set(whole.words) == {chunk.id for chunk in whole.chunks}


def test_a_question_of_several_sections_belongs_to_the_passages_that_hold_its_parts() -> None:
    parts = (
        AnswerPart(place(AID, "Hij"), (place(AID, "Hij helpt mee."),)),
        AnswerPart(place(LAW, "De rechter"), ()),
    )
    both = Annotations(passage(AID, wie=()).passages, (Synthesis("Samen?", parts),), (), ())
    own = content(AID, WARD, LAW, annotations=both)
    row = own.questions[-1]
    assert (row.id, row.text, row.passages) == ("s0", "Samen?", (0,))
    assert row.chunk_ids == (own.chunks[0].id, own.chunks[2].id)
    assert row.told == (place(AID, "Hij helpt mee."),)
    assert own.words[own.chunks[2].id] == "Samen?"
    assert own.words[own.chunks[0].id].endswith("Samen?")


def test_a_question_whose_passage_lies_in_no_chunk_is_left_out() -> None:
    nowhere = annotation(Place(AID.id, 500, 600), {"Wie?": ()})
    own = content(AID, annotations=annotations(nowhere))
    assert (own.questions, own.is_annotated) == ((), False)
    assert own.passages[0].chunk_ids == ()


def test_headings_are_asked_for_by_name_where_there_is_what_has_no_answer() -> None:
    unanswered = annotations(unanswered=["Wat kost dat?"])
    assert content(AID, LAW, AID).names == ()
    assert content(AID, LAW, WARD, annotations=unanswered).names == (
        *("Hulp", "Wat is Hulp?", "Wat houdt Hulp in?", "Wat zegt de tekst over Hulp?"),
        *("Recht", "Wat is Recht?", "Wat houdt Recht in?", "Wat zegt de tekst over Recht?"),
    )


def test_content_is_read_as_it_was_written_and_equal_content_gives_equal_bytes() -> None:
    own = content(AID, WARD, LAW, annotations=passage(AID, wie=(place(AID, "Hij helpt mee."),)))
    assert content_of(content_json(own)) == own
    again = content(AID, WARD, LAW, annotations=passage(AID, wie=(place(AID, "Hij helpt mee."),)))
    assert content_json(again) == content_json(own)
    with pytest.raises(ValidationError):
        content_of(content_json(own).replace(b'"told"', b'"tell"'))


def test_names_of_people_stand_in_titles_publishers_headings_voices_and_texts() -> None:
    quote = Section(
        "gids/c", "gids", ("Jan de Boer",), Kind.QUOTE, "Saad (20)", "", (), "Ik ken Micha."
    )
    given = snapshot(quote)
    own = represented(replace(given, sources=(replace(source("gids"), publisher="Piet Bos"),)))
    assert list(known_names(own)) == ["Gids. Piet Bos", "Jan de Boer. Saad (20). Ik ken Micha."]


def test_texts_of_which_nothing_is_known_have_no_questions_contacts_or_terms() -> None:
    plain = plain_snapshot((source("gids"),), (AID,))
    own = represented(plain)
    assert (own.questions, own.passages, own.names, own.words) == ((), (), (), {})
    assert (plain.terms, plain.safety.contacts, plain.annotations.unanswered) == ((), (), ())
    assert plain.profile.subject == "Gids"
