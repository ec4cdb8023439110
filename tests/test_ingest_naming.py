"""Which sources a question names, on a register of guidelines and two documents made by hand."""

from dataclasses import replace

import pytest
from index_fakes import section, source

from ingest.corpus.publications import Publications
from ingest.index.naming import NOTHING_NAMED, Named, Naming
from ingest.text.document import Kind, Section, Source
from ingest.text.words import stem, words

PUBLICATIONS = Publications((("handreiking", "de"), ("richtlijn", "de")), "richtlijn")
REGISTER = {
    "pleegzorg": ("Pleegzorg", "Richtlijn pleegzorg"),
    "scheiding": ("Scheiding", "Richtlijn Scheiding en problemen van jeugdigen"),
    "kopp": ("Kinderen van ouders met psychische problemen", "KOPP/KOV", "KOPP", "KVO"),
    "gmcp": ("Gezinnen met meervoudige en complexe problemen", "GMCP"),
    "mishandeling": ("Kindermishandeling", "Richtlijn Kindermishandeling"),
    "jgz-mishandeling": ("JGZ-richtlijn Kindermishandeling", "JGZ"),
    "jgz-opvoeden": ("JGZ-richtlijn Opvoedingsondersteuning", "JGZ"),
}
BODY = section("inleiding", "Een JIM helpt bij pleegzorg en scheiding.", document="steun")
SECTIONS = [
    BODY,
    *(
        replace(section(name, f"Wat {name} zegt.", document="steun"), kind=Kind.SUMMARY, voice=name)
        for name in REGISTER
    ),
    section("logeren", "Een kind logeert.", document="logeren"),
    section("maatje", "Een maatje komt langs.", document="maatje"),
    section("thuis", "Sterk is wie hulp vraagt.", document="thuis"),
    section("slapen", "Een kind slaapt.", document="slapen"),
    section("crisis", "Een kind wordt geplaatst.", document="crisis"),
    section("gids", "Wie leest dit?", document="gids"),
]
SOURCES = [
    replace(source("steun"), title="Handreiking steun"),
    *(replace(source(name), title=own[0], names=own[1:]) for name, own in REGISTER.items()),
    replace(source("logeren"), title="Protocol veilig logeren"),
    replace(source("maatje"), title="Buurtmaatje: er zijn voor een jongere die zich alleen voelt"),
    replace(source("thuis"), title="Leidraad Sterk thuis – werken met ouders die moeilijk leren"),
    replace(source("slapen"), title="JGZ-richtlijn: Slapen van jonge kinderen"),
    replace(source("crisis"), title="Jeugdzorg - Richtlijn plaatsing in crisis"),
    replace(source("gids"), title="Ouderwijs (voor wie opvoedt)"),
    replace(source("leeg"), title="Richtlijn Zonder tekst"),
]
KNOWN = {stem(word) for each in SECTIONS for word in words(each.text)}


def naming(sections: list[Section] = SECTIONS, sources: list[Source] = SOURCES) -> Naming:
    return Naming(sources, sections, PUBLICATIONS, lambda word: stem(word) in KNOWN)


def named(question: str) -> Named:
    return naming().named(question)


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("Wat zegt de richtlijn Pleegzorg over familie?", ("pleegzorg",)),
        ("wat zegt de richtlijn pleegzorg over kindermishandeling", ("pleegzorg",)),
        ("Wij screenen een tante. Wat vraagt de pleegzorgrichtlijn?", ("pleegzorg",)),
        ("rl scheiding opa en oma", ("scheiding",)),
        ("noemt de scheidingsrichtlijn iets over opa's", ("scheiding",)),
        ("wat zegt de richtljin scheidng over opa", ("scheiding",)),
        ("Wat raadt KOPP/KOV aan?", ("kopp",)),
        ("richtlijn KOPP/KVO vertrouwenspersoon", ("kopp",)),
        ("de richtlijn over kinderen van ouders met psychische problemen", ("kopp",)),
        ("Geeft GMCP daar een oplossing voor?", ("gmcp",)),
        ("richtlijn over gezinnen met meervoudige problemen", ("gmcp",)),
        ("Volgens pleegzorg, wie screen je?", ("pleegzorg",)),
        ("richtlijn kindermishandeling familiekaart", ("mishandeling",)),
        ("de JGZ-richtlijn Kindermishandeling over ringen", ("jgz-mishandeling",)),
        ("JGZ opvoedingsondersteuning: bij wie eerst", ("jgz-opvoeden",)),
        ("Welke JGZ-richtlijnen noemen steun?", ("jgz-mishandeling", "jgz-opvoeden")),
        (
            "verschil tussen de richtlijnen Pleegzorg, Scheiding en KOPP",
            ("pleegzorg", "scheiding", "kopp"),
        ),
        ("Wat zegt het protocol over slapen?", ("logeren",)),
        ("staat er in de handreiking iets over opa", ("steun",)),
        ("Staat er in de folder Buurtmaatje wat ik terugkrijg?", ("maatje",)),
        ("brochure buurtmaatje, hoe oud moet ik zijn", ("maatje",)),
        ("Zegt Sterk thuis iets over de caseload?", ("thuis",)),
        ("hoe vaak ga je langs volgens de leidraad Sterk Thuis", ("thuis",)),
        ("de leidraad over werken met ouders die moeilijk leren", ("thuis",)),
        ("wat zegt de folder Ouderwijs over straf", ("gids",)),
        ("Volgens Ouderwijs, wat doe je dan?", ("gids",)),
        ("wat zegt de richtlijn jeugdzorg over oma", ("crisis",)),
    ],
)
def test_sources_are_known_by_all_their_names(question: str, ids: tuple[str, ...]) -> None:
    assert named(question).sources == ids


@pytest.mark.parametrize(
    "question",
    [
        "Wat is pleegzorg?",
        "Hoe help ik KOPP-kinderen?",
        "Welke richtlijn gaat over opa?",
        "Volgens welke richtlijn moet ik werken?",
        "Noemt de richtlijn JIM?",
        "Wij schrijven een protocol voor pleegzorg",
        "Kan een kind na de scheiding bij oma wonen?",
        "Mag een buurtmaatje mee naar de huisarts?",
        "Hoe sta je sterk thuis?",
        "Staat er in de folder iets over opa?",
        "Is een buurtmaatje standaard welkom?",
        "Is er een regeling voor een buurtmaatje?",
        "Wij schrijven een protocol voor een buurtmaatje",
        "Welke richtlijn gebruik je in de jeugdzorg?",
    ],
)
def test_a_subject_is_no_name(question: str) -> None:
    assert named(question) == NOTHING_NAMED


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Wat zegt de richtlijn ADHD over school?", ("richtlijn ADHD",)),
        ("ADHD-richtlijn en school", ("richtlijn ADHD",)),
        ("wat zegt de JGZ-richtlijn Taalontwikkeling", ("richtlijn Taalontwikkeling",)),
    ],
)
def test_what_the_corpus_does_not_have_is_elsewhere(question: str, names: tuple[str, ...]) -> None:
    found = named(question)
    assert (found.sources, found.sections, found.elsewhere) == ((), frozenset(), names)


def test_one_that_is_here_and_one_that_is_not() -> None:
    found = named("Verschilt de richtlijn ADHD van de richtlijn Pleegzorg?")
    assert (found.sources, found.elsewhere) == (("pleegzorg",), ("richtlijn ADHD",))


def test_of_a_summarised_source_its_summaries_are_meant() -> None:
    assert named("richtlijn pleegzorg").sections == {"steun/pleegzorg"}


def test_of_a_document_all_its_sections_are_meant() -> None:
    assert named("protocol veilig logeren").sections == {"logeren/logeren"}
    assert BODY.id in named("wat zegt de handreiking steun").sections


def test_a_source_without_a_text_is_not_here() -> None:
    assert named("Wat zegt de richtlijn Zonder tekst?").sources == ()


def test_the_rest_is_what_is_asked_of_it() -> None:
    assert named("Wat zegt de richtlijn Pleegzorg over opa?").rest == "Wat de over opa"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Staat er in de folder Buurtmaatje hoe lang ik me vastleg?", "hoe lang ik me vastleg"),
        ("Zegt Sterk thuis iets over hoeveel gezinnen je hebt?", "hoeveel gezinnen je hebt"),
        ("Staat er in de folder Buurtmaatje of er een regeling is?", "of er een regeling is"),
        ("Volgens Sterk thuis, hoe vaak ga je langs?", "hoe vaak ga je langs"),
        ("hoe vaak ga je langs volgens de leidraad Sterk Thuis", "hoe vaak ga je langs"),
        ("Wat zegt het protocol over slapen bij oma?", "slapen bij oma"),
        ("Mag een kind dat iets zegt mee, volgens het protocol veilig logeren?",
         "Mag een kind dat iets zegt mee"),
    ],
)  # fmt: skip
def test_what_is_asked_of_a_source_is_without_what_says_of_which(question: str, asked: str) -> None:
    found = named(question)
    assert found.sources
    assert found.asked == asked


def test_where_nothing_is_named_nothing_is_asked_of_it() -> None:
    assert named("Staat er iets over oma?").asked == ""


def test_a_long_name_bears_more_typing_errors_than_a_short_one() -> None:
    assert named("jgz richtlijn opvoedinsondrsteuning").sources == ("jgz-opvoeden",)
    assert named("richtlijn schiding").sources == ("scheiding",)
    assert named("richtlijn scidin").sources == ()
