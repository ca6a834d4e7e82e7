"""The report: whole in one file, escaped, and read as it is meant in a browser."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from browser import open_browser, watch

from assistant.answer import Answer, Citation
from eval import Case, compare, judge_bars, read_earlier, score, summarise_splits, write_report
from eval.compare import Earlier
from eval.gate import Bar
from eval.plots import plot_histogram
from ingest.errors import YitiaoError

EVIL = "<script>alert(1)</script><img src=http://evil.example/x onerror=alert(2)>{{7*7}}&"


@pytest.fixture
def results(ask, plan):
    good = ask("哪些高校负责冰雪经济?")
    citation = Citation(EVIL, EVIL, "一", 1, EVIL, EVIL, EVIL, 0, 1, "javascript:alert(3)")
    bad = Answer(EVIL, EVIL, citations=(citation,), latency_ms=12.0)
    wrong = Case(
        id=EVIL, question=EVIL, category=EVIL, history=(EVIL,), must=("帆船",), note=EVIL,
        document=EVIL, split="held",
    )  # fmt: skip
    right = Case(id="a", question=good.question, tasks=(1, 2))
    refused = Case(id="b", question="问", answerable=False)
    return [
        score(right, good, [plan]),
        score(wrong, bad, [plan]),
        score(refused, Answer("问", "无法回答。", True, latency_ms=0.4)),
    ]


def write(folder, results, comparison=None, faults=()):
    summaries = summarise_splits(results)
    verdicts = judge_bars([Bar("all", "answer_accuracy", 0.9, False)], summaries)
    return write_report(folder, results, summaries, verdicts, comparison, faults)


def test_the_page_is_self_contained_and_everything_is_escaped(tmp_path, results):
    before = {EVIL: Earlier(EVIL, True, EVIL)}
    page = write(tmp_path, results, compare(results, before), [EVIL]).read_text("utf-8")
    assert "<script" not in page and "<img" not in page and "{{7*7}}" in page
    assert "&lt;script&gt;" in page and "alert(3)" not in page
    assert not re.search(r"(?:src|href)=|url\(|@import|<link", page.replace("src=http://evil", ""))
    assert "由对变错" in page and "帆船" in page and "未达到" in page and "留出集" in page


def test_a_browser_asks_for_nothing_and_shows_the_figures(tmp_path, results):
    path = write(tmp_path, results)
    with open_browser() as browser:
        page = browser.new_page()
        record = watch(page)
        page.goto(path.as_uri())
        assert record.addresses == [path.as_uri()] and record.complaints == []
        assert "3 条案例中答对 2 条,答案正确率 66.7%" in page.inner_text(".lead")
        cells = page.locator("table.confusion td").all_inner_texts()
        assert cells == ["2", "0", "0", "1"]
        assert page.locator("section.case").count() == 1
        assert page.locator("section.case blockquote").inner_text().count("<script>") == 2
        assert page.locator("svg").count() == 2
        page.set_viewport_size({"width": 400, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_results_json_can_be_compared_with(tmp_path, results):
    write(tmp_path, results)
    record = json.loads((tmp_path / "results.json").read_text("utf-8"))
    assert record["figures"]["all"]["answer_accuracy"]["value"] == pytest.approx(2 / 3)
    assert record["bars"][0]["passed"] is False and record["results"][0]["right"] is True
    earlier = read_earlier(tmp_path / "results.json")
    same = compare(results, earlier)
    assert (same.shared, same.gained, same.lost, same.p_value) == (3, (), (), 1.0)
    worse = [replace(results[0], faults=("错",)), *results[1:]]
    assert [flip.result.case.id for flip in compare(worse, earlier).lost] == ["a"]


@pytest.mark.parametrize("text", ["[]", "{}", '{"results": [{"id": 1}]}', "没有"])
def test_another_file_is_no_run(tmp_path, text):
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    with pytest.raises(YitiaoError, match=r"results\.json"):
        read_earlier(tmp_path / "run.json")


def test_a_folder_that_cannot_be_written_is_told(tmp_path, results):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(YitiaoError, match="无法写出报告"):
        write(tmp_path / "file", results)


def test_the_tallest_bar_of_a_histogram_is_the_most_frequent():
    svg = plot_histogram("用时", (0, 1, 2, 5), (1, 8, 2))
    heights = [float(h) for h in re.findall(r'height="([\d.]+)" class="bar"', svg)]
    assert heights[1] == max(heights) and heights[2] == pytest.approx(heights[1] / 4, abs=0.1)
