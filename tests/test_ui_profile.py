"""Another corpus: the page and the terminal show what its own profile says, and nothing else."""

import re
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from assistant.answer.answer import Answer, NoticeKind, Outcome
from assistant.assistant import Assistant
from ingest.corpus.profile import load_profile
from ingest.index.build import Report
from ingest.index.record import read_record
from ingest.index.releases import current_release
from ingest.text.settings import BUNDLED_CORPUS, Settings
from own_loop import finished
from small_corpus import PROFILE, FakeEmbedder, ingest
from ui import texts
from ui.service.roles import VISITOR
from ui.service.workspace import Workspace
from ui.terminal.told import print_answer
from ui.web.chat import build_page
from ui.web.desk import Desk

OWN = load_profile(BUNDLED_CORPUS, [])


def build(settings: Settings, profile: str = "") -> Report:
    path = settings.corpus / "profile.toml"
    path.unlink(missing_ok=True)
    if profile:
        path.write_text(profile, encoding="utf-8")
    return ingest(settings, FakeEmbedder())


def opened(settings: Settings) -> Assistant:
    return Assistant(settings, open_embedder=lambda _: FakeEmbedder())


def blocks(settings: Settings) -> list[Any]:
    """What the page is made of, before the first question."""

    async def built() -> list[Any]:
        page = build_page(Workspace(VISITOR, settings, opened), Desk(), 30)
        return list(page.blocks.values())

    return finished(built())


def shown(page: list[Any]) -> str:
    """All texts of the page."""
    names = ("value", "placeholder")
    return "\n".join(str(getattr(block, name, "")) for block in page for name in names)


def questions(page: list[Any]) -> list[str]:
    """Those to start with."""
    return re.findall(r'class="sw-voorbeeld">([^<]+)<', shown(page))


def printed(answer: Answer) -> str:
    out = StringIO()
    print_answer(Console(file=out, width=96), answer)
    return out.getvalue()


def test_the_page_shows_the_tagline_and_the_examples_of_its_corpus(settings: Settings) -> None:
    build(settings, PROFILE)
    page = blocks(settings)
    said = shown(page)
    assert "<p>Alles uit de gids</p>" in said
    assert texts.about("de Gids van Wij") in said
    assert texts.caution("patiënt en arts") in said
    assert texts.privacy("patiënten") in said
    assert texts.disclaimer("patiënten") in said
    assert "Bijvoorbeeld: wat is een verpleegkundige?" in said
    assert questions(page) == ["Wat doet een verpleegkundige?"]


def test_without_a_profile_the_page_names_the_documents_and_shows_no_examples(
    settings: Settings,
) -> None:
    build(settings)
    page = blocks(settings)
    said = shown(page)
    assert "<p>Antwoorden uit Gids</p>" in said
    assert texts.EXAMPLES_TITLE not in said
    assert "Bijvoorbeeld" not in said
    assert questions(page) == []
    for text in (OWN.tagline, OWN.subject, OWN.clients, OWN.deciders, *OWN.examples):
        assert text not in said


def test_what_a_profile_says_is_text_and_no_markup(settings: Settings) -> None:
    build(settings, 'tagline = "<b>A & B</b>"\nsubject = "<i>C</i>"\nclients = "<u>wie</u>"\n')
    page = blocks(settings)
    said = shown(page)
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in said
    assert not any(tag in said for tag in ("<b>", "<i>", "<u>"))


@pytest.mark.parametrize(
    ("profile", "lead", "advice"),
    [
        (PROFILE, "Dit staat in de gids:", "Vraag het aan de apotheker."),
        ("", "Dit staat in de bronnen:", "Vraag het aan een collega of een deskundige."),
    ],
    ids=["own", "none"],
)
def test_answers_speak_as_the_profile_does(
    settings: Settings, profile: str, lead: str, advice: str
) -> None:
    build(settings, profile)
    assistant = opened(settings)
    answer = assistant.ask("Wat is een steunouder, een vrijwilliger?")
    assert answer.outcome is Outcome.ANSWERED
    assert printed(answer).startswith(lead)
    unknown = assistant.ask("Xyzzy plugh qwerty?")
    assert unknown.outcome is Outcome.NOT_FOUND
    assert advice in printed(unknown)


def test_a_decision_and_personal_data_are_met_as_the_profile_says(settings: Settings) -> None:
    build(settings, PROFILE)
    answer = opened(settings).ask("Moet dit kind uit huis geplaatst worden? Bel 06-12345678.")
    said = {notice.kind: notice.text for notice in answer.notices}
    assert said[NoticeKind.DECISION] == "Steunwijzer beslist niet. Bel de arts."
    assert said[NoticeKind.PERSONAL_DATA].endswith("Typ geen gegevens van patiënten.")


def test_another_profile_is_another_release_and_followed_at_once(settings: Settings) -> None:
    first = build(settings)
    assistant = opened(settings)
    assert assistant.profile.tagline == "Antwoorden uit Gids"
    second = build(settings, PROFILE)
    assert second.is_new
    assert second.release != first.release
    assert assistant.profile.tagline == "Alles uit de gids"
    assert not build(settings, PROFILE).is_new
    assistant.close()


def test_noise_is_measured_by_the_questions_of_the_profile(settings: Settings) -> None:
    build(settings)
    before = read_record(current_release(settings.data)).noise_mean
    asked = [f"Een steunouder is vrijwilliger nummer {number}." for number in range(10)]
    build(settings, f"off_topic = {asked}\n")
    after = read_record(current_release(settings.data)).noise_mean
    assert after > before
