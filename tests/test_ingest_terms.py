"""What people say beside the terms of the guidelines."""

from pathlib import Path

import pytest

from ingest.corpus.terms import expand, load_terms, stands_for
from ingest.text.errors import CorpusError


def write(folder: Path, text: str) -> Path:
    (folder / "terms.toml").write_text(text, encoding="utf-8")
    return folder


def test_words_that_people_use_bring_the_terms_of_the_guidelines(tmp_path: Path) -> None:
    terms = load_terms(
        write(
            tmp_path,
            '[abbreviations]\nJIM = "jouw ingebrachte mentor"\n[lay]\n"uit elkaar" = "scheiding"\n',
        )
    )
    assert expand("Ouders gaan uit elkaar", terms) == "Ouders gaan uit elkaar scheiding"
    assert expand("een jim?", terms).endswith("jouw ingebrachte mentor")
    assert expand("Jouw ingebrachte mentor", terms).endswith("JIM")
    assert expand("jimmy", terms) == "jimmy"
    assert [stands_for(word, terms) for word in ("jim", "jimmy")] == [True, False]


def test_what_several_words_stand_for_is_added_once(tmp_path: Path) -> None:
    terms = load_terms(write(tmp_path, '[lay]\noppas = "steun"\nbuur = "steun"\n'))
    assert expand("oppas of buur", terms) == "oppas of buur steun"


def test_there_may_be_no_terms(tmp_path: Path) -> None:
    assert load_terms(tmp_path) == ()


def test_what_is_no_list_of_terms_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"terms\.toml klopt 'lay' niet: dit is geen tabel"):
        load_terms(write(tmp_path, "lay = 3"))
