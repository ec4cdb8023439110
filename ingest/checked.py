"""A TOML file of the corpus -> a checked record."""

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.errors import CorpusError


class Strict(BaseModel):
    """A record in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


File = TypeVar("File", bound=Strict)


def read_toml(path: Path, kind: type[File]) -> File:
    """Read a file of the corpus.

    Raises:
        CorpusError: it is no TOML, or not what it should be.
    """
    try:
        return kind.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(
            f"{path} is geen geldige TOML: {error}.", "Verbeter het bestand."
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise CorpusError(
            f"In {path} klopt '{field}' niet ({first['msg']}).", "Verbeter dit veld."
        ) from error
