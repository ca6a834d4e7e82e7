"""Reciprocal rank fusion of several rankings into one."""

from __future__ import annotations

from collections.abc import Sequence

_K = 60  # the constant of the paper


def fuse(rankings: Sequence[Sequence[int]]) -> list[tuple[int, float]]:
    """Items with their fused score, best first; ties keep the order of first appearance.

    ``score(d) = sum over rankings of 1 / (60 + rank of d)``, ranks from 1 (Cormack, Clarke and
    Büttcher, "Reciprocal rank fusion outperforms Condorcet and individual rank learning methods",
    SIGIR 2009).
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + 1.0 / (_K + rank)
    return sorted(scores.items(), key=lambda pair: -pair[1])
