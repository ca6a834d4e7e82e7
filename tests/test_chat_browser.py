"""The chat in a real browser: ask, open the proof, ask on, and reach nothing outside."""

from __future__ import annotations

import os
import re
import time
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from browser import open_browser, serve, serve_command, watch
from langchain_core.runnables import RunnableLambda
from playwright.sync_api import expect

from assistant.answer import Answer, Citation, Question
from ingest.read import PACKAGED_PLANS, read_plan
from ui.app import build_app

PLAN = read_plan(next(PACKAGED_PLANS.glob("*.txt")))
ASKED = "哪些高校负责冰雪经济?"
SCHOOLS = ("沈阳体育学院", "辽宁师范大学", "沈阳师范大学")
SLOW = "请慢慢回答"
HOSTILE = "<img src=x onerror=alert(1)> ![](http://evil.test/a.png) [点](http://evil.test)"


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
    if question.text == SLOW:
        time.sleep(1)
    if "img" in question.text:
        return Answer(question.text, f"方案未提及“{question.text}”。", abstained=True)
    if question.history:
        words = "沈阳体育学院建设冰雪经济发展研究中心 [任务1]。"
        return Answer(question.text, words, citations=(cite("1-1-5"),))
    words = (
        "方案中与“冰雪经济”相关的高校共 3 所：\n"
        "- **沈阳体育学院**：建设冰雪经济发展研究中心 [任务1]；"
        "依托其助力体育产业联盟建设及冰雪经济发展 [任务2]\n"
        "- **辽宁师范大学**、**沈阳师范大学**：依托单位 [任务2]\n\n"
        "注：任务2原文为“等高校”，名单未穷尽；原文用语是“依托”，未写“负责”。"
    )
    return Answer(question.text, words, citations=(cite("1-1-5"), cite("1-2-5"), cite("1-2-2")))


@pytest.fixture(scope="module")
def address():
    library = SimpleNamespace(documents=(PLAN,))
    with serve(build_app(RunnableLambda(respond), library)) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def real_address(tmp_path_factory):
    """The command itself, on the packaged plan and the real chain."""
    with serve_command(tmp_path_factory.mktemp("data") / "library") as address:
        yield address


@contextmanager
def visit(browser, address):
    """A page on the chat; on leaving, it must have asked this machine only, and not complained."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    record = watch(page)
    page.goto(address)
    expect(page.locator("#question textarea")).to_be_visible(timeout=30_000)
    yield page
    page.close()
    assert record.hosts == {"127.0.0.1"}
    assert record.complaints == []


@pytest.fixture
def page(browser, address):
    with visit(browser, address) as page:
        yield page


@pytest.fixture
def real_page(browser, real_address):
    with visit(browser, real_address) as page:
        yield page


def ask(page, question: str):
    """Ask and wait for the whole answer; gives its bubble."""
    bubbles = page.locator("#conversation .bot-row")
    before = bubbles.count()
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    expect(bubbles).to_have_count(before + 1)
    expect(bubbles.last).to_contain_text(re.compile(r"\S"))
    settled = page.evaluate(
        """async () => {
            const read = () => document.querySelector("#conversation").innerText;
            for (let last = null; last !== read(); ) {
                last = read();
                await new Promise((resolve) => setTimeout(resolve, 400));
            }
            return true;
        }"""
    )
    assert settled
    return bubbles.last


def is_in_view(page, selector: str) -> bool:
    return page.evaluate(
        """(selector) => {
            const box = document.querySelector(selector).getBoundingClientRect();
            const frame = document.querySelector(".proof-body").getBoundingClientRect();
            return box.top >= frame.top && box.top < Math.min(frame.bottom, innerHeight);
        }""",
        selector,
    )


def test_real_answer_is_proven_beside_the_chat(real_page):
    answer = ask(real_page, ASKED)
    for school in SCHOOLS:
        expect(answer).to_contain_text(school)
    panel = real_page.locator("#proof")
    expect(panel).to_be_hidden()
    answer.get_by_role("link", name="任务2", exact=True).first.click()
    expect(panel.locator(".origin-task")).to_have_text("任务2")
    expect(panel.locator(".task")).to_contain_text("2.助力主导产业转型升级。")
    expect(panel.locator("mark", has_text="以及冰雪经济发展。")).to_contain_text(
        "依托沈阳体育学院、辽宁师范大学、沈阳师范大学等高校"
    )
    assert is_in_view(real_page, "#proof mark")
    if path := os.environ.get("YITIAO_SCREENSHOT"):
        real_page.mouse.move(640, 640)
        real_page.screenshot(path=path)
    expect(ask(real_page, "其中哪所学校建设了研究中心?")).to_contain_text("沈阳体育学院")
    expect(real_page.locator("#conversation .user-row")).to_have_count(2)
    declined = ask(real_page, "清华大学承担什么任务?")
    expect(declined).to_contain_text("清华大学")
    expect(declined.locator("a")).to_have_count(0)


def test_each_sentence_s_answer_stands_below_its_own_headline(real_page):
    answer = ask(real_page, "哪所高校建设冰雪经济发展研究中心?大连海事大学参与几项任务?")
    expect(answer.locator("ul")).to_have_count(2)
    expect(answer.locator("li", has_text="沈阳体育学院")).not_to_contain_text("大连海事大学")


def test_real_chain_shows_a_hostile_question_as_text(real_page):
    answer = ask(real_page, HOSTILE)
    expect(real_page.locator("#conversation .user-row")).to_have_text(HOSTILE)
    expect(real_page.locator("#conversation .md img")).to_have_count(0)
    expect(answer.locator("a")).to_have_count(0)


def test_real_chain_answers_every_example(real_page):
    examples = real_page.locator("#conversation .example").all_inner_texts()
    assert len(examples) > 1
    for example in examples:
        expect(ask(real_page, example.strip()).locator("a").first).to_be_visible()


def test_second_quote_of_a_task_is_marked_with_the_first(page):
    ask(page, ASKED).get_by_role("link", name="任务2", exact=True).first.click()
    expect(page.locator("#proof mark")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator("#proof")).to_be_hidden()


def test_marker_without_the_script_opens_the_reader(page, address):
    link = ask(page, ASKED).get_by_role("link", name="任务2", exact=True).first
    with page.context.expect_page() as opened:
        link.click(modifiers=["Control"])
    reader = opened.value
    reader.wait_for_load_state()
    assert reader.url.startswith(f"{address}/documents/{PLAN.id}")
    target = reader.locator(":target")
    expect(target).to_have_count(1)
    expect(target).to_be_in_viewport()
    reader.close()


def test_panel_leads_to_the_reader(page):
    ask(page, ASKED).get_by_role("link", name="任务1", exact=True).first.click()
    with page.context.expect_page() as opened:
        page.locator("#proof .open a").click()
    reader = opened.value
    expect(reader.locator(":target")).to_contain_text("沈阳体育学院冰雪经济发展研究中心")
    expect(reader.locator("h1")).to_have_text(PLAN.title)
    reader.close()


def test_hostile_question_is_only_text(page):
    answer = ask(page, HOSTILE)
    expect(page.locator("#conversation .user-row")).to_have_text(HOSTILE)
    expect(page.locator("#conversation .md img")).to_have_count(0)
    expect(page.locator("#conversation .md a")).to_have_count(0)
    expect(answer.locator("a")).to_have_count(0)


def test_example_asks_on_click(page):
    example = page.locator("#conversation .example").first
    question = example.inner_text().strip()
    example.click()
    expect(page.locator("#conversation .user-row")).to_have_text(question)
    expect(page.locator("#conversation .bot-row")).to_contain_text(re.compile(r"\S"))


def test_clear_starts_over(page):
    ask(page, ASKED).get_by_role("link", name="任务1", exact=True).first.click()
    expect(page.locator("#proof mark")).to_be_visible()
    page.locator("#clear").click()
    expect(page.locator("#conversation .user-row")).to_have_count(0)
    expect(page.locator("#proof")).to_be_hidden()
    answer = ask(page, ASKED)  # without history it is answered as the first time
    for school in SCHOOLS:
        expect(answer).to_contain_text(school)


def test_clear_midway_leaves_a_clean_page(page):
    page.locator("#question textarea").fill(SLOW)
    page.locator("#question textarea").press("Enter")
    expect(page.locator("#conversation .bot-row")).to_have_count(1)
    page.locator("#clear").click()
    page.wait_for_timeout(1500)
    expect(page.locator("#conversation .bot-row")).to_have_count(0)
    expect(page.locator("#conversation .error:visible")).to_have_count(0)
    expect(page.locator("#conversation .example").first).to_be_visible()


def test_english_switch(page):
    answer = ask(page, ASKED)
    page.locator("#switch").click()
    expect(page.locator("#send")).to_have_text("Send")
    expect(page.locator("#clear")).to_have_text("Clear")
    expect(page.locator("#question textarea")).to_have_attribute("placeholder", re.compile("Ask"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(answer).to_contain_text(SCHOOLS[0])
    answer.get_by_role("link", name="任务1", exact=True).first.click()
    expect(page.locator("#proof h2")).to_have_text("Source")
    page.locator("#switch").click()
    expect(page.locator("#send")).to_have_text("发送")
    expect(page.locator("#proof h2")).to_have_text("原文出处")


def test_no_clutter(page):
    ask(page, ASKED)
    for words in ("Gradio", "API", "Settings"):
        expect(page.get_by_text(words)).to_have_count(0)
    expect(page.locator("#conversation .icon-button:visible")).to_have_count(0)
    expect(page).to_have_title("依条")


def test_proof_lies_below_on_a_narrow_screen(page):
    page.set_viewport_size({"width": 390, "height": 800})
    ask(page, ASKED).get_by_role("link", name="任务2", exact=True).first.click()
    expect(page.locator("#proof mark").first).to_be_in_viewport()
    talk, proof = page.locator("#talk").bounding_box(), page.locator("#proof").bounding_box()
    assert proof["y"] >= talk["y"] + talk["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
