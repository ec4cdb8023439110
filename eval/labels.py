"""What a report calls things, in plain Dutch; measures keep the names of the field."""

from datetime import datetime
from typing import Final

from eval.benchmark import QuestionKind, Split, Wording
from eval.statistics import Estimate
from eval.twins import Distance

MEASURES: Final = {
    "nDCG@10": ("nDCG@10", "staan de goede secties bovenaan?"),
    "R@1": ("R@1", "deel van de goede secties op plaats 1"),
    "R@5": ("R@5", "deel van de goede secties bij de eerste vijf"),
    "R@10": ("R@10", "deel van de goede secties bij de eerste tien"),
    "MRR": ("MRR", "1 gedeeld door de plaats van de eerste goede sectie"),
    "coverage@5": ("coverage@5", "deel van de goede citaten in de eerste vijf passages"),
    "answered": ("beantwoord", "deel van de vragen mét antwoord in de bronnen dat er een kreeg"),
    "false_abstention": ("onterecht geweigerd", "het deel dat er geen kreeg; lager is beter"),
    "denied": (
        "ten onrechte ontkend",
        "het deel zonder 'misschien staat het hier'; lager is beter",
    ),
    "refused": ("geweigerd", "deel van de vragen zónder antwoord dat terecht is geweigerd"),
    "corrected": (
        "aanname rechtgezet",
        "deel van de onjuiste aannames waarbij te lezen is wat er wel staat",
    ),
    "answers_right": (
        "terecht beantwoord",
        "deel van de gegeven antwoorden op vragen die er een hebben; niet of het antwoord klopt",
    ),
    "citation_precision": ("precisie citaten", "deel van de citaten dat een goed citaat raakt"),
    "citation_recall": ("recall citaten", "deel van de goede citaten dat is geciteerd"),
    "citation_hit": ("raak", "deel van de vragen met minstens één goed citaat"),
    "citation_hit_answered": ("raak, van de beantwoorde", "hetzelfde, zonder geweigerde vragen"),
    "essentials": ("kern verteld", "deel van wat niet mag ontbreken dat de lezer te zien krijgt"),
    "complete": ("kern compleet", "deel van de vragen waarbij niets daarvan ontbreekt"),
    "on_point": ("ter zake", "deel van de getoonde woorden dat antwoord geeft"),
    "in_context": ("in de alinea", "deel van de getoonde woorden in de alinea van het antwoord"),
    "first_on_point": ("begint goed", "deel van de vragen waarbij de eerste zin antwoord geeft"),
    "words": ("woorden", "hoeveel woorden er te lezen zijn; lager is beter"),
    "masked": ("afgeschermd", "deel van de vragen waarvan geen persoonsgegeven terugkomt"),
    "from_named": ("uit de genoemde bron", "deel van de antwoorden uit alleen die richtlijn"),
    "exact_quotes": ("letterlijk", "deel van de citaten dat letterlijk in de bron staat"),
    "cited_sentences": ("met bron", "deel van de zinnen met een bron"),
    "lists_whole": ("hele lijsten", "deel van de lijsten in een antwoord dat er helemaal staat"),
    "from_history": (
        "uit het gesprek",
        "deel van de vervolgvragen die los niet te vinden zijn, dat met het gesprek erbij wel",
    ),
    "notices": ("meldingen", "deel van de nodige meldingen dat is gegeven"),
    "apt": (
        "over zichzelf",
        "deel van het gepraat en de vragen over de assistent met antwoord daarop",
    ),
    "danger_false_alarm": ("vals alarm", "deel van de andere vragen met een melding van gevaar"),
    "unchanged": ("vormvast", "deel van de vormen waarin de uitkomst gelijk blijft"),
    "unchanged_no_mark": ("zonder vraagteken", "deel waarvan de uitkomst zo gelijk blijft"),
    "unchanged_lower": ("zonder hoofdletters", "deel waarvan de uitkomst zo gelijk blijft"),
    "unchanged_capitals": ("in hoofdletters", "deel waarvan de uitkomst zo gelijk blijft"),
    "unchanged_greeted": ("met groet en dank", "deel waarvan de uitkomst zo gelijk blijft"),
    "unchanged_mistyped": ("met tikfouten", "deel waarvan de uitkomst zo gelijk blijft"),
    "unchanged_keywords": ("als losse woorden", "deel waarvan de uitkomst zo gelijk blijft"),
    "faithful": ("trouw (beoordelaar)", "deel van de antwoorden dat de bron trouw is"),
    "helpful": ("nuttig (beoordelaar)", "hoe goed het antwoord helpt, van 0 tot 1"),
}
"""Name and explanation of each measure."""
GROUPS: Final = {
    "all": "Alle vragen",
    Distance.NEAREST: "Het derde deel dat het meest op oefenvragen lijkt",
    Distance.MIDDLE: "Het derde deel daartussen",
    Distance.FARTHEST: "Het derde deel dat het minst op oefenvragen lijkt",
    "no_twins": "Zonder vragen die op een oefenvraag lijken als een tweeling",
    Wording.OTHER: "In andere woorden dan de bron",
    Wording.OWN: "In woorden van de bron",
    QuestionKind.FACT: "Feit",
    QuestionKind.DEFINITION: "Begrip",
    QuestionKind.HOW_TO: "Hoe doe ik dat",
    QuestionKind.DILEMMA: "Dilemma uit de praktijk",
    QuestionKind.COMPARISON: "Vergelijking",
    QuestionKind.GUIDELINE: "Welke richtlijn",
    QuestionKind.SYNTHESIS: "Uit meer secties",
    QuestionKind.KEYWORDS: "Losse zoekwoorden",
    QuestionKind.SPOKEN: "Spreektaal en tikfouten",
    QuestionKind.ENGLISH: "Engels",
    QuestionKind.FOLLOW_UP: "Vervolgvraag",
    QuestionKind.SENSITIVE: "Gevoelig, geen gevaar",
    QuestionKind.FAR_OFF: "Ver weg, geen antwoord",
    QuestionKind.NEAR_MISS: "Dichtbij, geen antwoord",
    QuestionKind.FALSE_PREMISE: "Gaat uit van iets onjuists",
    QuestionKind.DANGER: "Acuut gevaar",
    QuestionKind.PERSONAL_DATA: "Gegevens van een cliënt",
    QuestionKind.DECISION: "Vraagt om een besluit",
    QuestionKind.CALM: "Klinkt als gevaar, is het niet",
    QuestionKind.NAMED_GUIDELINE: "Noemt een richtlijn",
    QuestionKind.ENUMERATION: "Vraagt om alles wat er is",
    QuestionKind.POLARITY: "Vraagt naar risico of nadeel",
    QuestionKind.VIGNETTE: "Casus",
    QuestionKind.SMALL_TALK: "Praatje",
    QuestionKind.ABOUT_ASSISTANT: "Over de assistent",
    QuestionKind.OWN: "Eigen vraag",
}
SYSTEMS: Final = {
    "bm25": "Alleen BM25",
    "dense": "Alleen vectoren",
    "bm25_annotated": "BM25 met annotaties",
    "dense_annotated": "Vectoren met annotaties",
    "unfitted": "Beide met annotaties, zonder gewichten",
    "common_default": "Gangbare standaard",
    "common_default_10": "Gangbare standaard, tien passages",
    "steunwijzer": "Steunwijzer",
}
SPLITS: Final = {
    Split.TEST: "de toetsvragen (test)",
    Split.DEV: "de ontwikkelvragen (dev)",
    Split.SEALED: "de verzegelde vragen (sealed)",
    "all": "alle vragen",
}
RANKS: Final = ("1", "2", "3", "4", "5", "6-10", "> 10", "niet")


def decimal(number: float, digits: int = 2) -> str:
    """A number as Dutch writes it."""
    return f"{number:.{digits}f}".replace(".", ",")


def with_interval(estimate: Estimate) -> str:
    """A mean with its interval."""
    return f"{decimal(estimate.mean)} [{decimal(estimate.low)}; {decimal(estimate.high)}]"


def moment(created: str) -> str:
    """When a run was made, on two short lines: day and month, hours and minutes."""
    return f"{datetime.fromisoformat(created):%d-%m\n%H:%M}"
