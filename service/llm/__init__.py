"""The one door to a language model. Everything works without one; with one, nothing else calls it."""

from service.llm.kept_answers import KeptAnswers
from service.llm.language_model import Answer, LanguageModel, Prompt
from service.llm.masking import Privacy

__all__ = ["Answer", "KeptAnswers", "LanguageModel", "Privacy", "Prompt"]
