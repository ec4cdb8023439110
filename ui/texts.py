"""Every Dutch text of the page and the terminal, except the help of the commands."""

from collections.abc import Sequence
from typing import Final

NAME: Final = "Steunwijzer"

# The page: before the first question.
WELCOME: Final = "Waar wil je meer over weten?"
EXAMPLES_TITLE: Final = "Voorbeelden van vragen"

# The page: before it can answer.
PREPARING: Final = "De teksten worden klaargezet"
PREPARING_ABOUT: Final = (
    "Dit hoeft maar één keer. Je hoeft niets te doen: straks kun je hier je vraag stellen."
)
PREPARING_STAGES: Final = {
    "embed": "De teksten worden gelezen.",
    "store": "Wat gelezen is, wordt bewaard.",
}
"""The stages of an ingest, in their order."""
STARTING: Final = "Steunwijzer start"
STARTING_ABOUT: Final = "Nog een paar tellen. Dan kun je hier je vraag stellen."
STARTING_STEP: Final = "De bronnen worden geopend."
PREPARING_FAILED: Final = "Steunwijzer kan niet starten"
PREPARING_FAILED_ABOUT: Final = (
    "Er ging iets mis. Los het op en start Steunwijzer opnieuw, of vraag het aan je beheerder."
)
PREPARING_FAILED_SEE: Final = "Wat er misging, staat in het venster waarin Steunwijzer is gestart."
PREPARING_LOST: Final = (
    "Steunwijzer antwoordt niet meer. Kijk in het venster waarin het is gestart. "
    "Deze pagina gaat vanzelf verder zodra het weer antwoordt."
)


def preparing_step(place: int, count: int, stage: str) -> str:
    """Which step of how many it is, counted from 0; the last is the one without a stage."""
    return f"Stap {place + 1} van {count}. {PREPARING_STAGES.get(stage, STARTING_STEP)}"


# The page: conversation.
CONVERSATION: Final = "Gesprek"
QUESTION_LABEL: Final = "Je vraag"
ASK: Final = "Vraag stellen"
NEW_CONVERSATION: Final = "Nieuw gesprek"
YOU_ASK: Final = "Jij vraagt"
NO_QUESTION: Final = "(geen vraag)"
COMING: Final = "Dit is nog voorlopig: een taalmodel kijkt of andere zinnen beter passen …"
CHOOSING: Final = "Een taalmodel kijkt of er een antwoord in de bronnen staat …"
WORKING: Final = "Steunwijzer zoekt in de bronnen …"
FAILED: Final = (
    "Er ging iets mis in Steunwijzer. Stel je vraag nog een keer. "
    "Blijft het misgaan? Meld het dan bij je beheerder."
)
ONE_AT_A_TIME: Final = (
    "Er wachten nog andere vragen van jou. Wacht op het antwoord daarop. "
    "Stel deze vraag dan nog een keer."
)
CROWDED: Final = "Er zijn nu te veel vragen tegelijk. Stel je vraag over een minuut nog een keer."
TOO_SLOW: Final = (
    "Het antwoord duurt te lang. Stel je vraag nog een keer. "
    "Blijft het misgaan? Meld het dan bij je beheerder."
)
LOST_TITLE: Final = "Geen verbinding"
LOST: Final = (
    "Geen verbinding met Steunwijzer. Je vraag blijft staan, en wordt gesteld zodra er weer "
    "verbinding is."
)
CLOSE: Final = "Sluiten"
SKIP_TO_QUESTION: Final = "Naar je vraag"

DANGER_NOW: Final = "Direct gevaar? Bel"
DANGER_FIRST: Final = "Is er nu gevaar? Bel eerst."

# The page: sources.
SOURCES: Final = "Bronnen"
SOURCES_EMPTY: Final = (
    "Hier zie je straks de passages waar het antwoord op rust. "
    "Kies een nummer in het antwoord om de passage te lezen."
)
SOURCES_OF: Final = "Bij je vraag:"
NEAREST_TITLE: Final = "Komt het dichtst in de buurt"
NEAREST_NOT_ANSWER: Final = "Deze passages zijn geen antwoord op je vraag."
NEAREST_IN_PANEL: Final = "Bekijk de passages die het dichtst in de buurt komen"
BACK: Final = "Terug naar het antwoord"
BACK_TO_CONVERSATION: Final = "Terug naar het gesprek"

# Answers, on the page and in the terminal.
ABOUT_ITSELF: Final = "Over Steunwijzer"
NEAREST_INTRO: Final = "Dit komt het dichtst in de buurt, maar is geen antwoord:"
HEADINGS_JOIN: Final = " › "
CUT: Final = "…"
NO_HEADING: Final = "Begin van het document"


def about(subject: str) -> str:
    """What the assistant is, and from what it answers."""
    return (
        f"Steunwijzer is een AI-assistent. Hij antwoordt alleen uit {subject} en laat bij elke zin "
        "zien waar die op rust."
    )


def caution(deciders: str) -> str:
    """What an answer is not, and with whom the reader decides."""
    return (
        "Een antwoord kan onvolledig zijn of niet passen bij jouw situatie. Lees daarom de bron "
        f"erbij. Jij beslist, samen met {deciders}."
    )


def privacy(clients: str) -> str:
    """Of whom nothing may be typed."""
    return f"Typ geen namen of andere gegevens van {clients}."


def placeholder(question: str) -> str:
    """What stands in the question box, given a question that might be asked, or none."""
    return f"Bijvoorbeeld: {question}" if question else ""


def disclaimer(clients: str) -> str:
    """What stays in sight below the question."""
    return f"AI-assistent: kan onvolledig zijn en beslist niet. Typ geen gegevens van {clients}."


def source_label(number: int) -> str:
    """Name of a citation link for who cannot see it."""
    return f"Bron {number}"


def sources_label(numbers: Sequence[int]) -> str:
    """Name of a card with one or several sources."""
    *before, last = map(str, numbers)
    return f"Bron {', '.join(before)} en {last}" if before else source_label(numbers[0])


def nearest_label(rank: int) -> str:
    """Name of a nearest passage for who cannot see its place."""
    return f"Passage {rank}"


def columns_label(columns: str) -> str:
    """What the columns of a table are called, for who sees one of its rows."""
    return f"Kolommen: {columns}"


def kind_label(kind: str, voice: str, summarised: str) -> str:
    """What a section's words are, in plain words; empty for those of the text itself.

    `kind` is a value of document.Kind, `summarised` what is summarised: "richtlijn".
    """
    return {
        "body": "",
        "box": "tekst in een apart vak",
        "quote": f"woorden van {voice}",
        "summary": f"samenvatting van een {summarised}",
    }[kind]


PERHAPS: Final = (
    "Misschien staat het hier. Zeker is dat niet: kijk zelf of het je vraag beantwoordt."
)


def lead_in(cited: str, *, is_by_model: bool) -> str:
    """The sentence before an answer; `cited` is one publication, "de richtlijn", or empty."""
    where = cited or "de bronnen"
    if is_by_model:
        return f"Dit staat in {where}. Een taalmodel koos de zinnen; de woorden zijn van de bron:"
    return f"Dit staat in {where}:"


def quote_intro(voice: str) -> str:
    """Introduces the words of a quoted person."""
    return f"Woorden van {voice}:"


def summary_intro(heading: str, summarised: str, year: int | None, revised: str) -> str:
    """Introduces the summary of another publication, named by its heading.

    `summarised` says what it is, and `revised` what it has become since, or nothing.
    """
    name = heading if summarised in heading.lower() else f"{summarised.capitalize()} {heading}"
    when = f" uit {year}" if year else ""
    state = f" van een inmiddels {revised}" if revised else ""
    return f"{name} (samenvatting{when}{state}):"


def body_intro(title: str, article: str) -> str:
    """Introduces a document's own words after those of others; `article` may be empty."""
    if not article:
        return f"{title}:"
    return f"{article.capitalize()} {title[0].lower()}{title[1:]} zelf:"


def open_to_anyone(host: str) -> tuple[str, str]:
    """Refuses to let in whoever comes along, and says what to do."""
    return (
        f"Op {host} zou iedereen in het netwerk zonder inloggen vragen kunnen stellen.",
        "Gebruik --host 127.0.0.1, maak accounts met steunwijzer accounts add, of noem de header "
        "van je proxy in STEUNWIJZER_USER_HEADER. Toch zo: --open-voor-iedereen-zonder-inloggen.",
    )


def setting_wrong(name: str, value: str) -> tuple[str, str]:
    """What is wrong with a setting and what to do."""
    return (
        f"De omgevingsvariabele {name} noemt iets dat daar niet kan staan: {value}.",
        "Verbeter of verwijder hem; README.nl.md noemt wat mag.",
    )


def root_path_taken(path: str) -> tuple[str, str]:
    """Refuses a path that the page itself uses."""
    return (
        f"STEUNWIJZER_ROOT_PATH kan niet {path} zijn: de pagina gebruikt dat pad zelf.",
        "Kies een ander pad, bijvoorbeeld /steun.",
    )


# Broken lines of a questions file.
NOT_UTF8: Final = "geen leesbare tekst (UTF-8)"
NOT_JSON: Final = "geen geldige JSON"
NOT_AN_OBJECT: Final = "geen JSON-object"


def field_missing(name: str) -> str:
    """A field that must be there."""
    return f"het veld {name} ontbreekt"


def field_wrong(name: str) -> str:
    """A field with a value of the wrong type."""
    return f"het veld {name} heeft een verkeerde waarde"


def below_floor(measure: str, group: str, wrong: int, allowed: int) -> str:
    """A floor of the gate that is not reached."""
    return f"{measure} ({group}): {wrong} vragen fout, {allowed} mag"


# What is for some people only.
TO_INGEST: Final = "Een index maken"
TO_ACCEPT: Final = "Een gewijzigde tekst aanvaarden"
TO_ADD: Final = "Een tekst toevoegen"
TO_PREVIEW: Final = "Zien wat een nieuwe index verandert"
TO_PREPARE: Final = "Een nieuwe index klaarzetten"
TO_SEE_RELEASES: Final = "Zien welke indexen er zijn"
TO_ROLL_BACK: Final = "Een eerdere index in gebruik nemen"
TO_CHECK_MODEL: Final = "Het taalmodel proberen"
TO_MEASURE: Final = "Meten hoe goed de antwoorden zijn"
ROLES: Final = {
    "reader": "lezer",
    "maintainer": "redacteur",
    "evaluator": "beoordelaar",
    "operator": "beheerder",
}
"""What people are here for; the keys are values of roles.Role."""


def not_allowed(deed: str, needed: Sequence[str], own: str) -> tuple[str, str]:
    """Refuses what is for other roles, and says what to do."""
    roles = " of ".join(ROLES[each] for each in needed)
    return (
        f"{deed} is voor wie hier {roles} is; jij bent hier {ROLES[own]}.",
        "Vraag het aan je beheerder.",
    )


# Measurements.
NO_JUDGE: Final = (
    "Er is geen beoordelaar ingesteld.",
    "Zet STEUNWIJZER_JUDGE op aanbieder:model, of laat --judge weg.",
)


def sealed_asked(times: int) -> str:
    """Says how often the sealed questions were asked of this version; once is what they are for."""
    often = "voor het eerst" if times == 1 else f"voor de {times}e keer"
    return (
        f"De verzegelde vragen zijn {often} aan deze versie gesteld. Eén keer per versie is de "
        "bedoeling: wie er vaker naar kijkt, stemt erop af."
    )


def no_questions(file: object, split: str) -> tuple[str, str]:
    """What is wrong with a set of questions and what to do."""
    return (
        f"In {file} staan geen vragen voor de split '{split}'.",
        "Kies een andere met --split.",
    )
