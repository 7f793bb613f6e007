"""Operators that leave the numbers alone and turn what is said: direction, state, owner, cause …"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random

from evals.faults.number_faults import Operator, Others, Planted
from evals.faults.templates import PEOPLE, Filled

Table = Mapping[str, Sequence[tuple[str, str]]]

_DIRECTIONS: Table = {
    "zh": (
        ("减少", "增加"), ("增加", "减少"), ("下降", "上升"), ("上升", "下降"), ("缩短", "延长"),
        ("降至", "升至"), ("降到", "升到"), ("提高", "降低"), ("提升", "下降"), ("降低", "提高"),
        ("增长", "下降"), ("低于", "高于"), ("超出", "低于"),
    ),
    "en": (
        ("fell", "rose"), ("rose", "fell"), ("dropped", "climbed"), ("fewer than", "more than"),
        ("more than", "fewer than"), ("below", "above"), ("was cut", "was raised"), ("over plan", "under plan"),
        ("went down", "went up"), ("improved", "worsened"), ("an increase", "a decrease"), (", up", ", down"),
    ),
}  # fmt: skip
_LEVELS: Table = {
    "zh": (
        ("降至", "降低"), ("降到", "下降"), ("缩短至", "缩短"), ("缩短到", "缩短了"), ("减少(?=[0-9])", "减少至"),
        ("增加(?=[0-9])", "增加到"), ("上升(?=[0-9])", "上升至"), ("提高(?=[0-9])", "提高到"),
        ("降低(?=[0-9])", "降低到"), ("提升(?=[0-9])", "提升至"),
    ),
    "en": (
        (r"fell from \S+(?: minutes)? to", "fell by"), ("rose by", "rose to"), ("fell by", "fell to"),
        ("improved by", "improved to"), (r"dropped from \S+ to", "dropped by"), ("slipped by", "slipped to"),
        (r"was cut from \S+ seconds to", "was cut by"), (r"went down from \S+ to", "went down by"),
    ),
}  # fmt: skip
_NEGATIONS: Table = {
    "zh": (
        ("未完成", "已完成"), ("未通过", "已通过"), ("不支持", "支持"), ("尚未落实", "已落实"), ("尚未验证", "已验证"),
        ("尚未开通", "已开通"), ("未关闭", "已关闭"), ("未解决", "已解决"), ("无法连接", "可以连接"),
        ("未达到", "达到了"), ("已整改", "未整改"), ("已修复", "未修复"), ("已关闭", "未关闭"),
        ("已到货", "未到货"), ("已完成联调", "未完成联调"), ("已发布到", "未发布到"), ("未归档", "已归档"),
    ),
    "en": (
        ("is not finished", "is finished"), ("did not accept", "accepted"), ("does not support", "supports"),
        ("is not booked", "is booked"), ("not verified", "verified"), ("is not granted", "is granted"),
        ("is not resolved", "is resolved"), ("is not approved", "is approved"), ("cannot connect", "can connect"),
        ("is fixed", "is not fixed"), ("was finished", "was not finished"), ("was signed", "was not signed"),
        ("is released", "is not released"), ("are repaired", "are not repaired"), ("are closed", "are not closed"),
        ("was not archived", "was archived"),
    ),
}  # fmt: skip
_PLANS: Table = {
    "zh": (
        (r"计划(6月[0-9]+日)开始", r"已于\1开始"), (r"计划(6月[0-9]+日)上线", r"已于\1上线"),
        (r"计划(6月[0-9]+日)发布", r"已于\1发布"), (r"预计(6月[0-9]+日)解决", r"已于\1解决"),
        (r"预计(6月[0-9]+日)到账", r"已于\1到账"), (r"生产环境计划6月[0-9]+日发布", "生产环境已发布"),
        (r"主线计划6月[0-9]+日上线", "主线已上线"), (r"等待客户提供证书", "客户已提供证书"),
        (r"培训计划6月[0-9]+日开始", "培训已开始"), (r"预计6月[0-9]+日解决", "已解决"),
        ("首付款([0-9]+)万元预计6月[0-9]+日到账", r"首付款\1万元已到账"),
    ),
    "en": (
        (r"is planned to start on", "started on"), (r"is planned to go live on", "went live on"),
        (r"is planned for", "was released on"), (r"expects to resolve it on", "resolved it on"),
        (r"is expected on", "was received on"), (r"will deliver", "has delivered"),
        (r"will check", "has checked"), (r"will arrange", "has arranged"), (r"will follow up", "has followed up"),
        (r"waits for (\w+ \w+) to verify", r"was verified by \1"),
    ),
}  # fmt: skip
_STATES: Table = {
    "zh": (
        ("已修复，待", "已关闭，"), ("已修复", "已关闭"), ("已解决，尚未验证", "已解决并验证"), ("已解决", "已关闭"),
        ("处理中", "已解决"), ("阻塞", "处理中"), ("待验证", "已验证"), ("已修复", "已验证"), ("重新打开", "关闭"),
        ("待验证", "已关闭"), ("处理中", "已关闭"),
    ),
    "en": (
        ("is fixed", "is closed"), ("is resolved but not verified", "is resolved and verified"),
        ("is resolved", "is closed"), ("is in progress", "is resolved"), ("is blocked", "is in progress"),
        ("is awaiting verification", "is verified"), ("is fixed", "is verified"), ("was reopened", "was closed"),
        ("is in progress", "is closed"), ("is awaiting verification", "is closed"),
    ),
}  # fmt: skip
_UNIVERSALS: Table = {
    "zh": (
        ("大部分", "全部"), ("大部分", "所有"), ("部分(?!接)", "全部"), ("多数", "所有"), ("部分门店", "所有门店"),
        ("^", "首次"), ("一期改造", "全部改造"), ("已(?=到货|修复|关闭|整改|分配)", "已全部"),
        ("参加培训", "全员参加培训"),
    ),
    "en": (
        ("Most", "All"), ("Some", "All"), ("Most", "All of the"), ("were closed", "were all closed"),
        ("are repaired", "are all repaired"), ("passed", "all passed"), ("records were", "of all records were"),
        ("are done", "are all done"), ("have switched", "have all switched"), ("^", "For the first time, "),
    ),
}  # fmt: skip
_SEVERITIES: Table = {
    "zh": (
        ("等级为严重", "等级为一般"), ("等级为严重", "等级为轻微"), ("高风险", "低风险"), ("中风险", "高风险"),
        ("严重问题", "轻微问题"), ("轻微问题", "严重问题"), ("低风险", "高风险"),
    ),
    "en": (
        ("is critical", "is minor"), ("is critical", "is low"), ("high risks", "low risks"),
        ("medium risks", "high risks"), ("severe issues", "minor issues"), ("minor issues", "severe issues"),
        ("low risks", "high risks"),
    ),
}  # fmt: skip
_QUALIFIERS: Table = {
    "zh": (
        ("不到", "超过"), ("至少", "最多"), ("约(?=[0-9])", "超过"), ("不到", ""),
        ("至少(?=[0-9])", "不到"), ("约(?=[0-9])", ""),
    ),
    "en": (
        ("less than", "more than"), ("at least", "at most"), ("About", "More than"), ("less than ", ""),
        ("at least", "fewer than"),
    ),
}  # fmt: skip
_CAUSES = {
    "zh": (
        "，原因是机房断电", "，主要因为人手不足", "，系供应商响应慢导致", "，根本原因是需求变更频繁", "，由于网络割接",
        "，得益于新流程上线",
    ),
    "en": (
        " because of a power cut", " due to a shortage of staff", ", caused by slow suppliers",
        "; the root cause is frequent change requests", " as a result of the network cutover",
        ", thanks to the new process",
    ),
}  # fmt: skip
_MARKUP = (
    "<b>{}</b>", "![图](http://evil.example/x.png){}", "{} https://evil.example/a?b=1", "=HYPERLINK(\"x\") {}",
    "{{{{ config }}}} {}", "{}\u202e", "{}\u200b", "<script>alert(1)</script>{}", "[{}](javascript:alert(1))",
    "{} {{% include 'x' %}}", "{}\U000e0041", "+cmd|'/c calc'!A1 {}",
)  # fmt: skip


def other_direction(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """Up for down."""
    return _turned(filled, random, _DIRECTIONS)


def level_for_change(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """The level reached told as the change, or the change as the level (降至 5, 降低 5)."""
    return _turned(filled, random, _LEVELS)


def other_negation(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """A negation dropped or put in."""
    return _turned(filled, random, _NEGATIONS)


def planned_as_done(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """A plan told as done."""
    return _turned(filled, random, _PLANS)


def other_state(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """A state raised: fixed told as closed, blocked as in progress."""
    return _turned(filled, random, _STATES)


def universal(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """Some told as all, or for the first time."""
    planted = _turned(filled, random, _UNIVERSALS)
    return None if planted and "首次" in planted.text and "首次" in filled.evidence else planted


def other_severity(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """Another severity than the source's."""
    return _turned(filled, random, _SEVERITIES)


def other_qualifier(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """About, under, over reversed or dropped."""
    return _turned(filled, random, _QUALIFIERS)


def invented_cause(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """A cause that no source gives, told as a fact (an inference that lost its label)."""
    end = filled.draft.rstrip("。.")
    return Planted(
        f"{end}{random.choice(_CAUSES[filled.template.language])}{filled.draft[len(end) :]}"
    )


def other_person(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """A person of the sentence exchanged with another whom it names, or whom other sentences name."""
    places = filled.slots("person")
    if not places:
        return None
    at = random.choice(places)
    own = filled.pieces[at].text
    named = [
        one for name, one in filled.values.items() if filled.kinds[name] == "person" and one != own
    ]
    pool = named if named and random.random() < 0.5 else [
        one for one in PEOPLE[filled.template.language] if one not in filled.evidence
    ]  # fmt: skip
    return Planted(filled.with_piece(at, random.choice(pool)))


def mentioned_as_owner(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """Somebody who is only mentioned set as the owner."""
    language = filled.template.language
    sign = (
        r"(?:由|责任人：){0}|{0}(?:负责|正在|预计)"
        if language == "zh"
        else r"Owner: {0}|{0} (?:owns|will|is investigating|follows|expects)"
    )
    people = [one for name, one in filled.values.items() if filled.kinds[name] == "person"]
    owners = [one for one in people if re.search(sign.format(re.escape(one)), filled.evidence)]
    others = [one for one in people if one not in owners]
    return Planted(filled.draft, owner=random.choice(others)) if owners and others else None


_STRANGERS = {
    "zh": ("林晓东", "黄志强", "徐梦瑶", "许文静", "邓子豪", "沈思远"),
    "en": (
        "Olivia Martin",
        "Daniel Cooper",
        "Laura Fischer",
        "Zhao Lei",
        "Mark Taylor",
        "Nina Kowalski",
    ),
}


def invented_owner(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """An owner whom nobody names: in the field, or in the sentence."""
    name = random.choice(_STRANGERS[filled.template.language])
    if random.random() < 0.5:
        return Planted(filled.draft, owner=name)
    if filled.template.language == "zh":
        return Planted(f"{filled.draft.rstrip('。')}，由{name}负责。")
    return Planted(f"{filled.draft.rstrip('.')}; {name} will follow up.")


def other_id(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """A ticket id with another number."""
    places = filled.slots("id")
    if not places:
        return None
    at = random.choice(places)
    key, _, number = filled.pieces[at].text.partition("-")
    other = random.choice(
        (f"{key}-{int(number) + random.randint(1, 40)}", f"{key}-{number}1", f"{key}X-{number}")
    )
    return Planted(filled.with_piece(at, other))


def other_version(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """Another version: its last part changed, lengthened or left out."""
    places = filled.slots("version")
    if not places:
        return None
    at = random.choice(places)
    major, minor, patch = filled.pieces[at].text.split(".")
    other = random.choice(
        (
            f"{major}.{minor}.{int(patch) + random.randint(1, 9)}",
            f"{major}.{minor}.{patch}0",
            f"{major}.{int(minor) + 1}.{patch}",
        )
    )
    return Planted(filled.with_piece(at, other))


def wrong_passage(filled: Filled, random: Random, others: Others) -> Planted | None:
    """The true sentence cited to another passage of the right document."""
    other = random.choice(others).evidence
    return Planted(filled.draft, cited=(other,)) if other != filled.evidence else None


def no_citation(filled: Filled, _random: Random, _others: Others) -> Planted | None:
    """The citation left out."""
    return Planted(filled.draft, cited=())


def unknown_citation(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """A citation of a sentence that is not there, or of another project's."""
    return Planted(filled.draft, missing=random.choice(("F99", "S999", "other-project.S1")))


_PAST = {"zh": ("上月", "4月"), "en": ("ast month", "In April")}


def last_months_number(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """Last month's number told as this month's."""
    stale = [
        filled.values[match["name"]]
        for match in re.finditer(
            r"(?:上月|4月|[Ll]ast month|In April)[^{}，,;；]*?\{(?P<name>[a-z])[:}]"
            r"|\{(?P<other>[a-z])[^{}]*\}% last month",
            filled.template.evidence,
        )
        if match["name"]
    ]
    told = [at for at in filled.slots("number") if filled.pieces[at].text not in stale]
    return Planted(filled.with_piece(told[0], random.choice(stale))) if stale and told else None


def markup(filled: Filled, random: Random, _others: Others) -> Planted | None:
    """HTML, an image, a link, a formula, a template's signs or an unseen character."""
    return Planted(random.choice(_MARKUP).format(filled.draft))


WORDING_FAULTS: Mapping[str, Operator] = {
    one.__name__: one
    for one in (
        other_direction, level_for_change, other_negation, planned_as_done, other_state, universal,
        other_severity, other_qualifier, invented_cause, other_person, mentioned_as_owner, invented_owner,
        other_id, other_version, wrong_passage, no_citation, unknown_citation, last_months_number, markup,
    )
}  # fmt: skip


def _turned(filled: Filled, random: Random, table: Table) -> Planted | None:
    """The draft with the words of one line of the table exchanged."""
    draft = filled.draft
    turns = [
        (match, after)
        for before, after in table[filled.template.language]
        for match in re.finditer(before, draft)
    ]
    if not turns:
        return None
    match, after = random.choice(turns)
    return Planted(draft[: match.start()] + match.expand(after) + draft[match.end() :])
