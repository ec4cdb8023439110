"""What sort of answer the words of a question ask for."""

import re
from typing import Final

_ALL: Final = re.compile(
    r"""
    \b(?:welke|noem|alle|allemaal|alles|opsomming|lijst|rijtje|overzicht|punten|stappen|vormen
        |soorten|manieren|functies|criteria|voorwaarden|voorbeelden|voordelen|nadelen|redenen
        |which|list|all|ways|kinds)\b
    | \bwat\ zijn\b | \bwhat\ are\b
    """,
    re.VERBOSE | re.IGNORECASE,
)


def asks_for_all(question: str) -> bool:
    """Whether a question asks for more than one thing: "Welke vormen ...", "noem alle ..."."""
    return _ALL.search(question) is not None
