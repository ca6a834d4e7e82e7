"""The web doors without a browser: REST, reader, and what the chat page is made of."""

from __future__ import annotations

import html
import json
import logging
import re
import subprocess
import sys
from itertools import pairwise
from types import SimpleNamespace

import pytest
from langchain_core.runnables import RunnableLambda
from starlette.testclient import TestClient

from assistant.answer import Answer, Citation, Question
from assistant.errors import QuestionError
from ingest.read import PACKAGED_PLANS, parse_plan, read_plan
from ui import text
from ui.api import split_pieces
from ui.app import build_app
from ui.chat import Turn, converse, show_answer, show_literally
from ui.reader import lay_out

HOSTILE = """某市<b>冰雪</b>发展实施方案

发布时间：2024-03-01 来源：某市教育局

为推进工作，制定本方案。<script>alert("序")</script>见附文。

一、重点任务

1.建设示范中心。推动甲大学、乙大学等高校共建示范中心。“<img src=x onerror=alert(1)>”不得执行。
另起一段说明情况。

2.完善机制。由甲大学牵头完善机制。

二、组织实施

某市教育局负责统筹。加强督导。

原文链接：http://example.gov.cn/1.html
[免责声明] 本文来源于网络转载。
"""
PLAN = parse_plan(HOSTILE.encode(), "some-plan.txt")
PACKAGED = read_plan(next(PACKAGED_PLANS.glob("*.txt")))


def cite(fragment: str) -> Citation:
    clause = next(one for one in PLAN.clauses if one.id == f"{PLAN.id}/{fragment}")
    return Citation(
        document=PLAN.id,
        title=PLAN.title,
        section=clause.section,
        task=clause.task,
        clause=clause.id,
        label=clause.label,
        quote=PLAN.quote(clause),
        start=clause.start,
        end=clause.end,
        url=f"documents/{PLAN.id}#{fragment}",
    )


def respond(question: Question) -> Answer:
    if not question.text.strip():
        raise QuestionError("请输入问题。")
    if "出错" in question.text:
        raise RuntimeError(f"broken by {question.text}")
    words = f"- **甲大学**：共建示范中心 [任务1]\n- 此前问过 {len(question.history)} 次"
    return Answer(question.text, words, citations=(cite("1-1-2"), cite("1-1-3")), open_list=True)


CHAIN = RunnableLambda(respond)
LIBRARY = SimpleNamespace(documents=(PLAN, PACKAGED))


@pytest.fixture(scope="module")
def client():
    with TestClient(build_app(CHAIN, LIBRARY)) as client:
        yield client


def test_health(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_documents_are_listed_with_their_sizes(client):
    first, second = client.get("/api/v1/documents").json()
    assert first["id"] == "some-plan"
    assert first["source"] == "http://example.gov.cn/1.html"
    assert second["carries_out"] == "辽政发〔2022〕6号"
    assert second["sha256"] == PACKAGED.sha256
    assert second["counts"]["tasks"] == 17


def test_ask_answers_the_contract(client):
    answer = client.post(
        "/api/v1/ask", json={"question": "谁建设？", "history": ["一", "二"]}
    ).json()
    expected = respond(Question("谁建设？", ("一", "二"))).as_json()
    assert answer == json.loads(json.dumps(expected))
    assert "此前问过 2 次" in answer["answer"]


def test_ask_streams_pieces_then_the_answer(client):
    response = client.post(
        "/api/v1/ask", json={"question": "谁建设？"}, headers={"Accept": "text/event-stream"}
    )
    assert response.headers["content-type"].startswith("text/event-stream")
    events = re.findall(r"event: (\w+)\ndata: (.+)\n\n", response.text)
    assert [name for name, _ in events[:-1]] == ["delta"] * (len(events) - 1)
    answer = json.loads(events[-1][1])
    assert "".join(json.loads(data)["text"] for _, data in events[:-1]) == answer["answer"]
    assert events[-1][0] == "answer"
    assert answer["citations"][0]["label"] == "任务1"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 422),
        (b"\x80\x81", 400),
        (b"[]", 422),
        (b"{}", 422),
        (b'{"question": 3}', 422),
        (b'{"question": "\\ud800"}', 422),
        (b'{"question": "x", "history": "y"}', 422),
        (b'{"question": "x", "history": [1]}', 422),
        (json.dumps({"question": "x", "history": ["y"] * 51}).encode(), 422),
        (json.dumps({"question": "  "}).encode(), 422),
        (json.dumps({"question": "x" * 2_000_000}).encode(), 413),
        (b"[" * 100_000, 400),
    ],
)
def test_bad_input_is_refused_in_one_chinese_line(client, body, status):
    response = client.post(
        "/api/v1/ask", content=body, headers={"Content-Type": "application/json"}
    )
    assert response.status_code == status
    assert set(response.json()) == {"error"}
    assert re.search(r"[\u4e00-\u9fff]", response.json()["error"])
    assert "\n" not in response.json()["error"]


def test_body_without_a_declared_length_is_limited(client):
    chunks = (b" " * 65536 for _ in range(40))
    response = client.post(
        "/api/v1/ask", content=chunks, headers={"Content-Type": "application/json"}
    )
    assert response.status_code == 413


def test_question_error_shows_its_own_line(client):
    assert client.post("/api/v1/ask", json={"question": ""}).json() == {"error": "请输入问题。"}


def test_unexpected_error_hides_everything(client, caplog):
    with caplog.at_level(logging.ERROR):
        response = client.post("/api/v1/ask", json={"question": "出错 机密内容"})
    assert response.status_code == 500
    assert response.json() == {"error": text.UNEXPECTED}
    assert "RuntimeError" in caplog.text
    assert "机密内容" not in caplog.text


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/nothing",
        "/gradio_api/upload",
        "/gradio_api/vibe-edit",
        "/gradio_api/proxy=http://example.org",
        "/gradio_api/file=/etc/hostname",
        "/monitoring",
    ],
)
def test_closed_doors(client, path):
    response = client.post(path, json={})
    assert response.status_code == 404
    assert response.json() == {"error": text.NO_DOOR}


def test_wrong_method(client):
    assert client.get("/api/v1/ask").json() in (
        {"error": text.WRONG_METHOD},
        {"error": text.NO_DOOR},
    )


def printed(page: str) -> str:
    """What an article of the reader prints, without title, facts and blanks."""
    body = re.search(r"</dl>(.*)</article>", page, re.DOTALL)[1]
    return re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]+>", "", body)))


@pytest.mark.parametrize("document", [PLAN, PACKAGED], ids=lambda one: one.id)
def test_reader_prints_exactly_the_plan(client, document):
    page = client.get(f"/documents/{document.id}").text
    body = document.text[document.sections[0].start : document.clauses[-1].end]
    assert printed(page) == re.sub(r"\s", "", body)
    for clause in document.clauses:
        fragment = clause.id.removeprefix(f"{document.id}/")
        found = re.search(rf'id="{re.escape(fragment)}"[^>]*>([^<]*)<', page)
        assert html.unescape(found[1]) == document.quote(clause)


def test_reader_escapes_the_document(client):
    page = client.get(f"/documents/{PLAN.id}").text
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "免责声明" not in page


def test_reader_keeps_paragraphs():
    part = next(one for one in lay_out(PLAN) if one.label == "任务1")
    assert [len(line) for line in part.lines] == [3, 1]
    assert part.marker == "1."


@pytest.mark.parametrize(
    "path",
    ["/documents/none", "/documents/none/clauses/1-1-1", "/documents/some-plan/clauses/9-9-9"],
)
def test_reader_says_what_is_missing(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert text.NO_DOCUMENT in response.text or text.NO_CLAUSE in response.text


def test_clause_is_shown_in_its_task(client):
    page = client.get("/documents/some-plan/clauses/1-1-2?also=1-1-3,9-9").text
    assert [html.unescape(words) for words in re.findall(r"<mark[^>]*>(.*?)</mark>", page)] == [
        cite("1-1-2").quote,
        cite("1-1-3").quote,
    ]
    assert "另起一段说明情况。" in page
    assert "完善机制" not in page
    assert 'href="../../../documents/some-plan?also=1-1-3,9-9#1-1-2"' in page


def test_documents_page_lists_every_plan(client):
    page = client.get("/documents").text
    assert all(html.escape(one.title) in page for one in LIBRARY.documents)


def test_chat_page_reaches_nowhere_outside(client):
    response = client.get("/")
    page = response.text
    addresses = re.findall(r'(?:src|href|content)="(https?:)?//[^"]*"', page)
    assert addresses == []
    assert "fonts.g" not in page
    assert "cdnjs" not in page
    policy = response.headers["content-security-policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)[1]
    assert "unsafe-eval" not in policy
    assert "http" not in policy
    assert page.count("<script") == page.count(f'<script nonce="{nonce}"')


def test_assets_of_the_chat_page_exist(client):
    page = client.get("/").text
    own = re.findall(r'(?:src|href)="(yitiao/[^"]+)"', page)
    assert len(own) == 4
    assert all(client.get(f"/{path}").status_code == 200 for path in own)


@pytest.mark.parametrize("kept", [True, False], ids=["proxy keeps the prefix", "proxy strips it"])
def test_prefix(kept):
    prefix = "/qa" if kept else ""
    with TestClient(build_app(CHAIN, LIBRARY, root_path="/qa/")) as client:
        for path in ("/", "/healthz", "/documents", "/documents/some-plan", "/yitiao/chat.js"):
            assert client.get(prefix + path).status_code == 200, path
        assert client.get(prefix + "/documents/some-plan/clauses/1-1-2").status_code == 200
        assert client.get(prefix + "/gradio_api/info").status_code == 200
        assert client.post(prefix + "/gradio_api/upload").status_code == 404
        assert client.post(prefix + "/api/v1/ask", json={"question": "谁？"}).status_code == 200


def test_prefix_without_its_slash_is_sent_on():
    with TestClient(build_app(CHAIN, LIBRARY, root_path="/qa")) as client:
        response = client.get("/qa", follow_redirects=False)
    assert response.headers["location"] == "/qa/"


def test_nothing_heavy_is_imported_with_the_module():
    program = "import sys, ui.app; print(*{'gradio', 'fastapi', 'torch'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


@pytest.mark.parametrize(
    "words",
    [
        "<img src=x onerror=alert(1)>",
        "![](http://evil.test/a.png) [x](javascript:alert(1))",
        "www.evil.test http://evil.test a@evil.test",
        "# 标题\n- 项\n1. 项\n> 引\n`码` **粗** $$x$$ | 表 |\n---",
        "&lt;b&gt; \\* 12",
    ],
)
def test_question_is_shown_literally(words):
    shown = show_literally(words)
    assert html.unescape(shown) == words
    assert re.sub(r"&#\d+;", "", shown).translate(str.maketrans("", "", "\n ")).isalnum()


def test_answer_markers_become_links():
    shown = show_answer("甲大学 [任务1]；[任务9]", (cite("1-1-2"), cite("1-1-3"), cite("1-1-2")))
    assert "[任务1](documents/some-plan?also=1-1-3#1-1-2)" in shown
    assert "[任务9]" not in shown
    assert "任务9" in html.unescape(shown)


def test_answer_of_a_model_cannot_act():
    hostile = (
        "![](http://evil.test/a.png) <script>x</script> [看](http://evil.test) <http://evil.test>\n"
        "```mermaid\nx\n```\n[看]: http://evil.test\nwww.evil.test a@evil.test http://evil.test"
    )
    shown = show_answer(hostile, ())
    assert not re.search(r"[<`\[\]]|://|www\.|\w@\w|!\(", shown)
    assert html.unescape(shown) == hostile


def test_emphasis_beside_chinese_quotes():
    assert show_answer("**“冰雪”**相关", ()) == "<strong>“冰雪”</strong>相关"


def test_pieces_never_cut_a_marker():
    answer = "共 3 所：\n- **甲，乙**：做，事 [五、组织实施]；\n\n注：完。"
    pieces = list(split_pieces(answer))
    assert "".join(pieces) == answer
    assert len(pieces) > 3
    assert all(piece.count("[") == piece.count("]") for piece in pieces)
    assert all(piece.count("**") % 2 == 0 for piece in pieces)


def test_conversation_grows_and_remembers():
    turns = (Turn("甲大学呢？", "…"), Turn("", "请输入问题。", counts=False))
    grown = list(converse(CHAIN, "还有呢？", turns))
    replies = [one[-1].reply for one in grown]
    assert replies[0] == ""
    assert all(len(earlier) <= len(later) for earlier, later in pairwise(replies))
    assert "此前问过 1 次" in replies[-1]
    assert grown[-1][:2] == turns


def test_refused_question_is_not_history():
    *_, last = converse(CHAIN, " ", ())
    assert last[-1] == Turn(" ", "请输入问题。", counts=False)


def test_examples_are_made_of_the_plan():
    for document in (PACKAGED, PLAN):
        questions = text.suggest_questions([document])
        assert 1 < len(questions) <= text.EXAMPLES
        assert len(set(questions)) == len(questions)
    quoted = re.findall(r"“(.+?)”", "".join(text.suggest_questions([PACKAGED])))
    assert all(one in PACKAGED.text for one in quoted)


def test_languages_say_the_same_things():
    assert text.choose("en") is text.ENGLISH
    assert text.choose("fr") is text.CHINESE
    assert text.other("en") is text.CHINESE
