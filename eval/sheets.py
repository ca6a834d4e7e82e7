"""Cases out of a spreadsheet: a question set as Excel or an office suite exports it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.cases import FIELDS, Row, read_text
from ingest.decode import read_bytes
from ingest.errors import YitiaoError

HEADINGS = {
    "编号": "id", "序号": "id", "问题": "question", "类别": "category", "前文": "history",
    "任务": "tasks", "部分": "sections", "单位": "institutions", "角色": "roles",
    "必含": "must", "任一": "any", "不含": "forbid", "可答": "answerable", "原因": "reason",
    "文件": "document", "划分": "split", "复核": "review", "备注": "note",
}  # fmt: skip
"""What a Chinese heading of a column stands for; a field's own name does as well."""

_YES, _NO = ("是", "true", "1", "yes", "y"), ("否", "false", "0", "no", "n")
_SENTENCES = re.compile(r"[|\n]")  # parts of a cell that may hold commas of its own
_WORDS = re.compile(r"[|\n、,，;；]")


def read_sheet(path: Path) -> tuple[list[Row], tuple[str, ...]]:
    """The rows of a ``.csv`` or of the first sheet of an ``.xlsx``, and the columns left aside.

    The first row has the headings. Rows are numbered as the spreadsheet shows them. Cells of
    several values are cut at ``|`` or line breaks, institutions, tasks, sections and roles also
    at 、 and commas; a role reads ``单位=角色``. Raises ``YitiaoError`` where it is no table.
    """
    table = _read_workbook(path) if path.suffix.lower() == ".xlsx" else _read_csv(path)
    first = next(table, [])
    names = [HEADINGS.get(cell.strip(), cell.strip().lower()) for cell in first]
    if "question" not in names:
        raise YitiaoError(f"“{path.name}”的第一行里没有“问题”(question)这一列,请补上列名。")
    ignored = tuple(n for n in dict.fromkeys(names) if n and n not in FIELDS)
    rows: list[Row] = []
    for number, cells in enumerate(table, start=2):
        if any(cell.strip() for cell in cells):
            pairs = zip(names, cells, strict=False)
            row = {n: _read_cell(n, c.strip()) for n, c in pairs if n in FIELDS and c.strip()}
            rows.append((number, row))
    return rows, ignored


def _read_cell(name: str, cell: str) -> Any:  # noqa: ANN401 - what ``make_case`` checks
    """The cell as the value that its field has in JSON, or as it is where it cannot be one."""
    if name in ("answerable", "review"):
        return cell.lower() in _YES if cell.lower() in (*_YES, *_NO) else cell
    if name in ("history", "must", "any", "forbid"):
        return _cut(_SENTENCES, cell)
    if name not in ("tasks", "sections", "institutions", "roles"):
        return cell
    words = _cut(_WORDS, cell)
    if name == "tasks":
        return [int(word) if word.isdecimal() else word for word in words]
    if name == "roles":
        pairs = [re.split("[=＝]", word, maxsplit=1) for word in words]
        whole = all(len(pair) == 2 for pair in pairs)
        return dict(pairs) if whole else cell
    return words


def _cut(separators: re.Pattern[str], cell: str) -> list[str]:
    return [part.strip() for part in separators.split(cell) if part.strip()]


def _read_csv(path: Path) -> Iterator[list[str]]:
    """Rows as the file has them; a blank line keeps its number."""
    yield from csv.reader(io.StringIO(read_text(path), newline=""))


def _read_workbook(path: Path) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    data = io.BytesIO(read_bytes(path))
    try:
        sheet = load_workbook(data, read_only=True, data_only=True).worksheets[0]
        rows: Sequence[Sequence[object]] = list(sheet.iter_rows(values_only=True))
    except Exception as error:  # openpyxl raises whatever the broken archive makes it meet
        raise YitiaoError(
            f"“{path.name}”不是可以打开的 xlsx 文件,请用表格软件另存一份。"
        ) from error
    for row in rows:
        yield [_as_text(value) for value in row]


def _as_text(value: object) -> str:
    """A cell's text; Excel keeps every number as a fraction."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)
