"""Releases that wait, are put in use, are kept and are gone back to; killed at any moment."""

import os
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.index import build, releases
from ingest.index.build import Making, Report, prepare
from ingest.index.earlier import ASKED, LEARNT
from ingest.index.published import By, Rehearsal, keep_rehearsal
from ingest.index.record import read_record
from ingest.index.release import Release
from ingest.index.releases import (
    building,
    current_release,
    kept_releases,
    published,
    put_in_use,
    releases_folder,
    roll_back,
)
from ingest.index.tidy import waiting
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings
from small_corpus import (
    DOCUMENT,
    FakeEmbedder,
    annotate,
    ingest,
    opens,
    silent,
    write_corpus,
)

NOOR = By("Noor", "Nieuwe druk")
KILLS = 12
"""So often is each run killed here, at moments that a seed draws."""
KILLED = """
import sys
sys.path[:0] = sys.argv[3].split("|")
from pathlib import Path
from ingest.index.build import Making, prepare
from ingest.index.releases import roll_back
from ingest.text.settings import Settings
from small_corpus import FAKE, FakeEmbedder, ingest, opens, silent
settings = Settings(data=Path(sys.argv[1]), corpus=Path(sys.argv[2]), embedder=FAKE)
fake = opens(FakeEmbedder())
making = Making(open_embedder=fake, shipped_file=None)
print("begun", flush=True)
if sys.argv[4] == "preview":
    prepare(settings, silent, making)
elif sys.argv[4] == "publish":
    ingest(settings, FakeEmbedder(), is_forced=True)
else:
    roll_back(settings.data, sys.argv[5])
"""


def making(embedder: FakeEmbedder) -> Making:
    return Making(open_embedder=opens(embedder), shipped_file=None)


def edit(settings: Settings, number: int = 0) -> None:
    write_corpus(settings.corpus, f"{DOCUMENT}\nZin {number} erbij.\n")


def folders(settings: Settings) -> list[str]:
    return sorted(each.name for each in releases_folder(settings.data).iterdir() if each.is_dir())


def test_what_is_prepared_waits_and_is_then_put_in_use_as_it_is(
    indexed: Settings, embedder: FakeEmbedder
) -> None:
    before = current_release(indexed.data)
    edit(indexed)
    ready = prepare(indexed, silent, making(embedder))
    assert current_release(indexed.data) == before
    assert [each.name for each in waiting(indexed)] == [ready.release]
    embedder.embedded.clear()
    again = prepare(indexed, silent, making(embedder))
    done = ingest(indexed, embedder)
    assert {ready.release, again.release} == {done.release}
    assert current_release(indexed.data).name == done.release
    assert (done.is_new, embedder.embedded, waiting(indexed)) == (True, [], [])


def test_what_was_prepared_of_another_corpus_is_not_used_and_goes(
    indexed: Settings, embedder: FakeEmbedder
) -> None:
    edit(indexed, 1)
    old = prepare(indexed, silent, making(embedder))
    edit(indexed, 2)
    done = ingest(indexed, embedder)
    assert done.release != old.release
    assert old.release not in folders(indexed)


def by_noor(settings: Settings, embedder: FakeEmbedder, by: By = NOOR) -> Report:
    return build.ingest(
        settings,
        silent,
        by=by,
        open_embedder=opens(embedder),
        shipped_file=None,
    )


def test_history_says_who_why_and_of_what(indexed: Settings, embedder: FakeEmbedder) -> None:
    edit(indexed)
    by_noor(indexed, embedder)
    roll_back(indexed.data, by=By("Sam"))
    [said, back] = [each.published for each in reversed(kept_releases(indexed.data))]
    assert said is not None
    assert back is not None
    assert (said.who, said.note, said.texts, said.sections) == ("Noor", "Nieuwe druk", 1, 3)
    assert said.corpus == read_record(releases_folder(indexed.data) / said.release).fingerprint
    assert (back.who, back.is_back, said.is_back) == ("Sam", True, False)


def test_below_a_floor_takes_a_reason_that_is_kept(
    indexed: Settings, embedder: FakeEmbedder
) -> None:
    before = current_release(indexed.data)
    edit(indexed)
    ready = releases_folder(indexed.data) / prepare(indexed, silent, making(embedder)).release
    keep_rehearsal(ready, Rehearsal(asked=9, changed=2, below=("gevaar: 3 fout",)))
    with pytest.raises(SteunwijzerError, match=r"gevaar: 3 fout\..*publish --toch"):
        by_noor(indexed, embedder)
    assert current_release(indexed.data) == before
    assert waiting(indexed) == [ready]
    by_noor(indexed, embedder, By("Noor", "", "Eerst dit"))
    last = published(indexed.data)[-1]
    assert (last.release, last.reason, last.rehearsal) == (
        ready.name,
        "Eerst dit",
        Rehearsal(asked=9, changed=2, below=("gevaar: 3 fout",)),
    )


@pytest.mark.parametrize("keep", [1, 3])
def test_as_many_earlier_releases_are_kept_as_the_settings_say(
    small: Settings, embedder: FakeEmbedder, keep: int
) -> None:
    settings = small.model_copy(update={"keep": keep})
    made = [ingest(settings, embedder, is_forced=True).release for _ in range(5)]
    assert folders(settings) == made[-1 - keep :]
    assert [each.release for each in published(settings.data)] == made


def test_a_crash_before_it_is_in_use_is_no_history(
    indexed: Settings, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(_: Path) -> None:
        raise KeyboardInterrupt

    before = published(indexed.data)
    edit(indexed)
    with monkeypatch.context() as patch:
        patch.setattr(releases, "publish", crash)
        with pytest.raises(KeyboardInterrupt):
            by_noor(indexed, embedder)
    assert published(indexed.data) == before
    done = by_noor(indexed, embedder)
    assert [each.release for each in published(indexed.data)[len(before) :]] == [done.release]


def test_a_history_that_cannot_be_read_keeps_nobody_from_publishing(
    indexed: Settings, embedder: FakeEmbedder
) -> None:
    (releases_folder(indexed.data) / "PUBLISHED").write_bytes(b"\xff\n{}\n")
    edit(indexed)
    done = by_noor(indexed, embedder)
    assert [each.release for each in published(indexed.data)] == [done.release]


def test_a_clock_that_is_set_back_keeps_the_order_of_releases(tmp_path: Path) -> None:
    later = releases_folder(tmp_path) / "20990101T000000000000-aaaaaa"
    later.mkdir(parents=True)
    with building(tmp_path) as release:
        assert release.name > later.name


def test_a_changed_sentence_takes_over_what_does_not_depend_on_it(
    indexed: Settings, embedder: FakeEmbedder
) -> None:
    annotate(indexed.corpus)
    ingest(indexed, embedder)
    first = current_release(indexed.data)
    edit(indexed)
    ingest(indexed, embedder)
    second = current_release(indexed.data)
    assert read_record(first).parts == read_record(second).parts
    for file in (first / "sorts").iterdir():
        assert (second / "sorts" / file.name).read_bytes() == file.read_bytes()
    Release(indexed, second).close()
    Release(indexed, first).close()


def test_a_release_is_the_same_whatever_was_made_before_it(
    indexed: Settings, embedder: FakeEmbedder, tmp_path: Path
) -> None:
    annotate(indexed.corpus)
    ingest(indexed, embedder)
    write_corpus(indexed.corpus, DOCUMENT.replace("Hij staat dichtbij.", "Hij is er altijd."))
    ingest(indexed, embedder)
    cold = indexed.model_copy(update={"data": tmp_path / "anew"})
    ingest(cold, embedder)
    warm_files, cold_files = (files_of(current_release(each.data)) for each in (indexed, cold))
    assert warm_files.keys() == cold_files.keys()
    differing = [name for name, data in warm_files.items() if data != cold_files[name]]
    assert differing == []
    records = [read_record(current_release(each.data)) for each in (indexed, cold)]
    unlike = {"created", "files"}
    assert records[0].model_dump(exclude=unlike) == records[1].model_dump(exclude=unlike)


def files_of(release: Path) -> dict[str, bytes]:
    """What is in the files of a release but its record, and Chroma's own."""
    return {
        path.relative_to(release).as_posix(): path.read_bytes()
        for path in release.rglob("*")
        if path.is_file() and "chroma" not in path.parts and path.name != "record.json"
    }


def test_another_question_is_learnt_anew(indexed: Settings, embedder: FakeEmbedder) -> None:
    annotate(indexed.corpus)
    ingest(indexed, embedder)
    before = read_record(current_release(indexed.data)).parts
    path = indexed.corpus / "annotations" / "a.toml"
    path.write_text(path.read_text().replace("Wie is een", "Wie heet een"), encoding="utf-8")
    ingest(indexed, embedder)
    after = read_record(current_release(indexed.data)).parts
    assert before[LEARNT] != after[LEARNT]
    assert before[ASKED] != after[ASKED]
    Release(indexed, current_release(indexed.data)).close()


def killed_after(settings: Settings, seconds: float, words: Sequence[str]) -> None:
    """Start one of the runs in a process of its own, and kill it so long after it began."""
    roots = "|".join((str(Path(__file__).parent), str(Path(build.__file__).parents[2])))
    command = [sys.executable, "-P", "-c", KILLED, str(settings.data), str(settings.corpus), roots]
    process = subprocess.Popen([*command, *words], stdout=subprocess.PIPE, env=os.environ)
    assert process.stdout
    assert process.stdout.readline() == b"begun\n"
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()


@pytest.mark.parametrize("number", range(KILLS))
def test_killed_at_any_moment_the_index_answers_and_the_next_run_completes(
    indexed: Settings, embedder: FakeEmbedder, number: int
) -> None:
    draw = random.Random(number)
    edit(indexed)
    ingest(indexed, embedder)
    edit(indexed, number + 1)
    run = ("preview", "publish", "rollback")[number % 3]
    back = min(folders(indexed))
    longest = 0.02 if run == "rollback" else 1.0
    killed_after(indexed, draw.uniform(0, longest), [run, back])
    Release(indexed, current_release(indexed.data)).close()
    report = ingest(indexed, embedder)
    kept = current_release(indexed.data)
    assert kept.name == report.release
    Release(indexed, kept).close()
    assert not waiting(indexed)
    assert len(folders(indexed)) <= 3
    files = {each.name for each in releases_folder(indexed.data).iterdir() if each.is_file()}
    assert files == {"CURRENT", "LOCK", "PUBLISHED"}


def test_two_at_once_are_told_so(indexed: Settings, embedder: FakeEmbedder) -> None:
    edit(indexed)
    with building(indexed.data):
        for act in (
            lambda: prepare(indexed, silent, making(embedder)),
            lambda: ingest(indexed, embedder),
            lambda: roll_back(indexed.data),
        ):
            with pytest.raises(SteunwijzerError, match="Er loopt al een andere"):
                act()


def test_a_full_disk_is_one_line_and_leaves_the_index_in_use(
    indexed: Settings, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = current_release(indexed.data)
    edit(indexed)
    monkeypatch.setattr(releases, "announce", full)
    with pytest.raises(SteunwijzerError, match="De vorige index blijft in gebruik"):
        ingest(indexed, embedder)
    with pytest.raises(SteunwijzerError, match="kan niet worden geschreven"):
        roll_back(indexed.data, before.name)
    assert current_release(indexed.data) == before


def test_what_is_in_use_twice_is_written_twice(indexed: Settings, embedder: FakeEmbedder) -> None:
    in_use = current_release(indexed.data)
    before = len(published(indexed.data))
    put_in_use(in_use, NOOR)
    put_in_use(in_use, NOOR)
    assert len(published(indexed.data)) == before + 2
