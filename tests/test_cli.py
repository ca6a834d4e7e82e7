"""The command line as a user runs it: new processes, real files, exit codes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

PLANS = Path(__file__).parent / "plans"
SNOW = "哪些高校负责冰雪经济?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("cli") / "library"


def run(*arguments, library=None, **options):
    command = [sys.executable, "-m", "ui.cli", *map(str, arguments)]
    if library:
        command += ["--library", str(library)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", **options)


def one_chinese_line(text):
    lines = text.strip().splitlines()
    return len(lines) == 1 and any("\u4e00" <= c <= "\u9fff" for c in lines[0])


def test_ask_answers_with_its_quotes(folder):
    done = run("ask", SNOW, library=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("方案中与“冰雪经济”相关的高校共 3 所:")
    assert "[任务2] 依托沈阳体育学院" in done.stdout and "**" not in done.stdout


def test_ask_json_is_the_contract(folder):
    answer = json.loads(run("ask", SNOW, "--json", library=folder).stdout)
    assert list(answer) == [
        "question", "answer", "abstained", "reason", "citations", "institutions", "open_list",
        "mode", "model", "latency_ms",
    ]  # fmt: skip
    assert list(answer["citations"][0]) == [
        "document", "title", "section", "task", "clause", "label", "quote", "start", "end", "url",
    ]  # fmt: skip
    assert answer["institutions"][0] == {
        "name": "沈阳体育学院", "roles": ["推动", "依托"], "tasks": [1, 2],
    }  # fmt: skip
    citation = answer["citations"][-1]
    assert citation["url"] == "documents/liaoning-yiquan-yidai-liangqu-2022#1-2-5"
    assert (citation["section"], citation["task"], citation["label"]) == ("一", 2, "任务2")


def test_history_and_abstaining(folder):
    before = "北方粳稻种源研究中心由谁建设?"
    done = run("ask", "它还参与哪些任务?", "--history", before, library=folder)
    assert done.returncode == 0 and "沈阳农业大学" in done.stdout
    done = run("ask", "清华大学负责什么?", library=folder)
    assert done.returncode == 3 and "未提及清华大学" in done.stdout


def test_batch(folder, tmp_path):
    questions, answers = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    rows = [
        {"id": "a", "question": SNOW},
        {"id": 2, "question": "它还参与哪些任务?", "history": ["北方粳稻种源研究中心由谁建设?"]},
        {"id": "c", "question": "今天天气如何?"},
    ]
    questions.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), "utf-8")
    done = run("ask", "--batch", questions, "--output", answers, library=folder)
    assert done.returncode == 0, done.stderr
    written = [json.loads(line) for line in answers.read_text("utf-8").splitlines()]
    assert [row["id"] for row in written] == ["a", 2, "c"]
    assert [row["abstained"] for row in written] == [False, False, True]


def test_a_bad_row_is_named_and_the_rest_runs(folder, tmp_path):
    questions, answers = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    good = json.dumps({"id": "ok", "question": SNOW}, ensure_ascii=False)
    rows = ['{"id": "空"}', "不是 JSON", good, '{"id": 4, "question": ""}']
    questions.write_text("\n".join(rows), "utf-8")
    done = run("ask", "--batch", questions, "--output", answers, library=folder)
    assert done.returncode == 2
    assert all(f"第 {number} 行" in done.stderr for number in (1, 2, 4))
    written = [json.loads(line) for line in answers.read_text("utf-8").splitlines()]
    assert ["error" in row for row in written] == [True, True, False, True]


def test_index_documents_and_remove(tmp_path):
    library = tmp_path / "library"
    done = run("index", PLANS, library=library)
    assert done.returncode == 0 and "云岭市低空经济" in done.stdout, done.stderr
    assert "没有变化" in run("index", PLANS, library=library).stderr
    listed = json.loads(run("documents", "--json", library=library).stdout)
    assert [d["id"] for d in listed] == ["heyuan-measure", "yunling-notice"]
    assert listed[1]["carries_out"] == "青政发〔2022〕31号" and listed[1]["tasks"] == 6
    assert run("index", "--remove", "heyuan-measure", library=library).returncode == 0
    assert run("documents", library=library).stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("ask", ""), "问题是空的"),
        (("ask", "哪" * 10_000), "问题太长"),
        (("ask", "😀"), "没有文字"),
        (("ask", "\x01\x02"), "问题是空的"),
        (("ask",), "请写出问题"),
        (("ask", "--batch", "nowhere.jsonl", "--output", "out.jsonl"), "找不到文件"),
        (("index", "nowhere.txt"), "找不到文件"),
        (("index",), "请写出要索引的文件"),
        (("index", "--remove", "nobody"), "没有文档“nobody”"),
        (("serve", "--port", "99999"), "端口"),
        (("nonsense",), "命令有误"),
    ],
)
def test_bad_input_is_one_chinese_line(folder, tmp_path, arguments, says):
    done = run(*arguments, library=None if arguments == ("nonsense",) else folder)
    assert done.returncode == 2, done.stderr
    assert says in done.stderr and one_chinese_line(done.stderr) and done.stdout == ""


def test_bad_files_leave_the_library_as_it_was(tmp_path):
    library, empty = tmp_path / "library", tmp_path / "empty.txt"
    assert run("index", PLANS / "yunling-notice.txt", library=library).returncode == 0
    before = (library / "manifest.json").read_bytes()
    empty.write_bytes(b"")
    done = run("index", empty, library=library)
    assert done.returncode == 2 and one_chinese_line(done.stderr)
    assert (library / "manifest.json").read_bytes() == before


def test_a_plan_without_numbers_and_in_gb18030_can_be_asked(tmp_path):
    path = tmp_path / "冰雪 意见.txt"
    path.write_bytes("某县冰雪运动推广意见\n县教育局牵头组织冰雪冬令营。\n".encode("gb18030"))
    assert run("index", path, library=tmp_path / "library").returncode == 0
    done = run("ask", "冬令营由哪个部门牵头?", library=tmp_path / "library")
    assert done.returncode == 0 and "县教育局" in done.stdout and "[序]" in done.stdout


def test_the_default_library_is_the_environment_s(tmp_path):
    environment = {**os.environ, "YITIAO_LIBRARY": str(tmp_path / "mine")}
    done = run("documents", env=environment)
    assert done.returncode == 0 and (tmp_path / "mine" / "manifest.json").is_file()


def test_a_busy_port_is_told(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("serve", "--port", taken.getsockname()[1], library=folder)
    assert done.returncode == 2 and "已被占用" in done.stderr and one_chinese_line(done.stderr)


def test_serve_stops_quietly_when_interrupted(folder):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "ui.cli", "serve", "--port", str(port), "--library", folder]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    for _ in range(300):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.2)
    server.send_signal(signal.SIGINT)
    _, errors = server.communicate(timeout=30)
    assert "Traceback" not in errors.decode() and "http://127.0.0.1" in errors.decode()
