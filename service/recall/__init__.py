"""Remembers: like problems in past signed reviews, and cases in this month's sources."""

from service.recall.cases import CaseFinder, case_finder, find_cases
from service.recall.memory import Recall, SimilarProblem, open_recall

__all__ = ["CaseFinder", "Recall", "SimilarProblem", "case_finder", "find_cases", "open_recall"]
