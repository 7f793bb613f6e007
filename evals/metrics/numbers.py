"""Is there a number, a date or an owner in an item that its cited sentences do not hold?

A deliberately plain check beside the service's own: it compares digits and names as they are
written and knows no units and no Chinese numerals. It can overlook a wrong binding (a right number
of a wrong thing); it cannot be talked into accepting a number that is nowhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from evals.metrics.expressions import BadExpression, spellings, values_of
from evals.rates import Outcome, Rate
from evals.reading import MONTH_NAMES, Document, cited_text, field_texts, folded, items_of, names_in

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_LIST_MARK = re.compile(r"[\u2460-\u24ff\u2776-\u2793]")
_UNCHECKED = frozenset({"week", "computed", "due_raw"})
"""A week follows from the due date; an expression and the source's words are shown as such."""


def unsupported_numbers(draft: Document) -> Outcome:
    """Numbers without support, of all numbers in the text and fields of items."""
    failures: list[str] = []
    count = 0
    items = [item for _, item in items_of(draft)]
    ids = frozenset(str(item["id"]) for item in items)
    for item in items:
        known = _numbers_known(item)
        for where, number in _numbers_stated(item, ids):
            count += 1
            if number not in known:
                failures.append(f"item {item['id']} {where}: {number} is in no cited sentence")
        for where, day in _days_stated(item, ids):
            count += 1
            if not _day_known(day, item, known, draft["month"]):
                failures.append(f"item {item['id']} {where}: {day} is in no cited sentence")
    return Outcome(Rate(len(failures), count), tuple(failures))


def unsupported_owners(draft: Document) -> Outcome:
    """Owners whose name is in no cited sentence and who say none, of all owners of items."""
    failures: list[str] = []
    count = 0
    for _, item in items_of(draft):
        cited = folded(cited_text(item))
        for field in ("owner", "decides", "escalate_to"):
            for name in names_in(str(item["fields"].get(field, ""))):
                count += 1
                if name not in cited and name not in _speakers(item):
                    failures.append(f"item {item['id']} {field}: {name} is in no cited sentence")
    return Outcome(Rate(len(failures), count), tuple(failures))


def _speakers(item: Document) -> frozenset[str]:
    """Who says the cited sentences of transcripts."""
    places = (entry["place"] for entry in item["evidence"] if "place" in entry)
    return frozenset(folded(place["speaker"]) for place in places if place["kind"] == "cue")


def _plain(text: str) -> str:
    """Digits in one spelling: list marks and superscripts out, full width to ASCII."""
    kept = "".join(
        " " if unicodedata.category(c) == "No" or _LIST_MARK.match(c) else c for c in text
    )
    return unicodedata.normalize("NFKC", kept)


def _numbers(text: str) -> Iterator[str]:
    """The numbers of a text; "1,316" and "1316" are one, and so are "06" and "6"."""
    for match in _NUMBER.finditer(_plain(text)):
        word = match.group()
        joined = word.replace(",", "") if _THOUSANDS.fullmatch(word) else word
        for part in joined.split(","):
            yield part.lstrip("0") or "0"


def _numbers_known(item: Document) -> frozenset[str]:
    """What is cited, with the parts of dates, times and versions, and calculated values."""
    known: set[str] = set(_calculated(item))
    fields = item["fields"]
    for text in (cited_text(item), str(fields.get("due_raw", ""))):
        for number in _numbers(text):
            known.add(number)
            known.update(part.lstrip("0") or "0" for part in re.split(r"[.:]", number))
        known.update(str(month) for month in range(1, 13) if _named(str(month), text))
    return frozenset(known)


def _calculated(item: Document) -> Iterator[str]:
    """The values of a shown expression; one that cannot be worked out again supports nothing."""
    cited = [str(entry["text"]) for entry in item["evidence"]]
    try:
        for value in values_of(str(item["fields"].get("computed", "")), cited):
            yield from spellings(value)
    except BadExpression:
        return


def _texts(item: Document, ids: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The text and the checked fields; a field that only names another item states no number."""
    yield "text", str(item["text"])
    for name, text in field_texts(item):
        if name not in _UNCHECKED and not (name == "answers" and text in ids):
            yield name, text


def _numbers_stated(item: Document, ids: frozenset[str]) -> Iterator[tuple[str, str]]:
    for where, text in _texts(item, ids):
        for number in _numbers(_ISO_DAY.sub(" ", text)):
            yield where, number


def _days_stated(item: Document, ids: frozenset[str]) -> Iterator[tuple[str, str]]:
    for where, text in _texts(item, ids):
        for match in _ISO_DAY.finditer(_plain(text)):
            yield where, match.group()


def _day_known(day: str, item: Document, known: frozenset[str], month: str) -> bool:
    """Whether an ISO day is in the citations: as such, or its day (and month) with a fitting year.

    A day that was worked out of "next Friday" is accepted when the source's words stand in
    `due_raw` and in the citations.
    """
    raw = str(item["fields"].get("due_raw", ""))
    cited = cited_text(item)
    if day in cited or (raw and folded(raw) in folded(cited)):
        return True
    year, month_number, day_number = (str(int(part)) for part in day.split("-"))
    reviewed = int(month[:4])
    year_fits = year in known or abs(int(year) - reviewed) <= 1
    compact = day.replace("-", "") in known
    return compact or (year_fits and day_number in known and month_number in known)


def _named(month_number: str, text: str) -> bool:
    """Whether an English name of the month stands in the text ("01/Jul/26", "3 July")."""
    name = MONTH_NAMES[int(month_number) - 1][:3]
    return bool(re.search(rf"(?i)(?<![a-z]){name}", text))
