"""A list in Markdown to which items can be added: when the next item needs a list of its own."""

from dataclasses import dataclass


@dataclass(slots=True)
class OpenList:
    """A list to which items can be added; `number` is that of its last item.

    `is_other` tells it from the list before: in Markdown another mark begins another list.
    """

    depth: int
    indent: int
    number: int | None
    is_other: bool = False

    @property
    def lead(self) -> str:
        """What stands before the words of its last item."""
        if self.number is None:
            return "* " if self.is_other else "- "
        return f"{self.number}{')' if self.is_other else '.'} "

    @property
    def inside(self) -> int:
        """How far a list in its last item is indented."""
        return self.indent + len(self.lead)

    def is_like(self, number: int | None) -> bool:
        """Whether both have numbers, or neither has."""
        return (self.number is None) == (number is None)

    def goes_on_with(self, number: int | None) -> bool:
        """Whether this number comes next: in Markdown only the first number of a list counts."""
        if self.number is None or number is None:
            return self.is_like(number)
        return number == self.number + 1
