"""A `[[source]]` of manifest.toml, checked: one line says what is wrong where it is not right."""

import datetime
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from ingest.corpus.checked import MISTAKES
from ingest.text.document import Reuse, Source, Standing, SummaryStanding
from ingest.text.errors import CorpusError

FILE: Final = "manifest.toml"
OPEN: Final = (Reuse.ATTRIBUTION, Reuse.NOT_STATED)
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
}
_BREAKS: Final = ("Cc", "Zl", "Zp")
"""Categories of Unicode that do not fit on a line: control characters, line and paragraph ends."""
_NO_ADDRESS: Final = "Bij het toevoegen is geen adres opgegeven."
_QUOTED: Final = 60
"""So many characters of a wrong value are repeated."""
_STRICT: Final = ConfigDict(extra="forbid", strict=True, frozen=True)
_Filled = Annotated[str, Field(pattern=r"\S")]
_File = Annotated[str, Field(pattern=r"^[A-Za-z0-9._/-]+$")]


class TextFiles(BaseModel):
    """The files of a source whose text is in the corpus, relative to the corpus folder.

    The hashes are of what was accepted, kept by `Library`; they are empty before the first time.
    `leaving` says that somebody removes the text, and that not all of it is gone yet.
    """

    model_config = _STRICT

    path: _File
    sha256: str = ""
    original: _File
    original_sha256: str = ""
    changes: _File
    leaving: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is answered from: somebody accepted it once, and nobody removes it."""
        return bool(self.sha256) and not self.leaving

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the three files, what is read before what it was made from."""
        return self.path, self.original, self.changes


class ManifestEntry(BaseModel):
    """What the manifest says of a source: a Source, how it came to be known, where its text is.

    `checked` is the day on which that was looked up, and `review` the day before which it is to be
    looked up again, None where nobody named one.
    """

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
    superseded_by: str = ""
    annex_heading: str = ""
    names: list[_Filled] = []
    checked: datetime.date
    review: datetime.date | None = None
    unconfirmed: list[str] = []
    text: TextFiles | None = None

    @property
    def is_out(self) -> bool:
        """Whether there is a text that is not answered from."""
        return self.text is not None and not self.text.counts

    def source(self) -> Source:
        """What the rest of the house knows of it."""
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
            names=tuple(name for name in (self.annex_heading, *self.names) if name),
            superseded_by=self.superseded_by,
        )

    def fields(self) -> dict[str, object]:
        """What stands in the manifest but for the files: what is as usual is left out."""
        return self.model_dump(exclude={"text"}, exclude_defaults=True)


def id_of(name: str) -> str:
    """What a source is called whose file has this name; empty if there is no letter in it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")


def new_entry(
    corpus: Path,
    file_name: str,
    *,
    title: str,
    publisher: str,
    edition: str = "",
    year: int | None = None,
    url: str = "",
    reuse_terms: str = "",
    standing: Standing = Standing.CURRENT,
) -> ManifestEntry:
    """The entry of a source, looked up today, from what somebody says of it.

    It is called as its file. Terms allow reuse with attribution; without them nothing is known.

    Raises:
        CorpusError: a field is not as it should be.
    """
    table = {
        "id": id_of(file_name),
        "title": title,
        "edition": edition,
        "publisher": publisher,
        "url": url,
        "no_url": "" if url else _NO_ADDRESS,
        "reuse": Reuse.ATTRIBUTION if reuse_terms else Reuse.NOT_STATED,
        "reuse_terms": reuse_terms,
        "standing": standing,
        "checked": datetime.datetime.now(tz=datetime.UTC).date(),
    } | ({} if year is None else {"year": year})
    [entry] = checked_entries(corpus, {"source": [table]})
    return entry


class _Manifest(BaseModel):
    model_config = _STRICT

    source: list[ManifestEntry] = []


def checked_entries(corpus: Path, tables: dict[str, Any]) -> tuple[ManifestEntry, ...]:
    """The sources in the tables of a manifest, in its order.

    Raises:
        CorpusError: one is not as it should be.
    """
    try:
        entries = _Manifest.model_validate(tables).source
    except ValidationError as error:
        raise _translated(corpus, tables, error.errors()[0]) from error
    seen: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        if entry.id in seen:
            what = f"'{entry.id}' is al het id van een andere bron."
            raise failure(corpus, f"bron {number}", "id", what, "Kies een ander id.")
        seen.add(entry.id)
        for field, what, remedy in (*_broken_lines(entry), *_contradictions(entry)):
            raise failure(corpus, f"bron '{entry.id}'", field, what, remedy)
    for entry, what, remedy in _wrong_successors({entry.id: entry for entry in entries}):
        raise failure(corpus, f"bron '{entry.id}'", "superseded_by", what, remedy)
    return tuple(entries)


def failure(corpus: Path, entry: str, field: str, what: str, remedy: str) -> CorpusError:
    """The failure of a field of an entry that is called `entry`."""
    place = ", ".join(part for part in (manifest_name(corpus), entry, f"veld '{field}'") if part)
    return CorpusError(f"{place}: {what}", remedy)


def manifest_name(corpus: Path) -> str:
    """What the manifest is called in an error."""
    return f"{Path(os.path.realpath(corpus)).name}/{FILE}"


def _translated(corpus: Path, tables: dict[str, Any], error: ErrorDetails) -> CorpusError:
    """Turn the first complaint of pydantic into a line for the maintainer."""
    entry, field = _place(tables, error["loc"])
    what, remedy = MISTAKES.get(
        error["type"],
        (f"'{_quoted(error['input'])}' mag niet.", "README.md zegt welke waarden mogen."),
    )
    if error["type"] == "enum":
        remedy = f"Kies uit: {', '.join(_CHOICES[field])}."
    elif error["type"] == "string_pattern_mismatch" and field in _PATTERNS:
        remedy = _PATTERNS[field]
    elif error["type"] == "string_pattern_mismatch":
        what, remedy = "dit is leeg.", "Vul het in."
    elif field == "year" and error["type"] != "int_type":
        remedy = "Schrijf een jaar van 1900 tot en met 2100, of laat het veld weg."
    return failure(corpus, entry, field, what, remedy)


def _place(tables: dict[str, Any], loc: tuple[int | str, ...]) -> tuple[str, str]:
    """Name the entry and the field that a complaint of pydantic is about."""
    names = [str(part) for part in loc if isinstance(part, str)]
    if len(loc) < 2 or not isinstance(loc[1], int):
        return "", names[0]
    table = tables["source"][loc[1]]
    source_id = table.get("id") if isinstance(table, dict) else None
    number = loc[1] + 1
    entry = (
        f"bron '{_quoted(source_id)}'"
        if source_id and isinstance(source_id, str)
        else f"bron {number}"
    )
    return entry, ".".join(names[1:]) or "source"


def _quoted(value: object) -> str:
    """The beginning of what somebody wrote, fit for a line of an error."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in str(value)[: _QUOTED + 1])
    return shown if len(shown) <= _QUOTED else f"{shown[:_QUOTED]} …"


def _broken_lines(entry: ManifestEntry) -> Iterator[tuple[str, str, str]]:
    """Yield what is to be shown on one line and cannot be."""
    for name in ("title", "edition", "publisher"):
        if any(unicodedata.category(letter) in _BREAKS for letter in getattr(entry, name)):
            yield (
                name,
                "hier staat een regeleinde in, of een teken dat niet te zien is.",
                "Typ het op een regel.",
            )


def _contradictions(entry: ManifestEntry) -> Iterator[tuple[str, str, str]]:
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
            yield "unconfirmed", f"'{_quoted(name)}' is geen veld.", f"Kies uit: {known}."
    if entry.text and entry.reuse not in OPEN:
        yield (
            "reuse",
            f"bij '{entry.reuse}' mag de tekst niet in het corpus.",
            "Verwijder [source.text] en de bestanden, of vraag eerst toestemming.",
        )
    if entry.text and entry.text.path != f"documents/{entry.id}.md":
        yield "text.path", "het document heet anders.", f"Noem het 'documents/{entry.id}.md'."


def _wrong_successors(
    entries: Mapping[str, ManifestEntry],
) -> Iterator[tuple[ManifestEntry, str, str]]:
    """Yield source, problem and remedy for what is wrong with what took the place of a source."""
    for entry in entries.values():
        seen, newest = {entry.id}, entry
        while newest.superseded_by:
            if newest.standing is not Standing.SUPERSEDED:
                yield newest, "deze bron geldt nog.", "Zet 'standing' op 'superseded'."
            if newest.superseded_by not in entries:
                yield (
                    newest,
                    f"'{_quoted(newest.superseded_by)}' is geen bron.",
                    "Zet die in het manifest.",
                )
            if newest.superseded_by in seen:
                yield newest, "zo vervangt een bron zichzelf.", "Noem de nieuwere bron, of geen."
            newest = entries[newest.superseded_by]
            seen.add(newest.id)
