"""Questions on a county's work points and a city's plan, as clerks and residents ask them."""

from __future__ import annotations

import pytest

PLAN = """青岚县2026年工作要点

一、做强特色产业
1.建设高山茶示范基地。由县农业农村局牵头，会同县林业局，在云盖镇、石门乡建设高山茶示范基地6000亩。云盖镇祥和茶叶专业合作社负责鲜叶收购。
2.发展冷水鱼养殖。县水利局负责河道清淤12公里，生态环境局青岚分局负责水质监测，每季度公布一次监测结果。
对新建鱼池一次性补助8000元，由县畜牧水产中心受理，申报截止日期为10月31日。
3.发放贷款。首批合作银行为青岚农村商业银行、岭南银行青岚支行。企业委托岭南大学、青岚职业技术学院开展技术开发的，给予补助。
4.改造厕所。由县住房城乡建设局牵头，县卫生健康局、各乡镇配合。县住房城乡建设局要制定改厕管理办法，4月底前印发。
5.培养护理员。市第一人民医院、岭南医科大学附属医院开设专班，对取得高级工证书的一次性奖励3000元。
安颐智能科技有限公司承建“银铃”平台，聚焦助餐、助浴、助洁、助医四大领域。
二、办好节会
6.举办高山茶文化节。主办：县文化和旅游局、县农业农村局；承办：云盖镇人民政府；协办：县妇联。一等奖奖金2万元。
7.举办白水河漂流赛。由县教育局（县体育局）主办，白水镇人民政府、青岚山水旅游开发有限公司承办，县公安局做好安全保障。冠军奖励3万元，最低奖励500元。
8.修订《节会安全管理办法》。县文化和旅游局负责修订。各级要抓好落实。
联系人：李文，联系电话：0857-6612345。
"""


@pytest.fixture(scope="module")
def asking(ask_text):
    return ask_text(PLAN)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("漂流赛由谁主办", "县教育局（县体育局）"),
        ("漂流赛由哪几家承办", "白水镇人民政府 青岚山水旅游开发有限公司"),
        ("谁做安全保障", "县公安局"),
        ("高山茶文化节的主办单位", "县文化和旅游局 县农业农村局"),
        ("鲜叶由谁收购", "云盖镇祥和茶叶专业合作社"),
        ("首批合作银行有哪些", "青岚农村商业银行 岭南银行青岚支行"),
        ("企业委托哪些高校做技术开发", "岭南大学 青岚职业技术学院"),
        ("改厕管理办法由谁制定", "县住房城乡建设局"),
        ("改厕由谁配合", "县卫生健康局 各乡镇"),
        ("哪个乡镇承办高山茶文化节", "云盖镇人民政府"),
        ("参与的医院有哪些(附属医院不算)", "市第一人民医院"),
        ("哪些有限公司参与了", "安颐智能科技有限公司 青岚山水旅游开发有限公司"),
        (
            "提到的公司和企业集团有哪些",
            "安颐智能科技有限公司 青岚山水旅游开发有限公司 青岚农村商业银行 "
            "岭南银行青岚支行 云盖镇祥和茶叶专业合作社",
        ),
        ("县里哪几个部门在建高山茶示范基地", "县农业农村局 县林业局"),
        ("哪个县直部门参与的任务最多", "县农业农村局 县文化和旅游局"),
        ("第5项的下一项由谁承办", "云盖镇人民政府"),
    ],
)
def test_who_does_it(asking, question, names):
    assert {i.name for i in asking(question).institutions} == set(names.split())


@pytest.mark.parametrize(
    ("question", "task", "said"),
    [
        ("县教育局(体育局)要做哪些事", 7, "主办"),
        ("县体育局主办什么", 7, "漂流赛"),
        ("安颐智能这家公司要做什么", 5, "银铃"),
        ("市一院要做什么", 5, "专班"),
        ("青岚山水旅游开法有限公司承担什么", 7, "承办"),
        ("县畜牧水产中心负责什么", 2, "补助8000元"),
        ("多久公布一次监测结果", 2, "生态环境局青岚分局负责水质监测，每季度公布一次"),
        ("银铃平台聚焦哪四大领域", 5, "助餐、助浴、助洁、助医"),
        ("要制定或修订哪几个办法", 4, "改厕管理办法"),
        ("要制定或修订哪几个办法", 8, "节会安全管理办法"),
        ("联系人是谁,号码多少", 8, "李文"),
        ("简单讲讲第7项准备怎么把漂流搞起来", 7, "冠军奖励3万元"),
        ("第7项的上一项讲什么", 6, "高山茶文化节"),
    ],
)
def test_what_it_says(asking, question, task, said):
    answer = asking(question)
    assert said in answer.answer
    assert task in {citation.task for citation in answer.citations}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("漂流赛由谁主办?冠军奖励是多少?", ("县教育局（县体育局）", "3万元")),
        ("高山茶文化节由谁承办,一等奖奖金是多少", ("云盖镇人民政府", "2万元")),
        ("第6项的标题是什么,主办单位是哪几家", ("举办高山茶文化节", "县文化和旅游局")),
    ],
)
def test_what_is_asked_besides_is_answered_too(asking, question, said):
    answer = asking(question).answer
    assert all(words in answer for words in said)


@pytest.mark.parametrize(
    ("question", "tasks", "names", "said"),
    [
        (
            "漂流赛由谁主办？护理员取得高级工证书奖励多少？",
            {5, 7},
            "县教育局（县体育局）",
            ("共 1 家", "3000元"),
        ),
        (
            "改厕由谁配合？鲜叶由谁收购？",
            {1, 4},
            "县卫生健康局 各乡镇 云盖镇祥和茶叶专业合作社",
            ("共 2 家", "共 1 家"),
        ),
        ("多久公布一次监测结果，鱼池补助多少", {2}, "", ("每季度", "8000元")),
    ],
)
def test_every_sentence_is_answered_below_its_own_headline(asking, question, tasks, names, said):
    answer = asking(question)
    assert {citation.task for citation in answer.citations} == tasks
    assert {i.name for i in answer.institutions} == set(names.split())
    assert all(words in answer.answer for words in said)


def test_a_question_of_which_one_sentence_has_no_answer_keeps_the_other(asking):
    answer = asking("漂流赛由谁主办？门票多少钱？")
    assert {i.name for i in answer.institutions} == {"县教育局（县体育局）"}


def test_the_highest_sum_of_what_was_spoken_of(asking):
    answer = asking("那最低是多少", "漂流赛冠军奖励多少")
    assert "500元" in answer.answer and {c.task for c in answer.citations} == {7}


@pytest.mark.parametrize("question", ["中级工奖励多少", "漂流赛亚军奖励多少"])
def test_another_rank_is_declined(asking, question):
    answer = asking(question)
    assert answer.abstained and not answer.citations
