"""The metrics, by their standard names, each with its source; their values with intervals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.citations import citation_precision, citation_recall
from eval.ranking import measure_ranking
from eval.score import Result

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Share = tuple[float, float]
"""What one result adds to a metric's numerator and denominator; ``(0, 0)`` where it has no say."""

_RESAMPLES, _SEED = 2_000, 7


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: the mean over ``terms`` of the ratio of the sums of their shares.

    ``label`` is its Chinese name, ``low`` true where less is better.
    """

    name: str
    label: str
    terms: tuple[Callable[[Result], Share], ...]
    low: bool = False


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


def _mean(value: float, applies: bool = True) -> Share:
    """A result's own value in the mean over all results that it applies to."""
    return (float(value), 1.0) if applies else (0.0, 0.0)


def answer_accuracy(result: Result) -> Share:
    """The share of answers without a fault: content, gold set and every citation asked for."""
    return _mean(result.right)


def _entities(result: Result) -> tuple[int, int, int] | None:
    """How many institutions are right, listed and in the gold set; ``None`` without a gold set."""
    gold = result.case.institutions
    if gold is None or not result.case.answerable:
        return None
    listed = {institution.name for institution in result.answer.institutions}
    return len(listed & set(gold)), len(listed), len(set(gold))


def entity_precision(result: Result) -> Share:
    """Mean precision of the listed institutions (as ALCE scores QAMPARI's lists, EMNLP 2023)."""
    counts = _entities(result)
    return _mean(counts[0] / counts[1] if counts and counts[1] else 0.0, counts is not None)


def entity_recall(result: Result) -> Share:
    """Mean recall of the gold institutions: of all of them, not capped at 5 as ALCE's recall-5."""
    counts = _entities(result)
    return _mean(counts[0] / counts[2] if counts and counts[2] else 0.0, counts is not None)


def entity_f1(result: Result) -> Share:
    """Mean over the lists of the harmonic mean of precision and recall (Dice 1945)."""
    counts = _entities(result)
    both = counts[1] + counts[2] if counts else 0
    return _mean(2 * counts[0] / both if counts and both else 0.0, counts is not None)


def exact_set_accuracy(result: Result) -> Share:
    """The share of lists that are exactly the gold set (exact match, Rajpurkar et al. 2016)."""
    counts = _entities(result)
    return _mean(counts is not None and len(set(counts)) == 1, counts is not None)


def alce_citation_recall(result: Result) -> Share:
    """ALCE's citation recall, mean over answers (Gao et al., EMNLP 2023): ``eval.citations``."""
    return _mean(citation_recall(result.statements), not result.answer.abstained)


def alce_citation_precision(result: Result) -> Share:
    """ALCE's citation precision, mean over answers (Gao et al., EMNLP 2023)."""
    return _mean(citation_precision(result.statements), not result.answer.abstained)


def cited_task_f1(result: Result) -> Share:
    """Mean F1 of the cited tasks against the gold ones, over answers to cases that have them."""
    gold = set(result.case.tasks)
    value = 2 * len(gold & result.cited) / (len(gold) + len(result.cited)) if gold else 0.0
    return _mean(value, bool(gold) and result.case.answerable and not result.answer.abstained)


def _outcome(result: Result) -> tuple[bool, bool]:
    """Whether the question should be refused and whether it was."""
    return not result.case.answerable, result.answer.abstained


def refusal_precision(result: Result) -> Share:
    """Of what was refused, what should be (Trust-Eval: Song et al., ICLR 2025)."""
    should, refused = _outcome(result)
    return _mean(should, refused)


def refusal_recall(result: Result) -> Share:
    """Of what should be refused, what was (Trust-Eval: Song et al., ICLR 2025)."""
    should, refused = _outcome(result)
    return _mean(refused, should)


def refusal_f1(result: Result) -> Share:
    """The harmonic mean of both, 2TP / (2TP + FP + FN) (Trust-Eval: Song et al., ICLR 2025)."""
    should, refused = _outcome(result)
    return 2.0 * (should and refused), float(should + refused)


def answerable_f1(result: Result) -> Share:
    """The same of answering what can be answered (Trust-Eval: Song et al., ICLR 2025)."""
    should, refused = _outcome(result)
    return 2.0 * (not should and not refused), float((not should) + (not refused))


def rejection_rate(result: Result) -> Share:
    """Of the questions without an answer in the documents, those declined (RGB: Chen, Lin, Han
    and Sun, AAAI 2024). With one run a question it is ``refusal_recall`` by another name.
    """
    return refusal_recall(result)


def refused_answerable(result: Result) -> Share:
    """Of the questions that can be answered, those declined."""
    should, refused = _outcome(result)
    return _mean(refused, not should)


def hallucinated_entity_rate(result: Result) -> Share:
    """Of the institutions that answers name, those that the documents do not: 1 - prec_s of Nan
    et al., "Entity-level Factual Consistency of Abstractive Text Summarization", EACL 2021.
    """
    return float(len(result.invented)), float(len(result.named))


def role_accuracy(result: Result) -> Share:
    """Of the gold pairs of an institution and its role, those that the answer has (slot accuracy,
    as in relation extraction; Zhang et al., "TACRED", EMNLP 2017).
    """
    roles = {i.name: i.roles for i in result.answer.institutions}
    gold = result.case.roles if result.case.answerable else ()
    return float(sum(role in roles.get(name, ()) for name, role in gold)), float(len(gold))


def faithfulness(result: Result) -> Share:
    """Mean faithfulness by the judge (RAGAS: Es et al., EACL 2024)."""
    value = result.judgement.faithfulness if result.judgement else None
    return _mean(value or 0.0, value is not None)


def relevance(result: Result) -> Share:
    """Mean answer relevance by the judge (RAGAS: Es et al., EACL 2024)."""
    value = result.judgement.relevance if result.judgement else None
    return _mean(value or 0.0, value is not None)


METRICS = (
    Metric("answer_accuracy", "答案正确率", (answer_accuracy,)),
    Metric("exact_set_accuracy", "名单完全一致率", (exact_set_accuracy,)),
    Metric("entity_precision", "单位精确率", (entity_precision,)),
    Metric("entity_recall", "单位召回率", (entity_recall,)),
    Metric("entity_f1", "单位 F1", (entity_f1,)),
    Metric("citation_recall", "引用召回率(ALCE)", (alce_citation_recall,)),
    Metric("citation_precision", "引用精确率(ALCE)", (alce_citation_precision,)),
    Metric("cited_task_f1", "引用任务 F1", (cited_task_f1,)),
    Metric("refusal_precision", "拒答精确率", (refusal_precision,)),
    Metric("refusal_recall", "拒答召回率", (refusal_recall,)),
    Metric("refusal_f1", "拒答 F1", (refusal_f1,)),
    Metric("answerable_f1", "应答 F1", (answerable_f1,)),
    Metric("grounded_refusal_f1", "拒答与应答 F1 均值", (refusal_f1, answerable_f1)),
    Metric("rejection_rate", "拒答率(RGB)", (rejection_rate,)),
    Metric("refused_answerable", "可答而拒答率", (refused_answerable,), low=True),
    Metric("hallucinated_entity_rate", "虚构单位率", (hallucinated_entity_rate,), low=True),
    Metric("role_accuracy", "角色正确率", (role_accuracy,)),
    Metric("faithfulness", "忠实度(评审模型)", (faithfulness,)),
    Metric("relevance", "切题度(评审模型)", (relevance,)),
)
RANKING = {
    "recall@5": "检索召回率@5", "recall@10": "检索召回率@10", "mrr": "检索 MRR",
    "ndcg@10": "检索 nDCG@10",
}  # fmt: skip
LATENCY = {"latency_p50": ("延迟中位数", 50), "latency_p95": ("延迟第 95 百分位", 95)}
LOW = frozenset({*(m.name for m in METRICS if m.low), *LATENCY})
"""The metrics of which less is better."""


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
