"""The value of a workbook's cell -> the text that a person sees in it, as far as that can be told.

Days are ISO text whatever order the format has; percentages are shown as the format rounds them; other
numbers are written out in full, because a rounded figure could not be compared with another source.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What in a number format is shown as it stands, or is a colour, a locale or a condition."""
_PERCENT = re.compile(r"(?:0|#|\?)(?:\.(0*)[#?]*)?%")
_PADDED = re.compile(r"0{2,}")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HALF_A_SECOND = timedelta(microseconds=500_000)


def text_of(value: object, number_format: str = "General") -> str:
    """The text of a cell; "" for an empty one.

    `value` is what openpyxl or xlrd makes of it: text, a number, a truth value, a day, a time or a
    duration.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(_unescaped, value) if "_x" in value else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, datetime):
        return _moment(value, number_format)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"
    if isinstance(value, timedelta):
        return _duration(value)
    return str(value)


def _unescaped(match: re.Match[str]) -> str:
    """A control character that Excel writes as `_x000D_`; half a character stays as it is written."""
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)


def _number(value: int | float, number_format: str) -> str:
    plain = _plain(value)
    if plain is None:
        return str(value)
    shape = _QUOTED.sub("", number_format.split(";")[0])
    if percent := _PERCENT.search(shape):
        step = Decimal(1).scaleb(-len(percent[1] or ""))
        return f"{(plain * 100).quantize(step, ROUND_HALF_UP):f}%"
    if _PADDED.fullmatch(shape) and plain == plain.to_integral_value() and plain >= 0:
        return f"{plain.to_integral_value():f}".zfill(len(shape))
    return f"{plain:f}"


def _plain(value: int | float) -> Decimal | None:
    """The number without the noise of binary fractions (Excel itself keeps 15 digits); None for what
    is no number or too long to be written out."""
    if isinstance(value, int):
        return Decimal(value)
    if value != value or abs(value) > 1e30 or 0 < abs(value) < 1e-15:
        return None
    number = Decimal(f"{value:.15g}")
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()


def _moment(value: datetime, number_format: str) -> str:
    value = (value + _HALF_A_SECOND).replace(microsecond=0)
    letters = set(_QUOTED.sub("", number_format).lower())
    if "y" in letters and "m" in letters and not letters & set("dh"):
        return f"{value:%Y-%m}"
    if value.time() == time(0):
        return value.date().isoformat()
    return f"{value:%Y-%m-%d %H:%M:%S}" if value.second else f"{value:%Y-%m-%d %H:%M}"


def _duration(value: timedelta) -> str:
    total = round(value.total_seconds())
    sign, total = ("-", -total) if total < 0 else ("", total)
    hours, rest = divmod(total, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{sign}{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
