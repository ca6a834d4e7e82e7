"""Public retrieval benchmarks: questions that must find their paragraph, among many."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from eval.cases import read_lines
from eval.ranking import measure_ranking
from eval.run import Progress
from index.fusion import fuse
from index.keywords import KeywordIndex, Segmenter, write_dictionary
from ingest.errors import YitiaoError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.embedder import Embedder

METRICS = ("recall@1", "recall@5", "recall@10", "mrr@10")
_CANDIDATES = 50  # that each ranking gives to the fusion, as in the product
_DEPTH = 10  # of the rankings that are measured
_BATCH = 256  # texts embedded at once, and questions compared with all paragraphs at once


@dataclass(frozen=True, slots=True)
class RetrievalQuestion:
    """A question and the id of the paragraph that answers it."""

    id: str
    question: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class RetrievalRow:
    """A method's figures, means over the questions, by the names of ``METRICS``."""

    method: str
    figures: Mapping[str, float]


def read_benchmark(
    paragraphs: Path, questions: Path
) -> tuple[dict[str, str], list[RetrievalQuestion]]:
    """The texts by id of rows ``{id, text}`` and the questions ``{id, question, paragraph}``.

    Raises ``YitiaoError`` naming the first row that is neither, or whose paragraph is not there.
    """
    texts: dict[str, str] = {}
    for number, row in read_lines(paragraphs):
        texts[_field(paragraphs, number, row, "id")] = _field(paragraphs, number, row, "text")
    asked = []
    for number, row in read_lines(questions):
        names = ("id", "question", "paragraph")
        question = RetrievalQuestion(*(_field(questions, number, row, name) for name in names))
        if question.paragraph not in texts:
            raise YitiaoError(
                f"“{questions.name}”第 {number} 行的段落“{question.paragraph}”"
                f"不在“{paragraphs.name}”里。"
            )
        asked.append(question)
    if not asked:
        raise YitiaoError(f"“{questions.name}”里没有问题。")
    return texts, asked


def measure_retrieval(
    paragraphs: Mapping[str, str],
    questions: Sequence[RetrievalQuestion],
    embedder: Embedder,
    progress: Progress = lambda what, done, total: None,
) -> list[RetrievalRow]:
    """Recall@1, 5, 10 and MRR@10 of BM25, of vectors and of both fused as the library does.

    Vectors are compared with all paragraphs, not through Chroma's approximate index: what is
    measured is the embedder. Time and memory grow with the paragraphs, not with their square.
    """
    identifiers = list(paragraphs)
    keyword = _search_keywords(list(paragraphs.values()), questions, progress)
    similar = _search_vectors(list(paragraphs.values()), questions, embedder, progress)
    fused = [dict(fuse(k, s)) for k, s in zip(keyword, similar, strict=True)]
    rows = []
    for method, found in (("BM25", keyword), ("向量", similar), ("混合", fused)):
        ranked = {
            str(place): [identifiers[i] for i in sorted(scores, key=lambda i: -scores[i])[:_DEPTH]]
            for place, scores in enumerate(found)
        }
        relevant = {str(place): (q.paragraph,) for place, q in enumerate(questions)}
        values = measure_ranking(relevant, ranked, METRICS)
        figures = {name: float(np.mean(list(values[name].values()))) for name in METRICS}
        rows.append(RetrievalRow(method, figures))
    return rows


class _CountingSegmenter(Segmenter):
    """Tells how many of the texts it has cut."""

    def __init__(self, folder: Path, tell: Callable[[int], None]) -> None:
        super().__init__(folder)
        self._tell = tell
        self._done = 0

    def segment(self, text: str) -> list[str]:
        self._done += 1
        if self._done % _BATCH == 0:
            self._tell(self._done)
        return super().segment(text)


def _search_keywords(
    texts: Sequence[str], questions: Sequence[RetrievalQuestion], progress: Progress
) -> list[dict[int, float]]:
    """The best positions of each question by BM25, with their scores."""
    with tempfile.TemporaryDirectory(prefix="yitiao-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        progress("词典", 0, len(texts))
        write_dictionary(folder, texts, [])
        progress("词典", len(texts), len(texts))
        counting = _CountingSegmenter(folder, lambda done: progress("分词", done, len(texts)))
        KeywordIndex.build(folder, texts, counting)
        progress("分词", len(texts), len(texts))
        index = KeywordIndex(folder, Segmenter(folder))
        found = []
        for done, question in enumerate(questions, start=1):
            found.append(dict(index.search(question.question, _CANDIDATES)))
            progress("BM25", done, len(questions))
    return found


def _search_vectors(
    texts: Sequence[str],
    questions: Sequence[RetrievalQuestion],
    embedder: Embedder,
    progress: Progress,
) -> list[dict[int, float]]:
    """The nearest positions of each question, with their cosine similarities."""
    rows = np.empty((len(texts), embedder.dimension), dtype=np.float32)
    for start in range(0, len(texts), _BATCH):
        rows[start : start + _BATCH] = embedder.embed(texts[start : start + _BATCH])
        progress("嵌入", min(start + _BATCH, len(texts)), len(texts))
    found: list[dict[int, float]] = []
    for start in range(0, len(questions), _BATCH):
        words = [question.question for question in questions[start : start + _BATCH]]
        found += map(_nearest, embedder.embed(words, query=True) @ rows.T)
        progress("向量", len(found), len(questions))
    return found


def _nearest(similarities: NDArray[np.float32]) -> dict[int, float]:
    """The best of all similarities, shape ``(texts,)``, by their positions."""
    count = min(_CANDIDATES, len(similarities))
    best = np.argpartition(-similarities, count - 1)[:count]
    return {int(i): float(similarities[i]) for i in best[np.argsort(-similarities[best])]}


def _field(path: Path, number: int, row: object, name: str) -> str:
    """A row's text or number as text. Raises ``YitiaoError``."""
    value = row.get(name) if isinstance(row, dict) else None
    if not isinstance(value, str | int) or (name != "text" and value == ""):
        raise YitiaoError(f"“{path.name}”第 {number} 行没有字段“{name}”,请检查这一行的 JSON。")
    return str(value)
