"""`python -m tests.service.export.golden_files` writes the golden files anew; read the difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from service.export import draft_markdown, review_markdown
from tests.fakes.drafts import rich_draft
from tests.service.export.signed import rich_review

FOLDER = Path(__file__).parent / "golden"
GOLDEN: Mapping[str, Callable[[], str]] = {
    "draft.zh.md": lambda: draft_markdown(rich_draft("zh")).text,
    "draft.en.md": lambda: draft_markdown(rich_draft("en")).text,
    "review.zh.md": lambda: review_markdown(rich_review("zh")),
    "review.en.md": lambda: review_markdown(rich_review("en")),
}


def write() -> None:
    """Writes every golden file."""
    FOLDER.mkdir(exist_ok=True)
    for name, render in GOLDEN.items():
        (FOLDER / name).write_text(render(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
