"""Words of a question -> whether it leans on what was said before it.

By rule: a question leans if it has hardly any words that name a subject of its own and either
points back ("daar", "ze", "dat", "ook alweer") or opens as the rest of a conversation does.
"""

import re
from collections.abc import Sequence
from typing import Final

from ingest.text.words import content_words, words

_RELATIONAL: Final = frozenset(
    """
    aanpak argumenten aspecten beperkingen bezwaren bronnen categorie categorieen citaat criteria
    criterium details dingen doel doelen effect effecten eisen fase fasen fases functie functies
    gevaren gevolg gevolgen groep groepen kanten kenmerken keuze kosten manier manieren mensen
    mogelijkheden nadeel nadelen nummer onderdeel onderdelen optie opties personen persoon punt
    punten reden redenen regels resultaat resultaten risico's risicos rol rollen soort soorten stap
    stappen taak taken tips uitspraak uitzonderingen variant varianten verschil verschillen
    voorbeeld voorbeelden voordeel voordelen voorwaarde voorwaarden vorm vormen wijze zoiets
    advantages disadvantages example examples steps rules
    """.split()
)
"""Nouns of which one must know what they are of: "de voordelen", "die criteria"."""
_VAGUE: Final = _RELATIONAL | frozenset(
    """
    alleen alweer anderen bedoel bedoeld bedoelde bedoeling bedoelt begin beginnen begrijp
    beschrijf blijft concreet concreter daarnaast derde duren duurde duurt eentje eerste elkaar
    enige ergens explain gebeuren gebeurt gedaan geef gelden geldt geven heette helemaal helpen
    helpt hetzelfde hoelang hoeveel hoezo kiezen kom komen komt kort korter kost kosten krijg
    krijgen krijgt kwam laat laatste lang langer langs leg letten licht liggen ligt long lukt
    mean meestal misgaat misschien moest mogen net nodig noem noemde noemen nou often oja ok oke
    paar samengevat samenvatten snap soms speelt sprake straks take takes tell terug toelichten
    toelichting tweede uit uiteindelijk uitgebreider uitgelegd uitleg uitleggen uitwerken vaak
    vallen valt verder vertel vertellen vierde vijfde volgende vooral voorstellen waren weer
    werken werkt weten wilde wilden work works zal zelf zit zitten zoal zoveel zulke zullen

    """.split()
)
"""Words that a question may have and still name no subject."""
_POINTING: Final = re.compile(
    r"(?:daar|er|hier)(?:aan|achter|bij|door|in|mee|na|naar|naast|om|op|over|tegen|toe|tussen|uit"
    r"|van|voor)|daar"
)
"""daarmee, ervoor, hierover, daar: words that point back at what was spoken of."""
_PRONOUNS: Final = frozenset("hij hem zij ze hen diens it they them he she their its".split())
_DEMONSTRATIVES: Final = frozenset("dat die dit deze that this".split())
_SUBJECTS: Final = frozenset("ik je jij u we wij hij ze zij er het men iemand niemand".split())
"""Before these words "dat" only joins: "Zij zegt dat ze ..."."""
_BACK: Final = re.compile(
    r"\b(?:(?:ook|nou) (?:al)?weer|van net|van daarnet|terug naar|zo iemand|zo'n (?:iemand|persoon)"
    r"|(?:hoe|wat) bedoel|bedoel(?:de)? je|het verschil met|er een\W*$"
    r"|welke van (?:de|die|deze) (?:twee|drie|vier)|een voorbeeld(?! van\b)|voorbeeld\?"
    r"|noemde je|zei je)"
)
"""Says itself that it speaks of what was said."""
_GOES_ON: Final = re.compile(
    r"\W*(?:(?:ja|nee|oke?|goed)\W+)?"
    r"(?:(?:en|maar|of)\b(?! (?:een|de|het|wat is|wat zijn)\b"
    r"(?! \w+(?:bare|ende|ige|lijke|loze)\W*$))|wat als\b)"
)
"""The rest of what was asked: "En bij pleegouders?", and not "En een gezinshuis?".

What an article and an adjective speak of was said before: "En een tijdelijke?".
"""
_BE: Final = (
    r"(?:is|zijn|was|waren|wordt|worden|werd|blijft|kan|kunnen|mag|mogen|moet|moeten|hoeft|zal)"
)
_ADVERBS: Final = r"(?:dan|nou|nu|ook|wel|niet|nog|altijd|echt|eigenlijk|zelf|meestal|vaak)"
_IS_THAT: Final = re.compile(
    rf"(?:.* )?{_BE} (?:dat|dit|die|deze)(?: {_ADVERBS})* \w+(?: (?:worden|zijn|blijven))?\W*$"
)
"""Asks of what was said how it is: "Is dat verplicht?", "Hoe lang is die geldig?"."""
_NOT_A_NOUN: Final = (
    r"(?!(?:bedrag|beeld|beleid|bericht|besluit|bestand|gebied|gedrag|geld|geluid|gerecht|gesprek"
    r"|gevecht|gewicht|gezicht|verband|verdriet|verstand)\b)"
    r"(?:(?:ge|be|ver|ont|her|\w+ge)\w+[dt]|\w+(?:baar|ig|lijk|loos|plicht))"
)
"""How something is, or what is done with it: "bedoeld", "geldig"."""
_IS_IT: Final = re.compile(
    rf"(?:.* )?(?!(?:zit|gaat|staat) )(?:{_BE}|begint|duurt|geldt|helpt|kost|lukt|past|werkt) het"
    rf" (?:(?:{_ADVERBS}|als|bij|in|op|per|thuis|voor)\b"
    rf"|{_NOT_A_NOUN}(?: (?:worden|zijn|blijven))?\W*$)"
)
"""The same of "het" that is no article: "Voor wie is het bedoeld?", and not "Is het kind er?"."""
_SPLIT: Final = re.compile(
    r".*\b(?:er|daar|hier)\b(?: [\w'-]+){0,4} (?:aan|bij|in|mee|naar|over|van|voor)"
    r"(?: te \w+)?\W*$"
)
"""daarvoor, erover, in two: "Is er een app voor?", "Is daar iets over te lezen?"."""
_HOW_MUCH: Final = re.compile(rf"\bhoe (?P<much>\w+) (?:{_BE}|duren|duurt|gaan|gaat|komt|komen)\b")
"""Asks for a measure, which is no subject: "Hoe oud moeten ze zijn?"."""
_IS_OBJECT: Final = re.compile(r".* (?:dat|dit) \w+en\W*$")
"""Before a verb that ends the question: "Mag de ouder dat weigeren?". No plural follows "dat"."""
_TURNS_AWAY: Final = re.compile(
    r"^\W*(?:\w+\W+){0,3}(?:(?:andere|nieuwe) vraag|(?:iets|wat) (?:heel |totaal |compleet )?anders"
    r"|ander onderwerp|nu (?:even )?over|even over)\b"
)
"""Says itself that it is about something else."""
_ADDRESSING: Final = re.compile(r"\b(?:je|jij|jou|jouw|u|uw|you|your)\b")
_TELL: Final = re.compile(r"\b(?:uitleg|toelicht|licht\b.*\btoe\b|vertel|samenvat|uitwerk|korter)")
_MORE: Final = re.compile(r"\b(?:meer|verder|nog|daarna|daarnaast|uitgebreider|anders|more|else)\b")
_EXAMPLE: Final = re.compile(r"\b(?:voorbeeld(?:en)?|concreet|concreter|voorstellen|example)\b")
_MAX_OWN_WORDS: Final = 3
"""With more words of its own than this a question has a subject of its own, if it points back."""
_MAX_OWN_WORDS_WITH_PRONOUN: Final = 2


def leans_on_history(question: str) -> bool:
    """Whether the question points back at something, or names no subject at all."""
    spoken, text = words(question), " ".join(question.lower().split())
    if _TURNS_AWAY.match(text):
        return False
    own = own_words(question)
    if not own:
        return True
    if _puts_subject_first(text):
        return False
    is_pointing = any(_POINTING.fullmatch(word) for word in spoken) or _SPLIT.match(text)
    if _BACK.search(text) or is_pointing:
        return len(own) <= _MAX_OWN_WORDS
    return len(own) <= _MAX_OWN_WORDS_WITH_PRONOUN and (
        _has_pronoun(spoken, own)
        or _has_demonstrative(spoken, own)
        or _IS_THAT.match(text) is not None
        or _IS_IT.match(text) is not None
        or _IS_OBJECT.match(text) is not None
        or _GOES_ON.match(text) is not None
    )


def own_words(question: str) -> set[str]:
    """The words that may name a subject of the question's own, folded."""
    measures = {found["much"] for found in _HOW_MUCH.finditer(question.lower())}
    return {
        word
        for word in content_words(question)
        if word not in _VAGUE | measures and not _POINTING.fullmatch(word) and not word.isdigit()
    }


def addresses(question: str) -> bool:
    """Whether it speaks to who answers: "Kun je dat uitleggen?"."""
    return _ADDRESSING.search(question.lower()) is not None


def asks_on(question: str) -> bool:
    """Whether it asks who answers to say the same in more, fewer or other words."""
    return (
        asks_more(question) or asks_example(question) or _TELL.search(question.lower()) is not None
    )


def asks_more(question: str) -> bool:
    """Whether it asks for what was not told yet."""
    return _MORE.search(question.lower()) is not None


def asks_example(question: str) -> bool:
    """Whether an example would answer it."""
    return _EXAMPLE.search(question.lower()) is not None


def _has_pronoun(spoken: Sequence[str], own: set[str]) -> bool:
    """Whether a pronoun comes before any word that it could stand for."""
    return any(
        word in _PRONOUNS and not own.intersection(spoken[:place])
        for place, word in enumerate(spoken)
    )


def _has_demonstrative(spoken: Sequence[str], own: set[str]) -> bool:
    """Whether a "dat" or "die" stands alone, or before a noun that does not say which.

    "het" does so at the end alone: "Hoe zit het met privacy?" points at nothing.
    """
    return spoken[-1] == "het" or any(
        word in _DEMONSTRATIVES and following not in own and following not in _SUBJECTS
        for word, following in zip(spoken, [*spoken[1:], ""], strict=True)
    )


def _puts_subject_first(text: str) -> bool:
    """Whether the part before a comma names what the rest is about: "Privacy, wat is dat?"."""
    first, comma, _ = text.partition(",")
    spoken = words(first)
    own = own_words(first)
    return bool(comma and own) and not (
        _GOES_ON.match(first)
        or _BACK.search(text)
        or _has_pronoun(spoken, own)
        or any(word in _DEMONSTRATIVES or _POINTING.fullmatch(word) for word in spoken)
    )
