"""Does an item tell a plan as done, or turn a sentence into its opposite?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.grounding.evidence import Doubt, Evidence
from service.review import Both

_DEED = "完成|上线|发布|关闭|解决|修复|交付|验收|提交|合入|部署|通过|实现|切换|到位"
_DONE = re.compile(
    rf"(?<![未没])已经?(?:全部|全面|正式|顺利|按期|如期)?(?P<deed>{_DEED})|(?P<past>{_DEED})了"
)
_SOURCE_DONE = re.compile(
    rf"已|(?:{_DEED})了|[:：]\s*(?:完成|关闭|闭环)|^(?:完成|关闭)|结论|closed|done|merged|resolved|fixed",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"计划|预计|拟|将(?![其])|待|准备|打算|争取|下[月周]|尚未|未|没有|plan|will|to be", re.I
)
_NEGATED = re.compile(
    r"(?:尚未|没有|没能|未能|未(?![来知定婚])|无法|不能|没)(?P<word>[\u4e00-\u9fff]{2})"
)
_NEGATOR = re.compile(r"(?:未|没有|没|没能|未能|无法|不能|尚未|不|非)$")


def check_wording(text: str, evidence: Evidence) -> Iterator[Doubt]:
    """The doubts about modality (planned told as done) and negation (dropped or added)."""
    source = "\n".join(reading.text for reading in evidence.readings)
    done = _DONE.search(text)
    if done and done.group() not in source:
        deed = done["deed"] or done["past"]
        if deed in source and _PLANNED.search(source) and not _SOURCE_DONE.search(source):
            yield Doubt(
                Both(
                    zh=f"依据只说计划或尚未「{deed}」，条目写成了「{done.group()}」。",
                    en=f"The source only plans or denies “{deed}”; the item says it is done.",
                )
            )
            return
    for one, other in ((source, text), (text, source)):
        for match in _NEGATED.finditer(one):
            if _only_negated(one, match["word"]) and _never_negated(other, match["word"]):
                yield Doubt(
                    Both(
                        zh=f"「{match.group()}」与依据的肯定或否定相反。",
                        en=f"“{match.group()}” says the opposite of the source.",
                    )
                )
                return


def _places(text: str, word: str) -> list[str]:
    """The words before each place of the word."""
    return [text[max(0, found.start() - 3) : found.start()] for found in re.finditer(word, text)]


def _only_negated(text: str, word: str) -> bool:
    return all(_NEGATOR.search(before) for before in _places(text, word))


def _never_negated(text: str, word: str) -> bool:
    places = _places(text, word)
    return bool(places) and not any(_NEGATOR.search(before) for before in places)
