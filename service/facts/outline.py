"""The outline of a source: its statements, each with the part of the document it stands in.

A statement is what a writer put on one line (or in one numbered piece of a table cell): one or more
sentences. Its part ("action", "conclusion", "carried", ...) comes from the heading or label above it;
its topic is the agenda item or heading it belongs to; its day is the meeting it was said at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from service.facts.day_lines import day_of_line, meeting_day
from service.facts.labels import LABEL, LIST_MARK, part_of, plain
from service.facts.marks import Marked, Marks
from service.facts.meetings import Meeting, Meetings
from service.facts.remarks import is_list_of_people, with_remark
from service.review import Sentence, Source, TextPlace
from service.text.names import is_person_name
from service.text.placeholders import is_placeholder

_BOLD = re.compile(r"^\s*(?:\*\*|__)[^*_]+(?:\*\*|__)\s*(?:&#x20;)?\s*$")
_RULE = re.compile(r"^[=\-_*~.·#\s]{3,}$")
_SPEAKER = re.compile(r"^(?:[A-Za-z][\w .]{0,20}|[\u4e00-\u9fff]{2,4})\s*[:：]\s*$")
_QUESTION = re.compile(r"[?？][)）”\"]?\s*(?:-?\s*A[:：].*)?$|^\**Q\s*[:：]|^是否|[?？]\s*-(?!-)")


_DASHED = re.compile(r"\s*(?:——(?!——)|//)")
_TWO_DASHES = re.compile(r"\s*(?:——|--)")
_OPEN_ITEMS = frozenset({"action", "carried"})
_ADDED_TO = _OPEN_ITEMS | {"measure", "plan", "request", "problem", "risk"}


@dataclass(frozen=True, slots=True)
class Statement:
    """What one line says. `text` is without list marks and Markdown; `evidence` cites all of it.

    A `dashed` line (——…) remarks on the line above.
    """

    text: str
    evidence: tuple[str, ...]
    source: str
    part: str = ""
    label: str = ""
    topic: str = ""
    topic_id: str = ""
    said_on: str = ""
    said_id: str = ""
    indent: int = 0
    listed: bool = False
    question: bool = False
    speaker: str = ""
    dashed: bool = False
    month: str = ""
    sentences: tuple[tuple[str, str], ...] = ()
    marked: Marked | None = None

    @property
    def around(self) -> str:
        """The day that year-less and relative dates are counted from: when it was said, or mid-month."""
        return self.said_on or (f"{self.month}-15" if self.month else "")


@dataclass(slots=True)
class _Position:
    """Where the reader of a source stands: which part, which topic, which meeting."""

    part: str = ""
    topic: str = ""
    topic_id: str = ""
    said_on: str = ""
    said_id: str = ""
    agenda_indent: int = -1
    headings: tuple[str, ...] = ()
    carried: tuple[str, str] = ("", "")
    month: str = ""


def read_outline(source: Source, month: str) -> tuple[Statement, ...]:
    """The statements of a source in order, table cells left to `service.facts.tables`.

    `month` gives the year to the days that diary-like notes begin their lines with ("6/3 …").
    """
    position = _Position(said_on=source.dated, month=month)
    meetings = Meetings(source)
    marks = Marks.of(source.sentences)
    found: list[Statement] = []
    for line in _lines(source.sentences):
        if meeting := meetings.beginning_at(line[0]):
            _begin_meeting(meeting, position)
        if meetings.is_date_line(line[0]):
            continue
        if line[0].id in marks.explaining:
            continue
        marked = marks.read(" ".join(sentence.text for sentence in line))
        statement = _read_line(source, line, position, marked)
        if statement is None:
            continue
        joined = _joined(found[-1], statement) if found else None
        if joined is not None:
            found[-1] = joined
        elif not statement.dashed or statement.part not in _OPEN_ITEMS:
            found.append(statement)  # a dashed line among open items only remarks on one of them
    return tuple(found)


def _begin_meeting(meeting: Meeting, position: _Position) -> None:
    """Another block of the source: what it says, it says on its own day."""
    position.said_on, position.said_id = meeting.day, meeting.named_by
    if meeting.begins:
        position.part = position.topic = position.topic_id = ""
        position.agenda_indent = -1
        position.headings = ()
        position.carried = ("", "")


def _joined(last: Statement, statement: Statement) -> Statement | None:
    """The last statement with what the next line adds to it; None when that stands for itself."""
    text = None
    if last.part in _ADDED_TO and last.part == statement.part and not statement.label:
        deeper = statement.indent > last.indent
        text = with_remark(last.text, statement.text, dashed=statement.dashed, deeper=deeper)
    if text is None and _is_remark(statement, last):
        text = f"{last.text}（{statement.text}）"
    if text is None:
        return None
    evidence = tuple(dict.fromkeys((*last.evidence, *statement.evidence)))
    return replace(last, text=text, evidence=evidence)


def _is_remark(statement: Statement, last: Statement) -> bool:
    """A deeper bullet under a ticket of a list says something about that ticket."""
    if statement.dashed or statement.label:
        return False
    if statement.part in ("action", "carried") and statement.part == last.part:
        return last.listed and not statement.listed and statement.indent <= last.indent
    return (
        statement.part in ("done", "submitted", "in_progress", "cancelled", "goal")
        and statement.part == last.part
        and statement.indent > last.indent
        and bool(re.search(r"#\d", last.text))
        and not re.search(r"#\d", statement.text)
    )


def _lines(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, ...]]:
    current: list[Sentence] = []
    for sentence in sentences:
        if sentence.cell is not None or not isinstance(sentence.place, TextPlace):
            continue
        before = current[-1].place if current else None
        if isinstance(before, TextPlace) and before.line != sentence.place.line:
            yield tuple(current)
            current = []
        current.append(sentence)
    if current:
        yield tuple(current)


def _read_line(
    source: Source, line: tuple[Sentence, ...], position: _Position, marked: Marked | None = None
) -> Statement | None:
    first = line[0]
    raw = " ".join(sentence.text for sentence in line)
    if first.role in ("code", "quote", "table_header") or _RULE.match(raw):
        return None
    if first.role == "heading":
        _enter_heading(first, position)
        return None
    text = plain(marked.text if marked else raw)
    if not text or _opens_meeting(first, text, position):
        return None
    if is_placeholder(text):
        return None
    day = ""
    if source.kind == "notes":
        day, text = day_of_line(text, position.said_on, position.month)
    statement = Statement(
        text=text,
        evidence=tuple(sentence.id for sentence in line),
        source=source.name,
        part=position.part,
        topic=position.topic,
        topic_id=position.topic_id,
        said_on=day or position.said_on,
        said_id=line[0].id if day else position.said_id,
        indent=first.indent,
        listed=bool(LIST_MARK.match(raw)) and bool(LIST_MARK.match(raw).group().strip()),  # type: ignore[union-attr]
        question=bool(_QUESTION.search(text)),
        month=position.month,
        sentences=tuple((sentence.id, plain(sentence.text)) for sentence in line),
        marked=marked,
    )
    if marked is not None:
        return statement
    return _place(statement, raw, position)


def _enter_heading(sentence: Sentence, position: _Position) -> None:
    text = plain(sentence.text)
    if _opens_meeting(sentence, text, position):
        return
    part = part_of(text)
    nested = len(sentence.headings) > len(position.headings) and bool(position.headings)
    position.headings = sentence.headings
    position.agenda_indent = 0 if part == "agenda" else -1
    if part == "team":
        position.part = position.part or "goal"
    elif part:
        position.part = part
        if not nested:
            position.topic, position.topic_id = "", ""
    else:
        if not nested:
            position.part = ""
        position.topic, position.topic_id = text, sentence.id


def _opens_meeting(sentence: Sentence, text: str, position: _Position) -> bool:
    """A line that is only a date, or 会议时间：a date, begins another meeting's minutes."""
    heading = sentence.role == "heading"
    around = position.said_on or f"{position.month}-15"
    day, labelled = meeting_day(text, around, heading=heading)
    if not day:
        return False
    position.said_on, position.said_id = day, sentence.id
    if not labelled or not heading:
        position.part = position.topic = position.topic_id = ""
        position.agenda_indent = -1
    return True


def _place(statement: Statement, raw: str, position: _Position) -> Statement | None:
    """Labels open parts, agenda lines open topics; what is left is a statement of its part."""
    label = LABEL.match(statement.text)
    if label is not None:
        part, rest = part_of(label["label"]), label["rest"].strip()
        if re.fullmatch(r"遗留(?:问题|事项)\s*\d*", label["label"].strip()):
            part = (
                "carried" if position.part == "carried" and not position.topic else part or "action"
            )
            if re.search(r"\d$", label["label"].strip()) and _in_carried(position):
                part = "carried"
        if part in ("people", "meta"):
            position.part = "people" if part == "people" and not rest else position.part
            return None
        if part == "problem" and position.topic and not rest:
            part = "agenda"  # 问题： under an agenda item opens its questions and answers
        if part and not rest:
            _open_part(part, statement, position)
            return None
        if part:
            return _labelled(statement, part, rest, position)
        if rest and position.part in ("agenda", "") and position.topic:
            statement = _without_speaker(statement, label["label"], rest)
    if _SPEAKER.match(statement.text) or statement.question:
        return None
    if position.part == "people":
        if is_list_of_people(statement.text):
            return None
        position.part = ""
    opened = part_of(statement.text) if len(statement.text) < 20 else ""
    if opened and (_BOLD.match(raw) or (not statement.listed and statement.indent == 0)):
        if opened == "people":
            position.part = "people"
        elif opened != "meta":
            _open_part(opened, statement, position)
        return None
    if position.part == "goal" and not statement.listed:
        return None  # the motto above a list of goals
    if _is_topic(statement, raw, position):
        position.topic, position.topic_id = _topic_name(statement.text), statement.evidence[0]
        position.part = "agenda"
        return None
    if position.part in _ADDED_TO and (_DASHED.match(raw) or _owns(raw)):
        return replace(statement, part=position.part, dashed=True)
    if position.part == "carried":
        if position.topic:
            return replace(statement, part="agenda")
        position.carried = (statement.text, statement.evidence[0])
    return replace(statement, part=position.part)


def _without_speaker(statement: Statement, name: str, rest: str) -> Statement:
    """`贺知远：已修复` in a record of talk: who said it is not who is to do it."""
    return replace(statement, text=rest, speaker=name) if is_person_name(name) else statement


def _in_carried(position: _Position) -> bool:
    return position.part == "carried" or position.topic.startswith("上期遗留")


def _open_part(part: str, statement: Statement, position: _Position) -> None:
    if part == "team":
        # the tickets that a sprint summary lists team by team before anything else are its goals
        position.part = position.part or "goal"
        return
    position.part = part
    if part == "other":
        position.part, position.topic, position.topic_id = "agenda", "", ""
    if part in ("agenda", "carried") and statement.indent == 0 and not statement.listed:
        position.topic, position.topic_id = "", ""
        position.agenda_indent = 0 if part == "agenda" else -1


def _labelled(statement: Statement, part: str, rest: str, position: _Position) -> Statement | None:
    """`结论：通过`, `遗留问题1：…`: the statement is of its own part; the section may go on."""
    if part == "carried":
        position.part = "carried"
        statement = replace(statement, topic="", topic_id="")
        position.topic, position.topic_id = rest, statement.evidence[0]
    elif part in ("agenda", "summary"):
        return replace(statement, part=position.part)
    elif part == "conclusion" and position.part == "carried" and not position.topic:
        topic, topic_id = position.carried
        return replace(statement, part=part, text=rest, label=part, topic=topic, topic_id=topic_id)
    first = statement.sentences[:1]
    own = tuple((identity, _rest_of_label(text)) for identity, text in first)
    return replace(
        statement, part=part, text=rest, label=part, sentences=(*own, *statement.sentences[1:])
    )


def _rest_of_label(text: str) -> str:
    """What follows a label and its colon."""
    label = LABEL.match(text)
    return label["rest"].strip() if label else text


def _is_topic(statement: Statement, raw: str, position: _Position) -> bool:
    """An agenda line: at the margin of an agenda, short, no full sentence."""
    if position.agenda_indent < 0 or statement.indent > position.agenda_indent:
        return False
    if re.match(r"\s*(?:[-*+•●]|//)", raw) or len(statement.text) > 110:
        return False
    return not re.search(r"[。！!；;]$", raw.strip())


def _topic_name(text: str) -> str:
    """The topic without who presents it."""
    text = re.sub(r"\s*(?:[-—–]{1,4})\s*[^-—–]{1,30}$", "", text)
    return re.sub(r"\s*[（(][^（）()]{1,20}[)）]\s*$", "", text).strip(" ？?。") or text


def _owns(raw: str) -> bool:
    """Whether a dashed line begins with who is to do it: —— 缪远 11月20日."""
    begins = _TWO_DASHES.match(raw)
    return bool(begins and with_remark("", plain(raw), dashed=True, deeper=False))
