"""A TOML file that people keep -> the same with other values: all else in it stays as it was.

Comments, order, white space, byte order mark and line ends are the maintainer's. What was made is
read back before anybody gets it: it says what was meant and no more, or there is a failure.
"""

import codecs
import re
import tomllib
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any, Final

import tomlkit
from tomlkit.exceptions import TOMLKitError

from ingest.corpus.checked import parse_toml
from ingest.text.errors import CorpusError
from ingest.text.text_file import decoded, encoded

Key = tuple[str | int, ...]
"""Where a value stands: names of tables, and numbers in lists of tables from 0."""
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def with_values(data: bytes, shown: str, values: Mapping[Key, object]) -> bytes:
    """A file with other values; None takes one away, and a table that is not there is made.

    Raises:
        CorpusError: the file is no TOML, or cannot hold this.
    """
    before = decoded(data, shown)
    meant = parse_toml(before, shown)
    try:
        edited = tomlkit.parse(before)
        for key, value in values.items():
            _set(meant, key, value)
            _set(edited, key, value)
    except TOMLKitError as error:
        raise unable(shown) from error
    made = edited.as_string()
    check_says(made, meant, shown)
    return saved_as_before(data, made, shown)


def with_table(data: bytes, shown: str, name: str, table: Mapping[str, object]) -> bytes:
    """A file with one more of the tables under `[[name]]`, behind all else.

    Raises:
        CorpusError: the file is no TOML, or cannot hold this.
    """
    before = decoded(data, shown)
    meant = parse_toml(before, shown)
    meant.setdefault(name, []).append(table)
    made = "\n\n".join(filter(None, (before.rstrip(), tomlkit.dumps({name: [table]}))))
    check_says(made, meant, shown)
    return saved_as_before(data, made, shown)


def differences(was: Mapping[str, Any], now: Mapping[str, Any], at: Key = ()) -> dict[Key, object]:
    """What to write so that tables say something else: the values that differ, None for none."""
    found: dict[Key, object] = {}
    for name in {**was, **now}:
        old, new = was.get(name), now.get(name)
        if isinstance(new, Mapping):
            found |= differences(old or {}, new, (*at, name))
        elif new != old:
            found[*at, name] = new
    return found


def check_says(text: str, meant: Mapping[str, object], shown: str) -> None:
    """Check that a text says what is meant, and no more.

    Raises:
        CorpusError: it does not.
    """
    try:
        says = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise unable(shown) from error
    if says != meant:
        raise unable(shown)


def saved_as_before(data: bytes, text: str, shown: str) -> bytes:
    """A text with the byte order mark and the line ends of the file that it takes the place of.

    Raises:
        CorpusError: there is something in it that no file can hold.
    """
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    new = encoded(text, shown).decode()
    return mark + _with_ends(data.removeprefix(mark).decode(), new).encode()


def unable(shown: str) -> CorpusError:
    """The failure of a file that only a person can edit."""
    return CorpusError(
        f"{shown} is zo geschreven dat het niet vanzelf kan worden bijgewerkt.",
        "Schrijf het zoals in corpus/README.md staat, of pas het zelf aan.",
    )


def quoted(text: str) -> str:
    """A text as it stands in TOML, on one line."""
    return tomlkit.string(text).as_string()


def _set(tables: Any, key: Key, value: object) -> None:
    *path, last = key
    for part in path:
        if isinstance(part, str) and part not in tables:
            tables[part] = {}
        tables = tables[part]
    if value is None:
        tables.pop(last, None)
    else:
        tables[last] = value


def _with_ends(before: str, text: str) -> str:
    """A text with the line ends that each line had before; a new line has that of the first."""
    old, new = _LINE.findall(before), _LINE.findall(text)
    usual = next((_end(line) for line in old if _end(line)), "\n")
    ends = [usual] * len(new)
    if len({_end(line) for line in old} - {""}) > 1:  # to match lines takes a while
        matcher = SequenceMatcher(None, [*map(_bare, old)], [*map(_bare, new)], autojunk=False)
        for _, start, end, new_start, new_end in matcher.get_opcodes():
            if end - start == new_end - new_start:
                ends[new_start:new_end] = [_end(line) or usual for line in old[start:end]]
    return "".join(
        _bare(line) + (end if _end(line) else "") for line, end in zip(new, ends, strict=True)
    )


def _end(line: str) -> str:
    return line[len(_bare(line)) :]


def _bare(line: str) -> str:
    return line.rstrip("\r\n")
