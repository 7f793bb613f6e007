"""Calculated numbers: a small strict language of expressions, evaluated exactly.

    expression   one or several calls, parted by ";"       ratio_pct(4156, 4230); diff(42, 48)
    call         op(argument, …), at most two calls deep   diff(ratio_pct(9, 10), 85)
    argument     a number (4,230 and 93.4% are numbers)    4230
                 an ISO day                                2026-05-18
                 a text in double quotes                   "merged"
                 a call

    count("merged", …)     how many cited sentences have exactly one of these texts
    count()                how many sentences are cited
    ids("#12", "AB-3", …)  how many of these ticket ids stand in the cited sentences
    sum(a, b, …)  diff(a, b) = a - b  min(a, …)  max(a, …)  round(a, places)
    ratio_pct(part, whole)        part / whole in percent
    pct_change(now, before)       (now - before) / before in percent
    pp_diff(now, before)          the difference of two percentages, in percentage points
    days_between(first, last)     days from the first day to the last

Every literal number and day must stand in the cited sentences; grounding sees to that. Nothing is
ever evaluated as Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

Value = Decimal | date | str

_TOKEN = re.compile(
    r"\s*(?:(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})|(?P<number>-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?%?"
    r'|-?[0-9]+(?:\.[0-9]+)?%?)|(?P<name>[a-z_]+)|"(?P<text>[^"]*)"|(?P<sign>[(),;]))'
)
_DEPTH = 2
UNITS = {
    "count": "count",
    "ids": "count",
    "ratio_pct": "%",
    "pct_change": "%",
    "pp_diff": "percentage point",
    "days_between": "day",
}
"""The unit of a result; other operations keep the unit of their numbers."""
_ARITY = {
    "count": (0, 20),
    "ids": (1, 2000),
    "sum": (1, 200),
    "diff": (2, 2),
    "min": (1, 200),
    "max": (1, 200),
    "round": (2, 2),
    "ratio_pct": (2, 2),
    "pct_change": (2, 2),
    "pp_diff": (2, 2),
    "days_between": (2, 2),
}


@dataclass(frozen=True, slots=True)
class Call:
    """One operation with its arguments."""

    op: str
    arguments: tuple[Call | Value, ...]

    @property
    def unit(self) -> str:
        """The canonical unit of the result, "" when it is that of its numbers."""
        return UNITS.get(self.op, "")

    def literals(self) -> Iterator[Decimal | date]:
        """The numbers and days written in the expression; they need evidence."""
        written = self.arguments[:1] if self.op == "round" else self.arguments
        for argument in written:
            if isinstance(argument, Call):
                yield from argument.literals()
            elif not isinstance(argument, str):
                yield argument


def parse(expression: str) -> tuple[Call, ...] | None:
    """The calls of an expression, None when it is not well-formed."""
    calls = []
    for part in _parts(expression):
        tokens = _tokens(part)
        if tokens is None:
            return None
        call, rest = _call(tokens, depth=1)
        if call is None or rest:
            return None
        calls.append(call)
    return tuple(calls) or None


def evaluate(expression: str, texts: Sequence[str] = ()) -> Decimal | None:
    """The value of the first call; `texts` are the cited sentences, for `count`.

    None when the expression is not well-formed, divides by zero or mixes days and numbers.
    """
    calls = parse(expression)
    return value_of(calls[0], texts) if calls else None


def value_of(call: Call, texts: Sequence[str] = ()) -> Decimal | None:
    """The value of one call; None where it has none (division by zero, a day among numbers)."""
    if call.op == "count":
        wanted = {argument for argument in call.arguments if isinstance(argument, str)}
        if len(wanted) != len(call.arguments):
            return None
        return Decimal(sum(not wanted or text.strip() in wanted for text in texts))
    if call.op == "ids":
        return Decimal(sum(_stands_in(str(identity), texts) for identity in set(call.arguments)))
    values: list[Value] = []
    for argument in call.arguments:
        value = value_of(argument, texts) if isinstance(argument, Call) else argument
        if value is None:
            return None
        values.append(value)
    if call.op == "days_between":
        first, last = values
        if not isinstance(first, date) or not isinstance(last, date):
            return None
        return Decimal((last - first).days)
    numbers = [value for value in values if isinstance(value, Decimal)]
    return _number(call.op, numbers) if len(numbers) == len(values) else None


def rounded(value: Decimal, places: int) -> Decimal:
    """The value with so many decimals, halves away from zero."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _number(op: str, numbers: list[Decimal]) -> Decimal | None:
    first, last = numbers[0], numbers[-1]
    if op == "sum":
        return sum(numbers, Decimal(0))
    if op in ("diff", "pp_diff"):
        return first - last
    if op == "min":
        return min(numbers)
    if op == "max":
        return max(numbers)
    if op == "round":
        return rounded(first, int(last)) if last in range(7) else None
    if last == 0:
        return None
    return (first if op == "ratio_pct" else first - last) / last * 100


def _parts(expression: str) -> list[str]:
    return [
        part for part in re.split(r'[;；](?=(?:[^"]*"[^"]*")*[^"]*$)', expression) if part.strip()
    ]


def _tokens(expression: str) -> list[tuple[str, str]] | None:
    tokens, at = [], 0
    while at < len(expression.rstrip()):
        match = _TOKEN.match(expression, at)
        if match is None or match.lastgroup is None:
            return None
        tokens.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return tokens


def _call(tokens: list[tuple[str, str]], depth: int) -> tuple[Call | None, list[tuple[str, str]]]:
    """The call that the tokens begin with, and the tokens behind it."""
    if depth > _DEPTH or len(tokens) < 3 or tokens[0][0] != "name" or tokens[1] != ("sign", "("):
        return None, tokens
    op, rest = tokens[0][1], tokens[2:]
    arguments: list[Call | Value] = []
    while rest and rest[0] != ("sign", ")"):
        if arguments:
            if rest[0] != ("sign", ",") or len(rest) < 2:
                return None, rest
            rest = rest[1:]
        if rest[0][0] == "name":
            call, rest = _call(rest, depth + 1)
            if call is None:
                return None, rest
            arguments.append(call)
        else:
            value = _literal(*rest[0])
            if value is None:
                return None, rest
            arguments.append(value)
            rest = rest[1:]
    least, most = _ARITY.get(op, (1, 0))
    if not rest or not least <= len(arguments) <= most:
        return None, rest
    return Call(op, tuple(arguments)), rest[1:]


def _literal(kind: str, token: str) -> Value | None:
    if kind == "number":
        return Decimal(token.rstrip("%").replace(",", ""))
    if kind == "day":
        try:
            return date.fromisoformat(token)
        except ValueError:
            return None
    return token if kind == "text" else None


def _stands_in(identity: str, texts: Sequence[str]) -> bool:
    """Whether a sentence holds the id whole; a ticket table writes #12 as 12 in a cell of its own."""
    bare = identity.lstrip("#")
    pattern = re.compile(rf"(?<![A-Za-z0-9-])#?{re.escape(bare)}(?![A-Za-z0-9-])")
    return any(
        text.strip() == bare or (identity in text and pattern.search(text)) for text in texts
    )
