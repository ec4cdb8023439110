"""The Dutch texts of what people say of an answer, on the page and in the terminal."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

ASKED: Final = "Klopt dit?"
OPINIONS: Final = {
    "right": "Ja",
    "wrong": "Nee, er staat iets fout in",
    "not_sought": "Dit is niet wat ik zocht",
}
"""What a reader can say of an answer; the keys are values of feedback.Opinion."""
OPINIONS_NOT_FOUND: Final = {
    "right": "Ja",
    "not_sought": "Nee, ik had een antwoord verwacht",
}
"""The same where the sources have no answer."""
NAMES: Final = {"right": "klopt", "wrong": "fout", "not_sought": "niet gezocht"}
"""How each is called in a list."""
OUTCOMES: Final = {
    "answered": "beantwoord",
    "perhaps": "misschien beantwoord",
    "not_found": "niet gevonden",
    "itself": "over Steunwijzer",
}

REMARK: Final = "Opmerking toevoegen"
REMARK_LABEL: Final = "Je opmerking. Typ geen namen of andere persoonsgegevens."
SEND_REMARK: Final = "Opmerking versturen"
KEPT: Final = "Dank je. Dit is bewaard, zonder je naam."
LOST: Final = (
    "Wat je vindt, is niet bewaard: Steunwijzer geeft geen antwoord. "
    "Het antwoord hierboven blijft staan. Probeer het straks nog een keer."
)

OFF: Final = (
    "Hier kun je niet zeggen wat je van een antwoord vindt.",
    "Je beheerder kan dat aanzetten met STEUNWIJZER_FEEDBACK=true.",
)
UNKNOWN_ANSWER: Final = (
    "Wat je vindt, is niet bewaard: Steunwijzer kent dit antwoord niet meer.",
    "Stel je vraag nog een keer en zeg dan wat je ervan vindt.",
)
SAID_OFTEN: Final = (
    "Over dit antwoord heb je al vaak iets gezegd; dit is niet meer bewaard.",
    "Stel je vraag nog een keer als je nog iets wilt zeggen.",
)
NOT_WRITTEN: Final = (
    "Wat je vindt, kon niet worden bewaard. Het antwoord hierboven blijft staan.",
    "Meld het bij je beheerder.",
)
TO_READ: Final = "Lezen wat mensen van antwoorden vinden"

NONE_YET: Final = (
    "Er is nog niets gezegd over antwoorden.",
    "Lezers kunnen dat als STEUNWIJZER_FEEDBACK=true is gezet.",
)
PROMPT: Final = "Klopt dit? j(a), f(out), n(iet wat ik zocht), of alleen Enter om niets te zeggen:"
PROMPT_NOT_FOUND: Final = (
    "Klopt dit? j(a), n(ee, ik had een antwoord verwacht), of alleen Enter om niets te zeggen:"
)
PROMPT_AGAIN: Final = "Typ een van de letters, of alleen Enter."
PROMPT_KEYS: Final = {"j": "right", "f": "wrong", "n": "not_sought"}
PROMPT_REMARK: Final = f"{REMARK_LABEL} Of alleen Enter"


def unreadable(path: object, reason: str) -> tuple[str, str]:
    """What is wrong with the file in which it is kept, and what to do."""
    return (f"{path} is niet te lezen: {reason}.", "Kijk of het een bestand is dat je mag lezen.")


def unwritable(path: object, reason: str) -> tuple[str, str]:
    """What is wrong with a table that is asked for, and what to do."""
    return (
        f"Naar {path} kan niet worden geschreven: {reason}.",
        "Sluit hem in Excel, of kies met --out een ander bestand.",
    )


def no_table(path: object) -> tuple[str, str]:
    """Refuses a name by which the table would not be known for one."""
    return (f"{path} heet niet als een tabel.", "Kies met --out een naam die op .csv eindigt.")


def line(at: str, opinion: str, outcome: str, question: str, remark: str) -> str:
    """What was said of one answer, on a line of its own."""
    told = f"  «{remark}»" if remark else ""
    return f"{at}  {NAMES[opinion]:<12}  {OUTCOMES[outcome]:<13}  {question}{told}"


def summed(opinions: Sequence[str]) -> str:
    """How often what was said."""
    counts = Counter(opinions)
    parts = ", ".join(f"{counts[each]} {name}" for each, name in NAMES.items())
    answers = "1 antwoord" if len(opinions) == 1 else f"{len(opinions)} antwoorden"
    return f"Over {answers} is iets gezegd: {parts}."


def skipped(lines: int) -> str:
    """Lines that hold nothing that can be read."""
    what = "1 regel is" if lines == 1 else f"{lines} regels zijn"
    return f"{what} niet te lezen en overgeslagen."


def written(path: object) -> str:
    """Where the table is, and what can be done with it."""
    return f"Tabel: {path}. Meet ermee met: steunwijzer eval run --questions {path}"
