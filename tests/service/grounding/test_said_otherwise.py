"""What a model may turn without touching a number: direction, state, plan, cause, severity, owner."""

from __future__ import annotations

import pytest

from tests.service.grounding.judged import codes, judged


@pytest.mark.parametrize(
    ("text", "source", "code"),
    [
        ("响应时间由61分钟升至33分钟。", "响应时间由61分钟降至33分钟。", "direction"),
        ("差错率降低1.2%。", "差错率降至1.2%。", "direction"),
        ("The error rate fell by 1.2%.", "The error rate fell to 1.2%.", "direction"),
        ("8 more tickets than last month.", "8 fewer tickets than last month.", "direction"),
        ("可用率99.2%，高于约定。", "可用率99.2%，低于约定。", "direction"),
        ("耗时从33分钟降至61分钟。", "耗时从61分钟降至33分钟。", "direction"),
        ("4232 of 4191 requirements are done.", "Of 4232 requirements 4191 are done.", "direction"),
    ],
)
def test_a_number_moves_as_its_source_says(text: str, source: str, code: str) -> None:
    """Up is not down, the level reached is not the change, a part is not above its whole."""
    verdict = judged(text, source)
    assert verdict.status == "blocked"
    assert code in codes(verdict)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("平均响应时间33分钟，较之前的61分钟下降。", "平均响应时间由61分钟降至33分钟。"),
        ("Coverage is 80.2%, up 3.1 percentage points.", "Coverage rose 3.1 percentage points to 80.2%."),
        ("Page load takes 1.4 seconds, down from 4.2 seconds.", "Page load was cut from 4.2 seconds to 1.4 seconds."),
        ("66 of 130 trained people passed the exam.", "We trained 130 people, 66 of them passed the exam."),
        ("压测峰值1464QPS，低于3518QPS的目标。", "压测峰值1464QPS，未达到目标3518QPS。"),
        ("The cooling failed 8 times.", "The room was warm after 8 failures of the cooling."),
        ("新增缺陷由上月的69个降到本月的42个。", "上月新增缺陷69个，本月新增缺陷42个。"),
        ("BUG-7 has been blocked for 4 days.", "BUG-7 is blocked, waiting 4 days for a certificate."),
        ("We deployed 12 sites in less than 4 months.", "In less than 4 months we deployed 12 sites."),
        ("4 more working days are needed.", "The change needs 4 more working days."),
    ],
)  # fmt: skip
def test_other_words_for_the_same_are_no_fault(text: str, source: str) -> None:
    """A paraphrase keeps what is said of each number."""
    verdict = judged(text, source)
    assert verdict.status == "supported", verdict.doubts


@pytest.mark.parametrize(
    ("text", "source", "code"),
    [
        ("本月关闭工单48个。", "上月关闭工单48个，本月关闭工单42个。", "period"),
        ("5月上线模块3个。", "4月上线模块3个，5月上线模块9个。", "period"),
        ("Effort was 180 hours this month.", "Effort was 180 hours last month and 140 hours this month.", "period"),
        ("完成率98%。", "目标完成率98%，实际完成率91%。", "period"),
        ("严重问题22项未关闭，轻微问题4项已关闭。", "轻微问题22项已关闭，严重问题4项未关闭。", "binding"),
        ("86 dollars are spent and 178 dollars remain.", "Spent: 178 dollars; remaining: 86 dollars.", "binding"),
        ("预付款6月14日到账。", "合同6月14日签订，预付款6月12日到账。", "date"),
        ("3天内完成切换。", "3-5天内完成切换。", "qualifier"),
    ],
)  # fmt: skip
def test_a_number_stays_with_its_month_and_its_matter(text: str, source: str, code: str) -> None:
    """Last month's number, a target, a number or day put in another's place, half a range."""
    verdict = judged(text, source)
    assert verdict.status == "blocked"
    assert code in codes(verdict)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("BUG-22已关闭。", "BUG-22已修复，待验证。"),
        ("BUG-22 is verified.", "BUG-22 is resolved but not verified."),
        ("WMS-3处理中。", "WMS-3阻塞，等待证书。"),
        ("OPS-2已解决。", "OPS-2处理中，OPS-5已解决。"),
        ("The ticket was closed.", "The ticket was reopened after the retest."),
    ],
)
def test_closed_is_not_resolved_is_not_verified(text: str, source: str) -> None:
    """A state is that which the source gives to the same ticket."""
    assert "state" in codes(judged(text, source))


def test_the_cells_of_a_row_give_the_state_together() -> None:
    """A ticket closed as designed was called off."""
    row = ("NGW-60", "Pick list font too small", "Closed", "Won't Do")
    assert judged("NGW-60 Pick list font too small（状态：已取消）", *row, table=True).doubts == ()
    assert "state" in codes(judged("NGW-60已验证通过", *row, table=True))


@pytest.mark.parametrize(
    ("text", "source", "code"),
    [
        ("培训已于6月5日开始。", "培训计划6月5日开始。", "modality"),
        ("The system went live on 5 June.", "The system is planned to go live on 5 June.", "modality"),
        ("Li Min has delivered 4 guides.", "Owner: Li Min, due 5 June, deliver 4 guides.", "modality"),
        ("The export is finished.", "The export is not finished.", "negation"),
        ("离线模式支持批量打印。", "离线模式不支持批量打印。", "negation"),
        ("严重问题8项已关闭，轻微问题16项已关闭。", "轻微问题16项已关闭，严重问题8项未关闭。", "negation"),
        ("全部接口已联调。", "大部分接口已联调。", "universal"),
        ("All stores have switched.", "Most stores have switched.", "universal"),
        ("首次完成割接。", "完成割接。", "universal"),
        ("缺陷BUG-7等级为一般。", "缺陷BUG-7等级为严重。", "severity"),
        ("Defect BUG-7 is minor.", "Defect BUG-7 is critical.", "severity"),
        ("联调延期9天，因为人手不足。", "联调延期9天。", "cause"),
        ("联调延期9天，原因是人手不足。", "因接口不稳定，联调延期9天。", "cause"),
        ("The batch is late due to a power cut.", "The batch is late.", "cause"),
    ],
)  # fmt: skip
def test_nothing_is_said_that_the_source_does_not_say(text: str, source: str, code: str) -> None:
    """Plans, negations, all for some, severities and causes."""
    verdict = judged(text, source)
    assert verdict.status != "supported"
    assert code in codes(verdict)


def test_an_inference_may_name_a_cause() -> None:
    """It says that it is one; its numbers are held to the source all the same."""
    assert (
        judged("联调延期9天，可能因为人手不足。", "联调延期9天。", claim="inference").doubts == ()
    )
    assert judged("联调延期8天，可能因为人手不足。", "联调延期9天。", claim="inference").doubts


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("接口文档由王岚负责。", "由李敏负责接口文档，王岚提出字段变更。"),
        ("打印慢由何静跟进。", "何静反馈打印慢，由郑卓然跟进。"),
        ("BUG-7已修复，待李敏验证。", "李敏：BUG-7已修复，等待王岚验证。"),
        ("Wang Lan owns the document.", "Li Min owns the document, Wang Lan asked for it."),
        ("Nina Kowalski will follow up.", "The export is late."),
        ("林晓东负责跟进导出。", "导出延期。"),
    ],
)
def test_people_do_what_their_source_says_they_do(text: str, source: str) -> None:
    """Nobody takes another's place, and a stranger is not let in."""
    verdict = judged(text, source, roster=("李敏", "王岚", "Li Min", "Wang Lan"))
    assert codes(verdict) & {"person", "owner"}, verdict.doubts


def test_reasons_speak_both_languages_and_name_their_words() -> None:
    """For whoever repairs the item: code, words, and the sentence in Chinese and English."""
    (reason,) = judged("本月关闭工单43个。", "本月关闭工单42个。").reasons
    assert (reason.code, reason.token, reason.blocks) == ("number", "43个", True)
    assert "43个" in reason.says.zh
    assert "43个" in reason.says.en


@pytest.mark.parametrize(
    "text",
    [
        "<b>联调完成</b>", "![x](http://a.example/x.png)联调完成", "联调完成 https://a.example/?q=1",
        "=HYPERLINK(1)联调完成", "联调完成{{ config }}", "联调完成\u202e", "联\u200b调完成", "联调完成\U000e0041",
        "[联调完成](javascript:alert)",
    ],
)  # fmt: skip
def test_markup_and_unseen_characters_are_no_text(text: str) -> None:
    """An item is plain text, whatever its source says."""
    assert judged(text, "联调完成").status == "blocked"


def test_what_the_source_itself_writes_may_be_quoted() -> None:
    """A link of the notes is content; emoji with their selectors are text."""
    source = "文档见 https://a.example/x，联调完成❤️"
    assert judged("联调完成，文档见 https://a.example/x", source).status == "supported"
    assert judged("联调完成❤️", source).status == "supported"


def test_a_sentence_that_shares_no_word_with_its_source_asks() -> None:
    """The wrong passage is cited, though no number or name tells; another language is not asked."""
    assert codes(judged("打印服务正在整改", "客户要求增加驻场人员")) == {"citation"}
    assert judged("打印服务正在整改", "The print service is being repaired").status == "supported"
