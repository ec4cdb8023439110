import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from pydantic import ValidationError

from assistant.answer.answer import Answer, OwnWords
from ingest.corpus.contacts import Contact
from ui.record import AnswerRecord, answer_schema, record_of
from ui_fakes import CITATIONS, OUTDATED, VOICE, answered, itself, not_found, unusable

SCHEMA = Path(__file__).parent.parent / "ui" / "answer.schema.json"
ANSWERS = [answered("Wat is een JIM?"), not_found("Hoe is het weer"), itself("Wie ben je?")]


def test_schema_on_disk_is_that_of_the_record() -> None:
    stored = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert stored == answer_schema(), "run: python -m ui.record > ui/answer.schema.json"


@pytest.mark.parametrize("answer", ANSWERS)
def test_records_follow_the_schema(answer: Answer) -> None:
    jsonschema.validate(json.loads(record_of(answer, "a", 12.34).json_line()), answer_schema())


def test_an_unusable_question_follows_the_schema_too() -> None:
    record = record_of(unusable(" "), 7, 0.1)
    jsonschema.validate(json.loads(record.json_line()), answer_schema())
    assert record.notices[0].kind == "unusable_question"


def test_field_names_are_those_of_the_interface() -> None:
    record = json.loads(record_of(ANSWERS[0], 1, 5).json_line())
    assert list(record) == (
        "id question outcome author sentences own_words citations hits notices contacts"
        " elapsed_ms".split()
    )
    assert list(record["sentences"][0]) == ["text", "citations", "under"]
    assert list(record["citations"][0]) == (
        "number document_id section_id headings kind edition page quote start end".split()
    )
    assert list(record["hits"][0]) == ("rank chunk_id document_id section_id headings text".split())
    assert list(record["notices"][0]) == ["kind", "text"]


def test_whom_to_call_is_given_as_data_in_order() -> None:
    contacts = (
        Contact("113", "bij gedachten aan zelfmoord", "113 of 0800-0113", "dag en nacht", ""),
        Contact("112", "bij direct gevaar", "112", "dag en nacht", "https://www.112.nl"),
    )
    record = record_of(replace(answered("vraag"), contacts=contacts), 1, 5)
    jsonschema.validate(json.loads(record.json_line()), answer_schema())
    assert [each.phone for each in record.contacts] == ["113 of 0800-0113", "112"]
    assert list(json.loads(record.json_line())["contacts"][1]) == (
        "name phone purpose hours url".split()
    )


@pytest.mark.parametrize("record_id", ["vraag-1", 1])
def test_the_id_comes_back_as_it_was(record_id: str | int) -> None:
    assert json.loads(record_of(ANSWERS[0], record_id, 5).json_line())["id"] == record_id


def test_a_citation_is_a_slice_of_its_section() -> None:
    for citation, record in zip(CITATIONS, record_of(ANSWERS[0], 1, 5).citations, strict=True):
        assert citation.section.text[record.start : record.end] == record.quote


def test_kind_and_page_are_those_of_the_section() -> None:
    records = {record.section_id: record for record in record_of(ANSWERS[0], 1, 5).citations}
    assert (records[VOICE.id].kind, records[VOICE.id].page) == ("quote", None)
    assert (records[OUTDATED.id].kind, records[OUTDATED.id].page) == ("summary", 17)


def test_a_record_is_one_line_of_readable_dutch() -> None:
    line = record_of(answered("Coördinator?\nEn dan?"), 1, 5).json_line()
    assert "Coördinator" in line
    assert "\n" not in line


def test_an_unknown_field_is_refused() -> None:
    record = record_of(ANSWERS[0], 1, 5).model_dump()
    with pytest.raises(ValidationError):
        AnswerRecord.model_validate(record | {"score": 1})


def test_own_words_are_given_apart_from_the_sentences() -> None:
    own = replace(ANSWERS[0], own_words=(OwnWords("Steun bespaart geld.", (1, 2)),))
    record = json.loads(record_of(own, 1, 5).json_line())
    jsonschema.validate(record, answer_schema())
    assert record["own_words"] == [{"text": "Steun bespaart geld.", "citations": [1, 2]}]
    assert record["sentences"] == json.loads(record_of(ANSWERS[0], 1, 5).json_line())["sentences"]
