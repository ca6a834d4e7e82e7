"""Cases out of JSON lines, spreadsheets and feedback; a bad row is named and the rest is read."""

from __future__ import annotations

import json

import pytest
from openpyxl import Workbook

from eval import draft_cases, read_cases, shipped_cases
from eval.cases import as_row, make_case
from eval.feedback import write_cases
from ingest.errors import YitiaoError


def write_rows(path, *rows):
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_only_a_question_is_needed_and_escaped_json_is_read(tmp_path):
    found = read_cases(write_rows(tmp_path / "mine.jsonl", {"question": "哪些高校?"}))
    [case] = found.cases
    assert (case.id, case.question, case.answerable) == ("mine-1", "哪些高校?", True)
    assert found.faults == () and case.institutions is None


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("不是 JSON", "不是 JSON 对象"),
        ([1], "不是 JSON 对象"),
        ({"id": "x"}, "没有问题"),
        ({"question": "  "}, "没有问题"),
        ({"question": "问", "institution": []}, "institution"),
        ({"question": "问", "tasks": ["1"]}, "tasks 应是整数的列表"),
        ({"question": "问", "must": "一"}, "must 应是文字的列表"),
        ({"question": "问", "answerable": "是"}, "answerable 应是 true 或 false"),
        ({"question": "问", "roles": ["牵头"]}, "roles"),
        ({"question": "问", "split": "test"}, "split"),
        ({"question": "问", "id": "ok"}, "前面已经用过"),
    ],
)
def test_a_bad_row_names_its_line_and_the_rest_is_read(tmp_path, row, says):
    good = [{"id": "ok", "question": "问"}, {"id": "also", "question": "问"}]
    found = read_cases(write_rows(tmp_path / "mine.jsonl", good[0], row, "", good[1]))
    assert [case.id for case in found.cases] == ["ok", "also"]
    [fault] = found.faults
    assert "“mine.jsonl”第 2 行" in fault and says in fault


def test_shipped_cases_survive_being_written_and_read():
    cases = [case for _, cases in shipped_cases() for case in cases]
    assert [make_case(json.loads(json.dumps(as_row(case))), "") for case in cases] == cases


TABLE = [
    ["编号", "问题", "单位", "任务", "必含", "可答", "角色", "处室"],
    ["q1", "哪些高校负责冰雪经济?", "沈阳体育学院、辽宁师范大学", "1、2", "冰雪|体育,健身", "是",
     "沈阳体育学院=依托", "科技处"],
    ["", "", "", "", "", "", "", ""],
    ["q2", "清华大学负责什么?", "", "", "", "否", "", ""],
    ["q3", "问", "", "一", "", "", "", ""],
]  # fmt: skip


def write_table(folder, form):
    path = folder / f"题库.{form}"
    if form == "xlsx":
        book = Workbook()
        for row in TABLE:
            book.active.append(row)
        book.active["D2"] = "1、2"
        book.save(path)
    else:
        encoding = "gb18030" if form == "csv" else "utf-8-sig"
        lines = [",".join(f'"{cell}"' for cell in row) for row in TABLE]
        path = path.with_suffix(".csv")
        path.write_text("\r\n".join(lines), encoding=encoding)
    return path


@pytest.mark.parametrize("form", ["xlsx", "csv", "csv-utf8"])
def test_a_question_set_out_of_a_spreadsheet(tmp_path, form):
    found = read_cases(write_table(tmp_path, form))
    first, second = found.cases
    assert first.institutions == ("沈阳体育学院", "辽宁师范大学") and first.tasks == (1, 2)
    assert first.must == ("冰雪", "体育,健身") and first.roles == (("沈阳体育学院", "依托"),)
    assert (second.id, second.answerable, second.institutions) == ("q2", False, None)
    assert found.ignored == ("处室",)
    [fault] = found.faults
    assert "第 5 行" in fault and "tasks" in fault


def test_numbers_of_a_workbook_are_whole(tmp_path):
    book = Workbook()
    book.active.append(["问题", "任务"])
    book.active.append(["任务7讲了什么?", 7.0])
    book.save(tmp_path / "a.xlsx")
    assert read_cases(tmp_path / "a.xlsx").cases[0].tasks == (7,)


def test_a_sheet_without_questions_and_a_file_that_is_no_workbook_are_told(tmp_path):
    (tmp_path / "a.csv").write_text("题目\n一\n", encoding="utf-8")
    (tmp_path / "b.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(YitiaoError, match="问题"):
        read_cases(tmp_path / "a.csv")
    with pytest.raises(YitiaoError, match="xlsx"):
        read_cases(tmp_path / "b.xlsx")
    with pytest.raises(YitiaoError, match="找不到文件"):
        read_cases(tmp_path / "nowhere.jsonl")


def test_feedback_becomes_cases_to_review(tmp_path, ask):
    answer = ask("哪些高校负责冰雪经济?").as_json()
    refusal = ask("清华大学负责什么?").as_json()
    path = write_rows(
        tmp_path / "feedback.jsonl",
        {"question": "哪些高校负责冰雪经济?", "history": [], "answer": answer, "thumb": "up"},
        {"question": "清华大学负责什么?", "answer": refusal, "thumb": "up"},
        {
            "question": "谁牵头?",
            "history": ["前"],
            "answer": "甲",
            "thumb": "down",
            "comment": "漏了乙",
        },
        {"question": "谁牵头?", "answer": "甲", "thumb": "maybe"},
        {"question": "谁牵头?", "thumb": "up"},
        {"question": "谁牵头?", "answer": {"answer": "甲", "citations": [3]}, "thumb": "up"},
    )
    drafts = draft_cases(path)
    up, refused, down = drafts.cases
    assert up.institutions == ("沈阳体育学院", "辽宁师范大学", "沈阳师范大学")
    assert up.tasks == (1, 2) and up.document == "liaoning-yiquan-yidai-liangqu-2022"
    assert (refused.answerable, refused.reason) == (False, "unknown_institution")
    assert down.institutions is None and down.history == ("前",) and "漏了乙" in down.note
    assert ["第 4 行" in drafts.faults[0], "第 5 行" in drafts.faults[1], len(drafts.faults)] == [
        True, True, 3,
    ]  # fmt: skip
    written = tmp_path / "review.jsonl"
    written.write_text("\n".join(write_cases(drafts.cases)), encoding="utf-8")
    again = read_cases(written)
    assert (again.cases, again.waiting, again.faults) == ((), 3, ())
    text = written.read_text("utf-8").replace('"review": true', '"review": false')
    written.write_text(text, encoding="utf-8")
    assert len(read_cases(written).cases) == 3
