"""The normal form: one way of writing each thing, and every character keeps its place."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.text.normal import normal_form, one_line, sentence_case, shouted
from ingest.text.place import Span


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("dre\u00adigt", "dreigt"),
        ("dre\u200bigt", "dreigt"),
        ("dre\u2060i\u200dg\ufefft", "dreigt"),
        ("Zoe\u0308", "Zoë"),
        ("ZoëPeeters", "ZoëPeeters"),
        ("Zoë\u200bPeeters", "Zoë Peeters"),
        ("06\u201112345678", "06-12345678"),
        ("06\u201312\u221234", "06-12-34"),
        ("moeder\u2014Kevin", "moeder - Kevin"),
        ("٠٦-१२३ ５６", "06-123 56"),
        ("𝐊𝐞𝐯𝐢𝐧 ﬁets", "Kevin fiets"),
        ("a\u00a0b\u202fc\td\u2028e", "a b c d e"),
        ("\uf0b7 punt \U0001fae8 \0 \udcff\uffff😀", "punt"),
        ("opa’s `oog´", "opa's 'oog'"),
        ("a＠b．nl …", "a@b.nl ."),
        ("wat ....... nu!!!!! a----b [[[[[[ zzzzzz", "wat ... nu!!! a---b [[[ zzzzzz"),
        ("steun-\nfiguur", "steunfiguur"),
        ("steun-  \r\n  figuur", "steunfiguur"),
        ("dre\u00ad\nigt", "dreigt"),
        ("ZELF-\nMOORD", "ZELFMOORD"),
        ("jeugd-\nen opvoedhulp", "jeugd- en opvoedhulp"),
        ("Jan-\nWillem", "Jan-Willem"),
        ("06-\n12345678", "06- 12345678"),
        ("k\u0337w\u0336a\u0335d", "kwad"),
        ("e" + "\u0301" * 3000, "é"),
        ("\u0301\u0302", ""),
        ("नमस्ते 漢字", "नमस्ते 漢字"),
        ("½ m² €5", "½ m2 €5"),
        ("  a \n\n b  ", "a b"),
    ],
)
def test_there_is_one_way_of_writing_each_thing(typed: str, normal: str) -> None:
    assert normal_form(typed).text == normal


_PIECES = st.sampled_from(
    [
        "a",
        "B",
        "é",
        "e\u0301",
        "\u00ad",
        "\u200b",
        "\n",
        "-\n",
        " ",
        "1",
        "٣",
        "\u2014",
        "ﬁ",
        "😀",
        "\0",
        "_",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=30).map("".join))


@given(TEXTS)
def test_every_character_keeps_its_place(original: str) -> None:
    normal = normal_form(original)
    assert len(normal.text) == len(normal.starts) == len(normal.ends)
    assert list(normal.starts) == sorted(normal.starts)
    for place, char in enumerate(normal.text):
        start, end = normal.original_span(Span(place, place + 1))
        assert 0 <= start < end <= len(original)
        if char.isascii() and char.isalpha():
            assert char in unicodedata.normalize("NFKD", original[start:end])


@given(TEXTS)
@example("ำ")
@example("กำ")
@example("\u037a")
@example("a\ufc5eb")
@example("\u05be\u0301")
@example("\u0661\u0301")
def test_the_normal_form_is_its_own_normal_form(original: str) -> None:
    once = normal_form(original).text
    assert normal_form(once).text == once
    assert once.isprintable()
    assert once == " ".join(once.split())


def test_a_span_covers_the_marks_of_its_letters() -> None:
    original = "x Zoe\u0308\u200b Peeters"
    normal = normal_form(original)
    at = normal.text.index("Zoë")
    start, end = normal.original_span(Span(at, at + 3))
    assert original[start:end].rstrip("\u200b") == "Zoe\u0308"


@pytest.mark.parametrize(
    ("typed", "calm"),
    [
        ("VADER SLAAT MOEDER NU. HELP MIJ!", "Vader slaat moeder nu. Help mij!"),
        ("HELP MIJ", "Help mij"),
        ("JIM", "JIM"),
        ("Wat zeggen OTS, GGZ, LVB en PTSS?", "Wat zeggen OTS, GGZ, LVB en PTSS?"),
        ("Hij zegt: IK GA HEM NU SLAAN.", "Hij zegt: Ik ga hem nu slaan."),
        ("[naam] ZOEKT HULP", "[naam] Zoekt hulp"),
        ("oma wil niet. wat nu? help! ik", "oma wil niet. Wat nu? Help! Ik"),
        ("max. twee, enz. dus bijv. oma. en dan", "max. twee, enz. dus bijv. oma. En dan"),
    ],
)
def test_capitals_are_taken_for_small_letters(typed: str, calm: str) -> None:
    assert sentence_case(typed) == calm


@given(st.text(alphabet="ABcdÉÿİß. [1", max_size=60))
def test_capitals_change_no_length(text: str) -> None:
    assert len(sentence_case(text)) == len(text)
    assert all(text[start:end].strip() for start, end in shouted(text))


@given(TEXTS)
def test_what_is_shown_is_one_printable_line(text: str) -> None:
    line = one_line(text)
    assert line.isprintable()
    assert line == line.strip()
