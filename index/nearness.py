"""Which words of a library are near a word in meaning, by the packaged vectors: 造船 and 船舶."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from index.embedder import packaged_embedder

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEAR = 0.2  # cosine that 3 of 1,000 pairs of unrelated words reach
_MOST = 12  # words that one word is near to


class Nearness:
    """The words of a vocabulary with their vectors, made when first asked for."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted({word for word in words if len(word) > 1})
        self._vectors: dict[str, NDArray[np.float32]] = {}
        self._known: dict[str, tuple[tuple[str, float], ...]] = {}

    def find(self, word: str) -> tuple[tuple[str, float], ...]:
        """The nearest words, nearest first, each with its cosine."""
        if word not in self._known:
            cosines = self._rows @ packaged_embedder().embed([word])[0]
            best = np.argsort(-cosines, kind="stable")[:_MOST]
            self._known[word] = tuple(
                (self._words[i], float(cosines[i]))
                for i in best
                if cosines[i] >= _NEAR and self._words[i] != word
            )
        return self._known[word]

    def compare(self, text: str, others: Sequence[str]) -> list[float]:
        """The cosine of a text with each of others."""
        for other in others:
            if other not in self._vectors:
                self._vectors[other] = packaged_embedder().embed([other])[0]
        row = packaged_embedder().embed([text])[0]
        return [float(self._vectors[other] @ row) for other in others]

    @cached_property
    def _rows(self) -> NDArray[np.float32]:
        return packaged_embedder().embed(self._words)
