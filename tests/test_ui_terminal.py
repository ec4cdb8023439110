import io
from dataclasses import replace

import pytest
from rich.console import Console

from assistant.answer.answer import Answer
from golden_files import assert_golden
from ui.terminal.told import print_answer, print_found
from ui_fakes import answered, in_own_words, in_parts, itself, nearest, not_found, perhaps


def printed(answer: Answer, *, is_terminal: bool = False, width: int = 80) -> str:
    out = io.StringIO()
    print_answer(Console(file=out, force_terminal=is_terminal, width=width), answer)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("ui_answered.txt", answered("Wat is een JIM?")),
        ("ui_not_found.txt", not_found("Hoe is het weer")),
        ("ui_perhaps.txt", perhaps("Wat is een JIM?")),
        ("ui_itself.txt", itself("Kan mijn baas dit zien?")),
        ("ui_in_parts.txt", in_parts("waarde of voordelen?")),
        ("ui_in_own_words.txt", in_own_words("Wat is een JIM?")),
    ],
)
def test_output_is_as_it_was(name: str, answer: Answer) -> None:
    assert_golden(name, printed(answer))


def test_a_file_gets_whole_paragraphs_without_colour() -> None:
    text = printed(answered("Vraag?"), width=20)
    assert "\x1b" not in text
    assert "Niet de informele steun moet aanvullend en tijdelijk zijn; dat geldt juist" in text


def test_a_terminal_gets_lines_that_fit() -> None:
    text = printed(answered("Vraag?"), is_terminal=True, width=40)
    assert "\x1b" in text
    plain = Console(file=io.StringIO()).render_str(text).plain
    assert "Niet de informele steun" in plain


def test_words_like_markup_are_printed_as_they_are() -> None:
    out = io.StringIO()
    near = nearest()[:1]
    print_found(Console(file=out, width=80), near)
    assert "[" not in out.getvalue().split("(jeugd)zorg")[0]
    assert "totaal 0,90 · betekenis sterk (0,80) · woorden zwak (0,30)" in out.getvalue()


def test_what_comes_near_is_said_to_be_of_which_text_unless_all_are_of_one() -> None:
    first, second = nearest()[:2]
    title = "Folder voor gastgezinnen"
    other = replace(second, source=replace(second.source, id="folder", title=title))
    for shown, is_named in (((first, second), False), ((first, other), True)):
        out = io.StringIO()
        print_found(Console(file=out, width=200), shown)
        told = out.getvalue(), printed(replace(not_found("Hoe?"), hits=shown), width=200)
        for text in told:
            assert (f"{title} › {second.section.headings[0]}" in text) == is_named
            assert (f"{first.source.title} › {first.section.headings[0]}" in text) == is_named


def test_no_hits_is_said() -> None:
    out = io.StringIO()
    print_found(Console(file=out, width=80), ())
    assert out.getvalue() == "Niets gevonden.\n"
