"""Reranking: a model that reads question and clause together puts the best candidates in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

MOST_CANDIDATES = 20  # read for one question: three seconds of a base model on two cores


class Reranker(Protocol):
    """What scores texts by how well they answer a question."""

    def score(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One score a text, of shape ``(len(texts),)``; higher is better, the scale is free."""


def open_reranker(name: str | None) -> Reranker | None:
    """A cross-encoder by folder or hub name, none for ``None``. ``EmbedderError`` if not found."""
    if name is None:
        return None
    from index.hub import HubReranker

    return HubReranker(name)


def rerank(
    reranker: Reranker,
    query: str,
    candidates: Sequence[tuple[int, float]],
    read: Callable[[int], str],
) -> list[tuple[int, float]]:
    """The candidates, pairs of position and fused score, by the reranker's score, best first.

    ``read`` gives the text at a position. Ties keep their order, and so do the candidates after
    the first ``MOST_CANDIDATES``, which are not read.
    """
    first = candidates[:MOST_CANDIDATES]
    scores = reranker.score(query, [read(position) for position, _ in first])
    order = np.argsort(-scores, kind="stable")
    return [*(first[i] for i in order), *candidates[MOST_CANDIDATES:]]
