"""Sign-off: nothing counts until a person has decided it, and what they decided is signed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from service.errors import DecisionRefused, NotFound
from service.review import Answer, Decision, DecisionAction, FollowUp
from service.sign_off import decide, sign, undecided
from tests.archive_values import SIGNED_AT, draft, item

AT = datetime(2026, 11, 1, 17, 0, tzinfo=timezone(timedelta(hours=8)))
BLOCKED = item("b", "完成率 95%", status="blocked")
PLAIN = item("a", "医保接口超时")
OTHER = item("c", "培训延期", status="open")
ASKED = FollowUp("f1", "完成联调", "李敏", "2026-10-20", "10月20日前", "unknown")
KNOWN = FollowUp("f2", "提交方案", "", "", "", "done", note="10月9日已提交")
DRAFT = draft(PLAIN, BLOCKED, OTHER, follow_up=(ASKED, KNOWN))


def made(target: str, action: DecisionAction, **more: Any) -> Decision:
    """A decision of Li Min."""
    return Decision(target, action, "李敏", SIGNED_AT, **more)


ALL = (
    made("a", "accept"),
    made("b", "reject", reason="没有依据"),
    made("c", "edit", after=" 培训推迟到 11 月 5 日 "),
    made("f1", "answer", answer="slipped", reason="厂商延期"),
)


def test_the_signed_review_is_what_was_decided() -> None:
    """Rejected items are gone, edits are applied, ids and claims stay, answers are filled in."""
    signed = sign(DRAFT, ALL, signed_by=" 王主任 ", at=AT)
    assert [(one.id, one.text, one.claim) for one in signed.items] == [
        ("a", "医保接口超时", "fact"),
        ("c", "培训推迟到 11 月 5 日", "fact"),
    ]
    assert [(one.answer, one.note) for one in signed.follow_up] == [
        ("slipped", "厂商延期"),
        ("done", "10月9日已提交"),
    ]
    assert signed.decisions == ALL
    assert (signed.signed_by, signed.signed_at) == ("王主任", "2026-11-01T09:00:00+00:00")
    assert signed.draft is DRAFT
    assert not signed.imported


@pytest.mark.parametrize("gone", range(len(ALL)))
def test_one_missing_decision_refuses_the_sign_off(gone: int) -> None:
    """Whichever is left out, item or action, the error names it."""
    rest = ALL[:gone] + ALL[gone + 1 :]
    with pytest.raises(DecisionRefused) as refused:
        sign(DRAFT, rest, signed_by="王主任", at=AT)
    names = {"a": "医保接口超时", "b": "完成率 95%", "c": "培训延期", "f1": "完成联调"}
    assert names[ALL[gone].target] in refused.value.zh
    assert undecided(DRAFT, rest) == (ALL[gone].target,)


def test_nobody_cannot_sign() -> None:
    """A name of blanks is no name."""
    with pytest.raises(DecisionRefused):
        sign(DRAFT, ALL, signed_by=" \u3000", at=AT)


def test_the_last_decision_counts() -> None:
    """A rejection taken back brings the item in again; all decisions are kept."""
    signed = sign(DRAFT, (made("a", "reject"), *ALL), signed_by="王", at=AT)
    assert "a" in {one.id for one in signed.items}
    assert len(signed.decisions) == len(ALL) + 1


def test_an_item_sent_back_for_a_case_is_undecided() -> None:
    """The person asked for a case; accepting the rest does not answer that."""
    decisions = (*ALL, made("a", "needs_case"))
    with pytest.raises(DecisionRefused):
        sign(DRAFT, decisions, signed_by="王", at=AT, accept_rest=True)


def test_accept_rest_never_accepts_a_blocked_item() -> None:
    """Without a word on the blocked item there is no review."""
    with pytest.raises(DecisionRefused) as refused:
        sign(DRAFT, (), signed_by="王", at=AT, accept_rest=True)
    assert "完成率 95%" in refused.value.en
    assert "医保接口超时" not in refused.value.en


def test_accept_rest_is_recorded() -> None:
    """What was accepted in one go stands as decisions of the signer, the unknown answer too."""
    signed = sign(DRAFT, (made("b", "confirm"),), signed_by="王", at=AT, accept_rest=True)
    assert [(one.target, one.action, one.by) for one in signed.decisions[1:]] == [
        ("a", "accept", "王"),
        ("c", "accept", "王"),
        ("f1", "answer", "王"),
    ]
    assert signed.follow_up[0].answer == "unknown"


@pytest.mark.parametrize(
    ("decision", "text"),
    [(made("b", "confirm"), "完成率 95%"), (made("b", "edit", after="完成率待核"), "完成率待核")],
)
def test_a_blocked_item_becomes_the_persons_own(decision: Decision, text: str) -> None:
    """Confirmed or edited, it is signed as a human claim and no longer blocked."""
    signed = sign(DRAFT, (*ALL, decision), signed_by="王", at=AT)
    kept = next(one for one in signed.items if one.id == "b")
    assert (kept.text, kept.claim, kept.status) == (text, "human", "supported")


@pytest.mark.parametrize(
    "decision",
    [
        made("b", "accept"),
        made("a", "confirm"),
        made("a", "edit", after="  "),
        made("a", "answer", answer="done"),
        made("f1", "accept"),
        made("f1", "answer"),
        Decision("a", "accept", " ", SIGNED_AT),
    ],
)
def test_decisions_that_are_not_allowed(decision: Decision) -> None:
    """Refused when they are made, and again when somebody tries to sign with them."""
    with pytest.raises(DecisionRefused):
        decide(DRAFT, (), decision)
    with pytest.raises(DecisionRefused):
        sign(DRAFT, (*ALL, decision), signed_by="王", at=AT)


@pytest.mark.parametrize("answer", ["done", "open", "slipped", "dropped", "unknown"])
def test_every_answer_is_allowed(answer: Answer) -> None:
    """Also the honest "unknown", when the person gives it, and one that corrects the sources."""
    for target in ("f1", "f2"):
        decide(DRAFT, ALL, made(target, "answer", answer=answer))


def test_a_target_that_does_not_exist() -> None:
    """The error names it."""
    with pytest.raises(NotFound, match="zz"):
        decide(DRAFT, (), made("zz", "accept"))


def test_an_empty_draft_can_be_signed() -> None:
    """A month in which nothing is left to decide."""
    assert sign(draft(), (), signed_by="王", at=datetime.now(UTC)).items == ()
