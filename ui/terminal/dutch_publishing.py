"""The Dutch texts of publishing: what a new index changes, what was in use, and going back."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ui.terminal.dutch import count, decimal

if TYPE_CHECKING:
    from ui.service.given import (
        ChangedAnswer,
        KeptRelease,
        NoteChange,
        Publication,
        Told,
        WordChange,
    )

MOVED_SECTION: Final = "elders"
ANNOTATED_SECTION: Final = "notitie"
OTHER_SOURCE: Final = "bron"
APART: Final = "ook"
SHOWN: Final = 5
"""So many changed answers are told on a terminal; --json gives all."""
SAID_CHARS: Final = 100
SAME_CHARS: Final = 30
_MONTHS: Final = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()
_OUTCOMES: Final = {
    "answered": "antwoord",
    "perhaps": "misschien",
    "not_found": "niet gevonden",
    "itself": "over de assistent",
}
NOTHING_TO_ASK: Final = (
    "Er zijn geen vragen om te stellen: de vragenset gaat over een ander corpus."
)
NO_DIFFERENCES: Final = "Er is geen verschil."


def moved(before: str, after: str) -> str:
    """A section that says the same under another id."""
    return f"{MOVED_SECTION:<7} {before} heet nu {after}"


def annotated(note: "NoteChange") -> Iterator[str]:
    """A section of which the annotations differ, and what of them goes and comes."""
    yield f"{ANNOTATED_SECTION:<7} {note.section_id}: andere annotaties"
    for mark, told in (("-", note.went), ("+", note.came)):
        yield from (f"        {mark} {line}" for line in told)


def other_source(source_id: str) -> str:
    """A source that comes, goes, or of which something else is said."""
    return f"{OTHER_SOURCE:<7} {source_id}: er wordt iets anders over gezegd"


def apart(what: str) -> str:
    """Something else of the corpus that differs."""
    return f"{APART:<7} {what}"


def word_lines(words: "Sequence[WordChange]") -> Iterator[str]:
    """What goes and what comes in a section, each with a few words before it."""
    before = ""
    for each in words:
        if each.same:
            before = _end(each.same)
            continue
        for mark, told in (("-", each.went.split()), ("+", each.came.split())):
            if told:
                yield f"        {mark} {before}{' '.join(told)}"


def _end(text: str) -> str:
    """The last words of what stays the same, on one line."""
    line = " ".join(text.split())
    return f"… {line[-SAME_CHARS:].partition(' ')[2]} " if len(line) > SAME_CHARS else f"{line} "


def follows(sections: Sequence[str]) -> str:
    """Annotations that go along with text that changed."""
    return f"Van {count(len(sections), 'sectie gaan', 'secties gaan')} alle annotaties mee."


def answer_lines(changed: "Sequence[ChangedAnswer]", asked: int) -> Iterator[str]:
    """The questions of which the answer changes: a few, and how many more there are."""
    yield f"{count(asked, 'vraag', 'vragen')} gesteld; {len(changed)} met een ander antwoord."
    for each in changed[:SHOWN]:
        yield f"vraag   {each.question}"
        if each.before:
            yield f"   voor {_said(each.before)}"
        yield f"   na   {_said(each.after)}"
    if len(changed) > SHOWN:
        yield f"        … en nog {len(changed) - SHOWN}; alle zie je met --json"


def _said(told: "Told") -> str:
    whole = " ".join(told.sentences)
    cut = f"{whole[:SAID_CHARS]} …" if len(whole) > SAID_CHARS else whole
    return f"[{_OUTCOMES[told.outcome]}] {cut}".rstrip()


def made_ready(seconds: float, size_bytes: int) -> str:
    """The next index is there and waits."""
    return (
        f"Klaargezet in {decimal(seconds, 1)} s, {decimal(size_bytes / 1e6, 0)} MB. "
        "Neem hem in gebruik met: steunwijzer publish"
    )


def below(floors: Sequence[str]) -> str:
    """Floors that are not reached, and that publishing then takes a reason."""
    return (
        f"Let op. Onder de grens: {'; '.join(floors)}. Publiceren vraagt dan om een reden: "
        'steunwijzer publish --toch "REDEN"'
    )


def kept_release(kept: "KeptRelease") -> str:
    """A release that is kept, on a line of its own."""
    told = _published(kept.published) if kept.published else f"gemaakt {moment(kept.created)}"
    is_waiting = not (kept.is_in_use or kept.published)
    state = "in gebruik" if kept.is_in_use else "nog niet in gebruik geweest" * is_waiting
    return f"{kept.id}  {told}{f'  {state}' if state else ''}"


def _published(publication: "Publication") -> str:
    deed = "teruggezet" if publication.is_back else "in gebruik genomen"
    parts = [
        f"{deed} op {moment(publication.at)}" + f" door {publication.who}" * bool(publication.who),
        f"“{publication.note}”" if publication.note else "",
        f"{count(publication.texts, 'tekst', 'teksten')}, "
        f"{count(publication.sections, 'sectie', 'secties')}",
        f"corpus {publication.corpus[:8]}",
        _rehearsed(publication),
        f"toch, want: {publication.reason}" if publication.reason else "",
    ]
    return "; ".join(filter(None, parts))


def _rehearsed(publication: "Publication") -> str:
    found = publication.rehearsal
    if found is None or not found.asked:
        return ""
    told = f"{found.changed} van {found.asked} antwoorden anders"
    return told + f", onder de grens: {', '.join(found.below)}" * bool(found.below)


def moment(at: str) -> str:
    """A moment of ISO 8601 as Dutch says it, in the time of this machine."""
    local = datetime.fromisoformat(at).astimezone()
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}, {local:%H.%M} uur"


def rolled_back(name: str, created: str) -> str:
    """What is in use again, and that it stays so."""
    return (
        f"In gebruik is nu de index {name}, gemaakt op {moment(created)}. Wie de pagina open "
        "heeft, krijgt die meteen. De documenten in het corpus zijn niet veranderd: een volgende "
        "ingest maakt daarvan weer een nieuwe index."
    )
