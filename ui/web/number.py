"""What somebody typed or put in an address -> the whole number that it is."""

from typing import Final

_DIGITS: Final = 9
"""Nothing here has a higher number; of thousands of digits Python makes none."""


def whole_number(text: str) -> int | None:
    """The number that a text is; None where it is none, or higher than anything here."""
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else None
