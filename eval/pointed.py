"""Questions that nothing was learnt from -> how often the pointer names what answers them first.

`python -m eval.pointed` prints it. Their writers had the text alone, sentence by sentence, and they
are many: a change of the pointer shows here with much less noise than in the benchmark, which asks
for whole answers.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict

from eval.benchmark import Gold, Text
from eval.jsonl import records_of
from eval.statistics import auroc
from ingest.corpus.library import Library
from ingest.index.content import represented
from ingest.index.embed.embedder import open_embedder
from ingest.index.embed.vectors import Vectors
from ingest.index.pointer import Pointed, pointer_for
from ingest.index.sentence_matcher import named_sentences
from ingest.text.document import Section
from ingest.text.place import Place
from ingest.text.settings import BUILT_IN_EMBEDDER, BUNDLED_CORPUS

FILE: Final = Path(__file__).with_name("pointed.jsonl")


class PointedQuestion(BaseModel):
    """A question, and how the sentences that answer it begin, the most direct first; or none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: Text
    told: tuple[Gold, ...]


class PointingScores(NamedTuple):
    """Shares of the questions with an answer, and how well it is told that there is none (AUROC).

    `first`: what is named first is the most direct answer; `any`: it is one of the answers.
    """

    questions: int
    first: float
    any: float
    none: float


def load_pointed(file: Path = FILE) -> list[PointedQuestion]:
    """The questions of a file.

    Raises:
        SteunwijzerError: a line is not as it should be.
    """
    return records_of(file, PointedQuestion)


def score(
    questions: Iterable[PointedQuestion],
    sentences: Sequence[Place],
    sections: dict[str, Section],
    point: Callable[[str], Pointed],
) -> PointingScores:
    """Hold what is pointed at against what answers; `sentences` are those that it points among."""
    firsts, hits, has_answer, odds = [], [], [], []
    for each in questions:
        pointed = point(each.question)
        has_answer.append(bool(each.told))
        odds.append(-pointed.none)
        if each.told:
            best = sentences[int(pointed.likely.argmax())]
            right = [_begins(gold, sections) == (best.section_id, best.start) for gold in each.told]
            firsts.append(right[0])
            hits.append(any(right))
    return PointingScores(
        len(has_answer), float(np.mean(firsts)), float(np.mean(hits)), auroc(has_answer, odds)
    )


def _begins(gold: Gold, sections: dict[str, Section]) -> tuple[str, int]:
    return gold.section, sections[gold.section].text.index(gold.quote)


def main() -> None:
    """Point at all of them, and print what came of it."""
    content, embedder = (
        represented(Library(BUNDLED_CORPUS).snapshot()),
        open_embedder(BUILT_IN_EMBEDDER),
    )
    pointer, sections = pointer_for(BUILT_IN_EMBEDDER), content.snapshot.sections_by_id()
    sentences = list(named_sentences(content))
    words = [place.span.of(sections[place.section_id].text) for place in sentences]
    numbers, nothing = pointer.numbers(words), np.zeros(len(words), np.float32)

    def point(question: str) -> Pointed:
        vector: Vectors = embedder.embed_question(question).pointing
        return pointer.point(vector, numbers, nothing)

    found = score(load_pointed(), sentences, sections, point)
    sys.stdout.write(
        f"{found.questions} questions: first {found.first:.3f}, any {found.any:.3f}, "
        f"told that none answers {found.none:.3f}\n"
    )


if __name__ == "__main__":
    main()
