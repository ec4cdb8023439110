"""The Dutch texts of the pages for maintainers and evaluators that are not in their templates."""

from collections.abc import Sequence
from typing import Final

PLACES: Final = {"/": "Vragen", "/beheer": "Beheer", "/meten": "Meten"}
"""The pages of the product, by their paths."""
PLACES_LABEL: Final = "Pagina's"
TO_MAINTAIN: Final = "Teksten beheren"
TO_ANNOTATE: Final = "Zeggen welke passage een vraag beantwoordt"

BUSY: Final = (
    "Er is al werk bezig.",
    "Wacht tot het klaar is, of stop het.",
)
READING: Final = (
    "Er worden al andere bestanden gelezen.",
    "Wacht een paar minuten en kies je bestand dan opnieuw.",
)
OTHER_WORK: Final = (
    "Het werk dat nu bezig is, hoort bij een andere pagina.",
    "Stop het op die pagina, of wacht tot het klaar is.",
)
JOB_FAILED_SEE: Final = (
    "Het is niet gelukt. Wat er misging, staat in het venster waarin Steunwijzer is gestart."
)
JOBS: Final = {
    "publish": "De teksten worden in gebruik genomen",
    "rehearse": "De nieuwe teksten worden uitgeprobeerd",
    "measure": "Er wordt gemeten",
}
"""What work is called while it goes on; the keys are values of jobs.JobKind."""
JOBS_DONE: Final = {
    "publish": "De teksten zijn in gebruik. Nieuwe vragen krijgen er antwoord uit.",
    "rehearse": "Het uitproberen is klaar. Er is nog niets in gebruik genomen.",
    "measure": "De meting is klaar.",
}
JOBS_STOPPED: Final = {
    "publish": "Het is gestopt. De vorige teksten zijn nog in gebruik.",
    "rehearse": "Het uitproberen is gestopt. Er is niets veranderd.",
    "measure": "De meting is gestopt. Er is geen verslag gemaakt.",
}
STAGES: Final = {
    "embed": "De teksten worden gelezen.",
    "store": "Wat gelezen is, wordt bewaard.",
    "rehearse": "De vragen worden gesteld, aan de teksten van nu en aan die van straks.",
    "steunwijzer": "Steunwijzer krijgt de vragen.",
    "bm25": "Ter vergelijking: zoeken op losse woorden.",
    "dense": "Ter vergelijking: zoeken op betekenis.",
    "bm25_annotated": "Ter vergelijking: losse woorden, met annotaties.",
    "dense_annotated": "Ter vergelijking: betekenis, met annotaties.",
    "unfitted": "Ter vergelijking: beide, zonder gewichten.",
    "common_default": "Ter vergelijking: de gangbare manier van zoeken.",
    "common_default_10": "Ter vergelijking: de gangbare manier, met tien passages.",
    "calibrate_judge": "De beoordelaar wordt getoetst.",
    "judge": "De antwoorden worden beoordeeld.",
}
STAGE_BEGIN: Final = "Het begint."
STANDINGS: Final = {
    "current": "geldt",
    "in_revision": "wordt herzien",
    "superseded": "geldt niet meer",
    "index": "is een overzicht",
}
"""Whether a publication still counts; the keys are values of document.Standing."""
KINDS: Final = {"body": "", "box": "kader", "quote": "citaat", "summary": "samenvatting"}
"""What a section is, beside its heading; the keys are values of document.Kind."""
FATES: Final = {
    "changed": "Veranderd",
    "new": "Nieuw",
    "moved": "Verplaatst of anders genoemd",
    "gone": "Weg",
}
"""What becomes of a section; the keys are values of difference.Fate."""
OTHER_PLACE: Final = "De woorden zijn gelijk. De bladzijde of het soort tekst is anders."
OUTCOMES: Final = {
    "answered": "antwoord",
    "perhaps": "misschien",
    "not_found": "niet gevonden",
    "itself": "over de assistent",
}
"""How an answer ends, before and after; the keys are values of answer.Outcome."""
NO_INDEX: Final = (
    "Wat toen in gebruik was, is niet bewaard.",
    "Kies een andere datum bij Beheer.",
)
SETS: Final = {
    "dev": "Ontwikkelvragen, om van te leren (dev)",
    "test": "Toetsvragen, om te zien of het klopt (test)",
    "all": "Beide",
}
RATINGS: Final = {
    "goed": "Goed: dit is een antwoord",
    "ernaast": "Ernaast: het klopt, maar is geen antwoord",
    "fout": "Fout: het klopt niet",
}
"""What a rater can say; the keys are values of ratings.Rating."""

NOT_SURE: Final = (
    "Er is niets veranderd: je hebt niet aangekruist dat je het zeker weet.",
    "Ga terug en kruis dat aan.",
)
REINSTATED: Final = (
    "Deze bron geldt weer. Neem de teksten in gebruik, dan zien lezers de waarschuwing niet meer."
)
NO_DRAFT: Final = ("Dit voorstel is er niet meer.", "Kies een ander bij Voorstellen.")
DRAFT_CHANGED: Final = (
    "Dit voorstel is intussen veranderd. Er is niets bewaard.",
    "Laad de pagina opnieuw en kijk het nog eens na.",
)
NO_PASSAGE_KEPT: Final = (
    "Er is geen passage over.",
    "Houd er een, of gooi het hele voorstel weg.",
)
NO_PLAIN: Final = (
    "Schrijf in gewone woorden wat er staat.",
    "Vul elk veld “In gewone woorden” in.",
)
SAVED: Final = "De tekst is bewaard. Hij telt mee als je hem aanvaardt en daarna in gebruik neemt."
ADDED: Final = "Het bestand is gelezen. Kijk na wat ervan gemaakt is. Niemand ziet het nog."
STOPPED: Final = "Gestopt."
NO_SUCH_SENTENCE: Final = (
    "Deze zin staat niet in de meting.",
    "Ga terug naar de meting en begin opnieuw.",
)
OLD_FORM: Final = (
    "Deze pagina was te oud om te versturen. Er is niets veranderd.",
    "Ga terug, laad de pagina opnieuw en probeer het nog eens.",
)
_NO_FORM: Final = "Dit formulier is niet te lezen. Ga terug, laad de pagina opnieuw en probeer het."
FORM_REFUSED: Final = {
    400: _NO_FORM,
    408: "Het versturen duurde te lang. Ga terug en probeer het opnieuw.",
    413: "Dit is te groot om te versturen. Een bestand mag 200 MB zijn. Kies een kleiner bestand.",
    415: _NO_FORM,
}
"""What is said of a form that is not taken in; the keys are HTTP statuses."""
PAGE_FAILED: Final = (
    "Er ging iets mis in Steunwijzer. Ga terug en probeer het nog een keer. "
    "Blijft het misgaan? Meld het dan bij je beheerder."
)
NO_PASSAGE: Final = (
    "Deze passage staat niet meer zo in de teksten van Beheer.",
    "Neem de teksten in gebruik, zoek dan opnieuw en kies een passage.",
)
QUESTION_GONE: Final = ("Deze vraag is er niet meer.", "Kies er een uit de lijst.")
QUESTION_ADDED: Final = (
    "De vraag staat nu in dit voorstel. Klopt het? Aanvaard het dan. "
    "De vraag staat ook bij Meten, in de eigen lijst vragen-van-lezers."
)
UPLOAD_GONE: Final = (
    "Dit bestand is er niet meer: Steunwijzer is opnieuw gestart, of er kwamen andere na.",
    "Kies het bestand opnieuw bij Beheer.",
)
NO_FILE: Final = ("Er is geen bestand gekozen.", "Kies een bestand en probeer het opnieuw.")
NO_TITLE: Final = (
    "Vul de titel en de uitgever in.",
    "Ze staan bij elk antwoord dat uit deze tekst komt.",
)
A_YEAR: Final = ("Het jaar is geen jaar.", "Schrijf het zoals 2021, of laat het leeg.")
A_STANDING: Final = ("Zeg of deze uitgave nog geldt.", "Kies een van de drie antwoorden.")
NO_RATER: Final = ("Vul in wie er oordeelt.", "Een voornaam is genoeg.")
NEEDS_TERMS: Final = (
    "In het bestand staat dat de tekst niet zomaar overgenomen mag worden.",
    "Vraag toestemming, en schrijf bij “Wat mag ermee” wat is afgesproken.",
)


def stage_line(stage: str, done: int, total: int) -> str:
    """How far work is."""
    told = STAGES.get(stage, STAGE_BEGIN)
    return f"{told} {done} van {total}." if total else told


def pending(sections: int, notes: int, sources: int, apart: Sequence[str]) -> str:
    """How much differs from what is in use; empty if nothing does."""
    parts = [
        _count(sections, "sectie", "secties"),
        _count(notes, "sectie met andere annotaties", "secties met andere annotaties"),
        _count(sources, "bron met andere gegevens", "bronnen met andere gegevens"),
        *apart,
    ]
    told = [each for each in parts if each]
    if not told:
        return ""
    *first, last = told
    listed = f"{', '.join(first)} en {last}" if first else last
    return f"Anders dan wat nu in gebruik is: {listed}."


def too_long(most: int) -> tuple[str, str]:
    """Refuses a note or a reason."""
    return (f"Dit is langer dan {most} tekens.", "Maak het korter.")


def rolled_back(created: str) -> str:
    """What is in use again."""
    return f"De teksten van {created} zijn weer in gebruik."


def accepted(count: int) -> str:
    """What was accepted."""
    what = "1 ding is" if count == 1 else f"{count} dingen zijn"
    return f"{what} aanvaard. Neem de teksten in gebruik, dan tellen ze mee."


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}" if number else ""


def superseded(title: str) -> str:
    """What was said of a source."""
    return f"Nu vervangen door “{title}”. Neem de teksten in gebruik, dan zien lezers dat."


def removed(title: str, *, had_text: bool) -> str:
    """What was taken out, and when that counts."""
    if not had_text:
        return f"“{title}” is weg."
    return f"“{title}” is weg. Er wordt nog uit geantwoord tot je de teksten in gebruik neemt."


def no_question_at(number: int) -> tuple[str, str]:
    """Refuses a passage without questions."""
    return (f"Passage {number} heeft geen vraag.", "Schrijf er een, of houd de passage niet.")


def draft_accepted(heading: str) -> str:
    """What became of a draft."""
    return f"Aanvaard: {heading}."


def draft_thrown_away(heading: str) -> str:
    """What became of a draft."""
    return f"Weggegooid: {heading}."


def no_report(name: str) -> tuple[str, str]:
    """Refuses a report that is not there."""
    return (f"Er is geen meting “{name}”.", "Kies er een bij Meten.")


def no_report_file(name: str) -> tuple[str, str]:
    """Refuses a file that is not part of a report."""
    return (f"Bij deze meting hoort geen bestand “{name}”.", "Kies er een bij de meting.")


def no_set(name: str) -> tuple[str, str]:
    """Refuses a set of questions that is not there."""
    return (f"Er is geen vragenlijst “{name}”.", "Kies er een uit de lijst.")


def no_set_name(name: str) -> tuple[str, str]:
    """Refuses a file that would not be known for a table."""
    return (
        f"“{name}” is geen naam voor een vragenlijst.",
        "Gebruik letters, cijfers en streepjes, niet te veel, en laat de naam eindigen op .xlsx "
        "of .csv.",
    )


def set_unkept(name: str, reason: str) -> tuple[str, str]:
    """Says that a set could not be kept."""
    return (f"“{name}” is niet bewaard: {reason}.", "Maak ruimte, en probeer het opnieuw.")


def no_question(place: str) -> tuple[str, str]:
    """Refuses a question that a report does not have."""
    return (f"In deze meting is geen vraag {place}.", "Kies er een uit de lijst.")


def set_kept(name: str) -> str:
    """What was kept."""
    return f"De vragenlijst {name} is bewaard. Kies hem hieronder om ermee te meten."


MISSING_TITLE: Final = "Deze pagina is er niet"
MISSING: Final = (
    "Op dit adres staat niets. Klopt het adres? Misschien is de pagina verplaatst of weggehaald."
)
TO_START: Final = "Naar de pagina waar je vragen stelt"
