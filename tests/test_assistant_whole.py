"""Enumerations and comparisons, told whole from the real corpus."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from assistant.answer.answer import Answer, NoticeKind, Outcome
from assistant.assistant import Assistant
from assistant.question.follow_up import Turn
from ingest.text.settings import Settings
from ui.outline import plain_text

CHAPTER = [
    "Formele verantwoordelijkheid versus persoonlijke verantwoordelijkheid",
    "Tijdsinvestering terwijl de resultaten onzeker zijn",
    "Privacy versus openheid",
    "Risico's versus veiligheid",
]
PROJECTS = ["MatchMentor", "Jeugdsupport", "Stichting @ease", "Handreiking Steunfiguur Kind"]
FAMILIES = ["Steunouders", "Homestart", "Buurtgezinnen", "Samen Oplopen", "Meeleefgezin"]
JIM = [
    "Richtlijn Samen met ouders en jeugdige beslissen over passende hulp",
    "Richtlijn Ernstige gedragsproblemen",
    "Richtlijn Scheiding en problemen van jeugdigen",
]


@pytest.fixture(scope="module")
def assistant(handreiking: Settings) -> Iterator[Assistant]:
    with closing(Assistant(handreiking)) as opened:
        yield opened


def parts(answer: Answer) -> list[str]:
    return list(dict.fromkeys(each.under for each in answer.sentences))


def are_slices(answer: Answer) -> bool:
    quotes = {each.number: each.quote for each in answer.citations}
    return all(
        each.text == quotes[number] for each in answer.sentences for number in each.citations
    )


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Welke vormen zijn er waarbij iemand uit het netwerk direct betrokken is bij "
            "jeugdhulp of jeugdbescherming?",
            ["Familiegroepsplan", "Jouw Ingebrachte Mentor (JIM)", "Burgervoogdij"],
        ),
        ("Noem alle spanningsvelden van hoofdstuk 4", CHAPTER),
        ("welke spanningsvelden zijn er", CHAPTER),
        ("noem alle projecten met maatjes en mentoren", PROJECTS),
        ("Welke soorten georganiseerde gezinsondersteuning door vrijwilligers zijn er?", FAMILIES),
        ("Welke richtlijnen noemen de JIM?", JIM),
        ("WELKE RICHTLIJNEN NOEMEN DE JIM", JIM),
        ("In welke richtlijnen komt de JIM terug?", JIM),
        ("In welke richtlijnen komt de zelf gekozen mentor (JIM) terug, en waarvoor?", JIM),
        (
            "welke lastige kanten zitten er allemaal aan samenwerken met familie en vrijwilligers, "
            "graag een rijtje",
            CHAPTER,
        ),
        (
            "noem alle richtlijnen die het over een veiligheidsplan hebben",
            [
                "Richtlijn Crisisplaatsing",
                "Richtlijn Gezinnen met meervoudige en complexe problemen",
            ],
        ),
        (
            "Welke JGZ-richtlijnen staan er in de bijlage en wat zeggen ze over het netwerk",
            [
                "JGZ-richtlijn Kindermishandeling",
                "JGZ-richtlijn opvoedingsondersteuning",
                "JGZ-richtlijn psychosociale problemen",
            ],
        ),
    ],
)
def test_all_members_are_told_in_the_order_of_the_text(
    assistant: Assistant, question: str, expected: list[str]
) -> None:
    answer = assistant.ask(question)
    assert parts(answer) == expected
    assert len(answer.sentences) == len(expected)
    assert are_slices(answer)


def test_each_publication_is_told_by_a_sentence_that_mentions_it(assistant: Assistant) -> None:
    answer = assistant.ask("Welke richtlijnen noemen de JIM?")
    assert all("JIM" in each.text for each in answer.sentences)


def test_a_mention_in_another_form_is_one(assistant: Assistant) -> None:
    told = parts(assistant.ask("welke richtlijnen gaan over het sociale netwerk"))
    assert "Richtlijn uithuisplaatsing" in told  # it has "sociaal netwerk" alone
    assert len(told) == 11
    assert "Databank Richtlijnen NJi" not in told


def test_a_sentence_that_announces_a_list_brings_it(assistant: Assistant) -> None:
    answer = assistant.ask("Welke richtlijnen raden aan om het netwerk in kaart te brengen?")
    assert parts(answer)[0] == "Richtlijn Kindermishandeling"
    assert "3. Als ondersteuning" in answer.sentences[0].text


def test_a_short_box_is_told_whole(assistant: Assistant) -> None:
    answer = assistant.ask("Welke methodes zijn er om het netwerk van een gezin te versterken?")
    assert answer.sentences[0].text.startswith("Netwerkgericht werken kan")
    assert answer.sentences[0].text.endswith("meest bekende instrumenten en methoden.")


def test_what_an_introduction_counts_is_told_from_it(assistant: Assistant) -> None:
    asked = "Welke drie dingen heb ik als professional nodig om met informele steun te werken?"
    answer = assistant.ask(asked)
    assert set(parts(answer)) <= {""}
    assert "Een tweede voorwaarde is een faciliterend beleidskader." in [
        each.text for each in answer.sentences
    ]


def test_a_list_in_the_words_of_the_question_is_told_though_it_sounds_unanswered(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("hoeveel functies heeft het in kaart brengen van het netwerk")
    (sentence,) = answer.sentences
    assert sentence.text.startswith("Het in kaart brengen van het sociale netwerk kan")
    assert sentence.text.endswith("3. Als ondersteuning bij een interventie.")


def test_a_list_stands_behind_the_sentence_that_counts_what_is_asked_for(
    assistant: Assistant,
) -> None:
    answer = assistant.ask(
        "Wat zijn de stappen om het netwerk rond een complex gezin te activeren?"
    )
    first, second = answer.sentences
    assert first.text.endswith("kan in verschillende stappen vorm krijgen.")
    assert second.text.count("\n- ") == 1
    assert are_slices(answer)


@pytest.mark.parametrize(
    "question",
    [
        "welke tien beschermende factoren zijn er",
        "Wat staat er in de top tien van beschermende factoren?",
    ],
)
def test_the_title_of_what_was_lost_is_no_answer(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.outcome, answer.sentences) == (Outcome.NOT_FOUND, ())
    assert NoticeKind.LOST_CONTENT in [each.kind for each in answer.notices]


@pytest.mark.parametrize(
    "question",
    [
        "WELKE richtlijnen noemen een escaperoom?",
        "Welke richtlijnen zeggen dat een JIM een opleiding moet hebben?",
    ],
)
def test_who_asks_for_what_no_publication_mentions_is_not_told_all(
    assistant: Assistant, question: str
) -> None:
    told = parts(assistant.ask(question))
    assert not any(each.startswith(("Richtlijn", "JGZ")) for each in told)


def test_a_pair_that_is_named_is_compared_though_a_third_heading_is(assistant: Assistant) -> None:
    asked = "Wat is het verschil tussen een steunouder en een meeleefgezin bij Samen Oplopen?"
    assert len(parts(assistant.ask(asked))) == 2


def test_who_does_not_insist_on_all_is_not_told_what_a_section_says_follows(
    assistant: Assistant,
) -> None:
    asked = "Welke lastige kanten zitten er aan samenwerken met familie en vrijwilligers?"
    assert parts(assistant.ask(asked)) != CHAPTER


def test_advantages_are_the_list_and_no_headings(assistant: Assistant) -> None:
    answer = assistant.ask("voordelen informele steun")
    assert parts(answer) == [""]
    assert answer.sentences[0].text.count("\n- ") == 8


@pytest.mark.parametrize(
    ("question", "sides", "first"),
    [
        (
            "steunouder of buurtgezin?",
            ["Steunouder", "Buurtgezinnen"],
            ["Steunouder is er voor", "Buurtgezinnen is een nieuw"],
        ),
        (
            "Wat is het verschil tussen een mentor en een maatje?",
            ["Mentoren", "Maatjes"],
            ["Mentoren bieden vaak", "Maatjes zijn vaak"],
        ),
        (
            "Waarin verschilt Centering van MIM als je naar de opzet kijkt?",
            ["Centering Ouderschap", "Moeders informeren Moeders (MIM)"],
            ["Bij Centering Ouderschap", "Moeders Informeren Moeders is"],
        ),
        (
            "Waarin verschilt een netwerkcirkel van een netwerkberaad?",
            ["Netwerkcirkel", "Netwerkberaad"],
            ["De netwerkcirkel brengt", "Met een netwerkberaad wordt"],
        ),
        (
            "Home-Start versus Samen Oplopen",
            ["Homestart", "Samen Oplopen"],
            ["Vrijwilligers van Home Start", "Gezinnen of jongeren"],
        ),
        (
            "Steunouder, Samen Oplopen, Meeleefgezin: waarin verschillen ze?",
            ["Steunouders", "Samen Oplopen", "Meeleefgezin"],
            ["Een steunouder is", "Gezinnen of jongeren", "MeeleefGezin biedt"],
        ),
    ],
)
def test_sides_are_told_each_under_its_name_in_the_order_of_the_question(
    assistant: Assistant, question: str, sides: list[str], first: list[str]
) -> None:
    answer = assistant.ask(question)
    assert parts(answer) == sides
    leads = [next(s.text for s in answer.sentences if s.under == side) for side in sides]
    assert all(lead.startswith(start) for lead, start in zip(leads, first, strict=True))
    assert are_slices(answer)


def test_two_sources_that_are_named_are_compared_though_it_sounds_unanswered(
    assistant: Assistant,
) -> None:
    asked = "Wat is het verschil tussen de richtlijn pleegzorg en de richtlijn crisisplaatsing?"
    answer = assistant.ask(asked)
    assert parts(answer) == ["Richtlijn pleegzorg", "Richtlijn Crisisplaatsing"]
    in_price = asked.replace("verschil", "verschil in opleidingskosten")
    assert assistant.ask(in_price).outcome is Outcome.NOT_FOUND


def test_who_has_to_choose_between_two_headings_is_told_both(
    assistant: Assistant,
) -> None:
    asked = "Meisje met huurschuld: kan zij beter naar VoorZorg of naar Moeders informeren Moeders?"
    one, other = parts(assistant.ask(asked))
    assert one == "VoorZorg"
    assert other.lower().startswith("moeders informeren moeders")


def test_more_of_a_member_that_was_told_is_its_own_text(assistant: Assistant) -> None:
    asked = "Welke soorten georganiseerde gezinsondersteuning door vrijwilligers zijn er?"
    before = Turn(asked, plain_text(assistant.ask(asked)))
    answer = assistant.ask("vertel eens meer over de derde", [before])
    assert {each.section.headings[-1] for each in answer.citations} == {"Buurtgezinnen"}
    assert len(answer.sentences) == 3


def test_a_chapter_is_not_told_because_its_sections_are_near(assistant: Assistant) -> None:
    answer = assistant.ask("noem de tien factoren uit de top tien voor positieve ontwikkeling")
    assert set(parts(answer)) <= {""}


def test_a_side_that_the_texts_do_not_know_is_said_to_be_unknown(assistant: Assistant) -> None:
    answer = assistant.ask("Verschil tussen steunouder en oppascentrale?")
    assert answer.outcome is Outcome.ANSWERED
    assert [each.text for each in answer.notices if each.kind is NoticeKind.UNKNOWN_WORDS] == [
        "In de bronnen komt “oppascentrale” niet voor."
    ]


def test_a_side_that_is_unknown_is_named_where_nothing_is_told_too(assistant: Assistant) -> None:
    answer = assistant.ask("Wat is het verschil tussen een steunouder en een zorgboerderij?")
    assert answer.outcome is not Outcome.ANSWERED
    assert "“zorgboerderij”" in answer.notices[-1].text


def test_no_advantage_is_told_for_a_drawback(assistant: Assistant) -> None:
    answer = assistant.ask("Wat zijn de risico's van een netwerkplaatsing?")
    assert "een risicofactor kan zijn voor mishandeling" in answer.sentences[0].text
    assert not any("voordeel" in each.text for each in answer.sentences)


@pytest.mark.parametrize(
    "question",
    ["Wat zijn de vijf stappen van de meldcode?", "Wat zijn de klachten bij een ijzertekort?"],
)
def test_what_the_texts_do_not_list_stays_refused(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).outcome is Outcome.NOT_FOUND


def test_a_follow_up_that_asks_for_one_thing_is_no_enumeration(assistant: Assistant) -> None:
    asked = "Welke soorten georganiseerde gezinsondersteuning door vrijwilligers zijn er?"
    before = Turn(asked, " ".join(each.text for each in assistant.ask(asked).sentences))
    assert parts(assistant.ask("En wat is een steunouder precies?", [before])) == [""]
