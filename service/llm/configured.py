"""The model the operator configured, if any."""

from __future__ import annotations

from service.llm.door import Model
from service.settings import Settings


def configured_model(settings: Settings) -> Model | None:
    """A model for FUPAN_MODEL; None when none is named. Loads the model library only when there is one."""
    if not settings.model:
        return None
    from service.llm.openai_model import OpenAIModel

    return OpenAIModel(
        model=settings.model, base_url=settings.model_url or None, key=settings.model_key
    )
