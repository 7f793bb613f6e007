"""Citations of documents are found again in the files by readers that are not the service's."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
import xlsxwriter

from evals import check_draft
from evals.metrics.documents import document_fault, record_fault
from service.cli import main

MINUTES = (
    "会议时间：2026年10月21日",
    "结论：订单接口联调已完成，10月21日通过客户验收。",
    "问题：支付网关偶发超时，10月19日客户结算中断两次。",
    "行动项：补齐网关重试，负责人：林岚，截止11月8日，验收标准：连续三天无超时。",
)


def _word() -> bytes:
    document = docx.Document()
    document.add_heading("十月例会纪要", level=1)
    for line in MINUTES:
        document.add_paragraph(line)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _workbook() -> bytes:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        sheet = book.add_worksheet("缺陷")
        rows = (
            ("编号", "标题", "状态", "负责人"),
            ("QY-18", "支付网关超时", "进行中", "林岚"),
            ("QY-21", "导出乱码", "已关闭", "周禾"),
        )
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return kept.getvalue()


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A draft of a zip with a Word file, a workbook and a tracker's JSON."""
    monkeypatch.chdir(tmp_path)
    board = [{"number": 7, "title": "打印模板错位", "state": "OPEN", "assignees": [], "labels": []}]
    with zipfile.ZipFile("十月.zip", "w") as archive:
        archive.writestr("纪要.docx", _word())
        archive.writestr("缺陷.xlsx", _workbook())
        archive.writestr("issues.json", json.dumps(board, ensure_ascii=False))
    arguments = ["draft", "十月.zip", "--project", "青云", "--month", "2026-10"]
    assert main([*arguments, "--format", "json", "-o", "draft.json"]) == 0
    return tmp_path / "draft.json"


def test_a_draft_of_documents_stands_on_its_files(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Paragraphs, cells and records are all cited, and every citation is found again."""
    document = json.loads(draft.read_text(encoding="utf-8"))
    kinds = {
        entry["place"]["kind"]
        for section in document["sections"]
        for item in section["items"]
        for entry in item["evidence"]
    }
    assert {"paragraph", "table", "record"} <= kinds
    assert check_draft.main([str(draft)]) == 0, capsys.readouterr().out


def test_another_text_at_a_place_is_seen() -> None:
    """Words that do not stand in the paragraph's file, the cell, or at the path are faults."""
    place = {"kind": "paragraph", "paragraph": 2}
    assert document_fault(_word(), place, MINUTES[1]) == ""
    assert document_fault(_word(), place, "结论：订单接口联调推迟。") != ""
    cell = {"kind": "table", "sheet": "缺陷", "row": 2, "column": 2}
    assert document_fault(_workbook(), cell, "支付网关超时") == ""
    assert document_fault(_workbook(), cell, "导出乱码") != ""
    record = {"kind": "record", "path": '[0]["标题"]'}
    assert record_fault('[{"标题": "打印错位"}]', record, "打印错位") == ""
    assert record_fault('[{"标题": "打印错位"}]', record, "接口超时") != ""
    assert record_fault("[]", record, "打印错位") != ""
    assert document_fault(b"MZ", place, "x") != ""
