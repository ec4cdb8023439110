"""Personal data is masked; what the corpus names and ordinary words are left alone."""

import importlib.util
import logging
import re
import shutil
import sys
import time
import warnings
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.guard.deduced import Deduced
from assistant.guard.identifiers import PersonalSpan
from assistant.guard.privacy import Masked, PersonalKind, Privacy

CORPUS = Path(__file__).parent.parent / "corpus"
KNOWN = (
    "Wat hoogleraar pedagogiek Micha de Winter de pedagogische civil society noemt.",
    "Netwerkcirkel van Lensink. De netwerkcirkel brengt de contacten van de cliënt in kaart.",
    "Saad (20). Saad (20): “Mijn moeder zat in de gevangenis. Met mijn JIM is dat doorbroken.”",
    "Lam, E. & Ligtermoet, I. (2018) Informele steun. Jansen, P. (2019) Samen opvoeden.",
    "Vrijwilligers van Home Start. Buurtgezinnen. Villa Pinedo. Veilig Thuis: 0800-2000.",
    "Tekst: Marjoleine Vosselman en Jurja Steenmeijer (BPSW). Het NJi. info@bpsw.nl",
    "Verslag sessie ervaringsdeskundigen 16 december 2020. Bel 088-1234567.",
)


@pytest.fixture(scope="module")
def privacy() -> Privacy:
    return Privacy(KNOWN)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Zijn BSN is 111222333, mag dat?", "Zijn BSN is [bsn], mag dat?"),
        ("bsn 123456789 klopt niet", "bsn [bsn] klopt niet"),
        ("Burgerservicenummer: 1234.56.782", "Burgerservicenummer: [bsn]"),
        ("Kind met 123 456 782 wil hulp", "Kind met [bsn] wil hulp"),
        ("sofinummer 87654321", "sofinummer [bsn]"),
    ],
)
def test_a_bsn_is_masked(privacy: Privacy, text: str, masked: str) -> None:
    assert privacy.mask(text) == Masked(masked, (PersonalKind.BSN,))


@pytest.mark.parametrize(
    "number",
    ["06-12345678", "06 12 34 56 78", "+31 6 12345678", "0031612345678", "010-1234567"],
)
def test_a_telephone_number_is_masked(privacy: Privacy, number: str) -> None:
    masked = privacy.mask(f"Bel oma op {number} over de opvang")
    assert masked == Masked("Bel oma op [telefoon] over de opvang", (PersonalKind.PHONE,))


@pytest.mark.parametrize(
    "text",
    [
        "Wanneer bel ik 112?",
        "Is 113 of 0800-0113 gratis?",
        "Is 0800-2000 dag en nacht open?",
        "Kan ik 0900-1234 bellen?",
        "Wie neemt op bij 088-1234567?",
        "Mag ik mailen naar info@bpsw.nl?",
    ],
)
def test_whom_anybody_may_call_is_not_masked(privacy: Privacy, text: str) -> None:
    assert privacy.mask(text) == Masked(text, ())


def test_an_email_address_is_masked(privacy: Privacy) -> None:
    masked = privacy.mask("Mail naar F.el-Amrani+prive@gmail.com.")
    assert masked == Masked("Mail naar [e-mail].", (PersonalKind.EMAIL,))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ze woont aan de Dorpsweg 14 in Almelo.", "Ze woont aan de [adres]."),
        ("woont op kerkstraat 5a met oma", "woont op [adres] met oma"),
        ("Post naar Lindelaan 12, 7607 XZ Almelo", "Post naar [adres]"),
        ("adres: 1234 AB 12", "adres: [adres]"),
        ("Ze wonen op De Brink 7", "Ze wonen op [adres]"),
    ],
)
def test_an_address_is_masked(privacy: Privacy, text: str, masked: str) -> None:
    assert privacy.mask(text) == Masked(masked, (PersonalKind.ADDRESS,))


@pytest.mark.parametrize(
    "date",
    [
        "14-03-2009",
        "14/3/09",
        "14 maart 2009",
        "14 mrt 2009",
        "2009-03-14",
        "14.3.2009",
        "14 mei '09",
    ],
)
def test_a_full_date_is_masked(privacy: Privacy, date: str) -> None:
    masked = privacy.mask(f"Meisje, geb. {date}, zonder netwerk")
    assert masked == Masked(
        "Meisje, geb. [geboortedatum], zonder netwerk", (PersonalKind.BIRTH_DATE,)
    )


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Dossier 2023-44871: mag dat?", "Dossier [dossiernummer]: mag dat?"),
        ("cliëntnummer 88213 wil hulp", "cliëntnummer [dossiernummer] wil hulp"),
        ("casusnr 4471 loopt vast", "casusnr [dossiernummer] loopt vast"),
        ("ons kenmerk JB-2024-00817", "ons kenmerk [dossiernummer]"),
        ("op NL91 ABNA 0417 1643 00", "op [dossiernummer]"),
        ("zaaknummer C/09/612345", "zaaknummer [dossiernummer]"),
    ],
)
def test_a_file_number_is_masked(privacy: Privacy, text: str, masked: str) -> None:
    assert privacy.mask(text) == Masked(masked, (PersonalKind.FILE_NUMBER,))


@pytest.mark.parametrize(
    "name",
    [
        "Kevin de Bruin",
        "Fatima el Amrani",
        "Ayşe Demir",
        "Zuzanna Kowalska",
        "Semhar Tesfamariam",
        "Radjesh Ramdin",
        "Jan-Willem Hofstra",
        "J. de Vries",
        "A.B. van den Heuvel",
        "Saad Yilmaz",
        "Micha Jansen",
        "Jurre de Winter",
        "Bas de Groot",
        "kevin de bruin",
    ],
)
@pytest.mark.parametrize("sentence", ["{} wil hulp", "Hoe help ik {} aan een JIM?"])
def test_a_full_name_is_masked(privacy: Privacy, sentence: str, name: str) -> None:
    text = privacy.mask(sentence.format(name)).text.replace("Saad [naam]", "[naam]")
    assert text == sentence.format("[naam]")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("mevrouw Jansen weigert", "mevrouw [naam] weigert"),
        ("dhr. Bakker drinkt", "dhr. [naam] drinkt"),
        ("de heer P. Smit komt", "de heer [naam] komt"),
        ("mevr jansen wil niet", "mevr [naam] wil niet"),
        ("Het gezin Yilmaz is klein", "Het gezin [naam] is klein"),
        ("familie van Dijk helpt", "familie [naam] helpt"),
        ("Bij Daan gaat het niet goed", "Bij [naam] gaat het niet goed"),
        ("mijn cliënt Sem (8) mist opa", "mijn cliënt [naam] (8) mist opa"),
        ("Noah's moeder wil niet", "[naam]'s moeder wil niet"),
        ("Sems moeder wil niet", "[naam] moeder wil niet"),
        ("Fatima zegt niets", "[naam] zegt niets"),
        ("cliënt heet jayden", "cliënt heet [naam]"),
        ("bij jayden thuis", "bij [naam] thuis"),
        ("Moeder Tsehay kent niemand", "Moeder [naam] kent niemand"),
        ("Wat kan ik doen voor Storm?", "Wat kan ik doen voor [naam]?"),
        ("Zou Mei naar oma kunnen?", "Zou [naam] naar oma kunnen?"),
        ("Bij Jan gaat het mis", "Bij [naam] gaat het mis"),
        ("Met Micha gaat het mis", "Met [naam] gaat het mis"),
    ],
)
def test_a_name_is_masked(privacy: Privacy, text: str, masked: str) -> None:
    assert privacy.mask(text) == Masked(masked, (PersonalKind.NAME,))


@pytest.mark.parametrize(
    "text",
    [
        "Wat zegt Micha de Winter over opvoeden?",
        "De Winter schreef een rapport.",
        "Wat is de netwerkcirkel van Lensink?",
        "Wat zeggen Lam en Ligtermoet (2018)?",
        "Wat schreef E. Lam?",
        "Wat vertelt Saad (20) over zijn JIM?",
        "Wie zijn Marjoleine Vosselman en Jurja Steenmeijer van BPSW?",
        "Wat doen Home Start, Buurtgezinnen, Villa Pinedo en Veilig Thuis?",
        "Wat vindt het NJi?",
        "Wat kwam er uit de sessie van 16 december 2020?",
    ],
)
def test_what_the_corpus_names_is_not_masked(privacy: Privacy, text: str) -> None:
    assert privacy.mask(text) == Masked(text, ())


@pytest.mark.parametrize(
    "text",
    [
        "Hoop is belangrijk. Storm is het ook.",
        "Roos of blauw: wil moeder dat?",
        "Is er in Mei een training?",
        "Op 1 Jan 2 afspraken",
        "Hoe betrek ik een Marokkaanse moeder en een Syrisch gezin?",
        "Zijn er steunouders in Almelo, Twente of Nederland?",
        "Wat zeggen de Jeugdwet en de Richtlijn Pleegzorg over OTS, GGZ, LVB en PTSS?",
        "Geldt artikel 7.3.11 of artikel 1:247 BW? Zie p. 81.",
        "Een jongen van 15 jaar, 500 euro, 24/7, in 2020 en 12 maanden later",
        "Is het budget 12.345.678 euro?",
        "Mag een kind tijdens de Ramadan, met Kerst of Sinterklaas mee?",
        "Wat doet de William Schrikker Stichting met Signs of Safety?",
        "Meneer belt elke dag, mevrouw wil niet en het gezin heeft geen geld",
        "Hoe heet de methode met de bloem?",
        "Casus 1 en dossier 2 van de training in 2023",
        "Will the guideline help me? May I use it?",
        "WAT IS EEN STEUNOUDER",
        "steun buren enzo, staat dat erin?",
    ],
)
def test_an_ordinary_question_is_not_masked(privacy: Privacy, text: str) -> None:
    assert privacy.mask(text) == Masked(text, ())


def test_kinds_come_once_and_in_the_order_of_the_text(privacy: Privacy) -> None:
    masked = privacy.mask("Daan (06-12345678) en Fatima, geb. 14-03-2009, bellen Daan")
    assert masked.kinds == (PersonalKind.NAME, PersonalKind.PHONE, PersonalKind.BIRTH_DATE)


_PIECES = st.sampled_from(
    "Kevin kevin de van Bruin Jansen jansen Roos Wil J. mevrouw gezin cliënt heet Saad "
    "Micha Winter 06 12345678 111222333 14 maart 2009 14-03-2009 1234 AB 12 "
    "Lindelaan dossier a@b.nl [naam] bsn is , . ( ) ? ' 's - 0 +31 NL91 Mei Almelo".split()
)


@given(st.lists(st.tuples(_PIECES, st.sampled_from(["", " "])), max_size=12))
def test_masking_again_changes_nothing(pieces: list[tuple[str, str]]) -> None:
    privacy = _shared()
    once = privacy.mask("".join(piece + space for piece, space in pieces))
    assert privacy.mask(once.text) == Masked(once.text, ())


@given(st.text(max_size=80) | st.text(max_size=80).map(str.upper))
@example("EMİNE YILMAZ ZOEKT HULP")
def test_any_text_can_be_masked(text: str) -> None:
    once = _shared().mask(text)
    assert _shared().mask(once.text) == Masked(once.text, ())


@pytest.mark.parametrize("piece", ["a", "Kevin ", "van ", "1", "1 ", "J.", "a@", "Aa-", "x.", "0-"])
def test_a_long_text_takes_little_time(privacy: Privacy, piece: str) -> None:
    text = piece * (4000 // len(piece))
    start = time.perf_counter()
    privacy.mask(text)
    assert time.perf_counter() - start < 2


def test_a_new_release_masks_whom_it_no_longer_names_and_spares_whom_it_names(
    privacy: Privacy,
) -> None:
    text = "Wat zeggen Micha de Winter en Wim Overmars? Bel 088-1234567 of 088-7654321."
    renewed = Privacy(["Wat hoogleraar Wim Overmars schreef. Bel 088-7654321."])
    assert privacy.mask(text).text == (
        "Wat zeggen Micha de Winter en [naam]? Bel 088-1234567 of [telefoon]."
    )
    assert renewed.mask(text).text == (
        "Wat zeggen [naam] en Wim Overmars? Bel [telefoon] of 088-7654321."
    )


def test_the_names_of_a_release_are_read_in_little_time() -> None:
    document = (CORPUS / "documents" / "handreiking-informele-steun.md").read_text(encoding="utf-8")
    start = time.process_time()
    Privacy(document.split("\n\n"))
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    "known",
    [
        "Bel 088-1234567.",
        "Bel in deze zinnen van de tekst, die lang zijn en nergens een cijfer hebben, " * 4
        + "088-1234567 en nog lang niet klaar zijn met wat zij te zeggen hebben. " * 4,
        "Bel 088‑1234567.",
        "Mail steun@bpsw.nl of bel 088 – 1234567.",
    ],
)
def test_a_number_that_the_corpus_holds_is_known_wherever_it_stands(known: str) -> None:
    assert Privacy([known]).mask("Is 088-1234567 goed?").text == "Is 088-1234567 goed?"


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("Mail naar steun@bpsw.nl", "steun@bpsw.nl"),
        ("Mail naar steun [at] bpsw punt nl", "steun [at] bpsw punt nl"),
        ("Mail naar steun apenstaartje bpsw punt nl", "steun apenstaartje bpsw punt nl"),
        ("Bel een twee drie vier vijf zes zeven acht", "een twee drie vier vijf zes zeven acht"),
    ],
)
def test_what_the_corpus_holds_without_digits_is_known_too(known: str, asked: str) -> None:
    assert Privacy([known]).mask(f"Klopt {asked}?").text == f"Klopt {asked}?"
    assert Privacy([]).mask(f"Klopt {asked}?").kinds != ()


def test_a_date_of_the_corpus_is_masked_where_somebody_was_born_on_it(privacy: Privacy) -> None:
    assert privacy.mask("Zij is geboren op 16 december 2020").text == (
        "Zij is geboren op [geboortedatum]"
    )


def test_a_name_of_the_corpus_is_known_in_any_spelling() -> None:
    renewed = Privacy(["Wat Zoe\u0308\u00a0Pee\u00adters schrijft"])
    assert renewed.mask("Wat schrijft Zoë Peeters?").kinds == ()


class Guessing:
    """In the place of deduce: takes what stands between stars for something."""

    def __init__(self, kind: PersonalKind) -> None:
        self._kind = kind

    def find(self, text: str) -> list[PersonalSpan]:
        return [
            PersonalSpan(match.start(1), match.end(1), self._kind)
            for match in re.finditer(r"\*(.+?)\*", text)
        ]


@pytest.mark.parametrize(
    ("kind", "text", "masked"),
    [
        (PersonalKind.NAME, "Wij zien *Xandrovic Belloqui* niet", "Wij zien *[naam]* niet"),
        (PersonalKind.NAME, "Wij zien *Micha de Winter* niet", None),
        (PersonalKind.NAME, "Wij zien *de Jeugdwet* niet", None),
        (PersonalKind.NAME, "Wij zien *Xandrovic* niet", None),
        (PersonalKind.NAME, "Wij zien *Xandrovic Jeugdwet* niet", None),
        (PersonalKind.NAME, "Wij zien *Xandrovic Saad* niet", None),
        (PersonalKind.NAME, "Wij zien *Xandrovic Buurtgezinnen* niet", None),
        (PersonalKind.ADDRESS, "Zij zit op *het Noordeinde 44* nu", "Zij zit op *[adres]* nu"),
        (PersonalKind.ADDRESS, "Zij zit in *Almelo* nu", None),
    ],
)
def test_of_what_deduce_sees_only_what_may_be_personal_is_masked(
    kind: PersonalKind, text: str, masked: str | None
) -> None:
    guessing = Privacy(KNOWN, Guessing(kind))  # type: ignore[arg-type]
    assert guessing.mask(text).text == (masked or text)
    assert Privacy(KNOWN).mask(text).text == text


def test_without_deduce_the_rules_go_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "deduce", None)
    deduced = Deduced()
    deduced.warm_up()
    deduced.wait()
    privacy = Privacy(KNOWN, deduced)
    assert privacy.mask("Bij Daan thuis").text == "Bij [naam] thuis"
    assert "deduce does not load" in caplog.text


def few_streets(folder: Path) -> Path:
    """Deduce's lists with one in a hundred streets and institutions, and Noordeinde.

    Of all of them it makes its tables in a minute, of these in two seconds.
    """
    found = importlib.util.find_spec("deduce")
    assert found
    assert found.submodule_search_locations
    package = Path(found.submodule_search_locations[0])
    shutil.copytree(package / "data" / "lookup" / "src", folder / "src")
    for name in ("locations/lst_street", "institutions/lst_healthcare_institution"):
        items = folder / "src" / name / "items.txt"
        kept = ["Noordeinde", *items.read_text(encoding="utf-8").splitlines()[::100]]
        items.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Privacy:
    """With the real deduce, and all of its lists of names."""
    folder = tmp_path_factory.mktemp("deduce")
    deduced = Deduced(folder / "tables", few_streets(folder))
    deduced.warm_up()
    deduced.warm_up()
    deduced.wait()
    return Privacy(KNOWN, deduced)


def test_deduce_adds_to_the_rules_and_leaves_the_program_as_it_is(
    privacy: Privacy, warm: Privacy
) -> None:
    text = "Micha de Winter en Saad kennen Bakker niet; vader zit op het Noordeinde 44 in Almelo"
    assert privacy.mask(text) == Masked(text, ())
    assert warm.mask(text).kinds == (PersonalKind.ADDRESS,)
    assert logging.getLogger().level == logging.WARNING
    with pytest.raises(UserWarning, match="still an error"):
        warnings.warn("still an error", UserWarning, stacklevel=1)


_SHARED: list[Privacy] = []


def _shared() -> Privacy:
    if not _SHARED:
        _SHARED.append(Privacy(KNOWN))
    return _SHARED[-1]
