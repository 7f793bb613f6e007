"""Where a text holds what must not leave: numbers of people and accounts, secrets, names of a list.

No `\\b`: it sees no edge between a Han character and a digit. Patterns see a copy in which full-width forms are
ASCII and signs without width are gone; spans are of the text itself. What was found is blanked before the
next pattern looks, most telling kinds first. A pattern that hits too much does no harm: it is put back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

Span = tuple[int, int, str]
"""Start, end and kind."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# Zero-width space and joiners, direction marks, soft hyphen, word joiner, byte-order mark.
_WIDTHLESS = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# A prompt often carries its data as JSON: there a line break is two signs, the second of them a letter.
_ESCAPES = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|[nrtbf])")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def is_id_number(text: str) -> bool:
    """Whether the last sign of 18 is the check sign of a resident identity number (mod 11-2)."""
    total = sum(int(sign) * weight for sign, weight in zip(text, _ID_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == text[17].upper()


def is_credit_code(text: str) -> bool:
    """Whether the last sign of 18 is the check sign of a unified social credit code (mod 31)."""
    signs = zip(text, _CREDIT_WEIGHTS, strict=False)
    total = sum(_CREDIT_SIGNS.index(sign) * weight for sign, weight in signs)
    return _CREDIT_SIGNS[(31 - total % 31) % 31] == text[17]


def is_card_number(text: str) -> bool:
    """Whether the digits of a text hold by Luhn's check."""
    total = 0
    for place, sign in enumerate(reversed([sign for sign in text if sign.isdigit()])):
        digit = int(sign) * (2 if place % 2 else 1)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0


@dataclass(frozen=True, slots=True)
class _Kind:
    """A pattern; what it hits is of the kind when `holds` says so. Group 1, where there is one, is hidden."""

    kind: str
    pattern: re.Pattern[str]
    holds: Callable[[str], bool] = bool


def _kind(kind: str, pattern: str, holds: Callable[[str], bool] = bool) -> _Kind:
    return _Kind(kind, re.compile(pattern, re.ASCII), holds)


# Visible ASCII but quotes, commas and semicolons; a backslash only where it escapes nothing of JSON.
_OF_PASSWORD = r"(?:[!#-&(-+.-:<-\[\]-~]|\\\\|\\(?![\"nrtbfu]))"  # noqa: S105 - a pattern
_BYTE = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_KINDS = (
    _kind(
        "SECRET",
        r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----"
        r"(?:\s{0,4}(?:Proc-Type|DEK-Info): ?[A-Z0-9,-]{1,100}){0,3}(?:[A-Za-z0-9+/=\s]{0,20000}[A-Za-z0-9+/=])?",
    ),
    _kind("SECRET", r"[a-zA-Z][a-zA-Z0-9+.-]{1,20}://([^\s/:@]{1,64}:[^\s/@]{1,128})@"),
    _kind(
        "SECRET",
        r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{5,4000}\.[A-Za-z0-9_-]{5,4000}\.[A-Za-z0-9_-]{5,4000}",
    ),
    _kind("SECRET", r"(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{16,}"),
    _kind("SECRET", r"(?<![A-Z0-9])(?:AKIA|ASIA|LTAI|AKID)[A-Za-z0-9]{12,40}"),
    _kind(
        "SECRET",
        r"(?<![A-Za-z0-9_])(?:gh[pousr]|github_pat|glpat|xox[abprs])[_-][A-Za-z0-9_-]{16,}",
    ),
    _kind("SECRET", r"(?i:bearer|basic)[ \t]{1,4}([A-Za-z0-9._~+/-]{16,}={0,2})"),
    _kind(
        "SECRET",
        r"(?i:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|口令|密码|密钥)(?:\\?[\"'])?\s{0,4}"
        r"(?:[=:]|是|为)\s{0,4}(?:\\?[\"'])?("
        + _OF_PASSWORD
        + r"(?:"
        + _OF_PASSWORD
        + r"|-){3,127})",
    ),
    _kind(
        "EMAIL",
        r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])",
    ),
    _kind(
        "ID",
        r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])",
        is_id_number,
    ),
    _kind(
        "CREDIT",
        r"(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Za-z])",
        is_credit_code,
    ),
    _kind("CARD", r"(?<!\d)(?:\d[ -]?){15,18}\d(?!\d)", is_card_number),
    _kind("PHONE", r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"),
    _kind("PHONE", r"(?<!\d)(?:\(0\d{2,3}\) ?|0\d{2,3}[- ])\d{7,8}(?:-\d{1,6})?(?!\d)"),
    _kind("IP", rf"(?<![\d.])(?:{_BYTE}\.){{3}}{_BYTE}(?!\.?\d)"),
    _kind(
        "PLATE",
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
        r"[A-HJ-NP-Z][·• ]?[A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9])",
    ),
    _kind("PASSPORT", r"(?<![A-Za-z0-9])(?:[EG]\d{8}|E[A-HJ-NP-Z]\d{7})(?!\d)"),
)


def private_spans(text: str, names: Sequence[str] = ()) -> list[Span]:
    """The spans that must not leave, in order and apart from each other."""
    copy, places = _plain(text)
    found: list[Span] = []
    for start, end, kind in _hits(copy, names):
        found.append((places[start], places[end - 1] + 1, kind) if places else (start, end, kind))
    return sorted(found)


def _plain(text: str) -> tuple[str, list[int]]:
    """The copy that patterns see, and where each of its characters stands; no list where all stand as
    they were."""
    copy = _ESCAPES.sub(lambda hit: " " * len(hit[0]), text.translate(_FULL_WIDTH))
    if not _WIDTHLESS.search(copy):
        return copy, []
    places = [place for place, sign in enumerate(copy) if not _WIDTHLESS.match(sign)]
    return "".join(copy[place] for place in places), places


def _hits(copy: str, names: Sequence[str]) -> Iterator[Span]:
    for one in (*_KINDS, *_of_names(tuple(names))):
        spans = []
        for hit in one.pattern.finditer(copy):
            start, end = hit.span(1 if one.pattern.groups else 0)
            if one.holds(copy[start:end]):
                spans.append((start, end))
                yield start, end, one.kind
        copy = _blanked(copy, spans)


@lru_cache(maxsize=64)
def _of_names(names: tuple[str, ...]) -> Sequence[_Kind]:
    """The names of the list, longest first. A Latin name is a whole word; a Chinese one has no edges."""
    plain = {_plain(name.strip())[0] for name in names} - {""}
    if not plain:
        return ()
    words = []
    for name in sorted(plain, key=lambda one: (-len(one), one)):
        left = r"(?<![A-Za-z0-9])" if name[0].isascii() else ""
        right = r"(?![A-Za-z0-9])" if name[-1].isascii() else ""
        words.append(left + re.escape(name) + right)
    return (_Kind("NAME", re.compile("|".join(words), re.IGNORECASE)),)


def _blanked(copy: str, spans: Sequence[tuple[int, int]]) -> str:
    pieces, last = [], 0
    for start, end in spans:
        pieces += [copy[last:start], "\n" * (end - start)]
        last = end
    return "".join([*pieces, copy[last:]]) if spans else copy
