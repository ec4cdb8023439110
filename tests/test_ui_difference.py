"""What is shown of what differs between two states of a text."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from eval_fakes import SECTIONS
from ingest.index.preview import section_differences
from ui import texts_pages
from ui.web.difference import Fate, ShownChange, WordRun, shown_sections, word_runs

OLD, OTHER = SECTIONS.values()
WORDS = st.lists(st.sampled_from(["een ", "kind\n", "is ", "klein. "]), max_size=12)


def words(before: str, after: str) -> list[WordRun]:
    """The runs of a section that said one thing and says another."""
    was, now = replace(OLD, text=before), replace(OLD, text=after, voice="een ander")
    return list(word_runs(section_differences([was], [now]).words(now.id, now.text)))


def changes(before: list[object], after: list[object]) -> dict[Fate, list[ShownChange]]:
    return shown_sections(section_differences(before, after)).by_fate  # type: ignore[arg-type]


def test_a_word_that_went_stands_before_what_came_in_its_place() -> None:
    assert words("Een kind is klein.", "Een mens is klein.") == [
        WordRun(Fate.SAME, "Een "),
        WordRun(Fate.GONE, "kind "),
        WordRun(Fate.NEW, "mens "),
        WordRun(Fate.SAME, "is klein."),
    ]


@given(WORDS, WORDS)
def test_both_texts_can_be_read_back(before: list[str], after: list[str]) -> None:
    runs = words("".join(before), "".join(after))
    assert "".join(run.text for run in runs if run.fate is not Fate.NEW) == "".join(before)
    assert "".join(run.text for run in runs if run.fate is not Fate.GONE) == "".join(after)


def test_of_a_long_text_only_what_is_around_a_change_is_shown() -> None:
    long = " ".join(f"w{number}" for number in range(200))
    first, _, came, last = words(f"{long} oud {long}", f"{long} nieuw {long}")
    assert came == WordRun(Fate.NEW, "nieuw ")
    assert first.text.startswith("… w175 w176")
    assert first.text.endswith(" w199 ")
    assert last.text.startswith("w0 w1 ")
    assert last.text.endswith(" w24 …")
    between = words(f"oud {long} oud", f"nieuw {long} nieuw")[2]
    assert between.text.startswith("w0 ")
    assert " w24 … w175 " in between.text


def test_sections_are_new_changed_moved_or_gone_and_the_same_are_left_out() -> None:
    changed = replace(OLD, text="Een steunouder is een buur.")
    new = replace(OTHER, id="nieuw", text="Iets anders.")
    found = changes([OLD, OTHER], [changed, new])
    assert list(found) == [Fate.CHANGED, Fate.NEW, Fate.GONE]
    assert found[Fate.NEW][0].words == (WordRun(Fate.NEW, "Iets anders."),)
    assert changes([OLD, OTHER], [OLD, OTHER]) == {}


def test_a_section_that_moved_says_what_it_was_called() -> None:
    (own,) = changes([OLD], [replace(OLD, id="elders", headings=("Elders",))])[Fate.MOVED]
    assert (own.heading, own.was, own.words) == ("Elders", " › ".join(OLD.headings), ())


def test_a_section_of_which_only_the_place_differs_says_so() -> None:
    (own,) = changes([OLD], [replace(OLD, voice="een ander")])[Fate.CHANGED]
    assert (own.was, own.words, own.apart) == ("", (), texts_pages.OTHER_PLACE)
