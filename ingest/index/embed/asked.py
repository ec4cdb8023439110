"""A question, however it is typed -> the one form in which questions are embedded.

Who is in a hurry types no capitals and no question mark. For a model these are other questions: of
1,099 outcomes 75 and 85 changed with them. So questions and those of the annotations, of examples
and of drafts are all embedded in small letters, with one question mark behind. Of 600 invented
questions a model that was taught nothing finds as many passages by this form as by their own (R@5
.31 and .30).
"""

import re
from typing import Final

_END: Final = re.compile(r"[\s?!.…,;:]+$")


def as_asked(text: str) -> str:
    """A question in the form in which it is embedded; of what is in that form, itself."""
    return f"{_END.sub('', text).lower()}?"
