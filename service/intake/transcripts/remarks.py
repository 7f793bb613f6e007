"""What a person should see about a transcript: what it was taken for, and what it leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from service.intake.transcripts.head import HeadDay
from service.intake.transcripts.utterances import Layout, Parsed
from service.review import Both, CuePlace, IntakeWarning, Sentence, Source
from service.text.speakers import is_placeholder, proposed_person

_TITLES: Mapping[Layout, Both] = {
    "teams_vtt": Both("Teams 转录", "Teams transcript"),
    "zoom_vtt": Both("Zoom 转录", "Zoom transcript"),
    "zoom_chat": Both("Zoom 聊天记录", "Zoom chat"),
    "srt": Both("SRT 字幕", "SRT captions"),
    "feishu_a": Both("飞书妙记", "Feishu Minutes transcript"),
    "feishu_b": Both("飞书妙记", "Feishu Minutes transcript"),
    "feishu_c": Both("飞书妙记", "Feishu Minutes transcript"),
    "tencent": Both("腾讯会议转录", "Tencent Meeting transcript"),
    "named": Both("对话记录", "record of talk"),
}
_SHOWN = 6


def summary_of(source: Source) -> Both:
    """What a transcript was taken for, in a line: “Teams 转录，1,001 句，3 位发言人”."""
    return summary_in_words(source.dialect, source.sentences, source.speakers)


def summary_in_words(
    layout: str, sentences: Sequence[Sentence], speakers: Mapping[str, str]
) -> Both:
    """The line of `summary_of`; two labels of one confirmed person are one speaker."""
    said = [one for one in sentences if isinstance(one.place, CuePlace)]
    labels = speakers_of(sentences)
    people = len({speakers.get(label, label) for label in labels})
    title = next((both for key, both in _TITLES.items() if key == layout), _TITLES["named"])
    return Both(
        zh=f"{title.zh}，{len(said):,} 句，{people} 位发言人",
        en=f"{title.en}, {len(said):,} sentences, {people} speakers",
    )


def speakers_of(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The labels of a transcript's speakers, each once, in the order of their first words."""
    labels = (one.place.speaker for one in sentences if isinstance(one.place, CuePlace))
    return tuple(dict.fromkeys(label for label in labels if label))


def warnings_of(
    parsed: Parsed,
    sentences: Sequence[Sentence],
    turns: int,
    day: HeadDay,
    speakers: Mapping[str, str],
    *,
    days: int = 0,
) -> Iterator[IntakeWarning]:
    """All warnings, the line of `summary_of` and the account of the lines first; `days` counts those
    that a chat names itself."""
    yield _account(parsed, sentences, turns, speakers)
    yield from _about_speakers(speakers_of(sentences), speakers)
    timed = any(one.place.time for one in sentences if isinstance(one.place, CuePlace))
    if parsed.utterances and not timed:
        yield IntakeWarning(
            "no_times",
            "转录没有时间：句子按先后编号，不能回到录音的时刻。",
            "The transcript has no times: its sentences are numbered in order, the moment in the "
            "recording is not known.",
        )
    if days:
        return
    if not day.held and day.made:
        yield IntakeWarning(
            "upload_date_only",
            f"转录只写了上传时间（{day.made}），没有写会议时间：会议是哪一天？"
            "请在开头加一行“会议时间：年-月-日”。",
            f"The transcript says when it was uploaded ({day.made}), not when the meeting was: which "
            "day was it? Add a first line “Date: YYYY-MM-DD”.",
        )
    elif not day.held:
        yield IntakeWarning(
            "no_meeting_date",
            "转录和文件名都没有写会议日期，“周五前”之类的说法无法换算成日期：请把日期写进文件名"
            "（如 20261012-周会.vtt）。",
            "Neither the transcript nor its file name tells the day of the meeting, so “by Friday” is no "
            "date: put the day into the file name (such as 20261012-weekly.vtt).",
        )


def _account(
    parsed: Parsed, sentences: Sequence[Sentence], turns: int, speakers: Mapping[str, str]
) -> IntakeWarning:
    summary = summary_in_words(parsed.layout, sentences, speakers)
    ignored = parsed.ignored
    read = parsed.spoken + ignored.total()
    zh = f"{summary.zh}，{turns:,} 轮发言。读取 {read:,} 行：{parsed.spoken:,} 行有文字"
    en = f"{summary.en}, {turns:,} turns. {read:,} lines read: {parsed.spoken:,} with words"
    if ignored["mark"]:
        zh += f"，{ignored['mark']:,} 行是编号、时间和发言人"
        en += f", {ignored['mark']:,} ids, times and speakers"
    if ignored["note"]:
        zh += f"，{ignored['note']:,} 行是注释和样式"
        en += f", {ignored['note']:,} comments and styles"
    if ignored["reaction"]:
        zh += f"，{ignored['reaction']:,} 行是表情回应，没有计入"
        en += f", {ignored['reaction']:,} reactions, which were left out"
    return IntakeWarning("transcript_read", f"{zh}。", f"{en}.")


def _about_speakers(labels: Sequence[str], speakers: Mapping[str, str]) -> Iterator[IntakeWarning]:
    unknown = [label for label in labels if is_placeholder(label) and label not in speakers]
    if unknown:
        shown = "、".join(unknown[:_SHOWN]) + ("…" if len(unknown) > _SHOWN else "")
        yield IntakeWarning(
            "placeholder_speakers",
            f"{len(unknown)} 位发言人只有编号（{shown}）：各是谁？没有说明之前，他们答应的事没有负责人。",
            f"{len(unknown)} speakers have only a number ({shown}): who are they? Until that is said, what "
            "they promise has no owner.",
        )
    turned = [
        (label, person)
        for label in labels
        if label not in speakers and (person := proposed_person(label))
    ]
    if turned:
        shown = "、".join(f"“{label}”＝{person}" for label, person in turned[:_SHOWN])
        yield IntakeWarning(
            "speaker_names",
            f"这些发言人可能是名单里的同一人：{shown}。没有自动合并，请确认。",
            f"These speakers may be people under another name: {shown}. They were not merged: please "
            "confirm.",
        )
