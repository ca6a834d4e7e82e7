"""Who builds what in the sentences that plans assign work with, whatever the names in them."""

from __future__ import annotations

import pytest

from ingest.read import parse_plan
from tests.test_commitments import actors, commitments, reached


def builders(sentence, word):
    document, found = commitments(sentence)
    return {name for made in found if word in reached(document, made) for name in actors(made)}


def roles(sentence):
    _, found = commitments(sentence)
    return {name: words for made in found for name, words in actors(made).items()}


@pytest.mark.parametrize(
    ("sentence", "word", "names"),
    [
        (
            "由青屿大学牵头，联合曜石电池有限公司、青屿电力研究院，组建储能研究中心，开展中试。",
            "储能研究中心",
            "青屿大学 曜石电池有限公司 青屿电力研究院",
        ),
        (
            "整合青屿大学、松湾林业研究院等科研力量，组建种苗共同体。",
            "种苗共同体",
            "青屿大学 松湾林业研究院",
        ),
        (
            "充分发挥松湾农业研究院技术优势，支持其联合曜石种业有限公司组建育种联盟。",
            "育种联盟",
            "松湾农业研究院 曜石种业有限公司",
        ),
        (
            "支持以曜石种业有限公司为主体，联合青屿大学组建育种基地。",
            "育种基地",
            "曜石种业有限公司 青屿大学",
        ),
        ("联合青屿大学、曜石文旅有限公司，打造演艺中心。", "演艺中心", "青屿大学 曜石文旅有限公司"),
        (
            "推动青屿大学的列车运维研究中心、松湾交通大学的转向架实验室、曜石学院的种苗工厂建设。",
            "转向架实验室",
            "松湾交通大学",
        ),
        (
            "推动松湾农业科学院的种苗产业研究院、青屿大学的水产实验室建设。",
            "种苗产业研究院",
            "松湾农业科学院",
        ),
        (
            "推动青屿大学的列车运维研究中心、省农业科学院的海参产教联盟建设。",
            "海参产教联盟",
            "省农业科学院",
        ),
        ("支持青屿大学与省外的松湾大学共建芯片平台。", "芯片平台", "青屿大学 松湾大学"),
        (
            "依托青屿大学和省外的松湾大学，在曜石市高新区建设光伏基地，曜石电力集团参与运营。",
            "光伏基地",
            "青屿大学 松湾大学 曜石电力集团",
        ),
        (
            "支持青屿大学与松湾济和堂药业集团共建名方实验室。",
            "名方实验室",
            "青屿大学 松湾济和堂药业集团",
        ),
        ("产教联盟由松湾济和堂药业集团承建。", "产教联盟", "松湾济和堂药业集团"),
        (
            "由青屿大学牵头组建医疗联盟，首批吸纳松湾市人民医院、曜石市中医院等11家医院。",
            "医疗联盟",
            "青屿大学 松湾市人民医院 曜石市中医院",
        ),
        (
            "深化青屿大学与曜石港务集团合作，共同打造港航研究院。",
            "港航研究院",
            "青屿大学 曜石港务集团",
        ),
        (
            "青屿大学牵头成立护理联盟，成员包括松湾学院和松湾城市建设投资集团有限公司。",
            "护理联盟",
            "青屿大学 松湾学院 松湾城市建设投资集团有限公司",
        ),
        (
            "支持曜石集团牵头建设养老中心，松湾大学、青屿学院作为共建单位。",
            "养老中心",
            "曜石集团 松湾大学 青屿学院",
        ),
        (
            "由松湾学院承担药材基地建设任务，青屿研究院、曜石药业有限公司为协作单位。",
            "药材基地",
            "松湾学院 青屿研究院 曜石药业有限公司",
        ),
        ("市科技局负责陶瓷平台建设，青屿大学提供技术支撑。", "陶瓷平台", "市科技局 青屿大学"),
        ("药材研究院落户松湾学院，检测中心落户曜石药业有限公司。", "药材研究院", "松湾学院"),
        (
            "药材研究院落户松湾学院，检测中心落户曜石药业有限公司。",
            "检测中心",
            "曜石药业有限公司",
        ),
        ("青屿大学、松湾学院分别建设药材基地和陶瓷平台。", "药材基地", "青屿大学"),
        ("青屿大学、松湾学院分别建设药材基地和陶瓷平台。", "陶瓷平台", "松湾学院"),
        ("重点建设青屿大学“药材实验室”、松湾学院“陶瓷联盟”。", "药材实验室", "青屿大学"),
        ("重点建设青屿大学“药材实验室”、松湾学院“陶瓷联盟”。", "陶瓷联盟", "松湾学院"),
        ("示范园由石浦大学牵头建设，东榆林业大学参与。", "示范园", "石浦大学 东榆林业大学"),
        ("建成水果产业学院，由青屿大学和松湾大学共同运营。", "产业学院", "青屿大学 松湾大学"),
        (
            "青屿大学现代科技学院与松湾大学共建陶瓷平台。",
            "陶瓷平台",
            "青屿大学现代科技学院 松湾大学",
        ),
        (
            "市财政局抓好补助资金发放，松湾县人民政府、青屿县人民政府组织实施。",
            "补助资金",
            "市财政局 松湾县人民政府 青屿县人民政府",
        ),
        ("建立信用档案，由市民政局具体负责，市科技局监督。", "信用档案", "市民政局 市科技局"),
    ],
)
def test_who_has_part_in_what_is_built(sentence, word, names):
    assert builders(sentence, word) == set(names.split())


@pytest.mark.parametrize("verb", ["联合", "支持"])
def test_a_list_may_end_the_text(verb):
    text = f"甲省行动方案\n一、任务\n1.要点。{verb}青屿大学、松湾电力研究院"
    found = parse_plan(text.encode(), "plan.txt").commitments
    assert "青屿大学" in {actor.name for made in found for actor in made.actors}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "以市民政局为牵头单位，市财政局为成员单位，组织专项督查。",
            {"市民政局": ("牵头", "组织"), "市财政局": ("成员单位", "组织")},
        ),
        (
            "组织评估。（市民政局牵头落实，市财政局配合）",
            {"市民政局": ("牵头",), "市财政局": ("配合",)},
        ),
        (
            "建立机制。（责任单位：市民政局、市财政局，排在第一位的为牵头单位）",
            {"市民政局": ("牵头", "责任"), "市财政局": ("责任",)},
        ),
        ("秘书处设在市养老学会。", {"市养老学会": ("设在",)}),
        ("成员单位包括青屿大学、松湾学院。", {"青屿大学": ("成员",), "松湾学院": ("成员",)}),
    ],
)
def test_roles_in_the_plans_own_words(sentence, expected):
    assert roles(sentence) == expected


def test_the_first_named_leads_every_item_where_the_plan_says_so_once():
    text = (
        "甲市行动方案\n一、任务\n1.建立机制。（责任单位：市民政局、市财政局）\n"
        "2.开展评估。（责任单位：市科技局、市教育局）\n注：排在首位的为牵头单位。\n"
    )
    document = parse_plan(text.encode(), "plan.txt")
    found = {a.name: a.roles for made in document.commitments for a in made.actors}
    assert found["市民政局"] == ("牵头", "责任") and found["市科技局"] == ("牵头", "责任")
    assert found["市财政局"] == ("责任",)


def test_bracketed_numbers_are_items_where_nothing_else_is_numbered_below_the_sections():
    text = "甲市行动方案\n一、任务\n（1）建立机制。（市民政局负责）\n（2）开展评估。\n二、保障\n"
    assert [t.number for t in parse_plan(text.encode(), "p.txt").tasks] == [1, 2]
    inside = text.replace("一、任务\n", "一、任务\n1.总任务。内容：\n")
    assert [t.number for t in parse_plan(inside.encode(), "p.txt").tasks] == [1]
