"""Every Dutch text of the terminal on measuring."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from ui.terminal.dutch import decimal

FIGURES: Final = {
    "ingest_first": "Index maken vanaf niets",
    "ingest_unchanged": "Index maken, niets veranderd",
    "ask_cold": "Opdracht ask",
    "serve_start": "Start van de chatpagina",
    "serve_memory": "Geheugen van de chatpagina",
    "answer_idle": "Vraag tot antwoord",
    "answer_long": "CPU van 4.000 tekens, t.o.v. 200",
    "answer_busy": "Idem, alle kernen bezet",
}
SPEED_COLUMNS: Final = ("Meting", "p50", "p95", "keer", "")
SPEED_REACHED: Final = {True: "gehaald", False: "NIET gehaald"}
EVAL_HELP: Final = "Meet hoe goed en hoe snel Steunwijzer is, en of een wijziging helpt."
ASKING: Final = "Vragen stellen"
BENCHMARK_COLUMNS: Final = ("Soort vraag", "vragen")
DIFFERENCE_COLUMNS: Final = (
    "Maat",
    "A",
    "B",
    "verschil",
    "95%-interval",
    "p",
    "aantoonbaar",
    "vragen",
    "",
)
DIFFERENCES_READ: Final = (
    "p: kans op zo'n verschil door toeval, gecorrigeerd voor de maten naast elkaar (Holm). "
    "Aantoonbaar: zo groot moest een verschil zijn om hier vier van de vijf keer op te vallen. "
    "Eén soort vraag met een verschil kan toeval zijn: er zijn veel soorten."
)
SAME: Final = "geen verschil aangetoond"
HIGHER: Final = "hoger"
LOWER: Final = "lager"
RATE: Final = "g(oed), e(rnaast), f(out) of s(toppen)?"
RATE_AGAIN: Final = "Typ g, e, f of s."
STOP_RATING: Final = ("s", "stop", "stoppen")
NOTHING_TO_RATE: Final = "In deze meting is geen enkel antwoord om over te oordelen."


def rated(done: int, total: int, path: object) -> str:
    """How far a rater is."""
    return f"{done} van de {total} zinnen beoordeeld: {path}"


def said_by(rater: str, ratings: Sequence[str]) -> str:
    """How often a rater gave which rating."""
    counts = Counter(ratings)
    parts = ", ".join(f"{counts[each]} {each}" for each in sorted(counts))
    return f"{rater}: {parts or 'nog geen oordeel'}"


def raters_agree(raters: Sequence[str], count: int, share: float, kappa: float | None) -> str:
    """How far two raters agree."""
    who = " en ".join(raters)
    if not count:
        return f"{who}: nog geen zin waarover beiden oordeelden"
    told = "niet te zeggen" if kappa is None else decimal(kappa, 2)
    return f"{who}: eens over {decimal(100 * share, 0)}% van {count} zinnen (kappa {told})"


def gold_written(count: int, path: object) -> str:
    """How many questions got gold."""
    return f"{count} {'vraag' if count == 1 else 'vragen'} met wat ieder goed vond: {path}"


def report_in(path: object) -> str:
    """Where the report of a measurement is."""
    return f"Verslag: {path}"


def not_a_bar(option: str) -> str:
    """Refuses what is not a measure with a number."""
    return f"'{option}' is geen MAAT=WAARDE, zoals R@5=0.8."


def unknown_measure(name: str, known: Iterable[str]) -> tuple[str, str]:
    """Refuses a bar for what was not measured."""
    return f"De maat '{name}' is hier niet gemeten.", f"Kies uit: {', '.join(known)}."


def fell_short(name: str, bar: float, value: float) -> str:
    """A bar that was not reached."""
    return f"Niet gehaald: {name} is {decimal(value, 3)}, gevraagd was {decimal(bar, 3)}."


def judge_agrees(faithful: float, helpful: float) -> str:
    """How far the judge can be trusted."""
    return (
        f"Beoordelaar en vaste oordelen: kappa {decimal(faithful, 2)} voor trouw, "
        f"{decimal(helpful, 2)} voor nut."
    )


def data_set_size(queries: int, documents: int) -> str:
    """What a data set holds."""
    return f"{queries} vragen, {documents} documenten"


def bench_working(name: str) -> str:
    """Said while a figure is measured."""
    return f"Meten: {FIGURES[name]}"


def measured(number: float, unit: str, bar: float | None) -> str:
    """A measured value, with what it must stay under if there is such a bar."""
    value = f"{decimal(number, 0 if unit == 'MB' else 1)} {unit}"
    return value if bar is None else f"{value} (< {decimal(bar, 0)})"
