"""What a question asks for and what constrains it, whatever the plan."""

from __future__ import annotations

import pytest

from assistant.chain import _View
from index.embedder import open_embedder
from index.library import Library
from index.thesaurus import find_terms, synonyms
from tests.conftest import PLANS


@pytest.fixture(scope="module")
def parse(tmp_path_factory):
    library = Library(tmp_path_factory.mktemp("query"), open_embedder(None), packaged=False)
    library.add([PLANS / "heyuan-measure.txt"])
    return _View(library).parse


@pytest.mark.parametrize(
    "question,expected",
    [
        ("哪些高校负责智能农机?", {"asks": "institutions", "kind": "高校", "topic": "智能农机"}),
        ("请问一下,有哪些企业参与智能农机呢?谢谢", {"kind": "企业", "topic": "智能农机"}),
        ("智能农机 高校", {"asks": "institutions", "kind": "高校", "topic": "智能农机"}),
        ("提到的高校和企业有哪些?", {"kind": "高校、企业", "topic": ""}),
        ("第7条讲了什么?", {"tasks": (7,), "topic": ""}),
        ("第七条", {"tasks": (7,)}),
        ("任务7", {"tasks": (7,)}),
        ("第三章有哪些任务?", {"sections": (3,), "asks": "tasks"}),
        ("前两章里每一章都有的单位是谁?", {"sections": (1, 2), "joint": True}),
        ("任务3属于哪个部分?", {"asks": "place", "tasks": (3,)}),
        ("牵头单位有哪些?", {"asks": "institutions", "role": "牵头"}),
        ("参加联席会议的部门(不含牵头的)", {"excluded_role": "牵头", "kind": "部门"}),
        ("省外高校有哪些?", {"place": "省外", "kind": "高校", "topic": ""}),
        ("黑龙江的高校有几所?", {"place": "黑龙江", "count": True}),
        ("师范类院校有哪些?", {"field": "师范"}),
        ("校名带“海洋”的高校有哪些?", {"part_of_name": "海洋"}),
        ("提到哪些实验室?", {"asks": "platforms", "kind": "实验室"}),
        ("把研究院都列出来", {"asks": "platforms", "kind": "研究院"}),
        ("适用范围是什么?", {"asks": "scope"}),
        ("依据的文号是多少?", {"asks": "source"}),
        ("哪项任务涉及的单位最多?", {"asks": "tasks", "most": True, "least": False}),
        ("涉及单位最少的是哪项任务?", {"asks": "tasks", "most": True, "least": True}),
        ("主任是谁?", {"person": "主任"}),
        ("哪些高校沒有參與智能農機?", {"kind": "高校", "excluded_topic": "智能农机"}),
        ("从头到尾合计多少条", {"asks": "tasks", "topic": ""}),
        ("第七条至第九条分别讲什么?", {"tasks": (7, 8, 9)}),
        ("第七条点名的单位,哪些在第八条里没有出现?", {"tasks": (7,), "outside": ((8,), ())}),
        ("第七条点了名、第八条却没点到的是哪些单位?", {"tasks": (7,), "outside": ((8,), ())}),
        ("开订单班的是哪所学校、哪家企业?", {"kind": "学校、企业"}),
        ("企业呢?", {"asks": "institutions", "kind": "企业", "topic": ""}),
        ("揭榜掛帥的項目最多資助多少?", {"asks": "text", "role": None}),
        ("讲智能农机的那条,标题叫什么?", {"asks": "tasks", "topic": "智能农机"}),
        ("哪个研究院、哪个实验室做智能农机?", {"asks": "platforms", "kind": "研究院、实验室"}),
        ("学校之间会结对子吗?", {"asks": "text"}),
    ],
)
def test_a_question_is_understood(parse, question, expected):
    query = parse(question)
    assert {name: getattr(query, name) for name in expected} == expected


@pytest.mark.parametrize("question", ["清华大学负责什么?", "云岚发展银行的贷款贴息多少?"])
def test_an_institution_that_no_document_names_is_unknown(parse, question):
    assert parse(question).unknown and not parse(question).institutions


@pytest.mark.parametrize(
    "question", ["教农民合作社卖货的是谁?", "哪些区县政府参加?", "派工程师去学校"]
)
def test_ordinary_words_are_no_unknown_institution(parse, question):
    assert parse(question).unknown == ()


def test_the_thesaurus_is_read_both_ways_and_does_not_chain():
    assert "食用菌" in synonyms("蘑菇") and "蘑菇" in synonyms("食用菌")
    assert synonyms("没有这个词") == ()
    text = "大棚里的蘑菇"
    assert [text[a:b] for a, b in find_terms(text)] == ["大棚", "蘑菇"]


@pytest.mark.parametrize(
    "question,times",
    [
        ("只参与一项任务的企业有哪些?", (1, 1)),
        ("参与三个以上任务的单位有哪些?", (3, 10**6)),
        ("至少两项任务的高校有哪些?", (2, 10**6)),
        ("哪些高校参与?", None),
    ],
)
def test_in_how_many_tasks(parse, question, times):
    assert parse(question).times == times
