"""The value of a shown expression, worked out a second time and independently of the service.

    count("merged")  ids("#12", "#15")  diff(42, 48)  ratio_pct(41, 60)  days_between(2026-05-01, …)

An expression supports a number only when its own numbers, days and ids stand in the cited sentences
and its value is that number.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

_DAY = re.compile(r"(?<![\d\"])(\d{4}-\d{2}-\d{2})(?![\d\"])")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")
_PERCENT = re.compile(r"(\d)%")
_OF_MANY: Mapping[str, Callable[[list[Decimal]], Decimal]] = {
    "sum": lambda numbers: sum(numbers, Decimal(0)),
    "min": min,
    "max": max,
}
_OF_TWO: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "diff": lambda one, two: one - two,
    "pp_diff": lambda one, two: one - two,
    "ratio_pct": lambda part, whole: part / whole * 100,
    "pct_change": lambda now, before: (now - before) / before * 100,
}


class BadExpression(Exception):
    """An expression that is not in the language, or rests on nothing that is cited."""


def values_of(computed: str, cited: Sequence[str]) -> Iterator[Decimal]:
    """The value of each call in `computed`; raises BadExpression."""
    for part in (part for part in computed.split(";") if part.strip()):
        try:
            tree = ast.parse(_as_python(part), mode="eval")
            value = _value(tree.body, cited)
        except (SyntaxError, ArithmeticError, ValueError, TypeError, LookupError) as error:
            raise BadExpression(part.strip()) from error
        if isinstance(value, Decimal):
            yield value


def spellings(value: Decimal) -> frozenset[str]:
    """How a value may be written: as it is and rounded to none, one or two places, without sign."""
    size = abs(value)
    written = {f"{size:f}"}
    for places in (0, 1, 2):
        written.add(f"{size.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}")
    trimmed = {text.rstrip("0").rstrip(".") if "." in text else text for text in written}
    return frozenset(written | trimmed)


def _as_python(text: str) -> str:
    plain = _THOUSANDS.sub(lambda match: match.group().replace(",", ""), text.strip())
    return _DAY.sub(r'"\1"', _PERCENT.sub(r"\1", plain))


def _value(node: ast.expr, cited: Sequence[str]) -> Decimal | str:
    if isinstance(node, ast.Constant):
        return _literal(node.value, cited)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _value(node.operand, cited)
        return -inner if isinstance(inner, Decimal) else inner
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        if node.func.id == "round":
            whole = _number(_value(node.args[0], cited))
            places = ast.literal_eval(node.args[1])
            return whole.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        return _call(node.func.id, [_value(argument, cited) for argument in node.args], cited)
    raise ValueError("neither a literal nor a call")


def _literal(value: object, cited: Sequence[str]) -> Decimal | str:
    """A number, which the citations must hold; or a text (a day, an id, a state) as it is."""
    text = str(value)
    if isinstance(value, str):
        return text
    digits = _THOUSANDS.sub(lambda match: match.group().replace(",", ""), "\n".join(cited))
    if not re.search(rf"(?<![\d.]){re.escape(text)}(?![\d]|\.\d)", digits):
        raise ValueError(f"{text} is not cited")
    return Decimal(text)


def _call(name: str, values: list[Decimal | str], cited: Sequence[str]) -> Decimal:
    if name == "count":
        words = {str(value) for value in values}
        return Decimal(sum(1 for sentence in cited if not words or sentence.strip() in words))
    if name == "ids":
        return Decimal(sum(1 for one in {str(value) for value in values} if _stands(one, cited)))
    if name == "days_between":
        first, last = (date.fromisoformat(str(value)) for value in values)
        return Decimal((last - first).days)
    numbers = [_number(value) for value in values]
    if name in _OF_MANY:
        return _OF_MANY[name](numbers)
    one, two = numbers
    return _OF_TWO[name](one, two)


def _stands(identity: str, cited: Sequence[str]) -> bool:
    """Whether an id is cited, with or without its "#", and not as a part of a longer one."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(identity.lstrip('#'))}(?![A-Za-z0-9])")
    return any(pattern.search(sentence) for sentence in cited)


def _number(value: Decimal | str) -> Decimal:
    if isinstance(value, str):
        raise TypeError(f"“{value}” is no number")
    return value
