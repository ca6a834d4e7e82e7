"""Questions on measures that give and forbid, as applicants ask them."""

from __future__ import annotations

import pytest

PLAN = """汀浦区冷链发展若干措施

一、支持冷库建设。新建公共冷库且库容在1万立方米以上的，按设备实际投资额的15%给予一次性补助，最高300万元；建成满10年的冷库实施节能改造的，按改造投资额的20%给予补助，最高120万元。（负责部门：区商务局，适用范围：物流企业）
二、支持参展。企业投保出口信用保险的，按保费的50%给予补助，最高45万元；参加境外展会的，每个标准展位补助1.5万元，同一展会最多补助4个展位。（负责部门：区商务局，适用范围：外贸企业）
三、保障用地。项目在取得土地后12个月内未开工的，暂停享受本措施全部奖补。首期出让年限为20年，到期经评估达标的可以续期。
四、严格管理。经营者应当记录全程温度，记录保存期限不少于产品保质期满后6个月，没有明确保质期的不少于2年。未按规定记录的，责令限期改正；逾期不改正的，处5000元以上3万元以下罚款。伪造、篡改温度记录的，依法从重处罚，并列入重点监管名单1年。初次违法且危害后果轻微并及时改正的，可以不予行政处罚。
五、附则。本措施自2025年6月1日起施行，有效期3年。
"""


@pytest.fixture(scope="module")
def asking(ask_text):
    return ask_text(PLAN)


@pytest.mark.parametrize(
    ("question", "said", "other"),
    [
        ("出口信用保险补多少", "最高45万元", "1.5万元"),
        ("参加境外展会每个展位补多少", "1.5万元", "45万元"),
        ("拿了地多久不开工会停奖补", "暂停享受本措施全部奖补", "20年"),
        ("温度记录要保存多久", "不少于产品保质期满后6个月", "从重处罚"),
        ("不记录温度罚多少", "处5000元以上3万元以下罚款", "从重处罚"),
        ("伪造温度记录会怎样", "列入重点监管名单1年", "3万元"),
        ("首次违法可以不罚吗", "可以不予行政处罚", "从重处罚"),
    ],
)
def test_the_figure_or_penalty_of_the_case_asked_about(asking, question, said, other):
    first = asking(question).answer.split("\n- ")[1]
    assert said in first and other not in first


@pytest.mark.parametrize("question", ["食堂补贴多少", "职工住房补贴多少", "监控设备的型号是什么"])
def test_what_nothing_is_given_for_is_declined(asking, question):
    answer = asking(question)
    assert answer.abstained and not answer.citations


def test_the_highest_of_what_was_spoken_of(asking):
    assert "120万元" in asking("那封顶是多少", "冷库节能改造补助比例是多少").answer


@pytest.mark.parametrize(
    ("question", "tasks"),
    [
        ("适用范围不是物流企业的有哪几条", {2}),
        ("哪些条款的适用范围是外贸企业", {2}),
        ("没有写适用范围的是哪几条", {3, 4, 5}),
        ("哪几条适用范围没写明", {3, 4, 5}),
    ],
)
def test_items_by_what_a_note_prints_of_them(asking, question, tasks):
    answer = asking(question)
    assert {citation.task for citation in answer.citations} == tasks
