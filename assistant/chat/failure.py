"""An exception out of a provider's library -> why there is no whole answer.

The libraries share no exceptions, so they are told apart by the names of their classes and by the
HTTP status that most of them carry.
"""

import re
from enum import StrEnum
from typing import Final

from ingest.text.errors import SteunwijzerError


class FailureReason(StrEnum):
    """Why a model gave no whole answer."""

    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    BUSY = "busy"
    SERVER = "server"
    WRONG_KEY = "wrong_key"
    UNKNOWN_MODEL = "unknown_model"
    REFUSED = "refused"
    TOO_LONG = "too_long"
    UNSUPPORTED_FORMAT = "unsupported_format"
    CUT_OFF = "cut_off"
    BROKEN = "broken"
    EMPTY = "empty"
    ENDLESS = "endless"
    UNUSABLE = "unusable"
    UNOPENED = "unopened"


_WHAT: Final = {
    FailureReason.TIMEOUT: "is niet op tijd klaar",
    FailureReason.UNREACHABLE: "is niet te bereiken",
    FailureReason.BUSY: "heeft het te druk",
    FailureReason.SERVER: "heeft een storing",
    FailureReason.WRONG_KEY: "neemt de sleutel niet aan",
    FailureReason.UNKNOWN_MODEL: "is op dat adres niet bekend",
    FailureReason.REFUSED: "weigert de vraag",
    FailureReason.TOO_LONG: "heeft te weinig ruimte voor de vraag en de bronnen",
    FailureReason.UNSUPPORTED_FORMAT: "kan niet antwoorden in de gevraagde vorm",
    FailureReason.CUT_OFF: "breekt zijn antwoord af",
    FailureReason.BROKEN: "geeft een antwoord dat niet te lezen is",
    FailureReason.EMPTY: "geeft een leeg antwoord",
    FailureReason.ENDLESS: "houdt niet op met antwoorden",
    FailureReason.UNUSABLE: "geeft een antwoord waar niets bruikbaars uit te lezen is",
    FailureReason.UNOPENED: "is niet te openen",
}
_LATER: Final = "Probeer het later opnieuw of kies een ander model."
_TO_DO: Final = {
    FailureReason.TIMEOUT: "Geef het meer tijd met STEUNWIJZER_CHAT_TIMEOUT_S, of kies een sneller"
    " model.",
    FailureReason.UNREACHABLE: "Controleer STEUNWIJZER_CHAT_URL, en of de server draait.",
    FailureReason.WRONG_KEY: "Controleer STEUNWIJZER_CHAT_KEY.",
    FailureReason.UNKNOWN_MODEL: "Controleer de naam in STEUNWIJZER_CHAT en het adres in"
    " STEUNWIJZER_CHAT_URL.",
    FailureReason.BUSY: "Wacht, of vraag de aanbieder om een hogere limiet.",
    FailureReason.TOO_LONG: "Zet STEUNWIJZER_CHAT_WINDOW op het venster van het model, in tokens.",
    FailureReason.UNUSABLE: "Kies een model dat JSON kan geven: steunwijzer model check laat zien"
    " wat het antwoordt.",
}
"""What the operator can do about it."""
_BY_NAME: Final = (
    ({"ContextOverflowError"}, FailureReason.TOO_LONG),
    ({"TimeoutError", "TimeoutException", "APITimeoutError"}, FailureReason.TIMEOUT),
    ({"LengthFinishReasonError", "ContentFilterFinishReasonError"}, FailureReason.CUT_OFF),
    # In the middle of a stream a server reports its trouble without a status.
    ({"ResponseError"}, FailureReason.SERVER),
)
"""Names of exception classes; a class counts with those that it derives from."""
_CONNECTION: Final = {"APIConnectionError", "NetworkError", "ProtocolError", "OSError"}
_TOO_LONG: Final = re.compile(
    r"context.?(length|size|window)|prompt is too long|too many (input |prompt )?tokens"
)
"""As OpenAI, vLLM, llama.cpp, Anthropic and Ollama say it."""
_FORMAT: Final = re.compile(r"response_format|schema|structured output|grammar|guided|\bformat\b")
_REFUSING: Final = {None, 400, 404, 413, 415, 422, 500, 501}
"""Statuses that servers give for a question that they cannot take."""


class ModelFailure(SteunwijzerError):  # noqa: N818  # it names what happened
    """A model gave no whole answer: the caller answers without it."""

    def __init__(self, reason: FailureReason) -> None:
        super().__init__(f"Het taalmodel {_WHAT[reason]}.", _TO_DO.get(reason, _LATER))
        self.reason = reason


def why(error: Exception, *, is_begun: bool, has_schema: bool) -> FailureReason:
    """The reason that an exception stands for.

    A broken connection is another thing once an answer `is_begun`; a schema can be unsupported.

    What is not known, also a TypeError over the shape of a reply, is BROKEN.
    """
    names = {each.__name__ for each in type(error).__mro__}
    status, said = _status(error), str(error).lower()
    if status in _REFUSING and _TOO_LONG.search(said):
        return FailureReason.TOO_LONG
    # langchain-openai warns of it first, and a warning can be made an error.
    can_be_format = has_schema and (status in _REFUSING if status else "Warning" in names)
    if can_be_format and _FORMAT.search(said):
        return FailureReason.UNSUPPORTED_FORMAT
    if status:
        return _by_status(status)
    for known, reason in _BY_NAME:
        if known & names:
            return reason
    if _CONNECTION & names:
        return FailureReason.CUT_OFF if is_begun else FailureReason.UNREACHABLE
    return FailureReason.SERVER if "APIError" in names else FailureReason.BROKEN


def _status(error: Exception) -> int | None:
    """The HTTP status of a failure; in the middle of a stream it can be in `code`."""
    for name in ("status_code", "code"):
        value = str(getattr(error, name, ""))
        if re.fullmatch("[45]..", value):
            return int(value)
    return None


def _by_status(status: int) -> FailureReason:
    known = {
        401: FailureReason.WRONG_KEY,
        403: FailureReason.WRONG_KEY,
        404: FailureReason.UNKNOWN_MODEL,
        408: FailureReason.TIMEOUT,
        413: FailureReason.TOO_LONG,
        429: FailureReason.BUSY,
    }
    return known.get(status, FailureReason.REFUSED if status < 500 else FailureReason.SERVER)
