"""The labelled sentences in own words: as many of each kind, and what the flags make of them."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing

import pytest

from eval.benchmark import Split
from eval.own_words import (
    OPINION_ERROR,
    Fidelity,
    Passed,
    load_own_words,
    passed,
    unfaithful,
    with_opinion,
)
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.text.settings import Settings

SENTENCES = load_own_words()


@pytest.fixture
def release(handreiking: Settings) -> Iterator[Release]:
    with closing(Release(handreiking, current_release(handreiking.data))) as release:
        yield release


def test_there_are_enough_of_every_kind() -> None:
    kinds = Counter(each.kind for each in SENTENCES)
    assert kinds[Fidelity.FAITHFUL] >= 100
    assert all(kinds[each] >= 30 for each in Fidelity)


def test_no_section_has_sentences_in_both_splits() -> None:
    splits = defaultdict[str, set[Split]](set)
    for each in SENTENCES:
        for cited in each.evidence:
            splits[cited.section].add(each.split)
    assert {section for section, own in splits.items() if len(own) > 1} == set()
    assert {split for own in splits.values() for split in own} == {Split.DEV, Split.TEST}


def test_every_passage_is_in_its_section(release: Release) -> None:
    for each in SENTENCES:
        for cited in each.evidence:
            assert cited.quote in release.sections[cited.section].text


def test_shares_are_of_the_faithful_and_of_all_others() -> None:
    counts = dict.fromkeys(Fidelity, Passed(1, 4)) | {Fidelity.FAITHFUL: Passed(9, 10)}
    assert unfaithful(counts) == Passed(4, 16)
    kept, through = with_opinion(counts)
    assert kept == pytest.approx(0.9 * 0.95)
    assert through == pytest.approx(0.25 * 0.05)
    assert OPINION_ERROR == 0.05
    assert Passed(0, 0).share == 0


@pytest.mark.parametrize(
    ("split", "kept", "through"), [(Split.DEV, 88, 23), (Split.TEST, 52, 32)], ids=str
)
def test_flags_keep_the_faithful_and_stop_most_others(
    release: Release, split: Split, kept: int, through: int
) -> None:
    own = [each for each in SENTENCES if each.split is split]
    counts = passed(own, release.sections, release.sources)
    assert counts[Fidelity.FAITHFUL].passed >= kept
    assert unfaithful(counts).passed <= through
