"""What serve does before it serves."""

import pytest

from ingest.index.build import ingest
from ingest.index.record import read_record
from ingest.index.releases import current_release
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings
from small_corpus import silent
from ui.terminal.start import ingest_first, listen


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
    settings: Settings, monkeypatch: pytest.MonkeyPatch, found: str
) -> None:
    monkeypatch.setenv("STEUNWIJZER_DATA", str(settings.data))
    monkeypatch.setenv("STEUNWIJZER_CORPUS", str(settings.corpus))
    if found != "nothing":
        ingest(settings, silent)
    before = current_release(settings.data).name if found != "nothing" else ""
    if found == "another version":
        record = current_release(settings.data) / "record.json"
        record.write_text(record.read_text().replace('"format": ', '"format": 9'))
    ingest_first(settings)
    after = current_release(settings.data)
    read_record(after)
    assert (after.name == before) is (found == "the index")
