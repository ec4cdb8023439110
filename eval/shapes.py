"""A choice -> the ways in which chat models write it down: whole JSON, and JSON that is not."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

ReplyObject = dict[str, Any]
"""A reply as it was asked for, to be written down."""


def _whole(reply: ReplyObject) -> str:
    return json.dumps(reply, ensure_ascii=False)


def _numbers(reply: ReplyObject) -> list[int]:
    return [number for group in reply["groups"] for number in group["evidence"]]


def _with_numbers(reply: ReplyObject, change: Callable[[list[int]], object]) -> str:
    groups = [{**group, "evidence": change(group["evidence"])} for group in reply["groups"]]
    return _whole({**reply, "groups": groups})


def _as_range(numbers: list[int]) -> list[object]:
    return [f"{numbers[0]}-{numbers[0]}", *numbers[1:]] if numbers else []


def _python(reply: ReplyObject) -> str:
    plain = {**reply, "missing": reply["missing"].replace("'", "")}
    return str({key: plain[key] for key in ("answerable", "missing", "groups")})


SHAPES: Final[Mapping[str, Callable[[ReplyObject], str]]] = {
    "whole": _whole,
    "indented": lambda reply: json.dumps(reply, indent=2),
    "fence": lambda reply: f"```json\n{_whole(reply)}\n```",
    "preface": lambda reply: f"Natuurlijk! Hier is mijn keuze:\n\n{_whole(reply)}",
    "explained": lambda reply: f"{_whole(reply)}\n\nIk koos deze zinnen [zie boven] om de vraag.",
    "numbers_as_text": lambda reply: _with_numbers(reply, lambda own: [str(n) for n in own]),
    "labels": lambda reply: _with_numbers(reply, lambda own: [f"[{n}]" for n in own]),
    "sentence_labels": lambda reply: _with_numbers(reply, lambda own: [f"s{n}" for n in own]),
    "numbers_in_one_text": lambda reply: _with_numbers(reply, lambda own: ", ".join(map(str, own))),
    "range": lambda reply: _with_numbers(reply, _as_range),
    "duplicates": lambda reply: _with_numbers(reply, lambda own: [*own, *own]),
    "unknown_numbers": lambda reply: _with_numbers(reply, lambda own: [*own, 9999]),
    "bare_groups": lambda reply: _whole(reply["groups"]) if reply["groups"] else "Nee.",
    "bare_list": lambda reply: str(_numbers(reply)) if reply["groups"] else "no",
    "other_key": lambda reply: _whole(
        {"answerable": reply["answerable"], "zinnen": reply["groups"]}
    ),
    "single_group": lambda reply: _whole(
        {"answerable": reply["answerable"], "groups": {"evidence": _numbers(reply)}}
    ),
    "no_groups": lambda reply: _whole(
        {"answerable": reply["answerable"], "evidence": _numbers(reply)}
    ),
    "missing_bracket": lambda reply: _whole(reply).rpartition(', "shorten"')[0].rstrip("]"),
    "trailing_comma": lambda reply: _whole(reply).replace("]", ",]").replace("[,]", "[]"),
    "python": _python,
    "one_level_down": lambda reply: _whole({"keuze": reply}),
}
"""By name; each can be read, whatever the choice."""
