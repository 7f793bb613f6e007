"""Which parts of a signed review are remembered."""

from __future__ import annotations

from knowledge.past_reviews import ReviewedItem, is_problem, past_review_passages


def test_problems_measures_lessons_and_actions_are_remembered() -> None:
    """Goals and results are not; a problem carries its concrete case."""
    kinds = ("problem", "risk", "measure", "lesson", "task", "goal", "result", "request")
    items = [ReviewedItem(f"i-{kind}", kind, f"{kind} 文字", "细节") for kind in kinds]
    passages = past_review_passages(items, project="甲", month=202610, origin="r1")
    remembered = [passage.place["item_kind"] for passage in passages]
    assert remembered == ["problem", "risk", "measure", "lesson", "task"]
    assert passages[0].text == "problem 文字\n细节"
    assert [is_problem(passage) for passage in passages] == [True, True, False, False, False]
