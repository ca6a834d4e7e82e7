"""What is learned: the reading of a question, and whether the nearest clause answers it."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
import torch

from assistant import train
from assistant.chain import _View
from assistant.reading import ASKS, MODEL, SIZE, load, read
from assistant.relevance import NAMES, is_relevant, measure
from assistant.select import Selector
from assistant.subject import quoted_topic, split_subjects, subject_of
from assistant.wording import spread_numbers
from eval.calibrate import collect, fit
from eval.cases import Case
from index.embedder import open_embedder, packaged_embedder
from index.library import Library
from index.nearness import Nearness
from tests.conftest import PLANS


@pytest.fixture(scope="module")
def measures(tmp_path_factory):
    library = Library(tmp_path_factory.mktemp("reading"), open_embedder(None), packaged=False)
    library.add([PLANS / "heyuan-measure.txt"])
    return library


@pytest.fixture(scope="module")
def selector(measures):
    return Selector(measures)


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("到底是谁家在张罗海水淡化这一摊", "海水淡化"),
        ("麻烦帮忙查查充电桩落在哪个局头上", "充电桩"),
        ("高空抛物的事儿该找谁反映", "高空抛物"),
        ("方案里跟潮汐发电沾边的院校都有谁", "潮汐发电"),
    ],
)
def test_the_subject_is_read_out_of_wording_that_no_list_holds(question, subject):
    assert subject_of(question, read(question)) == subject


def test_a_question_of_nothing_but_signs_is_read():
    assert set(read("??").tags) <= {"O"}
    assert read("").asks == "chat"


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("由哪些单位承担垃圾分类", "institutions"),
        ("垃圾分类这块都有哪些任务", "tasks"),
        ("帮我写首诗", "chat"),
    ],
)
def test_what_is_asked_for_is_read(question, asks):
    assert read(question).asks == asks


@pytest.fixture(scope="module")
def small():
    """A tagger of few questions, and others that it did not see."""
    rows = train.read_examples(train.QUESTIONS)
    random.Random(3).shuffle(rows)
    return train.train_tags(rows[:1500], 7, epochs=4), rows[1500:1800]


def test_questions_that_were_not_trained_on_are_read_mostly_right(small):
    tagger, held = small
    pairs = [
        pair
        for example in held
        if example.text
        for pair in zip(train.tag(tagger, example.text), example.tags, strict=True)
    ]
    assert sum(found == told for found, told in pairs) / len(pairs) > 0.82


def test_a_saved_model_scores_as_the_trained_one_does(small, tmp_path):
    tagger, held = small
    path = tmp_path / "reading.npz"
    train.save(path, tagger, np.zeros((SIZE, len(ASKS))))
    model = load(path)
    for example in held[:20]:
        with torch.no_grad():
            scores = tagger([example.text])[0][0].numpy()
        assert np.allclose(model.emit(example.text), scores, atol=0.05)  # in half precision


def test_the_packaged_reading_is_of_the_packaged_vectors():
    with np.load(MODEL) as arrays:
        assert str(arrays["embedder"]) == packaged_embedder().fingerprint


def test_the_same_questions_and_seed_train_the_same_model():
    examples = train.read_examples(train.QUESTIONS)[:150]
    once, again = (train.train_tags(examples, 7, epochs=2).arrays() for _ in "ab")
    assert all(np.array_equal(once[name], again[name]) for name in once)
    assert np.array_equal(train.train_asks(examples, 7), train.train_asks(examples, 7))


def test_subjects_are_exchanged_with_their_tags():
    (example,) = (e for e in train.read_examples(train.QUESTIONS)[:1])
    exchange = train.Exchange(train.read_examples(train.QUESTIONS)[:50], 1)
    others = [exchange.apply(example) for _ in range(40)]
    assert all(len(other.text) == len(other.tags) for other in others)
    assert len({other.text for other in others}) > 1


def test_a_line_that_is_no_tagged_question_is_named(tmp_path):
    path = tmp_path / "bad.tsv"
    path.write_text("institutions\t谁管【雨伞】\n没有标签的一行\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.tsv:2"):
        train.read_examples(path)


def test_the_packaged_reading_is_small():
    assert MODEL.stat().st_size < 2_000_000


def test_subjects_that_a_question_joins_are_apart():
    question = "既负责充电桩又负责海水淡化的单位"
    assert split_subjects(question, read(question)) == ("充电桩", "海水淡化")
    question = "充电桩归哪个局"
    assert split_subjects(question, read(question)) == ()


def test_what_is_quoted_from_the_documents_is_the_topic(measures):
    known = _View(measures).known
    assert quoted_topic("“公共数据目录”是谁的事", known) == "公共数据目录"
    assert quoted_topic("“没有这件事情”是谁的事", known) == ""


@pytest.mark.parametrize(
    ("said", "spread"),
    [("任务1、3和5", "任务1、任务3、任务5"), ("任务2到4", "任务2、任务3、任务4")],
)
def test_numbers_that_share_one_word_are_numbers_each(said, spread):
    found = spread_numbers(said)
    assert [found.count(word) for word in spread.split("、")] == [1] * len(spread.split("、"))


def test_the_near_words_of_a_word():
    near = Nearness(["船舶", "造船", "学校", "老人", "养老", "天文"])
    assert near.find("轮船")[0][0] in ("船舶", "造船")
    assert all(cosine >= 0.2 for _, cosine in near.find("轮船"))
    assert "养老" not in [word for word, _ in near.find("养老")]
    close, far = near.compare("老人吃饭", ["养老服务", "天文望远镜"])
    assert close > far


def test_no_clause_answers_where_none_is_near(selector):
    assert not is_relevant(selector, "雨伞", "谁卖雨伞", [])


def test_the_features_of_relevance_are_shares(selector):
    nearest = selector.mentions("公共数据平台")
    assert nearest
    values = measure(selector, "公共数据平台", "谁建公共数据平台", nearest)
    assert len(values) == len(NAMES) and all(0 <= value <= 1 for value in values)
    assert values[0] == 0  # nothing of the topic is lost
    lost = measure(selector, "雨伞租赁", "谁管雨伞租赁", nearest)
    assert lost[0] > values[0]


def test_a_regression_finds_what_tells_the_rows_apart():
    random_rows = np.random.default_rng(1).random((200, 2))
    weights = fit(random_rows, (random_rows[:, 0] > 0.5).astype(float))
    assert weights[0] > 3 and abs(weights[1]) < weights[0] / 3
    assert -weights[2] / weights[0] == pytest.approx(0.5, abs=0.1)


def test_a_case_that_comes_to_the_question_is_an_example():
    plan = PLANS / "heyuan-measure.txt"
    silent = Case(id="a", category="refusal", question="谁来经营热气球观光", answerable=False)
    named = replace(silent, id="b", question="第七条讲了什么", answerable=True)
    examples = collect(plan, [silent, named])
    assert len(examples) <= 1  # what a number names does not come to it
    assert all(len(example.features) == len(NAMES) for example in examples)


@pytest.mark.parametrize(
    "question", ["明天沈阳下雨吗", "帮我用Python写一个快速排序", "沈阳有什么好吃的", "给我讲个笑话"]
)
def test_what_is_no_question_to_a_document_is_declined(ask, question):
    answer = ask(question)
    assert answer.reason == "off_topic" and not answer.citations


@pytest.mark.parametrize("question", ["沈阳谁种蘑菇", "大连有什么大学", "盘锦大米"])
def test_a_short_question_of_a_place_is_no_chat(ask, question):
    assert ask(question).reason is None


def test_a_level_after_another_is_asked_about_the_same_thing(ask_text):
    text = (
        "关于支持设计产业的若干措施\n一、支持园区\n1.对国家级设计园区，奖励80万元。\n"
        "2.对省级设计园区，奖励30万元。\n"
    )
    answer = ask_text(text)("省级呢?", "国家级设计园区奖励多少钱?")
    assert "30万元" in answer.answer and "80万元" not in answer.answer


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("冰雪经济发展研究中心是沈阳体育学院建的吧", "沈阳体育学院"),
        ("辽宁中医药大学和沈阳体育学院一起搞冰雪经济吗", "与所问不同"),
    ],
)
def test_a_statement_put_as_a_question_is_checked(ask, question, says):
    assert says in ask(question).answer
