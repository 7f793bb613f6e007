"""The written forms of a date in Chinese and English.

`FORMS` are tried in order; what one has claimed, later ones cannot see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.text.date_readers import (
    MONTH_NAMES,
    Reader,
    read_american,
    read_day_number,
    read_day_word,
    read_han,
    read_month_day,
    read_named_month,
    read_numeric,
    read_period_end,
    read_quarter,
    read_relative_month,
    read_week,
    read_week_number,
    read_year,
)


@dataclass(frozen=True, slots=True)
class Form:
    """One written form. `needs`: the text holds one of these, or the pattern is not tried."""

    pattern: re.Pattern[str]
    read: Reader
    needs: tuple[str, ...]


_HAN = "〇零一二两三四五六七八九十"
_YEAR = (
    rf"(?P<year>(?:19|20)[0-9]{{2}}|(?<![0-9])[0-3][0-9](?=\s?年)|[{_HAN[:-1]}]{{4}}"
    r"|[今明去本]|次(?=年))"
)
_PART = "(?P<part>底|末|初(?![步版始稿级次])|上旬|中旬|下旬|中(?![国文心央间兴型]))(?![层座线])"
_COUNTED = r"(?!\s?(?:[0-9.%,/:]|[个件条项次人天家台套款批轮万亿种页]))"
_SPAN = r"\s?(?:-|~|—|–|至|到)\s?"
_MONTH_NAME = (
    "(?P<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    "Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?![A-Za-z])[.]?"
)
_WEEKDAY_NAME = (
    "(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
    "(?![A-Za-z]))"
)


_ALONE = r"(?<![0-9A-Za-z_.\-/])"
_DONE = r"(?![0-9A-Za-z]|[.\-/][0-9])"
_DIGITS = tuple("0123456789")
_BEFORE = (
    r"(?:截[止至]|到期|[至到于在自从]|by|due|before|until|on|ddl|计划|预计|(?:时间|日期)(?:[:为是])?|[:])"
    r"\s?:?\s?"
)
_AFTER = r"\s?(?:之前|以前|前(?!的)|截止|到期|上线|发布|交付|完成|起(?!来))"


def _form(pattern: str, read: Reader, *needs: str, flags: int = 0) -> Form:
    return Form(re.compile(pattern, flags), read, needs)


_MD = r"(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12][0-9]|0?[1-9])"
_MD_END = _MD.replace("<month", "<month2").replace("<day", "<day2")
_DOT_MD = _MD.replace("/", "[.]")

FORMS: tuple[Form, ...] = (
    _form(
        r"(?<![0-9A-Za-z.\-/])(?P<year>(?:19|20)[0-9]{2})(?P<sep>[-/.])"
        r"(?P<month>[0-9]{1,2})(?P=sep)"
        r"(?P<day>[0-9]{1,2})(?:(?=T[0-9])|(?=[日号])[日号]|(?![0-9A-Za-z]|[.\-/][0-9]))",
        read_numeric,
        *_DIGITS,
    ),
    _form(
        r"(?<![0-9A-Za-z.\-/])(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])"
        r"(?P<day>[0-3][0-9])(?![0-9A-Za-z.\-/]|[年个件条项])",
        read_numeric,
        *_DIGITS,
    ),
    _form(
        rf"{_ALONE}(?P<month>[0-9]{{1,2}})/(?P<day>[0-9]{{1,2}})/(?P<year>(?:19|20)[0-9]{{2}}|20[0-9]){_DONE}",
        read_american,
        "/",
    ),
    _form(
        rf"(?:(?<![第0-9]){_YEAR}\s?年(?:的|度)?\s?)?"
        rf"(?<![个第0-9{_HAN}.])(?:(?P<from>[0-9]{{1,2}})\s?月?{_SPAN}(?=[0-9]{{1,2}}\s?月(?!\s?[0-9])))?"
        rf"(?P<month>[0-9]{{1,2}}|[{_HAN}]{{1,2}})\s?月份?"
        rf"(?:\s?(?P<day>[0-9]{{1,2}}|[{_HAN}]{{1,3}})(?:{_SPAN}(?P<until>[0-9]{{1,2}})(?=\s?[日号]))?"
        rf"(?:\s?[日号]|(?<=[0-9]){_COUNTED})|\s?{_PART})?",
        read_han,
        "月",
    ),
    _form(
        r"(?<![0-9A-Za-z])(?:(?P<year>(?:19|20)[0-9]{2}|[今明去本])\s?年?\s?)?"
        r"(?:Q(?P<quarter>[1-4])|第?(?P<han>[1-4一二三四])季度)(?![0-9A-Za-z])"
        r"(?:\s(?P<year2>20[0-9]{2})(?![0-9]))?(?P<quarter2>)",
        read_quarter,
        "Q",
        "季度",
    ),
    _form(
        rf"(?<![0-9A-Za-z第]){_YEAR}\s?年(?:度(?!第))?年?(?P<part>底|末|初(?![步版始稿])|中(?![国文心央间]))?",
        read_year,
        "年",
    ),
    _form(
        r"(?<![个每各0-9年])(?P<year>)年(?P<part>[底末初]|中(?=前|期|完成))",
        read_year,
        "年",
    ),
    _form(
        rf"(?P<which>下下|[本下上次当这])个?月(?!份?[0-9]+月)份?(?:\s?(?P<day>[0-9]{{1,2}})\s?[日号]|{_PART})?",
        read_relative_month,
        "月",
    ),
    _form(
        r"(?<![个每各0-9月])(?P<which>)(?P<day>)月(?P<part>底|末|初(?![步版始稿])|上旬|中旬|下旬|中(?=前|完成))",
        read_relative_month,
        "月",
    ),
    _form(
        rf"(?<![每各双单{_HAN}0-9])(?P<which>下下|[本下上当这])?个?(?:周|星期|礼拜)"
        r"(?P<weekday>[一二三四五六日天](?![共次直致样起定般些个项件条并年期])|末)(?!期)",
        read_week,
        "周",
        "星期",
        "礼拜",
    ),
    _form(
        r"(?P<which>下下|[本下上当这])个?(?:周(?![期边年围转密全])|星期|礼拜)(?P<weekday>)",
        read_week,
        "周",
        "星期",
        "礼拜",
    ),
    _form(rf"第\s?(?:[0-9]{{1,2}}|[{_HAN}]{{1,3}})\s?周", read_week_number, "周"),
    _form(r"(?<![0-9A-Za-z.])W[0-9]{1,2}(?![0-9A-Za-z.])", read_week_number, "W"),
    _form(
        r"(?P<word>[今明昨]|(?<![以之然背先])后(?=天)|前(?=天)|次(?=日)|当(?=[天日]))[天日](?![前后]?[报志])",
        read_day_word,
        "天",
        "日",
    ),
    _form(
        rf"(?<![0-9.月年/\-]){'(?P<day>[0-9]{1,2})'}[日号](?=之前|以前|前|截止|完成|上线|下班|提交)",
        read_day_number,
        "日",
        "号",
    ),
    _form(
        rf"{_ALONE}{_MD}{_SPAN}{_MD_END}{_DONE}",
        read_month_day,
        "/",
    ),
    _form(
        rf"(?<=[期间划从止(]){_DOT_MD}{_SPAN}{_MD_END.replace('/', '[.]')}{_DONE}{_COUNTED}",
        read_month_day,
        ".",
    ),
    _form(rf"{_ALONE}{_MD}(?={_AFTER})", read_month_day, "/"),
    _form(
        rf"{_BEFORE}(?<![0-9A-Za-z_.\-/]){_MD}{_DONE}(?!\s?[个件条项次%])",
        read_month_day,
        "/",
        flags=re.I,
    ),
    _form(
        rf"{_ALONE}{_DOT_MD}(?:[日号]|(?=\s?(?:之前|以前|前(?!的)|截止)))",
        read_month_day,
        ".",
    ),
    _form(
        rf"(?<![A-Za-z0-9.])(?P<day>[0-9]{{1,2}})[/-]{_MONTH_NAME}[/-](?P<year>(?:20)?[0-9]{{2}})"
        r"(?![0-9])(?P<until>)(?P<part>)",
        read_named_month,
        *MONTH_NAMES,
        flags=re.I,
    ),
    _form(
        rf"(?<![A-Za-z0-9.])(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s?[-–~]\s?(?P<until>[0-9]{{1,2}})(?:st|nd|rd|th)?)?"
        rf"\s(?:of\s)?{_MONTH_NAME}(?:,?\s(?P<year>(?:19|20)[0-9]{{2}}))?(?![0-9])(?P<part>)",
        read_named_month,
        *MONTH_NAMES,
        flags=re.I,
    ),
    _form(
        rf"(?<![A-Za-z])(?<!in ){_MONTH_NAME}\s(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9:]|[.][0-9]|[A-Za-z])"
        r"(?:\s?[-–~]\s?(?P<until>[0-9]{1,2})(?:st|nd|rd|th)?(?![0-9:]))?"
        r"(?:,?\s(?P<year>(?:19|20)[0-9]{2})(?![0-9]))?(?P<part>)",
        read_named_month,
        *MONTH_NAMES,
        flags=re.I,
    ),
    _form(
        r"(?<![A-Za-z])(?:(?P<part>(?i:early|mid|middle of|late|end of|the end of)(?:\s|-))\s?)?"
        rf"{_MONTH_NAME}\s(?P<year>(?:19|20)[0-9]{{2}})(?![0-9])(?P<day>)(?P<until>)",
        read_named_month,
        *MONTH_NAMES,
        flags=re.I,
    ),
    _form(
        r"(?<![A-Za-z])"
        r"(?:(?P<part>early|mid|middle of|late|end of)[\s-]|(?<=in )|(?<=by )|(?<=until ))"
        rf"{_MONTH_NAME}(?P<day>)(?P<until>)(?P<year>)",
        read_named_month,
        *MONTH_NAMES,
        flags=re.I,
    ),
    _form(
        rf"(?<![A-Za-z])(?:(?P<which>next|this|last)\s)?{_WEEKDAY_NAME}(?![A-Za-z])",
        read_week,
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun",
    ),
    _form(
        r"(?<![A-Za-z])(?P<which>next|this|last)\sweek(?![A-Za-z])(?P<weekday>)",
        read_week,
        "week",
        flags=re.I,
    ),
    _form(
        r"(?<![A-Za-z])(?P<which>next|this|last)\smonth(?![A-Za-z])(?P<day>)(?P<part>)",
        read_relative_month,
        "month",
        flags=re.I,
    ),
    _form(
        r"(?<![A-Za-z])(?:[Ee]nd of (?:the |this )?(?P<what>week|month|quarter|year|day)"
        r"|(?P<short>EO[WMQYD]))(?![A-Za-z])",
        read_period_end,
        "end of",
        "End of",
        "EO",
    ),
    _form(
        r"(?<![A-Za-z])(?P<word>today|tomorrow|yesterday)(?![A-Za-z])",
        read_day_word,
        "oday",
        "morrow",
        "esterday",
        flags=re.I,
    ),
)  # fmt: skip
