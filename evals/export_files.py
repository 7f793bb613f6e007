"""Large made-up ticket exports of Jira's shape: repeated Labels, long Chinese descriptions."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

HEADER = (
    "Issue Type",
    "Issue key",
    "Issue id",
    "Summary",
    "Assignee",
    "Reporter",
    "Priority",
    "Status",
    "Resolution",
    "Created",
    "Updated",
    "Resolved",
    "Due date",
    "Labels",
    "Labels",
    "Labels",
    "Sprint",
    "Sprint",
    "Component/s",
    "Fix Version/s",
    "Environment",
    "Parent",
    "Custom field (Rank)",
    "Description",
)
_PARTS = (
    "门诊收费退费后发票号没有回收，窗口只能手工登记。",
    "医保对账接口在早高峰偶发超时，重试三次后成功。",
    "住院费用清单漏打护理项目，护士站补打两次。",
    "药房发药机扫码枪失灵，更换数据线后恢复。",
    "检验报告回传慢，平均延迟十二分钟。",
    "病案首页打印偏移两毫米，换了驱动仍未解决。",
    "电子签章过期提醒没有发出，已经补发。",
    "床位统计与病区登记相差一床，原因是转科未确认。",
    "夜间备份占满磁盘，凌晨三点报警一次。",
    "接口文档少了退费字段，与厂商确认后补上。",
)
_PEOPLE = ("林岚", "周禾", "沈知微", "陆听澜", "柏子衿", "纪南星")
_LABELS = ("收费", "医保", "药房", "检验", "打印", "接口", "培训", "")
_STATES = (("To Do", ""), ("In Progress", ""), ("Done", "Done"), ("Closed", "Won't Do"))


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """The same rows each time; the description has about 300 characters."""
    dice = random.Random(20261124)
    for number in range(1, count + 1):
        status, resolution = dice.choice(_STATES)
        day = f"{dice.randint(1, 28):02}/Oct/26 10:{dice.randint(0, 59):02} AM"
        described = "".join(dice.choices(_PARTS, k=13)) + f"单号 {dice.randint(10000, 99999)}。"
        yield (
            dice.choice(("Bug", "Task", "Story")),
            f"HX-{number}",
            str(20000 + number),
            f"{dice.choice(_PARTS)[:12]}（第 {number} 次）",
            dice.choice(_PEOPLE),
            dice.choice(_PEOPLE),
            dice.choice(("High", "Medium", "Low")),
            status,
            resolution,
            day,
            day,
            day if resolution else "",
            "",
            *dice.choices(_LABELS, k=3),
            f"冲刺 {dice.randint(1, 9)}",
            "",
            dice.choice(_LABELS),
            f"v{dice.randint(1, 4)}.{dice.randint(0, 9)}",
            "",
            "",
            f"0|i{number:05}",
            described,
        )


def write_export(path: Path, count: int) -> None:
    """Writes `count` rows as CSV (UTF-8 with a mark, CRLF) or XLSX, by the name of the file."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            writer.writerows(rows(count))
        return
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("工单")
    sheet.append(HEADER)
    for row in rows(count):
        sheet.append(row)
    book.save(path)
