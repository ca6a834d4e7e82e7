"""Questions on a city's plan whose items end in notes, as clerks and company people ask them."""

from __future__ import annotations

import pytest

PLAN = """云浦市冷链物流提质行动方案

云浦市人民政府办公室
为提升冷链物流水平，制定本行动方案。

一、总体要求
到2026年底，街道（乡镇）冷链网点覆盖率达到70%。各高校、科研院所和国有企业要修订相关制度，在2026年2月底前完成。

二、重点任务
（一）扩大人才培养规模。支持云浦职业技术学院增设冷链专业，云浦医学院开展药品冷链培训。（牵头单位：市教育局；配合单位：市财政局、市商务局；完成时限：2026年10月底）
（二）建设监测平台。云浦市城市建设投资集团有限公司建设冷链园区，“云浦鲜链”监测平台由澜江智联科技有限公司承建并负责运行维护。（牵头单位：市商务局；配合单位：市大数据局、云浦综合保税区管理委员会；完成时限：2027年3月底）
（三）加强质量监管。项目评审机构不再承担已下放的事项，请市司法局、市水利局等部门在2026年3月底前完成。（市场监管总局云浦办事处、人民银行负责）

三、保障措施
（一）加强组织领导。市商务局成立专班。（牵头单位：市商务局；配合单位：市公安局）
（二）加强督导。市政府督查室每季度通报一次。
"""


@pytest.fixture(scope="module")
def asking(ask_text):
    return ask_text(PLAN)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        (
            "市商务局牵头的任务，配合单位合起来有哪些",
            "市大数据局 云浦综合保税区管理委员会 市公安局",
        ),
        (
            "建设监测平台那一项的正文点了哪些单位",
            "云浦市城市建设投资集团有限公司 澜江智联科技有限公司",
        ),
        ("扩大冷链人才培养规模的任务里点名了哪些高校", "云浦职业技术学院 云浦医学院"),
        (
            "第二部分有而第三部分没有的部门有哪些",
            "市教育局 市财政局 市大数据局 市司法局 市水利局 人民银行",
        ),
    ],
)
def test_who_has_which_part(asking, question, names):
    found = {i.name for i in asking(question).institutions}
    assert set(names.split()) <= found
    assert "市公安局" in names or "市公安局" not in found


@pytest.mark.parametrize(
    ("question", "label", "said"),
    [
        ("云浦城投集团有啥活儿要干", "二、（二）", "冷链园区"),
        ("综保区管委会有啥任务", "二、（二）", "配合单位"),
        ("澜江智连科技有限公司负责什么", "二、（二）", "“云浦鲜链”监测平台"),
        ("市水利局负责什么", "二、（三）", "不再承担已下放的事项"),
        ("第二部分的第（二）项标题叫什么", "二、（二）", "建设监测平台"),
        ("加强质量监管这一项之后紧接着是哪一项", "三、（一）", "加强组织领导"),
        ("质量监管讲什么 ", "二、（三）", "2026年3月底"),
        ("市商务局在冷链物流方面要做什么", "三、（一）", "专班"),
        ("街道（乡镇）冷链网点覆盖率的目标是多少", "一、总体要求", "70%"),
        ("哪几类单位要修订制度", "一、总体要求", "国有企业"),
        ("相关制度什么时候修订完", "一、总体要求", "2026年2月底"),
    ],
)
def test_what_it_says_and_where(asking, question, label, said):
    answer = asking(question)
    assert said in answer.answer
    assert label in {citation.label for citation in answer.citations}


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("完成时限最晚的是哪一项", {"二、（二）"}),
        ("哪项任务的时限最早", {"二、（一）"}),
        ("2026年要完成的任务有哪些", {"二、（一）"}),
        ("市商务局牵头的任务里哪项最晚完成的", {"二、（二）"}),
        ("没写完成时限的有哪几项", {"二、（三）", "三、（一）", "三、（二）"}),
    ],
)
def test_until_when_an_item_is_to_be_finished(asking, question, labels):
    answer = asking(question)
    assert {citation.label for citation in answer.citations} == labels


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("城市建设投资集团要做什么", "云浦市城市建设投资集团有限公司"),
        ("澜江智联这家公司负责什么", "澜江智联科技有限公司"),
        ("职业技术学院要增设什么专业", "云浦职业技术学院"),
    ],
)
def test_a_name_without_its_place_or_its_kind(asking, question, name):
    assert name in {i.name for i in asking(question).institutions}


def test_a_part_that_the_plan_does_not_tell_is_declined(asking):
    answer = asking("冷链园区的施工总承包中标的是哪家")
    assert answer.abstained and not answer.citations


def test_the_item_after_the_one_that_was_spoken_of(asking):
    answer = asking("下一项呢", "加强质量监管这一项讲什么")
    assert {citation.label for citation in answer.citations} == {"三、（一）"}


def test_the_number_of_tasks_whatever_the_document_is_called(asking):
    assert "共 5 项任务" in asking("整个行动方案一共列了几项任务").answer
