"""Search: keywords widened by the thesaurus, vectors found exactly, and both in one ranking."""

import json
from pathlib import Path

import numpy as np
import pytest

from eval import shipped_cases
from index.alignment import align, refine
from index.embedder import open_embedder
from index.fusion import fuse
from index.keywords import KeywordIndex, Segmenter, write_dictionary
from index.library import Library
from index.vectors import VectorIndex
from ingest.document import Clause

EVAL = Path(__file__).parents[1] / "eval"


@pytest.fixture(scope="module")
def keywords(tmp_path_factory):
    texts = ["支持食用菌产业发展。", "加快高铁站建设。", "支持食用菌、食用菌。", "开展监督检查。"]
    folder = tmp_path_factory.mktemp("keywords")
    write_dictionary(folder, texts, [])
    KeywordIndex.build(folder, texts, Segmenter(folder))
    return KeywordIndex(folder, Segmenter(folder))


def test_a_full_match_scores_near_one_and_none_scores_nothing(keywords):
    scores = keywords.score("加快高铁站建设")
    assert 0.4 < scores[1] <= 1.0
    assert scores[0] == scores[3] == 0.0
    assert keywords.score("，。").tolist() == [0.0] * 4


def test_unknown_words_of_a_query_make_its_scores_smaller(keywords):
    assert keywords.score("高铁站的熊猫饲养员")[1] < keywords.score("高铁站")[1] / 2


def test_a_synonym_finds_what_the_word_itself_does_not(keywords):
    scores = keywords.score("谁来种蘑菇")
    assert scores[0] > 0 and scores[2] > 0 and scores[1] == 0


def test_fusion_adds_the_share_found_and_half_of_the_similarity():
    fused = dict(fuse({1: 0.8, 2: 0.2}, {2: 0.6, 3: 0.4}))
    assert fused == pytest.approx({1: 0.8 + 0.2, 2: 0.2 + 0.3, 3: 0.2})


def test_a_noise_word_does_not_drag_a_good_similarity_down():
    assert fuse({1: 0.05, 2: 0.04}, {7: 0.7, 1: 0.2, 2: 0.1})[0][0] == 7


def test_what_the_words_say_wins_over_a_middling_similarity():
    assert fuse({1: 0.7}, {7: 0.5, 1: 0.3})[0][0] == 1


def test_alignment_is_whole_where_every_word_stands_and_less_where_it_is_only_meant():
    said, meant, other = align("蘑菇种植", ["推广蘑菇种植", "发展食用菌栽培", "修建高速公路"])
    assert said == pytest.approx(1.0)
    assert said > meant > other
    (part,) = align("蘑菇高速", ["修建高速公路"], [False, False, True, True])
    assert part == pytest.approx(1.0)
    assert align("蘑菇", []).shape == (0,)
    assert align("", ["修建高速公路"]).tolist() == [0.0]


def test_refining_puts_what_says_more_of_the_question_first():
    texts = ["修建高速公路", "发展食用菌栽培"]
    ranked = refine("蘑菇种植", [(0, 0.3), (1, 0.3)], texts.__getitem__)
    assert [position for position, _ in ranked] == [1, 0]


def test_a_small_library_is_searched_exactly(tmp_path):
    rows = np.random.default_rng(3).normal(size=(700, 32)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    clauses = [Clause(f"d/1-{i}", "d", "一", 1, "1", "任务1", 0, 1) for i in range(len(rows))]
    VectorIndex.build(tmp_path, clauses, ["字"] * len(rows), rows)
    index = VectorIndex(tmp_path)
    for query in rows[::70] + 0.3 * rows[1::70]:
        query = query / np.linalg.norm(query)
        best = np.argsort(-(rows @ query))[:20]
        found = index.search(query, 20)
        assert [position for position, _ in found] == best.tolist()
        assert [s for _, s in found] == pytest.approx((rows @ query)[best].tolist(), abs=1e-5)


def test_paraphrases_that_share_no_word_find_their_item(tmp_path):
    """Two hundred questions in everyday words, each to find its item among all of its plan."""
    asked: dict[str, list[dict]] = {}
    for line in (EVAL / "paraphrases.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        asked.setdefault(row["document"], []).append(row)
    plans = {plan.stem: plan for plan, _ in shipped_cases()}
    hybrid, alone = [], []
    for name, rows in asked.items():
        library = Library(tmp_path / name, open_embedder(None), packaged=False)
        library.add([plans[name]])
        (document,) = library.documents
        folder = tmp_path / f"{name}-keywords"
        folder.mkdir()
        texts = [document.text[task.start : task.end] for task in document.tasks]
        write_dictionary(folder, [document.text], [])
        KeywordIndex.build(folder, texts, Segmenter(folder))
        keywords = KeywordIndex(folder, Segmenter(folder))
        for row in rows:
            gold = [
                place
                for place, task in enumerate(document.tasks)
                if (task.section, task.number) == (row["section"], row["task"])
            ]
            assert len(gold) == 1, row
            found = [p.clause.unit for p in library.search(row["question"], 50)]
            hybrid.append(document.tasks[gold[0]].id in list(dict.fromkeys(found))[:3])
            scores = keywords._score(keywords._segmenter.segment(row["question"]))
            alone.append(scores[gold[0]] > 0 and (scores > scores[gold[0]]).sum() < 3)
    assert len(hybrid) >= 200
    assert np.mean(hybrid) >= 0.65
    assert np.mean(hybrid) >= 3 * np.mean(alone)
