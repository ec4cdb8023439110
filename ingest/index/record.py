"""What a release was made of, and whether it is still whole.

<release>/record.json   what it was made of; written last, and by that it is sealed
<release>/content.json  snapshot of the corpus, its chunks, and what stands for those
<release>/words/        the vocabulary, and terms of the chunks
<release>/signals/      what each ranking signal keeps
<release>/late/         the vectors of the words of chunks
<release>/sorts/        learnt: what questions of each sort are like
<release>/chroma/<kind>/ vectors, unless they are on a Chroma server
"""

import hashlib
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.index.content import Content, content_of
from ingest.index.signals.signal import Scale
from ingest.text.disk import flush
from ingest.text.errors import INGEST, IndexUnusableError, SteunwijzerError, why

FORMAT: Final = 21
"""Raised when the code reads or writes an index in another way, so that old ones are remade."""
_RECORD: Final = "record.json"
CONTENT: Final = "content.json"


class Record(BaseModel):
    """What a release was made of.

    Attributes:
        format: `FORMAT` of the code that made it.
        fingerprint: hash of content, embedder and store: equal means nothing to do.
        embedder: identity of the embedder whose vectors these are.
        chroma_url: address of the Chroma server that holds them; empty for the folder itself.
        texts, sections: how many it answers from.
        vectors: how many vectors the collections hold.
        scales: of each signal, by name.
        noise_mean, noise_deviation: best cosine that off-topic questions reach (see noise.py).
        parts: by name, the hash of all that a part is made from which others may take over.
        files: what `file_marks` said when it was sealed.
        created: moment of building, UTC.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    format: int = FORMAT
    fingerprint: str
    embedder: str
    chroma_url: str
    texts: int
    sections: int
    vectors: int
    scales: dict[str, Scale]
    noise_mean: float
    noise_deviation: float
    parts: dict[str, str]
    files: dict[str, str]
    created: str


def seal(release: Path, record: Record) -> None:
    """Say that a release is whole, with all of it on disk."""
    (release / _RECORD).write_text(record.model_dump_json(indent=1), encoding="utf-8")
    for path in (*release.rglob("*"), release):
        flush(path)


def read_record(release: Path) -> Record:
    """What the release was made of.

    Raises:
        IndexUnusableError: the record is missing, damaged or of another format.
    """
    try:
        record = Record.model_validate_json((release / _RECORD).read_bytes())
    except PermissionError as error:
        raise closed_to_us(release.parent.parent, error) from error
    except (OSError, ValidationError) as error:
        raise IndexUnusableError("De index is beschadigd.", INGEST) from error
    if record.format != FORMAT:
        raise IndexUnusableError("De index is van een andere versie van Steunwijzer.", INGEST)
    return record


def read_content(release: Path) -> Content:
    """What a release whose files are whole is about."""
    return content_of((release / CONTENT).read_bytes())


def file_marks(release: Path) -> dict[str, str]:
    """What every file of a release is known by: its hash, or for Chroma's own files their size.

    Chroma dies of a vector file that is cut short, but rewrites small ones in place whenever it
    opens them. Its database grows; it checks that itself.
    """
    paths = (path.relative_to(release) for path in release.rglob("*") if path.is_file())
    return {
        path.as_posix(): _mark(release, path)
        for path in sorted(paths)
        if path.name != _RECORD and not path.name.startswith("chroma.sqlite3")
    }


def _mark(release: Path, path: Path) -> str:
    if path.parts[0] == "chroma":
        return f"{(release / path).stat().st_size} bytes"
    with (release / path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_files(release: Path, record: Record) -> None:
    """Check that the files are as they were when the release was sealed.

    Raises:
        IndexUnusableError: one is missing or damaged.
    """
    try:
        is_whole = file_marks(release).items() >= record.files.items()
    except PermissionError as error:
        raise closed_to_us(release.parent.parent, error) from error
    except OSError as error:
        raise IndexUnusableError("De index is niet te lezen.", INGEST) from error
    if not is_whole:
        raise IndexUnusableError("De index is beschadigd.", INGEST)


def closed_to_us(data: Path, error: OSError) -> SteunwijzerError:
    """The failure of a data folder that we may not look into: no ingest mends that."""
    return SteunwijzerError(
        f"De index in {data} is niet te lezen: {why(error)}.",
        "Geef jezelf rechten op die map, of kies een andere map: STEUNWIJZER_DATA.",
    )
