"""Whether some words name the one who does it: a person, or a role that one person holds.

A name that is only mentioned ("李敏反馈的问题") owns nothing, and a group (项目组, 双方) is everybody.
"""

from __future__ import annotations

import re

from service.text.names import FULL_NAME, LAZY_NAME, TITLED, is_person_name
from service.text.people import find_owners
from service.text.surnames import LATIN_NAMES

_HAN = "[\u4e00-\u9fff]"
_DATE = r"[0-9一二三四五六七八九十]{1,3}月|[下本][个]?[周月]|W[0-9]|[0-9]{4}-|周[一二三四五六日]"
_DEEDS = (
    "负责(?!人)|牵头|跟进|主导|代表|落实|完成|处理|提供|开通|编写|修复|排查|确认|提交|整理|组织|补充|补齐|输出|协调|安排"
    "|导完|盘完|拿到|取得|发出|联系|更新|制定|给出|召集|验证|测试|评估|上线|发布|开发|审核|准备|推动|对接|升级|收集"
    "|开始|启动(?!会)|继续|配置|部署|讲解|培训|汇总|起草|拟定|写完|改完|梳理|调整|优化|检查|每[周日天月]"
)
_MENTIONED = rf"(?!{_HAN}{{0,4}}(?:反馈|提出|反映|发现|遗留|移交|提到|要求|报告)(?:的|了)?)"
_AHEAD = rf"(?=\s?(?:{_DATE}|于|在|将|会|应|需|按|先|再|继续|同步|{_DEEDS}))"
_NAMED = re.compile(
    rf"(?:由(?!于)|请(?!求)|让|安排|指定|责成)(?:{_HAN}{{0,6}}?)(?P<by>{TITLED}|{LAZY_NAME}){_AHEAD}"
    rf"|(?:^|(?<=[,。;:(\s|、]))(?:{_HAN}{{0,5}}?(?:[科处室组方司商院]|部(?!门)))?(?P<head>{TITLED}|{LAZY_NAME})"
    rf"{_MENTIONED}{_AHEAD}"
    rf"|(?P<duty>{FULL_NAME})(?=(?:负责(?!人)|牵头|主导|跟进))"
    rf"|(?:^|(?<=[,;:(、|\s]))(?P<alone>{FULL_NAME}|{TITLED})(?=\s*(?:[,;)、|。]|$))"
)
_PARTY = re.compile(
    rf"(?:我方|客户方?|甲方|乙方|厂商|供应商|院方|{_HAN}{{1,4}}(?:[科处室]|部(?!门))"
    rf"|{_HAN}{{0,4}}(?:主任|经理|主管|科长|部长|组长|班长|总监|会计|护士长))(?P<name>{FULL_NAME}|{TITLED})(?=[,。;:)\s\d、]|{_HAN})"
)
_NICKNAME = re.compile(rf"(?:^|(?<=[,。;:(\s]))(?:[老小阿]{_HAN}){_AHEAD}")
_BEFORE_DATE = re.compile(
    rf"^\s*(?P<who>{_HAN}{{2,3}})(?=(?:[0-9]{{1,2}}月[0-9]{{1,2}}日?|下?周[一二三四五六日])(?:之?前)?[^\s,。;0-9]{{1,3}}(?:完|成|出|好|到|齐|掉|上|了)?[^\s,。;]{{2}})"
)
_NOT_WHO = re.compile(
    "[系统接口项目平台数据培训测试需求文档模块功能流程报表环境方案设备网络代码版本脚本合同材料机器房院区楼层工单]"
    "|[前后内左右上下末底初]$|计划|争取|力争|确保|预计|最迟|务必|拟|定|于|完|须|需|应|待|将|并|且|再|先"
    "|我们|双方|各方|客户|厂商|部门|团队|公司|甲方|乙方|我方|用户|医院|科室|大家|全员|专人|相关|所有|全部|本|该|此|其"
)
_ROLE = re.compile(
    rf"(?:由|请|:|^|,|\()(?:{_HAN}{{0,6}}?)(?:项目|产品|测试|实施|技术|运维|开发|客户|质量|交付|研发|业务)"
    rf"(?:总?经理|总监|主管|组长)(?={_AHEAD[3:-1]}|[)。;,]|$)"
    r"|(?<![A-Za-z])(?:project manager|test lead|tech lead|product owner|it director|site lead)(?![A-Za-z])",
    re.IGNORECASE,
)
_LATIN = re.compile(
    r"(?:^|(?<=[(:;,.|*\s]))(?:(?:Director|Dr\.?|Mr\.?|Ms\.?|Mrs\.?|Prof\.?) [A-Z][a-z]+"
    r"|(?P<full>[A-Z][a-z]+(?:[ -][A-Z][a-z]+){1,2})"
    r"(?= (?:and [A-Z]|[a-z]+s |will |to |must |should |shall )|\s*[,);:]|$)"
    r"|(?P<first>[A-Z][a-z]+)(?= (?:will|to|must|should|shall|[a-z]+(?:es|s)) |\s*[,);:]))"
)
_BY = re.compile(
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
_GROUPS = re.compile(
    "[相有]关|对应|安排(?=专|人)|(?:客户|用户|院)方(?=安排|负责|提供|完成|确认|跟进|处理|组织|牵头|自行|尽快)"
)
"""Words with a surname in them that name nobody: 「相关同事」, 「客户方安排专人」."""
_PLACEHOLDER = re.compile(
    r"团|队|小组|部门|待|未定|暂无|无$|tbd|none|unassigned|n/?a|大家|全员|专人|相关", re.IGNORECASE
)


def names_owner(words: str) -> bool:
    """Whether an owner stands in `words` (of the readable copy)."""
    words = _GROUPS.sub(lambda group: " " * len(group.group()), words)
    for mark in find_owners(words):
        if not mark.is_team and not all(_PLACEHOLDER.search(name) for name in mark.names):
            return True
    return _chinese_owner(words) or _latin_owner(words)


def _chinese_owner(words: str) -> bool:
    for match in _NAMED.finditer(words):
        name = match[match.lastgroup or 0]
        if is_person_name(name) and not _PLACEHOLDER.search(name):
            return True
    if any(is_person_name(match["name"]) for match in _PARTY.finditer(words)):
        return True
    if _NICKNAME.search(words) or _ROLE.search(words):
        return True
    before = _BEFORE_DATE.match(words)
    return bool(before and not _NOT_WHO.search(before["who"]))


def _latin_owner(words: str) -> bool:
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
