"""Remembers: what was handed in and signed, like problems of the past, cases in this month's sources."""

from service.recall.cases import CaseFinder, case_finder, find_cases
from service.recall.index import Hit
from service.recall.memory import Recall, SimilarProblem, open_recall

__all__ = [
    "CaseFinder",
    "Hit",
    "Recall",
    "SimilarProblem",
    "case_finder",
    "find_cases",
    "open_recall",
]
