"""Citations -> what the reader must know beside the answer, in plain Dutch."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from assistant.answer.answer import Citation, Notice, NoticeKind
from assistant.guard.privacy import PersonalKind
from assistant.question.language import AskedIn
from ingest.corpus.contacts import Contact
from ingest.corpus.publications import Publications
from ingest.text.document import Kind, Section, Source, Standing, later_editions

WORDS_SHOWN: Final = 3
TITLES_SHOWN: Final = 3
MODEL_FAILED: Final = Notice(
    NoticeKind.MODEL_FAILED,
    "Het taalmodel gaf geen bruikbaar antwoord. Dit heeft Steunwijzer zonder taalmodel gevonden.",
)
MODEL_BROKE_OFF: Final = Notice(
    NoticeKind.MODEL_FAILED,
    "Het taalmodel brak zijn antwoord af. Dit is wat het tot dan toe koos.",
)
_DUTCH_SOURCE: Final = {
    AskedIn.ENGLISH: "The source is in Dutch, so the answer is too.",
    AskedIn.OTHER: "De bron is Nederlands. Daarom is het antwoord dat ook.",
}
_MASKED: Final = {
    PersonalKind.NAME: "een naam",
    PersonalKind.BSN: "een BSN",
    PersonalKind.BIRTH_DATE: "een datum",
    PersonalKind.ADDRESS: "een adres",
    PersonalKind.PHONE: "een telefoonnummer",
    PersonalKind.EMAIL: "een e-mailadres",
    PersonalKind.FILE_NUMBER: "een dossiernummer",
}


def not_found(advisers: str, *, is_chosen: bool = False) -> Notice:
    """Says that there is no answer, and whom to ask; or first to look in the sources left out."""
    if is_chosen:
        told = "Ik vind in de gekozen bronnen geen antwoord op deze vraag."
        return Notice(
            NoticeKind.NOT_FOUND,
            f"{told} Zoek ook in de andere bronnen, of vraag het aan {advisers}.",
        )
    return Notice(
        NoticeKind.NOT_FOUND,
        f"Ik vind in de bronnen geen antwoord op deze vraag. Vraag het aan {advisers}.",
    )


def chosen_sources(sources: Sequence[Source], count: int) -> list[Notice]:
    """Says which of so many sources were searched, where the reader chose some."""
    if not sources:
        return []
    titles = [f"“{called(each)}”" for each in sources]
    others = len(titles) - TITLES_SHOWN
    # What is cut off is more than one: of four titles all four are as short.
    shown = [*titles[:TITLES_SHOWN], f"nog {others} andere"] if others > 1 else titles
    return [
        Notice(
            NoticeKind.CHOSEN_SOURCES,
            f"Gezocht in {len(titles)} van de {count} bronnen: {_listed(shown)}.",
        )
    ]


def not_chosen(sources: Sequence[Source], kind: NoticeKind) -> list[Notice]:
    """Says which sources that a question names the reader left out.

    `kind` depends on whether there is an answer.
    """
    if not sources:
        return []
    listed = _listed([f"“{called(each)}”" for each in sources])
    return [Notice(kind, f"Niet gezocht in {listed}: dat heb je niet gekozen bij de bronnen.")]


def called(source: Source) -> str:
    """The title of a source, with its edition where that does not say it."""
    is_told = not source.edition or source.edition in source.title
    return source.title if is_told else f"{source.title} ({source.edition})"


def itself(text: str) -> Notice:
    """What the assistant says of itself, or to small talk."""
    return Notice(NoticeKind.ITSELF, text)


def dutch_source(language: AskedIn) -> list[Notice]:
    """Says to who asks in another language that the source is Dutch."""
    said = _DUTCH_SOURCE.get(language)
    return [Notice(NoticeKind.DUTCH_SOURCE, said)] if said else []


def not_in_named(sources: Sequence[Source], advisers: str) -> Notice:
    """Says that what was named does not say this, and where to look further."""
    titles = _listed([f"“{each.title}”" for each in sources])
    where = " ".join(f"Kijk op {url}" for url in dict.fromkeys(each.url for each in sources) if url)
    return Notice(
        NoticeKind.NOT_FOUND,
        f"Wat hier van {titles} staat, geeft geen antwoord op deze vraag. "
        f"{where or f'Vraag het aan {advisers}.'}",
    )


def elsewhere(names: Sequence[str], indexes: Iterable[Source], kind: NoticeKind) -> list[Notice]:
    """Says which publications that a question names are not here, and where to look them up.

    `indexes` are the sources that list publications, `kind` depends on whether there is an answer.
    """
    if not names:
        return []
    verb = "zitten" if names[1:] else "zit"
    listed = _listed([f"“{name}”" for name in names])
    look = "".join(f" Kijk in de {each.title}: {each.url}" for each in indexes if each.url)
    return [Notice(kind, f"In mijn bronnen {verb} {listed} niet.{look}")]


def decision(advice: str) -> Notice:
    """Says that a decision is not the assistant's, and what to do instead."""
    return Notice(NoticeKind.DECISION, f"Steunwijzer beslist niet. {advice}")


def danger(contacts: Sequence[Contact]) -> Notice:
    """Whom to call first."""
    listed = " ".join(f"{each.phone}: {each.purpose}." for each in contacts)
    return Notice(NoticeKind.DANGER, f"Is er nu gevaar? Bel eerst. {listed}")


def personal_data(kinds: Sequence[PersonalKind], clients: str) -> Notice:
    """Says what was masked in the question, and of whom nothing may be typed."""
    return Notice(
        NoticeKind.PERSONAL_DATA,
        f"In je vraag {'stonden' if kinds[1:] else 'stond'} "
        f"{_listed([_MASKED[kind] for kind in kinds])}. Dat is weggehaald, en niet gebruikt of "
        f"bewaard. Typ geen gegevens van {clients}.",
    )


def unusable(complaint: str) -> Notice:
    """Says why nothing can be searched for."""
    return Notice(NoticeKind.UNUSABLE_QUESTION, complaint)


def failed(why: str) -> Notice:
    """Says why there is no answer, where somebody in danger must still be told whom to call."""
    return Notice(NoticeKind.FAILED, why)


def follow_up(searched: str) -> Notice:
    """Says what a follow-up or a long question was taken to mean."""
    return Notice(NoticeKind.FOLLOW_UP, f"Ik zocht op: {searched}")


def not_in_corpus(words: Sequence[str]) -> list[Notice]:
    """Says which words of a question the sources do not have in any form."""
    if not words:
        return []
    shown = words[:WORDS_SHOWN]
    verb = "komen" if shown[1:] else "komt"
    listed = _listed([f"“{word}”" for word in shown])
    return [Notice(NoticeKind.UNKNOWN_WORDS, f"In de bronnen {verb} {listed} niet voor.")]


def only_partly(words: Sequence[str]) -> Notice:
    """Says that a part of the question is not answered, and if it is known which."""
    about = f" Niets gevonden over: {_listed([f'“{word}”' for word in words])}." if words else ""
    return Notice(
        NoticeKind.MISSING, f"Dit is een deel van het antwoord. De rest vind ik niet.{about}"
    )


def missing(words: Sequence[str]) -> list[Notice]:
    """Says about which words of a question nothing is found."""
    if not words:
        return []
    listed = _listed([f"“{word}”" for word in words])
    return [Notice(NoticeKind.MISSING, f"Niets gevonden over: {listed}.")]


def nothing_about(part: str) -> Notice:
    """Says that the sources do not answer a part of a question."""
    return Notice(NoticeKind.MISSING, f"Over “{part}” vind ik niets in de bronnen.")


def no_clear_answer(part: str) -> Notice:
    """Says that what is told may not answer a part of a question."""
    return Notice(NoticeKind.MISSING, f"Op “{part}” vind ik geen duidelijk antwoord.")


def for_citations(
    citations: Sequence[Citation], publications: Publications, sources: Mapping[str, Source]
) -> list[Notice]:
    """What the cited passages are, where that is not plain: quoted or outdated.

    `sources` are all, by id: the later editions of a superseded one are among them.
    """
    quotes = [citation for citation in citations if citation.section.kind is Kind.QUOTE]
    voices = dict.fromkeys(citation.section.voice for citation in quotes)
    return [
        *(
            _quoted(
                voice,
                [each for each in quotes if each.section.voice == voice],
                is_person=not publications.speaks(voice),
            )
            for voice in voices
        ),
        *_outdated(citations, sources),
        *filter(None, (_outdated_summary(each, publications.revised) for each in citations)),
    ]


def for_lost_content(sections: Iterable[Section]) -> list[Notice]:
    """What of these sections the conversion of the publication lost."""
    return [
        Notice(NoticeKind.LOST_CONTENT, section.missing) for section in sections if section.missing
    ]


def _listed(words: Sequence[str]) -> str:
    """One or more words as a Dutch enumeration."""
    *before, last = words
    return f"{', '.join(before)} en {last}" if before else last


def _quoted(voice: str, citations: Sequence[Citation], *, is_person: bool) -> Notice:
    """Says whose words these are; a person's are told apart from those of a publication."""
    numbers = _listed([str(citation.number) for citation in citations])
    end = ", geen regel of aanbeveling." if is_person else "."
    return Notice(NoticeKind.QUOTED_PERSON, f"Bron {numbers}: dit zijn woorden van {voice}{end}")


def _outdated(citations: Sequence[Citation], sources: Mapping[str, Source]) -> Iterator[Notice]:
    """Says of each superseded publication that it does not count any more, and which does."""
    cited = {each.source.id: each.source for each in citations}
    for source in cited.values():
        if source.standing is Standing.SUPERSEDED:
            numbers = [str(each.number) for each in citations if each.source.id == source.id]
            later = later_editions(source.id, sources)
            now = _now(later[-1]) if later else "Zoek op wat nu geldt."
            told = f"Bron {_listed(numbers)}: {source.title} geldt niet meer."
            yield Notice(NoticeKind.OUTDATED, f"{told} {now}")


def _outdated_summary(citation: Citation, revised: str) -> Notice | None:
    if not citation.is_outdated or citation.guideline is None:
        return None
    when = f" uit {citation.source.year}" if citation.source.year else ""
    return Notice(
        NoticeKind.OUTDATED_SUMMARY,
        f"{citation.section.headings[-1]}: dit is een samenvatting{when} van een inmiddels "
        f"{revised}. {_now(citation.guideline)}",
    )


def _now(source: Source) -> str:
    """Where to find what counts today."""
    edition = (
        f" ({source.edition})" if source.edition and source.edition not in source.title else ""
    )
    look = f" Kijk op {source.url}" if source.url else ""
    if source.standing is Standing.SUPERSEDED:
        return f"De uitgave van toen geldt niet meer{edition}.{look}"
    return f"Nu geldt: {source.title}{edition}.{look}"
