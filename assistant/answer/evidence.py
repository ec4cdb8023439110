"""Question + Hits -> numbered evidence: sentences and lists, each with the odds that it answers.

One representation for what is quoted, what a model is shown, what its sentences are held against,
and what is displayed.
"""

import math
import re
import tomllib
import unicodedata
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict

from assistant.answer.sufficiency import coverage, term_weights
from ingest.index.embed.embedders import Vectors
from ingest.index.index import Index, PassageScores
from ingest.text.document import Hit, Kind, Section, Source
from ingest.text.sentences import Span, sentence_spans

FILE: Final = Path(__file__).parent / "evidence.toml"
EVIDENCE_HITS: Final = 10
"""Evidence is read from this many of the best hits."""
LIST_CHARS: Final = 1200
"""A list is given whole up to this length."""
LENGTH_CHARS: Final = 200
LONGEST: Final = 3.0
"""Length counts in units of so many characters, up to so many units."""
NAMED_SHARE: Final = 0.95
NAMED_LIST_ODDS: Final = 2.0
"""Who names a heading asks for the list below it: "Wat zijn de voordelen van informele steun?"."""
_NO_SENTENCE: Final = re.compile(r"^[⁰¹²³⁴⁵⁶⁷⁸⁹]|^\(.*\)$|^\(?[Bb]ron:|[:?][⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
"""Footnotes, attributions, sources, questions and what only announces: they seldom answer."""
_ATTRIBUTION: Final = re.compile(r"\(?[Bb]ron:")
_MIN_WORDS: Final = 4
_TO_A_MACHINE: Final = re.compile(
    r"""
    \b(?:negeer|vergeet|ignore|disregard|forget)\b.{0,80}
        \b(?:instructie|opdracht|regel|tekst|alles|hierboven|instruction|previous|above|rule)
    | \b(?:taalmodel|chatbot|systeem-?(?:tekst|prompt|bericht)|system\ ?prompt|prompt)
    | \bAI\b[-\ ]?(?:systeem|systemen|model|assistent|assistant|lezer|reader)
    | \b(?:assistent|assistant)[,:]
    | \bto\ the\ assistant\b | \bwie\ dit\ samenvat
    | \[\s*(?:systeem|system)\s*\]|^\W*(?:systeem|system):
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Words to a program that reads along, not to a reader: no evidence of anything."""
_LEANING: Final = re.compile(
    r"(?:Dit|Deze|Dat|Die|Hierdoor|Daardoor|Daarom|Hierbij|Daarbij|Daarmee|Hiermee|Hij|Zij|Ze"
    r"|Het kan|Zo|Dan|Dergelijke|Bovendien|Daarnaast|Ook|Tegelijk|Tegelijkertijd|Toch|Dus"
    r"|Op die manier|In zo'n|Een tweede|Tot slot|Wel|Soms|Anders)\b"
)
"""A sentence that opens so leans on the one before it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence or a whole list that may answer the question: a span of its section's text.

    `guideline` is what a section of kind summary summarises, `odds` are log-odds that this answers,
    and `needs` is where the sentence begins without which it cannot be understood.
    """

    number: int
    source: Source
    section: Section
    guideline: Source | None
    span: Span
    odds: float
    is_list: bool
    needs: int

    @property
    def text(self) -> str:
        """The words, as the source has them."""
        return self.section.text[self.span.start : self.span.end]


class Features(NamedTuple):
    """What speaks for a sentence or list.

    `near`: cosine with the question, in deviations of the noise; `held`: share of the question's
    words, by rarity, that it has; `hit`: score of its chunk; `sentence`: whether it is one that
    says something; `listed`: whether it is of a list; `heading`: share of the words
    of its heading that the question has; `length`: in units of 200 characters;
    `quoted`: whether a person says it. Of the annotations: `matched` and `best`: log-probability
    of its passage, and how far that is below the best; `asked`: how near the questions of its
    passage come beside the nearest of all; `told`: log of its share of the nearest ones.
    """

    near: float
    held: float
    hit: float
    sentence: float
    listed: float
    heading: float
    length: float
    quoted: float
    matched: float
    best: float
    asked: float
    told: float


ANNOTATED: Final = ("matched", "best", "asked", "told")
"""Features that only annotated passages have."""


class Candidate(NamedTuple):
    """Evidence that has no number yet, and what speaks for it."""

    section: Section
    span: Span
    is_list: bool
    features: Features
    is_annotated: bool


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    annotated: dict[str, float]
    plain: dict[str, float]


def gather(
    index: Index, question: str, vector: Sequence[float], hits: Sequence[Hit]
) -> list[Evidence]:
    """The sentences and lists of the best hits, best first, numbered from 1."""
    found = candidates(index, question, vector, hits)
    evidence = [_evidence(index, each) for each in found if _is_fit(each)]
    best_first = sorted(evidence, key=lambda item: -item.odds)
    return [replace(item, number=place) for place, item in enumerate(best_first, start=1)]


def candidates(
    index: Index, question: str, vector: Sequence[float], hits: Sequence[Hit]
) -> list[Candidate]:
    """What of the hits may answer, in the order of the hits."""
    best = hits[:EVIDENCE_HITS]
    scorer = _Scorer(index, question, vector)
    vectors = index.chunk_vectors([hit.chunk for hit in best])
    return [
        scorer.candidate(hit, span, of_span, is_list=is_list)
        for hit, own in zip(best, vectors, strict=True)
        for is_list, spans in ((False, own.sentences), (True, own.lists))
        for part, of_span in spans
        if (span := _whole_list(index.lists(hit.chunk.section_id), part) if is_list else part)
    ]


class _Scorer:
    """A question, ready to be held against passages."""

    def __init__(self, index: Index, question: str, vector: Sequence[float]) -> None:
        self._index = index
        self._vector = np.asarray(vector, dtype=np.float32)
        self._weights = term_weights(index, question)
        self._scores: PassageScores = index.passage_scores(vector)
        self._shares: dict[str, float] = {}

    def _heading_share(self, section: Section) -> float:
        if section.id not in self._shares:
            share = heading_share(self._index, section, self._weights.keys())
            self._shares[section.id] = share
        return self._shares[section.id]

    def candidate(self, hit: Hit, span: Span, vector: Vectors, *, is_list: bool) -> Candidate:
        """What speaks for a span of the hit's section."""
        section = self._index.sections[hit.chunk.section_id]
        text = section.text[span.start : span.end]
        own = self._scores.of(section.id, span)
        features = Features(
            near=self._index.noise.above(float(self._vector @ vector)),
            held=coverage(self._weights, self._index.terms(text)),
            hit=hit.score,
            sentence=float(_is_sentence(text)),
            listed=float(any(span.is_within(each) for each in self._index.lists(section.id))),
            heading=self._heading_share(section),
            length=min(len(text) / LENGTH_CHARS, LONGEST),
            quoted=float(section.kind is Kind.QUOTE),
            matched=own.matched,
            best=own.best,
            asked=own.asked,
            told=own.told,
        )
        return Candidate(section, span, is_list, features, own.is_annotated)


def evidence_of(section: Section, source: Source) -> list[Evidence]:
    """The sentences of a section as evidence of which nothing is known yet."""
    spans = sentence_spans(section.text)
    nothing = Features(*(0.0 for _ in Features._fields))
    found = (Candidate(section, span, False, nothing, False) for span in spans)  # noqa: FBT003
    return [
        Evidence(
            number, source, section, None, each.span, 0.0, is_list=False, needs=each.span.start
        )
        for number, each in enumerate(filter(_is_fit, found), start=1)
    ]


def heading_share(index: Index, section: Section, asked: Set[str]) -> float:
    """How far a question, by its terms, names the section's own heading; in [0, 1]."""
    if not section.headings:
        return 0.0
    terms = index.terms(section.headings[-1])
    return coverage({term: index.text.idf(term) for term in terms}, asked)


def _evidence(index: Index, found: Candidate) -> Evidence:
    section = found.section
    likely = odds(found.features, is_annotated=found.is_annotated)
    is_named = found.is_list and found.features.heading >= NAMED_SHARE
    return Evidence(
        0,
        index.sources[section.document_id],
        section,
        index.sources[section.voice] if section.kind is Kind.SUMMARY else None,
        found.span,
        max(likely, NAMED_LIST_ODDS) if is_named else likely,
        found.is_list,
        _needs(section.text, found.span, is_list=found.is_list),
    )


def odds(features: Features, *, is_annotated: bool) -> float:
    """Log-odds that a passage with these features answers."""
    model = _model()
    weights = model.annotated if is_annotated else model.plain
    known = {name: value for name, value in features._asdict().items() if name in weights}
    return weights["intercept"] + math.fsum(weights[name] * value for name, value in known.items())


def _whole_list(lists: Sequence[Span], part: Span) -> Span | None:
    """The list that a part of one belongs to, unless it is too long to be given at once."""
    whole = next(each for each in lists if part.is_within(each))
    return whole if whole.end - whole.start <= LIST_CHARS else None


def _needs(text: str, span: Span, *, is_list: bool) -> int:
    """Where the sentence before begins, if this one leans on it and it is of the same paragraph."""
    if is_list or not _LEANING.match(text[span.start : span.end]):
        return span.start
    before = [each for each in sentence_spans(text) if each.end <= span.start][-1:]
    is_near = bool(before) and "\n" not in text[before[0].end : span.start]
    return before[0].start if is_near else span.start


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= _MIN_WORDS and not _NO_SENTENCE.search(text)


def _is_fit(found: Candidate) -> bool:
    """Whether a passage says something, in a paragraph for readers.

    Not where words come from; no hidden letters, and no orders to a machine.
    """
    text = found.section.text
    if _ATTRIBUTION.match(text, found.span.start):
        return False
    start = text.rfind("\n\n", 0, found.span.start) + 1
    end = text.find("\n\n", found.span.end)
    paragraph = text[start : end if end >= 0 else len(text)]
    is_hidden = any(unicodedata.category(char) == "Cf" and char != "\u00ad" for char in paragraph)
    return not is_hidden and not _TO_A_MACHINE.search(paragraph)


@cache
def _model() -> _Model:
    return _Model.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))
