"""The Dutch texts of asking on the page: the question field, and what becomes of what is typed."""

from typing import Final

STOP: Final = "Stoppen"
EDIT: Final = "Bewerk"
DROP: Final = "Weghalen"
AGAIN: Final = "Vraag opnieuw"
KEYS: Final = (
    "Enter stelt je vraag. Shift + Enter begint een nieuwe regel. Escape stopt een antwoord. "
    "Pijl omhoog in een leeg veld haalt je laatste vraag terug."
)
WAITING_LIST: Final = "Vragen die nog wachten"
WAITS: Final = "Wacht op het antwoord hierboven:"
WAITS_FOR_SERVER: Final = "Wacht op verbinding:"
TOO_LONG: Final = "Je vraag is % tekens te lang. Maak hem korter; je tekst blijft hier staan."
"""The percent sign stands for a number."""
ASIDE: Final = "Wat je al getypt had, komt terug als deze vraag gesteld is."
STOPPED: Final = "Je hebt dit antwoord gestopt."
CUT_SHORT: Final = "Dit antwoord is niet afgekomen."
REFUSED: Final = (
    "Deze pagina is verouderd, of je bent uitgelogd. Je vraag staat nog in het veld. "
    "Kopieer hem, en laad de pagina opnieuw."
)
WITHOUT_HISTORY: Final = "Zoek zonder het gesprek"
MORE_BELOW: Final = "Hieronder staat meer"
NO_SCRIPTS: Final = (
    "Steunwijzer werkt alleen met JavaScript, en dat staat in je browser uit. Zet het aan en laad "
    "de pagina opnieuw, of vraag het aan je beheerder."
)

# Which sources are searched.
SEARCHES_ALL: Final = "Ik zoek in alle %a bronnen."
SEARCHES_SOME: Final = "Ik zoek alleen in %n van de %a bronnen: %t."
"""%n and %a stand for numbers, %t for titles."""
ALL_SOURCES: Final = "Zoek weer in alle bronnen"
CHOOSE_SOURCES: Final = "Kies bronnen"
CHOOSE_ABOUT: Final = (
    "Vink aan in welke bronnen ik zoek. Vink je niets aan, dan zoek ik in alle bronnen. "
    "Deze browser onthoudt je keuze."
)

# What this browser keeps of a conversation.
KEPT_HOURS: Final = 12
"""A working day, and the evening after it."""
KEPT_COUNT: Final = 8
"""So many conversations are kept at once, the newest."""
KEPT_TITLE: Final = "Bewaren in deze browser"
KEPT_ABOUT: Final = (
    f"Je gesprekken staan in deze browser tot {KEPT_HOURS} uur na je laatste vraag. Dan zie je ze "
    "terug als je de pagina opnieuw opent. Wie deze computer gebruikt, kan ze lezen. Namen en "
    "andere persoonsgegevens die Steunwijzer herkent, zijn eruit gehaald."
)
KEEP: Final = "Bewaar mijn gesprekken in deze browser"
WIPE: Final = "Wis wat bewaard is"
KEPT_ON: Final = "Je gesprekken worden in deze browser bewaard."
KEPT_OFF: Final = "Er wordt niets bewaard. Wat bewaard was, is gewist."
WIPED: Final = "Wat bewaard was, is gewist. Het gesprek op deze pagina zie je tot je die sluit."
NOT_STORED: Final = "Dit gesprek kan niet bewaard worden: deze browser heeft er geen plaats voor."
GO_ON: Final = "Verder met je gesprek van %t: %q"
"""%t stands for a time, and %q for the first question."""
