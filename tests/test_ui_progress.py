"""How far something is: a line a stage where no bar can be shown."""

import io
from contextlib import redirect_stderr

from ui.terminal import dutch
from ui.terminal.progress import stage_bars


def said(*steps: tuple[str, int, int], has_lines: bool = True) -> list[str]:
    out = io.StringIO()
    with redirect_stderr(out), stage_bars(has_lines=has_lines) as advance:
        for step in steps:
            advance(*step)
    return out.getvalue().splitlines()


def test_a_log_gets_a_line_when_a_stage_begins_and_no_flood() -> None:
    steps = [("embed", done, 1000) for done in range(1000)]
    lines = said(*steps, ("store", 1, 2), ("store", 2, 2))
    assert lines == [dutch.stage_begun("embed"), dutch.stage_begun("store")]


def test_who_waits_for_a_command_gets_no_lines() -> None:
    assert said(("embed", 1, 2), has_lines=False) == []


def test_a_stage_with_nothing_to_do_is_not_said() -> None:
    assert said(("embed", 0, 0), ("store", 1, 1)) == [dutch.stage_begun("store")]
