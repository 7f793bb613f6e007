"""Fault operators: each takes a good draft document and returns one with a single planted fault.

A metric that no fault can move is decoration; `tests/evals/test_faults.py` holds each metric
against the faults it must see. The operators are pure: the draft handed in stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

Draft = dict[str, Any]
Operator = Callable[[Mapping[str, Any]], Draft]


def changed_digit_in_citation(draft: Mapping[str, Any]) -> Draft:
    """A cited text with its first digit changed, place untouched."""
    bad, item = _first(draft, lambda item: any(c.isdigit() for c in _cited(item)))
    entry = next(e for e in item["evidence"] if any(c.isdigit() for c in e["text"]))
    at = next(i for i, c in enumerate(entry["text"]) if c.isdigit())
    digit = str((int(entry["text"][at]) + 1) % 10)
    entry["text"] = entry["text"][:at] + digit + entry["text"][at + 1 :]
    return bad


def shifted_place(draft: Mapping[str, Any]) -> Draft:
    """A citation whose offsets are one off."""
    bad, item = _first(draft, lambda item: _text_entries(item) != [])
    place = _text_entries(item)[0]["place"]
    place["start"] += 1
    place["end"] += 1
    return bad


def wrong_line(draft: Mapping[str, Any]) -> Draft:
    """A citation whose offsets are right and whose line is one off."""
    bad, item = _first(draft, lambda item: _text_entries(item) != [])
    _text_entries(item)[0]["place"]["line"] += 1
    return bad


def wrong_cell(draft: Mapping[str, Any]) -> Draft:
    """A table citation that names the row below."""
    bad, item = _first(draft, lambda item: _table_entries(item) != [])
    _table_entries(item)[0]["place"]["row"] += 1
    return bad


def foreign_source(draft: Mapping[str, Any]) -> Draft:
    """A citation of a file that was never handed in."""
    bad, item = _first(draft, lambda item: bool(item["evidence"]))
    item["evidence"][0]["source"] = "month/nowhere.md"
    return bad


def changed_checksum(draft: Mapping[str, Any]) -> Draft:
    """A source that is named with another file's checksum."""
    bad = _copy(draft)
    bad["sources"][0]["sha256"] = "0" * 64
    return bad


def invented_number(draft: Mapping[str, Any]) -> Draft:
    """A text with a number that its sources do not hold."""
    bad, item = _first(draft, bool)
    item["text"] += " 98765"
    return bad


def moved_due_date(draft: Mapping[str, Any]) -> Draft:
    """A due date five days from what was written."""
    bad, item = _first(draft, lambda item: bool(item["fields"].get("due")))
    day = item["fields"]["due"]
    item["fields"]["due"] = f"{day[:8]}{(int(day[8:]) + 5) % 28 + 1:02d}"
    item["fields"].pop("due_raw", None)
    return bad


def invented_owner(draft: Mapping[str, Any]) -> Draft:
    """An owner whom no source names."""
    bad, item = _first(draft, lambda item: bool(item["fields"].get("owner")))
    item["fields"]["owner"] = "欧阳无名"
    return bad


def dropped_item(draft: Mapping[str, Any]) -> Draft:
    """The first item left out."""
    bad = _copy(draft)
    next(section for section in bad["sections"] if section["items"])["items"].pop(0)
    return bad


def moved_to_another_section(draft: Mapping[str, Any]) -> Draft:
    """The first problem reported as progress."""
    bad = _copy(draft)
    sections = {section["key"]: section for section in bad["sections"]}
    sections["progress"]["items"].append(sections["problems"]["items"].pop(0))
    return bad


def repeated_item(draft: Mapping[str, Any]) -> Draft:
    """The first item copied under another heading, with another id and one word more."""
    bad, item = _first(draft, bool)
    copy = {**deepcopy(item), "id": "copy", "text": item["text"] + "了"}
    bad["sections"][-1]["items"].append(copy)
    return bad


def told_in_other_words(draft: Mapping[str, Any]) -> Draft:
    """The first problem once more in its section, in other words, on the same sentence."""
    bad = _copy(draft)
    problems = next(s for s in bad["sections"] if s["key"] == "problems")["items"]
    text = f"用户多次反映，现场看过仍然没有好转：{problems[0]['text'][:4]}"
    problems.append({**deepcopy(problems[0]), "id": "again", "text": text})
    return bad


def called_done(draft: Mapping[str, Any]) -> Draft:
    """An open problem that is reported as fixed."""
    bad = _copy(draft)
    problem = next(s for s in bad["sections"] if s["key"] == "problems")["items"][0]
    problem["text"] += "，已修复"
    return bad


def wrong_answer(draft: Mapping[str, Any]) -> Draft:
    """Last month's first action answered with the opposite."""
    bad = _copy(draft)
    answer = bad["follow_up"][0]
    answer["answer"] = "unknown" if answer["answer"] == "done" else "done"
    return bad


def hidden_side(draft: Mapping[str, Any]) -> Draft:
    """A contradiction of which one side is left out."""
    bad = _copy(draft)
    bad["conflicts"][0]["claims"].pop()
    return bad


def _copy(draft: Mapping[str, Any]) -> Draft:
    return deepcopy(dict(draft))


def _first(
    draft: Mapping[str, Any], fits: Callable[[dict[str, Any]], bool]
) -> tuple[Draft, dict[str, Any]]:
    """A copy of the draft and its first item that fits."""
    bad = _copy(draft)
    items = (item for section in bad["sections"] for item in section["items"])
    return bad, next(item for item in items if fits(item))


def _cited(item: Mapping[str, Any]) -> str:
    return "".join(entry["text"] for entry in item["evidence"])


def _text_entries(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [entry for entry in item["evidence"] if entry["place"]["kind"] == "text"]


def _table_entries(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [entry for entry in item["evidence"] if entry["place"]["kind"] == "table"]
