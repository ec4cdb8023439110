"""The assistant with a chat model: what it chooses, and our own choice where it makes none."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from evidence_fakes import says
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk

from assistant.answer.answer import Answer, Author, NoticeKind, Outcome
from assistant.answer.offer import BAND, offer
from assistant.answer.prompt import CHARS_PER_TOKEN, RULES_TOKENS, Message
from assistant.assistant import Assistant
from assistant.chat import model
from assistant.chat.asked import Reply
from assistant.chat.condition import NO_MODEL, UNTRIED
from assistant.chat.failure import FailureReason
from assistant.question.follow_up import Turn
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings
from ui.service.roles import VISITOR
from ui.service.workspace import Workspace

QUESTION = "Wat is een burgervoogd?"
DOUBTFUL = "Hoe vaak komt de verpleegkundige van VoorZorg langs in het eerste jaar?"


class Breaking(GenericFakeChatModel):
    """Says its first message, and then loses the connection."""

    def _stream(self, *_: Any, **__: Any) -> Iterator[ChatGenerationChunk]:
        yield ChatGenerationChunk(message=AIMessageChunk(str(next(self.messages))))
        raise ConnectionResetError


def with_model(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, *answers: str, log: Path | None = None
) -> Assistant:
    monkeypatch.setattr(model, "open_chat_model", lambda *_: says(*answers))
    return Assistant(settings.model_copy(update={"chat": "nep:model", "log": log}))


def kinds(answer: Answer) -> list[NoticeKind]:
    return [notice.kind for notice in answer.notices]


def texts(answers: Sequence[Answer]) -> list[list[str]]:
    return [[sentence.text for sentence in each.sentences] for each in answers]


def chosen(
    *numbers: int, answerable: str = "yes", missing: str = "", lead: str = "antwoord"
) -> str:
    groups = [{"lead": lead, "evidence": list(numbers)}] if numbers else []
    return json.dumps({"answerable": answerable, "missing": missing, "groups": groups})


def numbers_of(settings: Settings, words: str) -> list[int]:
    """The numbers under which sentences with these words are offered with the whole corpus."""
    with closing(Release(settings, current_release(settings.data))) as release:
        offered = offer(release, (), 10**6)
    assert offered.is_whole
    return [item.number for item in offered.items if words in item.text]


@pytest.fixture
def roomy(handreiking: Settings) -> Settings:
    """A model that has room for the whole corpus: then the numbers are known."""
    return handreiking.model_copy(update={"chat_window": 100_000})


def test_our_own_choice_comes_first_and_the_models_takes_its_place_at_once(
    roomy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Assistant(roomy).ask(QUESTION)
    other_words = "Vanuit het perspectief van het kind heeft het als voordeel"
    [other] = numbers_of(roomy, other_words)
    grown = list(with_model(roomy, monkeypatch, chosen(other)).stream(QUESTION))
    assert [each.is_whole for each in grown] == [False, True]
    assert grown[0].sentences == plain.sentences
    assert grown[0].author is Author.SOURCE
    assert grown[1].sentences[-1].text.startswith(other_words)
    assert grown[1].author is Author.MODEL
    assert NoticeKind.MODEL_FAILED not in kinds(grown[1])


def test_own_words_come_last_once_the_model_asked_anew_says_yes(
    roomy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    [number] = numbers_of(roomy, "Tekst: Marjoleine Vosselman")
    said = "Marjoleine Vosselman en Jurja Steenmeijer schreven de tekst."
    own = json.dumps({"sentences": [{"text": said, "evidence": [1]}]})
    wanted = roomy.model_copy(update={"own_words": True})
    replies = (chosen(number), own, '{"supported": "yes"}')
    grown = list(with_model(wanted, monkeypatch, *replies).stream(QUESTION))
    assert [each.is_whole for each in grown] == [False, False, True]
    assert [[word.text for word in each.own_words] for each in grown] == [[], [], [said]]
    denied = with_model(wanted, monkeypatch, *replies[:2], '{"supported": "no"}').ask(QUESTION)
    assert (denied.own_words, denied.sentences) == ((), grown[-1].sentences)


def test_the_model_may_answer_otherwise_than_our_rules(
    roomy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    [number] = numbers_of(roomy, "Tekst: Marjoleine Vosselman")
    answer = with_model(roomy, monkeypatch, chosen(number)).ask(QUESTION)
    assert texts([answer]) == [["Tekst: Marjoleine Vosselman en Jurja Steenmeijer (BPSW)"]]


@pytest.mark.parametrize("missing", ["", "burgervoogd", "een heel ander verhaal"])
def test_no_is_not_found_with_what_comes_nearest(
    roomy: Settings, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    reply = chosen(1, answerable="no", missing=missing)
    answer = with_model(roomy, monkeypatch, reply).ask(QUESTION)
    assert answer.outcome is Outcome.NOT_FOUND
    assert (answer.sentences, answer.citations) == ((), ())
    assert answer.hits
    assert NoticeKind.NOT_FOUND in kinds(answer)
    said = [each.text for each in answer.notices if each.kind is NoticeKind.MISSING]
    assert said == (["Niets gevonden over: “burgervoogd”."] if missing == "burgervoogd" else [])


def test_partly_is_said(roomy: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    reply = chosen(3, answerable="partly", missing="Burgervoogden")
    answer = with_model(roomy, monkeypatch, reply).ask(QUESTION)
    [notice] = [each for each in answer.notices if each.kind is NoticeKind.MISSING]
    assert notice.text == (
        "Dit is een deel van het antwoord. De rest vind ik niet. "
        "Niets gevonden over: “burgervoogd”."
    )


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "Een burgervoogd is een instelling van de overheid met dertig medewerkers.",
        chosen(99_999),
        chosen(),
        '{"answerable": "yes", "groups": [{"lead": "antwoord", "evid',
    ],
)
def test_a_reply_without_a_choice_leaves_what_was_shown(
    handreiking: Settings, monkeypatch: pytest.MonkeyPatch, reply: str
) -> None:
    answer = with_model(handreiking, monkeypatch, reply).ask(QUESTION)
    assert answer.author is Author.SOURCE
    assert answer.sentences == Assistant(handreiking).ask(QUESTION).sentences
    assert kinds(answer).count(NoticeKind.MODEL_FAILED) == 1


def test_what_was_chosen_before_a_reply_broke_off_is_kept(
    roomy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    [number] = numbers_of(roomy, "Tekst: Marjoleine Vosselman")
    whole = chosen(number)
    monkeypatch.setattr(model, "open_chat_model", lambda *_: Breaking(messages=iter([whole[:-3]])))
    assistant = Assistant(roomy.model_copy(update={"chat": "nep:model"}))
    answer = assistant.ask(QUESTION)
    assert answer.author is Author.MODEL
    assert [each.text for each in answer.notices if each.kind is NoticeKind.MODEL_FAILED] == [
        "Het taalmodel brak zijn antwoord af. Dit is wat het tot dan toe koos."
    ]
    assert assistant.condition.now == FailureReason.CUT_OFF


def test_far_off_the_model_is_not_asked(
    handreiking: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant = with_model(handreiking, monkeypatch)
    assert assistant.ask("Hoe bak ik een taart met kersen?").outcome is Outcome.NOT_FOUND
    assert assistant.condition.now == UNTRIED


def test_just_below_the_threshold_the_model_decides(
    roomy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Assistant(roomy).ask(DOUBTFUL)
    assert plain.outcome is Outcome.NOT_FOUND
    assert -BAND <= plain.support < 0
    [found] = with_model(roomy, monkeypatch, chosen(9)).stream(DOUBTFUL)
    assert found.outcome is Outcome.ANSWERED
    [denied] = with_model(roomy, monkeypatch, chosen(answerable="no")).stream(DOUBTFUL)
    assert denied.outcome is Outcome.NOT_FOUND
    [failed] = with_model(roomy, monkeypatch, "").stream(DOUBTFUL)
    assert (failed.outcome, failed.sentences) == (Outcome.NOT_FOUND, ())
    assert {NoticeKind.NOT_FOUND, NoticeKind.MODEL_FAILED} <= set(kinds(failed))


def test_a_model_gets_the_question_the_turns_and_all_of_a_corpus_that_fits(
    roomy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Sequence[Message]] = []

    def ask(_: object, messages: Sequence[Message], *__: object) -> Reply:
        asked.append(messages)
        return Reply(chosen(3), None)

    monkeypatch.setattr("assistant.answer.choose.ask", ask)
    history = (Turn("Wat is een burgervoogd?", "Een burgervoogd is een natuurlijke persoon."),)
    rewritten = "Wie mag een burgervoogd zijn?"
    with_model(roomy, monkeypatch, rewritten).ask("Wie mag dat zijn?", history)
    with_model(roomy, monkeypatch).ask(QUESTION)
    with_model(roomy.model_copy(update={"chat_window": 8192}), monkeypatch).ask(QUESTION)
    [followed, alone, small] = asked
    assert followed[0] == alone[0]
    assert "[1] " in alone[0][1]
    assert alone[1][1] == f"Vraag: {QUESTION}"
    assert followed[1][1].splitlines() == [
        f"Eerdere vraag: {history[0].question}",
        f"Antwoord: {history[0].answer}",
        "Vraag: Wie mag dat zijn?",
        f"Dat betekent: {rewritten}",
    ]
    assert "[1] " not in small[0][1]
    assert "[1] " in small[1][1]
    assert small[1][1].endswith(f"Vraag: {QUESTION}")
    tokens = sum(len(text) for _, text in small) / CHARS_PER_TOKEN
    assert len(small[0][1]) / CHARS_PER_TOKEN < RULES_TOKENS
    assert 3000 < tokens < 8192 - model.ANSWER_TOKENS


def test_a_follow_up_is_searched_for_as_the_model_puts_it(
    handreiking: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = (Turn("Wat is een burgervoogd?", "Een burgervoogd is een natuurlijke persoon."),)
    assistant = with_model(handreiking, monkeypatch, "Wie mag een burgervoogd zijn?", chosen(1))
    answer = assistant.ask("Wie mag dat zijn?", history)
    assert answer.searched == "Wie mag een burgervoogd zijn?"
    assert "Ik zocht op: Wie mag een burgervoogd zijn?" in [each.text for each in answer.notices]


def test_without_a_rewrite_the_rule_says_what_a_follow_up_means(
    handreiking: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = (Turn("Wat is een burgervoogd?", "Een burgervoogd is een natuurlijke persoon."),)
    by_rule = Assistant(handreiking).ask("Wie mag dat zijn?", history).searched
    assistant = with_model(handreiking, monkeypatch, "En dan?", chosen(1))
    assert assistant.ask("Wie mag dat zijn?", history).searched == by_rule


def test_each_cause_is_logged_once_until_it_is_over(
    handreiking: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assistant = with_model(handreiking, monkeypatch, "onzin", "onzin", chosen(1), "onzin")
    for _ in range(4):
        assistant.ask(QUESTION)
    said = [each.getMessage() for each in caplog.records if "taalmodel" in each.getMessage()]
    why = "Antwoorden komen nu zonder taalmodel tot stand. Het taalmodel geeft een antwoord waar"
    assert [each.startswith(why) for each in said] == [True, False, True]
    assert said[1] == "Het taalmodel antwoordt weer."


def test_a_model_that_cannot_be_opened_is_known(
    handreiking: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    assistant = Assistant(handreiking.model_copy(update={"chat": "nergens:model"}))
    assert assistant.condition.now == FailureReason.UNOPENED
    assert assistant.ask(QUESTION).outcome is Outcome.ANSWERED
    assert Assistant(handreiking).condition.now == NO_MODEL


def test_a_trial_asks_whatever_the_support(
    handreiking: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant = with_model(handreiking, monkeypatch, chosen(1), chosen(answerable="no"), "onzin")
    first, far_off, broken = (
        assistant.try_model(each) for each in (QUESTION, "Hoe snoei ik een appelboom?", QUESTION)
    )
    assert (first.reply, len(first.sentences) > 0, first.why) == (chosen(1), True, "")
    assert (far_off.refuses, far_off.sentences, far_off.why) == (True, (), "")
    assert broken.why.startswith("Het taalmodel geeft een antwoord waar")
    assert first.asked_tokens > 1000 > first.reply_tokens > 10


def test_without_a_model_there_is_nothing_to_try(handreiking: Settings) -> None:
    with pytest.raises(SteunwijzerError, match="geen taalmodel"):
        Assistant(handreiking).try_model(QUESTION)


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
