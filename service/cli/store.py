"""`fupan ingest`, `fupan import` and `fupan reindex`: what works on a store."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from service.cli.language import person_language
from service.errors import EmptyInput, InvalidRequest
from service.intake import read_paths
from service.pipeline import check_month

if TYPE_CHECKING:  # both are heavy; `open_store` imports them when a store is opened
    from service.archive import Archive
    from service.recall import Recall


@dataclass(frozen=True, slots=True)
class OpenedStore:
    """The records of a data directory and what is remembered of them."""

    archive: Archive
    recall: Recall


def default_data() -> Path:
    """The data directory when none is named (FUPAN_DATA, else ./data)."""
    from service.settings import read_settings

    return read_settings(os.environ).data


@contextmanager
def open_store(data: Path) -> Iterator[OpenedStore]:
    """The store in `data`, held by this process alone. Raises StoreInUse while a server has it."""
    from service.archive import Archive
    from service.recall import open_recall

    with Archive.open(data) as archive, open_recall(archive, data) as recall:
        yield OpenedStore(archive, recall)


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """The options of each of the three commands."""
    parser.add_argument("--data", type=Path, help="default ./data, or FUPAN_DATA")
    if command == "reindex":
        return
    parser.add_argument("--project", required=True, metavar="NAME")
    parser.add_argument("--month", required=True, metavar="YYYY-MM")
    if command == "ingest":
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    else:
        parser.add_argument("review", type=Path, metavar="REVIEW", help="Markdown or plain text")
        parser.add_argument("--confirmed-by", required=True, metavar="NAME")


def run(options: argparse.Namespace) -> int:
    """Run the command that was called."""
    data = options.data or default_data()
    if options.command == "reindex":
        return _reindex(data)
    check_month(options.month)
    return _ingest(options, data) if options.command == "ingest" else _import(options, data)


def _reindex(data: Path) -> int:
    with open_store(data) as store:
        count = store.recall.reindex()
    print(f"fupan: {count} passages indexed in {data}")
    return 0


def _ingest(options: argparse.Namespace, data: Path) -> int:
    """Store what can be read and report the rest; one JSON line a source on standard output."""
    intake = read_paths(options.paths)
    language = person_language()
    for refused in intake.refused:
        print(f"fupan: {refused.name}: {refused.error.message(language)}", file=sys.stderr)
    if not intake.sources:
        raise EmptyInput(
            zh="没有可读的资料：请给出 .txt、.md 或 .csv 文件，或含有它们的文件夹。",
            en="Nothing readable was handed in: give .txt, .md or .csv files, or a folder of them.",
        )
    with open_store(data) as store:
        for source in intake.sources:
            stored = store.archive.add_source(
                options.project, options.month, intake.bytes_of(source), source
            )
            store.recall.index_source(stored)
            report = source.report
            line = {
                "id": stored.id,
                "source": source.name,
                "sha256": source.sha256,
                "encoding": source.encoding,
                "kind": source.kind,
                "sentences": len(source.sentences),
                "rows_read": report.rows_read,
                "rows_kept": report.rows_kept,
                "rows_refused": len(report.refused),
            }
            print(json.dumps(line, ensure_ascii=False))
    return 0


def _import(options: argparse.Namespace, data: Path) -> int:
    from service.intake.decoding import decode
    from service.sign_off import import_review

    try:
        content = options.review.read_bytes()
    except OSError as error:
        raise InvalidRequest(
            zh=f"读不到 {options.review}：请检查路径。",
            en=f"{options.review} cannot be read: check the path.",
        ) from error
    text, _ = decode(content, str(options.review))
    signed = import_review(
        text,
        project=options.project,
        month=options.month,
        confirmed_by=options.confirmed_by,
        at=datetime.now(UTC),
    )
    with open_store(data) as store:
        review_id = store.archive.save_review(None, signed)
        store.recall.index_review(review_id, signed)
    print(f"fupan: review {review_id} is kept in {data}")
    return 0
