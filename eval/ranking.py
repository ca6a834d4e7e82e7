"""ID-based metrics of a ranking, by ir-measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def measure_ranking(
    relevant: Mapping[str, Iterable[str]], ranked: Mapping[str, Sequence[str]], names: Iterable[str]
) -> dict[str, dict[str, float]]:
    """Recall@k, MRR and nDCG@10 of each query, by ir-measures over pytrec_eval.

    ``names`` are ``recall@k``, ``mrr``, ``mrr@k`` and ``ndcg@k``; MRR is the mean reciprocal rank
    of the first relevant item (Voorhees, TREC-8, 1999), nDCG that of Järvelin and Kekäläinen
    (TOIS 2002) with binary gain, recall@k the share of the relevant items among the first k.
    """
    import ir_measures

    kinds = {"recall": ir_measures.R, "mrr": ir_measures.RR, "ndcg": ir_measures.nDCG}
    measures: dict[Any, str] = {}
    for name in names:
        kind, _, depth = name.partition("@")
        measures[kinds[kind] @ int(depth) if depth else kinds[kind]] = name
    values = {name: dict.fromkeys(relevant, 0.0) for name in measures.values()}
    gold = {query: dict.fromkeys(items, 1) for query, items in relevant.items()}
    run = {q: {item: -float(place) for place, item in enumerate(r)} for q, r in ranked.items()}
    for found in ir_measures.iter_calc(list(measures), gold, run) if gold else ():
        values[measures[found.measure]][found.query_id] = float(found.value)
    return values
