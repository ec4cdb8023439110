"""A question with a greeting and thanks around it -> the question.

They say nothing of what is asked, and yet they move its vector: of 1,099 outcomes 131 changed with
"Hallo, ... Alvast bedankt!".
"""

import re
from typing import Final

_NAME: Final = r"(?:(?-i:[A-Z])[\w-]*+|\[[a-z-]+\])"
_TO_WHOM: Final = (
    r"(?:\s+(?:allemaal|iedereen|daar|assistent|steunwijzer|collega(?:'?s)?|team|mensen|lezer|"
    r"(?:heer|mevrouw|meneer|heer/mevrouw)(?:\s+" + _NAME + r")?|" + _NAME + r"(?=\s*[,!])))?"
)
_SURE: Final = (
    r"hallo|(?:hoi\s)?hoi|hé+|hee+y?|hey|hi|hello|goeie?dag|"
    r"goe(?:de|ie)n?\s?(?:dag|morgen|middag|avond)"
)
"""Words that greet whatever follows them."""
_OPENS: Final = re.compile(
    rf"^\W*+(?:(?:{_SURE})\b{_TO_WHOM}(?:\s*[,.!:;–-]+\s*|\s+)"
    rf"|(?:beste|geachte|dag|lieve)\b{_TO_WHOM}\s*[,!:]\s*)(?=[\w\[])",
    re.IGNORECASE,
)
"""The others are words of a question too, unless a comma follows: "Beste hulp voor een kind?"."""
_THANKS: Final = (
    r"(?:hartelijk\s+|heel\s+erg\s+|super\s?)?(?:dank(?:\s?(?:je|u)(?:\s?wel)?)?|bedankt|thanks|"
    r"thank\s+you)\b(?:\s+(?:alvast|hoor|vast|voor\s+(?:(?:je|uw|jullie|de)\s+)?"
    r"(?:hulp|antwoord|moeite|reactie|tijd|advies|meedenken))\b)?"
)
_GREETING: Final = (
    r"(?:(?:met\s+)?(?:vriendelijke|hartelijke)\s+groet(?:en)?|groet(?:en|jes)?|mvg|gr)\b"
    rf"(?:\s*,\s*{_NAME}|\s+{_NAME}){{0,2}}"
)
_CLOSES: Final = re.compile(
    rf"(?:(?P<end>[.,!?;])\s*+|\s+(?=al\s?vast|bij\s?voorbaat))"
    rf"(?:(?:al\s?vast|bij\s?voorbaat)\s+{_THANKS}|{_THANKS}|{_GREETING}"
    rf"|ik\s+hoor\s+(?:het\s+)?graag(?:\s+van\s+(?:je|u|jullie))?\b)"
    rf"(?:\s*[,.!]+\s*{_GREETING})?\s*+[.!]*+\s*+$",
    re.IGNORECASE,
)
"""Thanks end what is typed, or come before a greeting; a name follows a greeting alone."""
_LEAST_WORDS: Final = 2
"""What greets and asks less than this is a greeting."""


def without_courtesy(text: str) -> str:
    """What is asked, without what greets before it and thanks behind it; never less than that."""
    opened = _OPENS.sub("", text)
    asked = _CLOSES.sub(lambda match: (match["end"] or "").replace(",", ""), opened)
    if len(re.findall(r"\w+", asked)) < _LEAST_WORDS:
        return text
    return asked
