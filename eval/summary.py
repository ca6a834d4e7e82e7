"""The figures of a run: its metrics with bootstrap intervals, and how they read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.metrics import METRICS
from eval.ranking import measure_ranking
from eval.score import Result

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RESAMPLES, _SEED = 2_000, 7

RANKING = {
    "recall@5": "检索召回率@5", "recall@10": "检索召回率@10", "mrr": "检索 MRR",
    "ndcg@10": "检索 nDCG@10",
}  # fmt: skip
LATENCY = {"latency_p50": ("延迟中位数", 50), "latency_p95": ("延迟第 95 百分位", 95)}
LOW = frozenset({*(m.name for m in METRICS if m.low), *LATENCY})
"""The metrics of which less is better."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric's value with its 95 % interval, over ``count`` results that had a say in it.

    ``value`` is a rate between 0 and 1, or milliseconds for a latency; ``None`` where none had.
    """

    name: str
    label: str
    value: float | None
    low: float | None
    high: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a run by their names."""

    cases: int
    figures: Mapping[str, Figure]

    def __getitem__(self, name: str) -> float | None:
        """A figure's value. Raises ``KeyError`` for a name that is no metric."""
        return self.figures[name].value


def summarise(results: Sequence[Result]) -> Summary:
    """The figures over results. Intervals are the percentile bootstrap's (Efron and Tibshirani
    1993) over cases, 2,000 samples from a fixed seed: of these cases, not of other plans.
    """
    import numpy as np

    figures = [
        _estimate(m.name, m.label, [np.array([t(r) for r in results]) for t in m.terms])
        for m in METRICS
    ]
    for name, values in _rank(results).items():
        shares = np.array([(value, 1.0) for value in values.values()])
        figures.append(_estimate(name, RANKING[name], [shares]))
    times = np.array([result.answer.latency_ms for result in results])
    for name, (label, share) in LATENCY.items():
        value = float(np.percentile(times, share)) if len(times) else None
        figures.append(Figure(name, label, value, None, None, len(times)))
    return Summary(len(results), {figure.name: figure for figure in figures})


def _estimate(name: str, label: str, terms: Sequence[NDArray[np.float64]]) -> Figure:
    """A figure out of the shares of each term, each of shape ``(results, 2)``."""
    import numpy as np

    count = len(terms[0])
    counted = sum(bool(any(term[i, 1] for term in terms)) for i in range(count))
    if not counted or not all(term[:, 1].any() for term in terms):
        return Figure(name, label, None, None, None, 0)
    value = float(np.mean([term[:, 0].sum() / term[:, 1].sum() for term in terms]))
    weights = np.random.default_rng(_SEED).multinomial(
        count, np.full(count, 1 / count), size=_RESAMPLES
    )
    samples = []
    for term in terms:
        sums = weights @ term
        whole = np.full(_RESAMPLES, value)  # of a sample that has no such case
        samples.append(np.divide(sums[:, 0], sums[:, 1], where=sums[:, 1] > 0, out=whole))
    low, high = np.percentile(np.mean(samples, axis=0), [2.5, 97.5])
    return Figure(name, label, value, float(low), float(high), counted)


def _rank(results: Sequence[Result]) -> dict[str, dict[str, float]]:
    """The ID-based ranking metrics of each result that tells what is relevant."""
    asked = {str(i): r for i, r in enumerate(results) if r.relevant}
    relevant = {key: set(result.relevant) for key, result in asked.items()}
    return measure_ranking(relevant, {k: r.ranked for k, r in asked.items()}, RANKING)


def format_value(name: str, value: float | None) -> str:
    """A metric's value as a reader expects it: ``93.3%``, ``2.5 毫秒``, or a dash for none."""
    if value is None:
        return "—"
    if name in LATENCY:
        return f"{value:,.1f} 毫秒" if value < 1_000 else f"{value / 1_000:,.1f} 秒"
    return f"{100 * value:.1f}%"


def format_figure(figure: Figure) -> str:
    """The figure's value as text."""
    return format_value(figure.name, figure.value)


def format_interval(figure: Figure) -> str:
    """The figure's 95 % interval as text, empty where there is none."""
    if figure.low is None or figure.high is None:
        return ""
    return f"{format_value(figure.name, figure.low)}–{format_value(figure.name, figure.high)}"
