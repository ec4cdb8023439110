"""A run's answers, sentence by sentence -> what people say of each, how far they agree, and gold.

Every rater has a table of their own in the folder of the report, so that nobody sees what another
said. It is a CSV: it can be filled in question by question in the terminal, or in a spreadsheet.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import combinations
from pathlib import Path
from typing import Final, NamedTuple

from eval.benchmark import Checked, Gold, Question, QuestionKind, Split
from eval.jsonl import records_of
from eval.response import KeptSentence, Response
from eval.tables import as_typed, read_table, write_table
from ingest.text.document import Section
from ingest.text.errors import SteunwijzerError

RESPONSES: Final = "responses.jsonl"
_FILE: Final = "oordelen-{}.csv"
_COLUMNS: Final = ("vraag", "nummer", "wat is gevraagd", "zin", "oordeel")
_NAME_BYTES: Final = 100
"""Longest name of a rater: that of a file has room for 255."""
_MIN_RATED: Final = 2
"""So many ratings in common are needed before agreement can be told from chance."""


class Rating(StrEnum):
    """What a reader says of one sentence, beside the question."""

    RIGHT = "goed"
    BESIDE = "ernaast"
    WRONG = "fout"


class Rated(NamedTuple):
    """A sentence of an answer, by question id and number, with its rating if it has one."""

    question: str
    number: int
    asked: str
    sentence: str
    rating: Rating | None = None

    @property
    def key(self) -> tuple[str, int]:
        """By this a sentence is the same in two tables."""
        return self.question, self.number


class RaterAgreement(NamedTuple):
    """How far two raters agree on the `both` sentences that both rated: share and Cohen's kappa.

    `kappa` is None where they rated too few, or gave all of them one rating.
    """

    raters: tuple[str, str]
    both: int
    share: float
    kappa: float | None


def read_responses(folder: Path) -> list[Response]:
    """What a report folder keeps of each answer.

    Raises:
        SteunwijzerError: there is no report.
    """
    try:
        return records_of(folder / RESPONSES, Response)
    except SteunwijzerError as error:
        raise SteunwijzerError(
            f"In {folder} staat geen verslag.", "Kies de map die 'steunwijzer eval run' noemde."
        ) from error


def to_rate(responses: Sequence[Response], count: int, rater: str) -> list[Rated]:
    """The sentences of `count` answers: the same for every rater, each in an order of their own."""
    answered = [each for each in responses if each.sentences]
    # The run decides which, so that two raters rate the same; no secrets are drawn here.
    chosen = random.Random(len(answered)).sample(answered, min(count, len(answered)))  # noqa: S311
    random.Random(rater).shuffle(chosen)  # noqa: S311
    return [
        Rated(response.id, number, response.shown or response.searched, sentence.text)
        for response in chosen
        for number, sentence in enumerate(response.sentences, start=1)
    ]


def rater_file(folder: Path, rater: str) -> Path:
    """The table of one rater.

    Raises:
        SteunwijzerError: the name cannot be part of a file's name.
    """
    if not re.fullmatch(r"[\w-]+", rater) or len(rater.encode()) > _NAME_BYTES:
        raise SteunwijzerError(
            f"'{rater}' kan niet in de naam van een bestand.",
            "Gebruik letters en cijfers, en maak hem niet te lang.",
        )
    return folder / _FILE.format(rater.lower())


def read_ratings(path: Path) -> list[Rated]:
    """The table of one rater; sentences without a rating have none yet.

    Raises:
        SteunwijzerError: it is no such table, or holds a rating that does not exist.
    """
    table = read_table(path)
    if missing := [name for name in _COLUMNS if name not in table.columns]:
        raise SteunwijzerError(
            f"In {path} ontbreekt de kolom '{missing[0]}'.", "Laat de kolommen zoals ze waren."
        )
    rated = [
        Rated(
            as_typed(row["vraag"]),
            _number(row["nummer"].strip(), path, line),
            as_typed(row["wat is gevraagd"]),
            as_typed(row["zin"]),
            _rating(row["oordeel"].strip().lower(), path, line),
        )
        for line, row in enumerate(table.to_dict("records"), start=2)
    ]
    for line, each in enumerate(rated, start=2):
        if any(each.key == other.key for other in rated[: line - 2]):
            raise SteunwijzerError(
                f"{path}, rij {line}: deze zin staat er twee keer in.", "Laat een van beide staan."
            )
    return rated


def write_ratings(path: Path, rated: Sequence[Rated]) -> None:
    """Write the table of one rater, whole or not at all.

    Raises:
        SteunwijzerError: it cannot be written.
    """
    rows = [dict(zip(_COLUMNS, (*each[:4], each.rating or ""), strict=True)) for each in rated]
    try:
        write_table(path, rows)
    except OSError as error:
        raise SteunwijzerError(
            f"{path} kan niet worden geschreven.", "Sluit hem in Excel, en probeer het opnieuw."
        ) from error


def read_raters(folder: Path) -> dict[str, list[Rated]]:
    """The tables in a report folder, by rater.

    Raises:
        SteunwijzerError: there is none, or one cannot be read.
    """
    names = rater_names(folder)
    if not names:
        raise SteunwijzerError(
            f"In {folder} heeft nog niemand geoordeeld.", "Begin met: steunwijzer eval label"
        )
    return {name: read_ratings(folder / _FILE.format(name)) for name in names}


def rater_names(folder: Path) -> list[str]:
    """Who has a table in a report folder, in alphabetical order."""
    prefix, suffix = _FILE.split("{}")
    files = folder.glob(_FILE.format("*"))
    return sorted(file.name[len(prefix) : -len(suffix)] for file in files)


def agreements(raters: Mapping[str, Sequence[Rated]]) -> Iterator[RaterAgreement]:
    """How far every two raters agree, on the sentences that both rated."""
    from sklearn import metrics  # here: it takes a second

    given = {name: _given(rated) for name, rated in raters.items()}
    for one, other in combinations(sorted(given), 2):
        both = sorted(given[one].keys() & given[other].keys())
        own, others = ([given[name][key] for key in both] for name in (one, other))
        same = sum(a is b for a, b in zip(own, others, strict=True))
        is_told_apart = len(both) >= _MIN_RATED and len({*own, *others}) > 1
        yield RaterAgreement(
            (one, other),
            len(both),
            same / len(both) if both else 0.0,
            float(metrics.cohen_kappa_score(own, others)) if is_told_apart else None,
        )


def agreed(raters: Mapping[str, Sequence[Rated]]) -> dict[tuple[str, int], Rating]:
    """The rating of every sentence that somebody rated, where all who did say the same."""
    said: dict[tuple[str, int], set[Rating]] = {}
    for rated in raters.values():
        for key, rating in _given(rated).items():
            said.setdefault(key, set()).add(rating)
    return {key: next(iter(ratings)) for key, ratings in said.items() if len(ratings) == 1}


def gold_questions(
    responses: Sequence[Response],
    ratings: Mapping[tuple[str, int], Rating],
    sections: Mapping[str, Section],
    raters: Sequence[str],
) -> list[Question]:
    """A question for every answer with a sentence that is right: those sentences are its gold.

    What an answer missed is not known of it. Sentences that do not stand in one place are left out.
    """
    checked = Checked(by=", ".join(raters), how="said of each sentence whether it answers")
    found = []
    for response in responses:
        golden = tuple(
            gold
            for number, sentence in enumerate(response.sentences, start=1)
            if ratings.get((response.id, number)) is Rating.RIGHT
            for gold in _gold(response, sentence, sections)
        )
        if golden:
            found.append(
                Question(
                    id=response.id,
                    split=Split.TEST,
                    kind=QuestionKind.OWN,
                    question=response.shown or response.searched,
                    gold=golden,
                    answer=" ".join(gold.quote for gold in golden),
                    checked=checked,
                )
            )
    return found


def _given(rated: Sequence[Rated]) -> dict[tuple[str, int], Rating]:
    return {each.key: each.rating for each in rated if each.rating}


def _gold(
    response: Response, sentence: KeptSentence, sections: Mapping[str, Section]
) -> Iterator[Gold]:
    """Where a sentence stands: itself if it is literal, and otherwise what it cites."""
    for cited in response.citations:
        if cited.number in sentence.citations:
            quote = sentence.text if sentence.text in cited.text else cited.text
            section = sections.get(cited.section)
            if section and section.text.count(quote) == 1:
                yield Gold(section=cited.section, quote=quote)


def _number(typed: str, path: Path, line: int) -> int:
    if not re.fullmatch("[0-9]+", typed):
        raise SteunwijzerError(
            f"{path}, rij {line}: '{typed}' is geen nummer van een zin.",
            "Laat de kolom 'nummer' zoals ze was.",
        )
    return int(typed)


def _rating(said: str, path: Path, line: int) -> Rating | None:
    if not said:
        return None
    try:
        return Rating(said)
    except ValueError as error:
        raise SteunwijzerError(
            f"{path}, rij {line}: '{said}' is geen oordeel.",
            f"Kies uit: {', '.join(Rating)}; of laat het leeg.",
        ) from error
