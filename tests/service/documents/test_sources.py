"""A source survives being written and read again, whatever stands in it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from service.documents import head_of, source_from_lines, source_lines
from service.review import (
    FORMS,
    Block,
    Cell,
    CuePlace,
    IntakeReport,
    IntakeWarning,
    PagePlace,
    ParagraphPlace,
    RecordPlace,
    Refusal,
    Sentence,
    Source,
    TablePlace,
    TextPlace,
    Ticket,
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.integers(1, 10**6)
places = st.one_of(
    st.builds(lambda line, start, more: TextPlace(line, 1, start, start + more), *(numbers,) * 3),
    st.builds(TablePlace, texts, numbers, numbers, texts),
    st.builds(RecordPlace, texts, numbers, numbers, texts, texts),
    st.builds(ParagraphPlace, *(numbers,) * 5),
    st.builds(PagePlace, *(numbers,) * 5),
    st.builds(
        CuePlace,
        *(numbers,) * 5,
        texts,
        texts,
        st.lists(st.tuples(numbers, numbers), min_size=1, max_size=3).map(tuple),
    ),
)
sentences = st.builds(
    Sentence,
    id=texts,
    source=texts,
    place=places,
    text=texts,
    role=st.sampled_from(["body", "heading", "quote", "code", "table_header"]),
    headings=st.lists(texts, max_size=2).map(tuple),
    indent=st.integers(0, 9),
    cell=st.none() | st.builds(Cell, numbers, numbers, numbers, texts),
)
tickets = st.builds(
    Ticket,
    key=texts,
    title=texts,
    description=texts,
    state=st.sampled_from(["open", "closed", "unknown"]),
    reopened=st.integers(0, 9),
    labels=st.lists(texts, max_size=2).map(tuple),
    cells=st.dictionaries(texts, texts, max_size=2),
)
reports = st.builds(
    IntakeReport,
    numbers,
    numbers,
    st.lists(st.builds(Refusal, numbers, texts, texts), max_size=2).map(tuple),
    st.lists(st.builds(IntakeWarning, texts, texts, texts), max_size=2).map(tuple),
)
sources = st.builds(
    Source,
    name=texts,
    sha256=texts,
    encoding=st.sampled_from(["utf-8", "gb18030"]),
    kind=st.sampled_from(["notes", "minutes", "tickets", "table"]),
    language=st.sampled_from(["zh", "en"]),
    text=texts,
    sentences=st.lists(sentences, max_size=3).map(tuple),
    dated=texts,
    dialect=texts,
    tickets=st.lists(tickets, max_size=2).map(tuple),
    report=reports,
    form=st.sampled_from(FORMS),
    blocks=st.lists(
        st.builds(Block, numbers, numbers, texts, texts, st.none() | numbers), max_size=2
    ).map(tuple),
)


@given(sources)
def test_a_source_is_equal_after_the_round_trip(source: Source) -> None:
    """Places, roles, cells, tickets and the intake report are all kept."""
    named = tuple(replace(one, source=source.name) for one in source.sentences)
    source = replace(source, sentences=named)
    lines = list(source_lines(source))
    assert source_from_lines(lines) == source
    assert not any("\n" in line for line in lines)


@given(sources)
def test_the_first_line_alone_says_what_a_source_is(source: Source) -> None:
    """A list of sources reads no sentence."""
    assert head_of(next(source_lines(source))) == replace(source, text="", sentences=(), tickets=())
