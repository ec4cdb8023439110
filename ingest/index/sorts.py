"""What questions of each sort are like: with an answer or without, in danger, for a decision."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np

from ingest.corpus.contacts import Concern
from ingest.index.classifier import Classifier, learn, phrasing_of, phrasing_rows
from ingest.index.content import Content
from ingest.index.embed.vectors import Vectors
from ingest.index.query import Query

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

LEARNT: Final = (Concern.DANGER, Concern.SUICIDE, Concern.DECISION)
_UNANSWERED: Final = "unanswered.npy"


class Familiarity(NamedTuple):
    """How much a question is like those with an answer.

    `learnt` are log-odds (see classifier.py); `nearer` is the cosine of the nearest annotated
    question minus that of the nearest question without an answer. Both are 0 without examples.
    """

    learnt: float
    nearer: float


Phrasing: TypeAlias = "dict[str, csr_matrix]"
"""The phrasing of questions, by the name of their vectors in Sampled; see phrasing_rows."""
Begin: TypeAlias = "Mapping[str, Classifier]"
"""What to begin learning from, by the name of what is learnt; see start.py."""
NOTHING_LEARNT: Final[Begin] = MappingProxyType({})


class Sampled(NamedTuple):
    """Vectors of the questions that are learnt from, each of shape (questions, dimensions).

    `asked` are those of the annotations, `names` those after headings, `unanswered` those that the
    corpus does not answer; `talk` is what is said to the assistant, and `real` what is near
    that; the others are the examples of safety.
    """

    asked: Vectors
    names: Vectors
    unanswered: Vectors
    danger: Vectors
    suicide: Vectors
    calm: Vectors
    decision: Vectors
    advice: Vectors
    talk: Vectors
    real: Vectors


class Sorts:
    """What was learnt of each sort of question; open for reading.

    `unanswered` are the vectors of questions without an answer, shape (questions, dimensions), and
    `models` tell sorts apart, by name.
    """

    def __init__(
        self, models: dict[str, Classifier], unanswered: Vectors, *, is_told: bool
    ) -> None:
        self.models = models
        self._unanswered = unanswered
        # The names of headings are learnt from too, and remain when every annotation is lost.
        self.knows_refusals = models["answered"].is_learnt and is_told
        """Whether the corpus holds questions that it answers and questions that it does not."""

    @classmethod
    def build(
        cls, content: Content, of: Sampled, phrasing: Phrasing, start: Begin = NOTHING_LEARNT
    ) -> "Sorts":
        """Learn from the questions of the annotations and the examples of safety."""
        known = np.concatenate([of.asked, of.names])
        models = {
            "answered": learn(known, of.unanswered, start=start.get("answered")),
            **_care(of, phrasing, start),
        }
        return cls(models, of.unanswered, is_told=content.is_annotated)

    def save(self, folder: Path) -> None:
        """Write it to a folder."""
        for name, model in self.models.items():
            model.save(folder / f"{name}.npz")
        np.save(folder / _UNANSWERED, self._unanswered)

    @classmethod
    def open(cls, folder: Path, content: Content) -> "Sorts":
        """Read what `save` wrote."""
        names = ("answered", *LEARNT)
        models = {name: Classifier.load(folder / f"{name}.npz") for name in names}
        return cls(models, np.load(folder / _UNANSWERED), is_told=content.is_annotated)

    def familiarity(self, query: Query) -> Familiarity:
        """How much a question is like those that the corpus is known to answer, or not to."""
        if not self.knows_refusals:
            return Familiarity(0.0, 0.0)
        unanswered = float((self._unanswered @ query.vector).max())
        learnt = self.models["answered"].log_odds(query.vector)
        return Familiarity(learnt, query.asked.best - unanswered)

    def leaning(self, text: str, vector: Sequence[float] | Vectors) -> dict[Concern, float]:
        """Log-odds that a text sounds like danger, suicide, and a question for a decision."""
        asked, phrasing = np.asarray(vector, dtype=np.float32), phrasing_of(text)
        return {each: self.models[each].log_odds(asked, phrasing) for each in LEARNT}

    def sounds_like_danger(self, text: str) -> float:
        """How much the phrasing of a text alone sounds like danger; to choose what to look at."""
        return self.models[Concern.DANGER].phrasing_odds(phrasing_of(text))


def _care(of: Sampled, phrasing: Phrasing, start: Begin) -> dict[str, Classifier]:
    """Learn what danger and decisions sound like, and that other questions are neither.

    Of danger is also learnt which comes from oneself. Questions without an answer may ask for a
    decision: of them nothing is learnt about that.
    """
    from scipy.sparse import vstack

    learnt = {
        "danger": (
            ["danger", "suicide"],
            ["calm", "decision", "advice", "asked", "unanswered"],
        ),
        "suicide": (["suicide"], ["danger"]),
        "decision": (["decision"], ["advice", "calm", "asked"]),
    }
    vectors = of._asdict()
    return {
        name: learn(
            np.concatenate([vectors[each] for each in sort]),
            np.concatenate([vectors[each] for each in others]),
            vstack([phrasing[each] for each in (*sort, *others)]),
            start.get(name),
        )
        for name, (sort, others) in learnt.items()
    }


def phrasing_of_sorts(content: Content) -> Phrasing:
    """The phrasing of the questions of each sort, by the name of their vectors."""
    return {name: phrasing_rows(own) for name, own in texts_of_sorts(content).items()}


def texts_of_sorts(content: Content) -> dict[str, Sequence[str]]:
    """The questions of each sort, by the name of their vectors."""
    safety, annotations = content.snapshot.safety, content.snapshot.annotations
    talk = content.snapshot.talk
    return {
        "asked": [row.text for row in content.questions],
        "names": content.names,
        "unanswered": annotations.unanswered,
        "danger": safety.danger,
        "suicide": safety.suicide,
        "calm": safety.calm,
        "decision": safety.decision,
        "advice": safety.advice,
        "talk": talk.examples,
        "real": talk.real,
    }
