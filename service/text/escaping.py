"""Makes text of sources inert in Markdown: no headings, lists, links, images or HTML come of it.

Only what would act is escaped, so that Chinese prose, numbers and file names stay as they are.
"""

from __future__ import annotations

import re

_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Marks that reorder or hide what follows; they have no glyph of their own.
_INVISIBLE = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)")
_ALWAYS = re.compile(r"[\[*`|]|<(?=[A-Za-z/!?])|&(?=#|[A-Za-z])")
_UNDERSCORE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_ADDRESS = re.compile(r"(?i)(?<=https)(:)|(?<=http)(:)|(?<=ftp)(:)|(?<=www)(\.)")
_LEADING = re.compile(r"^(#{1,6}(?=\s|$)|[>+=-]|~{3,})")
_LEADING_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def escape(text: str, *, leads: bool = True) -> str:
    """`text` on one line with nothing in it that Markdown acts on.

    `leads` says that it stands where a line's content begins, where `#` or `1.` would act too.
    """
    line = _INVISIBLE.sub("", _BLANK.sub(" ", text)).strip()
    line = _BACKSLASH.sub(r"\\\\", line)
    line = _ALWAYS.sub(r"\\\g<0>", line)
    line = _UNDERSCORE.sub(r"\\_", line)
    line = _ADDRESS.sub(r"\\\g<0>", line)
    if line.count("~") > 1:
        line = line.replace("~", "\\~")
    if not leads:
        return line
    line = _LEADING.sub(r"\\\1", line)
    return _LEADING_NUMBER.sub(r"\1\\\2", line)


def shorten(text: str, length: int) -> str:
    """`text` on one line of at most `length` code points; … stands for what is left out."""
    line = _BLANK.sub(" ", text).strip()
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
