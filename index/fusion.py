"""One ranking out of keyword scores and vector similarities."""

from __future__ import annotations

from collections.abc import Mapping

_SIMILARITY_WEIGHT = 0.5  # of a cosine, against the share of the query that BM25 found


def fuse(keyword: Mapping[int, float], similarity: Mapping[int, float]) -> list[tuple[int, float]]:
    """Items with ``keyword + 0.5 * similarity``, best first; ties keep the order of appearance.

    ``keyword`` is BM25 as a share of what the query could score at most, so that it counts for
    much where the words are found and for little where they are not: a convex combination by
    scores (Bruch, Gai and Ingber, "An analysis of fusion functions for hybrid retrieval", TOIS
    2023) with the bound of the scores in place of the best one found. Ranks alone, as in
    reciprocal rank fusion, let a noise word of a paraphrase drag a good similarity down. An item
    without a similarity was not among the nearest, and counts like the farthest of them.
    """
    farthest = min(similarity.values(), default=0.0)
    scores = {
        item: keyword.get(item, 0.0) + _SIMILARITY_WEIGHT * similarity.get(item, farthest)
        for item in [*keyword, *(item for item in similarity if item not in keyword)]
    }
    return sorted(scores.items(), key=lambda pair: -pair[1])
