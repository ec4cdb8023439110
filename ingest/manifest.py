"""manifest.toml -> sources, and documents of those whose text is in the corpus."""

import datetime
import hashlib
import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from ingest.document import Document, Reuse, Source, Standing, SummaryStanding
from ingest.errors import CorpusError

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
_MISTAKES: Final = {
    "missing": ("dit veld ontbreekt.", "Vul het in."),
    "extra_forbidden": ("dit veld bestaat niet.", "Verbeter de naam of verwijder het."),
    "string_type": ("dit is geen tekst.", "Zet de waarde tussen aanhalingstekens."),
    "int_type": ("dit is geen heel getal.", "Schrijf bijvoorbeeld 2022, zonder aanhalingstekens."),
    "date_type": (
        "dit is geen datum.",
        "Schrijf bijvoorbeeld 2026-11-01, zonder aanhalingstekens.",
    ),
    "list_type": ("dit is geen lijst.", 'Schrijf bijvoorbeeld ["year", "reuse"].'),
    "model_type": ("dit is geen tabel.", "Schrijf de velden eronder, zoals bij de andere bronnen."),
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
    file = _shown(corpus)
    try:
        return tomllib.loads((corpus / "manifest.toml").read_bytes().decode())
    except OSError as error:
        raise CorpusError(
            f"{file} is er niet of is niet te lezen.",
            "Zet het bestand terug, of wijs met STEUNWIJZER_CORPUS de goede map aan.",
        ) from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{file} is geen UTF-8.", "Sla het bestand op als UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise CorpusError(
            f"{file}, {f'regel {line[1]}' if line else 'laatste regel'}: dit is geen geldige TOML.",
            "Kijk of er een aanhalingsteken, haakje of = ontbreekt, of dat iets er dubbel staat.",
        ) from error


def _translated(corpus: Path, tables: dict[str, Any], error: ErrorDetails) -> CorpusError:
    """Turn the first complaint of pydantic into a line for the maintainer."""
    entry, field = _place(tables, error["loc"])
    what, remedy = _MISTAKES.get(
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
    _read_file(corpus, entry, "changes", text.changes)
    shown = f"bron '{entry.id}'"
    try:
        words = markdown.decode("utf-8-sig")  # Windows' Notepad writes a byte order mark
    except UnicodeDecodeError as error:
        what = f"{text.path} is op regel {_line_of(error)} geen UTF-8."
        remedy = "Sla het bestand op als UTF-8."
        raise _failure(corpus, shown, "text.path", what, remedy) from error
    if (found := hashlib.sha256(markdown).hexdigest()) != text.sha256:
        what = f"{text.path} is veranderd."
        remedy = f"Kijk de wijziging na en zet hier: '{found}'"
        raise _failure(corpus, shown, "text.sha256", what, remedy)
    if (found := hashlib.sha256(original).hexdigest()) != text.original_sha256:
        what = f"{text.original} is veranderd, en een origineel blijft zoals het is."
        remedy = f"Zet het oude bestand terug, of zet hier bij een nieuw origineel: '{found}'"
        raise _failure(corpus, shown, "text.original_sha256", what, remedy)
    return words


def _line_of(error: UnicodeDecodeError) -> int:
    return error.object[: error.start].count(b"\n") + 1


def _read_file(corpus: Path, entry: _Entry, field: str, name: str) -> bytes:
    shown = f"bron '{entry.id}'"
    path = (corpus / name).resolve()
    if not path.is_relative_to(corpus.resolve()):
        what = f"'{name}' wijst buiten de map van het corpus."
        raise _failure(corpus, shown, f"text.{field}", what, "Zet het bestand in die map.")
    try:
        return path.read_bytes()
    except OSError as error:
        what = f"{name} is er niet of is niet te lezen."
        remedy = "Zet het bestand terug of verbeter het pad."
        raise _failure(corpus, shown, f"text.{field}", what, remedy) from error


def _failure(corpus: Path, entry: str, field: str, what: str, remedy: str) -> CorpusError:
    place = ", ".join(part for part in (_shown(corpus), entry, f"veld '{field}'") if part)
    return CorpusError(f"{place}: {what}", remedy)


def _shown(corpus: Path) -> str:
    return f"{corpus.resolve().name}/manifest.toml"
