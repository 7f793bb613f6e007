"""What a text is: notes, minutes, an attachment, an empty form; and what is warned about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.facts.rule_reader import read_facts
from service.intake import read_paste, read_source
from service.intake.prose.attachment import is_attachment, prose_and_machine
from service.intake.reader import Choices
from service.pipeline import draft_month
from service.review import Draft, Source
from tests.real_data import real_data

MONTH = "2026-09"
JAVA = (
    (
        "package com.yunling.dispatch;\n\nimport java.util.List;\n\n// 调度服务：完成签收后更新状态\n"
        + "public class Dispatch{n} {{\n    private final int size = {n};\n"
        "    // 已完成：签收流程上线\n    public void done() {{\n        sign.finish();\n    }}\n}}\n"
        * 40
    )
    .replace("{n}", "7")
    .replace("{{", "{")
    .replace("}}", "}")
)
TRACE = (
    "Exception in thread main java.lang.NullPointerException: 签收失败\n"
    + "\tat com.yunling.Sign.finish(Sign.java:42)\n" * 30
)
PYTHON = (
    "import os\n\n\ndef finish(order):\n    # 签收完成后发布\n    if order.done:\n"
    "        return os.getpid()\n    value = order.total + 1\n    return value\n"
) * 10
LOG = (
    "2026-09-01 10:00:00,123 INFO [main] 签收完成 order=12\n"
    "2026-09-01 10:00:01,001 ERROR 接口超时\n"
) * 20
SQL = (
    "CREATE TABLE t_order (\n  id bigint NOT NULL,\n  done_time datetime,\n  state varchar(16)\n);\n"
    "SELECT id FROM t_order\nWHERE state = '完成';\n"
) * 6
DICTIONARY = (
    "订单表 字段说明\n"
    + (
        "order_id     bigint        订单编号\nfinish_time  datetime      完成时间\n"
        "owner        varchar(32)   负责人\n"
    )
    * 8
)
CODES = {
    "java": JAVA,
    "trace": TRACE,
    "python": PYTHON,
    "log": LOG,
    "sql": SQL,
    "dictionary": DICTIONARY,
}
GREEN = (
    "# 🚀 九月工作总结\n\n## ✅ 接口开发\n- ✅ 签收接口圆满完成\n- ✅ 对账接口顺利上线\n- ✅ 围栏接口全面通过\n\n"
    "## ✅ 系统测试\n- ✅ 功能测试圆满完成\n- ✅ 性能测试表现优异\n- ✅ 安全测试全部通过\n\n"
    "## ✅ 用户培训\n- ✅ 培训工作圆满完成\n- ✅ 培训材料全面交付\n- ✅ 用户反馈良好\n"
)


def codes(source: Source) -> set[str]:
    """The codes of its warnings."""
    return {warning.code for warning in source.report.warnings}


def drafted(*sources: Source) -> Draft:
    """The draft of September."""
    return draft_month(project="云岭", month=MONTH, sources=sources, language="zh")


@pytest.mark.parametrize("name", CODES)
def test_code_logs_and_dictionaries_are_attachments(name: str) -> None:
    """Kept with all their lines, asked about, and no achievement is read out of them."""
    source = read_paste(CODES[name], 1)
    assert source.kind == "attachment"
    (warning,) = [w for w in source.report.warnings if w.code == "attachment"]
    assert "它是什么" in warning.zh
    assert source.sentences
    assert read_facts(source, MONTH) == ()
    assert drafted(source).items == ()


def test_a_person_can_say_that_it_is_notes() -> None:
    """The chosen kind goes before what is recognised, in both directions."""
    said = read_source(LOG.encode(), "现场.txt", choices=Choices(kind="notes"))
    assert said.kind == "notes"
    assert "attachment" not in codes(said)
    assert read_facts(said, MONTH)
    put_by = read_source("签收接口已上线\n".encode(), "a.txt", choices=Choices(kind="attachment"))
    assert read_facts(put_by, MONTH) == ()


@pytest.mark.parametrize(
    "text",
    [
        "## 进展\n- 修复 `sign.finish()` 的空指针\n- 部署 v1.2.3 到测试环境\n- 更新 config.yaml\n- 补充接口文档\n"
        "- 调整 max_size = 200\n- 评审 order.sql\n- 联调完成\n- 回归通过\n",
        "定位了签收失败\n```java\n" + "order.finish();\n" * 40 + "```\n原因是状态没有更新\n",
        "| 模块 | 状态 |\n|---|---|\n" + "| 签收 | 完成 |\n" * 20,
        "\n".join(f"- https://example.org/pull/{n} (fix: handle null in sign)" for n in range(30)),
        "10:00 开会\n10:30 联调\n11:00 上线\n11:30 观察\n12:00 结束\n13:00 回访\n14:00 复盘\n15:00 散会\n",
        "- #2792 error messages\n- #2883 roll back\n" * 8,
        "接口超时，重启后恢复。\n" * 12,
    ],
)
def test_work_notes_are_no_attachments(text: str) -> None:
    """Notes that quote code, tables, lists of links and tickets, times of a day."""
    assert not is_attachment(text)


@given(st.text(max_size=400))
def test_lines_are_counted_once(text: str) -> None:
    """Prose and machine lines are parts of the lines, whatever the text."""
    lines, prose, machine = prose_and_machine(text)
    assert 0 <= prose + machine <= lines


@pytest.mark.parametrize(
    "text",
    [
        "# 九月\n\n## 本期亮点\n\n## 存在问题\n",
        "# 九月总结\n\n各位同事请自己在本文添加你的贡献和进展。内容包括以下类型：\n\n- 需求\n- 文档：列出文档链接；\n\n"
        "## 可见交付\n\n> 请在此罗列本月可见交付\n",
        "# 周报\n\n## 成果\n\n（请填写）\n\n## 问题\n\n如有其他问题，请补充\n",
    ],
)
def test_a_form_nobody_filled_in_is_empty(text: str) -> None:
    """Headings alone or a template as handed out: kept as empty, and nothing is drafted."""
    source = read_paste(text, 1)
    assert source.kind == "empty"
    assert codes(source) & {"only_headings", "empty_form"}
    assert drafted(source).items == ()


def test_a_part_with_only_a_hint_is_named_as_unfilled() -> None:
    """The hint is no content, and its heading is reported."""
    text = "# 九月\n\n## 成果\n\n- 签收接口已上线\n\n## 其他交付\n\n> 如果有，请补充提交的链接\n"
    source = read_paste(text, 1)
    (warning,) = [w for w in source.report.warnings if w.code == "unfilled_parts"]
    assert "其他交付" in warning.zh
    assert "成果" not in warning.zh
    assert not any("请补充" in item.text for item in drafted(source).items)


def test_rows_that_repeat_the_header_are_no_actions() -> None:
    """A template row of a table is not read as an action with an owner."""
    table = "| 事项 | 负责人 | 完成时间 |\n|---|---|---|\n| 事项 | 负责人 | 完成时间 |\n"
    table += "| 议题相关人员 | 议题相关人员 | |\n| 补接口文档 | 程朔 | 9月30日 |\n"
    found = read_facts(read_paste(f"# 例会\n\n{table}", 1), MONTH)
    assert [card.text for card in found] == ["补接口文档"]


def test_all_green_text_is_a_claim() -> None:
    """Ticks, pictures, equal lists, praise, nobody and no trouble: flagged, and asked to be confirmed."""
    source = read_paste(GREEN, 1)
    assert "machine_written" in codes(source)
    draft = drafted(source)
    assert draft.section("progress")
    assert all(any("自动生成" in q for q in item.questions) for item in draft.section("progress"))
    assert not any(card.state == "closed" for card in read_facts(source, MONTH))


def test_a_second_source_confirms_the_claim() -> None:
    """What minutes say as well is no claim of a program alone."""
    other = read_paste("会议时间：2026-09-20\n- 签收接口圆满完成，已验收\n", 2)
    items = drafted(read_paste(GREEN, 1), other).section("progress")
    confirmed = [i for i in items if "签收接口" in i.text]
    assert confirmed
    assert not any("自动生成" in q for i in confirmed for q in i.questions)


@pytest.mark.parametrize(
    "text",
    [
        GREEN.replace("- ✅ 性能测试表现优异", "- ⚠ 性能测试未完成，延期到十月"),
        GREEN.replace("- ✅ 培训材料全面交付", "- ✅ 培训材料全面交付 --程朔"),
        "# 周会\n- ✅ 签收上线\n- ✅ 对账上线\n",
        "# 周会\n\n- 签收上线\n- 对账上线\n- 围栏上线\n- 地图上线\n- 油卡上线\n- 终端上线\n",
    ],
)
def test_ordinary_good_news_is_not_flagged(text: str) -> None:
    """One trouble, one owner, few lines or no ticks: people write like that."""
    assert "machine_written" not in codes(read_paste(text, 1))


@pytest.mark.real_data
def test_real_minutes_and_reports_are_what_they_are() -> None:
    """Of the text files only the two blank forms are empty; none is an attachment or machine-made."""
    empty, flagged = [], []
    for folder in ("minutes", "reviews"):
        for path in sorted(real_data(folder).rglob("*")):
            if not path.is_file():
                continue
            source = read_source(path.read_bytes(), path.name)
            if source.kind == "empty":
                empty.append(path.name)
            if source.kind == "attachment" or "machine_written" in codes(source):
                flagged.append(path.name)
    assert empty == ["2023-04-01.md", "monthly-0080-Mar-2026.md"]
    assert flagged == []
