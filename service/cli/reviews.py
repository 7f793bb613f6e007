"""Reading last month's signed review from the file that a person names."""

from __future__ import annotations

from pathlib import Path

from service.documents import review_from_json
from service.errors import InvalidReview
from service.review import SignedReview


def read_review(path: Path) -> SignedReview:
    """The signed review in a JSON file. Raises InvalidReview when it is none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InvalidReview(
            zh=f"读不到 {path}（{error.strerror}）：请用已定稿总结的 JSON 下载文件。",
            en=f"{path} cannot be read ({error.strerror}): use the JSON download of a signed review.",
        ) from error
    return review_from_json(data)
