"""Generations of the index: folders of which the file CURRENT names the one in use.

    <data>/index/CURRENT            the id of the generation in use
    <data>/index/<id>/record.json   what it was made of; written last
    <data>/index/<id>/content.json  sources, sections, chunks, and what stands for those
    <data>/index/<id>/lexical/      BM25 over several fields
    <data>/index/<id>/documents.npy a vector for each document
    <data>/index/<id>/matcher.npz   learnt: which passage answers a question
    <data>/index/<id>/answered.npz  learnt: whether any passage does
    <data>/index/<id>/danger.npz    learnt: whether somebody is in danger now
    <data>/index/<id>/suicide.npz   learnt: whether that danger comes from oneself
    <data>/index/<id>/decision.npz  learnt: whether a decision is asked for
    <data>/index/<id>/chroma/       vectors, unless they are on a Chroma server

A generation is never changed once CURRENT names it, so a reader needs no lock and a crash while
building leaves the one before in use.
"""

import hashlib
import os
import secrets
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import filelock
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from ingest.corpus.contacts import Safety
from ingest.corpus.terms import Terms
from ingest.index.represent import PassageRow, QuestionRow, VectorRow
from ingest.index.weights import Weights
from ingest.text.document import Chunk, Section, Source
from ingest.text.errors import INGEST, IndexUnusableError, SteunwijzerError, why

FORMAT: Final = 5
"""Raised when the code reads or writes an index in another way, so that old ones are remade."""


class Record(BaseModel):
    """What a generation was made of.

    Attributes:
        format: `FORMAT` of the code that made it.
        fingerprint: hash of content, embedder and store: equal means nothing to do.
        embedder: identity of the embedder whose vectors these are.
        chroma_url: address of the Chroma server that holds them; empty for the folder itself.
        vectors: how many vectors the collection holds.
        weights: what each score counts for in the ranking.
        noise_mean, noise_deviation: best cosine that off-topic questions reach (`calibrate`).
        files: what `file_marks` said when it was published.
        created: moment of building, UTC.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    format: int
    fingerprint: str
    embedder: str
    chroma_url: str
    vectors: int
    weights: Weights
    noise_mean: float
    noise_deviation: float
    files: dict[str, str]
    created: str


@dataclass(frozen=True, slots=True)
class Content:
    """What the index is about: what a citation shows, and what its vectors stand for.

    `passages` are the annotated passages, `questions` those of the annotations, `names` questions
    after what a heading names, `unanswered` those that the corpus does not answer, and `words` by
    chunk id what else the annotations say. `terms` are the words of terms.toml, `safety` whom to
    call and what danger sounds like, and `stale` names sections whose annotation is out of date.
    """

    sources: tuple[Source, ...]
    sections: tuple[Section, ...]
    chunks: tuple[Chunk, ...]
    rows: tuple[VectorRow, ...]
    passages: tuple[PassageRow, ...]
    questions: tuple[QuestionRow, ...]
    names: tuple[str, ...]
    unanswered: tuple[str, ...]
    words: dict[str, str]
    terms: Terms
    safety: Safety
    stale: tuple[str, ...]


_CONTENT: Final = TypeAdapter(Content)


def content_json(content: Content) -> bytes:
    """The content as it is kept on disk; equal content gives equal bytes."""
    return _CONTENT.dump_json(content)


def generations_folder(data: Path) -> Path:
    """Where the generations and CURRENT are."""
    return data / "index"


def collection_name(generation: Path) -> str:
    """Name of the generation's Chroma collection."""
    return f"steunwijzer-{generation.name}"


def current_generation(data: Path) -> Path:
    """Folder of the generation in use.

    Raises:
        IndexUnusableError: none was ever published, or its folder is gone.
    """
    folder = generations_folder(data)
    try:
        name = (folder / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise IndexUnusableError("Er is nog geen index.", INGEST) from error
    except (PermissionError, NotADirectoryError) as error:
        raise _closed(data, error) from error
    except (OSError, UnicodeDecodeError) as error:
        raise IndexUnusableError(f"De index in {folder} is niet te lezen.", INGEST) from error
    if not name or not (folder / name).is_dir():
        raise IndexUnusableError(f"De index in {folder} is beschadigd.", INGEST)
    return folder / name


def _closed(data: Path, error: OSError) -> SteunwijzerError:
    """The failure of a data folder that we may not look into: no ingest mends that."""
    return SteunwijzerError(
        f"De index in {data} is niet te lezen: {why(error)}.",
        "Geef jezelf rechten op die map, of kies een andere map: STEUNWIJZER_DATA.",
    )


def read_record(generation: Path) -> Record:
    """What the generation was made of.

    Raises:
        IndexUnusableError: the record is missing, damaged or of another format.
    """
    try:
        record = Record.model_validate_json((generation / "record.json").read_bytes())
    except PermissionError as error:
        raise _closed(generation.parent.parent, error) from error
    except (OSError, ValidationError) as error:
        raise IndexUnusableError("De index is beschadigd.", INGEST) from error
    if record.format != FORMAT:
        raise IndexUnusableError("De index is van een andere versie van Steunwijzer.", INGEST)
    return record


def read_content(generation: Path) -> Content:
    """Sources, sections and chunks of a generation whose files are whole."""
    return _CONTENT.validate_json((generation / "content.json").read_bytes())


def file_marks(generation: Path) -> dict[str, str]:
    """What every file of a generation is known by: its hash, or for Chroma's own files their size.

    Chroma dies of a vector file that is cut short, but rewrites small ones in place whenever it
    opens them. Its database grows; it checks that itself.
    """
    paths = (path.relative_to(generation) for path in generation.rglob("*") if path.is_file())
    return {
        path.as_posix(): _mark(generation, path)
        for path in sorted(paths)
        if path.name != "record.json" and not path.name.startswith("chroma.sqlite3")
    }


def _mark(generation: Path, path: Path) -> str:
    if path.parts[0] == "chroma":
        return f"{(generation / path).stat().st_size} bytes"
    return hashlib.sha256((generation / path).read_bytes()).hexdigest()


def check_files(generation: Path, record: Record) -> None:
    """Check that the files are as they were when the generation was published.

    Raises:
        IndexUnusableError: one is missing or damaged.
    """
    try:
        is_whole = file_marks(generation).items() >= record.files.items()
    except PermissionError as error:
        raise _closed(generation.parent.parent, error) from error
    except OSError as error:
        raise IndexUnusableError("De index is niet te lezen.", INGEST) from error
    if not is_whole:
        raise IndexUnusableError("De index is beschadigd.", INGEST)


@contextmanager
def building(data: Path) -> Iterator[Path]:
    """Give a new, empty generation folder, with no other ingest at work on this data folder.

    Raises:
        SteunwijzerError: the folder cannot be written, or another ingest is at work.
    """
    folder = generations_folder(data)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(folder / "LOCK", timeout=0)
        lock.acquire()
    except filelock.Timeout as error:
        raise SteunwijzerError(
            "Er loopt al een andere ingest.", "Wacht tot die klaar is en probeer het opnieuw."
        ) from error
    except OSError as error:
        raise unwritable(data, error) from error
    try:
        yield _new_generation(folder, data)
    finally:
        lock.release()


def _new_generation(folder: Path, data: Path) -> Path:
    generation = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    try:
        generation.mkdir()
    except OSError as error:
        raise unwritable(data, error) from error
    return generation


def unwritable(data: Path, error: BaseException | None = None) -> SteunwijzerError:
    """The failure of a data folder in which nothing can be written, and what that leaves."""
    reason = f": {why(error)}" if isinstance(error, OSError) else ""
    kept = "De vorige index blijft in gebruik. " if _has_index(data) else ""
    return SteunwijzerError(
        f"In de map {data} kan niet worden geschreven{reason}. {kept}",
        "Geef jezelf schrijfrechten, maak ruimte vrij, of kies een andere map: STEUNWIJZER_DATA.",
    )


def _has_index(data: Path) -> bool:
    try:
        read_record(current_generation(data))
    except SteunwijzerError:
        return False
    return True


def publish(generation: Path, record: Record) -> None:
    """Put a finished generation in use, in one step that a crash cannot cut in two."""
    (generation / "record.json").write_text(record.model_dump_json(indent=1), encoding="utf-8")
    pointer = generation.parent / "CURRENT.new"
    pointer.write_text(generation.name, encoding="utf-8")
    for path in (*generation.rglob("*"), generation, pointer):
        _flush(path)
    pointer.replace(generation.parent / "CURRENT")
    _flush(generation.parent)


def _flush(path: Path) -> None:
    """Have a file or folder on disk, so that a power cut cannot lose what CURRENT names."""
    if path.is_dir() and os.name == "nt":
        return  # Windows flushes folders by itself and offers no way to ask for it
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def stale_generations(data: Path, keep: Collection[Path | None]) -> list[Path]:
    """Generations outside `keep`, unfinished ones among them."""
    folders = (path for path in generations_folder(data).iterdir() if path.is_dir())
    return sorted(path for path in folders if path not in keep)


def remove(generation: Path) -> None:
    """Delete a generation's folder; one that is half gone already is no failure."""
    shutil.rmtree(generation, ignore_errors=True)
