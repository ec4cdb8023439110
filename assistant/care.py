"""Question + what it sounds like -> whether care comes first: acute danger, a decision asked for.

What is said plainly is known by rules (assistant.safety), what is only hinted at by what ingest
learned from corpus/danger.toml.
"""

from collections.abc import Iterable
from typing import Final

from assistant.safety import decides, signals
from ingest.index import Concern
from ingest.sentences import sentence_spans

DANGER_ODDS: Final = -0.5
DECISION_ODDS: Final = -1.0
"""Log-odds from which a question counts as one."""


SENTENCE_ODDS: Final = 4.0
BESIDE_ODDS: Final = -3.0
"""A sentence that sounds so much like danger counts, unless the whole sounds calmer than this: of
the dev questions 2.5% are false alarms, and all in danger are seen."""
SENTENCE_WORDS: Final = 4
MOST_SENTENCES: Final = 8
"""Of a long case so many sentences are looked at; the rules read all of it."""


def sentences(question: str) -> list[str]:
    """The sentences of a question, if it has several.

    Who asks something ordinary behind a cry for help ("... Wat kan haar mentor doen?") is in no
    less danger, but the question as a whole then sounds calm.
    """
    found = (question[span.start : span.end] for span in sentence_spans(question))
    own = [each for each in found if len(each.split()) >= SENTENCE_WORDS and each != question]
    return own[:MOST_SENTENCES]


def is_danger(question: str, whole: Concern, apart: Iterable[Concern]) -> bool:
    """Whether somebody is in danger now, by the words, the whole and its sentences `apart`."""
    if signals(question) or whole.danger >= DANGER_ODDS:
        return True
    return whole.danger >= BESIDE_ODDS and any(each.danger >= SENTENCE_ODDS for each in apart)


def asks_decision(question: str, concern: Concern) -> bool:
    """Whether a decision is asked for that is not the assistant's."""
    return decides(question) or concern.decision >= DECISION_ODDS
