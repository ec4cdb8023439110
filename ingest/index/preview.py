"""Corpus folder beside the release in use -> what the next ingest would change."""

from dataclasses import dataclass

from ingest.corpus.library import Library
from ingest.corpus.lost import Lost
from ingest.index.releases import sections_in_use
from ingest.text.document import Section
from ingest.text.errors import IndexUnusableError
from ingest.text.settings import Settings


@dataclass(frozen=True, slots=True)
class Preview:
    """What becomes of the sections that are answered from, each in the order of its text.

    `stale` are the ids of sections whose annotation is older than their text, and `lost` is what of
    the annotations is not in the text any more.
    """

    new: tuple[Section, ...]
    changed: tuple[Section, ...]
    gone: tuple[Section, ...]
    stale: tuple[str, ...]
    lost: tuple[Lost, ...]


def preview(settings: Settings) -> Preview:
    """Read the corpus and hold its sections against those of the release in use, if there is one.

    Raises:
        CorpusError: a file of the corpus is wrong or was not accepted.
    """
    snapshot = Library(settings.corpus).snapshot()
    before = _in_use(settings)
    after = {section.id for section in snapshot.sections}
    return Preview(
        tuple(each for each in snapshot.sections if each.id not in before),
        tuple(each for each in snapshot.sections if each.id in before and each != before[each.id]),
        tuple(each for each in before.values() if each.id not in after),
        snapshot.annotations.stale,
        snapshot.annotations.lost,
    )


def _in_use(settings: Settings) -> dict[str, Section]:
    try:
        return sections_in_use(settings.data)
    except IndexUnusableError:  # none yet, or of another version: all is new
        return {}
