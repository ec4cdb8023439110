"""What can be wrong with a sentence."""

from enum import StrEnum


class Flaw(StrEnum):
    """Why a sentence is not shown, in the order of what is looked at."""

    FORM = "form"
    LANGUAGE = "language"
    NEW_NUMBER = "new_number"
    NEW_NAME = "new_name"
    NEW_WORD = "new_word"
    ORDER = "order"
    BENT = "bent"
    NOT_ENTAILED = "not_entailed"
