"""From the text of a document to its reading: kind, day, report, and what a person should see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from service.intake.blocks import find_blocks
from service.intake.detect import dated, day_in_name
from service.intake.document_text import DocumentText
from service.intake.notes import kind_of_text
from service.intake.reader import Given, Reading
from service.intake.text_warnings import warnings_of
from service.review import Block, IntakeReport, IntakeWarning, Refusal, SourceKind

_THINGS: Mapping[str, tuple[str, str]] = {
    "images": ("{} 张图片", "{} pictures"),
    "charts": ("{} 个图表或示意图", "{} charts or diagrams"),
    "objects": ("{} 个嵌入的文件", "{} embedded files"),
    "formulas": ("{} 个公式", "{} formulas"),
    "macros": ("宏", "macros"),
    "annotations": ("{} 处批注或表单栏", "{} notes or form fields"),
    "inserted": ("{} 段引用的外部文档", "{} inserted documents"),
}
"""What no reader reads, by name."""


def document_reading(
    given: Given,
    document: DocumentText,
    warnings: Iterable[IntakeWarning] = (),
    *,
    kind: SourceKind | None = None,
    day: str | None = None,
    blocks: tuple[Block, ...] = (),
    refused: tuple[Refusal, ...] = (),
) -> Reading:
    """The reading of a document; kind and day are found in its text unless they are known."""
    text = document.text
    sentences = tuple(document.sentences)
    kind = given.choices.kind or kind or kind_of_text(text, sentences)
    said = warnings_of(text, given.name, kind, sentences)
    return Reading(
        kind=kind,
        text=text,
        sentences=sentences,
        dated=dated(text, given.name) if day is None else day,
        blocks=blocks or find_blocks(sentences, named=day_in_name(given.name)),
        report=IntakeReport(
            rows_read=len(sentences) + len(refused),
            rows_kept=len(sentences),
            refused=refused,
            warnings=(*warnings, *(one for one in said if day is None or one.code != "two_dates")),
        ),
    )


def not_read(counts: Mapping[str, int]) -> Iterable[IntakeWarning]:
    """A warning that names what a document holds besides text, if it holds any (see `_THINGS`)."""
    found = [name for name in _THINGS if counts.get(name)]
    if found:
        zh = "、".join(_THINGS[name][0].format(counts[name]) for name in found)
        en = ", ".join(_THINGS[name][1].format(counts[name]) for name in found)
        yield IntakeWarning(
            "not_read",
            f"文件里还有{zh}，没有读：其中若有要写进总结的内容，请用文字补上。",
            f"The file also holds {en}, which were not read: put into words what belongs into the "
            "review.",
        )


def hidden_text(count: int) -> Iterable[IntakeWarning]:
    """A warning about `count` characters that no reader of the document sees, if there are any."""
    if count:
        yield IntakeWarning(
            "hidden_text",
            f"有 {count} 个字是隐藏的（看不见的文字），没有读入：请留意是谁放进去的。",
            f"{count} characters are hidden from whoever reads the document; they were not read: mind "
            "who put them there.",
        )
