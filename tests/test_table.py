"""The responsibility table: its rows, and the files that a clerk sends on."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant.table import Row, make_rows
from ingest.platforms import platform_type
from ingest.read import parse_plan
from ui.export import HEADER, write_csv, write_file, write_json

PLANS = Path(__file__).parent / "plans"
INJECTIONS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "＝1"]
FIELDS = [
    "document", "section", "task", "title", "actor", "kind", "roles", "partners", "action",
    "deliverable", "deliverable_type", "scope", "open_list", "clause", "quote", "start", "end",
]  # fmt: skip


@pytest.fixture(scope="module")
def rows(plan):
    return make_rows([plan])


def run(library, *arguments):
    command = [sys.executable, "-m", "ui.cli", "table", "--library", library, *arguments]
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, encoding="utf-8")


def read_csv(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def open_sheet(rows):
    return load_workbook(io.BytesIO(write_file(rows, "xlsx"))).active


def test_the_row_of_record(rows, plan):
    [row] = [r for r in rows if r.actor == "沈阳体育学院" and r.task == "任务1"]
    assert (row.document, row.section) == (plan.title, "一、服务沈阳现代化都市圈建设")
    assert (row.title, row.kind) == ("建设具有全国影响力的区域创新中心", "学院")
    assert (row.roles, row.partners, row.action) == (("推动",), (), "建设")
    assert (row.deliverable, row.deliverable_type) == ("冰雪经济发展研究中心", "研究中心")
    assert row.open_list and row.scope is None
    assert row.clause == "liaoning-yiquan-yidai-liangqu-2022/1-1-5"


def test_one_row_per_commitment_and_actor(rows, plan):
    assert len(rows) == sum(len(c.actors) for c in plan.commitments)
    assert all(row.quote == plan.text[row.start : row.end] for row in rows)
    assert all(row.actor in row.quote and row.actor not in row.partners for row in rows)
    assert [r.start for r in rows] == sorted(r.start for r in rows)
    pair = [(r.actor, r.roles, r.partners) for r in rows if r.clause.endswith("/1-1-4")]
    assert pair == [
        ("东北大学", ("推动",), ("鞍钢集团",)),
        ("鞍钢集团", ("联合",), ("东北大学",)),
    ]


def test_other_conventions_and_unnumbered_text(plan, notice, measure):
    rows = make_rows([notice, measure])
    assert [row.document for row in rows] == sorted(
        (row.document for row in rows), key=[notice.title, measure.title].index
    )
    first = rows[0]
    assert (first.section, first.task, first.title) == (
        "二、重点任务",
        "二、（一）",
        "建设起降设施",
    )
    [scoped] = [row for row in rows if row.scope == "市级各部门"]
    assert (scoped.task, scoped.title) == ("第三条", None)
    last = make_rows([plan])[-1]
    assert (last.section, last.task, last.title) == ("五、组织实施", None, None)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("冰雪经济发展研究中心", "研究中心"),
        ("“渤海环境样品库”", "样品库"),
        ("辽河国家公园研究院", "研究院"),
        ("设施园艺生产与环境调控国家重点实验室", "国家重点实验室"),
        ("东北三省一区“新工科”教育联盟", "教育联盟"),
        ("中心", "中心"),
        ("中心建设", None),
        ("锂资源绿色提取中试线", None),
        ("", None),
    ],
)
def test_the_type_is_the_longest_ending(name, kind):
    assert platform_type(name) == kind


def test_json_fields(rows):
    objects = json.loads(write_json(rows))
    assert [field.name for field in fields(Row)] == FIELDS
    assert len(objects) == len(rows) and all(list(o) == FIELDS for o in objects)
    assert isinstance(objects[0]["roles"], list) and isinstance(objects[0]["partners"], list)
    assert objects[0]["open_list"] is True and objects[0]["scope"] is None
    assert isinstance(objects[0]["start"], int)
    assert json.loads(write_file(rows, "json")) == objects


def test_csv(rows):
    header, *lines = read_csv(write_csv(rows))
    assert tuple(header) == HEADER and len(lines) == len(rows)
    [line] = [li for li in lines if li[4] == "沈阳体育学院" and li[2] == "任务1"]
    assert line[9:11] == ["冰雪经济发展研究中心", "研究中心"] and line[12] == "是"
    file = write_file(rows, "csv")
    assert file.startswith(b"\xef\xbb\xbf") and file.count(b"\r\n") == len(rows) + 1
    assert read_csv(file.decode("utf-8-sig")) == [header, *lines]


@pytest.mark.parametrize("text", INJECTIONS)
def test_no_cell_is_a_formula(rows, text):
    hostile = replace(rows[0], document=text, actor=text, action=text, quote=text, roles=(text,))
    _, line = read_csv(write_csv([hostile]))
    assert [line[i] for i in (0, 4, 6, 8, 14)] == ["'" + text.replace("\r", "\n")] * 5
    sheet = open_sheet([hostile])
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert sheet["E3"].quotePrefix and sheet["E3"].value.strip() == text.strip()


def test_a_hostile_plan_stays_text():
    text = "某县测试方案\n一、任务\n1.平台建设。=1+1,县教育局负责建设数据平台。\n"
    [row] = make_rows([parse_plan(text.encode(), "hostile.txt")])
    assert row.quote == "=1+1,县教育局负责建设数据平台。"
    assert read_csv(write_csv([row]))[1][14] == "'" + row.quote
    assert (open_sheet([row])["O3"].data_type, open_sheet([row])["O3"].value) == ("s", row.quote)


def test_characters_that_no_workbook_may_hold_are_removed(rows):
    sheet = open_sheet([replace(rows[0], quote="甲\x00\x0b\x1f乙\ufffe\ud800丙\n丁")])
    assert sheet["O3"].value == "甲乙丙\n丁"
    assert b"\x00" in write_file([replace(rows[0], quote="甲\x00")], "csv")


def test_the_workbook_can_be_sent_on(rows, plan):
    sheet = open_sheet(rows)
    assert sheet.title == "任务分工表" and sheet["A1"].value == f"《{plan.title}》任务分工表"
    assert tuple(cell.value for cell in sheet[2]) == HEADER
    assert all(cell.font.b and cell.fill.fgColor.rgb == "00D9E2F3" for cell in sheet[2])
    assert sheet.max_row == len(rows) + 2 and sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == f"A2:O{sheet.max_row}" and not sheet.merged_cells.ranges
    last = sheet.cell(sheet.max_row, len(HEADER))
    assert last.alignment.wrap_text and last.border.bottom.style == "thin"
    assert {cell.font.name for row in sheet.iter_rows(max_col=15) for cell in row[:1]} == {"宋体"}
    assert all(5 < sheet.column_dimensions[c].width < 40 for c in "ABCDEFGHIJKLMNO")
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$2:$2"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert {c.data_type for row in sheet.iter_rows() for c in row if c.value is not None} == {"s"}
    values = [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert values == read_csv(write_csv(rows))[1:]


def test_a_workbook_of_several_documents_says_so(plan, notice):
    title = open_sheet(make_rows([plan, notice]))["A1"].value
    assert title == f"《{plan.title}》等 2 份文件任务分工表"


def test_the_command_prints_and_writes(library, tmp_path, rows):
    done = run(library.path)
    assert (done.returncode, done.stderr) == (0, "") and done.stdout == write_csv(rows)
    done = run(library.path, "--format", "json")
    assert done.returncode == 0 and json.loads(done.stdout) == json.loads(write_json(rows))
    for name in ("分工.csv", "分工.XLSX", "分工.json"):
        path = tmp_path / name
        path.write_text("旧的", encoding="utf-8")
        done = run(library.path, "--output", path)
        assert done.returncode == 0 and f"{len(rows)} 行" in done.stderr and done.stdout == ""
    assert (tmp_path / "分工.csv").read_bytes() == write_file(rows, "csv")
    assert load_workbook(tmp_path / "分工.XLSX").active.max_row == len(rows) + 2
    assert json.loads((tmp_path / "分工.json").read_bytes()) == json.loads(write_json(rows))
    done = run(library.path, "--format", "csv", "--output", tmp_path / "分工.txt")
    assert done.returncode == 0 and (tmp_path / "分工.txt").read_bytes()[:3] == b"\xef\xbb\xbf"
    assert len(list(tmp_path.iterdir())) == 4  # no temporary file is left


def test_unusable_output_is_one_chinese_line(library, tmp_path):
    (tmp_path / "file").touch()
    (tmp_path / "folder.csv").mkdir()
    cases = {
        ("--format", "xlsx"): "--output",
        ("--output", tmp_path / "table.pdf"): "看不出格式",
        ("--output", tmp_path / "nowhere" / "table.csv"): "无法写出",
        ("--output", tmp_path / "file" / "table.xlsx"): "无法写出",
        ("--output", tmp_path / "folder.csv"): "无法写出",
        ("--format", "pdf"): "命令有误",
    }
    for arguments, says in cases.items():
        done = run(library.path, *arguments)
        assert done.returncode == 2 and done.stdout == "", arguments
        assert says in done.stderr and len(done.stderr.splitlines()) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder.csv"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_an_unwritable_folder_is_told_and_the_old_file_stays(library, tmp_path):
    (tmp_path / "table.csv").write_text("旧的", encoding="utf-8")
    tmp_path.chmod(0o500)
    try:
        done = run(library.path, "--output", tmp_path / "table.csv")
    finally:
        tmp_path.chmod(0o700)
    assert done.returncode == 2 and "请检查路径与权限" in done.stderr
    assert (tmp_path / "table.csv").read_text(encoding="utf-8") == "旧的"


def test_nothing_to_list_is_a_heading_and_a_line(tmp_path):
    library, path = tmp_path / "library", tmp_path / "空.txt"
    path.write_text("某县天气说明\n一、概况\n今天晴。明天多云。\n", encoding="utf-8")
    command = [sys.executable, "-m", "ui.cli", "index", "--library", str(library)]
    subprocess.run([*command, str(path)], check=True, capture_output=True)
    done = run(library)
    assert (done.returncode, read_csv(done.stdout)) == (0, [list(HEADER)])
    assert "分工表是空的" in done.stderr
    subprocess.run([*command, "--remove", "空"], check=True, capture_output=True)
    done = run(library, "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert "资料库是空的" in done.stderr
    assert run(library, "--output", tmp_path / "empty.xlsx").returncode == 0
    assert load_workbook(tmp_path / "empty.xlsx").active.auto_filter.ref == "A2:O2"
