"""Settings -> a LangChain chat model, if the operator configured one. Nothing is ever downloaded.

The only module that knows the providers of chat models, and the face of what streams from them.
"""

import atexit
import logging
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from pydantic import SecretStr

from assistant.chat.condition import UNTRIED, Condition
from assistant.chat.failure import FailureReason, ModelFailure
from assistant.chat.local_model import start_local_server
from assistant.chat.stream import client_options, has_structured_output, leave_calls, stream_text
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

__all__ = [
    "ANSWER_TOKENS",
    "FailureReason",
    "ModelFailure",
    "OpenModel",
    "condition_of",
    "has_structured_output",
    "open_chat_model",
    "open_or_report",
    "stream_text",
]

TIMEOUT_S: Final = 60
RETRIES: Final = 1
ANSWER_TOKENS: Final = 2048
"""Where a server stops an answer: some 6000 characters of Dutch."""
CONTEXT_TOKENS: Final = 8192
"""By itself Ollama makes room for less, and forgets the start of what is longer."""
LOCAL: Final = "local:"
_NO_KEY: Final = "none"
"""Servers on one's own machine want no key, but their clients insist on one."""
_NOT_TRACED: Final = ("LANGSMITH_TRACING", "LANGCHAIN_TRACING")
_OPENAI_HOST: Final = re.compile(r"https://([\w.-]+\.)?(openai|azure)\.com(/|$)")
_LOG: Final = logging.getLogger(__name__)


OpenModel = Callable[[Settings], "BaseChatModel | None"]
"""Gives the chat model of the settings, if there is one."""


def open_or_report(settings: Settings) -> "BaseChatModel | None":
    """The chat model of the settings, if there is one that can be opened.

    Of one that cannot the operator is told; readers get the source's own words, as without a model.
    """
    if not settings.chat:
        return None
    try:
        return open_chat_model(
            settings.chat,
            settings.chat_url,
            settings.chat_key,
            settings.chat_timeout_s,
            settings.chat_window,
        )
    except SteunwijzerError as error:
        _LOG.warning("Antwoorden komen nu in de woorden van de bron zelf. %s", error)
        return None


def condition_of(settings: Settings, model: "BaseChatModel | None") -> Condition:
    """How the chat model of the settings does before it was asked anything."""
    if not settings.chat:
        return Condition()
    return Condition(UNTRIED if model else FailureReason.UNOPENED)


def open_chat_model(
    name: str,
    url: str,
    key: SecretStr,
    timeout_s: float = TIMEOUT_S,
    window: int = CONTEXT_TOKENS,
) -> "BaseChatModel":
    """A chat model by `provider:model`, as LangChain's init_chat_model names them.

    With a `url` and no provider the model is taken to be behind an OpenAI-compatible address, as
    vLLM, llama-server and Ollama give. `local:file.gguf` runs a file in this process. A model that
    runs here, or in Ollama, gets a window of so many tokens.

    Raises:
        SteunwijzerError: the provider is unknown, its package or the model file is not there, or
            its options are refused, for example because there is no key.
    """
    # Before LangChain is imported, which remembers what it read; the V2 names come first with it.
    os.environ.update({f"{each}{end}": "false" for each in _NOT_TRACED for end in ("", "_V2")})
    from langchain.chat_models import init_chat_model

    full_name = name if ":" in name or not url else f"openai:{name}"
    try:
        full_name, options = _options(full_name, url, key.get_secret_value(), timeout_s, window)
        return cast("BaseChatModel", init_chat_model(full_name, temperature=0, **options))
    except SteunwijzerError:
        raise
    except Exception as error:  # every provider refuses options in a way of its own
        raise _unopened(name, error) from error


def _options(
    full_name: str, url: str, key: str, timeout_s: float, window: int
) -> tuple[str, dict[str, Any]]:
    """The name and the options that a model is opened with."""
    provider = full_name.partition(":")[0]
    if provider == "local":
        server = start_local_server(Path(full_name.removeprefix(LOCAL)), window)
        atexit.register(leave_calls)  # before the server stops, as it was registered after that
        options = _openai_options(server.url, server.key, timeout_s, is_local=True)
        return "openai:local", options
    if provider == "ollama":
        return full_name, _ollama_options(url, key, timeout_s, window)
    if provider == "openai":
        return full_name, _openai_options(url, key or (_NO_KEY if url else ""), timeout_s)
    options = {"timeout": timeout_s, "max_retries": RETRIES, "max_tokens": ANSWER_TOKENS}
    options |= {"base_url": url} if url else {}
    return full_name, options | ({"api_key": key} if key else {})


def _openai_options(
    url: str, key: str, timeout_s: float, *, is_local: bool = False
) -> dict[str, Any]:
    from openai import DefaultHttpxClient

    client = DefaultHttpxClient(
        **client_options(timeout_s),
        # A proxy of the environment does not lead to a server of our own.
        trust_env=not is_local,
    )
    options = {
        "http_client": client,
        "timeout": timeout_s,
        "max_retries": RETRIES,
        "max_tokens": ANSWER_TOKENS,
        "use_responses_api": False,
    }
    options |= {"base_url": url} if url else {}
    options |= {"api_key": key} if key else {}
    if url and not _OPENAI_HOST.match(url):
        # LangChain sends max_completion_tokens, which Ollama and LM Studio ignore.
        options["extra_body"] = {"max_tokens": ANSWER_TOKENS}
    return options


def _ollama_options(url: str, key: str, timeout_s: float, window: int) -> dict[str, Any]:
    client = client_options(timeout_s)
    client["headers"] |= {"Authorization": f"Bearer {key}"} if key else {}
    return {
        "base_url": url or None,
        "num_ctx": window,
        "num_predict": ANSWER_TOKENS,
        "reasoning": False,
        "sync_client_kwargs": client,
    }


def _unopened(name: str, error: Exception) -> SteunwijzerError:
    what = f"Het taalmodel '{name}' is niet te openen"
    package = getattr(error.__cause__ or error, "name", None) or ""
    if isinstance(error, ImportError):
        install = f"Installeer: pip install {package.replace('_', '-')}"
        return SteunwijzerError(f"{what}: het pakket van de aanbieder ontbreekt.", install)
    # The libraries explain at length, and some name the key.
    return SteunwijzerError(
        f"{what} ({type(error).__name__}).",
        "Schrijf aanbieder:model, zoals openai:naam, ollama:naam of local:bestand.gguf, en"
        " controleer adres en sleutel.",
    )
