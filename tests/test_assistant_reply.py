"""Replies of chat models in every shape that they come in -> the choice that is read of them."""

import pytest

from assistant.answer.lead import Lead
from assistant.answer.reply import Answerable, Choice, ChosenGroup, Shortening, read_reply

WHOLE = (
    '{"answerable": "yes", "missing": "", "groups": [{"lead": "antwoord", "evidence": [3, 5]}],'
    ' "shorten": []}'
)
SHAPES = {
    "whole": WHOLE,
    "preface": f"Natuurlijk! Hier is mijn keuze:\n{WHOLE}\nVeel succes!",
    "preface_with_brackets": f"Dit is een [voorlopige] keuze:\n\n{WHOLE}",
    "fence": f"```json\n{WHOLE}\n```",
    "numbers_as_text": '{"answerable": "yes", "groups": [{"evidence": ["3", "5"]}]}',
    "labels": '{"answerable": "yes", "groups": [{"evidence": ["[3]", "s5"]}]}',
    "numbers_in_one_text": '{"answerable": "yes", "groups": [{"evidence": "3, 5"}]}',
    "bare_list": "[3, 5]",
    "bare_groups": '[{"lead": "antwoord", "evidence": [3, 5]}]',
    "other_keys": '{"answerable": "ja", "antwoord": [{"kop": "antwoord", "zinnen": [3, 5]}]}',
    "missing_bracket": '{"answerable": "yes", "groups": [{"evidence": [3, 5]}',
    "trailing_commas": '{"answerable": "yes", "groups": [{"evidence": [3, 5,],},],}',
    "single_group": '{"answerable": "yes", "groups": {"lead": "antwoord", "evidence": [3, 5]}}',
    "no_groups": '{"answerable": "yes", "evidence": [3, 5]}',
    "one_level_down": f'{{"keuze": {WHOLE}}}',
    "duplicates": '{"groups": [{"evidence": [3, 3, 5]}, {"lead": "let_op", "evidence": [5]}]}',
    "python": "{'answerable': True, 'missing': None, 'groups': [{'evidence': [3, 5]}]}",
    "lines": "[3] Een JIM is een mentor.\n[5] Hij is gekozen.",
    "in_words": "Ik kies zin 3 en 5.",
    "numbers_alone": "3, 5",
    "broken_off": '{"answerable": "yes", "groups": [{"evidence": [3, 5]}, {"lead": "let_',
    "broken_off_in_a_number": '{"answerable": "yes", "groups": [{"evidence": [3, 5, 1',
    "lists_of_lists": '{"answerable": true, "groups": [[3, 5]]}',
    "floats": '{"answerable": "yes", "groups": [{"evidence": [3.0, 5.0]}]}',
    "no_answerable": '{"groups": [{"lead": "antwoord", "evidence": [3, 5]}]}',
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_every_shape_is_read(text: str) -> None:
    choice = read_reply(text)
    assert choice
    assert choice.answerable is Answerable.YES
    assert choice.groups == (ChosenGroup(Lead.ANSWER, (3, 5)),)


@pytest.mark.parametrize("cut", range(len(WHOLE)))
def test_of_a_reply_that_breaks_off_no_number_is_made_up(cut: int) -> None:
    choice = read_reply(WHOLE[:cut])
    numbers = [number for group in choice.groups for number in group.numbers] if choice else []
    assert numbers in ([], [3], [3, 5])


def numbers(text: str) -> list[tuple[Lead, tuple[int, ...]]]:
    choice = read_reply(text)
    assert choice
    return [(group.lead, group.numbers) for group in choice.groups]


def test_a_range_is_all_that_lies_in_it() -> None:
    assert numbers('{"groups": [{"evidence": ["3-5", 8]}]}') == [(Lead.ANSWER, (3, 4, 5, 8))]
    assert numbers('{"groups": [{"evidence": ["3-900", 8]}]}') == [(Lead.ANSWER, (8,))]


def test_objects_with_a_number_are_numbers() -> None:
    text = '{"groups": [{"evidence": [{"number": 3}, {"number": 5}]}]}'
    assert numbers(text) == [(Lead.ANSWER, (3,)), (Lead.ANSWER, (5,))]


def test_groups_keep_their_leads_however_those_are_spelt() -> None:
    text = '{"groups": [{"lead": "Let op", "evidence": [3]}, {"lead": "zomaar", "evidence": [5]}]}'
    assert numbers(text) == [(Lead.CAUTION, (3,)), (Lead.ANSWER, (5,))]
    assert numbers('{"answerable": "ja", "groups": {"antwoord": [3], "let_op": [5]}}') == [
        (Lead.ANSWER, (3,)),
        (Lead.CAUTION, (5,)),
    ]


def test_numbers_in_the_models_own_words_choose_nothing() -> None:
    text = '{"sentences": [{"evidence": [3], "text": "Er zijn 7 dingen."}], "missing": "9"}'
    assert numbers(text) == [(Lead.ANSWER, (3,))]


@pytest.mark.parametrize(
    "text",
    [
        '{"answerable": "no", "missing": "kosten", "groups": []}',
        '{"answerable": "no", "missing": "kosten", "groups": [{"evidence": [3]}]}',
        '{"answerable": "NEE.", "missing": "kosten"}',
        '{"answerable": false, "missing": "kosten"}',
    ],
)
def test_no_is_no_whatever_else_is_said(text: str) -> None:
    assert read_reply(text) == Choice(Answerable.NO, "kosten", ())


def test_a_plain_no_is_one() -> None:
    assert read_reply("Nee.") == Choice(Answerable.NO, "", ())


def test_partly_is_kept() -> None:
    choice = read_reply('{"answerable": "deels", "groups": [{"evidence": [3]}]}')
    assert choice
    assert choice.answerable is Answerable.PARTLY


def test_shortenings_are_read_and_those_of_another_shape_left() -> None:
    text = (
        '{"groups": [{"evidence": [3]}], "shorten": [{"evidence": 3, "first": "a", "last": "b"},'
        ' {"evidence": 5, "first": "a"}, 7]}'
    )
    choice = read_reply(text)
    assert choice
    assert choice.shortenings == (Shortening(3, "a", "b"),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Een JIM is een mentor die door de jongere zelf is gekozen. Dat zijn er 3.",
        '{"answerable": "yes", "missing": "", "groups": []}',
        "<html><body>502</body></html>",
        '{"answerable": "misschien"}',
        "[]",
        "{{{{[[[[",
        str(list(range(100))),
    ],
)
def test_what_chooses_nothing_is_unusable(text: str) -> None:
    assert read_reply(text) is None
