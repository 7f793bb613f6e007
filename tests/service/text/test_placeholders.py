"""What a template asks its writer to replace."""

from __future__ import annotations

import pytest

from service.text.placeholders import is_placeholder


@pytest.mark.parametrize(
    "text",
    [
        "X月X日完成联调",
        "2026年X月X日",
        "时间：YYYY-MM-DD",
        "20XX年",
        "（请填写）",
        "负责人：（请填写）",
        "- [ ]",
        "7.……（待您补充）",
        "待补充",
        "【待补充】",
        "<填写本月成果>",
        "截止时间：____",
        "负责人：TBD",
        "请填写您想要提交的议题内容，包括发起人",
        "如有其他问题，请补充",
        "请各位同事自己在本文添加你的贡献和进展。",
        "- 文档：列出文档链接；",
        "建议以表格的形式汇总新特性",
        "[insert your text here]",
    ],
)
def test_hints_and_blanks(text: str) -> None:
    """Hints to the writer, days and names left open, brackets with nothing in them."""
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "不少反馈有漏项，待补充",
        "[ ] 补接口文档",
        "XX公司已签字",
        "请程朔补充接口文档",
        "请段岚补充。",
        "会议要求各组补充材料",
        "负责人：待定",
        "接口联调完成",
        "-XX:MaxVectorSize 参数已调整",
        "12月5日完成",
        "",
    ],
)
def test_what_people_write_is_content(text: str) -> None:
    """A line that says something, or asks somebody by name, is no template."""
    assert not is_placeholder(text)
