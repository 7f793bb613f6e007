"""Whatever is handed in: no crash, true citations, a full ledger, the same draft in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from service.export import draft_markdown
from service.intake import read_paste
from service.pipeline import draft_month
from service.review import SECTIONS, TextPlace
from tests.service.drafting.months import EXAMPLES

_FRAGMENTS = (
    *(
        "时间：2026年9月9日",
        "会议时间：2026-09-23",
        "## 遗留问题",
        "**结论**",
        "结论：完成",
        "## 问题",
    ),
    *("### 1. 路线规划引擎", "1、电子围栏  -- 段岚", "     结论：推迟到 9月30日", "---", "> 引用"),
    *("- 补齐接口文档。责任人：段岚，完成时间：9月31日", "1. 修复 YLD-14 和 #207 --程朔/段岚"),
    *(
        "9/3 签收页由 6 秒降到 2 秒",
        "13/45 超时 5 次",
        "由 9月12日推迟到 9月19日",
        "😀 已上线 １２％",
    ),
    *("| 事项 | 责任人 | 状态 |", "|---|---|---|", "| 补文档 | 段岚 | 20260907:open |", "| | | |"),
    *("| 议题 | 纪要 |", "| 围栏 | 结论：完成<br>遗留问题：清单 --段岚 |", "```", "要不要换？"),
    *("Owner: Mara Voss, due: 18 September", "## Action items", "- Fix #12. Owner: Ken Ohara"),
    *(
        "fell from 9 seconds to",
        "因为",
        "：",
        "（负责人：",
        "责任人：，完成时间：",
        "申请 1 名 DBA",
    ),
)
lines = st.one_of(
    st.sampled_from(_FRAGMENTS),
    st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), max_size=30),
)


@given(st.lists(lines, min_size=1, max_size=14))
@settings(max_examples=50, deadline=None)
def test_any_text_gives_a_sound_draft(parts: list[str]) -> None:
    """Broken minutes of any kind: items rest on sentences at their places, and the ledger is whole."""
    source = read_paste("本月记录\n" + "\n".join(parts), 1)
    draft = draft_month(project="云岭", month="2026-09", sources=[source])
    for sentence in draft.cited.values():
        assert isinstance(sentence.place, TextPlace)
        assert source.text[sentence.place.start : sentence.place.end] == sentence.text
    for item in draft.items:
        assert item.section in SECTIONS
        assert item.text.strip()
        assert item.evidence
        assert set(item.evidence) <= set(draft.cited)
    for entry in draft.ledger:
        assert entry.items or entry.reason
    text = draft_markdown(draft).text
    for finding in draft.findings:
        assert text[finding.start : finding.end] == finding.quote


def test_every_process_writes_the_same_draft() -> None:
    """Two processes with different hash seeds write the same bytes."""
    command = "from service.cli import main; raise SystemExit(main())"
    month = ["draft", str(EXAMPLES / "qinglan-his" / "month"), "--project", "青岚"]
    written = [
        subprocess.run(
            [sys.executable, "-c", command, *month, "--month", "2026-06", "--format", "json"],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            cwd=Path(__file__).resolve().parents[3],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert written[0]
    assert written[0] == written[1]
