"""What serve does before it can answer."""

import sys
from pathlib import Path

import pytest
import typer

from ingest.index.build import ingest
from ingest.index.record import read_record
from ingest.index.releases import current_release
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings
from small_corpus import silent
from ui import texts
from ui.service.roles import VISITOR
from ui.service.steps import Step
from ui.service.workspace import Workspace
from ui.terminal import dutch, start
from ui.terminal.start import ingest_first, listen, telling_failures
from ui.web.preparing import Preparing

pytestmark = pytest.mark.whole

ADDRESS = "http://127.0.0.1:7860"


def test_a_port_that_is_taken_but_not_served_yet_is_taken() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(SteunwijzerError, match=str(port)):
            listen("127.0.0.1", port)


def test_a_port_can_be_taken_again() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
    listen("127.0.0.1", port).close()


@pytest.mark.parametrize("found", ["nothing", "another version", "the index"])
def test_an_index_is_made_first_unless_there_is_one_to_read(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    found: str,
) -> None:
    monkeypatch.setenv("STEUNWIJZER_DATA", str(settings.data))
    monkeypatch.setenv("STEUNWIJZER_CORPUS", str(settings.corpus))
    if found != "nothing":
        ingest(settings, silent)
    before = current_release(settings.data).name if found != "nothing" else ""
    if found == "another version":
        record = current_release(settings.data) / "record.json"
        record.write_text(record.read_text().replace('"format": ', '"format": 9'))
    preparing = Preparing()
    ingest_first(Workspace(VISITOR, settings), preparing, ADDRESS)
    after = current_release(settings.data)
    read_record(after)
    assert (after.name == before) is (found == "the index")
    said = capsys.readouterr().err
    if found == "the index":
        assert (said, preparing.now.share) == ("", None)
    else:
        assert said == dutch.ingest_first(ADDRESS) + "\n"
        # The ingest told how far it was, to the end of its last stage.
        assert preparing.now.share == pytest.approx(2 / 3)


def led(monkeypatch: pytest.MonkeyPatch, *lines: str, code: int = 0) -> Preparing:
    """What comes of an ingest that says these lines and ends like this."""
    said = "".join(f"print({line!r})\n" for line in lines)
    monkeypatch.setattr(start, "INGEST", (sys.executable, "-c", f"{said}raise SystemExit({code})"))
    preparing = Preparing()

    empty = Workspace(VISITOR, Settings(data=Path("/nergens")))
    with telling_failures(preparing):
        ingest_first(empty, preparing, ADDRESS)
    return preparing


def test_the_steps_of_an_ingest_move_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    half = Step("embed", 1, 2).line()
    assert led(monkeypatch, half, "rommel", half[:10]).now.share == pytest.approx(1 / 6)


@pytest.mark.parametrize("code", [1, 2, 130])
@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([Step(failure="De schijf is vol. Maak ruimte.").line()], "De schijf is vol. Maak ruimte."),
        ([], texts.PREPARING_FAILED_SEE),
    ],
)
def test_an_ingest_that_fails_gives_its_exit_code_and_its_reason(
    monkeypatch: pytest.MonkeyPatch, lines: list[str], why: str, code: int
) -> None:
    failed: list[str] = []
    monkeypatch.setattr(Preparing, "fail", lambda _, why: failed.append(why))
    with pytest.raises(typer.Exit) as ended:
        led(monkeypatch, *lines, code=code)
    assert (ended.value.exit_code, failed) == (code, [why])


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (SteunwijzerError("De index past niet.", "Maak hem opnieuw."), "De index past niet. Maak"),
        (ZeroDivisionError("geheim"), texts.PREPARING_FAILED_SEE),
    ],
)
def test_whatever_goes_wrong_before_the_page_is_told_on_it(error: Exception, why: str) -> None:
    preparing = Preparing()
    with pytest.raises(type(error)), telling_failures(preparing):
        raise error
    assert preparing.now.is_failed
    assert preparing.now.step.startswith(why)


def test_ctrl_c_is_no_failure() -> None:
    preparing = Preparing()
    with pytest.raises(KeyboardInterrupt), telling_failures(preparing):
        raise KeyboardInterrupt
    assert not preparing.now.is_failed


def test_what_is_opened_behind_the_page_is_its_last_step(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []

    def broken(_: Workspace) -> None:
        raise SteunwijzerError("De index is stuk.", "Maak hem opnieuw.")

    monkeypatch.setattr(start, "INGEST", (sys.executable, "-c", ""))
    monkeypatch.setattr(Workspace, "open", broken)
    monkeypatch.setattr(Preparing, "fail", lambda self, _: steps.append(self.now.step))
    with (
        listen("127.0.0.1", 0) as listener,
        pytest.raises(SteunwijzerError, match="De index is stuk"),
    ):
        start.serve(Settings(data=Path("/nergens")), listener)
    assert steps == [texts.preparing_step(2, 3, "")]
