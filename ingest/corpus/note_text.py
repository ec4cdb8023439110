"""Notes of a section -> the text of their file, in which what did not change stays as it was."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ingest.corpus.checked import parsed
from ingest.corpus.edited import Key, quoted, saved_as_before, unable, with_values
from ingest.corpus.notes import NotesFile, PassageNote
from ingest.text.errors import CorpusError
from ingest.text.text_file import decoded, encoded

_HEAD: Final = re.compile(
    r"""(?:^[ \t]*\#.*\n)*^[ \t]*\[\[[ \t]*(?:passage|"passage"|'passage')[ \t]*\]\]""",
    re.MULTILINE,
)
"""Where a passage begins: its heading, and the lines of comment right above that."""


def new_notes(file: NotesFile, path: Path) -> bytes:
    """The file of notes that there was none of.

    Raises:
        CorpusError: there is something in them that no file can hold.
    """
    top = [("section", file.section), ("sha256", file.sha256), ("plain", file.plain)]
    head = "".join(f"{name} = {quoted(text)}\n" for name, text in top)
    return encoded("\n".join((head, *map(_passage, file.passage))), str(path))


def with_notes(data: bytes, file: NotesFile, path: Path) -> bytes:
    """The file with these notes; passages that are the same keep their text, comments included.

    Raises:
        CorpusError: it is written so that its passages cannot be told apart.
    """
    text, before = decoded(data, str(path)), parsed(data, path, NotesFile)
    starts = [match.start() for match in _HEAD.finditer(text)]
    if len(starts) != len(before.passage):
        raise unable(str(path))
    ends = [*starts[1:], len(text)]
    blocks = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    values: dict[Key, object] = {
        ("section",): file.section,
        ("sha256",): file.sha256,
        ("plain",): file.plain,
    }
    try:
        head = with_values(text[: starts[0]].encode(), str(path), values).decode()
        made = head + _joined(before.passage, blocks, file.passage)
        is_meant = parsed(made.encode(), path, NotesFile) == file
    except CorpusError as error:
        raise unable(str(path)) from error
    if not is_meant:
        raise unable(str(path))
    return saved_as_before(data, made, str(path))


def _joined(
    before: Sequence[PassageNote], blocks: Sequence[str], wanted: Sequence[PassageNote]
) -> str:
    """The blocks of the passages that are wanted, made anew where they say something else."""
    if wanted == before:
        return "".join(blocks)
    kept = dict(zip(before, blocks, strict=True))
    comments = {passage.quote: block[: block.index("[[")] for passage, block in kept.items()}
    pieces = [
        kept.get(passage) or comments.get(passage.quote, "") + _passage(passage)
        for passage in wanted
    ]
    return "\n\n".join(piece.rstrip() for piece in pieces) + "\n"


def _passage(passage: PassageNote) -> str:
    lines = [
        "[[passage]]",
        f"quote = {quoted(passage.quote)}",
        f"plain = {quoted(passage.plain)}",
        f"terms = [{', '.join(map(quoted, passage.terms))}]",
    ]
    if passage.gone:
        lines.append("gone = true")
    if passage.questions:
        lines.append(_questions(passage.questions))
    for asked in passage.asked:
        told = ", ".join(map(str, asked.told))
        lines += ["", "[[passage.asked]]", f"told = [{told}]", _questions(asked.questions)]
    return "\n".join(lines) + "\n"


def _questions(questions: Sequence[str]) -> str:
    return "questions = [\n" + "".join(f"    {quoted(each)},\n" for each in questions) + "]"
