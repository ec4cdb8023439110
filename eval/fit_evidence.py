"""Sentences of the dev questions -> how strongly each answers, with annotations or without.

Both are fitted as one, on each question three times: with its annotations, without those of half
of its sections, and without any. So text is neither to blame for having none nor does it profit.
Those of plain text are fitted on questions that such text answers, too.
"""

import random
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_softmax
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from assistant.answer.evidence import Candidate, Plea
from eval.listwise import FOLDS, fit_listwise
from eval.statistics import Doubles
from ingest.corpus.fitted import (
    AnnotatedEvidenceWeights,
    EvidenceOfCorpus,
    PlainEvidenceWeights,
    ShareOdds,
)
from ingest.text.place import Place

PENALTY: Final = 0.001
LEAST_OF_LIST: Final = 0.5
"""A list is right if so much of it answers: otherwise its items are."""
PLAIN: Final = tuple(name for name in PlainEvidenceWeights.model_fields if name != "intercept")
ANNOTATED: Final = tuple(
    name for name in AnnotatedEvidenceWeights.model_fields if name != "intercept"
)
SETTINGS: Final = ("annotated", "half", "plain")


class Judged(NamedTuple):
    """A question's sentences and lists: features, which are right, and whose they are.

    `values` has shape (sentences, features of Plea), `is_right` and `is_annotated` (sentences,).
    """

    values: Doubles
    is_right: NDArray[np.bool_]
    is_annotated: NDArray[np.bool_]
    sections: tuple[str, ...]
    group: str


class FittedEvidence(NamedTuple):
    """What was learnt, and how often its best is right on held-out questions, by setting."""

    evidence: EvidenceOfCorpus
    first_right: dict[str, float]


def judge(found: Sequence[Candidate], golden: Sequence[Place], group: str) -> Judged:
    """What may answer a question, with what does by the gold."""
    return Judged(
        np.asarray([each.plea for each in found], dtype=np.float64).reshape(-1, len(Plea._fields)),
        np.asarray([is_right(each, golden) for each in found], dtype=np.bool_),
        np.asarray([each.is_annotated for each in found], dtype=np.bool_),
        tuple(each.section.id for each in found),
        group,
    )


def is_of_plain_text(judged: Judged) -> bool:
    """Whether text without annotations answers, and no other."""
    return bool(judged.is_right.any()) and not judged.is_annotated[judged.is_right].any()


def is_right(found: Candidate, golden: Sequence[Place]) -> bool:
    """Whether what answers is in it, and is at least half of it if it is a list."""
    shared = [gold.shared(found.place) for gold in golden]
    least = (found.place.end - found.place.start) * LEAST_OF_LIST if found.is_list else 1
    return sum(shared) >= least


def fit_evidence(judged: Sequence[Judged], beside: Sequence[Judged] = ()) -> FittedEvidence:
    """Weights for text with and without annotations, and what share of all is which odds.

    `beside` are questions that count for plain text alone, as they are; some may be asked in
    `judged` too, of other text, and are held out with those.
    """
    as_they_are = [(_values(each, SETTINGS[0]), each.is_right) for each in beside]
    groups = [each.group for each in beside]
    told = [each for each in judged if len(each.is_right)]
    lists = {name: [_values(each, name) for each in told] for name in SETTINGS}
    right = [each.is_right for each in told]
    spread = np.concatenate([own for each in lists.values() for own in each]).std(axis=0)
    scale = np.where(spread > 0, spread, 1.0)
    held_out: list[tuple[Doubles, NDArray[np.bool_]]] = []
    first: dict[str, list[bool]] = {name: [] for name in SETTINGS}
    for train, test in GroupKFold(FOLDS).split(told, groups=[each.group for each in told]):
        away = {told[place].group for place in test.tolist()}
        kept = [own for own, group in zip(as_they_are, groups, strict=True) if group not in away]
        weights = _weights(lists, right, scale, train.tolist(), kept)
        for name, place in ((name, place) for name in SETTINGS for place in test.tolist()):
            shares = log_softmax(lists[name][place] / scale @ weights)
            held_out.append((shares, right[place]))
            first[name].append(bool(right[place][shares.argmax()]))
    weights = _weights(lists, right, scale, list(range(len(told))), as_they_are) / scale
    plain = _held_out_plain(lists, right, scale, [each.group for each in told], beside, as_they_are)
    return FittedEvidence(
        _as_tables(weights, _share_odds(held_out), _share_odds(plain) if plain else None),
        {name: float(np.mean(own)) for name, own in first.items()},
    )


def _weights(
    lists: dict[str, list[Doubles]],
    right: Sequence[NDArray[np.bool_]],
    scale: Doubles,
    kept: Sequence[int],
    beside: Sequence[tuple[Doubles, NDArray[np.bool_]]],
) -> Doubles:
    """Those of all questions; then those of plain text once more, with the others beside."""
    values = [own[place] / scale for own in lists.values() for place in kept]
    is_right = [right[place] for _ in lists for place in kept]
    weights = fit_listwise(values, is_right, PENALTY)
    if beside:
        values += [own / scale for own, _ in beside]
        weights[: len(PLAIN)] = fit_listwise(
            [own[:, : len(PLAIN)] for own in values],
            is_right + [own for _, own in beside],
            PENALTY,
            given=[own[:, len(PLAIN) :] @ weights[len(PLAIN) :] for own in values],
        )
    return weights


def _held_out_plain(
    lists: dict[str, list[Doubles]],
    right: Sequence[NDArray[np.bool_]],
    scale: Doubles,
    groups: Sequence[str],
    beside: Sequence[Judged],
    as_they_are: Sequence[tuple[Doubles, NDArray[np.bool_]]],
) -> list[tuple[Doubles, NDArray[np.bool_]]]:
    """The shares of plain text in questions that nothing was fitted on, and what is right."""
    own = [each.group for each in beside]
    found = []
    folds = min(FOLDS, len(set(own)))
    for train, test in GroupKFold(folds).split(beside, groups=own) if folds > 1 else ():
        away = {own[place] for place in test.tolist()}
        kept = [place for place, group in enumerate(groups) if group not in away]
        weights = _weights(lists, right, scale, kept, [as_they_are[each] for each in train])
        for place in test.tolist():
            values, is_right = as_they_are[place]
            is_plain = ~beside[place].is_annotated
            found.append((log_softmax(values / scale @ weights)[is_plain], is_right[is_plain]))
    return found


def _values(judged: Judged, setting: str) -> Doubles:
    """Features of shape (sentences, plain and annotated features and one for being annotated)."""
    dropped = set(_dropped(judged, setting))
    is_annotated = judged.is_annotated & [each not in dropped for each in judged.sections]
    plain, annotated = (
        judged.values[:, [Plea._fields.index(name) for name in names]]
        for names in (PLAIN, ANNOTATED)
    )
    annotated = np.column_stack([annotated, np.ones(len(judged.values))])
    return np.hstack([plain * ~is_annotated[:, None], annotated * is_annotated[:, None]])


def _dropped(judged: Judged, setting: str) -> Iterator[str]:
    """The sections of which the annotations are left out; always the same."""
    sections = sorted(set(judged.sections))
    if setting == "plain":
        yield from sections
    if setting == "half":
        yield from random.Random(judged.group).sample(sections, len(sections) // 2)  # noqa: S311


def _share_odds(held_out: Sequence[tuple[Doubles, NDArray[np.bool_]]]) -> ShareOdds:
    """What a share says of whether it answers, learnt from shares that nothing was fitted on."""
    shares = np.concatenate([own for own, _ in held_out])
    logistic = LogisticRegression(C=1000.0, max_iter=1000)
    logistic.fit(shares[:, None], np.concatenate([right for _, right in held_out]))
    # Of what tells nothing the slope is as likely below zero; less of a share is never more likely.
    slope = max(0.0, float(logistic.coef_[0][0]))
    return ShareOdds(intercept=float(logistic.intercept_[0]), slope=slope)


def _as_tables(
    weights: Doubles, share: ShareOdds, plain_share: ShareOdds | None
) -> EvidenceOfCorpus:
    plain, annotated = weights[: len(PLAIN)].tolist(), weights[len(PLAIN) :].tolist()
    return EvidenceOfCorpus(
        plain=PlainEvidenceWeights(intercept=0.0, **dict(zip(PLAIN, plain, strict=True))),
        annotated=AnnotatedEvidenceWeights(
            **dict(zip((*ANNOTATED, "intercept"), annotated, strict=True))
        ),
        share=share,
        plain_share=plain_share,
    )
