"""Any server that speaks the OpenAI chat completions protocol, over the openai library.

The library's own retries are off: it waits as long as a server's Retry-After says, retries an empty
account, and takes a page of HTML for an answer. Here one loop retries what may pass, up to one deadline.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from typing import Any

import openai

from service.errors import ModelRefused, ModelUnavailable
from service.llm.door import Answer, Prompt

DEADLINE = 120.0
"""Seconds that one question may take, waiting and retries included."""
_TRIES = 3
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 8.0
_THOUGHT = re.compile(r"^\s*<think>.*?</think>\s*", re.DOTALL)
_FENCE = re.compile(r"^\s*```[a-z]*\s*\n(?P<inside>.*?)\n?```\s*$", re.DOTALL)


class OpenAIModel:
    """One model of one server. Safe to use from several threads."""

    def __init__(
        self,
        *,
        model: str,
        base_url: str | None,
        key: str,
        deadline: float = DEADLINE,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._model = model
        self._deadline = deadline
        self._wait = wait
        self._plain = False
        self._client = openai.OpenAI(
            api_key=key or "none", base_url=base_url, max_retries=0, timeout=deadline
        )
        self._address = str(self._client.base_url)

    @property
    def name(self) -> str:
        """The model and the server it runs on."""
        return f"{self._model}@{self._address}"

    def ask(self, prompt: Prompt) -> Answer:
        """A complete answer, without a fence or a thought round it."""
        end = time.monotonic() + self._deadline
        for attempt in range(1, _TRIES + 1):
            try:
                return self._once(prompt, end)
            except openai.APIStatusError as error:
                if error.status_code == 400 and not self._plain:
                    self._plain = True  # an older server that knows no response_format
                    continue
                if not _may_pass(error) or attempt == _TRIES:
                    raise _unavailable(f"{error.status_code}") from error
                self._pause(attempt, end, error.response.headers.get("retry-after", ""))
            except (openai.APIConnectionError, openai.APIError, ValueError) as error:
                if attempt == _TRIES:
                    raise _unavailable(type(error).__name__) from error
                self._pause(attempt, end, "")
        raise _unavailable("response_format")

    def _once(self, prompt: Prompt, end: float) -> Answer:
        left = end - time.monotonic()
        if left <= 0:
            raise _unavailable("timeout")
        form: Any = openai.omit
        if not self._plain:
            form = {
                "type": "json_schema",
                "json_schema": {"name": prompt.name, "schema": dict(prompt.schema), "strict": True},
            }
        reply: Any = self._client.chat.completions.create(
            model=self._model,
            messages=[
                {"role": "system", "content": prompt.system},
                {"role": "user", "content": prompt.user},
            ],
            max_tokens=prompt.most_tokens,
            temperature=0,
            response_format=form,
            timeout=left,
        )
        return _complete(reply)

    def _pause(self, attempt: int, end: float, asked: str) -> None:
        # Full jitter, so that many workers do not come back at the same moment.
        longest = min(_LONGEST_WAIT, _FIRST_WAIT * 2**attempt)
        pause = random.uniform(0, longest)  # noqa: S311 - spreads requests, hides nothing
        if asked.isascii() and asked.isdigit():
            pause = max(pause, float(asked))
        if time.monotonic() + pause >= end:
            raise _unavailable("timeout")
        self._wait(pause)


def _complete(reply: Any) -> Answer:
    """The answer of a reply that is whole; raises ValueError for one that is no reply at all."""
    choices = getattr(reply, "choices", None)
    if not choices:
        raise ValueError("the reply holds no answer")
    choice = choices[0]
    text = choice.message.content or ""
    if choice.message.refusal or choice.finish_reason == "content_filter":
        raise ModelRefused(
            zh="模型拒绝回答这些内容；规则的结果仍然有效。",
            en="The model refuses to answer this; what the rules found stands.",
        )
    if choice.finish_reason != "stop" or not text.strip():
        raise ModelRefused(
            zh=f"模型的回答不完整（{choice.finish_reason}）；规则的结果仍然有效。",
            en=f"The model's answer is not complete ({choice.finish_reason}); what the rules found stands.",
        )
    text = _THOUGHT.sub("", text)
    fenced = _FENCE.match(text)
    usage = reply.usage
    return Answer(
        fenced["inside"] if fenced else text,
        usage.prompt_tokens if usage else 0,
        usage.completion_tokens if usage else 0,
    )


def _may_pass(error: openai.APIStatusError) -> bool:
    """Whether the same question may be answered a moment later: not with an empty account."""
    if error.code == "insufficient_quota":
        return False
    return error.status_code in (408, 409, 429) or error.status_code >= 500


def _unavailable(why: str) -> ModelUnavailable:
    return ModelUnavailable(
        zh=f"模型没有回答（{why}）：请检查地址、密钥和额度；没有模型时规则照常工作。",
        en=f"The model did not answer ({why}): check its address, key and quota; the rules work without it.",
    )
