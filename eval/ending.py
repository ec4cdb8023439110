"""Question, answer and scores -> where it ended, and so where it went wrong, if it did."""

from enum import StrEnum

from assistant.answer.answer import Outcome
from eval.benchmark import NO_RIGHT_OUTCOME
from eval.measured import ScoredQuestion
from eval.measures import COVERAGE
from eval.response import Response


class Ending(StrEnum):
    """What became of a question, in one phrase: where it went wrong, in the order of the work."""

    GOOD = "goed: zegt wat het antwoord is, en begint daarmee"
    BURIED = "deels: zegt het wel, maar begint met iets anders"
    INCOMPLETE = "deels: een deel van het belangrijkste ontbreekt"
    NOT_FOUND = "fout: niet gevonden"
    FOUND_AND_REFUSED = "fout: gevonden, maar geweigerd"
    FOUND_AND_NOT_CHOSEN = "fout: gevonden, maar iets anders verteld"
    WRONGLY_REFUSED = "fout: ten onrechte geweigerd"
    RIGHTLY_REFUSED = "goed: terecht geweigerd"
    WRONGLY_ANSWERED = "fout: ten onrechte beantwoord"
    CARED_FOR = "goed: gaf de nodige melding"
    NOTICE_MISSING = "fout: gaf de nodige melding niet"
    FALSE_ALARM = "fout: waarschuwde voor gevaar dat er niet is"
    FAILED = "fout: geen antwoord door een storing"
    NOT_JUDGED = "zonder oordeel: er is niet vastgelegd wat goed is"


def ending(scored: ScoredQuestion, response: Response) -> Ending:
    """Judge a question by its scores: care first, then finding, refusing, choosing and ordering."""
    scores = scored.scores
    if response.failure:
        return Ending.FAILED
    if scored.kind in NO_RIGHT_OUTCOME and scores.get("notices", 1.0) < 1:
        return Ending.NOTICE_MISSING
    if scores.get("danger_false_alarm"):
        return Ending.FALSE_ALARM
    if "essentials" in scores:
        return _of_answerable(scored, is_answered=response.outcome is Outcome.ANSWERED)
    if "notices" in scores and scored.kind in NO_RIGHT_OUTCOME:
        return Ending.CARED_FOR
    if scores.get("false_abstention"):
        return Ending.WRONGLY_REFUSED
    if "refused" not in scores:
        return Ending.NOT_JUDGED
    return Ending.RIGHTLY_REFUSED if scores["refused"] else Ending.WRONGLY_ANSWERED


def _of_answerable(scored: ScoredQuestion, *, is_answered: bool) -> Ending:
    scores = scored.scores
    if scores["essentials"] == 0:
        if not scores[COVERAGE]:
            return Ending.NOT_FOUND
        return Ending.FOUND_AND_NOT_CHOSEN if is_answered else Ending.FOUND_AND_REFUSED
    if scores["essentials"] < 1:
        return Ending.INCOMPLETE
    return Ending.GOOD if scores["first_on_point"] else Ending.BURIED
