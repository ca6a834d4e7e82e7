"""The verifier catches what no cited clause holds, every time."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.verify import find_faults, find_unsupported

QUESTIONS = (
    "哪些高校负责冰雪经济?",
    "谁来建设北方粳稻种源研究中心?",
    "沈阳农业大学参与哪些任务?",
    "任务8讲了什么?",
    "方案一共有多少项任务?",
    "海洋渔业",
    "哪些高校负责冰雪经济?渤海大学参与哪些任务?",
)
FOREIGN = ("清华大学", "云岭理工大学", "沈阳大学", "大连大学", "青岚航空职业学院", "华为集团")


@pytest.fixture(scope="module")
def answers(ask):
    found = [ask(question) for question in QUESTIONS]
    assert not any(answer.abstained for answer in found)
    return found


def test_what_the_chain_says_passes(answers, plan):
    assert [find_faults(answer, [plan]) for answer in answers] == [[]] * len(answers)


@settings(max_examples=60, deadline=None)
@given(which=st.integers(0, len(QUESTIONS) - 1), foreign=st.sampled_from(FOREIGN), data=st.data())
def test_a_foreign_institution_is_caught(answers, plan, which, foreign, data):
    lines = answers[which].answer.splitlines()
    place = data.draw(st.integers(0, len(lines) - 1))
    lines[place] = f"**{foreign}**、{lines[place]}"
    assert foreign in find_faults(replace(answers[which], answer="\n".join(lines)), [plan])


@settings(max_examples=60, deadline=None)
@given(which=st.integers(0, len(QUESTIONS) - 1), number=st.integers(100, 99_999))
def test_a_number_that_no_clause_holds_is_caught(answers, plan, which, number):
    wrong = replace(answers[which], answer=answers[which].answer + f"\n投资{number}万元")
    assert str(number) in find_faults(wrong, [plan])


@settings(max_examples=60, deadline=None)
@given(which=st.integers(0, len(QUESTIONS) - 1), data=st.data())
def test_a_citation_of_the_wrong_task_is_caught(answers, plan, which, data):
    answer = answers[which]
    victim = data.draw(st.sampled_from(answer.citations))
    other = data.draw(st.sampled_from([c for c in plan.clauses if c.label != victim.label]))
    moved = replace(victim, clause=other.id, start=other.start, end=other.end)
    citations = tuple(moved if c is victim else c for c in answer.citations)
    assert find_faults(replace(answer, citations=citations), [plan])


@settings(max_examples=40, deadline=None)
@given(which=st.integers(0, len(QUESTIONS) - 1), data=st.data())
def test_a_dropped_citation_or_marker_is_caught(answers, plan, which, data):
    answer = answers[which]
    label = data.draw(st.sampled_from(sorted({c.label for c in answer.citations})))
    kept = tuple(c for c in answer.citations if c.label != label)
    assert find_faults(replace(answer, citations=kept), [plan])
    assert find_faults(replace(answer, answer=answer.answer.replace(f"[{label}]", "")), [plan])


def test_a_wrong_count_in_any_headline_is_caught(answers, plan):
    counted = [
        answer for answer in answers if re.search(r"(?:共|涉及) [0-9]+ [所家个项]", answer.answer)
    ]
    assert counted
    for answer in counted:
        for match in re.finditer(r"(?<=[共及] )[0-9]+(?= [所家个项])", answer.answer):
            start, end = match.span()
            wrong = answer.answer[:start] + str(int(match[0]) + 91) + answer.answer[end:]
            assert find_faults(replace(answer, answer=wrong), [plan])


def test_a_refusal_with_a_citation_is_a_fault(answers, plan):
    assert find_faults(replace(answers[0], abstained=True, reason="off_topic"), [plan])


def test_the_user_s_own_words_and_counts_are_no_claims():
    assert find_unsupported("与所问“蘑菇”相关的高校共 3 所,未写“负责” [任务2]", ["原文"]) == []
    assert find_unsupported("建设“蘑菇园”,投入 5 亿元", ["原文"]) == ["蘑菇园", "5"]
