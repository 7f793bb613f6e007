"""Transcripts written as text: 飞书 in three layouts, 腾讯会议, names with times; and minutes that are none."""

from __future__ import annotations

import pytest

from service.review import TextPlace
from tests.service.intake.transcripts.reading import codes, read, said, turns
from tests.service.intake.transcripts.samples import (
    FEISHU_A,
    FEISHU_B,
    FEISHU_C,
    NAMED,
    TENCENT,
)


def test_feishu_a() -> None:
    """Its first line dates it; header words and times in what people say are words."""
    source = read(FEISHU_A)
    assert (source.dialect, source.dated) == ("feishu_a", "2026-06-02")
    assert turns(source) == [
        ("说话人 1", "大家好，今天过一下割接。文字记录: 这几个字我也会说到。"),
        ("说话人 2", "医保接口的证书下周到期。我明天修好。"),
        ("说话人 1", "行。"),
        ("林晓梅", "割接改到 6 月 20 日，今天下午 3:30 再确认。"),
    ]
    assert [place.time for place, _ in said(source)][-2:] == ["00:59:58", "01:00:04"]
    head = [one for one in source.sentences if type(one.place) is TextPlace]
    assert [one.text for one in head] == [
        "2026年6月2日 下午 3:05|1小时 8分钟 33秒",
        "关键词:",
        "医保接口、证书、割接",
        "文字记录:",
    ]


def test_feishu_b() -> None:
    """The words follow the time on its line; the title's date is the meeting's."""
    source = read(FEISHU_B)
    assert (source.dialect, source.dated) == ("feishu_b", "2026-06-02")
    assert turns(source)[1] == ("说话人 2", "医保接口的证书下周到期。我明天修好。")
    assert len(turns(source)) == 3


def test_feishu_c() -> None:
    """The day of the upload is not that of the meeting: it is asked."""
    source = read(FEISHU_C)
    assert (source.dialect, source.dated) == ("feishu_c", "")
    assert "upload_date_only" in codes(source)
    assert len(turns(source)) == 3
    held = FEISHU_C.replace("智能纪要：", "会议时间：2026年4月2日\n智能纪要：")
    assert read(held).dated == "2026-04-02"
    assert "upload_date_only" not in codes(read(held))


def test_tencent() -> None:
    """Half-width and full-width brackets, words on the line or below."""
    source = read(TENCENT)
    assert (source.dialect, source.dated) == ("tencent", "2026-06-02")
    assert turns(source) == [
        ("张伟明", "医保接口联调已经完成了。"),
        ("林晓梅", "好。那证书呢？"),
        ("张伟明", "证书下周到期，我来换，周五前换完。"),
    ]
    assert "placeholder_speakers" not in codes(source)


def test_names_with_times_are_a_meeting() -> None:
    """Any text with three heads whose times do not fall."""
    source = read(NAMED)
    assert source.dialect == "named"
    assert turns(source)[2] == ("张伟明", "下周到期。")
    assert said(source)[0][0].time == "00:00:05"


def test_times_of_day_are_hours_and_minutes() -> None:
    """10:05 at the first word is no eleventh minute."""
    text = "10:05 张伟明：开始吧。\n10:07 林晓梅：证书下周到期。\n10:31 张伟明：散会。\n"
    assert [place.time for place, _ in said(read(text))] == ["10:05:00", "10:07:00", "10:31:00"]


def test_untimed_words_are_a_transcript_only_if_a_person_says_so() -> None:
    """`张伟明：…` alone is how minutes are written too."""
    text = "割接例会\n\n张伟明：接口通了。\n林晓梅：证书下周到期，\n要换。\n"
    assert read(text).form == "text"
    forced = read(text, form="transcript")
    assert turns(forced) == [("张伟明", "接口通了。"), ("林晓梅", "证书下周到期，要换。")]
    assert "no_times" in codes(forced)


def test_a_transcript_can_be_read_as_notes() -> None:
    """The override goes before what is recognised, without a new upload."""
    source = read(TENCENT, form="text")
    assert source.form == "text"
    assert said(source) == []


def test_any_text_can_be_forced() -> None:
    """Nothing is lost where no head is found: the words are nobody's."""
    source = read("只有一句话。\n还有一句\n", form="transcript")
    assert [one.text for one in source.sentences] == ["只有一句话。", "还有一句"]
    assert {place.speaker for place, _ in said(source)} == {""}


@pytest.mark.parametrize(
    "text",
    [
        "会议纪要\n今天下午 3:30\n方案（10:30）：讨论\n结论（11:00）：通过\n明天上午 9:00\n",
        "今天下午 3:30\n开会讨论。\n今天下午 4:00\n继续。\n今天下午 4:30\n散会。\n",
        "议程\n签到 09:00\n开场 09:30\n方案评审 10:00\n休息 11:00\n",
        "方案（10:30）：讨论\n预算（11:00）：讨论\n风险（11:30）：讨论\n",
        "张伟明（10:30）：甲。\n林晓梅（10:10）：乙。\n张伟明（09:30）：丙。\n林晓梅（08:30）：丁。\n",
        "张伟明（10:30）：甲。\n林晓梅（10:40）：乙。\n",
        "Agenda\nLunch 12:00\nTalk 13:00\nBreak 14:00\n",
        "- 张伟明 接口 10:30 前完成\n- 林晓梅 证书 11:00 前完成\n- 王小明 割接 12:00 前完成\n",
    ],
)
def test_minutes_stay_minutes(text: str) -> None:
    """Times in minutes, agendas, times that fall, or two heads make no transcript."""
    assert read(text).form == "text"
