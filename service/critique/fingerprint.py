"""A name for a finding that survives edits elsewhere: it depends on the words, not on the line."""

from __future__ import annotations

import hashlib
import re

_HALF = {chr(0xFF01 + step): chr(0x21 + step) for step in range(0x5E)}
_WIDE = re.compile("[\uff01-\uff5e]")


def fingerprint(rule_id: str, section: str, quote: str, nth: int = 0) -> str:
    """32 hex digits; `nth` tells apart equal quotes of one section, from 0."""
    raw = "\x1f".join([rule_id, section, _normal(quote), str(nth)])
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _normal(quote: str) -> str:
    half = _WIDE.sub(lambda wide: _HALF[wide.group()], quote)
    return "".join(half.split()).lower().rstrip("。.；;，,：:！!？?、")
