"""One question to a model, from the first request to a whole answer or an error.

At most `Patience.tries` (3) requests fail for a passing reason. Beside them there may be, once each and only
where the server gives cause: a step down the ladder while it is not known which rung the server stands on
(3 at most), a field left out that it does not know (3 at most), a second request with room for a longer
answer, and one repair that quotes what was wrong.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Generic

from prompts import say
from service.llm import model_errors
from service.llm.answers import NotInForm, hold_to_schema, json_of
from service.llm.background import run_within
from service.llm.budget import Budget, Cost
from service.llm.chat import Chat, ChatRequest, Fault, FaultKind, Reply
from service.llm.language_model import Answer, Prompt, Value
from service.llm.masking import Mask, UnknownPlaceholder
from service.llm.rungs import Ladder, Rung
from service.llm.terms import Recorded, Terms

_MAY_PASS = (FaultKind.PASSING, FaultKind.BUSY)
_SERVER_ERRORS = (500, 501)
"""What some servers answer to a form they do not know."""
_FILTERS = ("content_filter", "safety", "sensitive", "prohibited_content", "refusal")
_LONGEST_QUOTE = 8_000
"""Code points of a faulty answer that a repair quotes."""


class Asking(Generic[Value]):
    """One question, masked already; `mask` puts its placeholders back."""

    def __init__(
        self,
        chat: Chat,
        ladder: Ladder,
        budgets: Sequence[Budget],
        terms: Terms,
        prompt: Prompt[Value],
        mask: Mask,
    ) -> None:
        self._chat = chat
        self._ladder = ladder
        self._budgets = budgets
        self._terms = terms
        self._prompt = prompt
        self._mask = mask
        self._rung = ladder.start(prompt.name)
        self._most = prompt.most_tokens
        self._repair: list[tuple[str, str]] = []
        self._failures = 0
        self._server_errors: dict[Rung, int] = {}
        self._requests = self._prompt_tokens = self._answer_tokens = 0
        self._counted = True
        self._end = self._started = 0.0

    @property
    def needed(self) -> int:
        """Tokens that the next request and its answer have together, at most."""
        return self._sent_tokens() + self._most

    def answer(self) -> Answer[Value]:
        """Ask until there is a whole answer. Raises the errors of `LanguageModel.ask`."""
        self._end = self._terms.patience.clock() + self._terms.patience.deadline
        while True:
            try:
                reply = self._send()
            except Fault as fault:
                self._after(fault)
                continue
            if unfinished := self._unfinished(reply):
                self._record(unfinished, reply)
                self._after_unfinished(unfinished)
                continue
            try:
                value = self._value(reply.text)
            except NotInForm as wrong:
                self._record("not-in-form", reply)
                self._after_wrong(wrong, reply)
                continue
            self._record("whole", reply)
            self._ladder.held(self._rung, self._prompt.name, frozenset(self._server_errors))
            return Answer(
                value,
                reply.text,
                self._prompt_tokens,
                self._answer_tokens,
                self._counted,
                self._requests,
            )

    def _send(self) -> Reply:
        patience = self._terms.patience
        left = self._end - patience.clock()
        if left <= 0:
            raise model_errors.of_fault(Fault(FaultKind.PASSING, "timeout"))
        sent = self._sent_tokens()
        aside = self._cost(sent, self._most)
        _set_aside(self._budgets, aside)
        self._requests += 1
        self._started = patience.clock()
        real = aside  # what came to nothing may have cost all of it
        try:
            reply = run_within(self._chat.send(self._request()), left)
            real = self._counted_cost(reply, sent)
        except TimeoutError as error:
            self._record("timeout")
            raise Fault(FaultKind.PASSING, "timeout") from error
        except Fault as fault:
            real = self._cost(0, 0) if fault.status else aside
            self._record(fault.detail)
            raise
        finally:
            for budget in self._budgets:
                budget.settle(aside, real)
        return reply

    def _request(self) -> ChatRequest:
        prompt = self._prompt
        turns = [("system", self._system()), ("user", prompt.user), *self._repair]
        return ChatRequest(turns, self._rung, prompt.name, prompt.schema, self._most)

    def _system(self) -> str:
        """Ours alone, and the same for each question of a stage."""
        if not self._rung.told:
            return self._prompt.system
        schema = json.dumps(self._prompt.schema, ensure_ascii=False, sort_keys=True)
        told = say(self._prompt.language, "model", "form", schema=schema)
        return f"{self._prompt.system}\n\n{told}"

    def _sent_tokens(self) -> int:
        schema = json.dumps(self._prompt.schema, ensure_ascii=False)
        texts = [
            self._prompt.system,
            self._prompt.user,
            schema,
            *(text for _, text in self._repair),
        ]
        return self._terms.counter.count("\n".join(texts)).count

    def _cost(self, prompt_tokens: int, answer_tokens: int) -> Cost:
        price = self._terms.price.of(prompt_tokens, answer_tokens)
        return Cost(prompt_tokens + answer_tokens, price)

    def _counted_cost(self, reply: Reply, sent: int) -> Cost:
        prompt_tokens, answer_tokens = reply.prompt_tokens, reply.answer_tokens
        if prompt_tokens is None or answer_tokens is None:
            self._counted = False
            prompt_tokens = sent
            answer_tokens = self._terms.counter.count(reply.text).count
        self._prompt_tokens += prompt_tokens
        self._answer_tokens += answer_tokens
        return self._cost(prompt_tokens, answer_tokens)

    def _after(self, fault: Fault) -> None:
        """Make ready for another request, or raise what the fault is to the caller."""
        if fault.kind is FaultKind.LEARNED:
            return
        if fault.kind is FaultKind.FORM and self._step_down():
            return
        if fault.kind not in _MAY_PASS:
            raise model_errors.of_fault(fault)
        self._failures += 1
        if self._failures >= self._terms.patience.tries:
            raise model_errors.of_fault(fault)
        if (
            fault.status in _SERVER_ERRORS
            and self._ladder.below(self._rung, self._prompt.name) is not None
        ):
            seen = self._server_errors[self._rung] = self._server_errors.get(self._rung, 0) + 1
            if seen == 2:
                self._step_down()
        self._pause(fault)

    def _pause(self, fault: Fault) -> None:
        patience = self._terms.patience
        pause = patience.pause(self._failures, fault.retry_after)
        if patience.clock() + pause >= self._end:
            if fault.retry_after:
                raise model_errors.busy(fault.detail, fault.retry_after)
            raise model_errors.of_fault(fault)
        patience.wait(pause)

    def _step_down(self) -> bool:
        below = self._ladder.below(self._rung, self._prompt.name)
        if below is None:
            return False
        self._rung, self._repair = below, []
        return True

    def _unfinished(self, reply: Reply) -> str:
        """How a reply ended that is no whole answer; empty for one that is."""
        if reply.refused or reply.finish.lower() in _FILTERS:
            return "refused"
        if reply.finish == "stop" or (
            reply.finish == "tool_calls" and self._rung is Rung.TOOL_CALL
        ):
            return ""
        return reply.finish[:40] or "unfinished"

    def _after_unfinished(self, how: str) -> None:
        """Make ready for another request where one is worth while, or raise."""
        if how == "refused":
            raise model_errors.refused()
        if how == "length":
            self._give_more_room()
        elif how == "tool_calls":
            raise model_errors.incomplete(how)  # we gave it no tool
        else:
            self._after(Fault(FaultKind.PASSING, how))

    def _give_more_room(self) -> None:
        longer = self._most * 2
        fits = self._sent_tokens() + longer <= self._terms.context
        if self._most > self._prompt.most_tokens or not fits:
            raise model_errors.incomplete("length")
        self._most = longer

    def _value(self, text: str) -> Value:
        """What an answer means to the caller. Raises NotInForm."""
        value = json_of(text)
        if not self._prompt.tolerant:
            hold_to_schema(value, self._prompt.schema)
        try:
            shown: Any = self._mask.show_in(value)
            return self._prompt.read(shown)
        except UnknownPlaceholder as unknown:
            raise NotInForm(
                "placeholder", f"{unknown} stands for nothing that was sent"
            ) from unknown
        except ValueError as error:
            raise NotInForm("meaning", self._mask.hide(str(error))) from error

    def _after_wrong(self, wrong: NotInForm, reply: Reply) -> None:
        if self._step_down():
            return
        if self._repair:
            raise model_errors.malformed(wrong.wrong)
        faults = "\n".join(f"- {fault}" for fault in wrong.faults)
        told = say(self._prompt.language, "model", "repair", faults=faults)
        self._repair = [("assistant", reply.text[:_LONGEST_QUOTE] or "…"), ("user", told)]

    def _record(self, outcome: str, reply: Reply | None = None) -> None:
        self._terms.record(
            Recorded(
                self._prompt.name,
                self._chat.name,
                self._rung,
                self._requests,
                outcome,
                reply.text if reply else "",
                reply.prompt_tokens if reply else None,
                reply.answer_tokens if reply else None,
                reply.request_id if reply else "",
                self._terms.patience.clock() - self._started,
            )
        )


def _set_aside(budgets: Sequence[Budget], cost: Cost) -> None:
    """From all budgets or from none."""
    done: list[Budget] = []
    nothing = Cost(0, cost.money * 0)
    try:
        for budget in budgets:
            budget.set_aside(cost)
            done.append(budget)
    except Exception:
        for budget in done:
            budget.settle(cost, nothing)
        raise
