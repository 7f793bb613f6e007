"""Which sentences of running text promise or plan, and what a promise must name."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.critique import critique
from service.critique.markup import readable
from service.critique.pledges import CHINESE, MAY_PLEDGE, pledges
from service.errors import Language

PROMISES = (
    "六月要做三件事：一是试算，二是补录。",
    "九月干啥：对账接口、模板。",
    "下月接着看。",
    "这段太粗，后面要加强。",
    "下月先弄南库，线已经买了。",
    "五月计划三件事：",
    "报表太慢，工程师说会再优化。",
    "厂家说尽快改。",
    "对方答应派一名前端过来。",
    "额度的事等分管行长点头",
    "什么时候进来，等采购的消息。",
    "他说有空就弄。",
    "盘点也要上，时间再看。",
    "考核方案，总监给话再说",
    "医保接口接着弄",
    "他们嫌太技术，我们会再修饰。",
    "感觉再 train 一下就行。",
    "@小林 手册记得发群里",
    "库房那边也要看着点。",
    "测评七月来，密码策略这些要准备。",
    "三月将继续推进流程配置。",
    "十二月，项目组将重点抓好以下工作：",
    "重点抓好三项工作。",
    "打算改成到机台边上讲。",
    "李敏负责完成6月遗留的接口联调。",
    "另外会把看板的刷新优化一下。",
    "这个做法要推广到其他口。",
    "找平台的人一起测一次，时间没定。",
    "按钮那个厂家说改，没说哪天。",
    "8 月就三件事：开票、看板。",
    "They've promised a written cause.",
    "Hamish has already offered to sort the codes.",
    "Loxley has promised a change.",
    "June will be the turn of the shops.",
    "Somebody should decide about the films.",
    "Stock sync is odd, will look into it.",
    "Names in the list must be better.",
    "Next month we will try the second site.",
)
REPORTS = (
    "李敏负责完成了接口联调。",
    "年纪大的说不会弄。",
    "十月要开四家，西区两家。",
    "九月主要做集成测试，后半月插进来了迁移核对。",
    "新日期没定。",
    "去年他答应派人来。",
    "三月要休婚假。",
    "下月怎么办？",
    "红冲的单子还没想好。",
    "会议纪要已发，厂家说会议改到线上。",
    "He said the vendor would know.",
    "They promised last year.",
)


@pytest.mark.parametrize("words", PROMISES)
def test_a_promise_is_told_by_its_wording(words: str) -> None:
    assert pledges(readable(words))


@pytest.mark.parametrize("words", REPORTS)
def test_a_report_a_question_or_an_old_promise_is_none(words: str) -> None:
    assert not pledges(readable(words))


@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(st.from_regex(re.sub(r"\(\?<?[!=](?:[^()\[\]]|\[[^\]]*\])*\)", "", CHINESE)))
def test_the_quick_look_passes_whatever_promises(words: str) -> None:
    if re.search(CHINESE, words):
        assert MAY_PLEDGE.search(words)


def ids(text: str, language: Language = "zh") -> set[str]:
    found = critique(text, language=language).findings
    return {finding.rule_id for finding in found if finding.origin == "rule"}


def test_a_promise_in_running_text_needs_a_day() -> None:
    before = "报表跑了一遍，三家的数都对。"
    assert "A02" in ids(f"{before}打印的事工程师说会再优化。")
    assert "A02" not in ids(f"{before}打印的事工程师说6月7日前会再优化。")


def test_of_running_text_the_owner_is_not_asked() -> None:
    assert "A01" not in ids("报表跑了一遍。五月要做三件事，5月20日前做完：试算、补录、培训。")


def test_each_part_of_a_bullet_that_a_semicolon_ends_is_an_action() -> None:
    text = "## 下月计划\n\n- 完成补贴模块上线；完成水控设备改造；完成演练复测。\n"
    found = [one for one in critique(text, language="zh").findings if one.rule_id == "A01"]
    assert len(found) == 3


def test_a_paragraph_of_the_plan_needs_days_and_a_signature_does_not() -> None:
    plan = "## 下月计划\n\n验收材料由商务刘敏整理好。继续推进合同流程的迁移，由王磊负责。\n\n项目经理：刘敏\n"
    found = critique(plan, language="zh").findings
    quotes = [plan[one.start : one.end] for one in found if one.rule_id == "A02"]
    assert quotes
    assert all("项目经理" not in quote for quote in quotes)


def test_a_numbered_line_of_the_plan_is_a_bullet() -> None:
    assert "A01" in ids("## 下月计划\n\n1.5月中旬完成识别方案论证。\n2.5月20日前完成试算。\n")


@pytest.mark.parametrize("title", ["（一）工作计划。", "（二）资源需求。"])
def test_a_short_title_with_a_full_stop_is_no_action(title: str) -> None:
    text = f"## 四、下月计划\n\n{title}\n1. 王磊5月8日前完成对账上线。\n"
    assert not ids(text)


def test_a_bare_line_of_what_is_asked_for_is_no_action() -> None:
    assert not ids("## 四、下月计划与资源\n\n- 备用终端5台，用于故障替换。\n") & {"A01", "A02"}


def test_a_request_to_the_client_is_no_action_of_ours() -> None:
    text = "## 四、下月计划\n\n- 恳请信息中心协调短信通道扩容，并请各所明确一名联络人。\n"
    assert not ids(text) & {"A01", "A02"}


def test_what_goes_on_from_a_promise_is_one() -> None:
    text = "联调的数都对。十月计划三件事：一是改完六个系统；二是把回退步骤补细。三个人在现场。"
    found = [one for one in critique(text, language="zh").findings if one.rule_id == "A02"]
    assert any("回退步骤" in one.quote for one in found)
    assert not any("现场" in one.quote for one in found)


def test_a_bare_month_in_the_column_of_days_is_no_day() -> None:
    table = (
        "## 下月计划\n\n| 事项 | 负责人 | 时间 |\n| --- | --- | --- |\n| 大屏换配色 | 王磊 | {} |\n"
    )
    assert "A02" in ids(table.format("4月"))
    assert "A02" not in ids(table.format("4月8日"))
    assert "A02" not in ids(table.format("4月底"))
