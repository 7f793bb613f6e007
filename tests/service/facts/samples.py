"""Made-up minutes and notes of one invented project, and short ways to read them."""

from __future__ import annotations

from service.facts.outline import Statement, read_outline
from service.facts.rule_reader import read_facts
from service.intake import read_paste, read_source
from service.review import FactCard, Source

MONTH = "2026-09"
HEAD = "# 云岭物流调度项目 例会纪要\n\n- 时间：2026年9月9日 14:00-15:00\n\n"

ZENTAO = (
    "Bug编号,所属产品,Bug标题,严重程度,优先级,Bug状态,由谁创建,创建日期,指派给,解决者,解决方案,"
    "解决日期,由谁关闭,关闭日期\n"
    "301,云岭调度,签收页偶发白屏,2,1,激活,段岚,2026-08-14,程朔,,,,,\n"
    "305,云岭调度,围栏误报,2,1,已关闭,段岚,2026-09-02,Closed,程朔,已解决,2026-09-14,段岚,2026-09-18\n"
)
JIRA = (
    "Issue Type,Issue key,Issue id,Summary,Assignee,Reporter,Priority,Status,Resolution,Created,"
    "Updated,Resolved,Due date\n"
    "Task,YLD-21,4021,车载终端网络策略开通,程朔,段岚,High,In Progress,,01/Sep/26 9:12 AM,"
    "05/Sep/26 4:40 PM,,25/Sep/26 12:00 AM\n"
    "Task,YLD-22,4022,地图目录同步,程朔,段岚,Low,Closed,Won't Do,02/Sep/26 9:12 AM,"
    "08/Sep/26 4:40 PM,08/Sep/26 4:40 PM,\n"
)


def export(text: str, name: str = "tickets.csv") -> Source:
    """A ticket export."""
    return read_source(text.encode(), name)


def minutes(body: str) -> Source:
    """Minutes of 9 September 2026 with this body."""
    return read_paste(HEAD + body, 1)


def notes(text: str) -> Source:
    """A file of notes."""
    return read_source(text.encode(), "notes/随手记.txt")


def cards(source: Source, month: str = MONTH) -> tuple[FactCard, ...]:
    """Its fact cards."""
    return read_facts(source, month)


def statements(source: Source, month: str = MONTH) -> tuple[Statement, ...]:
    """Its statements."""
    return read_outline(source, month)


def one(source: Source, words: str) -> FactCard:
    """The only card whose text holds the words."""
    (found,) = [card for card in cards(source) if words in card.text]
    return found
