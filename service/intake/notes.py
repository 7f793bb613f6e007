"""Notes and minutes, plain or Markdown -> sentences, with what a person should see about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.intake.blocks import find_blocks
from service.intake.detect import dated, day_in_name, kind_of
from service.intake.reader import Given, Reading
from service.intake.text_source import read_sentences
from service.review import IntakeReport, IntakeWarning, Sentence


def read_notes(given: Given) -> Reading:
    """The reading of a text that is neither a table nor a transcript.

    Raises InputTooLarge for more sentences than one source may have.
    """
    sentences = read_sentences(given.text, given.name, given.prefix)
    return Reading(
        kind=kind_of(given.text),
        text=given.text,
        sentences=sentences,
        dated=dated(given.text, given.name),
        blocks=find_blocks(sentences, named=day_in_name(given.name)),
        report=IntakeReport(
            rows_read=len(sentences),
            rows_kept=len(sentences),
            warnings=tuple(warnings_of(given.text, given.name, sentences)),
        ),
    )


def warnings_of(text: str, name: str, sentences: Sequence[Sentence]) -> Iterator[IntakeWarning]:
    """What a person should see about a text: lost characters, nothing written, two dates."""
    lost = text.count("\ufffd")
    if lost:
        yield IntakeWarning(
            "lost_characters",
            f"有 {lost} 个字符在之前的某次转换中已经丢失（显示为 \ufffd）：请对照原文。",
            f"{lost} characters were lost in some conversion before (shown as \ufffd): check the "
            "original.",
        )
    if all(sentence.role in ("heading", "table_header", "code") for sentence in sentences):
        yield IntakeWarning(
            "only_headings",
            "只有标题或代码，没有正文：这份资料里没有可以写进总结的内容。",
            "There are only headings or code: nothing here can go into a review.",
        )
    named, said = day_in_name(name), dated(text, name)
    if named and said != named:
        yield IntakeWarning(
            "two_dates",
            f"正文说是 {said}，文件名说是 {named}：按正文的日期读取，请核对。",
            f"The text says {said}, the file name {named}: the text was followed, please check.",
        )
