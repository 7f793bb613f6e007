"""JSON exports of ticket tools -> a reading: GitHub, Trello, Jira's REST, or an array of flat objects.

What a list holds, its names say (knowledge/dialects). Where no list holds tickets, flat lists are read as
tables; JSON without a list of records is refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from service.errors import UnreadableTable
from service.intake.detect import day_in_name
from service.intake.reader import Given, Reading
from service.intake.tables.records import Adjust, Leaf, Lists, leaves
from service.intake.tables.trello import is_board, read_board
from service.review import IntakeReport, IntakeWarning, Ticket

PULL_REQUEST = "pull request"


def looks_like_json(text: str) -> bool:
    """Whether a whole text is one JSON object or array, or lines of objects; a to-do list may begin
    with a bracket too."""
    bare = text.strip()
    if (bare[:1], bare[-1:]) not in (("{", "}"), ("[", "]")):
        return False
    try:
        parsed(bare)
    except (ValueError, RecursionError):  # no JSON, or nested so deep that nobody wrote it
        return False
    return True


def parsed(text: str) -> Any:
    """The value of a JSON text; of JSON lines the list of their objects. Raises ValueError,
    RecursionError."""
    try:
        value: Any = json.loads(text)
    except ValueError:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
            raise
        value = [json.loads(line) for line in lines]
    return value


def read_json(given: Given) -> Reading:
    """The reading of a JSON text. `Source.text` is the file; values are found again by their path.

    Raises UnreadableTable when it is no JSON or holds no list of records, InputTooLarge.
    """
    try:
        root = parsed(given.text)
        lists = Lists(given)
        if is_board(root):
            read_board(root, lists)
        else:
            _read_lists(root, lists)
    except (ValueError, RecursionError) as error:
        raise UnreadableTable(
            zh=f"{given.name} 不是能读的 JSON（{error}）：请从工具重新导出。",
            en=f"{given.name} is no JSON that can be read ({error}): export it from the tool again.",
        ) from error
    best = max(lists.reports, key=lambda report: report.tickets)
    rows = sum(report.rows_read for report in lists.reports)
    return Reading(
        kind="tickets" if lists.written.tickets else "table",
        text=given.text,
        sentences=tuple(lists.sentences),
        dated=day_in_name(given.name),
        dialect=best.dialect if best.tickets else "",
        tickets=tuple(lists.written.tickets),
        report=IntakeReport(
            rows_read=rows,
            rows_kept=rows - len(lists.refused),
            refused=tuple(lists.refused),
            warnings=tuple(lists.warnings),
            sheets=tuple(lists.reports),
        ),
    )


def _read_lists(root: object, lists: Lists) -> None:
    found = list(_lists_in(root))
    read = {
        name: [list(leaves(one, f"{name}[{n}]")) for n, one in enumerate(of)] for name, of in found
    }
    tickets = [name for name, records in read.items() if _has_tickets(records, lists)]
    wanted = tickets or [name for name, of in found if _is_flat(of)]
    if not wanted:
        raise UnreadableTable(
            zh=f"{lists.given.name} 里没有认得的工单列表：请用 GitHub、Trello 或 Jira 的 JSON 导出，"
            "或改用 CSV、Excel。",
            en=f"{lists.given.name} holds no list of tickets that is known: use the JSON export of "
            "GitHub, Trello or Jira, or hand in CSV or Excel.",
        )
    pulls = 0
    for name, of in found:
        if name in wanted:
            lists.read(name, read[name], _adjusting(name, of))
            pulls += sum(_is_pull(name, one) for one in of)
        else:
            lists.warnings.append(
                IntakeWarning(
                    "unread_list",
                    f"没有读列表 {name}（{len(of)} 条），里面不是工单。",
                    f"The list {name} ({len(of)} entries) was not read: it holds no tickets.",
                )
            )
    if pulls:
        issues = len(lists.written.tickets) - pulls
        lists.warnings.append(
            IntakeWarning(
                "pull_requests",
                f"{issues} 个问题和 {pulls} 个合并请求，分开计数。",
                f"{issues} issues and {pulls} pull requests, counted apart.",
            )
        )


def _lists_in(root: object) -> Iterator[tuple[str, Sequence[Mapping[str, object]]]]:
    """The arrays of objects at the top of a file, by their name; "" for the file itself."""
    if isinstance(root, list) and root and all(isinstance(one, dict) for one in root):
        yield "", root
    elif isinstance(root, dict):
        for name, value in root.items():
            if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
                yield name, value


def _has_tickets(records: Sequence[Sequence[Leaf]], lists: Lists) -> bool:
    header = lists.header_of(records)
    chosen = lists.given.choices.columns
    return header.dialect is not None or any(
        chosen.get(title) == "title" for title in header.titles.values()
    )


def _is_flat(records: Sequence[Mapping[str, object]]) -> bool:
    """Whether no record holds another record, so that it is a table."""
    return not any(
        isinstance(below, dict)
        for record in records
        for value in record.values()
        for below in (value if isinstance(value, list) else [value])
    )


def _is_pull(name: str, record: Mapping[str, object]) -> bool:
    return name == "pulls" or "pull_request" in record or "headRefName" in record


def _adjusting(name: str, records: Sequence[Mapping[str, object]]) -> Adjust:
    def adjust(number: int, ticket: Ticket) -> Ticket:
        record = records[number - 1]
        if not _is_pull(name, record):
            return ticket
        below = record.get("pull_request")
        merged = record.get("mergedAt") or record.get("merged_at")
        if isinstance(below, dict):
            merged = merged or below.get("merged_at")
        dropped = ticket.state_raw.lower() == "closed" and not merged
        state = "cancelled" if dropped else ticket.state
        return replace(ticket, type=ticket.type or PULL_REQUEST, state=state)

    return adjust
