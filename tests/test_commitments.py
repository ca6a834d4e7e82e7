"""Who does what, and how far each institution reaches."""

from __future__ import annotations

import time

import pytest

from ingest.read import parse_plan


def commitments(sentence):
    document = parse_plan(f"甲省人才行动方案\n一、任务\n1.要点。{sentence}\n".encode(), "plan.txt")
    return document, document.commitments


def actors(commitment):
    return {actor.name: actor.roles for actor in commitment.actors}


def reached(document, commitment):
    return "".join(document.text[a:b] for a, b in commitment.reach)


def test_each_item_of_an_enumeration_binds_its_own_institution():
    document, found = commitments(
        "推动青岚大学茶叶工程中心、云岭医学院康复技术研究院、东川学院竹产业协同创新中心等平台建设,促进成果转化。"
    )
    assert [c.deliverable for c in found] == [
        "茶叶工程中心",
        "康复技术研究院",
        "竹产业协同创新中心",
    ]
    assert [list(actors(c)) for c in found] == [["青岚大学"], ["云岭医学院"], ["东川学院"]]
    assert all("促进成果转化" in reached(document, c) for c in found)
    assert "竹产业" not in reached(document, found[0])
    assert all(c.open_list for c in found)


def test_institutions_govern_the_rest_of_their_sentence():
    document, (found,) = commitments("依托青岚大学、东川学院等高校,助力茶旅融合,以及民宿发展。")
    assert actors(found) == {"青岚大学": ("依托",), "东川学院": ("依托",)}
    assert "民宿发展" in reached(document, found) and found.open_list


def test_a_new_subject_ends_the_reach_of_the_last():
    document, found = commitments(
        "依托青岚大学建设湿地观测站和茶山研究院,东川学院、云岭学院建设“高原样品库”,为生态保护提供支撑。"
    )
    by_deliverable = {c.deliverable: c for c in found}
    assert list(actors(by_deliverable["茶山研究院"])) == ["青岚大学"]
    assert list(actors(by_deliverable["高原样品库"])) == ["东川学院", "云岭学院"]
    assert "高原样品库" not in reached(document, by_deliverable["茶山研究院"])
    assert all("为生态保护提供支撑" in reached(document, c) for c in found)


def test_partners_and_what_is_relied_upon():
    _, (found,) = commitments(
        "支持青岚大学联合云翼集团、东川学院牵头组建飞行联盟,依托“低空技术研究院”推进攻关。"
    )
    roles = actors(found)
    assert roles["青岚大学"] == ("支持", "牵头")
    assert roles["云翼集团"] == roles["东川学院"] == ("联合",)
    assert roles["低空技术研究院"] == ("依托",)
    assert found.deliverable == "飞行联盟" and not found.open_list


def test_what_is_being_built_does_not_act():
    _, found = commitments("推动青岚大学建设云岭冰雪学院、东川滑雪医院。")
    assert [c.deliverable for c in found] == ["云岭冰雪学院", "东川滑雪医院"]
    assert all(list(actors(c)) == ["青岚大学"] for c in found)


def test_a_counted_list_is_closed():
    _, (found,) = commitments("依托青岚大学、东川学院等2所高校,开展培训。")
    assert not found.open_list


def test_a_ministry_that_only_owns_a_platform_does_not_act():
    _, (found,) = commitments("推动青岚大学、东川学院等高校,依托教育部国际合作会议,深化交流。")
    assert list(actors(found)) == ["青岚大学", "东川学院"]


def test_responsibility_notes(notice):
    by_name = {
        actor.name: (actor.roles, commitment)
        for commitment in notice.commitments
        for actor in commitment.actors
    }
    assert by_name["市交通运输局"][0] == ("牵头",)
    assert by_name["市自然资源和规划局"][0] == ("配合",)
    assert by_name["市应急管理局"][0] == ("牵头",)
    assert by_name["云岭市消防救援支队"][0] == ("配合",)
    reach = reached(notice, by_name["市科学技术局"][1])
    assert "飞控系统" in reach and "牵头单位" not in reach


def test_notes_with_a_scope(measure):
    scopes = {c.actors[0].name: c.scope for c in measure.commitments if c.scope}
    assert scopes == {"市数据管理局": "市级各部门", "市考核办公室": "各区县"}


def test_the_plan_names_48_universities(plan):
    schools = {
        actor.name
        for commitment in plan.commitments
        for actor in commitment.actors
        if actor.kind in ("大学", "学院")
    }
    assert len(schools) == 48


def parts(sentence):
    """Every actor's roles and reach, by name."""
    document, found = commitments(sentence)
    return {
        actor.name: (actor.roles, reached(document, commitment))
        for commitment in reversed(found)
        for actor in commitment.actors
    }


@pytest.mark.parametrize("mark", ["；", "，", "、"])
def test_a_new_subject_with_its_own_verb_ends_the_last_ones_reach(mark):
    found = parts(
        f"青岚大学对口支援云岭学院{mark}东川大学对口支援石渡学院{mark}南浦大学对口支援竹溪学院。"
    )
    reaches = {name: reach for name, (roles, reach) in found.items() if roles}
    assert reaches == {
        "青岚大学": "对口支援云岭学院",
        "东川大学": "对口支援石渡学院",
        "南浦大学": "对口支援竹溪学院",
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "云岭药业有限公司承担饮片代煎；云岭市海洋世界有限公司建设海龟救护站。",
            {"云岭药业有限公司": "承担饮片代煎", "云岭市海洋世界有限公司": "建设海龟救护站"},
        ),
        (
            "市文化馆、云岭学院共建传习所；市非物质文化遗产保护中心每年评选“匠人”20名。",
            {
                "市文化馆": "共建传习所",
                "云岭学院": "共建传习所",
                "市非物质文化遗产保护中心": "每年评选“匠人”20名",
            },
        ),
        (
            "市水利局加固海堤14公里，市生态环境局排查排污口63个，云岭海事局划定锚地。",
            {
                "市水利局": "加固海堤14公里",
                "市生态环境局": "排查排污口63个",
                "云岭海事局": "划定锚地",
            },
        ),
        (
            "云岭日报社开设专栏，云岭广播电视台制作专题片，云岭社会发展评估中心于6月开展评估。",
            {
                "云岭日报社": "开设专栏",
                "云岭广播电视台": "制作专题片",
                "云岭社会发展评估中心": "于6月开展评估",
            },
        ),
        (
            "各县（市、区）人民政府负责腾空封房，国网云岭供电公司同步架设线路。",
            {"各县（市、区）人民政府": "负责腾空封房", "国网云岭供电公司": "同步架设线路"},
        ),
        (
            "青岚大学建设粮油基地，各平台面向社会开放。",
            {"青岚大学": "建设粮油基地"},
        ),
        (
            "一是市水利局加固堤防；二是石渡县石桥镇、柳树乡各建设冷库1座。",
            {"市水利局": "加固堤防", "石渡县石桥镇": "各建设冷库1座", "柳树乡": "各建设冷库1座"},
        ),
        (
            "市教育局：负责学校防控；市卫健委、云岭卫校：负责救治。",
            {"市教育局": "负责学校防控", "市卫健委": "负责救治", "云岭卫校": "负责救治"},
        ),
        (
            "项目所在地的石渡新区管委会应当完成初审，请青岚大学于10月底前报送总结。",
            {"石渡新区管委会": "应当完成初审", "青岚大学": "于10月底前报送总结"},
        ),
        (
            "支持青岚大学开设康复专业，鼓励社会力量开办门诊。",
            {"青岚大学": "开设康复专业"},
        ),
    ],
)
def test_every_subject_has_its_own_reach(sentence, expected):
    assert {name: reach for name, (_, reach) in parts(sentence).items()} == expected


def test_who_leads_and_who_takes_part_share_what_is_done():
    found = parts(
        "由青岚大学附属医院、东川大学南山医院牵头，云岭市第一医院参与，组建“青岚医疗联盟”，年内挂牌。"
    )
    assert {name: roles for name, (roles, _) in found.items()} == {
        "青岚大学附属医院": ("牵头",),
        "东川大学南山医院": ("牵头",),
        "云岭市第一医院": ("参与",),
    }
    assert all("组建“青岚医疗联盟”年内挂牌" in reach for _, reach in found.values())


@pytest.mark.parametrize("mark", ["，", "；"])
def test_those_who_only_take_part_reach_what_is_led(mark):
    found = parts(f"由青岚大学牵头组建护理联盟{mark}东川学院、云岭市红十字会医院参与。")
    assert found["云岭市红十字会医院"] == found["东川学院"]
    assert found["东川学院"] == (("参与",), "参与牵头组建护理联盟")


def test_a_short_word_for_what_another_leads():
    found = parts(
        "青岚大学牵头建设智慧实验室，东川大学牵头建设高原研究院，云岭学院参与研究院建设。"
    )
    assert found["云岭学院"] == (("参与",), "参与研究院建设牵头建设高原研究院")
    assert found["东川大学"][1] == "牵头建设高原研究院"


def test_a_laboratory_in_a_list_of_partners_is_a_partner():
    _, (found,) = commitments(
        "支持青岚大学联合竹溪山实验室、石川农业高科技股份有限公司组建种业联盟。"
    )
    assert actors(found) == {
        "青岚大学": ("支持",),
        "竹溪山实验室": ("联合",),
        "石川农业高科技股份有限公司": ("联合",),
    }
    assert found.deliverable == "种业联盟"


def test_who_pays_and_who_helps_build_the_same():
    found = parts("由云翼集团投资、青岚大学提供技术，建设飞行基地。")
    assert all("建设飞行基地" in reach for _, reach in found.values())


def test_offices_of_every_county():
    found = parts("县（区）民政局会同县（区）市场监督管理局核验；各设区的市人民政府应当公布清单。")
    assert {name: roles for name, (roles, _) in found.items()} == {
        "县（区）民政局": ("核验",),
        "县（区）市场监督管理局": ("会同",),
        "各设区的市人民政府": ("公布",),
    }


def test_what_an_institution_owns_is_done_by_another():
    found = parts("市图书馆新馆由云岭市公共建筑建设中心代建，2026年竣工。")
    assert found["云岭市公共建筑建设中心"][0] == ("代建",) and found["市图书馆"][0] == ()


def test_partners_that_are_institutes_in_a_row():
    found = parts(
        "支持青岚大学联合东川研究院、南浦创新中心组建高原实验室，无偿移交县（区）人民政府。"
    )
    assert list(found) == ["青岚大学", "东川研究院", "南浦创新中心"]


def test_a_verb_that_makes_a_platform_is_no_part_of_its_name():
    _, (found,) = commitments("云岭软件股份有限公司开发居家安全监测平台。")
    assert actors(found) == {"云岭软件股份有限公司": ("开发",)}
    _, (found,) = commitments("石渡县人民政府规划建设占地1500亩的器械产业园。")
    assert found.deliverable == "器械产业园"


def test_whom_the_subject_has_do_something():
    found = parts(
        "市商务局可以委托云岭市电子商务协会承担宣传，委托云岭正德会计师事务所有限公司开展审计。"
    )
    assert found["云岭市电子商务协会"] == (("委托", "承担"), "承担宣传")
    assert found["云岭正德会计师事务所有限公司"] == (("委托",), "开展审计")
    assert "开展审计" in found["市商务局"][1]


def test_where_something_is_tried():
    found = parts("在青岚大学、东川学院先行开展单列管理、人才评价试点。")
    assert found["青岚大学"] == found["东川学院"]
    assert found["青岚大学"] == (("开展",), "先行开展单列管理、人才评价试点")


def test_a_named_object_has_no_role():
    found = parts("云岭市第三人民医院增设老年病科，为云岭市社会福利院开通绿色通道。")
    assert found["云岭市社会福利院"] == ((), "为云岭市社会福利院开通绿色通道")
    assert found["云岭市第三人民医院"][0] == ("增设",)


def test_verbs_stand_before_names():
    assert parts("完成原云岭化工厂等5个地块修复，改造乡镇卫生院和社区卫生服务中心86个。") == {
        "云岭化工厂": ((), "完成原云岭化工厂等5个地块修复")
    }


ITEMS = """甲市方案
一、任务
（一）保供水。
1.修渠。新修渠道8公里。
责任单位：市水利局（牵头）、市财政局、石渡县人民政府
2.治漏。更换管网9公里。（牵头领导：周明远；牵头单位：市水务集团；完成时限：10月底前）
二、保障
（一）强队伍。
1.练兵。每月一次。
2.比武。每年一次。
（负责部门：市总工会，适用范围：全市）
附件
重点项目清单
1. 泵站项目。实施单位：云岭水务有限公司；建设地点：石渡县。
2. 水厂项目。实施单位：东川水务有限公司；建设地点：竹溪县。
"""


def noted(text):
    document = parse_plan(text.encode(), "plan.txt")
    return document, {
        actor.name: (actor.roles, reached(document, commitment))
        for commitment in document.commitments
        for actor in commitment.actors
    }


def test_a_note_on_a_line_of_its_own_speaks_of_the_item_above():
    _, found = noted(ITEMS)
    assert found["市水利局"] == (("牵头",), "修渠。新修渠道8公里。")
    assert found["市财政局"] == found["石渡县人民政府"] == (("责任",), "修渠。新修渠道8公里。")


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("甲省教育厅会同省财政厅负责", {"省财政厅": "负责"}),
        (
            "省教育厅、省财政厅按职责分工负责；完成时限：6月底前",
            {"省教育厅": "负责", "省财政厅": "负责"},
        ),
        ("省教育厅，各市人民政府按职责分工负责", {"省教育厅": "负责", "各市人民政府": "负责"}),
        (
            "省体育局牵头；各市、县人民政府负责组队参赛",
            {"省体育局": "牵头", "各市、县人民政府": "负责"},
        ),
        ("由县（区）民政局负责，省水利厅指导", {"县（区）民政局": "负责", "省水利厅": "指导"}),
        ("省教育厅、省科技厅，长期坚持", {"省教育厅": "", "省科技厅": ""}),
    ],
)
def test_notes_that_end_in_a_verb(note, expected):
    found = parts(f"新增学位。（{note}）")
    assert {name: "".join(roles) for name, (roles, _) in found.items()} | expected == {
        name: "".join(roles) for name, (roles, _) in found.items()
    }
    assert all("新增学位" in reach for _, reach in found.values())


def test_leaders_are_persons():
    _, found = noted(ITEMS)
    assert "周明远" not in found and found["市水务集团"][0] == ("牵头",)


def test_a_note_behind_the_last_of_several_items_speaks_of_them_all():
    text = ITEMS.replace("责任单位：市水利局（牵头）、市财政局、石渡县人民政府\n", "")
    _, found = noted(text)
    assert found["市总工会"] == (("负责",), "强队伍。练兵。每月一次。比武。每年一次。")


def test_two_notes_in_a_row_speak_of_the_same():
    text = "甲市方案\n一、任务\n1.修渠。新修8公里。\n"
    _, found = noted(text + "牵头单位：市水利局。配合单位：市财政局、市科协。\n")
    assert found["市水利局"] == (("牵头",), "修渠。新修8公里。")
    assert found["市科协"] == (("配合",), "修渠。新修8公里。")


def test_rows_of_an_attachment_are_no_tasks():
    document, found = noted(ITEMS)
    assert [task.label for task in document.tasks][-1] == "二、（一）2"
    roles, reach = found["东川水务有限公司"]
    assert roles == ("实施",) and "水厂项目" in reach and "泵站项目" not in reach


def test_five_thousand_characters_take_well_under_a_second():
    line = "青岚大学建设湿地站，东川学院参与；市水利局会同石渡县人民政府改造管网120公里。"
    started = time.perf_counter()
    commitments(line * 130)
    assert time.perf_counter() - started < 1


def test_those_who_serve_as_something_serve_as_it_together():
    text = "遴选岚州市第一医院、望海市中心医院作为临床教学基地。"
    document = parse_plan(f"岚州市方案\n一、护理\n1.培养护理人才。{text}\n".encode(), "p.txt")
    served = {
        actor.name
        for commitment in document.commitments
        for actor in commitment.actors
        if "临床教学基地" in commitment.action
    }
    assert served == {"岚州市第一医院", "望海市中心医院"}
