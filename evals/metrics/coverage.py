"""Is what a careful project manager wants in the review there, rightly placed and rightly answered?

A matter counts only when one item of a right section has its words, cites one of its places, and
agrees with the owner and the due date where the sources write them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evals.cases import GoldPlace, Matter, Month, Words
from evals.rates import Outcome, Rate
from evals.reading import (
    Document,
    Files,
    decoded,
    field_texts,
    folded,
    items_of,
    names_in,
    records,
)

_OTHER = "is about something else"


@dataclass(frozen=True, slots=True)
class _Entry:
    """What may stand for a matter: an item, or an answer to one of last month's actions.

    `said` is all its words, `claimed` those it stands for. An answer stands for none of its words
    (its note may say "no record that it is done"); it claims something when it is `done`.
    """

    where: str
    section: str
    said: str
    claimed: str
    owner: str
    dues: tuple[str, ...]
    source: Document
    is_item: bool = True
    done: bool = False


class Coverage:
    """One draft held against its month's gold."""

    def __init__(self, draft: Document, month: Month, files: Files) -> None:
        self._draft = draft
        self._month = month
        self._files = files
        self._entries = tuple(_entries(draft))

    def matters(self) -> Outcome:
        """Matters that are in the draft, of all matters."""
        return self._covered(self._month.matters)

    def negative_matters(self) -> Outcome:
        """The same of the matters nobody likes to report: faults, delays, complaints."""
        return self._covered([matter for matter in self._month.matters if matter.negative])

    def split_matters(self) -> Outcome:
        """Matters that stand in several items of one section, of all that stand in any."""
        split: list[str] = []
        count = 0
        for matter in self._month.matters:
            places = matter.evidence + matter.mentions
            of_section = Counter(
                entry.section
                for entry in self._entries
                if entry.is_item
                and _has_all(entry.said, matter.keywords)
                and self._cites(entry.source["evidence"], places)
            )
            count += bool(of_section)
            several = [f"{n} items in {key}" for key, n in of_section.items() if n > 1]
            if several:
                split.append(f"{matter.id} {matter.what}: {', '.join(several)}")
        return Outcome(Rate(len(split), count), tuple(split))

    def fields(self) -> Outcome:
        """Expected field values that the matter's item holds, of all expected ones."""
        wrong: list[str] = []
        count = 0
        for matter in self._month.matters:
            entries = [entry for entry in self._entries if not self._fault(matter, entry)]
            for name, wanted in matter.fields.items():
                count += 1
                if not any(_holds(entry.source, name, wanted) for entry in entries):
                    wrong.append(f"{matter.id} {matter.what}: {name} is not “{wanted}”")
        return Outcome(Rate(count - len(wrong), count), tuple(wrong))

    def answers(self) -> Outcome:
        """Last month's actions with a right answer, of all of them."""
        wrong: list[str] = []
        for gold in self._month.follow_up:
            given = [
                answer["answer"]
                for answer in self._draft["follow_up"]
                if folded(gold.action) in folded(answer["action"])
            ]
            if not given or not set(given) <= set(gold.answers):
                wrong.append(f"“{gold.action}” is {' or '.join(gold.answers)}, answered {given}")
        count = len(self._month.follow_up)
        return Outcome(Rate(count - len(wrong), count), tuple(wrong))

    def conflicts(self) -> Outcome:
        """Contradictions of which the draft shows both sides, of all in the sources."""
        missing = [
            f"conflict not shown: {gold.about}"
            for gold in self._month.conflicts
            if not any(self._shows(conflict, gold.sides) for conflict in self._draft["conflicts"])
        ]
        count = len(self._month.conflicts)
        return Outcome(Rate(count - len(missing), count), tuple(missing))

    def forbidden(self) -> Outcome:
        """Rules that are broken, of all rules on what must never be said."""
        broken: list[str] = []
        for rule in self._month.forbidden:
            for entry in self._entries:
                said = "done" if entry.done else _found(rule.never, entry.claimed)
                if said and _has_all(entry.said, rule.when):
                    broken.append(f"{entry.where} says “{said}”: {rule.why}")
                    break
        return Outcome(Rate(len(broken), len(self._month.forbidden)), tuple(broken))

    def _covered(self, matters: Iterable[Matter]) -> Outcome:
        missing: list[str] = []
        count = 0
        for matter in matters:
            count += 1
            faults = [self._fault(matter, entry) for entry in self._entries]
            if all(faults):
                near = zip(self._entries, faults, strict=True)
                hints = [f" ({entry.where} {fault})" for entry, fault in near if fault != _OTHER]
                missing.append(f"{matter.id} {matter.what}{''.join(hints[:1])}")
        return Outcome(Rate(count - len(missing), count), tuple(missing))

    def _fault(self, matter: Matter, entry: _Entry) -> str:
        """Why an entry is not this matter, "" when it is."""
        if not _has_all(entry.said, matter.keywords):
            return _OTHER
        if entry.section not in matter.sections:
            return f"stands in {entry.section}"
        if not self._cites(entry.source["evidence"], matter.evidence):
            return "cites another place"
        if matter.owner and names_in(matter.owner) != names_in(entry.owner):
            return f"has owner “{entry.owner}”"
        if matter.due and matter.due not in entry.dues:
            return f"is due “{', '.join(entry.dues)}”"
        if matter.says and not _found(matter.says, entry.said):
            return f"does not say {' or '.join(matter.says)}"
        if matter.never_says and entry.done:
            return "is answered as done"
        claimed = _found(matter.never_says, entry.claimed)
        return f"says “{claimed}”" if claimed else ""

    def _cites(self, evidence: Iterable[Document], places: Iterable[GoldPlace]) -> bool:
        return any(self._stands_at(entry, place) for entry in evidence for place in places)

    def _shows(self, conflict: Document, sides: Iterable[tuple[GoldPlace, ...]]) -> bool:
        cited = [entry for claim in conflict["claims"] for entry in claim["evidence"]]
        return all(self._cites(cited, side) for side in sides)

    def _stands_at(self, entry: Document, place: GoldPlace) -> bool:
        """Whether a citation touches a gold place: its row, or the very characters of its quote."""
        if not str(entry["source"]).endswith(place.file):
            return False
        at = entry["place"]
        if at["kind"] == "table":
            return bool(at["row"] == place.row)
        text = decoded(self._draft, entry["source"], self._files) or ""
        start, end = span_of(text, place)
        return bool(at["start"] < end and start < at["end"])


def span_of(text: str, place: GoldPlace) -> tuple[int, int]:
    """The code points of a gold quote in its file; raises ValueError when it is not on its line."""
    lines = text.splitlines(keepends=True)
    before = sum(len(line) for line in lines[: place.line - 1])
    start = before + lines[place.line - 1].index(place.quote)
    return start, start + len(place.quote)


def row_holds(text: str, place: GoldPlace) -> bool:
    """Whether a cell of the gold row holds the quote."""
    return any(place.quote in cell for cell in records(text)[place.row - 1])


def _entries(draft: Document) -> Iterator[_Entry]:
    for key, item in items_of(draft):
        fields = item["fields"]
        said = " | ".join([item["text"], *(text for _, text in field_texts(item))])
        dues = tuple(str(fields[n]) for n in ("due", "until", "planned_due") if fields.get(n))
        yield _Entry(
            where=f"item {item['id']}",
            section=key,
            said=folded(said),
            claimed=folded(said),
            owner=str(fields.get("owner", "")),
            dues=dues,
            source=item,
        )
    for answer in draft["follow_up"]:
        yield _Entry(
            where=f"follow-up “{answer['action'][:20]}”",
            section="progress",
            said=folded(f"{answer['action']} | {answer['note']}"),
            claimed="",
            owner=str(answer["owner"]),
            dues=(str(answer["due"]),),
            source={**answer, "fields": {}},
            is_item=False,
            done=answer["answer"] == "done",
        )


def _has_all(said: str, words: Words) -> bool:
    return all(any(folded(word) in said for word in group) for group in words)


def _found(words: Iterable[str], said: str) -> str:
    return next((word for word in words if folded(word) in said), "")


def _holds(item: Document, name: str, wanted: str) -> bool:
    value = folded(str(item["fields"].get(name, "")))
    return any(folded(one) in value for one in wanted.split("|"))
