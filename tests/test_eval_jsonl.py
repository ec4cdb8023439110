"""Files with a record on each line: each has an id of its own."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from eval.jsonl import read_unique
from ingest.text.errors import SteunwijzerError


class Named(BaseModel):
    id: str


def written(folder: Path, *names: str) -> Path:
    path = folder / "lines.jsonl"
    path.write_text("".join(f'{{"id": "{name}"}}\n' for name in names), encoding="utf-8")
    return path


def test_records_come_in_their_order(tmp_path: Path) -> None:
    assert [each.id for each in read_unique(written(tmp_path, "b", "a"), Named)] == ["b", "a"]


def test_an_id_that_is_there_twice_is_named_with_both_lines(tmp_path: Path) -> None:
    with pytest.raises(SteunwijzerError, match="regel 3: id 'a' staat ook op regel 1"):
        read_unique(written(tmp_path, "a", "b", "a"), Named)
