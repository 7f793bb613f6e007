"""Any provider that LangChain's `init_chat_model` knows, behind the same door.

Of LangChain only the sending is used: no structured output (it loses text and usage, and takes cut JSON), no
retries of its own, no tracing. The provider's package (langchain-anthropic, langchain-ollama …) must be
installed beside requirements/providers.txt.
"""

from __future__ import annotations

import json
from typing import Any

import openai
from langchain.chat_models import init_chat_model
from langchain_core.messages import AIMessage
from langsmith import tracing_context
from openai.types import CompletionUsage

from service.errors import InvalidRequest
from service.llm.bounded_client import bounded_client
from service.llm.chat import ChatRequest, Fault, FaultKind, Reply, fault_of_status
from service.llm.rungs import Rung, request_form

_FINISHES = {
    "stop": "stop",
    "end_turn": "stop",
    "stop_sequence": "stop",
    "tool_use": "tool_calls",
    "tool_calls": "tool_calls",
    "function_call": "tool_calls",
    "length": "length",
    "max_tokens": "length",
    "model_length": "length",
    "content_filter": "content_filter",
    "safety": "content_filter",
    "refusal": "content_filter",
}
"""What providers call the end of an answer, as the protocol of OpenAI calls it."""
_FINISH_FIELDS = ("finish_reason", "stop_reason", "done_reason")


class LangChainChat:
    """One model of one provider."""

    def __init__(self, *, model: str, provider: str, base_url: str | None, key: str) -> None:
        """Raises InvalidRequest for a provider that LangChain does not know or whose package is missing."""
        given: dict[str, Any] = {"max_retries": 0, "temperature": 0}
        if base_url:
            given["base_url"] = base_url
        if key:
            given["api_key"] = key
        if provider == "openai":
            given["http_async_client"] = bounded_client()
        self._name = f"{provider}:{model}@{base_url or provider}"
        try:
            self._model: Any = init_chat_model(model, model_provider=provider, **given)
        except (ImportError, ValueError) as error:
            raise InvalidRequest(
                zh=f"FUPAN_MODEL_PROVIDER=“{provider}”用不了：请检查名称、它的 LangChain 包和 OPENAI_API_KEY。",
                en=f"FUPAN_MODEL_PROVIDER={provider!r} cannot be used: check the name, install its LangChain "
                "package, and set OPENAI_API_KEY where it needs a key.",
            ) from error

    @property
    def name(self) -> str:
        """The provider, the model and where it runs."""
        return self._name

    async def send(self, request: ChatRequest) -> Reply:
        """One request. Raises Fault."""
        try:
            bound = self._bound(request)
            # With tracing on, an environment variable would send every prompt to a second server.
            with tracing_context(enabled=False):
                message = await bound.ainvoke(list(request.turns), max_tokens=request.most_tokens)
        except openai.LengthFinishReasonError as error:
            return _without_text("length", error.completion.usage)
        except openai.ContentFilterFinishReasonError:
            return _without_text("content_filter", None)
        except Exception as error:  # every provider has errors of its own
            raise _fault(error) from error
        if not isinstance(message, AIMessage):
            raise Fault(FaultKind.PASSING, "no answer in the reply")
        return _reply(message, request)

    def _bound(self, request: ChatRequest) -> Any:
        form = request_form(request.rung, request.name, request.schema)
        if request.rung is Rung.TOOL_CALL:
            return self._model.bind_tools(form["tools"], tool_choice=request.name)
        return self._model.bind(**form)


def _reply(message: AIMessage, request: ChatRequest) -> Reply:
    told = message.response_metadata
    finish = next((str(told[one]) for one in _FINISH_FIELDS if told.get(one)), "").lower()
    text = str(message.text)
    if request.rung is Rung.TOOL_CALL:
        text = _arguments(message, request.name)
    usage = message.usage_metadata
    return Reply(
        text,
        _FINISHES.get(finish, finish),
        bool(message.additional_kwargs.get("refusal")),
        usage["input_tokens"] if usage else None,
        usage["output_tokens"] if usage else None,
        message.id or "",
    )


def _without_text(finish: str, usage: CompletionUsage | None) -> Reply:
    """What is left where a provider's library raises for how an answer ended, and the text is lost."""
    if usage is None:
        return Reply("", finish)
    return Reply("", finish, False, usage.prompt_tokens, usage.completion_tokens)


def _arguments(message: AIMessage, name: str) -> str:
    """The arguments of our tool as they were written; as LangChain read them where it keeps no text."""
    for raw in message.additional_kwargs.get("tool_calls") or ():
        function = raw.get("function", {})
        if function.get("name") == name:
            return str(function.get("arguments", ""))
    for wrong in message.invalid_tool_calls:
        if wrong.get("name") == name:
            return wrong.get("args") or ""
    for call in message.tool_calls:
        if call["name"] == name:
            return json.dumps(call["args"], ensure_ascii=False)
    return ""


def _fault(error: Exception) -> Fault:
    """By the HTTP status that an error carries; without one it may pass."""
    response = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    name = type(error).__name__
    if isinstance(error, NotImplementedError) or "unexpected keyword" in str(error):
        return Fault(
            FaultKind.FORM, name
        )  # a way of asking that this provider's library does not have
    if not isinstance(status, int) or status < 300:
        return Fault(FaultKind.PASSING, name)
    headers = getattr(response, "headers", None) or {}
    return fault_of_status(
        status,
        code=str(getattr(error, "code", "") or ""),
        message=str(error),
        retry_after=str(headers.get("retry-after", "")),
    )
