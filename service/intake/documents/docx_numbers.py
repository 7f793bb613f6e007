"""The numbers that Word puts before paragraphs by itself (一、, 1.2, （3）) -> text of those paragraphs.

A reader of the file sees them on paper and speaks of "point 3"; in the file they are only rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_WIDE = ("、", "）", "．", "：", "章", "节", "条")
_LEVELS = 9
_MOST = 3_999


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level is numbered; `pattern` has %1 for the number of the first level."""

    form: str
    pattern: str
    start: int


def write_numbers(body: Element, numbering: Element | None, styles: Element | None) -> int:
    """Put the number before each numbered paragraph as a run of it; how many.

    Bullets are left alone. A numbering that is not described is left alone too.
    """
    if numbering is None:
        return 0
    levels, family = _described(numbering)
    of_style = _numbers_of_styles(styles) if styles is not None else {}
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * _LEVELS)
    written = 0
    for paragraph in body.iter(f"{_W}p"):
        number, depth = _number_of(paragraph, of_style)
        level = levels.get((number, depth))
        if level is None or level.form in ("bullet", "none") or "%" not in level.pattern:
            continue
        if not _is_seen(paragraph):
            continue  # an empty or deleted paragraph does not count
        counted = counts[family.get(number, number)]
        counted[depth] = counted[depth] + 1 if counted[depth] else level.start
        counted[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        text = level.pattern
        for at in range(depth + 1):
            form = levels.get((number, at), level).form
            shown = number_shown(counted[at] or levels.get((number, at), level).start, form)
            text = text.replace(f"%{at + 1}", shown)
        blank = "" if text.endswith(_WIDE) else " "
        _write(paragraph, f"{'  ' * depth}{text}{blank}")
        written += 1
    return written


def _is_seen(paragraph: Element) -> bool:
    """Whether there is text in it that was not deleted."""
    stack = [paragraph]
    while stack:
        element = stack.pop()
        if element.tag == f"{_W}t" and (element.text or "").strip():
            return True
        if element.tag not in (f"{_W}del", f"{_W}moveFrom"):
            stack.extend(element)
    return False


def _described(numbering: Element) -> tuple[dict[tuple[str, int], _Level], dict[str, str]]:
    """The levels by number and depth; and which numbers count on together (those of one description
    that do not begin anew)."""
    abstract = {
        one.get(f"{_W}abstractNumId", ""): {
            _depth(level): _level(level) for level in one.iter(f"{_W}lvl")
        }
        for one in numbering.iter(f"{_W}abstractNum")
    }
    levels: dict[tuple[str, int], _Level] = {}
    family: dict[str, str] = {}
    for one in numbering.iter(f"{_W}num"):
        number = one.get(f"{_W}numId", "")
        described = _value(one.find(f"{_W}abstractNumId"))
        anew = one.find(f"{_W}lvlOverride/{_W}startOverride") is not None
        family[number] = number if anew else f"abstract {described}"
        levels |= {(number, depth): level for depth, level in abstract.get(described, {}).items()}
    return levels, family


def _level(level: Element) -> _Level:
    start = _value(level.find(f"{_W}start"))
    return _Level(
        form=_value(level.find(f"{_W}numFmt")) or "decimal",
        pattern=_value(level.find(f"{_W}lvlText")),
        start=int(start) if start.isdecimal() and len(start) < 5 else 1,
    )


def _depth(level: Element) -> int:
    told = level.get(f"{_W}ilvl", "0")
    return min(int(told), _LEVELS - 1) if told.isdecimal() else 0


def _number_of(paragraph: Element, of_style: Mapping[str, tuple[str, int]]) -> tuple[str, int]:
    """The numbering of a paragraph and its depth, its own or that of its style; "" for none."""
    look = paragraph.find(f"{_W}pPr")
    if look is None:
        return "", 0
    style = of_style.get(_value(look.find(f"{_W}pStyle")), ("", 0))
    own = look.find(f"{_W}numPr")
    if own is None:
        return style
    depth = _value(own.find(f"{_W}ilvl"))
    number = _value(own.find(f"{_W}numId")) or style[0]
    return number, min(int(depth), _LEVELS - 1) if depth.isdecimal() else style[1]


def _numbers_of_styles(styles: Element) -> dict[str, tuple[str, int]]:
    own: dict[str, tuple[str, int]] = {}
    parent: dict[str, str] = {}
    for style in styles.iter(f"{_W}style"):
        name = style.get(f"{_W}styleId", "")
        parent[name] = _value(style.find(f"{_W}basedOn"))
        numbered = style.find(f"{_W}pPr/{_W}numPr")
        if numbered is not None:
            depth = _value(numbered.find(f"{_W}ilvl"))
            number = _value(numbered.find(f"{_W}numId"))
            own[name] = number, min(int(depth), _LEVELS - 1) if depth.isdecimal() else 0
    found: dict[str, tuple[str, int]] = {}
    for name in parent:
        at, steps = name, 0
        while at and at not in own and steps < len(parent):
            at, steps = parent.get(at, ""), steps + 1
        if at in own:
            found[name] = own[at]
    return found


def _write(paragraph: Element, text: str) -> None:
    """The text as the first run, in the look of the run after it, and no rule beside it."""
    look = paragraph.find(f"{_W}pPr")
    if look is None:
        return
    own = look.find(f"{_W}numPr")
    if own is None:
        own = SubElement(look, f"{_W}numPr")
    own.clear()
    SubElement(own, f"{_W}ilvl").set(f"{_W}val", "0")
    SubElement(own, f"{_W}numId").set(f"{_W}val", "0")  # "no number", whatever the style says
    run = Element(f"{_W}r")
    print_of = paragraph.find(f".//{_W}r/{_W}rPr")
    if print_of is not None:
        run.append(deepcopy(print_of))
    words = SubElement(run, f"{_W}t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    paragraph.insert(list(paragraph).index(look) + 1, run)


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def number_shown(number: int, form: str) -> str:
    """A number in one of Word's number formats; in digits where the format is not known."""
    if not 0 < number <= _MOST:
        return str(number)
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form.startswith(
        ("chineseCounting", "japaneseCounting", "taiwaneseCounting", "ideographDigital")
    ):
        return _han(number)
    if form == "ideographTraditional" and number <= len(_STEMS):
        return _STEMS[number - 1]
    if form.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(ord("①") + number - 1)
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text


def _han(number: int) -> str:
    """一 … 九十九; greater numbers digit by digit."""
    if number > 99:
        return "".join(_HAN[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_HAN[tens]}十"
    return head + (_HAN[ones] if ones else "")
