"""A hand-written assistant with real sentences of the handreiking, for the tests of ui."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answer.answer import (
    Answer,
    Author,
    Citation,
    Nearest,
    Notice,
    NoticeKind,
    Outcome,
    OwnWords,
    Sentence,
)
from assistant.chat.condition import Condition
from assistant.guard.privacy import Masked
from assistant.question.follow_up import Turn
from assistant.question.typed import QUESTION_CHARS
from ingest.corpus.contacts import Contact
from ingest.corpus.profile import load_profile
from ingest.text.document import (
    Chunk,
    Hit,
    Kind,
    PageMark,
    Published,
    Reuse,
    Section,
    Source,
    Standing,
    SummaryStanding,
)
from ingest.text.place import Place
from ingest.text.settings import BUNDLED_CORPUS, Settings
from ui.service.roles import VISITOR, Actor
from ui.service.workspace import Workspace

SOURCE = Source(
    id="handreiking-informele-steun",
    title="Handreiking informele steun",
    edition="mei 2022, bijgewerkt in 2023",
    year=2022,
    publisher="NIP en BPSW",
    url="",
    reuse=Reuse.NOT_STATED,
    standing=Standing.CURRENT,
)
PROFILE = load_profile(BUNDLED_CORPUS, [SOURCE.title])
ADVANTAGES = Section(
    id="handreiking-informele-steun/1/voordelen",
    document_id=SOURCE.id,
    headings=("1 De meerwaarde van het inzetten van informele steun", "Voordelen"),
    kind=Kind.BOX,
    voice="",
    missing="",
    pages=(PageMark(0, 5),),
    text=(
        "- Het verbindt ouders/gezinnen in het gewone alledaagse leven waardoor problemen "
        "genormaliseerd worden.\n"
        "- Het kind of de ouder krijgt door een maatje of een ander gezin de kans om nieuwe "
        "ervaringen op te doen en ontspannen kind te kunnen zijn.\n"
        "- Transformatie en besparing in de (jeugd)zorg.\n\n"
        "Bron: website Zorg voor de Jeugd"
    ),
)
VALUE = Section(
    id="handreiking-informele-steun/1/waarde",
    document_id=SOURCE.id,
    headings=(
        "1 De meerwaarde van het inzetten van informele steun",
        "Informele steun heeft in zichzelf waarde",
    ),
    kind=Kind.BODY,
    voice="",
    missing="",
    pages=(PageMark(0, 6),),
    text=(
        "Bezien vanuit het perspectief van het kind of de jeugdige is informele steun niet alleen "
        "maar een middel tot een doel, maar iets dat in zichzelf waarde heeft. Dat sluit aan bij "
        "het inzicht dat verbondenheid een van de basisbehoeften is van mensen, hun welbevinden "
        "vergroot en zelfs gezondheidsbevorderend werkt. Het is dan ook een valkuil om informele "
        "steun op te vatten als iets dat instrumenteel ingezet kan worden in dienst van formele "
        "hulpverlening. Niet de informele steun moet aanvullend en tijdelijk zijn; dat geldt juist "
        "voor formele hulp.³\n\n³ Zie hiervoor ook Lam, E. & Ligtermoet, I. (2018)."
    ),
)
VOICE = Section(
    id="handreiking-informele-steun/2/jim/citaat",
    document_id=SOURCE.id,
    headings=("2 Vormen van informele steun", "JIM"),
    kind=Kind.QUOTE,
    voice="Saad (20)",
    missing="",
    pages=(PageMark(0, None),),
    text="Ik voelde mij zo alleen. Met mijn JIM is dat doorbroken.",
)
SUMMARY = Section(
    id="handreiking-informele-steun/bijlage/kindermishandeling",
    document_id=SOURCE.id,
    headings=("Bijlage", "Richtlijn Kindermishandeling"),
    kind=Kind.SUMMARY,
    voice="kindermishandeling",
    missing="",
    pages=(PageMark(0, 18),),
    text=(
        "Deze ondersteuning kan op vier manieren worden geboden:\n\n"
        "- praktische ondersteuning;\n- psychologische of emotionele ondersteuning."
    ),
)
REPLACED = replace(
    SOURCE, id="crisisplaatsing", title="Crisisplaatsing", summary=SummaryStanding.OUTDATED
)
OUTDATED = Section(
    id="handreiking-informele-steun/bijlage/crisisplaatsing",
    document_id=SOURCE.id,
    headings=("Bijlage", "Richtlijn Crisisplaatsing"),
    kind=Kind.SUMMARY,
    voice="crisisplaatsing",
    missing="",
    pages=(PageMark(0, 17),),
    text="Veiligheid en neutraliteit zijn dus belangrijke criteria om te beoordelen of een "
    "netwerkplaatsing mogelijk is.",
)
SECTIONS = (ADVANTAGES, VALUE, VOICE, SUMMARY, OUTDATED)
SUMMARISED = (replace(SOURCE, id="kindermishandeling", title="Kindermishandeling"), REPLACED)
PUBLISHED = Published(SOURCE, (), SECTIONS, SUMMARISED)


def cite(number: int, section: Section, quote: str) -> Citation:
    """A citation of a sentence of a section."""
    start = section.text.index(quote)
    return Citation(number, SOURCE, section, Place(section.id, start, start + len(quote)))


def nearest() -> tuple[Nearest, ...]:
    """The whole of every section, as hits."""
    return tuple(
        Nearest(
            Hit(Chunk(f"{section.id}#1", section.id, 0, section.text), 0.9 - i / 10, 0.8, 0.3),
            section,
            SOURCE,
        )
        for i, section in enumerate(SECTIONS)
    )


CITATIONS = (
    cite(1, ADVANTAGES, "Transformatie en besparing in de (jeugd)zorg."),
    cite(
        2,
        VALUE,
        "Niet de informele steun moet aanvullend en tijdelijk zijn; dat geldt juist voor formele "
        "hulp.³",
    ),
    cite(3, VOICE, "Met mijn JIM is dat doorbroken."),
    cite(4, SUMMARY, SUMMARY.text),
    replace(cite(5, OUTDATED, OUTDATED.text), guideline=REPLACED),
)
NOTICES = (
    Notice(
        NoticeKind.QUOTED_PERSON,
        "Bron 3: dit zijn woorden van Saad (20), geen regel of aanbeveling.",
    ),
    Notice(
        NoticeKind.OUTDATED_SUMMARY,
        "Richtlijn Crisisplaatsing: dit is een samenvatting uit 2022 van een inmiddels herziene "
        "richtlijn. De richtlijn is vervangen. Kijk op https://richtlijnenjeugdhulp.nl/",
    ),
)


ONWARD = ("Wat is een <b>burgervoogd</b>?", "Wie kan steunouder worden?")


def answered(question: str) -> Answer:
    """An answer from five voices and kinds."""
    return Answer(
        question=question,
        searched=question,
        outcome=Outcome.ANSWERED,
        sentences=tuple(Sentence(citation.quote, (citation.number,)) for citation in CITATIONS),
        citations=CITATIONS,
        hits=nearest(),
        notices=NOTICES,
        support=1.0,
        publications=PROFILE.publications,
        onward=ONWARD,
    )


def in_own_words(question: str) -> Answer:
    """The same, chosen by a chat model that also says what it comes down to."""
    said = (
        OwnWords("Informele steun kan geld besparen & <meer>.", (1,)),
        OwnWords("Formele hulp is tijdelijk, zegt ook Saad.", (2, 3)),
    )
    return replace(answered(question), author=Author.MODEL, own_words=said)


def in_parts(question: str) -> Answer:
    """The same told in parts, each under the heading that it stands under."""
    whole = answered(question)
    headings = {each.number: each.section.headings[-1] for each in whole.citations}
    parts = tuple(replace(each, under=headings[each.citations[0]]) for each in whole.sentences)
    return replace(whole, sentences=parts)


def not_found(question: str) -> Answer:
    """No answer, with the nearest passages."""
    notice = Notice(NoticeKind.NOT_FOUND, "Ik vind in de bronnen geen antwoord op deze vraag.")
    return Answer(question, question, Outcome.NOT_FOUND, (), (), nearest(), (notice,), -1.0)


def perhaps(question: str) -> Answer:
    """What is shown where it is not sure that it answers."""
    return replace(answered(question), outcome=Outcome.PERHAPS)


def itself(question: str) -> Answer:
    """What the assistant says of itself."""
    notice = Notice(NoticeKind.ITSELF, "Steunwijzer bewaart je vragen niet.")
    return Answer(question, question, Outcome.ITSELF, (), (), (), (notice,), -1.0)


def unusable(question: str) -> Answer:
    """What is said to a question that cannot be searched for."""
    notice = Notice(NoticeKind.UNUSABLE_QUESTION, "Je hebt nog geen vraag gesteld. Typ een vraag.")
    return Answer(question, question, Outcome.NOT_FOUND, (), (), (), (notice,), -1.0)


def follow_up(question: str, turn: Turn) -> Answer:
    """An answer that shows what it was told of the conversation."""
    searched = f"{turn.question} {question}"
    notice = Notice(NoticeKind.FOLLOW_UP, f"Ik zocht op: {searched}")
    return replace(answered(question), searched=searched, notices=(notice,))


CONTACTS = (
    Contact("112", "bij direct gevaar", "112", "dag en nacht", ""),
    Contact("Veilig Thuis", "advies of melden", "0800-2000", "dag en nacht", ""),
)
SLOW_S = 1.5
"""How long a slow answer takes to go on."""


class FakeAssistant:
    """Knows nothing about the weather, refuses empty questions, breaks on "kapot".

    To "langzaam" it says one sentence and goes on a while later; on "gevaar" it names contacts.
    """

    def __init__(self) -> None:
        self.contacts = CONTACTS
        self.profile = PROFILE
        self.condition = Condition()
        self.published = (PUBLISHED,)
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []
        self.chosen: list[tuple[str, ...]] = []

    def ask(
        self, question: str, history: Sequence[Turn] = (), sources: Sequence[str] = ()
    ) -> Answer:
        """Answer one question."""
        self.asked.append((question, tuple(history)))
        self.chosen.append(tuple(sources))
        if not question.strip():
            return unusable(question)
        if "kapot" in question:
            raise ZeroDivisionError(question)
        if "weer" in question.split():
            return not_found(question)
        return follow_up(question, history[-1]) if history else answered(question)

    def stream(
        self, question: str, history: Sequence[Turn] = (), sources: Sequence[str] = ()
    ) -> Iterator[Answer]:
        """The answer, in one go unless it is slow; a question is masked in it."""
        masked = self.mask(question).text
        if "kapot" in question:
            raise ZeroDivisionError(question)
        contacts = CONTACTS if "gevaar" in question else ()
        if not question.strip() or len(question) > QUESTION_CHARS:
            yield replace(unusable(masked), contacts=contacts)
            return
        answer = replace(self.ask(masked, history, sources), contacts=contacts)
        if "langzaam" in question:
            yield replace(answer, sentences=answer.sentences[:1], is_whole=False)
            time.sleep(SLOW_S)
        yield answer

    def try_model(self, question: str) -> str:
        """What a chat model would say of it."""
        return question

    def warm_up(self) -> None:
        """Needs nothing."""

    def mask(self, text: str) -> Masked:
        """Knows one name."""
        return Masked(text.replace("Kees", "[naam]"), ())

    def search(self, words: str, sources: Sequence[str] = ()) -> tuple[Nearest, ...]:
        """Ranked passages."""
        self.chosen.append(tuple(sources))
        return nearest() if words.strip() else ()


def workspace_of(
    assistant: FakeAssistant, actor: Actor = VISITOR, settings: Settings | None = None
) -> Workspace:
    """The use cases, done with a fake assistant."""
    return Workspace(actor, settings or Settings(), lambda _: assistant)  # type: ignore[arg-type, return-value]
