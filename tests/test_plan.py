"""The packaged plan, read from the web page as it came."""

from __future__ import annotations

import re

FURNITURE = (
    "教育法治网 当前所在 首页 权威声音 佚名 免责声明 原文链接 版权 稿酬 政讯通 电话 QQ 邮箱 备案 "
    "办公区 010-".split()
)


def test_facts_of_the_page(plan):
    assert plan.title == "教育服务辽宁省“一圈一带两区”区域协调发展实施方案"
    assert plan.issuer == "辽宁省教育厅"
    assert plan.date == "2022-05-20"
    assert plan.source == "http://jyt.ln.gov.cn/zwgk/zxtz/202205/t20220517_4561221.html"
    assert plan.carries_out == "辽政发〔2022〕6号"
    assert plan.number is None
    assert plan.id == "liaoning-yiquan-yidai-liangqu-2022"


def test_outline(plan):
    assert [s.numeral for s in plan.sections] == ["序", "一", "二", "三", "四", "五"]
    assert plan.sections[1].title == "服务沈阳现代化都市圈建设"
    under = {"一": range(1, 7), "二": range(7, 12), "三": range(12, 15), "四": range(15, 18)}
    expected = [(number, numeral) for numeral, numbers in under.items() for number in numbers]
    assert [(task.number, task.section) for task in plan.tasks] == expected
    assert plan.tasks[7].title == "服务创新驱动战略深入实施"
    assert plan.tasks[0].label == "任务1"


def test_no_furniture_in_a_clause(plan):
    words = "".join(plan.quote(clause) for clause in plan.clauses)
    assert [word for word in FURNITURE if word in words] == []


def test_no_word_of_the_body_is_lost(plan):
    """Between the first and the last clause only numbers of the outline and blanks are left out."""
    body = plan.text[plan.clauses[0].start : plan.clauses[-1].end]
    assert body.startswith("为深入贯彻") and body.endswith("良好氛围。")
    between = [
        plan.text[a.end : b.start].strip()
        for a, b in zip(plan.clauses, plan.clauses[1:], strict=False)
    ]
    left_out = [words for words in between if words]
    assert all(re.fullmatch(r"(\d+\.|[一二三四五]、)", words) for words in left_out)
    assert len(left_out) == 17 + 5


def test_clauses_are_slices_with_stable_unique_ids(plan):
    assert len({clause.id for clause in plan.clauses}) == len(plan.clauses)
    for clause in plan.clauses:
        assert clause.id.startswith(f"{plan.id}/{clause.unit}-")
        quote = plan.quote(clause)
        assert quote == quote.strip() != ""
    second = next(c for c in plan.clauses if c.id.endswith("/1-2-5"))
    assert plan.quote(second).startswith("依托沈阳体育学院") and second.task == 2
    assert second.label == "任务2"


def test_long_enumeration_is_one_sentence_of_its_own(plan):
    first = [plan.quote(c) for c in plan.clauses if c.task == 1]
    assert len(first) == 5
    assert first[4].startswith("推动沈阳药科大学智能药学工程创新中心") and first[4].endswith(
        "重大突破。"
    )


def test_unnumbered_text_belongs_to_its_section(plan):
    opening, closing = plan.clauses[0], plan.clauses[-1]
    assert (opening.section, opening.task, opening.label) == ("序", None, "序")
    assert (closing.section, closing.task, closing.label) == ("五", None, "五、组织实施")
