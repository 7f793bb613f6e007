"""Can two written names mean one person? Near names are proposed to a person, never joined by code.

One series of minutes writes 吴峰光, 吴锋光, 峰光 and 锋光; but 王芳 and 王方 may be two people, so a
near name is a question and no answer.
"""

from __future__ import annotations

import re

from service.text.names import TITLED_ONLY
from service.text.surnames import SURNAMES

_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_NICK = re.compile(r"(?P<surname>[\u4e00-\u9fff])[A-Za-z]{2,8}")
_UNIT = re.compile(r"^[^-－—]{1,12}[-－—](?=[\u4e00-\u9fff]{2,4}$)")
_LEVEL_ONE = range(0xB0, 0xD8)
_SOUND_SPAN = 12


def bare_name(name: str) -> str:
    """The name without the unit before it: 龙芯-侯芳东 is 侯芳东."""
    return _UNIT.sub("", name.strip().lstrip("@"))


def is_full_name(name: str) -> bool:
    """Whether a name has a known surname and one or two characters behind it, and is no title."""
    return (
        bool(_HAN_NAME.fullmatch(name))
        and len(name) <= 3
        and name[0] in SURNAMES
        and not TITLED_ONLY.fullmatch(name)
    )


def may_be_one(one: str, other: str) -> bool:
    """Whether two different names are near: one character of three, or the same sound, or a given
    name alone. A title (张工, 胡core) is near to every full name of its surname."""
    if one == other:
        return False
    shorter, longer = sorted((one, other), key=len)
    if surname_of_title(one) or surname_of_title(other):
        titled, full = (one, other) if surname_of_title(one) else (other, one)
        return is_full_name(full) and full[0] == surname_of_title(titled)
    if not (_HAN_NAME.fullmatch(one) and _HAN_NAME.fullmatch(other)):
        return False
    if len(one) == len(other) == 3:
        return _one_apart(one, other)
    if len(one) == len(other) == 2:
        return one[0] == other[0] and is_full_name(one) and sound_alike(one[1], other[1])
    given = longer[1:]
    return len(shorter) == 2 and len(longer) == 3 and (given == shorter or _alike(given, shorter))


def surname_of_title(name: str) -> str:
    """熊 of 熊博, 胡 of 胡core; "" for a name that is no surname with a title or nickname."""
    nick = _NICK.fullmatch(name)
    if nick:
        return nick["surname"]
    return name[0] if len(name) <= 4 and TITLED_ONLY.fullmatch(name) else ""


def sound_alike(one: str, other: str) -> bool:
    """Whether two characters probably sound alike: GB 2312 lists its common characters by sound."""
    first, second = _code(one), _code(other)
    return first is not None and second is not None and abs(first - second) <= _SOUND_SPAN


def _one_apart(one: str, other: str) -> bool:
    different = [at for at in range(3) if one[at] != other[at]]
    if len(different) != 1:
        return False
    if different[0]:
        return True
    return not (one[0] in SURNAMES and other[0] in SURNAMES) or sound_alike(one[0], other[0])


def _alike(one: str, other: str) -> bool:
    """Two given names of two characters that differ in one, which sounds alike."""
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(pairs) == 1 and sound_alike(*pairs[0])


def _code(character: str) -> int | None:
    """The place of a character among the common ones of GB 2312, None for a rarer one."""
    try:
        high, low = character.encode("gb2312")
    except (UnicodeEncodeError, ValueError):
        return None
    return high * 94 + low - 0xA1 if high in _LEVEL_ONE else None
