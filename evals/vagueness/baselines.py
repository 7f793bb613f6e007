"""Trivial readers: a score means nothing unless it is far above the best of these."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evals.vagueness.labelled import Labelled
from evals.vagueness.scoring import Flag

_CUES = re.compile(
    r"不够|不足|欠缺|不到位|有待|不顺|薄弱|明显|大幅|显著|较好|较大|有所|进一步|部分|若干|一些|多次|大量|不少|个别|多个"
    r"|尽快|尽早|近期|后续|适时|择机|抓紧|基本完成|初步|推进|开展|尾声|高度重视|形成合力|闭环|赋能|可能|应该|大概|估计|据"
    r"|相关|有关|各方|双方|专人|上述|该问题|等|加强|持续|优化|完善|跟进|配合|支持|协调|注意|责任心|经验|原因"
    r"|(?<![a-z])(?:significant|great|some|several|many|various|soon|asap|shortly|basically|mostly|progress|improve"
    r"|on track|probably|may|might|seem|apparently|relevant|parties|these|etc|support|coordinate|careful|experience"
    r"|continue|strengthen)",
    re.IGNORECASE,
)
_FLAG = Flag(("?",), (), "baseline")
NAMES = ("always", "no digit", "cue list", "cue list and no digit")


def baseline_flags(name: str, sets: Sequence[Labelled]) -> dict[str, Flag]:
    """The flags of one of NAMES: every unit; those without a number; those with a word of a wide list;
    those with such a word and no number."""
    flags: dict[str, Flag] = {}
    for labelled in sets:
        for unit in labelled.units:
            digit_free = not unit.has_number
            cue = bool(_CUES.search(unit.words))
            said = {
                "always": True,
                "no digit": digit_free,
                "cue list": cue,
                "cue list and no digit": cue and digit_free,
            }[name]
            if said:
                flags[unit.name] = _FLAG
    return flags
