"""TOML that people keep: one value changes, and nothing else that they wrote."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.corpus.edited import Key, differences, with_table, with_values, without_table
from ingest.text.errors import CorpusError

MANIFEST = """# De bronnen.

[[source]]
id = "gids" # de eerste
  # ingesprongen
year = 2026

[source.text] # waar hij staat
path = 'documents/gids.md'
sha256 = 'oud'   # niet zelf invullen

# Over het boek
[[source]]
id = "boek"
text.sha256 = "van het boek"
"""
OF_GUIDE: Key = ("source", 0, "text", "sha256")
OF_BOOK: Key = ("source", 1, "text", "sha256")


def changed(before: str, values: dict[Key, object]) -> str:
    return with_values(before.encode(), "lijst.toml", values).decode()


def test_one_value_changes_and_nothing_else() -> None:
    assert changed(MANIFEST, {OF_GUIDE: "nieuw"}) == MANIFEST.replace("'oud'", '"nieuw"')
    assert changed(MANIFEST, {OF_BOOK: "nieuw"}) == MANIFEST.replace("van het boek", "nieuw")
    both = changed(MANIFEST, {OF_GUIDE: "a", OF_BOOK: "b"})
    assert both == MANIFEST.replace("'oud'", '"a"').replace("van het boek", "b")


def test_no_value_changes_nothing() -> None:
    assert changed(MANIFEST, {}) == MANIFEST


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark_stay(end: str, mark: bytes) -> None:
    before = mark + MANIFEST.replace("\n", end).encode()
    assert with_values(before, "x", {OF_GUIDE: "nieuw"}) == before.replace(b"'oud'", b'"nieuw"')


def test_every_line_keeps_its_own_end() -> None:
    lines = MANIFEST.split("\n")
    ends = ["\r\n", "\n", "\r"]
    before = "".join(f"{line}{ends[at % 3]}" for at, line in enumerate(lines[:-1]))
    values: dict[Key, object] = {OF_GUIDE: "nieuw", ("source", 1, "year"): 2020}
    after = changed(before, values)
    assert after.replace('"nieuw"', "'oud'").replace("year = 2020\r\n", "") == before


def test_lines_keep_their_ends_where_others_come_and_go() -> None:
    before = '[x]\r\na = "1"\nb = "2"\r\nc = "3"\nd = "4"\r\n# einde\n'
    values: dict[Key, object] = {("x", "a"): None, ("x", "c"): None, ("x", "e"): "5"}
    assert changed(before, values) == ('[x]\r\nb = "2"\r\nd = "4"\r\ne = "5"\r\n# einde\n')


def test_a_file_without_a_last_line_end_stays_so() -> None:
    assert changed('a = "b"\n[x]\nc = "d"', {("x", "c"): "e"}) == 'a = "b"\n[x]\nc = "e"'


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ('a = "b"\n\n# over x\n[x]\n', ("c",), 'a = "b"\nc = "d"\n\n# over x\n[x]\n'),
        (
            '[x]\na = "b"\n# e\n\n# over y\n[y]\n',
            ("x", "c"),
            '[x]\na = "b"\nc = "d"\n# e\n\n# over y\n[y]\n',
        ),
        ('[x]\n  a = "b"\n', ("x", "c"), '[x]\n  a = "b"\n  c = "d"\n'),
        ('[x]\na = "b"', ("x", "c"), '[x]\na = "b"\nc = "d"\n'),
        ("[x] # leeg\n", ("x", "c"), '[x] # leeg\nc = "d"\n'),
        ('[[y]]\nx.a = "b"\n# e\n', ("y", 0, "x", "c"), '[[y]]\nx.a = "b"\nx.c = "d"\n# e\n'),
        (
            '[[y]]\nx = { a = "b" } # e\n',
            ("y", 0, "x", "c"),
            '[[y]]\nx = { a = "b", c = "d"} # e\n',
        ),
        ("# kop\n", ("x", "c"), '# kop\n\n[x]\nc = "d"\n'),
        ('[y]\na = "b"\n\n', ("x", "c"), '[y]\na = "b"\n\n[x]\nc = "d"\n'),
        ("", ("x", "y", "c"), '[x.y]\nc = "d"\n'),
        ("[x]\n", ("x", 'c "1"'), '[x]\n"c \\"1\\"" = "d"\n'),
    ],
)
def test_a_new_value_stands_behind_those_of_its_table(before: str, key: Key, after: str) -> None:
    assert changed(before, {key: "d"}) == after


def test_a_value_that_goes_takes_no_comment_of_another_along() -> None:
    before = '[x]\na = "1" # weg\n# over b\nb = "2"\n\n# over y\n[y]\nc = "3"\n'
    assert changed(before, {("x", "a"): None}) == before.replace('a = "1" # weg\n', "")
    assert changed(before, {("x", "b"): None}) == before.replace('b = "2"\n', "")


def test_values_that_go_change_and_come_at_once() -> None:
    values: dict[Key, object] = {
        ("x", "d"): "4",
        ("x", "b"): "5",
        ("x", "c"): None,
        ("x", "e"): "6",
    }
    before = '[x]\na = "1"\nb = "2" # twee\nc = "3"\n# einde\n'
    assert changed(before, values) == ('[x]\na = "1"\nb = "5" # twee\nd = "4"\ne = "6"\n# einde\n')


def test_a_table_more_stands_behind_all_else() -> None:
    table = {"id": "krant", "text": {"path": "p"}}
    after = with_table(MANIFEST.replace("\n", "\r\n").encode(), "x", "source", table).decode()
    assert after.replace("\r\n", "\n") == (
        f'{MANIFEST}\n[[source]]\nid = "krant"\n\n[source.text]\npath = "p"\n'
    )
    assert "\n" not in after.replace("\r\n", "")


def test_what_cannot_be_put_in_is_refused() -> None:
    with pytest.raises(CorpusError, match=r"lijst\.toml is zo geschreven dat het niet vanzelf kan"):
        with_table(b'source = [{ id = "gids" }]\n', "lijst.toml", "source", {"id": "boek"})


def test_a_file_that_is_no_toml_is_named() -> None:
    with pytest.raises(CorpusError, match=r"lijst\.toml, regel 2: dit is geen geldige TOML"):
        changed("a = 1\nb = \n", {("a",): 2})


def test_half_a_letter_can_stand_in_no_file() -> None:
    with pytest.raises(CorpusError, match=r"Voor lijst\.toml staat er iets in de tekst dat geen"):
        changed(MANIFEST, {OF_GUIDE: "a\ud800"})


def test_differences_are_the_values_that_say_something_else() -> None:
    was = {"x": {"a": 1, "b": 2, "y": {"c": 3}}, "d": [4], "e": 5}
    now = {"x": {"a": 1, "b": 3, "y": {"c": 4}}, "d": [4, 5], "f": {"g": 6}}
    assert differences(was, now) == {
        ("x", "b"): 3,
        ("x", "y", "c"): 4,
        ("d",): [4, 5],
        ("e",): None,
        ("f", "g"): 6,
    }
    assert differences(now, now) == {}


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
TABLES = st.dictionaries(
    st.sampled_from(["x", "y z", ""]), st.dictionaries(WORDS, WORDS, max_size=6), max_size=3
)
COMMENTS = st.lists(
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=5), min_size=1, max_size=4
)


def written(tables: dict[str, Any], comments: list[str], end: str) -> str:
    """Tables as somebody could write them, with a comment on every line and between."""
    said = [f"# {each}" for each in comments]
    lines = [said[0]]
    for number, (name, values) in enumerate(tables.items()):
        lines += ["", said[number % len(said)], f"[{quoted(name)}] {said[-1]}"]
        lines += [f"{quoted(key)} = {quoted(value)} {said[0]}" for key, value in values.items()]
    return end.join([*lines, said[-1], ""])


def quoted(text: str) -> str:
    return '"' + "".join(f"\\U{ord(letter):08X}" for letter in text) + '"'


@given(TABLES, TABLES, COMMENTS, st.sampled_from(["\n", "\r\n"]))
def test_whatever_changes_it_says_what_is_meant_and_keeps_the_comments(
    was: dict[str, Any], now: dict[str, Any], comments: list[str], end: str
) -> None:
    now = {**{name: {} for name in was}, **now}
    before = written(was, comments, end)
    after = changed(before, differences(was, now))
    meant = {name: values for name, values in now.items() if values or name in was}
    assert tomllib.loads(after) == meant
    kept = [line for line in before.split(end) if line.startswith(("#", "["))]
    assert [line for line in after.split(end) if line in kept][: len(kept)] == kept
    values = [line for line in before.split(end) if line.startswith('"')]
    same = sum(now[name].get(key) == value for name in was for key, value in was[name].items())
    assert sum(line in values for line in after.split(end)) >= same
    assert end != "\r\n" or "\n" not in after.replace("\r\n", "")


TABLES = """# het bestand

[[a]]
x = 1 # een

# over de tweede
[[a]]
x = 2
[a.b]
y = '''
[[a]]
'''

# over de derde
[[ a ]]
x = 3

[c]
z = 1
"""


@pytest.mark.parametrize(
    ("number", "start", "end"),
    [(0, "[[a]]\nx = 1", "# over de tweede"), (2, "# over de derde", "[c]")],
)
def test_a_table_of_a_list_goes_with_the_comment_above_it(
    number: int, start: str, end: str
) -> None:
    plain = TABLES.replace("[[a]]\n'''", "niets\n'''")
    before, rest = plain.split(start)
    made = without_table(plain.encode(), "x.toml", "a", number).decode()
    assert made == before + end + rest.partition(end)[2]


def test_a_table_that_cannot_be_told_from_a_text_is_left() -> None:
    with pytest.raises(CorpusError, match="niet vanzelf"):
        without_table(TABLES.encode(), "x.toml", "a", 1)


def test_the_last_table_of_a_list_leaves_no_list() -> None:
    assert without_table(b"[[a]]\r\nx = 1\r\n", "x.toml", "a", 0) == b""
    assert without_table(b"b = 1\r\n\r\n[[a]]\r\nx = 1\r\n", "x", "a", 0) == b"b = 1\r\n\r\n"


def test_a_list_on_one_line_takes_a_person() -> None:
    with pytest.raises(CorpusError, match="niet vanzelf"):
        without_table(b"a = [{ x = 1 }, { x = 2 }]\n", "x.toml", "a", 0)
