"""The tree of headings of a release."""

import gc
import weakref

from index_fakes import section

from assistant.answer.whole.tree import headings_of


class Opened:
    """As much of an open release as has headings."""

    def __init__(self, *names: str) -> None:
        self.sections = {name: section(name, "Oma helpt.", headings=("Op", name)) for name in names}


def titles(release: Opened) -> list[str]:
    return [each.title for each in headings_of(release)]  # type: ignore[arg-type]


def test_each_release_has_its_own_tree_which_is_made_once() -> None:
    one, other = Opened("een", "twee"), Opened("drie")
    assert titles(one) == ["gids", "Op", "een", "twee"]
    assert titles(other) == ["gids", "Op", "drie"]
    first, again = headings_of(one), headings_of(one)  # type: ignore[arg-type]
    assert first is again


def test_a_tree_keeps_no_release_alive() -> None:
    release = Opened("een")
    known = weakref.ref(release)
    assert titles(release)
    del release
    gc.collect()
    assert known() is None
