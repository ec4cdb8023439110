"""Question + what it sounds like -> whether care comes first: acute danger, a decision asked for.

What is said plainly is known by rules (assistant.safety), what is only hinted at by what ingest
learned from corpus/danger.toml.
"""

from typing import Final

from assistant.safety import decides, signals
from ingest.index import Concern

DANGER_ODDS: Final = -0.5
DECISION_ODDS: Final = -1.0
"""Log-odds from which a question counts as one."""


def is_danger(question: str, concern: Concern) -> bool:
    """Whether somebody is in danger now."""
    return signals(question) or concern.danger >= DANGER_ODDS


def asks_decision(question: str, concern: Concern) -> bool:
    """Whether a decision is asked for that is not the assistant's."""
    return decides(question) or concern.decision >= DECISION_ODDS
