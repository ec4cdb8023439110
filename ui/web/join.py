"""The body of a question on its way to Gradio -> the same, checked and made anew.

Gradio takes any JSON for the value of an input, and a dict of the right shape for a file of the
server. So only what the page itself sends comes through: text.
"""

import json
import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, NoReturn

from pydantic import BaseModel, ConfigDict, Field, ValidationError

INPUT_CHARS: Final = 200_000
"""Longest text of one input: a long pasted question, or six earlier turns."""
_SESSION: Final = r"[A-Za-z0-9_-]{1,64}"
_SURROGATE: Final = re.compile("[\ud800-\udfff]")

_Text = Annotated[str, Field(max_length=INPUT_CHARS)]
_Number = Annotated[int, Field(ge=0, le=100_000)]


class JoinError(ValueError):
    """A body that the page does not send; its text holds nothing of that body."""


class _Join(BaseModel):
    """What Gradio's client sends for an event."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    data: Annotated[list[_Text], Field(max_length=10)]
    fn_index: _Number
    session_hash: Annotated[str, Field(pattern=f"^{_SESSION}$")]
    trigger_id: _Number | None = None
    event_data: None = None


def is_session(text: str) -> bool:
    """Whether a text has the form of Gradio's session hash."""
    return re.fullmatch(_SESSION, text) is not None


def read_join(body: bytes, inputs: Mapping[int, int]) -> dict[str, Any]:
    """The event in a body; `inputs` says how many inputs each function of the page has.

    Raises:
        JoinError: the page does not send this.
    """
    try:
        join = _Join.model_validate(_json(body))
    except ValidationError:
        raise JoinError from None
    if inputs.get(join.fn_index) != len(join.data):
        raise JoinError
    return join.model_dump(exclude={"event_data"})


def _json(body: bytes) -> Any:
    """JSON without what Python's reader lets through or breaks on; half characters are marked."""
    try:
        # Digits by the thousand and brackets by the thousand are errors of their own kinds.
        value = json.loads(
            body.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=_distinct
        )
    except (ValueError, RecursionError):
        raise JoinError from None
    if isinstance(value, dict) and isinstance(value.get("data"), list):
        value["data"] = [_whole(each) for each in value["data"]]
    return value


def _whole(value: Any) -> Any:
    """Half of an emoji, as an editor may leave behind, is no reason to refuse a question."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise JoinError
    return found


def _refuse(_: str) -> NoReturn:
    raise JoinError
