"""Tickets written as forms, a label beside each value, one after the other (TAPD's RTF) -> ticket records.

A record begins where a label comes that the record before it has already. The text stays as the document's
reader numbered it; a ticket cites the sentences that its values stand in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from service.intake.reader import Given, Reading
from service.intake.tables.columns import Columns
from service.intake.tables.dialects import dialect_of, known_titles, normal
from service.intake.tables.headers import Header
from service.intake.tables.rows import Row
from service.intake.tables.states import listed
from service.intake.tables.tickets import TicketReader, Written
from service.review import IntakeWarning, Sentence

_PAIR = re.compile(r"^\s*(?P<label>[^:：\n]{1,20}?)\s*[:：]\s*(?P<value>.*)$", re.DOTALL)
_MOSTLY = 0.6
"""The share of a document's text that its records must hold, for it to be an export and no minutes."""


@dataclass(slots=True)
class LabelledRecord:
    """One form: label as written -> its value, and the sentence that is cited for it."""

    values: dict[str, str] = field(default_factory=dict)
    cited: dict[str, Sentence] = field(default_factory=dict)

    def add(self, label: str, value: str, sentence: Sentence) -> None:
        """Put down a value, or more of one."""
        known = self.values.get(label, "")
        self.values[label] = f"{known}\n{value}".strip() if known else value
        if value or label not in self.cited:
            self.cited.setdefault(label, sentence)
            if not known and value:
                self.cited[label] = sentence


def read_label_pairs(sentences: Sequence[Sentence]) -> tuple[LabelledRecord, ...]:
    """The records of a document: rows of two cells, or lines such as 标题：…, by labels that are known."""
    records: list[LabelledRecord] = []
    label = ""
    for found, value, sentence in _pieces(sentences):
        if found:
            if not records or found in records[-1].values:
                records.append(LabelledRecord())
            label = found
        if label:
            records[-1].add(label, value, sentence)
    return tuple(records)


def with_tickets(reading: Reading, given: Given) -> Reading:
    """The reading with tickets, when the document is forms of one tool; else as it is."""
    records = read_label_pairs(reading.sentences)
    labels = list(dict.fromkeys(label for record in records for label in record.values))
    dialect = dialect_of(labels)
    if dialect is None or _share(records, reading) < _MOSTLY:
        return reading
    columns = Columns.of(Header(titles=dict(enumerate(labels)), dialect=dialect), given.choices)
    rows = [_row(number, record, labels) for number, record in enumerate(records, start=1)]
    written = Written()
    reader = TicketReader(columns, written, sheet="", rows=rows)
    reader.read_all()
    warnings = [*reading.report.warnings, *reader.warnings()]
    if reader.refused:
        told = [f"{one.row}: {one.zh}" for one in reader.refused]
        said = [f"{one.row}: {one.en}" for one in reader.refused]
        warnings.append(
            IntakeWarning(
                "records_not_kept",
                f"{len(told)} 条记录没有成为工单（第几条: 原因）：{listed(told)}。",
                f"{len(said)} records became no ticket (number: reason): {listed(said)}.",
            )
        )
    return replace(
        reading,
        kind="tickets",
        dialect=dialect.name,
        tickets=tuple(written.tickets),
        report=replace(reading.report, warnings=tuple(warnings)),
    )


def _pieces(sentences: Sequence[Sentence]) -> Iterator[tuple[str, str, Sentence]]:
    """Label, value and sentence in the order of the text; a label of "" goes on with the value before."""
    for place, group in groupby(
        sentences, key=lambda one: one.cell and (one.cell.table, one.cell.row)
    ):
        row = list(group)
        if place is None:
            for sentence in row:
                pair = _PAIR.match(sentence.text)
                if pair is not None and _is_label(pair["label"]):
                    yield pair["label"].strip(), pair["value"].strip(), sentence
                elif _is_label(sentence.text):  # a field that nobody filled in
                    yield sentence.text.strip(), "", sentence
                else:
                    yield "", sentence.text.strip(), sentence
            continue
        first = [one for one in row if one.cell is not None and one.cell.column == 1]
        label = first[0].text.strip(" :：\u3000") if len(first) == 1 else ""
        if not _is_label(label):
            yield from (("", one.text.strip(), one) for one in row)
        elif len(row) == 1:
            yield label, "", row[0]
        else:
            for number, sentence in enumerate(row[1:]):
                yield "" if number else label, sentence.text.strip(), sentence


def _is_label(text: str) -> bool:
    return normal(text) in known_titles()


def _row(number: int, record: LabelledRecord, labels: Sequence[str]) -> Row:
    cells = {
        column: replace(record.cited[label], text=record.values[label])
        for column, label in enumerate(labels)
        if record.values.get(label)
    }
    return Row(number, len(labels), cells)


def _share(records: Sequence[LabelledRecord], reading: Reading) -> float:
    held = sum(
        len(label) + len(value) for record in records for label, value in record.values.items()
    )
    return held / max(1, sum(len(sentence.text) for sentence in reading.sentences))
