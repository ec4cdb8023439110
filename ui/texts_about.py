"""The Dutch texts of the page that says where answers come from, and what this is.

The part for an algorithm register follows what the Dutch government asks there: purpose, how it
works, data, human intervention, risks.
"""

from typing import Final

TITLE: Final = "Waar komt dit vandaan?"

WHAT: Final = "Wat is dit?"
NOT: Final = "Wat is dit niet?"
NOT_THIS: Final = (
    "Geen besluit en geen advies over een kind of gezin. Jij beslist, samen met anderen.",
    "Geen zoekmachine voor het hele internet: wat niet in de bronnen staat, weet Steunwijzer niet.",
    "Geen dossier: typ er geen namen of andere persoonsgegevens in.",
    "Geen hulplijn: bij direct gevaar bel je.",
)
SOURCES: Final = "Welke bronnen kent Steunwijzer?"
SUPERSEDED: Final = "Deze uitgave geldt niet meer."
NOW: Final = "Nu geldt:"
IN_REVISION: Final = "Deze uitgave wordt herzien."
EDITION: Final = "uitgave:"

QUESTION: Final = "Wat gebeurt er met je vraag?"
MASKED: Final = (
    "Namen, adressen, nummers en andere persoonsgegevens worden eerst uit je vraag gehaald. Dat "
    "lukt niet altijd: typ ze dus niet."
)
SEARCHED: Final = (
    "Steunwijzer zoekt in de bronnen, en kiest de zinnen die je vraag het best beantwoorden. Elke "
    "zin komt woordelijk uit een bron."
)
LOGGED: Final = (
    "De beheerder bewaart vragen en antwoorden, zonder de persoonsgegevens die herkend zijn."
)
NOT_LOGGED: Final = "De server bewaart je vraag niet."
MODEL: Final = (
    "Een taalmodel dat je organisatie koos, kiest mee welke zinnen het antwoord zijn. Het krijgt "
    "je vraag zonder de persoonsgegevens die herkend zijn. Het schrijft zelf geen zinnen."
)
NO_MODEL: Final = "Er is geen taalmodel bij betrokken."
STAYS: Final = "Je vraag verlaat de server niet."
FEEDBACK: Final = (
    "Zeg je wat je van een antwoord vindt, dan bewaart de beheerder dat met je vraag, zonder de "
    "persoonsgegevens die herkend zijn."
)

REGISTER: Final = "Voor het algoritmeregister"
REGISTER_ABOUT: Final = (
    "Deze tekst kan een overheidsorganisatie gebruiken voor het algoritmeregister. Vul aan wat bij "
    "jullie organisatie hoort, zoals wie verantwoordelijk is."
)
PURPOSE: Final = "Doel"
WORKING: Final = "Werking"
WORKING_TEXT: Final = (
    "Een gebruiker stelt een vraag in gewone taal. Het systeem zoekt passages die bij de vraag "
    "passen, op woorden en op betekenis, en schat of daar een antwoord in staat. Zo ja, dan toont "
    "het de zinnen letterlijk, met de plaats in de bron. Zo nee, dan zegt het dat, en toont het "
    "wat het dichtst in de buurt komt. Het neemt geen besluiten over mensen en maakt geen "
    "profielen."
)
DATA: Final = "Gegevens"
DATA_TEXT: Final = (
    "De teksten die hierboven staan, en de vraag van de gebruiker. Persoonsgegevens in "
    "een vraag worden opgespoord en weggehaald voordat er gezocht of iets bewaard wordt."
)
HUMAN: Final = "Menselijke tussenkomst"
HUMAN_TEXT: Final = (
    "De gebruiker leest het antwoord naast de bron en beslist zelf. Vraagt iemand om een "
    "besluit, dan zegt het systeem dat het niet beslist en met wie de gebruiker kan overleggen. "
    "Een redacteur bepaalt welke teksten erin staan en leest ze voordat ze gebruikt worden."
)
RISKS: Final = "Risico’s"
RISKS_TEXT: Final = (
    "Een antwoord kan onvolledig zijn, bij een andere situatie horen of uit een oudere uitgave "
    "komen: daarom staat de bron ernaast, en staat erbij wat verouderd is.",
    "Een gebruiker kan te veel op een antwoord vertrouwen: daarom schrijft het systeem geen eigen "
    "zinnen, en zegt het wanneer het twijfelt of niets vindt.",
    "Een gebruiker kan persoonsgegevens typen die niet herkend worden: daarom staat op de pagina "
    "dat dat niet mag.",
    "Gevaar in een vraag kan gemist worden: daarom staan de alarmnummers altijd op de pagina.",
)


def purpose(readers: str, subject: str) -> str:
    """What it is for; `readers` are those whom it helps, `subject` what it answers from."""
    return f"{readers[:1].upper()}{readers[1:]} snel laten vinden wat er staat in {subject}."
