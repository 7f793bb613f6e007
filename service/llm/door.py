"""The door: what every question passes, whichever library carries it.

In order: what must not leave is masked; the length and the budgets are looked at; the question waits for a
place among those that run at once; the circuit lets it through; then it is asked, again where that helps,
up to one deadline. A whole answer in the form asked for comes back with its placeholders put back.
"""

from __future__ import annotations

from dataclasses import replace

from service.llm import model_errors
from service.llm.asking import Asking
from service.llm.budget import Budget
from service.llm.chat import Chat
from service.llm.circuit import Circuit
from service.llm.language_model import Answer, Prompt, Value
from service.llm.masking import Mask
from service.llm.rungs import Ladder
from service.llm.terms import Terms
from service.llm.token_counts import Tokens


class Door:
    """A `LanguageModel` over a `Chat`. Safe to use from several threads."""

    def __init__(
        self,
        chat: Chat,
        terms: Terms,
        *,
        ladder: Ladder | None = None,
        circuit: Circuit | None = None,
        run: Budget | None = None,
    ) -> None:
        self._chat = chat
        self._terms = terms
        self._ladder = ladder or Ladder(chat.name)
        self._circuit = circuit or Circuit(terms.patience.clock)
        self._budgets = (terms.day, run) if run else (terms.day,)

    @property
    def name(self) -> str:
        """The model and where it runs."""
        return self._chat.name

    @property
    def context(self) -> int:
        """How many tokens a question and its answer may have together."""
        return self._terms.context

    def tokens(self, text: str) -> Tokens:
        """How many tokens a text is, and whether that is exact."""
        return self._terms.counter.count(text)

    def within(self, run: Budget) -> Door:
        """The same door with the budget of a run beside that of the day."""
        return Door(self._chat, self._terms, ladder=self._ladder, circuit=self._circuit, run=run)

    def ask(self, prompt: Prompt[Value]) -> Answer[Value]:
        """A whole answer that `prompt.read` accepts, as `LanguageModel` promises."""
        mask = Mask(prompt.privacy or self._terms.privacy)
        hidden = replace(
            prompt,
            system=mask.hide(prompt.system),
            user=mask.hide(prompt.user),
            schema=mask.hide_in(prompt.schema),
        )
        asking = Asking(self._chat, self._ladder, self._budgets, self._terms, hidden, mask)
        if asking.needed > self._terms.context:
            raise model_errors.too_long(f"{asking.needed} > {self._terms.context}")
        with self._terms.places, self._circuit.guarding():
            return asking.answer()
