from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.answer import Citation, Nearest
from ingest.text.document import Chunk, Hit, Kind, PageMark, Section
from ingest.text.place import Place, Span
from ingest.text.sentences import sentence_spans
from ui.passage import excerpt, passages
from ui_fakes import SOURCE

SENTENCES = st.lists(
    st.sampled_from(
        [
            "Kort. ",
            "Een zin van gewone lengte over het netwerk van een gezin. ",
            "- Een item in een lijst.\n",
            "1. Eerst dit.\n",
            "\n\n",
            "Een heel lange zin " + "die maar doorgaat " * 20 + "tot het eind. ",
            "Met een noot.³ ",
            "Zonder eind 🙂 ",
        ]
    ),
    min_size=1,
    max_size=30,
).map("".join)


def section(text: str) -> Section:
    return Section("s", SOURCE.id, ("Kop",), Kind.BODY, "", "", (PageMark(0, 1),), text)


def cite(text: str, chosen: list[Span]) -> list[Citation]:
    shared = section(text)
    return [
        Citation(number, SOURCE, shared, Place(shared.id, *span))
        for number, span in enumerate(chosen, start=1)
    ]


@given(SENTENCES, st.data(), st.integers(50, 900))
def test_passages_are_slices_of_their_section_with_every_quote_marked_once(
    text: str, data: st.DataObject, chars: int
) -> None:
    spans = sentence_spans(text)
    if not spans:
        return
    chosen = data.draw(st.lists(st.sampled_from(spans), min_size=1, max_size=5, unique=True))
    citations = cite(text, chosen)
    marked = []
    for shown in passages(citations, chars):
        whole = "".join(part.text for part in shown.parts)
        first = shown.citations[0]
        before = "" if shown.parts[0].citation else shown.parts[0].text
        start = first.start - len(before)
        assert text[start : start + len(whole)] == whole
        assert shown.starts_cut == bool(text[:start].strip())
        assert shown.ends_cut == bool(text[start + len(whole) :].strip())
        assert all(part.text == part.citation.quote for part in shown.parts if part.citation)
        marked += shown.citations
    assert sorted(each.number for each in marked) == [each.number for each in citations]


@given(SENTENCES, st.data(), st.integers(50, 900))
def test_a_passage_with_one_quote_is_not_too_long(
    text: str, data: st.DataObject, chars: int
) -> None:
    spans = sentence_spans(text)
    if not spans:
        return
    [citation] = cite(text, [data.draw(st.sampled_from(spans))])
    [shown] = passages([citation], chars)
    length = sum(len(part.text) for part in shown.parts)
    assert length <= max(chars, len(citation.quote) + len("10. "))


@given(SENTENCES, st.data())
def test_a_passage_is_cut_between_sentences(text: str, data: st.DataObject) -> None:
    spans = sentence_spans(text)
    if not spans:
        return
    span = data.draw(st.sampled_from(spans))
    [shown] = passages(cite(text, [span]), 300)
    after = "" if shown.parts[-1].citation else shown.parts[-1].text
    end = span.end + len(after)
    assert end == len(text) or end in {each.end for each in spans}


def test_quotes_that_stand_near_each_other_share_a_passage() -> None:
    text = "Een. Twee. Drie. " + "Ver weg daarvan. " * 100 + "Slot."
    one, _, three, *_, last = sentence_spans(text)
    shown = passages(cite(text, [last, three, one]))
    assert [[each.number for each in passage.citations] for passage in shown] == [[3, 2], [1]]
    assert [part.text for part in shown[0].parts[:3]] == ["Een.", " Twee. ", "Drie."]


def test_quotes_that_overlap_are_shown_apart() -> None:
    text = "Een zin. Nog een zin."
    assert len(passages(cite(text, [Span(0, 21), Span(9, 21)]))) == 2


@given(SENTENCES, st.integers(20, 400))
def test_an_excerpt_is_the_beginning_of_a_hit(text: str, chars: int) -> None:
    near = Nearest(Hit(Chunk("c", "s", 0, text), 1, 1, 1), section(text), SOURCE)
    shown, is_cut = excerpt(near, chars)
    assert text.startswith(shown)
    assert len(shown) <= chars
    assert is_cut == (len(text) > chars)


def test_an_excerpt_ends_with_a_sentence_where_it_can() -> None:
    text = "Een eerste zin die al wat zegt. " + "Een tweede zin. " * 10
    near = Nearest(Hit(Chunk("c", "s", 0, text), 1, 1, 1), section(text), SOURCE)
    assert excerpt(near, 40) == ("Een eerste zin die al wat zegt.", True)
    assert excerpt(near, 20) == ("Een eerste zin die", True)
