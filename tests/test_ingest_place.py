"""Spans and places: the same as the sets of their characters."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.text.place import Place, Span

spans = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda at: Span(at[0], sum(at)))
sections = st.sampled_from(["a", "b"])


@given(spans, spans)
def test_spans_touch_where_they_share_a_character(one: Span, other: Span) -> None:
    own, others = set(range(*one)), set(range(*other))
    assert one.touches(other) is bool(own & others)
    assert one.is_within(other) is (own <= others)


@given(spans, spans, sections, sections)
def test_places_do_only_in_one_section(one: Span, other: Span, own: str, others: str) -> None:
    place, whole = Place(own, *one), Place(others, *other)
    assert place.span == one
    assert place.touches(whole) is (own == others and one.touches(other))
    assert place.is_within(whole) is (own == others and one.is_within(other))


def test_a_span_is_of_a_text() -> None:
    assert Span(2, 5).of("abcdefg") == "cde"


def test_places_share_the_characters_that_both_have() -> None:
    assert Place("a", 0, 10).shared(Place("a", 4, 20)) == 6
    assert Place("a", 0, 10).shared(Place("a", 2, 5)) == 3
    assert Place("a", 0, 4).shared(Place("a", 9, 20)) == 0
    assert Place("a", 0, 10).shared(Place("b", 0, 10)) == 0
