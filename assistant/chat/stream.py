"""A chat model + messages -> the text of its answer as it streams, within limits of our own."""

import socket
import threading
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Final, cast

from assistant.chat.failure import FailureReason, ModelFailure, why

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage, BaseMessageChunk

_UNFINISHED: Final = {"length", "max_tokens", "content_filter", "safety", "abort", "error"}
_LEAVING_S: Final = 5
"""How long a process that ends waits for a call; a closed connection ends it in milliseconds."""
_OPEN, _CLOSE = "<think>", "</think>"


def has_structured_output(model: "BaseChatModel") -> bool:
    """Whether `stream_text` can ask this model for an answer by a schema."""
    return _is_a(model, "BaseChatOpenAI") or _is_a(model, "ChatOllama")


def stream_text(
    model: "BaseChatModel",
    messages: Sequence[tuple[str, str]],
    *,
    schema: dict[str, Any] | None,
    timeout_s: float,
    max_chars: int,
) -> Iterator[str]:
    """The text of a model's answer in pieces, as they come, without what it thinks.

    Whatever the model does, this ends after `timeout_s`: what then still runs is left behind and
    its connection is closed. So it is when the caller stops reading. A `schema`, with a title, is
    passed on to models that have structured output.

    Raises:
        ModelFailure: the model gives no whole answer of at most `max_chars` characters. All that
            goes wrong inside a provider's library is one; what goes wrong here keeps its traceback.
    """
    from langchain_core.messages import convert_to_messages

    call = _Call(model, convert_to_messages(messages), schema, timeout_s, max_chars)
    call.start()
    try:
        while (piece := call.next_piece()) is not None:
            yield piece
    finally:
        call.leave()


class _Call(threading.Thread):
    """One answer as it comes in, in a thread of its own that can be left behind."""

    def __init__(
        self,
        model: "BaseChatModel",
        messages: "list[BaseMessage]",
        schema: dict[str, Any] | None,
        timeout_s: float,
        max_chars: int,
    ) -> None:
        super().__init__(name="chat model", daemon=True)
        self.is_left = False
        self._model, self._messages, self._schema = model, messages, schema
        self._end_s = time.monotonic() + timeout_s
        self._max_chars = max_chars
        self._pieces: SimpleQueue[str | BaseException | None] = SimpleQueue()
        self._stream: Any = None

    def next_piece(self) -> str | None:
        """Wait for the next piece of text; None is the end."""
        try:
            piece = self._pieces.get(timeout=max(0, self._end_s - time.monotonic()))
        except Empty:
            raise ModelFailure(FailureReason.TIMEOUT) from None
        if isinstance(piece, BaseException):
            raise piece
        return piece

    def leave(self) -> None:
        """Let the thread end by itself: it finds its connection closed."""
        self.is_left = True
        connection = self._stream and self._stream.get_extra_info("socket")
        if connection:
            # Closing it would not wake a thread that reads from it.
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def meet(self, response: Any) -> None:
        """Remember the network stream, to close it with; do not wait longer than there is time."""
        self._stream = response.extensions.get("network_stream")
        if self.is_left:
            self.leave()
        wait = response.headers.get("retry-after", "")
        if wait.isdecimal() and time.monotonic() + int(wait) > self._end_s:
            response.headers["x-should-retry"] = "false"  # OpenAI's own header: its client obeys

    def run(self) -> None:
        """Put the pieces where they are read, and last the end: None or what went wrong."""
        from langsmith import tracing_context

        end: BaseException | None = None
        try:
            with tracing_context(enabled=False), closing(self._answer()) as pieces:
                for piece in pieces:
                    self._pieces.put(piece)
        except BaseException as error:  # noqa: BLE001  # raised in the thread that reads
            end = error
        self._pieces.put(end)

    def _answer(self) -> Generator[str]:
        """The text as it may be read; checks that there is some, and not too much."""
        chars, is_blank = 0, True
        with closing(self._texts()) as texts:
            for piece in without_thoughts(texts):
                chars += len(piece)
                is_blank = is_blank and not piece.strip()
                if chars > self._max_chars:
                    raise ModelFailure(FailureReason.ENDLESS)
                yield piece
        if is_blank:
            raise ModelFailure(FailureReason.EMPTY)

    def _texts(self) -> Generator[str]:
        """The text as it comes; checks that it comes in time and how it ends."""
        end = ""
        with closing(self._chunks()) as chunks:
            for chunk in chunks:
                if self.is_left or time.monotonic() > self._end_s:
                    raise ModelFailure(FailureReason.TIMEOUT)
                end = _end(chunk) or end
                yield str(chunk.text)
        # Those with structured output say how they ended, so that silence is a broken stream.
        if end in _UNFINISHED or (not end and has_structured_output(self._model)):
            raise ModelFailure(FailureReason.CUT_OFF)

    def _chunks(self) -> "Generator[BaseMessageChunk]":
        """What comes out of the provider's library; all that it raises is the model's failure."""
        is_begun = False
        asked = _shaped(self._model, self._schema) if self._schema else self._model
        try:
            with closing(
                cast("Generator[BaseMessageChunk]", asked.stream(self._messages))
            ) as chunks:
                for chunk in chunks:
                    is_begun = True
                    yield chunk
        except Exception as error:
            reason = why(error, is_begun=is_begun, has_schema=asked is not self._model)
            raise ModelFailure(reason) from error


def _shaped(model: "BaseChatModel", schema: dict[str, Any]) -> Any:
    """A model that answers by a schema, if it can."""
    if _is_a(model, "BaseChatOpenAI"):
        named = {"name": schema["title"], "schema": schema, "strict": True}
        shape = {"response_format": {"type": "json_schema", "json_schema": named}}
        # As an argument of its own it goes through a helper of OpenAI's that reads the answer once
        # more at the end, and fails on servers that leave out the role.
        return model.bind(extra_body=(getattr(model, "extra_body", None) or {}) | shape)
    return model.bind(format=schema) if _is_a(model, "ChatOllama") else model


def _is_a(model: "BaseChatModel", name: str) -> bool:
    """Whether a model is of a class with this name, without importing it."""
    return any(each.__name__ == name for each in type(model).__mro__)


def _end(chunk: "BaseMessageChunk") -> str:
    """How the answer ended, if this says so: OpenAI, Ollama and Anthropic name it differently."""
    names = ("finish_reason", "done_reason", "stop_reason")
    said = (chunk.response_metadata.get(name) for name in names)
    return next((str(each).casefold() for each in said if each), "")


def without_thoughts(pieces: Iterable[str]) -> Iterator[str]:
    """Text without what stands in `<think>...</think>`, which can be spread over pieces."""
    text, is_hidden = "", False
    for piece in pieces:
        text += piece
        tag = _CLOSE if is_hidden else _OPEN
        while tag in text:
            before, text = text.split(tag, 1)
            if before and not is_hidden:
                yield before
            is_hidden = not is_hidden
            tag = _CLOSE if is_hidden else _OPEN
        sure = len(text) - _begun(text, tag)
        if sure and not is_hidden:
            yield text[:sure]
        text = text[sure:]
    if text and not is_hidden:
        yield text


def _begun(text: str, tag: str) -> int:
    """How many characters at the end of a text can be the start of a tag."""
    return next((n for n in range(len(tag) - 1, 0, -1) if text.endswith(tag[:n])), 0)


def client_options(timeout_s: float) -> dict[str, Any]:
    """For a client of httpx or httpx2 whose calls can be left: none shares its connection."""
    return {
        "timeout": timeout_s,
        "headers": {"Connection": "close"},
        "event_hooks": {"request": [_refuse_if_left], "response": [_meet]},
    }


def _meet(response: Any) -> None:
    """HTTP hook: let the call know its response."""
    call = threading.current_thread()
    if isinstance(call, _Call):
        call.meet(response)


def _refuse_if_left(_request: Any) -> None:
    """HTTP hook: a call that was left does not try again."""
    call = threading.current_thread()
    if isinstance(call, _Call) and call.is_left:
        raise ModelFailure(FailureReason.TIMEOUT)


def leave_calls() -> None:
    """At exit: end what still runs, and see it end.

    A server of our own cannot stop while it is writing, and a thread that is still in a provider's
    library when the interpreter goes takes the process down with it.
    """
    calls = [thread for thread in threading.enumerate() if isinstance(thread, _Call)]
    for call in calls:
        call.leave()
    for call in calls:
        call.join(_LEAVING_S)
