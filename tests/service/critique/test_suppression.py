"""Suppressions in the text: with id and reason they count, anything less is a finding itself."""

from __future__ import annotations

import pytest

from service.critique import critique

LINE = "- 报表开发基本完成。"


def test_suppressed_finding_stays_and_is_counted() -> None:
    """The finding is kept with its reason and place, and does not count."""
    found = critique(f"{LINE} <!-- 忽略 V05: 客户周五验收 -->\n")
    (finding,) = found.findings
    assert finding.suppressed is not None
    assert finding.suppressed.reason == "客户周五验收"
    assert found.suppressed == 1


def test_full_width_colon_and_english() -> None:
    """Both languages, both colons."""
    assert critique(f"{LINE} <!-- ignore V05： accepted -->").suppressed == 1


def test_several_ids() -> None:
    """One comment may answer several checks."""
    text = "- 报表基本完成。与客户沟通不够顺畅。<!-- 忽略 V05,V01: 已写入合同附件 -->"
    assert critique(text).suppressed == 2


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("<!-- 忽略 V05 -->", "没有写理由"),
        ("<!-- 忽略 V05: -->", "没有写理由"),
        ("<!-- 忽略 V05: 〔理由〕 -->", "没有写理由"),
        ("<!-- 忽略 X99: 理由 -->", "没有编号为 X99"),
        ("<!-- 忽略 V04: 理由 -->", "没有对应的问题点"),
    ],
)
def test_a_bad_suppression_is_a_finding(comment: str, words: str) -> None:
    """A missing reason, an unknown id, or nothing to suppress: S01, and V05 still counts."""
    found = critique(f"{LINE} {comment}")
    assert found.suppressed == 0
    assert [finding.rule_id for finding in found.findings] == ["V05", "S01"]
    assert words in found.findings[1].message.zh


def test_a_neighbour_is_not_suppressed() -> None:
    """A comment speaks for its own bullet alone."""
    found = critique(f"{LINE} <!-- 忽略 V05: 已说明 -->\n- 接口基本完成。")
    assert [finding.suppressed is None for finding in found.findings] == [False, True]


def test_a_reason_may_hold_a_blank() -> None:
    """Only a reason that is nothing but a blank is none."""
    assert critique(f"{LINE} <!-- 忽略 V05: 见〔合同附件〕第三条 -->").suppressed == 1
