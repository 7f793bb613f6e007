"""What a person should know of a sheet as a whole: hidden, unfilled, rows above its header, formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.intake.tables.headers import Header
from service.review import IntakeWarning, Sentence, TablePlace

_LIKE_DATA = 3
"""Filled cells from which a row above the header looks like data rather than a title."""
_FORMULA = re.compile(r"\s*[=@]\s*[A-Za-z(+\-\"'][^\s]*[(|!]")


def about_formulas(sentences: Sequence[Sentence]) -> Iterator[IntakeWarning]:
    """Cells that a spreadsheet would run: they are text here, and a person should see them."""
    rows = [
        one.place.row
        for one in sentences
        if isinstance(one.place, TablePlace) and _FORMULA.match(one.text)
    ]
    if rows:
        shown = list(dict.fromkeys(rows))
        listed = ", ".join(map(str, shown[:8])) + (" …" if len(shown) > 8 else "")
        yield IntakeWarning(
            "formula_cells",
            f"{len(rows)} 格以公式开头（第 {listed} 行），只当文字读，不会计算；不要原样贴回表格软件。",
            f"{len(rows)} cells begin like a formula (rows {listed}); they are read as text and never "
            "run: do not paste them back into a spreadsheet as they are.",
        )


def about_sheet(
    rows_of_sheet: Sequence[tuple[int, Sequence[str]]],
    header: Header,
    *,
    hidden: bool,
    found: int,
    rows: int,
) -> Iterator[IntakeWarning]:
    """A hidden sheet, rows above its header, a template: of `found` filled rows `rows` count."""
    if hidden:
        yield IntakeWarning(
            "hidden_sheet",
            "这是隐藏的工作表，也读了；不需要可以选择不读。",
            "This sheet is hidden and was read too; it can be left out.",
        )
    above = [
        number
        for number, cells in rows_of_sheet
        if number < header.row
        and number not in header.rows
        and sum(bool(cell.strip()) for cell in cells) >= _LIKE_DATA
    ]
    if above:
        listed = ", ".join(map(str, above))
        yield IntakeWarning(
            "rows_above_header",
            f"第 {listed} 行在表头上面，没有算作数据行：请核对是不是别的表留下的。",
            f"Rows {listed} stand above the header and are no data rows: check whether they were left "
            "over from another table.",
        )
    if found and not rows:
        yield IntakeWarning(
            "unfilled_template",
            f"模板未填写：{found} 行只有序号，没有内容。",
            f"The template was not filled in: {found} rows have nothing but a number.",
        )
    elif found > rows:
        yield IntakeWarning(
            "unfilled_rows",
            f"{found - rows} 行只有序号，不算数据行。",
            f"{found - rows} rows have nothing but a number and do not count.",
        )
