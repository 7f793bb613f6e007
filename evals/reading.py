"""Reading a draft document and the files behind it, without any code of the service."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

Document = Mapping[str, Any]
Files = Mapping[str, bytes]
"""What was handed in: the source's name as the draft states it -> its bytes."""

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ISO_DAY = re.compile(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)")
_BLANK = re.compile(r"\s+")


def items_of(draft: Document) -> Iterator[tuple[str, Document]]:
    """Each item with the key of its section, in order."""
    for section in draft["sections"]:
        for item in section["items"]:
            yield section["key"], item


def evidence_of(draft: Document) -> Iterator[tuple[str, Document]]:
    """Every citation of a draft and where it stands: items, answers, conflicts, cases."""
    for _, item in items_of(draft):
        for entry in item["evidence"]:
            yield f"item {item['id']}", entry
    for answer in draft["follow_up"]:
        for entry in answer["evidence"]:
            yield f"follow-up “{answer['action'][:20]}”", entry
    for conflict in draft["conflicts"]:
        for claim in conflict["claims"]:
            for entry in claim["evidence"]:
                yield f"conflict “{conflict['about'][:20]}”", entry
    for finding in draft["findings"]:
        for case in finding["cases"]:
            yield f"case of {finding['rule_id']} “{finding['quote'][:20]}”", case


def field_texts(item: Document) -> Iterator[tuple[str, str]]:
    """Each filled field of an item; a list gives one pair an entry."""
    for name, value in item["fields"].items():
        for text in value if isinstance(value, list) else [value]:
            if text:
                yield name, str(text)


def cited_text(item: Document) -> str:
    """All cited sentences of an item, a line each."""
    return "\n".join(str(entry["text"]) for entry in item["evidence"])


def decoded(draft: Document, name: str, files: Files) -> str | None:
    """A source as text in its stated encoding, without its mark; None when nobody handed it in."""
    encodings = {source["source"]: source["encoding"] for source in draft["sources"]}
    if name not in files or name not in encodings:
        return None
    return files[name].decode(encodings[name]).removeprefix("\ufeff")


def is_document(draft: Document, name: str) -> bool:
    """Whether a source is no text file: its draft states no encoding for it."""
    return any(one["source"] == name and not one["encoding"] for one in draft["sources"])


def records(text: str) -> list[list[str]]:
    """The records of a CSV text, the header first."""
    header = text.split("\n", 1)[0]
    separator = max(",;\t", key=header.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def folded(text: str) -> str:
    """Text for comparing: compatibility forms, lower case, no white space, dates in each spelling.

    After an ISO day its Chinese and English spellings are added, so that a word of the source is
    found in a field that holds the ISO day.
    """
    spelled = [text]
    for year, month, day in _ISO_DAY.findall(text):
        if 1 <= int(month) <= 12:
            name = MONTH_NAMES[int(month) - 1]
            spelled.append(f"{year}年{int(month)}月{int(day)}日 {int(day)} {name} {year}")
    return _BLANK.sub("", unicodedata.normalize("NFKC", " | ".join(spelled))).casefold()


def names_in(owner: str) -> frozenset[str]:
    """The people of an owner field, folded."""
    parts = re.split(r"[、,，/;；&]|\band\b|(?<=[\u4e00-\u9fff])和(?=[\u4e00-\u9fff])", owner)
    return frozenset(folded(part) for part in parts if part.strip())
