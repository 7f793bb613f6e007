"""Who is to do it: names without titles, cells of a row, given names beside a date, speakers."""

from __future__ import annotations

import pytest

from service.critique.owners import names_owner


@pytest.mark.parametrize(
    "words",
    [
        "事:毕业审核; 人:小任、各院秘书; 时间:六月八日前",
        "待办:与樊卫东定切换日; 谁:阙宁; 什么时候:月度经营会之前",
        "Task:Chase 14 headsets; Who:Dev; When:1 Nov",
        "Task:chart checks; Owner:Medical director; State:open",
        "扫码自动确认画面,柏勋,2/2 前上测试机。",
        "荣泰机电那边解释一下:鄢素兰。",
        "五月再放开六家,由老冉带着两位同事跟。",
        "监考冲突检查程序,老包,六月十五日前。",
        "Dilip: recount the seats by 13 Dec.",
        "Mrs Adeyinka: phone cover for the week.",
        "D. Pillai to obtain a dated fix plan by 7 February.",
    ],
)
def test_an_owner_is_named(words: str) -> None:
    """A person stands there, by name, nickname, initial, cell or speaker."""
    assert names_owner(words)


@pytest.mark.parametrize(
    "words",
    [
        "事:毕业审核; 人:待定; 时间:六月八日前",
        "事:毕业审核; 人:; 时间:六月八日前",
        "事:毕业审核; 责任人:项目组; 时间:六月八日前",
        "事:支援名单; 人:我方、资讯室; 时间:9/15",
        "Task:Write it down; Who:Someone from ops; When:November",
        "Task:Write it down; Who:?; When:November",
        "防霜贴纸报价,尽快,周五。",
        "由小组整理清单,周五前。",
        "完成老系统、小程序切换。",
        "All: communicate better",
        "Training: two sessions in July.",
        "停车接口联调:待定。",
        "Finish the U. Test by Friday.",
    ],
)
def test_nobody_is_named(words: str) -> None:
    """A placeholder, a group, a thing or a heading is nobody."""
    assert not names_owner(words)
