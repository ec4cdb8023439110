"""manifest.toml -> sources, and documents of those whose text is in the corpus."""

import datetime
import hashlib
import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from ingest.corpus.checked import MISTAKES, parse_toml
from ingest.text.document import Document, Reuse, Source, Standing, SummaryStanding
from ingest.text.errors import CorpusError
from ingest.text.text_file import decoded, is_there, plain, read_file, read_text

_OPEN: Final = (Reuse.ATTRIBUTION, Reuse.NOT_STATED)
"""Reuse under which a text may be in the corpus."""
_CHOICES: Final[dict[str, type[StrEnum]]] = {
    "reuse": Reuse,
    "standing": Standing,
    "summary": SummaryStanding,
}
_PATTERNS: Final = {
    "id": "Gebruik kleine letters en cijfers, met streepjes ertussen.",
    "url": "Begin met https:// en gebruik geen spaties.",
    "text.path": "Gebruik letters zonder accent, cijfers, punten, streepjes en /.",
    "text.original": "Gebruik letters zonder accent, cijfers, punten, streepjes en /.",
    "text.changes": "Gebruik letters zonder accent, cijfers, punten, streepjes en /.",
    "text.sha256": "Een sha256 heeft 64 tekens, elk 0-9 of a-f.",
    "text.original_sha256": "Een sha256 heeft 64 tekens, elk 0-9 of a-f.",
}
_STRICT: Final = ConfigDict(extra="forbid", strict=True, frozen=True)
_Filled = Annotated[str, Field(pattern=r"\S")]
_File = Annotated[str, Field(pattern=r"^[A-Za-z0-9._/-]+$")]
_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Text(BaseModel):
    """The files of a source whose text is in the corpus, relative to the corpus folder."""

    model_config = _STRICT

    path: _File
    sha256: _Sha256
    original: _File
    original_sha256: _Sha256
    changes: _File


class _Entry(BaseModel):
    """A `[[source]]` of the manifest: a Source, how it came to be known and where its text is."""

    model_config = _STRICT

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: _Filled
    edition: str
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    publisher: _Filled
    url: Annotated[str, Field(pattern=r"^(https://\S+)?$")]
    no_url: str = ""
    reuse: Annotated[Reuse, Field(strict=False)]
    reuse_terms: str = ""
    standing: Annotated[Standing, Field(strict=False)]
    summary: Annotated[SummaryStanding, Field(strict=False)] | None = None
    annex_heading: str = ""
    checked: datetime.date
    unconfirmed: list[str] = []
    text: _Text | None = None

    def source(self) -> Source:
        return Source(
            id=self.id,
            title=self.title,
            edition=self.edition,
            year=self.year,
            publisher=self.publisher,
            url=self.url,
            reuse=self.reuse,
            standing=self.standing,
            summary=self.summary,
        )


class _Manifest(BaseModel):
    model_config = _STRICT

    source: list[_Entry]


def load_sources(corpus: Path) -> list[Source]:
    """Read what manifest.toml says of each source, in its order.

    Raises:
        CorpusError: the manifest is missing or wrong.
    """
    return [entry.source() for entry in _load_entries(corpus)]


def load_documents(corpus: Path) -> list[Document]:
    """Read the texts that are in the corpus, in the order of the manifest.

    Raises:
        CorpusError: the manifest is wrong, or a file is missing or not as the manifest says.
    """
    return [
        Document(entry.source(), _load_text(corpus, entry, entry.text))
        for entry in _load_entries(corpus)
        if entry.text
    ]


def _load_entries(corpus: Path) -> list[_Entry]:
    tables = _load_toml(corpus)
    try:
        entries = _Manifest.model_validate(tables).source
    except ValidationError as error:
        raise _translated(corpus, tables, error.errors()[0]) from error
    seen: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        if entry.id in seen:
            what = f"'{entry.id}' is al het id van een andere bron."
            raise _failure(corpus, f"bron {number}", "id", what, "Kies een ander id.")
        seen.add(entry.id)
        for field, what, remedy in _contradictions(entry):
            raise _failure(corpus, f"bron '{entry.id}'", field, what, remedy)
    return entries


def _load_toml(corpus: Path) -> dict[str, Any]:
    file, shown = corpus / "manifest.toml", _shown(corpus)
    if corpus.is_file():
        raise CorpusError(
            f"{corpus} is een bestand, geen map.",
            "Wijs met STEUNWIJZER_CORPUS de map met manifest.toml aan.",
        )
    if not is_there(file):
        raise CorpusError(
            f"{shown} is er niet of is niet te lezen.",
            "Zet het bestand terug, of wijs met STEUNWIJZER_CORPUS de goede map aan.",
        )
    return parse_toml(read_text(file, shown), shown)


def _translated(corpus: Path, tables: dict[str, Any], error: ErrorDetails) -> CorpusError:
    """Turn the first complaint of pydantic into a line for the maintainer."""
    entry, field = _place(tables, error["loc"])
    what, remedy = MISTAKES.get(
        error["type"], (f"'{error['input']}' mag niet.", "README.md zegt welke waarden mogen.")
    )
    if error["type"] == "enum":
        remedy = f"Kies uit: {', '.join(_CHOICES[field])}."
    elif error["type"] == "string_pattern_mismatch" and field in _PATTERNS:
        remedy = _PATTERNS[field]
    elif error["type"] == "string_pattern_mismatch":
        what, remedy = "dit is leeg.", "Vul het in."
    elif field == "year" and error["type"] != "int_type":
        remedy = "Schrijf een jaar van 1900 tot en met 2100, of laat het veld weg."
    return _failure(corpus, entry, field, what, remedy)


def _place(tables: dict[str, Any], loc: tuple[int | str, ...]) -> tuple[str, str]:
    """Name the entry and the field that a complaint of pydantic is about."""
    names = [str(part) for part in loc if isinstance(part, str)]
    if len(loc) < 2 or not isinstance(loc[1], int):
        return "", names[0]
    table = tables["source"][loc[1]]
    source_id = table.get("id") if isinstance(table, dict) else None
    number = loc[1] + 1
    entry = f"bron '{source_id}'" if source_id and isinstance(source_id, str) else f"bron {number}"
    return entry, ".".join(names[1:]) or "source"


def _contradictions(entry: _Entry) -> Iterator[tuple[str, str, str]]:
    """Yield field, problem and remedy for what the fields of a source together get wrong."""
    if bool(entry.url) == bool(entry.no_url):
        yield "url", "geef een adres, of zeg waarom het er niet is.", "Vul 'url' of 'no_url' in."
    if (entry.summary is None) == bool(entry.annex_heading):
        yield (
            "annex_heading",
            "'summary' en 'annex_heading' horen bij elkaar.",
            "Vul ze allebei in, of geen van beide.",
        )
    for name in entry.unconfirmed:
        if name not in Source.__dataclass_fields__:
            known = ", ".join(Source.__dataclass_fields__)
            yield "unconfirmed", f"'{name}' is geen veld.", f"Kies uit: {known}."
    if entry.text and entry.reuse not in _OPEN:
        yield (
            "reuse",
            f"bij '{entry.reuse}' mag de tekst niet in het corpus.",
            "Verwijder [source.text] en de bestanden, of vraag eerst toestemming.",
        )
    if entry.text and entry.text.path != f"documents/{entry.id}.md":
        yield "text.path", "het document heet anders.", f"Noem het 'documents/{entry.id}.md'."


def _load_text(corpus: Path, entry: _Entry, text: _Text) -> str:
    """Check the three files of a text and return the Markdown."""
    markdown = _read_file(corpus, entry, "path", text.path)
    original = _read_file(corpus, entry, "original", text.original)
    changes = _read_file(corpus, entry, "changes", text.changes)
    shown = f"bron '{entry.id}'"
    field = "path"
    try:
        words = decoded(markdown, text.path)
        field = "changes"
        parse_toml(decoded(changes, text.changes), text.changes)
    except CorpusError as error:
        raise _failure(corpus, shown, f"text.{field}", str(error), "") from error
    if text.sha256 not in (hashes := _hashes(markdown)):
        what = f"{text.path} is veranderd."
        remedy = f"Kijk de wijziging na en zet hier: '{hashes[0]}'"
        raise _failure(corpus, shown, "text.sha256", what, remedy)
    if text.original_sha256 not in (hashes := _hashes(original)):
        what = f"{text.original} is veranderd, en een origineel blijft zoals het is."
        remedy = f"Zet het oude bestand terug, of zet hier bij een nieuw origineel: '{hashes[0]}'"
        raise _failure(corpus, shown, "text.original_sha256", what, remedy)
    return words


def _hashes(data: bytes) -> tuple[str, str]:
    """The hash of a file, and that of its text: an editor may add a mark or other line ends."""
    return hashlib.sha256(data).hexdigest(), hashlib.sha256(plain(data)).hexdigest()


def _read_file(corpus: Path, entry: _Entry, field: str, name: str) -> bytes:
    shown = f"bron '{entry.id}'"
    path = corpus / name
    # os.path's realpath goes on where a link leads to itself; reading then says so.
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(corpus)):
        what = f"'{name}' wijst buiten de map van het corpus."
        raise _failure(corpus, shown, f"text.{field}", what, "Zet het bestand in die map.")
    try:
        return read_file(path, name)
    except CorpusError as error:
        raise _failure(corpus, shown, f"text.{field}", str(error), "") from error


def _failure(corpus: Path, entry: str, field: str, what: str, remedy: str) -> CorpusError:
    place = ", ".join(part for part in (_shown(corpus), entry, f"veld '{field}'") if part)
    return CorpusError(f"{place}: {what}", remedy)


def _shown(corpus: Path) -> str:
    return f"{Path(os.path.realpath(corpus)).name}/manifest.toml"
