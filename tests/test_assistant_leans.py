"""From where on a sentence can be understood."""

import pytest
from index_fakes import place, section

from assistant.answer.leans import needs
from ingest.text.place import Place
from ingest.text.sentences import sentence_spans

JIM = "Een JIM is een mentor. Hij denkt mee."


def begins(text: str, sentence: str) -> str:
    """The words from where a sentence needs to be read to its end."""
    where = section("a", text)
    at = place(where, sentence)
    spans = [Place(where.id, *span) for span in sentence_spans(text)]
    return text[needs(where, at, spans, {"richtlijn"}) : at.end]


@pytest.mark.parametrize(
    "opening",
    [
        "Hij denkt",
        "Dit helpt",
        "Met deze oma denkt",
        "Naast dat gesprek denkt oma",
        "Deze regeling denkt",
        "Daarom kiest hij",
        "Ook zij mag",
        "Tot slot belt zij",
        "Daarnaast stellen ze",
        "Ook die denkt",
        "Voor hen denkt",
        "Het belang daarvan denkt",
        "Een groot pluspunt hierbij is oma",
        "En daarbij kijkt",
        "Zo gaat dat",
        "Maar dan denkt",
        "Daarvoor doet",
    ],
)
def test_a_sentence_that_leans_brings_the_one_before(opening: str) -> None:
    text = f"Een JIM is een mentor. {opening} mee."
    assert begins(text, f"{opening} mee.") == text


@pytest.mark.parametrize(
    "opening",
    [
        "Een vriend denkt",
        "Met dit protocol denkt",
        "Deze richtlijn denkt",
        "Naast dat een oma helpt, denkt",
        "Ditmaal helpt",
        "Hijgen kan",
        "De JIM is",
        "Engels helpt",
        "Ook een buurman denkt",
        "Tot slot denkt oma",
        "En oma denkt altijd met hen",
        "Daarnaast helpt oma",
        "Ook ouders die denken",
        "Soms zijn er buren",
        "Het is daarnaast goed",
        "Een vriend van oma en de buurman denkt daarover",
    ],
)
def test_a_sentence_that_stands_by_itself_brings_nothing(opening: str) -> None:
    text = f"Een JIM is een mentor. {opening} mee."
    assert begins(text, f"{opening} mee.") == f"{opening} mee."


def test_it_brings_the_one_right_before_and_no_more() -> None:
    text = f"Eerst dit. {JIM}"
    assert begins(text, "Hij denkt mee.") == JIM


def test_it_brings_nothing_of_another_paragraph_or_line() -> None:
    assert begins("Een JIM is er.\n\nHij denkt mee.", "Hij denkt mee.") == "Hij denkt mee."
    assert begins("Er is:\n- een JIM\n- Hij denkt mee.", "Hij denkt mee.") == "Hij denkt mee."
    assert begins("Hij denkt mee. Een JIM.", "Hij denkt mee.") == "Hij denkt mee."
