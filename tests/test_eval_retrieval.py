"""Retrieval on public benchmarks, and what is left when a part is taken away."""

from __future__ import annotations

import json
from pathlib import Path

import jieba
import numpy as np
import pytest

from eval import measure_retrieval, read_benchmark
from eval.ablate import VARIANTS, ReducedLibrary, Variant, ablate
from eval.cases import Case
from eval.retrieval import RetrievalQuestion
from index.embedder import open_embedder
from index.keywords import write_dictionary
from index.library import Library
from ingest.errors import YitiaoError
from ingest.read import PACKAGED_PLANS

SKATING = "滑雪滑冰这类产业"


def write(path, rows):
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


class Turned:
    """An embedder for which a text is as near to a question as their last characters are."""

    fingerprint = "turned"
    dimension = 64

    def embed(self, texts, *, query=False):
        rows = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[ord(text[-1]) % 64] = 1.0
        return rows


def test_each_method_is_measured_by_hand_worked_ranks():
    paragraphs = {"a": "高铁站建设。", "b": "食用菌产业！", "c": "冰雪运动会？"}
    questions = [
        RetrievalQuestion("1", "食用菌！", "b"),  # found by both
        RetrievalQuestion("2", "高铁站？", "a"),  # by keywords; the vector says c
        RetrievalQuestion("3", "熊猫？", "c"),  # by the vector alone
        RetrievalQuestion("4", "熊猫。", "b"),  # by neither
    ]
    rows = {row.method: row.figures for row in measure_retrieval(paragraphs, questions, Turned())}
    assert rows["BM25"]["recall@1"] == 0.5 and rows["BM25"]["recall@10"] == 0.5
    assert rows["向量"]["recall@1"] == 0.5
    assert rows["混合"]["recall@1"] >= 0.5 and rows["混合"]["recall@10"] == 1.0
    assert 0.5 < rows["混合"]["mrr@10"] < 1.0


def test_more_paragraphs_than_a_batch():
    paragraphs = {str(n): f"第{n}号文件 {chr(0x4E00 + n)}" for n in range(700)}
    asked = [RetrievalQuestion(str(n), f"{chr(0x4E00 + n)}", str(n)) for n in range(0, 700, 7)]
    steps = []
    rows = measure_retrieval(
        paragraphs, asked, open_embedder(None), lambda what, done, total: steps.append((what, done))
    )
    assert rows[0].figures["recall@1"] > 0.9
    assert {what for what, _ in steps} == {"词典", "分词", "BM25", "嵌入", "向量"} and (
        "嵌入",
        700,
    ) in steps


@pytest.mark.parametrize(
    ("paragraph", "question", "says"),
    [
        ({"id": "p"}, {}, "第 1 行没有字段“text”"),
        ({"id": "p", "text": "文"}, {"id": 1, "question": "问"}, "“paragraph”"),
        ({"id": "p", "text": "文"}, {"id": 1, "question": "问", "paragraph": "q"}, "不在"),
    ],
)
def test_a_row_of_another_form_is_named(tmp_path, paragraph, question, says):
    paragraphs = write(tmp_path / "p.jsonl", [paragraph])
    questions = write(tmp_path / "q.jsonl", [question])
    with pytest.raises(YitiaoError, match=says):
        read_benchmark(paragraphs, questions)


def test_the_public_benchmark_is_read_and_searched(shared):
    folder = shared / "benchmarks"
    texts, asked = read_benchmark(
        folder / "cmrc2018_dev_paragraphs.jsonl", folder / "cmrc2018_dev_questions.jsonl"
    )
    rows = {r.method: r.figures for r in measure_retrieval(texts, asked[::8], open_embedder(None))}
    assert rows["BM25"]["recall@10"] > 0.97 and rows["混合"]["mrr@10"] > 0.95
    assert rows["向量"]["recall@1"] < rows["混合"]["recall@1"]


def test_a_library_s_dictionary_has_the_rare_words_that_its_texts_use(tmp_path):
    texts = ["中科院院士谈芝加哥大学", "冰雪运动会上的黑龙江省博物馆"]
    write_dictionary(tmp_path, texts, [])
    kept = [line.split() for line in (tmp_path / "dictionary.txt").read_text("utf-8").splitlines()]
    rare = {word for word, count, _ in kept if int(count) < 60 and len(word) > 1}
    rows = (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines()
    known = {word for word, count, _ in map(str.split, rows) if int(count) < 60 and len(word) > 1}
    assert rare and rare == {word for word in known if word in "\n".join(texts)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("reduced")
    Library(path, open_embedder(None), packaged=False).add([next(PACKAGED_PLANS.glob("*.txt"))])
    return path


def test_a_reduced_library_ranks_by_what_is_left(folder):
    def search(**parts):
        return ReducedLibrary(folder, open_embedder(None), Variant("", **parts)).search(SKATING, 20)

    whole, dense, words = search(), search(keywords=False), search(vectors=False)
    assert {p.clause.id for p in dense} != {p.clause.id for p in words}
    assert all(p.keyword == 0.0 and p.score == p.similarity for p in dense)
    assert [p.similarity for p in dense] == sorted((p.similarity for p in dense), reverse=True)
    assert all(p.score == p.keyword > 0 for p in words)
    assert len(whole) == 20


def test_without_commitments_no_list_is_right(folder, plan):
    library = ReducedLibrary(folder, open_embedder(None), Variant("", commitments=False))
    assert library.documents is library.documents
    assert [document.commitments for document in library.documents] == [()]
    snow = Case(id="a", question="哪些高校负责冰雪经济?", institutions=(
        "沈阳体育学院", "辽宁师范大学", "沈阳师范大学"))  # fmt: skip
    path = next(PACKAGED_PLANS.glob("*.txt"))
    variants = (VARIANTS[0], VARIANTS[3])
    rows = ablate([(path, [snow])], {"随附": open_embedder(None)}, variants=variants)
    assert [row.summary["exact_set_accuracy"] for row in rows] == [1.0, 0.0]
    assert [row.embedder for row in rows] == ["随附", "随附"]
