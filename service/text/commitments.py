"""Does a speaker take something on? `我来负责…`, `I'll send…`: who says so is the one to do it.

Speech is full of promises about the talk itself (我来讲一下, I'll share my screen), of what was done
and of what might be; none of these is taken on.
"""

from __future__ import annotations

import re

_DEEDS = (
    "(?:负责|牵头|跟进|联调|核对|清理|盘点|安装|装(?!作)|排(?!队|除)|出(?!现|来|错|去|于|差|了|问题)|打(?:个)?电话|送|演练|处理|解决|修(?!养)|改(?!天)|换|写|做(?!梦)|查|排查|确认|核实|联系|整理|准备|提交"
    "|提供|输出|发给|发出|发一"
    "|发到|完成|搞定|测|补|协调|推动|推进|对接|沟通|落实|部署|上线|更新|反馈|回复|安排|梳理|评估|申请"
    "|拉(?:个)?群|通知"
    "|汇总|弄|盯|迁移|验证|找|问(?:一下|清楚|问)|催|约|导入|录入|导出|备份|回滚|配置|给(?:你|您|他|她|大家|客户|到"
    "|出|个|结果|结论))"
    "(?!的(?!事|问题|单)|了(?!吧)|过|出来)"
)
_SOON = (
    "今天|明天|后天|今晚|明早|下午|晚上|本周|这周|下周|周[一二三四五六日天]|星期[一二三四五六日天]|月底|下个?月"
    "|[0-9]{1,2}(?:月|号|日)|会后|回头|稍后|尽快|马上"
)
_WILL = "来|去|会|要|再|先|尽快|争取|负责|牵头|打算|准备|计划|回头|会后|跟|和|找|给|把|联系|这边"
_LEAD = "(?:好的?|行|可以|嗯|那|那么|这个|这块|这部分|这件事|没问题|所以|然后|由)?[，,]?"
_MINE = f"(?<![\u4e00-\u9fffA-Za-z]){_LEAD}我(?!们|觉得|认为|感觉|想|以为|刚|不|没|是|就是|就把|问|看|听)"
_THING = r"(?<![\u4e00-\u9fff])[\u4e00-\u9fffA-Za-z0-9]{2,10}(?<![让叫给跟问帮说和把对找请等诉比被为是得里着])"
_PROMISE = re.compile(
    rf"{_MINE}[^。！？；，,]{{0,4}}?(?:{_WILL}|{_SOON})[^。！？；，,]{{0,20}}?(?:{_DEEDS})"
    rf"|{_MINE}[^。！？；，,]{{0,10}}(?:负责|牵头|跟进)"
    r"|[\u4e00-\u9fffA-Za-z0-9]{1,12}(?:就|都)?(?:由|归)?我来(?:[负跟处写改做修查弄推办牵对换盯补测]"
    r"|[吧。，,]|$)"
    rf"|{_MINE}(?:{_SOON})(?:之?前|内)?[^。！？；]{{0,10}}?(?:{_DEEDS})"
    rf"|{_THING}我(?:{_SOON}|来|去|会)[^。！？；，,]{{0,12}}?(?:{_DEEDS})"
    rf"|{_THING}我(?:{_DEEDS})[^。！？；，,]{{0,6}}?(?:在|到)(?:{_SOON})"
)
_ABOUT_TALK = re.compile(
    r"我(?:先|再|来|就|要|会|想|给大家|跟大家|给各位|和大家|这边|简单|快速|稍微|大概)*"
    r"(?:说|讲|聊|介绍|汇报|分享|共享|投屏|演示|总结|问(?:一|个|下|大家|你|这)|补充|回答|回应|过一?下|解释"
    r"|念|读|开场|看一?下"
    r"|举个?例|[^。，]{0,12}(?:比喻|定义|假设|例子)|做一?个?(?:简单|简短)?的?(?:介绍|汇报|分享|总结|说明|自我))"
)
_NOT_AHEAD = re.compile(
    r"如果|要是|假如|的话|本来|原来|去年|上周|上个?月|昨天|之前我|以前|当时|刚才|已经|过了|来着|应该是"
    r"|一般|经常|有时"
    r"|平时|我是|今天我|每天|每次"
    r"|我会(?:觉得|认为|想|发现|看到|遇到|比较)"
)
_WORK = (
    "send|write|draft|prepare|fix|check|follow up|reach out|open(?= an? | the | prs?| issues?)|update"
    "|review|file|create|deploy"
    "|release|merge|publish|schedule|set up|coordinate|investigate|look into|test|finish|complete|deliver"
    "|provide"
    "|document|migrate|make sure|take care|take (?:that|this|it|on)|own|handle|get back|contact|confirm"
    "|add|report"
    "|put together|ping|sync|talk to|email|submit|push|chase|call|order|install|train|book|arrange"
    "|clean up|replace|roll back|load|take a look"
    "|do (?:that|this|it)(?! later in)|move (?:the|this|that)"
    "|share (?:it|this|that|the \\w+) (?:later|after)|ask (?:the|our|my|their)"
)
_OFFER = re.compile(
    r"(?<![A-Za-z])I(?:['’]ll| will| am going to|['’]m going to| shall)\s+"
    r"(?:\w+ly\s+|also\s+|then\s+|just\s+|try (?:to|and)\s+|go (?:and|ahead and)\s+)?"
    rf"(?:{_WORK})(?![a-z])"
    r"|(?<![A-Za-z])let me (?:take (?:that|this|it)|own|follow up|get back)(?![a-z])",
    re.IGNORECASE,
)
_ABOUT_TALK_EN = re.compile(
    r"my screen|(?:in|to|into) (?:the )?chat|stream|slides?|hand (?:it )?over|a question|real quick"
    r"|if (?:you|we|they|I|there)"
    r"|(?<![a-z])whether|add (?:to that|that|one|a bit|on)(?![a-z])|check (?:it|that|this) (?:now|out)"
    r"|the link",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"[?？]\s*[”\"'’)）]*$|[吗么]\s*[。.]?$")


_ANY_DEED = re.compile(_DEEDS)
_ANY_WORK = re.compile(rf"(?<![A-Za-z])(?:{_WORK})(?![a-z])", re.IGNORECASE)


def names_work(text: str) -> bool:
    """Whether a piece of work is named at all, whoever is to do it."""
    return bool(_ANY_DEED.search(text) or _ANY_WORK.search(text))


def takes_on(text: str) -> bool:
    """Whether the speaker of this sentence says that they themselves will do something.

    Not what they have done, would do if, are asked, or will say next.
    """
    if _QUESTION.search(text):
        return False
    if _OFFER.search(text) and not _ABOUT_TALK_EN.search(text):
        return True
    return any(_promises(part) for part in re.split("[。；;！!]", text))


def _promises(part: str) -> bool:
    return bool(
        _PROMISE.search(part) and not _ABOUT_TALK.search(part) and not _NOT_AHEAD.search(part)
    )
