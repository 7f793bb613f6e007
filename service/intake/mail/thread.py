"""One body with what it quotes -> messages, each with its own sender and day, newest first as written.

Mail programs quote in two ways: with marks (>) below a line such as 在 2026年10月12日，某人写道：, or
without marks below a block of headers (发件人：…, From: …) or a rule such as -----原始邮件-----. What
stands below is another message until the quotation ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from service.intake.documents.document_text import Line, Part
from service.text.dates import find_dates

_RULE = re.compile(
    r"[-—_=* ]{2,}\s*(?:original(?: message)?|forwarded message|begin forwarded message|reply message"
    r"|原始邮件|原邮件|原始信息|转发邮件(?:信息)?|转发的邮件|回复的原邮件|邮件原件)\s*[-—_=* ]*",
    re.IGNORECASE,
)
_WROTE = re.compile(r".{4,300}?(?:写道|写到|wrote|writes)\s*[:：]", re.IGNORECASE)
_ATTRIBUTION = re.compile(r"(?:在|于|On|At)\s*\S|\d{4}[-/年.][^，,]*[，,]|[^\n]*@", re.IGNORECASE)
_ON = re.compile(r"(?P<who>.+?)\s*于\s*\d{4}")
_FROM = re.compile(
    r"\**(?:发件人|寄件人|寄件者|发送人|from)\**\s*[:：]\**\s*(?P<who>.*)", re.IGNORECASE
)
_HEADER = re.compile(
    r"\**(?:发件人|寄件人|寄件者|发送人|发送时间|发送日期|发件时间|日期|时间|收件人|收件者"
    r"|抄[ \u3000]*送|主[ \u3000]*题|主旨|附件|重要性"
    r"|from|sent|date|to|cc|subject|attachments?|importance)\**\s*[:：]",
    re.IGNORECASE,
)
_DAY_HEADER = re.compile(
    r"\**(?:发送时间|发送日期|发件时间|日期|时间|sent|date)\**\s*[:：]", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"\**(?:主[ \u3000]*题|主旨|subject)\**\s*[:：]\**\s*(?P<subject>.*)", re.IGNORECASE
)
_MOST_HEADERS = 8
_DRAWN = re.compile(r"_{10,}|—{5,}|-{10,}")
_SIGNATURE = re.compile(r"--\s?|_{10,}|—{5,}")
_TAIL = re.compile(
    r"(?:此致|敬礼|顺颂商祺|祝好|谢谢[!！]?|best regards|kind regards|regards|thanks)[,，!！。.]?"
    r"|(?:tel|phone|mobile|fax|e-?mail|电话|手机|传真|邮箱|地址|网址|微信)\s*[:：].*"
    r"|(?:发自我的|来自我的|sent from my|发送自).{0,40}",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"本(?:邮件|电子邮件|信息)(?:及|及其|和|所|中|可能|含|包含|内容|仅).{0,80}(?:保密|机密|指定的?收件人|误收|授权)"
    r"|this (?:e-?mail|message|communication)\b.{0,160}(?:confidential|intended|privileged)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a thread; `sent` is its ISO day, "" for none."""

    sender: str = ""
    sent: str = ""
    subject: str = ""


def messages_of(body: Sequence[Part], newest: Message) -> Iterator[tuple[Message, list[Part]]]:
    """The parts of each message in the order of the body; one that goes on below what it quotes comes
    again. Header lines, signatures and disclaimers are quotes: kept, and nothing is read out of them."""
    for message, parts in _runs(body, newest):
        yield message, list(_without_tail(parts))


def _runs(body: Sequence[Part], newest: Message) -> Iterator[tuple[Message, list[Part]]]:
    at_depth: dict[int, Message] = {0: newest}
    current, parts = newest, list[Part]()
    waiting: Message | None = None  # whose text begins with the next line, quoted deeper or not
    waiting_depth = 0
    at = 0
    while at < len(body):
        part = body[at]
        depth = part.quoted if isinstance(part, Line) else _depth_of(parts)
        opened, taken = _opening(body, at)
        if opened is not None:
            if parts:
                yield current, parts
            parts = [_as_header(line) for line in body[at : at + taken]]
            waiting, waiting_depth, current = opened, depth, opened
            at += taken
            continue
        if waiting is not None:
            at_depth = {level: one for level, one in at_depth.items() if level <= waiting_depth}
            at_depth[max(depth, waiting_depth)] = waiting
            waiting = None
        known = max(level for level in at_depth if level <= depth)
        at_depth = {level: one for level, one in at_depth.items() if level <= max(known, depth)}
        if at_depth[known] is not current and parts:
            yield current, parts
            parts = []
        current = at_depth[known]
        if isinstance(part, Line) and depth > known and part.role == "body":
            part = replace(part, role="quote")
        elif isinstance(part, Line) and part.role == "quote" and depth == known and depth:
            part = replace(part, role="body")
        parts.append(part)
        at += 1
    if parts:
        yield current, parts


def _depth_of(parts: Sequence[Part]) -> int:
    last = parts[-1] if parts else None
    return last.quoted if isinstance(last, Line) else 0


def _opening(body: Sequence[Part], at: int) -> tuple[Message | None, int]:
    """The message that the lines from `at` on announce, and how many lines do so; None and 0 else."""
    line = _text(body, at)
    for number in (1, 2):  # a long one is wrapped
        words = " ".join(_text(body, at + more) for more in range(number))
        if _WROTE.fullmatch(words) and _ATTRIBUTION.match(line) and day_in(words):
            return Message(_writer(words), day_in(words)), number
    ruled = bool(_RULE.fullmatch(line))
    drawn = bool(_DRAWN.fullmatch(line) and _FROM.match(_text(body, at + 1)))
    taken = int(ruled or drawn)
    end = at + taken
    while end < len(body) and end - at < taken + _MOST_HEADERS and _HEADER.match(_text(body, end)):
        end += 1
    headers = [_text(body, number) for number in range(at + taken, end)]
    sender = next((found["who"] for line in headers if (found := _FROM.match(line))), None)
    if len(headers) < 2 or sender is None or not _FROM.match(headers[0]):
        return (Message(), 1) if ruled else (None, 0)
    day = next((day_in(line) for line in headers if _DAY_HEADER.match(line)), "")
    subject = next((found["subject"] for line in headers if (found := _SUBJECT.match(line))), "")
    return Message(sender.strip(" *;；"), day, subject.strip(" *;；")), end - at


def _text(body: Sequence[Part], at: int) -> str:
    part = body[at] if at < len(body) else None
    return part.text.strip() if isinstance(part, Line) else ""


def _as_header(part: Part) -> Part:
    return replace(part, role="quote") if isinstance(part, Line) else part


def _writer(line: str) -> str:
    """The name in `在 2026年10月12日 10:05，沈知微 <a@b.cn> 写道：`, "" where there is none."""
    rest = re.sub(r"\s*(?:写道|写到|wrote|writes)\s*[:：]\s*$", "", line, flags=re.IGNORECASE)
    rest = re.sub(r"<[^<>]*>|\[mailto:[^\]]*\]", "", rest).strip(" ，,\"'“”")
    if named := _ON.match(rest):
        return named["who"].strip(" ，,\"'“”")
    name = re.split(r"[，,]\s*|\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s*[AP]M)?\s*", rest)[-1]
    return name.strip(" ，,\"'“”")


def day_in(text: str) -> str:
    """The first ISO day with a year in a text, "" for none."""
    days = [one for one in find_dates(text) if one.granularity == "day" and one.year_given]
    return days[0].first if days else ""


def _without_tail(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts with signature and disclaimer made quotes."""
    end = next(
        (n for n, part in enumerate(parts) if isinstance(part, Line) and _is_end(part)), len(parts)
    )
    while end > 0 and _is_tail(parts[end - 1]):
        end -= 1
    for number, part in enumerate(parts):
        said = isinstance(part, Line) and part.role == "body"
        if isinstance(part, Line) and said and (number >= end or _DISCLAIMER.search(part.text)):
            part = replace(part, role="quote")
        yield part


def _is_end(line: Line) -> bool:
    return line.role == "body" and bool(_SIGNATURE.fullmatch(line.text))


def _is_tail(part: Part) -> bool:
    return isinstance(part, Line) and (
        part.role == "quote"
        or bool(_TAIL.fullmatch(part.text.strip()) or _DISCLAIMER.search(part.text))
    )
