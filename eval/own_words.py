"""own_words.jsonl -> how many faithful sentences the checks keep, and what comes through.

The sentences were written and labelled before there was any check, by a language model. No chat
model or entailment model takes part: the second opinion is played by the labels, with an error.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from assistant.answer.answer import Citation
from assistant.answer.flags import flags
from assistant.answer.own_words import grounds_of
from eval.benchmark import Split, Text
from eval.jsonl import read_unique
from eval.replays import QuotedChoice
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.text.document import Section, Source
from ingest.text.place import Place
from ingest.text.settings import load_settings

OWN_WORDS: Final = Path(__file__).parent / "own_words.jsonl"
OPINION_ERROR: Final = 0.05
"""So often is the second opinion taken to be wrong, either way."""


class Fidelity(StrEnum):
    """Whether a sentence says what its passages say, or what is wrong with it."""

    FAITHFUL = "faithful"
    ROLE_SWAP = "role_swap"
    QUESTION_ASSERTED = "question_asserted"
    LOST_NARROWING = "lost_narrowing"
    ADDED_FACT = "added_fact"


class OwnSentence(BaseModel):
    """A sentence that a model might say to a question, with the passages that it would cite."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Text
    split: Split
    kind: Fidelity
    question: Text
    text: Text
    evidence: tuple[QuotedChoice, ...] = Field(min_length=1)


class Passed(NamedTuple):
    """How many sentences pass the flags, of how many."""

    passed: int
    all: int

    @property
    def share(self) -> float:
        """In [0, 1]; none of none is 0."""
        return self.passed / self.all if self.all else 0.0


def load_own_words(path: Path = OWN_WORDS) -> list[OwnSentence]:
    """Read the labelled sentences.

    Raises:
        SteunwijzerError: names file, line and remedy of the first thing that is wrong.
    """
    return read_unique(path, OwnSentence)


def passed(
    sentences: Iterable[OwnSentence],
    sections: Mapping[str, Section],
    sources: Mapping[str, Source],
) -> dict[Fidelity, Passed]:
    """By kind, what the flags let pass by themselves."""
    counts = dict.fromkeys(Fidelity, Passed(0, 0))
    for each in sentences:
        cited = list(_citations(each.evidence, sections, sources))
        is_passed = not flags(each.text, grounds_of(cited, each.question))
        before = counts[each.kind]
        counts[each.kind] = Passed(before.passed + is_passed, before.all + 1)
    return counts


def unfaithful(counts: Mapping[Fidelity, Passed]) -> Passed:
    """Those of all kinds but the faithful together."""
    others = [count for kind, count in counts.items() if kind is not Fidelity.FAITHFUL]
    return Passed(sum(each.passed for each in others), sum(each.all for each in others))


def with_opinion(counts: Mapping[Fidelity, Passed]) -> tuple[float, float]:
    """The shares of faithful sentences kept and of others that come through, both as expected."""
    kept = counts[Fidelity.FAITHFUL].share * (1 - OPINION_ERROR)
    return kept, unfaithful(counts).share * OPINION_ERROR


def _citations(
    evidence: Sequence[QuotedChoice], sections: Mapping[str, Section], sources: Mapping[str, Source]
) -> Iterator[Citation]:
    for number, each in enumerate(evidence, start=1):
        section = sections[each.section]
        start = section.text.index(each.quote)
        place = Place(section.id, start, start + len(each.quote))
        guideline = sources.get(section.voice)
        yield Citation(number, sources[section.document_id], section, place, guideline)


def main() -> None:
    """Print what passes, by split and kind; `python -m eval.own_words`."""
    sentences, settings = load_own_words(), load_settings()
    with closing(Release(settings, current_release(settings.data))) as release:
        for split in (Split.DEV, Split.TEST):
            own = [each for each in sentences if each.split is split]
            counts = passed(own, release.sections, release.sources)
            sys.stdout.write(f"{split}\n")
            for kind, count in (*counts.items(), ("unfaithful", unfaithful(counts))):
                sys.stdout.write(f"  {kind}: {count.passed} of {count.all} pass the flags\n")
            kept, through = with_opinion(counts)
            sys.stdout.write(f"  with a second opinion: {kept:.3f} kept, {through:.4f} through\n")


if __name__ == "__main__":
    main()
