"""The same question in other words has the same answer: what it lists and what it cites."""

from __future__ import annotations

import pytest

from assistant.answer import Question
from assistant.chain import build_chain
from eval.cases import FOLDER
from index.embedder import open_embedder
from index.library import Library

SAME = {
    "沄州大学参与哪些任务": (
        "哪些任务提到了沄州大学",
        "沄州大学在哪几项里被点名",
        "沄州大学是哪些任务的参与单位?",
        "我是沄州大学的,我们学校有哪些任务",
        "沄州大学要完成几项任务",
        "沄州大学的职责是什么",
        "列出沄州大学参与的全部任务",
    ),
    "市卫健委牵头哪些任务": (
        "市卫健委是哪几项任务的牵头单位",
        "哪些任务的牵头单位是市卫健委",
        "市卫健委在哪些任务里是牵头单位",
        "牵头单位是市卫健委的任务有几个",
        "市卫健委作为牵头单位的有哪些",
        "市卫健委挂帅的任务",
    ),
    "任务8涉及哪些单位": (
        "“健全康养服务体系”这项任务涉及哪些单位",
        "健全康养服务体系涉及谁",
        "第8项由哪些单位承担",
        "参与第8项的单位有几家",
        "8号任务有哪些单位",
    ),
    "任务8由谁牵头": ("任务8牵头方", "第8项谁主抓"),
    "任务8由谁配合": ("第8项谁打配合", "第8项的配合单位有哪些"),
    "任务8除了沄州师范大学还有谁": (
        "第8项不算沄州师范大学还有谁",
        "第8项除沄州师范大学以外的单位有哪些",
    ),
    "任务8讲了什么": ("概括一下健全康养服务体系", "第8项要做什么", "健全康养服务体系的主要内容"),
    "第二部分涉及哪些单位": ("二、这一部分涉及哪些单位", "第二大部分涉及的单位有几家"),
    "方案有几个部分": ("一共有多少个部分", "方案的结构", "目录"),
    "方案有几项任务": ("任务总数", "一共几项任务"),
    "哪个部分的任务最多": ("任务最多的部分是哪个", "哪一部分任务数量最多"),
    "方案涉及哪些企业": ("列出所有企业", "企业有多少", "请把方案里的企业都列出来"),
    "哪些任务有医院参与": ("有医院参与的任务", "哪些任务涉及医院", "几项任务里有医院"),
    "哪些任务既有医院又有企业": ("哪些任务同时涉及企业和医院",),
    "哪个单位参与的任务最多": ("哪家单位最忙", "承担任务数量最多的是谁"),
    "哪项任务涉及的单位最多": ("哪项任务的参与方最多", "单位最多的任务"),
    "只参与一项任务的单位有哪些": ("只在一项任务里出现的单位有几家",),
    "参与两项以上任务的单位有哪些": ("哪些单位参与了不止一项任务", "出现在多项任务里的单位"),
    "沄州大学和沄州医科大学共同参与哪些任务": (
        "沄州大学和沄州医科大学都参与的任务",
        "沄州大学和沄州医科大学重合的任务",
        "哪几项里既有沄州大学也有沄州医科大学",
    ),
    "沄州大学和谁合作": ("沄州大学的合作方", "沄州大学与谁共建"),
    "沄河文化研究院在哪项任务": ("哪一项讲沄河文化研究院", "沄河文化研究院写在第几条"),
}
FOLLOW_UPS = {
    "任务9涉及哪些单位": (
        ("任务8涉及哪些单位", "那后面一项呢"),
        ("任务8涉及哪些单位", "接下来那项有哪些单位"),
        ("任务8涉及哪些单位", "9呢"),
        ("任务10涉及哪些单位", "上一项呢"),
        ("任务9讲了什么", "都有谁参与"),
    ),
    "任务8讲了什么": (
        ("任务8涉及哪些单位", "这项任务讲了什么"),
        ("任务8由谁牵头", "这一项具体内容是什么"),
        ("任务8涉及哪些单位", "它讲什么"),
        ("哪些单位编制老年健身指南", "概括一下这项任务"),
    ),
    "任务8属于哪个部分": (("任务8讲了什么", "属于哪个部分?"), ("任务8讲了什么", "它在哪个部分")),
    "沄河文化研究院在哪项任务": (
        ("沄河文化研究院由谁建设", "在哪项任务里"),
        ("沄河文化研究院由谁建设", "它写在哪一项"),
        ("沄河文化研究院由谁建设", "这是第几项任务"),
    ),
    "沄州交通职业学院参与哪些任务": (
        ("沄州大学参与哪些任务", "换成沄州交通职业学院呢"),
        ("沄州交通职业学院和谁合作", "该单位承担哪些任务"),
    ),
}


@pytest.fixture(scope="module")
def ask_yunzhou(tmp_path_factory):
    library = Library(tmp_path_factory.mktemp("yunzhou"), open_embedder(None), packaged=False)
    library.add([FOLDER / "yunzhou-plan.txt"])
    chain = build_chain(library)

    def told(question, *history):
        answer = chain.invoke(Question(question, history))
        assert not answer.abstained, answer.answer
        named = frozenset(institution.name for institution in answer.institutions)
        return named, frozenset((c.section, c.task) for c in answer.citations if c.task)

    return told


@pytest.mark.parametrize(
    "question,other", [(question, other) for question, others in SAME.items() for other in others]
)
def test_other_words_have_the_same_answer(ask_yunzhou, question, other):
    assert ask_yunzhou(other) == ask_yunzhou(question)


@pytest.mark.parametrize(
    "question,turns",
    [(question, turns) for question, every in FOLLOW_UPS.items() for turns in every],
)
def test_a_follow_up_has_the_answer_of_what_it_stands_for(ask_yunzhou, question, turns):
    *history, last = turns
    assert ask_yunzhou(last, *history) == ask_yunzhou(question)


def test_what_is_left_out_is_cited_where_it_stands(ask_yunzhou):
    named, cited = ask_yunzhou("设立卓越工程师学院的高校里,哪些没有出现在发展智慧医疗那一项?")
    assert (named, cited) == ({"沄州工程学院"}, {("三", 11), ("二", 7)})


@pytest.mark.parametrize(
    "question",
    [
        "太子河流域研究院是谁建的",
        "“新农科”教育联盟有哪些成员",
        "中国医科大学除了新医科联盟还做什么",
    ],
)
def test_a_name_that_the_plan_has_not_is_declined(ask, question):
    assert ask(question).abstained


def test_what_an_institution_does_besides(ask):
    answer = ask("大连理工大学除了服务辽宁实验室建设之外还承担什么任务?")
    assert {citation.task for citation in answer.citations} == {2, 3, 7, 8, 9}


@pytest.mark.parametrize(
    "question,tasks",
    [
        ("Which items mention Dalian Maritime University?", {7}),
        ("How many tasks does Shenyang Sport University take part in?", {1, 2}),
        ("What kind of alliance does Northeastern University take part in?", {2, 7}),
    ],
)
def test_english_asks_for_items_and_kinds(ask, question, tasks):
    assert {citation.task for citation in ask(question).citations} == tasks


@pytest.mark.parametrize("question", ["为什么要制定这个方案", "这份方案的出台背景是什么"])
def test_what_a_plan_is_for_stands_at_its_beginning(ask, question):
    (citation,) = ask(question).citations
    assert citation.quote.startswith("为深入贯彻") and citation.task is None


@pytest.mark.parametrize(
    "question", ["有哪些保障措施", "方案的组织保障都有什么", "组织实施有哪些要求?"]
)
def test_how_a_plan_is_carried_out_by_any_name(ask, question):
    assert {citation.section for citation in ask(question).citations} == {"五"}


def test_the_same_schools_in_two_items(ask):
    answer = ask("任务9和任务11的学校有没有重复")
    assert [institution.name for institution in answer.institutions] == ["大连工业大学"]


@pytest.mark.parametrize(
    "question,cited",
    [
        ("由市卫健委牵头、市财政局配合的任务有哪些", {5}),
        ("牵头单位是市卫健委、配合单位有市财政局的任务", {5}),
        ("市卫健委牵头而市财政局不参与的任务", {6, 7}),
    ],
)
def test_each_institution_has_its_part(ask_yunzhou, question, cited):
    assert {task for _, task in ask_yunzhou(question)[1]} == cited


def test_who_has_two_parts_and_who_has_one_alone(ask_yunzhou):
    both, _ = ask_yunzhou("哪些部门既牵头又配合")
    alone, _ = ask_yunzhou("只牵头不配合的部门有哪些")
    assert "市卫健委" in both and both and alone and not both & alone


@pytest.mark.parametrize(
    "question,schools",
    [
        ("师范院校有哪些", {"辽宁师范大学", "沈阳师范大学"}),
        ("医科院校里谁在任务6", {"中国医科大学", "哈尔滨医科大学"}),
        (
            "任务7有而任务9没有的高校",
            {"大连海事大学", "东北大学", "东北财经大学", "哈尔滨工业大学", "哈尔滨工程大学"},
        ),
        (
            "哪个任务涉及省外高校最多",
            {"哈尔滨工业大学", "内蒙古科技大学", "吉林大学", "黑龙江大学"},
        ),
    ],
)
def test_schools_by_field_place_and_absence(ask, question, schools):
    assert {institution.name for institution in ask(question).institutions} == schools


WRAPPED = (
    "您好,我想请问一下,{}谢谢!",
    "麻烦帮我查查{}",
    "这份文件里{}",
    "{},请列全并注明出处。",
    "我想知道{},能告诉我吗?",
)


@pytest.mark.parametrize("wrapper", [*WRAPPED, "{}呢?"])
@pytest.mark.parametrize(
    "question",
    ["沄州大学参与哪些任务", "方案提到的企业有哪些", "哪些高校没有参与第二部分", "任务8由谁牵头"],
)
def test_courtesy_asks_for_nothing(ask_yunzhou, question, wrapper):
    assert ask_yunzhou(wrapper.format(question)) == ask_yunzhou(question)


@pytest.mark.parametrize("wrapper", WRAPPED)
def test_another_institution_is_declined_in_any_wrapping(ask, wrapper):
    answer = ask(wrapper.format("清华大学负责什么"))
    assert answer.reason == "unknown_institution"


@pytest.mark.parametrize("wrapper", ["请问{},谢谢", "{}呢?", "我想知道{},能告诉我吗?"])
def test_english_between_chinese_courtesies(ask, wrapper):
    question = "Which universities work on magnesium"
    assert ask(wrapper.format(question)).institutions == ask(question).institutions


def test_a_thing_is_asked_for_by_its_verb(ask):
    assert "临床质量评价" in ask("中医药产业基地的研发生产体系包括哪些环节").answer
    assert "工作组" in ask("各级教育行政部门和高校要成立什么?").answer


def test_the_busiest_of_some_items_and_schools_by_a_character_of_their_names(ask):
    busiest = ask("第7到11项里,哪个学校出现的任务数最多?")
    assert {i.name for i in busiest.institutions} == {"大连理工大学"}
    named = ask("校名里带“医”字的院校,文件提到了哪几所?")
    assert "辽宁何氏医学院" in {i.name for i in named.institutions}
    assert all("医" in i.name for i in named.institutions)


def test_no_task_that_a_kind_leads(ask_yunzhou, ask):
    named, cited = ask_yunzhou("哪些任务有医院参与")
    assert named == {"沄州市第一人民医院", "沄州市中医院", "沄州市妇幼保健院"}
    assert {task for _, task in cited} == {5, 6, 7, 8}
    assert ask("医院牵头的任务").abstained


def test_a_section_is_named_by_its_printed_number(ask_text):
    text = "某市意见\n二、公开\n（四）事前公开。公开目录。\n三、记录\n（五）文字记录。保存10年。\n"
    asking = ask_text(text)
    assert {c.task for c in asking("第三部分有哪些任务").citations} == {5}
    assert {c.task for c in asking("（四）是关于什么的").citations} == {4}
