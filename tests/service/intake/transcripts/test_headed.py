"""Transcripts written as text: 飞书 in three layouts, 腾讯会议, names with times; and minutes that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.facts.rule_reader import read_facts
from service.intake import read_source
from service.intake.reader import Choices
from service.intake.reading import read_here
from service.review import TextPlace
from tests.service.intake.transcripts.reading import codes, read, said, turns
from tests.service.intake.transcripts.samples import (
    FEISHU_A,
    FEISHU_B,
    FEISHU_C,
    NAMED,
    TENCENT,
)
from tests.service.intake.word_files import word_bytes, word_of


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
        "2026-10-12 09:00:01 INFO: start\n2026-10-12 09:00:02 WARN: slow\n2026-10-12 09:00:03 INFO: end\n",
        "Oct 12 09:00:01 web1 sshd: a\nOct 12 09:00:02 web1 sshd: b\nOct 12 09:00:03 web1 cron: c\n",
        "09:00:01 kernel: a\n09:00:02 kernel: b\n09:00:03 sshd: c\n09:00:04 kernel: d\n",
        "Agenda\nLunch 12:00\nTalk 13:00\nBreak 14:00\n",
        "- 张伟明 接口 10:30 前完成\n- 林晓梅 证书 11:00 前完成\n- 王小明 割接 12:00 前完成\n",
    ],
)
def test_minutes_stay_minutes(text: str) -> None:
    """Times in minutes, agendas, times that fall, or two heads make no transcript."""
    assert read(text).form == "text"


def test_a_word_document_may_be_a_transcript() -> None:
    """腾讯会议 and 飞书 save DOCX too: what is read out of it is the text that places count in."""
    data = word_bytes(word_of(*TENCENT.splitlines()))
    source = read_here(data, "割接例会.docx")
    assert (source.form, source.kind, source.dialect) == ("docx", "transcript", "tencent")
    assert source.dated == "2026-06-02"
    assert turns(source) == turns(read(TENCENT))
    kept = read_here(data, "割接例会.docx", choices=Choices(form="docx"))
    assert (kept.kind, said(kept)) != ("transcript", said(source))


def test_minutes_in_word_stay_minutes() -> None:
    """A document without heads of turns is read as before."""
    source = read_here(
        word_bytes(word_of("会议纪要", "张伟明：接口通了。", "今天下午 3:30")), "a.docx"
    )
    assert said(source) == []
    called = read_source(
        word_bytes(word_of("会议纪要", "张伟明：接口通了。")),
        "a.docx",
        choices=Choices(form="transcript"),
    )
    assert [(place.speaker, one.text) for place, one in said(called)][-1] == (
        "张伟明",
        "接口通了。",
    )


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("2026-06-02 15:05 CST|14分钟 43秒\n\n文字记录:\n", "2026-06-02"),
        ("会议时间：2026年6月2日\n上传时间：2026年6月3日\n", "2026-06-02"),
        ("上传时间：2026年6月3日\n会议主题：6月2日割接例会\n", ""),
        ("割接例会 2026-06-02\n", "2026-06-02"),
        ("割接例会\n下次会议：2026-07-01\n", ""),
        ("Weekly sync\nDate: 2 June 2026\n", "2026-06-02"),
        ("2026-06-02 至 2026-06-03\n", ""),
        ("", ""),
    ],
)
def test_the_head_dates_the_meeting(head: str, day: str) -> None:
    """By its label, the recorder's first line or a title with one day; never by the upload."""
    talk = "张伟明 00:01\n甲乙丙\n林晓梅 00:05\n2026年1月1日开始\n张伟明 00:09\n戊\n"
    assert read(head + talk).dated == day


def test_the_head_goes_before_the_file_name() -> None:
    """And the file name before nothing."""
    talk = "张伟明 00:01\n甲\n林晓梅 00:05\n乙\n张伟明 00:09\n丙\n"
    assert read(talk, "20261012-周会.txt").dated == "2026-10-12"
    assert read("会议时间：2026-10-11\n" + talk, "20261012-周会.txt").dated == "2026-10-11"
    assert read("上传时间：2026-10-13\n" + talk, "20261012-周会.txt").dated == "2026-10-12"


_words = st.text(st.sampled_from("接口证书通了。，！？ ab.🙂１（）"), min_size=1, max_size=20).map(
    lambda text: text.strip() or "好"
)
_who = st.sampled_from(["张伟明", "林晓梅", "说话人 1", "Speaker 2"])
_talk = st.lists(st.tuples(_who, st.lists(_words, min_size=1, max_size=3)), min_size=3, max_size=8)


@given(
    _talk,
    st.sampled_from(["{who} {time} \n", "{who}({time}): ", "{who}（{time}）：\n", "{who} {time}"]),
)
def test_any_words_under_heads_come_back(talk: list[tuple[str, list[str]]], head: str) -> None:
    """Names and words are those that were written, whatever stands in them."""
    text = ""
    for n, (who, lines) in enumerate(talk):
        lines = [line for line in lines if not line[0].isdigit() and line[0] not in "（."] or ["好"]
        talk[n] = (who, lines)
        text += head.format(who=who, time=f"00:{n:02}:{n:02}") + "\n".join(lines) + "\n"
    source = read(text, form="transcript")
    heard = [(who, "".join(words.split())) for who, words in turns(source)]
    assert heard == [(who, "".join("".join(lines).split())) for who, lines in talk]


CHAT_OF_DAYS = """割接群聊天记录
张伟明 2026-09-30 21:05:33
证书明天到期。

林晓梅 2026/10/12 09:01
我明天换好。
张伟明 2026年10月12日 09:03
好的
"""


def test_a_chat_of_several_days_has_a_block_for_each() -> None:
    """The day beside the time is that of the message; the file as a whole has none."""
    source = read(CHAT_OF_DAYS)
    assert (source.dialect, source.dated) == ("named", "")
    assert [(block.first, block.end, block.dated) for block in source.blocks] == [
        (0, 2, "2026-09-30"),
        (2, 4, "2026-10-12"),
    ]
    assert [place.time for place, _ in said(source)] == ["21:05:33", "09:01:00", "09:03:00"]
    assert "no_meeting_date" not in codes(source)
    action = next(card for card in read_facts(source, "2026-10") if card.kind == "action")
    assert (action.fields.owner, action.fields.due) == ("林晓梅", "2026-10-13")


@pytest.mark.parametrize(
    "head",
    ["{who} 2026-10-12 {time}\n", "2026-10-12 {time} {who}\n", "[2026-10-12 {time}] {who}: "],
)
def test_a_chat_of_one_day_is_of_that_day(head: str) -> None:
    """Wherever the day stands."""
    text = "".join(
        head.format(who=who, time=f"09:0{n}:00") + words + "\n"
        for n, (who, words) in enumerate([("张伟明", "甲"), ("林晓梅", "乙"), ("张伟明", "丙")])
    )
    source = read(text)
    assert (source.dated, source.blocks) == ("2026-10-12", ())
    assert turns(source) == [("张伟明", "甲"), ("林晓梅", "乙"), ("张伟明", "丙")]


def test_a_person_may_say_what_it_is() -> None:
    """A transcript kept as an attachment is read, and nothing is drafted from it."""
    source = read(TENCENT, kind="attachment")
    assert (source.form, source.kind) == ("transcript", "attachment")
    assert read_facts(source, "2026-06") == ()
