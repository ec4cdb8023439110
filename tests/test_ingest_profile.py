"""The profile of a corpus: its own, that of a corpus without one, and what can be wrong with it."""

from pathlib import Path

import pytest

from ingest.corpus.library import Library
from ingest.corpus.profile import load_profile, neutral_profile
from ingest.corpus.publications import Publications
from ingest.text.errors import CorpusError
from ingest.text.settings import BUNDLED_CORPUS
from small_corpus import PROFILE

PUBLICATIONS = Publications((("gids", "de"), ("protocol", "het")), "protocol")


def write(folder: Path, text: str) -> Path:
    (folder / "profile.toml").write_text(text, encoding="utf-8")
    return folder


def complaint(folder: Path, text: str) -> str:
    with pytest.raises(CorpusError) as caught:
        load_profile(write(folder, text), ["Gids"])
    assert "\n" not in str(caught.value)
    assert str(folder / "profile.toml") in str(caught.value)
    return str(caught.value)


def test_a_corpus_says_itself_what_is_particular_to_it(corpus: Path) -> None:
    profile = Library(write(corpus, PROFILE)).snapshot().profile
    assert profile.tagline == "Alles uit de gids"
    assert profile.subject == "de Gids van Wij"
    assert profile.placeholder == "wat is een verpleegkundige?"
    assert profile.clients == "patiënten"
    assert profile.deciders == "patiënt en arts"
    assert profile.examples == ("Wat doet een verpleegkundige?",)
    assert profile.advisers == "de apotheker"
    assert profile.decision == "Bel de arts."
    assert profile.readers == "artsen"
    assert profile.publications == PUBLICATIONS


def test_a_corpus_without_a_profile_is_named_by_its_titles_and_no_more(corpus: Path) -> None:
    profile = Library(corpus).snapshot().profile
    assert profile == neutral_profile(["Gids"])
    assert profile.tagline == "Antwoorden uit Gids"
    assert profile.subject == "Gids"
    assert (profile.examples, profile.placeholder) == ((), "")


def test_nothing_of_this_publication_is_neutral() -> None:
    own, neutral = load_profile(BUNDLED_CORPUS, ["Titel"]), neutral_profile(["Titel"])
    for name in ("tagline", "subject", "examples", "clients", "deciders", "advisers", "readers"):
        assert getattr(own, name) != getattr(neutral, name)
    said = " ".join((neutral.decision, neutral.advisers, *neutral.off_topic)).casefold()
    assert not any(word in said for word in ("jeugd", "gedragswetenschapper", "bijwerking"))


def test_what_a_profile_leaves_out_is_neutral(tmp_path: Path) -> None:
    profile = load_profile(write(tmp_path, 'clients = "leerlingen"\n'), ["Gids", "Atlas"])
    neutral = neutral_profile(["Gids", "Atlas"])
    assert profile.clients == "leerlingen"
    assert profile.off_topic == neutral.off_topic
    assert profile.tagline == neutral.tagline == "Antwoorden uit Gids en Atlas"


def test_the_tagline_follows_the_subject(tmp_path: Path) -> None:
    profile = load_profile(write(tmp_path, 'subject = "het Boek"\n'), ["Gids"])
    assert profile.tagline == "Antwoorden uit het Boek"


@pytest.mark.parametrize(
    ("titles", "subject"),
    [
        ([], "de bronnen"),
        (["A"], "A"),
        (["A", "B", "C"], "A, B en C"),
        (["A", "B", "C", "D"], "A, B en 2 andere documenten"),
    ],
)
def test_many_titles_are_not_all_named(titles: list[str], subject: str) -> None:
    assert neutral_profile(titles).subject == subject


def test_words_are_folded_and_lines_joined(tmp_path: Path) -> None:
    text = """
decision = \"\"\"
Bel de
arts.
\"\"\"
[publications]
Richtlijn = "de"
"""
    profile = load_profile(write(tmp_path, text), [])
    assert profile.decision == "Bel de arts."
    assert profile.publications.articles == (("richtlijn", "de"),)


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [
        ('taglin = "x"', "taglin", "dit veld bestaat niet."),
        ("tagline = 3", "tagline", "dit is geen tekst."),
        ('clients = " "', "clients", "dit is leeg of te kort."),
        ('examples = "Wat?"', "examples", "dit is geen lijst."),
        ('examples = [""]', "examples.0", "dit is leeg of te kort."),
        ('off_topic = ["Wat?"]', "off_topic", "hier horen minstens 10 verschillende vragen."),
        (f"off_topic = {['Wat?'] * 10}", "off_topic", "minstens 10 verschillende"),
        ('summarised = "gids"', "summarised", "'gids' staat niet onder [publications]."),
        ('[publications]\nwet = "de"', "summarised", "'richtlijn' staat niet onder [publi"),
        ('[publications]\nwet = "der"', "publications.wet", "Kies uit: 'de' of 'het'."),
        ('publications = "x"', "publications", "dit is geen tabel."),
        ('[words]\npeople = "mentor"', "words", "dit veld bestaat niet."),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, field: str, said: str) -> None:
    message = complaint(tmp_path, text + "\n")
    assert f"klopt '{field}' niet" in message
    assert said in message


def test_what_is_no_toml_is_named(tmp_path: Path) -> None:
    assert "regel 1: dit is geen geldige TOML" in complaint(tmp_path, "tagline = Gids\n")


@pytest.mark.parametrize("questions", [9, 10])
def test_off_topic_questions_are_enough_from_ten_on(tmp_path: Path, questions: int) -> None:
    asked = [f"Vraag {number}?" for number in range(questions)]
    folder = write(tmp_path, f"off_topic = {asked}\n")
    if questions < 10:
        assert "minstens 10" in complaint(folder, f"off_topic = {asked}\n")
    else:
        assert load_profile(folder, []).off_topic == tuple(asked)


@pytest.mark.parametrize(
    ("voice", "is_publication"),
    [
        ("de gids Wonen (p. 8)", True),
        ("De Gids", True),
        ("het JGZ-protocol", True),
        ("het gids", False),
        ("de gidsen van Wij", False),
        ("gids", False),
        ("Gio", False),
        ("een jongere over de gids", False),
        ("", False),
    ],
)
def test_a_voice_is_a_publications_by_noun_and_article(voice: str, is_publication: bool) -> None:
    assert PUBLICATIONS.speaks(voice) is is_publication


@pytest.mark.parametrize(
    ("title", "article", "short"),
    [
        ("Gids Wonen", "de", "de gids"),
        ("Protocol", "het", "het protocol"),
        ("Wonen, een gids", "", ""),
        ("", "", ""),
    ],
)
def test_a_title_is_spoken_of_by_its_noun(title: str, article: str, short: str) -> None:
    assert (PUBLICATIONS.article(title), PUBLICATIONS.short(title)) == (article, short)


def test_the_adjective_follows_the_article() -> None:
    assert PUBLICATIONS.revised == "herzien protocol"
    assert Publications(PUBLICATIONS.articles, "gids").revised == "herziene gids"
