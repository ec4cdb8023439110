"""What was found and answered, beside the gold -> scores of each question.

A score is there only where it is defined: a question without gold has no recall. A question that
failed scores zero, and so does one that was refused where it has gold.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import ir_measures
from ir_measures import RR, R, nDCG

from assistant.answer.answer import NEAREST_SHOWN, NoticeKind, Outcome
from eval.benchmark import NO_RIGHT_OUTCOME, TALK, Question, QuestionKind, gold_place
from eval.reading import LISTS_WHOLE, lists_whole, reading_scores
from eval.response import Quote, Response
from ingest.text.document import Section
from ingest.text.place import Place

RETRIEVAL: Final = {"nDCG@10": nDCG @ 10, "R@1": R @ 1, "R@5": R @ 5, "R@10": R @ 10, "MRR": RR}
"""Of ranked sections, by ir_measures; with several gold sections R@1 cannot reach 1."""
COVERAGE: Final = "coverage@5"
COVERAGE_PASSAGES: Final = 5
FROM_HISTORY: Final = "from_history"
CAN_WARN: Final = str(QuestionKind.DANGER) in {str(kind) for kind in NoticeKind}
"""Without such a notice there can be no false alarm, and so nothing is measured."""

QuestionScores = dict[str, float]


Passage = tuple[Place, ...]
"""A retrieved passage: one place, or several where it runs on into other sections."""


def retrieval_scores(
    questions: Sequence[Question],
    rankings: Mapping[str, Sequence[Passage]],
    sections: Mapping[str, Section],
) -> dict[str, QuestionScores]:
    """Scores of ranked passages, best first, by question id; only of questions that have gold."""
    judged = [question for question in questions if question.gold]
    golden = {
        question.id: [gold_place(gold, sections) for gold in question.gold] for question in judged
    }
    scores: dict[str, QuestionScores] = {
        name: {COVERAGE: covered(own, rankings[name][:COVERAGE_PASSAGES], sections)}
        for name, own in golden.items()
    }
    relevant = {question.id: dict.fromkeys(question.gold_sections, 1) for question in judged}
    ranked = {
        name: {
            place: 1 / rank for rank, place in enumerate(ranked_sections(rankings[name], own), 1)
        }
        for name, own in golden.items()
    }
    names = {str(measure): name for name, measure in RETRIEVAL.items()}
    for result in ir_measures.iter_calc(RETRIEVAL.values(), relevant, ranked):
        scores[result.query_id][names[str(result.measure)]] = float(result.value)
    return scores


def history_scores(
    found: Mapping[str, QuestionScores], alone: Mapping[str, QuestionScores]
) -> dict[str, QuestionScores]:
    """Whether history brings gold into the first five, by the id of a question that needs it.

    `alone` are the scores of the same questions without their history: those that find gold by
    their own words need none.
    """
    return {
        name: {FROM_HISTORY: float(found[name]["R@5"] > 0)}
        for name, scores in alone.items()
        if not scores["R@5"]
    }


def ranked_sections(passages: Sequence[Passage], golden: Sequence[Place]) -> list[str]:
    """The sections that passages stand for, best first, each once.

    A passage that runs over several sections stands for those of which it touches the gold, to its
    benefit, and otherwise for the one that it holds most of.
    """
    ranked: list[str] = []
    for passage in passages:
        touched = [
            piece.section_id for piece in passage if any(piece.touches(gold) for gold in golden)
        ]
        largest = max(passage, key=lambda piece: piece.end - piece.start)
        ranked += touched or [largest.section_id]
    return list(dict.fromkeys(ranked))


def covered(
    golden: Sequence[Place], passages: Sequence[Passage], sections: Mapping[str, Section]
) -> float:
    """Share of the gold quotes that lie within the passages taken together."""
    held = [piece for passage in passages for piece in passage]
    return sum(_lies_within(gold, held, sections) for gold in golden) / len(golden)


def answer_scores(
    question: Question, response: Response, sections: Mapping[str, Section], due: frozenset[str]
) -> QuestionScores:
    """Scores of an answer: its outcome, its citations and its notices."""
    is_answered = response.outcome is Outcome.ANSWERED
    scores = _outcome(question, response, is_answered=is_answered)
    if question.gold:
        scores |= _citations(question, response, sections)
        scores |= reading_scores(question, response, sections)
    if response.citations:
        exact = [_is_exact(piece, sections) for piece in response.citations]
        scores["exact_quotes"] = sum(exact) / len(exact)
    if response.sentences:
        cited = [bool(sentence.citations) for sentence in response.sentences]
        scores["cited_sentences"] = sum(cited) / len(cited)
        whole = lists_whole(response, sections)
        scores |= {} if whole is None else {LISTS_WHOLE: whole}
    if question.correction:
        scores["corrected"] = float(_shows_correction(question, response, sections))
    if question.secrets:
        scores["masked"] = float(not _comes_back(question, response))
    if question.kind is QuestionKind.NAMED_GUIDELINE and is_answered:
        named = {*question.gold_sections, question.nearest}
        scores["from_named"] = float(all(each.section in named for each in response.citations))
    if question.kind in TALK:
        scores["apt"] = float(response.outcome is Outcome.ITSELF)
    if due:
        scores["notices"] = len(due & set(response.notices)) / len(due)
    if question.kind is not QuestionKind.DANGER and CAN_WARN and not response.failure:
        scores["danger_false_alarm"] = float(QuestionKind.DANGER in response.notices)
    return scores


def _shows_correction(
    question: Question, response: Response, sections: Mapping[str, Section]
) -> bool:
    """Whether what is cited, or else shown as nearest, holds what corrects a false premise."""
    right = [gold_place(gold, sections) for gold in question.correction]
    shown = response.citations or response.passages[:NEAREST_SHOWN]
    return any(each.place.touches(gold) for each in shown for gold in right)


def _comes_back(question: Question, response: Response) -> bool:
    """Whether any of a question's secrets is in what is shown or searched for of it."""
    said = f"{response.shown}\n{response.searched}"
    return any(each in said for each in question.secrets)


def _outcome(question: Question, response: Response, *, is_answered: bool) -> QuestionScores:
    """Whether it was right to answer, and whether what has an answer got one."""
    if question.gold or question.has_answer:
        answered = {
            "answered": float(is_answered),
            "false_abstention": float(not is_answered),
            "denied": float(response.outcome is Outcome.NOT_FOUND),
        }
        return answered | ({"answers_right": 1.0} if is_answered else {})
    is_unknown = question.kind is QuestionKind.OWN and question.has_answer is None
    if question.kind in NO_RIGHT_OUTCOME or is_unknown:
        return {}
    is_refused = not is_answered and not response.failure
    return {"refused": float(is_refused)} | ({"answers_right": 0.0} if is_answered else {})


def _citations(
    question: Question, response: Response, sections: Mapping[str, Section]
) -> QuestionScores:
    golden = [gold_place(gold, sections) for gold in question.gold]
    cited = [quote.place for quote in response.citations]
    right = [any(piece.touches(gold) for gold in golden) for piece in cited]
    found = [any(gold.touches(piece) for piece in cited) for gold in golden]
    scores = {
        "citation_precision": sum(right) / len(right) if right else 0.0,
        "citation_recall": sum(found) / len(found),
        "citation_hit": float(any(right)),
    }
    if response.outcome is Outcome.ANSWERED:
        scores["citation_hit_answered"] = scores["citation_hit"]
    return scores


def _is_exact(quote: Quote, sections: Mapping[str, Section]) -> bool:
    section = sections.get(quote.section)
    return section is not None and section.text[quote.start : quote.end] == quote.text


def _lies_within(gold: Place, held: Sequence[Place], sections: Mapping[str, Section]) -> bool:
    text = sections[gold.section_id].text
    own = [piece for piece in held if piece.touches(gold)]
    return all(
        text[place].isspace() or any(piece.start <= place < piece.end for piece in own)
        for place in range(gold.start, gold.end)
    )
