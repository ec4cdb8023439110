"""What was typed -> the concerns that it gives cause to: danger, suicide, a child, a decision.

The one door of this room, beside assistant.guard.privacy for personal data. What is said plainly is
known by rules (guard/spoken.py); what is only hinted at by what ingest learned (guard/sounds.py).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.guard.sounds import Ear
from assistant.guard.spoken import Urgency, hear
from ingest.corpus.contacts import Concern, Contact, in_order

_IN_TURN: Final = (Concern.SUICIDE, Concern.CHILD, Concern.DANGER, Concern.DECISION)
"""113 before the Kindertelefoon, and that before 112."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What a text gives cause to: the first to be met first, and nothing if all is calm.

    Where there is SUICIDE or CHILD there is DANGER as well.
    """

    concerns: tuple[Concern, ...]

    @property
    def is_danger(self) -> bool:
        """Whether somebody is in danger now, so that whom to call comes first."""
        return Concern.DANGER in self.concerns

    @property
    def decides(self) -> bool:
        """Whether a decision is asked for that is not the assistant's."""
        return Concern.DECISION in self.concerns

    def to_call(self, contacts: Sequence[Contact]) -> tuple[Contact, ...]:
        """Of these contacts whom to call, the first to be called first; nobody if all is calm."""
        return in_order(contacts, self.concerns) if self.is_danger else ()


def watch(text: str, ear: Ear | None = None, asked: str = "") -> Watched:
    """What a text in normal form gives cause to, by its words and by what it sounds like.

    Without an ear (there is no index, or it cannot be read) its words alone tell. `asked` is what
    is searched for of the text, if anything is. Plain words go before what a text sounds like.
    """
    spoken = hear(text)
    sounds = ear.concerns(spoken, asked) if ear else frozenset[Concern]()
    if Concern.DANGER in spoken.concerns:
        sounds &= {Concern.DECISION}
    return Watched(in_turn(spoken.concerns | sounds, spoken.urgency))


def in_turn(concerns: Collection[Concern], urgency: Collection[Urgency]) -> tuple[Concern, ...]:
    """The first to be met first, and no child where there is no danger.

    112 comes before all for danger of death that has begun, and for what goes on at this moment
    unless it is suicide.
    """
    is_now = Urgency.NOW in urgency and Concern.SUICIDE not in concerns
    is_first = Urgency.DEADLY in urgency or is_now
    met = set(concerns) if Concern.DANGER in concerns else {Concern.DECISION}.intersection(concerns)
    order = (Concern.DANGER, *_IN_TURN) if is_first else _IN_TURN
    return tuple(dict.fromkeys(each for each in order if each in met))
