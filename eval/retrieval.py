"""Public retrieval benchmarks: questions that must find their paragraph, among many."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.spelling import simplify
from eval.cases import read_lines
from eval.ranking import measure_ranking
from eval.run import Progress
from index.alignment import refine
from index.fusion import fuse
from index.keywords import KeywordIndex, Segmenter, write_dictionary
from index.search import AROUND, CANDIDATES, embed_in_context, join_context
from ingest.clauses import split_sentences
from ingest.errors import YitiaoError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.embedder import Embedder

METRICS = ("recall@1", "recall@5", "recall@10", "mrr@10")
_DEPTH = 10  # of the rankings that are measured
_BATCH = 256  # texts embedded at once
_ASKED = 32  # questions compared with all sentences at once


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


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, the paragraph's text around it, and the paragraph's position."""

    own: str
    around: str
    paragraph: int


def measure_retrieval(
    paragraphs: Mapping[str, str],
    questions: Sequence[RetrievalQuestion],
    embedder: Embedder,
    progress: Progress = lambda what, done, total: None,
) -> list[RetrievalRow]:
    """Recall@1, 5, 10 and MRR@10 of BM25, of vectors and of both fused, with late interaction.

    As in the product, each sentence is indexed with its paragraph around it and a paragraph
    ranks by its best sentence; Traditional characters are read as Simplified ones. Vectors are
    compared with all sentences, not through Chroma's approximate index: what is measured is the
    embedder. Time and memory grow with the text, not with its square.
    """
    identifiers = list(paragraphs)
    sentences = _split(paragraphs)
    asked = [simplify(question.question) for question in questions]
    keyword = _search_keywords(sentences, asked, progress)
    similar = _search_vectors(sentences, asked, embedder, progress)
    fused = [
        dict(refine(question, fuse(k, s), lambda i: sentences[i].own))
        for question, k, s in zip(asked, keyword, similar, strict=True)
    ]
    relevant = {str(place): (q.paragraph,) for place, q in enumerate(questions)}
    rows = []
    for method, found in (("BM25", keyword), ("向量", similar), ("混合", fused)):
        ranked = {}
        for place, scores in enumerate(found):
            best = sorted(scores, key=lambda i: -scores[i])
            owners = dict.fromkeys(identifiers[sentences[i].paragraph] for i in best)
            ranked[str(place)] = list(owners)[:_DEPTH]
        values = measure_ranking(relevant, ranked, METRICS)
        figures = {name: float(np.mean(list(values[name].values()))) for name in METRICS}
        rows.append(RetrievalRow(method, figures))
    return rows


def _split(paragraphs: Mapping[str, str]) -> list[_Sentence]:
    sentences = []
    for place, text in enumerate(map(simplify, paragraphs.values())):
        for start, end in split_sentences(text, 0, len(text)) or [(0, len(text))]:
            around = text[max(0, start - AROUND) : end + AROUND]
            sentences.append(_Sentence(text[start:end], around, place))
    return sentences


class _CountingSegmenter(Segmenter):
    """Tells how many of the texts it has cut, and cuts a paragraph but once for its sentences."""

    def __init__(self, folder: Path, tell: Callable[[int], None]) -> None:
        super().__init__(folder)
        self._tell = tell
        self._done = 0
        self._around: tuple[str, list[str]] = ("", [])

    def segment(self, text: str) -> list[str]:
        self._done += 1
        if self._done % _BATCH == 0:
            self._tell(self._done)
        own, _, around = text.partition("\n")
        if around != self._around[0]:
            self._around = (around, super().segment(around))
        return [*super().segment(own), *self._around[1]]


def _search_keywords(
    sentences: Sequence[_Sentence], questions: Sequence[str], progress: Progress
) -> list[dict[int, float]]:
    """The best sentences of each question by BM25, with their scores."""
    total = len(sentences)
    with tempfile.TemporaryDirectory(prefix="yitiao-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        progress("词典", 0, total)
        write_dictionary(folder, [sentence.own for sentence in sentences], [])
        progress("词典", total, total)
        counting = _CountingSegmenter(folder, lambda done: progress("分词", done, total))
        texts = [join_context(s.own.replace("\n", " "), s.around) for s in sentences]
        KeywordIndex.build(folder, texts, counting)
        progress("分词", total, total)
        index = KeywordIndex(folder, Segmenter(folder))
        found = []
        for done, question in enumerate(questions, start=1):
            found.append(dict(index.search(question, CANDIDATES)))
            progress("BM25", done, len(questions))
    return found


def _search_vectors(
    sentences: Sequence[_Sentence],
    questions: Sequence[str],
    embedder: Embedder,
    progress: Progress,
) -> list[dict[int, float]]:
    """The nearest sentences of each question, with their cosine similarities."""
    rows = np.empty((len(sentences), embedder.dimension), dtype=np.float32)
    for start in range(0, len(sentences), _BATCH):
        batch = sentences[start : start + _BATCH]
        own, around = [s.own for s in batch], [s.around for s in batch]
        rows[start : start + _BATCH] = embed_in_context(embedder, own, around)
        progress("嵌入", start + len(batch), len(sentences))
    found: list[dict[int, float]] = []
    for start in range(0, len(questions), _ASKED):
        words = questions[start : start + _ASKED]
        found += map(_nearest, embedder.embed(words, query=True) @ rows.T)
        progress("向量", len(found), len(questions))
    return found


def _nearest(similarities: NDArray[np.float32]) -> dict[int, float]:
    """The best of all similarities, shape ``(sentences,)``, by their positions."""
    count = min(CANDIDATES, len(similarities))
    best = np.argpartition(-similarities, count - 1)[:count]
    return {int(i): float(similarities[i]) for i in best[np.argsort(-similarities[best])]}


def _field(path: Path, number: int, row: object, name: str) -> str:
    """A row's text or number as text. Raises ``YitiaoError``."""
    value = row.get(name) if isinstance(row, dict) else None
    if not isinstance(value, str | int) or (name != "text" and value == ""):
        raise YitiaoError(f"“{path.name}”第 {number} 行没有字段“{name}”,请检查这一行的 JSON。")
    return str(value)
