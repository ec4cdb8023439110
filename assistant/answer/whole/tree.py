"""Sections -> the tree of their headings: what stands under a heading, in the order of the text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from ingest.index.release import Release
from ingest.text.document import Kind, Section

Path = tuple[str, ...]
"""The id of a document, and the headings from the top of it down."""


@dataclass(frozen=True, slots=True)
class HeadingNode:
    """A heading, the sections right under it, and the headings below it."""

    path: Path
    own: list[Section] = field(default_factory=list)
    below: list["HeadingNode"] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The heading itself."""
        return self.path[-1]

    @property
    def members(self) -> list["HeadingNode"]:
        """The headings below that stand for something: words of a person alone do not."""
        kept = [each for each in self.below if any(map(_is_told, each.sections()))]
        return kept if len(self.path) > 1 else []

    @property
    def introducing(self) -> list[Section]:
        """What stands right under it, before its members."""
        return [each for each in self.own if _is_told(each)]

    def sections(self) -> Iterator[Section]:
        """All sections from here down, in the order of the text."""
        yield from self.own
        for each in self.below:
            yield from each.sections()


_KNOWN: WeakKeyDictionary[Release, list[HeadingNode]] = WeakKeyDictionary()
"""The headings of releases that are open."""


def headings_of(release: Release) -> list[HeadingNode]:
    """All headings of a release, put in order once."""
    if release not in _KNOWN:
        _KNOWN[release] = headings(release.sections.values())
    return _KNOWN[release]


def headings(sections: Iterable[Section]) -> list[HeadingNode]:
    """All headings over some sections, in the order of the text; a document is one too."""
    found: dict[Path, HeadingNode] = {}
    for section in sections:
        path = (section.document_id, *section.headings)
        for length in range(1, len(path) + 1):
            if path[:length] not in found:
                found[path[:length]] = HeadingNode(path[:length])
                if length > 1:
                    found[path[: length - 1]].below.append(found[path[:length]])
        found[path].own.append(section)
    return list(found.values())


def _is_told(section: Section) -> bool:
    return section.kind is not Kind.QUOTE and bool(section.text.strip())
