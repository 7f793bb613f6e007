"""What a statement says in figures: who, until when, from what to what, why.

Each is taken only where it is written. The patterns are few and whole; what they do not read stays
empty and becomes a question.
"""

from __future__ import annotations

import re
from dataclasses import replace

from service.facts.outline import Statement
from service.review import CardKind, Fields
from service.text.date_sense import doubt_of_due, settled_due
from service.text.dates import DateMention, due_of, find_dates
from service.text.people import find_owners, strip_owner_marks

_NUMERAL = re.compile(r"[\d一二两三四五六七八九十百千]")
_CHANGE = re.compile(
    r"(?P<metric>[^，。；,;:：]{2,24}?)\s*(?:由|从|自)(?:[^，。；\d]{0,8}?)(?P<before>[^，。；,;→]{1,14}?)\s*"
    r"(?:提升|提高|上升|增加|增长|下降|降低|缩短|减少|降|升|变|增|减|改善|压缩)?"
    r"(?:到了?|至|为|成)\s*(?P<after>[^，。；,;（(]{1,16})"
    r"|(?P<metric2>[^，。；,;:：]{2,24}?)[:：]?\s*(?P<before2>\d[\d.,]*\s?[^\s，。；,;→\d]{0,4})"
    r"\s*(?:→|->|=>)\s*(?P<after2>\d[\d.,]*\s?[^\s，。；,;→\d（(]{0,4})"
    r"|(?P<metric3>[A-Za-z][A-Za-z0-9 ,'-]{2,40}?)\s+"
    r"(?:fell|rose|dropped|went|grew|increased|decreased|improved|was cut|is down|is up)"
    r"\s+from\s+(?P<before3>[\d.,]+\s?[A-Za-z%]{0,12})\s+to\s+(?P<after3>[\d.,]+\s?[A-Za-z%]{0,12})",
    re.IGNORECASE,
)
_UNIT = re.compile(r"^\s*[\d.,]+\s*(?P<unit>[^\d\s，。；,;（(]{1,6})")
_SLIP = re.compile(
    r"(?:延期|推迟|顺延|滞后|延后|改期|改到|slipp?ed|delayed|postponed|moved|pushed)", re.IGNORECASE
)
_FROM = re.compile(r"\s+from\s", re.IGNORECASE)
_PLANNED = re.compile(r"(?:原?计划|原定|应于|本应|was planned|were planned|planned)", re.IGNORECASE)
_ACTUAL = re.compile(
    r"实际|actual(?:ly)?|(?:and |it )(?:went live|ended|finished|was done|took place)",
    re.IGNORECASE,
)
_DEVIATION = re.compile(
    r"(?:晚|提前|延后|推迟|早)了?\s*(?:\d+|[一二两三四五六七八九十]+)\s*(?:个)?(?:工作日|天|周)"
    r"|(?:\d+|one|two|three|four|five|six) (?:working )?(?:days?|weeks?) (?:late|early)",
    re.IGNORECASE,
)
_CAUSE_CLAUSE = re.compile(
    r"(?:主要|根本)?原因(?:是|为|在于|：|:)\s*(?P<a>[^。；;]+)"
    r"|(?:因为|由于|是因|起因(?:是|于)?)\s*"
    r"(?P<b>[^。；;，,]+(?:[，,](?!导致|所以|造成|引起)[^。；;，,]+)?)"
    r"|(?:^|[，,；;（(])因(?!此|而|为)(?P<c>[^，,。；;）)]+)|(?:because(?: of)?|due to|caused by)\s+(?P<d>[^.;]+)",
    re.IGNORECASE,
)
_DUE_LABEL = re.compile(
    r"(?:完成(?:时间|日期)|截止(?:时间|日期)?|期限|计划完成|ddl|deadline|due(?: date)?)\s*[:：]?\s*"
    r"(?P<raw>[^，。；;,\n]{2,24})|(?P<none>暂无完成时间)",
    re.IGNORECASE,
)
_DUE_WORDS = re.compile(
    r"下一?次?(?:[A-Za-z]{1,6}\s?)?(?:例会|会议|周会|月会)|下一?个?\s?(?:release|版本)\S{0,4}前"
    r"|(?:\d{1,2}|[一二两三四五六])\s?个?(?:周|星期|工作日|个月)(?:时间|之?内|以内|后)"
    r"|(?<=运作)[一二两三四五六\d]个?(?:周|月)|长期|定期(?:追踪|跟踪)?"
    r"|by the next \w+|next (?:meeting|sprint|release)",
    re.IGNORECASE,
)
_LEADING_ID = re.compile(r"^#\d{1,6}\s*(?:[—–-]+\s*)?|(?<=[A-Za-z])#\d{1,6}$")
_PROMISES = re.compile(
    r"(?:.{0,12}[，,])?(?:我|我们)(?:来|去|找|负责|联系|跟进|下周|明天|会|准备)|I will|I'll"
)
_ACCEPTANCE = re.compile(
    r"(?:验收(?:标准)?|完成标准|以)\s*[:：为]?\s*(?P<raw>[^。；;，,]{3,40}?)(?:为准|$|[。；;，,])"
)


def bare_text(text: str) -> str:
    """The statement without its owner tail and its due label; never empty."""
    label = re.search(
        r"[\s。；;，,.-]*(?:负责人|责任人|(?<![A-Za-z])owner)\s*[:：\-—]", text, re.IGNORECASE
    )
    kept = strip_owner_marks(text[: label.start()] if label and label.start() > 3 else text)
    kept = re.sub(
        r"[，,；;。\s（(]*(?:完成(?:时间|日期)|截止(?:时间|日期)|ddl|deadline)\s*[:：]?\s*[^，。；;,\n]{2,24}[)）]?$",
        "",
        kept,
        flags=re.IGNORECASE,
    )
    dash = next((mark for mark in find_owners(kept) if mark.mark == "dash"), None)
    if dash is not None and dash.start > 3 and len(kept) - dash.end < 16:
        kept = kept[: dash.start]  # ---贺远/厂商 7月8日: the owner tail with a date behind it
    kept = _LEADING_ID.sub("", kept).strip(" ，,；;。.-—–:：")
    kept = re.sub(r"[（(]\s*$", "", kept).strip()
    return kept or text.strip()


def read_fields(statement: Statement, kind: CardKind) -> Fields:
    fields = _with_due(statement, Fields(owner=read_owner(statement)), kind)
    text = statement.text
    if statement.part == "goal":
        fields = replace(fields, planned=bare_text(text))
    if kind == "metric":
        fields = _with_metric(text, fields)
    if kind == "milestone" and is_plan_and_actual(statement):
        fields = _with_plan_and_actual(statement, fields)
    elif kind in ("milestone", "plan", "action") and is_slip(statement):
        fields = _with_slip(statement, fields)
    if kind in ("problem", "milestone", "risk"):
        cause = _CAUSE_CLAUSE.search(text)
        if cause:
            fields = replace(fields, cause=next(g for g in cause.groups() if g).strip(" ：:，,"))
    acceptance = _ACCEPTANCE.search(text)
    if acceptance and kind in ("action", "plan", "measure"):
        fields = replace(fields, acceptance=acceptance["raw"].strip())
    if kind == "request":
        quantity = re.search(
            r"\d+\s*(?:名|人天|人月|人|台|套|万元|元|个|天)|[一二两三四五六]名", text
        )
        fields = replace(fields, quantity=quantity[0] if quantity else "")
    return fields


def read_owner(statement: Statement) -> str:
    """The people whom the statement makes responsible, joined by 、; nobody who is only mentioned."""
    loose = statement.part in ("action", "carried", "plan", "conclusion", "measure", "request")
    names: list[str] = []
    for mark in find_owners(statement.text):
        if mark.mark in ("paren", "start") and not loose:
            continue
        inside = mark.start > 2 and mark.end < len(statement.text) - 3
        if mark.mark == "mention" and inside:
            continue
        names.extend(name for name in mark.names if name not in names)
    if not names and statement.speaker and _PROMISES.match(statement.text):
        names.append(statement.speaker)
    return "、".join(names)


def _with_due(statement: Statement, fields: Fields, kind: CardKind) -> Fields:
    if kind not in ("action", "plan", "measure", "request", "problem", "conclusion"):
        return fields
    label = _DUE_LABEL.search(statement.text)
    if kind == "problem" and label is None:
        return fields  # a problem's dates tell when it happened
    scope = label["raw"] if label and label["raw"] else statement.text
    mention = due_of(scope, statement.around)
    if mention is None and kind in ("action", "plan") and label is None:
        ends = [
            day
            for day in find_dates(scope, statement.around)
            if day.granularity in ("day", "week") and day.last >= statement.said_on
        ]
        mention = ends[-1] if ends else None
    if label is not None and (mention is None or not mention.last):
        mention = next((day for day in find_dates(scope, statement.around) if day.last), mention)
    if mention is not None:
        return replace(fields, due=due_day(mention, statement.said_on), due_raw=mention.raw)
    if label is not None:
        return replace(fields, due_raw=(label["raw"] or label["none"]).strip(" 。."))
    words = _DUE_WORDS.search(statement.text)
    if words and kind in ("action", "plan", "conclusion"):
        return replace(fields, due_raw=words[0])
    return fields


def due_day(mention: DateMention, said_on: str) -> str:
    """The ISO day of a due date; "" where the date as written cannot be meant."""
    settled = settled_due(mention, said_on)
    return "" if doubt_of_due(settled, said_on) else settled.last


def _with_metric(text: str, fields: Fields) -> Fields:
    change = _CHANGE.search(text)
    if change is None or not is_change(text):
        return fields
    found = {
        name: next(
            (change[f"{name}{n}"] for n in ("", "2", "3") if change[f"{name}{n}"]), ""
        ).strip()
        for name in ("metric", "before", "after")
    }
    unit = _UNIT.match(found["after"])
    return replace(
        fields,
        metric=found["metric"].strip(" ，,：:"),
        before=found["before"],
        after=found["after"],
        unit=unit["unit"] if unit else "",
    )


def _with_slip(statement: Statement, fields: Fields) -> Fields:
    """原计划6月15日上线，推迟到7月5日: planned day, new day, and the words of the deviation."""
    slip = _SLIP.search(statement.text)
    planned = _PLANNED.search(statement.text)
    days = [d for d in find_dates(statement.text, statement.around) if d.granularity == "day"]
    begin = planned.start() if planned else 0
    first = next(
        (d for d in days if d.start >= begin and (not slip or d.start < slip.start())), None
    )
    later = next((d for d in days if slip and d.start >= slip.start() and d != first), None)
    planned_due = first.first if first else ""
    if first is None and slip and later and _is_from_to(statement.text, slip, later):
        planned_due = later.first
    clause = re.split(r"[，,。；;]", statement.text[slip.start() :])[0] if slip else ""
    return replace(
        fields,
        planned_due=planned_due,
        due=later.last if later else fields.due,
        due_raw=later.raw if later else fields.due_raw,
        deviation=clause.strip(),
    )


def is_plan_and_actual(statement: Statement) -> bool:
    """计划3月10日完成，实际3月11日完成: the planned day and the actual one in one statement."""
    planned, actual = _PLANNED.search(statement.text), _ACTUAL.search(statement.text)
    if planned is None or actual is None or actual.start() < planned.start():
        return False
    days = [d for d in find_dates(statement.text, statement.around) if d.granularity == "day"]
    return any(planned.start() <= d.start < actual.start() for d in days) and any(
        d.start >= actual.start() for d in days
    )


def _with_plan_and_actual(statement: Statement, fields: Fields) -> Fields:
    actual = _ACTUAL.search(statement.text)
    at = actual.start() if actual else 0
    days = [d for d in find_dates(statement.text, statement.around) if d.granularity == "day"]
    planned = next((d for d in days if d.start < at), None)
    done = next((d for d in days if d.start >= at), None)
    deviation = _DEVIATION.search(statement.text)
    return replace(
        fields,
        planned_due=planned.first if planned else "",
        actual_date=done.first if done else "",
        deviation=deviation[0] if deviation else fields.deviation,
        due="",
        due_raw="",
    )


def is_slip(statement: Statement) -> bool:
    """原计划…推迟 in words, or 由6月12日推迟到6月19日 in two dates."""
    slip = _SLIP.search(statement.text)
    if slip is None:
        return False
    if _PLANNED.search(statement.text):
        return True
    days = [d for d in find_dates(statement.text, statement.around) if d.granularity == "day"]
    before = [day for day in days if day.end <= slip.start()]
    after = [day for day in days if day.start >= slip.end()]
    return bool(after) and (bool(before) or _is_from_to(statement.text, slip, after[0]))


def _is_from_to(text: str, slip: re.Match[str], day: DateMention) -> bool:
    """moved from 12 September to 19 September: read as one range behind the word."""
    return day.first != day.last and _FROM.match(text, slip.end()) is not None


def is_change(text: str) -> bool:
    """Whether the text tells a figure before and after (由71%升至86%, 4.8 秒 → 1.6 秒)."""
    change = _CHANGE.search(text)
    if change is None:
        return False
    before = next((change[g] for g in ("before", "before2", "before3") if change[g]), "")
    after = next((change[g] for g in ("after", "after2", "after3") if change[g]), "")
    return bool(_NUMERAL.search(before) and _NUMERAL.search(after))
