"""How fast is the critique? `python -m evals.bench` prints its time on 1 MB of Chinese review text as a
ratio to proselint's on English text of the same size, measured in turns in one process.

A ratio, because seconds say more of the machine than of the code.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version

from service.critique import critique

SIZE = 1_000_000
"""Bytes of UTF-8 on either side."""
_CHINESE = (
    "# 第{n}月总结\n\n## 一、进度与成果盘点\n\n- 第{n}批门诊切换6月3日完成，比计划晚2天，原因是磁盘扩容审批用了两天。\n"
    "- 迁移耗时由31小时降到{n}小时。\n- 柜台培训效果明显提升，大家反映较好。\n- 银行代扣对账工作正在推进。\n"
    "\n## 二、问题与挑战分析\n\n- 与支付公司第{n}次沟通不够顺畅。\n- 阶梯价第三档少计：200户样本中{n}户少计。\n"
    "\n## 三、经验沉淀与改进措施\n\n- 换表用户按户号合并用量后再分档，孟桐3月17日已改完。\n"
    "- 请相关部门加强配合。\n"
    "\n## 四、下月计划与资源需求\n\n- 后续将尽快完成第{n}个对账模块。\n"
    "- 郑卓然补充停电时的手工收费办法，4月3日前发出。\n\n"
)
_ENGLISH = (
    "# Month {n}\n\n## Progress and results\n\n- The dock door module {n} went live on 13 May, two days late,"
    " because the door sensors had the wrong connector.\n- Picking errors fell significantly.\n"
    "\n## Problems\n\n- Communication with carrier {n} was not very smooth.\n- Two of three tablets switched"
    " off in the cold store after {n} minutes.\n\n## Next month\n\n- Owen Pryce writes the cut-over plan by"
    " 3 June.\n- We will finish the carrier contact as soon as possible.\n\n"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code is 0 whatever the ratio is."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="measurements of each side")
    parser.add_argument("--size", type=int, default=SIZE, help="bytes of text on each side")
    options = parser.parse_args(arguments)
    chinese, english = text_of(_CHINESE, options.size), text_of(_ENGLISH, options.size)
    lint = _proselint()
    critique("尽快。")  # rules are read and proved before the clock runs
    lint("Very soon.")
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(options.runs):
        ours.append(_seconds(lambda: critique(chinese)))
        theirs.append(_seconds(lambda: lint(english)))
    ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    print(f"rule critique, {options.size:,} bytes of Chinese: {_spread(ours)}")
    print(f"proselint {version('proselint')}, the same size of English: {_spread(theirs)}")
    print(
        f"ratio (critique / proselint): median {statistics.median(ratios):.2f}, "
        f"{min(ratios):.2f} to {max(ratios):.2f}, n = {len(ratios)}"
    )
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


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _spread(seconds: Sequence[float]) -> str:
    return f"median {statistics.median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f})"


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
