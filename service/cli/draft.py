"""`fupan draft`: files and folders in, the four sections out."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from service.cli.language import person_language
from service.cli.reviews import read_review
from service.documents import draft_document
from service.errors import EmptyInput
from service.export.markdown import draft_markdown
from service.intake import Intake, read_paths
from service.pipeline import check_month, draft_month
from service.review import Draft, SignedReview


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """The options of the command."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders")
    parser.add_argument("--project", required=True, metavar="NAME")
    parser.add_argument("--month", required=True, metavar="YYYY-MM")
    parser.add_argument(
        "--last-month", type=Path, metavar="REVIEW.json", help="last month's signed review"
    )
    parser.add_argument("--format", choices=("md", "json"), default="md")
    parser.add_argument("--lang", choices=("zh", "en"), help="language of the draft")
    parser.add_argument("--data", type=Path, help="keep sources and draft in this store")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE")


def run(options: argparse.Namespace) -> int:
    """Draft and print or write; what could not be read is named on standard error."""
    check_month(options.month)
    intake = read_paths(options.paths)
    last_review = read_review(options.last_month) if options.last_month else None
    _report(intake)
    if not intake.sources:
        raise EmptyInput(
            zh="没有可读的资料：请给出 .txt、.md 或 .csv 文件，或含有它们的文件夹。",
            en="Nothing readable was handed in: give .txt, .md or .csv files, or a folder of them.",
        )
    if options.data:
        draft = _draft_in_store(options, intake, last_review)
    else:
        draft = draft_month(
            project=options.project,
            month=options.month,
            sources=intake.sources,
            language=options.lang,
            last_review=last_review,
        )
    _write(_render(draft, options.format), options.output)
    return 0


def _draft_in_store(
    options: argparse.Namespace, intake: Intake, last_review: SignedReview | None
) -> Draft:
    from service.cli.store import open_store

    with open_store(options.data) as store:
        stored = [
            store.archive.add_source(
                options.project, options.month, intake.bytes_of(source), source
            )
            for source in intake.sources
        ]
        for one in stored:
            store.recall.index_source(one)
        if last_review is None:
            found = store.archive.latest_review_before(options.project, options.month)
            last_review = found[1] if found else None
        run_id = store.archive.add_run(
            options.project, options.month, options.lang, [one.id for one in stored], None
        ).id
        draft = draft_month(
            project=options.project,
            month=options.month,
            sources=intake.sources,
            language=options.lang,
            last_review=last_review,
            similar=lambda text: store.recall.similar_problems(
                options.project, options.month, text
            ),
            spellings=store.archive.memory(options.project).spellings,
        )
        draft_id = store.archive.save_draft(run_id, draft)
    print(f"fupan: draft {draft_id} is kept in {options.data}", file=sys.stderr)
    return draft


def _report(intake: Intake) -> None:
    language = person_language()
    for refused in intake.refused:
        print(f"fupan: {refused.name}: {refused.error.message(language)}", file=sys.stderr)
    for name, first in intake.duplicates:
        print(f"fupan: {name} = {first}", file=sys.stderr)


def _render(draft: Draft, form: str) -> str:
    if form == "md":
        return draft_markdown(draft).text
    return json.dumps(draft_document(draft), ensure_ascii=False, indent=2) + "\n"


def _write(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(text, encoding="utf-8", newline="\n")


__all__ = ["add_arguments", "run"]
