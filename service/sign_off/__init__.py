"""Turns a draft and a person's decisions into a signed review; nothing else makes one."""

from service.sign_off.earlier import import_review
from service.sign_off.signing import decide, last_decisions, sign, undecided

__all__ = ["decide", "import_review", "last_decisions", "sign", "undecided"]
