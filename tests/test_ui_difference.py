"""What differs between two editions of a text, word by word."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from eval_fakes import SECTIONS
from ui.web.difference import Fate, WordRun, section_changes, word_runs

OLD, OTHER = SECTIONS.values()


def test_a_word_that_went_stands_before_what_came_in_its_place() -> None:
    assert word_runs("Een kind is klein.", "Een mens is klein.") == (
        WordRun(Fate.SAME, "Een"),
        WordRun(Fate.GONE, " kind"),
        WordRun(Fate.NEW, " mens"),
        WordRun(Fate.SAME, " is klein."),
    )


@given(st.text("ab \n", max_size=30), st.text("ab \n", max_size=30))
def test_both_texts_can_be_read_back(before: str, after: str) -> None:
    runs = word_runs(before, after)
    assert "".join(run.text for run in runs if run.fate is not Fate.NEW) == before
    assert "".join(run.text for run in runs if run.fate is not Fate.GONE) == after


def test_sections_are_new_changed_or_gone_and_the_same_are_left_out() -> None:
    changed = replace(OLD, text="Een steunouder is een buur.")
    new = replace(OTHER, id="nieuw")
    found = list(section_changes([OLD, OTHER], [changed, new]))
    assert [(each.fate, each.section.id) for each in found] == [
        (Fate.SAME, OLD.id),
        (Fate.NEW, "nieuw"),
        (Fate.GONE, OTHER.id),
    ]
    assert list(section_changes([OLD, OTHER], [OLD, OTHER])) == []
