"""Does each cited text stand at its stated place in the file as it was handed in?"""

from __future__ import annotations

import hashlib

from evals.metrics.documents import document_fault, record_fault
from evals.rates import Outcome, Rate
from evals.reading import Document, Files, decoded, evidence_of, is_document, records


def citation_validity(draft: Document, files: Files) -> Outcome:
    """Citations that hold, of all citations of a draft (items, answers, conflicts, cases)."""
    failures: list[str] = []
    count = 0
    for where, entry in evidence_of(draft):
        count += 1
        fault = _fault(draft, entry, files)
        if fault:
            failures.append(f"{where}: {fault}: “{str(entry['text'])[:40]}”")
    return Outcome(Rate(count - len(failures), count), tuple(failures))


def source_integrity(draft: Document, files: Files) -> Outcome:
    """Sources whose stated checksum is that of the file handed in, of all sources stated."""
    failures = [
        f"{source['source']}: not the file that was handed in"
        for source in draft["sources"]
        if hashlib.sha256(files.get(source["source"], b"")).hexdigest() != source["sha256"]
    ]
    count = len(draft["sources"])
    return Outcome(Rate(count - len(failures), count), tuple(failures))


def _fault(draft: Document, entry: Document, files: Files) -> str:
    """What is wrong with a citation, "" when nothing is."""
    if not str(entry["text"]).strip():
        return "empty text"
    place = entry["place"]
    if is_document(draft, entry["source"]) and entry["source"] in files:
        return document_fault(files[entry["source"]], place, entry["text"])
    text = decoded(draft, entry["source"], files)
    if text is None:
        return f"no such source {entry['source']}"
    if place["kind"] == "record":
        return record_fault(text, place, entry["text"])
    if place["kind"] == "text":
        return _text_fault(text, place, entry["text"])
    if place["kind"] == "cue":
        return _cue_fault(text, place, entry["text"])
    return _table_fault(text, place, entry["text"])


def _text_fault(text: str, place: Document, cited: str) -> str:
    start, end = place["start"], place["end"]
    if text[start:end] != cited:
        return "another text stands at its offsets"
    before = text[:start].replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    if (line, column) != (place["line"], place["column"]):
        return f"it stands at {line}:{column}, not at {place['line']}:{place['column']}"
    return ""


def _cue_fault(text: str, place: Document, cited: str) -> str:
    """What is said may run over several cues: white space at the seams makes no difference."""
    said = "".join(text[start:end] for start, end in place["spans"])
    if "".join(said.split()) != "".join(cited.split()):
        return "another text stands in its spans"
    return ""


def _table_fault(text: str, place: Document, cited: str) -> str:
    rows = records(text)
    row, column = place["row"], place["column"]
    if not (1 <= row <= len(rows) and 1 <= column <= len(rows[row - 1])):
        return "no such cell"
    if cited not in rows[row - 1][column - 1]:
        return "another text stands in its cell"
    header = rows[0][column - 1] if column <= len(rows[0]) else ""
    if place["header"].strip() != header.strip():
        return f"its column is headed “{header}”"
    return ""
