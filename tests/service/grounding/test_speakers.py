"""Who takes something on in a transcript is its owner; who merely speaks, or is a number, is not."""

from __future__ import annotations

import pytest

from service.grounding import check_item
from service.review import CuePlace, Fields, Item, Sentence


def _sentence(text: str, speaker: str) -> Sentence:
    place = CuePlace(1, 1, 0, len(text), 1, "00:00:01", speaker, ((0, len(text)),))
    return Sentence("s.1", "talk.vtt", place, text)


def _status(text: str, speaker: str, owner: str, confirmed: str = "") -> str:
    item = Item("N1", "next_month", "task", text, "fact", ("s.1",), fields=Fields(owner=owner))
    cited = {"s.1": _sentence(text, speaker)}
    speakers = {"talk.vtt": {"说话人 2": confirmed}} if confirmed else {}
    return check_item(item, cited, month="2026-10", speakers=speakers).status


@pytest.mark.parametrize(
    ("text", "speaker", "owner", "status"),
    [
        ("我来负责接口文档", "张伟明", "张伟明", "supported"),
        ("我来负责接口文档", "伟明 张", "张伟明", "supported"),
        ("I'll fix the import job.", "Ravi Menon", "Ravi Menon", "supported"),
        ("我来负责接口文档", "张伟明", "林晓梅", "blocked"),
        ("接口又报错了", "张伟明", "张伟明", "blocked"),
        ("林晓梅来负责接口文档", "张伟明", "张伟明", "blocked"),
        ("林晓梅来负责接口文档", "张伟明", "林晓梅", "supported"),
        ("我来负责接口文档", "说话人 2", "说话人 2", "blocked"),
        ("我来负责接口文档", "", "张伟明", "blocked"),
    ],
)
def test_the_owner_is_who_takes_it_on(text: str, speaker: str, owner: str, status: str) -> None:
    """Names in either order; a number is nobody."""
    assert _status(text, speaker, owner) == status


def test_a_number_is_the_person_confirmed_for_it() -> None:
    """In that source alone."""
    assert _status("我明天修好", "说话人 2", "张伟明", confirmed="张伟明") == "supported"
    assert _status("我明天修好", "说话人 2", "张伟明") == "blocked"
    assert _status("我明天修好", "说话人 2", "林晓梅", confirmed="张伟明") == "blocked"


def test_a_copy_of_what_is_said_needs_no_name() -> None:
    """An item may say who said it."""
    item = Item("P1", "progress", "conclusion", "张伟明说明：接口已通", "fact", ("s.1",))
    cited = {"s.1": _sentence("接口已通", "张伟明")}
    assert check_item(item, cited, month="2026-10").status == "supported"
