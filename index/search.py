"""One build of a library: written once from its documents, then searched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.alignment import refine
from index.fusion import fuse
from index.keywords import KeywordIndex, Segmenter, write_dictionary
from index.reranker import rerank
from index.vectors import VectorIndex
from ingest.document import Clause, Document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embedder import Embedder
    from index.reranker import Reranker

LAYOUT = 2  # raised when the same clauses are indexed in another way: older builds are built again
CANDIDATES = 50
"""Clauses that each ranking gives to the fusion."""

_BATCH = 256  # clauses embedded at once
AROUND = 600
"""Characters before and after a clause that are indexed with it, of its own item."""


Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause that a search found.

    ``score`` is its fused score, ``similarity`` its cosine similarity to the query (0 where the
    vector search did not return it) and ``keyword`` its BM25 score.
    """

    document: Document
    clause: Clause
    score: float
    similarity: float
    keyword: float

    @property
    def text(self) -> str:
        """The clause's words."""
        return self.document.quote(self.clause)


class SearchIndex:
    """Vectors and keywords of the clauses of one build, in the order of ``clauses``."""

    def __init__(
        self,
        folder: Path,
        clauses: Sequence[tuple[Document, Clause]],
        segmenter: Segmenter,
        embedder: Embedder,
        reranker: Reranker | None = None,
    ) -> None:
        """Open what ``build_index`` wrote. Raises ``LibraryError`` or ``OSError`` if it is not."""
        self._clauses = clauses
        self._embedder = embedder
        self._reranker = reranker
        self._keywords = KeywordIndex(folder, segmenter)
        self._vectors = VectorIndex(folder)

    def search(self, query: str, count: int) -> list[Passage]:
        """The ``count`` best clauses by BM25 and similarity, fused.

        With a reranker, the fused candidates in its order; their scores stay the fused ones.
        """
        vector = self._embedder.embed([query], query=True)[0]
        similarity = dict(self._vectors.search(vector, min(CANDIDATES, len(self._clauses))))
        keyword = dict(self._keywords.search(query, CANDIDATES))
        fused = refine(query, fuse(keyword, similarity), self._read)
        if self._reranker:
            fused = rerank(self._reranker, query, fused, self._read)
        return [
            Passage(*self._clauses[i], score, similarity.get(i, 0.0), keyword.get(i, 0.0))
            for i, score in fused[:count]
        ]

    def _read(self, position: int) -> str:
        """What is compared with a question word by word: the task's title, then the clause."""
        return _titled(*self._clauses[position])

    def is_sound(self) -> bool:
        """Whether every vector is there and a query finds the clause that it was made of."""
        last = len(self._clauses) - 1
        probe = _embed(self._embedder, self._clauses[last:])[0]
        return self._vectors.is_sound(probe, last, last + 1)


def build_index(
    folder: Path, documents: Sequence[Document], embedder: Embedder, progress: Progress
) -> None:
    """Write dictionary, BM25 and Chroma of the documents into ``folder``."""
    write_dictionary(folder, [document.text for document in documents], _names(documents))
    clauses = [(document, clause) for document in documents for clause in document.clauses]
    if not clauses:
        return
    import numpy as np

    quotes = [document.quote(clause) for document, clause in clauses]
    KeywordIndex.build(folder, list(map(join_context, quotes, _around(clauses))), Segmenter(folder))
    parts = []
    for start in range(0, len(clauses), _BATCH):
        parts.append(_embed(embedder, clauses[start : start + _BATCH]))
        progress("嵌入", min(start + _BATCH, len(clauses)), len(clauses))
    VectorIndex.build(folder, [clause for _, clause in clauses], quotes, np.concatenate(parts))


def embed_in_context(
    embedder: Embedder, own: Sequence[str], around: Sequence[str]
) -> NDArray[np.float32]:
    """Unit rows, shape ``(len(own), dimension)``: each text's vector and its context's, halfway."""
    import numpy as np

    contexts = {text: place for place, text in enumerate(dict.fromkeys(around))}
    rows = embedder.embed(list(contexts))
    both = embedder.embed(own) + rows[[contexts[text] for text in around]]
    lengths = np.linalg.norm(both, axis=1, keepdims=True)
    np.divide(both, lengths, out=both, where=lengths > 0)
    return both


def join_context(own: str, around: str) -> str:
    """What BM25 reads of a text: its words, and those of its context."""
    return f"{own}\n{around}"


def _embed(embedder: Embedder, clauses: Sequence[tuple[Document, Clause]]) -> NDArray[np.float32]:
    own = [document.quote(clause) for document, clause in clauses]
    return embed_in_context(embedder, own, _around(clauses))


def _around(clauses: Sequence[tuple[Document, Clause]]) -> list[str]:
    """Each clause's item or unnumbered part, title included, or the nearest of it if long."""
    spans: dict[tuple[str, str], tuple[int, int]] = {}
    for document in {document.id: document for document, _ in clauses}.values():
        for clause in document.clauses:
            start, _ = spans.get((document.id, clause.unit), (clause.start, 0))
            spans[document.id, clause.unit] = (start, clause.end)
        spans.update({(document.id, task.id): (task.start, task.end) for task in document.tasks})
    texts = []
    for document, clause in clauses:
        start, end = spans[document.id, clause.unit]
        start, end = max(start, clause.start - AROUND), min(end, clause.end + AROUND)
        texts.append(document.text[start:end])
    return texts


def _titled(document: Document, clause: Clause) -> str:
    """What a reranker reads of a clause: its task's title, then its words."""
    title = next((task.title for task in document.tasks if task.id == clause.unit), "")
    quote = document.quote(clause)
    return quote if not title or quote.startswith(title) else f"{title}。{quote}"


def _names(documents: Sequence[Document]) -> list[str]:
    """Institutions and deliverables, which the segmenter keeps whole."""
    names = {
        name
        for document in documents
        for commitment in document.commitments
        for name in (*(actor.name for actor in commitment.actors), commitment.deliverable)
        if name
    }
    return sorted(names)
