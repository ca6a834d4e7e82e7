"""Institutions that were never seen, by how their names are formed."""

from __future__ import annotations

import csv

import pytest

from ingest.institutions import find_institutions

CARRIERS = (
    "推动{}建设重点实验室。",
    "支持{}等高校联合有关企业开展攻关。",
    "依托清华大学、{}和复旦大学,推进研究。",
    "鼓励企业与{}合作。",
)


def names(text):
    return [found.name for found in find_institutions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推动大连理工大学与沈阳大学联合攻关", ["大连理工大学", "沈阳大学"]),
        ("支持云岭航空职业学院会同云翼航空集团组建实验室", ["云岭航空职业学院", "云翼航空集团"]),
        ("由市发展和改革委牵头,省工业和信息化厅配合", ["市发展和改革委", "省工业和信息化厅"]),
        (
            "依托辽宁城市建设职业技术学院、辽宁现代服务职业技术学院",
            ["辽宁城市建设职业技术学院", "辽宁现代服务职业技术学院"],
        ),
        ("与呼和浩特职业学院和东川学院合作", ["呼和浩特职业学院", "东川学院"]),
        ("中国医科大学附属第一医院开通绿色通道", ["中国医科大学附属第一医院"]),
        ("支持中国地质大学(武汉)参与", ["中国地质大学(武汉)"]),
        ("自然资源部第九海洋研究所开展调查", ["自然资源部第九海洋研究所"]),
        ("中国科学院水利部草原保护研究所", ["中国科学院水利部草原保护研究所"]),
        ("国家税务总局云岭市税务局、云岭海关", ["国家税务总局云岭市税务局", "云岭海关"]),
        ("国家外汇管理局云岭市分局负责", ["国家外汇管理局云岭市分局"]),
        ("空军军医大学南山医院牵头", ["空军军医大学南山医院"]),
        ("云岭农村商业银行股份有限公司推出", ["云岭农村商业银行股份有限公司"]),
        ("青岚保险股份有限公司云岭分公司开办", ["青岚保险股份有限公司云岭分公司"]),
        ("云岭市地方金融管理局、市行政审批局", ["云岭市地方金融管理局", "市行政审批局"]),
        ("国家文物局考古研究中心提供支持", ["国家文物局考古研究中心"]),
        ("云岭县建设冷链集散中心", []),
        (
            "推动云岭学院对接栖远汽车集团、恒岫电池公司",
            ["云岭学院", "栖远汽车集团", "恒岫电池公司"],
        ),
        ("云岭学院联手栖远汽车集团", ["云岭学院", "栖远汽车集团"]),
        ("云岭学院选择栖远汽车集团", ["云岭学院", "栖远汽车集团"]),
        ("云岭市红十字会医院参与", ["云岭市红十字会医院"]),
        ("摹影医学影像有限公司建设总装线", ["摹影医学影像有限公司"]),
        ("千家坪水务有限公司、华维技术有限公司", ["千家坪水务有限公司", "华维技术有限公司"]),
        ("鼓励企业与摹影医学影像有限公司合作", ["摹影医学影像有限公司"]),
        ("由中舟云南海工装备有限公司建设", ["中舟云南海工装备有限公司"]),
        ("青岚省消费者权益保护委员会公布", ["青岚省消费者权益保护委员会"]),
        ("云岭市仲裁委员会受理案件", ["云岭市仲裁委员会"]),
        ("中国科学院草原环境研究中心派驻专家", ["中国科学院草原环境研究中心"]),
        (
            "中国农业科学院土壤与可持续发展研究所指导",
            ["中国农业科学院土壤与可持续发展研究所"],
        ),
        ("云南省质量和标准化研究院制定标准", ["云南省质量和标准化研究院"]),
        ("共青团云岭市委员会组织志愿者", ["共青团云岭市委员会"]),
        ("重大事项及时报告省人民政府", ["省人民政府"]),
        ("本岚集团建设产线", ["本岚集团"]),
        ("省交通运输与物流协会发布指数", ["省交通运输与物流协会"]),
    ],
)
def test_names_in_running_text(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "建设高水平大学和一流学院",
        "有关高校、各级教育行政部门成立工作组",
        "推动未来技术学院、现代产业学院建设",
        "哪些高校负责冰雪经济",
        "打造“中俄国际工程学院”等高端平台",
        "促进银行业健康发展,制定办法,教育部门要协同",
        "培养大学生创新精神,小学生课后服务",
        "改造乡镇卫生院,优化大学科技园布局",
        "所有乡镇卫生院建成中医馆,接入海关、税务数据",
        "构建发展新格局,考核医院,二十国集团",
        "二级以上综合医院设立老年医学科",
        "认定自治区级现代产业学院,推荐升入本科学校",
        "本办法所称医院,本校医院,本市医院",
    ],
)
def test_general_words_name_nobody(text):
    assert names(text) == []


def test_a_name_is_not_found_inside_another():
    assert names("中国东北大学秦皇岛分校") == ["中国东北大学秦皇岛分校"]
    assert "辽宁大学" not in names("支持新辽宁大学城建设")


def test_offsets_are_of_the_whole_text():
    text = "前言。依托渤海大学,建设中心。"
    (found,) = find_institutions(text, 3)
    assert text[found.start : found.end] == found.name == "渤海大学"


def test_recall_on_the_ministry_list(shared):
    """Of 2,631 schools in four carrier sentences at least 95 in 100 are found whole."""
    with (shared / "benchmarks" / "institutions.csv").open(encoding="utf-8") as file:
        schools = [row["name"].replace("\n", "") for row in csv.DictReader(file)]
    found = sum(name in names(carrier.format(name)) for name in schools for carrier in CARRIERS)
    assert found / (len(schools) * len(CARRIERS)) >= 0.95
