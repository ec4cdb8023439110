"""What was fitted: of the corpus folder, or else of the package; all of it, or one clear line."""

import math
import re
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from ingest.corpus.fitted import Fitted, Linear, ShareOdds, SupportWeights, load_fitted
from ingest.corpus.library import Library
from ingest.text.errors import CorpusError
from ingest.text.settings import BUNDLED_CORPUS

FILE = BUNDLED_CORPUS / "fitted.toml"
TEXT = FILE.read_text(encoding="utf-8")


def written(folder: Path, text: str) -> Path:
    (folder / "fitted.toml").write_text(text, encoding="utf-8")
    return folder


def changed(fitted: Fitted, **own: float) -> Fitted:
    """The same, with other weights for whether there is an answer."""
    plain = fitted.support.plain.model_copy(update=own)
    return fitted.model_copy(update={"support": fitted.support.model_copy(update={"plain": plain})})


def test_a_folder_without_its_own_gets_that_of_the_package(tmp_path: Path) -> None:
    assert load_fitted(tmp_path) == load_fitted(BUNDLED_CORPUS)


def test_a_folder_with_its_own_gets_its_own(tmp_path: Path) -> None:
    found = load_fitted(written(tmp_path, re.sub("threshold = .*", "threshold = 4.5", TEXT)))
    assert found.support.plain.threshold == 4.5
    assert load_fitted(BUNDLED_CORPUS).support.plain.threshold != 4.5


def test_weights_are_chosen_by_whether_there_are_annotations() -> None:
    fitted = load_fitted(BUNDLED_CORPUS)
    assert fitted.support_weights(is_annotated=True) == fitted.support.annotated
    assert fitted.support_weights(is_annotated=False) == fitted.support.plain
    assert fitted.evidence_weights(is_annotated=True) == fitted.evidence.annotated
    assert fitted.evidence_weights(is_annotated=False) == fitted.evidence.plain
    assert "told" in fitted.evidence.annotated.model_dump()
    assert "told" not in fitted.evidence.plain.model_dump()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("head_start", "start"), "'ranking.plain.head_start' niet: dit veld ontbreekt"),
        (
            ("[support.plain]\n", "[support.plain]\nlearned = 1.0\n"),
            "'support.plain.learned' niet: dit veld bestaat",
        ),
        (("[support.plain]\n", "[steun]\n"), "dit veld"),
        (("plain]\nchunk = ", "plain]\nchunk = -"), "'ranking.plain.chunk' niet"),
        (("plain]\nchunk = ", 'plain]\nchunk = "veel" # '), "'ranking.plain.chunk' niet"),
        (("told = ", "tell = "), "'evidence.annotated.told' niet: dit veld ontbreekt"),
        (("plain]\nchunk = ", "plain]\nchunk = = "), "regel"),
    ],
)
def test_a_key_that_is_missing_or_unknown_is_one_clear_line(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    assert change[0] in TEXT
    with pytest.raises(CorpusError, match=r"fitted\.toml") as caught:
        load_fitted(written(tmp_path, TEXT.replace(*change)))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_score_is_the_intercept_and_the_weighted_sum() -> None:
    weights = SupportWeights(
        intercept=-1,
        learnt=0.5,
        phrased=0.1,
        nearer=2,
        near=-3,
        held=4,
        pointed=0.2,
        threshold=9,
        doubtful=8,
    )
    clues = {"learnt": 2.0, "phrased": 3, "nearer": 0.5, "near": 1.0, "held": 0.25}
    clues |= {"pointed": 10.0, "other": 7.0}
    assert weights.score(clues) == pytest.approx(-1 + 1 + 0.3 + 1 - 3 + 1 + 2)
    assert Linear(intercept=0.3).score({}) == 0.3


def test_plain_text_beside_annotated_text_that_answers_best_is_told_less() -> None:
    own = load_fitted(BUNDLED_CORPUS).evidence
    assert own.plain_share
    strengths = [3.0, 2.0, 2.0]
    led_by_annotated = own.log_odds(strengths, [True, False, True])
    usual = own.share.log_odds(strengths)
    assert led_by_annotated[::2] == usual[::2]
    assert led_by_annotated[1] == own.plain_share.log_odds(strengths)[1] < usual[1]
    assert own.log_odds(strengths, [False, True, False]) == usual
    assert own.log_odds([], []) == []
    one_table = own.model_copy(update={"plain_share": None})
    assert one_table.log_odds(strengths, [True, False, True]) == usual


def test_odds_go_with_the_log_of_what_share_is_taken_of_all() -> None:
    share = ShareOdds(intercept=0.5, slope=2)
    assert share.log_odds([math.log(3), math.log(1)]) == pytest.approx(
        [0.5 + 2 * math.log(0.75), 0.5 + 2 * math.log(0.25)]
    )
    assert share.log_odds([7.0]) == [0.5]
    assert share.log_odds([]) == []


@given(st.lists(st.floats(-900, 900), min_size=1), st.floats(-900, 900))
def test_odds_do_not_change_if_all_are_as_much_stronger(strengths: list[float], by: float) -> None:
    share = ShareOdds(intercept=0, slope=1)
    assert share.log_odds([each + by for each in strengths]) == pytest.approx(
        share.log_odds(strengths), abs=1e-6
    )
    assert max(share.log_odds(strengths)) <= 1e-9


def test_what_is_written_keeps_the_words_at_its_head_and_is_read_back(tmp_path: Path) -> None:
    fitted = load_fitted(BUNDLED_CORPUS)
    path = written(tmp_path, TEXT) / "fitted.toml"
    Library(tmp_path).put_fitted(fitted, fitted)
    assert path.read_text(encoding="utf-8") == TEXT
    assert load_fitted(tmp_path) == fitted


def test_what_is_written_anew_is_all_there(tmp_path: Path) -> None:
    fitted = load_fitted(BUNDLED_CORPUS)
    other = changed(fitted, threshold=0.25, held=-2.125)
    written(tmp_path, TEXT)
    Library(tmp_path).put_fitted(other, fitted)
    assert load_fitted(tmp_path) == other


def test_the_head_stays_when_the_numbers_change(tmp_path: Path) -> None:
    fitted = load_fitted(BUNDLED_CORPUS)
    path = written(tmp_path, f"# Van mij.\n# Echt.\n\n{TEXT[TEXT.index('[') :]}") / "fitted.toml"
    other = changed(fitted, threshold=4.5)
    Library(tmp_path).put_fitted(other, fitted)
    assert path.read_text(encoding="utf-8").startswith(
        "# Van mij.\n# Echt.\n\n[ranking.annotated]\n"
    )
    assert load_fitted(tmp_path) == other
