"""How fast is the critique? As a ratio to a peer in the same run, because machines differ.

`python -m evals.bench`: our rules on 1 MB of Chinese review text against proselint on 1 MB of English
text, in turn; the median of the ratios counts. A ratio below 1 means ours is the faster.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable

from proselint.checks import __register__
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

from service.critique import critique

SIZE = 1_000_000
"""Bytes of UTF-8 of each text."""
RUNS = 5
_SEED = 20260601

_ZH = (
    "- {p}在{m}月{d}日前完成{o}，验收：{k}。\n",
    "- {o}计划{m}月{d}日上线，实际{m}月{d}日上线，提前{n}天。\n",
    "- 本月与{c}沟通不够顺畅，影响了部分工作的开展。\n",
    "- {o}基本完成，各项工作稳步推进。\n",
    "- 后续将尽快完成{o}。\n",
    "- {c}反馈{o}报错{n}次，{p}已定位，因字段口径不一致，返工{n}天。\n",
    "- {o}响应速度明显提升：P95由{n}.2秒降到0.{n}秒（{m}月{d}日压测报告）。\n",
    "- 请相关部门加强配合，有关人员及时跟进。\n",
)
_EN = (
    "- {p} finishes {o} by {d} June; done when {k}.\n",
    "- {o} was planned for {d} June and went live on {d} June, {n} days early.\n",
    "- Communication with {c} was not very smooth this month.\n",
    "- {o} is basically complete and everything is on track.\n",
    "- We will finish {o} as soon as possible.\n",
    "- {c} reported {n} errors in {o}; {p} found a wrong field and reworked it in {n} days.\n",
    "- Response of {o} improved significantly: P95 fell from {n}.2 s to 0.{n} s.\n",
    "- Relevant departments should cooperate in order to move forward.\n",
)
_WORDS_ZH = {
    "p": ("李敏", "何涛", "王磊", "陈静"),
    "o": ("医保接口联调", "数据迁移", "住院模块", "报表模块", "挂号查询优化"),
    "c": ("信息科", "财务科", "医保办", "护理部"),
    "k": ("100并发下P95≤1秒", "信息科签字", "42张表对账一致"),
}
_WORDS_EN = {
    "p": ("Li Min", "He Tao", "Wang Lei", "Chen Jing"),
    "o": ("interface testing", "data migration", "the inpatient module", "the report module"),
    "c": ("the IT desk", "Finance", "the insurance office", "the nurses"),
    "k": ("P95 is at most 1 s", "the IT desk has signed", "42 tables agree"),
}
_HEADS_ZH = ("## 一、进度与成果盘点\n", "## 二、问题与挑战分析\n", "## 四、下月计划与资源需求\n")
_HEADS_EN = ("## Progress\n", "## Problems\n", "## Next month\n")


def made_text(language: str, size: int = SIZE) -> str:
    """About `size` bytes of review text, half concrete and half vague; the same on every run."""
    chinese = language == "zh"
    lines, words = (_ZH, _WORDS_ZH) if chinese else (_EN, _WORDS_EN)
    heads = _HEADS_ZH if chinese else _HEADS_EN
    chance = random.Random(_SEED)  # noqa: S311 - sample text, no secret
    parts: list[str] = []
    length = 0
    while length < size:
        line = chance.choice(heads) if chance.random() < 0.02 else chance.choice(lines)
        values = {key: chance.choice(options) for key, options in words.items()}
        numbers = {
            "m": chance.randint(1, 12),
            "d": chance.randint(1, 28),
            "n": chance.randint(1, 9),
        }
        parts.append(line.format(**values, **numbers))
        length += len(parts[-1].encode())
    return "".join(parts)


def main() -> None:
    """Print the ratio, the number of runs and the spread."""
    chinese, english = made_text("zh"), made_text("en")
    CheckRegistry().register_many(__register__)
    critique(
        "## 一、进度\n- 完成。\n"
    )  # rules are read and proved once; that is start-up, not speed
    ratios: list[float] = []
    for _ in range(RUNS):
        ours = _seconds(lambda: critique(chinese))
        peer = _seconds(lambda: LintFile("english.md", english).lint())
        ratios.append(ours / peer)
        print(f"ours {ours:.2f} s, proselint {peer:.2f} s, ratio {ours / peer:.2f}")
    low, high = min(ratios), max(ratios)
    print(
        f"critique of 1 MB Chinese / proselint of 1 MB English (CPU time): "
        f"median {statistics.median(ratios):.2f} ({low:.2f}-{high:.2f}), n = {RUNS}"
    )


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
