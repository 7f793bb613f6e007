"""Made-up exports of further tools, of the shapes that they write."""

from __future__ import annotations

import json
from typing import Any

REDMINE = (
    "#,项目,跟踪,父任务,状态,优先级,主题,作者,指派给,关注者,更新于,目标版本,开始日期,计划完成日期,预期时间,"
    "耗时,% 完成,创建于,结束日期,描述\r\n"
    '412,云栖门诊,错误,,进行中,高,退费后发票号不回收,沈知微,陆听澜,"柏子衿\r\n苏合香",2026-03-20 09:12,'
    '三月版,2026-03-02,2026-03-13,8.00,12.50,100,2026-03-01 10:00,,"票号占用，第二天才释放"\r\n'
    "413,云栖门诊,功能,412,已关闭,普通,日结单导出,沈知微,陆听澜,,2026-03-18 17:00,三月版,2026-03-02,"
    "2026-03-16,4.00,3.75,100,2026-03-01 10:05,2026-03-18 17:00,\r\n"
    "414,云栖门诊,支持,,已拒绝,低,更换打印纸规格,沈知微,,,2026-03-05 11:00,,,,,,0,2026-03-03 08:00,"
    "2026-03-05 11:00,\r\n"
)
"""Chinese captions; a cell with a line end, hours with two decimals, 100 % with an open state."""

REDMINE_GERMAN = (
    "#;Projekt;Tracker;Status;Thema;Zugewiesen an;Abgabedatum;Geschätzter Aufwand\n"
    "77;Nordhafen;Fehler;In Bearbeitung;Etiketten doppelt;Jonte Brandis;2026-04-10;1,50\n"
)

AZURE_TREE = (
    "ID,Work Item Type,Title 1,Title 2,Assigned To,State,Priority,Tags,Iteration Path,Description\n"
    '"901","Epic","Move the returns desk",,"Ines Robledo <ines@nordhafen.example>","Active","2",'
    '"returns; go-live",Nordhafen\\Sprint 4,"<p>First floor &amp; ramp</p><p>Second floor</p>"\n'
    ',"Issue",,"Order scanners",,"To Do","1",,,\n'
    ',"Issue",,"Train the night shift",,"Done","2",,,\n'
    '"905","Epic","Close the old desk",,,"Removed","3",,,\n'
    ',"Issue",,"Return the lease",,"New","3",,,\n'
)

AZURE_SHIFTED = (
    "ID,Work Item Type,Title,Assigned To,State,Tags\n"
    '"31","Issue","Print labels","Active","",\n"32","Issue","Weigh parcels","Closed","",\n'
)
"""A column short: the states stand under Assigned To."""

CODEARTS = (
    "ID,Title,Closed On,Status,Handler,Planned Start Date,Planned Delivery Date,Priority,Created On,"
    "Actual,DoneRatio,Type,Updated On,Developer,Notify,Author,Order,Severity,StoryPoint,Module,"
    "ParentSubject,Parent Work Item ID,Tag,Domain,Sprint,Description\r\n"
    '700451,挂号并发压测,"Jan 31, 2026 23:30:00 GMT-03:00",Closed,l00471,"Jan 19, 2026","Jan 30, 2026",'
    '中,"Jan 12, 2026 15:12:26 GMT-03:00",6.50,100%,Task,"Jan 31, 2026 23:30:00 GMT-03:00",,,z00112,1,'
    '一般,,挂号,门诊一期,700400,压测 ,,迭代2,"As a <user role>\r\nI want <results>\r\n'
    'So that <purposes>"\r\n'
    '700452,短信通道切换,,New,,,,高,"Jan 20, 2026 09:00:00 GMT+08:00",0.00,0%,Bug,'
    '"Jan 20, 2026 09:00:00 GMT+08:00",,,z00112,2,严重,,消息,,,,,,切到备用通道\r\n'
)

TAPD = (
    "缺陷ID,标题,状态,严重程度,优先级,详细描述,模块,处理人,创建人,迭代,预计开始,预计结束,创建时间,客户来源\n"
    "1138200000000000041,导出报表乱码,接受/处理,严重,高,点导出后打开是乱码,报表,柏子衿;,纪南星,三月迭代,"
    "2026-03-02,2026-03-13,2026-03-01 09:10,总院\n"
    "1138200000000000042,首页加载慢,已验证,一般,中,首屏 8 秒,首页,苏合香;,纪南星,三月迭代,,,"
    "2026-03-01 09:12,分院\n"
    "1138200000000000043,字体过小,转需求池,提示,无关紧要,,首页,,纪南星,,,,2026-03-02 09:12,\n"
)
"""接受/处理 is one state; 转需求池 belongs to this project's workflow alone."""


def github_archive() -> str:
    """archive.json of a working group: capitals, labels as text, pull requests in a list of their own."""
    return json.dumps(
        {
            "magic": "E!vIA5L86J2I",
            "repo": "nordhafen/returns",
            "labels": [{"name": "bug", "color": "d73a4a"}],
            "issues": [
                _issue(12, "OPEN"),
                {**_issue(13, "CLOSED"), "closedAt": "2026-03-31T17:30:00Z"},
            ],
            "pulls": [
                {**_issue(14, "MERGED"), "mergedAt": "2026-03-20T08:00:00Z"},
                _issue(15, "CLOSED"),
            ],
        }
    )


def _issue(number: int, state: str) -> dict[str, Any]:
    return {
        "number": number,
        "id": f"I_{number}",
        "title": f"标签打印重复 {number}",
        "url": f"https://example.invalid/{number}",
        "state": state,
        "author": "jonte",
        "authorAssociation": "MEMBER",
        "assignees": ["ines"],
        "labels": ["bug", "go-live"],
        "body": "每三张多打一张",
        "createdAt": "2026-03-02T01:00:00Z",
        "updatedAt": "2026-03-09T01:00:00Z",
        "closedAt": None,
        "comments": [{"author": "ines", "body": "已在现场复现"}],
    }


def github_command() -> str:
    """`gh issue list --json`: an array, labels and assignees as objects."""
    issue = _issue(12, "OPEN")
    issue["assignees"] = [{"id": "U_1", "login": "ines", "name": "Ines"}]
    issue["labels"] = [{"name": "bug", "color": "d73a4a"}, {"name": "go-live", "color": "ffffff"}]
    issue["author"] = {"login": "jonte"}
    return json.dumps([issue])


def github_rest() -> str:
    """REST: snake_case, small letters, a pull request among the issues."""
    issue = {
        "number": 12,
        "url": "https://example.invalid/12",
        "html_url": "https://example.invalid/h/12",
        "title": "标签打印重复 12",
        "state": "open",
        "user": {"login": "jonte", "id": 7, "url": "https://example.invalid/u"},
        "assignees": [{"login": "ines", "id": 8}],
        "labels": [{"name": "bug"}, {"name": "go-live"}],
        "body": "每三张多打一张",
        "created_at": "2026-03-02T01:00:00Z",
        "updated_at": "2026-03-09T01:00:00Z",
        "closed_at": None,
        "state_reason": None,
        "comments": 1,
    }
    pull = {**issue, "number": 16, "state": "closed", "pull_request": {"merged_at": None}}
    return json.dumps([issue, pull])


def jira_rest() -> str:
    """Jira's search answer."""
    fields = {
        "summary": "接口限流",
        "status": {
            "name": "等厂商答复",
            "statusCategory": {"name": "In Progress", "key": "indeterminate"},
        },
        "assignee": {"displayName": "苏合香", "accountId": "5f1a"},
        "priority": {"name": "High"},
        "issuetype": {"name": "Bug"},
        "created": "2026-03-31T23:30:00.000+0000",
        "duedate": "2026-04-10",
        "timeoriginalestimate": 28800,
        "labels": ["接口", "厂商"],
    }
    return json.dumps(
        {"startAt": 0, "total": 1, "issues": [{"id": "20010", "key": "HX-10", "fields": fields}]}
    )


def trello(lists: tuple[str, ...] = ("待办", "进行中", "已上线")) -> str:
    """A board: a card a list, one of them archived, one moved twice, one deleted."""
    columns = [{"id": f"l{n}", "name": name, "closed": False} for n, name in enumerate(lists)]
    cards = [
        {
            "id": f"c{n}",
            "idShort": n + 1,
            "idList": f"l{n}",
            "name": f"云栖门诊任务{n + 1}",
            "desc": "窗口 3 号" if n == 0 else "",
            "closed": False,
            "due": "2026-03-13T16:30:00.000Z" if n == 0 else None,
            "dueComplete": False,
            "idMembers": ["m1"],
            "idChecklists": ["k1"] if n == 0 else [],
            "idLabels": ["b1"],
            "dateLastActivity": "2026-03-20T02:00:00.000Z",
        }
        for n in range(len(lists))
    ]
    cards.append(
        {**cards[0], "id": "c90", "idShort": 90, "name": "旧窗口拆除", "closed": True, "due": None}
    )
    last = len(lists) - 1
    actions = [
        _move(f"c{last}", lists[last], "2026-03-19T17:00:00.000Z"),
        _move(f"c{last}", lists[min(1, last)], "2026-03-09T02:00:00.000Z"),
        {
            "type": "createCard",
            "date": "2026-03-02T02:00:00.000Z",
            "data": {"card": {"id": f"c{last}"}},
        },
        {
            "type": "commentCard",
            "date": "2026-03-10T02:00:00.000Z",
            "data": {"card": {"id": "c0"}, "text": "排班已确认"},
        },
        {
            "type": "deleteCard",
            "date": "2026-03-11T02:00:00.000Z",
            "data": {"card": {"id": "x", "idShort": 55}},
        },
    ]
    return json.dumps(
        {
            "id": "b",
            "name": "云栖",
            "labels": [{"id": "b1", "name": "上线", "color": "green"}],
            "members": [{"id": "m1", "fullName": "沈知微", "username": "shen"}],
            "checklists": [{"id": "k1", "checkItems": [{"name": "网口测试", "state": "complete"}]}],
            "lists": columns,
            "cards": cards,
            "actions": actions,
        }
    )


def _move(card: str, name: str, date: str) -> dict[str, Any]:
    return {
        "type": "updateCard",
        "date": date,
        "data": {"card": {"id": card}, "listAfter": {"name": name}},
    }
