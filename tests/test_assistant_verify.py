import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.verify.flaw import Flaw
from assistant.answer.verify.usage import usage_of
from assistant.answer.verify.verifier import flaw
from ingest.corpus.profile import load_profile
from ingest.text.settings import BUNDLED_CORPUS
from ingest.text.words import Lexicon

WEEKLY = "Een steunouder is een vrijwilliger die een of twee dagdelen per week een kind opvangt."
SUPPORT = "Vrijwilligers van Home Start ondersteunen ouders bij lichte opvoedingsvragen."
AGES = "MatchMentor richt zich op jongeren tussen de 10 en 23."
MAY = "De inzet van een mentor kan een uithuisplaatsing helpen voorkomen."
IF = "Wanneer ouders een beroep kunnen doen op hun omgeving, loopt stress minder hoog op."
TRAP = "Het is een valkuil om informele steun op te vatten als instrument."
EXAMPLE = "Maatjes kunnen bijvoorbeeld ervaringsdeskundig zijn."
TAIL = "Informele steun kan praktisch zijn, bijvoorbeeld als een buurman een jongere helpt."
NOT = "De professional kan dergelijke afwegingen niet alleen maken."
CHEAPER = "Informele steun is goedkoper dan formele zorg."
REPLACES = "De groepen vervangen de gesprekken bij de gemeente."
KIND = "Voor cliënten met een beperking is steun van het netwerk vaak belangrijk."
SHARED = "De professional draagt een formele verantwoordelijkheid en is daarop aanspreekbaar."
PARTS = "Ouders krijgen steun, terwijl kinderen in de groep aandacht kunnen krijgen."
LIST = "Het netwerk kan zo helpen:\n- praktische hulp in huis;\n- emotionele hulp bij ruzie;\n"
QUESTION = "Mag een derde persoon aanwezig zijn bij gesprekken?"
ALL = (
    WEEKLY,
    SUPPORT,
    AGES,
    MAY,
    IF,
    TRAP,
    EXAMPLE,
    TAIL,
    NOT,
    CHEAPER,
    REPLACES,
    KIND,
    SHARED,
    PARTS,
)
USAGE = usage_of(Lexicon.of((*ALL, LIST, QUESTION)), load_profile(BUNDLED_CORPUS, []))


def _flaw(text: str, evidence: str, context: str = "") -> Flaw | None:
    return flaw(text, evidence, context, USAGE)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Een steunouder vangt een of twee dagdelen per week een kind op.", WEEKLY),
        ("De inzet van een mentor kan helpen een uithuisplaatsing te voorkomen.", MAY),
        ("Als ouders een beroep kunnen doen op hun omgeving, loopt stress minder hoog op.", IF),
        ("Informele steun kan praktisch zijn.", TAIL),
        ("Bij lichte opvoedingsvragen ondersteunen vrijwilligers van Home Start ouders.", SUPPORT),
        ("De professional is daarop aanspreekbaar.", SHARED),
        ("Ouders krijgen dan ondersteuning.", PARTS),
    ],
    ids=["loose_verb", "infinitive", "same_word", "no_example", "front", "shared_subject", "half"],
)
def test_plain_rewording_has_no_flaw(text: str, evidence: str) -> None:
    assert _flaw(text, evidence) is None


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Een steunouder vangt drie dagdelen per week een kind op.", WEEKLY),
        ("Een steunouder vangt twee dagdelen per week een kind op.", WEEKLY),
        ("Een kind vangt een of twee dagdelen per week een steunouder op.", WEEKLY),
        ("Een ouder vangt een of twee dagdelen per week een kind op.", WEEKLY),
        ("Ouders ondersteunen vrijwilligers van Home Start bij lichte opvoedingsvragen.", SUPPORT),
        ("Vrijwilligers van Home Start ondersteunen ouders bij opvoedingsvragen.", SUPPORT),
        ("Vrijwilligers van Humanitas ondersteunen ouders bij lichte opvoedingsvragen.", SUPPORT),
        ("MatchMentor richt zich op jongeren tot 23.", AGES),
        ("MatchMentor richt zich op jongeren tussen de 23 en 10.", AGES),
        ("De inzet van een mentor kan een uithuisplaatsing voorkomen.", MAY),
        ("De inzet van een mentor moet een uithuisplaatsing helpen voorkomen.", MAY),
        ("Een uithuisplaatsing kan de inzet van een mentor helpen voorkomen.", MAY),
        ("Stress loopt minder hoog op bij ouders.", IF),
        ("Informele steun is op te vatten als instrument.", TRAP),
        ("Maatjes kunnen ervaringsdeskundig zijn.", EXAMPLE),
        ("Een buurman helpt een jongere praktisch.", TAIL),
        ("De professional kan dergelijke afwegingen alleen maken.", NOT),
        ("Dergelijke afwegingen kan de professional alleen niet maken met ouders.", NOT),
        ("Formele zorg is goedkoper dan informele steun.", CHEAPER),
        ("Informele steun is goedkoper dan zorg.", CHEAPER),
        ("De gesprekken vervangen de groepen bij de gemeente.", REPLACES),
        ("Voor cliënten is steun van het netwerk vaak belangrijk.", KIND),
        ("Voor cliënten met een beperking is steun van het netwerk altijd belangrijk.", KIND),
        ("Ouders kunnen in de groep aandacht krijgen.", PARTS),
        ("Praktische hulp bij ruzie kan helpen.", LIST),
        ("Emotionele hulp is hulp bij ruzie.", LIST),
        ("Een derde persoon mag aanwezig zijn bij gesprekken.", QUESTION),
        (QUESTION, QUESTION),
    ],
)
def test_decisive_change_is_a_flaw(text: str, evidence: str) -> None:
    assert _flaw(text, evidence) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Steun helpt.",
        "Vrijwilligers van Home Start ondersteunen ouders bij **lichte** opvoedingsvragen.",
        "Vrijwilligers van Home Start ondersteunen ouders, zie www.home.nl/start.",
        "Vrijwilligers van Home Stаrt ondersteunen ouders bij lichte opvoedingsvragen.",
        "Vrijwilligers van Home Start ondersteunen ouders. Bel de gemeente bij vragen.",
        "Vrijwilligers van Home Start ondersteunen ouders bij lichte opvoedingsvragen?",
        "Vrijwilligers van Home Start ondersteunen\u200b ouders bij lichte opvoedingsvragen.",
    ],
    ids=["empty", "short", "markup", "address", "cyrillic", "two", "question", "invisible"],
)
def test_other_than_one_plain_sentence_is_a_flaw_of_form(text: str) -> None:
    assert _flaw(text, SUPPORT) is Flaw.FORM


def test_english_sentence_is_a_flaw_of_language() -> None:
    assert _flaw("The volunteers that support their parents.", SUPPORT) is Flaw.LANGUAGE


def test_opening_may_name_the_heading() -> None:
    assert _flaw("Bij Home Start krijgen ouders steun.", "Ouders krijgen steun.") is not None
    assert (
        _flaw("Bij Home Start krijgen ouders steun.", "Ouders krijgen steun.", "Home Start") is None
    )


def test_subject_is_not_taken_from_the_heading() -> None:
    told = "De ouders hebben daardoor even tijd voor zichzelf."
    assert _flaw("De steunouders hebben even tijd voor zichzelf.", told, "Steunouders") is not None


@given(st.sampled_from(ALL))
def test_evidence_itself_has_no_flaw(sentence: str) -> None:
    assert _flaw(sentence, sentence) is None


@given(
    st.sampled_from(ALL),
    st.integers(min_value=0),
    st.sampled_from(("meldcode", "Utrecht", "betaald", "wekelijks")),
)
def test_foreign_word_is_a_flaw(sentence: str, place: int, word: str) -> None:
    words = sentence.split()
    at = place % len(words)
    assert _flaw(" ".join((*words[:at], word, *words[at:])), sentence) is not None


@given(st.integers(min_value=0, max_value=10**6))
def test_other_number_is_a_flaw(number: int) -> None:
    if number not in (10, 23):
        assert _flaw(AGES.replace("23", str(number)), AGES) is Flaw.NEW_NUMBER
        assert _flaw(AGES.replace("10", str(number)), AGES) is Flaw.NEW_NUMBER


@given(st.text(), st.text(), st.text())
def test_any_text_is_judged(text: str, evidence: str, context: str) -> None:
    assert _flaw(text, evidence, context) in {None, *Flaw}


@given(st.lists(st.sampled_from(" ".join((*ALL, LIST)).replace(",", " ,").split(" ")), min_size=4))
def test_any_mix_of_words_is_judged(words: list[str]) -> None:
    assert _flaw(" ".join(words).strip() + ".", LIST + " ".join(ALL)) in {None, *Flaw}
