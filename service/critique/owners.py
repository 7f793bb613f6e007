"""Whether some words name the one who does it: a person, or a role that one person holds.

A name that is only mentioned ("李敏反馈的问题") owns nothing, and a group (项目组, 双方) is everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.text.lazy_patterns import lazy
from service.text.names import (
    FULL_NAME,
    FULL_NAME_OR_TITLED,
    SURNAME_SIGN,
    TITLED_OR_LAZY_NAME,
    is_person_name,
)
from service.text.people import find_owners
from service.text.surnames import LATIN_NAMES

_HAN = "[\u4e00-\u9fff]"
_DATE = (
    r"[0-9一二三四五六七八九十]{1,3}月|[下本]个?[周月次]|后续|会后|月底|明天|今天|W[0-9]|[0-9]{4}-"
    r"|周[一二三四五六日]"
)
_DEEDS = (
    "负责(?!人)|牵头|跟进|主导|代表|落实|完成|处理|提供|开通|编写|修复|排查|确认|提交|整理|组织|补充|补齐|输出|协调|安排"
    "|导完|盘完|拿到|取得|发出|联系|更新|制定|给出|召集|验证|测试|评估|上线|发布|开发|审核|准备|推动|对接|升级|收集"
    "|开始|启动(?!会)|继续|配置|部署|讲解|培训|汇总|起草|拟定|写完|改完|梳理|调整|优化|检查|每[周日天月]"
)
_MENTIONED = rf"(?!{_HAN}{{0,4}}(?:反馈|提出|反映|发现|遗留|移交|提到|要求|报告)(?:的|了)?)"
_AHEAD = rf"(?=\s?(?:{_DATE}|于|在|将|会|应|需|按|先|再|继续|同步|{_DEEDS}))"
_NAMED = lazy(
    rf"(?:由(?!于)|请(?!求)|让|安排|指定|责成)(?:{_HAN}{{0,6}}?)(?P<by>{TITLED_OR_LAZY_NAME}){_AHEAD}"
    rf"|(?:^|(?<=[,。;:(\s|、]))(?:{_HAN}{{0,5}}?(?:[科处室组方司商院]|部(?!门)))?(?P<head>{TITLED_OR_LAZY_NAME})"
    rf"{_MENTIONED}{_AHEAD}"
    rf"|(?P<duty>{FULL_NAME})(?=(?:负责(?!人)|牵头|主导|跟进))"
    rf"|(?:^|(?<=[,;:(、|\s]))(?P<alone>{FULL_NAME_OR_TITLED})(?=\s*(?:[,;)、|。]|$))"
)
_PARTY = lazy(
    rf"(?:我方|客户方?|甲方|乙方|厂商|供应商|院方|{_HAN}{{1,4}}(?:[科处室]|部(?!门))"
    rf"|{_HAN}{{0,4}}(?:主任|经理|主管|科长|部长|组长|班长|总监|会计|护士长))(?P<name>{FULL_NAME_OR_TITLED})(?=[,。;:)\s\d、]|{_HAN})"
)
_NO_NICK = (
    "组师时区程批结件系院板数额型店规计票学问事幅微百千万麦贷版街队客户旧员龄化年家总妹姐哥弟爷奶里"
)
_NICK = f"[老小阿](?![{_NO_NICK}]){_HAN}"
_NICKNAME = lazy(
    rf"(?:^|(?<=[,。;:(、\s]))(?:{_NICK}){_AHEAD}"
    rf"|(?:由|请|让|归|[,:(]\s?|、)(?:{_NICK})(?=\s*(?:[,;)、。|]|$)|带着?|和|与|去|来|跟)"
)
_BEFORE_DATE = lazy(
    rf"^\s*(?P<who>{_HAN}{{2,3}})(?=(?:[0-9]{{1,2}}月[0-9]{{1,2}}日?|下?周[一二三四五六日])(?:之?前)?[^\s,。;0-9]{{1,3}}(?:完|成|出|好|到|齐|掉|上|了)?[^\s,。;]{{2}})"
)
_NOT_WHO = lazy(
    "[系统接口项目平台数据培训测试需求文档模块功能流程报表环境方案设备网络代码版本脚本合同材料机器房院区楼层工单]"
    "|[前后内左右上下末底初]$|计划|争取|力争|确保|预计|最迟|务必|拟|定|于|完|须|需|应|待|将|并|且|再|先"
    "|我们|双方|各方|客户|厂商|部门|团队|公司|甲方|乙方|我方|用户|医院|科室|大家|全员|专人|相关|所有|全部|本|该|此|其"
)
_ROLE = lazy(
    rf"(?:由|请|:|^|,|\()(?:(?-i:{_HAN}){{0,6}}?)(?:项目|产品|测试|实施|技术|运维|开发|客户|质量|交付|研发|业务)"
    rf"(?:总?经理|总监|主管|组长)(?={_AHEAD[3:-1]}|[)。;,]|$)"
    r"|(?<![A-Za-z])(?:project manager|test lead|tech lead|product owner|it director|site lead)(?![A-Za-z])",
    re.IGNORECASE,
)
_ROLE_WORD = lazy("经理|总监|主管|组长")
_LETTER = lazy("[A-Za-z]")
_ENGLISH_ROLE = lazy("manager|lead|owner|director", re.IGNORECASE)
_AFTER_PARTY = lazy(f"[方户商科处室部任理管长监计]{SURNAME_SIGN}")
_NICK_SIGNS = frozenset("老小阿")
_BESIDE_SIGNS = frozenset(",、:")
"""Without one of these the pattern of the same name matches nothing; most words hold none."""
_CAPITAL = lazy("[A-Z]")
_CELL = lazy(
    r"(?:^|; )(?:人|人员|谁|谁做|谁来|谁来做|谁办|由谁|谁负责|责任.{0,4}|负责.{0,4}|主责.{0,2}|牵头.{0,2}"
    r"|经办.{0,2}|承办.{0,2}|跟进.{0,2}|执行.{0,2}"
    r"|处理人|对接人|我方.{0,4}|who|owner|by whom|lead|assigned to|responsible|action on|name)"
    r"\s?:\s?(?P<who>[^;]{1,60})",
    re.IGNORECASE,
)
"""The cell of a row under a header that asks for who does it."""
_UNFILLED = lazy(
    r"[-—–/?\s]*$|我方(?=[、,;]|$)|待|未定|没定|暂|无(?![\u4e00-\u9fff]{2})|不清楚|看|再[议说定]|尚|谁|各|相关|有关|双方|大家|全员|全体|项目组|团队"
    r"|听说|tbd|none|n/?a|unassigned|open|someone|somebody|everyone|all|the team|both|to be|unclear|various",
    re.IGNORECASE,
)
"""What such a cell holds when nobody is named."""
_BESIDE_DATE = lazy(
    rf"(?:^|(?<=[,;:、]))\s?(?P<who>{_HAN}{{2,3}})\s?[,、]\s?(?=(?:[0-9]{{1,2}}[/月.-][0-9]{{1,2}}|[下本这上]?(?:周|星期|礼拜)|月底|月中|[0-9]{{1,2}}[日号]))"
    rf"|(?<=[:])\s?(?P<last>{_HAN}{{2,3}})\s?[。.]?\s*$"
)
"""A name that only its place tells: `掃碼畫面，柏勳，2/2`, `解釋一下：鄢素蘭。`"""
_NO_NAME = lazy(
    "尽快|待定|未定|暂无|持续|长期|每[天日周月]|完成|再[议说]|优先|紧急|必须|上线|测试|培训|确认|跟进|验收|处理|继续|申请|采购|开发|部署|升级|发布|签字"
    "|评审|整理|沟通|协调|补充|更新|提交|优化|高|中|低|是|无|好|多|少|人|天|周|次|全|新|旧|做|改|加|定|要|需|问|等"
)
_LATIN = lazy(
    r"(?:^|(?<=[(:;,.|*\s]))(?:(?:Director|Dr\.?|Mr\.?|Ms\.?|Mrs\.?|Prof\.?) [A-Z][a-z]+"
    r"|(?P<full>[A-Z][a-z]+(?:[ -][A-Z][a-z]+){1,2})"
    r"(?= (?:and [A-Z]|[a-z]+s |will |to |must |should |shall )|\s*[,);:]|$)"
    r"|(?P<first>[A-Z][a-z]+)(?= (?:will|to|must|should|shall|[a-z]+(?:es|s)) |\s*[,);:])"
    r"|[A-Z]\. ?(?:[A-Z]\. ?)?[A-Z][a-z]+(?= (?:to|will|must|should|shall|is to|has to|[a-z]+s) |\s*[,);:]|$))"
)
_SPEAKER = lazy(
    r"\s{0,4}(?:Mrs?|Ms|Dr)?\.? ?(?P<who>[A-Z][A-Za-z-]{1,20})"
    r"(?: (?:and|&) (?:[A-Z][a-z]{1,20})| [A-Z][A-Za-z-]{1,20})?: ?\S"
)
"""`Dilip: recount seats`: in a list of actions the name before the colon is the one who does it."""
_DOER = lazy(
    r"\s{0,4}(?!(?:The|This|That|These|Those|It|There|They|He|She|You|Please|No|Not|If|When|What|Who|Nobody|Someone"
    r"|Somebody|Everyone)(?![a-z]))(?P<who>[A-Z][a-z]{2,14})(?:'s team)? (?:will|asks?|takes?|checks?|does|has it"
    r"|sends?|writes?|calls?|runs?|tests?|said|says|promised|agreed|owns?|keeps?|brings?|talks?|meets?"
    r"|visits?|fixes|moves?) "
)
_NO_SPEAKER = frozenset((
    "all", "everyone", "both", "action", "actions", "note", "notes", "todo", "to", "next", "plan",
    "plans", "goal", "goals", "risk", "risks", "issue", "issues", "problem", "problems", "training",
    "support", "budget", "staff", "resources", "resource", "measure", "measures", "result", "results",
    "status", "summary", "scope", "target", "team", "open", "done", "decision", "decisions", "question",
    "questions", "update", "testing", "data", "reporting", "priority", "background", "reason", "lesson",
    "lessons", "key", "other", "others", "also", "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday",
    "thursday", "friday", "week", "phase", "communication", "migration", "interface", "interfaces",
    "security", "documentation", "infrastructure", "deployment", "exams", "tbd", "need", "needs",
    "request", "requests", "people", "money", "follow", "go", "ongoing",
))  # fmt: skip
"""Words before a colon that are headings, not people."""
_BY = lazy(
    r"(?<![A-Za-z])(?:by|with|for|from|owner|assigned to) (?P<full>[A-Z][a-z]+ [A-Z][a-z]+)(?![A-Za-z])"
)
_VERB_LEAD = frozenset(
    [
        "finish",
        "complete",
        "follow",
        "write",
        "get",
        "send",
        "prepare",
        "deliver",
        "fix",
        "test",
        "deploy",
        "train",
        "review",
        "update",
        "create",
        "build",
        "migrate",
        "schedule",
        "agree",
        "confirm",
        "provide",
        "draft",
        "run",
        "implement",
        "start",
        "begin",
        "close",
        "resolve",
        "hold",
        "arrange",
        "document",
        "add",
        "replace",
        "publish",
        "check",
        "collect",
        "sign",
        "plan",
        "relevant",
        "all",
        "both",
        "the",
        "this",
        "each",
        "our",
    ]
)
_SPOKEN_TO = lazy(
    r"(?:[与跟和给找向问催等叫]|联系|抄送|通知|告诉|按|根据|(?:with|for|from|ask|asks|tell|of) )$|[A-Za-z]$"
)
_SPOKEN_OF = lazy(r"\s?(?:反馈|提出|反映|发现|要求|提到|的(?!是)|那边|['’]s )|[A-Za-z]")
_GROUPS = lazy(
    "[相有]关|对应|安排(?=专|人)|(?:客户|用户|院)方(?=安排|负责|提供|完成|确认|跟进|处理|组织|牵头|自行|尽快)"
)
"""Words with a surname in them that name nobody: 「相关同事」, 「客户方安排专人」."""
_PLACEHOLDER = lazy(
    r"团|队|小组|部门|待|未定|暂无|无$|tbd|none|unassigned|n/?a|大家|全员|专人|相关", re.IGNORECASE
)


def names_owner(words: str, known: Iterable[str] = ()) -> bool:
    """Whether an owner stands in `words` (of the readable copy). `known` are names of people that the
    text takes for granted elsewhere; one of them owns what it does, says or is written beside."""
    if any(_acts(words, name) for name in known):
        return True
    words = _GROUPS.sub(lambda group: " " * len(group.group()), words)
    if _chinese_owner(words):  # the likeliest first
        return True
    for mark in find_owners(words):
        if not mark.is_team and not all(_PLACEHOLDER.search(name) for name in mark.names):
            return True
    if ":" in words and any(
        not _UNFILLED.match(cell["who"].strip()) for cell in _CELL.finditer(words)
    ):
        return True
    return bool(_CAPITAL.search(words)) and _latin_owner(words)


def _acts(words: str, name: str) -> bool:
    """Whether a known name stands in some words as who acts, not as who is spoken to or of."""
    at = words.find(name)
    while at >= 0:
        before, after = words[max(0, at - 6) : at], words[at + len(name) : at + len(name) + 6]
        if not (_SPOKEN_TO.search(before) or _SPOKEN_OF.match(after)):
            return True
        at = words.find(name, at + 1)
    return False


def _chinese_owner(words: str) -> bool:
    signs = set(words)
    for match in _NAMED.finditer(words):
        name = match[match.lastgroup or 0]
        if is_person_name(name) and not _PLACEHOLDER.search(name):
            return True
    if _AFTER_PARTY.search(words) and any(
        is_person_name(match["name"]) for match in _PARTY.finditer(words)
    ):
        return True
    if not _NICK_SIGNS.isdisjoint(signs) and _NICKNAME.search(words):
        return True
    role = _ROLE_WORD.search(words) or (_LETTER.search(words) and _ENGLISH_ROLE.search(words))
    if role and _ROLE.search(words):
        return True
    if not _BESIDE_SIGNS.isdisjoint(signs):
        for match in _BESIDE_DATE.finditer(words):
            who = match["who"] or match["last"]
            if not _NOT_WHO.search(who) and not _NO_NAME.search(who):
                return True
    before = _BEFORE_DATE.match(words)
    return bool(before and not _NOT_WHO.search(before["who"]))


def _latin_owner(words: str) -> bool:
    doer = _DOER.match(words)
    if doer and doer["who"].lower() not in _NO_SPEAKER:
        return True
    speaker = _SPEAKER.match(words)
    if speaker and ";" not in words and speaker["who"].lower() not in _NO_SPEAKER:
        return True
    for match in _LATIN.finditer(words):
        if match["first"]:
            if match["first"].lower() in LATIN_NAMES:
                return True
        elif match["full"]:
            if match["full"].split()[0].lower() not in _VERB_LEAD:
                return True
        else:
            return True
    return bool(_BY.search(words))
