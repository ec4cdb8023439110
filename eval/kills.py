"""Kill -9 at random moments of add, preview, publish and rollback, and see what is left.

By hand, as it takes some twenty minutes: `python3 -m eval.kills`, or with how often each is killed
and the names of some. Every run is the command that a person types, on a small corpus of its own.
After each kill the index in use must answer, the same command typed again must complete, and then
nothing may be left that an undisturbed run does not leave. What came of it belongs in LOG.md.
"""

import gc
import importlib
import os
import random
import runpy
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.index.releases import current_release, releases_folder, sealed_releases

TIMES: Final = 50
TEXT: Final = """# Gids voor steun

## Steunouders

Een steunouder is een vrijwilliger die een kind af en toe opvangt. Hij krijgt daar geen geld voor.

## Burgervoogd

Een burgervoogd heeft de voogdij over een kind dat alleen naar Nederland kwam.
"""
OTHER: Final = "# Gids voor mentoren\n\n## Mentor\n\nEen mentor staat naast een jongere.\n"
QUESTION: Final = ("ask", "Wat is een steunouder?", "--json")
SAYING: Final = ("--uitgever", "Wij", "--overnemen", "Mag", "--ja")
INDEX_FILES: Final = {"CURRENT", "LOCK", "PUBLISHED"}
LOADED: Final = """
    chromadb onnxruntime scipy.optimize assistant.assistant eval.rehearsal ingest.index.build
    ui.service.workspace ui.terminal.told
""".split()
_POLL_S: Final = 0.0005


@dataclass(frozen=True, slots=True)
class Premises:
    """A folder with a corpus, an index of it and what is left elsewhere."""

    folder: Path

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    def run(self, words: Sequence[str], kill_after_s: float | None = None) -> int:
        """Run a command as it is typed, in a process of its own; its exit code, or minus a signal.

        The process is forked of this one, which has all modules: of most moments of a fresh one
        nothing is at stake yet.
        """
        process = os.fork()
        if not process:
            self._become(words)
        until = None if kill_after_s is None else time.perf_counter() + kill_after_s
        while True:
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                return os.waitstatus_to_exitcode(status)
            if until is not None and time.perf_counter() >= until:
                os.kill(process, signal.SIGKILL)
                until = None
            time.sleep(_POLL_S)

    def _become(self, words: Sequence[str]) -> None:
        """Be the command; never returns."""
        code = 1
        try:
            out = os.open(self.folder / "told", os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
            os.dup2(out, 1)
            os.dup2(out, 2)
            os.environ["STEUNWIJZER_DATA"] = str(self.data)
            os.environ["STEUNWIJZER_CORPUS"] = str(self.folder / "corpus")
            os.environ["TMPDIR"] = str(self.folder / "temporary")
            tempfile.tempdir = None
            sys.argv = ["steunwijzer", *words]
            runpy.run_module("ui.terminal.cli", run_name="__main__")
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        finally:
            sys.stdout.flush()
            os._exit(code)

    def told(self) -> str:
        """What the last command said."""
        return (self.folder / "told").read_text(encoding="utf-8", errors="replace").strip()

    def answers(self) -> bool:
        """Whether the index in use answers, with a citation."""
        return self.run(QUESTION) == 0 and '"quote"' in self.told()

    def contents(self) -> dict[str, bytes]:
        """All of the corpus, and by name what else there is, releases without their id."""
        corpus = self.folder / "corpus"
        found = {
            f"corpus/{path.relative_to(corpus)}": path.read_bytes()
            for path in corpus.rglob("*")
            if path.is_file()
        }
        index = releases_folder(self.data)
        names = {path.name for path in index.iterdir() if path.is_file()}
        sealed = {path.name for path in sealed_releases(self.data)}
        folders = {path.name for path in index.iterdir() if path.is_dir()}
        beside = {path.name for path in self.data.iterdir()}
        left = sorted(path.name for path in (self.folder / "temporary").iterdir())
        found["index"] = repr(sorted(names - INDEX_FILES)).encode()
        found["unfinished"] = repr(sorted(folders - sealed)).encode()
        found["releases"] = repr(len(sealed)).encode()
        found["data"] = repr(sorted(beside)).encode()
        found["temporary"] = repr(left).encode()
        return found


@dataclass(frozen=True, slots=True)
class Deed:
    """What is killed, and what is typed afterwards until all is done."""

    name: str
    words: tuple[str, ...]
    then: tuple[tuple[str, ...], ...] = ()


def deeds(old: str) -> tuple[Deed, ...]:
    """What is killed; `old` is the release to go back to."""
    return (
        Deed("add", ("corpus", "add", "mentor.md", *SAYING)),
        Deed("preview", ("preview",), (("publish",),)),
        Deed("publish", ("publish", "-m", "Anders")),
        Deed("rollback", ("rollback", old)),
    )


def main() -> None:
    """Kill each of them so often, and say what came of it."""
    times = int(sys.argv[1]) if sys.argv[1:] else TIMES
    _load()
    draw, wrong = random.Random(1), 0  # noqa: S311  # no secret
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        base = _begun(Path(folder) / "base")
        old = sealed_releases(base.data)[0].name
        for deed in deeds(old):
            if deed.name in sys.argv[2:] or not sys.argv[2:]:
                wrong += _drilled(deed, base, times, draw)
    sys.exit(f"{wrong} went wrong" if wrong else 0)


def _load() -> None:
    """Import all that the commands import; nothing is opened, so that forks are as new."""
    for name in LOADED:
        importlib.import_module(name)
    gc.freeze()


def _begun(folder: Path) -> Premises:
    """A corpus of a text, two indexes of it, and a text that changed since."""
    (folder / "corpus").mkdir(parents=True)
    (folder / "temporary").mkdir()
    base = Premises(folder)
    Path("mentor.md").write_text(OTHER, encoding="utf-8")
    for number in range(3):
        Path("gids.md").write_text(f"{TEXT}\nKeer {number}.\n", encoding="utf-8")
        _do(base, "corpus", "add", "gids.md", *SAYING)
        if number < 2:
            _do(base, "ingest")
    return base


def _do(place: Premises, *words: str) -> float:
    """Run a command that must succeed; how long it took, in seconds."""
    start = time.perf_counter()
    if place.run(words):
        sys.exit(f"{' '.join(words)}: {place.told()}")
    return time.perf_counter() - start


def _copied(base: Premises, name: str) -> Premises:
    target = base.folder.with_name(name)
    shutil.rmtree(target, ignore_errors=True)
    return Premises(Path(shutil.copytree(base.folder, target)))


def _drilled(deed: Deed, base: Premises, times: int, draw: random.Random) -> int:
    """Kill a command so often before it ends by itself; how often something was wrong then."""
    whole = _copied(base, "whole")
    longest_s = _do(whole, *deed.words)
    for words in deed.then:
        _do(whole, *words)
    expected, killed, wrong = whole.contents(), 0, []
    while killed < times:
        place, moment_s = _copied(base, "killed"), draw.uniform(0, longest_s)
        start = time.perf_counter()
        if place.run(deed.words, moment_s) != -signal.SIGKILL:
            longest_s = time.perf_counter() - start  # it was faster this time: draw from that
            continue
        killed += 1
        seen = _wrong(place, deed, expected)
        wrong += [f"    after {1000 * moment_s:.0f} ms: {each}" for each in seen]
    told = f"{deed.name}: killed {killed} times, within {longest_s:.2f} s; {len(wrong)} wrong"
    print("\n".join((told, *wrong)), flush=True)  # noqa: T201
    return len(wrong)


def _wrong(place: Premises, deed: Deed, expected: dict[str, bytes]) -> list[str]:
    """What is not as it should be after a kill."""
    if not place.answers():
        return [f"the index in use does not answer: {place.told()}"]
    for words in (deed.words, *deed.then):
        if place.run(words):
            return [f"{' '.join(words)} does not complete: {place.told()}"]
    found = place.contents()
    names = sorted(expected.keys() | found.keys())
    left = [name for name in names if expected.get(name) != found.get(name)]
    if deed.name == "rollback" and current_release(place.data).name != deed.words[-1]:
        left.append("another index is in use")
    return [f"{name}: {found.get(name, b'is not there')!r}" for name in left]


if __name__ == "__main__":
    main()
