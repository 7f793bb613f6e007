"""Made-up drafts and signed reviews: hypothesis strategies over the vocabulary of the service."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import get_args

from hypothesis import strategies as st

from service.review import (
    SECTIONS,
    SEVERITIES,
    Answer,
    Both,
    Case,
    Claim,
    Conflict,
    ConflictClaim,
    Cue,
    Decision,
    DecisionAction,
    Draft,
    Fields,
    Finding,
    FollowUp,
    Item,
    ItemKind,
    LedgerEntry,
    LedgerKind,
    LedgerStatus,
    Notice,
    Place,
    Related,
    Sentence,
    SignedReview,
    SourceRef,
    Support,
    Suppression,
    TablePlace,
    TextPlace,
    Writer,
)

# Text that hurts: Han, full-width forms, emoji, combining marks, Markdown, HTML and line ends.
texts = st.one_of(
    st.sampled_from(["", "完成接口联调", "１２％", "😀é", "# 标题", "<script>", "a|b", "x\r\ny"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
filled = texts.filter(lambda text: bool(text.strip()))
numbers = st.integers(1, 10**6)
answers: st.SearchStrategy[Answer] = st.sampled_from(get_args(Answer))
months = st.builds("{:04d}-{:02d}".format, st.integers(2000, 2099), st.integers(1, 12))
days = st.just("") | st.dates().map(lambda day: day.isoformat())
FIRST, LAST = datetime.fromisoformat("0001-01-03"), datetime.fromisoformat("9999-12-29")
times = st.datetimes(FIRST, LAST, timezones=st.timezones()).map(lambda time: time.isoformat())


@st.composite
def text_places(draw: st.DrawFn) -> TextPlace:
    """A place in a text whose end is not before its start."""
    start = draw(st.integers(0, 10**6))
    return TextPlace(draw(numbers), draw(numbers), start, start + draw(st.integers(0, 200)))


table_places = st.builds(TablePlace, texts, numbers, numbers, texts)
places: st.SearchStrategy[Place] = st.one_of(text_places(), table_places)
both = st.builds(Both, texts, texts)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """A finding with every optional part now there, now not."""
    start = draw(st.integers(0, 10**6))
    return Finding(
        rule_id=draw(st.from_regex(r"[A-Z][0-9]{2}", fullmatch=True)),
        rule_key=draw(filled),
        rule_version=draw(numbers),
        severity=draw(st.sampled_from(SEVERITIES)),
        missing=tuple(draw(st.lists(texts, max_size=2))),
        quote=draw(texts),
        start=start,
        end=start + draw(st.integers(0, 99)),
        line=draw(numbers),
        column=draw(numbers),
        end_line=draw(numbers),
        end_column=draw(numbers),
        section=draw(texts),
        item=draw(st.integers(0, 99)),
        item_type=draw(texts),
        message=draw(both),
        question=draw(both),
        skeleton=draw(st.none() | both),
        fingerprint=draw(texts),
        cue=draw(st.none() | st.builds(Cue, texts, st.just(3), st.integers(3, 9))),
        related=tuple(
            draw(st.lists(st.builds(Related, st.just(1), numbers, texts, texts), max_size=2))
        ),
        also=tuple(draw(st.lists(texts, max_size=2))),
        origin=draw(st.sampled_from(["rule", "model", "llm"])),
        confidence=draw(st.floats(0, 1)),
        suppressed=draw(st.none() | st.builds(Suppression, texts, texts, texts)),
        cases=tuple(draw(st.lists(st.builds(Case, texts, places, texts, texts), max_size=2))),
        item_id=draw(texts),
    )


def _fields() -> st.SearchStrategy[Fields]:
    named = {
        field.name: days if field.name in {"planned_due", "actual_date", "due"} else texts
        for field in fields(Fields)
        if field.name != "whys"
    }
    return st.builds(Fields, whys=st.lists(texts, max_size=2).map(tuple), **named)


def _sentences() -> st.SearchStrategy[Sentence]:
    return st.builds(Sentence, st.just(""), texts, places, texts)


def _items(ids: list[str]) -> st.SearchStrategy[Item]:
    return st.builds(
        Item,
        id=st.just(""),
        section=st.sampled_from(SECTIONS),
        kind=st.sampled_from(get_args(ItemKind)),
        text=texts,
        claim=st.sampled_from(get_args(Claim)),
        evidence=_some(ids),
        status=st.sampled_from(get_args(Support)),
        fields=_fields(),
        questions=st.lists(texts, max_size=2).map(tuple),
        doubts=st.lists(texts, max_size=2).map(tuple),
    )


def _some(ids: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    if not ids:
        return st.just(())
    return st.lists(st.sampled_from(ids), max_size=3).map(tuple)


def _follow_ups(ids: list[str]) -> st.SearchStrategy[tuple[FollowUp, ...]]:
    one = st.builds(FollowUp, filled, texts, texts, days, texts, answers, _some(ids), texts, texts)
    return st.lists(one, max_size=2).map(tuple)


def _numbered(items: list[Item]) -> tuple[Item, ...]:
    return tuple(
        Item(**{**{f.name: getattr(item, f.name) for f in fields(Item)}, "id": f"i{number}"})
        for number, item in enumerate(items)
    )


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """A draft whose evidence ids all stand in `cited`."""
    sentences = draw(st.lists(_sentences(), max_size=3))
    cited = {
        f"s{number}": Sentence(f"s{number}", sentence.source, sentence.place, sentence.text)
        for number, sentence in enumerate(sentences)
    }
    ids = list(cited)
    claims = st.builds(ConflictClaim, texts, _some(ids))
    return Draft(
        project=draw(texts),
        month=draw(months),
        language=draw(st.sampled_from(["zh", "en"])),
        writer=draw(st.sampled_from(get_args(Writer))),
        sources=tuple(draw(st.lists(st.builds(SourceRef, texts, texts, texts), max_size=2))),
        items=_numbered(draw(st.lists(_items(ids), max_size=4))),
        cited=cited,
        follow_up=draw(_follow_ups(ids)),
        ledger=tuple(draw(st.lists(_ledger_entries(), max_size=3))),
        conflicts=tuple(
            draw(
                st.lists(
                    st.builds(Conflict, texts, st.lists(claims, max_size=2).map(tuple)),
                    max_size=2,
                )
            )
        ),
        findings=tuple(draw(st.lists(findings(), max_size=1))),
        notices=tuple(draw(st.lists(st.builds(Notice, texts, texts), max_size=2))),
    )


def _ledger_entries() -> st.SearchStrategy[LedgerEntry]:
    return st.builds(
        LedgerEntry,
        texts,
        st.sampled_from(get_args(LedgerKind)),
        st.sampled_from(get_args(LedgerStatus)),
        st.lists(texts, max_size=2).map(tuple),
        texts,
    )


@st.composite
def signed_reviews(draw: st.DrawFn) -> SignedReview:
    """A signed review whose items differ from those of its draft."""
    draft = draw(drafts())
    decisions = st.builds(
        Decision,
        target=texts,
        action=st.sampled_from(get_args(DecisionAction)),
        by=texts,
        at=times,
        before=texts,
        after=texts,
        answer=st.none() | answers,
        reason=texts,
    )
    return SignedReview(
        draft=draft,
        decisions=tuple(draw(st.lists(decisions, max_size=2))),
        items=_numbered(draw(st.lists(_items(list(draft.cited)), max_size=3))),
        follow_up=draw(_follow_ups(list(draft.cited))),
        signed_by=draw(filled),
        signed_at=draw(times),
        imported=draw(st.booleans()),
    )
