"""Does a speaker take something on? `我来负责…`, `I'll send…`: the one who says it is the one to do it.

Speech is full of promises about the talk itself (我来讲一下, I'll share my screen); they are none.
"""

from __future__ import annotations

import re

_DEEDS_ZH = (
    "负责|跟进|处理|修(?!养)|改|写|做(?!梦)|查|排查|确认|联系|整理|准备|提交|提供|输出|发给|发出|发一|完成|测|补|协调|推|对接"
    "|沟通|搞定|落实|部署|上线|更新|反馈|回复|安排|梳理|评估|申请|约|拉群|通知|汇总|弄|给(?:你|他|大家|客户|到|出)|盯|申报|迁移|验证"
)
_SOON_ZH = (
    "今天|明天|后天|今晚|明早|下午|上午|晚上|本周|这周|下周|周[一二三四五六日天]|星期[一二三四五六日天]"
    r"|月底|下个?月|\d{1,2}[月号日]|会后|回头|稍后|尽快|马上|接下来|散会后"
)
_WILLING_ZH = "来|去|会|负责|尽快|争取|先|再|把|打算|准备|计划|这边|可以|牵头|回头|会后|跟|找|给"
_I_ZH = r"(?<![\u4e00-\u9fff])(?:那|那么|好|行|所以|然后|这个|这块|这个事|这件事)?(?:由)?我(?!们|觉得|认为|感觉|想问|以为|刚|不)"
_ZH = re.compile(
    rf"{_I_ZH}[^。！？；，,]{{0,6}}?(?:{_WILLING_ZH}|{_SOON_ZH})[^。！？；，,]{{0,24}}?(?:{_DEEDS_ZH})"
    r"|(?:这(?:个|块|件|部分)|[\u4e00-\u9fffA-Za-z]{2,12})(?:的事)?(?:就)?(?:由|归|交给)?我来(?:负责|跟进|处理|写|改|做|修|查|弄|推|办|牵头|对接|$|[吧。，,])"
    rf"|{_I_ZH}(?:{_SOON_ZH})[^。！？；]{{0,12}}?(?:{_DEEDS_ZH})"
)
_TALK_ZH = re.compile(
    r"我(?:先|再|来|就|会|给大家|跟大家|这边)*(?:简单|快速|稍微|大概|再)?(?:说|讲|聊|介绍|汇报|分享|共享|投屏|演示|补充|总结|问|回答"
    r"|过一?下|解释|念|读|开场|看一下|举个?例子?|做一?个?(?:介绍|汇报|分享|补充|总结|说明|自我介绍))"
    r"|我(?:会|可能会|也会|都会|总会)(?:觉得|认为|想|比较|经常|去想|发现|看到|遇到)"
    r"|(?:如果|要是|假如|的话)|我(?:去年|上周|昨天|之前|以前|当时|刚才|已经)|我(?:是|有|在)做"
)
_DEEDS_EN = (
    r"(?:send|share (?:the|a|it with)|write|draft|prepare|fix|check with|follow up|reach out|open an? |update|review|file"
    r"|create|deploy|release|merge|publish|schedule|set up|coordinate|investigate|look into|test|finish|complete|deliver"
    r"|provide|document|migrate|make sure|take (?:care|that|this|it)|own|handle|get back|contact|ask|confirm|add (?:it|this|that|the|a)"
    r"|put together|report back|ping|sync with|talk to|email|call|post|submit|push)"
)
_EN = re.compile(
    rf"(?<![A-Za-z])I(?:'ll|’ll| will| can| am going to|'m going to|’m going to| shall)\s+(?:\w+ly\s+|also\s+|then\s+|just\s+|try to\s+|definitely\s+)?{_DEEDS_EN}(?![a-z])"
    r"|(?<![A-Za-z])let me (?:take (?:that|this|it)|own|follow up|check with|get back)(?![a-z])",
    re.IGNORECASE,
)
_TALK_EN = re.compile(
    r"my screen|in (?:the )?chat|the stream|start(?:ing)? stream|the slides?|hand (?:it )?over|a question|real quick|let you"
    r"|(?<![A-Za-z])if(?![A-Za-z])|whether|I can (?:also )?(?:confirm|add|see|hear)|to (?:the )?agenda|on the call|ask (?:a|one|you|if|about)"
    r"|I(?:'ll|’ll| will) (?:just )?ask|post (?:it|them|this|that|the link)?\s*(?:here|$)",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"[?？]\s*[”\"'’)）]*$|[吗呢吧么][?？]$")


def takes_on(text: str) -> bool:
    """Whether the speaker of this sentence says that they will do something: not what they have
    done, would do if, or will say next."""
    if _QUESTION.search(text):
        return False
    promised = _ZH.search(text)
    if promised and not _TALK_ZH.search(text):
        return True
    return bool(_EN.search(text)) and not _TALK_EN.search(text)
