"""Questions that let choose among institutions they name, or that a plan's wording makes hard:
departments by their field, a fund and who manages it, a thing and what a later sentence says."""

from __future__ import annotations

import pytest

PLAN = """岚岭省产教融合服务产业实施方案

为落实有关部署，制定本方案。到2028年，全社会研发经费投入强度达到2.9%。

一、服务制造业
1. 装备协同攻关。支持栖江工业大学牵头，联合岚川理工大学、岚重集团有限公司组建重型装备创新联合体。
2. 汽车产教联合。支持栖江工业大学、岚岭机电学院对接栖远汽车集团，共建新能源汽车产业学院。
3. 稀土创新。支持岚岭大学、岚岭医科大学与省外的东泽大学建设概念验证中心。

二、服务民生
4. 建设智慧平台。由岚岭数智公司承建“岚康通”服务平台，整合8类服务。平台于2025年12月底前上线运行。
5. 完善监管。市场监管、教育、公安等部门建立联席会议，市场监管部门牵头开展检查。
6. 保障资金。设立总规模20亿元的产业发展基金，由岚岭投资集团负责管理。\
对使用平台的企业，按费用的30%给予补助，每年最高20万元。
7. 深化宣传。省教育厅牵头举办活动周。

三、组织实施
省教育厅牵头建立专班。
"""


@pytest.fixture(scope="module")
def asking(ask_text):
    return ask_text(PLAN)


def names(answer):
    return {institution.name for institution in answer.institutions}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("岚岭大学和岚川理工大学谁参与概念验证中心?", "岚岭大学"),
        (
            "栖江工业大学、岚川理工大学、岚岭机电学院里,哪几所参加重型装备创新联合体?",
            "栖江工业大学 岚川理工大学",
        ),
        (
            "岚岭大学、岚岭医科大学、岚川理工大学这三所,哪一所不在概念验证中心的名单里?",
            "岚川理工大学",
        ),
        ("有没有省外高校参与?", "东泽大学"),
        (
            "重型装备创新联合体都有哪些单位,哪一家牵头?",
            "栖江工业大学 岚川理工大学 岚重集团有限公司",
        ),
        ("重形装备创新联合体由谁牵头?", "栖江工业大学"),
        ("哪个部门牵头开展检查?", "市场监管部门"),
        ("联席会议由哪些部门建立?", "市场监管 教育 公安"),
    ],
)
def test_who(asking, question, expected):
    assert names(asking(question)) == set(expected.split())


def test_a_list_names_none_but_its_own(asking):
    answer = asking("既参与装备协同攻关、又参与汽车产教联合的学校有哪些?")
    assert names(answer) == {"栖江工业大学"}
    assert "岚川理工大学" not in answer.answer and "联合组建" in answer.answer


@pytest.mark.parametrize("short", ["岚理工参与什么任务?", "岚重集团参与什么任务?"])
def test_short_names(asking, short):
    assert {citation.task for citation in asking(short).citations} == {1}


def test_unnumbered_parts_are_counted_apart(asking):
    assert "涉及 1 项任务、1 个未编号部分" in asking("省教育厅牵头几项任务?").answer


def test_what_is_managed_is_said(asking):
    assert "产业发展基金" in asking("岚岭投资集团负责什么?").answer


@pytest.mark.parametrize(
    ("history", "question", "said"),
    [
        ("", "全社会研发经费投入强度的目标是多少?", "2.9%"),
        ("", "“岚康通”什么时候上线?", "2025年12月底前"),
        ("", "听说“岚康通”要到2027年才上线,是吗?", "所问“2027年”与原文不同"),
        ("", "我们小公司使用平台能补多少钱,一年封顶多少?", "20万元"),
        ("使用平台补助多少?", "一年最多多少?", "20万元"),
    ],
)
def test_facts(asking, history, question, said):
    answer = asking(question, *filter(None, [history]))
    assert not answer.abstained and said in answer.answer


def test_whose_part_is_neither(asking):
    answer = asking("第二部分里哪几项省教育厅既不牵头也不配合?")
    assert {citation.task for citation in answer.citations} == {4, 5, 6}


def test_a_title_that_the_page_prints_twice(ask_text):
    asking = ask_text(
        "岚岭市人民政府关于推进监管工作的意见\n\n岚岭市人民政府关于推进\n监管工作的意见\n"
        "岚政发〔2024〕3号\n各区县人民政府：\n为推进监管工作，提出如下意见。\n"
        "一、建设平台。各区县人民政府建设统一平台。\n2024年3月1日\n"
    )
    assert "岚政发〔2024〕3号" in asking("文号是多少?").answer
    issued = asking("这份意见是谁发的?").answer
    assert "岚岭市人民政府关于推进监管工作的意见" in issued and "2024年3月1日" in issued


def test_a_department_by_its_field_in_a_list_and_alone(ask_text):
    asking = ask_text(
        "岚岭市医院考核工作意见\n\n"
        "1. 加强领导。财政、教育、医保等部门建立推进机制。\n"
        "2. 明确分工。财政、医保部门研究建立应用机制，卫生健康部门负责监督。\n"
        "3. 健全制度。教育科研经费按规定安排。办公室主任由市卫生健康委负责同志兼任。\n"
    )
    for name in ("财政部门", "医保部门"):
        answer = asking(f"{name}要做什么?")
        assert {citation.task for citation in answer.citations} == {1, 2}
    assert {c.task for c in asking("教育部门要做什么?").citations} == {1}
    assert "负责同志兼任" in asking("办公室主任由谁担任?").answer


def test_a_word_for_a_part_inside_a_term_asks_for_no_part(ask_text):
    asking = ask_text(
        "岚岭市监管工作意见\n\n"
        "1. 制定清单。市市场监管局制定联合抽查事项清单。市财政局编制抽查事项清单经费标准。\n"
        "附件\n\n抽查合格率\n计算方法：合格数除以抽查数。\n"
    )
    assert names(asking("联合抽查事项清单谁制定?")) == {"市市场监管局"}
    assert "合格数除以抽查数" in asking("抽查合格率怎么算?").answer


def test_tasks_without_a_kind_are_tasks(asking):
    answer = asking("哪些任务没有企业参与?")
    assert {citation.task for citation in answer.citations} == {3, 5, 7}
    assert names(asking("省内高校有哪些参与任务3?")) == {"岚岭大学", "岚岭医科大学"}


def test_a_level_or_thing_asked_about_behind_a_comma(ask_text):
    asking = ask_text(
        "岚岭市智能工厂奖励办法\n\n第一条 国家级智能工厂，奖励100万元。\n"
        "第二条 省级智能工厂，奖励60万元。\n第三条 市级智能工厂，奖励20万元。\n"
    )
    told = asking("国家级智能工厂奖多少,省级呢,市级呢?").answer
    assert all(sum_given in told for sum_given in ("100万元", "60万元", "20万元"))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("市商务局没有参与的是哪几项?", {1, 3}),
        ("市财政局没有参与哪些任务?", {3, 4}),
        ("只由市财政局一家负责的有哪些?", {1}),
        ("市商务局单独负责几项任务?", {4}),
    ],
)
def test_items_without_one_and_of_one_alone(ask_text, question, expected):
    asking = ask_text(
        "岚岭市开放工作意见\n\n1.拓展市场。（市财政局负责）\n2.促进内销。（市商务局、市财政局负责）\n"
        "3.便利流转。（市海关办公室负责）\n4.办好展会。（市商务局负责）\n"
        "5.深化合作。（市财政局牵头，市商务局配合）\n"
    )
    assert {citation.task for citation in asking(question).citations} == expected


def test_a_department_of_a_region_and_an_institute_that_is_joined(ask_text):
    asking = ask_text(
        "岚岭地区创新行动方案\n\n"
        "1.建设实验室。由岚岭大学牵头，联合岚岭材料研究院建设重点实验室。（牵头单位：地区科技局）\n"
        "2.办好展会。举办展会。（牵头单位：地区商务局；配合单位：地区科技局）\n"
    )
    assert {c.task for c in asking("科技局牵头几项?").citations} == {1}
    assert "联合岚岭材料研究院" not in asking("提到哪些研究院?").answer
