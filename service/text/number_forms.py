"""The written forms of numbers in Chinese and English, one pattern a class."""

from __future__ import annotations

import re
from typing import Literal

from service.text.numerals import DIGITS, MYRIADS, PLACES

Qualifier = Literal["", "about", "under", "over"]

HAN_DIGIT = "〇零○一二两三四五六七八九"
HAN_NUMERAL = f"[{''.join(DIGITS)}{''.join(PLACES)}万亿]"
LIST_NUMBER = re.compile(
    r"(?:^|(?<=\n))[ \t]*(?:[-*+>•][ \t]+)*"
    r"(?:[0-9]{1,2}(?:[.](?![0-9])|[、)])|[(（][0-9一二三四五六七八九十]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}[、.])|(?<![一二三四五六七八九十])其[一二三四五](?=[,，、是])"
    r"|(?:^|(?<=[,，。；;：:\n]))第?[一二三四五六](?=是|要|,|，|来)"
)
ID = re.compile(
    r"(?P<ip>(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9.]))"
    r"|(?P<key>(?<![A-Za-z0-9])[A-Z][A-Z0-9]{1,12}-[0-9]+(?![0-9]))"
    r"|(?<!#)#(?P<hash>[0-9]+)(?![0-9.])"
    r"|(?<![A-Za-z])(?:工单|缺陷|需求单|单号|编号|问题单|议题|(?i:bug|issue|ticket|pr|no|story|task|mr))(?:号|\.)?\s?[:#]?\s?"
    r"(?P<named>[0-9]{2,})(?![0-9.%]|\s?(?:[个条项件张万亿千百余多%]|之|笔|次))"
    r"|(?P<phone>(?<![0-9])1[3-9][0-9]{9}(?![0-9]))"
)
VERSION = re.compile(
    r"(?<![A-Za-z0-9])[vV][0-9]+(?:\.[0-9A-Za-z]+)*(?:-[0-9A-Za-z]+)*"
    r"|(?<![0-9.])[0-9]+\.[0-9]+\.[0-9]+(?:[.\-+][0-9A-Za-z]+)*"
    r"|版本(?:号)?\s?[:为是]?\s?[0-9]+(?:\.[0-9A-Za-z]+)*(?![0-9]*\s?个)"
    r"|(?<![A-Za-z])(?:[A-Za-z]{2,}|(?!(?:By|Of|To|Was|At|From|Is|Are|About|Over|Under|Only|The|And|In|On|For|Than"
    r"|With|Up|Down|Nearly)\s)(?=[a-z]*[A-Z])[A-Za-z]{2,}[ -])[0-9]+\.[0-9]+"
    r"(?![0-9]*\s?(?:[%％万个‰亿]|percent|million|thousand))(?:[.\-][0-9A-Za-z]+)*"
)
TIME = re.compile(
    r"(?<![0-9:])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9:])"
    rf"|(?:[上下中]午|早上|晚上|凌晨|傍晚)\s?(?:[0-9]{{1,2}}|[{HAN_DIGIT}十]{{1,3}})\s?[点时](?:半|整|钟|[0-9]{{1,2}}分?)?"
    r"|(?<![0-9.])[0-9]{1,2}点(?:半|整|钟|[0-9]{1,2}分)"
)
NAME = re.compile(
    r"(?<![0-9A-Za-z_.])(?:[A-Za-z][A-Za-z_\-]{0,30}[0-9][0-9A-Za-z_.\-]*(?<![.\-_])|[0-9]+[A-Za-z_]+[0-9][0-9A-Za-z_]*)"
)
ORDINAL = re.compile(
    rf"第\s?(?P<number>[0-9]+|{HAN_NUMERAL}+)(?!方)"
    r"|(?<![0-9A-Za-z.,])(?P<english>[0-9]{1,4})(?:st|nd|rd|th)(?![0-9A-Za-z])"
)
IDIOM = re.compile(
    "十分(?!钟|之)|统一|[一]直|进一步|万一|百分百|唯一|一旦|一致|一起|一定|一般|一些|一样|一切|一方面|一体|一线"
    "|一并|一键|一律|一同|一次性|(?<!分)之一|两者|[三双多]方|一下|一路|一对一|不一(?!定)|单一|逐一|任一|同一|一一"
    "|一部分|一边|一面|一系列|千万别|千万要|万能|再三|一向|一贯|一共|一度|一经|一味|一如|一级|一流|一手|一刀切"
    "|一站式|一体化|三番|百姓|四处(?=奔|走|找|寻|求|打听|联系|碰壁)|五花八门|七七八八|零散|零星|零售|零件|归零|周[一二三四五六]|一把手|一点(?!五)"
    "|一行(?=人)|一时|一举|一目|一窝|不二|独一|万[元一]?无一失|一成不变|百忙|半天|大半|三七|二进制|[两三四五](?:项|者|方面)(?=[共均都])|一来二去|八成(?=是)"
)
PLAIN = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
DIGITS_NUMBER = re.compile(
    rf"(?<![0-9])(?:(?<![0-9A-Za-z\u4e00-\u9fff.)\]])-)?(?P<number>{PLAIN})"
    r"(?P<magnitude>\s?(?:[百千]?万亿?|亿|千|百)|[kK](?![A-Za-z])|(?<=[0-9])M(?![A-Za-z])"
    r"|\s(?:thousand|million|billion)(?![A-Za-z]))?(?P<more>\s?[余多+])?"
)
PARTS = re.compile(
    rf"(?P<base>百|千|万)分之(?P<rate>{HAN_NUMERAL}+(?:点[{HAN_DIGIT}]+)?|{PLAIN})"
    rf"|(?<![0-9])(?<!{HAN_NUMERAL})(?P<below>{HAN_NUMERAL}{{1,12}}|[0-9]{{1,12}})分之"
    rf"(?P<above>{HAN_NUMERAL}+|[0-9]+)"
    rf"|(?P<tenths>[{HAN_DIGIT}]|[0-9](?:\.[0-9])?)(?P<tenth>成|折)"
    r"(?![功立本果员为熟效扣旧])|(?P<half>一半)|(?P<doubled>翻(?:了?一番|倍))"
)
NEIGHBOURS = re.compile(
    rf"(?<!{HAN_NUMERAL})(?P<pair>一两|两三|二三|三四|三五|四五|五六|六七|七八|八九)"
    rf"(?P<place>[十百千万]?)(?!{HAN_NUMERAL})"
)
HAN_NUMBER = re.compile(
    rf"(?P<number>{HAN_NUMERAL}+(?:点[{HAN_DIGIT}]+)?)(?P<myriads>[万亿]*)(?P<half>个半)?"
)
_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {
    **{word: number for number, word in enumerate(_ONES[1:], start=2)},
    **{word: number for number, word in enumerate(_TEENS, start=10)},
    **dict(zip(_TENS, range(20, 100, 10), strict=True)),
    **{
        f"{ten}{sign}{one}": tens + number
        for ten, tens in zip(_TENS, range(20, 100, 10), strict=True)
        for number, one in enumerate(_ONES, start=1)
        for sign in "- "
    },
    **{word + " hundred": 100 * number for number, word in enumerate(_ONES, start=1)},
    "a hundred": 100,
    "a dozen": 12,
}
WORD = re.compile(
    rf"(?<![A-Za-z-])(?P<number>(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS)}"
    rf"|(?:a|{'|'.join(_ONES)})\shundred|a dozen|{'|'.join(_ONES[1:])})"
    r"(?![A-Za-z]|-(?!year|day|week|month|hour|minute))"
    r"(?P<magnitude>\s(?:thousand|million|billion)(?![A-Za-z]))?(?!\s(?:hundred|and))",
    re.IGNORECASE,
)
RANGE = re.compile(r"\s?(?:-|~|—{1,2}|–|至|到|\sto\s)\s?")
QUALIFIERS: tuple[tuple[Qualifier, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "under",
        re.compile(
            r"(?:不到|不足|低于|少于|小于|未满|不超过|(?:最多|至多)[\u4e00-\u9fff]{0,4}|<=?|≤"
            r"|under|below|less than|fewer than|at most)\s?$"
        ),
        re.compile(r"\s?(?:以下|以内|之内)"),
    ),
    (
        "over",
        re.compile(
            r"(?:(?<!不)超过|大于|高于|多于|逾|超|至少[\u4e00-\u9fff]{0,4}|不少于|不低于|>=?|≥"
            r"|over|above|more than|at least)\s?$"
        ),
        re.compile(r"\s?(?:以上|\+)"),
    ),
    (
        "about",
        re.compile(r"(?:约|近|大概|大约|将近|接近|about|around|nearly|roughly)\s?$"),
        re.compile(r"\s?(?:左右|上下|来)"),
    ),
)
COUNTING = set(DIGITS) | {"十", "拾"}
MAGNITUDES = {"百": 100, "千": 1000, "k": 1000, "m": 1_000_000, **MYRIADS}
WORD_MAGNITUDES = {"thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
