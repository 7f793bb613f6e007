"""What a critique is given beside the text, and what it gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.errors import FupanError, Language
from service.finding import Finding

if TYPE_CHECKING:  # the whole vocabulary takes long to load
    from service.review import SignedReview, Source


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """A ticket that was not closed when the month ended; `priority` is in its tool's words."""

    key: str
    title: str
    priority: str


@dataclass(frozen=True, slots=True)
class LastAction:
    """One action that last month's signed review promised; `due` is an ISO day or ""."""

    text: str
    owner: str
    due: str


@dataclass(frozen=True, slots=True)
class CritiqueInputs:
    """The month beside the review: what the document checks compare it with.

    `plan` holds planned things that were missed, one sentence each ("上线延期12天").
    """

    open_tickets: tuple[OpenTicket, ...] = ()
    last_actions: tuple[LastAction, ...] = ()
    plan: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SecondReading:
    """Who decided about the sentences the rules are unsure about: `unsure` of them, of which the second
    reader made `second` findings; a model was `asked` about some and made `model` findings. `failure` says
    why a model gave nothing."""

    unsure: int = 0
    second: int = 0
    asked: int = 0
    model: int = 0
    failure: FupanError | None = None


@dataclass(frozen=True, slots=True)
class Critique:
    """The findings of one text in the order of the text; suppressed ones are among them.

    `rules_hash` ("sha256:…") names the rules they come from; `suppressed` counts the findings that
    the writer has answered in the text.
    """

    findings: tuple[Finding, ...]
    language: Language
    rules_hash: str
    suppressed: int
    reading: SecondReading = SecondReading()


def inputs_of(sources: Sequence[Source], last: SignedReview | None) -> CritiqueInputs:
    """What the document checks compare a text with: open tickets and last month's actions."""
    tickets = tuple(
        OpenTicket(ticket.key, ticket.title, ticket.severity_raw or ticket.priority_raw)
        for source in sources
        for ticket in source.tickets
        if ticket.state in ("open", "in_progress")
    )
    actions = tuple(
        LastAction(item.text, item.fields.owner, item.fields.due)
        for item in (last.items if last else ())
        if item.kind == "task"
    )
    return CritiqueInputs(open_tickets=tickets, last_actions=actions)
