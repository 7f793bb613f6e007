"""The body of a chat completion, whole or as a stream of events, as a `Reply`.

Servers differ in everything that the protocol leaves open, so each field is looked at before it is used.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

from service.llm.chat import ChatRequest, Fault, FaultKind, Reply, fault_of_status
from service.llm.rungs import Rung


def reply_of_body(body: bytes, request: ChatRequest, request_id: str) -> Reply:
    """The reply that a JSON body is. Raises Fault for a body that is no chat completion."""
    whole = _json(body)
    if not isinstance(whole, dict):
        raise Fault(FaultKind.PASSING, "no chat completion")
    if whole.get("error") and not whole.get("choices"):
        raise _told(whole["error"])
    choice = _choice(whole)
    if choice is None or not isinstance(choice.get("message"), dict):
        raise Fault(FaultKind.PASSING, "no answer in the reply")
    message = choice["message"]
    text = _string(message.get("content"))
    if request.rung is Rung.TOOL_CALL:
        text = _arguments(message.get("tool_calls"), request.name)
    prompt_tokens, answer_tokens = _usage(whole)
    return Reply(
        text,
        _string(choice.get("finish_reason")),
        bool(message.get("refusal")),
        prompt_tokens,
        answer_tokens,
        request_id or _string(whole.get("id")),
    )


async def reply_of_stream(lines: AsyncIterator[str], request: ChatRequest) -> Reply:
    """The reply that the events of a stream make together. It has no `finish` when the stream just ends;
    an event that is no JSON, or an error, is a Fault."""
    text, finish, request_id = "", "", ""
    refused = False
    usage: tuple[int | None, int | None] = (None, None)
    async for line in lines:
        if not line.startswith("data:"):
            continue  # comments that keep the connection open, names of events
        data = line.removeprefix("data:").strip()
        if data == "[DONE]":
            break
        event = _json(data.encode())
        if not isinstance(event, dict):
            raise Fault(FaultKind.PASSING, "an event that is no chunk")
        if event.get("error"):
            raise _told(event["error"])
        request_id = request_id or _string(event.get("id"))
        if event.get("usage"):
            usage = _usage(event)
        choice = _choice(event)
        if choice is None:
            continue
        delta = choice.get("delta") if isinstance(choice.get("delta"), dict) else {}
        assert isinstance(delta, dict)
        refused = refused or bool(delta.get("refusal"))
        if request.rung is Rung.TOOL_CALL:
            text += _arguments(delta.get("tool_calls"), "")
        else:
            text += _string(delta.get("content"))
        finish = _string(choice.get("finish_reason")) or finish
    return Reply(text, finish, refused, *usage, request_id)


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Fault(FaultKind.PASSING, "half a body, or no JSON") from error


def _choice(whole: Mapping[str, Any]) -> dict[str, Any] | None:
    choices = whole.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    return first if isinstance(first, dict) else None


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _arguments(calls: Any, name: str) -> str:
    """The arguments of the first call; of the tool with that name where one is given."""
    call = calls[0] if isinstance(calls, list) and calls else None
    function = call.get("function") if isinstance(call, dict) else None
    if not isinstance(function, dict) or (name and function.get("name") != name):
        return ""
    return _string(function.get("arguments"))


def _usage(whole: Mapping[str, Any]) -> tuple[int | None, int | None]:
    usage = whole.get("usage")
    if not isinstance(usage, dict):
        return None, None
    return _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))


def _count(value: Any) -> int | None:
    return value if type(value) is int and value >= 0 else None


def _told(error: Any) -> Fault:
    """The fault that a server tells in a body of status 200."""
    code = (
        _string(error.get("code")) or _string(error.get("type")) if isinstance(error, dict) else ""
    )
    message = _string(error.get("message")) if isinstance(error, dict) else ""
    told = fault_of_status(400, code=code, message=message)
    if told.kind is FaultKind.FORM:
        return Fault(FaultKind.PASSING, "an error in the reply")
    return told
