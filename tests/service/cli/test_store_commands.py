"""The commands that keep things: ingest, import, reindex, draft --data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.archive import Archive
from service.cli import main
from service.documents import draft_from_document
from tests.service.drafting.months import EXAMPLES

HIS = EXAMPLES / "qinglan-his"
JUNE = ["--project", "青岚", "--month", "2026-06"]
EARLIER = (
    "# 青岚 2026 年 5 月 总结\n\n## 一、进度与成果盘点\n\n- 门诊收费模块 5月18日切换\n\n"
    "## 二、问题与挑战分析\n\n- 挂号高峰页面打开慢\n\n## 三、经验沉淀与改进措施\n\n- 上线前先压测\n\n"
    "## 四、下月计划与资源需求\n\n- 收齐统计报表清单。责任人：史楠，完成时间：6月15日\n"
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An empty data directory."""
    return tmp_path / "data"


def test_ingest_keeps_each_source(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each source is one JSON line with its counts, and its bytes are in the store."""
    assert main(["ingest", str(HIS / "month"), *JUNE, "--data", str(data)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == len([path for path in (HIS / "month").rglob("*") if path.is_file()])
    with Archive.open(data) as archive:
        kept = {one.id for one in archive.sources("青岚", "2026-06")}
        assert kept == {line["id"] for line in lines}
        for line in lines:
            assert archive.source_bytes(line["id"]) == Path(line["source"]).read_bytes()


def test_ingest_twice_keeps_one(data: Path) -> None:
    """The same files again make no second record."""
    for _ in range(2):
        assert main(["ingest", str(HIS / "previous"), *JUNE, "--data", str(data)]) == 0
    with Archive.open(data) as archive:
        names = [one.source.name for one in archive.sources("青岚", "2026-06")]
    assert len(names) == len(set(names))


def test_an_empty_folder_is_not_ingested(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing readable ends with 3."""
    empty = tmp_path / "empty"
    empty.mkdir()
    assert main(["ingest", str(empty), *JUNE, "--data", str(data)]) == 3
    assert capsys.readouterr().out == ""


def test_an_imported_review_answers_for_last_month(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A May review written by hand is imported, and June's draft from the store follows it up."""
    review = tmp_path / "may.md"
    review.write_text(EARLIER, encoding="utf-8")
    may = ["--project", "青岚", "--month", "2026-05", "--data", str(data)]
    assert main(["import", str(review), *may, "--confirmed-by", "方砚"]) == 0
    with Archive.open(data) as archive:
        (summary,) = archive.reviews("青岚")
    assert (summary.signed_by, summary.imported) == ("方砚", True)
    capsys.readouterr()
    june = [*JUNE, "--data", str(data), "--format", "json"]
    assert main(["draft", str(HIS / "month"), *june]) == 0
    document = json.loads(capsys.readouterr().out)
    assert any("统计报表清单" in entry["action"] for entry in document["follow_up"])


def test_a_draft_with_data_is_kept(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--data keeps the sources and the very draft that is printed."""
    june = [*JUNE, "--data", str(data), "--format", "json"]
    assert main(["draft", str(HIS / "month"), *june]) == 0
    printed = draft_from_document(json.loads(capsys.readouterr().out))
    with Archive.open(data) as archive:
        (summary,) = archive.drafts("青岚")
        kept = archive.draft(summary.id).draft
    assert kept.items == printed.items
    assert kept.ledger == printed.ledger


def test_reindex_counts_the_passages(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """reindex rebuilds from the records and says how many passages there are."""
    assert main(["ingest", str(HIS / "previous"), *JUNE, "--data", str(data)]) == 0
    capsys.readouterr()
    assert main(["reindex", "--data", str(data)]) == 0
    count = int(capsys.readouterr().out.split()[1])
    assert count > 0


def test_a_missing_review_is_refused(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A review file that is not there ends with 2 and is named."""
    wanted = [str(tmp_path / "nowhere.md"), *JUNE, "--data", str(data), "--confirmed-by", "方砚"]
    assert main(["import", *wanted]) == 2
    assert "nowhere.md" in capsys.readouterr().err
