import pytest

from eval.quoted import quoted
from ingest.text.document import Kind, Section


def section(name: str, text: str) -> Section:
    return Section(name, "gids", ("Kop",), Kind.BODY, "", "", (), text)


SECTIONS = {
    each.id: each
    for each in (
        section("gids/een", "Een ‘maatje’ is\nvrijwilliger. Hij helpt (soms)."),
        section("gids/twee", "Wie helpt? Een buur helpt - of niet. Wie helpt?"),
        section("gids/leeg", " "),
    )
}


@pytest.mark.parametrize(
    ("cell", "name", "quote"),
    [
        ("Hij helpt (soms).", "gids/een", "Hij helpt (soms)."),
        ("Een 'maatje'  is vrijwilliger", "gids/een", "Een ‘maatje’ is\nvrijwilliger"),
        ("“Een buur helpt – of niet.”", "gids/twee", "Een buur helpt - of niet."),
        (" GIDS/Een ", "gids/een", SECTIONS["gids/een"].text),
    ],
)
def test_the_exact_words_are_found_whatever_spaces_and_marks_were_typed(
    cell: str, name: str, quote: str
) -> None:
    [gold], reason = quoted(cell, SECTIONS)
    assert (gold.section, gold.quote, reason) == (name, quote, "")
    assert SECTIONS[name].text.count(quote) == 1


def test_each_line_may_be_a_passage_if_all_are_found() -> None:
    found, reason = quoted("Hij helpt (soms).\n\nEen buur\ngids/twee", SECTIONS)
    assert [gold.section for gold in found] == ["gids/een", "gids/twee", "gids/twee"]
    assert reason == ""
    assert quoted("Hij helpt (soms).\nNiemand", SECTIONS)[0] == ()


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Hij helpt nooit.", "staat niet in de bronnen"),
        ("gids/leeg", "staat niet in de bronnen"),
        ("gids/drie", "staat niet in de bronnen"),
        ("...", "staat niet in de bronnen"),
        ('""', "staat niet in de bronnen"),
        ("helpt", "staat 4 keer in de bronnen. Neem een langer stuk over"),
        ("Wie helpt?", "staat 2 keer in de bronnen"),
    ],
)
def test_what_is_not_found_once_is_no_gold_and_says_what_to_do(cell: str, said: str) -> None:
    found, reason = quoted(cell, SECTIONS)
    assert found == ()
    assert said in reason
    assert reason.endswith(".")
