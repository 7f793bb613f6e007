"""What days a cell written by a machine may mean."""

from __future__ import annotations

import pytest

from service.intake import read_source
from service.pipeline import draft_month
from service.text.day_cells import days_of_cell


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("2026-03-13T16:30:00.000Z", {"2026-03-12", "2026-03-13", "2026-03-14"}),
        ("Jan 31, 2026 23:30:00 GMT-03:00", {"2026-01-30", "2026-01-31", "2026-02-01"}),
        ("43962", {"2020-05-11", "2024-05-12"}),
        ("2026-03-13 16:30", set()),
        ("2026-03-13", set()),
        ("20001", set()),
        ("电话 43962", set()),
        ("上线定在 2026-03-13T16:30:00Z，请确认", set()),
    ],
)
def test_days_of_cells(cell: str, days: set[str]) -> None:
    """A time with an offset may be the day before or after; prose and plain days are no such cells."""
    assert days_of_cell(cell) == days


def test_a_day_in_the_projects_zone_is_borne_by_its_cell() -> None:
    """The draft shows the project's day of a time in another zone, and nothing is to be verified."""
    text = (
        "编号,标题,状态,负责人,截止日期,完成时间\n1,退费后发票号不回收,已完成,沈知微,46095,2026-03-12T16:30:00Z\n"
        "2,日结单差一分,处理中,陆听澜,2026-03-19T16:30:00Z,\n"
    )
    source = read_source(text.encode(), "bug.csv")
    assert [(t.due, t.resolved) for t in source.tickets] == [
        ("2026-03-14", "2026-03-13"),
        ("2026-03-20", ""),
    ]
    draft = draft_month(project="云栖", month="2026-03", sources=[source])
    assert draft.items
    assert "blocked" not in {item.status for item in draft.items}
