"""How fast is the critique? `python -m evals.bench` prints CPU times beside those of proselint and textlint.

Each of three is measured in turns with the others: one review of 4,000 Chinese characters in a warm
process, 1 MB of text, and the command in a fresh process. The rivals read English of the same number of
bytes. Ratios, because seconds say more of the machine than of the code.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

from evals.textlint import NotAvailable, Textlint
from service.critique import critique

REVIEW = 4_000
"""Characters of one review."""
SIZE = 1_000_000
"""Bytes of UTF-8 of the large text on either side."""
_CHINESE = (
    "# 第{n}月总结\n\n## 一、进度与成果盘点\n\n"
    "- 第{n}批门诊切换计划6月1日、实际6月3日完成，晚2天，原因是磁盘扩容审批用了两天。\n"
    "- 迁移耗时由31小时降到{n}小时，信息科6月5日签收。\n"
    "- 柜台培训效果明显提升，大家反映较好。\n- 银行代扣对账工作正在推进。\n"
    "- 掌上营业厅缴费6月9日上线，当周{n}笔全部到账，何涛当天向财务科演示并签字。\n"
    "\n## 二、问题与挑战分析\n\n- 与支付公司第{n}次沟通不够顺畅。\n"
    "- 阶梯价第三档少计（中）：200户样本中{n}户少计，不影响7月10日上线，已建#45{n}。\n"
    "- 抄表终端6月12日断网{n}分钟（低）：影响3个营业所当天入账，6月13日已更换交换机。\n"
    "\n## 三、经验沉淀与改进措施\n\n"
    "- 阶梯价第三档：换表用户按户号合并用量后再分档，孟桐3月17日已改完。\n"
    "- 抄表终端的交换机固件每季度统一升级，何涛7月8日前写入巡检表。\n"
    "- 请相关部门加强配合。\n- 上线前3天锁定字典变更，比对脚本已放入知识库KB-{n}。\n"
    "\n## 四、下月计划与资源需求\n\n- 后续将尽快完成第{n}个对账模块。\n"
    "- 郑卓然补充停电时的手工收费办法，4月3日前发出，以营业所签收为准。\n"
    "- 孟桐4月9日前完成第{n}批换表核对，验收：差错不超过2户。\n"
    "- 需要增加1名数据库工程师，4月8日至19日共10人天，用于历史账单迁移。\n\n"
)
"""About one sentence in three is vague."""
_ENGLISH = (
    "# Month {n}\n\n## Progress and results\n\n- The dock door module {n} went live on 13 May, two days late,"
    " because the door sensors had the wrong connector.\n- Picking errors fell significantly.\n"
    "\n## Problems\n\n- Communication with carrier {n} was not very smooth.\n- Two of three tablets switched"
    " off in the cold store after {n} minutes.\n\n## Next month\n\n- Owen Pryce writes the cut-over plan by"
    " 3 June.\n- We will finish the carrier contact as soon as possible.\n\n"
)


Measure = Callable[[], list[float]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code is 0 whatever the ratios are."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="rounds of measurements")
    parser.add_argument("--size", type=int, default=SIZE, help="bytes of the large text")
    parser.add_argument("--no-textlint", action="store_true", help="do not install textlint")
    options = parser.parse_args(arguments)
    print(
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; CPU seconds; Python {sys.version.split()[0]}"
    )
    with tempfile.TemporaryDirectory(prefix="fupan-bench-") as folder:
        textlint = None if options.no_textlint else _textlint(Path(folder))
        chinese = text_of(_CHINESE, 4 * REVIEW)[:REVIEW]
        english = text_of(_ENGLISH, len(chinese.encode()))
        found = critique(chinese).findings
        print(f"one review: {len(chinese):,} characters, {len(found)} findings")
        _compare("one review", _warm(chinese, english, textlint, 20), options.runs)
        chinese, english = text_of(_CHINESE, options.size), text_of(_ENGLISH, options.size)
        print(f"large text: {options.size:,} bytes, {len(chinese):,} Chinese characters")
        _compare("large text", _warm(chinese, english, textlint, 1), options.runs)
        _compare("fresh process", _cold(Path(folder), textlint), options.runs)
    _doubling(options.size)
    return 0


def text_of(template: str, size: int) -> str:
    """Months of a review, numbered so that no two are equal, up to `size` bytes of UTF-8."""
    parts: list[str] = []
    length = 0
    while length < size:
        part = template.format(n=len(parts) + 1)
        parts.append(part)
        length += len(part.encode())
    return "".join(parts).encode()[:size].decode(errors="ignore")


def _warm(chinese: str, english: str, textlint: Textlint | None, runs: int) -> dict[str, Measure]:
    """Who reads what in a process where everything is loaded."""
    lint = _proselint()
    critique(chinese[:REVIEW])
    lint(english[:REVIEW])
    measures: dict[str, Measure] = {
        "fupan": lambda: [_seconds(lambda: critique(chinese)) for _ in range(runs)],
        f"proselint {version('proselint')}": lambda: [
            _seconds(lambda: lint(english)) for _ in range(runs)
        ],
    }
    if textlint is not None:
        measures[f"textlint {textlint.version}"] = lambda: textlint.seconds(english, runs)
    return measures


def _cold(folder: Path, textlint: Textlint | None) -> dict[str, Measure]:
    """The commands over one review; the rules of ours were proved by an earlier run and kept."""
    chinese, english = folder / "zh.md", folder / "en.md"
    chinese.write_text(text_of(_CHINESE, 4 * REVIEW)[:REVIEW], encoding="utf-8")
    english.write_text(text_of(_ENGLISH, 3 * REVIEW), encoding="utf-8")
    scripts = Path(sys.executable).parent
    commands = {
        "fupan": [str(scripts / "fupan"), "critique", str(chinese)],
        f"proselint {version('proselint')}": [
            sys.executable,
            "-m",
            "proselint",
            "check",
            str(english),
        ],
    }
    if textlint is not None:
        commands[f"textlint {textlint.version}"] = textlint.command(english)
    _child_seconds(commands["fupan"], folder)
    return {
        name: (lambda command=command: [_child_seconds(command, folder)])  # type: ignore[misc]
        for name, command in commands.items()
    }


def _compare(what: str, measures: dict[str, Measure], rounds: int) -> None:
    taken: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            taken[name] += measure()
    ours, *rivals = measures
    mine = statistics.median(taken[ours])
    print(f"  {what}: {ours} {_spread(taken[ours])}")
    for name in rivals:
        ratio = mine / statistics.median(taken[name])
        print(f"  {what}: {name} {_spread(taken[name])}; fupan / it = {ratio:.2f}")


def _doubling(size: int) -> None:
    """Twice the text is to take twice the time."""
    before = 0.0
    for part in (4, 2, 1):
        text = text_of(_CHINESE, size // part)
        taken = min(_seconds(lambda text=text: critique(text)) for _ in range(3))  # type: ignore[misc]
        grown = f", {taken / before:.2f} times as long" if before else ""
        print(
            f"  doubling: {len(text):,} characters {taken:.3f} s, {len(text) / taken / 1e6:.2f} M/s{grown}"
        )
        before = taken


def _seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def _child_seconds(command: Sequence[str], folder: Path) -> float:
    """The CPU seconds of a command in a fresh process."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    before = os.times()
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    after = os.times()
    return after[2] - before[2] + after[3] - before[3]


def _spread(seconds: Sequence[float]) -> str:
    middle = statistics.median(seconds)
    return f"median {middle:.4f} s ({min(seconds):.4f} to {max(seconds):.4f}, n = {len(seconds)})"


def _textlint(folder: Path) -> Textlint | None:
    try:
        return Textlint(folder)
    except NotAvailable as error:
        print(f"textlint is missing here and was not measured: {error}")
        return None


def _proselint() -> Callable[[str], object]:
    """proselint with all its checks, over a text in memory."""
    from proselint.checks import __register__
    from proselint.config import DEFAULT
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    registry = CheckRegistry()
    registry.register_many(__register__)
    settings = {**DEFAULT, "max_errors": SIZE}  # never stop early
    return lambda text: LintFile(source="bench", content=text).lint(settings)


if __name__ == "__main__":
    sys.exit(main())
