"""A corpus that came with an installation -> a library of the maintainer's own, kept up with it.

An installed package is replaced as a whole by its next version, so nobody keeps texts in it. Who
writes the first time gets a copy in the data folder, which remembers how all of it came. A later
version is taken over into it three ways: what the maintainer left as it came is replaced, what the
maintainer changed is kept and told. A source goes together with the files of its text.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.corpus.edited import differences, with_table, with_values, without_table
from ingest.corpus.entry import FILE, ManifestEntry, manifest_name
from ingest.corpus.manifest import entries_of, load_entries, read_manifest
from ingest.corpus.written import Rewrite, alone_in, read_before, take_away, write
from ingest.text.disk import replace_file
from ingest.text.errors import CorpusError, why
from ingest.text.settings import BUNDLED_CORPUS, Settings, is_installed, own_corpus_folder
from ingest.text.text_file import read_file

CAME_AS: Final = ".came-as.json"
"""How each file, and each source of the manifest, came with the installation: its SHA-256."""
_LEFT_OUT: Final = ("vectors.npz", FILE, CAME_AS)
"""Vectors are read from the installation; the manifest is taken over source by source."""
_SOURCE: Final = "source:"
Marks = dict[str, str]
"""Name of a file, or `source:` and an id -> SHA-256 of what it says."""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What a newer installation brought: names of files, and of sources as `source:<id>`.

    `kept` came otherwise too, but the maintainer had changed it.
    """

    taken: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def own_corpus(settings: Settings) -> Path:
    """The folder in which the maintainer writes; a copy of what was installed, if that is in use.

    Raises:
        CorpusError: it cannot be made.
    """
    if not is_installed(settings.corpus):
        return settings.corpus
    own = own_corpus_folder(settings.data)
    try:
        if not (own / FILE).exists():
            _copy(settings.corpus, own)
    except OSError as error:
        raise CorpusError(
            f"In {settings.data} kan geen eigen bibliotheek worden gemaakt: {why(error)}.",
            "Wijs met STEUNWIJZER_CORPUS een map aan waarin je mag schrijven.",
        ) from error
    return own


def upgrade(settings: Settings, shipped: Path = BUNDLED_CORPUS) -> Upgrade:
    """Take over what a newer installation brought, if the corpus is such a library.

    Raises:
        CorpusError: a file cannot be read or written.
    """
    own = settings.corpus
    if own != own_corpus_folder(settings.data) or not (own / CAME_AS).exists():
        return Upgrade()
    with alone_in(own):
        came, now, mine = _came(own), marks(shipped), marks(own)
        changed = {key for key in mine | came if mine.get(key) not in (came.get(key), now.get(key))}
        apart = _units(changed, (*load_entries(own), *load_entries(shipped)))
        new = [
            key
            for key in sorted({*came, *now})
            if now.get(key) not in (came.get(key), mine.get(key))
        ]
        taken = [key for key in new if mine.get(key) == came.get(key) and key not in apart]
        for key in taken:
            if not key.startswith(_SOURCE):
                _take_file(own, shipped, key)
        _take_sources(own, shipped, [key.removeprefix(_SOURCE) for key in taken if _SOURCE in key])
        if came != now:
            replace_file(own / CAME_AS, _record(now))
    return Upgrade(tuple(taken), tuple(key for key in new if key not in taken))


def marks(corpus: Path) -> Marks:
    """What a corpus folder says, in short.

    Raises:
        CorpusError: a file cannot be read.
    """
    files = sorted(path for path in corpus.rglob("*") if path.is_file())
    names = {path.relative_to(corpus).as_posix(): path for path in files}
    found = {
        name: hashlib.sha256(read_file(path)).hexdigest()
        for name, path in names.items()
        if name not in _LEFT_OUT and not name.rpartition("/")[2].startswith(".")
    }
    for entry in load_entries(corpus):
        said = entry.model_dump_json().encode()
        found[_SOURCE + entry.id] = hashlib.sha256(said).hexdigest()
    return found


def _copy(shipped: Path, own: Path) -> None:
    """Make the library whole, under another name first: a crash leaves no half one."""
    beside = own.with_name(f".{own.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    shutil.copytree(
        shipped, beside, ignore=shutil.ignore_patterns("vectors.npz"), copy_function=shutil.copyfile
    )
    for path in [beside, *beside.rglob("*")]:  # an installation may be there to be read alone
        path.chmod(0o755 if path.is_dir() else 0o644)
    (beside / CAME_AS).write_bytes(_record(marks(shipped)))
    if own.is_dir() and not any(own.iterdir()):
        own.rmdir()
    beside.rename(own)


def _record(found: Marks) -> bytes:
    return json.dumps(found, indent=1).encode() + b"\n"


def _came(own: Path) -> Marks:
    try:
        found = json.loads(read_file(own / CAME_AS))
        return {str(name): str(mark) for name, mark in found.items()}
    except (ValueError, AttributeError) as error:
        raise CorpusError(
            f"{own / CAME_AS} is beschadigd.",
            "Haal het weg: dan blijft de bibliotheek zoals ze is, ook na een nieuwe versie.",
        ) from error


def _units(changed: set[str], entries: Sequence[ManifestEntry]) -> set[str]:
    """All that belongs to a source of which the maintainer changed something."""
    units = [{_SOURCE + each.id, *(each.text.names if each.text else ())} for each in entries]
    return {key for unit in units if unit & changed for key in unit}


def _take_file(own: Path, shipped: Path, name: str) -> None:
    before = read_before(own / name)
    if (shipped / name).exists():
        write([Rewrite(own / name, before, read_file(shipped / name))])
    elif before is not None:
        take_away(own, own / name)


def _take_sources(own: Path, shipped: Path, source_ids: list[str]) -> None:
    """Have the manifest say of these sources what the installed one says."""
    before = data = read_manifest(own)
    name = manifest_name(own)
    there = {entry.id: entry for entry in load_entries(own)}
    installed = {entry.id: entry for entry in load_entries(shipped)}
    order = list(there)  # that of the manifest, as it is while sources come and go
    for source_id in source_ids:
        new = installed.get(source_id)
        if new and source_id in there:
            values = differences(_said(there[source_id]), _said(new))
            number = order.index(source_id)
            keyed = {("source", number, *key): value for key, value in values.items()}
            data = with_values(data, name, keyed)
        elif new:
            data = with_table(data, name, "source", _said(new))
            order.append(source_id)
        elif source_id in there:
            data = without_table(data, name, "source", order.index(source_id))
            order.remove(source_id)
    entries_of(own, data)
    write([Rewrite(own / FILE, before, data)])


def _said(entry: ManifestEntry) -> Mapping[str, object]:
    """All that the manifest says of a source, where its text is included."""
    text = entry.text.model_dump(exclude_defaults=True) if entry.text else None
    return {**entry.fields(), **({"text": text} if text else {})}
