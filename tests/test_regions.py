"""Where institutions are and of what field, by their names and by facts about the world."""

from __future__ import annotations

import csv

import pytest

from ingest.regions import Region, find_home, find_region, is_of_field, region_of


@pytest.mark.parametrize(
    "name,province,city",
    [
        ("沈阳农业大学", "辽宁", "沈阳"),
        ("东北财经大学", "辽宁", "大连"),
        ("东北农业大学", "黑龙江", "哈尔滨"),
        ("吉林大学", "吉林", "长春"),
        ("吉林大学珠海学院", "广东", "珠海"),
        ("哈尔滨工业大学（威海）", "山东", "威海"),
        ("东北大学秦皇岛分校", "河北", "秦皇岛"),
        ("内蒙古科技大学", "内蒙古", "包头"),
        ("黑龙江大学", "黑龙江", "哈尔滨"),
        ("清华大学", "北京", "北京"),
        ("中国石油大学（华东）", "山东", "青岛"),
        ("朝阳师范高等专科学校", "辽宁", "朝阳"),
        ("广西某某学院", "广西", None),
        ("大连医科大学中山学院", "辽宁", "大连"),
        ("海淀某某学校", "北京", "北京"),
    ],
)
def test_region_of_an_institution(name, province, city):
    assert region_of(name) == Region(province, city)


def test_an_unknown_head_is_nowhere():
    assert region_of("云岭大学") is None and find_region("云岭") is None


@pytest.mark.parametrize("words", ["黑龙江省", "黑龙江"])
def test_a_place_by_its_full_and_short_name(words):
    assert find_region(words) == Region("黑龙江")
    assert Region("黑龙江").holds(Region("黑龙江", "大庆"))
    assert not Region("黑龙江", "大庆").holds(Region("黑龙江", "哈尔滨"))


def test_home_is_where_a_plan_is_issued(plan):
    assert find_home(plan) == Region("辽宁")


def test_fields_by_the_words_of_a_name():
    assert is_of_field("大连医科大学", "医科") and not is_of_field("大连理工大学", "医科")
    assert is_of_field("辽宁师范大学", "师范") and is_of_field("沈阳农业大学", "农林")


def test_the_ministry_s_list(shared):
    with (shared / "benchmarks" / "institutions.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    told = [(row["province"], found) for row in rows if (found := region_of(row["name"]))]
    right = sum(found.province in province for province, found in told)
    assert len(told) / len(rows) >= 0.985 and right / len(told) >= 0.995
