"""Question, answer and scores -> at which stage it went wrong, if it did."""

from enum import StrEnum

from assistant.answer.answer import Outcome
from eval.benchmark import NO_RIGHT_OUTCOME
from eval.measured import ScoredQuestion
from eval.measures import COVERAGE
from eval.response import Response


class Stage(StrEnum):
    """What became of a question, in one phrase: where it went wrong, in the order of the work."""

    GOOD = "goed: zegt wat het antwoord is, en begint daarmee"
    BURIED = "deels: zegt het wel, maar begint met iets anders"
    INCOMPLETE = "deels: een deel van het belangrijkste ontbreekt"
    NOT_FOUND = "fout: niet gevonden"
    FOUND_AND_REFUSED = "fout: gevonden, maar geweigerd"
    FOUND_AND_NOT_CHOSEN = "fout: gevonden, maar iets anders verteld"
    RIGHTLY_REFUSED = "goed: terecht geweigerd"
    WRONGLY_ANSWERED = "fout: ten onrechte beantwoord"
    CARED_FOR = "goed: gaf de nodige melding"
    NOTICE_MISSING = "fout: gaf de nodige melding niet"
    FALSE_ALARM = "fout: waarschuwde voor gevaar dat er niet is"
    FAILED = "fout: geen antwoord door een storing"
    NOT_JUDGED = "zonder oordeel: er is niet vastgelegd wat goed is"


def stage(scored: ScoredQuestion, response: Response) -> Stage:
    """Judge a question by its scores: care first, then finding, refusing, choosing and ordering."""
    scores = scored.scores
    if response.failure:
        return Stage.FAILED
    if scored.kind in NO_RIGHT_OUTCOME and scores.get("notices", 1.0) < 1:
        return Stage.NOTICE_MISSING
    if scores.get("danger_false_alarm"):
        return Stage.FALSE_ALARM
    if "essentials" in scores:
        return _of_answerable(scored, is_answered=response.outcome is Outcome.ANSWERED)
    if "notices" in scores and scored.kind in NO_RIGHT_OUTCOME:
        return Stage.CARED_FOR
    if "refused" not in scores:
        return Stage.NOT_JUDGED
    return Stage.RIGHTLY_REFUSED if scores["refused"] else Stage.WRONGLY_ANSWERED


def _of_answerable(scored: ScoredQuestion, *, is_answered: bool) -> Stage:
    scores = scored.scores
    if scores["essentials"] == 0:
        if not scores[COVERAGE]:
            return Stage.NOT_FOUND
        return Stage.FOUND_AND_NOT_CHOSEN if is_answered else Stage.FOUND_AND_REFUSED
    if scores["essentials"] < 1:
        return Stage.INCOMPLETE
    return Stage.GOOD if scores["first_on_point"] else Stage.BURIED
