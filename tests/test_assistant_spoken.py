"""Rules: which words show acute danger, and which ask for a decision, without any model."""

import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from assistant.guard.guard import watch
from assistant.guard.spoken import FILE, Urgency, hear
from ingest.corpus.contacts import Concern, load_contacts, load_safety

CORPUS = Path(__file__).parent.parent / "corpus"
MIN_RECALL = 0.33
"""Of the 1,804 examples of the handreiking .391, of the 1,450 in other fields .264."""
MAX_FALSE_ALARMS = 0.01
MAX_EVERYDAY_ALARMS = 0.025
"""Of what is asked of other guidance those that sound alarming were looked for."""
MIN_RECALL_OF_DECISIONS = 0.34
"""The rules know what is said plainly; what is only hinted at or told in passing is learnt from the
same examples."""


def signals(question: str) -> bool:
    return Concern.DANGER in hear(question).concerns


def decides(question: str) -> bool:
    return Concern.DECISION in hear(question).concerns


def first(question: str) -> Concern:
    return watch(question).concerns[0]


@pytest.mark.parametrize(
    "question",
    [
        "Vader heeft moeder net geslagen waar de kinderen bij waren",
        "mijn stiefvader komt 's nachts op mijn kamer",
        "hij dreigt het huis in brand te steken met de kinderen erin",
        "de jongen loopt met een mes door de gang",
        "Ik hoor bij de buren een kind gillen en een klap",
        "baby met blauwe plekken op de armpjes, wat nu",
        "Een meisje van 9 vertelde mij net dat opa aan haar zit",
        "Peuter staat alleen op het balkon en er doet niemand open",
        "kind is vermist sinds vanmiddag",
        "vader is dronken en wil de kinderen ophalen met de auto",
        "ik ben bang dat ik mijn baby iets aandoe",
        "moeder wordt niet wakker en reageert nergens meer op",
        "Ze sturen haar vrijdag naar Marokko om te trouwen en ze wil niet",
        "het kind durft niet naar huis want dan krijgt het slaag",
        "haar broers zoeken haar, ze heeft de eer geschonden",
        "een cliënt dreigt mij neer te steken",
    ],
)
def test_acute_danger_signals(question: str) -> None:
    assert signals(question)
    assert first(question) is not Concern.SUICIDE


@pytest.mark.parametrize(
    "question",
    [
        "Ik wil dood",
        "ik wil niet meer leven",
        "iedereen is beter af zonder mij",
        "mijn cliënt zegt dat het na vrijdag allemaal niet meer uitmaakt",
        "meisje geeft al haar spullen weg en zegt dat ze rust gaat krijgen",
        "hoeveel pillen moet je nemen om niet meer wakker te worden",
        "ze snijdt zichzelf op dit moment",
        "I don't want to be here anymore, better off without me",
        "I don't want to live",
        "hij heeft tabletten gespaard",
    ],
)
def test_suicidal_words_are_told_apart_for_113(question: str) -> None:
    assert first(question) is Concern.SUICIDE
    assert signals(question)


@pytest.mark.parametrize(
    "question",
    [
        "He is hitting her right now and the kids are in the room",
        "my dad beats me when he is drunk",
        "a father is threatening to burn the house down",
        "the toddler is home alone and nobody opens the door",
    ],
)
def test_english_signals(question: str) -> None:
    assert signals(question)


@pytest.mark.parametrize(
    "question",
    [
        "VADER SLAAT MOEDER NU",
        "hij heb me net weer geslage en de kids zagen alles",
        "ik wordt thuis geslagen",
        "mn stiefvader komt snachts op mijn kamer en zit aan mij",
        "ze wil zelfmort plegen, zelfmoord plege zegt ze",
        "hij heeft haar net gewurrgd, moeder is bang",
        "ik wil dooood",
        "hij gaat ons vermoordden zegt mijn vader",
        "ik wil niet meer leve",
        "ze wil zich ophange",
        "vaderrr ssslaat moederrr nu",
    ],
)
def test_typing_errors_and_chat_spelling_do_not_hide_danger(question: str) -> None:
    assert signals(question)


@pytest.mark.parametrize(
    "question",
    [
        "Een moeder vertelt dat haar partner haar gisteravond heeft geschopt. Wie uit het netwerk?",
        "Welke steunfiguur kan ik bellen nu vader met een mes voor het huis staat?",
    ],
)
def test_danger_inside_a_question_about_the_network_signals(question: str) -> None:
    assert signals(question)


@pytest.mark.parametrize(
    "question",
    [
        "wat zegt de richtlijn over huiselijk geweld",
        "Hoe maak je een veiligheidsplan samen met het netwerk?",
        "Wat zijn de vijf stappen van de meldcode?",
        "een moeder die vroeger geslagen is wil geen contact, hoe bouw ik een netwerk",
        "Jaren geleden was er huiselijk geweld. Kan opa weer een rol krijgen?",
        "Suïcidepreventie bij jongeren, wat staat daarover in de handreiking?",
        "Het huis is erg vies en de kinderen komen vaak te laat op school",
        "Hoe neem je afscheid van een gezin na jaren hulp?",
        "Mag een kind bij oma slapen in het weekend als steun?",
        "Hij heeft vannacht slecht geslapen van de kou",
        "What does the guideline say about child abuse?",
        "De baas ontslaat vader nu",
        "Hij slaat haar weer: staat dat in richtlijnen?",
    ],
)
def test_questions_near_the_subject_do_not_signal(question: str) -> None:
    assert not signals(question)


@pytest.mark.parametrize(
    "question",
    [
        "ik ga dood van de papieren rompslomp",
        "moeder staat op ontploffen door alle afspraken",
        "mijn caseload is moordend",
        "twee vliegen in één klap slaan met een netwerkberaad, kan dat?",
        "killing two birds with one stone: can a mentor also help with school?",
        "hij vecht als een leeuw voor contact met zijn kinderen",
    ],
)
def test_figures_of_speech_do_not_signal(question: str) -> None:
    assert not signals(question)


@pytest.mark.parametrize(
    "question",
    [
        "Moet dit kind uit huis geplaatst worden?",
        "Moet ik dit melden bij Veilig Thuis?",
        "heeft oma recht op omgang met haar kleinkind",
        "Kan ik een vader dwingen tot een urinetest?",
        "Heeft deze jongen ADHD?",
        "Mag moeder stoppen met de medicijnen van haar zoon?",
        "Is vader strafbaar omdat hij zijn zoon een tik gaf?",
        "Ben ik aanspraklijk als een maatje het kind kwetst?",
        "Should this child be placed out of home?",
    ],
)
def test_a_decision_that_is_not_the_assistants_is_known(question: str) -> None:
    assert decides(question)


@pytest.mark.parametrize(
    "question",
    [
        "Wat zegt de richtlijn uithuisplaatsing over de familie?",
        "Wat is het verschil tussen gezag en voogdij?",
        "Hoe bespreek je een melding met ouders?",
        "Hoe praat je met ouders over medicatie?",
        "Mag de JIM overal bij zijn volgens de methode?",
        "Moet een familiegroepsplan op papier?",
        "What does the professional code say about confidentiality?",
    ],
)
def test_a_question_for_guidance_asks_for_no_decision(question: str) -> None:
    assert not decides(question)


@pytest.mark.parametrize(
    ("text", "is_danger"),
    [
        ("ik ben 13 en mijn vader komt steeds onder de douche bij mij", True),
        ("haar stiefbroer filmt haar onder de douche zegt ze vandaag", True),
        ("Wat gebeurt er vandaag als ik even onder de douche sta?", False),
        ("moet hij nu gelijk onder de douche en morgen naar zijn klas", False),
    ],
)
def test_a_shower_by_itself_is_no_sign(text: str, *, is_danger: bool) -> None:
    assert bool(signals(text)) is is_danger


def test_rules_meet_few_of_the_calm_and_most_of_the_dangerous_examples() -> None:
    examples = load_safety(CORPUS)
    assert _share((*examples.danger, *examples.suicide), signals) >= MIN_RECALL
    assert _share((*examples.calm, *examples.decision, *examples.advice), signals) <= (
        MAX_FALSE_ALARMS
    )
    assert _share(examples.everyday, signals) <= MAX_EVERYDAY_ALARMS


def test_rules_for_decisions_put_precision_first() -> None:
    examples = load_safety(CORPUS)
    assert _share(examples.decision, decides) >= MIN_RECALL_OF_DECISIONS
    assert _share((*examples.advice, *examples.calm), decides) <= MAX_FALSE_ALARMS


def test_every_rule_gives_a_concern_or_an_urgency() -> None:
    rules = tomllib.loads(FILE.read_text(encoding="utf-8"))["rule"]
    assert all(rule.keys() & {"concern", "urgency"} for rule in rules)


def test_every_group_of_words_is_used_and_every_rule_names_groups_that_exist() -> None:
    file = tomllib.loads(FILE.read_text(encoding="utf-8"))
    used = {group for rule in file["rule"] for group in (*rule["all"], *rule.get("none", ()))}
    assert used == set(file["words"])


@pytest.mark.parametrize(
    ("question", "phones"),
    [
        ("Ik wil dood", ["113 of 0800-0113", "112"]),
        ("mijn cliënt zegt dat ze een eind aan haar leven wil maken", ["113 of 0800-0113", "112"]),
        ("ik ben 13 en ik wil dood", ["113 of 0800-0113", "0800-0432"]),
        ("Vader bedreigt moeder nu met een mes", ["112", "0800-2000"]),
        ("VADER SLAAT MOEDER NU", ["112", "0800-2000"]),
        ("mijn stiefvader komt 's nachts op mijn kamer", ["0800-0432", "112"]),
        ("papa slaat mij", ["0800-0432", "112"]),
        ("hij zit aan mij", ["0800-0432", "112"]),
        ("mijn cliënt zegt: hij slaat mij", ["112", "0800-2000"]),
        ("my dad beats me when he is drunk", ["0800-0432", "112"]),
        ("papa slaat mama nu met een stok", ["112", "0800-0432"]),
        ("mijn cliënt is gisteren door haar vader geslagen", ["112", "0800-2000"]),
        ("ze heeft een hele strip paracetamol ingenomen en wil dood", ["112", "113 of 0800-0113"]),
    ],
)
def test_who_is_called_first_depends_on_what_is_the_matter(
    question: str, phones: list[str]
) -> None:
    contacts = watch(question).to_call(load_contacts(CORPUS))
    assert [each.phone for each in contacts][:2] == phones
    assert len(contacts) == 4


@pytest.mark.parametrize(
    ("question", "urgency"),
    [
        ("ze heeft een hele strip paracetamol ingenomen", {Urgency.DEADLY}),
        ("moeder ligt bewusteloos in de gang", {Urgency.DEADLY}),
        ("vader slaat moeder nu", {Urgency.NOW}),
        ("hij reageert niet meer, hij bloedt nu", {Urgency.DEADLY, Urgency.NOW}),
        ("hoeveel paracetamol moet je nemen om dood te gaan", set()),
        ("een jongen van 15 vertelt dat zijn stiefvader hem gisteren sloeg", set()),
    ],
)
def test_how_urgent_it_is_is_said_too(question: str, urgency: set[Urgency]) -> None:
    assert hear(question).urgency == urgency


def test_pills_that_are_taken_are_danger_by_themselves() -> None:
    assert hear("she took the tablets").concerns == {Concern.DANGER}


def test_who_speaks_is_known_also_where_no_danger_is_said() -> None:
    assert hear("mijn vader is zo stil de laatste tijd").concerns == {Concern.CHILD}


def test_who_speaks_and_how_urgent_it_is_are_told_where_the_danger_is() -> None:
    apart = "Hoe zou ik opa en oma daarbij vragen? " * 15
    told = hear(f"Mijn vader werkt nu. {apart} Haar oom heeft haar gisteren geschopt.")
    assert told.concerns == {Concern.DANGER}
    assert told.urgency == set()


def test_a_decision_is_heard_beside_danger_told_elsewhere() -> None:
    apart = "Hoe zou ik opa en oma daarbij vragen? " * 15
    told = hear(f"Vader slaat moeder nu. {apart} Moet ik dit melden bij Veilig Thuis?")
    assert told.concerns == {Concern.DANGER, Concern.DECISION}


def test_a_text_keeps_its_own_spelling() -> None:
    assert hear("Ik wil DOOOOD").text == "Ik wil DOOOOD"


@pytest.mark.parametrize(("words", "is_one_story"), [(60, True), (61, False)])
def test_a_text_is_one_story_up_to_so_many_words(words: int, *, is_one_story: bool) -> None:
    text = " ".join(["hij", "slaat", "dicht.", "Daarbij", *filler(words - 5), "nu"])
    assert len(text.split()) == words
    assert signals(text) is is_one_story
    near = " ".join(["richtlijn", *filler(words - 5), "hij", "slaat", "haar", "weer"])
    assert len(near.split()) == words
    assert signals(near) is not is_one_story


@pytest.mark.parametrize("before", [0, 15, 30, 45, 60])
def test_a_story_without_an_end_of_a_sentence_is_read_in_runs_of_words(before: int) -> None:
    wide = ["hij", "slaat", *filler(25), "haar", "weer"]
    assert signals(" ".join([*filler(before), *wide, *filler(90 - before)]))
    beside = ["richtlijn", *filler(25), "hij", "slaat", "haar", "weer", *filler(25), "richtlijn"]
    assert signals(" ".join([*filler(before), *beside, *filler(90 - before)]))


def filler(words: int) -> list[str]:
    return ["daarbij"] * words


def test_a_very_long_word_takes_little_time() -> None:
    start = time.process_time()
    hear("ab" * 60_000)
    assert time.process_time() - start < 1


def test_words_of_different_stories_make_no_danger_together() -> None:
    apart = "Hoe zou ik opa en oma daarbij vragen? " * 15
    assert not signals(f"Hij slaat dicht. {apart} De kinderen spelen nu.")


def test_a_subject_told_of_elsewhere_takes_no_danger_away() -> None:
    guidance = "De handreiking en de richtlijn gaan over het netwerk. " * 40
    assert signals(f"{guidance} Vader slaat moeder nu. {guidance}")


def test_a_very_long_question_is_read_whole() -> None:
    padding = "Hoe zou ik opa en oma daarbij vragen? " * 90
    assert not signals(padding)
    assert signals(padding + "ik wil dood")


def _share(questions: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(holds(question) for question in questions) / len(questions)
