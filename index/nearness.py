"""Which words of a library are near a word in meaning, by the packaged vectors: 造船 and 船舶."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from index.embedder import make_unit, packaged_embedder

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEAR = 0.2  # cosine that 3 of 1,000 pairs of unrelated words reach
_PLAIN = 12.0  # the length of a function word's row
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

    def align(self, words: str, parts: Sequence[bool], text: str) -> float:
        """How much of some words a text says, in any words, between 0 and 1.

        For each token in those of the words' characters that are ``parts``, the greatest cosine
        with a token of the text (MaxSim: Khattab and Zaharia, "ColBERT", SIGIR 2020), 1 where it
        stands there; weighted by how much the token tells, which is the length of its row.
        """
        embed = packaged_embedder().embed_tokens
        spans, rows = embed(words)
        asked = [i for i, (start, end) in enumerate(spans) if any(parts[start:end])]
        if not asked:
            return 0.0
        lengths = np.linalg.norm(rows[asked], axis=1)
        cosines = make_unit(rows[asked].copy()) @ make_unit(embed(text)[1].copy()).T
        nearest = cosines.max(axis=1, initial=0.0)
        said = [words[slice(*spans[i])] in text for i in asked]
        nearest[said] = 1.0
        weights = np.maximum(lengths - _PLAIN, 0.1)
        return float(nearest @ weights / weights.sum())

    @cached_property
    def _rows(self) -> NDArray[np.float32]:
        return packaged_embedder().embed(self._words)
