"""A chat model reads a text that a maintainer brought in: kept as it goes, once, and resumable."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from langchain_core.language_models import BaseChatModel, FakeListChatModel

from ingest.corpus.library import Library
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings
from small_corpus import FakeEmbedder, annotate, ingest, silent
from ui.service.drafting import MOST_IN_A_ROW, Drafted
from ui.service.roles import TERMINAL_USER
from ui.service.workspace import Workspace

REPLY = json.dumps(
    {
        "plain": "Gewoon gezegd.",
        "passages": [
            {
                "first": 1,
                "plain": "Gewoon gezegd.",
                "terms": ["oppasgezin"],
                "asked": [{"told": [1], "questions": ["wie past er op"]}],
            }
        ],
    }
)


def drafted(small: Settings, *replies: str, most: int | None = None) -> Drafted:
    model: BaseChatModel = FakeListChatModel(responses=list(replies))
    return Workspace(TERMINAL_USER, small).draft_notes("gids", silent, most, lambda _: model)


def files(small: Settings) -> list[str]:
    folder = small.corpus / "drafts"
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.toml"))


def test_every_section_gets_a_draft_of_its_own(small: Settings) -> None:
    assert drafted(small, REPLY) == Drafted(read=3, failed=0, left=0)
    assert files(small) == [
        "gids/burgervoogd.toml",
        "gids/burgervoogd/citaat.toml",
        "gids/steunouders.toml",
    ]


def test_it_goes_on_where_it_stopped(small: Settings) -> None:
    assert drafted(small, REPLY, most=1) == Drafted(read=1, failed=0, left=2)
    assert drafted(small, REPLY) == Drafted(read=2, failed=0, left=0)
    assert drafted(small, "nooit gevraagd") == Drafted(read=0, failed=0, left=0)


def test_of_a_section_that_nothing_came_of_it_is_said_and_it_is_tried_again(
    small: Settings,
) -> None:
    found = drafted(small, REPLY, "Geen idee.", REPLY)
    assert (found.read, found.failed, found.left) == (2, 1, 1)
    assert "Het taalmodel" in found.why
    assert drafted(small, REPLY).read == 1


def test_a_model_that_never_does_what_is_asked_is_not_asked_on_and_on(small: Settings) -> None:
    more = Path(small.corpus / "documents" / "gids.md")
    text = more.read_text(encoding="utf-8")
    Library(small.corpus).put_document("gids", f"{text}\n## Nog een\n\nMeer tekst.\n", text)
    found = drafted(small, "Geen idee.")
    assert (found.failed, found.left) == (MOST_IN_A_ROW, 4)


def test_without_a_model_it_says_what_to_set(small: Settings) -> None:
    with pytest.raises(SteunwijzerError, match="STEUNWIJZER_CHAT"):
        Workspace(TERMINAL_USER, small).draft_notes("gids", silent)


def test_what_people_wrote_notes_of_is_not_drafted(small: Settings) -> None:
    annotate(small.corpus)
    assert drafted(small, REPLY).read == 2
    assert "gids/steunouders.toml" not in files(small)


@pytest.fixture
def released(small: Settings, embedder: FakeEmbedder) -> Iterator[Release]:
    drafted(small, REPLY)
    ingest(small, embedder)
    with closing(Release(small, current_release(small.data))) as release:
        yield release


def test_a_draft_helps_to_find_and_is_known_as_one(small: Settings, released: Release) -> None:
    passages = Library(small.corpus).snapshot().annotations.passages
    assert {each.is_draft for each in passages} == {True}
    assert len(passages) == 3
    words = next(each for each in released.signals if each.name == "words")
    query = released.query("oppasgezin", FakeEmbedder().embed_question("oppasgezin"))
    assert words.score(query).scores.max() > 0


def test_notes_of_people_take_the_place_of_a_draft(small: Settings) -> None:
    drafted(small, REPLY)
    annotate(small.corpus)
    passages = Library(small.corpus).snapshot().annotations.passages
    assert {each.place.section_id: each.is_draft for each in passages} == {
        "gids/steunouders": False,
        "gids/burgervoogd": True,
        "gids/burgervoogd/citaat": True,
    }


def test_a_draft_of_another_text_counts_no_more_and_is_made_anew(small: Settings) -> None:
    drafted(small, REPLY)
    path = small.corpus / "documents" / "gids.md"
    text = path.read_text(encoding="utf-8")
    Library(small.corpus).put_document("gids", text.replace("dichtbij", "naast het kind"), text)
    snapshot = Library(small.corpus).snapshot()
    assert {each.place.section_id for each in snapshot.annotations.passages} == {
        "gids/steunouders",
        "gids/burgervoogd/citaat",
    }
    assert snapshot.annotations.lost == snapshot.annotations.stale == ()
    assert drafted(small, REPLY) == Drafted(read=1, failed=0, left=0)
