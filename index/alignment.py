"""Late interaction: how much of a question a text says, word by word, in any words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.embedder import make_unit, packaged_embedder

_PLAIN = 12.0  # the length of a function word's row
_KEPT = 4_096  # texts whose tokens are remembered
_WEIGHT = 0.5  # of an alignment, against the fused score


def align(
    question: str, texts: Sequence[str], parts: Sequence[bool] | None = None
) -> NDArray[np.float32]:
    """How much of the question each text says, between 0 and 1, of shape ``(len(texts),)``.

    For each token in those of the question's characters that are ``parts``, all by default, the
    greatest cosine with a token of the text (MaxSim: Khattab and Zaharia, "ColBERT", SIGIR 2020),
    1 where it stands there; weighted by how much the token tells, which is the length of its row.
    By the packaged vectors, whatever the library is embedded with.
    """
    embedder = packaged_embedder()
    spans, rows = embedder.embed_tokens(question)
    asked = [i for i, (start, end) in enumerate(spans) if parts is None or any(parts[start:end])]
    if not asked or not texts:
        return np.zeros(len(texts), dtype=np.float32)
    weights = np.maximum(np.linalg.norm(rows[asked], axis=1), _PLAIN + 0.1) - _PLAIN
    tokens = list(map(_tokens_of, texts))
    known, places = np.unique(np.concatenate(tokens), return_inverse=True)
    cosines = make_unit(rows[asked].copy()) @ make_unit(embedder.rows(known)).T
    words = [question[slice(*spans[i])] for i in asked]
    ends = np.cumsum(list(map(len, tokens)))
    shares = np.zeros(len(texts), dtype=np.float32)
    for place, (text, own) in enumerate(zip(texts, np.split(places, ends[:-1]), strict=True)):
        nearest = cosines[:, own].max(axis=1, initial=0.0)
        nearest[[word in text for word in words]] = 1.0
        shares[place] = nearest @ weights / weights.sum()
    return shares


@lru_cache(maxsize=_KEPT)
def _tokens_of(text: str) -> NDArray[np.int64]:
    """The numbers of the different tokens of a text."""
    return np.unique(np.array(packaged_embedder().encode(text), dtype=np.int64))


def refine(
    query: str, candidates: Sequence[tuple[int, float]], read: Callable[[int], str]
) -> list[tuple[int, float]]:
    """The candidates, pairs of position and fused score, with how much of the query each text says
    added at half its weight, best first. ``read`` gives the text at a position."""
    shares = align(query, [read(position) for position, _ in candidates])
    scored = [
        (position, score + _WEIGHT * float(share))
        for (position, score), share in zip(candidates, shares, strict=True)
    ]
    return sorted(scored, key=lambda pair: -pair[1])
