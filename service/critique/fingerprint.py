"""A name for a finding that survives edits elsewhere: it depends on the words, not on the line."""

from __future__ import annotations

import hashlib

_HALF = {0xFF01 + step: 0x21 + step for step in range(0x5E)}


def fingerprint(rule_id: str, section: str, quote: str, nth: int = 0) -> str:
    """32 hex digits; `nth` tells apart equal quotes of one section, from 0."""
    raw = "\x1f".join([rule_id, section, _normal(quote), str(nth)])
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _normal(quote: str) -> str:
    half = quote if quote.isascii() else quote.translate(_HALF)
    return "".join(half.split()).lower().rstrip("。.；;，,：:！!？?、")
