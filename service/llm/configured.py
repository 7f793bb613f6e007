"""The models that the operator configured, if any: one for each stage."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from service.errors import InvalidRequest
from service.llm.budget import Budget, Limit, Price
from service.llm.chat import Chat
from service.llm.door import Door
from service.llm.kept_answers import KeptAnswers
from service.llm.language_model import LanguageModel
from service.llm.masking import Privacy
from service.llm.rungs import Ladder, Rung
from service.llm.terms import Patience, Recorded, Terms, day_budget
from service.llm.token_counts import TokenCounter
from service.settings import Settings

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StageModels:
    """The model of each stage; stages with the same model share what was learned of it."""

    extraction: LanguageModel
    drafting: LanguageModel
    critique: LanguageModel


class Models:
    """All doors of a service. What they have learned, their places and the day's budget are shared."""

    def __init__(self, doors: tuple[Door, Door, Door], run_limit: Limit) -> None:
        self._doors = doors
        self._run_limit = run_limit

    @property
    def at_large(self) -> StageModels:
        """The models for what belongs to no run; the day's budget alone bounds it."""
        return StageModels(*self._doors)

    def for_run(self) -> StageModels:
        """The models for one run, with a budget of its own beside the day's."""
        run = Budget("run", self._run_limit)
        return StageModels(*(door.within(run) for door in self._doors))


def log_request(made: Recorded) -> None:
    """A line of the log for a request to a model: what it cost and how it ended, nothing of what was said."""
    logger.info(
        "model request: %s %s %s attempt %d %s, %s + %s tokens, %.1f s, %s",
        made.prompt,
        made.model,
        made.rung.value,
        made.attempt,
        made.outcome,
        made.prompt_tokens,
        made.answer_tokens,
        made.seconds,
        made.request_id[:60],
    )


def configured_models(
    settings: Settings,
    *,
    learned: KeptAnswers | None = None,
    record: Callable[[Recorded], None] = log_request,
) -> Models | None:
    """The models for FUPAN_MODEL; None when none is named. Loads the model library only when there is one.

    `learned` keeps what was learned of a server, and what the day has cost, for later processes; `record` is
    told every request. Raises InvalidRequest naming the setting that cannot be used.
    """
    if not settings.model:
        return None
    _check_money(settings)
    terms = _terms(settings, record, learned)
    fixed = None if settings.model_form == "auto" else Rung(settings.model_form)
    doors: dict[str, Door] = {}
    for name in _names(settings):
        if name not in doors:
            chat = _chat(settings, name)
            doors[name] = Door(chat, terms, ladder=Ladder(chat.name, fixed=fixed, kept=learned))
    extraction, drafting, critique = _names(settings)
    return Models((doors[extraction], doors[drafting], doors[critique]), terms.run_limit)


def _names(settings: Settings) -> tuple[str, str, str]:
    return (
        settings.model_extraction or settings.model,
        settings.model_drafting or settings.model,
        settings.model_critique or settings.model,
    )


def _check_money(settings: Settings) -> None:
    limited = settings.model_run_money or settings.model_day_money
    if limited and not any(settings.model_prices or ()):
        raise InvalidRequest(
            zh="设了 FUPAN_MODEL_RUN_MONEY 或 FUPAN_MODEL_DAY_MONEY，就要设 FUPAN_MODEL_PRICES，否则无法计价。",
            en="FUPAN_MODEL_RUN_MONEY and FUPAN_MODEL_DAY_MONEY need FUPAN_MODEL_PRICES: without prices nothing "
            "can be counted.",
        )


def _terms(
    settings: Settings, record: Callable[[Recorded], None], kept: KeptAnswers | None
) -> Terms:
    return Terms(
        counter=TokenCounter(settings.token_ranks),
        day=day_budget(Limit(settings.model_day_tokens, settings.model_day_money), kept),
        places=threading.BoundedSemaphore(settings.model_concurrency),
        price=Price(*settings.model_prices) if settings.model_prices else Price(),
        run_limit=Limit(settings.model_run_tokens, settings.model_run_money),
        privacy=Privacy(settings.masking, settings.masked_names),
        context=settings.model_context,
        patience=replace(Patience(), deadline=float(settings.model_deadline)),
        record=record,
    )


def _chat(settings: Settings, model: str) -> Chat:
    if settings.model_provider:
        try:
            from service.llm.langchain_model import LangChainChat
        except ImportError as error:
            raise InvalidRequest(
                zh="FUPAN_MODEL_PROVIDER 需要 LangChain：请安装 requirements/providers.txt，或不设它。",
                en="FUPAN_MODEL_PROVIDER needs LangChain: install requirements/providers.txt, or leave it out.",
            ) from error
        return LangChainChat(
            model=model,
            provider=settings.model_provider,
            base_url=settings.model_url or None,
            key=settings.model_key,
        )
    from service.llm.openai_model import OpenAIChat

    return OpenAIChat(
        model=model,
        base_url=settings.model_url or None,
        key=settings.model_key,
        streamed=settings.model_stream,
    )
