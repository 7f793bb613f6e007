"""The many spellings of the labels of minutes, of owners and of due dates."""

from __future__ import annotations

import pytest

from service.facts.labels import part_of
from service.facts.rule_reader import read_facts
from service.intake import read_paste
from service.review import FactCard
from tests.service.facts.samples import HEAD, MONTH

LABELS = {
    "action": "遗留问题|遗留|遗留事项|遗留问题：|待办|待办事项|待办项|TODO|TODOs|To-do|ＴＯＤＯ：|Action|Actions"
    "|Action Items:|Action Item（行动项）|ActionItem|行动项|行动项：|后续跟踪|跟踪事项|待跟踪|待跟进事项"
    "|**遗留问题**：|【遗留问题】|三、遗留问题|（三）遗留问题|3.遗留问题|3、待办|遗留问题　|◆遗留问题"
    "|■待办：|后续跟进|下一步行动|会后行动|Next Steps|Next step:|遗留问题（共3项）|遗留问题(3)|会议待办"
    "|本次会议待办|问题与行动项|后续行动：|Follow-up Actions|Action items / 待办|待办 Action Items"
    "|0. 遗留问题：|=====版本总结时增加的遗留问题=====|AR：",
    "conclusion": "结论|结论：|会议结论|决议|决议：|会议决议|讨论结论|议题结论|结论与决议|**结论：**|【结论】"
    "|【决议】|一、会议结论|Conclusion|Decisions|Decision(s):|①结论|结论（Conclusion）|达成共识|会议共识",
    "agenda": "议题|议题：|议题一|议题1|议题１：|议题二：|议程|会议议程|会议议题|主题|会议内容|讨论内容"
    "|讨论议题|讨论事项|议题讨论|Agenda|Agenda:|Topics|议题(Agenda):|会议纪要(Minute of Meeting):"
    "|Meeting Agenda 会议议题：|Meeting Notes 会议纪要：|会议纪要",
    "carried": "上期遗留问题|上次遗留|上周遗留|上次会议遗留问题|上期待办|上周遗留:|上期遗留|历史遗留问题"
    "|上次会议行动项跟踪",
    "people": "与会人|参会人|参会人员|与会人员|参会|出席|列席|Attendees|Attendances:|Attendance|Addendanes"
    "|Participants 与会人|参会人员 (Attendance)|参会人员（Attendance）：|本次与会人|缺席人员|请假",
    "risk": "风险|风险点|风险与问题|Risks",
}


@pytest.mark.parametrize(
    ("label", "part"), [(w, part) for part, words in LABELS.items() for w in words.split("|")]
)
def test_spellings_of_labels(label: str, part: str) -> None:
    """Full-width, bold, in brackets, numbered, bilingual, with a count or a trailing blank."""
    assert part_of(label) == part


@pytest.mark.parametrize(
    "topic",
    [
        "签收流程",
        "议题管理系统上线",
        "遗留系统迁移",
        "行动不便人士通道",
        "结论先行的写法",
        "Action Cable 升级",
        "主题公园项目",
    ],
)
def test_topics_open_no_part(topic: str) -> None:
    """A topic that begins like a label is a topic."""
    assert part_of(topic) == ""


def only(body: str) -> FactCard:
    """The only card of minutes with this body."""
    (found,) = read_facts(read_paste(HEAD + body, 1), MONTH)
    return found


@pytest.mark.parametrize(
    ("tail", "owner"),
    [
        (" --程朔", "程朔"),
        (" ---程朔/段岚/吴启", "程朔、段岚、吴启"),
        (" - 程朔", "程朔"),
        ("（ 程朔）", "程朔"),
        (" -责任人程朔  完成时间：9月30日", "程朔"),
        (" --责任人：程朔 完成时间：9月30日", "程朔"),
        ("。负责人：程朔 ， 段岚。完成时间：2026年9月30日", "程朔、段岚"),
        ("---程朔、段岚、吴启，完成时间2026年9月30日", "程朔、段岚、吴启"),
        (" 责任人----程朔、段岚", "程朔、段岚"),
        (" @chengshuo", "chengshuo"),
        (" **责任人**：程朔", "程朔"),
        (" 【责任人】程朔", "程朔"),
        (" 主责：程朔", "程朔"),
        (" 处理人：程朔", "程朔"),
        (" Owner：程朔", "程朔"),
        (" 责任人　程朔", "程朔"),
        (" 牵头人：程朔 配合人：段岚", "程朔"),
        ("\n   责任人：程朔", "程朔"),
        ("\n   - 负责人：程朔\n   - 完成时间：9月30日", "程朔"),
        ("\n   —— 程朔 9月30日", "程朔"),
        ("。————程朔，段岚", ""),
    ],
)
def test_the_ways_to_write_an_owner(tail: str, owner: str) -> None:
    """The owner as written, in one card; ———— names who spoke."""
    card = only(f"遗留问题：\n1. 补齐车辆档案接口文档{tail}\n")
    assert card.fields.owner == owner
    assert card.text.startswith("补齐车辆档案接口文档")


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("完成时间：9月30日", "2026-09-30"),
        ("完成日期: 2026-09-30", "2026-09-30"),
        ("计划完成：9月30日", "2026-09-30"),
        ("计划完成时间 9/30", "2026-09-30"),
        ("截止：9月30日", "2026-09-30"),
        ("截止日期：9月30号", "2026-09-30"),
        ("DDL：9月30日", "2026-09-30"),
        ("deadline: 30 September", "2026-09-30"),
        ("Due date：9月30日", "2026-09-30"),
        ("预计完成：9月30日", "2026-09-30"),
        ("期限：9月30日", "2026-09-30"),
        ("【完成时间】9月30日", "2026-09-30"),
        ("**完成时间**：9月30日", "2026-09-30"),
        ("完成时间　9月30日", "2026-09-30"),
        ("９月３０日前", "2026-09-30"),
        ("完成时间：下周五", "2026-09-18"),
        ("完成时间：待定", ""),
    ],
)
def test_the_ways_to_write_a_due_date(words: str, due: str) -> None:
    """A day after any of its labels; a word that is no day sets none."""
    for between in (" ", "\n   "):
        card = only(f"遗留问题：\n1. 补齐车辆档案接口文档 --程朔{between}{words}\n")
        assert card.fields.due == due
        assert card.fields.owner == "程朔"


def test_status_lines_below_an_open_item_belong_to_it() -> None:
    """暂无更新，继续跟踪 and 进展：… are remarks on the item above, not items."""
    body = (
        "遗留问题：\n   - 安排一次宣讲 - 程朔\n        -暂无更新，继续跟踪\n   - 补接口文档 - 段岚\n"
        "     进展：目前在对齐接口\n"
    )
    found = read_facts(read_paste(HEAD + body, 1), MONTH)
    assert [card.fields.owner for card in found] == ["程朔", "段岚"]
    assert all(len(card.evidence) == 2 for card in found)


def test_an_agenda_goes_on_behind_its_open_items() -> None:
    """0. 遗留问题 is one point of a numbered agenda: the next number is a topic, no open item."""
    body = (
        "Meeting Agenda 会议议题：\n\n0. 遗留问题：\n   - 补接口文档 - 程朔\n\n1. 围栏方案（段岚）\n"
        "2. 对账方案（吴启）\n\nMeeting Notes 会议纪要：\n\n1. 围栏方案（段岚）\n   - 申报人未与会\n"
    )
    found = read_facts(read_paste(HEAD + body, 1), MONTH)
    assert [(card.kind, card.text) for card in found] == [("action", "补接口文档")]


def test_a_label_behind_a_conclusion_opens_its_own_action() -> None:
    """遗留问题：… on the line after a conclusion is an action with its owners."""
    body = (
        "0. 遗留问题：\n   - 制定回合方案 - 程朔\n结论：1、适配代码隔离，消除影响；\n2、组件由厂商提供。\n"
        "遗留问题：正式发布前，再核对一下策略 -   程朔、段岚\n"
    )
    found = read_facts(read_paste(HEAD + body, 1), MONTH)
    (card,) = [one for one in found if "核对一下策略" in one.text]
    assert (card.kind, card.fields.owner) == ("action", "程朔、段岚")


def test_people_below_their_label_are_no_statements() -> None:
    """A list of those present, one a line, gives no card."""
    body = "Attendances:\n\n- 程朔\n- Erik.Duan @Yunling\n- duanlan\n\n遗留问题：\n1. 补接口文档 --程朔\n"
    assert only(body).text == "补接口文档"
