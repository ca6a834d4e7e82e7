"""The responsibility table as a file to send on: CSV, an Excel workbook, or JSON.

Cells hold a document's words, which nobody has vetted: a spreadsheet program must never take one
for a formula (OWASP, "CSV Injection"), and must always be able to open the file.
"""

from __future__ import annotations

import codecs
import csv
import dataclasses
import io
import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.table import Row

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NAME = "任务分工表"
_COLUMNS = {  # heading: width on paper in characters
    "文件": 14, "部分": 14, "任务": 11, "任务名称": 15, "单位": 17, "类别": 7, "角色": 8,
    "协同单位": 19, "举措": 30, "成果": 17, "类型": 10, "适用范围": 10, "名单开放": 8,
    "条款": 12, "原文": 36,
}  # fmt: skip
HEADER = tuple(_COLUMNS)
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # a Chinese Excel reads the wide ones too
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # not in XML 1.0
_FONT = "宋体"  # on every Chinese Windows, also before Office 2016


def write_json(rows: Sequence[Row]) -> str:
    """A list of objects with the fields of ``Row``."""
    return json.dumps([dataclasses.asdict(row) for row in rows], ensure_ascii=False, indent=1)


def write_csv(rows: Sequence[Row], newline: str = "\n") -> str:
    """The heading and the rows; what would be a formula gets a leading apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=newline)
    writer.writerow(HEADER)
    for row in rows:
        writer.writerow(map(_as_csv_text, _cells(row)))
    return text.getvalue()


def write_file(rows: Sequence[Row], form: str) -> bytes:
    """The bytes of a file of the form ``csv``, ``xlsx`` or ``json``.

    The CSV begins with a byte order mark, without which Excel reads UTF-8 as the local code page.
    """
    if form == "csv":
        return codecs.BOM_UTF8 + write_csv(rows, newline="\r\n").encode("utf-8", "replace")
    if form == "json":
        return (write_json(rows) + "\n").encode("utf-8", "replace")
    return _write_workbook(rows)


def _as_csv_text(text: str) -> str:
    """Text even to Excel. No carriage return: not every Python's ``csv`` quotes it."""
    line = text.replace("\r", "\n")
    return f"'{line}" if text.startswith(_FORMULA) else line


def _cells(row: Row) -> list[str]:
    """A row's texts, in the order of ``HEADER``."""
    return [
        row.document, row.section, row.task or "", row.title or "", row.actor, row.kind,
        "、".join(row.roles), "、".join(row.partners), row.action, row.deliverable or "",
        row.deliverable_type or "", row.scope or "", "是" if row.open_list else "否",
        row.clause, row.quote,
    ]  # fmt: skip


def _write_workbook(rows: Sequence[Row]) -> bytes:
    """One sheet: title, heading, rows. Nothing is merged, so that it sorts and filters."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "依条"
    book.properties.title = _title(rows)
    sheet = book.active
    sheet.title = NAME
    for number, cells in enumerate([[_title(rows)], HEADER, *map(_cells, rows)], start=1):
        for column, text in enumerate(cells, start=1):
            if kept := _ILLEGAL.sub("", text):  # an empty cell stays empty, for the filter's 空白
                cell = sheet.cell(number, column, kept)
                cell.data_type = "s"  # text even where it begins with =
                cell.quotePrefix = kept.startswith(_FORMULA)  # and still text once edited
    _lay_out(sheet)
    _set_print(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _title(rows: Sequence[Row]) -> str:
    titles = list(dict.fromkeys(row.document for row in rows))
    many = f"等 {len(titles)} 份文件" if len(titles) > 1 else ""
    return f"《{titles[0]}》{many}{NAME}" if titles else NAME


def _lay_out(sheet: Worksheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    side = Side(style="thin", color="808080")
    border, fill = Border(side, side, side, side), PatternFill("solid", fgColor="D9E2F3")
    plain, bold = Font(_FONT, 10), Font(_FONT, 10, bold=True)
    middle = Alignment("center", "center", wrap_text=True)
    left = Alignment("left", "center", wrap_text=True)
    for row in sheet.iter_rows(min_row=2, max_col=len(HEADER)):
        heading = row[0].row == 2
        for cell, width in zip(row, _COLUMNS.values(), strict=True):
            cell.font, cell.border = bold if heading else plain, border
            cell.alignment = middle if heading or width < 12 else left
            if heading:
                cell.fill = fill
    for number, width in enumerate(_COLUMNS.values(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.cell(1, number).alignment = Alignment("centerContinuous", "center")
    sheet.cell(1, 1).font = Font(_FONT, 16, bold=True)
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 32, 30  # points
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(HEADER))}{sheet.max_row}"


def _set_print(sheet: Worksheet) -> None:
    """A4 landscape, as wide as the page and as many pages long as it takes."""
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = 0.3  # inches
    sheet.print_title_rows = "2:2"
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页,共 &N 页"
