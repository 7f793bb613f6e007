"""What each sentence is: an action, a problem, a result. Decided by its section and its words.

Checks of what is absent speak only to statements of their own kind. The section and a few words give a
first word; a small reader, fitted to labelled sentences, has the last one and says how likely it is.
Document checks go by the item's type, which is what its section makes of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.critique.kind_reader import shipped_reader
from service.critique.kind_signs import promises, signs_of
from service.critique.kind_weights import kind_weights
from service.critique.pledges import goes_on, pledges
from service.critique.segments import Item, Outline, Sentence

_HEAD = 120
_ACTION = re.compile(
    r"完成|推进|落实|跟进|组织|安排|负责|开展|启动|提交|输出|整理|编写|修复|排查|确认|协调|制定|建立|上线"
    r"|编制|拟定|起草|更换|替换|归档|盘点|清理|核对|核查|搬迁|安装|配置|申报|移交|报送|签订|签署|审核|复核|抽查|巡检"
    r"|备份|压测|割接|导入|导出|录入|回访|走访|调研|访谈|设置|制作|发放|招标|询价|结算|开通|停用"
    r"|交付|部署|联调|测试|培训|优化|补充|补齐|补录|补训|处理|解决|签字|验收|发布|升级|迁移|推动|梳理|对接|沟通|召开|提供"
    r"|拿到|取得|准备|改造|评审|演练|切换|增加|新增|实施|加强|改进|完善|配合|收集|更新|检查|调整|开发|设计|搭建|采购"
)
_ENGLISH_ACTION = re.compile(
    r"(?=[A-Za-z])(?<![A-Za-z])(?:finish|complete|follow|will|writ|get|gets|send|prepar|deliver|fix|test|deploy|"
    r"set up|organi[sz]|train|review|updat|creat|build|migrat|schedul|agree|confirm|provid|draft|"
    r"run|runs|implement|roll|start|begin|close|clos|resolv|hold|arrang|document|add|should|must|to do|move|"
    r"replac|publish|automat|investigat|check|coordinat|collect|sign|plan)",
    re.IGNORECASE,
)
_NO_ACTION = re.compile(
    r"^(?:\*\*)?(?:重点|目标|优先级|优先事项|风险|依据|说明|备注|背景|前提|原因|priority|goal|risk|note|target)[^:。]{0,8}:"
    r"|暂无|^无。?$|^none\.?$",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"^(?:\*\*)?(?:资源|人员|人力|预算|经费|硬件|设备|软件|支持)(?:需求|申请)?[^:。]{0,6}:|申请|需(?:要)?(?:增加|增派|增补|追加)"
    r"|增派|加派|预算|(?<![A-Za-z])(?:requests?|needs? \d|budget|headcount)(?![A-Za-z])",
    re.IGNORECASE,
)
_DONE = re.compile(  # one set of characters ahead: only where one stands is anything tried
    r"[已全完改通解](?:(?:(?<=已)经?|(?<=全)部)[^,。;]{0,8}(?:完成|上线|交付|解决|修复|关闭|通过|改完|签署|签字|验收)"
    r"|(?:(?<=完)成|(?<=改)完|(?<=通)过|(?<=解)决)了)"
)
_ENGLISH_DONE = re.compile(
    r"(?<![A-Za-z])(?:was|were|has been|have been|went live|completed|delivered|fell|rose)(?![A-Za-z])",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"后续|将(?!近)|计划|尽快|下(?:个)?(?:月|周)|负责(?!人)|请|需|要(?!求)|前(?:完成|提交|拿到|取得|给出|发出|上线)|应(?!用|急)|牵头|跟进"
    r"|(?<![A-Za-z])(?:will|shall|should|must|to|by)(?![A-Za-z])",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[A-Za-z]")
_FILLER = re.compile(r"^(?:暂无|无|none|n/?a|略)[。.]?$", re.IGNORECASE)
_MEASURE_LABEL = re.compile(
    r"^(?:\*\*)?(?:措施|改进措施|行动|行动项|measure|action)s?\s?\d{0,3}(?:\*\*)?:", re.I
)
_LESSON = re.compile(
    r"经验|教训|启示|体会|(?<![A-Za-z])(?:lesson|learned|learnt)(?![A-Za-z])", re.I
)
_RESULT = re.compile(r"由.{1,20}(?:降|升|提高|减少|缩短|增)|from .{1,30} to |验收|签字|上线|交付")
_CAUSE = re.compile(r"^(?:\*\*)?(?:根因|原因|root cause|cause)[^:]{0,6}:", re.I)


_ASKS = re.compile(
    r"\s{0,4}(?:[0-9一二三四五六]{1,2}[.、)]\s{0,2})?(?:恳请|敬请|拟请|申请(?=[增追购补调拨借派])|希望(?:公司|领导|院方|贵|总|甲方|客户)"
    r"|[^,。;:0-9完前]{2,14}[0-9一二两三四五六七八九十]{1,3}(?:台|名|套|块)(?=[,。;(]|$))"
)
"""Words that ask, and a bare line of what is asked for: `备用终端5台，用于故障替换`."""
_TITLE = 12
_SECTION = re.compile(
    r"\s{0,4}(?:\([一二三四五六七八九十0-9]{1,3}\)|[一二三四五六七八九十0-9]{1,3}[、.])?\s{0,2}"
    r"(?:总体|分项|基本|资源|人员|设备|工作|下月|后续|主要|重点|其他|存在的?|经验|改进)?"
    r"(?:情况|计划|安排|需求|问题|事项|目标|措施|进展|总结|风险|任务|工作)[。.:]?"
)
SURE = 0.7
"""From this likelihood on the kind of a sentence is no guess."""
_EMPTY = 0.9
"""From this likelihood on an entry of a section is no statement at all; elsewhere SURE is enough."""
AGREED = 0.55
"""The same for an entry of a plan: its section says too that it is an action."""


def type_items(outline: Outline) -> None:
    """Set the type of every item and of every sentence in it; a row is one statement."""
    weights, reader = kind_weights(), shipped_reader()
    kinds, copy = reader.kinds, outline.copy
    before = ""
    for item in outline.items:
        head = copy[item.start : min(item.end, item.start + _HEAD)]
        item.type = _type(item.section, head)
        empty = _EMPTY if item.type != "fact" else SURE
        agreed = AGREED if _is_entry(item) else 1.0
        verdict = ("fact", True, "")
        pledge = False
        for sentence in item.sentences:
            opens = sentence is item.sentences[0]
            if opens or item.kind != "row":
                words = copy[sentence.start : min(sentence.end, sentence.start + _HEAD)]
                stated, first = (head, False) if item.kind == "row" else (words, opens)
                alone = item.type if stated == head else _type(item.section, stated)
                total = weights.total(
                    outline, item, stated.strip().lower(), first=first, before=before, alone=alone
                )
                sentence.total = total
                odds = reader.odds_of(total)
                no_action = _reports(words) or _ASKS.match(words) is not None
                verdict = _verdict(kinds, odds, empty, agreed, no_action=no_action)
                if opens and _is_title(words):
                    verdict = ("filler", True, "")
                before = verdict[0]
            sentence.type, sentence.sure, sentence.maybe = verdict
            if item.kind != "row":
                words = copy[sentence.start : min(sentence.end, sentence.start + _HEAD)]
                asks = sentence.type == "request" and sentence.sure
                pledge = not asks and (pledges(words) or (pledge and goes_on(words)))
                sentence.pledge = pledge


def _is_entry(item: Item) -> bool:
    """Whether an item is a bullet or row that its section makes an action."""
    return item.type == "action" and item.kind != "paragraph"


def _is_title(words: str) -> bool:
    """Whether a sentence only names a section, as in `（二）资源需求。`"""
    return len(words) <= _TITLE and _SECTION.fullmatch(words) is not None


def _reports(words: str) -> bool:
    """Whether a sentence tells of what was done and promises nothing: never an action."""
    return _tells(words) and not promises(words.lower())


def _tells(words: str) -> bool:
    """Whether words tell of what was done."""
    return bool(_DONE.search(words)) or bool(_LETTER.search(words) and _ENGLISH_DONE.search(words))


def _verdict(
    kinds: Sequence[str], odds: Sequence[float], empty: float, agreed: float, *, no_action: bool
) -> tuple[str, bool, str]:
    """The kind, whether it is sure, and what else it may be. Words that may be no statement at all count
    as one: a check that finds nothing in them says nothing."""
    whole = best = second = filler = 0.0
    first = other = ""
    for kind, one in zip(kinds, odds, strict=True):
        if kind == "filler":
            filler = one
            continue
        if kind == "action":
            if no_action:
                continue
            if one >= agreed:
                return kind, True, ""
        whole += one
        if (one, kind) > (best, first):
            second, other = best, first
            best, first = one, kind
        elif (one, kind) > (second, other):
            second, other = one, kind
    if filler >= empty and (filler, "filler") > (best, first):
        return "filler", True, ""
    sure = best / whole >= SURE
    return first, sure, "" if sure else other


def statement_signs(
    outline: Outline, item: Item, sentence: Sentence | None, before: str
) -> frozenset[str]:
    """What the reader of kinds sees of a sentence, or of a whole row (None): its signs, and what its
    section alone would make of it. `before` is the kind of the statement ahead of it, "" for the first."""
    start, end = (sentence.start, sentence.end) if sentence else (item.start, item.end)
    words = outline.copy[start : min(end, start + _HEAD)]
    kind = _type(item.section, words)
    signs = signs_of(outline, item, words.strip().lower(), first=sentence is item.sentences[0])
    return signs | {f"before:{before}", f"alone:{kind}", f"alone:{kind}@{item.kind}"}


def _type(section: str, words: str) -> str:
    words = words.strip()
    if not words or _FILLER.match(words):
        return "filler"
    if section == "next_month":
        return _planned(words)
    if section == "problems":
        return "cause" if _CAUSE.match(words) else "problem"
    if section == "lessons":
        return _learned(words)
    if section == "progress":
        return "result" if _RESULT.search(words) else "progress"
    return "fact"


def _planned(words: str) -> str:
    if _NO_ACTION.search(words):
        return "fact"
    if _REQUEST.search(words):
        return "request"
    acts = _ACTION.search(words) or _ENGLISH_ACTION.search(words)
    return "action" if acts else "fact"


def _learned(words: str) -> str:
    if _LESSON.search(words) and not _MEASURE_LABEL.match(words):
        return "lesson"
    if _tells(words):
        return "lesson"
    acts = _ACTION.search(words) or _ENGLISH_ACTION.search(words)
    if _MEASURE_LABEL.match(words) or (acts and _PROMISE.search(words)):
        return "action"
    return "lesson"
