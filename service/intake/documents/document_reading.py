"""From the text of a document to its reading: kind, day, report, and what a person should see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from service.intake.documents.document_text import DocumentText
from service.intake.prose.notes import reading_of
from service.intake.reader import Given, Reading
from service.review import IntakeWarning, Refusal, SourceKind

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
    refused: tuple[Refusal, ...] = (),
    kind: SourceKind | None = None,
) -> Reading:
    """The reading of a document: that of its text, and what a person should see about the rest.

    Each of `refused` is a part that was not read, one row of the report.
    """
    reading = reading_of(given, document.text, tuple(document.sentences), kind)
    report = replace(
        reading.report,
        rows_read=reading.report.rows_read + len(refused),
        refused=refused,
        warnings=(*warnings, *reading.report.warnings),
    )
    return replace(reading, report=report)


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
