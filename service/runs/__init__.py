"""Durable runs: drafts that were asked for, and what was handed in on its way to becoming sources."""

from service.runs.drafts import Runs, SimilarIn
from service.runs.intakes import Intakes

__all__ = ["Intakes", "Runs", "SimilarIn"]
