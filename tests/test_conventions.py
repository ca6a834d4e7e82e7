"""Plans in other conventions, encodings and conditions."""

from __future__ import annotations

import pytest

from ingest.errors import IngestError
from ingest.outline import to_integer, to_numeral
from ingest.read import parse_plan, read_plan

SMALL = (
    "某市冰雪产业行动方案\n一、目标\n1.建设冰雪公园。推动某某大学建设冰雪学院。\n２．培养人才。\n"
)


def test_notice_with_bracketed_numbers(notice):
    assert notice.title.endswith("云岭市低空经济高质量发展实施方案的通知")
    assert notice.issuer == "云岭市人民政府办公室"
    assert notice.number == "云政办发〔2023〕12号"
    assert notice.carries_out == "青政发〔2022〕31号"
    assert notice.date == "2023-03-08"
    assert [t.label for t in notice.tasks][:2] == ["二、（一）", "二、（二）"]
    assert [(t.section, t.number) for t in notice.tasks][-1] == ("三", 2)
    words = "".join(notice.quote(c) for c in notice.clauses)
    assert not any(w in words for w in ("索引号", "上一篇", "备案", "网站标识码", "字体"))
    signed = next(c for c in notice.clauses if notice.quote(c) == "云岭市人民政府办公室")
    assert signed.task is None and signed.section == "三"


def test_a_note_stays_with_its_sentence(notice):
    quotes = [notice.quote(c) for c in notice.clauses]
    assert "设立总规模10亿元的低空经济产业基金。（牵头单位：市财政局）" in quotes


def test_measure_of_articles(measure):
    assert [t.label for t in measure.tasks] == [f"第{n}条" for n in "一二三四五六七"]
    assert [s.title for s in measure.sections] == ["总则", "归集与共享", "开放与利用"]
    assert {c.section for c in measure.clauses if c.task == 4} == {"二"}
    assert [measure.quote(c)[:3] for c in measure.clauses if c.task == 5][1:] == [
        "（一）",
        "（二）",
    ]


ARTICLES = """云岭市人才政策措施
一、加大引才力度
第一条 引进高层次人才。对引进的人才给予补贴。（牵头部门：市人才局，配合部门：市财政局）
第二条 推行“科技专员”制度。每年选派20名。（负责部门：市教育局）
二、优化服务
第三条 执行期限。本措施自2026年1月1日起施行。（负责部门：市人才局）
各县（市、区）人民政府应于3月底前制定配套办法。
"""


def test_titled_articles_and_what_stands_behind_the_last():
    document = parse_plan(ARTICLES.encode(), "articles.txt")
    assert [(t.label, t.title) for t in document.tasks] == [
        ("第一条", "引进高层次人才"),
        ("第二条", "推行“科技专员”制度"),
        ("第三条", "执行期限"),
    ]
    last = document.clauses[-1]
    assert document.quote(last).startswith("各县") and (last.section, last.task) == ("二", None)
    reach = [c.reach for c in document.commitments if c.actors[0].name == "市人才局"][-1]
    assert "".join(document.text[a:b] for a, b in reach).startswith("执行期限。本措施")


def test_a_title_behind_its_label():
    text = "甲市方案\n一、清单\n1.任务名称：清水廊道工程。建设内容：新建湿地14处。\n"
    assert parse_plan(text.encode(), "list.txt").tasks[0].title == "清水廊道工程"


def test_half_and_full_width_numbers():
    document = parse_plan(SMALL.encode(), "small.txt")
    assert [t.number for t in document.tasks] == [1, 2]
    assert document.title == "某市冰雪产业行动方案"


def test_nested_numbers_that_start_again():
    text = (
        "甲市工作要点\n一、总则\n（一）基础\n1.修路。\n2.架桥。\n（二）提升\n1.种树。\n"
        "二、附则\n（一）施行。\n"
    )
    document = parse_plan(text.encode(), "nested.txt")
    labels = [t.label for t in document.tasks]
    assert labels == [
        "一、（一）",
        "一、（一）1",
        "一、（一）2",
        "一、（二）",
        "一、（二）1",
        "二、（一）",
    ]
    assert len({c.id for c in document.clauses}) == len(document.clauses)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_encodings_give_one_text(encoding):
    document = parse_plan(SMALL.encode(encoding), "small.txt")
    assert document.text == SMALL and len(document.tasks) == 2


def test_windows_newlines_do_not_shift_offsets():
    document = parse_plan(SMALL.replace("\n", "\r\n").encode(), "small.txt")
    assert document.text == SMALL
    assert all(document.quote(c) in SMALL for c in document.clauses)


def test_a_plan_without_numbers_is_one_preamble():
    text = "某县冰雪运动推广意见\n冰雪运动要从学校抓起。县教育局牵头组织冬令营。\n"
    document = parse_plan(text.encode(), "plain.txt")
    assert document.tasks == () and [s.numeral for s in document.sections] == ["序"]
    assert [document.quote(c) for c in document.clauses] == [
        "冰雪运动要从学校抓起。",
        "县教育局牵头组织冬令营。",
    ]
    assert document.commitments[0].actors[0].name == "县教育局"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空的"),
        (b" \n\t ", "空的"),
        (bytes(range(256)) * 4, "编码"),
        (b"only latin words here", "没有中文"),
    ],
)
def test_files_that_are_no_plan(tmp_path, data, says):
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(IngestError, match=says) as error:
        read_plan(path)
    assert "\n" not in str(error.value)


def test_missing_file_and_folder(tmp_path):
    with pytest.raises(IngestError, match="找不到文件"):
        read_plan(tmp_path / "nowhere.txt")
    with pytest.raises(IngestError, match="文件夹"):
        read_plan(tmp_path)


@pytest.mark.parametrize("number", [1, 9, 10, 11, 17, 20, 99, 100, 105, 110, 342])
def test_numerals_go_both_ways(number):
    assert to_integer(to_numeral(number)) == number
    assert to_integer(str(number)) == number


def test_items_that_are_a_documents_only_level_are_its_tasks():
    """A notice whose lines 一、 are the measures themselves has tasks and no parts."""
    text = (
        "岚川市关于激励实干的通知\n各县区人民政府:\n现将有关事项通知如下:\n"
        "一、对招商引资成效明显的县区,优先安排用地指标。(市自然资源局负责)\n"
        "二、对河湖管护成效明显的县区,给予资金奖励100万元。(市水务局、市财政局负责)\n"
        "三、对就业工作成效明显的县区,予以通报表扬。(市人力资源社会保障局负责)\n"
        "四、对农村路网成效明显的县区,增加养护补助。(市交通运输局负责)\n"
        "本通知自印发之日起施行。\n"
    )
    document = parse_plan(text.encode(), "notice.txt")
    assert [task.number for task in document.tasks] == [1, 2, 3, 4]
    assert [task.label for task in document.tasks] == ["任务1", "任务2", "任务3", "任务4"]
    assert [section.numeral for section in document.sections] == ["序"]
    who = {c.task for c in document.clauses if "市水务局" in document.quote(c)}
    assert who == {2}
    titled = text.replace("一、对招商引资成效明显的县区,优先安排用地指标。", "一、招商\n优先安排。")
    titled = titled.replace("二、对河湖管护成效明显的县区,", "二、管护\n")
    titled = titled.replace("三、", "三、就业\n")
    assert len(parse_plan(titled.encode(), "notice.txt").sections) > 1


@pytest.mark.parametrize(
    "lines",
    [
        [
            "岚川省人民政府办公厅关于有效发挥政府性",
            "融资担保基金作用切实支持小微企业和",
            "“三农”发展的指导意见",
        ],
        [
            "岚川省人民政府办公厅转发省地震局",
            "关于本省地震重点监视防御区的确定和",
            "加强防震减灾工作意见的通知",
        ],
        ["岚川省人民政府办公厅关于推行公示制度记录制度", "重大决定审核制度的指导意见"],
    ],
)
def test_a_title_of_several_lines_is_one(lines):
    text = "\n".join(
        [*lines, "岚政办发〔2024〕6号", "各市人民政府：", "一、总体要求", "坚持公开。"]
    )
    document = parse_plan(text.encode(), "titled.txt")
    assert document.title == "".join(lines)
    assert document.issuer == "岚川省人民政府办公厅"
    assert document.number == "岚政办发〔2024〕6号"
