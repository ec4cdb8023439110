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
    aanpak aspecten argumenten beperkingen bezwaren bronnen categorie categorieen criteria doel
    doelen dingen effect effecten eisen fase fases fasen functie functies gevolg gevolgen gevaren
    groep groepen kanten keuze kosten kenmerken mensen manier manieren mogelijkheden nadeel nadelen
    nummer onderdeel onderdelen optie opties punt punten reden redenen regels resultaat resultaten
    risico's risicos ringen rol rollen soort soorten stap stappen taak taken tips uitzonderingen
    variant varianten verschil verschillen voorbeeld voorbeelden voordeel voordelen voorwaarde
    voorwaarden vormen vorm wijze zoiets criterium
    advantages disadvantages example examples steps rules
    """.split()
)
"""Nouns of which one must know what they are of: "de voordelen", "die criteria"."""
_VAGUE: Final = _RELATIONAL | frozenset(
    """
    alleen alweer anderen bedoel bedoelt bedoelde bedoeling beschrijf blijft concreet concreter
    daarnaast duren duurt duurde eentje eerste elkaar enige ergens geef gebeuren gebeurt gedaan
    geldt gelden geven hetzelfde heette kom komen komt kost kosten krijg krijgen krijgt laat laatste
    lang langer langs leg liggen ligt meestal misschien mogen moest net noem noemde nodig noemen nou
    oja oke ok snap speelt sprake straks terug tweede derde vierde vijfde uit uitgebreider uitgelegd
    uitleg uitleggen uitwerken vaak vallen valt verder vertel vertellen volgende voorstellen waren
    weer werken werkt weten wilde wilden zal zelf zit zitten zoal zoveel zullen zulke hoelang
    hoeveel hoezo begrijp helemaal vooral soms kwam lukt helpt helpen begin beginnen kiezen
    explain long often take takes tell work works mean
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
    r"|(?:hoe|wat) bedoel|bedoel(?:de)? je|een voorbeeld(?! van\b)|voorbeeld\?|noemde je|zei je)"
)
"""Says itself that it speaks of what was said."""
_GOES_ON: Final = re.compile(r"\W*(?:en|maar|of)\b(?! (?:een|de|het|wat is een|wat zijn)\b)")
"""The rest of what was asked: "En bij pleegouders?", and not "En een burgervoogd?"."""
_TURNS_AWAY: Final = re.compile(
    r"^\W*(?:\w+\W+){0,3}(?:(?:andere|nieuwe) vraag|(?:iets|wat) (?:heel |totaal |compleet )?anders"
    r"|ander onderwerp|nu (?:even )?over|even over)\b"
)
"""Says itself that it is about something else."""
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
    if _BACK.search(text) or any(_POINTING.fullmatch(word) for word in spoken):
        return len(own) <= _MAX_OWN_WORDS
    return len(own) <= _MAX_OWN_WORDS_WITH_PRONOUN and (
        _has_pronoun(spoken, own)
        or _has_demonstrative(spoken, own)
        or _GOES_ON.match(text) is not None
    )


def own_words(question: str) -> set[str]:
    """The words that may name a subject of the question's own, folded."""
    return {
        word
        for word in content_words(question)
        if word not in _VAGUE and not _POINTING.fullmatch(word) and not word.isdigit()
    }


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
