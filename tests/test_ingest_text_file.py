"""Files that people edit: read whatever editor saved them, or named with what to do."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.corpus.checked import Strict, read_toml
from ingest.corpus.library import Library
from ingest.text.errors import CorpusError
from plain_user import one_line, steunwijzer
from small_corpus import write_corpus

TERMS = '[group.gezin]\nsource = "algemeen"\nlay."uit elkaar" = "scheiding"\n'
UNANSWERED = 'questions = ["Hoe is het weer?"]\n'
EDITED = (
    "manifest.toml",
    "contacts.toml",
    "danger.toml",
    "terms.toml",
    "changes/gids.toml",
    "documents/gids.md",
    "originals/gids.txt",
    "annotations/unanswered.toml",
)


class Record(Strict):
    number: int


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = write_corpus(tmp_path / "corpus")
    (folder / "terms.toml").write_text(TERMS, encoding="utf-8")
    (folder / "annotations").mkdir()
    (folder / "annotations" / "unanswered.toml").write_text(UNANSWERED, encoding="utf-8")
    return folder


def complaint(corpus: Path) -> str:
    with pytest.raises(CorpusError) as caught:
        Library(corpus).snapshot()
    said = str(caught.value)
    assert "\n" not in said
    return said


def as_notepad_saves(text: bytes) -> bytes:
    return b"\xef\xbb\xbf" + text


def as_windows_saves(text: bytes) -> bytes:
    return text.replace(b"\n", b"\r\n")


def as_old_macs_saved(text: bytes) -> bytes:
    return text.replace(b"\n", b"\r")


def as_both(text: bytes) -> bytes:
    return as_notepad_saves(as_windows_saves(text))


@pytest.mark.parametrize("name", EDITED)
@pytest.mark.parametrize("saved", [as_notepad_saves, as_windows_saves, as_old_macs_saved, as_both])
def test_a_file_means_the_same_whatever_editor_saved_it(
    corpus: Path, name: str, saved: Callable[[bytes], bytes]
) -> None:
    before = Library(corpus).snapshot()
    (corpus / name).write_bytes(saved((corpus / name).read_bytes()))
    assert Library(corpus).snapshot() == before


@pytest.mark.parametrize("name", [name for name in EDITED if not name.startswith("originals")])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_another_encoding_is_to_be_saved_as_utf8(corpus: Path, name: str, encoding: str) -> None:
    text = (corpus / name).read_text(encoding="utf-8") or "# leeg\n"
    (corpus / name).write_bytes(text.encode(encoding))
    said = complaint(corpus)
    assert Path(name).name in said
    assert said.endswith("Sla het bestand op als UTF-8.")


def test_a_nul_is_no_text(corpus: Path) -> None:
    (corpus / "terms.toml").write_bytes(TERMS.encode() + b"# \0\n")
    assert "terms.toml is geen UTF-8" in complaint(corpus)


def test_a_letter_of_an_old_encoding_is_named_by_its_line(corpus: Path) -> None:
    (corpus / "terms.toml").write_bytes(TERMS.encode() + "# één\n".encode("latin-1"))
    assert "terms.toml is op regel 4 geen UTF-8" in complaint(corpus)


def make_folder(path: Path) -> None:
    path.mkdir()


def make_dangling_link(path: Path) -> None:
    path.symlink_to("nergens")


def make_link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("name", [name for name in EDITED if "/" not in name or "gids" in name])
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (make_folder, "is een map"),
        (make_dangling_link, "is een snelkoppeling naar iets dat er niet is"),
        (make_link_to_itself, "een snelkoppeling die naar zichzelf wijst"),
        (make_pipe, "is geen gewoon bestand"),
    ],
)
def test_what_is_no_file_is_named(
    corpus: Path, name: str, make: Callable[[Path], None], reason: str
) -> None:
    (corpus / name).unlink()
    make(corpus / name)
    said = complaint(corpus)
    assert Path(name).name in said
    assert reason in said


@pytest.mark.parametrize("name", ["changes", "documents", "annotations"])
def test_a_file_where_a_folder_should_be_is_named(corpus: Path, name: str) -> None:
    shutil.rmtree(corpus / name)
    (corpus / name).write_text("")
    said = complaint(corpus)
    assert name in said
    assert "bestand, geen map" in said


@pytest.mark.parametrize("name", EDITED)
def test_a_file_that_may_not_be_read_is_named(corpus: Path, name: str) -> None:
    (corpus / name).chmod(0)
    said = one_line(steunwijzer("ingest", **environment(corpus)))
    assert Path(name).name in said
    assert "de rechten ontbreken" in said


@pytest.mark.parametrize("name", [".", "annotations", "documents"])
@pytest.mark.parametrize("mode", [0o000, 0o200, 0o400, 0o100])
def test_a_folder_that_may_not_be_looked_into_is_named_or_read(
    corpus: Path, name: str, mode: int
) -> None:
    (corpus / name).chmod(mode)
    done = steunwijzer("ingest", **environment(corpus))
    (corpus / name).chmod(0o700)
    if (name, mode) == ("documents", 0o100):
        # What is in it may be read by name, which is all that is needed.
        assert done.returncode == 0
    else:
        assert "de rechten ontbreken" in one_line(done)


@pytest.mark.parametrize("what", ["nothing", "a file", "an empty folder"])
def test_a_corpus_that_is_none_is_named_with_its_setting(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "hier"
    if what == "a file":
        folder.write_text("")
    if what == "an empty folder":
        folder.mkdir()
    said = complaint(folder)
    assert "hier" in said
    assert "STEUNWIJZER_CORPUS" in said


@pytest.mark.parametrize(
    "toml", ["a = " + "[" * 5000, "a = " + "9" * 5000, "a = 2026-13-45", "a = 1\na = 2"]
)
def test_what_the_parser_chokes_on_is_no_toml(tmp_path: Path, toml: str) -> None:
    (tmp_path / "a.toml").write_text(toml)
    with pytest.raises(CorpusError, match=r"a\.toml, .*: dit is geen geldige TOML"):
        read_toml(tmp_path / "a.toml", Record)


@pytest.mark.parametrize("value", ["'x'", "[]", "{}", "1.5", "true", "2026-01-01"])
def test_a_wrong_value_is_said_in_dutch(tmp_path: Path, value: str) -> None:
    (tmp_path / "a.toml").write_text(f"other = {value}")
    with pytest.raises(CorpusError, match=r"a\.toml klopt 'number' niet: dit veld ontbreekt"):
        read_toml(tmp_path / "a.toml", Record)


def environment(corpus: Path) -> dict[str, str]:
    return {
        "STEUNWIJZER_CORPUS": str(corpus),
        "STEUNWIJZER_DATA": str(corpus.parent / "data"),
    }
