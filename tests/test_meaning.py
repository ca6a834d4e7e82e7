"""Questions that share few words with the document, and what only its other parts tell."""

from __future__ import annotations

import pytest

PARKS = """湖湾市城市公园管理办法

第一章 总则
第一条 为加强城市公园管理，根据《湖湾市绿化条例》等规定，制定本办法。
第二条 城市公园实行免费开放，每日开放时间不少于16小时。
第二章 管理
第三条 市园林局会同市体育局建设健身步道，2026年底前建成120公里。
第四条 公园门票价格由市发展和改革委员会会同市财政局核定。
第五条 禁止在公园湖面垂钓、游泳，禁止携带大型犬入园。
第六条 公园应当配备急救箱，工作人员应当在接到求助后5分钟内到场。
第七条 湖湾大学风景园林学院指导古树名木养护，市园林局负责建立古树名木档案。
第三章 法律责任
第八条 违反本办法第五条规定的，由市园林局责令改正，处50元以上200元以下罚款。
第九条 损坏古树名木的，由市园林局处1000元以上5000元以下罚款。
第十条 本办法自2025年5月1日起施行，有效期5年。
"""
WORKS = """湖湾市实施方案
一、总体
1. 建设步道。建设滨水步道30公里。（责任单位：市园林局；配合单位：市体育局、市供销社）
2. 改造桥梁。改造人行桥梁12座。（责任单位：市住建局；配合单位：市园林局）
二、发展现代渔业，做强水产品牌
3. 培育良种。推动湖湾大学教师发展中心建设，培育鱼苗良种8个。（责任单位：市农业农村局）
4. 拓展市场。举办湖鲜节，每年2次。（责任单位：市商务局）
三、组织实施
市政府督查室每季度开展一次督查。
"""


@pytest.fixture(scope="module")
def parks(ask_text):
    return ask_text(PARKS)


@pytest.fixture(scope="module")
def works(ask_text):
    return ask_text(WORKS)


def cited(answer):
    return {citation.task for citation in answer.citations}


def named(answer):
    return {institution.name for institution in answer.institutions}


def test_a_question_in_everyday_words_is_answered_by_the_nearest_clause(parks):
    answer = parks("有人在园子里晕倒了，管理人员最晚多久要赶过去")
    assert "5分钟" in answer.answer
    assert 6 in cited(answer)


def test_a_near_miss_is_declined(parks):
    for question in ("公园里的停车场一小时收多少钱", "动物园什么时候建成", "公园夜间照明由谁出钱"):
        assert parks(question).abstained, question


def test_what_a_breach_costs_is_read_with_the_article_that_forbids_it(parks):
    answer = parks("在湖里游泳被抓到会怎么罚")
    assert "50元以上200元以下" in answer.answer
    assert cited(answer) == {8}


def test_an_action_has_its_object_where_the_doer_comes_last(parks):
    answer = parks("市财政局有什么任务")
    assert "核定公园门票价格" in answer.answer


def test_a_wrong_figure_is_corrected(parks):
    answer = parks("听说健身步道要建200公里，对吗")
    assert "120公里" in answer.answer
    assert "200" in answer.answer
    assert cited(answer) == {3}


def test_departments_may_be_asked_for_by_their_ending(parks):
    answer = parks("健身步道由哪两个局来建")
    assert named(answer) == {"市园林局", "市体育局"}


def test_the_laws_that_it_follows_and_its_term(parks):
    assert "绿化条例" in parks("制定这个办法是依据哪部条例？").answer
    assert "2025年5月1日" in parks("这个公园办法什么时候失效？").answer


def test_a_year_that_the_document_does_not_speak_of_is_no_answer(parks):
    assert parks("2019年建成多少公里健身步道").abstained


def test_lead_and_support_go_by_the_plans_own_words(works):
    assert named(works("步道谁牵头")) == {"市园林局"}
    assert named(works("步道归谁管，谁来配合")) == {"市园林局", "市体育局", "市供销社"}
    assert cited(works("市园林局牵头的任务有哪些")) == {1}


def test_a_part_of_the_outline_by_what_it_is_about(works):
    answer = works("讲渔业的那一部分有几条任务")
    assert cited(answer) == {3, 4}


def test_who_says_we_is_the_institution_that_they_named(works):
    assert cited(works("我是市商务局新来的，这里面有我们什么活儿")) == {4}


def test_the_figure_of_a_follow_up_is_in_the_item_that_answered(works):
    answer = works("每年办几次", "湖鲜节谁负责")
    assert "每年2次" in answer.answer


def test_a_centre_for_teachers_is_the_universitys(works):
    assert named(works("教师发展中心由谁建设")) == {"湖湾大学"}


def test_a_department_that_is_not_named_is_told_so(works):
    answer = works("省交通运输厅牵头哪几条任务")
    assert answer.reason == "unknown_institution"
    assert "省交通运输厅" in answer.answer


def test_small_talk_that_names_a_place_is_declined(works):
    for question in ("明天湖湾市会不会下雨", "湖湾市天气怎么样"):
        assert works(question).reason == "off_topic"


def test_whom_a_document_is_for_and_a_ministry_that_it_does_not_name(ask_text):
    text = WORKS.replace("湖湾市实施方案\n", "湖湾市实施方案\n各区人民政府，市政府各部门：\n")
    asker = ask_text(text)
    told = asker("这份方案是发给谁看的?")
    assert "各区人民政府，市政府各部门" in told.answer and not told.abstained
    assert asker("应急管理部负责什么?").reason == "unknown_institution"


def test_an_item_is_told_as_a_whole_by_what_it_is_about(ask_text):
    asker = ask_text(WORKS)
    told = asker("用两句话说说培育鱼苗那条准备做些什么")
    assert "湖湾大学教师发展中心" in told.answer and "鱼苗良种8个" in told.answer
    titled = asker("办湖鲜节的那条,标题叫什么?")
    assert "拓展市场" in titled.answer


def test_a_role_in_everyday_words(ask_text):
    asker = ask_text(WORKS)
    assert "配合单位" in asker("改造桥梁那条,市园林局是牵头还是打下手?").answer


NOTICE = """岚川市关于激励实干的通知
各县区人民政府:
一、对招商引资成效明显的县区,优先安排用地指标。(市自然资源局负责)
二、对河湖管护成效明显的县区,给予资金奖励100万元。(市水务局、市财政局负责)
三、对就业工作成效明显的县区,予以通报表扬。(市人力资源社会保障局负责)
"""


def test_a_document_without_parts_has_its_items_counted_and_gone_through(ask_text):
    asker = ask_text(NOTICE)
    counted = asker("这份通知一共几条?")
    assert "共 3 项任务" in counted.answer and not counted.abstained
    following = asker("下一条呢,哪些部门负责?", "第一条讲的是什么?")
    assert {i.name for i in following.institutions} == {"市水务局", "市财政局"}
    assert {c.task for c in following.citations} == {2}


def test_types_of_platforms_asked_for_together(ask_text):
    text = WORKS + "四、平台\n5. 搭建平台。湖湾大学建设渔业种苗研究院、鱼病诊断实验室。\n"
    told = ask_text(text)("渔业方面有哪个研究院、哪个实验室?").answer
    assert "渔业种苗研究院" in told and "鱼病诊断实验室" in told


def test_places_and_funds_in_everyday_words(ask_text):
    asking = ask_text(
        "社区服务行动方案\n\n"
        "1. 建设示范街道。在望渡街道、松岭街道开展首批试点。（责任单位：临江区人民政府）\n"
        "2. 保障资金。市财政局每年安排专项资金600万元。\n"
    )
    answer = asking("首批试点是哪几个街道")
    assert "望渡街道" in answer.answer and not answer.institutions
    assert "600万元" in asking("钱从哪儿来").answer
