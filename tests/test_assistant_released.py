"""A running assistant follows a release: text, names, contacts, weights and profile in one step."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.answer.answer import NoticeKind, Outcome
from assistant.assistant import Assistant
from assistant.question.follow_up import Turn
from ingest.index.releases import current_release, publish, sealed_releases
from ingest.text.errors import IndexUnusableError
from ingest.text.settings import BUNDLED_CORPUS, Settings
from small_corpus import (
    CONTACTS,
    DOCUMENT,
    PROFILE,
    FakeEmbedder,
    annotate,
    ingest,
    opens,
    write_corpus,
)

ASKED = "Wat is een steunouder?"
NAMED = DOCUMENT.replace("Hij staat dichtbij.", "Volgens Janny Jansma staat hij dichtbij.")
TYPED = "Janny Jansma vraagt wat een steunouder is"
DANGER = "Vader bedreigt moeder nu met een mes"


@pytest.fixture
def running(indexed: Settings, embedder: FakeEmbedder) -> Iterator[Assistant]:
    """An assistant that was opened before anything changed."""
    with closing(Assistant(indexed, opens(embedder))) as assistant:
        yield assistant


def write(settings: Settings, name: str, text: str) -> None:
    (settings.corpus / name).write_text(text, encoding="utf-8")


def fitted(pattern: str, by: str) -> str:
    """The package's own weights, but for one."""
    text = (BUNDLED_CORPUS / "fitted.toml").read_text(encoding="utf-8")
    changed = re.sub(pattern, by, text)
    assert changed != text
    return changed


def test_it_answers_from_the_text_that_is_in_use(
    running: Assistant, indexed: Settings, embedder: FakeEmbedder
) -> None:
    assert running.ask(ASKED).sentences[0].text == "Een steunouder is een vrijwilliger."
    write_corpus(indexed.corpus, DOCUMENT.replace("is een vrijwilliger", "past op een kind"))
    ingest(indexed, embedder)
    assert running.ask(ASKED).sentences[0].text == "Een steunouder past op een kind."


def test_a_name_is_kept_while_the_text_in_use_has_it(
    running: Assistant, indexed: Settings, embedder: FakeEmbedder
) -> None:
    assert running.mask(TYPED).text == "[naam] vraagt wat een steunouder is"
    write_corpus(indexed.corpus, NAMED)
    ingest(indexed, embedder)
    assert running.mask(TYPED).text == TYPED
    assert running.ask(TYPED).question == TYPED
    write_corpus(indexed.corpus)
    ingest(indexed, embedder)
    assert running.mask(TYPED).text == "[naam] vraagt wat een steunouder is"
    assert NoticeKind.PERSONAL_DATA in [each.kind for each in running.ask(TYPED).notices]


def test_a_name_in_the_history_is_masked_by_the_text_in_use(
    running: Assistant, indexed: Settings, embedder: FakeEmbedder
) -> None:
    history = [Turn("Wat wil Janny Jansma met een steunouder?", "")]
    assert running.ask("Waarom?", history).searched.startswith("Wat wil [naam] met een")
    write_corpus(indexed.corpus, NAMED)
    ingest(indexed, embedder)
    assert running.ask("Waarom?", history).searched.startswith("Wat wil Janny Jansma met een")


def test_whom_to_call_is_that_of_the_release_in_use(
    running: Assistant, indexed: Settings, embedder: FakeEmbedder
) -> None:
    assert [each.phone for each in running.ask(DANGER).contacts] == ["112"]
    write(indexed, "contacts.toml", CONTACTS.replace('phone = "112"', 'phone = "0800-2000"'))
    ingest(indexed, embedder)
    assert [each.phone for each in running.contacts] == ["0800-2000"]
    answer = running.ask(DANGER)
    assert [each.phone for each in answer.contacts] == ["0800-2000"]
    assert "0800-2000" in answer.notices[0].text
    assert running.ask("x" * 9000 + DANGER).contacts == answer.contacts


def test_what_was_fitted_decides_from_when_it_is_published(
    running: Assistant, indexed: Settings, embedder: FakeEmbedder
) -> None:
    """Here a weight of evidence puts another sentence first."""
    first = running.ask("Wat doet een steunouder met een kind?").sentences
    section = r"(\[evidence.plain\][\s\S]*?)near = .*"
    write(indexed, "fitted.toml", fitted(section, r"\1near = -30.0"))
    ingest(indexed, embedder)
    assert running.ask("Wat doet een steunouder met een kind?").sentences != first


def test_thresholds_doubt_and_refuse_from_when_they_are_published(
    running: Assistant, indexed: Settings, embedder: FakeEmbedder
) -> None:
    annotate(indexed.corpus)
    question = "Wat doet een steunouder op zondag?"
    ingest(indexed, embedder)
    assert running.ask(question).outcome is Outcome.ANSWERED
    write(indexed, "fitted.toml", fitted("threshold = .*", "threshold = 99.0"))
    ingest(indexed, embedder)
    assert running.ask(question).outcome is Outcome.PERHAPS
    sure = re.sub("doubtful = .*", "doubtful = 98.0", fitted("threshold = .*", "threshold = 99.0"))
    write(indexed, "fitted.toml", sure)
    ingest(indexed, embedder)
    assert running.ask(question).outcome is Outcome.NOT_FOUND


def test_its_profile_is_that_of_the_release_in_use(
    running: Assistant, indexed: Settings, embedder: FakeEmbedder
) -> None:
    assert running.profile.subject == "Gids"
    write(indexed, "profile.toml", PROFILE)
    ingest(indexed, embedder)
    assert running.profile.subject == "de Gids van Wij"


def test_to_go_back_is_to_publish_the_release_before(
    running: Assistant, indexed: Settings, embedder: FakeEmbedder
) -> None:
    before = current_release(indexed.data)
    write_corpus(indexed.corpus, NAMED)
    write(indexed, "contacts.toml", CONTACTS.replace('phone = "112"', 'phone = "0800-2000"'))
    ingest(indexed, embedder)
    assert running.mask(TYPED).text == TYPED
    assert before in sealed_releases(indexed.data)
    publish(before)
    assert running.mask(TYPED).text != TYPED
    assert [each.phone for each in running.contacts] == ["112"]


def test_a_release_that_cannot_be_read_changes_nothing(
    running: Assistant, indexed: Settings, embedder: FakeEmbedder
) -> None:
    write_corpus(indexed.corpus, NAMED)
    ingest(indexed, embedder)
    (current_release(indexed.data) / "content.json").unlink()
    assert running.mask(TYPED).text != TYPED
    assert running.ask(ASKED).outcome is Outcome.ANSWERED


def test_the_release_before_is_let_go_of(
    running: Assistant, indexed: Settings, embedder: FakeEmbedder
) -> None:
    """Two releases remain on disk: what was open is not kept alive by whom it answered."""
    for _ in range(3):
        ingest(indexed, embedder, is_forced=True)
        assert running.ask(ASKED).outcome is Outcome.ANSWERED
    assert len(sealed_releases(indexed.data)) == 2


def test_it_searches_the_release_in_use(
    running: Assistant, indexed: Settings, embedder: FakeEmbedder
) -> None:
    write_corpus(indexed.corpus, DOCUMENT.replace("vrijwilliger", "buurvrouw"))
    ingest(indexed, embedder)
    assert "buurvrouw" in running.search("steunouder")[0].hit.chunk.text


def test_without_an_index_there_is_no_assistant(small: Settings, embedder: FakeEmbedder) -> None:
    with pytest.raises(IndexUnusableError, match="nog geen index"):
        Assistant(small, opens(embedder))


def test_an_assistant_loads_the_embedder_that_the_settings_name(
    indexed: Settings, embedder: FakeEmbedder, tmp_path: Path
) -> None:
    named: list[str] = []

    def open_named(name: str) -> FakeEmbedder:
        named.append(name)
        return embedder

    Assistant(indexed, open_named).close()  # type: ignore[arg-type]
    assert named == [indexed.embedder]
