"""Questions on a province's plan that is written in sentences without notes: two roles in one
question, pairs, partners of another province, and the plan called by its kind."""

from __future__ import annotations

import pytest

PLAN = """松岭省教育服务海岛振兴行动方案

一、服务北湾海岛群建设
1. 打造海工装备产教联合体。依托松岭大学、北湾职业学院，联合松岭海工装备集团、云帆船舶公司，\
建设海工装备市域产教联合体。推动青礁学院对接北湾船舶产业园。
2. 培养海岛医学人才。支持松岭医科大学联合北湾市人民医院、望洋省的望洋医学院组建海岛医学联盟。

二、服务南屿生态岛建设
3. 共建海岛职业教育联盟。支持青礁学院牵头组建“一群一岛”职业教育联盟。\
推动南屿学院对接南屿综合保税区。
4. 开展对口合作。松岭大学与南屿学院、松岭医科大学与青礁学院建立对口合作关系，互认学分。
"""


@pytest.fixture(scope="module")
def asking(ask_text):
    return ask_text(PLAN)


def names(answer):
    return {institution.name for institution in answer.institutions}


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "建设海工装备市域产教联合体,依托的是哪些学校,联合的又是哪些企业?",
            "松岭大学 北湾职业学院",
            "松岭海工装备集团 云帆船舶公司",
        ),
        (
            "海工装备市域产教联合体依托哪些学校、联合哪些企业?",
            "松岭大学 北湾职业学院",
            "松岭海工装备集团 云帆船舶公司",
        ),
    ],
)
def test_two_roles_are_two_lists(asking, question, first, second):
    answer = asking(question)
    above, _, below = answer.answer.partition("\n\n")
    assert all(f"**{name}**" in above for name in first.split())
    assert all(f"**{name}**" in below for name in second.split())
    assert names(answer) == set(f"{first} {second}".split())


def test_the_role_of_a_follow_up_is_its_own(asking):
    answer = asking("那联合的企业呢?", "海工装备市域产教联合体依托哪些学校?")
    assert names(answer) == {"松岭海工装备集团", "云帆船舶公司"}


def test_a_thing_s_own_words_name_no_company(asking):
    answer = asking("哪些单位参与海工装备市域产教联合体?")
    assert names(answer) == {"松岭大学", "北湾职业学院", "松岭海工装备集团", "云帆船舶公司"}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("青礁学院与哪所大学建立对口合作关系", "松岭医科大学"),
        ("海岛医学联盟里的省外高校是哪一所", "望洋医学院"),
        ("哪些院校要去对接产业园或者综合保税区?", "青礁学院 南屿学院"),
        ("跟海工类企业共建“一群一岛”职业教育联盟的高校是哪一所?", "青礁学院"),
    ],
)
def test_who(asking, question, expected):
    assert names(asking(question)) == set(expected.split())


def test_a_pair_s_partner_is_named_from_both_sides(asking):
    assert "与南屿学院联合" in asking("松岭大学参与了哪几项任务?").answer
    assert "与松岭大学联合" in asking("南屿学院参与了哪几项任务?").answer


def test_one_of_two_names_is_not_counted(asking):
    answer = asking("松岭大学参与几项任务?别把松岭医科大学算进来")
    assert "涉及 2 项" in answer.answer and names(answer) == {"松岭大学"}
    answer = asking("海岛医学联盟有哪些单位参与?别把松岭医科大学算进来")
    assert names(answer) == {"北湾市人民医院", "望洋医学院"}


@pytest.mark.parametrize(
    "question",
    ["这个行动方案总共列了多少项编号任务,分成几个部分?", "数一数,这个方案一共有几项任务?"],
)
def test_the_plan_is_counted_by_whatever_it_is_called(asking, question):
    answer = asking(question)
    assert not answer.abstained and "4 项任务" in answer.answer


def test_a_title_s_alliance_that_the_text_names_is_no_other(asking):
    answer = asking("数一数,全文一共要组建多少个联盟?")
    assert "共 2 个" in answer.answer


def test_an_alliance_of_another_plan_is_one_of_its_own(ask_text):
    asking = ask_text(
        "海工行动方案\n\n1. 组建海工联盟。推动船舶企业抱团发展。\n",
        "渔业行动方案\n\n1. 服务远洋渔业。推动渔港学院组建渔业联盟。\n",
    )
    told = asking("一共要组建哪些联盟?").answer
    assert "海工联盟" in told and "渔业联盟" in told


@pytest.mark.parametrize(
    "question",
    ["教育怎样服务北湾海岛群?", "领导要一段话:教育如何服务北湾海岛群建设?请综述。"],
)
def test_how_a_region_is_served_is_its_section(asking, question):
    answer = asking(question)
    assert {citation.task for citation in answer.citations} >= {1, 2}
    assert 3 not in {citation.task for citation in answer.citations}


def test_what_the_same_words_tell_stands_once(asking):
    answer = asking("“一群一岛”职业教育联盟由谁牵头组建?哪所高校牵头组建“一群一岛”职业教育联盟?")
    assert answer.answer.count("青礁学院") == 1


def test_a_partner_s_line_does_not_name_it_as_its_own_partner(ask_text):
    asking = ask_text(
        "海工行动方案\n\n1. 培养海工人才。松岭大学设立工程师学院,"
        "与云帆船舶公司、海工装备集团联合培养专业硕士。\n"
    )
    line = asking("云帆船舶公司参与什么?").answer.split("\n- ")[1]
    assert "联合培养专业硕士" in line and "云帆" not in line
