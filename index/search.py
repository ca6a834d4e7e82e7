"""One build of a library: written once from its documents, then searched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.fusion import fuse
from index.keywords import KeywordIndex, Segmenter, write_dictionary
from index.vectors import VectorIndex
from ingest.document import Clause, Document

if TYPE_CHECKING:
    from index.embedder import Embedder

_CANDIDATES = 50  # clauses that each ranking gives to the fusion
_BATCH = 256  # clauses embedded at once

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
    ) -> None:
        """Open what ``build_index`` wrote. Raises ``LibraryError`` or ``OSError`` if it is not."""
        self._clauses = clauses
        self._embedder = embedder
        self._keywords = KeywordIndex(folder, segmenter)
        self._vectors = VectorIndex(folder)

    def search(self, query: str, count: int) -> list[Passage]:
        """The ``count`` best clauses by reciprocal rank fusion of vectors and BM25."""
        vector = self._embedder.embed([query], query=True)[0]
        nearest = self._vectors.search(vector, min(_CANDIDATES, len(self._clauses)))
        matched = self._keywords.search(query, _CANDIDATES)
        similarity, keyword = dict(nearest), dict(matched)
        fused = fuse([[i for i, _ in matched], [i for i, _ in nearest]])
        return [
            Passage(*self._clauses[i], score, similarity.get(i, 0.0), keyword.get(i, 0.0))
            for i, score in fused[:count]
        ]

    def is_sound(self) -> bool:
        """Whether every vector is there and a query finds the clause that it was made of."""
        last = len(self._clauses) - 1
        probe = self._embedder.embed([_context(*self._clauses[last])])[0]
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

    texts = [_context(document, clause) for document, clause in clauses]
    KeywordIndex.build(folder, texts, Segmenter(folder))
    parts = []
    for start in range(0, len(texts), _BATCH):
        parts.append(embedder.embed(texts[start : start + _BATCH]))
        progress("嵌入", min(start + _BATCH, len(texts)), len(texts))
    quotes = [document.quote(clause) for document, clause in clauses]
    VectorIndex.build(folder, [clause for _, clause in clauses], quotes, np.concatenate(parts))


def _context(document: Document, clause: Clause) -> str:
    """What is indexed for a clause: its task's title, then its words."""
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
