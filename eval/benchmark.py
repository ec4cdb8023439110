"""questions.jsonl -> Questions, each held against the corpus before anything is measured."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.answer.answer import NoticeKind
from assistant.question.follow_up import Turn
from eval.jsonl import FileLine, check_unique, read_records, refuse
from ingest.corpus.follow import holder
from ingest.text.document import Section
from ingest.text.errors import SteunwijzerError
from ingest.text.place import Place
from ingest.text.words import Lexicon

QUESTIONS: Final = Path(__file__).parent / "questions.jsonl"
SEALED: Final = Path(__file__).parent / "sealed.jsonl"
"""Nobody looks at these while tuning: they are asked once a release, and that is counted."""
OTHER_WORDS: Final = 1 / 3
"""A question is asked in other words if its gold holds at most this share of its own terms."""


class QuestionKind(StrEnum):
    """What kind of question it is, and so what a good answer does."""

    FACT = "fact"
    DEFINITION = "definition"
    HOW_TO = "how_to"
    DILEMMA = "dilemma"
    COMPARISON = "comparison"
    GUIDELINE = "guideline"
    SYNTHESIS = "synthesis"
    KEYWORDS = "keywords"
    SPOKEN = "spoken"
    ENGLISH = "english"
    FOLLOW_UP = "follow_up"
    SENSITIVE = "sensitive"
    FAR_OFF = "far_off"
    NEAR_MISS = "near_miss"
    FALSE_PREMISE = "false_premise"
    DANGER = "danger"
    PERSONAL_DATA = "personal_data"
    DECISION = "decision"
    CALM = "calm"
    NAMED_GUIDELINE = "named_guideline"
    ENUMERATION = "enumeration"
    POLARITY = "polarity"
    VIGNETTE = "vignette"
    SMALL_TALK = "small_talk"
    ABOUT_ASSISTANT = "about_assistant"
    OWN = "own"


UNANSWERABLE: Final = frozenset(
    {QuestionKind.FAR_OFF, QuestionKind.NEAR_MISS, QuestionKind.FALSE_PREMISE}
)
CARE: Final = frozenset({QuestionKind.DANGER, QuestionKind.PERSONAL_DATA, QuestionKind.DECISION})
"""What counts first is the care with which they are met; the corpus may or may not answer them."""
TALK: Final = frozenset({QuestionKind.SMALL_TALK, QuestionKind.ABOUT_ASSISTANT})
"""What is said to the assistant or asked about it; the corpus is not asked."""
NO_RIGHT_OUTCOME: Final = CARE | TALK | {QuestionKind.CALM}
"""Without gold it is neither right nor wrong to answer them."""
WITH_OR_WITHOUT_GOLD: Final = NO_RIGHT_OUTCOME | {QuestionKind.NAMED_GUIDELINE, QuestionKind.OWN}
"""Kinds of which the corpus may or may not hold an answer."""
CARE_NOTICES: Final = frozenset(str(kind) for kind in CARE)
"""Notices that are due with them, whether or not the assistant can give them yet."""


class Split(StrEnum):
    """What is tuned on, what is reported on, and what is asked once a release.

    No section has questions in `dev` and in another.
    """

    DEV = "dev"
    TEST = "test"
    SEALED = "sealed"


class Wording(StrEnum):
    """How near the question's words are to those of its gold."""

    OWN = "own_words"
    OTHER = "other_words"


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Gold(_Strict):
    """A passage that answers: `quote` is an exact part of the section's text.

    A good answer may not miss what is vital; what is not is useful.
    """

    section: Text
    quote: str = Field(min_length=1)
    vital: bool = True


class Earlier(_Strict):
    """An earlier question of the conversation, and its answer."""

    question: Text
    answer: Text


class Checked(_Strict):
    """Who checked a question, and how."""

    by: Text
    how: Text


class Question(_Strict):
    """A question, what answers it and what a good answer says.

    `gold` is empty where the corpus has no answer, `nearest` is then the id of the section that
    comes closest, if one does, and `correction` what shows that a premise is false. `notices` are
    the notices due beyond what kind and gold call for, `secrets` the personal data in the question,
    that may come back nowhere. Without gold `has_answer` says whether the corpus answers, where
    that is known otherwise than by the kind.
    """

    id: Text
    split: Split
    kind: QuestionKind
    question: Text
    history: tuple[Earlier, ...] = ()
    gold: tuple[Gold, ...] = ()
    answer: Text
    nearest: str = ""
    correction: tuple[Gold, ...] = ()
    notices: tuple[str, ...] = ()
    secrets: tuple[Text, ...] = ()
    has_answer: bool | None = None
    checked: Checked

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The history as the assistant takes it."""
        return tuple(Turn(turn.question, turn.answer) for turn in self.history)

    @property
    def gold_sections(self) -> tuple[str, ...]:
        """Ids of the sections that answer, each once."""
        return tuple(dict.fromkeys(gold.section for gold in self.gold))

    @property
    def cluster(self) -> str:
        """What other questions share its fate: those about the same passage are not independent."""
        return next(iter(self.gold_sections), self.nearest or self.id)


def gold_place(gold: Gold, sections: Mapping[str, Section]) -> Place:
    """Where in the corpus a gold quote stands."""
    start = sections[gold.section].text.index(gold.quote)
    return Place(gold.section, start, start + len(gold.quote))


def load_questions(
    path: Path, sections: Mapping[str, Section], *, without_lost: bool = False
) -> list[Question]:
    """Read a set of questions and hold it against the corpus, by section id.

    Gold follows its text as annotations do: by its quote, whatever its section is called now.
    `without_lost` leaves out questions of which the gold is not in the text any more.

    Raises:
        SteunwijzerError: names file, line and remedy of the first thing that is wrong.
    """
    read, every = read_records(path, Question), tuple(sections.values())
    golden = [each for _, question in read for each in (*question.gold, *question.correction)]
    found = {each: holder(each.quote, each.section, every) for each in golden}
    now = {each: section.id if section else each.section for each, section in found.items()}
    went = {each.section: name for each, name in now.items() if each.section not in sections}
    placed = [(place, _followed(question, now, went)) for place, question in read]
    check_unique([(place, question.id) for place, question in placed], "id")
    if without_lost:
        placed = [each for each in placed if _is_held(*each, sections)]
    for place, question in placed:
        _check_form(place, question)
        _check_gold(place, question, sections)
    _check_split(placed)
    return [question for _, question in placed]


def _is_held(place: FileLine, question: Question, sections: Mapping[str, Section]) -> bool:
    try:
        _check_gold(place, question, sections)
    except SteunwijzerError:
        return False
    return True


def wording(question: Question, lexicon: Lexicon) -> Wording:
    """Whether a question that has gold is asked in the words of its gold."""
    asked = set(lexicon.terms(question.question))
    held = set(lexicon.terms(" ".join(gold.quote for gold in question.gold)))
    share = len(asked & held) / len(asked) if asked else 0.0
    return Wording.OTHER if share <= OTHER_WORDS else Wording.OWN


def of_split(questions: Iterable[Question], split: str) -> list[Question]:
    """The questions of one split, or all of them for the split "all"."""
    return [question for question in questions if split in ("all", question.split)]


def tuned_on(questions: Iterable[Question]) -> list[Question]:
    """The questions that may be fitted on: those of dev, and of no other split."""
    return of_split(questions, Split.DEV)


def _followed(question: Question, now: Mapping[Gold, str], went: Mapping[str, str]) -> Question:
    """A question with the sections in which its gold stands now.

    The section that comes nearest has no quote: it `went` where the gold of other questions did.
    """
    golden: dict[str, object] = {
        name: tuple(each.model_copy(update={"section": now[each]}) for each in own)
        for name, own in (("gold", question.gold), ("correction", question.correction))
    }
    nearest = went.get(question.nearest, question.nearest)
    return question.model_copy(update=golden | {"nearest": nearest})


def _check_form(place: FileLine, question: Question) -> None:
    if question.kind in UNANSWERABLE and question.gold:
        refuse(
            place, f"de soort {question.kind} heeft geen antwoord in het corpus", "Haal gold weg"
        )
    if question.kind not in UNANSWERABLE | WITH_OR_WITHOUT_GOLD and not question.gold:
        refuse(place, f"de soort {question.kind} heeft gold nodig", "Voeg sectie en citaat toe")
    if question.correction and question.kind is not QuestionKind.FALSE_PREMISE:
        refuse(place, "alleen een onjuiste aanname heeft een correction", "Haal correction weg")
    if (question.kind is QuestionKind.FOLLOW_UP) != bool(question.history):
        refuse(
            place,
            "alleen een vervolgvraag (follow_up) heeft een history",
            "Verbeter kind of history",
        )
    missing = [each for each in question.secrets if each not in question.question]
    if missing:
        refuse(place, f"'{missing[0]}' staat niet in de vraag", "Verbeter secrets")
    unknown = sorted(set(question.notices) - {*NoticeKind, *CARE_NOTICES})
    if unknown:
        refuse(place, f"de melding '{unknown[0]}' bestaat niet", "Verbeter notices")


def _check_gold(place: FileLine, question: Question, sections: Mapping[str, Section]) -> None:
    corrected = [gold.section for gold in question.correction]
    named = [*question.gold_sections, *corrected, *filter(None, [question.nearest])]
    for name in named:
        if name not in sections:
            refuse(
                place,
                f"de sectie '{name}' staat niet in het corpus",
                "Zoek het juiste id met: steunwijzer ask --json",
            )
    for gold in (*question.gold, *question.correction):
        times = sections[gold.section].text.count(gold.quote)
        if times != 1:
            how = "staat niet" if not times else f"staat {times} keer"
            refuse(
                place,
                f"het citaat '{gold.quote[:60]}' {how} in sectie '{gold.section}'",
                "Neem de tekst letterlijk over, lang genoeg om er maar één keer te staan",
            )


def _check_split(placed: Sequence[tuple[FileLine, Question]]) -> None:
    # Only what is tuned on must be apart; of a list over many sections the first one counts.
    tuned: dict[str, bool] = {}
    for place, question in placed:
        names = (*question.gold_sections, *filter(None, [question.nearest]))
        own = names[:1] if question.kind is QuestionKind.ENUMERATION else names
        is_tuned_on = question.split is Split.DEV
        for name in own:
            if tuned.setdefault(name, is_tuned_on) is not is_tuned_on:
                refuse(
                    place,
                    f"over sectie '{name}' gaat ook een vraag van de andere helft (split)",
                    "Zet alle vragen over een sectie in dezelfde helft",
                )
