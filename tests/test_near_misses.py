"""Questions that nearly are about what a plan says, and those that are in other words."""

from __future__ import annotations

import pytest

PLAN = """松湾市产业发展行动方案

一、重点任务
1. 推进平台建设。设立规模80亿元的古村落保护基金。天津职业大学、青屿交通大学建设道地药材培训基地。
精密铸造概念验证中心由青屿大学牵头建设，松湾师范大学、曜石数据有限公司参与。
2. 推进服务。预制菜联席会议每半年召开一次。
氢能以青屿县为核心区，以石桥镇为拓展区。夜市期间，营业时间延长至晚上11点。
社区改造评审专家从省专家库中随机抽取，不少于5人。
3. 推进合作。鼓励社会资本以特许经营、股权合作方式参与数字文旅。
支持赣南师范大学科技学院与曜石文旅有限公司设立陶瓷产业学院。
服务热线由市民政局开通。青屿研究院编制年度名录。
4. 推进奖补。申请节水补助应当同时符合下列条件：在本市注册；近三年无违法记录。
对开设跳伞项目的景区按飞行费用的20%给予补贴，最高80万元。对落户的总部企业一次性奖励900万元。
二、保障措施
各有关单位要在9月底前报送进展材料。
"""


@pytest.fixture(scope="module")
def asking(ask_text):
    return ask_text(PLAN)


@pytest.mark.parametrize(
    "question",
    [
        "湿地修复基金规模多大",
        "数字文旅基金有多少钱",
        "海洋牧场培训基地由谁建设",
        "航空维修概念验证中心由谁牵头",
        "数据要素创新联合体由谁建设",
        "陶瓷补助材料哪天截止",
    ],
)
def test_the_same_thing_of_something_else_is_declined(asking, question):
    answer = asking(question)
    assert answer.abstained and not answer.citations


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("赣南师范大学承担什么任务", "赣南师范大学"),
        ("概念验证中心是赣南师范大学建设的吗", "赣南师范大学"),
        ("朔州师范高等专科学校参与培训基地吗", "朔州师范高等专科学校"),
    ],
)
def test_a_name_that_only_begins_a_longer_one_is_unknown(asking, question, name):
    answer = asking(question)
    assert answer.reason == "unknown_institution" and name in answer.answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("预制菜联席会议一年召开多少次", "每半年"),
        ("预制菜联席会议多久召开", "每半年"),
        ("预制菜联席会议每年要开几次会", "每半年"),
        ("氢能的核心区是哪里", "青屿县"),
        ("氢能拓展区在哪", "石桥镇"),
        ("夜市期间晚上营业到什么时候", "11点"),
        ("社会资本参与数字文旅有哪些方式", "特许经营"),
        ("节水补助的申请条件有哪些", "违法记录"),
        ("社区改造评审专家怎么产生", "随机抽取"),
        ("进展材料哪天截止", "9月底"),
        ("全文分成几个部分", "2 个部分"),
        ("分几大部份,每部分标题是什么", "二、保障措施"),
        ("麻烦列一下方案的两个大标题", "一、重点任务"),
    ],
)
def test_facts_in_other_words(asking, question, said):
    answer = asking(question)
    assert not answer.abstained and said in answer.answer


@pytest.mark.parametrize(
    ("history", "question", "names"),
    [
        ((), "服务热线由谁开通", "市民政局"),
        ((), "曜石数据有限公司和谁一起建设精密铸造概念验证中心", "青屿大学 松湾师范大学"),
        ((), "青屿大学做什么,跟谁合作", "松湾师范大学 曜石数据有限公司"),
        ((), "青屿研究院做什么,跟谁合作", "青屿研究院"),
        ((), "道地药材培训基地由谁建设", "天津职业大学 青屿交通大学"),
        ((), "精密铸造概念验证中心是青屿大学建设的吗", "青屿大学"),
        (
            ("道地药材培训基地由哪些单位建设?",),
            "那精密铸造概念验证中心呢",
            "青屿大学 松湾师范大学 曜石数据有限公司",
        ),
        (
            ("道地药材培训基地由哪些单位建设?",),
            "那陶瓷产业学院呢",
            "赣南师范大学科技学院 曜石文旅有限公司",
        ),
    ],
)
def test_who_takes_part(asking, history, question, names):
    answer = asking(question, *history)
    assert {institution.name for institution in answer.institutions} == set(names.split())


def test_the_most_of_what_was_spoken_of(asking):
    assert "900万元" in asking("最多能拿多少").answer
    assert "80万元" in asking("最多能拿多少", "景区搞跳伞项目怎么补").answer
