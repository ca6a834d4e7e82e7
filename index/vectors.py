"""Vector search in Chroma: its distance and parameters told, no embedding function of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import LibraryError
from ingest.document import Clause

_COLLECTION = "clauses"
_BATCH = 2_000  # rows an add; Chroma's own limit is 5,461
_HNSW = {"space": "cosine", "ef_construction": 200, "max_neighbors": 32}
_EXACT = 2_000  # clauses up to which a query looks at every one


class VectorIndex:
    """Cosine similarity over clause embeddings. Ids in Chroma are the clauses' positions."""

    def __init__(self, folder: Path) -> None:
        """Open what ``build`` left in ``folder``. Raises ``LibraryError`` where Chroma cannot."""
        client = _open_client(folder)
        try:
            self._collection: Any = client.get_collection(_COLLECTION, embedding_function=None)
        except Exception as error:
            raise LibraryError("向量索引无法打开。") from error

    @staticmethod
    def build(
        folder: Path,
        clauses: Sequence[Clause],
        texts: Sequence[str],
        vectors: NDArray[np.float32],
        progress: Callable[[int], None] = lambda done: None,
    ) -> None:
        """Store the clauses with their texts and vectors, shape ``(clauses, dimension)``."""
        collection = _open_client(folder).create_collection(
            _COLLECTION,
            embedding_function=None,
            configuration={"hnsw": {**_HNSW, "ef_search": max(200, min(len(clauses), _EXACT))}},
        )
        for start in range(0, len(clauses), _BATCH):
            batch = range(start, min(start + _BATCH, len(clauses)))
            collection.add(
                ids=[str(i) for i in batch],
                embeddings=vectors[batch.start : batch.stop],
                documents=[texts[i] for i in batch],
                metadatas=[
                    {
                        "clause": clauses[i].id,
                        "document": clauses[i].document,
                        "section": clauses[i].section,
                        "label": clauses[i].label,
                    }
                    for i in batch
                ],
            )
            progress(len(batch))

    def search(self, vector: NDArray[np.float32], count: int) -> list[tuple[int, float]]:
        """The ``count`` nearest positions with their cosine similarity, best first."""
        found = self._collection.query(
            query_embeddings=vector[np.newaxis], n_results=count, include=["distances"]
        )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(int(position), 1.0 - float(distance)) for position, distance in pairs]

    def is_sound(self, probe: NDArray[np.float32], position: int, count: int) -> bool:
        """Whether all ``count`` clauses are there and the probe finds its own clause.

        A store that was killed while it wrote keeps its texts and answers a count, but its
        vectors can be gone: only a query shows it.
        """
        try:
            if self._collection.count() != count:
                return False
            nearest = self.search(probe, min(10, count))
        except Exception:  # noqa: BLE001 - whatever a damaged store raises, it is damaged
            return False
        similarity = dict(nearest)
        best = nearest[0][1] if nearest else 0.0
        return position in similarity or best > 0.999


def _open_client(folder: Path) -> Any:  # noqa: ANN401 - chromadb's client type is its own factory
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    try:
        return chromadb.PersistentClient(str(folder / "chroma"), settings=settings)
    except Exception as error:
        raise LibraryError("向量索引无法打开。") from error
