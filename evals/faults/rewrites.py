"""The same sentence with its numbers and dates written another way: nothing to be alarmed about."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from random import Random

from evals.faults.numerals import MOST, in_english, in_han
from evals.faults.templates import Filled

Rewrite = Callable[[Filled, Random], str | None]
_WIDE = {0x30 + step: 0xFF10 + step for step in range(10)} | {0x25: 0xFF05}
_NUMBER = re.compile(r"(?<![A-Za-z0-9.\-])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?![0-9.]|th )")
_MONTHS = {"May": "05", "June": "06"}


def as_it_is(filled: Filled, _random: Random) -> str | None:
    """The true sentence untouched."""
    return filled.draft


def in_words(filled: Filled, random: Random) -> str | None:
    """A whole number as a numeral in words (四十二, forty-two)."""
    zh = filled.template.language == "zh"
    places = [
        at
        for at in filled.slots("number")
        if filled.pieces[at].text.isdigit()
        and int(filled.pieces[at].text) <= (MOST if zh else 99)
        and not filled.after(at).startswith(("%", "TB", "QPS", "th ", "个百分点"))
        and not (filled.after(at)[:1] in "万亿" and int(filled.pieces[at].text) > 99)
    ]
    if not places:
        return None
    at = random.choice(places)
    value = int(filled.pieces[at].text)
    if not zh:
        return filled.with_piece(at, in_english(value))
    written = in_han(value)
    return filled.with_piece(at, "两" + written[1:] if written == "二" else written)


def in_wide_digits(filled: Filled, _random: Random) -> str | None:
    """All digits in full width."""
    return filled.draft.translate(_WIDE)


def with_blanks(filled: Filled, _random: Random) -> str | None:
    """Blanks around the numbers (42 个), or none (42%)."""
    return re.sub(
        r"(?<=[0-9])(?=[\u4e00-\u9fff%])|(?<=[\u4e00-\u9fff])(?=[0-9])", " ", filled.draft
    )


def percent_in_words(filled: Filled, _random: Random) -> str | None:
    """12% as 百分之十二, 百分之12 or 12 percent."""
    if filled.template.language == "en":
        text = re.sub(r"([0-9.]+)%", r"\1 percent", filled.draft)
    else:
        text = re.sub(r"([0-9.]+)%", lambda match: "百分之" + _percent(match[1]), filled.draft)
    return text if text != filled.draft else None


def other_magnitude_form(filled: Filled, random: Random) -> str | None:
    """12万 as 120000 or 120,000; 15000 as 1.5万; 120,000 as 120k or 120 thousand."""
    draft = filled.draft
    if filled.template.language == "zh":
        match = re.search(r"([0-9.]+)([万亿])(?!元)", draft) or re.search(
            r"([0-9.]+)([万亿])", draft
        )
        if match:
            value = int(Decimal(match[1]) * {"万": 10_000, "亿": 100_000_000}[match[2]])
            written = random.choice((str(value), f"{value:,}"))
            return draft[: match.start()] + written + draft[match.end() :]
        match = re.search(r"(?<![0-9.A-Za-z-])([0-9]+)00(?![0-9.])", draft)
        if match and int(match.group()) >= 1000:
            short = f"{Decimal(match.group()) / 10_000:f}万"
            return draft[: match.start()] + short + draft[match.end() :]
        return None
    match = re.search(r"(?<![0-9.,])([0-9]{1,3}),([0-9]{3})(?![0-9,])", draft)
    if match:
        value = int(match[1] + match[2])
        forms = [str(value)]
        if value % 100 == 0:
            forms += [f"{Decimal(value) / 1000:f}k", f"{Decimal(value) / 1000:f} thousand"]
        return draft[: match.start()] + random.choice(forms) + draft[match.end() :]
    match = re.search(r"(?<![0-9.,A-Za-z-])([0-9])([0-9]{3})(?![0-9.])", draft)
    return (
        draft[: match.start()] + f"{match[1]},{match[2]}" + draft[match.end() :] if match else None
    )


def other_date_form(filled: Filled, random: Random) -> str | None:
    """5月18日 as 2026-05-18, 2026年5月18日, 5月18号 or 五月十八日; 18 May as May 18, 2026-05-18 …"""
    draft = filled.draft
    if filled.template.language == "zh":
        match = re.search(r"([0-9]{1,2})月([0-9]{1,2})日", draft)
        if match is None:
            return None
        month, day = int(match[1]), int(match[2])
        forms = (
            f"2026-{month:02d}-{day:02d}", f"2026年{month}月{day}日", f"{month}月{day}号",
            f"{in_han(month)}月{in_han(day)}日", f"{month} 月 {day} 日", f"2026/{month}/{day}",
        )  # fmt: skip
    else:
        match = re.search(r"([0-9]{1,2}) (May|June)", draft)
        if match is None:
            return None
        day = int(match[1])
        forms = (
            f"{match[2]} {day}", match.group(), f"2026-{_MONTHS[match[2]]}-{day:02d}", f"{match.group()} 2026",
            f"{match[2]} {day}, 2026", f"{day}{_ending(day)} {match[2]}",
        )  # fmt: skip
    return draft[: match.start()] + random.choice(forms) + draft[match.end() :]


_UNITS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "zh": (("(?<=[0-9])个(?![月工自百])", "项"), ("(?<=[0-9])分钟", "min"), ("(?<=[0-9])小时", "个小时"),
           ("(?<=[0-9])份", "个"), ("工单([0-9]+)个", r"\1张工单"), ("(?<=[0-9])天", "日"),
           ("(?<=[0-9])人(?![天次])", "名"),
           ("(?<![约过少到近0-9])([0-9]+)家门店", r"门店\1家")),
    "en": (("(?<=[0-9]) minutes", " min"), ("(?<=[0-9]) hours", "h"), ("(?<=[0-9]) working days", " business days"),
           ("(?<=[0-9]) seconds", "s"), ("percentage points", "pp")),
}  # fmt: skip


def other_unit_form(filled: Filled, random: Random) -> str | None:
    """Another word for the same unit: another counter, min for minutes."""
    places = [
        (match, after)
        for before, after in _UNITS[filled.template.language]
        for match in re.finditer(before, filled.draft)
    ]
    if not places:
        return None
    match, after = random.choice(places)
    return filled.draft[: match.start()] + match.expand(after) + filled.draft[match.end() :]


def with_zeros(filled: Filled, random: Random) -> str | None:
    """A decimal with a zero more behind it (3.5, 3.50)."""
    places = [at for at in filled.slots("number") if "." in filled.pieces[at].text]
    if not places:
        return None
    at = random.choice(places)
    return filled.with_piece(at, filled.pieces[at].text + "0")


REWRITES: Mapping[str, Rewrite] = {
    one.__name__: one
    for one in (
        as_it_is, in_words, in_wide_digits, with_blanks, percent_in_words, other_magnitude_form,
        other_date_form, other_unit_form, with_zeros,
    )
}  # fmt: skip


def _percent(written: str) -> str:
    whole, point, rest = written.partition(".")
    if int(whole) > 99:
        return written
    return in_han(int(whole)) + ("点" + "".join(in_han(int(one)) for one in rest) if point else "")


def _ending(day: int) -> str:
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day not in (11, 12, 13) else 0, "th")
