"""Who says that they will do it, and who only talks."""

from __future__ import annotations

import pytest

from service.text.commitments import takes_on


@pytest.mark.parametrize(
    "text",
    [
        "我来负责接口文档，周五前给大家。",
        "我明天修好。",
        "好，我去联系厂商。",
        "这个我来吧。",
        "接口文档我来写，月底前提交。",
        "证书下周到期，我来换。",
        "行，那我跟医保中心确认一下。",
        "我这边周三前把数据迁移的脚本改完。",
        "我会后把名单发给你。",
        "我负责跟进打印机的问题。",
        "没问题，我今天下午就去现场排查。",
        "证书我明天换好。",
        "打印机那个单子我去催一下厂商。",
        "🙂我来跟进这个单子",
        "I'll fix it and send the report by Friday.",
        "Okay, I will follow up with the vendor tomorrow.",
        "Yeah, I'm going to open an issue for that.",
        "let me get back to you on this by Tuesday.",
        "I’ll try to finish the migration this week.",
    ],
)
def test_taken_on(text: str) -> None:
    """In the first person, ahead, a piece of work."""
    assert takes_on(text)


@pytest.mark.parametrize(
    "text",
    [
        "我来讲一下这个月的进展。",
        "我先简单介绍一下。",
        "我共享一下屏幕。",
        "我们明天上线。",
        "我觉得应该明天修好。",
        "我昨天已经修好了。",
        "如果接口不通，我明天再改。",
        "我来修吗？",
        "谁来负责这个？",
        "他明天会修好。",
        "张三来负责。",
        "我会觉得这个改起来很麻烦。",
        "我每天都会去查日志。",
        "我不会改这个。",
        "他让我明天去改。",
        "厂商说我会处理。",
        "我问一下，谁去确认？",
        "I'll share my screen and check it out.",
        "I'll just add to that.",
        "I would fix it if we had time.",
        "We will fix it by Friday.",
        "Should I fix it?",
        "I will not write this.",
        "I'll put the link in the chat.",
        "She will send the report.",
        "I'll hand it over to Ravi.",
        "",
    ],
)
def test_only_said(text: str) -> None:
    """Talk about the talk, others, the past, conditions, questions."""
    assert not takes_on(text)
