"""Anchors: whatever a pattern matches holds one of them, so a text without any need not be searched."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from knowledge.anchors import anchors_of, fold_case
from knowledge.rulebook import read_rulebook
from knowledge.wordings import Wording, Wordings, compiled, wordings

BOOK = read_rulebook()


def shipped() -> list[Wording]:
    """Every wording of every rule and shape, each once."""
    lists: list[Wordings | None] = [shape.pattern for shape in BOOK.shapes.values()]
    for rule in BOOK.rules:
        lists += [rule.cues, rule.maybe, rule.exceptions]
    return list(dict.fromkeys(part for own in lists if own for part in own.parts))


SHIPPED = shipped()
EXAMPLES = [example.text for rule in BOOK.rules for example in rule.examples]


@pytest.mark.parametrize(
    ("pattern", "anchors"),
    [
        ("尽快", ["尽快"]),
        ("(?:尽快|尽早)", ["尽快|尽早"]),
        ("(?:尽快|早日|尽快完成)", ["尽快|早日"]),
        ("(?:合适|适当)的?时候", ["合适时候|合适的时候|适当时候|适当的时候"]),
        ("下[一个]?阶段", ["下一阶段|下个阶段|下阶段"]),
        ("(?:由|从)[^。]{0,9}降到", ["降到", "从|由"]),
        ("(?:未|没有)[^,。;]{0,8}(?:通知|同步)", ["同步|通知", "未|没有"]),
        ("(?:未.{0,8}通知|没.{0,8}收到)", ["收到|通知"]),
        ("后续(?!计划)(?=将|会)", ["后续"]),
        ("As Soon(?: as)?", ["as soon"]),
        ("[0-9]{1,3}(?:个)?", ["0|1|2|3|4|5|6|7|8|9"]),
        ("(?:尽快)?[^。]", []),
        ("(?:尽快|[^。])", []),
        ("[a-z]{2,9}", []),
        ("(?P<same>尽|快)x(?P=same)", ["尽x|快x"]),
        ("é", []),
    ],
)
def test_anchors_of_a_pattern(pattern: str, anchors: list[str]) -> None:
    """Words that must stand there, never those that merely may; the rarer stretch of several."""
    assert ["|".join(words) for words in anchors_of(pattern)] == anchors


def test_folding_keeps_every_place() -> None:
    """No code point grows or shrinks, and what ignoring case holds for equal is equal when folded."""
    every = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    folded = fold_case(every)
    assert len(folded) == len(every)
    for letter in "abcdefghijklmnopqrstuvwxyz":
        alike = re.compile(letter, re.IGNORECASE).finditer(every)
        assert {folded[match.start()] for match in alike} == {letter}


def test_shipped_wordings_have_anchors() -> None:
    """A wording without anchors is tried on every sentence; none of ours is."""
    assert [part.pattern for part in SHIPPED if not part.anchors] == []


def assert_anchored(part: Wording, text: str) -> None:
    """Each match of a wording holds one of its anchors; a literal is the whole match."""
    for match in compiled(part.pattern).finditer(text):
        said = fold_case(match.group())
        assert all(any(word in said for word in words) for words in part.anchors), (part, said)
        assert not part.literal or said == part.literal


@pytest.mark.parametrize("part", SHIPPED, ids=range(len(SHIPPED)))
def test_shipped_wordings_are_anchored_in_all_examples(part: Wording) -> None:
    """The anchors of a wording stand in all that it matches in the examples of all rules."""
    for text in EXAMPLES:
        assert_anchored(part, text)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_shipped_wordings_are_anchored_in_what_they_match(data: st.DataObject) -> None:
    """The same for texts made up from the wording itself."""
    part = data.draw(st.sampled_from(SHIPPED))
    assert_anchored(part, data.draw(st.from_regex(compiled(part.pattern))))


_LEAF = st.sampled_from(
    [
        "尽快",
        "a",
        "Soon",
        "k",
        "[一二三]",
        "[^,]",
        "[A-C1]",
        ".",
        r"\d",
        r"\s?",
        "月",
        "(?=完)",
        "(?<!不)",
        "%",
    ]
)


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "{0,2}", "{1,3}", "{2}", "{1,2}?", "*", "+"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
    )


PATTERNS = st.recursive(_LEAF, _grown, max_leaves=8)
TEXTS = st.text(alphabet="尽快完成一二三月不,，。 aAbBkK1soonS\u212a\u017f%", max_size=24)


@settings(max_examples=600, deadline=None)
@given(PATTERNS, TEXTS)
def test_any_pattern_is_anchored(pattern: str, text: str) -> None:
    """The law for patterns of every build."""
    anchors = anchors_of(pattern)
    assume(anchors)
    for match in compiled(pattern).finditer(text):
        said = fold_case(match.group())
        assert all(any(word in said for word in words) for words in anchors)


@settings(max_examples=600, deadline=None)
@given(st.lists(PATTERNS, min_size=1, max_size=4), TEXTS)
def test_wordings_match_as_one_pattern_does(patterns: list[str], text: str) -> None:
    """Apart or joined as alternatives, the wordings match the same words at the same places."""
    patterns = [one for one in patterns if not re.compile(one, re.IGNORECASE).match("")]
    patterns = [one for one in patterns if not compiled(one).search("")]
    assume(patterns)
    own = wordings(patterns)
    assert own is not None
    joined = re.compile(own.pattern, re.IGNORECASE)
    expected = [match.span() for match in joined.finditer(text) if match.group()]
    assume(all(match.group() for match in joined.finditer(text)))
    assert [match.span() for match in own.finditer(text)] == expected
    first = own.search(text)
    assert (first.span() if first else None) == next(iter(expected), None)
