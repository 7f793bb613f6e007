"""Who is named at the head of what is said: a person, or a number the recorder gave.

Recorders write `说话人 1` for a voice they do not know, and Teams writes the given name first
(`小明 王` is 王小明). What is proposed here is never taken without a person's word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from service.text.names import is_person_name
from service.text.surnames import COMPOUND_SURNAMES, SURNAMES

_PLACEHOLDER = re.compile(
    r"(?:说话人|发言人|发言者|讲话人|讲者|与会者|参会者|用户|未知(?:发言人|说话人|发言者)?|匿名(?:用户)?"
    r"|(?:unknown )?speakers?|unknown(?: (?:user|participant))?|participant|guest|user|spk)"
    r"[ \u3000_#-]*(?:\d{1,3}|[A-Z一二三四五六七八九十])?",
    re.IGNORECASE,
)
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{1,4}")
_BRACKETED = re.compile(r"[(（]\s*([\u4e00-\u9fff]{2,4})\s*[)）]")


def is_placeholder(label: str) -> bool:
    """Whether the label names nobody: empty, or a number given to a voice (说话人 1, Speaker 2).

    The numbers are of one file: the same label in another file is another person.
    """
    return not label.strip() or bool(_PLACEHOLDER.fullmatch(label.strip()))


def person_of(label: str, confirmed: Mapping[str, str]) -> str:
    """Who speaks under a label: the person confirmed for it, else the name it is; "" for a number
    that nobody has given a name."""
    return confirmed.get(label) or ("" if is_placeholder(label) else label)


def proposed_person(label: str) -> str:
    """The person whom a label may mean, to be asked: 王小明 for 小明 王 and for Tom Wang(王小明);
    "" where the label is a plain name, or nothing can be said."""
    bracketed = _BRACKETED.search(label)
    if bracketed and is_person_name(bracketed[1]):
        return bracketed[1]
    words = label.split()
    if len(words) != 2 or not all(_HAN_NAME.fullmatch(word) for word in words):
        return ""
    first, second = words
    if second in SURNAMES or second in COMPOUND_SURNAMES:
        return second + first
    return first + second if first in SURNAMES or first in COMPOUND_SURNAMES else ""


def same_speaker(label: str, name: str) -> bool:
    """Whether label and name are the same letters, or the same name in the other order."""
    one, other = "".join(label.split()).casefold(), "".join(name.split()).casefold()
    if not one or not other:
        return False
    turned = "".join(reversed(label.split())).casefold()
    return other in (one, turned)
