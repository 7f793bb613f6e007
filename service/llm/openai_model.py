"""Any server that speaks the OpenAI chat completions protocol, over the openai library.

Of the library only the sending is used. It would retry an empty account, wait as long as a server says,
follow a redirect with the text in its hands, take a page of HTML for an answer, and a stream that breaks off
for a whole one. So the body is read here, up to a size, and judged field by field.
"""

from __future__ import annotations

from typing import Any

import httpx2
import openai

from service.errors import InvalidRequest
from service.llm.bounded_client import READ_TIMEOUT, bounded_client
from service.llm.chat import ChatRequest, Fault, FaultKind, Reply, fault_of_status
from service.llm.replies import reply_of_body, reply_of_stream
from service.llm.rungs import request_form

# Fields that some servers refuse, and what is sent in their place.
_INSTEAD: dict[str, str | None] = {
    "max_tokens": "max_completion_tokens",
    "temperature": None,
    "stream_options": None,
}


class OpenAIChat:
    """One model of one server."""

    def __init__(
        self,
        *,
        model: str,
        base_url: str | None,
        key: str,
        streamed: bool = False,
        read_timeout: float = READ_TIMEOUT,
    ) -> None:
        """Raises InvalidRequest for an address that is none."""
        self._model = model
        self._streamed = streamed
        self._left_out: set[str] = set()
        if base_url is not None and not base_url.lower().startswith(("http://", "https://")):
            raise _no_address(base_url)
        try:
            self._client = openai.AsyncOpenAI(
                api_key=key or "none",
                base_url=base_url,
                max_retries=0,
                http_client=bounded_client(read_timeout),
            )
        except (httpx2.InvalidURL, ValueError) as error:
            raise _no_address(base_url) from error
        self._address = str(self._client.base_url.copy_with(username=None, password=None))

    @property
    def name(self) -> str:
        """The model and the server it runs on."""
        return f"{self._model}@{self._address}"

    async def send(self, request: ChatRequest) -> Reply:
        """One request. Raises Fault."""
        try:
            create = self._client.chat.completions.with_streaming_response.create
            async with create(**self._fields(request)) as response:
                lines = response.headers.get("content-type", "").lower()
                if self._streamed and lines.startswith("text/event-stream"):
                    return await reply_of_stream(response.iter_lines(), request)
                if "json" not in lines:
                    raise Fault(FaultKind.PASSING, "no JSON")
                return reply_of_body(await response.read(), request, response.request_id or "")
        except openai.APIStatusError as error:
            raise self._fault(error) from error
        except UnicodeEncodeError as error:  # a key that no header can carry
            raise Fault(FaultKind.KEY, "not ASCII") from error
        except (openai.APITimeoutError, httpx2.TimeoutException) as error:
            raise Fault(FaultKind.PASSING, "timeout") from error
        except (openai.OpenAIError, httpx2.HTTPError, httpx2.StreamError) as error:
            raise Fault(FaultKind.PASSING, type(error).__name__) from error

    def _fields(self, request: ChatRequest) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "model": self._model,
            "messages": [{"role": role, "content": text} for role, text in request.turns],
            "max_tokens": request.most_tokens,
            "temperature": 0,
            **request_form(request.rung, request.name, request.schema),
        }
        if self._streamed:
            fields |= {"stream": True, "stream_options": {"include_usage": True}}
        for name in self._left_out & fields.keys():
            value, instead = fields.pop(name), _INSTEAD[name]
            if instead:
                fields[instead] = value
        return fields

    def _fault(self, error: openai.APIStatusError) -> Fault:
        code, message = str(error.code or error.type or ""), str(error.message)
        fault = fault_of_status(
            error.status_code,
            code=code,
            message=message,
            retry_after=error.response.headers.get("retry-after", ""),
        )
        if fault.kind is FaultKind.FORM:
            unknown = error.param or next((one for one in _INSTEAD if f"'{one}'" in message), "")
            if unknown in _INSTEAD and unknown not in self._left_out:
                self._left_out.add(unknown)
                return Fault(FaultKind.LEARNED, f"{fault.detail}, {unknown}", status=fault.status)
        return fault


def _no_address(base_url: str | None) -> InvalidRequest:
    return InvalidRequest(
        zh=f"OPENAI_BASE_URL 不是以 http:// 或 https:// 开头的网址：“{base_url}”。",
        en=f"OPENAI_BASE_URL is not an address that begins with http:// or https://: {base_url!r}.",
    )
