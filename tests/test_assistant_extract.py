"""Answers from evidence: chosen, completed, joined and ordered, on hand-made evidence."""

from evidence_fakes import evidence, section

from assistant.answer.cite import cite
from assistant.answer.evidence import Evidence
from assistant.answer.extract import extract


def quotes(*items: Evidence) -> list[str]:
    _, citations = cite(extract(sorted(items, key=lambda item: -item.odds)))
    return [item.quote for item in citations]


def test_sources_are_not_mixed() -> None:
    one, other = section("een", "a", "Eerst is er dit."), section("een", "b", "Later komt dat.")
    two = section("twee", "c", "Ander verhaal hier.")
    found = quotes(evidence(1, one), evidence(2, two, odds=1.9), evidence(3, other, odds=1.8))
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


def test_citations_are_numbered_by_first_use() -> None:
    one, two = section("een", "a", "Eerst is er dit."), section("een", "b", "Later komt dat.")
    sentences, citations = cite(extract([evidence(7, one, odds=2.0), evidence(9, two)]))
    assert [item.citations for item in sentences] == [(1,), (2,)]
    assert [item.number for item in citations] == [1, 2]
