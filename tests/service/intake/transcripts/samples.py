"""Made transcripts in the layouts that recorders write; every name is invented."""

from __future__ import annotations

MEETING = "5f1c2e7a-9d40-4b8e-8a51-c2d3e4f50617"

TEAMS = f"""\ufeffWEBVTT

{MEETING}/257-0
00:00:04.657 --> 00:00:05.897
<v 小明 王>大家好，我们开始。</v>

{MEETING}/268-0
00:00:07.100 --> 00:00:11.300
<v 晓梅 林>医保接口 R&amp;D 环境昨天又报错了，
一共 12 条失败。</v>

{MEETING}/258-0
00:00:12.000 --> 00:00:15.040
<v Dev@Team>我来查一下日志，周五前给结论。</v>

{MEETING}/258-1
00:00:15.100 --> 00:00:17.000
<v Dev@Team>如果是证书，就换证书🙂。</v>

{MEETING}/301-0
00:00:20.000 --> 00:00:21.000
<v 小明 王>行。</v>
"""

TEAMS_TURNS = (
    ("小明 王", "大家好，我们开始。"),
    ("晓梅 林", "医保接口 R&amp;D 环境昨天又报错了，一共 12 条失败。"),
    ("Dev@Team", "我来查一下日志，周五前给结论。如果是证书，就换证书🙂。"),
    ("小明 王", "行。"),
)

ZOOM = """WEBVTT

1
00:04:01.680 --> 00:04:02.770
Anna Berg: Morning, everyone.

2
00:04:03.430 --> 00:04:09.509
Ravi Menon: The import job failed twice: once on Monday,

3
00:04:09.800 --> 00:04:12.130
Ravi Menon: once last night, and 40 rows were lost.

4
00:04:15.000 --> 00:04:19.000
Anna Berg (PMO): Two things: who fixes it, and by when?

5
00:04:21.000 --> 00:04:24.000
Ravi Menon: I'll fix it and send the report by Friday.
"""

CHAT = (
    "00:13:46\tRavi Menon:\tgm\r\n"
    "00:16:19\tAnna Berg:\thttps://tracker.example/issues/19\r\n"
    "00:18:12\tAnna Berg:\tis the audio cutting out for anyone else?\r\n"
    '00:18:23\tOle Falk | Ops:\tReplying to "is the audio cutting..."\r\n'
    "\r\n"
    "Here too\r\n"
    '00:18:30\tRavi Menon:\tReacted to "is the audio cutting..." with 👍\r\n'
    "00:19:02\tRavi Menon:\tThe import is back.\r\n"
    "\r\n"
    "40 rows must be loaded again.\r\n"
    '00:19:09\tOle Falk | Ops:\tReacted to "The import is back.\r\n'
    "\r\n"
    '40 rows must be loaded again." with ❤️\r\n'
    '00:19:30\tAnna Berg:\tRemoved a ❤️ reaction from "The import is back."\r\n'
)

FEISHU_A = """2026年6月2日 下午 3:05|1小时 8分钟 33秒

关键词:
医保接口、证书、割接

文字记录:
说话人 1 00:02 
大家好，今天过一下割接。
文字记录: 这几个字我也会说到。

说话人 2 00:31 
医保接口的证书下周到期。我明天修好。

说话人 1 59:58 
行。

林晓梅 01:00:04 
割接改到 6 月 20 日，今天下午 3:30 再确认。
"""  # noqa: W291 - the blank behind the time is what the recorder writes

FEISHU_B = """文字记录：割接例会 2026年6月2日

说话人 1 00:00:00大家好，今天过一下割接。
说话人 2 00:00:31医保接口的证书下周到期。
我明天修好。
说话人 1 01:00:04好，散会。
"""

FEISHU_C = """会议主题：割接例会
上传时间：2026年4月8日（周三） 10:05 （GMT+08）
智能纪要：会议讨论了割接时间。

说话人 1 00:00:01
大家好，今天过一下割接，会议主题：割接。上传时间：不用管。

说话人 2 00:00:31
医保接口的证书下周到期。

说话人 1 00:00:40
好。
"""

TENCENT = """割接例会
会议时间：2026-06-02 15:00
张伟明(00:00:56): 医保接口联调已经完成了。
林晓梅（00:01:10）：好。那证书呢？
张伟明(00:01:15):
证书下周到期，
我来换，周五前换完。
"""

SRT = """\ufeff1
00:00:01,000 --> 00:00:03,500
张伟明：<i>医保接口</i>联调

2
00:00:03,700 --> 00:00:05,000
张伟明：已经完成了。

3
00:00:07,000 --> 00:00:09,000
林晓梅：好。
"""

NAMED = """[00:00:05] 张伟明：医保接口联调已经完成了。
[00:00:31] 林晓梅：证书呢？
[00:01:02] 张伟明：下周到期。
"""
