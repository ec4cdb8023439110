"""What questions of each sort are like: with an answer or without, in danger, for a decision."""

from collections.abc import Mapping, Sequence
from math import inf
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import numpy as np

from ingest.corpus.contacts import Concern
from ingest.index.classifier import Classifier, learn, phrasing_of, phrasing_rows
from ingest.index.content import Content
from ingest.index.embed.vectors import Vectors
from ingest.index.query import UNKNOWN_BEYOND, Query

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

LEARNT: Final = (Concern.DANGER, Concern.SUICIDE, Concern.DECISION)
_EXAMPLES: Final = "examples.npz"
TALK: Final = "talk"
"""What is said to the assistant, as a sort."""
_CARE: Final = ("danger", "suicide", "calm", "decision", "advice", "everyday")
SIDES: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    Concern.DANGER: (
        ("danger", "suicide"),
        ("calm", "decision", "advice", "everyday", "asked", "unanswered", TALK),
    ),
    Concern.DECISION: (("decision",), ("advice", "calm", "asked")),
    TALK: ((TALK,), ("real", "names", "asked", "unanswered", *_CARE)),
}
"""The questions of each sort, and the others that it is told from."""
NEAR_SIDES: Final = {
    **SIDES,
    Concern.DANGER: (("danger", "suicide"), ("calm", "decision", "advice", "everyday", TALK)),
}
"""The same, to see which are nearer. To lie near what the corpus answers, or does not, is no sign
of calm: with those among the others 30 of 31 dangers of dev are heard with 11 false alarms of 552,
and without them 31 with 7, or 11 where the threshold leaves more room (before there were everyday
questions among the others)."""
LEARNT_WEIGHT: Final = 0.54
NEAR_WEIGHT: Final = 90.0
"""Of what is learnt of a sort and of how much nearer its examples are, in log-odds. Of the examples
of danger, held out, 79% so lie above all but 1% of the others, and 74% by what is learnt alone; of
those for a decision 75% and 72%, of talk 94% and 91% (before there were everyday questions)."""


class Familiarity(NamedTuple):
    """How much a question is like those with an answer.

    `learnt` are log-odds by its vector, `phrased` the part of log-odds that its words and runs of
    letters give (see classifier.py); `nearer` is the mean cosine of the nearest annotated questions
    minus that of the nearest questions without an answer, `NEAREST` of each. All are 0 without
    examples.
    """

    learnt: float
    phrased: float
    nearer: float


UNFAMILIAR: Final = Familiarity(0.0, 0.0, 0.0)
NEAREST: Final = 3
"""So many of the nearest questions tell how near a sort is. Of the near misses of dev 82% lie so
below all but 6% of what has an answer, and 80% by the nearest of each."""


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
    everyday: Vectors
    talk: Vectors
    real: Vectors


class Sorts:
    """What was learnt of each sort of question; open for reading.

    `models` tell sorts apart, and `examples` are the vectors of their questions, each of shape
    (questions, dimensions); both by name. Every one of the examples is held against a question: at
    10,000 that takes a tenth of the time of asking the store.
    """

    def __init__(
        self, models: dict[str, Classifier], examples: dict[str, Vectors], *, is_told: bool
    ) -> None:
        self.models = models
        self._examples = examples
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
            "phrased": _phrased(phrasing, start.get("phrased")),
            **_care(of, phrasing, start),
        }
        return cls(models, of._asdict(), is_told=content.is_annotated)

    def save(self, folder: Path) -> None:
        """Write it to a folder."""
        for name, model in self.models.items():
            model.save(folder / f"{name}.npz")
        short: dict[str, Any] = {
            name: own.astype(np.float16) for name, own in self._examples.items()
        }
        np.savez(folder / _EXAMPLES, **short)

    @classmethod
    def open(cls, folder: Path, content: Content) -> "Sorts":
        """Read what `save` wrote."""
        names = ("answered", "phrased", *LEARNT)
        models = {name: Classifier.load(folder / f"{name}.npz") for name in names}
        with np.load(folder / _EXAMPLES) as kept:
            examples = {name: own.astype(np.float32) for name, own in kept.items()}
        return cls(models, examples, is_told=content.is_annotated)

    @property
    def unanswered(self) -> Vectors:
        """Of the questions that the corpus does not answer; shape (questions, dimensions)."""
        return self._examples["unanswered"]

    def familiarity(self, query: Query) -> Familiarity:
        """How much a question is like those that the corpus is known to answer, or not to."""
        if not self.knows_refusals:
            return UNFAMILIAR
        learnt = self.models["answered"].log_odds(query.vector)
        phrased = self.models["phrased"].phrasing_odds(phrasing_of(query.text))
        answered = _nearest(query.asked.similarity)
        unanswered = _nearest(self.unanswered @ query.vector)
        return Familiarity(learnt, phrased, answered - unanswered)

    def beyond(self, query: Query) -> float:
        """How much nearer a question is to those on other guidance than to those on the corpus.

        The mean cosine of the nearest everyday questions minus that of the nearest annotated ones,
        `NEAREST` of each, in hundredths; UNKNOWN_BEYOND where there are none of either. It tells
        questions on other texts of which annotated text comes first from those on that text: AUROC
        .90 on dev and .94 on test, and by the nearest annotated ones alone .78 and .81.
        """
        everyday = self._examples["everyday"]
        if not len(everyday) or not len(query.asked.similarity):
            return UNKNOWN_BEYOND
        return 100 * (_nearest(everyday @ query.vector) - _nearest(query.asked.similarity))

    def leaning(self, text: str, vector: Sequence[float] | Vectors) -> dict[Concern, float]:
        """How much a text sounds like danger, suicide, and a question for a decision, in log-odds.

        Where there are no examples to tell by, nothing sounds like it: minus infinity.
        """
        asked, phrasing = np.asarray(vector, dtype=np.float32), phrasing_of(text)
        odds = {each: self.models[each].log_odds(asked, phrasing) for each in LEARNT}
        nearest = self._nearest_of_each(asked)
        for concern in (Concern.DANGER, Concern.DECISION):
            odds[concern] = self._beside(concern, odds[concern], nearest)
        return odds

    def talk_odds(self, learnt: float, vector: Sequence[float] | Vectors) -> float:
        """Log-odds that a text is talk, by those that were learnt and by what it is near to."""
        nearest = self._nearest_of_each(np.asarray(vector, dtype=np.float32))
        return self._beside(TALK, learnt, nearest)

    def _nearest_of_each(self, vector: Vectors) -> dict[str, Vectors]:
        return {name: _best(own @ vector) for name, own in self._examples.items()}

    def _beside(self, sort: str, learnt: float, nearest: Mapping[str, Vectors]) -> float:
        """What is learnt of a sort, and how much nearer its examples are."""
        own, others = (
            np.concatenate([nearest[each] for each in side]) for side in NEAR_SIDES[sort]
        )
        if not len(own) or not len(others):
            return -inf
        return LEARNT_WEIGHT * learnt + NEAR_WEIGHT * (_nearest(own) - _nearest(others))

    def sounds_like_danger(self, text: str) -> float:
        """How much the phrasing of a text alone sounds like danger; to choose what to look at."""
        return self.models[Concern.DANGER].phrasing_odds(phrasing_of(text))


def _best(cosines: Vectors) -> Vectors:
    """The highest, at most `NEAREST`."""
    if len(cosines) <= NEAREST:
        return cosines
    return np.partition(cosines, -NEAREST)[-NEAREST:]


def _nearest(cosines: Vectors) -> float:
    """The mean of the highest; 0 without any."""
    best = _best(cosines)
    return float(best.mean()) if len(best) else 0.0


def _phrased(phrasing: Phrasing, start: Classifier | None) -> Classifier:
    """Learn by phrasing alone which questions have an answer: vectors would tell it by themselves.

    Beside what vectors tell and nearness it brings AUROC of near misses on dev from .949 to .956.
    """
    from scipy.sparse import vstack

    rows = [phrasing[each] for each in ("asked", "names", "unanswered")]
    answered, unanswered = rows[0].shape[0] + rows[1].shape[0], rows[2].shape[0]
    nothing = np.zeros((answered + unanswered, 0), dtype=np.float32)
    return learn(nothing[:answered], nothing[answered:], vstack(rows), start)


def _care(of: Sampled, phrasing: Phrasing, start: Begin) -> dict[str, Classifier]:
    """Learn what danger and decisions sound like, and that other questions are neither.

    Of danger is also learnt which comes from oneself. Questions without an answer may ask for a
    decision, and so may everyday ones: of them nothing is learnt about that.
    """
    from scipy.sparse import vstack

    learnt = {
        Concern.DANGER: SIDES[Concern.DANGER],
        Concern.SUICIDE: (("suicide",), ("danger",)),
        Concern.DECISION: SIDES[Concern.DECISION],
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
        "everyday": safety.everyday,
        "talk": talk.examples,
        "real": talk.real,
    }
