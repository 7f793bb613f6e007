"""The one door to a language model. Everything works without one; with one, nothing else calls it."""

from service.llm.door import Answer, Model, Prompt
from service.llm.kept_answers import KeptAnswers

__all__ = ["Answer", "KeptAnswers", "Model", "Prompt"]
