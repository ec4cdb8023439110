"""What who keeps the machine going is told of the chat model: on /health, and by a command."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from typer.testing import CliRunner

from assistant.answer.trial import Trial
from assistant.chat.condition import UNTRIED, WELL, Condition
from assistant.chat.failure import FailureReason, ModelFailure
from ingest.text.errors import SteunwijzerError
from ui.service.roles import TERMINAL_USER, VISITOR
from ui.service.workspace import Workspace
from ui.terminal import model
from ui.terminal.cli import app
from ui.web.health import health_route
from ui.web.routes import HEALTH
from ui_fakes import FakeAssistant, workspace_of


def health(condition: Condition) -> dict[str, str]:
    assistant = FakeAssistant()
    assistant.condition = condition
    reply = TestClient(Starlette(routes=[health_route(workspace_of(assistant))])).get(HEALTH)
    assert reply.status_code == 200
    return dict(reply.json())


def test_health_tells_how_the_chat_model_does() -> None:
    assert health(Condition()) == {"status": "ok", "chat_model": "none", "why": ""}
    assert health(Condition(WELL))["chat_model"] == "ok"


@pytest.mark.parametrize("reason", FailureReason)
def test_health_names_each_cause_and_what_to_do(reason: FailureReason) -> None:
    condition = Condition(UNTRIED)
    condition.failed(ModelFailure(reason))
    told = health(condition)
    assert told["chat_model"] == reason
    assert told["why"] == str(ModelFailure(reason))
    condition.answered()
    assert health(condition) == {"status": "ok", "chat_model": "ok", "why": ""}


def test_a_cause_is_logged_once_and_another_one_too(caplog: pytest.LogCaptureFixture) -> None:
    condition = Condition(UNTRIED)
    condition.answered()
    for reason in (FailureReason.BUSY, FailureReason.BUSY, FailureReason.TIMEOUT):
        condition.failed(ModelFailure(reason))
    said = [each.getMessage() for each in caplog.records]
    assert len(said) == 2
    assert "heeft het te druk" in said[0]
    assert "is niet op tijd klaar" in said[1]


class Tried(FakeAssistant):
    """A model that answers what the corpus has, and refuses the rest."""

    def try_model(self, question: str) -> Trial:
        is_known = question in self.profile.examples
        why = "Het taalmodel is niet te bereiken. Kijk." if "JIM" in question else ""
        told = ("Een zin\nover regels.",) if is_known and not why else ()
        return Trial(question, '{"answerable": ...}', told, not is_known, why, 1.25, 4000, 30)


def test_two_questions_of_the_corpus_and_one_of_another_are_asked() -> None:
    assistant = Tried()
    asked = [each.question for each in workspace_of(assistant, TERMINAL_USER).check_model()]
    profile = assistant.profile
    assert asked == [*profile.examples[:2], profile.off_topic[0]]


def test_trying_the_model_is_for_the_operator() -> None:
    with pytest.raises(SteunwijzerError, match="Het taalmodel proberen is voor"):
        list(workspace_of(Tried(), VISITOR).check_model())


def test_the_command_prints_what_came_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def own() -> Workspace:
        return workspace_of(Tried(), TERMINAL_USER)

    monkeypatch.setattr(model, "own_workspace", own)
    result = CliRunner().invoke(app, ["model", "check"])
    assert result.exit_code == 1
    assert "1,2 s, ongeveer 4000 tokens gevraagd en 30 geantwoord" in result.stdout
    assert "De lezer krijgt:\n  Een zin over regels." in result.stdout
    assert "Niet bruikbaar. Het taalmodel is niet te bereiken. Kijk." in result.stdout
    assert "De lezer krijgt: geen antwoord gevonden." in result.stdout
