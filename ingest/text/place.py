"""A span of a text, and of a section: the one way to say where something stands."""

from typing import NamedTuple


class Span(NamedTuple):
    """Characters `start` to `end` of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]

    def touches(self, other: "Span") -> bool:
        """Whether two spans of one text share a character."""
        return self.start < other.end and other.start < self.end

    def is_within(self, whole: "Span") -> bool:
        """Whether all of it lies in `whole`, a span of the same text."""
        return whole.start <= self.start and self.end <= whole.end


class Place(NamedTuple):
    """Characters `start` to `end` of the text of the section with this id.

    An id and no section, so that it can be kept on disk, compared and counted.
    """

    section_id: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The same, of the section's text alone."""
        return Span(self.start, self.end)

    def touches(self, other: "Place") -> bool:
        """Whether two places share a character."""
        return (
            self.section_id == other.section_id
            and self.start < other.end
            and other.start < self.end
        )

    def is_within(self, whole: "Place") -> bool:
        """Whether all of it lies in `whole`."""
        return (
            self.section_id == whole.section_id
            and whole.start <= self.start
            and self.end <= whole.end
        )

    def shared(self, other: "Place") -> int:
        """How many characters two places have in common."""
        own = min(self.end, other.end) - max(self.start, other.start)
        return max(0, own) if self.section_id == other.section_id else 0
