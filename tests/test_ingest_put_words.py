"""Words and weights are put in the folder: the next snapshot holds them, all else stays."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotated_corpus import annotated, changed, contents, edit
from ingest.corpus.fitted import Fitted
from ingest.corpus.library import Library
from ingest.corpus.terms import WordGroup, WordLists
from ingest.text.errors import CorpusError
from small_corpus import write_corpus

TERMS = """# Woorden van mensen

[group.gezin]
source = "algemeen" # weet iedereen

[group.gezin.abbreviations]
JIM = "jouw ingebrachte mentor" # bekend

# Gewone woorden
[group.gezin.lay]
'uit elkaar' = "scheiding"
# drank
"drinkt" = "verslaving"
"""
FAMILY = WordGroup(
    source="algemeen",
    abbreviations={"JIM": "jouw ingebrachte mentor"},
    lay={"uit elkaar": "scheiding", "drinkt": "verslaving"},
)
LISTS = WordLists(group={"gezin": FAMILY})


def lists(lay: dict[str, str]) -> WordLists:
    """The lists with other lay words."""
    return WordLists(group={"gezin": FAMILY.model_copy(update={"lay": lay})})


@pytest.fixture
def library(corpus: Path) -> Library:
    found = annotated(corpus)
    (corpus / "terms.toml").write_text(TERMS, encoding="utf-8")
    return found


def test_word_lists_are_read_as_they_were_written(library: Library) -> None:
    assert library.word_lists() == LISTS
    assert library.snapshot().terms == LISTS.terms
    assert set(LISTS.terms) == {
        ("jim", "jouw ingebrachte mentor"),
        ("jouw inbracht mentor", "JIM"),
        ("uit elkaar", "scheiding"),
        ("drink", "verslaving"),
    }


def test_a_word_is_added_changed_and_taken_away_among_the_others(library: Library) -> None:
    lay = {"drinkt": "alcohol", "oma": "grootouder"}
    before = contents(library)
    library.put_terms(lists(lay), LISTS)
    assert changed(library, before) == {"terms.toml"}
    assert contents(library)["terms.toml"].decode() == (
        TERMS.replace("'uit elkaar' = \"scheiding\"\n", "").replace("verslaving", "alcohol")
        + 'oma = "grootouder"\n'
    )


def test_the_same_words_change_nothing(library: Library) -> None:
    before = contents(library)
    library.put_terms(LISTS, LISTS)
    assert changed(library, before) == set()


def test_no_words_make_no_file(library: Library) -> None:
    (library.folder / "terms.toml").unlink()
    library.put_terms(WordLists(), WordLists())
    assert "terms.toml" not in contents(library)


def test_a_corpus_without_words_gets_them(library: Library) -> None:
    (library.folder / "terms.toml").unlink()
    library.put_terms(LISTS, WordLists())
    assert library.word_lists() == LISTS


@pytest.mark.parametrize("was", [WordLists(), lists({})])
def test_words_that_somebody_else_changed_are_left_alone(library: Library, was: WordLists) -> None:
    before = contents(library)
    with pytest.raises(CorpusError, match=r"terms\.toml is intussen door iemand anders veranderd"):
        library.put_terms(lists({"oma": "grootouder"}), was)
    assert changed(library, before) == set()


@pytest.mark.parametrize("said", ['"" = "iets"\n', 'oma = " "\n'])
def test_a_word_that_is_empty_is_a_mistake(library: Library, said: str) -> None:
    text = f'[group.gezin]\nsource = "algemeen"\n[group.gezin.lay]\n{said}'
    (library.folder / "terms.toml").write_text(text, encoding="utf-8")
    with pytest.raises(
        CorpusError, match=r"terms\.toml klopt 'group\.gezin\.lay.* niet: dit is leeg"
    ):
        library.snapshot()


def test_words_of_which_nothing_can_be_made_are_refused(library: Library) -> None:
    edit(library, "terms.toml", "'uit elkaar'", "' uit elkaar'")
    before = contents(library)
    with pytest.raises(CorpusError, match=r"terms\.toml is zo geschreven dat het niet vanzelf"):
        library.put_terms(lists({}), LISTS)
    assert changed(library, before) == set()


WORD = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6).filter(str.strip)
GROUP = st.builds(
    WordGroup,
    source=WORD,
    abbreviations=st.dictionaries(WORD, WORD, max_size=3),
    lay=st.dictionaries(WORD, WORD, max_size=3),
)
WORDS = st.builds(WordLists, group=st.dictionaries(WORD, GROUP, max_size=2))


@settings(max_examples=30)
@given(WORDS, WORDS)
def test_the_words_that_are_put_are_those_of_the_next_snapshot(
    tmp_path_factory: pytest.TempPathFactory, first: WordLists, second: WordLists
) -> None:
    library = Library(write_corpus(tmp_path_factory.mktemp("c")))
    library.put_terms(first, WordLists())
    library.put_terms(second, first)
    assert library.word_lists() == second
    assert set(library.snapshot().terms) == set(second.terms)


def test_weights_are_put_where_they_differ_and_read_again(library: Library) -> None:
    before = library.fitted()
    tables = before.model_dump()
    tables["support"]["threshold"] = -1.5
    other = Fitted.model_validate(tables)
    library.put_fitted(other, before)
    assert library.fitted() == library.snapshot().fitted == other
    path = library.folder / "fitted.toml"
    text = f"# met de hand\n{path.read_text(encoding='utf-8')}# einde\n"
    path.write_text(text, encoding="utf-8")
    library.put_fitted(before, other)
    threshold = before.support.threshold
    assert path.read_text(encoding="utf-8") == text.replace("-1.5", str(threshold))
    with pytest.raises(CorpusError, match=r"fitted\.toml is intussen"):
        library.put_fitted(other, other)
