from dataclasses import replace

from assistant.answer.answer import Answer, Author, Citation, Sentence
from ui.outline import CitedWords, Group, Line, at_once, lead_in, outline, plain_text
from ui_fakes import ADVANTAGES, SOURCE, SUMMARY, VALUE, VOICE, answered, cite


def of(*citations: Citation) -> Answer:
    return replace(
        answered("Vraag?"),
        sentences=tuple(Sentence(each.quote, (each.number,)) for each in citations),
        citations=citations,
    )


FIRST = cite(1, VALUE, VALUE.text[: VALUE.text.index(" Dat sluit")])
SECOND = cite(2, VALUE, VALUE.text[VALUE.text.index("Dat sluit") : VALUE.text.index(" Het is dan")])
LAST = cite(
    3,
    VALUE,
    VALUE.text[VALUE.text.index("Niet de informele") : VALUE.text.index("\n\n")],
)


def test_voices_are_introduced_and_the_document_speaks_first_without() -> None:
    assert [group.intro for group in outline(answered("Vraag?"))] == [
        "",
        "Woorden van Saad (20):",
        "Richtlijn Kindermishandeling (samenvatting uit 2022):",
        "Richtlijn Crisisplaatsing (samenvatting uit 2022 van een inmiddels herziene richtlijn):",
    ]


def test_the_document_is_named_when_it_speaks_after_another() -> None:
    groups = outline(of(cite(1, VOICE, VOICE.text), replace(LAST, number=2)))
    assert [group.intro for group in groups] == [
        "Woorden van Saad (20):",
        "De handreiking informele steun zelf:",
    ]


def test_sentences_of_one_voice_stay_together() -> None:
    groups = outline(of(FIRST, cite(2, VOICE, VOICE.text), LAST))
    assert [len(group.lines) for group in groups] == [2, 1]


def test_sentences_that_follow_each_other_make_one_paragraph() -> None:
    (group,) = outline(of(FIRST, SECOND, LAST))
    assert [len(line.said) for line in group.lines] == [2, 1]


def test_numbers_of_footnotes_are_left_out() -> None:
    (group,) = outline(of(LAST))
    assert group.lines[0].said[0].text.endswith("formele hulp.")
    assert "³" in LAST.quote


def test_an_item_of_a_list_stays_an_item() -> None:
    item = cite(1, ADVANTAGES, "Transformatie en besparing in de (jeugd)zorg.")
    assert outline(of(item)) == (Group("", (Line("-", (CitedWords(item.quote, (1,)),)),)),)


def test_a_sentence_with_its_list_is_cited_once_at_the_end() -> None:
    (group,) = outline(of(cite(1, SUMMARY, SUMMARY.text)))
    assert [line.mark for line in group.lines] == ["", "-", "-"]
    assert [line.said[0].citations for line in group.lines] == [(), (), (1,)]


def test_lead_in_names_the_handreiking_only_if_it_is_the_only_source() -> None:
    other = replace(FIRST, source=replace(SOURCE, title="Richtlijn Pleegzorg"))
    assert lead_in(of(FIRST)) == "Dit staat in de handreiking:"
    assert lead_in(of(FIRST, other)) == "Dit staat in de bronnen:"


def test_history_keeps_the_words_of_the_answer() -> None:
    assert plain_text(of(FIRST, LAST)) == f"{FIRST.quote} {LAST.quote}"


def in_parts(*parts: tuple[str, Citation]) -> Answer:
    told = tuple(Sentence(each.quote, (each.number,), under) for under, each in parts)
    return replace(of(), sentences=told, citations=tuple(each for _, each in parts))


def test_history_numbers_the_parts_so_that_they_can_be_counted() -> None:
    answer = in_parts(("Eerst", FIRST), ("Later", LAST), ("Later", LAST))
    told = f"1. Eerst: {FIRST.quote} 2. Later: {LAST.quote} {LAST.quote}"
    assert plain_text(answer) == told


def test_parts_stand_apart_in_the_order_in_which_they_come() -> None:
    groups = outline(in_parts(("Eerst", FIRST), ("Later", replace(LAST, number=2))))
    assert [(group.under, group.intro, len(group.lines)) for group in groups] == [
        ("Eerst", "", 1),
        ("Later", "", 1),
    ]


def test_a_part_is_not_named_twice() -> None:
    of_summary = cite(1, SUMMARY, SUMMARY.text)
    (named,) = outline(in_parts((SUMMARY.headings[-1], of_summary)))
    assert (named.under, named.intro) == (
        "Richtlijn Kindermishandeling (samenvatting uit 2022):",
        "",
    )
    (other,) = outline(in_parts(("Ondersteuning", of_summary)))
    assert (other.under, other.intro) == (
        "Ondersteuning",
        "Richtlijn Kindermishandeling (samenvatting uit 2022):",
    )


def test_what_is_told_in_parts_is_read_at_once_however_long_it_is() -> None:
    long = replace(of(), citations=(cite(1, VALUE, VALUE.text),))
    parts = tuple(Sentence(VALUE.text, (1,), name) for name in ("Een", "Twee", "Drie"))
    first, rest = at_once(outline(replace(long, sentences=parts)))
    assert ([group.under for group in first], rest) == (["Een", "Twee", "Drie"], [])
    plain = tuple(replace(each, under="") for each in parts)
    assert at_once(outline(replace(long, sentences=plain)))[1]


def test_a_choice_of_a_model_is_said_to_be_one() -> None:
    assert lead_in(replace(answered("Vraag?"), author=Author.MODEL)) == (
        "Dit staat in de handreiking. Een taalmodel koos de zinnen; de woorden zijn van de bron:"
    )
