"""What a person or a program can do here; pages and API are thin above it."""

from service.desk.critiquing import Critiques, Edited, NewDraft
from service.desk.desk import Desk
from service.desk.handing_in import (
    HandedIn,
    Receipt,
    Refused,
    checked_month,
    checked_project,
)
from service.desk.searching import Found, FoundPassage
from service.runs.naming import PASTE

__all__ = [
    "PASTE",
    "Critiques",
    "Desk",
    "Edited",
    "Found",
    "FoundPassage",
    "HandedIn",
    "NewDraft",
    "Receipt",
    "Refused",
    "checked_month",
    "checked_project",
]
