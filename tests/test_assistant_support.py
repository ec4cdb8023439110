"""How far the corpus supports an answer: which side of the threshold, and why."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_fakes import content, query, section
from release_fakes import FITTED, FakeRelease

from assistant.answer.support import (
    ALL_HELD,
    ALL_HELD_NEAR,
    ALL_HELD_SUPPORT,
    DOUBTFUL,
    HELD_WEIGHT,
    LOOKED_AT,
    MIN_SUPPORT,
    MIN_SUPPORT_ENGLISH,
    Clues,
    clues_of,
    coverage,
    is_annotated,
    least_doubt,
    support,
    unknown_words,
)
from ingest.corpus.fitted import SupportOfCorpus, SupportWeights
from ingest.index.naming import Named
from ingest.index.query import UNKNOWN_BEYOND, Query
from ingest.index.search import Found
from ingest.index.sorts import Familiarity
from ingest.text.document import Hit, Section
from ingest.text.place import Place

AID = section("hulp", "Een steunouder vangt een kind op.")
WARD = section("voogd", "Een burgervoogd beslist.")
CONTENT = content(AID, WARD)
WEIGHTS = SupportWeights(
    intercept=-2, learnt=1, nearer=10, near=0, held=0, threshold=-0.5, doubtful=-1.5
)
OWN = FITTED.model_copy(update={"support": SupportOfCorpus(annotated=WEIGHTS, plain=WEIGHTS)})
NONE_FOUND = Found([], 0.0)


def release(familiarity: Familiarity | None = None) -> FakeRelease:
    return FakeRelease(CONTENT, familiarity=familiarity, fitted=OWN)


def asked(text: str, rarity: Mapping[str, float] | None = None) -> Query:
    found = query(text, words=release().words)
    return found if rarity is None else replace(found, rarity=rarity)


def near(deviations: float) -> float:
    """The cosine that stands out so far above the noise."""
    return 0.8 + 0.05 * deviations


def support_of(own: Any, query: Query, found: Found) -> float:
    return support(own, query, found, clues_of(own, query, found))


def supported(
    familiarity: Familiarity | None, text: str, rarity: Mapping[str, float], deviations: float
) -> float:
    own = release(familiarity)
    return support_of(own, asked(text, rarity), Found(own.hits(), near(deviations)))


NOTHING_HELD = {"raket": 1.0}
ALL_IS_HELD = {"steunouder": 1.0}


@pytest.mark.parametrize(
    ("learnt", "nearer", "expected"), [(1.5, 0.0, 0.0), (1.4, 0.0, -0.1), (0.0, 0.2, 0.5)]
)
def test_support_is_what_the_odds_are_above_the_threshold(
    learnt: float, nearer: float, expected: float
) -> None:
    """From the threshold there is an answer, and below it there is none."""
    found = supported(Familiarity(learnt, 0.0, nearer), "Wat kost een raket?", NOTHING_HELD, 0)
    assert found == pytest.approx(expected)


def test_a_lower_threshold_answers_more() -> None:
    own = release(Familiarity(1.4, 0.0, 0.0))
    lower = WEIGHTS.model_copy(update={"threshold": -1.0})
    own.fitted = FITTED.model_copy(
        update={"support": SupportOfCorpus(annotated=lower, plain=lower)}
    )
    found = Found(own.hits(), near(0))
    assert support_of(own, asked("Raket?", NOTHING_HELD), found) > 0


def test_other_weights_count_where_the_best_hit_has_no_annotations() -> None:
    own = release(Familiarity(1.0, 0.0, 0.0))
    others = WEIGHTS.model_copy(update={"learnt": 4.0, "threshold": 0.5, "doubtful": 0.3})
    own.fitted = FITTED.model_copy(
        update={"support": SupportOfCorpus(annotated=WEIGHTS, plain=others)}
    )
    own.passages = Annotated({AID.id})
    first, second = own.hits()

    def of(*hits: Hit) -> float:
        return support_of(own, asked("Raket?", NOTHING_HELD), Found(list(hits), near(0)))

    assert of(first, second) == pytest.approx(1 - 2 + 0.5)
    assert of(second, first) == pytest.approx(4 - 2 - 0.5)
    assert least_doubt(own, Found([first], 0)) == pytest.approx(-1.0)
    assert least_doubt(own, Found([second], 0)) == pytest.approx(-0.2)
    assert is_annotated(own, Found([first], 0))
    assert not is_annotated(own, NONE_FOUND)


class Annotated:
    """Says that some sections have annotations, and the others none."""

    def __init__(self, sections: set[str]) -> None:
        self._sections = sections

    def at(self, place: Place) -> list[int]:
        return [0] if place.section_id in self._sections else []


@pytest.mark.parametrize(
    ("has_plain", "beyond", "first", "named", "is_sure"),
    [
        (True, 0.6, AID, (), False),
        (True, 0.5, AID, (), True),
        (False, 0.6, AID, (), True),
        (True, 0.6, WARD, (), True),
        (True, 0.6, AID, ("gids",), True),
    ],
)
def test_beside_plain_text_what_may_be_asked_of_that_is_not_sure(
    first: Section, named: tuple[str, ...], *, has_plain: bool, beyond: float, is_sure: bool
) -> None:
    """Unless that text comes first itself, or the question names a source."""
    own = beside_plain(0.5)
    own.has_plain = has_plain
    hits = [hit for hit in own.hits() if hit.chunk.section_id == first.id]
    asked_there = replace(
        asked("Raket?", NOTHING_HELD), beyond=beyond, named=Named(named, rest="raket")
    )
    found = support_of(own, asked_there, Found(hits, near(0)))
    assert found == pytest.approx(9 - 2 + 0.5 if is_sure else DOUBTFUL)
    assert found >= least_doubt(own, Found(hits, near(0)))


def beside_plain(most: float | None) -> Any:
    own = release(Familiarity(9.0, 0.0, 0.0))
    weights = WEIGHTS.model_copy(update={"beyond_most": most})
    own.fitted = FITTED.model_copy(
        update={"support": SupportOfCorpus(annotated=weights, plain=WEIGHTS)}
    )
    own.has_plain, own.passages = True, Annotated({AID.id})
    return own


@pytest.mark.parametrize(("first", "least"), [(WARD, DOUBTFUL), (AID, -9 - 2 + 0.5)])
def test_of_plain_text_that_is_named_it_is_never_sure_that_it_does_not_say(
    first: Section, least: float
) -> None:
    own = release(Familiarity(-9.0, 0.0, 0.0))
    own.passages = Annotated({AID.id})
    hits = [hit for hit in own.hits() if hit.chunk.section_id == first.id]
    named = replace(asked("Raket?", NOTHING_HELD), named=Named(("gids",), rest="raket"))
    assert support_of(own, named, Found(hits, near(0))) == pytest.approx(least)


def test_what_one_hit_has_every_word_of_is_sure_beside_plain_text_too() -> None:
    own = beside_plain(0.5)
    held = replace(asked("Steunouder?", ALL_IS_HELD), beyond=9.0)
    assert support_of(own, held, Found(own.hits()[:1], near(2))) > 0


def test_where_it_was_not_fitted_how_far_a_question_lies_says_nothing() -> None:
    own = beside_plain(None)
    far = replace(asked("Raket?", NOTHING_HELD), beyond=9.0)
    assert support_of(own, far, Found(own.hits()[:1], near(0))) > 0


def test_what_is_not_known_to_lie_beyond_the_corpus_is_no_doubt() -> None:
    most = FITTED.support.annotated.beyond_most
    assert most is not None
    assert most > UNKNOWN_BEYOND


def test_where_nothing_tells_refusals_doubt_is_told_and_not_refused() -> None:
    own = release()
    assert least_doubt(own, Found(own.hits(), near(0))) == DOUBTFUL


@pytest.mark.parametrize(("doubtful", "least"), [(-1.5, -1.0), (-0.4, DOUBTFUL)])
def test_there_is_doubt_from_as_far_below_the_threshold_as_was_learnt(
    doubtful: float, least: float
) -> None:
    own = release(Familiarity(0.0, 0.0, 0.0))
    learnt = WEIGHTS.model_copy(update={"doubtful": doubtful})
    own.fitted = FITTED.model_copy(
        update={"support": SupportOfCorpus(annotated=learnt, plain=learnt)}
    )
    assert least_doubt(own, NONE_FOUND) == pytest.approx(least)  # type: ignore[arg-type]


REFUSED = Familiarity(-5.0, 0.0, 0.0)


def test_where_a_hit_holds_every_word_and_the_text_is_near_there_is_support() -> None:
    found = supported(REFUSED, "Steunouder?", ALL_IS_HELD, ALL_HELD_NEAR + 0.01)
    assert found == ALL_HELD_SUPPORT > 0


@pytest.mark.parametrize(
    ("share", "deviations"), [(ALL_HELD - 0.01, 5.0), (1.0, ALL_HELD_NEAR - 0.01), (0.5, 0.5)]
)
def test_with_less_of_the_words_or_less_near_the_odds_decide(
    share: float, deviations: float
) -> None:
    rarity = {"steunouder": share, "raket": 1 - share}
    assert supported(REFUSED, "Steunouder?", rarity, deviations) == pytest.approx(-6.5)


def test_support_that_is_greater_already_stays_as_it_is() -> None:
    found = supported(Familiarity(9.0, 0.0, 0.0), "Steunouder?", ALL_IS_HELD, 3)
    assert found == pytest.approx(9 - 2 + 0.5)


DUTCH, ENGLISH = "Wat doet een steunouder?", "What does a steunouder do?"


@pytest.mark.parametrize(("text", "least"), [(DUTCH, MIN_SUPPORT), (ENGLISH, MIN_SUPPORT_ENGLISH)])
@pytest.mark.parametrize("share", [0.2, 0.5, 1.0])
@pytest.mark.parametrize("deviations", [-1.0, 0.5, 3.0])
def test_without_known_refusals_nearness_and_shared_words_decide(
    text: str, least: float, share: float, deviations: float
) -> None:
    rarity = {"steunouder": share, "raket": 1 - share}
    expected = deviations + HELD_WEIGHT * share**2 - least
    assert supported(None, text, rarity, deviations) == pytest.approx(expected, abs=1e-4)


def test_dutch_of_which_no_hit_holds_a_word_finds_nothing_however_near() -> None:
    assert supported(None, "Hallo", NOTHING_HELD, 9.0) == -MIN_SUPPORT
    assert supported(None, "dank je wel", {}, 9.0) == -MIN_SUPPORT
    assert supported(None, "How do you do?", NOTHING_HELD, 9.0) > 0


def test_clues_are_of_the_best_of_the_first_hits() -> None:
    texts = [section(f"s{number}", f"Hier staat woord{number}.") for number in range(8)]
    own = FakeRelease(content(*texts), familiarity=Familiarity(0.3, 0.2, 0.4))
    found = Found(own.hits(), near(2))
    held = {f"woord{LOOKED_AT - 1}": 3.0, "raket": 1.0}
    clues = clues_of(own, replace(query(), rarity=held), found)  # type: ignore[arg-type]
    assert (clues.learnt, clues.phrased, clues.nearer) == (0.3, 0.2, 0.4)
    assert clues.near == pytest.approx(2)
    assert clues.held == pytest.approx(0.75)
    beyond = replace(query(), rarity={f"woord{LOOKED_AT}": 1.0})
    assert clues_of(own, beyond, found).held == 0  # type: ignore[arg-type]
    nothing = Found([], near(2))
    assert clues_of(own, beyond, nothing).held == 0  # type: ignore[arg-type]
    pointing = replace(query(), pointed=query().pointed._replace(none=-3.0))
    assert clues_of(own, pointing, found).pointed == 3  # type: ignore[arg-type]


def test_words_of_the_headings_are_held_too() -> None:
    own = release()
    heading = replace(query(), rarity={"voogd": 1.0})
    found = Found(own.hits()[1:], near(2))
    assert clues_of(own, heading, found).held == 1  # type: ignore[arg-type]


def test_words_that_the_corpus_has_in_no_form_are_named_as_they_were_typed() -> None:
    text = "Mag een Raket-bouwer met steunouders een burgervoogd en een Raket zijn?"
    assert unknown_words(release(), text) == ["Raket-bouwer", "Raket"]  # type: ignore[arg-type]
    assert unknown_words(release(), "Wat doet een steunouder?") == ["doet"][:0]  # type: ignore[arg-type]


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.floats(0.1, 5)),
    st.sets(st.sampled_from("abcdef")),
)
def test_coverage_is_the_share_that_is_held(weights: dict[str, float], held: set[str]) -> None:
    found = coverage(weights, held)
    total = sum(weights.values())
    own = sum(weight for term, weight in weights.items() if term in held)
    assert found == (pytest.approx(own / total) if weights else 0)
    assert 0 <= found <= 1


def test_what_a_source_says_that_is_not_here_is_answered_by_nothing() -> None:
    clues = Clues(9.0, 0.0, 9.0, 9.0, 1.0)
    elsewhere = Named(elsewhere=("richtlijn ADHD",))
    for own in (release(), release(Familiarity(9.0, 0.0, 9.0))):
        assert support(own, query(), NONE_FOUND, clues) > 0  # type: ignore[arg-type]
        assert support(own, query(named=elsewhere), NONE_FOUND, clues) < 0  # type: ignore[arg-type]
        both = replace(elsewhere, sources=("gids",))
        assert support(own, query(named=both), NONE_FOUND, clues) > 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rest", "is_supported"),
    [("Wat over een kind", True), ("Wat", True), ("Wat over een kind en alcohol", False)],
)
def test_a_named_source_answers_what_it_has_every_word_of(rest: str, *, is_supported: bool) -> None:
    own, nothing = release(Familiarity(-9.0, 0.0, -0.9)), Clues(-9.0, 0.0, -0.9, 0.0, 0.0)
    asked = query(named=Named(("gids",), frozenset({AID.id}), (), rest))
    assert (support(own, asked, NONE_FOUND, nothing) >= 0) == is_supported  # type: ignore[arg-type]
