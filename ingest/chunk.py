"""Section -> Chunks: runs of whole sentences that are long enough to mean something."""

from typing import Final

from ingest.document import Chunk, Section
from ingest.sentences import Span, sentence_spans

CHUNK_CHARS: Final = 600
"""A chunk takes no further sentence once it would grow past this many characters."""


def chunk(section: Section, chunk_chars: int = CHUNK_CHARS) -> list[Chunk]:
    """Cut a section into chunks of whole sentences, in order and without overlap.

    A list stays with the sentence that announces it where it fits. A sentence that is longer
    than `chunk_chars` is a chunk of its own and is never cut.
    """
    return [_make(section, run) for run in _runs(section.text, chunk_chars)]


def _runs(text: str, chunk_chars: int) -> list[Span]:
    runs: list[Span] = []
    for block in _blocks(text):
        if runs and block.end - runs[-1].start <= chunk_chars:
            runs[-1] = Span(runs[-1].start, block.end)
        elif block.end - block.start <= chunk_chars:
            runs.append(block)
        else:
            runs.extend(_pack(text, block, chunk_chars))
    return runs


def _blocks(text: str) -> list[Span]:
    """Paragraphs, each with the list that it announces."""
    blocks: list[Span] = []
    for span in sentence_spans(text):
        gap = text[blocks[-1].end : span.start] if blocks else "\n\n"
        announces = bool(blocks) and text[: blocks[-1].end].endswith(":")
        if "\n\n" in gap and not announces:
            blocks.append(span)
        else:
            blocks[-1] = Span(blocks[-1].start, span.end)
    return blocks


def _pack(text: str, block: Span, chunk_chars: int) -> list[Span]:
    """Fill chunks of about equal length, so that no short tail is left alone."""
    count = -(-(block.end - block.start) // chunk_chars)
    fair = (block.end - block.start) / count
    runs: list[Span] = []
    for span in sentence_spans(text):
        if span.start < block.start or span.end > block.end:
            continue
        middle = (span.start + span.end) / 2
        is_full = bool(runs) and (
            middle - runs[-1].start > fair or span.end - runs[-1].start > chunk_chars
        )
        if runs and not is_full:
            runs[-1] = Span(runs[-1].start, span.end)
        else:
            runs.append(span)
    return runs


def _make(section: Section, run: Span) -> Chunk:
    return Chunk(
        f"{section.id}@{run.start}", section.id, run.start, section.text[run.start : run.end]
    )
