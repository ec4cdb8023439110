"""The assistant with a chat model: verified words, and the source's own where the model fails."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from evidence_fakes import says

from assistant.answer.answer import Answer, Author, NoticeKind, Outcome
from assistant.assistant import Assistant
from assistant.chat import model
from assistant.question.follow_up import Turn
from ingest.text.settings import Settings
from ui.service.roles import VISITOR
from ui.service.workspace import Workspace

QUESTION = "Wat is een burgervoogd?"
TRUE = "Een burgervoogd is een natuurlijke persoon"


def with_model(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, *answers: str, log: Path | None = None
) -> Assistant:
    monkeypatch.setattr(model, "open_chat_model", lambda *_: says(*answers))
    return Assistant(settings.model_copy(update={"chat": "nep:model", "log": log}))


def kinds(answer: Answer) -> list[NoticeKind]:
    return [notice.kind for notice in answer.notices]


def texts(answers: Sequence[Answer]) -> list[list[str]]:
    return [[sentence.text for sentence in each.sentences] for each in answers]


def test_a_verified_answer_grows_sentence_by_sentence(
    handreiking: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Assistant(handreiking).ask(QUESTION)
    first = plain.sentences[0].text
    assert first.startswith(TRUE)
    grown = list(with_model(handreiking, monkeypatch, f"[1] {first}").stream(QUESTION))
    assert [each.is_whole for each in grown] == [False, True]
    assert texts(grown) == [[first], [first]]
    assert grown[-1].author is Author.MODEL
    assert NoticeKind.MODEL_FAILED not in kinds(grown[-1])


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "Ik weet het niet.",
        "[1] Een burgervoogd is een instelling van de overheid met dertig medewerkers.",
        "[77] Een burgervoogd is een natuurlijke persoon.",
        '{"sentences": [{"evidence": [1], "te',
        "[1] The guardian is a natural person who has custody of the child.",
    ],
)
def test_what_does_not_pass_gives_the_sources_own_words(
    handreiking: Settings, monkeypatch: pytest.MonkeyPatch, reply: str
) -> None:
    answer = with_model(handreiking, monkeypatch, reply).ask(QUESTION)
    assert answer.author is Author.SOURCE
    assert answer.sentences == Assistant(handreiking).ask(QUESTION).sentences
    assert NoticeKind.MODEL_FAILED in kinds(answer)


def test_without_evidence_the_model_is_not_asked(
    handreiking: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = with_model(handreiking, monkeypatch).ask("Hoe bak ik een taart met kersen?")
    assert answer.outcome is Outcome.NOT_FOUND


def test_a_follow_up_is_searched_for_as_the_model_puts_it(
    handreiking: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = (Turn("Wat is een burgervoogd?", "Een burgervoogd is een natuurlijke persoon."),)
    assistant = with_model(handreiking, monkeypatch, "Wie mag een burgervoogd zijn?", "[1] x")
    answer = assistant.ask("Wie mag dat zijn?", history)
    assert answer.searched == "Wie mag een burgervoogd zijn?"
    assert "Ik zocht op: Wie mag een burgervoogd zijn?" in [each.text for each in answer.notices]


def test_the_log_is_masked_and_only_for_its_owner(
    handreiking: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    log = tmp_path / "log.jsonl"
    assistant = with_model(handreiking, monkeypatch, "")
    logged = handreiking.model_copy(update={"log": log})
    workspace = Workspace(VISITOR, logged, lambda _: assistant)
    answer = workspace.ask("Wat is een burgervoogd voor Kevin de Bruin, BSN 123456782?")
    kept = log.read_text(encoding="utf-8")
    assert "[naam]" in kept
    for secret in ("Kevin", "Bruin", "123456782"):
        assert secret not in kept
        assert secret not in repr(answer)
    assert log.stat().st_mode & 0o777 == 0o600


def test_nothing_is_logged_unless_asked_for(handreiking: Settings) -> None:
    before = {path for path in handreiking.data.rglob("*") if path.is_file()}
    Assistant(handreiking).ask(QUESTION)
    added = {path for path in handreiking.data.rglob("*") if path.is_file()} - before
    assert not any("burgervoogd" in path.read_text(errors="ignore") for path in added)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Mijn ex staat met een mes voor de deur, wat zegt de handreiking?", "112"),
        ("My dad is hitting my mom right now, help", "112"),
        ("ik wil niet meer leve, niemand die me mist", "113 of 0800-0113"),
    ],
)
def test_in_danger_the_contacts_come_first(
    handreiking: Settings, question: str, first: str
) -> None:
    answer = Assistant(handreiking).ask(question)
    assert kinds(answer)[0] is NoticeKind.DANGER
    assert answer.contacts[0].phone == first


@pytest.mark.parametrize(
    "question",
    [
        "Wat zegt de richtlijn kindermishandeling over het netwerk?",
        "Hoe maak ik een veiligheidsplan met de familie?",
        "Wat is een JIM?",
    ],
)
def test_a_plain_question_brings_no_contacts(handreiking: Settings, question: str) -> None:
    assert Assistant(handreiking).ask(question).contacts == ()


def test_who_asks_for_a_decision_hears_whom_to_ask(handreiking: Settings) -> None:
    answer = Assistant(handreiking).ask("Moet dit kind uit huis geplaatst worden?")
    [notice] = [each for each in answer.notices if each.kind is NoticeKind.DECISION]
    assert "gedragswetenschapper" in notice.text


@pytest.mark.parametrize(
    "question",
    [
        "Ze zegt dat het allemaal niet meer hoeft van haar. Wat kan haar mentor doen?",
        "Een jongen van 14 krast in zijn armen, kan zijn oom helpen?",
        "Ze appt dat iedereen beter af is zonder haar. Welke vrijwilliger past bij haar?",
    ],
)
def test_an_ordinary_question_behind_it_does_not_hide_the_danger(
    handreiking: Settings, question: str
) -> None:
    assert Assistant(handreiking).ask(question).contacts
