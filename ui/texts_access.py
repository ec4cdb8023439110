"""The Dutch texts of keys, accounts and signing in, in the terminal, on the page and in the API."""

from collections.abc import Iterable
from typing import Final

from ui import texts

TO_MANAGE: Final = "Sleutels en accounts beheren"
PASSWORD_CHARS: Final = 12
"""Shortest password: shorter ones can be guessed where the file of hashes was taken."""
PASSWORD_SHORT: Final = (
    f"Een wachtwoord heeft minstens {PASSWORD_CHARS} tekens en hoogstens 1000.",
    "Kies een langer wachtwoord, bijvoorbeeld vier losse woorden.",
)
PASSWORD_PROMPT: Final = "Wachtwoord"  # noqa: S105  # a label
PASSWORD_AGAIN: Final = "Nog een keer"  # noqa: S105  # a label
KEY_ONCE: Final = "Deze sleutel zie je één keer. Bewaar hem veilig, en geef hem aan niemand anders:"
NO_KEYS: Final = "Er zijn geen sleutels."
NO_ACCOUNTS: Final = "Er zijn geen accounts. Alleen wie op deze computer werkt, kan erin."
SIGN_IN_NOW: Final = "Vanaf nu vraagt Steunwijzer iedereen om in te loggen, ook als het al draait."
STILL_SIGN_IN: Final = (
    "Dit was het laatste account. Draait Steunwijzer al? Dan komt niemand er meer in, tot je een"
    " account maakt of het opnieuw start."
)

LOGIN: Final = "Inloggen"
LOGIN_ABOUT: Final = "Log in om vragen te stellen. Je beheerder geeft je een account."
NAME_LABEL: Final = "Naam"
PASSWORD_LABEL: Final = "Wachtwoord"  # noqa: S105  # a label
LOGIN_WRONG: Final = "Deze naam en dit wachtwoord horen niet bij elkaar. Probeer het opnieuw."
LOGIN_OFTEN: Final = (
    "Er is te vaak een verkeerd wachtwoord getypt. Wacht een minuut en probeer het dan opnieuw."
)
LOGIN_STALE: Final = "Dit formulier is verlopen. Log hieronder opnieuw in."
LOGIN_OPEN: Final = "Inloggen kan hier alleen over https. Vraag je beheerder om het juiste adres."
LOGIN_BUSY: Final = "Het is nu te druk om in te loggen. Probeer het over een paar tellen opnieuw."
LOGOUT: Final = "Uitloggen"
TO_PAGE: Final = "Naar Steunwijzer"

ROLE_WITHOUT_USER: Final = (
    "STEUNWIJZER_ROLE_HEADER zegt niets zonder STEUNWIJZER_USER_HEADER.",
    "Noem ook de header waarin je proxy zegt wie er is ingelogd, of haal de instelling weg.",
)
_NOT_OPEN: Final = (
    "Laat --open-voor-iedereen-zonder-inloggen en STEUNWIJZER_OPEN_TO_ANYONE_WITHOUT_LOGIN weg,"
)
OPEN_WITH_ACCOUNTS: Final = (
    "Er zijn accounts, dus iedereen moet inloggen; maar er is ook gezegd dat niemand dat hoeft.",
    f"{_NOT_OPEN} of verwijder de accounts.",
)
OPEN_WITH_USER: Final = (
    "STEUNWIJZER_USER_HEADER zegt wie er is ingelogd; maar er is ook gezegd dat niemand dat hoeft.",
    f"{_NOT_OPEN} of haal die header weg.",
)
NEED_KEY: Final = "Hier is een sleutel nodig. Stuur hem mee als: Authorization: Bearer <sleutel>."
KEY_UNKNOWN: Final = "Deze sleutel is niet bekend. Vraag je beheerder om een nieuwe."
TOO_OFTEN: Final = "Je stelt te veel vragen achter elkaar. Wacht even en ga dan rustiger verder."
NEED_JSON: Final = "Stuur de vraag als JSON, met Content-Type: application/json."
NOT_YOURS: Final = "Dit mag je hier niet. Vraag het aan je beheerder."
TOO_LARGE: Final = "Wat je stuurt, is te groot. Stuur een kortere vraag of minder van het gesprek."
OTHER_HOST: Final = "Steunwijzer kent dit adres niet. Je beheerder noemt het in STEUNWIJZER_HOSTS."
NO_SUCH_PATH: Final = "Dit pad bestaat niet, of niet op deze manier. Op /api staat welke er zijn."


def signed_in(name: str, role: str) -> str:
    """Who is signed in, and as what."""
    return f"Je bent ingelogd als {name} ({texts.ROLES[role]})."


def name_unusable(name: str) -> tuple[str, str]:
    """Refuses a name for a key or an account."""
    return (
        f"'{name}' kan geen naam zijn.",
        "Gebruik hoogstens 64 letters, cijfers, punten, streepjes of @.",
    )


def name_taken(name: str) -> tuple[str, str]:
    """Refuses a name that is in use."""
    return (f"De naam {name} is al in gebruik.", "Kies een andere, of verwijder die eerst.")


def name_unknown(name: str, known: Iterable[str]) -> tuple[str, str]:
    """Says that there is nobody of that name, and who there are."""
    names = ", ".join(known) or "niemand"
    return (f"{name} is niet bekend.", f"Bekend: {names}.")


def role_unknown(role: str) -> tuple[str, str]:
    """Refuses a role that is not given out."""
    return (f"{role} is geen rol die je kunt geven.", "Kies reader, maintainer of evaluator.")


def file_damaged(path: object) -> tuple[str, str]:
    """Says that a file of keys or accounts cannot be read as such."""
    return (f"{path} is beschadigd.", "Zet een kopie terug, of verwijder het en maak ze opnieuw.")


def file_unusable(path: object, reason: str) -> tuple[str, str]:
    """Says that a file of keys or accounts cannot be read or written, and why."""
    return (f"{path} is niet te gebruiken: {reason}.", "Geef jezelf rechten op die map.")


def line(name: str, role: str, created: str) -> str:
    """A key or an account, on a line of its own."""
    return f"{name}  {texts.ROLES[role]}  {created}"


def added(name: str, role: str) -> str:
    """Says that an account was made."""
    return f"{name} kan nu inloggen als {texts.ROLES[role]}."


def removed(name: str) -> str:
    """Says that a key or an account is gone; a running server knows it at once."""
    return f"{name} is verwijderd en kan er meteen niet meer in."


def rule_broken(what: str) -> str:
    """Says what is wrong with the body of a request."""
    return f"In wat je stuurt, klopt iets niet: {what}."
