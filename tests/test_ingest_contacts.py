"""Whom to call: from a file with sources and dates, and never silently from another one."""

import tomllib
from pathlib import Path

import pytest

from ingest.corpus.contacts import (
    CONTACTS,
    EXAMPLES,
    FORMER_CONTACTS,
    Concern,
    Contact,
    in_order,
    load_contacts,
    load_safety,
)
from ingest.corpus.library import Library
from ingest.text.errors import CorpusError
from ingest.text.settings import BUNDLED_CORPUS

CORPUS = Path(__file__).parent.parent / "corpus"


def named(name: str, first_for: Concern | None = None) -> Contact:
    return Contact(name, "", name, "", "", first_for)


def complaint(corpus: Path) -> str:
    with pytest.raises(CorpusError) as caught:
        load_contacts(corpus)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_who_says_nothing_of_everyday_questions_gets_those_of_the_package(tmp_path: Path) -> None:
    own = 'danger = ["a"]\ncalm = ["b"]\ndecision = ["c"]\nadvice = ["d"]\n'
    (tmp_path / EXAMPLES).write_text(own, encoding="utf-8")
    packaged = load_safety(BUNDLED_CORPUS).everyday
    assert packaged
    assert load_safety(tmp_path).everyday == packaged
    (tmp_path / EXAMPLES).write_text(f"{own}everyday = []\n", encoding="utf-8")
    assert load_safety(tmp_path).everyday == ()


def test_contacts_begin_with_112_and_name_where_and_when_they_were_checked() -> None:
    contacts = tomllib.loads((CORPUS / CONTACTS).read_text(encoding="utf-8"))["contact"]
    assert [each["phone"] for each in contacts] == [
        "112",
        "0800-2000",
        "113 of 0800-0113",
        "0800-0432",
    ]
    assert all(each["source"].startswith("https://") and each["checked"] for each in contacts)


def test_no_example_stands_twice() -> None:
    examples = [text for sort in load_safety(CORPUS).examples for text in sort]
    assert len(examples) == len(set(examples))


def test_those_for_what_is_the_matter_come_first_and_nobody_is_left_out_or_twice() -> None:
    contacts = [named("a"), named("b", Concern.SUICIDE), named("c", Concern.DANGER)]
    assert in_order(contacts, [Concern.DANGER, Concern.SUICIDE]) == (
        contacts[2],
        contacts[1],
        contacts[0],
    )
    assert in_order(contacts, []) == tuple(contacts)


def test_a_folder_without_contacts_has_those_of_the_package(corpus: Path) -> None:
    (corpus / CONTACTS).unlink()
    assert load_contacts(corpus) == load_contacts(BUNDLED_CORPUS)


def test_a_file_that_still_has_its_former_name_is_named_and_nobody_elses_is_taken(
    corpus: Path,
) -> None:
    (corpus / CONTACTS).rename(corpus / FORMER_CONTACTS)
    said = complaint(corpus)
    assert said == (
        f"{corpus / 'safety.toml'} wordt niet meer gelezen: dit bestand heet nu contacts.toml. "
        "Geef het de naam contacts.toml."
    )
    with pytest.raises(CorpusError, match="heet nu contacts"):
        Library(corpus).snapshot()


def test_a_file_of_the_former_name_beside_the_new_one_is_named(corpus: Path) -> None:
    (corpus / FORMER_CONTACTS).write_text("")
    assert f"verwijder {FORMER_CONTACTS}" in complaint(corpus)


@pytest.mark.parametrize("concern", ["decision", "emergency", "now", "brand"])
def test_nobody_is_called_first_for_what_is_no_danger(corpus: Path, concern: str) -> None:
    path = corpus / CONTACTS
    path.write_text(path.read_text(encoding="utf-8") + f'first_for = "{concern}"\n', "utf-8")
    assert "'contact.0.first_for' niet: deze waarde mag niet." in complaint(corpus)


@pytest.mark.parametrize("concern", ["danger", "suicide", "child"])
def test_somebody_may_be_called_first_for_every_danger(corpus: Path, concern: str) -> None:
    path = corpus / CONTACTS
    path.write_text(path.read_text(encoding="utf-8") + f'first_for = "{concern}"\n', "utf-8")
    assert [each.first_for for each in load_contacts(corpus)] == [Concern(concern)]
