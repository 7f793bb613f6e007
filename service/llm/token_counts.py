"""How many tokens a text is: exact with the ranks of o200k_base on this machine, else an estimate.

Nothing is ever fetched: tiktoken itself would download its ranks, and delete a file that it does not
trust. Other vocabularies need fewer tokens for Chinese (Qwen, DeepSeek: 9 to 23 % fewer), so the count is
on the safe side for them. Bills go by what the server counts.
"""

from __future__ import annotations

import base64
import hashlib
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from service.errors import InvalidRequest

RANKS_SHA256 = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
"""The hash of the file of o200k_base that OpenAI publishes."""
MARGIN = 1.25
"""What an estimate is multiplied by. With it, 9 of 2,419 pieces (800 characters of real notes, minutes and ticket
tables) still had more tokens than estimated, the worst 42 % more."""
# The pattern by which o200k_base cuts a text, as tiktoken's openai_public has it.
_CUT = "|".join(
    (
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
        r"\p{N}{1,3}",
        r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    )
)
_HAN = re.compile(r"[㐀-鿿豈-﫿]")
_PUNCTUATION = frozenset("，。；：？！、（）“”《》")
_LETTERS = re.compile(r"[A-Za-z]+")
_GAPS = re.compile(r"[ \t]{2,}")
_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A number of o200k tokens. One that is not `exact` is an estimate with its margin already in it."""

    count: int
    exact: bool


class TokenCounter:
    """Counts by the ranks in a file, or estimates without one."""

    def __init__(self, ranks: Path | None = None, *, sha256: str = RANKS_SHA256) -> None:
        """Raises InvalidRequest for a file that is not there or is not the one with that hash."""
        self._ranks = _checked(ranks, sha256) if ranks else None

    def count(self, text: str) -> Tokens:
        """The tokens of a text, whatever it holds."""
        if self._ranks is None:
            return Tokens(math.ceil(estimated_tokens(text) * MARGIN), exact=False)
        return Tokens(self._encode(text), exact=True)

    @cached_property
    def _encode(self) -> Callable[[str], int]:
        import tiktoken  # 0.2 s and 95 MB with its ranks: only where somebody counts

        rows = (line.split() for line in (self._ranks or b"").splitlines() if line)
        ranks = {base64.b64decode(token): int(rank) for token, rank in rows}
        encoding = tiktoken.Encoding(
            "o200k_base", pat_str=_CUT, mergeable_ranks=ranks, special_tokens={}
        )
        return lambda text: len(encoding.encode_ordinary(text))


def estimated_tokens(text: str) -> float:
    """About how many o200k tokens a text is, without the vocabulary and without a margin."""
    total = 0.72 * len(_HAN.findall(text)) + 0.5 * text.count("\n")
    total += sum(1.25 if len(word) <= 10 else len(word) / 4.5 for word in _LETTERS.findall(text))
    total += sum(-(-len(digits) // 3) for digits in _DIGITS.findall(text))
    total += len(_GAPS.findall(text))  # tables padded with spaces
    return total + sum(_of_sign(sign) for sign in text)


def _of_sign(sign: str) -> float:
    """Punctuation, symbols, emoji and other scripts; nothing for what is counted by words."""
    if sign in _PUNCTUATION:
        return 0.9
    if sign.isspace() or (sign.isascii() and sign.isalnum()) or _HAN.match(sign):
        return 0.0
    if sign < "\x80":
        return 0.7
    if sign <= "\uffff":
        return 1.0
    return 4.0 if 0x20000 <= ord(sign) < 0x32000 else 2.0


def _checked(path: Path, sha256: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise InvalidRequest(
            zh=f"FUPAN_TOKEN_RANKS 指的文件“{path}”不是 o200k_base 的词表；请换成正确的文件，或不设（改用估算）。",
            en=f"FUPAN_TOKEN_RANKS names {str(path)!r}, which is not the ranks of o200k_base: name the right "
            "file, or leave it out to have tokens estimated.",
        )
    return content
