"""Whatever a manifest says, it is a corpus or one clear line: no traceback."""

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from annotated_corpus import annotated
from ingest.corpus.library import Library
from ingest.corpus.manifest import load_entries
from ingest.text.errors import CorpusError
from ingest.text.settings import BUNDLED_CORPUS
from small_corpus import write_corpus

COUNT = 500
TODAY = date(2026, 11, 29)
REGISTER = (BUNDLED_CORPUS / "manifest.toml").read_bytes()
VALUES = (
    b'""',
    b"3",
    b"-1",
    b"true",
    b"[]",
    b"{}",
    b"{ a = 1 }",
    b"1e400",
    b"nan",
    b"0x7f",
    b"2026-02-30",
    b"2026-11-01",
    b"9999-12-31",
    b"0001-01-01",
    b"2026-11-01T00:00:00",
    b'"pleegzorg"',
    b'"../../etc/passwd"',
    b'"documents"',
    b'"\\u0000"',
    b'"\\u2028"',
    b"'''\n'''",
    b'"gids"',
    b'["gids"]',
    b'"https://"',
    b"[[1], [2]]",
    b"9" * 5000,
)
Mutation = Callable[[random.Random, list[bytes]], None]


def other_value(chance: random.Random, lines: list[bytes]) -> None:
    at = chance.choice([at for at, line in enumerate(lines) if b" = " in line])
    lines[at] = lines[at].partition(b" = ")[0] + b" = " + chance.choice(VALUES) + b"\n"


def other_name(chance: random.Random, lines: list[bytes]) -> None:
    at = chance.choice([at for at, line in enumerate(lines) if b" = " in line])
    names = (
        b"id",
        b"text",
        b"source",
        b"superseded_by",
        b"review",
        b"x",
        b'""',
        b"\xc3\xa9",
        b"a.b",
    )
    lines[at] = chance.choice(names) + b" = " + lines[at].partition(b" = ")[2]


def line_gone(chance: random.Random, lines: list[bytes]) -> None:
    del lines[chance.randrange(len(lines))]


def line_twice(chance: random.Random, lines: list[bytes]) -> None:
    at = chance.randrange(len(lines))
    lines.insert(chance.randrange(len(lines)), lines[at])


def lines_swapped(chance: random.Random, lines: list[bytes]) -> None:
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def bytes_within(chance: random.Random, lines: list[bytes]) -> None:
    at = chance.randrange(len(lines))
    place = chance.randrange(len(lines[at]) + 1)
    odd = (
        b"\0",
        b"\xff",
        b'"',
        b"[",
        b"]",
        b"=",
        b"'''",
        b"\r",
        b"\x1b",
        b"{" * 2000,
        b"\xef\xbb\xbf",
    )
    lines[at] = lines[at][:place] + chance.choice(odd) + lines[at][place:]


def cut_short(chance: random.Random, lines: list[bytes]) -> None:
    del lines[chance.randrange(len(lines)) :]


MUTATIONS: tuple[Mutation, ...] = (
    other_value,
    other_value,
    other_name,
    line_gone,
    line_twice,
    lines_swapped,
    bytes_within,
    cut_short,
)


def malformed(number: int, whole: bytes) -> bytes:
    """The manifest with one to three mistakes; the same for the same number."""
    chance = random.Random(number)  # no secret
    lines = whole.splitlines(keepends=True)
    for _ in range(chance.randint(1, 3)):
        if any(b" = " in line for line in lines):
            chance.choice(MUTATIONS)(chance, lines)
    return b"".join(lines)


def one_line(deed: Callable[[], object]) -> bool:
    """Whether it is refused; then in one clear line."""
    try:
        deed()
    except CorpusError as error:
        said = str(error)
        assert said.strip() == said
        assert said.isprintable()
        assert len(said) < 1000, said
        return True
    return False


def test_a_malformed_register_is_one_line(tmp_path: Path) -> None:
    refused = 0
    for number in range(COUNT):
        (tmp_path / "manifest.toml").write_bytes(malformed(number, REGISTER))
        refused += one_line(lambda: load_entries(tmp_path))
    assert COUNT / 2 < refused < COUNT


@pytest.mark.parametrize("part", range(5))
def test_a_corpus_with_a_malformed_manifest_is_one_line_for_every_deed(
    tmp_path: Path, part: int
) -> None:
    library = annotated(write_corpus(tmp_path / "corpus"))
    manifest = library.folder / "manifest.toml"
    whole = manifest.read_bytes()
    deeds: tuple[Callable[[Library], object], ...] = (
        Library.snapshot,
        Library.holdings,
        Library.changes,
        lambda own: own.review(TODAY),
        lambda own: own.removal("gids"),
        lambda own: own.supersede("boek", "gids"),
        lambda own: own.accept("gids"),
        lambda own: own.remove("boek"),
    )
    for number in range(part, COUNT // 5, 5):
        text = malformed(number, whole)
        for deed in deeds:
            manifest.write_bytes(text)
            one_line(lambda deed=deed: deed(library))  # type: ignore[misc]
