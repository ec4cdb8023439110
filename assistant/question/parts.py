"""Question -> the questions that it is made of, each as it can be searched for by itself.

By rule: a part has an asking word with its verb behind it ("wie betaalt dat"), or a verb that asks
("moet die ..."). A clause that only depends on an asking word ("wie dat betaalt") is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from assistant.question.leaning import leans_on_history, own_words
from assistant.question.shape import sets_apart
from ingest.text.sentences import sentence_spans
from ingest.text.words import fold, words

MOST_PARTS: Final = 3
"""What is asked after so many goes with the last of them."""
TOPIC_WORDS: Final = 8
"""Of what the first part is about so many words go with the others."""
_PRONOUN: Final = r"(?:ik|je|jij|u|we|wij|jullie|men)\b"
_SUBJECT: Final = (
    r"(?:(?:ik|je|jij|u|we|wij|jullie|men|hij|ze|zij|er|het|'t|iemand|dit|dat|die|deze|daar|een|de"
    r"|mijn|onze?|hun|haar|zo'n|ouders|moeder|vader|opa|oma|familie|school|mensen|kinderen)\b|\[)"
)
"""What may be the subject of a verb before it; a name is masked, in brackets."""
_FINITE: Final = (
    r"(?:is|zijn|ben|bent|was|waren|kan|kun|kunt|kunnen|mag|mogen|moet|moeten|wil|willen|zal|zullen|zou"
    r"|zouden|heb|heeft|hebben|had|word|wordt|worden|doe|doet|doen|ga|gaat|gaan|kom|komt|komen"
    r"|krijg|krijgt|krijgen|sta|staat|staan|zit|zitten|ligt|liggen|geef|geeft|geven|betaal|betaalt"
    r"|betalen|kost|kosten|duurt|duren|werkt|werken|geldt|gelden|helpt|helpen|hoort|horen|hoeft"
    r"|hoeven|heet|heten|bestaat|bestaan|begin|begint|beginnen|zegt|zeggen|vindt|vinden|beslissen"
    r"|zien|ziet|past|passen|blijft|blijven|stopt|stoppen|neemt|nemen|houdt|zorgt|maakt|maken|bepalen)\b"
)
_NO_VERB: Final = (
    r"(?!(?:ik|je|jij|u|we|wij|jullie|men|hij|ze|zij|er|het|iemand|niemand|dit|dat|die|deze|een|de"
    r"|mijn|hun|haar|dan|wel|niet|ook|nog|al|als|om|te|of|en|met|van|voor|bij|in|op|over|want|ooit"
    r"|precies|eigenlijk|nou|nu|zo)\b)"
)
_ONE_VERB: Final = (
    rf"(?:{_FINITE}|{_NO_VERB}\w{{2,}}t\b|{_NO_VERB}\w+(?=\s+(?:{_PRONOUN}|hij\b|ze\b|zij\b)))"
)
_ALIKE: Final = r"(?:lang|vaak|veel|oud|jong|groot|snel|ver|erg|goed|zwaar|hoog|duur|serieus|ziet)"
_MEASURE: Final = rf"hoe\s+{_ALIKE}\s+{_ONE_VERB}|hoelang\s+{_ONE_VERB}"
_BY_NAME: Final = (
    rf"(?:welke?|hoeveel|wat\s+voor(?:\s+een)?)\s+(?:{_NO_VERB}\w+\s+){{0,1}}{_ONE_VERB}"
    rf"|(?:welke?|hoeveel|wat\s+voor)\s+(?:{_NO_VERB}[\w-]+\s+){{2,4}}{_FINITE}\s+\w"
)
_PREPOSITION: Final = (
    r"(?:(?:voor|met|van|bij|aan|naar|op|door|in|uit|over|tegen|vanaf|tot|onder|volgens)\s+)?"
)
_ASKING: Final = re.compile(
    rf"(?:{_PREPOSITION}(?:{_BY_NAME}|(?:wie|wat|waar\w*|wanneer|hoe)\s+{_ONE_VERB})"
    rf"|{_MEASURE}|wat\s+als\b)",
    re.IGNORECASE,
)
"""An asking word with the verb of its own sentence behind it."""
_HIS: Final = r"(?!zijn\s+(?!(?:er|die|deze|dit|dat|ze|zij|we|wij|jullie|de|het)\b))"
_TELLING: Final = (
    r"(?<!\bdan )(?<!\book )(?<!\bnog )(?<!\bverder )(?<!\bdaarnaast )"
    r"(?!(?:ben|wil|doe|ga|kom|sta|geef|betaal|begin|word|heb|heet|krijg)\s+"
    rf"(?!{_PRONOUN}))"
)
"""What begins with "dan", leaves out "ik" or tells to do something only looks as if it asks."""
_VERB_FIRST: Final = re.compile(rf"{_HIS}{_TELLING}{_FINITE}\s+{_SUBJECT}", re.IGNORECASE)
_AT_FIRST: Final = re.compile(rf"{_HIS}{_TELLING}{_FINITE}\s+[\w\[]", re.IGNORECASE)
_CONDITION: Final = re.compile(r",\s*dan\s+\w", re.IGNORECASE)
"""What comes before it is no question: "Wil moeder niet, dan ..."."""
_FILLING: Final = (
    r"(?:(?:ook|dan|nog|verder|daarnaast|bovendien|trouwens|vooral|eigenlijk|ten\s+tweede)"
    r"[:,]?\s+)*"
)
_JOINT: Final = re.compile(
    rf"(?:\s*[,;:.?!–]\s*|\s+)(?P<word>en|of|plus|maar|\+|&)\s+{_FILLING}|\s*[,;:.?!–]\s+{_FILLING}",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(rf"\W*(?:(?:en|maar|of|plus)\s+)?{_FILLING}", re.IGNORECASE)
_EMBEDDED: Final = re.compile(
    r"\b(?:wie|wat|waar\w*|wanneer|welke?|hoe\w*|of|dat)\b", re.IGNORECASE
)
_NO_NOUN: Final = re.compile(
    r"(?!(?:bed|beeld|beleid|beraad|bericht|besluit|bestand|bewind|bezit|gebied|geduld|geld|geluid"
    r"|gerecht|geweld|gezicht|verband|verbod|verdriet|verraad|verstand)\b)"
    r"(?:aan|af|bij|door|in|mee|na|om|op|over|toe|uit|vast|voor|dan|nu|ook|wel|niet|zelf|zich|nodig"
    r"|beter|(?:(?:aan|af|in|mee|op|uit)?ge|be|ver|ont|her)\w+[dt]|\w+(?:baar|ig|loos|plicht)"
    r"|\w*(?:helpen|doen|volgen|kiezen|vragen|hebben|krijgen|worden|schakelen|houden|regelen"
    r"|bepalen|beslissen|geschreven))"
)
"""What ends a question and names nothing: how something is, or what is done with it."""
_POINTING: Final = re.compile(
    r"\b(?:die|dat|deze|dit|hem|haar|hij|er|(?:er|daar)\w*|zo'n|zo iemand)\b|\bhet\W*$"
)
_QUOTED: Final = re.compile(r"[\"“„][^\"”“]{2,}[\"”“]|‘[^’]{2,}’")
_HEAD: Final = re.compile(
    rf"(?:{_ASKING.pattern}|{_FINITE})(?:\s+(?:ik|je|jij|u|we|wij|jullie|men|ze|zij|hij|er|zich)\b)*\s*",
    re.IGNORECASE,
)
_JUDGING: Final = re.compile(
    r"\W*(?:is|was|lijkt|vind\w*|vinden)\s+(?:(?:je|jij|u|jullie|men)\s+)?(?:dat|dit|het)\s+"
    r"(?:(?:wel|niet|nou|nu|echt|eigenlijk|heel|zo|een|ook|je|u)\s+)*"
    r"(?:raar|gek|vreemd|normaal|gewoon|verstandig|wijs|slim|handig|goed|fout|verkeerd|slecht|erg"
    r"|logisch|terecht|oke|zinvol|goede?\s+(?:idee|plan|keuze|zaak))\W*",
    re.IGNORECASE,
)
"""What asks whether what was told is good, and names nothing: the rest says what about it."""
_EITHER: Final = re.compile(
    rf"(?P<head>(?:moet|moeten|mag|mogen|kan|kun|kunnen|zal)\s+(?:{_PRONOUN}|(?:een|de|het)\s+[\w-]+))"
    r"\s+(?P<one>[^,.;?]+?\w{2}en),?\s+of\s+(?P<other>(?:(?!(?:als|die|dat|wat|of)\b)[\w'-]+\s+){2,}?\w+en)\W*$",
    re.IGNORECASE,
)
"""One verb that asks about two deeds: "Moet ik eerst ... vragen of meteen ... regelen?"."""


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """A question of its own: as it was `asked`, and what is `searched` for to answer it.

    `own` is what of that is more than the case that was told, if there `has_case`, and `topic` what
    the first part is about. `is_side` says whether it is one of two things between which to choose.
    """

    asked: str
    own: str
    searched: str
    topic: str = ""
    has_case: bool = False
    is_side: bool = False


class _Piece(NamedTuple):
    """A stretch that asks, and the word that joins it to the one before."""

    text: str
    joint: str


class _Start(NamedTuple):
    """Where a stretch that asks begins, and where what comes before it ends."""

    before: int
    at: int
    joint: str


def parts_of(question: str) -> tuple[QuestionPart, ...]:
    """The parts of a question in the order in which they are asked; none where it is one."""
    case, found = _read(question)
    pieces = _kept(found, has_case=case != "")
    is_choice = any(each.joint == "of" for each in pieces)
    if len(pieces) < 2 or (is_choice and sets_apart(question)):
        return ()
    asked = [_as_question(each.text) for each in pieces]
    topic = _topic(asked[0])
    about = [asked[0], *(_about(topic, each) for each in asked[1:])]
    return tuple(
        _part(each, whole, case, topic, is_side=is_choice)
        for each, whole in zip(asked, about, strict=True)
    )


def _part(asked: str, about: str, case: str, topic: str, *, is_side: bool) -> QuestionPart:
    """A part, of which the words that point need what they point at."""
    searched = f"{case} {about}".lstrip()
    is_clear = about != asked or own_words(asked)
    own = asked if not _points(asked) else about if is_clear else searched
    return QuestionPart(asked, own, searched, topic, case != "", is_side)


def _read(question: str) -> tuple[str, list[_Piece]]:
    """What is told and does not ask, and each stretch that asks."""
    told, pieces = list[str](), list[_Piece]()
    for span in sentence_spans(question):
        sentence = span.of(question)
        starts = list(_starts(sentence))
        told.append(sentence[: starts[0].before] if starts else sentence)
        for start, after in pairwise([*starts, _Start(len(sentence), len(sentence), "")]):
            asking = sentence[start.at : after.before]
            pieces += _either(asking) or [_Piece(asking, start.joint)]
    sentences = (each.strip(" ,.;:!–") for each in told)
    return " ".join(f"{each}." for each in sentences if each), pieces


def _starts(sentence: str) -> Iterator[_Start]:
    """Where a sentence asks: where it begins, and behind what joins or halts."""
    heard = _QUOTED.sub(lambda found: "x" * len(found[0]), sentence)
    opening = _OPENING.match(heard)
    begun = opening.end() if opening else 0
    first = _asks(heard, begun) or _AT_FIRST.match(heard, begun)
    is_asking = first is not None and not _CONDITION.search(heard)
    if is_asking:
        yield _Start(0, begun, "en")
    for joint in _JOINT.finditer(heard):
        at, before = joint.end(), heard[begun : joint.start()]
        if joint.start() < begun or not (asked := _asks(heard, at)):
            continue
        if _ASKING.match(heard, at):
            is_new = not _depends(before, heard, asked)
        else:
            is_new = is_asking or heard.rstrip().endswith("?")
        if is_new:
            yield _Start(joint.start(), at, (joint["word"] or "en").lower())
            begun, is_asking = at, True


def _asks(text: str, at: int) -> re.Match[str] | None:
    return _ASKING.match(text, at) or _VERB_FIRST.match(text, at)


def _depends(before: str, text: str, asked: re.Match[str]) -> bool:
    """Whether an asking word goes on with what asks within what comes before it.

    "Weet je wie mag komen en wie moet blijven?" is one question, for no subject comes behind it.
    """
    is_embedded = _EMBEDDED.search(" ".join(before.split()[1:])) is not None
    return is_embedded and not re.compile(rf"\s+{_SUBJECT}", re.I).match(text, asked.end())


def _either(asking: str) -> list[_Piece]:
    """The two deeds about which one verb asks."""
    found = _EITHER.match(asking)
    if not found:
        return []
    head = found["head"]
    return [_Piece(f"{head} {found['one']}", "en"), _Piece(f"{head} {found['other']}", "of")]


def _kept(pieces: Sequence[_Piece], *, has_case: bool) -> list[_Piece]:
    """The pieces, with those that are no question of their own put to the ones beside them."""
    kept: list[_Piece] = []
    for piece in pieces:
        is_full = len(kept) == MOST_PARTS or (piece.joint == "of" and len(pieces) > 2)
        is_known = has_case or len(kept) > 1
        if kept and (is_full or _is_same(kept[-1], piece, is_known=is_known)):
            before = kept.pop()
            text = f"{before.text.strip(' ?.,')} {piece.joint} {piece.text}"
            kept.append(_Piece(text, before.joint))
        else:
            kept.append(piece)
    return kept


def _is_same(before: _Piece, piece: _Piece, *, is_known: bool) -> bool:
    """Whether two pieces ask one thing: "Wat mag wel en wat mag niet ...?", "... of mag dat niet?".

    The first names nothing, and nothing did before it; or the other adds nothing; or one of them
    asks no more than whether it is good.
    """
    if any(_JUDGING.fullmatch(fold(each.text)) for each in (before, piece)):
        return True
    one, other = own_words(before.text), own_words(piece.text)
    if not one:
        return not is_known
    if not other:
        return piece.joint in ("of", "maar")
    heads = [words(each.text)[:1] for each in (before, piece)]
    return heads[0] == heads[1] and (one <= other or other <= one)


def _as_question(piece: str) -> str:
    text = " ".join(piece.split()).strip(" ?.,;:!–")
    return f"{text[:1].upper()}{text[1:]}?"


def _topic(question: str) -> str:
    """What a question is about: what it has beside what asks, up to its last noun."""
    head = _HEAD.match(question)
    rest = (question[head.end() :] if head else question).rstrip("?").split()
    while len(rest) > 1 and _NO_NOUN.fullmatch(fold(rest[-1])):
        rest.pop()
    return " ".join(rest[:TOPIC_WORDS])


def _points(question: str) -> bool:
    """Whether a part cannot be understood without what it is about."""
    return _POINTING.search(fold(question)) is not None or leans_on_history(question)


def _about(topic: str, question: str) -> str:
    """A later part with what the first is about, unless it names that itself."""
    if not topic or own_words(topic) <= own_words(question):
        return question
    return f"{topic[:1].upper()}{topic[1:]}, {question[:1].lower()}{question[1:]}"
