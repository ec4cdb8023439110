"""Answers from evidence: chosen, completed, joined and ordered, on hand-made evidence."""

import pytest
from evidence_fakes import evidence, section

from assistant.answer.cite import Draft, cite
from assistant.answer.evidence import Evidence
from assistant.answer.extract import (
    FULL_WORDS,
    LIST_MARGIN_OF_ALL,
    MAX_CHOSEN,
    MAX_OF_ALL,
    MIN_ODDS,
    MIN_ODDS_OF_ALL,
    SHORT_WORDS,
    extract,
)
from ingest.text.document import Section


def quotes(*items: Evidence) -> list[str]:
    _, citations = cite(extract(sorted(items, key=lambda item: -item.odds)))
    return [item.quote for item in citations]


def test_sources_are_not_mixed() -> None:
    one, other = section("een", "a", "Eerst is er dit."), section("een", "b", "Later komt dat.")
    two = section("twee", "c", "Ander verhaal hier.")
    found = quotes(
        evidence(1, one, odds=2.0), evidence(2, two, odds=1.9), evidence(3, other, odds=1.8)
    )
    assert found == ["Eerst is er dit.", "Later komt dat.", "Ander verhaal hier."]


def test_what_is_unlikely_or_says_the_same_is_left_out() -> None:
    text = section("een", "a", "Sterk staat hier.\n\nZwak of niet.\n\nSterk staat hier!")
    found = quotes(
        evidence(1, text, "Sterk staat hier.", odds=2.0),
        evidence(2, text, "Sterk staat hier!", odds=1.0),
        evidence(3, text, "Zwak of niet.", odds=-3.0),
    )
    assert found == ["Sterk staat hier."]


def test_the_best_is_given_however_unlikely() -> None:
    text = section("een", "a", "Niets past echt.")
    assert quotes(evidence(1, text, odds=-9.0)) == ["Niets past echt."]


def test_a_sentence_brings_what_it_leans_on() -> None:
    text = section("een", "a", "Een JIM is een mentor. Hij denkt mee. Dat helpt.")
    leaning = evidence(1, text, "Hij denkt mee.", needs="Een JIM is een mentor.")
    assert quotes(leaning) == ["Een JIM is een mentor. Hij denkt mee."]


def test_neighbours_are_one_passage_of_which_each_sentence_is_told() -> None:
    text = section("een", "a", "Eerst dit dan. Daarna dat dan. Ten slotte zo.")
    drafts = extract(
        [evidence(1, text, "Eerst dit dan.", odds=2.0), evidence(2, text, "Ten slotte zo.")]
    )
    sentences, citations = cite(drafts)
    assert [item.text for item in sentences] == [
        "Eerst dit dan.",
        "Daarna dat dan.",
        "Ten slotte zo.",
    ]
    assert [item.citations for item in sentences] == [(1,), (1,), (1,)]
    assert [item.quote for item in citations] == [text.text]


def test_what_answers_best_is_told_before_what_stands_above_it() -> None:
    text = section("een", "a", "Eerst de aanleiding. Dan het antwoord. Daarna nog iets.")
    found = quotes(
        evidence(1, text, "Dan het antwoord.", odds=2.0),
        evidence(2, text, "Eerst de aanleiding.", odds=1.0),
        evidence(3, text, "Daarna nog iets.", odds=0.5),
    )
    assert found == ["Dan het antwoord. Daarna nog iets.", "Eerst de aanleiding."]


def test_of_what_leads_the_section_is_told_before_others() -> None:
    one = section("een", "a", "Een JIM helpt. Dat is fijn.")
    two = section("een", "b", "Dit staat los.\n\nOok dit hoort erbij.")
    found = quotes(
        evidence(1, one, "Dat is fijn.", odds=2.0, needs="Een JIM helpt."),
        evidence(2, two, "Dit staat los.", odds=1.9),
        evidence(3, two, "Ook dit hoort erbij.", odds=0.0),
    )
    assert found == ["Dit staat los.", "Ook dit hoort erbij.", one.text]


@pytest.mark.parametrize(("odds", "first"), [(1.5, "Dit staat los."), (1.4, "Een JIM helpt.")])
def test_what_leans_leads_only_if_nothing_that_stands_alone_is_as_likely(
    odds: float, first: str
) -> None:
    text = section("een", "a", "Een JIM helpt. Dat is fijn.\n\nDit staat los.")
    drafts = extract(
        [
            evidence(1, text, "Dat is fijn.", odds=2.0, needs="Een JIM helpt."),
            evidence(2, text, "Dit staat los.", odds=odds),
        ]
    )
    assert drafts[0].text == first


def test_an_item_brings_its_whole_list() -> None:
    text = section("een", "a", "Er zijn drie wegen:\n- lopen\n- fietsen\n- varen")
    items = [
        evidence(1, text, "fietsen", odds=2.0),
        evidence(2, text, text.text, odds=-5.0, is_list=True),
    ]
    assert quotes(*items) == [text.text]


def test_at_most_five_passages_are_chosen() -> None:
    sections = [section("een", str(n), f"Zin nummer {n} zegt iets.") for n in range(9)]
    assert len(quotes(*(evidence(n + 1, each) for n, each in enumerate(sections)))) == 5


def test_at_most_two_are_of_other_publications_than_what_answers_best() -> None:
    own, *others = (section(f"bron{n}", "a", f"Zin nummer {n} zegt iets.") for n in range(5))
    last = section("bron0", "b", "Nog iets anders.")
    items = [evidence(n + 1, each) for n, each in enumerate((own, *others, last))]
    assert quotes(*items) == [own.text, last.text, others[0].text, others[1].text]
    assert len(extract(items, is_all=True)) == 6


def test_citations_are_numbered_by_first_use() -> None:
    one, two = section("een", "a", "Eerst is er dit."), section("een", "b", "Later komt dat.")
    sentences, citations = cite(extract([evidence(7, one, odds=2.0), evidence(9, two)]))
    assert [item.citations for item in sentences] == [(1,), (2,)]
    assert [item.number for item in citations] == [1, 2]


WAYS = section(
    "een", "a", "Vooraf dit.\n\nEr zijn drie wegen:\n- lopen\n- fietsen\n- varen\n\nNog iets."
)
LISTED = "Er zijn drie wegen:\n- lopen\n- fietsen\n- varen"


def told(*items: Evidence) -> list[str]:
    return [draft.text for draft in extract(sorted(items, key=lambda item: -item.odds))]


def test_a_list_is_told_in_one_piece_and_never_item_by_item() -> None:
    assert told(evidence(1, WAYS, LISTED, is_list=True)) == [LISTED]
    item = evidence(1, WAYS, "fietsen", odds=2.0)
    assert told(item, evidence(2, WAYS, LISTED, is_list=True)) == [LISTED]


def test_an_item_of_a_list_that_is_not_given_is_told_alone() -> None:
    assert told(evidence(1, WAYS, "fietsen", odds=2.0)) == ["fietsen"]


def test_a_list_that_two_items_bring_is_given_once_with_the_odds_of_the_best() -> None:
    whole = evidence(3, WAYS, LISTED, odds=-5.0, is_list=True)
    other = evidence(4, section("een", "b", "Een heel ander stuk tekst."), odds=-0.5)
    found = told(
        evidence(1, WAYS, "fietsen", odds=2.0), evidence(2, WAYS, "lopen", odds=1.0), whole, other
    )
    assert found == [LISTED, other.text]


def test_a_list_is_not_joined_to_another_paragraph() -> None:
    found = told(
        evidence(1, WAYS, LISTED, odds=2.0, is_list=True),
        evidence(2, WAYS, "Nog iets."),
        evidence(3, WAYS, "Vooraf dit."),
    )
    assert found == [LISTED, "Vooraf dit.", "Nog iets."]
    assert (
        len(
            quotes(
                evidence(1, WAYS, LISTED, odds=2.0, is_list=True), evidence(2, WAYS, "Nog iets.")
            )
        )
        == 2
    )


def test_what_a_sentence_leans_on_is_told_before_it_as_a_sentence_of_its_own() -> None:
    text = section("een", "a", "Een JIM is een mentor. Hij denkt mee. Dat helpt.")
    leaning = evidence(1, text, "Hij denkt mee.", needs="Een JIM is een mentor.")
    assert told(leaning) == ["Een JIM is een mentor.", "Hij denkt mee."]


@pytest.mark.parametrize(("odds", "is_given"), [(MIN_ODDS, True), (MIN_ODDS - 0.01, False)])
def test_what_is_likely_enough_joins_the_best(odds: float, *, is_given: bool) -> None:
    one, two = section("een", "a", "Eerst is er dit."), section("een", "b", "Later komt dat.")
    found = told(evidence(1, one, odds=2.0), evidence(2, two, odds=odds))
    assert found == [one.text, two.text] if is_given else [one.text]


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ("Steun geven ouders aan elkaar in een groep.", True),  # the same words in another order
        ("ouders geven elkaar STEUN in een groep, aan", True),
        ("Ouders geven elkaar steun aan een tafel.", False),
    ],
)
def test_sentences_that_share_most_of_their_words_say_the_same(
    other: str, *, is_same: bool
) -> None:
    first = "Ouders geven elkaar steun aan een groep."
    one, two = section("een", "a", first), section("een", "b", other)
    found = told(evidence(1, one, odds=2.0), evidence(2, two))
    assert found == ([first] if is_same else [first, other])


def test_what_touches_a_better_passage_is_left_out() -> None:
    text = section("een", "a", "Eerst dit dan. Daarna dat dan.")
    whole = evidence(1, text, text.text, odds=2.0)
    assert told(whole, evidence(2, text, "Daarna dat dan.")) == [
        "Eerst dit dan.",
        "Daarna dat dan.",
    ]
    assert len(quotes(whole, evidence(2, text, "Daarna dat dan."))) == 1


def far_apart(between: str) -> list[str]:
    text = section("een", "a", f"Eerst dit dan.{between}Ten slotte zo.")
    return quotes(
        evidence(1, text, "Eerst dit dan.", odds=2.0), evidence(2, text, "Ten slotte zo.")
    )


def test_what_stands_two_sentences_or_a_paragraph_apart_is_two_passages() -> None:
    assert len(far_apart(" ")) == len(far_apart(" Een zin ertussen. ")) == 1
    assert len(far_apart(" Een zin. Nog een zin. ")) == 2
    assert len(far_apart("\n\n")) == len(far_apart("\n")) == 2


def test_joined_passages_keep_the_place_of_the_best() -> None:
    """The section that answers best comes first, and in it what answers."""
    one = section("een", "a", "Eerst dit dan. Daarna dat dan.")
    two = section("een", "b", "Heel iets anders.")
    found = quotes(
        evidence(1, one, "Daarna dat dan.", odds=2.0),
        evidence(2, two, odds=1.5),
        evidence(3, one, "Eerst dit dan."),
    )
    assert found == ["Daarna dat dan.", "Eerst dit dan.", two.text]


def test_sections_of_one_document_stand_together() -> None:
    first, other, last = (
        section("een", "a", "Alfa een."),
        section("twee", "b", "Bravo twee."),
        section("een", "c", "Charlie drie."),
    )
    found = quotes(
        evidence(1, first, odds=2.0), evidence(2, other, odds=1.5), evidence(3, last, odds=1.0)
    )
    assert found == ["Alfa een.", "Charlie drie.", "Bravo twee."]


def test_after_what_answers_best_its_section_keeps_the_order_of_the_text() -> None:
    text = section("een", "a", "Alfa een.\n\nBravo twee.\n\nCharlie drie.")
    found = quotes(
        evidence(1, text, "Charlie drie.", odds=2.0),
        evidence(2, text, "Alfa een.", odds=1.5),
        evidence(3, text, "Bravo twee."),
    )
    assert found == ["Charlie drie.", "Alfa een.", "Bravo twee."]


def test_a_draft_may_rest_on_several_pieces_and_a_piece_is_cited_once() -> None:
    one, two = section("een", "a", "Eerst dit."), section("een", "b", "Dan dat.")
    first, second = evidence(4, one), evidence(2, two)
    sentences, citations = cite(
        [Draft("Dit en dat.", (second, first)), Draft(first.text, (first,))]
    )
    assert [(item.text, item.citations) for item in sentences] == [
        ("Dit en dat.", (1, 2)),
        ("Eerst dit.", (2,)),
    ]
    assert [(item.number, item.quote) for item in citations] == [(1, "Dan dat."), (2, "Eerst dit.")]


LONG_LIST = section(
    "een",
    "lijst",
    "Dit helpt:\n\n- "
    + "\n- ".join(f"punt {number} {'met heel veel woorden ' * 4}erbij" for number in range(4)),
)
SECOND = LONG_LIST.text.split("\n- ")[2]


@pytest.mark.parametrize(("below", "is_whole"), [(0.9, True), (1.1, False)])
def test_a_long_list_is_told_whole_if_all_of_it_is_hardly_less_likely(
    below: float, *, is_whole: bool
) -> None:
    item = evidence(1, LONG_LIST, SECOND, odds=1.0)
    whole = evidence(2, LONG_LIST, odds=1.0 - below, is_list=True)
    assert quotes(item, whole) == [LONG_LIST.text if is_whole else SECOND]


def test_a_short_list_is_told_whole_however_unlikely() -> None:
    text = section("een", "lijst", "Dit helpt:\n\n- praten met elkaar\n- luisteren naar elkaar")
    item = evidence(1, text, "luisteren naar elkaar", odds=1.0)
    assert quotes(item, evidence(2, text, odds=-8.0, is_list=True)) == [text.text]


def test_who_asks_for_all_is_told_more() -> None:
    names = ("Aap", "Bok", "Das", "Ezel", "Fret", "Geit", "Haas", "Ibis", "Jak", "Koe")
    text = section("een", "a", "\n\n".join(f"{name} staat hier." for name in names))
    items = [evidence(n, text, f"{name} staat hier.") for n, name in enumerate(names, start=1)]
    assert len(extract(items)) == MAX_CHOSEN < MAX_OF_ALL == len(extract(items, is_all=True))


def test_who_asks_for_all_is_told_what_is_less_likely_too() -> None:
    text = section("een", "a", "Eerst staat dit.\n\nAnders is dat.\n\nNiets hiervan past.")
    items = [
        evidence(1, text, "Eerst staat dit.", odds=1.0),
        evidence(2, text, "Anders is dat.", odds=MIN_ODDS_OF_ALL),
        evidence(3, text, "Niets hiervan past.", odds=MIN_ODDS_OF_ALL - 0.1),
    ]
    assert len(extract(items)) == 1
    assert [each.text for each in extract(items, is_all=True)] == [
        "Eerst staat dit.",
        "Anders is dat.",
    ]


@pytest.mark.parametrize(("short", "is_whole"), [(0.0, True), (0.1, False)])
def test_who_asks_for_all_is_told_lists_whole_sooner(short: float, *, is_whole: bool) -> None:
    long = "\n".join(f"- {name} {'en zo verder ' * 10}gaat het." for name in ("Aap", "Bok", "Das"))
    text = section("een", "a", f"Zij zijn er:\n{long}")
    item = text.text.split("\n- ")[1].split("\n")[0]
    odds = 2.0 - LIST_MARGIN_OF_ALL - short
    told = extract(
        [evidence(1, text, item, odds=2.0), evidence(2, text, odds=odds, is_list=True)], is_all=True
    )
    assert (told[0].text == text.text) is is_whole


DILEMMA = section(
    "een",
    "a",
    "Mag opa mee? Grijp ik in? Dat kun je niet alleen afwegen. Vraag het team. Klaar nu.",
)


ROW = ("Wie luistert?", "Wie blijft er nog?")


def asked_and(*others: str) -> list[Evidence]:
    first = evidence(1, DILEMMA, "Mag opa mee?", odds=2.0)
    leaning = evidence(
        2, DILEMMA, "Dat kun je niet alleen afwegen.", odds=-8.0, needs="Grijp ik in?"
    )
    return [first, leaning, *(evidence(9, DILEMMA, text, odds=-9.0) for text in others)]


def test_what_the_text_says_to_its_own_questions_is_told_with_them() -> None:
    (told,) = quotes(*asked_and("Grijp ik in?", "Vraag het team."))
    assert told == "Mag opa mee? Grijp ik in? Dat kun je niet alleen afwegen."


def test_a_row_of_questions_is_told_to_its_end() -> None:
    text = section("een", "a", "Vraag: wie helpt hier? Wie luistert? Let op. Wie blijft er nog?")
    others = [evidence(each, text, told, odds=-4.0) for each, told in enumerate(ROW, start=2)]
    opening = evidence(1, text, "Vraag: wie helpt hier?", odds=2.0)
    assert quotes(opening, *others) == ["Vraag: wie helpt hier? Wie luistert?"]
    said = evidence(9, text, "Let op.", odds=-4.0)
    assert quotes(opening, *others, said) == ["Vraag: wie helpt hier? Wie luistert? Let op."]


def test_a_question_that_opens_no_row_is_told_alone() -> None:
    text = section("een", "a", "Vraag: wie helpt hier? Wie luistert? Wie blijft er nog?")
    asking = evidence(1, text, "Wie luistert?", odds=2.0)
    assert quotes(asking, evidence(2, text, "Wie blijft er nog?", odds=-4.0)) == ["Wie luistert?"]


def test_what_is_said_in_another_paragraph_is_not_said_to_a_question() -> None:
    apart = section("een", "a", "Mag opa mee?\n\nDat is iets anders.")
    found = quotes(
        evidence(1, apart, "Mag opa mee?", odds=2.0),
        evidence(2, apart, "Dat is iets anders.", odds=-8.0),
    )
    assert found == ["Mag opa mee?"]


@pytest.mark.parametrize(("odds", "leads"), [(1.1, "Ja, opa mag mee."), (0.9, "Mag opa mee?")])
def test_a_question_of_the_text_leads_only_if_nothing_else_comes_near(
    odds: float, leads: str
) -> None:
    other = section("een", "b", "Ja, opa mag mee.")
    one = section("een", "a", "Mag opa mee?")
    drafts = extract([evidence(1, one, odds=2.0), evidence(2, other, odds=odds)])
    assert drafts[0].text == leads


def going_on(first: str) -> tuple[Section, list[Evidence]]:
    text = section("een", "a", f"{first} Daarom is er een team. Los hiervan regent het.")
    return text, [
        evidence(1, text, first, odds=2.0),
        evidence(2, text, "Daarom is er een team.", odds=-7.0, needs=first),
        evidence(3, text, "Los hiervan regent het.", odds=-6.0),
    ]


def test_a_short_answer_goes_on_with_what_leans_on_it() -> None:
    _, found = going_on("Het loopt vaak mis.")
    assert quotes(*found) == ["Het loopt vaak mis. Daarom is er een team."]


def test_an_answer_that_is_long_enough_does_not() -> None:
    long = f"Het loopt {'heel ' * SHORT_WORDS}vaak mis."
    _, found = going_on(long)
    assert quotes(*found) == [long]


def test_it_goes_on_no_further_than_can_be_read_at_once() -> None:
    text = section("een", "a", f"Kort. Daarom {'heel ' * FULL_WORDS}lang.")
    leaning = evidence(2, text, text.text.removeprefix("Kort. "), odds=-7.0, needs="Kort.")
    assert quotes(evidence(1, text, "Kort.", odds=2.0), leaning) == ["Kort."]
