"""Question + release -> what is found for it, and all that an answer is made of.

A question in parts is looked up as a whole, and so is each of its parts.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from assistant.answer.carried import spoken_of, towards_own
from assistant.answer.prepared import Prepared, PreparedPart, QuestionAsked, prepare
from assistant.answer.rerank import Reranker, found_by
from assistant.answer.support import coverage
from assistant.guard.guard import Watched
from assistant.guard.masked import without_masks
from assistant.guard.privacy import Masked
from assistant.question.focus import CountTokens, focus
from assistant.question.follow_up import Reading
from assistant.question.parts import QuestionPart, parts_of
from ingest.index.embed.vectors import QuestionVectors
from ingest.index.query import Query
from ingest.index.release import Release
from ingest.index.search import HITS, Found
from ingest.text.place import Place

TOPIC_SHARE: Final = 0.6
"""What answers a part is about what another is about if its section has so much of the words."""

Embed = Callable[[str], QuestionVectors]


@dataclass(frozen=True, slots=True)
class Search:
    """What a question is searched for in, and by what; `count` hits are wanted."""

    release: Release
    embed: Embed
    count_tokens: CountTokens
    reranker: Reranker | None
    count: int = HITS


class LookedUp(NamedTuple):
    """A question as it was searched for, and what was found.

    `focused` is what matters of what it means, `searched` that without masks, and `meaning` the
    vector of that.
    """

    meant: Reading
    focused: str
    searched: str
    meaning: list[float]
    query: Query
    found: Found


def look_up(search: Search, meant: Reading) -> LookedUp:
    """Search for what a question is taken to mean."""
    release = search.release
    focused = focus(meant.text, search.count_tokens)
    searched = without_masks(focused)
    named = release.naming.named(searched)
    if named.asked and release.are_plain(named.sources):
        # "Staat er in de folder ..." is likest to what the folder says of itself.
        searched = named.asked
    both = search.embed(searched)
    own = towards_own(
        both, meant, lambda text: search.embed(without_masks(focus(text, search.count_tokens)))
    )
    query = release.query(searched, own, named)
    favoured = spoken_of(release, meant)
    found = found_by(search.reranker, release, query, favoured, search.count)
    return LookedUp(meant, focused, searched, both.meaning, query, found)


def answerable(
    search: Search, looked: LookedUp, masked: Masked, asked: str, watched: Watched
) -> Prepared:
    """See how far what was found supports an answer, to the question and to each of its parts.

    `asked` is the masked question in normal form. Who is in danger, or asks on, asks one thing.
    """
    question = QuestionAsked(masked, asked, looked.focused, looked.meant)
    whole = _prepared(search, looked, question, watched)
    if watched.is_danger or looked.meant.own != looked.meant.text:
        return whole
    parts = parts_of(looked.meant.text)
    if watched.decides and any(each.is_side for each in parts):
        return whole  # people choose between the two, and texts of each do not
    return replace(whole, parts=tuple(_part(search, each, masked, watched) for each in parts))


def _part(search: Search, part: QuestionPart, masked: Masked, watched: Watched) -> PreparedPart:
    """The same of a part: it is searched for with what it is about, and has a shape of its own."""
    looked = look_up(search, Reading(part.searched, part.own))
    meant = Reading(part.searched, part.asked)
    asked = QuestionAsked(masked, part.asked, looked.focused, meant)
    prepared = _prepared(search, looked, asked, watched)
    return PreparedPart(part, prepared, _is_on_topic(search.release, part.topic, prepared))


def _is_on_topic(release: Release, topic: str, prepared: Prepared) -> bool:
    """Whether the section of what likeliest answers has most of the words of a topic."""
    rarity = release.words.rarities(topic)
    if not rarity or not prepared.evidence:
        return False
    section = prepared.evidence[0].section
    held = release.words.terms_at(Place(section.id, 0, len(section.text)))
    return coverage(rarity, held | release.words.above(section.id)) >= TOPIC_SHARE


def _prepared(search: Search, looked: LookedUp, asked: QuestionAsked, watched: Watched) -> Prepared:
    found = looked.found._replace(hits=looked.found.hits[:HITS])
    return prepare(search.release, asked, looked.query, found, watched)
