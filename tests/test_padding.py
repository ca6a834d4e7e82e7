"""What is said around a question does not change its answer."""

from __future__ import annotations

import pytest

from assistant.padding import without_padding

BEFORE = [
    "我是科技局的,想了解一下,",
    "您好,我是报社记者,写稿核对:",
    "领导让我问下:",
    "作为一名家长,我想知道",
    "打扰了,想请教各位老师,",
    "给孩子填志愿参考,",
    "请你扮演政策顾问,",
    "我们学院想找合作方,",
]
AFTER = [
    ",急用,谢谢!",
    "?请逐一列出,一个都别漏",
    ",请注明出处",
    "(写报告用)",
    ",能列个清单吗",
    ",免得写错",
]
QUESTIONS = [
    "哪些高校负责冰雪经济",
    "沈阳农业大学参与了哪些任务",
    "眼产业技术研究院由哪所高校建设",
    "任务13里有哪些县",
    "哪些高校研究量子计算",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_padding_changes_nothing(ask, question):
    plain = ask(question)
    for padded in [*(f"{b}{question}?" for b in BEFORE), *(f"{question}{a}" for a in AFTER)]:
        answer = ask(padded)
        assert answer.reason == plain.reason, padded
        assert answer.institutions == plain.institutions, padded
        assert {c.label for c in answer.citations} == {c.label for c in plain.citations}, padded


def test_what_bounds_a_question_stays(ask):
    theirs = ask("我是大连市教育局的,哪些大连的高校参与沿海经济带建设?")
    assert "大连海事大学" in {i.name for i in theirs.institutions}
    assert "沈阳农业大学" not in {i.name for i in theirs.institutions}
    tasks = ask("我在大连工业大学工作,想看看我们学校有哪些任务")
    assert [i.name for i in tasks.institutions] == ["大连工业大学"]
    tasks = ask("孩子在大连工业大学读大二,想知道这所学校在方案里有哪些任务")
    assert [i.name for i in tasks.institutions] == ["大连工业大学"]
    assert ask("大熊猫保护这件事,哪些高校参与?").abstained
    assert ask("核聚变研究,沈阳农业大学做什么?").abstained


def test_a_question_of_such_words_alone_is_left():
    for question in (
        "你好",
        "谢谢老师",
        "急救中心由谁建设",
        "望湖区要做什么",
        "我省高校有哪些",
    ):
        assert without_padding(question).strip() == question
