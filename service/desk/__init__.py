"""What a person or a program can do here; pages and API are thin above it."""

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
    "Desk",
    "Found",
    "FoundPassage",
    "HandedIn",
    "Receipt",
    "Refused",
    "checked_month",
    "checked_project",
]
