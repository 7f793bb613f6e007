"""`fupan sign`: a named person signs a draft document off and gets the signed review."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from service.documents import draft_from_document, review_document
from service.errors import InvalidRequest
from service.review import Decision
from service.sign_off import sign


def add_arguments(parser: argparse.ArgumentParser, name: str) -> None:
    """The options of the command."""
    parser.add_argument("draft", type=Path, metavar="DRAFT.json")
    parser.add_argument("--by", required=True, metavar="NAME", help="the person who signs")
    parser.add_argument(
        "--reject", action="append", default=[], metavar="ITEM", help="leave this item out"
    )
    parser.add_argument(
        "--accept-rest", action="store_true", help="accept every item that is not rejected"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="REVIEW.json")


def run(options: argparse.Namespace) -> int:
    """Sign and write. Raises DecisionRefused while something is undecided."""
    try:
        draft = draft_from_document(json.loads(options.draft.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError) as error:
        raise InvalidRequest(
            zh=f"{options.draft} 不是可读的草稿 JSON：请用 fupan draft --format json 的输出。",
            en=f"{options.draft} is no readable draft: use the output of fupan draft --format json.",
        ) from error
    now = datetime.now(UTC)
    decisions = [
        Decision(target=item, action="reject", by=options.by, at=now.isoformat(timespec="seconds"))
        for item in options.reject
    ]
    signed = sign(draft, decisions, signed_by=options.by, at=now, accept_rest=options.accept_rest)
    text = json.dumps(review_document(signed), ensure_ascii=False, indent=2) + "\n"
    if options.output is None:
        sys.stdout.write(text)
    else:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        options.output.write_text(text, encoding="utf-8", newline="\n")
    return 0
