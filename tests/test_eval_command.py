"""``yitiao eval`` as an analyst runs it: their own cases, bars, reports, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_cli import one_chinese_line, run

from eval import Case, shipped_cases
from eval.run import run_plans
from index.embedder import open_embedder

PLAN = """某市冰雪产业行动方案
一、目标
1.建设冰雪公园。推动某某大学建设冰雪学院。
2.培养人才。由市教育局牵头,市体育局配合。
"""
CASES = [
    {"id": "t1", "question": "培养人才由谁牵头?", "institutions": ["市教育局"], "tasks": [2],
     "roles": {"市教育局": "牵头"}, "document": "冰雪方案"},
    {"id": "t2", "question": "清华大学负责什么?", "answerable": False, "document": "冰雪方案"},
    {"id": "t3", "question": "哪所大学建设冰雪学院?", "institutions": ["别的大学"],
     "document": "冰雪方案", "split": "held"},
]  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "冰雪方案.txt").write_text(PLAN, encoding="utf-8")
    write(tmp_path / "cases.jsonl", CASES)
    return tmp_path


def write(path, rows):
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")


def test_own_cases_run_against_the_plan_beside_them(folder):
    done = run("eval", "--cases", folder / "cases.jsonl", "--report", folder / "out")
    assert done.returncode == 0, done.stderr
    assert "答错的案例 1 条" in done.stdout and "t3 哪所大学建设冰雪学院?" in done.stdout
    assert "留出集(1 条)" in done.stdout and "开发集(2 条)" in done.stdout
    record = json.loads((folder / "out" / "results.json").read_text("utf-8"))
    assert [row["right"] for row in record["results"]] == [True, True, False]
    assert record["figures"]["all"]["role_accuracy"]["value"] == 1.0
    assert "哪所大学建设冰雪学院?" in (folder / "out" / "report.html").read_text("utf-8")


def test_the_bars_beside_the_cases_decide_the_exit_code(folder):
    bars = folder / "bars.toml"
    bars.write_text("[dev]\nanswer_accuracy = { at_least = 1 }\n", encoding="utf-8")
    done = run("eval", "--cases", folder / "cases.jsonl")
    assert done.returncode == 0 and "达到 答案正确率(开发集):100.0%" in done.stdout
    bars.write_text("[held]\nanswer_accuracy = { at_least = 0.5 }\n", encoding="utf-8")
    done = run("eval", "--cases", folder / "cases.jsonl")
    assert done.returncode == 1
    assert "未达到 答案正确率(留出集):0.0%,要求不低于 50.0%" in done.stdout


def test_a_bad_row_is_named_and_the_rest_is_measured(folder):
    (folder / "bad.jsonl").write_text(
        '{"id": 1}\n' + json.dumps(CASES[0]) + '\n{"question": "问", "document": "没有的方案"}\n'
        '{"question": "😀", "id": "e", "document": "冰雪方案"}\n',
        encoding="utf-8",
    )
    done = run("eval", "--cases", folder / "bad.jsonl", library=None)
    assert done.returncode == 2 and "全部(1 条)" in done.stdout, done.stderr
    assert "第 1 行" in done.stderr and "没有的方案" in done.stderr and "案例“e”" in done.stderr


def test_a_named_library_is_asked_instead(folder):
    library = folder / "library"
    other = folder / "冰雪方案" / "冰雪方案.txt"
    other.parent.mkdir()
    other.write_text(PLAN.replace("某某大学", "别的大学"), encoding="utf-8")
    assert run("index", other, library=library).returncode == 0
    done = run("eval", "--cases", folder / "cases.jsonl", library=library)
    assert done.returncode == 0 and "答错的案例" not in done.stdout


def test_against_an_earlier_run_shows_what_flipped(folder):
    run("eval", "--cases", folder / "cases.jsonl", "--report", folder / "out")
    record = json.loads((folder / "out" / "results.json").read_text("utf-8"))
    record["results"][2]["right"] = True
    (folder / "old.json").write_text(json.dumps(record), encoding="utf-8")
    done = run("eval", "--cases", folder / "cases.jsonl", "--against", folder / "old.json")
    assert "由对变错 1 条" in done.stdout and "- t3 哪所大学" in done.stdout
    assert "p = 1.000" in done.stdout


def test_feedback_is_converted_and_waits_for_review(folder):
    row = {"question": "谁牵头?", "answer": "市教育局", "thumb": "down"}
    write(folder / "feedback.jsonl", [row, {"thumb": "up"}])
    review = folder / "review.jsonl"
    done = run("eval", "--feedback", folder / "feedback.jsonl", "--output", review)
    assert done.returncode == 2 and "第 2 行" in done.stderr and "已写出 1 条" in done.stderr
    done = run("eval", "--cases", review)
    assert done.returncode == 2 and "1 条待复核" in done.stderr and "没有可以提问" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--cases", "nowhere.jsonl"), "找不到文件"),
        (("--feedback", "nowhere.jsonl"), "--output"),
        (("--retrieval", "nowhere.jsonl", "nowhere.jsonl"), "找不到文件"),
        (("--cases",), "命令有误"),
        (("--embedder", "bge-m3"), "--ablate"),
    ],
)
def test_bad_input_is_one_chinese_line(tmp_path, arguments, says):
    done = run("eval", *arguments, cwd=None)
    assert done.returncode == 2 and says in done.stderr and one_chinese_line(done.stderr)


def test_ablations_of_own_cases_stand_side_by_side(folder):
    done = run("eval", "--cases", folder / "cases.jsonl", "--ablate")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 7 and lines[0].startswith("写法")
    whole, bare = lines[1].split(), lines[4].split()
    assert whole[0] == "完整(混合检索)" and bare[0] == "不用责任表"
    assert whole[2] == "66.7%" and bare[2] != whole[2]


def test_progress_counts_the_cases_of_all_plans(tmp_path):
    plans = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for plan in plans:
        plan.write_text(PLAN, encoding="utf-8")
    cases = [Case(id="1", question="任务1讲了什么?"), Case(id="2", question="任务2讲了什么?")]
    steps = []
    run_plans(
        [(plan, cases) for plan in plans],
        open_embedder(None),
        progress=lambda what, done, total: steps.append((done, total)),
    )
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_judge_must_be_named(folder, monkeypatch):
    monkeypatch.delenv("YITIAO_JUDGE", raising=False)
    done = run("eval", "--cases", folder / "cases.jsonl", "--judge")
    assert done.returncode == 2 and "YITIAO_JUDGE" in done.stderr
    monkeypatch.setenv("YITIAO_JUDGE", "nobody:model")
    done = run("eval", "--cases", folder / "cases.jsonl", "--judge")
    assert done.returncode == 2 and "Traceback" not in done.stderr


def test_the_shipped_bars_stand_beside_the_shipped_cases():
    from eval.cases import FOLDER

    assert (FOLDER / "bars.toml").is_file() and isinstance(next(shipped_cases())[0], Path)
