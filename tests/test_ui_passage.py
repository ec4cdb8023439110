from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Citation, Nearest
from ingest.document import Chunk, Hit, Kind, PageMark, Section
from ingest.sentences import sentence_spans
from ui.passage import excerpt, passage
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


@given(SENTENCES, st.data(), st.integers(50, 900))
def test_a_passage_is_a_slice_of_its_section_with_the_quote_in_it(
    text: str, data: st.DataObject, chars: int
) -> None:
    spans = sentence_spans(text)
    if not spans:
        return
    span = data.draw(st.sampled_from(spans))
    citation = Citation(1, SOURCE, section(text), span.start, span.end)
    shown = passage(citation, chars)
    whole = shown.before + shown.quote + shown.after
    start = span.start - len(shown.before)
    assert shown.quote == citation.quote
    assert text[start : start + len(whole)] == whole
    assert shown.starts_cut == bool(text[:start].strip())
    assert shown.ends_cut == bool(text[start + len(whole) :].strip())
    assert len(whole) <= max(chars, len(citation.quote) + len("10. "))


@given(SENTENCES, st.data())
def test_a_passage_is_cut_between_sentences(text: str, data: st.DataObject) -> None:
    spans = sentence_spans(text)
    if not spans:
        return
    span = data.draw(st.sampled_from(spans))
    shown = passage(Citation(1, SOURCE, section(text), span.start, span.end), 300)
    end = span.end + len(shown.after)
    assert end == len(text) or end in {each.end for each in spans}


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
