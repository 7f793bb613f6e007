"""Reads a draft, ours or anybody's, and points at what is vague, weak or unactionable.

`critique` gives findings with exact places and one question each. Rules are data (knowledge/rules);
they prove themselves on their own examples before the first text is read.
"""

from service.critique.inputs import Critique, CritiqueInputs, LastAction, OpenTicket, inputs_of
from service.critique.reading import critique, proved_rulebook
from service.critique.report import document_of, report

__all__ = [
    "Critique",
    "CritiqueInputs",
    "LastAction",
    "OpenTicket",
    "critique",
    "document_of",
    "inputs_of",
    "proved_rulebook",
    "report",
]
