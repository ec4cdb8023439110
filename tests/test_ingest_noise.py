"""How near what is not meant comes."""

import numpy as np
import pytest

from ingest.index.noise import Noise, calibrate

AXES = np.eye(3, dtype=np.float32)


def test_noise_is_of_the_nearest_text_of_each_question_from_elsewhere() -> None:
    off_topic = np.asarray([[0.6, 0.8, 0], [0, 0.6, 0.8], [0.6, 0, 0.8]], dtype=np.float32)
    noise = calibrate(off_topic, AXES[:2])
    assert noise == pytest.approx((np.mean([0.8, 0.6, 0.6]), np.std([0.8, 0.6, 0.6])), abs=1e-6)


def test_a_cosine_stands_out_by_so_many_deviations() -> None:
    noise = Noise(0.8, 0.05)
    assert noise.above(0.9) == pytest.approx(2)
    assert noise.above(0.8) == 0
    assert noise.above(0.7) == pytest.approx(-2)


def test_questions_that_all_come_as_near_have_the_least_deviation() -> None:
    noise = calibrate(AXES[:2], AXES)
    assert noise == pytest.approx((1, 1e-6))
    assert noise.above(1.0) == pytest.approx(0, abs=1)
