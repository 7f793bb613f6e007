"""The laws of intake on real minutes, reports and exports."""

from __future__ import annotations

import csv
import io
import re

import pytest

from service.errors import EmptyInput, UnknownEncoding
from service.intake import read_source
from service.review import CuePlace, RecordPlace, Source, TextPlace, spoken
from tests.real_data import real_data

pytestmark = pytest.mark.real_data


def _sources() -> list[tuple[bytes, Source]]:
    found = []
    for path in sorted(real_data().rglob("*")):
        if path.suffix in (".md", ".txt", ".csv"):
            data = path.read_bytes()
            try:
                found.append((data, read_source(data, str(path))))
            except EmptyInput:
                assert not data.strip(b"\xef\xbb\xbf \r\n")
    assert len(found) > 200
    return found


def test_every_sentence_stands_at_its_place() -> None:
    """Found again in the file by an independent reading, and what is in no sentence is layout."""
    for data, source in _sources():
        text = data.decode(source.encoding).removeprefix("\ufeff")
        assert text == source.text
        rows = list(csv.reader(io.StringIO(text, newline="")))
        left, at = [], 0
        for sentence in source.sentences:
            place = sentence.place
            if isinstance(place, CuePlace):
                assert spoken(text, place.spans) == sentence.text
            elif isinstance(place, TextPlace):
                assert text[place.start : place.end] == sentence.text
                assert place.line == text.count("\n", 0, place.start) + 1
                left.append(text[at : place.start])
                at = place.end
            elif not isinstance(place, RecordPlace):  # test_json_files follows those by their paths
                assert rows[place.row - 1][place.column - 1] == sentence.text
        if source.kind in ("notes", "minutes"):
            rest = "".join([*left, text[at:]])
            assert not re.sub(r"[\s|:-]|<br\s*/?>", "", rest, flags=re.IGNORECASE), source.name


def test_counts_add_up() -> None:
    """Rows read are rows kept and rows refused, for every file."""
    for _, source in _sources():
        report = source.report
        assert report.rows_read == report.rows_kept + len(report.refused)
        assert report.rows_read > 0


def test_gb18030_copies_decode_to_the_same_text() -> None:
    """Chinese minutes saved by an older tool are the same text, or asked about; never another."""
    read = 0
    for _, source in _sources():
        if source.language != "zh" or source.encoding != "utf-8":
            continue
        try:
            copy = read_source(source.text.encode("gb18030"), source.name)
        except UnknownEncoding:
            continue
        assert copy.text == source.text
        read += 1
    assert read >= 140


def test_a_real_jira_export() -> None:
    """48 columns with one name three times: every row is a ticket, each value from its own cell."""
    path = next(real_data("tickets").glob("*/Jira.csv"))
    data = path.read_bytes()
    source = read_source(data, str(path))
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(source.tickets) == len(rows) - 1
    states = {"To Do": "open", "In Progress": "in_progress", "Done": "closed"}
    for ticket, row in zip(source.tickets, rows[1:], strict=True):
        assert (ticket.title, ticket.key, ticket.type, ticket.state_raw) == (*row[:2], *row[3:5])
        assert ticket.state == states[row[-1]]
        assert ticket.created.startswith("2022-")
