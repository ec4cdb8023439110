"""The benchmark's arithmetic; its measurements are made by hand, never in a test."""

import pytest

from eval.machine import machine
from eval.speed import Timing
from ui.terminal import dutch_measuring


@pytest.mark.parametrize(
    ("bar_p50", "bar_p95", "is_reached"),
    [(None, None, True), (51, None, True), (50, None, False), (51, 96, True), (51, 95, False)],
)
def test_a_figure_stays_under_its_bars(
    bar_p50: float | None, bar_p95: float | None, is_reached: bool
) -> None:
    figure = Timing("answer_idle", "ms", tuple(range(101)), bar_p50, bar_p95)
    assert (figure.p50, figure.p95) == (50, 95)
    assert figure.is_reached is is_reached


def test_the_machine_is_named() -> None:
    assert "cores" in machine()


def test_a_value_is_shown_with_its_bar() -> None:
    assert dutch_measuring.measured(1.25, "s", None) == "1,2 s"
    assert dutch_measuring.measured(230.4, "MB", 500) == "230 MB (< 500)"


def test_headroom_is_the_least_of_both_bars() -> None:
    figure = Timing("answer_idle", "ms", tuple(range(101)), bar_p50=100, bar_p95=190)
    assert figure.headroom == 2
    assert Timing("ask_cold", "s", (1.5,), bar_p50=3).headroom == 2
