"""Reranking: cross-encoders from disk, and the order that they give to a search."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from tiny_models import save_bert, save_embedder

from index.embedder import open_embedder
from index.errors import EmbedderError
from index.hub import HubReranker
from index.library import Library
from index.reranker import MOST_CANDIDATES, open_reranker, rerank

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A cross-encoder of random weights, as transformers saves one."""
    return save_bert(tmp_path_factory.mktemp("cross-encoder"), labels=1)


class ByLength:
    """Prefers short texts; keeps what it read."""

    def __init__(self):
        self.read = []

    def score(self, query, texts):
        self.read += [(query, text) for text in texts]
        return np.array([-len(text) for text in texts], dtype=np.float32)


def test_off_by_default():
    assert open_reranker(None) is None


def test_a_cross_encoder_scores_as_the_library_does(folder):
    from sentence_transformers import CrossEncoder

    reranker = open_reranker(str(folder))
    assert isinstance(reranker, HubReranker)
    texts = ["沈阳体育学院冰雪经济发展研究中心", "高校", "加强食用菌生产技术研究与普及"]
    scores = reranker.score("冰雪经济", texts)
    expected = CrossEncoder(str(folder)).predict([("冰雪经济", text) for text in texts])
    assert scores.dtype == np.float32 and len(set(scores.tolist())) == 3
    np.testing.assert_allclose(scores, expected, atol=1e-6)
    assert reranker.score("冰雪经济", []).shape == (0,)


def test_a_cross_encoder_saved_by_sentence_transformers(folder, tmp_path):
    from sentence_transformers import CrossEncoder

    CrossEncoder(str(folder)).save(str(tmp_path))
    texts = ["冰雪经济", "高校"]
    expected = HubReranker(str(folder)).score("高校", texts)
    np.testing.assert_allclose(HubReranker(str(tmp_path)).score("高校", texts), expected, atol=1e-6)


def test_several_threads_at_once(folder):
    reranker = HubReranker(str(folder))
    texts = [["冰雪经济" * n, "高校"] for n in range(1, 25)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda some: reranker.score("高校", some), texts))
    alone = [reranker.score("高校", some) for some in texts]
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_models_of_another_kind_are_refused(tmp_path):
    """An embedding model would be given random weights for its scores."""
    for other in (
        save_bert(tmp_path / "plain"),
        save_embedder(tmp_path / "embedder"),
        save_bert(tmp_path / "three", labels=3),
    ):
        with pytest.raises(EmbedderError, match="不是重排序模型"):
            open_reranker(str(other))


@pytest.mark.parametrize("name", ["没有这个文件夹", "nobody/no-such-model"])
def test_a_model_that_cannot_be_had(name):
    with pytest.raises(EmbedderError, match="重排序模型") as caught:
        open_reranker(name)
    assert name in str(caught.value)


def test_candidates_are_ordered_by_score_and_ties_and_the_rest_stay():
    scores = [float(n % 7) for n in range(MOST_CANDIDATES)]

    class Given:
        def score(self, query, texts):
            assert query == "问" and texts == [f"文{n}" for n in range(MOST_CANDIDATES)]
            return np.array(scores, dtype=np.float32)

    candidates = [(n, 1 / (n + 1)) for n in range(MOST_CANDIDATES + 3)]
    found = rerank(Given(), "问", candidates, lambda position: f"文{position}")
    assert sorted(found) == sorted(candidates)
    best = sorted(range(MOST_CANDIDATES), key=lambda n: -scores[n])
    rest = range(MOST_CANDIDATES, MOST_CANDIDATES + 3)
    assert [position for position, _ in found] == [*best, *rest]
    assert rerank(ByLength(), "问", [], str) == []


def test_a_search_comes_in_the_reranker_s_order(tmp_path):
    reranker = ByLength()
    plain = Library(tmp_path, open_embedder())
    reranked = Library(tmp_path, open_embedder(), reranker=reranker)
    fused = plain.search("冰雪经济", count=100)
    found = reranked.search("冰雪经济", count=100)
    assert {p.clause.id for p in found} == {p.clause.id for p in fused}
    assert [p.score for p in found] != sorted((p.score for p in found), reverse=True)
    queries, texts = zip(*reranker.read, strict=True)
    assert set(queries) == {"冰雪经济"} and len(texts) == min(MOST_CANDIDATES, len(fused))
    lengths = sorted(map(len, texts))
    by_id = {p.clause.id: text for p, text in zip(fused, texts, strict=False)}
    assert [len(by_id[p.clause.id]) for p in found[: len(texts)]] == lengths
    assert all(by_id[p.clause.id].endswith(p.text) for p in fused[: len(texts)])


def test_a_search_with_a_real_cross_encoder(folder, tmp_path):
    reranker = HubReranker(str(folder))
    found = Library(tmp_path, open_embedder(), reranker=reranker).search("高校", count=10)
    plain = Library(tmp_path, open_embedder()).search("高校", count=10)
    assert len(found) == 10
    assert [p.clause.id for p in found] != [p.clause.id for p in plain]


def test_the_command_line_reranks_and_says_when_it_cannot(folder, tmp_path):
    def run(command, model):
        return subprocess.run(
            [sys.executable, "-m", "ui.cli", *command, "--library", str(tmp_path)],
            cwd=ROOT,
            env={**os.environ, "YITIAO_RERANKER": model},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    question = ["ask", "哪些高校负责冰雪经济?"]
    missing = run(question, "/no/such/folder")
    assert missing.returncode == 2 and missing.stderr.count("\n") == 1
    assert "重排序模型" in missing.stderr
    assert run(["documents"], "/no/such/folder").returncode == 0  # which searches nothing
    done = run(question, str(folder))
    assert done.returncode == 0 and "沈阳体育学院" in done.stdout, done.stderr
