"""What makes a word a name: what it may be, what stands before it, and what the corpus names."""

import sys
from types import ModuleType, SimpleNamespace

import pytest

from assistant.guard.deduced import Deduced
from assistant.guard.identifiers import PersonalKind, PersonalSpan
from assistant.guard.privacy import Masked, Privacy

KNOWN = (
    "Wat hoogleraar pedagogiek Micha de Winter de pedagogische civil society noemt.",
    "Netwerkcirkel van Lensink. Saad (20). Saad (20): “Mijn moeder zat in de gevangenis.”",
    "Vrijwilligers van Home Start. Buurtgezinnen. Jansen, P. (2019) Samen opvoeden.",
    "Tekst: Marjoleine Vosselman en Jurja Steenmeijer (BPSW). Het NJi.",
)


@pytest.fixture(scope="module")
def privacy() -> Privacy:
    return Privacy(KNOWN)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        # The surname first, a title, a relation, "heet".
        ("dossier van Kowalska, A.B.", "dossier [naam]"),
        ("J. Nowakska belt", "[naam] belt"),
        ("moeder Smit wil niet", "moeder [naam] wil niet"),
        ("zijn oma, Yildirimoglu, helpt", "zijn oma, [naam], helpt"),
        ("moeder heet Nowakska", "moeder heet [naam]"),
        ("cliënt heet jo", "cliënt heet [naam]"),
        ("mevrouw Jansen-de Boer belt", "mevrouw [naam] belt"),
        # An age, a possessive.
        ("Bo (20) heeft een JIM", "[naam] (20) heeft een JIM"),
        ("hoe help ik Tsehay (8)?", "hoe help ik [naam] (8)?"),
        ("sem (8) mist opa", "[naam] (8) mist opa"),
        ("Roos's fiets is weg", "[naam]'s fiets is weg"),
        # In lower case.
        ("hoe help ik zoë van dijk?", "hoe help ik [naam]?"),
        ("daan nowakska wil hulp", "[naam] wil hulp"),
        ("ali (20) heeft een plan", "[naam] (20) heeft een plan"),
        ("bel jan-xandro nu", "bel [naam] nu"),
        # Two words of which neither is a given name that is known.
        ("bij Tsehay van Peeters thuis", "bij [naam] thuis"),
        # A month is one beside a number.
        ("Is er in Jan iets veranderd?", "Is er in [naam] iets veranderd?"),
        # In capitals.
        ("HOE HELP IK ROOS (20) AAN HULP", "HOE HELP IK [naam] (20) AAN HULP"),
        ("DE HEER JO KOMT", "DE HEER [naam] KOMT"),
        # Words apart are no one name.
        ("Met Daan; Peeters en opa", "Met [naam]; Peeters en opa"),
        ("JO, K. BELT VANDAAG NIET", "JO, [naam] VANDAAG NIET"),
    ],
)
def test_a_name_is_told_by_what_stands_around_it(privacy: Privacy, text: str, masked: str) -> None:
    assert privacy.mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "bel JIM nu",
        "wat doet YouTube hier",
        "Bij OTS thuis",
        "MEVROUW MATCHMENTOR BELT",
        "cliënt heet Gemeenteplan",
        "cliënt heet Marokkaanse",
        "cliënt heet almelo",
        "bel jan nu",
        "op 3 Jan komt hij",
        "Mei 4 is er",
        "Jan 2 komt",
    ],
)
@pytest.mark.parametrize("known", [KNOWN, ()])
def test_what_is_no_name_is_left_alone_whatever_the_corpus_names(
    known: tuple[str, ...], text: str
) -> None:
    assert Privacy(known).mask(text) == Masked(text, ())


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Saads moeder wil niet", "[naam] moeder wil niet"),
        ("moeder heet Steenmeijer", "moeder heet [naam]"),
        ("mevrouw lensink belt", "mevrouw [naam] belt"),
        ("bel saad nu", "bel [naam] nu"),
        ("bel jansen nu", "bel [naam] nu"),
        ("gezin Vrijwilligers is klein", "gezin [naam] is klein"),
        ("J. de Winter belt", "[naam] belt"),
    ],
)
def test_what_the_corpus_names_is_left_alone_by_that_alone(
    privacy: Privacy, text: str, masked: str
) -> None:
    assert privacy.mask(text).text == text
    assert Privacy([]).mask(text).text == masked


@pytest.mark.parametrize(
    ("known", "text", "masked"),
    [
        ("De snoek zwemt.", "mevrouw snoek belt", None),
        ("Er zwemt niets.", "mevrouw snoek belt", "mevrouw [naam] belt"),
        ("Snoek is lekker. De snoek zwemt.", "cliënt heet Snoek", "cliënt heet [naam]"),
        ("Wat Snoek vond.", "cliënt heet Snoek", None),
        ("Wat Wim de tuin noemt", "Wim de Boer belt", "[naam] belt"),
        ("Wat Zoë Peeters schreef", "wat schreef zoë peeters?", None),
        ("Wat Zoë schreef", "wat schreef zoë peeters?", "wat schreef [naam]?"),
        ("Wat Wim Rik Overmars Bakker Smit Vos zei", "Wim Rik Overmars Bakker Smit Vos", None),
    ],
)
def test_what_the_corpus_names_is_a_run_of_capitals_but_for_the_words_around_it(
    known: str, text: str, masked: str | None
) -> None:
    assert Privacy([known]).mask(text).text == (masked or text)


@pytest.mark.parametrize(
    ("text", "masked", "kind"),
    [
        ("tel. 123456", "tel. [telefoon]", PersonalKind.PHONE),
        ("mob 1234567 van oma", "mob [telefoon] van oma", PersonalKind.PHONE),
        ("zie JE RK 23-1234", "zie [dossiernummer]", PersonalKind.FILE_NUMBER),
        ("uitspraak C/16/512345", "uitspraak [dossiernummer]", PersonalKind.FILE_NUMBER),
        ("POST NAAR 2012 EX VANDAAG", "POST NAAR [adres] VANDAAG", PersonalKind.ADDRESS),
    ],
)
def test_what_has_a_form_is_told_by_it(
    privacy: Privacy, text: str, masked: str, kind: PersonalKind
) -> None:
    assert privacy.mask(text) == Masked(masked, (kind,))


def test_a_mask_that_was_typed_is_no_personal_data(privacy: Privacy) -> None:
    assert privacy.mask("[naam] belt 06-12345678").kinds == (PersonalKind.PHONE,)


def deduce(*annotations: tuple[str, int, int]) -> ModuleType:
    """In the place of the library: it sees the same in every text."""
    seen = [SimpleNamespace(tag=tag, start_char=a, end_char=b) for tag, a, b in annotations]
    library = ModuleType("deduce")
    library.annotator = None  # type: ignore[attr-defined]
    library.Deduce = lambda **_: SimpleNamespace(  # type: ignore[attr-defined]
        deidentify=lambda text: SimpleNamespace(annotations=seen)
    )
    return library


def test_persons_and_places_are_taken_from_deduce_once_it_is_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = deduce(("persoon", 0, 3), ("patient", 4, 7), ("locatie", 8, 9), ("datum", 10, 12))
    monkeypatch.setitem(sys.modules, "deduce", seen)
    deduced = Deduced()
    assert list(deduced.find("bla bla b bla")) == []
    deduced.warm_up()
    deduced.warm_up()
    deduced.wait()
    assert list(deduced.find("bla bla b bla")) == [
        PersonalSpan(0, 3, PersonalKind.NAME),
        PersonalSpan(4, 7, PersonalKind.NAME),
        PersonalSpan(8, 9, PersonalKind.ADDRESS),
    ]


def test_one_deduce_serves_every_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "deduce", deduce(("persoon", 5, 23)))
    deduced = Deduced()
    before, after = Privacy(KNOWN, deduced), Privacy(["Wat Xandrovic Belloqui schreef"], deduced)
    text = "Wij: Xandrovic Belloqui komt"
    assert before.mask(text).text == text
    deduced.warm_up()
    deduced.wait()
    assert before.mask(text).text == "Wij: [naam] komt"
    assert after.mask(text).text == text
