"""Citations -> what the reader must know beside the answer, in plain Dutch."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from assistant.answer import Citation, Notice, NoticeKind
from ingest.document import Kind, Section, Source, Standing, SummaryStanding

NOT_FOUND: Final = Notice(
    NoticeKind.NOT_FOUND,
    "Ik vind in de bronnen geen antwoord op deze vraag.",
)


def follow_up(searched: str) -> Notice:
    """Says what a follow-up question was taken to mean."""
    return Notice(NoticeKind.FOLLOW_UP, f"Ik zocht op: {searched}")


def for_citations(citations: Sequence[Citation], sources: Mapping[str, Source]) -> list[Notice]:
    """What the cited passages are, where that is not plain: quoted or outdated."""
    return [
        *filter(None, (_quoted_person(citation) for citation in citations)),
        *filter(None, (_outdated_summary(citation, sources) for citation in citations)),
    ]


def for_lost_content(sections: Iterable[Section]) -> list[Notice]:
    """What of these sections the conversion of the publication lost."""
    return [
        Notice(NoticeKind.LOST_CONTENT, section.missing) for section in sections if section.missing
    ]


def _quoted_person(citation: Citation) -> Notice | None:
    if citation.section.kind is not Kind.QUOTE:
        return None
    return Notice(
        NoticeKind.QUOTED_PERSON,
        f"Bron {citation.number}: dit zijn woorden van {citation.section.voice}, "
        "geen regel of aanbeveling.",
    )


def _outdated_summary(citation: Citation, sources: Mapping[str, Source]) -> Notice | None:
    section = citation.section
    if section.kind is not Kind.SUMMARY:
        return None
    guideline = sources[section.voice]
    if guideline.summary is not SummaryStanding.OUTDATED:
        return None
    return Notice(
        NoticeKind.OUTDATED_SUMMARY,
        f"{section.headings[-1]}: dit is een samenvatting uit 2022 van een inmiddels herziene "
        f"richtlijn. {_now(guideline)}",
    )


def _now(guideline: Source) -> str:
    """Where to find what counts today."""
    edition = f", {guideline.edition}" if guideline.edition else ""
    if guideline.standing is Standing.SUPERSEDED:
        return f"De richtlijn is vervangen. Kijk op {guideline.url}"
    return f"Nu geldt: {guideline.title}{edition}. Kijk op {guideline.url}"
