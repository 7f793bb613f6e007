"""What people say while they think, folded away for a reader; the stored sentence stays whole."""

from __future__ import annotations

import html
import re

_PAUSE = "，,、。.…— "
_FILLERS_ZH = re.compile(
    rf"(?:(?<=[{_PAUSE}])|^)"
    r"(?:[嗯呃额唔哦噢诶欸哎啊呀唉]+|那个|这个|就是说?|然后呢?|对吧|怎么说呢|你知道吗?|的话)"
    r"(?:(?:[，,、…]|\.{3})\s*|(?=[。.]?$))"
)
_FILLERS_EN = re.compile(
    r"(?:(?<=[,.…—?! ])|^)(?:uh+|um+|uhm|erm?|hmm+|mm+|you know|i mean)(?:[,…]|\.{3})[ ]?"
    r"|(?:(?<=[,.…—?!] )|^)(?:sort of|kind of|like|well|so|okay|ok|yeah|right|alright)(?:[,…]|\.{3})[ ]?",
    re.IGNORECASE,
)
_STUTTER_ZH = re.compile(r"((?!一)[\u4e00-\u9fff]{1,3})(?:[，,、]?\1)+(?=[\u4e00-\u9fff])")
_REDOUBLED = frozenset("天人个家次样年月日时件条种点常往刚渐慢好看想试说谢问听聊等星妈爸哥姐弟妹")
_STUTTER_EN = re.compile(
    r"(?<![A-Za-z'])([A-Za-z']{1,8})(?:(?:,|…|\.{3})? \1)+(?![A-Za-z'])", re.IGNORECASE
)


def folded(text: str) -> str:
    """`text` with fillers (嗯，um,), stammers (我我我, the the) and HTML entities folded, for a view.

    What only looks like a filler stays: 这个接口 and 天天 lose nothing. Never "" for a text that is not.
    """
    kept = html.unescape(text)
    for pattern in (_FILLERS_ZH, _FILLERS_EN):
        before = None
        while before != kept:
            before, kept = kept, pattern.sub("", kept)
    kept = _STUTTER_ZH.sub(_once, kept)
    kept = _STUTTER_EN.sub(r"\1", kept)
    kept = re.sub(r"[ \t]{2,}", " ", kept).strip()
    bare = kept.strip("，,、。.…!！?？ ")
    return kept if bare else html.unescape(text).strip()


def _once(match: re.Match[str]) -> str:
    """看看 and 天天 are words; 我我我 and 这个这个 are not."""
    word = match[1]
    plain_double = len(match[0]) == 2 and word in _REDOUBLED
    return match[0] if plain_double else word
