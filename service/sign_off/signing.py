"""Decisions item by item, and the sign-off that ends them. Pure: values in, values out.

A blocked item (待核实) is never accepted as it is: a person edits it, rejects it, or confirms it on
their own word, and then it is theirs (claim: human).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from service.errors import DecisionRefused, NotFound
from service.review import Decision, Draft, FollowUp, Item, SignedReview

_SHOWN = 3
_SHOWN_LENGTH = 24


def decide(
    draft: Draft,
    decisions: Sequence[Decision],  # noqa: ARG001 - the rules of today look at no earlier decision
    decision: Decision,
) -> None:
    """Checks that `decision` may be made on the draft after `decisions`.

    :raises NotFound: the draft has no such item or action of last month.
    :raises DecisionRefused: the decision is not allowed, or nobody's name stands under it.
    """
    if not decision.by.strip():
        raise _refused("请填写您的姓名，再做决定。", "Give your name before you decide.")
    if any(action.id == decision.target for action in draft.follow_up):
        _check_answer(decision)
        return
    item = next((item for item in draft.items if item.id == decision.target), None)
    if item is None:
        raise NotFound(
            zh=f"这份草稿里没有编号为 {decision.target} 的条目。请刷新页面后再试。",
            en=f"The draft has no item {decision.target}. Reload the page and try again.",
        )
    _check_item(item, decision)


def sign(
    draft: Draft,
    decisions: Sequence[Decision],
    *,
    signed_by: str,
    at: datetime,
    accept_rest: bool = False,
) -> SignedReview:
    """The signed review: rejected items are gone, edits are applied, actions carry their answers.

    With `accept_rest` the person accepts every item not yet decided and leaves unanswered actions
    unanswered; these decisions are recorded under their name. It never accepts a blocked item, nor
    one that was sent back for a case.

    :raises DecisionRefused: no name, or something that a person has not decided.
    """
    signer = signed_by.strip()
    if not signer:
        raise _refused("请填写签字人的姓名。", "Give the name of the person who signs.")
    signed_at = at.astimezone(UTC).isoformat(timespec="seconds")
    for decision in decisions:
        decide(draft, (), decision)
    made = tuple(decisions)
    if accept_rest:
        made += _rest(draft, made, signer, signed_at)
    _check_complete(draft, made)
    last = last_decisions(made)
    return SignedReview(
        draft=draft,
        decisions=made,
        items=tuple(
            _decided(item, last[item.id])
            for item in draft.items
            if last[item.id].action != "reject"
        ),
        follow_up=tuple(_answered(action, last.get(action.id)) for action in draft.follow_up),
        signed_by=signer,
        signed_at=signed_at,
    )


def last_decisions(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The decision that counts for each target: the last one made."""
    return {decision.target: decision for decision in decisions}


def undecided(draft: Draft, decisions: Iterable[Decision]) -> tuple[str, ...]:
    """The targets that still need a person's word, in the order of the draft. An item sent back for
    a case is one of them."""
    last = last_decisions(decisions)
    return tuple(
        target
        for target in draft.awaiting()
        if target not in last or last[target].action == "needs_case"
    )


def _check_answer(decision: Decision) -> None:
    if decision.action != "answer" or decision.answer is None:
        raise _refused(
            "上月行动项只能回答：已完成、未完成、延期、取消或不清楚。",
            "An action of last month takes an answer: done, open, slipped, dropped or unknown.",
        )


def _check_item(item: Item, decision: Decision) -> None:
    if decision.action == "answer":
        raise _refused("只有上月行动项可以回答。", "Only an action of last month takes an answer.")
    if decision.action == "accept" and item.status == "blocked":
        raise _refused(
            "这一条待核实，不能直接接受：请修改、拒绝，或以您本人名义确认。",
            "Nothing supports this item yet: edit it, reject it, or confirm it on your own word.",
        )
    if decision.action == "confirm" and item.status != "blocked":
        raise _refused(
            "这一条已有依据，不需要确认：请直接接受。",
            "This item has its evidence and needs no confirming: accept it.",
        )
    if decision.action == "edit" and not decision.after.strip():
        raise _refused(
            "修改后的文字不能为空；要去掉这一条，请选择拒绝。",
            "An edit needs a text; to leave the item out, reject it.",
        )


def _rest(
    draft: Draft, decisions: Sequence[Decision], signer: str, at: str
) -> tuple[Decision, ...]:
    """What `accept_rest` decides: whatever has no decision and is not blocked."""
    last = last_decisions(decisions)
    accepted = (
        Decision(item.id, "accept", signer, at, before=item.text)
        for item in draft.items
        if item.id not in last and item.status != "blocked"
    )
    left = (
        Decision(action.id, "answer", signer, at, before=action.action, answer="unknown")
        for action in draft.follow_up
        if action.id not in last and action.answer == "unknown"
    )
    return (*accepted, *left)


def _check_complete(draft: Draft, decisions: Sequence[Decision]) -> None:
    missing = set(undecided(draft, decisions))
    blocked = [one.text for one in draft.items if one.id in missing and one.status == "blocked"]
    items = [one.text for one in draft.items if one.id in missing and one.status != "blocked"]
    actions = [one.action for one in draft.follow_up if one.id in missing]
    if not missing:
        return
    zh, en = [], []
    if items:
        zh.append(f"{len(items)} 条还没有决定（{_named(items)}）")
        en.append(f"{len(items)} items are undecided ({_named(items)})")
    if blocked:
        zh.append(f"{len(blocked)} 条待核实，须修改、拒绝或确认（{_named(blocked)}）")
        en.append(
            f"{len(blocked)} items have no support: edit, reject or confirm them "
            f"({_named(blocked)})"
        )
    if actions:
        zh.append(f"{len(actions)} 条上月行动项没有回答（{_named(actions)}）")
        en.append(f"{len(actions)} actions of last month are unanswered ({_named(actions)})")
    raise _refused(f"还不能定稿：{'；'.join(zh)}。", f"Not ready to sign: {'; '.join(en)}.")


def _named(texts: Sequence[str]) -> str:
    shown = [
        text if len(text) <= _SHOWN_LENGTH else f"{text[:_SHOWN_LENGTH]}…"
        for text in texts[:_SHOWN]
    ]
    return " / ".join(shown) + (" / …" if len(texts) > _SHOWN else "")


def _decided(item: Item, decision: Decision) -> Item:
    text = decision.after.strip() if decision.action == "edit" else item.text
    if item.status == "blocked":
        return replace(item, text=text, claim="human", status="supported", doubts=())
    return replace(item, text=text)


def _answered(action: FollowUp, decision: Decision | None) -> FollowUp:
    if decision is None or decision.answer is None:
        return action
    note = decision.reason.strip() or action.note
    return replace(action, answer=decision.answer, note=note)


def _refused(zh: str, en: str) -> DecisionRefused:
    return DecisionRefused(zh=zh, en=en)
