"""A transcript gives few cards and sure ones; who says 我 is the owner only where that is known."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from service.facts.rule_reader import read_facts
from service.facts.talk import read_talk
from service.intake import read_source
from service.intake.reader import Choices
from service.pipeline import draft_month
from service.review import FactCard, Source
from tests.real_data import real_data

HEAD = "割接例会\n会议时间：2026-10-12 15:00\n"
MEETING = f"""{HEAD}王小明(00:00:01): 大家好，听得到吗？今天过一下割接。
林晓梅(00:00:05): 嗯。
林晓梅(00:00:20): 嗯，那个，医保接口的证书昨天又报错了，一共 12 条上传失败。
说话人 1(00:00:40): 证书我明天修好。
王小明(00:01:00): 我来负责接口文档，周五前给大家。
林晓梅(00:01:20): 那就这么定，割接改到 10 月 20 日。行不行？
王小明(00:01:30): 行。
王小明(00:01:40): 请林晓梅周三前把名单发给客户。
林晓梅(00:02:00): 打印模块已经上线了，客户验收签了字。
王小明(00:02:10): 我来跟进打印机的单子。月底前。
林晓梅(00:02:20): 如果服务器再报错，可能会延期。
王小明(00:02:30): 还差 2 台服务器，需要公司协调。
"""


def _source(text: str = MEETING, name: str = "talk.txt", **speakers: str) -> Source:
    named = {label.replace("_", " "): person for label, person in speakers.items()}
    return read_source(text.encode(), name, choices=Choices(speakers=named))


def _told(cards: tuple[FactCard, ...]) -> list[tuple[str, str, str, str]]:
    return [(card.kind, card.text, card.fields.owner, card.fields.due) for card in cards]


def test_a_meeting_gives_its_promises_decisions_troubles_and_results() -> None:
    """Greetings, assent, questions and suppositions give none; fillers are not written down."""
    assert _told(read_facts(_source(), "2026-10")) == [
        ("problem", "医保接口的证书昨天又报错了，一共 12 条上传失败", "", ""),
        ("action", "证书我明天修好", "", "2026-10-13"),
        ("action", "我来负责接口文档，周五前给大家", "王小明", "2026-10-16"),
        ("conclusion", "那就这么定，割接改到 10 月 20 日", "", "2026-10-20"),
        ("action", "请林晓梅周三前把名单发给客户", "林晓梅", "2026-10-14"),
        ("milestone", "打印模块已经上线了，客户验收签了字", "", ""),
        ("action", "我来跟进打印机的单子，月底前", "王小明", "2026-10-31"),
        ("request", "还差 2 台服务器，需要公司协调", "", ""),
    ]


def test_every_card_cites_what_was_said() -> None:
    """A promise and the day named after it are both evidence; the sentence stays whole."""
    source = _source()
    sentences = {one.id: one.text for one in source.sentences}
    cards = read_facts(source, "2026-10")
    assert [sentences[one] for one in cards[6].evidence] == ["我来跟进打印机的单子。", "月底前。"]
    assert sentences[cards[0].evidence[0]].startswith("嗯，那个，医保接口")
    assert {card.said_on for card in cards} == {"2026-10-12"}


def test_a_number_is_no_owner_until_a_person_says_who_it_is() -> None:
    """ "我明天修好" by 说话人 1 has no owner; with the mapping it has one."""
    assert read_facts(_source(), "2026-10")[1].fields.owner == ""
    assert read_facts(_source(说话人_1="张伟明"), "2026-10")[1].fields.owner == "张伟明"


def test_a_day_is_not_guessed_without_the_day_of_the_meeting() -> None:
    """明天 keeps its words only; a day of the calendar stays one."""
    undated = MEETING.removeprefix(HEAD)
    cards = read_facts(_source(undated), "2026-10")
    assert [(card.fields.due, card.fields.due_raw) for card in cards if card.kind == "action"][
        :2
    ] == [
        ("", "明天"),
        ("", "周五"),
    ]
    dated = undated.replace("周五前", "10月16日前")
    assert read_facts(_source(dated), "2026-10")[2].fields.due == "2026-10-16"


def test_private_matters_are_counted_and_not_drafted() -> None:
    """Health, family, pay and leave; a leave module is work."""
    text = MEETING + (
        "林晓梅(00:03:00): 我孩子发烧，我明天去医院，请假半天。我下周把工资的事跟你说。\n"
        "王小明(00:03:10): 请假模块昨天又报错了，共 3 家医院。\n"
    )
    talk = read_talk(_source(text), "2026-10")
    assert talk.private == 2
    assert talk.cards[-1].text == "请假模块昨天又报错了，共 3 家医院"
    draft = draft_month(project="P", month="2026-10", sources=[_source(text)])
    assert "发烧" not in json.dumps([item.text for item in draft.items], ensure_ascii=False)
    notice = next(notice for notice in draft.notices if notice.code == "private_talk")
    assert "2 句" in notice.text
    assert "发烧" not in notice.text
    assert not [n for n in draft.notices if n.code in ("empty_heading", "unread_table")]


def test_an_english_call() -> None:
    """The same in English, with fillers, offers and a hand-over."""
    text = (
        "WEBVTT\n\n"
        "1\n00:00:01.000 --> 00:00:02.000\nAnna Berg: Can you hear me? Let me share my screen.\n\n"
        "2\n00:00:05.000 --> 00:00:06.000\nRavi Menon: Um, the import job is failing again for two sites.\n\n"
        "3\n00:00:08.000 --> 00:00:09.000\nRavi Menon: I'll fix it and send the report by Friday.\n\n"
        "4\n00:00:11.000 --> 00:00:12.000\nAnna Berg: Okay, we agreed to move the launch to 20 October.\n\n"
        "5\n00:00:14.000 --> 00:00:15.000\nRavi Menon: If it fails again we might lose the slot.\n\n"
        "6\n00:00:17.000 --> 00:00:18.000\nAnna Berg: I'll hand it over to Ravi in a second.\n"
    )
    assert _told(read_facts(_source(text, "20261012-call.vtt"), "2026-10")) == [
        ("problem", "the import job is failing again for two sites", "", ""),
        ("action", "I'll fix it and send the report by Friday", "Ravi Menon", "2026-10-16"),
        ("conclusion", "we agreed to move the launch to 20 October", "", "2026-10-20"),
    ]


def test_the_speaker_of_a_promise_is_evidence_of_the_owner() -> None:
    """The owner stands in no sentence, but says one: the item holds; another's words bear nobody."""
    draft = draft_month(project="P", month="2026-10", sources=[_source(说话人_1="张伟明")])
    owners = {item.fields.owner: item for item in draft.items if item.fields.owner}
    assert set(owners) == {"张伟明", "王小明", "林晓梅"}
    assert not [item.doubts for item in owners.values() if item.doubts]
    unmapped = draft_month(project="P", month="2026-10", sources=[_source()])
    asked = next(item for item in unmapped.items if "证书我明天修好" in item.text)
    assert asked.fields.owner == ""
    assert any("负责人" in question for question in asked.questions)
    assert "placeholder_speakers" in {notice.code for notice in unmapped.notices}


@pytest.mark.parametrize(
    ("text", "kind", "owner"),
    [
        ("补丁到了我马上联调，周四给你结果。", "action", "王小明"),
        ("那这样，晓梅你出一个耗材更换的清单，月底前发我。", "action", "晓梅"),
        ("剩下两个科室我安排在下周二。", "action", "王小明"),
        ("门诊的打印机昨天下午卡纸卡了三次，窗口排队排到门口了。", "problem", ""),
        ("医保对账差了 12 笔，现在还没查出来。", "problem", ""),
        ("我已经让厂商来看了，换了搓纸轮。", "milestone", ""),
        ("护士站的培训做了 5 场，一共 86 人签到。", "milestone", ""),
        ("那就定了，11 月 3 号上线。", "conclusion", ""),
        ("服务器内存不够，需要医院再批两台。", "request", ""),
        ("你们的响应比上个月快多了，科里很满意。", "feedback", ""),
        ("林晓梅, please send the minutes to the customer by Wednesday.", "action", "林晓梅"),
        ("I renewed the certificate this morning, so that's fixed.", "milestone", ""),
        ("We're still waiting for two servers from the customer.", "problem", ""),
        ("Let's move the go-live to 3 November then.", "conclusion", ""),
        ("We need one more tester for the acceptance.", "request", ""),
        ("The training in Lyon went well, 23 people attended.", "milestone", ""),
    ],
)
def test_what_is_said_has_its_kind(text: str, kind: str, owner: str) -> None:
    """Said by 王小明 in a meeting with 林晓梅."""
    talk = f"{HEAD}林晓梅(00:00:01): 嗯。\n王小明(00:00:05): {text}\n林晓梅(00:00:09): 好。\n"
    assert [(kind, owner) for kind, _, owner, _ in _told(read_facts(_source(talk), "2026-10"))] == [
        (kind, owner)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "各位早，咱们开始，先过一下上周的遗留。",
        "那你这边什么时候能联调？",
        "这个要记一下，原因是什么？",
        "下次会还是周一下午，散会。",
        "如果下周还不到货，上线就要推迟。",
        "我昨天晚上没睡好，有点感冒。",
        "我自己大概介绍一下这个功能是怎么做的。",
        "很多研究都表明这样通过培训效果更好。",
        "Can you write down how you did it?",
        "My daughter is sick so I have to leave early.",
        "I guess it could fail again next week.",
        "Okay, let's move on to the next topic.",
    ],
)
def test_what_is_mere_talk_gives_nothing(text: str) -> None:
    """Questions, suppositions, private matters, talk about the talk."""
    talk = f"{HEAD}林晓梅(00:00:01): 嗯。\n王小明(00:00:05): {text}\n林晓梅(00:00:09): 好。\n"
    assert read_facts(_source(talk), "2026-10") == ()


def test_a_spelling_that_was_joined_is_the_speaker_too() -> None:
    """The recorder writes 王晓明, a person says that is 王小明: the promise is 王小明's, and it holds."""
    source = _source(MEETING.replace("王小明", "王晓明"))
    spellings = {"王晓明": "王小明"}
    draft = draft_month(project="P", month="2026-10", sources=[source], spellings=spellings)
    item = next(item for item in draft.items if "接口文档" in item.text)
    assert (item.fields.owner, item.doubts) == ("王小明", ())


def test_a_short_promise_counts_and_figures_tell_a_change() -> None:
    """我明天修好 names a day; from 12% to 3% tells a result; one figure and a 到 tell none."""
    text = MEETING + (
        "林晓梅(00:03:00): 我明天修好。\n"
        "王小明(00:03:10): 失败率由 12% 降到 3%。\n"
        "王小明(00:03:20): 从历史一直到现在都是一种做法。\n"
        "林晓梅(00:03:30): 上线原计划 10 月 8 日，推迟到 10 月 15 日。\n"
    )
    told = _told(read_facts(_source(text), "2026-10"))[8:]
    assert [(kind, owner) for kind, _, owner, _ in told] == [
        ("action", "林晓梅"),
        ("metric", ""),
        ("milestone", ""),
    ]


def test_a_long_call_of_small_talk_gives_nothing() -> None:
    """A thousand cues of chatter are no items."""
    said = (
        "嗯嗯，对。",
        "这个我觉得可以再看看。",
        "我来讲一下这一页。",
        "你那边听得到吗？",
        "有没有可能会报错？",
    )
    text = "WEBVTT\n\n" + "\n".join(
        f"<v {'王小明' if n % 2 else '林晓梅'}>{said[n % len(said)]}</v>" for n in range(1000)
    )
    assert read_facts(_source(text), "2026-10") == ()


@pytest.mark.real_data
def test_real_calls_give_few_cards() -> None:
    """Calls of 400 to 800 sentences: a handful each; round tables about nothing done: next to none."""
    counts: dict[str, int] = {}
    for path in sorted(real_data("transcripts/ethereum+pm").glob("*_transcript.vtt")):
        counts[path.name] = len(read_facts(read_source(path.read_bytes(), path.name), "2026-05"))
    for path in sorted(real_data("transcripts/Yale-LILY+QMSum").glob("*.json")):
        turns = json.loads(path.read_text(encoding="utf-8"))["meeting_transcripts"]
        counts[path.name] = _cards([(one["speaker"], one["content"]) for one in turns])
    talks: dict[str, list[tuple[str, str]]] = {}
    path = real_data("transcripts/hahahawu+VCSum/short_dev_excerpt.jsonl")
    for line in path.read_text(encoding="utf-8").splitlines():
        entry: Mapping[str, list[object]] = json.loads(line)
        pairs = zip(entry["speaker"], entry["context"], strict=False)
        said = [
            (f"说话人 {who}", "".join(map(str, words if isinstance(words, list) else [words])))
            for who, words in pairs
        ]
        talks.setdefault(str(entry["av_num"]), []).extend(said)
    counts.update({name: _cards(said) for name, said in talks.items()})
    assert len(counts) == 8
    assert max(counts.values()) <= 10, counts
    assert sum(counts.values()) >= 10, counts


def _cards(said: list[tuple[str, str]]) -> int:
    text = "\n".join(f"<v {who}>{words}</v>" for who, words in said)
    return len(read_facts(_source(text, "talk.vtt"), "2026-05"))
