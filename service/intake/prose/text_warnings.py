"""What a person should see about a text that was read: lost characters, blanks, code, two dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.intake.detect import dated, day_in_name
from service.intake.prose.attachment import prose_and_machine
from service.intake.prose.machine_written import looks_machine_written
from service.intake.prose.unfilled import unfilled_parts
from service.review import IntakeWarning, Sentence, SourceKind


def warnings_of(
    text: str, name: str, kind: SourceKind, sentences: Sequence[Sentence]
) -> Iterator[IntakeWarning]:
    """The warnings of one text in the order a person should read them."""
    yield from lost_characters(text)
    if kind == "attachment":
        yield _attachment(text)
        return
    headings_only = all(s.role in ("heading", "table_header", "code") for s in sentences)
    if headings_only:
        yield IntakeWarning(
            "only_headings",
            "只有标题或代码，没有正文：这份资料里没有可以写进总结的内容。",
            "There are only headings or code: nothing here can go into a review.",
        )
    elif kind == "empty":
        yield IntakeWarning(
            "empty_form",
            "这是一份没有填写的模板，按空白保存，不写入草稿。",
            "This is a template that nobody filled in: it is kept as empty and not drafted from.",
        )
    if parts := unfilled_parts(sentences):
        yield IntakeWarning(
            "unfilled_parts",
            f"以下部分未填写（只有模板的提示语）：{'、'.join(parts)}。",
            f"Nobody filled in these parts (only the template's hints are there): {'; '.join(parts)}.",
        )
    if kind != "empty" and looks_machine_written(sentences):
        yield IntakeWarning(
            "machine_written",
            "这份资料像是自动生成的（几乎每行都打勾，没有负责人，没有问题）：其中的“完成”需要工单、"
            "会议记录或相关人员再确认一次。",
            "This looks written by a program (nearly every line ticked, no owner, no trouble): what "
            "it calls done needs a ticket, a transcript or a person to confirm it.",
        )
    yield from _two_dates(text, name)


def lost_characters(text: str) -> Iterator[IntakeWarning]:
    """The warning about characters that some conversion before has lost."""
    lost = text.count("\ufffd")
    if lost:
        yield IntakeWarning(
            "lost_characters",
            f"有 {lost} 个字符在之前的某次转换中已经丢失（显示为 \ufffd）：请对照原文。",
            f"{lost} characters were lost in some conversion before (shown as \ufffd): check the "
            "original.",
        )


def _attachment(text: str) -> IntakeWarning:
    lines, prose, _ = prose_and_machine(text)
    return IntakeWarning(
        "attachment",
        f"像是代码、日志或数据字典（{lines} 行中只有 {prose} 行是文字）：按附件保存，不从中读取工作内容。"
        "它是什么？如果是纪要或记录，请改为“记录”重新读取。",
        f"This looks like code, a log or a data dictionary ({prose} of {lines} lines are prose): it is "
        "kept as an attachment and no work is read out of it. What is it? If it is notes or minutes, "
        "say so and it is read again.",
    )


def _two_dates(text: str, name: str) -> Iterator[IntakeWarning]:
    named, said = day_in_name(name), dated(text, name)
    if named and said != named:
        yield IntakeWarning(
            "two_dates",
            f"正文说是 {said}，文件名说是 {named}：按正文的日期读取，请核对。",
            f"The text says {said}, the file name {named}: the text was followed, please check.",
        )
