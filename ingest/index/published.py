"""What was put in use, when, by whom and why: a file that is written before CURRENT is.

    <data>/index/PUBLISHED      one publication a line, oldest first

The last one counts once CURRENT names its release: a crash in between leaves a line that says what
was about to be done, and the next one takes its place.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.text.disk import replace_file
from ingest.text.errors import SteunwijzerError

_PUBLISHED: Final = "PUBLISHED"
_REHEARSED: Final = "rehearsal.json"


@dataclass(frozen=True, slots=True)
class By:
    """Who publishes, what they say of it, and why they do in spite of what was measured."""

    who: str = ""
    note: str = ""
    reason: str = ""


NOBODY: Final = By()


class Rehearsal(BaseModel):
    """What came of asking a release the benchmark before it was put in use.

    `asked` and `changed` count questions, and `below` says in Dutch which floors of the gate it
    does not reach; empty where all are reached, or not all questions were asked.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: int
    changed: int
    below: tuple[str, ...] = ()


class Publication(BaseModel):
    """A release that was put in use; `at` is ISO 8601 in UTC.

    `corpus` is the hash of what it is made of; `texts` and `sections` count what it answers from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    release: str
    at: str
    who: str = ""
    note: str = ""
    reason: str = ""
    is_back: bool = False
    corpus: str = ""
    texts: int = 0
    sections: int = 0
    rehearsal: Rehearsal | None = None


def publications(folder: Path, in_use: str) -> list[Publication]:
    """What was put in use, oldest first; `in_use` is what CURRENT in this folder names.

    A line that cannot be read is passed over: that history is lost keeps nobody from publishing.
    """
    found = [each for line in _lines(folder) if (each := _read(line))]
    return found[:-1] if found and found[-1].release != in_use else found


def announce(folder: Path, in_use: str, publication: Publication) -> None:
    """Write what is about to be put in use, after all that was.

    Raises:
        OSError: it cannot be written.
    """
    lines = [each.model_dump_json() for each in (*publications(folder, in_use), publication)]
    replace_file(folder / _PUBLISHED, "".join(f"{line}\n" for line in lines).encode())


def check_rehearsal(release: Path, by: By) -> None:
    """See that a release may be put in use: it fell below no floor, or there is a reason.

    Raises:
        SteunwijzerError: it did, and there is none.
    """
    rehearsal = rehearsal_of(release)
    if rehearsal and rehearsal.below and not by.reason:
        raise SteunwijzerError(
            f"De nieuwe index haalt de ondergrens niet: {'; '.join(rehearsal.below)}.",
            "Verbeter de teksten, of zeg waarom hij toch in gebruik mag: "
            'steunwijzer publish --toch "REDEN"',
        )


def keep_rehearsal(release: Path, rehearsal: Rehearsal) -> None:
    """Keep beside a release what came of its rehearsal.

    Raises:
        OSError: it cannot be written.
    """
    replace_file(release / _REHEARSED, rehearsal.model_dump_json().encode())


def rehearsal_of(release: Path) -> Rehearsal | None:
    """What `keep_rehearsal` kept, if anything."""
    try:
        return Rehearsal.model_validate_json((release / _REHEARSED).read_bytes())
    except (OSError, ValidationError):
        return None


def _lines(folder: Path) -> list[str]:
    try:
        return (folder / _PUBLISHED).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []


def _read(line: str) -> Publication | None:
    try:
        return Publication.model_validate_json(line)
    except ValidationError:
        return None
