"""What serve does before it serves."""

import pytest

from ingest.errors import SteunwijzerError
from ui.start import listen


def test_a_port_that_is_taken_but_not_served_yet_is_taken() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(SteunwijzerError, match=str(port)):
            listen("127.0.0.1", port)


def test_a_port_can_be_taken_again() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
    listen("127.0.0.1", port).close()
