"""RTF without the text that its reader does not see: what stands between \\v and \\v0, or the end of its group."""

from __future__ import annotations

import re

_HIDES = re.compile(r"\\v(?:1)?(?![a-z0-9])")
_TOKEN = re.compile(
    r"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'[0-9a-fA-F]{2}|\\[^a-z]|[{}]|[^\\{}]+",
    re.DOTALL,
)


def without_hidden(rtf: str) -> tuple[str, int]:
    """The file without its hidden text, and about how many characters that was."""
    if not _HIDES.search(rtf):
        return rtf, 0
    kept: list[str] = []
    outer: list[tuple[bool, bool]] = []
    hidden = defines = False
    count = 0
    for token in _TOKEN.finditer(rtf):
        text, word = token.group(), token["word"]
        if text == "{":
            outer.append((hidden, defines))
        elif text == "}":
            hidden, defines = outer.pop() if outer else (False, False)
        elif word == "v":
            hidden = token["number"] != "0" and not defines
        elif word == "plain":
            hidden = False
        elif word == "stylesheet":
            defines = True  # a style that hides is not yet text that is hidden
        elif hidden and (word == "u" or text[:2] == "\\'" or text[0] not in "{}\\"):
            count += 1 if text[0] == "\\" else len("".join(text.split()))
            continue
        kept.append(text)
    return "".join(kept), count
