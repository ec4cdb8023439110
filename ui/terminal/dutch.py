"""Every Dutch text of the terminal, except the help of the commands."""

import re
from collections.abc import Sequence
from typing import Final

STOPPED: Final = "Afgebroken."
ENDED: Final = "Gestopt, omdat het systeem daarom vroeg."
STOPPED_INGEST: Final = (
    "Afgebroken. De index is niet veranderd; begin opnieuw met: steunwijzer ingest"
)
INGEST_UNCHANGED: Final = "Niets veranderd: de index past nog bij het corpus."
STAGES: Final = {
    "embed": "Teksten omzetten naar vectoren",
    "store": "Vectoren opslaan",
    "rehearse": "Vragen stellen, voor en na",
    "steunwijzer": "Vragen stellen aan Steunwijzer",
    "bm25": "Zoeken met alleen BM25",
    "dense": "Zoeken met alleen vectoren",
    "bm25_annotated": "Zoeken met BM25 en annotaties",
    "dense_annotated": "Zoeken met vectoren en annotaties",
    "unfitted": "Zoeken met beide, zonder gewichten",
    "common_default": "Zoeken met de gangbare standaard",
    "common_default_10": "Zoeken met de gangbare standaard, tien passages",
    "calibrate_judge": "Beoordelaar toetsen aan vaste oordelen",
    "judge": "Antwoorden laten beoordelen",
}
BATCH_WORKING: Final = "Vragen beantwoorden"
NOTHING_FOUND: Final = "Niets gevonden."
SERVER_STOPPED: Final = "Steunwijzer is gestopt."
ONE_WAY_TO_ASK: Final = "Geef één vraag, of een bestand met --batch en een uitvoer met --out."


def warning_line(text: str) -> str:
    """A notice behind an answer on the terminal."""
    return f"Let op. {text}"


def error_line(message: str) -> str:
    """An expected failure on the terminal."""
    return f"Fout: {message}"


def stage_begun(stage: str) -> str:
    """Said where no bar can be shown."""
    return f"{STAGES[stage]} …"


def ingest_first(address: str) -> str:
    """Said before the first index is made, which takes its time."""
    return (
        "Er is nog geen index van deze versie. Die wordt nu gemaakt. "
        f"Hoever dat is, zie je ook op {address}"
    )


def serving(address: str) -> str:
    """Said when the page really answers."""
    return f"Steunwijzer draait op {address} (stoppen: Ctrl-C)"


def ingest_done(sections: int, chunks: int, vectors: int, embedded: int, seconds: float) -> str:
    """What an ingest did."""
    return (
        f"Index klaar in {decimal(seconds, 1)} s: {count(sections, 'sectie', 'secties')}, "
        f"{count(chunks, 'passage', 'passages')}, {vectors} vectoren ({embedded} nieuw berekend)."
    )


def stale_annotations(sections: Sequence[str]) -> str:
    """Names annotations that are older than the text of their section."""
    listed = ", ".join(sections[:3]) + (" …" if sections[3:] else "")
    sources = dict.fromkeys(section.partition("/")[0] for section in sections)
    commands = [f"steunwijzer corpus accept {source}" for source in sources]
    return (
        f"{count(len(sections), 'annotatie is', 'annotaties zijn')} ouder dan de tekst: {listed}. "
        f"Lees ze na en draai: {' en '.join(commands)}."
    )


WITHOUT_LOST: Final = "Ga door zonder annotaties van passages die niet meer in de tekst staan."


def lost_line(section_id: str, quote: str) -> str:
    """An annotated passage that is not in the text any more, on a line of its own."""
    return f"{LOST_PASSAGE:<7} {section_id}: “{quote}”"


def accepted(source_id: str, told: Sequence[str], left: Sequence[str]) -> list[str]:
    """What was accepted of a text, and what was left as it is, each on a line of its own."""
    if not told and not left:
        return [f"Bij '{source_id}' is niets veranderd."]
    return [*(f"Aanvaard: {each}" for each in told), *(f"Niet aanvaard: {each}" for each in left)]


NEW_SECTION: Final = "nieuw"
CHANGED_SECTION: Final = "anders"
GONE_SECTION: Final = "weg"
LOST_PASSAGE: Final = "kwijt"
NO_SECTION_CHANGES: Final = "Geen sectie wordt anders."


def section_line(told: str, document: str, headings: Sequence[str]) -> str:
    """What becomes of a section, on a line of its own."""
    return f"{told:<7} {document}: {' › '.join(headings) or 'begin van de tekst'}"


def added(source_id: str) -> str:
    """A text that was added, and what to do now."""
    return (
        f"'{source_id}' staat in het corpus. Kijk met: steunwijzer preview. "
        "Neem het in gebruik met: steunwijzer ingest"
    )


def batch_done(answered: int, failed: int, broken: int, out: object) -> str:
    """What a batch did, also if it was cut short: what was answered is kept."""
    without = (
        f" {count(failed, 'vraag', 'vragen')} zonder antwoord, door een fout." if failed else ""
    )
    skipped = f" {count(broken, 'regel', 'regels')} overgeslagen." if broken else ""
    return f"{count(answered, 'vraag', 'vragen')} beantwoord in {out}.{without}{skipped}"


def model_replied(
    question: str, reply: str, seconds: float, asked_tokens: int, reply_tokens: int
) -> str:
    """What a chat model said to a question, and what that took."""
    took = (
        f"{decimal(seconds, 1)} s, ongeveer {asked_tokens} tokens gevraagd en {reply_tokens} "
        "geantwoord"
    )
    return f"Vraag: {question}\n{took}\n{reply.strip() or '(geen antwoord)'}"


def model_gives(sentences: Sequence[str], why: str) -> str:
    """What a reader would get of it."""
    if why:
        return f"Niet bruikbaar. {why}"
    if not sentences:
        return "De lezer krijgt: geen antwoord gevonden."
    return "\n".join(["De lezer krijgt:", *(f"  {' '.join(each.split())}" for each in sentences)])


def why_found(score: float, dense: float, lexical: float) -> str:
    """Why a passage was found, in words and in numbers between 0 and 1."""
    return (
        f"totaal {decimal(score, 2)} · betekenis {_strength(dense)} ({decimal(dense, 2)}) · "
        f"woorden {_strength(lexical)} ({decimal(lexical, 2)})"
    )


def decimal(number: float, digits: int) -> str:
    """A number as Dutch writes it."""
    return f"{number:.{digits}f}".replace(".", ",")


def count(number: int, one: str, more: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else more}"


def _strength(score: float) -> str:
    if score >= 2 / 3:
        return "sterk"
    return "matig" if score >= 1 / 3 else "zwak"


HELP_WORDS: Final = {
    "Usage:": "Gebruik:",
    "Options:": "Opties:",
    "Arguments:": "Argumenten:",
    "Commands:": "Opdrachten:",
    "Show this message and exit.": "Toon deze uitleg.",
    "Install completion for the current shell.": "Zet aanvullen met Tab aan voor deze shell.",
    "Show completion for the current shell, to copy it or customize the installation.": (
        "Toon het script voor aanvullen met Tab."
    ),
    "[default:": "[standaard:",
    "[required]": "[verplicht]",
    "<str>": "",
    "[OPTIONS]": "[OPTIES]",
    "COMMAND [ARGS]...": "OPDRACHT [ARGUMENTEN]...",
}
"""What Typer says in English in a help text, and how we say it."""

_USAGE_ERRORS: Final = (
    (r"No such option: (?P<name>\S+).*", r"De optie \g<name> bestaat niet."),
    (r"No such command (?P<name>'.*?').*", r"De opdracht \g<name> bestaat niet."),
    (r"Missing command\.", "Er ontbreekt een opdracht."),
    (r"Missing (?:argument|option|parameter) (?P<name>'.*?').*", r"\g<name> ontbreekt."),
    (r"Option (?P<name>'.*?') requires an argument\.", r"Achter \g<name> ontbreekt een waarde."),
    (r"Got unexpected extra argument\S* \((?P<name>.*)\)", r"Dit is te veel: \g<name>."),
    (
        r"Invalid value for '.*?': \S+ (?P<path>'.*') is not readable\.",
        r"\g<path> is niet te lezen: de rechten ontbreken.",
    ),
    (r"Invalid value for (?P<name>'.*?'): .*", r"De waarde van \g<name> klopt niet."),
    (r"Invalid value: (?P<name>.*)", r"\g<name>"),
)


def dutch_help(text: str) -> str:
    """A help text of Typer in Dutch; it may have broken English sentences over lines."""
    for english, dutch in HELP_WORDS.items():
        text = re.sub(re.escape(english).replace(r"\ ", r"\s+"), dutch, text)
    return text


def usage_error(message: str, command: str) -> str:
    """Typer's English complaint about the command line, in Dutch where we know it."""
    for pattern, dutch in _USAGE_ERRORS:
        message = re.sub(f"^{pattern}$", dutch, message, count=1, flags=re.DOTALL)
    return f"{message} Zie: {command} --help"


def port_taken(host: str, port: int) -> tuple[str, str]:
    """What is wrong with the port and what to do."""
    return (
        f"Poort {port} op {host} is al in gebruik.",
        f"Stop het andere programma of kies een andere poort, bijvoorbeeld: --port {port + 1}",
    )


def address_unusable(host: str, port: int) -> tuple[str, str]:
    """What is wrong with the address and what to do."""
    return (
        f"Op {host}, poort {port}, kan Steunwijzer niet luisteren.",
        "Kies een ander adres met --host of een poort boven 1023 met --port.",
    )


def file_unreadable(path: object) -> tuple[str, str]:
    """What is wrong with a questions file and what to do."""
    return (f"Het bestand {path} kan niet worden gelezen.", "Controleer naam en rechten.")


def output_unwritable(reason: str) -> tuple[str, str]:
    """What is wrong with standard output and what to do."""
    return (
        f"Naar de uitvoer kan niet worden geschreven: {reason}.",
        "Stuur de uitvoer ergens anders heen, of maak ruimte vrij.",
    )


def not_utf8(path: object) -> tuple[str, str]:
    """What is wrong with a questions file of another encoding and what to do."""
    return (f"Het bestand {path} is geen UTF-8.", "Sla het bestand op als UTF-8.")


def file_unwritable(path: object) -> tuple[str, str]:
    """What is wrong with an answers file and what to do."""
    return (
        f"Naar {path} kan niet worden geschreven.",
        "Kies met --out een ander bestand, of maak ruimte vrij.",
    )


def same_file(path: object) -> tuple[str, str]:
    """Refuses to overwrite the questions with the answers."""
    return (f"{path} bevat de vragen zelf.", "Kies met --out een ander bestand.")


def broken_line(path: object, number: int, reason: str) -> str:
    """A line of a questions file that cannot be used."""
    return f"{path}, regel {number}: {reason}; overgeslagen."


def failed_line(path: object, number: int, reason: str) -> str:
    """A line of a questions file of which the answer failed; said once for each reason."""
    return f"{path}, regel {number}: geen antwoord. {reason}"
