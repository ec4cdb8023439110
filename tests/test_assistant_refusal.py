"""Where nothing is searched for danger is heard and personal data masked all the same."""

from pathlib import Path

import pytest

from assistant.answer.answer import NoticeKind, Outcome
from assistant.answer.notices import unusable
from assistant.answer.refusal import NOT_SEARCHED, failed_answer, refused, without_assistant
from assistant.guard.privacy import Masked, PersonalKind, Privacy
from ingest.corpus.contacts import CONTACTS, FORMER_CONTACTS, Concern, Contact
from ingest.text.settings import BUNDLED_CORPUS

HELP = (
    Contact("112", "bij gevaar", "112", "", "", Concern.DANGER),
    Contact("113", "bij zelfmoord", "113", "", "", Concern.SUICIDE),
)
WHY = "De index is weg."


def masked(text: str) -> Masked:
    return Privacy([]).mask(text)


def test_a_refusal_says_whom_to_call_what_was_masked_and_why() -> None:
    answer = refused(Masked("Bel [naam]", (PersonalKind.NAME,)), HELP, unusable("Te lang."))
    assert [notice.kind for notice in answer.notices] == [
        NoticeKind.DANGER,
        NoticeKind.PERSONAL_DATA,
        NoticeKind.UNUSABLE_QUESTION,
    ]
    assert (answer.question, answer.searched) == ("Bel [naam]", "Bel [naam]")
    assert (answer.outcome, answer.support) == (Outcome.NOT_FOUND, NOT_SEARCHED)
    assert (answer.contacts, answer.hits, answer.citations) == (HELP, (), ())


def test_a_calm_refusal_only_says_why() -> None:
    answer = refused(Masked("Wat?", ()), (), unusable("Te lang."))
    assert [notice.text for notice in answer.notices] == ["Te lang."]
    assert answer.contacts == ()


@pytest.mark.parametrize(
    ("question", "phones"),
    [
        ("Vader slaat moeder nu", ["112", "113"]),
        ("Ik wil dood", ["113", "112"]),
        ("IK W\u00adIL DO\u0301O\u00adD", ["113", "112"]),
        ("\u200bVa\u00adder sla\u200bat moe\u00adder nu", ["112", "113"]),
        ("ｖａｄｅｒ ｓｌａａｔ ｍｏｅｄｅｒ ｎｕ", ["112", "113"]),
        ("Wat is een JIM?", []),
        ("Moet dit kind uit huis geplaatst worden?", []),
        ("", []),
    ],
)
def test_where_an_answer_failed_danger_is_heard_in_the_words(
    question: str, phones: list[str]
) -> None:
    answer = failed_answer(question, masked, HELP, WHY)
    assert [each.phone for each in answer.contacts] == phones
    assert answer.notices[-1].text == WHY
    assert (answer.notices[0].kind is NoticeKind.DANGER) is bool(phones)


def test_where_an_answer_failed_personal_data_is_masked() -> None:
    answer = failed_answer("Kevin de Bruin\nwil hulp", masked, HELP, WHY)
    assert answer.question == "[naam] wil hulp"
    assert answer.notices[0].kind is NoticeKind.PERSONAL_DATA


def test_without_an_assistant_the_corpus_says_whom_to_call(corpus: Path) -> None:
    path = corpus / CONTACTS
    path.write_text(path.read_text(encoding="utf-8").replace('phone = "112"', 'phone = "911"'))
    answer = without_assistant("Vader slaat moeder nu", corpus, WHY)
    assert [each.phone for each in answer.contacts] == ["911"]
    assert answer.complaint == WHY


def test_what_danger_sounds_like_is_not_needed_to_say_whom_to_call(corpus: Path) -> None:
    (corpus / "danger.toml").write_text("stuk")
    assert without_assistant("Vader slaat moeder nu", corpus, WHY).contacts[0].name == "112"


def test_contacts_that_cannot_be_read_are_named_beside_those_of_the_package(corpus: Path) -> None:
    (corpus / CONTACTS).rename(corpus / FORMER_CONTACTS)
    answer = without_assistant("Vader slaat moeder nu", corpus, WHY)
    assert len(answer.contacts) == 4
    assert answer.complaint.startswith(f"{WHY} {corpus / FORMER_CONTACTS} wordt niet meer gelezen")
    assert without_assistant("Vader slaat moeder nu", BUNDLED_CORPUS, WHY).complaint == WHY
