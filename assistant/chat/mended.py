"""A chat model's reply -> the JSON values that can be read in it, mended where they are broken."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

_PAIRS: Final = {"{": "}", "[": "]"}


def json_values(text: str) -> Iterator[Any]:
    """Each value that begins somewhere in a text: as it stands, and mended."""
    for found in re.finditer(r"[{\[]", text):
        begin = text[found.start() :]
        if re.match(r"\[\s*\w{0,12}\s*\d+\s*\]\s*[^\s,\]}]", begin):
            continue  # a label before words, as in "[3] Een zin"
        for candidate in (begin, _mended(begin)):
            try:
                value, _ = json.JSONDecoder().raw_decode(candidate)
            except ValueError:
                continue
            yield value


def _mended(text: str) -> str:
    """JSON with its brackets closed, and without what Python and hasty hands put in."""
    kept, open_, is_quoted, is_escaped = [], list[str](), False, False
    for char in text:
        if is_quoted:
            is_escaped, is_quoted = char == "\\" and not is_escaped, char != '"' or is_escaped
        elif char == '"':
            is_quoted = True
        elif char in _PAIRS:
            open_.append(_PAIRS[char])
        elif char in "}]":
            while open_ and open_[-1] != char:
                kept.append(open_.pop())
            if not open_:
                break
            open_.pop()
        kept.append(char)
        if not open_:
            break
    body = "".join(kept)
    if open_ and not is_quoted:
        body = re.sub(r"[\s,]*-?\d+$", "", body)  # it may have had more digits
    if is_quoted:
        body += '"'
    body = re.sub(r'[\s,]*(?:"[^"]*"\s*:?)?\s*$', "", body) if open_ and _is_loose(body) else body
    body = re.sub(r"[\s,:]+$", "", body) + "".join(reversed(open_))
    body = re.sub(r",(\s*[}\]])", r"\1", body)
    return _in_json_words(body)


def _is_loose(body: str) -> bool:
    """Whether a text ends in a name without a value, or in half of one."""
    return re.search(r'[{,]\s*"[^"]*"\s*:?\s*$', body) is not None


def _in_json_words(body: str) -> str:
    """As Python writes it: single quotes, True and None."""
    if '"' not in body:
        body = body.replace("'", '"')
    for python, own in (("True", "true"), ("False", "false"), ("None", "null")):
        body = re.sub(rf"(?<=[:\[,\s]){python}\b", own, body)
    return body
