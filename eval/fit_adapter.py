"""Questions and what answers them -> the adapter of the built-in model.

Run `python3 -m eval.fit_adapter` when there are better pairs. It learns from the annotations of the
corpus and from eval/pairs.jsonl (everyday questions on invented sentences of guidance, on no text
that is measured on), and writes ingest/index/adapter.npz. Then make the index anew, fit the rest
(eval.fit), measure, and write it in eval/LOG.md, which says how the constants below were chosen.
"""

import sys
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from eval.benchmark import Text
from eval.jsonl import read_records
from ingest.corpus.library import Library
from ingest.corpus.snapshot import Snapshot
from ingest.index.adapter import FILE, Adapter
from ingest.index.content import represented
from ingest.index.embed.built_in import BuiltInEmbeddings
from ingest.index.embed.vectors import Vectors
from ingest.text.settings import BUNDLED_CORPUS

PAIRS: Final = Path(__file__).parent / "pairs.jsonl"
RANK: Final = 16
TEMPERATURE: Final = 0.05
ROUNDS: Final = 5
BATCH: Final = 256
RATE: Final = 1e-3
DECAY: Final = 0.01
SEED: Final = 0
_NEVER: Final = -1e9


class QuestionedPassage(BaseModel):
    """A passage, and questions in everyday words that it answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    passage: Text
    questions: Annotated[tuple[Text, ...], Field(min_length=1)]


class Pairs(NamedTuple):
    """Vectors of questions and passages, of shape (texts, dimensions), and which belongs to which.

    `answers` has shape (questions,): the row of the passage that answers each.
    """

    questions: Vectors
    passages: Vectors
    answers: NDArray[np.int64]


def main() -> None:
    """Learn it and write it."""
    of_corpus = annotated_pairs(Library(BUNDLED_CORPUS).snapshot())
    written = [each for _, each in read_records(PAIRS, QuestionedPassage)]
    pairs = embedded_pairs([*of_corpus, *written])
    adapter = learnt(pairs)
    adapter.save(FILE)
    sys.stdout.write(f"{len(pairs.answers)} pairs, {len(pairs.passages)} passages -> {FILE}\n")


def annotated_pairs(snapshot: Snapshot) -> list[QuestionedPassage]:
    """What the annotations of a corpus say is asked of its sentences, or of whole passages."""
    content = represented(snapshot)
    sections = {section.id: section for section in snapshot.sections}
    asked: dict[str, list[str]] = {}
    for row in content.questions:
        for place in row.told or [content.passages[number].place for number in row.passages]:
            text = place.span.of(sections[place.section_id].text)
            asked.setdefault(text, []).append(row.text)
    return [
        QuestionedPassage(passage=text, questions=tuple(questions))
        for text, questions in asked.items()
    ]


def embedded_pairs(written: list[QuestionedPassage]) -> Pairs:
    """The vectors of all."""
    model = BuiltInEmbeddings()
    questions = [question for each in written for question in each.questions]
    owners = [number for number, each in enumerate(written) for _ in each.questions]
    return Pairs(
        np.asarray(model.embed_queries(questions), dtype=np.float32),
        np.asarray(model.embed_documents([each.passage for each in written]), dtype=np.float32),
        np.asarray(owners, dtype=np.int64),
    )


def learnt(pairs: Pairs) -> Adapter:
    """Have each question lie nearer to its passage than to those of the rest of its batch.

    Cross-entropy over the batch (van den Oord et al., 2018); every round in another order.
    """
    import torch  # here: it takes over a second
    from torch.nn import functional

    torch.manual_seed(SEED)
    size = pairs.questions.shape[1]
    up = torch.nn.Parameter(torch.randn(size, RANK) * 0.01)
    down = torch.nn.Parameter(torch.randn(RANK, size) * 0.1)
    optimizer = torch.optim.AdamW([up, down], lr=RATE, weight_decay=DECAY)
    questions, passages = torch.tensor(pairs.questions), torch.tensor(pairs.passages)

    def moved(vectors: torch.Tensor) -> torch.Tensor:
        return functional.normalize(vectors + (vectors @ down.T) @ up.T, dim=1)

    for nth in range(ROUNDS):
        order = np.random.default_rng(SEED + nth).permutation(len(pairs.answers))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            answers = torch.tensor(pairs.answers[batch])
            scores = moved(questions[batch]) @ moved(passages[answers]).T / TEMPERATURE
            is_same = answers[:, None] == answers[None, :]
            is_same.fill_diagonal_(False)  # noqa: FBT003
            scores = scores.masked_fill(is_same, _NEVER)
            loss = functional.cross_entropy(scores, torch.arange(len(batch)))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
    return Adapter(down.detach().numpy(), up.detach().numpy().T)


if __name__ == "__main__":
    main()
