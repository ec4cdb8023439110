"""How well it is pointed, on questions that nothing was learnt from."""

import numpy as np
from index_fakes import place, section

from eval.benchmark import Gold
from eval.pointed import PointedQuestion, load_pointed, score
from ingest.corpus.library import Library
from ingest.index.pointer import Pointed
from ingest.text.settings import BUNDLED_CORPUS

AID = section("hulp", "Oma past op. De buurman kookt. Niemand vroeg dit.")
SENTENCES = [place(AID, "Oma past op."), place(AID, "De buurman kookt.")]


def asked(question: str, *begins: str) -> PointedQuestion:
    return PointedQuestion(
        question=question, told=tuple(Gold(section=AID.id, quote=each) for each in begins)
    )


def test_the_first_and_any_answer_and_that_there_is_none_are_counted_apart() -> None:
    pointed = {
        "Wie past op?": Pointed(np.asarray([-0.1, -3], np.float32), -2.0),
        "Wie doet wat?": Pointed(np.asarray([-2, -0.2], np.float32), -1.0),
        "Wie kookt?": Pointed(np.asarray([-0.1, -3], np.float32), 0.5),
        "Wat kost het?": Pointed(np.asarray([-3, -3], np.float32), 0.0),
    }
    questions = [
        asked("Wie past op?", "Oma"),
        asked("Wie doet wat?", "Oma past", "De buurman"),
        asked("Wie kookt?", "De buurman"),
        asked("Wat kost het?"),
    ]
    found = score(questions, SENTENCES, {AID.id: AID}, pointed.__getitem__)
    assert found == (4, 1 / 3, 2 / 3, 2 / 3)


def test_the_questions_name_sentences_of_the_text_and_were_not_learnt_from() -> None:
    snapshot = Library(BUNDLED_CORPUS).snapshot()
    sections = snapshot.sections_by_id()
    questions = load_pointed()
    unclear = [
        (each.question, gold.quote)
        for each in questions
        for gold in each.told
        if sections[gold.section].text.count(gold.quote) != 1
    ]
    assert unclear == []
    learnt = {asked.question for own in snapshot.annotations.passages for asked in own.asked}
    learnt |= {each.question for each in snapshot.annotations.synthesis}
    learnt |= set(snapshot.annotations.unanswered)
    assert learnt.isdisjoint(each.question for each in questions)
    assert sum(not each.told for each in questions) > 700
