"""Every lead has its phrase, of ours, in plain Dutch."""

from assistant.answer.lead import MEANINGS, PHRASES, Lead, phrase


def test_every_lead_has_its_phrase_and_only_the_answer_needs_none() -> None:
    assert set(PHRASES) == set(MEANINGS) == set(Lead)
    assert [lead for lead in Lead if not phrase(lead, "")] == [Lead.ANSWER]


def test_what_leaves_a_question_open_is_named() -> None:
    rest = " hierop geen vast antwoord. Dit staat er wel"
    assert phrase(Lead.UNDECIDED, "de handreiking") == f"De handreiking geeft{rest}"
    assert phrase(Lead.UNDECIDED, "") == f"De bronnen geven{rest}"
