"""A TOML file that people keep -> the same with other values: all else in it stays as it was.

Comments, order, white space, byte order mark and line ends are the maintainer's. What was made is
read back before anybody gets it: it says what was meant and no more, or there is a failure.
"""

import codecs
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Item, Table

from ingest.corpus.checked import parse_toml
from ingest.text.errors import CorpusError
from ingest.text.text_file import decoded, encoded

Key = tuple[str | int, ...]
"""Where a value stands: names of tables, and numbers in lists of tables from 0."""
Put = Callable[[Any, str, object], None]
"""Called as `put(table, name, value)`."""
_HEAD: Final = re.compile(r"\s*\[{1,2}\s*[\w\"'-]")
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def with_values(data: bytes, shown: str, values: Mapping[Key, object]) -> bytes:
    """A file with other values; None takes one away, and a table that is not there is made.

    Raises:
        CorpusError: the file is no TOML, or cannot hold this.
    """
    before = decoded(data, shown)
    meant = parse_toml(before, shown)
    for key, value in values.items():
        _set(meant, key, value, _put)
    try:
        # Behind the last value of a table, or if it is written in another way behind all of it:
        # there may be comments between, which are about what comes next.
        made = next(
            text
            for add in (_add_behind, _put)
            if _says(text := _edited(before, values, add), meant)
        )
    except (TOMLKitError, StopIteration) as error:
        raise unable(shown) from error
    return saved_as_before(data, made, shown)


def with_table(data: bytes, shown: str, name: str, table: Mapping[str, object]) -> bytes:
    """A file with one more of the tables under `[[name]]`, behind all else.

    Raises:
        CorpusError: the file is no TOML, or cannot hold this.
    """
    before = decoded(data, shown)
    meant = parse_toml(before, shown)
    if meant.get(name) == []:  # written as a list, which takes no tables behind it
        before = decoded(with_values(data, shown, {(name,): None}), shown)
    meant.setdefault(name, []).append(table)
    made = "\n\n".join(filter(None, (before.rstrip("\n"), tomlkit.dumps({name: [table]}))))
    if not _says(made, meant):
        raise unable(shown)
    return saved_as_before(data, made, shown)


def without_table(data: bytes, shown: str, name: str, number: int) -> bytes:
    """A file with one less of the tables under `[[name]]`, counted from 0, and of what is above it.

    That is the comment that stands right above it, without a blank line between.

    Raises:
        CorpusError: the file is no TOML, or that table stands in it in another way.
    """
    before = decoded(data, shown)
    meant = parse_toml(before, shown)
    del meant[name][number]
    if not meant[name]:
        del meant[name]
    lines = before.splitlines(keepends=True)
    heads = [at for at, line in enumerate(lines) if _HEAD.match(line)]
    own = [at for at in heads if _names(lines[at], name)]
    if number >= len(own):
        raise unable(shown)
    ends = [at for at in heads if at > own[number] and not _is_below(lines[at], name)]
    start, end = _with_comment(lines, own[number]), len(lines)
    if ends:
        end = _with_comment(lines, ends[0])
    made = "".join(lines[:start] + lines[end:])
    if not _says(made, meant):
        raise unable(shown)
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


def _names(line: str, name: str) -> bool:
    """Whether a line opens one of the tables of this name."""
    return line.replace(" ", "").startswith(f"[[{name}]]")


def _is_below(line: str, name: str) -> bool:
    """Whether a line opens a table that is part of one of this name."""
    return line.replace(" ", "").lstrip("[").startswith(f"{name}.")


def _with_comment(lines: Sequence[str], start: int) -> int:
    """Where the comment begins that stands right above a line."""
    while start and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return start


def _says(text: str, meant: Mapping[str, object]) -> bool:
    """Whether a text says what is meant, and no more."""
    try:
        return tomllib.loads(text) == meant
    except tomllib.TOMLDecodeError:
        return False


def _edited(text: str, values: Mapping[Key, object], add: Put) -> str:
    """The text with other values, those that were not there put by `add`."""
    document = tomlkit.parse(_with_tables(text, values))
    # What is added stands behind what is there, so that has to be settled first.
    for key, value in sorted(values.items(), key=lambda each: each[1] is not None):
        _set(document, key, value, add)
    return document.as_string()


def _with_tables(text: str, values: Mapping[Key, object]) -> str:
    """The text with the tables that it did not have, each with a blank line before it."""
    there = tomllib.loads(text)
    new = dict.fromkeys(key[:-1] for key in values if len(key) > 1 and key[0] not in there)
    heads = [f"[{tomlkit.key([str(part) for part in path]).as_string()}]" for path in new]
    return "\n\n".join(filter(None, (text.rstrip("\n"), *heads))) + "\n" if heads else text


def _set(tables: Any, key: Key, value: object, add: Put) -> None:
    *path, last = key
    for part in path:
        if isinstance(part, str) and part not in tables:
            tables[part] = {}
        tables = tables[part]
    if value is None:
        tables.pop(last, None)
    elif last in tables:
        tables[last] = value
    else:
        add(tables, str(last), value)


def _put(table: Any, name: str, value: object) -> None:
    table[name] = value


def _add_behind(table: Any, name: str, value: object) -> None:
    """Have a value stand right behind the last one of a table of tomlkit, indented like that."""
    body = table.body if isinstance(table, tomlkit.TOMLDocument) else table.value.body
    items = [item for key, item in body if key and not isinstance(item, Table | AoT)]
    if not items:
        _put(table, name, value)
        return
    last = items[-1].trivia
    item: Item = tomlkit.item(value)  # type: ignore[call-overload]  # whatever TOML can hold
    made = f"{tomlkit.key(name).as_string()} = {item.as_string()}"
    last.trail += f"{last.indent}{made}\n"


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
