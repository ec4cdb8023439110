"""Settings -> a LangChain chat model, if the operator configured one. Nothing is ever downloaded.

The only module that knows the providers of chat models.
"""

from typing import TYPE_CHECKING, Any, Final, cast

from pydantic import SecretStr

from ingest.errors import SteunwijzerError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

TIMEOUT_S: Final = 60
RETRIES: Final = 2
_NO_KEY: Final = "none"
"""Servers on one's own machine want no key, but their clients insist on one."""


def open_chat_model(name: str, url: str, key: SecretStr) -> "BaseChatModel":
    """A chat model by `provider:model`, as LangChain's init_chat_model names them.

    With a `url` and no provider the model is taken to be behind an OpenAI-compatible address, as
    vLLM, llama-server and Ollama give.

    Raises:
        SteunwijzerError: the provider is unknown or its package is not installed.
    """
    from langchain.chat_models import init_chat_model

    full_name = name if ":" in name or not url else f"openai:{name}"
    secret = key.get_secret_value() or (_NO_KEY if url else "")
    options: dict[str, Any] = {"temperature": 0, "timeout": TIMEOUT_S, "max_retries": RETRIES}
    options |= {"base_url": url} if url else {}
    options |= {"api_key": secret} if secret else {}
    try:
        return cast("BaseChatModel", init_chat_model(full_name, **options))
    except (ImportError, ValueError) as error:
        raise SteunwijzerError(
            f"Het taalmodel '{name}' is niet te openen: {str(error).splitlines()[0]}",
            "Schrijf aanbieder:model, en installeer het pakket van de aanbieder.",
        ) from error
