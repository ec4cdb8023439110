"""What a file says of its own reuse -> whether its text may be taken over."""

import re
from typing import Final

_REFUSING: Final = re.compile(
    r"niets uit|zonder (?:\w+ ){0,4}toestemming|rechten voorbehouden|all rights reserved|"
    r"niet (?:\w+ ){0,3}(?:overgenomen|verveelvoudigd)",
    re.IGNORECASE,
)


def refuses(terms: str) -> bool:
    """Whether these terms do not let a text be taken over."""
    return bool(_REFUSING.search(terms))
